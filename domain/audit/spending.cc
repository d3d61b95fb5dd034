#include "domain/audit/spending.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "domain/affairs/events.h"
#include "domain/care/events.h"
#include "domain/collective/chart.h"
#include "domain/collective/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"

namespace tenure {
namespace {

constexpr std::string_view kIndividual = "individual";  // a payer: the person

template <class E>
using SpentOf = Spent (*)(const E& event);

template <class E>
Result<void> add(std::vector<Spent>& out, const Facts& facts, std::string_view org, Date from, Date until,
                 SpentOf<E> spent_of) {
  const auto recorded =
      facts.events(*find_event_type(Description<E>::kInfo.name), {SubjectKind::org, std::string(org)});
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& each : *recorded) {
    if (each.event.on < from || until < each.event.on) continue;
    Spent spent = spent_of(each.event.as<E>());
    spent.on = each.event.on;
    spent.position = each.position;
    out.push_back(std::move(spent));
  }
  return {};
}

/// How much of each payment came back.
Result<std::map<Position, Fen>> came_back(const Facts& facts, std::string_view org) {
  std::map<Position, Fen> out;
  const auto add_all = [&]<class E>(const E*) -> Result<void> {
    const auto recorded =
        facts.events(*find_event_type(Description<E>::kInfo.name), {SubjectKind::org, std::string(org)});
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& each : *recorded)
      out[each.event.as<E>().payment].value += each.event.as<E>().amount_fen.value;
    return {};
  };
  if (auto done = add_all(static_cast<const PaymentReturned*>(nullptr)); !done)
    return tl::unexpected(done.error());
  if (auto done = add_all(static_cast<const PaymentReversed*>(nullptr)); !done)
    return tl::unexpected(done.error());
  return out;
}

Spent to_person(const PersonId& person, std::string purpose, Fen amount, bool is_fixed) {
  return {.on = {},
          .payee = person.value,
          .is_person = true,
          .purpose = std::move(purpose),
          .amount_fen = amount,
          .is_fixed = is_fixed,
          .voucher = {},
          .position = {}};
}

bool is_money(const JournalLine& line) {
  const AccountRole role = role_of(line.account.value);
  return role == AccountRole::cash || role == AccountRole::bank;
}

/// A line but for its words, and what stands on its debit side less its credit side.
using Side =
    std::tuple<Code, std::optional<Code>, std::optional<Code>, std::optional<Code>,
               std::optional<Ref<PersonId>>, std::optional<ShortText>, std::optional<Code>, std::int64_t>;

/// In an order of its own; `sign` -1: those of its counter-entry.
std::vector<Side> sides_of(const JournalPosted& entry, std::int64_t sign) {
  std::vector<Side> out;
  for (const JournalLine& line : entry.lines) {
    const std::int64_t fen = line.debit_fen.value_or(Fen()).value - line.credit_fen.value_or(Fen()).value;
    out.emplace_back(line.account, line.sub, line.fund, line.purpose, line.counterparty,
                     line.counterparty_name, line.contract, sign * fen);
  }
  std::ranges::sort(out);
  return out;
}

/// The vouchers that a later one reversed exactly: each counter-entry the newest one that it fits.
std::set<Position> reversed_among(const std::vector<Recorded>& vouchers) {
  std::vector<const Recorded*> in_order;
  for (const Recorded& each : vouchers) {
    if (!each.event.as<JournalPosted>().opening.value_or(false)) in_order.push_back(&each);
  }
  std::ranges::sort(in_order, {},
                    [](const Recorded* each) { return std::tuple(each->event.on, each->position); });
  std::set<Position> out;
  std::map<std::vector<Side>, std::vector<Position>> standing;
  for (const Recorded* each : in_order) {
    const auto& entry = each->event.as<JournalPosted>();
    const auto against = standing.find(sides_of(entry, -1));
    if (against == standing.end() || against->second.empty()) {
      standing[sides_of(entry, 1)].push_back(each->position);
    } else {
      out.insert(against->second.back());
      against->second.pop_back();
    }
  }
  return out;
}

/// What vouchers gave out: the lines that money went to, each with its own counterparty, or that of the
/// money.
Result<void> add_vouchers(std::vector<Spent>& out, const Facts& facts, std::string_view org, Date from,
                          Date until) {
  const auto recorded = facts.events(*find_event_type(Description<JournalPosted>::kInfo.name),
                                     {SubjectKind::org, std::string(org)});
  if (!recorded) return tl::unexpected(recorded.error());
  const std::set<Position> reversed = reversed_among(*recorded);
  for (const Recorded& each : *recorded) {
    const auto& entry = each.event.as<JournalPosted>();
    if (each.event.on < from || until < each.event.on || entry.opening.value_or(false)) continue;
    const JournalLine* money = find_first(
        entry.lines, [](const JournalLine& line) { return is_money(line) && line.credit_fen.has_value(); });
    if (money == nullptr) continue;
    for (const JournalLine& line : entry.lines) {
      if (!line.debit_fen || is_money(line)) continue;
      const JournalLine& to = line.counterparty || line.counterparty_name ? line : *money;
      Spent spent;
      spent.on = each.event.on;
      spent.is_person = to.counterparty.has_value();
      spent.payee = to.counterparty        ? to.counterparty->str()
                    : to.counterparty_name ? to.counterparty_name->value
                                           : std::string();
      spent.purpose = line.purpose ? line.purpose->value : line.account.value;
      spent.amount_fen = *line.debit_fen;
      spent.is_reversed = reversed.contains(each.position);
      spent.voucher = fmt::format("{}-{}", entry.series.value, entry.number);
      spent.position = each.position;
      out.push_back(std::move(spent));
    }
  }
  return {};
}

}  // namespace

Saying payee_of(const Spent& spent) {
  if (spent.payee.empty()) return phrase("未载明收款方", "a payee who is not named");
  return spent.is_person ? saying(Subject{SubjectKind::person, spent.payee}) : saying(spent.payee);
}

Result<std::vector<Spent>> spent_by(const Facts& facts, std::string_view org, Date from, Date until) {
  std::vector<Spent> out;
  const auto take = [&]<class E>(SpentOf<E> spent_of) {
    return add<E>(out, facts, org, from, until, spent_of);
  };
  auto done = take.operator()<PayDisbursed>([](const PayDisbursed& event) {
    return to_person(event.person, event.component.value, event.amount_fen, true);
  });
  if (done) {
    done = take.operator()<SubsidyPaid>([](const SubsidyPaid& event) {
      return to_person(event.person, std::string(kDepartureSubsidyPurpose), event.amount_fen, true);
    });
  }
  if (done) {
    done = take.operator()<ContributionPaid>([](const ContributionPaid& event) {
      const bool is_own = event.payer.value == kIndividual;
      return to_person(event.person, std::string(kPensionPurpose), is_own ? Fen() : event.amount_fen, true);
    });
  }
  if (done) {
    done = take.operator()<RewardGranted>([](const RewardGranted& event) {
      return to_person(event.person, "reward", event.amount_fen.value_or(Fen()), event.grade.has_value());
    });
  }
  if (done) {
    done = take.operator()<FundSpent>([](const FundSpent& event) {
      return Spent{.on = {},
                   .payee = event.payee ? event.payee->value : std::string(),
                   .is_person = false,
                   .purpose = event.purpose.value,
                   .amount_fen = event.amount_fen,
                   .is_fixed = false,
                   .voucher = {},
                   .position = {}};
    });
  }
  if (done) done = add_vouchers(out, facts, org, from, until);
  if (!done) return tl::unexpected(done.error());
  const auto back = came_back(facts, org);
  if (!back) return tl::unexpected(back.error());
  for (Spent& spent : out) {
    const auto found = back->find(spent.position);
    if (found != back->end()) spent.amount_fen.value -= found->second.value;
  }
  std::erase_if(out, [](const Spent& spent) { return spent.amount_fen.value <= 0; });
  std::ranges::sort(out, {}, [](const Spent& spent) { return std::tuple(spent.on, spent.position); });
  return out;
}

}  // namespace tenure

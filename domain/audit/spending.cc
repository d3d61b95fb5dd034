#include "domain/audit/spending.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/affairs/events.h"
#include "domain/care/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"

namespace tenure {
namespace {

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

}  // namespace

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
      return to_person(event.person, "departure_subsidy", event.amount_fen, true);
    });
  }
  if (done) {
    done = take.operator()<ContributionPaid>([](const ContributionPaid& event) {
      return to_person(event.person, "pension", event.amount_fen, true);
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

// B2, B7 to B9, C1 to C8: the village's own money, compared with what was agreed, handed over and counted.
#include <algorithm>
#include <map>
#include <set>

#include "domain/affairs/events.h"
#include "domain/audit/lead.h"
#include "domain/collective/books.h"
#include "domain/collective/dues.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

/// The last day of the time audited that is known.
Date end_of_scope(const Audited& audited) { return std::min(audited.scope.until, audited.on); }

std::string_view org_of(const Audited& audited) { return audited.scope.org; }

/// The journal's vouchers in the time audited, without what was taken over.
Result<std::vector<Recorded>> vouchers_of(const Audited& audited) {
  auto recorded = audited.facts.events(*find_event_type(Description<JournalPosted>::kInfo.name),
                                       {SubjectKind::org, std::string(org_of(audited))});
  if (!recorded) return recorded;
  std::erase_if(*recorded, [&](const Recorded& each) {
    return !audited.scope.holds(each.event.on) || audited.on < each.event.on ||
           each.event.as<JournalPosted>().opening.value_or(false);
  });
  return recorded;
}

/// With the number of the contract that it is about before it.
Objection named(Objection why, const std::string& contract) {
  why.zh = fmt::format("合同 {}：{}", contract, why.zh);
  why.en = fmt::format("contract {}: {}", contract, why.en);
  return why;
}

bool is_of_kind(const JournalLine& line, AccountKind kind) {
  const Account* account = find_account(line.account.value);
  return account != nullptr && account->kind == kind;
}
std::int64_t debit_of(const JournalLine& line) {
  return line.debit_fen.value_or(Fen()).value - line.credit_fen.value_or(Fen()).value;
}

}  // namespace

// B2. What goes to one payee for one purpose within days is not kept below a limit piece by piece that all of
// it is above.
Leads spent_in_pieces(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto days = policy->get(kSplitDays);
  const auto limit = policy->get(kSplitLimit);
  if (!days || !limit) return out;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const Spent*>> by_payee;
  for (const Spent& spent : audited.spent) {
    if (!spent.payee.empty() && !spent.is_fixed && spent.amount_fen < *limit)
      by_payee[{spent.payee, spent.purpose}].push_back(&spent);
  }
  for (const auto& [key, all] : by_payee) {
    for (std::size_t first = 0; first < all.size();) {
      std::size_t end = first;
      Fen sum;
      std::vector<Position> evidence;
      while (end < all.size() && all[end]->on.days - all[first]->on.days <= days->count) {
        sum.value += all[end]->amount_fen.value;
        evidence.push_back(all[end]->position);
        ++end;
      }
      if (end - first < 2 || sum <= *limit) {
        ++first;
        continue;
      }
      Lead lead{
          all[end - 1]->on,
          unmet(std::move(evidence), "{0} 天内分 {1} 笔向 {2} 支付 {3}，每笔都低于 {4}",
                "{3} were paid to {2} in {1} payments within {0} days, each below {4}",
                all[end - 1]->on.days - all[first]->on.days, end - first, payee_of(*all[first]), sum, *limit)
              .asks("≤ {}", *limit)
              .found("{}", sum)};
      lead.amount_fen = sum;
      if (all[first]->is_person) lead.person = all[first]->payee;
      lead.policy = policy->position();
      out.push_back(std::move(lead));
      first = end;
    }
  }
  return out;
}

// B7. The numbers of a series have no gap: in each month they begin with 1. What was made void keeps its
// number.
Leads numbers_missing(const Audited& audited) {
  std::vector<Lead> out;
  const PolicyView policy = audited.policy().value_or(PolicyView());
  constexpr std::size_t kToldMost = 8;  ///< ranges of missing numbers that a lead names
  for (Date month = Period::of_month(audited.scope.from).first(); month <= end_of_scope(audited);
       month = month.plus_months(1)) {
    const Period period = Period::of_month(month);
    const auto* row = audited.facts.row<OrgVouchers>(org_of(audited), period.str());
    if (row == nullptr) continue;
    struct Series {
      std::set<std::int32_t> numbers;
      std::vector<Position> positions;
      Date last;
    };
    std::map<std::string, Series> by_series;
    for (const auto* some : {&row->vouchers, &row->corrected}) {
      for (const Voucher& voucher : *some) {
        if (!audited.scope.holds(voucher.on) || audited.on < voucher.on) continue;
        Series& series = by_series[voucher.series.value];
        series.numbers.insert(voucher.number);
        series.last = std::max(series.last, voucher.on);
        if (some == &row->vouchers) series.positions.push_back(voucher.position);
      }
    }
    for (auto& [name, series] : by_series) {
      std::string told;
      std::int64_t missing = 0;
      std::size_t ranges = 0;
      std::int32_t next = 1;
      for (const std::int32_t number : series.numbers) {
        if (number > next && ranges++ < kToldMost) {
          told += fmt::format("{}{}", told.empty() ? "" : ", ", next);
          if (number - 1 > next) told += fmt::format("–{}", number - 1);
        }
        missing += std::max(number - next, 0);
        next = std::max(next, number + 1);
      }
      if (missing == 0) continue;
      Lead lead{series.last, unmet(series.positions, "{0} {1}字凭证缺 {2} 号",
                                   "vouchers {2} of the series {1} are missing in {0}", period,
                                   word_of(policy, "voucher", name), told)
                                 .asks("{}", phrase("编号连续", "numbers without a gap"))
                                 .found("{}", phrase("缺 {} 号", "{} missing", missing))};
      lead.period = period;
      out.push_back(std::move(lead));
    }
  }
  return out;
}

namespace {

/// The days on which money was handed over, or an auditee's office ended.
std::set<Date> handover_days(const Audited& audited) {
  std::set<Date> out;
  for (const Handover& handover : audited.facts.items<&OrgHandovers::handovers>(org_of(audited))) {
    if (audited.scope.holds(handover.on) && handover.on <= audited.on) out.insert(handover.on);
  }
  const auto* row =
      audited.scope.person.empty() ? nullptr : audited.facts.row<PersonTenure>(audited.scope.person);
  if (row == nullptr) return out;
  for (const Office& office : row->offices) {
    const bool ends_here = office.until && audited.scope.holds(*office.until) &&
                           *office.until <= audited.on &&
                           are_one(audited.facts, office.org.str(), org_of(audited), audited.on);
    if (ends_here) out.insert(*office.until);
  }
  return out;
}

}  // namespace

// B8. Before a handover no more is spent than usual, and not most of it on one payee.
Leads spent_before_handover(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto window = policy->get(kBurstDays);
  const auto times = policy->get(kBurstTimes);
  const auto above = policy->get(kBurstAbove);
  if (!window || !times || !above) return out;
  for (const Date day : handover_days(audited)) {
    const Date first = day.plus_days(-window->count);
    std::int64_t before = 0, within = 0;
    std::map<std::string_view, std::vector<const Spent*>> by_payee;
    std::map<std::string_view, std::int64_t> sums;
    for (const Spent& spent : audited.spent) {
      if (spent.is_fixed || day < spent.on) continue;
      if (spent.on < first) {
        before += spent.amount_fen.value;
        continue;
      }
      within += spent.amount_fen.value;
      if (spent.payee.empty()) continue;
      by_payee[spent.payee].push_back(&spent);
      sums[spent.payee] += spent.amount_fen.value;
    }
    const std::int64_t days_before = first.days - audited.scope.from.days;
    if (before <= 0 || days_before < window->count || sums.empty()) continue;
    const auto usual = static_cast<std::int64_t>(static_cast<__int128>(before) * window->count / days_before);
    const auto most = std::ranges::max_element(sums, {}, [](const auto& each) { return each.second; });
    const bool is_burst =
        static_cast<__int128>(within) * Decimal::kScale > static_cast<__int128>(usual) * times->scaled;
    const Decimal part{
        static_cast<std::int64_t>(static_cast<__int128>(most->second) * Decimal::kScale / within)};
    if (!is_burst || part <= above->value) continue;
    std::vector<Position> evidence;
    for (const Spent* each : by_payee[most->first]) evidence.push_back(each->position);
    const Spent& biggest = *by_payee[most->first].front();
    Lead lead{day,
              unmet(std::move(evidence), "{0} 交接前 {1} 天支出 {2}，此前同样天数平均 {3}；其中 {4} 付给 {5}",
                    "{2} were spent in the {1} days before the handover of {0}, {3} on average in as "
                    "many days before; {4} of it went to {5}",
                    day, window->count, Fen{within}, Fen{usual}, Fen{most->second}, payee_of(biggest))
                  .asks("≤ {}", Fen{static_cast<std::int64_t>(static_cast<__int128>(usual) * times->scaled /
                                                              Decimal::kScale)})
                  .found("{}", Fen{within})};
    lead.amount_fen = Fen{most->second};
    if (biggest.is_person) lead.person = std::string(most->first);
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

// B9. Nobody is paid after their death. That accounts are shared cannot be seen here: they are sealed.
Leads paid_after_death(const Audited& audited) {
  std::vector<Lead> out;
  for (const Spent& spent : audited.spent) {
    if (!spent.is_person || audited.on < spent.on) continue;
    const auto died = death_of(audited.facts, spent.payee);
    // Of pay for a time in life the law says what is in order.
    if (!died || spent.on <= *died || spent.is_fixed) continue;
    Lead lead{spent.on, unmet({spent.position}, "{} 已于 {} 去世", "{} died on {}", payee_of(spent), *died)
                            .asks("≤ {}", *died)
                            .found("{}", spent.on)};
    lead.amount_fen = spent.amount_fen;
    lead.person = spent.payee;
    out.push_back(std::move(lead));
  }
  return out;
}

// C1. Money of a source is used for what the source permits.
Leads funds_misused(const Audited& audited) {
  std::vector<Lead> out;
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& each : *recorded) {
    const auto policy = audited.policy(audited.scope.org, each.event.on);
    if (!policy) return tl::unexpected(policy.error());
    for (const JournalLine& line : each.event.as<JournalPosted>().lines) {
      const bool spends = is_of_kind(line, AccountKind::expense) || is_of_kind(line, AccountKind::cost);
      if (!spends || !line.fund || !line.purpose || debit_of(line) <= 0) continue;
      const auto uses = policy->get(kFundUses, line.fund->value);
      if (!uses || holds(*uses, *line.purpose)) continue;
      std::vector<Saying> allowed;
      for (const Code& use : *uses) allowed.push_back(word_of(*policy, "purpose component", use));
      const Fen amount{debit_of(line)};
      Lead lead{each.event.on, unmet({each.position}, "“{}”中 {} 用于“{}”", "{1} of {0} went to {2}",
                                     word_of(*policy, "fund payer", *line.fund), amount,
                                     word_of(*policy, "purpose component", *line.purpose))
                                   .asks("{}", listed(allowed))
                                   .found("{}", word_of(*policy, "purpose component", *line.purpose))};
      lead.amount_fen = amount;
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  return out;
}

namespace {

/// All contracts of the organisation, those of a number one after the other.
Result<std::vector<Contract>> contracts_of(const Audited& audited) {
  std::vector<Contract> out;
  const auto numbers = audited.facts.parts(kView<OrgContracts>, org_of(audited));
  if (!numbers) return tl::unexpected(numbers.error());
  for (const std::string& number : *numbers) {
    const auto& some = audited.facts.items<&OrgContracts::contracts>(org_of(audited), number);
    std::ranges::copy_if(some, std::back_inserter(out),
                         [&](const Contract& contract) { return contract.signed_on <= audited.on; });
  }
  return out;
}

}  // namespace

// C2. What a contract brings is booked once it is due; what is let has a contract.
Leads income_unbooked(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto grace = policy->get(kIncomeGrace);
  const auto contracts = contracts_of(audited);
  if (!contracts) return tl::unexpected(contracts.error());
  const Date last = end_of_scope(audited);
  for (const Contract& contract : *contracts) {
    if (!grace || !brings_money(contract)) continue;
    std::int64_t due = 0;
    const std::int64_t booked = booked_of(audited.facts, org_of(audited), contract.contract, last).value;
    for (const ContractDue& each : dues_until(contract, last.plus_days(-grace->count))) {
      const std::int64_t before = std::max(booked, due);
      due += each.amount_fen.value;
      const bool is_in_time = audited.on <= each.until.plus_days(grace->count);
      if (due <= booked || is_in_time || !audited.scope.holds(each.until)) continue;
      const Fen missing{due - before};
      Lead lead{each.until, named(unmet({contract.position}, "合同应于 {} 前收 {}，其中 {} 未入账",
                                        "{1} were due by {0} of the contract, {2} of it are not booked",
                                        each.until, each.amount_fen, missing)
                                      .asks("≥ {}", each.amount_fen)
                                      .found("{}", Fen{each.amount_fen.value - missing.value}),
                                  contract.contract.value)};
      lead.amount_fen = missing;
      if (contract.counterparty) lead.person = contract.counterparty->str();
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  constexpr std::string_view kLet = "leased_out";
  const auto assets = audited.facts.parts(kView<OrgAssets>, org_of(audited));
  if (!assets) return tl::unexpected(assets.error());
  for (const std::string& asset : *assets) {
    for (const AssetChange& change : audited.facts.items<&OrgAssets::changes>(org_of(audited), asset)) {
      if (change.kind.value != kLet || !audited.scope.holds(change.on) || audited.on < change.on) continue;
      const bool has_contract = std::ranges::any_of(*contracts, [&](const Contract& contract) {
        const bool is_its = contract.contract == change.contract || contract.asset == change.asset;
        return is_its && contract.open_on(change.on);
      });
      if (has_contract) continue;
      const Saying name = change.name ? saying(change.name->value) : phrase("资产", "an asset");
      out.push_back({change.on, unmet({change.position}, "{} 出租，没有已签订的合同",
                                      "{} was let without a contract", name)
                                    .asks("{}", phrase("合同", "a contract"))
                                    .found("{}", kNone)});
    }
  }
  return out;
}

namespace {

/// Stretches of days on which something holds, with their greatest figure.
class Stretches {
 public:
  struct One {
    Date from;
    std::int64_t most;
    std::vector<Position> evidence;
  };
  void day(Date on, bool holds, std::int64_t figure, const std::vector<Position>& evidence) {
    if (!holds) {
      open_ = false;
      return;
    }
    if (!open_) all_.push_back({on, figure, {}});
    open_ = true;
    all_.back().most = std::max(all_.back().most, figure);
    all_.back().evidence.insert(all_.back().evidence.end(), evidence.begin(), evidence.end());
  }
  std::vector<One>& all() { return all_; }

 private:
  std::vector<One> all_;
  bool open_ = false;
};

/// What a day moved of cash: in all, received from others, brought to the bank.
struct CashDay {
  std::int64_t moved = 0, received = 0, deposited = 0;
  std::vector<Position> positions;
};

Result<std::map<Date, CashDay>> cash_days(const Audited& audited) {
  std::map<Date, CashDay> out;
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& each : *recorded) {
    std::int64_t cash = 0, bank = 0;
    for (const JournalLine& line : each.event.as<JournalPosted>().lines) {
      if (role_of(line.account.value) == AccountRole::cash) cash += debit_of(line);
      if (role_of(line.account.value) == AccountRole::bank) bank += debit_of(line);
    }
    if (cash == 0) continue;
    CashDay& day = out[each.event.on];
    day.moved += cash;
    if (cash > 0) day.received += std::max<std::int64_t>(cash - std::max<std::int64_t>(-bank, 0), 0);
    if (cash < 0) day.deposited += std::min(-cash, std::max<std::int64_t>(bank, 0));
    day.positions.push_back(each.position);
  }
  return out;
}

}  // namespace

// C3. No more cash is kept than the cap, and what was received in cash is brought to the bank within days.
Leads cash_kept(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto days = cash_days(audited);
  if (!days) return tl::unexpected(days.error());
  const auto at_first = balances_on(audited.facts, org_of(audited), audited.scope.from.plus_days(-1));
  if (!at_first) return tl::unexpected(at_first.error());
  if (const auto cap = policy->get(kCashCap)) {
    Stretches over;
    // What was taken over within the time audited is in no voucher of a day.
    std::set<Date> dates;
    for (const auto& each : *days) dates.insert(each.first);
    for (const BooksOpening& opening : audited.facts.items<&OrgOpenings::openings>(org_of(audited))) {
      if (audited.scope.holds(opening.on) && opening.on <= audited.on) dates.insert(opening.on);
    }
    for (const Date date : dates) {
      const auto balances = balances_on(audited.facts, org_of(audited), date);
      if (!balances) return tl::unexpected(balances.error());
      const std::int64_t cash = balance_of(*balances, AccountRole::cash);
      const auto found = days->find(date);
      over.day(date, cash > cap->value, cash,
               found == days->end() ? std::vector<Position>() : found->second.positions);
    }
    for (auto& stretch : over.all()) {
      Lead lead{stretch.from, unmet(std::move(stretch.evidence), "自 {} 起库存现金最多 {}，限额 {}",
                                    "cash of up to {1} was kept from {0} on, the cap is {2}", stretch.from,
                                    Fen{stretch.most}, *cap)
                                  .asks("≤ {}", *cap)
                                  .found("{}", Fen{stretch.most})};
      lead.amount_fen = Fen{stretch.most - cap->value};
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  if (const auto within = policy->get(kDepositDays)) {
    Stretches kept;
    std::int64_t received = 0;
    for (const auto& [date, day] : *days) {
      received += day.received;
      const Date by = date.plus_days(within->count);
      if (end_of_scope(audited) < by || audited.on <= by || day.received == 0) continue;
      std::int64_t deposited = 0;
      for (const auto& [other, of] : *days) deposited += other <= by ? of.deposited : 0;
      kept.day(date, received > deposited, received - deposited, day.positions);
    }
    for (auto& stretch : kept.all()) {
      Lead lead{stretch.from,
                unmet(std::move(stretch.evidence), "自 {} 起收取的现金 {} 天内未存入银行，最多 {}",
                      "cash received from {} on was not brought to the bank within {} days: up to {}",
                      stretch.from, within->count, Fen{stretch.most})
                    .asks("≤ {}", many(within->count, form::kDays))
                    .found("{}", Fen{stretch.most})};
      lead.amount_fen = Fen{stretch.most};
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  return out;
}

namespace {

Result<std::vector<Debt>> debts_of(const Audited& audited) {
  std::vector<Debt> out;
  const auto numbers = audited.facts.parts(kView<OrgDebts>, org_of(audited));
  if (!numbers) return tl::unexpected(numbers.error());
  for (const std::string& number : *numbers) {
    const auto& some = audited.facts.items<&OrgDebts::debts>(org_of(audited), number);
    std::ranges::copy_if(some, std::back_inserter(out), [&](const Debt& debt) {
      return audited.scope.holds(debt.from) && debt.from <= audited.on;
    });
  }
  return out;
}

/// Whether a meeting decided it before: the one that it names, or one on its matter.
Result<bool> was_voted(const Audited& audited, const Debt& debt) {
  const auto decides = [&](const Event& event) {
    if (event.type->type != &kType<MeetingHeld> || debt.from < event.on) return false;
    const auto& meeting = event.as<MeetingHeld>();
    // A majority of those who were there, as far as both are known.
    return !meeting.votes_for || !meeting.present || 2 * *meeting.votes_for > *meeting.present;
  };
  if (debt.vote) {
    const auto original = audited.facts.original(*debt.vote);
    if (original && decides(original->event)) return true;
  }
  if (!debt.matter) return false;
  const auto meetings = audited.facts.events(*find_event_type(Description<MeetingHeld>::kInfo.name),
                                             {SubjectKind::matter, debt.matter->str()});
  if (!meetings) return tl::unexpected(meetings.error());
  return std::ranges::any_of(*meetings, [&](const Recorded& each) { return decides(each.event); });
}

constexpr std::string_view kLoanTaken = "loan_taken";
constexpr std::string_view kLoanMade = "loan_made";
constexpr std::string_view kGuarantee = "guarantee";
constexpr std::string_view kAdvance = "advance";

}  // namespace

namespace {

constexpr std::size_t kEvidenceMax = 50;

/// The vouchers by which more was owed, the last ones.
Result<std::vector<Position>> vouchers_of_debt(const Audited& audited) {
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  std::vector<Position> out;
  for (const Recorded& each : *recorded) {
    const auto& lines = each.event.as<JournalPosted>().lines;
    const bool owes = std::ranges::any_of(lines, [](const JournalLine& line) {
      return is_of_kind(line, AccountKind::liability) && debit_of(line) < 0;
    });
    if (owes) out.push_back(each.position);
  }
  if (out.size() > kEvidenceMax) out.erase(out.begin(), out.end() - kEvidenceMax);
  return out;
}

}  // namespace

// C4. What is owed does not grow over the time audited, and no loan is taken or guarantee given without a
// vote.
Leads debts_grown(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto most = policy->get(kDebtGrowth);
  const Date last = end_of_scope(audited);
  const auto told = books(audited.facts, org_of(audited), audited.scope.from, last);
  if (!told) return tl::unexpected(told.error());
  std::int64_t opening = 0, closing = 0;
  for (const BookLine& line : told->lines) {
    const Account* account = find_account(line.account.value);
    if (account == nullptr || account->kind != AccountKind::liability) continue;
    opening += line.opening_credit_fen.value - line.opening_debit_fen.value;
    closing += line.closing_credit_fen.value - line.closing_debit_fen.value;
  }
  if (most && closing - opening > most->value) {
    auto evidence = vouchers_of_debt(audited);
    if (!evidence) return tl::unexpected(evidence.error());
    Lead lead{last, unmet(std::move(*evidence), "负债由 {} 增至 {}", "what is owed grew from {} to {}",
                          Fen{opening}, Fen{closing})
                        .asks("≤ {}", Fen{opening + most->value})
                        .found("{}", Fen{closing})};
    lead.amount_fen = Fen{closing - opening};
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  const auto debts = debts_of(audited);
  if (!debts) return tl::unexpected(debts.error());
  for (const Debt& debt : *debts) {
    if (debt.kind.value != kLoanTaken && debt.kind.value != kGuarantee) continue;
    const auto voted = was_voted(audited, debt);
    if (!voted) return tl::unexpected(voted.error());
    if (*voted) continue;
    Lead lead{debt.from,
              unmet({debt.position}, "“{}” {} 之前没有表决通过", "no vote came before the {} of {}",
                    word_of(*policy, "debt", debt.kind), debt.amount_fen)
                  .asks("{}", phrase("会议表决", "a vote of a meeting"))
                  .found("{}", kNone)};
    lead.amount_fen = debt.amount_fen;
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// Whether the person holds an office of the organisation on the day.
bool is_official(const Audited& audited, std::string_view person, Date day) {
  const auto* row = audited.facts.row<PersonTenure>(person);
  return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
           return is_held(audited.facts, office, day) &&
                  are_one(audited.facts, office.org.str(), org_of(audited), audited.on);
         });
}

Lead insider(Date on, Position position, const std::string& person, Fen amount, Saying what) {
  Lead lead{on, unmet({position}, "{1}：{0}，{2}，当时在任", "{1} to {0}, {2}, who was in office",
                      Subject{SubjectKind::person, person}, what, amount)
                    .asks("{}", phrase("非在任人员", "nobody in office"))
                    .found("{}", saying(Subject{SubjectKind::person, person}))};
  lead.amount_fen = amount;
  lead.person = person;
  return lead;
}

}  // namespace

// C5. Officials are lent and guaranteed nothing, and what the collective earns is not left with them.
Leads insiders_favoured(const Audited& audited) {
  std::vector<Lead> out;
  const PolicyView policy = audited.policy().value_or(PolicyView());
  const auto debts = debts_of(audited);
  if (!debts) return tl::unexpected(debts.error());
  for (const Debt& debt : *debts) {
    const bool favours =
        debt.kind.value == kLoanMade || debt.kind.value == kGuarantee || debt.kind.value == kAdvance;
    if (!favours || !debt.counterparty || !is_official(audited, debt.counterparty->str(), debt.from))
      continue;
    out.push_back(insider(debt.from, debt.position, debt.counterparty->str(), debt.amount_fen,
                          word_of(policy, "debt", debt.kind)));
  }
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& each : *recorded) {
    const auto& lines = each.event.as<JournalPosted>().lines;
    const bool earns = std::ranges::any_of(lines, [](const JournalLine& line) {
      return is_of_kind(line, AccountKind::income) && debit_of(line) < 0;
    });
    for (const JournalLine& line : lines) {
      if (!earns || role_of(line.account.value) != AccountRole::claim || debit_of(line) <= 0 ||
          !line.counterparty || !is_official(audited, line.counterparty->str(), each.event.on))
        continue;
      out.push_back(insider(each.event.on, each.position, line.counterparty->str(), Fen{debit_of(line)},
                            phrase("集体收入由个人持有", "income of the collective left with a person")));
    }
  }
  return out;
}

// C6. Each month with vouchers is closed within days of its end.
Leads months_unclosed(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto days = policy->get(kCloseDays);
  if (!days) return out;
  for (Date month = Period::of_month(audited.scope.from).first(); month <= end_of_scope(audited);
       month = month.plus_months(1)) {
    const Period period = Period::of_month(month);
    const auto& vouchers = audited.facts.items<&OrgVouchers::vouchers>(org_of(audited), period.str());
    const Date by = period.last().plus_days(days->count);
    if (vouchers.empty() || audited.on <= by || !audited.scope.holds(period.last())) continue;
    std::optional<Date> closed;
    std::vector<Position> evidence;
    for (const ClosedPeriod& each : audited.facts.items<&OrgClosings::closed>(org_of(audited))) {
      if (each.kind || !each.period.calendar() || period.first() < each.period.first() ||
          each.period.last() < period.last())
        continue;
      const auto original = audited.facts.original(each.position);
      if (!original) return tl::unexpected(original.error());
      if (closed && *closed <= original->event.on) continue;
      closed = original->event.on;
      evidence = {each.position};
    }
    if (closed && *closed <= by) continue;
    if (evidence.empty()) evidence = {vouchers.back().position};
    Lead lead{period.last(),
              unmet(std::move(evidence), "{} 的账应于 {} 前关账", "{} was to be closed by {}", period, by)
                  .asks("≤ {}", by)
                  .found("{}", closed ? saying(*closed) : phrase("未关账", "not closed"))};
    lead.period = period;
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// What both are the price of: a year, or all of it; nothing where they cannot be compared.
std::optional<std::pair<Fen, Fen>> prices(const Contract& contract, const Contract& former) {
  if (contract.per_year_fen && former.per_year_fen)
    return std::pair(*contract.per_year_fen, *former.per_year_fen);
  if (contract.amount_fen && former.amount_fen) return std::pair(*contract.amount_fen, *former.amount_fen);
  return std::nullopt;
}

Lead of_contract(Date on, const Contract& contract, Objection why, const PolicyView& policy) {
  Lead lead{on, named(std::move(why), contract.contract.value)};
  if (contract.counterparty) lead.person = contract.counterparty->str();
  lead.policy = policy.position();
  return lead;
}

}  // namespace

// C7. What the collective lets or sells is not below what it was appraised at, nor below the former price; it
// is not let for too long, and not used on once the contract ran out.
Leads contracts_below_price(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto longest = policy->get(kContractMonths);
  const auto renewal = policy->get(kRenewalDays);
  const auto contracts = contracts_of(audited);
  if (!contracts) return tl::unexpected(contracts.error());
  for (const Contract& contract : *contracts) {
    if (!brings_money(contract)) continue;
    const bool is_new = audited.scope.holds(contract.signed_on);
    const auto price = contract.per_year_fen ? contract.per_year_fen : contract.amount_fen;
    if (is_new && price && contract.appraised_fen && *price < *contract.appraised_fen) {
      out.push_back(
          of_contract(contract.signed_on, contract,
                      unmet({contract.position}, "价款 {} 低于评估价 {}",
                            "the price of {} is below the appraisal of {}", *price, *contract.appraised_fen)
                          .asks("≥ {}", *contract.appraised_fen)
                          .found("{}", *price),
                      *policy));
      out.back().amount_fen = Fen{contract.appraised_fen->value - price->value};
    }
    const auto* former = find_last(*contracts, [&](const Contract& each) {
      return contract.former && each.contract == *contract.former && each.position < contract.position;
    });
    const auto both = former == nullptr ? std::nullopt : prices(contract, *former);
    if (is_new && both && both->first < both->second) {
      out.push_back(
          of_contract(contract.signed_on, contract,
                      unmet({former->position, contract.position}, "价款 {} 低于原合同 {}",
                            "the price of {} is below the former one of {}", both->first, both->second)
                          .asks("≥ {}", both->second)
                          .found("{}", both->first),
                      *policy));
      out.back().amount_fen = Fen{both->second.value - both->first.value};
    }
    if (is_new && longest && contract.until && contract.from.plus_months(longest->count) <= *contract.until) {
      out.push_back(of_contract(contract.signed_on, contract,
                                unmet({contract.position}, "合同期自 {} 至 {}，超过 {}",
                                      "the contract runs from {} to {}, more than {}", contract.from,
                                      *contract.until, many(longest->count, form::kMonths))
                                    .asks("≤ {}", many(longest->count, form::kMonths))
                                    .found("{}", *contract.until),
                                *policy));
    }
    if (!renewal || !contract.until || !audited.scope.holds(*contract.until)) continue;
    const Date by = contract.until->plus_days(renewal->count);
    const bool renewed = std::ranges::any_of(*contracts, [&](const Contract& each) {
      return each.former == contract.contract && each.contract != contract.contract && each.signed_on <= by;
    });
    if (audited.on <= by || renewed || (contract.ended && *contract.ended <= by)) continue;
    out.push_back(of_contract(
        *contract.until, contract,
        unmet({contract.position}, "合同已于 {} 到期，没有终止或续签",
              "the contract ran out on {} and was neither ended nor renewed", *contract.until)
            .asks("≤ {}", by)
            .found("{}", contract.ended ? saying(*contract.ended) : phrase("未终止", "not ended")),
        *policy));
  }
  return out;
}

namespace {

/// Where balances were taken over that differ from the books before: by account, or, where the accounts are
/// of another chart, of money alone.
std::vector<Lead> broken_openings(const Audited& audited, const Books& told, const PolicyView& policy) {
  std::vector<Lead> out;
  std::map<Date, std::vector<const OpeningCheck*>> by_day;
  for (const OpeningCheck& check : told.openings) {
    if (check.difference_fen) by_day[check.on].push_back(&check);
  }
  for (const auto& [day, checks] : by_day) {
    std::int64_t money_opened = 0, money_before = 0;
    std::vector<Saying> differs;
    for (const OpeningCheck* check : checks) {
      const Account* account = find_account(check->account.value);
      const bool is_money =
          account != nullptr && (account->role == AccountRole::cash || account->role == AccountRole::bank);
      if (is_money) money_opened += check->opening_fen.value, money_before += check->before_fen->value;
      const bool is_in_both = check->opening_fen != Fen() && *check->before_fen != Fen();
      if (is_in_both && *check->difference_fen != Fen())
        differs.push_back(word_of(policy, "account", check->account));
    }
    if (differs.empty() && money_opened == money_before) continue;
    const Saying which = differs.empty() ? phrase("货币资金", "money") : listed(differs);
    std::vector<Position> evidence;
    for (const BooksOpening& opening : audited.facts.items<&OrgOpenings::openings>(org_of(audited))) {
      if (opening.on == day) evidence.push_back(opening.position);
    }
    Lead lead{day, unmet(std::move(evidence), "期初余额与此前账面不符：{}；货币资金 {}，此前 {}",
                         "opening balances differ from the books before: {}; money of {}, {} before", which,
                         Fen{money_opened}, Fen{money_before})
                       .asks("{}", Fen{money_before})
                       .found("{}", Fen{money_opened})};
    lead.amount_fen = Fen{std::abs(money_opened - money_before)};
    out.push_back(std::move(lead));
  }
  return out;
}

}  // namespace

// C8. What is taken over is what was there, and it is handed over within days of the end of the office.
Leads handovers_broken(const Audited& audited) {
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto told = books(audited.facts, org_of(audited), audited.scope.from, end_of_scope(audited));
  if (!told) return tl::unexpected(told.error());
  std::vector<Lead> out = broken_openings(audited, *told, *policy);
  for (const HandoverCheck& check : told->handovers) {
    const std::int64_t difference = std::abs(check.cash_difference_fen.value_or(Fen()).value) +
                                    std::abs(check.bank_difference_fen.value_or(Fen()).value);
    if (difference == 0) continue;
    const Fen booked{(check.cash_fen ? check.cash_book_fen.value : 0) +
                     (check.bank_fen ? check.bank_book_fen.value : 0)};
    const Fen handed{check.cash_fen.value_or(Fen()).value + check.bank_fen.value_or(Fen()).value};
    Lead lead{check.on, unmet({check.position}, "移交货币资金 {}，账面 {}",
                              "{} of money were handed over, {} are in the books", handed, booked)
                            .asks("{}", booked)
                            .found("{}", handed)};
    lead.amount_fen = Fen{difference};
    lead.person = check.person.str();
    out.push_back(std::move(lead));
  }
  // Where no books are kept here, nothing is known of what is handed over.
  const auto begin = books_begin(audited.facts, org_of(audited));
  if (!begin) return tl::unexpected(begin.error());
  if (!*begin) return out;
  const auto days = policy->get(kHandoverDays);
  const auto posts = policy->get(kHandoverPosts);
  const auto people = audited.facts.parts(kView<OrgOffices>, org_of(audited));
  if (!people) return tl::unexpected(people.error());
  const auto& handovers = audited.facts.items<&OrgHandovers::handovers>(org_of(audited));
  for (const std::string& person : days&& posts ? *people : std::vector<std::string>()) {
    if (!audited.scope.person.empty() && audited.scope.person != person) continue;
    for (const Office& office : audited.facts.items<&OrgOffices::offices>(org_of(audited), person)) {
      if (!office.until || !office.ended_at || !audited.scope.holds(*office.until) ||
          !holds(*posts, office.post))
        continue;
      const Date by = office.until->plus_days(days->count);
      if (audited.on <= by || !is_alive(audited.facts, person, *office.until)) continue;
      const auto* done = find_first(handovers, [&](const Handover& each) {
        return each.person.str() == person && each.post == office.post && office.from <= each.on;
      });
      if (done != nullptr && done->on <= by) continue;
      Lead lead{*office.until,
                unmet({*office.ended_at}, "{} 离任后应于 {} 前交接", "{} was to hand over by {}",
                      Subject{SubjectKind::person, person}, by)
                    .asks("≤ {}", by)
                    .found("{}", done == nullptr ? phrase("未交接", "not handed over") : saying(done->on))};
      lead.person = person;
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  return out;
}

}  // namespace tenure

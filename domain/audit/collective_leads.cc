// B7, C1, C3, C6, C8: the village's books: numbers, funds, cash, closings and hand-overs.
#include <algorithm>
#include <map>
#include <set>

#include "domain/audit/vouchers.h"
#include "domain/collective/books.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"

namespace tenure {

namespace {

/// Numbers that a series gave one after the other, from 1 on: in a month, or on through the year.
struct Run {
  std::map<std::int32_t, Date> numbers;  ///< with the days of their vouchers

  std::int64_t last() const { return numbers.empty() ? 0 : numbers.rbegin()->first; }
  std::int64_t missing() const { return last() - std::ssize(numbers); }
};

/// Whether a month's numbers go on with the run: none of them stands in it, and no more is missing than if
/// they had begun again with 1.
bool goes_on(const Run& run, const Run& month) {
  if (month.numbers.contains(1)) return false;
  const bool is_new =
      std::ranges::none_of(month.numbers, [&](const auto& each) { return run.numbers.contains(each.first); });
  const std::int64_t together =
      std::max(run.last(), month.last()) - std::ssize(run.numbers) - std::ssize(month.numbers);
  return is_new && together - run.missing() <= month.missing();
}

/// The runs of each series up to the end of the time audited, one after the other. They may have begun before
/// it.
std::map<std::string, std::vector<Run>> runs_of(const Audited& audited) {
  constexpr int kYear = 12;  // months
  std::map<std::string, std::vector<Run>> out;
  for (Date month = Period::of_month(audited.scope.from).first().plus_months(-kYear);
       month <= end_of_scope(audited); month = month.plus_months(1)) {
    const auto* row = audited.facts.row<OrgVouchers>(audited.scope.org, Period::of_month(month).str());
    if (row == nullptr) continue;
    std::map<std::string, Run> by_series;
    for (const auto* some : {&row->vouchers, &row->corrected}) {
      for (const Voucher& voucher : *some) {
        if (voucher.on <= audited.on)
          by_series[voucher.series.value].numbers.try_emplace(voucher.number, voucher.on);
      }
    }
    for (auto& [name, numbers] : by_series) {
      std::vector<Run>& runs = out[name];
      if (runs.empty() || !goes_on(runs.back(), numbers)) runs.emplace_back();
      runs.back().numbers.merge(numbers.numbers);
    }
  }
  return out;
}

}  // namespace

// B7. The numbers of a series have no gap: they begin with 1 in each month, or go on through the year,
// whichever leaves out less. What was made void keeps its number. One lead a month and series, in the month
// of the number after the gap.
Leads numbers_missing(const Audited& audited) {
  std::vector<Lead> out;
  const PolicyView policy = audited.policy().value_or(PolicyView());
  constexpr std::size_t kToldMost = 8;  ///< ranges of missing numbers that a lead names
  struct Gap {
    std::int64_t first, last;
  };
  std::map<std::pair<Date, std::string>, std::vector<Gap>> gaps;
  for (const auto& [name, runs] : runs_of(audited)) {
    for (const Run& run : runs) {
      std::int64_t next = 1;
      for (const auto& [number, on] : run.numbers) {
        if (number > next && audited.scope.holds(on))
          gaps[{Period::of_month(on).first(), name}].push_back({next, number - 1});
        next = std::int64_t{number} + 1;
      }
    }
  }
  for (const auto& [key, missing] : gaps) {
    const auto& [month, name] = key;
    const Period period = Period::of_month(month);
    const auto* row = audited.facts.row<OrgVouchers>(audited.scope.org, period.str());
    if (row == nullptr) continue;
    Date last;
    std::vector<Position> evidence;
    for (const auto* some : {&row->vouchers, &row->corrected}) {
      for (const Voucher& voucher : *some) {
        if (voucher.series.value != name || !audited.scope.holds(voucher.on) || audited.on < voucher.on)
          continue;
        last = std::max(last, voucher.on);
        if (some == &row->vouchers) evidence.push_back(voucher.position);
      }
    }
    std::string told;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < missing.size(); ++i) {
      const Gap& gap = missing[i];
      count += gap.last - gap.first + 1;
      if (i >= kToldMost) continue;
      told += fmt::format("{}{}", told.empty() ? "" : ", ", gap.first);
      if (gap.last > gap.first) told += fmt::format("–{}", gap.last);
    }
    Lead lead{last, unmet(std::move(evidence), "{0} {1}字凭证缺 {2} 号",
                          "vouchers {2} of the series {1} are missing in {0}", period,
                          word_of(policy, "voucher", name), told)
                        .asks("{}", phrase("编号连续", "numbers without a gap"))
                        .found("{}", phrase("缺 {} 号", "{} missing", count))};
    lead.period = period;
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

/// Stretches of days on which something holds against one limit, with their greatest figure.
class Stretches {
 public:
  /// Of a day, and the policy that gives it.
  struct Limit {
    std::int64_t value;
    std::optional<Position> policy;
  };
  struct One {
    Date from;
    Limit limit;
    std::int64_t most;
    std::vector<Position> evidence;
  };
  void day(Date on, bool holds, const Limit& limit, std::int64_t figure,
           const std::vector<Position>& evidence) {
    if (!holds) {
      open_ = false;
      return;
    }
    if (!open_ || all_.back().limit.value != limit.value) all_.push_back({on, limit, figure, {}});
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

// C3. No more cash is kept than the cap of the day, and what was received in cash is brought to the bank
// within the days that the policy of that day gives.
Leads cash_kept(const Audited& audited) {
  std::vector<Lead> out;
  const auto days = cash_days(audited);
  if (!days) return tl::unexpected(days.error());
  Stretches over;
  // What was taken over within the time audited is in no voucher of a day.
  std::set<Date> dates;
  for (const auto& each : *days) dates.insert(each.first);
  for (const BooksOpening& opening : audited.facts.items<&OrgOpenings::openings>(audited.scope.org)) {
    if (audited.scope.holds(opening.on) && opening.on <= audited.on) dates.insert(opening.on);
  }
  for (const Date date : dates) {
    const auto policy = audited.policy(audited.scope.org, date);
    if (!policy) return tl::unexpected(policy.error());
    const auto cap = policy->get(kCashCap);
    const auto balances = balances_on(audited.facts, audited.scope.org, date);
    if (!balances) return tl::unexpected(balances.error());
    const std::int64_t cash = balance_of(*balances, AccountRole::cash);
    const auto found = days->find(date);
    over.day(date, cap && cash > cap->value, {cap ? cap->value : 0, policy->position()}, cash,
             found == days->end() ? std::vector<Position>() : found->second.positions);
  }
  for (auto& stretch : over.all()) {
    const Fen cap{stretch.limit.value};
    Lead lead{stretch.from, unmet(std::move(stretch.evidence), "自 {} 起库存现金最多 {}，限额 {}",
                                  "cash of up to {1} was kept from {0} on, the cap is {2}", stretch.from,
                                  Fen{stretch.most}, cap)
                                .asks("≤ {}", cap)
                                .found("{}", Fen{stretch.most})};
    lead.amount_fen = Fen{stretch.most - cap.value};
    lead.policy = stretch.limit.policy;
    out.push_back(std::move(lead));
  }
  Stretches kept;
  std::int64_t received = 0;
  for (const auto& [date, day] : *days) {
    if (day.received == 0) continue;
    received += day.received;
    const auto policy = audited.policy(audited.scope.org, date);
    if (!policy) return tl::unexpected(policy.error());
    const auto within = policy->get(kDepositDays);
    if (!within) continue;
    const Date by = date.plus_days(within->count);
    if (end_of_scope(audited) < by || audited.on <= by) continue;
    std::int64_t deposited = 0;
    for (const auto& [other, of] : *days) deposited += other <= by ? of.deposited : 0;
    kept.day(date, received > deposited, {within->count, policy->position()}, received - deposited,
             day.positions);
  }
  for (auto& stretch : kept.all()) {
    const std::int64_t within = stretch.limit.value;
    Lead lead{stretch.from,
              unmet(std::move(stretch.evidence), "自 {} 起收取的现金 {} 天内未存入银行，最多 {}",
                    "cash received from {} on was not brought to the bank within {} days: up to {}",
                    stretch.from, within, Fen{stretch.most})
                  .asks("≤ {}", many(within, form::kDays))
                  .found("{}", Fen{stretch.most})};
    lead.amount_fen = Fen{stretch.most};
    lead.policy = stretch.limit.policy;
    out.push_back(std::move(lead));
  }
  return out;
}

// C6. Each month with vouchers is closed within days of its end, by the policy of its last day.
Leads months_unclosed(const Audited& audited) {
  std::vector<Lead> out;
  for (Date month = Period::of_month(audited.scope.from).first(); month <= end_of_scope(audited);
       month = month.plus_months(1)) {
    const Period period = Period::of_month(month);
    const auto& vouchers = audited.facts.items<&OrgVouchers::vouchers>(audited.scope.org, period.str());
    if (vouchers.empty() || !audited.scope.holds(period.last())) continue;
    const auto policy = audited.policy(audited.scope.org, period.last());
    if (!policy) return tl::unexpected(policy.error());
    const auto days = policy->get(kCloseDays);
    if (!days) continue;
    const Date by = period.last().plus_days(days->count);
    if (audited.on <= by) continue;
    std::optional<Date> closed;
    std::vector<Position> evidence;
    for (const ClosedPeriod& each : audited.facts.items<&OrgClosings::closed>(audited.scope.org)) {
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
    for (const BooksOpening& opening : audited.facts.items<&OrgOpenings::openings>(audited.scope.org)) {
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

// C8. What is taken over is what was there, and it is handed over within days of the end of the office, by
// the policy of that day.
Leads handovers_broken(const Audited& audited) {
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto told = books(audited.facts, audited.scope.org, audited.scope.from, end_of_scope(audited));
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
  const auto begin = books_begin(audited.facts, audited.scope.org);
  if (!begin) return tl::unexpected(begin.error());
  if (!*begin) return out;
  const auto people = audited.facts.parts(kView<OrgOffices>, audited.scope.org);
  if (!people) return tl::unexpected(people.error());
  const auto& handovers = audited.facts.items<&OrgHandovers::handovers>(audited.scope.org);
  for (const std::string& person : *people) {
    if (!audited.scope.person.empty() && audited.scope.person != person) continue;
    for (const Office& office : audited.facts.items<&OrgOffices::offices>(audited.scope.org, person)) {
      if (!office.until || !office.ended_at || !audited.scope.holds(*office.until)) continue;
      const auto of_day = audited.policy(audited.scope.org, *office.until);
      if (!of_day) return tl::unexpected(of_day.error());
      const auto days = of_day->get(kHandoverDays);
      const auto posts = of_day->get(kHandoverPosts);
      if (!days || !posts || !holds(*posts, office.post)) continue;
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
      lead.policy = of_day->position();
      out.push_back(std::move(lead));
    }
  }
  return out;
}

}  // namespace tenure

#include "domain/collective/books.h"

#include <algorithm>
#include <deque>
#include <set>

#include "domain/core/find.h"
#include "domain/ledger/rows.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

/// What moved on one account.
struct Moved {
  std::int64_t debit = 0, credit = 0;
};
using AllMoved = std::map<std::string, Moved, std::less<>>;

/// Calls `take(cells, last)` of the longest rows that lie within the days, one after the other, in their
/// order: with the last day that they are of.
template <class Take>
void over_days(const Facts& facts, std::string_view org, Date first, Date last, bool by_years, Take take) {
  while (first <= last) {
    const Period year = Period::of_year(first.year());
    const Period month = Period::of_month(first);
    if (by_years && year.first() == first && year.last() <= last) {
      take(facts.items<&OrgBookYear::cells>(org, year.str()), year.last());
      first = year.last().plus_days(1);
    } else if (month.first() == first && month.last() <= last) {
      take(facts.items<&OrgBookMonth::cells>(org, month.str()), month.last());
      first = month.last().plus_days(1);
    } else {
      take(facts.items<&OrgBookDay::cells>(org, first.str()), first);
      first = first.plus_days(1);
    }
  }
}

/// When balances were taken over last by the day; nothing where they never were.
std::optional<Date> taken_over_by(const Facts& facts, std::string_view org, Date date) {
  const auto* found = find_last(facts.items<&OrgOpenings::openings>(org),
                                [&](const BooksOpening& opening) { return opening.on <= date; });
  return found == nullptr ? std::nullopt : std::optional(found->on);
}

AllMoved moved(const Facts& facts, std::string_view org, Date first, Date last) {
  AllMoved out;
  over_days(facts, org, first, last, true, [&](const std::vector<BookCell>& cells, Date) {
    for (const BookCell& cell : cells) {
      Moved& account = out[cell.account.value];
      account.debit += cell.debit_fen.value;
      account.credit += cell.credit_fen.value;
    }
  });
  return out;
}

/// The balances that were taken over on a day.
Balances openings_on(const Facts& facts, std::string_view org, Date date) {
  Balances out;
  for (const BookCell& cell : facts.items<&OrgBookDay::cells>(org, date.str())) {
    if (cell.opening_fen != Fen()) out[cell.account.value] += cell.opening_fen.value;
  }
  return out;
}

std::int64_t in(const Balances& balances, std::string_view account) {
  const auto found = balances.find(account);
  return found == balances.end() ? 0 : found->second;
}

Fen debit_side(std::int64_t balance) { return {std::max<std::int64_t>(balance, 0)}; }
Fen credit_side(std::int64_t balance) { return {std::max<std::int64_t>(-balance, 0)}; }

BookLine line_of(const std::string& account, std::int64_t opening, const Moved& moved, std::int64_t closing) {
  return {Code{account},       debit_side(opening), credit_side(opening),
          {moved.debit},       {moved.credit},      {closing - opening - moved.debit + moved.credit},
          debit_side(closing), credit_side(closing)};
}

/// In the order of the charts: what stands in none of them comes last.
std::size_t place_of(std::string_view account) {
  const auto found = std::ranges::find(kAccountWords, account, &Word::code);
  return static_cast<std::size_t>(found - kAccountWords.begin());
}

void add_lines(Books& out, const Balances& opening, const AllMoved& moved, const Balances& closing) {
  std::set<std::pair<std::size_t, std::string>> accounts;
  const auto know = [&](const auto& all) {
    for (const auto& each : all) accounts.emplace(place_of(each.first), each.first);
  };
  know(opening), know(moved), know(closing);
  for (const auto& [place, account] : accounts) {
    const auto found = moved.find(account);
    const BookLine line = line_of(account, in(opening, account),
                                  found == moved.end() ? Moved() : found->second, in(closing, account));
    for (const auto& column : {std::pair(&Books::opening_debit_fen, &BookLine::opening_debit_fen),
                               std::pair(&Books::opening_credit_fen, &BookLine::opening_credit_fen),
                               std::pair(&Books::debit_fen, &BookLine::debit_fen),
                               std::pair(&Books::credit_fen, &BookLine::credit_fen),
                               std::pair(&Books::restated_fen, &BookLine::restated_fen),
                               std::pair(&Books::closing_debit_fen, &BookLine::closing_debit_fen),
                               std::pair(&Books::closing_credit_fen, &BookLine::closing_credit_fen)})
      (out.*column.first).value += (line.*column.second).value;
    out.lines.push_back(line);
  }
}

Result<void> add_openings(const Facts& facts, Books& out) {
  std::set<Date> days;
  for (const BooksOpening& opening : facts.items<&OrgOpenings::openings>(out.org.str())) {
    if (out.from <= opening.on && opening.on <= out.until) days.insert(opening.on);
  }
  for (const Date day : days) {
    const auto before = balances_on(facts, out.org.str(), day.plus_days(-1));
    if (!before) return tl::unexpected(before.error());
    const Balances taken = openings_on(facts, out.org.str(), day);
    std::set<std::string> accounts;
    for (const auto& each : taken) accounts.insert(each.first);
    for (const auto& each : *before) accounts.insert(each.first);
    for (const std::string& account : accounts) {
      OpeningCheck check{day, Code{account}, {in(taken, account)}, {}, {}};
      if (!before->empty()) {
        check.before_fen = Fen{in(*before, account)};
        check.difference_fen = Fen{check.opening_fen.value - check.before_fen->value};
      }
      out.openings.push_back(std::move(check));
    }
  }
  return {};
}

std::optional<Fen> less(const std::optional<Fen>& fen, Fen other) {
  return fen ? std::optional(Fen{fen->value - other.value}) : std::nullopt;
}

Result<void> add_handovers(const Facts& facts, Books& out) {
  for (const Handover& handover : facts.items<&OrgHandovers::handovers>(out.org.str())) {
    if (handover.on < out.from || out.until < handover.on) continue;
    if (!handover.cash_fen && !handover.bank_fen) continue;
    const Date until = handover.books_until.value_or(handover.on);
    const auto balances = balances_on(facts, out.org.str(), until);
    if (!balances) return tl::unexpected(balances.error());
    const Fen cash{balance_of(*balances, AccountRole::cash)};
    const Fen bank{balance_of(*balances, AccountRole::bank)};
    out.handovers.push_back({handover.on, until, handover.person, handover.successor, handover.cash_fen, cash,
                             less(handover.cash_fen, cash), handover.bank_fen, bank,
                             less(handover.bank_fen, bank), handover.position});
  }
  return {};
}

/// What the books say of a sub-account: since balances were taken over, day by day, as no longer row tells
/// sub-accounts apart.
Result<Fen> sub_balance_on(const Facts& facts, std::string_view org, const CashCount& count) {
  const auto taken = taken_over_by(facts, org, count.on);
  Fen out;
  const auto days = facts.parts(kView<OrgBookDay>, org);
  if (!days) return tl::unexpected(days.error());
  for (const std::string& day : *days) {
    const auto date = Date::parse(day);
    if (!date || count.on < *date || (taken && *date < *taken)) continue;
    for (const BookCell& cell : facts.items<&OrgBookDay::cells>(org, day)) {
      if (cell.account != count.account || cell.sub != count.sub) continue;
      out.value += cell.debit_fen.value - cell.credit_fen.value;
      if (taken == date) out.value += cell.opening_fen.value;
    }
  }
  return out;
}

Result<void> add_counts(const Facts& facts, Books& out) {
  for (int year = out.from.year(); year <= out.until.year(); ++year) {
    for (const CashCount& count : facts.items<&OrgCashCounts::counts>(out.org.str(), std::to_string(year))) {
      if (count.on < out.from || out.until < count.on) continue;
      Fen book;
      if (count.sub) {
        const auto balance = sub_balance_on(facts, out.org.str(), count);
        if (!balance) return tl::unexpected(balance.error());
        book = *balance;
      } else {
        const auto balances = balances_on(facts, out.org.str(), count.on);
        if (!balances) return tl::unexpected(balances.error());
        book = {in(*balances, count.account.value)};
      }
      out.counts.push_back({count.on,
                            count.account,
                            count.sub,
                            count.counted_fen,
                            book,
                            {count.counted_fen.value - book.value},
                            count.position});
    }
  }
  return {};
}

/// The closings that lie in the period, and what was corrected of their months since.
void add_closings(const Facts& facts, Books& out) {
  for (const ClosedPeriod& closed : facts.items<&OrgClosings::closed>(out.org.str())) {
    if (closed.kind || !closed.period.calendar()) continue;
    if (closed.period.last() < out.from || out.until < closed.period.first()) continue;
    out.closed.push_back(closed.period);
    for (Date day = closed.period.first(); day <= closed.period.last(); day = day.plus_months(1)) {
      for (const Voucher& voucher :
           facts.items<&OrgVouchers::corrected>(out.org.str(), Period::of_month(day).str())) {
        for (const Position position :
             facts.items<&Corrections::made>(kLedgerSubject.id, voucher.position.str())) {
          if (position < closed.position || voucher.on < out.from || out.until < voucher.on) continue;
          out.corrected.push_back({voucher.position, voucher.on, closed.period, closed.position, position});
        }
      }
    }
  }
}

/// What arose from a day to a day and is not settled.
struct Lot {
  Date first, last;
  std::int64_t fen;
};

/// Claims or debts of one counterparty, oldest first.
struct Lots {
  std::deque<Lot> open;
  std::int64_t ahead = 0;  ///< settled beyond what was owed

  void arise(Date first, Date last, std::int64_t fen) {
    const std::int64_t settled = std::min(fen, ahead);
    ahead -= settled;
    if (fen > settled) open.push_back({first, last, fen - settled});
  }
  void settle(std::int64_t fen) {
    while (fen > 0 && !open.empty()) {
      const std::int64_t taken = std::min(fen, open.front().fen);
      fen -= taken;
      open.front().fen -= taken;
      if (open.front().fen == 0) open.pop_front();
    }
    ahead += fen;
  }
};

using PartyKey = std::tuple<std::size_t, std::string, std::optional<Ref<PersonId>>, std::optional<ShortText>>;

/// Whose balance a cell is part of; nothing where it is of no claim and no debt.
std::optional<PartyKey> party_key(const BookCell& cell) {
  const AccountRole role = role_of(cell.account.value);
  if (role != AccountRole::claim && role != AccountRole::debt) return std::nullopt;
  return PartyKey{place_of(cell.account.value), cell.account.value, cell.counterparty,
                  cell.counterparty_name};
}

bool debit_side_is_normal(const BookCell& cell) {
  const Account* account = find_account(cell.account.value);
  return account == nullptr || !account->is_credit;
}

/// What arose as its debit, what was settled as its credit, whichever side is the account's normal one.
Moved on_normal_side(const BookCell& cell) {
  return debit_side_is_normal(cell) ? Moved{cell.debit_fen.value, cell.credit_fen.value}
                                    : Moved{cell.credit_fen.value, cell.debit_fen.value};
}

/// Puts in place of what arose within a month the days on which it did. A month is read once, for all who owe
/// something of it.
class ByDay {
 public:
  ByDay(const Facts& facts, std::string_view org) : facts_(facts), org_(org) {}

  void tell(const PartyKey& key, Lots& lots) {
    std::deque<Lot> out;
    for (const Lot& lot : lots.open) {
      if (lot.first == lot.last) {
        out.push_back(lot);
        continue;
      }
      // The oldest is settled first, so that what is left arose last.
      std::deque<Lot> days;
      std::int64_t left = lot.fen;
      const auto& arose = of_month(lot.first, lot.last)[key];
      for (auto day = arose.rbegin(); day != arose.rend() && left > 0; ++day) {
        const std::int64_t fen = std::min(left, day->second);
        days.push_front({day->first, day->first, fen});
        left -= fen;
      }
      out.insert(out.end(), days.begin(), days.end());
    }
    lots.open = std::move(out);
  }

 private:
  using Arose = std::map<PartyKey, std::map<Date, std::int64_t>>;

  Arose& of_month(Date first, Date last) {
    const auto [known, is_new] = months_.try_emplace(first);
    for (Date day = first; is_new && day <= last; day = day.plus_days(1)) {
      for (const BookCell& cell : facts_.items<&OrgBookDay::cells>(org_, day.str())) {
        const auto key = party_key(cell);
        const std::int64_t fen = on_normal_side(cell).debit;
        if (key && fen > 0) known->second[*key][day] += fen;
      }
    }
    return known->second;
  }

  const Facts& facts_;
  std::string_view org_;
  std::map<Date, Arose> months_;
};

BookParty party_of(const PartyKey& key, const Lots& lots, Date date) {
  BookParty out;
  out.account = {std::get<1>(key)};
  out.counterparty = std::get<2>(key);
  out.counterparty_name = std::get<3>(key);
  out.balance_fen.value = -lots.ahead;
  constexpr int kYear = 12;  // months
  for (const Lot& lot : lots.open) {
    out.balance_fen.value += lot.fen;
    Fen& band = date < lot.first.plus_months(kYear)       ? out.year_1_fen
                : date < lot.first.plus_months(2 * kYear) ? out.year_2_fen
                : date < lot.first.plus_months(3 * kYear) ? out.year_3_fen
                                                          : out.older_fen;
    band.value += lot.fen;
  }
  if (!lots.open.empty()) out.oldest = lots.open.front().first;
  return out;
}

}  // namespace

Result<std::optional<Date>> books_begin(const Facts& facts, std::string_view org) {
  const auto years = facts.parts(kView<OrgBookYear>, org);
  if (!years) return tl::unexpected(years.error());
  std::optional<Date> out;
  for (const std::string& year : *years) {
    const auto period = Period::parse(year);
    if (!period || facts.items<&OrgBookYear::cells>(org, year).empty()) continue;
    if (!out || period->first() < *out) out = period->first();
  }
  return out;
}

Result<Balances> balances_on(const Facts& facts, std::string_view org, Date date) {
  const auto taken = taken_over_by(facts, org, date);
  const auto begin = taken ? Result<std::optional<Date>>(taken) : books_begin(facts, org);
  if (!begin) return tl::unexpected(begin.error());
  Balances out;
  if (!*begin) return out;
  if (taken) out = openings_on(facts, org, *taken);
  for (const auto& [account, each] : moved(facts, org, **begin, date))
    out[account] += each.debit - each.credit;
  std::erase_if(out, [](const auto& each) { return each.second == 0; });
  return out;
}

std::int64_t balance_of(const Balances& balances, AccountRole role) {
  std::int64_t out = 0;
  for (const auto& [code, fen] : balances) {
    const Account* account = find_account(code);
    if (account != nullptr && account->role == role) out += account->is_credit ? -fen : fen;
  }
  return out;
}

std::int64_t balance_of(const Balances& balances, AccountKind kind) {
  const bool is_credit =
      kind == AccountKind::liability || kind == AccountKind::equity || kind == AccountKind::income;
  std::int64_t out = 0;
  for (const auto& [code, fen] : balances) {
    const Account* account = find_account(code);
    if (account != nullptr && account->kind == kind) out += is_credit ? -fen : fen;
  }
  return out;
}

Result<Books> books(const Facts& facts, std::string_view org, Date from, Date until) {
  Books out;
  out.org = {OrgId{std::string(org)}};
  out.from = from;
  out.until = until;
  // What was taken over on the first day is what the period begins with.
  const bool opens = taken_over_by(facts, org, from) == from;
  auto opening =
      opens ? Result<Balances>(openings_on(facts, org, from)) : balances_on(facts, org, from.plus_days(-1));
  if (!opening) return tl::unexpected(opening.error());
  const auto closing = balances_on(facts, org, until);
  if (!closing) return tl::unexpected(closing.error());
  add_lines(out, *opening, moved(facts, org, from, until), *closing);
  if (auto done = add_openings(facts, out); !done) return tl::unexpected(done.error());
  if (auto done = add_handovers(facts, out); !done) return tl::unexpected(done.error());
  if (auto done = add_counts(facts, out); !done) return tl::unexpected(done.error());
  add_closings(facts, out);
  return out;
}

Result<std::vector<BookParty>> counterparties_on(const Facts& facts, std::string_view org, Date date) {
  const auto taken = taken_over_by(facts, org, date);
  const auto begin = taken ? Result<std::optional<Date>>(taken) : books_begin(facts, org);
  if (!begin) return tl::unexpected(begin.error());
  std::map<PartyKey, Lots> all;
  if (taken) {
    for (const BookCell& cell : facts.items<&OrgBookDay::cells>(org, taken->str())) {
      const auto key = party_key(cell);
      if (!key) continue;
      const std::int64_t opened =
          debit_side_is_normal(cell) ? cell.opening_fen.value : -cell.opening_fen.value;
      if (opened > 0) all[*key].arise(cell.on, cell.on, opened);
      if (opened < 0) all[*key].settle(-opened);
    }
  }
  if (*begin) {
    over_days(facts, org, **begin, date, false, [&](const std::vector<BookCell>& cells, Date last) {
      for (const BookCell& cell : cells) {
        const auto key = party_key(cell);
        if (!key) continue;
        const Moved moved = on_normal_side(cell);
        all[*key].arise(cell.on, last, moved.debit);
        all[*key].settle(moved.credit);
      }
    });
  }
  std::vector<BookParty> out;
  ByDay by_day(facts, org);
  for (auto& [key, lots] : all) {
    if (lots.open.empty() && lots.ahead == 0) continue;
    by_day.tell(key, lots);
    out.push_back(party_of(key, lots, date));
  }
  return out;
}

}  // namespace tenure

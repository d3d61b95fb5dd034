#include <algorithm>
#include <initializer_list>
#include <tuple>

#include "domain/act/funds.h"
#include "domain/act/payout.h"
#include "domain/act/refers.h"
#include "domain/collective/chart.h"
#include "domain/collective/rows.h"
#include "domain/core/both.h"
#include "domain/core/find.h"
#include "domain/ledger/closings.h"
#include "domain/words/saying.h"

namespace tenure {

Area& collective_area();
const RuleTable& collective_rules();  // rule_table.cc

namespace {

std::int64_t of(const std::optional<Fen>& fen) { return fen.value_or(Fen()).value; }

bool is_owed(AccountRole role) { return role == AccountRole::claim || role == AccountRole::debt; }
bool is_money(AccountRole role) { return role == AccountRole::cash || role == AccountRole::bank; }

Fen debits_of(const JournalPosted& entry) {
  Fen out;
  for (const JournalLine& line : entry.lines) out.value += of(line.debit_fen);
  return out;
}

/// Whether the voucher carries the year's income and expenses to the result.
bool carries_over(const JournalPosted& entry) {
  return std::ranges::any_of(entry.lines, [](const JournalLine& line) {
    return role_of(line.account.value) == AccountRole::result;
  });
}

// What each row tells apart, and when the time that it is of begins.

BookCell cell_of(const OrgBookYear&, const JournalLine& line, Date on) {
  BookCell out;
  out.on = Period::of_year(on.year()).first();
  out.account = line.account;
  return out;
}
BookCell cell_of(const OrgBookMonth&, const JournalLine& line, Date on) {
  BookCell out;
  out.on = Period::of_month(on).first();
  out.account = line.account;
  if (!is_owed(role_of(line.account.value))) return out;
  out.counterparty = line.counterparty;
  out.counterparty_name = line.counterparty_name;
  return out;
}
BookCell cell_of(const OrgBookDay&, const JournalLine& line, Date on) {
  BookCell out;
  out.on = on;
  out.account = line.account;
  out.sub = line.sub;
  out.fund = line.fund;
  out.purpose = line.purpose;
  out.counterparty = line.counterparty;
  out.counterparty_name = line.counterparty_name;
  return out;
}

auto key_of(const BookCell& cell) {
  return std::tie(cell.account, cell.sub, cell.fund, cell.purpose, cell.counterparty, cell.counterparty_name);
}

/// Adds to the item that is not less than `wanted`, in order; one that nothing makes up any more goes.
template <class Item, class Key, class Change>
void add_in_order(std::vector<Item>& items, Item wanted, Key key, int times, Change change) {
  auto at = std::ranges::lower_bound(items, key(wanted), {}, key);
  if (at == items.end() || key(*at) != key(wanted)) at = items.insert(at, std::move(wanted));
  change(*at);
  at->lines += times;
  if (at->lines == 0) items.erase(at);
}

/// Each line stands on one side, and as much stands on one side as on the other.
Result<void> balanced(const std::vector<JournalLine>& lines) {
  Fen debit, credit;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const JournalLine& line = lines[i];
    const std::string where = fmt::format("data.lines[{}]", i);
    if (line.debit_fen.has_value() == line.credit_fen.has_value())
      return refuse(Reason::bad_value, where,
                    both("一条分录只在借方或贷方填一个金额", "a line has an amount on one side"));
    if (of(line.debit_fen) < 0 || of(line.credit_fen) < 0 || of(line.debit_fen) + of(line.credit_fen) == 0)
      return refuse(Reason::bad_value, where + (line.debit_fen ? ".debit_fen" : ".credit_fen"),
                    both("金额应大于零", "an amount is above zero"));
    debit.value += of(line.debit_fen);
    credit.value += of(line.credit_fen);
    if (debit.value > Fen::kMax || credit.value > Fen::kMax)
      return refuse(Reason::bad_value, where, both("合计超出范围", "the sum is out of range"));
  }
  if (lines.size() < 2)
    return refuse(Reason::bad_value, "data.lines", both("至少两条分录", "at least two lines"));
  if (debit == credit) return {};
  return refuse(Reason::bad_value, "data.lines",
                both("借方合计 {} 元，贷方合计 {} 元，不平衡",
                     "debits are {} yuan, credits {} yuan: they do not balance", yuan(debit), yuan(credit)));
}

template <class E>
Result<void> one_counterparty(const E& data, const std::string& where) {
  const int named =
      (data.counterparty ? 1 : 0) + (data.counterparty_name ? 1 : 0) + (data.counterparty_sealed ? 1 : 0);
  if (named <= 1) return {};
  return refuse(Reason::bad_value, where + ".counterparty",
                both("对方只能填一处：登记人员、单位或封存的姓名",
                     "name one counterparty: a registered person, a unit, or a sealed name"));
}

/// Refuses amounts below zero, with their place.
Result<void> none_below_zero(
    std::initializer_list<std::pair<std::string_view, const std::optional<Fen>*>> all) {
  for (const auto& [name, fen] : all) {
    if (of(*fen) < 0)
      return refuse(Reason::bad_value, fmt::format("data.{}", name), both("小于零", "below zero"));
  }
  return {};
}

/// The other voucher of that series, number and month, or null.
const Voucher* voucher_of(const Facts& facts, const Dated<JournalPosted>& event) {
  const auto& all =
      facts.items<&OrgVouchers::vouchers>(event.data.org.value, Period::of_month(event.on).str());
  return find_first(all, [&](const Voucher& known) {
    return known.series == event.data.series && known.number == event.data.number &&
           known.position != event.position;
  });
}

/// What new acts do not put into a month that was closed. A correction of what stood there is admitted.
Result<void> month_is_open(const Facts& facts, const OrgId& org, Date on) {
  const ClosedPeriod* closed = closing_of_day(facts, org, on);
  if (closed == nullptr) return {};
  return refuse(Reason::already, "on",
                both("{0} 已关账（见 {1}）；更正原凭证，或记入未关账的月份",
                     "{0} was closed, see {1}: correct the voucher that stands there, or post it in a month "
                     "that is open",
                     closed->period.str(), closed->position.str()));
}

}  // namespace

const Contract* OrgContracts::open() const {
  return find_last(contracts, [](const Contract& contract) { return !contract.ended; });
}

const Debt* OrgDebts::open() const {
  return find_last(debts, [](const Debt& debt) { return !debt.settled; });
}

Fen Debt::left_on(Date date) const {
  Fen out = from <= date ? amount_fen : Fen();
  for (const Settlement& each : settlements) {
    if (each.on <= date) out.value -= each.amount_fen.value;
  }
  return {std::max<std::int64_t>(out.value, 0)};
}

// What follows from the events.

template <OneOf<OrgBookYear, OrgBookMonth, OrgBookDay> Row>
static void add(Row& row, const Dated<JournalPosted>& event, int times) {
  const bool opening = event.data.opening.value_or(false);
  const bool carried = carries_over(event.data);
  for (const JournalLine& line : event.data.lines) {
    const std::int64_t debit = of(line.debit_fen);
    const std::int64_t credit = of(line.credit_fen);
    const Account* account = find_account(line.account.value);
    const bool is_credit = account != nullptr && account->is_credit;
    add_in_order(row.cells, cell_of(row, line, event.on), &key_of, times, [&](BookCell& cell) {
      if (opening) {
        cell.opening_fen.value += times * (debit - credit);
        return;
      }
      cell.debit_fen.value += times * debit;
      cell.credit_fen.value += times * credit;
      if (!carried) cell.amount_fen.value += times * (is_credit ? credit - debit : debit - credit);
    });
  }
}
static std::vector<std::string> parts(const OrgBookYear&, const Dated<JournalPosted>& event) {
  return {std::to_string(event.on.year())};
}
template <OneOf<OrgBookMonth, OrgVouchers> Row>
static std::vector<std::string> parts(const Row&, const Dated<JournalPosted>& event) {
  return {Period::of_month(event.on).str()};
}
static std::vector<std::string> parts(const OrgBookDay&, const Dated<JournalPosted>& event) {
  return {event.on.str()};
}

static void add(OrgVouchers& row, const Dated<JournalPosted>& event, int times) {
  const JournalPosted& data = event.data;
  Voucher voucher{data.series,     data.number,   event.on, data.opening.value_or(false),
                  debits_of(data), event.position};
  const auto key = [](const Voucher& v) { return std::tie(v.series, v.number, v.position); };
  if (times < 0)
    std::erase_if(row.vouchers, [&](const Voucher& known) { return known.position == event.position; });
  auto& into = times < 0 ? row.corrected : row.vouchers;
  const auto at = std::ranges::lower_bound(into, key(voucher), {}, key);
  if (at == into.end() || key(*at) != key(voucher)) into.insert(at, std::move(voucher));
}

static void add(OrgOpenings& row, const Dated<JournalPosted>& event, int times) {
  if (times < 0) {
    std::erase_if(row.openings, [&](const BooksOpening& known) { return known.position == event.position; });
    return;
  }
  const BooksOpening made{event.on, event.position};
  const auto key = [](const BooksOpening& opening) { return std::tie(opening.on, opening.position); };
  row.openings.insert(std::ranges::lower_bound(row.openings, key(made), {}, key), made);
}
static std::vector<std::string> parts(const OrgOpenings&, const Dated<JournalPosted>& event) {
  if (!event.data.opening.value_or(false)) return {};
  return {{}};
}

static void add(OrgContractBookings& row, const Dated<JournalPosted>& event, int times) {
  if (event.data.opening.value_or(false)) return;
  const auto key = [](const ContractBooking& booking) { return std::tie(booking.contract, booking.on); };
  for (const JournalLine& line : event.data.lines) {
    if (!line.contract) continue;
    const AccountRole role = role_of(line.account.value);
    const std::int64_t came = of(line.debit_fen) - of(line.credit_fen);
    add_in_order(row.bookings, ContractBooking{*line.contract, event.on, {}, {}, 0}, key, times,
                 [&](ContractBooking& booking) {
                   if (is_money(role)) booking.money_fen.value += times * came;
                   if (!is_money(role) && !is_owed(role)) booking.booked_fen.value -= times * came;
                 });
  }
}
static std::vector<std::string> parts(const OrgContractBookings&, const Dated<JournalPosted>& event) {
  const bool names_one = std::ranges::any_of(
      event.data.lines, [](const JournalLine& line) { return line.contract.has_value(); });
  if (!names_one) return {};
  return {std::to_string(event.on.year())};
}

static void apply(OrgContracts& row, const Dated<ContractSigned>& event) {
  const ContractSigned& data = event.data;
  Contract made;
  made.contract = data.contract;
  made.kind = data.kind;
  if (data.matter) made.matter = Ref<MatterId>{*data.matter};
  made.title = data.title;
  made.counterparty = data.counterparty;
  made.counterparty_name = data.counterparty_name;
  made.amount_fen = data.amount_fen;
  made.per_year_fen = data.per_year_fen;
  made.dues = data.dues;
  made.appraised_fen = data.appraised_fen;
  made.former = data.former;
  made.asset = data.asset;
  made.signed_on = event.on;
  made.from = data.from;
  made.until = data.until;
  made.basis = positions_in(data.basis);
  made.position = event.position;
  row.contracts.push_back(std::move(made));
}

static void apply(OrgContracts& row, const Dated<ContractEnded>& event) {
  Contract* open = find_last(row.contracts, [](const Contract& contract) { return !contract.ended; });
  if (open == nullptr) {
    row.unanswered.push_back(unanswered(event));
    return;
  }
  open->ended = event.on;
  open->reason = event.data.reason;
}

template <OneOf<ContractSigned, ContractEnded> E>
static std::vector<std::string> parts(const OrgContracts&, const Dated<E>& event) {
  return {event.data.contract.value};
}

static void apply(OrgDebts& row, const Dated<DebtRecorded>& event) {
  const DebtRecorded& data = event.data;
  Debt made;
  made.debt = data.debt;
  made.kind = data.kind;
  made.counterparty = data.counterparty;
  made.counterparty_name = data.counterparty_name;
  made.amount_fen = data.amount_fen;
  made.from = event.on;
  made.until = data.until;
  made.purpose = data.purpose;
  if (data.matter) made.matter = Ref<MatterId>{*data.matter};
  made.vote = data.vote;
  made.position = event.position;
  row.debts.push_back(std::move(made));
}

static void apply(OrgDebts& row, const Dated<DebtSettled>& event) {
  Debt* open = find_last(row.debts, [](const Debt& debt) { return !debt.settled; });
  if (open == nullptr) {
    row.unanswered.push_back(unanswered(event));
    return;
  }
  open->settlements.push_back({event.on, event.data.amount_fen, event.position});
  if (open->left_on(event.on) == Fen()) open->settled = event.on;
}

template <OneOf<DebtRecorded, DebtSettled> E>
static std::vector<std::string> parts(const OrgDebts&, const Dated<E>& event) {
  return {event.data.debt.value};
}

/// What it does not say of the asset is as it was said last.
static void apply(OrgAssets& row, const Dated<AssetRecorded>& event) {
  const AssetRecorded& data = event.data;
  AssetChange made{event.on,      data.asset,      data.kind,     data.category, data.name,
                   data.quantity, data.amount_fen, data.contract, event.position};
  if (!row.changes.empty()) {
    const AssetChange& before = row.changes.back();
    if (!made.category) made.category = before.category;
    if (!made.name) made.name = before.name;
    if (!made.quantity) made.quantity = before.quantity;
    if (!made.amount_fen) made.amount_fen = before.amount_fen;
  }
  row.changes.push_back(std::move(made));
}
static std::vector<std::string> parts(const OrgAssets&, const Dated<AssetRecorded>& event) {
  return {event.data.asset.value};
}

static void apply(OrgCashCounts& row, const Dated<CashCounted>& event) {
  const CashCounted& data = event.data;
  row.counts.push_back({event.on, data.account, data.sub, data.counted_fen, data.counters, event.position});
}
static std::vector<std::string> parts(const OrgCashCounts&, const Dated<CashCounted>& event) {
  return {std::to_string(event.on.year())};
}

// Preconditions of the books: vouchers balance, what ends or is settled is open, numbers are given once.

static Result<void> precondition(const Facts&, const Dated<JournalPosted>& event) {
  const JournalPosted& data = event.data;
  if (event.precision == DatePrecision::year)
    return refuse(Reason::bad_date, "on", both("凭证至少须有月份", "a voucher is of a month at least"));
  if (data.number < 1)
    return refuse(Reason::bad_value, "data.number", both("凭证号从 1 起", "numbers begin with 1"));
  for (std::size_t i = 0; i < data.lines.size(); ++i) {
    if (auto one = one_counterparty(data.lines[i], fmt::format("data.lines[{}]", i)); !one) return one;
  }
  return balanced(data.lines);
}

static Result<void> precondition(const Facts& facts, const Dated<ContractSigned>& event) {
  const ContractSigned& data = event.data;
  if (data.until && *data.until < data.from)
    return refuse(Reason::bad_date, "data.until", both("早于 from", "before `from`"));
  if (auto one = one_counterparty(data, "data"); !one) return one;
  const auto* row = facts.row<OrgContracts>(data.org.value, data.contract.value);
  const Contract* open = row == nullptr ? nullptr : row->open();
  if (open == nullptr) return {};
  return refuse(Reason::already, "data.contract",
                both("该编号的合同未终止（见 {}）", "the contract of that number goes on, see {}",
                     open->position.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<ContractEnded>& event) {
  const auto* row = facts.row<OrgContracts>(event.data.org.value, event.data.contract.value);
  const Contract* open = row == nullptr ? nullptr : row->open();
  if (open != nullptr && open->signed_on <= event.on) return {};
  return refuse(Reason::absent, "data.contract",
                both("{0} 没有未终止的 {1} 号合同", "no contract {1} is open on {0}", event.on.str(),
                     event.data.contract.value));
}

static Result<void> precondition(const Facts& facts, const Dated<DebtRecorded>& event) {
  if (auto one = one_counterparty(event.data, "data"); !one) return one;
  if (event.data.vote) {
    if (auto there = is_there(facts, *event.data.vote, "data.vote"); !there) return there;
  }
  const auto* row = facts.row<OrgDebts>(event.data.org.value, event.data.debt.value);
  const Debt* open = row == nullptr ? nullptr : row->open();
  if (open == nullptr) return {};
  return refuse(Reason::already, "data.debt",
                both("该编号的债权债务未结清（见 {}）", "the debt of that number is not settled, see {}",
                     open->position.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<DebtSettled>& event) {
  const auto* row = facts.row<OrgDebts>(event.data.org.value, event.data.debt.value);
  const Debt* open = row == nullptr ? nullptr : row->open();
  if (open != nullptr && open->from <= event.on) return {};
  return refuse(Reason::absent, "data.debt",
                both("{0} 没有未结清的 {1} 号债权债务", "no debt {1} is open on {0}", event.on.str(),
                     event.data.debt.value));
}

// What new acts are sound in: months that are open, numbers that are free, amounts that are not below zero.

static Result<void> sound(const Facts& facts, const Dated<JournalPosted>& event) {
  if (auto open = month_is_open(facts, event.data.org, event.on); !open) return open;
  const Voucher* taken = voucher_of(facts, event);
  if (taken == nullptr) return {};
  return refuse(Reason::already, "data.number",
                both("该月该字的 {0} 号凭证在 {1}", "voucher {0} of that series and month stands at {1}",
                     event.data.number, taken->position.str()));
}

static Result<void> sound(const Facts&, const Dated<ContractSigned>& event) {
  const ContractSigned& data = event.data;
  for (const ContractDue& due : data.dues) {
    if (due.amount_fen < Fen()) return refuse(Reason::bad_value, "data.dues", both("小于零", "below zero"));
  }
  return none_below_zero({{"amount_fen", &data.amount_fen},
                          {"per_year_fen", &data.per_year_fen},
                          {"appraised_fen", &data.appraised_fen}});
}

static Result<void> sound(const Facts&, const Dated<AssetRecorded>& event) {
  return none_below_zero({{"amount_fen", &event.data.amount_fen}});
}

template <OneOf<DebtRecorded, DebtSettled> E>
static Result<void> sound(const Facts&, const Dated<E>& event) {
  return not_below_zero(event.data.amount_fen);
}

static Result<void> sound(const Facts&, const Dated<CashCounted>& event) {
  if (event.data.counted_fen < Fen())
    return refuse(Reason::bad_value, "data.counted_fen", both("小于零", "below zero"));
  return {};
}

Area& collective_area() {
  static Area area = make_area("collective", "集体资产财务", "Collective money and assets",
                               CollectiveEvents{}, CollectiveRows{}, &collective_rules());
  return area;
}

}  // namespace tenure

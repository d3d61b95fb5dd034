#include "domain/collective/chart.h"
#include "domain/collective/rows.h"
#include "domain/decisions/rows.h"
#include "domain/registry/left_open.h"
#include "domain/rules/answered.h"

namespace tenure {

static form::Placed placed(const Contract& contract) { return {contract.signed_on, {}}; }
static form::Placed placed(const Debt& debt) { return {debt.from, {}}; }
static form::Placed placed(const Voucher& voucher) { return {voucher.on, {}}; }

namespace {

using form::Window;

std::optional<Lasting> contract_lasts(const Examined& examined, const Contract& contract) {
  return Lasting{examined.subject, contract.signed_on, contract.ended, contract.position};
}

constexpr std::string_view kAdvance = "advance";

/// Money that was advanced to somebody is accounted for; other debts are settled.
template <bool kAdvances>
std::optional<Lasting> debt_lasts(const Examined& examined, const Debt& debt) {
  if ((debt.kind.value == kAdvance) != kAdvances) return std::nullopt;
  return Lasting{examined.subject, debt.from, debt.settled, debt.position};
}

/// Where the matter is decided by a resolution, the contract comes after it. (LAW-20)
Objections follows_its_resolution(const Examined& examined, const OrgContracts&, const Contract& contract) {
  const auto* matter =
      contract.matter ? examined.facts.row<MatterDecision>(contract.matter->str()) : nullptr;
  const auto* adopted = matter == nullptr ? nullptr : matter->done(kAdoption, examined.on);
  if (adopted == nullptr || adopted->on <= contract.signed_on) return std::nullopt;
  return unmet({adopted->position, contract.position}, "合同签订先于事项 {} 的决议",
               "the contract was signed before the resolution of {}", subject(contract.matter->id))
      .asks("≥ {}", adopted->on)
      .found("{}", contract.signed_on);
}

/// A number of a series is that of one voucher of the month.
Objections is_numbered_once(const Examined& examined, const OrgVouchers& row, const Voucher& voucher) {
  const auto* other = find_first(row.vouchers, [&](const Voucher& known) {
    return known.position != voucher.position && known.series == voucher.series &&
           known.number == voucher.number && (examined.at_admission || known.on <= examined.on);
  });
  if (other == nullptr) return std::nullopt;
  return unmet({other->position, voucher.position}, "{0}字 {1} 号凭证有两张（另一张见 {2}）",
               "there are two vouchers {1} of the series {0}, see {2}",
               word_of(examined.policy, "voucher", voucher.series), voucher.number, other->position)
      .asks("{}", phrase("一号一张", "one voucher of a number"))
      .found("{}", phrase("两张", "two"));
}

/// The same account in the chart in force, by its code; null where it has none of that code.
const Account* in_force(std::string_view code, const Chart& chart) {
  const auto bare = [](std::string_view word) { return word.substr(word.rfind(':') + 1); };
  return find_first(chart.accounts,
                    [&](const Account& account) { return bare(account.word.code) == bare(code); });
}

/// Accounts are of the chart in force: systems give one code to different things.
Objections is_of_the_chart(const Judged& judged, const JournalPosted& entry) {
  const Chart& chart = chart_on(judged.event.on);
  for (const JournalLine& line : entry.lines) {
    const std::string_view code = line.account.value;
    const Account* account = find_account(code);
    if (account == nullptr || in_force(code, chart) == account) continue;
    return unmet("科目“{0}”不属于 {1} 施行的会计制度", "the account {0} is of no chart in force on {1}",
                 word_of(judged.policy, "account", code), judged.event.on)
        .asks("{}", Saying(std::string(chart.document_no), std::string(chart.zh), std::string(chart.en)))
        .found("{}", word_of(judged.policy, "account", code));
  }
  return std::nullopt;
}

bool kind_is(const BookCell& cell, AccountKind kind) {
  const Account* account = find_account(cell.account.value);
  return account != nullptr && account->kind == kind;
}

bool is_income(const OrgBookDay&, const BookCell& cell, const Window& window) {
  return window.holds(cell.on) && kind_is(cell, AccountKind::income);
}
bool is_spent(const OrgBookDay&, const BookCell& cell, const Window& window) {
  return window.holds(cell.on) && (kind_is(cell, AccountKind::expense) || kind_is(cell, AccountKind::cost));
}
/// What money of a named source was used for.
bool is_use_of_fund(const OrgBookDay& row, const BookCell& cell, const Window& window) {
  return cell.fund && is_spent(row, cell, window);
}

bool is_open_contract(const OrgContracts&, const Contract& contract, const Window& window) {
  return contract.open_on(window.on);
}
bool is_signed(const OrgContracts&, const Contract& contract, const Window& window) {
  return window.holds(contract.signed_on);
}
bool is_open_debt(const OrgDebts&, const Debt& debt, const Window& window) {
  return debt.from <= window.on && (!debt.settled || window.on < *debt.settled);
}

/// The newest change of the asset by then, unless it went.
bool is_owned(const OrgAssets& row, const AssetChange& change, const Window& window) {
  constexpr std::string_view kDisposed = "disposed";
  const auto* newest =
      find_last(row.changes, [&](const AssetChange& known) { return known.on <= window.on; });
  return newest == &change && change.kind.value != kDisposed;
}

bool is_counted(const OrgCashCounts&, const CashCount& count, const Window& window) {
  return window.holds(count.on);
}

}  // namespace

const RuleTable& collective_rules() {
  static const RuleTable table{
      {},
      {{"law.voucher_numbered_once", "LAW-13", "一号一张凭证", "One voucher of a number",
        invariant<&OrgVouchers::vouchers, &is_numbered_once>()},
       {"law.account_in_force", "LAW-23", "科目属于当日施行的会计制度",
        "Accounts are of the chart in force on the day", gate<&is_of_the_chart>()},
       {"law.open_after_org_contract", "LAW-04", "组织撤销后合同未终止",
        "Contract open after its organisation ended", left_open<&OrgContracts::contracts, &contract_lasts>()},
       {"law.open_after_org_debt", "LAW-04", "组织撤销后债权债务未结清",
        "Debt open after its organisation ended", left_open<&OrgDebts::debts, &debt_lasts<false>>()},
       {"law.open_after_org_advance", "LAW-04", "组织撤销后预付、借支未结清",
        "Advance open after its organisation ended", left_open<&OrgDebts::debts, &debt_lasts<true>>()},
       {"law.contract_after_resolution", "LAW-20", "先决议后签订合同", "A contract follows its resolution",
        invariant<&OrgContracts::contracts, &follows_its_resolution>()},
       {"law.contract_ends", "LAW-21", "终止的合同确有签订", "A contract that ends was signed",
        answers_what_is_open<OrgContracts>()},
       {"law.debt_settled", "LAW-21", "结清的债权债务确有登记", "A debt that is settled was recorded",
        answers_what_is_open<OrgDebts>()},
       {"stat.book_income", "BB-61", "收入：按科目和来源", "Income by account and source",
        count<&OrgBookDay::cells, &is_income>("", {"account", "fund"}, "amount_fen")},
       {"stat.book_spending", "BB-61 SJ-37", "支出：按科目和用途", "Spending by account and purpose",
        count<&OrgBookDay::cells, &is_spent>("", {"account", "purpose"}, "amount_fen")},
       {"stat.fund_use", "SJ-38", "资金使用：按来源和用途", "Use of funds by source and purpose",
        count<&OrgBookDay::cells, &is_use_of_fund>("", {"fund", "purpose"}, "amount_fen")},
       {"stat.contracts", "BB-61", "未终止的合同", "Contracts that are open",
        count<&OrgContracts::contracts, &is_open_contract>("", {"kind"}, "per_year_fen")},
       {"stat.contracts_signed", "BB-61", "签订的合同", "Contracts that were signed",
        count<&OrgContracts::contracts, &is_signed>("", {"kind"}, "amount_fen")},
       {"stat.debts", "BB-61", "未结清的债权债务", "Debts that are open",
        count<&OrgDebts::debts, &is_open_debt>("", {"kind"}, "amount_fen")},
       {"stat.assets", "BB-61", "资产", "Assets",
        count<&OrgAssets::changes, &is_owned>("", {"category"}, "amount_fen")},
       {"stat.cash_counts", "BB-61", "现金盘点", "Counts of cash",
        count<&OrgCashCounts::counts, &is_counted>("", {"account"}, "counted_fen")},
       {"rpt.collective", "BB-61 SJ-38", "集体收支和资产", "The collective's income, spending and assets",
        form::Report{{{"stat.book_income", {}},
                      {"stat.book_spending", {}},
                      {"stat.fund_use", {}},
                      {"stat.contracts", {}},
                      {"stat.debts", {}},
                      {"stat.assets", {}}}}}}};
  return table;
}

}  // namespace tenure

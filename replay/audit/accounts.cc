#include "replay/audit/accounts.h"

#include <map>
#include <tuple>

namespace tenure {
namespace {

std::vector<PositionLine> position_of(const Books& books) {
  if (books.lines.empty()) return {};
  struct Item {
    Word word;
    AccountKind kind;
    std::optional<AccountRole> role = {};
  };
  constexpr Item kItems[] = {{{"cash", "库存现金", "Cash"}, AccountKind::asset, AccountRole::cash},
                             {{"bank", "银行存款", "Bank deposits"}, AccountKind::asset, AccountRole::bank},
                             {{"claims", "债权", "Claims"}, AccountKind::asset, AccountRole::claim},
                             {{"assets", "资产合计", "Assets"}, AccountKind::asset},
                             {{"debts", "债务", "Debts"}, AccountKind::liability, AccountRole::debt},
                             {{"liabilities", "负债合计", "Liabilities"}, AccountKind::liability}};
  constexpr Word kNet{"net", "净资产", "Net of both"};
  Balances opening, closing;
  for (const BookLine& line : books.lines) {
    opening[line.account.value] = line.opening_debit_fen.value - line.opening_credit_fen.value;
    closing[line.account.value] = line.closing_debit_fen.value - line.closing_credit_fen.value;
  }
  // Debit less credit of the accounts of a role, whichever side is normal to each of them, of the side of the
  // item: a contra account takes away.
  const auto sum = [](const Balances& balances, const Item& item) {
    std::int64_t out = 0;
    for (const auto& [code, fen] : balances) {
      const Account* account = find_account(code);
      if (account == nullptr || account->kind != item.kind || (item.role && account->role != *item.role))
        continue;
      out += item.kind == AccountKind::liability ? -fen : fen;
    }
    return Fen{out};
  };
  std::vector<PositionLine> out;
  PositionLine net{{std::string(kNet.code)}, labels_of(saying(kNet)), {}, {}};
  for (const Item& item : kItems) {
    const PositionLine& line = out.emplace_back(PositionLine{
        {std::string(item.word.code)}, labels_of(saying(item.word)), sum(opening, item), sum(closing, item)});
    if (item.role) continue;
    const int sign = item.kind == AccountKind::liability ? -1 : 1;
    net.opening_fen.value += sign * line.opening_fen.value;
    net.closing_fen.value += sign * line.closing_fen.value;
  }
  out.push_back(std::move(net));
  return out;
}

Result<std::vector<IncomeLine>> income_of(const Facts& facts, const PolicyView& policy,
                                          const AuditScope& scope) {
  const auto days = facts.parts(kView<OrgBookDay>, scope.org);
  if (!days) return tl::unexpected(days.error());
  std::map<std::tuple<int, std::string, std::optional<Code>>, IncomeLine> lines;
  for (const std::string& day : *days) {
    const auto on = Date::parse(day);
    if (!on || !scope.holds(*on)) continue;
    for (const BookCell& cell : facts.items<&OrgBookDay::cells>(scope.org, day)) {
      const Account* account = find_account(cell.account.value);
      if (account == nullptr || account->kind != AccountKind::income || cell.amount_fen == Fen()) continue;
      IncomeLine& line = lines[{on->year(), cell.account.value, cell.fund}];
      line.year = on->year();
      line.account = cell.account;
      line.labels = labels_of(saying(account->word));
      line.source = cell.fund;
      if (cell.fund) line.source_labels = labels_of(word_of(policy, "fund payer", *cell.fund));
      line.amount_fen.value += cell.amount_fen.value;
    }
  }
  std::vector<IncomeLine> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

Result<std::vector<AssetChange>> assets_of(const Facts& facts, const AuditScope& scope) {
  constexpr std::string_view kDisposed = "disposed";
  const auto numbers = facts.parts(kView<OrgAssets>, scope.org);
  if (!numbers) return tl::unexpected(numbers.error());
  std::vector<AssetChange> out;
  for (const std::string& number : *numbers) {
    const auto& changes = facts.items<&OrgAssets::changes>(scope.org, number);
    const auto* newest =
        find_last(changes, [&](const AssetChange& change) { return change.on <= scope.until; });
    if (newest != nullptr && newest->kind.value != kDisposed) out.push_back(*newest);
  }
  return out;
}

Result<std::vector<DebtLine>> debts_of(const Facts& facts, const PolicyView& policy,
                                       const AuditScope& scope) {
  const auto numbers = facts.parts(kView<OrgDebts>, scope.org);
  if (!numbers) return tl::unexpected(numbers.error());
  std::vector<DebtLine> out;
  for (const std::string& number : *numbers) {
    for (const Debt& debt : facts.items<&OrgDebts::debts>(scope.org, number)) {
      if (scope.until < debt.from || (debt.settled && *debt.settled < scope.from)) continue;
      const Date before = scope.from.plus_days(-1);
      out.push_back({debt.debt, debt.kind, labels_of(word_of(policy, "debt", debt.kind)), debt.counterparty,
                     debt.counterparty_name, debt.from, debt.until, debt.amount_fen,
                     debt.from <= before ? debt.left_on(before) : Fen(), debt.left_on(scope.until),
                     debt.position});
    }
  }
  return out;
}

std::vector<SubsidyLine> subsidies_of(const PolicyView& policy, const std::vector<Spent>& spent) {
  std::map<std::tuple<int, std::string, std::string>, SubsidyLine> lines;
  for (const Spent& each : spent) {
    if (each.purpose != kDepartureSubsidyPurpose && each.purpose != kPensionPurpose) continue;
    SubsidyLine& line = lines[{each.on.year(), each.purpose, each.payee}];
    line.year = each.on.year();
    line.kind = {each.purpose};
    line.labels = labels_of(word_of(policy, "component purpose", each.purpose));
    line.person = {{each.payee}};
    ++line.payments;
    line.amount_fen.value += each.amount_fen.value;
  }
  std::vector<SubsidyLine> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

}  // namespace

Result<AuditAccounts> audit_accounts(const Facts& facts, const PolicyView& policy, const AuditScope& scope,
                                     const std::vector<Spent>& spent) {
  AuditAccounts out;
  const auto told = books(facts, scope.org, scope.from, scope.until);
  if (!told) return tl::unexpected(told.error());
  out.position = position_of(*told);
  auto income = income_of(facts, policy, scope);
  if (!income) return tl::unexpected(income.error());
  auto assets = assets_of(facts, scope);
  if (!assets) return tl::unexpected(assets.error());
  auto debts = debts_of(facts, policy, scope);
  if (!debts) return tl::unexpected(debts.error());
  auto parties = counterparties_on(facts, scope.org, scope.until);
  if (!parties) return tl::unexpected(parties.error());
  out.income = std::move(*income);
  out.assets = std::move(*assets);
  out.debts = std::move(*debts);
  out.counterparties = std::move(*parties);
  out.subsidies = subsidies_of(policy, spent);
  return out;
}

}  // namespace tenure

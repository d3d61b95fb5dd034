#include "domain/collective/chart.h"

#include "domain/core/find.h"

namespace tenure {
namespace {

constexpr Word kKinds[] = {{"asset", "资产", "Assets"},        {"liability", "负债", "Liabilities"},
                           {"equity", "所有者权益", "Equity"}, {"cost", "成本", "Costs"},
                           {"income", "收入", "Income"},       {"expense", "支出", "Expenses"}};

}  // namespace

std::span<const Chart> charts() {
  static const Chart kCharts[] = {
      {"2004", "村集体经济组织会计制度", "Accounting system of village collectives", "财会〔2004〕12号",
       Date::of(2005, 1, 1), kAccounts2004},
      {"2023", "农村集体经济组织会计制度", "Accounting system of rural collective economic organisations",
       "财会〔2023〕14号", Date::of(2024, 1, 1), kAccounts2023}};
  return kCharts;
}

const Account* find_account(std::string_view code) {
  for (const Chart& chart : charts()) {
    const auto* found =
        find_first(chart.accounts, [&](const Account& account) { return account.word.code == code; });
    if (found != nullptr) return found;
  }
  return nullptr;
}

AccountRole role_of(std::string_view code) {
  const Account* account = find_account(code);
  return account == nullptr ? AccountRole::none : account->role;
}

const Chart& chart_on(Date date) {
  const auto all = charts();
  const auto* found = find_last(all, [&](const Chart& chart) { return chart.from <= date; });
  return found == nullptr ? all.front() : *found;
}

const Word& kind_word(AccountKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace tenure

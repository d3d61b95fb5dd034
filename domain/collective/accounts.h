// The accounts of the charts (collective/chart.h), a row each. Constants; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include "domain/words/words.h"

namespace tenure {

enum class AccountKind : std::uint8_t { asset, liability, equity, cost, income, expense };

/// What the rules ask of an account beside its kind.
enum class AccountRole : std::uint8_t {
  none,
  cash,
  bank,
  claim,   ///< what others owe, by counterparty
  debt,    ///< what is owed to others, by counterparty
  result,  ///< where income and expenses of the year are carried to
};

struct Account {
  Word word;
  AccountKind kind;
  bool is_credit;  ///< its normal side
  AccountRole role = AccountRole::none;
};

// 财会〔2023〕14号《农村集体经济组织会计制度》: 42 accounts.
inline constexpr Account kAccounts2023[] = {
    {{"101", "库存现金", "Cash on hand"}, AccountKind::asset, false, AccountRole::cash},
    {{"102", "银行存款", "Bank deposits"}, AccountKind::asset, false, AccountRole::bank},
    {{"111", "短期投资", "Short-term investments"}, AccountKind::asset, false},
    {{"112", "应收款", "Receivables"}, AccountKind::asset, false, AccountRole::claim},
    {{"113", "内部往来", "Current accounts of members"}, AccountKind::asset, false, AccountRole::claim},
    {{"121", "库存物资", "Stock"}, AccountKind::asset, false},
    {{"131", "消耗性生物资产", "Consumable biological assets"}, AccountKind::asset, false},
    {{"132", "生产性生物资产", "Productive biological assets"}, AccountKind::asset, false},
    {{"133", "生产性生物资产累计折旧", "Depreciation of productive biological assets"},
     AccountKind::asset,
     true},
    {{"134", "公益性生物资产", "Biological assets of public benefit"}, AccountKind::asset, false},
    {{"141", "长期投资", "Long-term investments"}, AccountKind::asset, false},
    {{"151", "固定资产", "Fixed assets"}, AccountKind::asset, false},
    {{"152", "累计折旧", "Depreciation"}, AccountKind::asset, true},
    {{"153", "在建工程", "Construction in progress"}, AccountKind::asset, false},
    {{"154", "固定资产清理", "Disposal of fixed assets"}, AccountKind::asset, false},
    {{"161", "无形资产", "Intangible assets"}, AccountKind::asset, false},
    {{"162", "累计摊销", "Amortisation"}, AccountKind::asset, true},
    {{"171", "长期待摊费用", "Long-term deferred expenses"}, AccountKind::asset, false},
    {{"181", "待处理财产损溢", "Losses and gains to be settled"}, AccountKind::asset, false},
    {{"201", "短期借款", "Short-term loans"}, AccountKind::liability, true, AccountRole::debt},
    {{"211", "应付款", "Payables"}, AccountKind::liability, true, AccountRole::debt},
    {{"212", "应付工资", "Wages payable"}, AccountKind::liability, true, AccountRole::debt},
    {{"213", "应付劳务费", "Labour payable"}, AccountKind::liability, true, AccountRole::debt},
    {{"214", "应交税费", "Taxes payable"}, AccountKind::liability, true, AccountRole::debt},
    {{"221", "长期借款及应付款", "Long-term loans and payables"},
     AccountKind::liability,
     true,
     AccountRole::debt},
    {{"231", "一事一议资金", "Funds raised case by case"}, AccountKind::liability, true},
    {{"241", "专项应付款", "Special payables"}, AccountKind::liability, true},
    {{"301", "资本", "Capital"}, AccountKind::equity, true},
    {{"311", "公积公益金", "Accumulation and welfare fund"}, AccountKind::equity, true},
    {{"321", "本年收益", "Result of the year"}, AccountKind::equity, true, AccountRole::result},
    {{"322", "收益分配", "Distribution of results"}, AccountKind::equity, true},
    {{"401", "生产（劳务）成本", "Cost of production and labour"}, AccountKind::cost, false},
    {{"501", "经营收入", "Operating income"}, AccountKind::income, true},
    {{"502", "投资收益", "Income from investments"}, AccountKind::income, true},
    {{"503", "补助收入", "Subsidies received"}, AccountKind::income, true},
    {{"504", "其他收入", "Other income"}, AccountKind::income, true},
    {{"511", "经营支出", "Operating expenses"}, AccountKind::expense, false},
    {{"512", "税金及附加", "Taxes and surcharges"}, AccountKind::expense, false},
    {{"513", "管理费用", "Administration"}, AccountKind::expense, false},
    {{"514", "公益支出", "Expenses for the public benefit"}, AccountKind::expense, false},
    {{"515", "其他支出", "Other expenses"}, AccountKind::expense, false},
    {{"521", "所得税费用", "Income tax"}, AccountKind::expense, false}};
static_assert(std::size(kAccounts2023) == 42);

// 财会〔2004〕12号《村集体经济组织会计制度》, in force before: 31 accounts, and 无形资产 and 专项应付款,
// which later practice added.
inline constexpr Account kAccounts2004[] = {
    {{"2004:101", "现金（2004 年制度）", "Cash (2004)"}, AccountKind::asset, false, AccountRole::cash},
    {{"2004:102", "银行存款（2004 年制度）", "Bank deposits (2004)"},
     AccountKind::asset,
     false,
     AccountRole::bank},
    {{"2004:111", "短期投资（2004 年制度）", "Short-term investments (2004)"}, AccountKind::asset, false},
    {{"2004:112", "应收款（2004 年制度）", "Receivables (2004)"},
     AccountKind::asset,
     false,
     AccountRole::claim},
    {{"2004:113", "内部往来（2004 年制度）", "Current accounts of members (2004)"},
     AccountKind::asset,
     false,
     AccountRole::claim},
    {{"2004:121", "库存物资（2004 年制度）", "Stock (2004)"}, AccountKind::asset, false},
    {{"2004:131", "牲畜（禽）资产（2004 年制度）", "Livestock and poultry (2004)"},
     AccountKind::asset,
     false},
    {{"2004:132", "林木资产（2004 年制度）", "Trees (2004)"}, AccountKind::asset, false},
    {{"2004:141", "长期投资（2004 年制度）", "Long-term investments (2004)"}, AccountKind::asset, false},
    {{"2004:151", "固定资产（2004 年制度）", "Fixed assets (2004)"}, AccountKind::asset, false},
    {{"2004:152", "累计折旧（2004 年制度）", "Depreciation (2004)"}, AccountKind::asset, true},
    {{"2004:153", "固定资产清理（2004 年制度）", "Disposal of fixed assets (2004)"},
     AccountKind::asset,
     false},
    {{"2004:154", "在建工程（2004 年制度）", "Construction in progress (2004)"}, AccountKind::asset, false},
    {{"2004:161", "无形资产（2004 年制度）", "Intangible assets (2004)"}, AccountKind::asset, false},
    {{"2004:201", "短期借款（2004 年制度）", "Short-term loans (2004)"},
     AccountKind::liability,
     true,
     AccountRole::debt},
    {{"2004:202", "应付款（2004 年制度）", "Payables (2004)"},
     AccountKind::liability,
     true,
     AccountRole::debt},
    {{"2004:211", "应付工资（2004 年制度）", "Wages payable (2004)"},
     AccountKind::liability,
     true,
     AccountRole::debt},
    {{"2004:212", "应付福利费（2004 年制度）", "Welfare payable (2004)"}, AccountKind::liability, true},
    {{"2004:221", "长期借款及应付款（2004 年制度）", "Long-term loans and payables (2004)"},
     AccountKind::liability,
     true,
     AccountRole::debt},
    {{"2004:231", "一事一议资金（2004 年制度）", "Funds raised case by case (2004)"},
     AccountKind::liability,
     true},
    {{"2004:241", "专项应付款（2004 年制度）", "Special payables (2004)"}, AccountKind::liability, true},
    {{"2004:301", "资本（2004 年制度）", "Capital (2004)"}, AccountKind::equity, true},
    {{"2004:311", "公积公益金（2004 年制度）", "Accumulation and welfare fund (2004)"},
     AccountKind::equity,
     true},
    {{"2004:321", "本年收益（2004 年制度）", "Result of the year (2004)"},
     AccountKind::equity,
     true,
     AccountRole::result},
    {{"2004:322", "收益分配（2004 年制度）", "Distribution of results (2004)"}, AccountKind::equity, true},
    {{"2004:401", "生产（劳务）成本（2004 年制度）", "Cost of production and labour (2004)"},
     AccountKind::cost,
     false},
    {{"2004:501", "经营收入（2004 年制度）", "Operating income (2004)"}, AccountKind::income, true},
    {{"2004:502", "经营支出（2004 年制度）", "Operating expenses (2004)"}, AccountKind::expense, false},
    {{"2004:511", "发包及上交收入（2004 年制度）", "Income of contracting-out (2004)"},
     AccountKind::income,
     true},
    {{"2004:521", "农业税附加返还收入（2004 年制度）", "Returned surcharges of the agricultural tax (2004)"},
     AccountKind::income,
     true},
    {{"2004:522", "补助收入（2004 年制度）", "Subsidies received (2004)"}, AccountKind::income, true},
    {{"2004:531", "其他收入（2004 年制度）", "Other income (2004)"}, AccountKind::income, true},
    {{"2004:541", "管理费用（2004 年制度）", "Administration (2004)"}, AccountKind::expense, false},
    {{"2004:551", "其他支出（2004 年制度）", "Other expenses (2004)"}, AccountKind::expense, false},
    {{"2004:561", "投资收益（2004 年制度）", "Income from investments (2004)"}, AccountKind::income, true}};

/// The words of all charts in one row, those of the newest first: it is the one that is typed.
template <std::size_t... Sizes>
constexpr auto words_of_all(const Account (&... charts)[Sizes]) {
  std::array<Word, (Sizes + ...)> out{};
  std::size_t at = 0;
  const auto add = [&](std::span<const Account> accounts) {
    for (const Account& account : accounts) out[at++] = account.word;
  };
  (add(charts), ...);
  return out;
}
inline constexpr auto kAccountWords = words_of_all(kAccounts2023, kAccounts2004);

}  // namespace tenure

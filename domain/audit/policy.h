// What a policy may say of audits: what is audited when, and the thresholds of the lead tests.
//
// A threshold that no policy gives is the field's usual one (usual.h); each run says which it took, and from
// where.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kAuditParameters,
  (Codes, kAuditKinds, "audit.kinds", "", "审计类别", "kinds of audit", "CITY-41 BB-31")
  (Codes, kAuditPosts, "audit.posts", "", "受审计的职务", "posts that are audited", "CITY-41 BB-31")
  (Days, kAuditDays, "audit.within_days", "天", "审计结论时限", "days within which an audit is concluded", "CITY-41 BB-31")
  (Days, kAuditPublishDays, "audit.publish_days", "天", "审计结果公布时限", "days within which the result is published", "CITY-41 BB-31")

  (bool, kCleanForSubsidy, "audit.clean_for_subsidy", "", "离任补贴须经离任审计且无重大问题", "a departure subsidy asks for a departure audit without major problem", "CITY-41")
  (Fen, kApprovalLimit, "audit.approval_limit_fen.*", "分", "任该职务者可审批的金额", "what a holder of the post may approve", "")

  (Decimal, kTrainingDays, "audit.training_days", "天", "每年参训天数下限", "days of training in a year, at least", "")
  (Days, kNearDays, "audit.near_days", "天", "相近付款的间隔", "days between payments that are near each other", "")
  (Days, kBackdatedDays, "audit.backdated_days", "天", "补录期限", "days after its date within which a fact is recorded", "")
  (Fen, kRoundUnit, "audit.round_unit_fen", "分", "整数金额的单位", "what a round amount is a multiple of", "")
  (std::int64_t, kRoundLeast, "audit.round_least", "笔", "整数金额检验所需笔数", "payments that the test of round amounts needs", "")
  (Share, kRoundAbove, "audit.round_above", "", "整数金额占比上限", "share of round amounts that is borne", "")
  (std::int64_t, kBenfordLeast, "audit.benford_least", "笔", "首位数字检验所需笔数", "payments that the test of first digits needs", "")
  (Share, kBenfordAbove, "audit.benford_above", "", "首位数字平均偏差上限", "mean deviation of the first digits that is borne", "")
  (Share, kConcentrationAbove, "audit.concentration_above", "", "单一收款方占比上限", "one payee's share that is borne", "")
  (std::int64_t, kConcentrationLeast, "audit.concentration_least", "笔", "集中度检验所需笔数", "payments that the test of concentration needs", "")
  (Days, kSplitDays, "audit.split_days", "天", "拆分支付的间隔", "days within which payments may be pieces of one", "")
  (Fen, kSplitLimit, "audit.split_limit_fen", "分", "须另行审批的金额", "what a payment needs another approval from", "")
  (Days, kBurstDays, "audit.burst_days", "天", "交接前审查的天数", "days before a handover that are looked at", "")
  (Decimal, kBurstTimes, "audit.burst_times", "倍", "交接前支出对平时的倍数", "how many times the usual spending is borne before a handover", "")
  (Share, kBurstAbove, "audit.burst_above", "", "交接前单一收款方占比上限", "one payee's share that is borne before a handover", "")
  (Codes, kFundUses, "audit.fund_uses.*", "", "资金的允许用途", "what money of a source may be used for", "SJ-38")
  (Days, kIncomeGrace, "audit.income_grace_days", "天", "合同款入账宽限", "days after it is due within which income is booked", "")
  (Fen, kCashCap, "audit.cash_cap_fen", "分", "库存现金限额", "cash that may be kept", "")
  (Days, kDepositDays, "audit.deposit_days", "天", "现金存入银行的期限", "days within which cash is brought to the bank", "")
  (Fen, kDebtGrowth, "audit.debt_growth_fen", "分", "任期内负债可增金额", "growth of what is owed that is borne", "")
  (Days, kCloseDays, "audit.close_days", "天", "月末后关账期限", "days after a month within which it is closed", "")
  (Months, kContractMonths, "audit.contract_months", "月", "合同期上限", "how long a contract may run", "")
  (Days, kRenewalDays, "audit.renewal_days", "天", "到期合同处理期限", "days within which a contract that ran out is ended or renewed", "")
  (Days, kHandoverDays, "audit.handover_days", "天", "离任交接期限", "days after the end of an office within which it is handed over", "")
  (Codes, kHandoverPosts, "audit.handover_posts", "", "须办理交接的职务", "posts that are handed over", ""));

}  // namespace tenure

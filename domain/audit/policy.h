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

  (Decimal, kTrainingDays, "audit.training_days", "天", "每年参训天数下限", "days of training in a year, at least", "")
  (Days, kNearDays, "audit.near_days", "天", "相近付款的间隔", "days between payments that are near each other", "")
  (Days, kBackdatedDays, "audit.backdated_days", "天", "补录期限", "days after its date within which a fact is recorded", "")
  (Fen, kRoundUnit, "audit.round_unit_fen", "分", "整数金额的单位", "what a round amount is a multiple of", "")
  (std::int64_t, kRoundLeast, "audit.round_least", "笔", "整数金额检验所需笔数", "payments that the test of round amounts needs", "")
  (Share, kRoundAbove, "audit.round_above", "", "整数金额占比上限", "share of round amounts that is borne", "")
  (std::int64_t, kBenfordLeast, "audit.benford_least", "笔", "首位数字检验所需笔数", "payments that the test of first digits needs", "")
  (Share, kBenfordAbove, "audit.benford_above", "", "首位数字平均偏差上限", "mean deviation of the first digits that is borne", "")
  (Share, kConcentrationAbove, "audit.concentration_above", "", "单一收款方占比上限", "one payee's share that is borne", "")
  (std::int64_t, kConcentrationLeast, "audit.concentration_least", "笔", "集中度检验所需笔数", "payments that the test of concentration needs", ""));

}  // namespace tenure

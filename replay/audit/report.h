// The report of an audit: basics, opening and closing position, income, spending, assets, debts, subsidies,
// pay due and received, disclosure, the tests that were run and the leads that they gave, findings with their
// responsibility and what was put right, recommendations.
//
// The same arguments give the same bytes, whenever they are asked again; `digest` is of everything else. What
// acts of restricted classes say stands in it for who may read them, so a report says which classes it
// covers: whoever names the same ones is given the same report. Any thread.
#pragma once

#include "replay/audit/accounts.h"
#include "replay/audit/examination.h"
#include "replay/questions.h"

namespace tenure {

/// Bytes of a run's own thresholds, at most.
inline constexpr std::size_t kAuditParametersMax = std::size_t{16} << 10;

struct AuditRequest {
  Code kind;
  AuditScope scope;
  When when;
  std::string parameters;   ///< of the run: lines of a pack, as `audit.near_days = 14`; empty: none
  std::vector<Code> tests;  ///< ids; empty: all
  /// Restricted classes that it covers beside the ordinary one, of those that the viewer may read. Nothing:
  /// all of these.
  std::optional<std::vector<Code>> classes;
};

/// A threshold, and where it is from.
TENURE_STRUCT(AuditThreshold, "阈值", "Threshold",
  (ShortText, key, "参数", "parameter")
  (LongText, value, "值", "value")
  (std::optional<Labels>, value_labels, "值的名称", "labels of the value")  ///< where it is words
  (Labels, labels, "名称", "labels")
  (std::optional<ShortText>, unit, "单位", "unit")  ///< absent: a share or a number of its own
  (Code, from, "来源", "from")  ///< run, policy, usual
  (std::optional<Position>, policy, "政策位置", "policy"));

TENURE_STRUCT(SpentLine, "支出", "Spending",
  (std::int32_t, year, "年度", "year", 0)
  (Code, purpose, "用途", "purpose")
  (Labels, labels, "名称", "labels")
  (std::int32_t, payments, "笔数", "payments", 0)
  (Fen, amount_fen, "金额（分）", "amount, fen"));

TENURE_STRUCT(DisclosureLine, "公开", "Disclosures",
  (std::int32_t, year, "年度", "year", 0)
  (Code, category, "类别", "category")
  (std::int32_t, times, "次数", "times", 0)
  (std::vector<Position>, positions, "位置", "positions"));

/// Why a test, or a part of it, could judge nothing.
TENURE_STRUCT(UnjudgedLine, "未能检验", "Not judged",
  (Code, reason, "原因", "reason")  ///< no_parameter, too_few, too_alike, no_books
  (Labels, labels, "原因（文字）", "reason, in words")
  /// keys, of which the policy gives none; or that asks for as many
  (std::vector<ShortText>, parameters, "参数", "parameters")
  (std::optional<std::int32_t>, found, "实有", "found")
  (std::optional<std::int32_t>, needed, "所需", "needed"));

/// A test of the run and what it gave: leads, or nothing found; or it was not judged, wholly or in part, and
/// gave none. Of many audits: not judged where that is so of each of them.
TENURE_STRUCT(TestLine, "疑点检验", "Lead test",
  (Code, test, "编号", "test")
  (Code, name, "名称", "name")
  (Labels, labels, "名称", "labels")
  (Labels, about, "检验内容", "what it looks for")
  (std::vector<Code>, rules, "规则", "rules")
  (std::int32_t, leads, "疑点数", "leads", 0)
  (std::int32_t, explained, "已有说明", "of them explained", 0)
  (Fen, amount_fen, "涉及金额（分）", "amount in question, fen")
  (Code, outcome, "结果", "outcome")  ///< leads, nothing_found, not_judged
  (Labels, outcome_labels, "结果（文字）", "outcome, in words")
  (std::vector<UnjudgedLine>, unjudged, "未能检验", "not judged")  ///< of one audit
  (std::int32_t, not_judged, "未能检验的审计数", "audits in which it was not judged", 0));

TENURE_STRUCT(ExplanationLine, "说明", "Explanation",
  (Code, kind, "类别", "kind")
  (Labels, labels, "名称", "labels")
  (Position, position, "位置", "position")
  (std::optional<Code>, outcome, "结论", "outcome"));

TENURE_STRUCT(LeadLine, "疑点", "Lead",
  (Code, test, "编号", "test")
  (Labels, labels, "名称", "labels")
  (Date, on, "日期", "on")
  (std::optional<Period>, period, "期间", "period")
  (ShortText, subject, "对象", "subject")
  (std::optional<Ref<PersonId>>, person, "涉及人员", "person")
  (std::optional<Fen>, amount_fen, "涉及金额（分）", "amount in question, fen")
  (LongText, message, "说明", "message")  ///< "中文 | English"
  (std::optional<LongText>, required, "要求", "required")
  (std::optional<LongText>, actual, "实际", "actual")
  (std::optional<Labels>, required_labels, "要求（文字）", "required, in words")
  (std::optional<Labels>, actual_labels, "实际（文字）", "actual, in words")
  (std::optional<Code>, rule, "规则", "rule")
  (std::optional<Position>, policy, "政策位置", "policy")
  (std::vector<Position>, evidence, "依据位置", "evidence")
  (std::vector<ExplanationLine>, explained, "已有说明", "explained by")
  (std::vector<ShortText>, mentions, "所提对象", "mentions"));

/// What is to be done: a finding that is not put right, in time (`rectify`) or past its day
/// (`rectify_overdue`); a lead that was confirmed and of which nothing was found yet (`find`); a disposition
/// that answers no lead (`check_disposition`).
TENURE_STRUCT(Recommendation, "建议", "Recommendation",
  (Code, kind, "类别", "kind")
  (Labels, labels, "建议", "recommendation")
  (std::optional<Code>, lead, "疑点", "lead")
  (std::optional<Date>, due, "期限", "due by")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")  ///< that has not come back
  (Position, of, "位置", "of"));  ///< the finding, or the disposition

/// {kind, org, person?, in_office?, from, until, size, on, classes, policy?, thresholds, basics: {offices,
/// audits}, position, income, spending, assets, debts, counterparties, subsidies, pay, disclosures, tests,
/// leads, findings, recommendations, totals: {leads, explained, amount_fen}, digest} `classes`: the
/// restricted ones that it covers. `in_office`: of a departure alone, whether the auditee still holds an
/// office of the organisation behind the last day.
Result<std::string> audit_report(const Questions& questions, const Archive& archive,
                                 const AuditRequest& request);

/// One audit of many, in a line.
TENURE_STRUCT(AuditLine, "审计", "Audit",
  (Ref<OrgId>, org, "组织", "organisation")
  (std::optional<Ref<PersonId>>, person, "被审计人", "auditee")
  (Date, from, "审计期间起", "from")
  (Date, until, "审计期间止", "until")
  (std::int32_t, leads, "疑点数", "leads", 0)
  (std::int32_t, explained, "已有说明", "of them explained", 0)
  (Fen, amount_fen, "涉及金额（分）", "amount in question, fen")
  (std::vector<Code>, tests, "有疑点的检验", "tests that gave leads"));

/// Of a departure: an audit of each person whose last office at or below the organisation ended in the days
/// of the scope. Of another kind: one of each organisation below it, for these days. On several threads:
/// {kind, org, from, until, size, on, classes, thresholds, items: [AuditLine], tests: [TestLine], totals,
/// digest}
Result<std::string> audits_below(const Questions& questions, const Archive& archive,
                                 const AuditRequest& request);

}  // namespace tenure

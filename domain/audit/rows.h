// What is known of audits: each one as a matter, and those of a person and of an organisation.
#pragma once

#include "domain/audit/events.h"

namespace tenure {

TENURE_STRUCT(Rectified, "整改", "Rectified",
  (Date, on, "日期", "on")
  (Code, outcome, "结果", "outcome")
  (std::optional<Fen>, amount_fen, "追回金额（分）", "amount brought back, fen")
  (Position, position, "位置", "position"));

TENURE_STRUCT(AuditFinding, "审计发现问题", "Audit finding",
  (Date, on, "日期", "on")
  (std::optional<Code>, lead, "所依疑点", "lead")
  (Code, responsibility, "责任", "responsibility")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Date>, rectify_by, "整改期限", "to be put right by")
  (std::vector<Rectified>, rectified, "整改", "rectified")
  (std::vector<Position>, comments, "意见位置", "comments")
  (Position, position, "位置", "position"));

inline constexpr std::string_view kAccepted = "accepted";

inline constexpr std::string_view kResolved = "resolved";

/// Somebody looked at what was done and took it, or said that it is done with.
inline bool is_put_right(const AuditFinding& finding) {
  return find_first(finding.rectified, [](const Rectified& each) {
           return each.outcome.value == kAccepted || each.outcome.value == kResolved;
         }) != nullptr;
}

/// One audit.
struct Audit {
  TENURE_FIELDS(Audit, "审计", "Audit",
    (Ref<MatterId>, matter, "审计事项", "matter")
    (Code, kind, "类别", "kind")
    (Ref<OrgId>, org, "被审计组织", "organisation")
    (std::optional<Ref<PersonId>>, person, "被审计人", "auditee")
    (std::optional<Code>, post, "职务", "post")
    (Date, from, "审计期间起", "from")
    (Date, until, "审计期间止", "until")
    (Date, opened, "立项日期", "opened")
    (std::optional<Date>, concluded, "结论日期", "concluded")
    (std::optional<Code>, conclusion, "结论", "conclusion")
    (bool, major_problem, "有重大经济责任问题", "major problem", false)
    (std::optional<Ref<OrgId>>, auditor, "审计机关", "auditor")
    (std::optional<Date>, published, "公布日期", "published")
    (Position, position, "位置", "position")
    (std::optional<Position>, concluded_at, "结论位置", "concluded at")
    (std::optional<Position>, published_at, "公布位置", "published at"));
};

/// The audit that a matter is.
TENURE_ROW(MatterAudit, matter, "审计事项", "Audit of a matter",
  (std::optional<Audit>, audit, "审计", "audit")
  (std::vector<AuditFinding>, findings, "发现问题", "findings")
  (std::vector<Position>, runs, "程序位置", "procedures run")
  (std::vector<Position>, comments, "意见位置", "comments"));

TENURE_ROW(PersonAudits, person, "个人经济责任审计", "Person's audits",
  (std::vector<Audit>, audits, "审计", "audits"));
TENURE_ROW(OrgAudits, org, "组织审计", "Organisation's audits",
  (std::vector<Audit>, audits, "审计", "audits"));

using AuditRows = RowList<MatterAudit, PersonAudits, OrgAudits>;

}  // namespace tenure

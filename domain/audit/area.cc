#include <algorithm>

#include "domain/audit/rows.h"
#include "domain/core/both.h"

namespace tenure {

const RuleTable& audit_rules();  // rule_table.cc

namespace {

Audit audit_of(const Dated<AuditOpened>& event) {
  const AuditOpened& data = event.data;
  Audit out;
  out.matter = {data.matter};
  out.kind = data.kind;
  out.org = {data.org};
  if (data.person) out.person = Ref<PersonId>{*data.person};
  out.post = data.post;
  out.from = data.from;
  out.until = data.until;
  out.opened = event.on;
  out.position = event.position;
  return out;
}

void conclude(Audit& audit, const Dated<AuditConcluded>& event) {
  audit.concluded = event.on;
  audit.conclusion = event.data.conclusion;
  audit.major_problem = event.data.major_problem;
  audit.auditor = event.data.auditor;
  audit.concluded_at = event.position;
}

void publish(Audit& audit, const Dated<AuditPublished>& event) {
  if (audit.published) return;
  audit.published = event.on;
  audit.published_at = event.position;
}

template <class Row>
Audit* audit_in(Row& row, const MatterId& matter) {
  return find_last(row.audits, [&](const Audit& known) { return known.matter.id == matter; });
}

AuditFinding* finding_in(MatterAudit& row, Position position) {
  return find_first(row.findings, [&](const AuditFinding& known) { return known.position == position; });
}

}  // namespace

// What follows from the events.

template <OneOf<PersonAudits, OrgAudits> Row>
static void apply(Row& row, const Dated<AuditOpened>& event) {
  row.audits.push_back(audit_of(event));
}

template <OneOf<PersonAudits, OrgAudits> Row>
static void apply(Row& row, const Dated<AuditConcluded>& event) {
  if (Audit* audit = audit_in(row, event.data.matter)) conclude(*audit, event);
}

template <OneOf<PersonAudits, OrgAudits> Row>
static void apply(Row& row, const Dated<AuditPublished>& event) {
  if (Audit* audit = audit_in(row, event.data.matter)) publish(*audit, event);
}

static void apply(MatterAudit& row, const Dated<AuditOpened>& event) { row.audit = audit_of(event); }

static void apply(MatterAudit& row, const Dated<AuditProcedureRun>& event) {
  row.runs.push_back(event.position);
}

static void apply(MatterAudit& row, const Dated<AuditCommentReceived>& event) {
  AuditFinding* finding = event.data.finding ? finding_in(row, *event.data.finding) : nullptr;
  (finding == nullptr ? row.comments : finding->comments).push_back(event.position);
}

static void apply(MatterAudit& row, const Dated<AuditFindingRecorded>& event) {
  const AuditFindingRecorded& data = event.data;
  row.findings.push_back(
      {event.on, data.lead, data.responsibility, data.amount_fen, data.rectify_by, {}, {}, event.position});
}

static void apply(MatterAudit& row, const Dated<AuditConcluded>& event) {
  if (row.audit) conclude(*row.audit, event);
}

static void apply(MatterAudit& row, const Dated<AuditPublished>& event) {
  if (row.audit) publish(*row.audit, event);
}

static void apply(MatterAudit& row, const Dated<AuditRectified>& event) {
  AuditFinding* finding = finding_in(row, event.data.finding);
  if (finding == nullptr) return;
  finding->rectified.push_back({event.on, event.data.outcome, event.data.amount_fen, event.position});
}

// Preconditions of audits: what goes on was opened, of the same organisation and auditee; a finding that is
// answered is there; nothing is concluded twice.

static Result<void> precondition(const Facts& facts, const Dated<AuditOpened>& event) {
  if (event.data.until < event.data.from)
    return refuse(Reason::bad_value, "data.until",
                  both("早于审计期间首日 {}", "before the first day, {}", event.data.from.str()));
  const auto* row = facts.row<MatterAudit>(event.data.matter.value);
  if (row == nullptr || !row->audit) return {};
  return refuse(Reason::already, "data.matter",
                both("该审计已在位置 {} 立项", "opened at {}", row->audit->position.str()));
}

static Result<const MatterAudit*> open_audit(const Facts& facts, const OrgId& org,
                                             const std::optional<PersonId>& person, const MatterId& matter) {
  const auto* row = facts.row<MatterAudit>(matter.value);
  if (row == nullptr || !row->audit)
    return refuse(Reason::absent, "data.matter", both("没有立项的审计", "no such audit was opened"));
  if (row->audit->org.id != org)
    return refuse(Reason::bad_value, "data.org",
                  both("该审计针对 {}", "the audit is of {}", row->audit->org.id.value));
  const auto audited = row->audit->person ? std::optional(row->audit->person->id) : std::nullopt;
  if (audited != person)
    return refuse(Reason::bad_value, "data.person",
                  audited ? both("该审计针对 {}", "the audit is of {}", audited->value)
                          : both("该审计不针对个人", "the audit is of nobody"));
  return row;
}

template <OneOf<AuditProcedureRun, AuditFindingRecorded, AuditPublished> E>
static Result<void> precondition(const Facts& facts, const Dated<E>& event) {
  return open_audit(facts, event.data.org, event.data.person, event.data.matter).map([](auto) {});
}

static Result<void> precondition(const Facts& facts, const Dated<AuditConcluded>& event) {
  const auto row = open_audit(facts, event.data.org, event.data.person, event.data.matter);
  if (!row) return tl::unexpected(row.error());
  if (!(*row)->audit->concluded) return {};
  return refuse(Reason::already, "data.matter",
                both("已于 {} 作出结论", "concluded on {}", (*row)->audit->concluded->str()));
}

static Result<void> must_be_found(const MatterAudit& row, Position finding) {
  const bool found =
      std::ranges::any_of(row.findings, [&](const AuditFinding& known) { return known.position == finding; });
  if (found) return {};
  return refuse(Reason::absent, "data.finding",
                both("位置 {} 没有该审计发现的问题", "no finding of this audit at {}", finding.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<AuditCommentReceived>& event) {
  const auto row = open_audit(facts, event.data.org, event.data.person, event.data.matter);
  if (!row) return tl::unexpected(row.error());
  return event.data.finding ? must_be_found(**row, *event.data.finding) : Result<void>();
}

static Result<void> precondition(const Facts& facts, const Dated<AuditRectified>& event) {
  const auto row = open_audit(facts, event.data.org, event.data.person, event.data.matter);
  if (!row) return tl::unexpected(row.error());
  return must_be_found(**row, event.data.finding);
}

Area& audit_area() {
  static Area area = make_area("audit", "经济责任审计", "Audits", AuditEvents{}, AuditRows{}, &audit_rules());
  return area;
}

}  // namespace tenure

// Events of economic-responsibility audits: opened, what was run, what was found and answered, concluded,
// published, put right.
//
// An audit is a matter. It stands in the files of the auditee and of the organisation too.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// An audit of a person's time in an organisation or, without a person, of the organisation: of the days from
/// `from` to `until`. (CITY-41, BB-31, BB-61)
TENURE_STRUCT(AuditOpened, "经济责任审计立项", "Audit opened",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (Code, kind, "类别", "kind")  ///< mid_term, term, departure, pre_pension, special
  (Date, from, "审计期间起", "from")
  (Date, until, "审计期间止", "until")
  (std::optional<Code>, post, "职务", "post")
  (std::vector<Ref<PersonId>>, team, "审计组", "team")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A parameter of a run as it was given: the key of a policy's parameter and its value, as a pack writes it.
TENURE_STRUCT(AuditParameter, "参数", "Parameter",
  (ShortText, key, "参数", "key")
  (ShortText, value, "值", "value"));

/// The tests, or a sample, were run: asked again with these arguments, the answer has this digest.
TENURE_STRUCT(AuditProcedureRun, "审计程序执行", "Audit procedure run",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (Code, procedure, "程序", "procedure")  ///< lead_tests, record_sample, monetary_unit_sample, ...
  (Position, as_of, "截至位置", "as of before this position")  ///< size.0
  (std::optional<Position>, policy, "政策位置", "policy")
  (std::vector<AuditParameter>, parameters, "参数", "parameters")
  (std::optional<ShortText>, seed, "种子", "seed")
  (std::int32_t, hits, "结果数", "hits", 0)
  (ShortText, digest, "结果摘要", "digest"));  ///< of the answer's bytes, as sha256:...

/// The auditee answers the draft or, with `finding`, one of its findings.
TENURE_STRUCT(AuditCommentReceived, "被审计人意见", "Audit comment received",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (std::optional<Position>, finding, "所指问题", "finding")
  (Sealed<LongText>, text, "意见", "text"));

/// A signed human finds. `lead`: the test whose hit it confirms. Events are named in `basis`.
TENURE_STRUCT(AuditFindingRecorded, "审计发现问题", "Audit finding recorded",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (std::optional<Code>, lead, "所依疑点", "lead")
  (Code, responsibility, "责任", "responsibility")  ///< direct, leadership
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Date>, rectify_by, "整改期限", "to be put right by")
  (std::vector<ShortText>, basis, "依据", "basis")
  (Sealed<LongText>, text, "问题", "text"));

/// (CITY-41, BB-31, BB-61)
TENURE_STRUCT(AuditConcluded, "审计结论", "Audit concluded",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (Ref<OrgId>, auditor, "审计机关", "auditor")
  (Code, conclusion, "结论", "conclusion")
  (bool, major_problem, "有重大经济责任问题", "major problem", false)
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// The result is made known to the villagers.
TENURE_STRUCT(AuditPublished, "审计结果公布", "Audit published",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (Code, place, "地点", "place"));

/// What a finding asks for was put right, wholly or in part. `finding`: its position.
TENURE_STRUCT(AuditRectified, "审计问题整改", "Audit rectified",
  (OrgId, org, "被审计组织", "organisation")
  (std::optional<PersonId>, person, "被审计人", "auditee")
  (MatterId, matter, "审计事项", "matter")
  (Position, finding, "所指问题", "finding")
  (Code, outcome, "结果", "outcome")
  (std::optional<Fen>, amount_fen, "追回金额（分）", "amount brought back, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

using AuditEvents = EventList<AuditOpened, AuditProcedureRun, AuditCommentReceived, AuditFindingRecorded,
                              AuditConcluded, AuditPublished, AuditRectified>;

}  // namespace tenure

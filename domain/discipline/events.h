// Events of discipline and exit: criticism, admonition, warnings, findings, adjustments; cases under a class
// of their own.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// (SH-49, CITY-43, DY-59, BB-33, SJ-67)
TENURE_STRUCT(CriticismGiven, "批评教育", "Criticism given",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Ref<OrgId>, by, "作出组织", "by")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// `form`: written_admonition, admonition_talk, education. `period`: the one whose appraisal it follows from.
/// Until when it lasts says the policy, where `until` does not. (PY-41, PY-42, DY-35, DY-60, HX-30)
TENURE_STRUCT(AdmonitionIssued, "诫勉", "Admonition issued",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, form, "方式", "form")
  (Code, by, "作出机关类别", "by")  ///< township_committee, county_org_dept, ...
  (std::optional<Period>, period, "期间", "period")
  (std::optional<Date>, until, "期满日", "until")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (PY-41)
TENURE_STRUCT(AdmonitionEnded, "诫勉解除", "Admonition ended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, admonition, "诫勉位置", "admonition's position")
  (Code, outcome, "结论", "outcome"));  ///< served, revoked
TENURE_EVENT_TRAITS(AdmonitionEnded, .rank = 60);

/// (DY-35, DY-62)
TENURE_STRUCT(WarningIssued, "警告", "Warning issued",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Ref<OrgId>, by, "作出组织", "by")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-25, CITY-44, SX-42, DY-35, BB-34, SJ-68)
TENURE_STRUCT(UnqualifiedDetermined, "不合格认定", "Unqualified determined",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, criterion, "认定标准", "criterion")
  (std::optional<Period>, period, "期间", "period")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A recommended one binds nobody until it is decided. (SH-27, CITY-44, SX-42, DY-35, BB-34, SJ-68, HX-31)
TENURE_STRUCT(AdjustmentDecided, "组织调整", "Adjustment decided",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  /// recommended, removal, demotion, ordered_resignation, persuaded_resignation, dismissal
  (Code, kind, "类别", "kind")
  (std::optional<Code>, post, "职务", "post")
  (Ref<OrgId>, decider, "决定机关", "decided by")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (CITY-45, SX-44, BB-35, SJ-69)
TENURE_STRUCT(DisciplineCaseHandled, "违纪处理", "Discipline case handled",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, outcome, "处理结果", "outcome")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis")
  (std::optional<CaseId>, case_, "所属案件", "case"));

/// Stands in the case alone: nothing in the person's file shows it.
TENURE_STRUCT(CaseOpened, "立案", "Case opened",
  (CaseId, case_, "案件", "case")
  (Ref<OrgId>, org, "立案机关", "opened by")
  (Ref<PersonId>, person, "被审查人", "about")
  (Code, cause, "案由", "cause")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason"));
TENURE_EVENT_TRAITS(CaseOpened, .klass = "discipline");

/// A party sanction, apart from organisational measures.
TENURE_STRUCT(SanctionImposed, "处分", "Sanction imposed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "处分种类", "kind")
  (std::optional<Date>, until, "影响期至", "until")
  (Ref<OrgId>, decider, "决定机关", "decided by")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis")
  (std::optional<CaseId>, case_, "所属案件", "case"));

TENURE_STRUCT(SanctionLifted, "处分解除", "Sanction lifted",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, sanction, "处分位置", "sanction's position")
  (std::vector<ShortText>, basis, "依据", "basis"));
TENURE_EVENT_TRAITS(SanctionLifted, .rank = 60);

/// From this day on periods of appeal run.
TENURE_STRUCT(DocumentServed, "文书送达", "Document served",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, decision, "决定位置", "decision's position")
  (Code, means, "送达方式", "means"));

using DisciplineEvents = EventList<CriticismGiven, AdmonitionIssued, AdmonitionEnded, WarningIssued,
                                   UnqualifiedDetermined, AdjustmentDecided, DisciplineCaseHandled,
                                   CaseOpened, SanctionImposed, SanctionLifted, DocumentServed>;

}  // namespace tenure

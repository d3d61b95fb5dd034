// Events of discipline and exit: criticism, admonition, warnings, findings, adjustments; cases under a class
// of their own.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// (SH-49, CITY-43, DY-59, BB-33, SJ-67)
struct CriticismGiven {
  PersonId person;
  OrgId org;
  Ref<OrgId> by;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(CriticismGiven, "批评教育", "Criticism given",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (by, "作出组织", "by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// `form`: written_admonition, admonition_talk, education. `period`: the one whose appraisal it follows from.
/// Until when it lasts says the policy, where `until` does not. (PY-41, PY-42, DY-35, DY-60, HX-30)
struct AdmonitionIssued {
  PersonId person;
  OrgId org;
  Code form;
  Code by;  ///< township_committee, county_org_dept, ...
  std::optional<Period> period;
  std::optional<Date> until;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(AdmonitionIssued, "诫勉", "Admonition issued",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (form, "方式", "form")
  (by, "作出机关类别", "by")
  (period, "期间", "period")
  (until, "期满日", "until")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// (PY-41)
struct AdmonitionEnded {
  PersonId person;
  OrgId org;
  Position admonition;
  Code outcome;  ///< served, revoked
};
TENURE_STRUCT(AdmonitionEnded, "诫勉解除", "Admonition ended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (admonition, "诫勉位置", "admonition's position")
  (outcome, "结论", "outcome"));
TENURE_EVENT_TRAITS(AdmonitionEnded, .rank = 60);

/// (DY-35, DY-62)
struct WarningIssued {
  PersonId person;
  OrgId org;
  Ref<OrgId> by;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(WarningIssued, "警告", "Warning issued",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (by, "作出组织", "by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// (SH-25, CITY-44, SX-42, DY-35, BB-34, SJ-68)
struct UnqualifiedDetermined {
  PersonId person;
  OrgId org;
  Code criterion;
  std::optional<Period> period;
  std::optional<Sealed<LongText>> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(UnqualifiedDetermined, "不合格认定", "Unqualified determined",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (criterion, "认定标准", "criterion")
  (period, "期间", "period")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// A recommended one binds nobody until it is decided. (SH-27, CITY-44, SX-42, DY-35, BB-34, SJ-68, HX-31)
struct AdjustmentDecided {
  PersonId person;
  OrgId org;
  Code kind;  ///< recommended, removal, demotion, ordered_resignation, persuaded_resignation, dismissal
  std::optional<Code> post;
  Ref<OrgId> decider;
  std::optional<Sealed<LongText>> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(AdjustmentDecided, "组织调整", "Adjustment decided",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (post, "职务", "post")
  (decider, "决定机关", "decided by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// (CITY-45, SX-44, BB-35, SJ-69)
struct DisciplineCaseHandled {
  PersonId person;
  OrgId org;
  Code outcome;
  std::optional<Sealed<LongText>> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(DisciplineCaseHandled, "违纪处理", "Discipline case handled",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (outcome, "处理结果", "outcome")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

/// Stands in the case alone: nothing in the person's file shows it.
struct CaseOpened {
  CaseId case_;
  Ref<OrgId> org;
  Ref<PersonId> person;
  Code cause;
  std::optional<Sealed<LongText>> reason;
};
TENURE_STRUCT(CaseOpened, "立案", "Case opened",
  (case_, "案件", "case")
  (org, "立案机关", "opened by")
  (person, "被审查人", "about")
  (cause, "案由", "cause")
  (reason, "原因", "reason"));
TENURE_EVENT_TRAITS(CaseOpened, .klass = "discipline");

/// A party sanction, apart from organisational measures.
struct SanctionImposed {
  PersonId person;
  OrgId org;
  Code kind;
  std::optional<Date> until;
  Ref<OrgId> decider;
  std::optional<Sealed<LongText>> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(SanctionImposed, "处分", "Sanction imposed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "处分种类", "kind")
  (until, "影响期至", "until")
  (decider, "决定机关", "decided by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

struct SanctionLifted {
  PersonId person;
  OrgId org;
  Position sanction;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(SanctionLifted, "处分解除", "Sanction lifted",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (sanction, "处分位置", "sanction's position")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(SanctionLifted, .rank = 60);

/// From this day on periods of appeal run.
struct DocumentServed {
  PersonId person;
  OrgId org;
  Position decision;
  Code means;
};
TENURE_STRUCT(DocumentServed, "文书送达", "Document served",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (decision, "决定位置", "decision's position")
  (means, "送达方式", "means"));

using DisciplineEvents =
    EventList<
  CriticismGiven,
  AdmonitionIssued,
  AdmonitionEnded,
  WarningIssued,
  UnqualifiedDetermined,
  AdjustmentDecided,
  DisciplineCaseHandled,
  CaseOpened,
  SanctionImposed,
  SanctionLifted,
  DocumentServed>;

}  // namespace tenure

// Events of supervision: inspections, bulletins, publicity, attendance, concerns, rectification, disclosure,
// issues.
//
// What is reported against a person stands under a case of its own and of a restricted class: it is in
// nobody's file, and is linked to one only by the decision that is released.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// The restricted class of what stands under a case.
inline constexpr std::string_view kCaseClass = "discipline";

/// An inspection of an organisation's work. (CITY-16, DY-71, OPN-36, BB-13, HX-03, HX-06, HX-08, DG-13)
TENURE_STRUCT(InspectionDone, "督查", "Inspection done",
  (OrgId, org, "被督查组织", "organisation")
  (Code, kind, "类别", "kind")  ///< comprehensive, special, on_site, mid_year, ...
  (std::optional<OrgId>, body, "督查机关", "inspecting body")  ///< who inspected: it stands in their file too
  (std::optional<Code>, topic, "事项", "topic")
  (std::optional<MatterId>, matter, "关联事项", "matter")
  (std::optional<std::int32_t>, findings, "发现问题数", "findings")
  (std::optional<Sealed<LongText>>, note, "情况", "note"));

/// A bulletin, notification or ranking is issued. (SH-40, BB-78, SJ-73, HX-03, HX-07)
TENURE_STRUCT(BulletinIssued, "通报", "Bulletin issued",
  (OrgId, org, "印发组织", "issued by")
  (Code, kind, "类别", "kind")  ///< ranking, findings, report, ...
  (std::optional<Period>, period, "期间", "period")
  (std::optional<ShortText>, title, "标题", "title")
  /// who ranks low, or needs a push: it stands in their files too
  (std::vector<OrgId>, low_ranked, "位次靠后组织", "low-ranked"));

/// Publicity for a model or for work. (SH-90, CITY-54, SX-35, BB-74, SJ-61, HX-03, HX-09, DG-26)
TENURE_STRUCT(PublicityIssued, "宣传", "Publicity issued",
  (OrgId, org, "组织", "organisation")
  (Code, channel, "媒介", "channel")  ///< website, account, monthly_magazine, newspaper, ...
  (std::optional<Ref<PersonId>>, about, "宣传对象", "about")
  (std::optional<Code>, topic, "主题", "topic")
  (std::optional<ShortText>, title, "标题", "title"));

/// Days at the post in a period. (CITY-13, PY-27)
TENURE_STRUCT(StationAttendanceLogged, "在岗登记", "Station attendance logged",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::optional<std::int32_t>, days_present, "在岗天数", "days present")
  (std::optional<std::int32_t>, days_absent, "不在岗天数", "days absent")
  (std::optional<std::int32_t>, days_leave, "请假天数", "days on leave"));

TENURE_STRUCT(ManagingParty, "管理方", "Managing party",
  (Ref<OrgId>, org, "组织", "organisation")
  (Code, responsibility, "责任", "responsibility"));

/// Who manages a stationed person, and for what. (CITY-15)
TENURE_STRUCT(CoManagementAgreed, "共同管理约定", "Co-management agreed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "驻在组织", "organisation")
  (std::vector<ManagingParty>, parties, "管理方", "parties"));

/// What was done for a village counts in the assessment of the unit that sent help. (CITY-17)
TENURE_STRUCT(UnitAssessmentLinked, "派出单位考核挂钩", "Unit's assessment linked",
  (OrgId, org, "派出单位", "unit")  ///< the unit
  (Ref<OrgId>, village, "帮扶村", "village")
  (Period, period, "期间", "period")
  (Code, result, "结果", "result"));

/// A complaint, report or comment. (SH-34, CITY-43, PY-27, SJ-40, SJ-69)
TENURE_STRUCT(ConcernReported, "反映问题", "Concern reported",
  (CaseId, case_, "案件", "case")
  (Code, kind, "类别", "kind")  ///< long_absence, violation, work_style, ...
  (std::optional<Ref<PersonId>>, about, "被反映人", "about")
  (std::optional<Ref<OrgId>>, of, "所在组织", "organisation")
  (std::optional<Code>, reporter, "反映人类别", "kind of reporter")  ///< kind of reporter, never who
  (Sealed<LongText>, text, "内容", "text"));
TENURE_EVENT_TRAITS(ConcernReported, .klass = kCaseClass);

/// (SJ-69)
TENURE_STRUCT(ReportVerified, "问题核实", "Report verified",
  (CaseId, case_, "案件", "case")
  (Code, finding, "结论", "finding")  ///< true, partly_true, unfounded
  (std::optional<Sealed<LongText>>, note, "说明", "note"));
TENURE_EVENT_TRAITS(ReportVerified, .klass = kCaseClass);

/// A concern or lead is disposed of: explained, not upheld, confirmed. A lead of an audit is named by the
/// audit, its test and positions that it rests on, by which it is known again.
TENURE_STRUCT(LeadDisposed, "线索处置", "Lead disposed",
  (CaseId, case_, "案件", "case")
  (Code, disposition, "处置", "disposition")
  (std::optional<Sealed<LongText>>, reason, "理由", "reason")
  (std::optional<MatterId>, matter, "审计事项", "audit")
  (std::optional<Code>, lead, "审计疑点", "lead")
  (std::vector<Position>, of, "所依位置", "of"));
TENURE_EVENT_TRAITS(LeadDisposed, .klass = kCaseClass);

/// Something is to be put right, by a day. (CITY-18, CITY-43, BB-33, SJ-67, HX-08)
TENURE_STRUCT(RectificationOrdered, "责令整改", "Rectification ordered",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "责任人", "person")
  (MatterId, matter, "事项", "matter")
  (std::optional<Code>, topic, "问题", "topic")
  (std::optional<Date>, until, "整改时限", "until"));

TENURE_STRUCT(RectificationClosed, "整改办结", "Rectification closed",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (Code, outcome, "结果", "outcome"));  ///< accepted, failed

/// Party or village affairs are disclosed. (SH-88, CITY-40, SX-41, BB-29, DG-12)
TENURE_STRUCT(DisclosurePublished, "公开", "Disclosure published",
  (OrgId, org, "组织", "organisation")
  (Code, category, "类别", "category")
  (std::optional<Code>, place, "地点", "place")
  (std::optional<Period>, period, "期间", "period"));

/// A hot or hard issue is sent upward. (DY-72, DY-73)
TENURE_STRUCT(IssueEscalated, "问题上报", "Issue escalated",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (Code, topic, "主题", "topic")
  (std::optional<Ref<OrgId>>, to, "上报单位", "sent to"));

/// An issue is resolved or defused. (DY-73, OPN-06, OPN-30, BB-08, DG-15)
TENURE_STRUCT(IssueDefused, "问题化解", "Issue defused",
  (OrgId, org, "组织", "organisation")
  (std::optional<MatterId>, matter, "事项", "matter")
  (Code, topic, "主题", "topic")
  (std::optional<Code>, outcome, "结果", "outcome"));

/// An event is put on file with a higher level. (CITY-01, BB-81)
TENURE_STRUCT(FilingSubmitted, "报备", "Filing submitted",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")  ///< appointment, departure, adjustment, assessment, appraisal, ...
  (Ref<OrgId>, to, "备案机关", "filed with")
  (Position, of, "所备案事件位置", "position of the event filed"));

/// (CITY-01, BB-81)
TENURE_STRUCT(FilingReceived, "备案回执", "Filing received",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, submission, "报备位置", "submission's position"));

/// A filing comes back, and is to be made anew.
TENURE_STRUCT(FilingReturned, "备案退回", "Filing returned",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, submission, "报备位置", "submission's position")
  (Code, reason, "原因", "reason"));

using SupervisionEvents =
    EventList<InspectionDone, BulletinIssued, PublicityIssued, StationAttendanceLogged, CoManagementAgreed,
              UnitAssessmentLinked, ConcernReported, ReportVerified, LeadDisposed, RectificationOrdered,
              RectificationClosed, DisclosurePublished, IssueEscalated, IssueDefused, FilingSubmitted,
              FilingReceived, FilingReturned>;

}  // namespace tenure

// Events of supervision: inspections, bulletins, publicity, attendance, concerns, rectification, disclosure,
// issues.
//
// What is reported against a person stands under a case of its own and of a restricted class: it is in
// nobody's file, and is linked to one only by the decision that is released.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// The restricted class of what stands under a case.
inline constexpr std::string_view kCaseClass = "discipline";

/// An inspection of an organisation's work. (CITY-16, DY-71, OPN-36, BB-13, HX-03, HX-06, HX-08, DG-13)
struct InspectionDone {
  OrgId org;
  Code kind;                          ///< comprehensive, special, on_site, mid_year, ...
  std::optional<OrgId> body;          ///< who inspected: it stands in their file too
  std::optional<Code> topic;
  std::optional<MatterId> matter;
  std::optional<std::int32_t> findings;
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(InspectionDone, "督查", "Inspection done",
  (org, "被督查组织", "organisation")
  (kind, "类别", "kind")
  (body, "督查机关", "inspecting body")
  (topic, "事项", "topic")
  (matter, "关联事项", "matter")
  (findings, "发现问题数", "findings")
  (note, "情况", "note"));

/// A bulletin, notification or ranking is issued. (SH-40, BB-78, SJ-73, HX-03, HX-07)
struct BulletinIssued {
  OrgId org;
  Code kind;  ///< ranking, findings, report, ...
  std::optional<Period> period;
  std::optional<ShortText> title;
  std::vector<OrgId> low_ranked;  ///< who ranks low, or needs a push: it stands in their files too
};
TENURE_STRUCT(BulletinIssued, "通报", "Bulletin issued",
  (org, "印发组织", "issued by")
  (kind, "类别", "kind")
  (period, "期间", "period")
  (title, "标题", "title")
  (low_ranked, "位次靠后组织", "low-ranked"));

/// Publicity for a model or for work. (SH-90, CITY-54, SX-35, BB-74, SJ-61, HX-03, HX-09, DG-26)
struct PublicityIssued {
  OrgId org;
  Code channel;  ///< website, account, monthly_magazine, newspaper, ...
  std::optional<Ref<PersonId>> about;
  std::optional<Code> topic;
  std::optional<ShortText> title;
};
TENURE_STRUCT(PublicityIssued, "宣传", "Publicity issued",
  (org, "组织", "organisation")
  (channel, "媒介", "channel")
  (about, "宣传对象", "about")
  (topic, "主题", "topic")
  (title, "标题", "title"));

/// Days at the post in a period. (CITY-13, PY-27)
struct StationAttendanceLogged {
  PersonId person;
  OrgId org;
  Period period;
  std::optional<std::int32_t> days_present;
  std::optional<std::int32_t> days_absent;
  std::optional<std::int32_t> days_leave;
};
TENURE_STRUCT(StationAttendanceLogged, "在岗登记", "Station attendance logged",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (days_present, "在岗天数", "days present")
  (days_absent, "不在岗天数", "days absent")
  (days_leave, "请假天数", "days on leave"));

struct ManagingParty {
  Ref<OrgId> org;
  Code responsibility;
};
TENURE_STRUCT(ManagingParty, "管理方", "Managing party",
  (org, "组织", "organisation")
  (responsibility, "责任", "responsibility"));

/// Who manages a stationed person, and for what. (CITY-15)
struct CoManagementAgreed {
  PersonId person;
  OrgId org;
  std::vector<ManagingParty> parties;
};
TENURE_STRUCT(CoManagementAgreed, "共同管理约定", "Co-management agreed",
  (person, "人员", "person")
  (org, "驻在组织", "organisation")
  (parties, "管理方", "parties"));

/// What was done for a village counts in the assessment of the unit that sent help. (CITY-17)
struct UnitAssessmentLinked {
  OrgId org;  ///< the unit
  Ref<OrgId> village;
  Period period;
  Code result;
};
TENURE_STRUCT(UnitAssessmentLinked, "派出单位考核挂钩", "Unit's assessment linked",
  (org, "派出单位", "unit")
  (village, "帮扶村", "village")
  (period, "期间", "period")
  (result, "结果", "result"));

/// A complaint, report or comment. (SH-34, CITY-43, PY-27, SJ-40, SJ-69)
struct ConcernReported {
  CaseId case_;
  Code kind;                  ///< long_absence, violation, work_style, ...
  std::optional<Ref<PersonId>> about;
  std::optional<Ref<OrgId>> of;
  std::optional<Code> reporter;  ///< kind of reporter, never who
  Sealed<LongText> text;
};
TENURE_STRUCT(ConcernReported, "反映问题", "Concern reported",
  (case_, "案件", "case")
  (kind, "类别", "kind")
  (about, "被反映人", "about")
  (of, "所在组织", "organisation")
  (reporter, "反映人类别", "kind of reporter")
  (text, "内容", "text"));
TENURE_EVENT_TRAITS(ConcernReported, .klass = kCaseClass);

/// (SJ-69)
struct ReportVerified {
  CaseId case_;
  Code finding;  ///< true, partly_true, unfounded
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(ReportVerified, "问题核实", "Report verified",
  (case_, "案件", "case")
  (finding, "结论", "finding")
  (note, "说明", "note"));
TENURE_EVENT_TRAITS(ReportVerified, .klass = kCaseClass);

/// A concern or lead is disposed of: explained, not upheld, confirmed.
struct LeadDisposed {
  CaseId case_;
  Code disposition;
  std::optional<Sealed<LongText>> reason;
};
TENURE_STRUCT(LeadDisposed, "线索处置", "Lead disposed",
  (case_, "案件", "case")
  (disposition, "处置", "disposition")
  (reason, "理由", "reason"));
TENURE_EVENT_TRAITS(LeadDisposed, .klass = kCaseClass);

/// Something is to be put right, by a day. (CITY-18, CITY-43, BB-33, SJ-67, HX-08)
struct RectificationOrdered {
  OrgId org;
  std::optional<PersonId> person;
  MatterId matter;
  std::optional<Code> topic;
  std::optional<Date> until;
};
TENURE_STRUCT(RectificationOrdered, "责令整改", "Rectification ordered",
  (org, "组织", "organisation")
  (person, "责任人", "person")
  (matter, "事项", "matter")
  (topic, "问题", "topic")
  (until, "整改时限", "until"));

struct RectificationClosed {
  OrgId org;
  MatterId matter;
  Code outcome;  ///< accepted, failed
};
TENURE_STRUCT(RectificationClosed, "整改办结", "Rectification closed",
  (org, "组织", "organisation")
  (matter, "事项", "matter")
  (outcome, "结果", "outcome"));

/// Party or village affairs are disclosed. (SH-88, CITY-40, SX-41, BB-29, DG-12)
struct DisclosurePublished {
  OrgId org;
  Code category;
  std::optional<Code> place;
  std::optional<Period> period;
};
TENURE_STRUCT(DisclosurePublished, "公开", "Disclosure published",
  (org, "组织", "organisation")
  (category, "类别", "category")
  (place, "地点", "place")
  (period, "期间", "period"));

/// A hot or hard issue is sent upward. (DY-72, DY-73)
struct IssueEscalated {
  OrgId org;
  MatterId matter;
  Code topic;
  std::optional<Ref<OrgId>> to;
};
TENURE_STRUCT(IssueEscalated, "问题上报", "Issue escalated",
  (org, "组织", "organisation")
  (matter, "事项", "matter")
  (topic, "主题", "topic")
  (to, "上报单位", "sent to"));

/// An issue is resolved or defused. (DY-73, OPN-06, OPN-30, BB-08, DG-15)
struct IssueDefused {
  OrgId org;
  std::optional<MatterId> matter;
  Code topic;
  std::optional<Code> outcome;
};
TENURE_STRUCT(IssueDefused, "问题化解", "Issue defused",
  (org, "组织", "organisation")
  (matter, "事项", "matter")
  (topic, "主题", "topic")
  (outcome, "结果", "outcome"));

using SupervisionEvents =
    EventList<
  InspectionDone,
  BulletinIssued,
  PublicityIssued,
  StationAttendanceLogged,
  CoManagementAgreed,
  UnitAssessmentLinked,
  ConcernReported,
  ReportVerified,
  LeadDisposed,
  RectificationOrdered,
  RectificationClosed,
  DisclosurePublished,
  IssueEscalated,
  IssueDefused>;

}  // namespace tenure

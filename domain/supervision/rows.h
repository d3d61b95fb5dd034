// What supervision knows: what an organisation has to put right, how long people were at their posts, and
// what was filed with a higher level.
//
// There is no row of a case: what is restricted is read from its events alone.
#pragma once

#include "domain/act/unanswered.h"
#include "domain/supervision/events.h"

namespace tenure {

TENURE_STRUCT(Rectification, "整改", "Rectification",
  (Ref<MatterId>, matter, "事项", "matter")
  (std::optional<Code>, topic, "问题", "topic")
  (Date, ordered, "责令日期", "ordered")
  (std::optional<Date>, due, "整改时限", "due")
  (std::optional<Date>, closed, "办结日期", "closed")
  (std::optional<Code>, outcome, "结果", "outcome")
  (Position, position, "位置", "position"));

struct OrgRectifications {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  TENURE_FIELDS(OrgRectifications, "整改事项", "Rectifications",
    (std::vector<Rectification>, rectifications, "整改", "rectifications")
    (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

  /// The one of this matter that no event has closed, or null.
  const Rectification* open(const MatterId& matter) const;
};

TENURE_STRUCT(Attendance, "在岗", "Attendance",
  (Ref<OrgId>, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Date, on, "登记日期", "logged on")
  (std::optional<std::int32_t>, days_present, "在岗天数", "days present")
  (std::optional<std::int32_t>, days_absent, "不在岗天数", "days absent")
  (std::optional<std::int32_t>, days_leave, "请假天数", "days on leave")
  (Position, position, "位置", "position"));

/// A person's attendance, one row a calendar year of the period.
TENURE_ROW(PersonAttendance, person, "个人在岗", "Person's attendance",
  (std::vector<Attendance>, logs, "在岗", "logs"));

TENURE_STRUCT(LowRank, "位次靠后", "Low rank",
  (Date, on, "日期", "on")
  (Ref<OrgId>, by, "通报组织", "told by")
  (std::optional<Period>, period, "期间", "period")
  (Position, position, "位置", "position"));

/// When an organisation was told that it ranks low, one row a calendar year.
TENURE_ROW(OrgLowRanks, org, "位次靠后通报", "Low ranks", (std::vector<LowRank>, ranks, "通报", "ranks"));

TENURE_STRUCT(Issue, "上报问题", "Issue",
  (Date, escalated, "上报日期", "escalated")
  (std::optional<Position>, defused_at, "化解位置", "defused at")
  (Position, position, "位置", "position"));

/// What was sent upward about a matter, by whomever, in the order of the dates.
TENURE_ROW(MatterIssues, matter, "上报问题", "Issues of a matter",
  (std::vector<Issue>, issues, "问题", "issues"));

TENURE_STRUCT(Defusal, "问题化解", "Defusal",
  (Date, on, "日期", "on")
  (Ref<MatterId>, matter, "事项", "matter")
  (Position, position, "位置", "position"));

/// Matters that an organisation defused, one row a calendar year.
TENURE_ROW(OrgDefusals, org, "问题化解", "Defusals",
  (std::vector<Defusal>, defusals, "化解", "defusals"));

/// Filed from `submitted` on, until it was received or came back.
TENURE_STRUCT(Filing, "备案", "Filing",
  (Code, kind, "类别", "kind")
  (Position, of, "所备案事件位置", "position of the event filed")
  (Ref<OrgId>, org, "组织", "organisation")
  (Ref<OrgId>, to, "备案机关", "filed with")
  (Date, submitted, "报备日期", "submitted")
  (std::optional<Date>, received, "回执日期", "received")
  (std::optional<Date>, returned, "退回日期", "returned")
  (std::optional<Code>, reason, "退回原因", "reason of the return")
  (Position, position, "位置", "position")
  (std::optional<Position>, answered_at, "答复位置", "answered at"));

/// What was filed of a person.
TENURE_ROW(PersonFilings, person, "个人备案", "Person's filings",
  (std::vector<Filing>, filings, "备案", "filings")
  (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

/// What was filed of an organisation itself, of nobody in it.
TENURE_ROW(OrgFilings, org, "组织备案", "Filings of an organisation",
  (std::vector<Filing>, filings, "备案", "filings")
  (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

using SupervisionRows = RowList<OrgRectifications, PersonAttendance, OrgLowRanks, MatterIssues, OrgDefusals,
                                PersonFilings, OrgFilings>;

}  // namespace tenure

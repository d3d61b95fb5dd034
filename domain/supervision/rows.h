// What supervision knows: what an organisation has to put right, and how long people were at their posts.
//
// There is no row of a case: what is restricted is read from its events alone.
#pragma once

#include "domain/supervision/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct Rectification {
  Ref<MatterId> matter;
  std::optional<Code> topic;
  Date ordered;
  std::optional<Date> due;
  std::optional<Date> closed;
  std::optional<Code> outcome;
  Position position;
};
TENURE_STRUCT(Rectification, "整改", "Rectification",
  (matter, "事项", "matter")
  (topic, "问题", "topic")
  (ordered, "责令日期", "ordered")
  (due, "整改时限", "due")
  (closed, "办结日期", "closed")
  (outcome, "结果", "outcome")
  (position, "位置", "position"));

struct OrgRectifications {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<Rectification> rectifications;

  /// The one of this matter that no event has closed, or null.
  const Rectification* open(const MatterId& matter) const;
};
TENURE_STRUCT(OrgRectifications, "整改事项", "Rectifications", (rectifications, "整改", "rectifications"));

struct Attendance {
  Ref<OrgId> org;
  Period period;
  Date on;
  std::optional<std::int32_t> days_present;
  std::optional<std::int32_t> days_absent;
  std::optional<std::int32_t> days_leave;
  Position position;
};
TENURE_STRUCT(Attendance, "在岗", "Attendance",
  (org, "组织", "organisation")
  (period, "期间", "period")
  (on, "登记日期", "logged on")
  (days_present, "在岗天数", "days present")
  (days_absent, "不在岗天数", "days absent")
  (days_leave, "请假天数", "days on leave")
  (position, "位置", "position"));

/// A person's attendance, one row a calendar year of the period.
struct PersonAttendance {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<Attendance> logs;
};
TENURE_STRUCT(PersonAttendance, "个人在岗", "Person's attendance", (logs, "在岗", "logs"));

struct LowRank {
  Date on;
  Ref<OrgId> by;
  std::optional<Period> period;
  Position position;
};
TENURE_STRUCT(LowRank, "位次靠后", "Low rank",
  (on, "日期", "on")
  (by, "通报组织", "told by")
  (period, "期间", "period")
  (position, "位置", "position"));

/// When an organisation was told that it ranks low, one row a calendar year.
struct OrgLowRanks {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<LowRank> ranks;
};
TENURE_STRUCT(OrgLowRanks, "位次靠后通报", "Low ranks", (ranks, "通报", "ranks"));

using SupervisionRows = RowList<OrgRectifications, PersonAttendance, OrgLowRanks>;

void apply(OrgRectifications& row, const Dated<RectificationOrdered>& event);
void apply(OrgRectifications& row, const Dated<RectificationClosed>& event);

void apply(PersonAttendance& row, const Dated<StationAttendanceLogged>& event);
std::vector<std::string> parts(const PersonAttendance&, const Dated<StationAttendanceLogged>& event);

void apply(OrgLowRanks& row, const Dated<BulletinIssued>& event);
std::vector<std::string> parts(const OrgLowRanks&, const Dated<BulletinIssued>& event);

}  // namespace tenure

#include <algorithm>

#include "domain/core/both.h"
#include "domain/supervision/rows.h"

namespace tenure {

Area& supervision_area();
const RuleTable& supervision_rules();  // rule_table.cc

namespace {

const Rectification* open(const Facts& facts, const OrgId& org, const MatterId& matter) {
  const auto* row = facts.row<OrgRectifications>(org.value);
  return row == nullptr ? nullptr : row->open(matter);
}

/// Whether a concern was reported under the case, as the facts may be read: of a case there is no row.
Result<void> must_be_reported(const Facts& facts, const CaseId& id) {
  const auto events = facts.events(supervision_area(), subject(id));
  if (!events) return tl::unexpected(events.error());
  const bool reported = std::ranges::any_of(
      *events, [](const Recorded& recorded) { return recorded.event.type->type == &kType<ConcernReported>; });
  if (reported) return {};
  return refuse(Reason::absent, "data.case",
                both("该案件之下没有报告", "nothing was reported under this case"));
}

}  // namespace

const Rectification* OrgRectifications::open(const MatterId& matter) const {
  return find_first(rectifications,
                    [&](const Rectification& known) { return known.matter.id == matter && !known.closed; });
}

// What follows from the events.

static void apply(OrgRectifications& row, const Dated<RectificationOrdered>& event) {
  const RectificationOrdered& data = event.data;
  row.rectifications.push_back(
      {{data.matter}, data.topic, event.on, data.until, std::nullopt, std::nullopt, event.position});
}

static void apply(OrgRectifications& row, const Dated<RectificationClosed>& event) {
  bool answered = false;
  for (Rectification& known : row.rectifications) {
    if (known.matter.id != event.data.matter || known.closed) continue;
    known.closed = event.on;
    known.outcome = event.data.outcome;
    answered = true;
  }
  if (!answered) row.unanswered.push_back(unanswered(event));
}

static void apply(MatterIssues& row, const Dated<IssueEscalated>& event) {
  row.issues.push_back({event.on, {}, event.position});
}

static void apply(MatterIssues& row, const Dated<IssueDefused>& event) {
  Issue* open = find_last(row.issues, [](const Issue& issue) { return !issue.defused_at; });
  if (open != nullptr) open->defused_at = event.position;
}

static void apply(OrgDefusals& row, const Dated<IssueDefused>& event) {
  row.defusals.push_back({event.on, {*event.data.matter}, event.position});
}

/// What names no matter is about a topic, which nobody has to open.
static std::vector<std::string> parts(const OrgDefusals&, const Dated<IssueDefused>& event) {
  if (!event.data.matter) return {};
  return {std::to_string(event.on.year())};
}

static void apply(PersonAttendance& row, const Dated<StationAttendanceLogged>& event) {
  const StationAttendanceLogged& data = event.data;
  row.logs.push_back({{data.org},
                      data.period,
                      event.on,
                      data.days_present,
                      data.days_absent,
                      data.days_leave,
                      event.position});
}

static std::vector<std::string> parts(const PersonAttendance&, const Dated<StationAttendanceLogged>& event) {
  return {std::to_string(event.data.period.year)};
}

static void apply(OrgLowRanks& row, const Dated<BulletinIssued>& event) {
  row.ranks.push_back({event.on, {event.data.org}, event.data.period, event.position});
}

static std::vector<std::string> parts(const OrgLowRanks&, const Dated<BulletinIssued>& event) {
  if (find_first(event.data.low_ranked, [&](const OrgId& org) { return org.value == event.self; }) == nullptr)
    return {};
  return {std::to_string(event.on.year())};
}

// Preconditions of supervision: what is closed, verified or disposed of was ordered or reported before.

static Result<void> precondition(const Facts& facts, const Dated<RectificationOrdered>& event) {
  const Rectification* known = open(facts, event.data.org, event.data.matter);
  if (known == nullptr) return {};
  return refuse(Reason::already, "data.matter",
                both("自 {} 起未了结", "open since {}", known->ordered.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<RectificationClosed>& event) {
  const Rectification* known = open(facts, event.data.org, event.data.matter);
  if (known != nullptr && known->ordered <= event.on) return {};
  return refuse(
      Reason::absent, "data.matter",
      both("{0} 在 {1} 没有未了结的事项", "{0} is not open on {1}", event.data.matter.value, event.on.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<ReportVerified>& event) {
  return must_be_reported(facts, event.data.case_);
}

/// A lead of an audit was reported by nobody: the record showed it.
static Result<void> precondition(const Facts& facts, const Dated<LeadDisposed>& event) {
  if (!event.data.lead) return must_be_reported(facts, event.data.case_);
  if (!event.data.of.empty()) return {};
  return refuse(Reason::bad_value, "data.of",
                both("请写明该疑点所依的位置", "name the positions that the lead rests on"));
}

static Result<void> precondition(const Facts&, const Dated<StationAttendanceLogged>& event) {
  if (!event.data.period.calendar())
    return refuse(Reason::bad_period, "data.period", both("不是公历期间", "not a calendar period"));
  for (const auto& days : {event.data.days_present, event.data.days_absent, event.data.days_leave}) {
    if (days && *days < 0) return refuse(Reason::bad_value, "data", both("天数小于零", "negative days"));
  }
  return {};
}

Area& supervision_area() {
  static Area area = make_area("supervision", "监督", "Supervision", SupervisionEvents{}, SupervisionRows{},
                               &supervision_rules());
  return area;
}

}  // namespace tenure

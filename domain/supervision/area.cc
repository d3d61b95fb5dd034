#include <algorithm>

#include "domain/act/refers.h"
#include "domain/audit/rows.h"
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

/// Both rows keep filings, and the same events change them alike.
static bool change(std::vector<Filing>& filings, const Dated<FilingSubmitted>& event) {
  const FilingSubmitted& data = event.data;
  filings.push_back({data.kind, data.of, {data.org}, data.to, event.on, {}, {}, {}, event.position, {}});
  return true;
}

static Filing* waiting(std::vector<Filing>& filings, Position submission) {
  return find_first(filings, [&](const Filing& each) {
    return each.position == submission && !each.received && !each.returned;
  });
}

static bool change(std::vector<Filing>& filings, const Dated<FilingReceived>& event) {
  Filing* filing = waiting(filings, event.data.submission);
  if (filing == nullptr) return false;
  filing->received = event.on;
  filing->answered_at = event.position;
  return true;
}

static bool change(std::vector<Filing>& filings, const Dated<FilingReturned>& event) {
  Filing* filing = waiting(filings, event.data.submission);
  if (filing == nullptr) return false;
  filing->returned = event.on;
  filing->reason = event.data.reason;
  filing->answered_at = event.position;
  return true;
}

template <OneOf<PersonFilings, OrgFilings> Row, OneOf<FilingSubmitted, FilingReceived, FilingReturned> E>
static void apply(Row& row, const Dated<E>& event) {
  note_unanswered(row, event, [&] { return change(row.filings, event); });
}

template <OneOf<FilingSubmitted, FilingReceived, FilingReturned> E>
static std::vector<std::string> parts(const OrgFilings&, const Dated<E>& event) {
  if (event.data.person) return {};
  return {std::string()};
}

// Preconditions of supervision: what is closed, verified, disposed of, received or returned was ordered,
// reported or filed before.

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
  const LeadDisposed& data = event.data;
  if (!data.lead) return must_be_reported(facts, data.case_);
  if (data.of.empty())
    return refuse(Reason::bad_value, "data.of",
                  both("请写明该疑点所依的位置", "name the positions that the lead rests on"));
  for (std::size_t i = 0; i < data.of.size(); ++i) {
    if (auto there = is_there(facts, data.of[i], fmt::format("data.of[{}]", i)); !there) return there;
  }
  if (!data.matter)
    return refuse(Reason::bad_value, "data.matter",
                  both("请写明疑点所属的审计事项", "name the audit that gave the lead"));
  const auto* audit = facts.row<MatterAudit>(data.matter->value);
  if (audit != nullptr && audit->audit) return {};
  return refuse(Reason::absent, "data.matter", both("没有立项的审计", "no such audit was opened"));
}

/// What was filed of whom the event is about.
template <class E>
static const std::vector<Filing>& filings_of(const Facts& facts, const E& data) {
  return data.person ? facts.items<&PersonFilings::filings>(data.person->value)
                     : facts.items<&OrgFilings::filings>(data.org.value);
}

/// What is filed is there and of whom the filing is about, and is not on file with the same organisation.
static Result<void> precondition(const Facts& facts, const Dated<FilingSubmitted>& event) {
  const FilingSubmitted& data = event.data;
  if (auto there = is_there(facts, data.of, "data.of"); !there) return there;
  const auto filed = facts.original(data.of);
  if (!filed) return tl::unexpected(filed.error());
  const Subject about = data.person ? subject(*data.person) : subject(data.org);
  const auto& subjects_of = subjects(filed->event);
  if (std::ranges::find(subjects_of, about) == subjects_of.end())
    return refuse(Reason::bad_value, "data.of", both("与 {} 无关", "is not of {}", about.str()));
  const Filing* known = find_last(filings_of(facts, data), [&](const Filing& each) {
    return each.of == data.of && each.to == data.to && !each.returned;
  });
  if (known == nullptr) return {};
  return refuse(Reason::already, "data.of", both("已在位置 {} 报备", "filed at {}", known->position.str()));
}

template <OneOf<FilingReceived, FilingReturned> E>
static Result<void> precondition(const Facts& facts, const Dated<E>& event) {
  const Position submission = event.data.submission;
  if (auto there = refers_to<FilingSubmitted>(facts, submission, "data.submission"); !there) return there;
  const Filing* filing = find_first(filings_of(facts, event.data),
                                    [&](const Filing& each) { return each.position == submission; });
  if (filing == nullptr)
    return refuse(Reason::absent, "data.submission",
                  both("位置 {} 的报备不属于该人员或组织", "what was filed at {} is of somebody else",
                       submission.str()));
  if (filing->answered_at)
    return refuse(Reason::already, "data.submission",
                  both("已在位置 {} 答复", "answered at {}", filing->answered_at->str()));
  return {};
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

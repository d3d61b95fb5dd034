#include "domain/supervision/rules.h"

#include <algorithm>

#include "domain/supervision/area.h"

namespace tenure {
namespace {

const Rectification* open(const Facts& facts, const OrgId& org, const MatterId& matter) {
  const auto* row = facts.row<OrgRectifications>(org.value);
  return row == nullptr ? nullptr : row->open(matter);
}

/// Whether a concern was reported under the case, as the facts may be read: of a case there is no row.
Result<void> must_be_reported(const Facts& facts, const CaseId& id) {
  const auto events = facts.events(supervision_area(), subject(id));
  if (!events) return tl::unexpected(events.error());
  const bool reported = std::any_of(events->begin(), events->end(), [](const Recorded& recorded) {
    return recorded.event.type->type == &kType<ConcernReported>;
  });
  if (reported) return {};
  return refuse(Reason::absent, "data.case", "nothing was reported under this case");
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<RectificationOrdered>& event) {
  const Rectification* known = open(facts, event.data.org, event.data.matter);
  if (known == nullptr) return {};
  return refuse(Reason::already, "data.matter", "open since " + known->ordered.str());
}

Result<void> precondition(const Facts& facts, const Dated<RectificationClosed>& event) {
  if (open(facts, event.data.org, event.data.matter) != nullptr) return {};
  return refuse(Reason::absent, "data.matter", event.data.matter.value + " is not open");
}

Result<void> precondition(const Facts& facts, const Dated<ReportVerified>& event) {
  return must_be_reported(facts, event.data.case_);
}

Result<void> precondition(const Facts& facts, const Dated<LeadDisposed>& event) {
  return must_be_reported(facts, event.data.case_);
}

Result<void> precondition(const Facts&, const Dated<StationAttendanceLogged>& event) {
  if (!event.data.period.calendar())
    return refuse(Reason::bad_period, "data.period", "not a calendar period");
  for (const auto& days : {event.data.days_present, event.data.days_absent, event.data.days_leave}) {
    if (days && *days < 0) return refuse(Reason::bad_value, "data", "negative days");
  }
  return {};
}

}  // namespace tenure

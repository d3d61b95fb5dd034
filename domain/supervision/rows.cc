#include "domain/supervision/rows.h"

#include <algorithm>

namespace tenure {

const Rectification* OrgRectifications::open(const MatterId& matter) const {
  const auto found =
      std::find_if(rectifications.begin(), rectifications.end(),
                   [&](const Rectification& known) { return known.matter.id == matter && !known.closed; });
  return found == rectifications.end() ? nullptr : &*found;
}

void apply(OrgRectifications& row, const Dated<RectificationOrdered>& event) {
  const RectificationOrdered& data = event.data;
  row.rectifications.push_back(
      {{data.matter}, data.topic, event.on, data.until, std::nullopt, std::nullopt, event.position});
}

void apply(OrgRectifications& row, const Dated<RectificationClosed>& event) {
  for (Rectification& known : row.rectifications) {
    if (known.matter.id != event.data.matter || known.closed) continue;
    known.closed = event.on;
    known.outcome = event.data.outcome;
  }
}

void apply(PersonAttendance& row, const Dated<StationAttendanceLogged>& event) {
  const StationAttendanceLogged& data = event.data;
  row.logs.push_back({{data.org},
                      data.period,
                      event.on,
                      data.days_present,
                      data.days_absent,
                      data.days_leave,
                      event.position});
}

std::vector<std::string> parts(const PersonAttendance&, const Dated<StationAttendanceLogged>& event) {
  return {std::to_string(event.data.period.year)};
}

void apply(OrgLowRanks& row, const Dated<BulletinIssued>& event) {
  row.ranks.push_back({event.on, {event.data.org}, event.data.period, event.position});
}

std::vector<std::string> parts(const OrgLowRanks&, const Dated<BulletinIssued>& event) {
  const auto& low = event.data.low_ranked;
  const bool is_low =
      std::any_of(low.begin(), low.end(), [&](const OrgId& org) { return org.value == event.self; });
  if (!is_low) return {};
  return {std::to_string(event.on.year())};
}

}  // namespace tenure

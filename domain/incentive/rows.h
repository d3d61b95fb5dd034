// What incentives know of a person: the honours that other rules ask for.
#pragma once

#include "domain/incentive/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct Honour {
  Date on;
  Code title;
  Code level;
  std::optional<Period> period;  ///< that it is for
  Position position;
};
TENURE_STRUCT(Honour, "表彰", "Honour",
  (on, "日期", "on")
  (title, "称号", "title")
  (level, "层级", "level")
  (period, "期间", "period")
  (position, "位置", "position"));

struct PersonHonours {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<Honour> honours;
};
TENURE_STRUCT(PersonHonours, "个人表彰", "Person's honours", (honours, "表彰", "honours"));

using IncentiveRows = RowList<PersonHonours>;
// clang-format on

inline void apply(PersonHonours& row, const Dated<HonourGranted>& event) {
  row.honours.push_back({event.on, event.data.title, event.data.level, event.data.period, event.position});
}

}  // namespace tenure

// What incentives know of a person: the honours that other rules ask for.
#pragma once

#include "domain/incentive/events.h"

namespace tenure {

TENURE_STRUCT(Honour, "表彰", "Honour",
  (Date, on, "日期", "on")
  (Code, title, "称号", "title")
  (Code, level, "层级", "level")
  (std::optional<Period>, period, "期间", "period")  ///< that it is for
  (Position, position, "位置", "position"));

TENURE_ROW(PersonHonours, person, "个人表彰", "Person's honours",
  (std::vector<Honour>, honours, "表彰", "honours"));

using IncentiveRows = RowList<PersonHonours>;

}  // namespace tenure

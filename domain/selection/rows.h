// What selection knows: the rounds of an organisation, and whether a process is open.
#pragma once

#include "domain/selection/events.h"

namespace tenure {

TENURE_STRUCT(Round, "届次", "Round",
  (Code, round, "届次", "round")
  (Date, opened, "启动日期", "opened")
  (Position, position, "位置", "position"));

TENURE_ROW(OrgRounds, org, "换届届次", "Rounds", (std::vector<Round>, rounds, "届次", "rounds"));

/// One selection process.
TENURE_ROW(MatterSelection, matter, "选拔过程", "Selection",
  (std::optional<Position>, opened, "启动位置", "opened at")
  (std::optional<Date>, closed, "结束日期", "closed on")
  (std::optional<Code>, outcome, "结果", "outcome"));

using SelectionRows = RowList<OrgRounds, MatterSelection>;

}  // namespace tenure

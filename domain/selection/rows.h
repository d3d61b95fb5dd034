// What selection knows: the rounds of an organisation, and whether a process is open.
#pragma once

#include "domain/selection/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct Round {
  Code round;
  Date opened;
  Position position;
};
TENURE_STRUCT(Round, "届次", "Round",
  (round, "届次", "round")
  (opened, "启动日期", "opened")
  (position, "位置", "position"));

struct OrgRounds {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<Round> rounds;
};
TENURE_STRUCT(OrgRounds, "换届届次", "Rounds", (rounds, "届次", "rounds"));

/// One selection process.
struct MatterSelection {
  static constexpr SubjectKind kSubject = SubjectKind::matter;
  std::optional<Position> opened;
  std::optional<Date> closed;
  std::optional<Code> outcome;
};
TENURE_STRUCT(MatterSelection, "选拔过程", "Selection",
  (opened, "启动位置", "opened at")
  (closed, "结束日期", "closed on")
  (outcome, "结果", "outcome"));

using SelectionRows = RowList<OrgRounds, MatterSelection>;

void apply(OrgRounds& row, const Dated<TermElectionOpened>& event);
void apply(MatterSelection& row, const Dated<SelectionOpened>& event);
void apply(MatterSelection& row, const Dated<SelectionClosed>& event);

}  // namespace tenure

// What a policy may say of admonitions: how long they last, and what they close.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kDisciplineParameters,
  (Months, kAdmonitionMonths, "admonition.months", "月", "诫勉期限", "length of an admonition", "PY-41")
  (Days, kAdmonitionGrace, "admonition.grace_days", "天", "解除宽限期", "days within which its end may follow", "PY-41")
  (bool, kBarsCalendarYear, "admonition.bars_awards_of_calendar_year", "", "诫勉当年不得评先", "closes awards decided in its calendar year", "PY-42")
  (bool, kBarsWhileOpen, "admonition.bars_awards_while_open", "", "诫勉期内不得评先", "closes awards while it is open", "PY-42")
  (bool, kBarsAssessedYear, "admonition.bars_awards_for_assessed_year", "", "被考核年度不得评先", "closes awards for the year that was assessed", "PY-42")
  (bool, kCancelsRewards, "admonition.cancels_rewards", "", "取消各种奖励", "closes rewards in the same way", "PY-42"));

}  // namespace tenure

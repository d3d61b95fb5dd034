// Defects that the trials found and that are not mended yet. An entry that hides nothing any more fails its
// trial.
#pragma once

#include <string_view>
#include <vector>

namespace tenure::trials {

struct Known {
  std::string_view trial;
  std::string_view rule;  ///< with a '*' at its end, all that begin so
  std::string_view what;
};

inline const std::vector<Known> kKnown = {
    {"T3 reversed", "law.dead_receive_nothing", "a payment to the dead rings on after it was reversed"},
    {"T3 reversed", "law.nothing_after_its_end",
     "a payment in an ended organisation rings on after it was reversed"},
    {"T1", "law.seat_taken",
     "rings since the office that was recorded last, not since the one that began last"},
    {"T10", "law.period_begun, after the fact",
     "an advance that is dated after the early payment is accepted for it"},
    {"T10", "law.recovered_as_ordered, after the fact",
     "an order that is dated after the recovery is accepted for it"},
    {"T10", "gate.pay_headcount_paid, after the fact",
     "a payment that is reversed later leaves the headcount of before"},
    {"T8 listed twice", "stat.consultation", "a group that an act lists twice is counted twice"},
    {"T8 listed twice", "stat.low_ranked", "an organisation that a bulletin lists twice is counted twice"},
    {"T8 listed twice", "stat.profile_facts", "a fact that an act lists twice is counted twice"},
};

}  // namespace tenure::trials

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
    {"T3 reversed", "calc.pay_other_cadres",
     "a year whose only payment was reversed is zero, where it is unknown"},
    {"T4", "calc.pay_other_cadres",
     "a year of which all facts are still to come is zero, where it is unknown"},
    {"T16 merged", "alert.contest_due", "what a merged organisation had missed by its end rings no more"},
};

}  // namespace tenure::trials

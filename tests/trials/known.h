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

inline const std::vector<Known> kKnown = {};

}  // namespace tenure::trials

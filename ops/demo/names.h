// Invented names of people and villages: plausible, and of nobody in particular.
#pragma once

#include <set>
#include <string>

#include "ops/demo/random.h"

namespace tenure::demo {

std::string person_name(Random& random);

/// Names of villages, none of them twice in one township.
class VillageNames {
 public:
  explicit VillageNames(Random& random) : random_(random) {}
  /// A name of a place that is known.
  void take(const std::string& township, const std::string& name) { taken_.insert(township + name); }
  std::string next(const std::string& township);

 private:
  Random& random_;
  std::set<std::string> taken_;
};

}  // namespace tenure::demo

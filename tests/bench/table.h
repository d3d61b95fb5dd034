// Figures with their limits, as a table for people and as JSON for machines. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tenure::bench {

/// The middle one of an odd number of measurements, with the range that they had: the machine's noise.
struct Measured {
  std::vector<double> values;

  double median() const;
  double least() const;
  double most() const;
};

struct Figure {
  std::string id = {};    ///< of targets, as P1
  std::string what = {};  ///< with its unit
  Measured value = {};
  std::string against = {};              ///< what the limit is; empty: none
  Measured limit = {};                   ///< the same unit
  Measured ratio = {};                   ///< value / limit, run by run
  std::optional<double> ratio_min = {};  ///< target, as are those that follow
  std::optional<double> ratio_max = {};
  std::optional<double> value_min = {};
  std::optional<double> value_max = {};

  bool reached() const;
};

void print_table(const std::vector<Figure>& figures);
std::string to_json(const std::vector<Figure>& figures);

}  // namespace tenure::bench

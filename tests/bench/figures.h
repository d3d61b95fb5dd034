// The groups of figures that tenure_bench measures. Each makes its own ledgers in temporary folders and
// throws where it cannot measure. One thread, one group at a time.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "tests/bench/table.h"

namespace tenure::bench {

inline constexpr double kMilli = 1e3;  ///< of a second

struct Plan {
  int runs = 5;      ///< measurements of each figure; the median counts
  double scale = 1;  ///< of the amount of work
  std::function<bool(std::string_view id)> wants;

  std::size_t scaled(double n) const { return static_cast<std::size_t>(std::max(1.0, n * scale)); }
};

/// P1, P3: the path of an act.
std::vector<Figure> log_figures(const Plan& plan);
/// P2: the same over HTTP.
std::vector<Figure> http_figures(const Plan& plan);
/// P17: what others are answered beside one reader's load.
std::vector<Figure> load_figures(const Plan& plan);
/// P4, P5, P6, P10, P14: rebuilding, questions of the past, opening, memory.
std::vector<Figure> question_figures(const Plan& plan);

/// P7: audits.
std::vector<Figure> audit_figures(const Plan& plan);

/// P18: searches and alerts among 100,000 people, and over the demo.
std::vector<Figure> people_figures(const Plan& plan);

/// P19: a county imported out of spreadsheets.
std::vector<Figure> import_figures(const Plan& plan);

/// P20: memory under attack.
std::vector<Figure> attack_figures(const Plan& plan);

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace tenure::bench

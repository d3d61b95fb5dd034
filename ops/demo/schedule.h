// What happens in a county, day by day: steps of several counties in one order of dates. One thread.
#pragma once

#include <functional>
#include <vector>

#include "ops/demo/scribe.h"

namespace tenure::demo {

class Schedule {
 public:
  using Step = std::function<void(Scribe& scribe, Date day)>;

  /// Steps of one day stand in the order of their adding.
  void on(Date day, Step step) { steps_.push_back({day, std::move(step)}); }

  /// Takes the steps before `until`, with the scribe's clock on their day; `after` each step. Stops at the
  /// first refusal, and when `after` says so.
  Result<void> run(Scribe& scribe, Date until, const std::function<bool(Date day)>& after);

 private:
  struct Dated {
    Date day;
    Step step;
  };
  std::vector<Dated> steps_;
};

}  // namespace tenure::demo

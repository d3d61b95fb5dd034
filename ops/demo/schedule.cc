#include "ops/demo/schedule.h"

#include <algorithm>

namespace tenure::demo {

Result<void> Schedule::run(Scribe& scribe, Date until, const std::function<bool(Date day)>& after) {
  std::stable_sort(steps_.begin(), steps_.end(),
                   [](const Dated& a, const Dated& b) { return a.day < b.day; });
  for (const Dated& dated : steps_) {
    if (dated.day >= until) break;
    scribe.go_to(dated.day);
    dated.step(scribe, dated.day);
    if (scribe.failure()) return tl::unexpected(*scribe.failure());
    if (!after(dated.day)) break;
  }
  return {};
}

}  // namespace tenure::demo

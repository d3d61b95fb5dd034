#include "domain/rules/procedure.h"

#include <algorithm>
#include <limits>

namespace tenure {
namespace {

constexpr Date kAnyTime{std::numeric_limits<std::int32_t>::min()};

/// The first one of that step from `since` to `by`, or null.
const StepTaken* first_taken(std::span<const StepTaken> taken, const Code& step, Date since, Date by) {
  const StepTaken* out = nullptr;
  for (const StepTaken& each : taken) {
    const bool is_it = each.step == step.str() && since <= each.on && each.on <= by;
    if (is_it && (out == nullptr || each.on < out->on)) out = &each;
  }
  return out;
}

}  // namespace

std::span<const Code> steps_before(const Codes& procedure, std::string_view step) {
  const auto found = std::ranges::find(procedure, step, [](const Code& code) { return code.str(); });
  if (found == procedure.end()) return {};
  return {procedure.begin(), found};
}

Codes not_in_order(std::span<const Code> steps, std::span<const StepTaken> taken, Date by) {
  Codes out;
  Date since = kAnyTime;
  for (const Code& step : steps) {
    const StepTaken* next = first_taken(taken, step, since, by);
    if (next == nullptr) {
      out.push_back(step);
    } else {
      since = next->on;
    }
  }
  return out;
}

std::vector<StepTaken> order_taken(std::span<const Code> steps, std::span<const StepTaken> taken, Date by) {
  std::vector<StepTaken> out;
  for (const Code& step : steps) {
    const StepTaken* first = first_taken(taken, step, kAnyTime, by);
    if (first != nullptr) out.push_back(*first);
  }
  std::ranges::stable_sort(out, {}, &StepTaken::on);
  return out;
}

Objections follows_in_order(const PolicyView& policy, std::string_view vocabulary,
                            std::span<const Code> steps, std::span<const StepTaken> taken, Date by) {
  const Codes missing = not_in_order(steps, taken, by);
  if (missing.empty()) return std::nullopt;
  Codes order;
  std::vector<Position> evidence;
  for (const StepTaken& each : order_taken(steps, taken, by)) {
    order.push_back({std::string(each.step)});
    evidence.push_back(each.position);
  }
  return unmet(std::move(evidence), "“{0}”未按程序进行，截至 {1}", "{0} was not taken in its order by {1}",
               words_of(policy, vocabulary, missing), by)
      .asks("{}", words_of(policy, vocabulary, {steps.begin(), steps.end()}))
      .found("{}", words_of(policy, vocabulary, order));
}

}  // namespace tenure

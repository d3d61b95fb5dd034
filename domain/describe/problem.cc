#include "domain/describe/problem.h"

#include <fmt/format.h>

#include "domain/describe/write.h"

namespace tenure {
namespace {

std::optional<LongText> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(LongText{text});
}

}  // namespace

std::string problem_json(const Refusal& refusal) {
  const ReasonInfo& reason = info(refusal.reason);
  return to_json(Problem{{fmt::format("urn:tenure:problem:{}", reason.name)},
                         {fmt::format("{} | {}", reason.zh, reason.en)},
                         reason.status,
                         unless_empty(refusal.where),
                         unless_empty(refusal.detail)});
}

}  // namespace tenure

#include "domain/describe/problem.h"

#include <fmt/format.h>

#include <sstream>

#include "domain/describe/write.h"

namespace tenure {
namespace {

std::optional<LongText> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(LongText{text});
}

std::optional<Labels> labels(const Refusal::Told& told) {
  return told.data.empty() ? std::nullopt : std::optional(Labels{{told.zh}, {told.en}});
}

}  // namespace

std::string problem_json(const Refusal& refusal) {
  const ReasonInfo& reason = info(refusal.reason);
  Problem out;
  out.type = {fmt::format("urn:tenure:problem:{}", reason.name)};
  out.title = {fmt::format("{} | {}", reason.zh, reason.en)};
  out.status = reason.status;
  out.where = unless_empty(refusal.where);
  out.detail = unless_empty(refusal.detail);
  if (!refusal.rule.empty()) out.rule = ShortText{refusal.rule};
  std::istringstream mechanisms(refusal.mechanisms);
  for (std::string id; mechanisms >> id;) out.mechanisms.push_back({id});
  out.required = unless_empty(refusal.required.data);
  out.actual = unless_empty(refusal.actual.data);
  out.required_labels = labels(refusal.required);
  out.actual_labels = labels(refusal.actual);
  for (const std::string& position : refusal.evidence) out.evidence.push_back({position});
  if (!refusal.policy.empty()) out.policy = ShortText{refusal.policy};
  for (const Refusal::Used& each : refusal.parameters) {
    const auto policy = Position::parse(each.policy);
    out.parameters.push_back({{each.key}, {each.value}, policy ? std::optional(*policy) : std::nullopt});
  }
  return to_json(out);
}

}  // namespace tenure

#include "server/client/api_call.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/describe/problem.h"
#include "domain/describe/read.h"

namespace tenure {
namespace {

constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kProblemType = "urn:tenure:problem:";

constexpr Reason kReasons[] = {
#define TENURE_REASON_LISTED(name, status, zh, en) Reason::name,
    TENURE_REASONS(TENURE_REASON_LISTED)
#undef TENURE_REASON_LISTED
};

std::optional<Reason> reason_named(std::string_view text) {
  for (const Reason reason : kReasons) {
    if (name(reason) == text) return reason;
  }
  return std::nullopt;
}

void append_encoded(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

}  // namespace

Target& Target::segment(std::string_view value) {
  text_ += '/';
  append_encoded(text_, value);
  return *this;
}

Target& Target::with(std::string_view name, std::string_view value) {
  if (value.empty()) return *this;
  text_ += has_query_ ? '&' : '?';
  has_query_ = true;
  text_ += name;
  text_ += '=';
  append_encoded(text_, value);
  return *this;
}

Refusal refusal_in(int status, std::string_view body) {
  const auto problem = read_json<Problem>(body);
  if (problem && problem->type.value.starts_with(kProblemType)) {
    const auto reason = reason_named(std::string_view(problem->type.value).substr(kProblemType.size()));
    const auto text = [](const std::optional<LongText>& member) { return member ? member->value : ""; };
    if (!reason)
      return {Reason::unreachable, {}, both("答复的状态码是 {}", "it answered with status {}", status)};
    Refusal out{*reason, text(problem->where), text(problem->detail)};
    if (problem->rule) out.rule = problem->rule->value;
    for (const ShortText& id : problem->mechanisms)
      out.mechanisms += (out.mechanisms.empty() ? "" : " ") + id.value;
    const auto told = [&](const std::optional<LongText>& data, const std::optional<Labels>& labels) {
      return labels ? Refusal::Told{text(data), labels->zh.value, labels->en.value}
                    : Refusal::Told{text(data), {}, {}};
    };
    out.required = told(problem->required, problem->required_labels);
    out.actual = told(problem->actual, problem->actual_labels);
    for (const ShortText& position : problem->evidence) out.evidence.push_back(position.value);
    if (problem->policy) out.policy = problem->policy->value;
    for (const ParameterUsed& used : problem->parameters)
      out.parameters.push_back({used.key.value, used.value.value, used.policy ? used.policy->str() : ""});
    return out;
  }
  return {Reason::unreachable, {}, both("答复的状态码是 {}", "it answered with status {}", status)};
}

}  // namespace tenure

#include "server/http/response.h"

#include "domain/describe/json_out.h"

namespace tenure {
namespace {

constexpr std::string_view kProblem = "application/problem+json";
constexpr int kSoonS = 1;    ///< after a moment of load
constexpr int kLaterS = 30;  ///< once somebody has made room or started the ledger again

std::optional<int> retry_after(Reason reason) {
  switch (reason) {
    case Reason::overload:
    case Reason::rate_limited:
      return kSoonS;
    default:
      return info(reason).status == 503 ? std::optional(kLaterS) : std::nullopt;
  }
}

}  // namespace

std::string problem_text(const Refusal& refusal) {
  const ReasonInfo& why = info(refusal.reason);
  std::string detail(why.en);
  if (!refusal.detail.empty()) detail += ": " + refusal.detail;
  JsonOut out = JsonOut::object();
  out.text("type", "/problems/" + std::string(why.name)).text("title", why.zh);
  out.number("status", static_cast<std::uint64_t>(why.status)).text("detail", detail);
  if (!refusal.where.empty()) out.text("where", refusal.where);
  return out.str();
}

Response problem(const Refusal& refusal) {
  Response out(info(refusal.reason).status, kProblem, problem_text(refusal));
  if (const auto seconds = retry_after(refusal.reason)) out.with("Retry-After", std::to_string(*seconds));
  if (out.status == 401) out.with("WWW-Authenticate", "Bearer");
  return out;
}

}  // namespace tenure

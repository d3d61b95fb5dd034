#include "server/http/response.h"

#include "domain/describe/problem.h"

namespace tenure {
namespace {

constexpr int kSoonS = 1;         ///< after a moment of load
constexpr int kNextAttemptS = 2;  ///< as kAttemptRefill of access/attempts.h
constexpr int kLaterS = 30;       ///< once somebody has made room or started the ledger again

std::optional<int> retry_after(Reason reason) {
  switch (reason) {
    case Reason::overload:
    case Reason::too_many_waiting:
      return kSoonS;
    case Reason::rate_limited:
      return kNextAttemptS;
    case Reason::quota_full:
      return kLaterS;
    default:
      return info(reason).status == 503 ? std::optional(kLaterS) : std::nullopt;
  }
}

}  // namespace

Response problem(const Refusal& refusal) {
  Response out(info(refusal.reason).status, kProblemJson, problem_json(refusal));
  if (const auto seconds = retry_after(refusal.reason)) out.with("Retry-After", std::to_string(*seconds));
  if (out.status == 401) out.headers.emplace_back("WWW-Authenticate", "Bearer");
  return out;
}

}  // namespace tenure

#include "domain/core/refusal.h"

#include <array>

namespace tenure {
namespace {

constexpr auto kReasons = std::to_array<ReasonInfo>({
#define TENURE_REASON_ROW(name, status, zh, en) {#name, status, zh, en},
    TENURE_REASONS(TENURE_REASON_ROW)
#undef TENURE_REASON_ROW
});

}  // namespace

const ReasonInfo& info(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

std::string Refusal::text() const {
  std::string out(name(reason));
  if (!where.empty()) out += " at " + where;
  if (!detail.empty()) out += ": " + detail;
  out += ". ";
  out += info(reason).en;
  return out;
}

}  // namespace tenure

#include "replay/audit/acts.h"

#include "domain/describe/read.h"

namespace tenure {

Result<const ActAround*> ArchivedActs::of(Position position) const {
  const auto known = known_.find(position.index);
  if (known != known_.end()) return &known->second;
  auto info = archive_.act_info(position.index);
  if (!info) return tl::unexpected(info.error());
  auto verdict = read_json<Verdict>(info->verdict);
  if (!verdict) return tl::unexpected(verdict.error());
  return &known_
              .emplace(position.index,
                       ActAround{info->recorded_at, std::move(info->authority), std::move(info->klass),
                                 info->transcribed, std::move(info->keyids), std::move(*verdict)})
              .first->second;
}

}  // namespace tenure

// The feed of a real ledger: events and visibility out of its archive, checkpoints out of its log.
//
// Borrows both. Any thread.
#pragma once

#include "domain/act/history.h"
#include "server/stream/feed.h"
#include "storage/log/log_store.h"

namespace tenure {

class LogFeed final : public FeedSource {
 public:
  LogFeed(const Archive& archive, const LogStore& log) : archive_(archive), log_(log) {}

  std::uint64_t size() const override { return archive_.size(); }
  Result<Position> newest(std::uint64_t size) const override;
  Result<FeedPage> events(Position from, std::uint64_t until, const FeedLimit& limit) const override;
  Result<std::vector<bool>> visible(const Viewer& viewer, const std::optional<OrgId>& org,
                                    std::span<const FeedEvent> events) const override;
  Result<std::uint64_t> size_at(Moment moment) const override { return archive_.size_at(moment); }
  Result<Moment> recorded_at(std::uint64_t index) const override;
  /// {"size": N, "root": base64, "note": the signed note}
  Result<std::string> checkpoint() const override;

 private:
  Result<FeedEvent> read(Position position, const ActInfo& act) const;
  std::vector<Subject> touched(const Event& event) const;
  Result<Date> today() const;

  const Archive& archive_;
  const LogStore& log_;
};

}  // namespace tenure

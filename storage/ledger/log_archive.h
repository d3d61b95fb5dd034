// The archive that questions and the fold read: events from the log, rows and index from the views.
//
// Borrows both; any number of readers on any thread.
#pragma once

#include "domain/act/act.h"
#include "domain/act/history.h"
#include "storage/log/log_store.h"
#include "storage/views/view_store.h"

namespace tenure {

class LogArchive : public Archive {
 public:
  LogArchive(const LogStore& log, const ViewStore& views) : log_(&log), views_(&views) {}

  // History
  std::unique_ptr<const History> reader() const override;
  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override;
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view)>& visit) const override;
  Result<void> parts(std::string_view row_prefix, std::uint64_t size,
                     const std::function<void(std::string_view, std::string_view)>& visit) const override;
  using History::indexed;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from) const override;
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override;
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const override;
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view index_key)>& visit) const override;
  Result<Facts::Original> original(Position position) const override;
  Result<std::optional<ShortText>> document_no(Position position) const override;
  Result<Event> event(Position position) const override;
  Result<std::string> verdict(std::uint64_t index) const override;

  // Archive. The size is that of the views: what is not in the rows yet is not asked about.
  std::uint64_t size() const override { return views_->size(); }
  Result<std::uint64_t> size_at(Moment moment) const override;
  Result<ActInfo> act_info(std::uint64_t index) const override;
  Result<std::vector<Position>> flagged(Position from, std::uint64_t size) const override;
  Result<std::string> event_json(Position position) const override;

 protected:
  LogArchive() = default;
  void bind(const LogStore& log, const ViewStore& views) {
    log_ = &log;
    views_ = &views;
  }

 private:
  /// The act with its last event alone: what it says of itself stands around its events.
  Result<Act> around(std::uint64_t index, const ActHead& head) const;

  const LogStore* log_ = nullptr;
  const ViewStore* views_ = nullptr;
};

}  // namespace tenure

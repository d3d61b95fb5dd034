#include "storage/ledger/log_archive.h"

#include <simdjson.h>

namespace tenure {
namespace {

/// The archive as one question reads it.
class LogReader final : public History {
 public:
  LogReader(const LogArchive& archive, const ViewStore& views) : archive_(archive), views_(views) {}

  std::unique_ptr<const History> reader() const override { return archive_.reader(); }
  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override {
    std::optional<std::string> out;
    const auto done = views_.versions(row_key, size, [&](std::string_view row) {
      out = row;
      return false;
    });
    return done.map([&] { return std::move(out); });
  }
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view)>& visit) const override {
    return views_.versions(row_key, size, visit);
  }
  Result<void> parts(std::string_view row_prefix, std::uint64_t size,
                     const std::function<void(std::string_view, std::string_view)>& visit) const override {
    return views_.parts(row_prefix, size, visit);
  }
  using History::indexed;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from) const override {
    return views_.indexed(index_key, size, from);
  }
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override {
    return views_.newest_position(index_key, size);
  }
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const override {
    return views_.is_indexed(index_key, size);
  }
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view)>& visit) const override {
    return archive_.index_keys(prefix, size, visit);
  }
  Result<Facts::Original> original(Position position) const override { return archive_.original(position); }
  Result<std::optional<ShortText>> document_no(Position position) const override {
    return archive_.document_no(position);
  }
  Result<Event> event(Position position) const override { return archive_.event(position); }
  Result<std::string> verdict(std::uint64_t index) const override { return archive_.verdict(index); }

 private:
  const LogArchive& archive_;
  mutable ViewStore::Reader views_;
};

}  // namespace

std::unique_ptr<const History> LogArchive::reader() const {
  return std::make_unique<LogReader>(*this, *views_);
}

Result<std::optional<std::string>> LogArchive::row(std::string_view row_key, std::uint64_t size) const {
  return views_->row(row_key, size);
}

Result<void> LogArchive::versions(std::string_view row_key, std::uint64_t size,
                                  const std::function<bool(std::string_view)>& visit) const {
  return views_->versions(row_key, size, visit);
}

Result<void> LogArchive::parts(std::string_view row_prefix, std::uint64_t size,
                               const std::function<void(std::string_view, std::string_view)>& visit) const {
  return views_->parts(row_prefix, size, visit);
}

Result<std::vector<IndexEntry>> LogArchive::indexed(std::string_view index_key, std::uint64_t size,
                                                    Position from) const {
  return views_->indexed(index_key, size, from);
}

Result<std::optional<Position>> LogArchive::newest_position(std::string_view index_key,
                                                            std::uint64_t size) const {
  return views_->newest_position(index_key, size);
}

Result<bool> LogArchive::is_indexed(std::string_view index_key, std::uint64_t size) const {
  return views_->is_indexed(index_key, size);
}

Result<void> LogArchive::index_keys(std::string_view prefix, std::uint64_t size,
                                    const std::function<void(std::string_view)>& visit) const {
  return views_->index_keys(prefix, size, visit);
}

Result<Facts::Original> LogArchive::original(Position position) const {
  const auto head = log_->act_head(position.index);
  if (!head) return tl::unexpected(head.error());
  auto found = event(position);
  if (!found) return tl::unexpected(found.error());
  return Facts::Original{std::move(*found), head->authority};
}

Result<Act> LogArchive::around(std::uint64_t index, const ActHead& head) const {
  const auto last = log_->slice({index, head.event_count - 1});
  if (!last) return tl::unexpected(last.error());
  const simdjson::padded_string act(head.head + *last + head.tail);
  return parse_act(std::string_view(act)).act;
}

Result<std::optional<ShortText>> LogArchive::document_no(Position position) const {
  const auto head = log_->act_head(position.index);
  if (!head) return tl::unexpected(head.error());
  return around(position.index, *head).map([](Act&& act) { return std::move(act.document_no); });
}

Result<Event> LogArchive::event(Position position) const {
  const auto slice = log_->slice(position);
  if (!slice) return tl::unexpected(slice.error());
  return read_event_slice(*slice);
}

Result<std::string> LogArchive::verdict(std::uint64_t index) const {
  return log_->act_head(index).map([](auto&& head) { return std::move(head.verdict); });
}

Result<std::uint64_t> LogArchive::size_at(Moment moment) const {
  std::uint64_t low = 0;
  std::uint64_t high = size();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const auto entry = log_->entry(middle);
    if (!entry) return tl::unexpected(entry.error());
    if (static_cast<std::int64_t>(entry->recorded_us) <= moment.us) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<ActInfo> LogArchive::act_info(std::uint64_t index) const {
  const auto entry = log_->entry(index);
  if (!entry) return tl::unexpected(entry.error());
  auto head = log_->act_head(index);
  if (!head) return tl::unexpected(head.error());
  auto klass = views_->act_class(index);
  if (!klass) return tl::unexpected(klass.error());
  ActInfo out;
  out.recorded_at = {static_cast<std::int64_t>(entry->recorded_us)};
  out.authority = head->authority;
  out.event_count = head->event_count;
  out.klass = std::move(*klass);
  out.verdict = std::move(head->verdict);
  for (Signed& each : head->signatures) out.keyids.push_back(std::move(each.keyid));
  // Most acts have no provenance, and need not be read.
  constexpr std::string_view kProvenance = "\"provenance\"";
  if (head->head.find(kProvenance) != std::string::npos ||
      head->tail.find(kProvenance) != std::string::npos) {
    const auto act = around(index, *head);
    if (!act) return tl::unexpected(act.error());
    out.transcribed = act->provenance.has_value();
  }
  return out;
}

Result<std::vector<Position>> LogArchive::flagged(Position from, std::uint64_t size) const {
  const auto indexed = views_->indexed(flag_index_key(), size, from);
  if (!indexed) return tl::unexpected(indexed.error());
  std::vector<Position> out;
  for (const IndexEntry& entry : *indexed) out.push_back(entry.position);
  return out;
}

Result<std::string> LogArchive::event_json(Position position) const {
  auto slice = log_->slice(position);
  if (slice) slice->resize(slice->rfind('}') + 1);  // without the comma that follows in the act
  return slice;
}

}  // namespace tenure

// An archive whose events, and what it knows of acts, are read once: the tests of an audit ask for the same
// ones again and again, of the organisation and of each of its people; and audits of neighbours meet in their
// township's acts.
//
// What is behind it outlives it. One question, one object, one thread.
#pragma once

#include <map>

#include "domain/act/history.h"

namespace tenure {

class ReadOnce final : public Archive {
 public:
  explicit ReadOnce(const Archive& whole)
      : whole_(whole), reader_(whole.reader()), rows_(reader_ ? *reader_ : whole) {}

  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override {
    return rows_.row(row_key, size);
  }
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view row)>& visit) const override {
    return rows_.versions(row_key, size, visit);
  }
  Result<void> parts(
      std::string_view row_prefix, std::uint64_t size,
      const std::function<void(std::string_view key, std::string_view row)>& visit) const override {
    return rows_.parts(row_prefix, size, visit);
  }
  using History::indexed;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from) const override {
    return rows_.indexed(index_key, size, from);
  }
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override {
    return rows_.newest_position(index_key, size);
  }
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const override {
    return rows_.is_indexed(index_key, size);
  }
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view index_key)>& visit) const override {
    return rows_.index_keys(prefix, size, visit);
  }
  Result<Facts::Original> original(Position position) const override {
    const auto issued = authorities_.find(position.index);
    if (issued != authorities_.end())
      return event(position).map([&](Event&& read) {
        return Facts::Original{std::move(read), issued->second};
      });
    auto read = whole_.original(position);
    if (read) remember(authorities_, position.index, read->authority);
    return read;
  }
  Result<std::optional<ShortText>> document_no(Position position) const override {
    return whole_.document_no(position);
  }
  Result<Event> event(Position position) const override {
    const auto known = events_.find(position);
    if (known != events_.end()) return known->second;
    auto read = whole_.event(position);
    if (read) remember(events_, position, *read);
    return read;
  }
  Result<std::string> verdict(std::uint64_t index) const override { return whole_.verdict(index); }

  std::uint64_t size() const override { return whole_.size(); }
  Result<std::uint64_t> size_at(Moment moment) const override { return whole_.size_at(moment); }
  Result<ActInfo> act_info(std::uint64_t index) const override {
    const auto known = acts_.find(index);
    if (known != acts_.end()) return known->second;
    auto read = whole_.act_info(index);
    if (read) remember(acts_, index, *read);
    return read;
  }
  Result<std::vector<Position>> flagged(Position from, std::uint64_t size) const override {
    return whole_.flagged(from, size);
  }
  Result<std::string> event_json(Position position) const override { return whole_.event_json(position); }

 private:
  static constexpr std::size_t kRememberedMax = 20'000;  ///< then all is forgotten and read again

  template <class Key, class Value>
  static void remember(std::map<Key, Value>& known, const Key& key, const Value& value) {
    if (known.size() >= kRememberedMax) known.clear();
    known.emplace(key, value);
  }

  const Archive& whole_;
  std::unique_ptr<const History> reader_;  ///< null: the archive itself is read
  const History& rows_;
  mutable std::map<Position, Event> events_;
  mutable std::map<std::uint64_t, OrgId> authorities_;  ///< by act
  mutable std::map<std::uint64_t, ActInfo> acts_;
};

}  // namespace tenure

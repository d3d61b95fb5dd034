// A history as it stood at a size, while the one behind it grows: what is read of it through this never
// changes.
//
// Any thread. What is behind it outlives it, and has its rows up to that size.
#pragma once

#include <algorithm>

#include "domain/act/history.h"

namespace tenure {

class HistoryUntil final : public History {
 public:
  HistoryUntil(const History& whole, std::uint64_t size) : whole_(whole), size_(size) {}

  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override {
    return whole_.row(row_key, least(size));
  }
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view row)>& visit) const override {
    return whole_.versions(row_key, least(size), visit);
  }
  Result<void> parts(
      std::string_view row_prefix, std::uint64_t size,
      const std::function<void(std::string_view key, std::string_view row)>& visit) const override {
    return whole_.parts(row_prefix, least(size), visit);
  }
  using History::indexed;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from) const override {
    return whole_.indexed(index_key, least(size), from);
  }
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override {
    return whole_.newest_position(index_key, least(size));
  }
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const override {
    return whole_.is_indexed(index_key, least(size));
  }
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view index_key)>& visit) const override {
    return whole_.index_keys(prefix, least(size), visit);
  }
  Result<Facts::Original> original(Position position) const override {
    return known(position.index).and_then([&] { return whole_.original(position); });
  }
  Result<std::optional<ShortText>> document_no(Position position) const override {
    return known(position.index).and_then([&] { return whole_.document_no(position); });
  }
  Result<Event> event(Position position) const override {
    return known(position.index).and_then([&] { return whole_.event(position); });
  }
  Result<std::string> verdict(std::uint64_t index) const override {
    return known(index).and_then([&] { return whole_.verdict(index); });
  }

 private:
  std::uint64_t least(std::uint64_t size) const { return std::min(size, size_); }
  Result<void> known(std::uint64_t index) const {
    if (index < size_) return {};
    return refuse(Reason::not_found, "act " + std::to_string(index));
  }

  const History& whole_;
  std::uint64_t size_;
};

}  // namespace tenure

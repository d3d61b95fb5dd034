#include "storage/verify/tree.h"

namespace tenure::verification {
namespace {

using namespace std::string_view_literals;

constexpr unsigned kTileBits = 8;

Digest parent_of(const Digest& left, const Digest& right) {
  return Sha256().update("\x01"sv).update(left.view()).update(right.view()).finish();
}

}  // namespace

Digest leaf_of(std::string_view entry) { return Sha256().update("\x00"sv).update(entry).finish(); }

void TreeStack::append(const Digest& leaf, const Completed& completed) {
  Digest hash = leaf;
  unsigned height = 0;
  // A set bit of the old size is a complete subtree on the left of what is being completed.
  for (std::uint64_t left = size_; (left & 1) != 0; left >>= 1) {
    hash = parent_of(peaks_.back(), hash);
    peaks_.pop_back();
    ++height;
    if (height % kTileBits == 0) completed(height / kTileBits, size_ >> height, hash);
  }
  peaks_.push_back(hash);
  ++size_;
}

Digest TreeStack::root() const {
  if (peaks_.empty()) return sha256(std::string_view());
  Digest hash = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) hash = parent_of(*peak, hash);
  return hash;
}

}  // namespace tenure::verification

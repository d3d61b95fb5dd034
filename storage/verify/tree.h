// The Merkle tree as a stack of complete subtrees, one a set bit of the size. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "domain/core/sha256.h"

namespace tenure::verification {

class TreeStack {
 public:
  /// Told of hash `index` of tile level `level` >= 1, the root of 256^level entries.
  using Completed = std::function<void(unsigned level, std::uint64_t index, const Digest& hash)>;

  void append(const Digest& leaf, const Completed& completed);
  Digest root() const;
  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;  ///< largest subtree first
};

/// SHA-256(0x00 || entry).
Digest leaf_of(std::string_view entry);

}  // namespace tenure::verification

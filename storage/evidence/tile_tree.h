// One tile with its inner nodes: up to 256 hashes as leaves and every complete subtree above them.
//
// A plain value of 16 KiB that grows by push(); what node() returns is valid until the next push() or
// clear(). One thread, or many that only read.
#pragma once

#include <array>
#include <span>

#include "domain/core/sha256.h"

namespace tenure {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 1U << kTileHeight;

class TileTree {
 public:
  /// Appends the next hash and completes the subtrees that end with it. Only while width() < kTileWidth.
  void push(const Digest& hash);
  void clear() { width_ = 0; }

  unsigned width() const { return width_; }
  bool full() const { return width_ == kTileWidth; }
  std::span<const Digest> hashes() const { return {nodes_.data(), width_}; }
  /// The subtree of 2^height hashes, number `index`; it must be complete: index < width() >> height.
  const Digest& node(unsigned height, unsigned index) const { return nodes_[row(height) + index]; }

 private:
  // Rows of 256, 128, .. 1 nodes, one after the other.
  static constexpr unsigned row(unsigned height) { return 2 * kTileWidth - (2 * kTileWidth >> height); }

  unsigned width_ = 0;
  std::array<Digest, 2 * kTileWidth - 1> nodes_;
};

/// Where a node of the whole tree (root of entries [index * 2^height, (index + 1) * 2^height)) is among the
/// tiles.
struct TilePlace {
  unsigned level;
  std::uint64_t n;
  unsigned height;  ///< inside the tile, 0..7
  unsigned index;   ///< inside the tile, at that height

  static constexpr TilePlace of(unsigned height, std::uint64_t index) {
    const unsigned inside = height % kTileHeight;
    const unsigned bits = kTileHeight - inside;
    return {height / kTileHeight, index >> bits, inside, static_cast<unsigned>(index & ((1U << bits) - 1))};
  }
};

}  // namespace tenure

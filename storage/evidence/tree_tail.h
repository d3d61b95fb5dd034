// The right edge of the growing tree, in memory: what the next entry, the next root and a fresh receipt need.
//
// For each tile level it holds the tile that is being filled and the newest full ones, with their inner
// nodes. An append costs the leaf's hash and about one node; root() costs one node a set bit of the size;
// neither reads storage.
//
// One writer, and nobody reads beside it. A copy is an independent snapshot (some 16 KiB a level; full tiles
// are shared and immutable) that another thread may read.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "storage/evidence/proof.h"
#include "storage/evidence/tile_tree.h"

namespace tenure {

/// Hash `index` of tile level `level` >= 1: the root of entries [index * 256^level, (index + 1) * 256^level).
/// Level 0 is recomputed from the entries; these are what storage must keep.
struct CompletedHash {
  unsigned level;
  std::uint64_t index;
  Digest hash;

  bool operator==(const CompletedHash&) const = default;
};

class TreeTail {
 public:
  static constexpr std::size_t kKeptTiles = 8;  ///< full tiles kept a level: fresh entries of large groups

  /// The empty tree.
  TreeTail() = default;
  /// The tree of `size`; reads the partial tile of each level. Compare root() with the anchor afterwards.
  static Result<TreeTail> restore(std::uint64_t size, TileSource& tiles);

  /// Adds a leaf hash; appends to `completed` the hashes of levels >= 1 that are complete with it, lowest
  /// level first.
  void append(const Digest& leaf, std::vector<CompletedHash>& completed);

  std::uint64_t size() const { return size_; }
  Digest root() const;

  /// The first `width` hashes of a tile that is still held, otherwise empty. Valid until the next append().
  std::span<const Digest> tile(unsigned level, std::uint64_t n, unsigned width) const;
  /// A node whose tile is still held, otherwise null. Valid until the next append().
  const Digest* node(unsigned height, std::uint64_t index) const;

 private:
  struct Level {
    TileTree open;  ///< never full between appends
    // Tile n is in slot n % kKeptTiles; null when it was filled before restore().
    std::array<std::shared_ptr<const TileTree>, kKeptTiles> kept;
  };

  const TileTree* find(unsigned level, std::uint64_t n) const;

  std::uint64_t size_ = 0;
  std::vector<Level> levels_;
};

/// The whole tree's nodes: from the tail where it holds them, otherwise from `rest`, which is asked for full
/// tiles only and must know all of them (TileNodes: grow it to the tail's size). Borrows both.
class EdgeNodes final : public NodeSource {
 public:
  EdgeNodes(const TreeTail& tail, NodeSource& rest) : tail_(tail), rest_(rest) {}

  Result<Digest> node(unsigned height, std::uint64_t index) override;

 private:
  const TreeTail& tail_;
  NodeSource& rest_;
};

}  // namespace tenure

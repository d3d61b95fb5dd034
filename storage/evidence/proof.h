// Making proofs: inclusion, consistency and roots of any past size, out of nodes or out of tiles.
//
// A NodeSource knows complete subtrees, a TileSource knows tiles; TileNodes makes the first out of the
// second. A proof asks for at most two nodes a tree level. Sources are borrowed, and used by one thread at a
// time.
#pragma once

#include <memory>
#include <vector>

#include "domain/core/refusal.h"
#include "storage/evidence/tile_tree.h"

namespace tenure {

class NodeSource {
 public:
  virtual ~NodeSource() = default;
  /// The root of entries [index * 2^height, (index + 1) * 2^height); refused (not_found) when the tree does
  /// not hold them all.
  virtual Result<Digest> node(unsigned height, std::uint64_t index) = 0;
};

class TileSource {
 public:
  virtual ~TileSource() = default;
  /// The first `width` (1..256) hashes of tile `n` of `level`, exactly so many. Hash i of it is the root of
  /// entries [(n * 256 + i) * 256^level, (n * 256 + i + 1) * 256^level).
  virtual Result<std::vector<Digest>> tile(unsigned level, std::uint64_t n, unsigned width) = 0;
};

/// The nodes of a tree of `size` out of tiles, each read once and kept with its inner nodes; the least
/// recently used is dropped. Works across calls and sizes, so keep one a reading thread.
class TileNodes final : public NodeSource {
 public:
  static constexpr std::size_t kTilesMax = 32;  ///< half a mebibyte

  /// `tiles` must outlive this.
  TileNodes(TileSource& tiles, std::uint64_t size) : tiles_(tiles), size_(size) {}

  std::uint64_t size() const { return size_; }
  /// The log grew: partial tiles are read at their new width from now on.
  void grow(std::uint64_t size) { size_ = size; }

  Result<Digest> node(unsigned height, std::uint64_t index) override;

 private:
  struct Held {
    unsigned level = 0;
    std::uint64_t n = 0;
    std::uint64_t used = 0;
    std::unique_ptr<TileTree> tree;
  };

  unsigned width_now(unsigned level, std::uint64_t n) const;
  Result<const TileTree*> tree(unsigned level, std::uint64_t n, unsigned width_needed);
  Held& slot(unsigned level, std::uint64_t n);

  TileSource& tiles_;
  std::uint64_t size_;
  std::uint64_t clock_ = 0;
  std::vector<Held> held_;
};

/// Leaf to root, for verify_inclusion(). bad_request when index >= size.
Result<std::vector<Digest>> inclusion_proof(NodeSource& nodes, std::uint64_t index, std::uint64_t size);
Result<std::vector<Digest>> inclusion_proof(TileSource& tiles, std::uint64_t index, std::uint64_t size);

/// For verify_consistency(). bad_request unless 0 < size1 <= size2.
Result<std::vector<Digest>> consistency_proof(NodeSource& nodes, std::uint64_t size1, std::uint64_t size2);
Result<std::vector<Digest>> consistency_proof(TileSource& tiles, std::uint64_t size1, std::uint64_t size2);

Result<Digest> root_at(NodeSource& nodes, std::uint64_t size);
Result<Digest> root_at(TileSource& tiles, std::uint64_t size);

}  // namespace tenure

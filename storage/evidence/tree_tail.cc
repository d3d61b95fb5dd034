#include "storage/evidence/tree_tail.h"

#include <fmt/format.h>

#include <bit>
#include <optional>

#include "domain/core/both.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/tile_path.h"

namespace tenure {

Result<TreeTail> TreeTail::restore(std::uint64_t size, TileSource& tiles) {
  TreeTail tail;
  tail.size_ = size;
  for (unsigned level = 0; hashes_at(level, size) != 0; ++level) {
    Level& edge = tail.levels_.emplace_back();
    const unsigned width = partial_width(level, size);
    if (width == 0) continue;
    const std::uint64_t n = full_tiles(level, size);
    const auto hashes = tiles.tile(level, n, width);
    if (!hashes) return tl::unexpected(hashes.error());
    if (hashes->size() != width) {
      return refuse(Reason::damaged, fmt::format("tile {} of level {}", n, level),
                    both("{} 个摘要，应为 {}", "{} hashes where {} belong", hashes->size(), width));
    }
    for (const Digest& hash : *hashes) edge.open.push(hash);
  }
  return tail;
}

void TreeTail::append(const Digest& leaf, std::vector<CompletedHash>& completed) {
  ++size_;
  Digest hash = leaf;
  for (unsigned level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& edge = levels_[level];
    edge.open.push(hash);
    if (!edge.open.full()) return;

    hash = edge.open.node(kTileHeight, 0);
    const std::uint64_t n = full_tiles(level, size_) - 1;
    edge.kept[n % kKeptTiles] = std::make_shared<const TileTree>(edge.open);
    edge.open.clear();
    completed.push_back({level + 1, n, hash});
  }
}

Digest TreeTail::root() const {
  std::optional<Digest> root;
  for (const Level& level : levels_) {
    for (unsigned rest = level.open.width(); rest != 0; rest &= rest - 1) {
      const auto height = static_cast<unsigned>(std::countr_zero(rest));
      const Digest& peak = level.open.node(height, (level.open.width() >> height) - 1);
      root = root ? node_hash(peak, *root) : peak;
    }
  }
  return root.value_or(empty_root());
}

const TileTree* TreeTail::find(unsigned level, std::uint64_t n) const {
  if (level >= levels_.size()) return nullptr;
  const std::uint64_t open = full_tiles(level, size_);
  if (n == open) return &levels_[level].open;
  if (n > open || open - n > kKeptTiles) return nullptr;
  return levels_[level].kept[n % kKeptTiles].get();
}

std::span<const Digest> TreeTail::tile(unsigned level, std::uint64_t n, unsigned width) const {
  const TileTree* tree = find(level, n);
  if (tree == nullptr || width > tree->width()) return {};
  return tree->hashes().first(width);
}

const Digest* TreeTail::node(unsigned height, std::uint64_t index) const {
  const TilePlace place = TilePlace::of(height, index);
  const TileTree* tree = find(place.level, place.n);
  if (tree == nullptr || place.index >= tree->width() >> place.height) return nullptr;
  return &tree->node(place.height, place.index);
}

Result<Digest> EdgeNodes::node(unsigned height, std::uint64_t index) {
  if (const Digest* held = tail_.node(height, index)) return *held;
  return rest_.node(height, index);
}

}  // namespace tenure

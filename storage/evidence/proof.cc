#include "storage/evidence/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "domain/core/both.h"
#include "storage/evidence/merkle.h"

namespace tenure {
namespace {

constexpr unsigned kTreeHeightMax = 64;

// The root of entries [begin, end). No complete subtree of the range may cross `begin`: it is a multiple of
// the least power of two that is not smaller than the range.
Result<Digest> range_root(NodeSource& nodes, std::uint64_t begin, std::uint64_t end) {
  std::optional<Digest> root;
  for (std::uint64_t rest = end - begin; rest != 0; rest &= rest - 1) {
    const auto height = static_cast<unsigned>(std::countr_zero(rest));
    auto peak = nodes.node(height, (end >> height) - 1);
    if (!peak) return peak;
    root = root ? node_hash(*peak, *root) : *peak;
  }
  return root.value_or(empty_root());
}

// The siblings on the way from the node at `height` above entry `index` up to the root of the tree of `size`.
// Below the place where the paths of `index` and of the last entry part, every sibling is complete; at that
// place it is the tree's ragged right edge; above it only left siblings are left.
Result<void> append_path(NodeSource& nodes, unsigned height, std::uint64_t index, std::uint64_t size,
                         std::vector<Digest>& proof) {
  const auto inner = static_cast<unsigned>(std::bit_width(index ^ (size - 1)));
  const auto append = [&proof](const Result<Digest>& hash) -> Result<void> {
    if (!hash) return tl::unexpected(hash.error());
    proof.push_back(*hash);
    return {};
  };
  for (; height + 1 < inner; ++height) {
    if (auto ok = append(nodes.node(height, (index >> height) ^ 1)); !ok) return ok;
  }
  if (height < inner) {
    if (auto ok = append(range_root(nodes, ((index >> height) ^ 1) << height, size)); !ok) return ok;
  }
  for (height = inner; height < kTreeHeightMax && index >> height != 0; ++height) {
    if ((index >> height & 1) == 0) continue;
    if (auto ok = append(nodes.node(height, (index >> height) ^ 1)); !ok) return ok;
  }
  return {};
}

}  // namespace

unsigned TileNodes::width_now(unsigned level, std::uint64_t n) const {
  const std::uint64_t hashes = (size_ >> (kTileHeight * level)) - n * kTileWidth;
  return static_cast<unsigned>(std::min<std::uint64_t>(hashes, kTileWidth));
}

Result<Digest> TileNodes::node(unsigned height, std::uint64_t index) {
  if (height >= kTreeHeightMax || index >= size_ >> height) {
    return refuse(Reason::not_found, fmt::format("node {} of height {}", index, height),
                  both("树有 {} 条", "the tree has {} entries", size_));
  }
  const TilePlace place = TilePlace::of(height, index);
  const auto held = tree(place.level, place.n, (place.index + 1) << place.height);
  if (!held) return tl::unexpected(held.error());
  return (*held)->node(place.height, place.index);
}

Result<const TileTree*> TileNodes::tree(unsigned level, std::uint64_t n, unsigned width_needed) {
  Held& held = slot(level, n);
  held.used = ++clock_;
  if (held.tree->width() >= width_needed) return held.tree.get();

  const unsigned width = width_now(level, n);
  const auto hashes = tiles_.tile(level, n, width);
  if (!hashes) return tl::unexpected(hashes.error());
  if (hashes->size() != width) {
    return refuse(Reason::damaged, fmt::format("tile {} of level {}", n, level),
                  both("{} 个摘要，应为 {}", "{} hashes where {} belong", hashes->size(), width));
  }
  held.tree->clear();
  for (const Digest& hash : *hashes) held.tree->push(hash);
  return held.tree.get();
}

TileNodes::Held& TileNodes::slot(unsigned level, std::uint64_t n) {
  for (Held& held : held_) {
    if (held.level == level && held.n == n) return held;
  }
  if (held_.size() < kTilesMax) {
    held_.push_back({level, n, 0, std::make_unique<TileTree>()});
    return held_.back();
  }
  Held& oldest = *std::ranges::min_element(held_, {}, &Held::used);
  oldest.level = level;
  oldest.n = n;
  oldest.tree->clear();
  return oldest;
}

Result<std::vector<Digest>> inclusion_proof(NodeSource& nodes, std::uint64_t index, std::uint64_t size) {
  if (index >= size)
    return refuse(Reason::bad_request, "index", both("{}，树有 {} 条", "{} of a tree of {}", index, size));
  std::vector<Digest> proof;
  if (auto ok = append_path(nodes, 0, index, size, proof); !ok) return tl::unexpected(ok.error());
  return proof;
}

Result<std::vector<Digest>> inclusion_proof(TileSource& tiles, std::uint64_t index, std::uint64_t size) {
  TileNodes nodes(tiles, size);
  return inclusion_proof(nodes, index, size);
}

Result<std::vector<Digest>> consistency_proof(NodeSource& nodes, std::uint64_t size1, std::uint64_t size2) {
  if (size1 == 0 || size1 > size2) {
    return refuse(Reason::bad_request, "size", both("从 {} 到 {}", "from {} to {}", size1, size2));
  }
  std::vector<Digest> proof;
  if (size1 == size2) return proof;
  const auto shift = static_cast<unsigned>(std::countr_zero(size1));
  if (!std::has_single_bit(size1)) {
    const auto seed = nodes.node(shift, (size1 - 1) >> shift);
    if (!seed) return tl::unexpected(seed.error());
    proof.push_back(*seed);
  }
  if (auto ok = append_path(nodes, shift, size1 - 1, size2, proof); !ok) return tl::unexpected(ok.error());
  return proof;
}

Result<std::vector<Digest>> consistency_proof(TileSource& tiles, std::uint64_t size1, std::uint64_t size2) {
  TileNodes nodes(tiles, size2);
  return consistency_proof(nodes, size1, size2);
}

Result<Digest> root_at(NodeSource& nodes, std::uint64_t size) { return range_root(nodes, 0, size); }

Result<Digest> root_at(TileSource& tiles, std::uint64_t size) {
  TileNodes nodes(tiles, size);
  return root_at(nodes, size);
}

}  // namespace tenure

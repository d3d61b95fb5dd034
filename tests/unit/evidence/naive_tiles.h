// Tiles of a NaiveTree, and a count of how often they were read.
#pragma once

#include <gtest/gtest.h>

#include "storage/evidence/proof.h"
#include "tests/unit/evidence/naive_tree.h"

namespace tenure::test {

class NaiveTiles final : public TileSource {
 public:
  explicit NaiveTiles(NaiveTree& tree) : tree_(tree) {}

  Result<std::vector<Digest>> tile(unsigned level, std::uint64_t n, unsigned width) override {
    ++reads;
    std::vector<Digest> hashes;
    const std::size_t span = std::size_t{1} << (8 * level);
    for (std::size_t i = n * 256; i < n * 256 + width; ++i) {
      EXPECT_LE((i + 1) * span, tree_.size()) << "a hash that the tree does not have";
      hashes.push_back(tree_.root(i * span, (i + 1) * span));
    }
    return hashes;
  }

  std::size_t reads = 0;

 private:
  NaiveTree& tree_;
};

/// Every tile lacks a hash.
class ShortTiles final : public TileSource {
 public:
  Result<std::vector<Digest>> tile(unsigned, std::uint64_t, unsigned width) override {
    return std::vector<Digest>(width - 1);
  }
};

}  // namespace tenure::test

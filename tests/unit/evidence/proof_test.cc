#include "storage/evidence/proof.h"

#include <gtest/gtest.h>

#include "storage/evidence/merkle.h"
#include "tests/unit/evidence/naive_tiles.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::NaiveTiles;
using test::NaiveTree;
using test::reason_of;

TEST(Proof, RootAtEverySizeIsThatOfTheRfc) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  for (std::size_t size = 0; size <= tree.size(); ++size)
    EXPECT_EQ(root_at(tiles, size), tree.root(size)) << size;
}

TEST(Proof, InclusionAtEverySizeIsThatOfTheRfc) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, tree.size());
  for (std::size_t size = 1; size <= tree.size(); ++size) {
    const bool dense = size <= 40 || (size >= 254 && size <= 259) || (size >= 510 && size <= 515);
    for (std::size_t index = 0; index < size; index += dense ? 1 : 37) {
      EXPECT_EQ(inclusion_proof(nodes, index, size), tree.path(index, size)) << index << " of " << size;
    }
    EXPECT_EQ(inclusion_proof(nodes, size - 1, size), tree.path(size - 1, size)) << "last of " << size;
  }
}

TEST(Proof, ConsistencyBetweenSizesIsThatOfTheRfc) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, tree.size());
  for (std::size_t size2 = 1; size2 <= tree.size(); ++size2) {
    const bool dense = size2 <= 40 || (size2 >= 254 && size2 <= 259) || (size2 >= 510 && size2 <= 515);
    for (std::size_t size1 = 1; size1 <= size2; size1 += dense ? 1 : 37) {
      EXPECT_EQ(consistency_proof(nodes, size1, size2), tree.proof(size1, size2)) << size1 << " to " << size2;
    }
  }
}

TEST(Proof, TreesOfThreeTileLevelsHaveTheProofsOfTheRfc) {
  NaiveTree tree(65536 + 300);
  NaiveTiles tiles(tree);
  for (const std::size_t size : {65535U, 65536U, 65537U, 65836U}) {
    EXPECT_EQ(root_at(tiles, size), tree.root(size)) << size;
    for (const std::size_t index : {0U, 255U, 256U, 40000U, 65534U}) {
      EXPECT_EQ(inclusion_proof(tiles, index, size), tree.path(index, size)) << index << " of " << size;
      EXPECT_EQ(consistency_proof(tiles, index + 1, size), tree.proof(index + 1, size))
          << index + 1 << " to " << size;
    }
  }
}

TEST(Proof, EachTileIsReadOnce) {
  NaiveTree tree(65536 + 300);
  NaiveTiles tiles(tree);
  // Its own tile; the level above it; the ragged right edge: levels 0, 1, 2.
  ASSERT_TRUE(inclusion_proof(tiles, 1000, tree.size()));
  EXPECT_LE(tiles.reads, 5U);
}

TEST(Proof, KeptTilesAreNotReadAgain) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, tree.size());
  ASSERT_TRUE(inclusion_proof(nodes, 5, 600));
  const std::size_t reads = tiles.reads;
  ASSERT_TRUE(inclusion_proof(nodes, 77, 600));
  EXPECT_EQ(tiles.reads, reads);
}

TEST(Proof, GrownTreeReadsItsPartialTileAnew) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, 520);
  EXPECT_EQ(root_at(nodes, 520), tree.root(520));
  nodes.grow(600);
  EXPECT_EQ(root_at(nodes, 600), tree.root(600));
}

TEST(Proof, OldestTileMakesRoom) {
  NaiveTree tree((TileNodes::kTilesMax + 4) * 256);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, tree.size());
  for (std::size_t round = 0; round < 2; ++round) {
    for (std::size_t index = 0; index < tree.size(); index += 256) {
      EXPECT_EQ(nodes.node(1, index / 2), tree.root(index, index + 2)) << index;
    }
  }
}

TEST(Proof, WhatTheTreeDoesNotHoldIsRefused) {
  NaiveTree tree(300);
  NaiveTiles tiles(tree);
  TileNodes nodes(tiles, 300);
  EXPECT_EQ(reason_of(inclusion_proof(nodes, 300, 300)), Reason::bad_request);
  EXPECT_EQ(reason_of(consistency_proof(nodes, 0, 300)), Reason::bad_request);
  EXPECT_EQ(reason_of(consistency_proof(nodes, 301, 300)), Reason::bad_request);
  EXPECT_EQ(reason_of(root_at(nodes, 301)), Reason::not_found);
  EXPECT_EQ(reason_of(nodes.node(8, 1)), Reason::not_found);
  EXPECT_EQ(reason_of(nodes.node(64, 0)), Reason::not_found);
}

TEST(Proof, TileOfAnotherWidthIsDamage) {
  test::ShortTiles tiles;
  EXPECT_EQ(reason_of(root_at(tiles, 300)), Reason::damaged);
}

class FailingTiles final : public TileSource {
 public:
  Result<std::vector<Digest>> tile(unsigned, std::uint64_t, unsigned) override { return refuse(Reason::io); }
};

TEST(Proof, FailedReadIsPassedOn) {
  FailingTiles tiles;
  EXPECT_EQ(reason_of(inclusion_proof(tiles, 1, 300)), Reason::io);
  EXPECT_EQ(reason_of(consistency_proof(tiles, 3, 300)), Reason::io);
}

}  // namespace
}  // namespace tenure

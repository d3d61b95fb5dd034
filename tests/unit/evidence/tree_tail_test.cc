#include "storage/evidence/tree_tail.h"

#include <gtest/gtest.h>

#include "storage/evidence/merkle.h"
#include "tests/unit/evidence/naive_tiles.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::NaiveTiles;
using test::NaiveTree;
using test::reason_of;

std::vector<CompletedHash> fill(TreeTail& tail, const NaiveTree& tree, std::size_t size) {
  std::vector<CompletedHash> completed;
  for (std::size_t i = tail.size(); i < size; ++i) tail.append(tree.leaf(i), completed);
  return completed;
}

TEST(TreeTail, RootAtEverySizeIsThatOfTheRfc) {
  NaiveTree tree(600);
  TreeTail tail;
  EXPECT_EQ(tail.root(), empty_root());
  for (std::size_t size = 1; size <= tree.size(); ++size) {
    fill(tail, tree, size);
    EXPECT_EQ(tail.size(), size);
    EXPECT_EQ(tail.root(), tree.root(size)) << size;
  }
}

TEST(TreeTail, TellsEachCompletedHashOnce) {
  NaiveTree tree(65536 + 300);
  TreeTail tail;
  const auto completed = fill(tail, tree, tree.size());
  ASSERT_EQ(completed.size(), 257U + 1U);
  std::uint64_t next[3] = {};
  for (const CompletedHash& c : completed) {
    EXPECT_EQ(c.index, next[c.level]++);
    const std::size_t span = std::size_t{1} << (8 * c.level);
    EXPECT_EQ(c.hash, tree.root(c.index * span, (c.index + 1) * span));
  }
  EXPECT_EQ(tail.root(), tree.root(tree.size()));
}

TEST(TreeTail, EntryThatClosesTwoLevelsTellsTheLowerFirst) {
  NaiveTree tree(65536);
  TreeTail tail;
  fill(tail, tree, 65535);
  const auto completed = fill(tail, tree, 65536);
  const std::vector<CompletedHash> wanted = {{1, 255, tree.root(65280, 65536)}, {2, 0, tree.root(65536)}};
  EXPECT_EQ(completed, wanted);
}

TEST(TreeTail, RestoredTailGoesOnAsIfNothingHadHappened) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  for (const std::size_t size : {0U, 1U, 200U, 255U, 256U, 257U, 511U, 512U, 599U}) {
    auto tail = TreeTail::restore(size, tiles);
    ASSERT_TRUE(tail);
    EXPECT_EQ(tail->root(), tree.root(size)) << size;
    const auto completed = fill(*tail, tree, 600);
    EXPECT_EQ(completed.size(), 600 / 256 - size / 256) << size;
    EXPECT_EQ(tail->root(), tree.root(600)) << size;
  }
}

TEST(TreeTail, RestoringAcrossThreeLevelsReadsOneTileEach) {
  NaiveTree tree(65536 + 300);
  NaiveTiles tiles(tree);
  const auto tail = TreeTail::restore(tree.size(), tiles);
  ASSERT_TRUE(tail);
  EXPECT_EQ(tiles.reads, 3U);
  EXPECT_EQ(tail->root(), tree.root(tree.size()));
}

TEST(TreeTail, RestoringFromAShortTileIsDamage) {
  test::ShortTiles tiles;
  EXPECT_EQ(reason_of(TreeTail::restore(300, tiles)), Reason::damaged);
}

TEST(TreeTail, ServesTheTilesItHolds) {
  NaiveTree tree(3000);
  TreeTail tail;
  fill(tail, tree, tree.size());
  const auto open = tail.tile(0, 11, 100);
  ASSERT_EQ(open.size(), 100U);
  EXPECT_EQ(open[99], tree.leaf(11 * 256 + 99));
  EXPECT_EQ(tail.tile(0, 10, 256).size(), 256U);
  EXPECT_EQ(tail.tile(0, 3, 256)[0], tree.leaf(3 * 256));
  EXPECT_EQ(tail.tile(1, 0, 11)[10], tree.root(10 * 256, 11 * 256));
}

TEST(TreeTail, DoesNotServeWhatItNoLongerOrNotYetHolds) {
  NaiveTree tree(3000);
  TreeTail tail;
  fill(tail, tree, tree.size());
  EXPECT_TRUE(tail.tile(0, 2, 256).empty());
  EXPECT_TRUE(tail.tile(0, 11, 200).empty());
  EXPECT_TRUE(tail.tile(0, 12, 1).empty());
  EXPECT_TRUE(tail.tile(1, 0, 12).empty());
  EXPECT_TRUE(tail.tile(2, 0, 1).empty());
  EXPECT_EQ(tail.node(3, 3000 / 8), nullptr);
}

TEST(TreeTail, RestoredTailDoesNotServeTilesFilledBefore) {
  NaiveTree tree(600);
  NaiveTiles tiles(tree);
  auto tail = TreeTail::restore(300, tiles);
  fill(*tail, tree, 600);
  EXPECT_TRUE(tail->tile(0, 0, 256).empty());
  EXPECT_EQ(tail->tile(0, 1, 256)[7], tree.leaf(256 + 7));
}

TEST(TreeTail, CopyIsASnapshot) {
  NaiveTree tree(600);
  TreeTail tail;
  fill(tail, tree, 300);
  const TreeTail snapshot = tail;
  fill(tail, tree, 600);
  EXPECT_EQ(snapshot.root(), tree.root(300));
  EXPECT_EQ(snapshot.tile(0, 1, 44)[43], tree.leaf(299));
}

TEST(TreeTail, ProofsOfFreshEntriesReadNoStorage) {
  NaiveTree tree(2000);
  NaiveTiles tiles(tree);
  TreeTail tail;
  fill(tail, tree, tree.size());
  TileNodes rest(tiles, tree.size());
  EdgeNodes nodes(tail, rest);
  for (const std::size_t index : {300U, 1535U, 1536U, 1999U}) {
    EXPECT_EQ(inclusion_proof(nodes, index, 2000), tree.path(index, 2000)) << index;
  }
  EXPECT_EQ(inclusion_proof(nodes, 1900, 1950), tree.path(1900, 1950));
  EXPECT_EQ(tiles.reads, 0U);
}

TEST(TreeTail, ProofsOfOldEntriesReadFullTiles) {
  NaiveTree tree(65536 + 300);
  NaiveTiles tiles(tree);
  auto tail = TreeTail::restore(tree.size(), tiles);
  tiles.reads = 0;
  TileNodes rest(tiles, tree.size());
  EdgeNodes nodes(*tail, rest);
  EXPECT_EQ(inclusion_proof(nodes, 1000, tree.size()), tree.path(1000, tree.size()));
  EXPECT_EQ(tiles.reads, 2U);
}

}  // namespace
}  // namespace tenure

#include "storage/evidence/tile_path.h"

#include <gtest/gtest.h>

#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::reason_of;

struct Spelling {
  std::string_view path;
  TileName name;
};

constexpr std::uint64_t kBig = (std::uint64_t{1} << 56) - 1;

const Spelling kSpellings[] = {
    {"tile/0/000", {false, 0, 0, 256}},
    {"tile/0/000.p/1", {false, 0, 0, 1}},
    {"tile/1/x001/x234/067", {false, 1, 1234067, 256}},
    {"tile/63/x001/000.p/255", {false, 63, 1000, 255}},
    {"tile/entries/273.p/112", {true, 0, 273, 112}},
    {"tile/entries/x001/002", {true, 0, 1002, 256}},
    {"tile/0/x072/x057/x594/x037/x927/935", {false, 0, kBig, 256}},
};

TEST(TilePath, FormatsAndParsesTheOneSpelling) {
  for (const Spelling& s : kSpellings) {
    EXPECT_EQ(tile_path(s.name), s.path);
    EXPECT_EQ(parse_tile_path(s.path), s.name) << s.path;
  }
}

const std::string_view kOtherSpellings[] = {"",
                                            "tile",
                                            "tile/",
                                            "tile/0",
                                            "tile/0/",
                                            "tile/0/0",
                                            "tile/0/00",
                                            "tile/0/0000",
                                            "tile/0/1234",
                                            "tile/0/x000",
                                            "tile/0/x000/001",
                                            "tile/0/001/002",
                                            "tile/0/x001/x002",
                                            "tile/0/x001//002",
                                            "tile/0/xx01/002",
                                            "tile/00/000",
                                            "tile/64/000",
                                            "tile/-1/000",
                                            "tile/+1/000",
                                            "tile/ 0/000",
                                            "tile/0/-01",
                                            "tile/a/000",
                                            "tile/0/abc",
                                            "/tile/0/000",
                                            "tile/0/000/",
                                            "tile/0/000 ",
                                            "tile/0/000.p",
                                            "tile/0/000.p/",
                                            "tile/0/000.p/0",
                                            "tile/0/000.p/256",
                                            "tile/0/000.p/01",
                                            "tile/0/000.p/1/",
                                            "tile/0/000.p/-1",
                                            "tile/0/000.p/1.p/1",
                                            "tile/0/000.P/1",
                                            "tile/entries",
                                            "tile/entries/",
                                            "tile/entries/0/000",
                                            "tile/Entries/000",
                                            "tile/0/x072/x057/x594/x037/x927/936",
                                            "tile/0/x999/x999/x999/x999/x999/x999/999",
                                            "tile/0/../000",
                                            "tile/data/000",
                                            "tile/18446744073709551616/000"};

TEST(TilePath, RefusesEveryOtherSpelling) {
  for (const std::string_view path : kOtherSpellings) {
    const auto name = parse_tile_path(path);
    ASSERT_FALSE(name) << path;
    EXPECT_EQ(reason_of(name), Reason::tile_path) << path;
  }
}

TEST(TilePath, RefusesOverlongPathsAndNul) {
  EXPECT_FALSE(parse_tile_path(std::string(100000, 'x')));
  EXPECT_FALSE(parse_tile_path(std::string_view("tile/0/000\0", 11)));
}

// The example of the specification.
TEST(TilePath, TreeOf70000HasTheTilesOfTheSpecification) {
  EXPECT_EQ(full_tiles(0, 70000), 273U);
  EXPECT_EQ(partial_width(0, 70000), 112U);
  EXPECT_EQ(full_tiles(1, 70000), 1U);
  EXPECT_EQ(partial_width(1, 70000), 17U);
  EXPECT_EQ(full_tiles(2, 70000), 0U);
  EXPECT_EQ(partial_width(2, 70000), 1U);
  EXPECT_EQ(hashes_at(3, 70000), 0U);
}

TEST(TilePath, LevelsBeyondTheTreeAreEmpty) {
  EXPECT_EQ(hashes_at(7, ~0ULL), 255U);
  EXPECT_EQ(hashes_at(8, ~0ULL), 0U);
  EXPECT_EQ(hashes_at(63, ~0ULL), 0U);
}

TEST(TilePath, TileExistsOnceAllItsHashesDo) {
  EXPECT_TRUE(exists_at({false, 0, 1, 44}, 300));
  EXPECT_TRUE(exists_at({true, 0, 1, 44}, 300));
  EXPECT_TRUE(exists_at({false, 0, 1, 7}, 300));
  EXPECT_FALSE(exists_at({false, 0, 1, 45}, 300));
  EXPECT_TRUE(exists_at({false, 0, 0, 256}, 256));
  EXPECT_FALSE(exists_at({false, 0, 0, 256}, 255));
  EXPECT_TRUE(exists_at({false, 1, 0, 1}, 256));
  EXPECT_FALSE(exists_at({false, 1, 0, 2}, 256));
  EXPECT_FALSE(exists_at({false, 0, 0, 1}, 0));
  EXPECT_FALSE(exists_at({false, 63, 0, 1}, ~0ULL));
  EXPECT_FALSE(exists_at({false, 0, kBig, 256}, ~0ULL));
  EXPECT_TRUE(exists_at({false, 0, kBig, 255}, ~0ULL));
}

}  // namespace
}  // namespace tenure

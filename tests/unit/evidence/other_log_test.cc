// A log made by another implementation (Tessera), read with our code: what we verify is the format, not
// ourselves.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "storage/evidence/bundle.h"
#include "storage/evidence/checkpoint.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/proof.h"
#include "storage/evidence/receipt.h"
#include "storage/evidence/tile_path.h"
#include "tests/unit/evidence/vectors.h"

namespace tenure {
namespace {

constexpr std::string_view kLogKey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
constexpr std::uint64_t kLogSize = 15;

std::filesystem::path log_dir() { return test::vectors_dir() / "tessera_log"; }

std::string note_at(std::uint64_t size) {
  return test::read_whole(log_dir() / fmt::format("checkpoint.{}", size));
}

Checkpoint checkpoint_at(std::uint64_t size) {
  const std::vector<VerifierKey> keys = {*VerifierKey::parse(kLogKey)};
  const auto checkpoint = open_checkpoint(note_at(size), keys);
  EXPECT_TRUE(checkpoint) << size;
  return checkpoint.value_or(Checkpoint{});
}

// Tiles as they lie on the disk.
class TileFiles final : public TileSource {
 public:
  Result<std::vector<Digest>> tile(unsigned level, std::uint64_t n, unsigned width) override {
    const std::string bytes = test::read_whole(log_dir() / tile_path({false, level, n, width}));
    std::vector<Digest> hashes;
    for (std::size_t at = 0; at < bytes.size(); at += 32)
      hashes.push_back(*Digest::from_raw(bytes.substr(at, 32)));
    return hashes;
  }
};

std::vector<Digest> leaves_at(unsigned width) {
  const std::string bundle = test::read_whole(log_dir() / tile_path({true, 0, 0, width}));
  const auto entries = parse_bundle(bundle, width);
  EXPECT_TRUE(entries) << width;
  std::vector<Digest> leaves;
  for (const std::string_view entry : entries.value_or(std::vector<std::string_view>())) {
    leaves.push_back(leaf_hash(as_bytes(entry)));
  }
  return leaves;
}

TEST(OtherLog, EveryCheckpointOpensUnderItsKey) {
  for (std::uint64_t size = 0; size <= kLogSize; ++size) {
    EXPECT_EQ(checkpoint_at(size).size, size);
    EXPECT_EQ(checkpoint_at(size).origin, "example.com/log/testdata");
  }
}

TEST(OtherLog, EveryTileIsRebuiltFromItsBundle) {
  TileFiles tiles;
  for (unsigned width = 1; width <= kLogSize; ++width)
    EXPECT_EQ(tiles.tile(0, 0, width), leaves_at(width)) << width;
}

TEST(OtherLog, EveryRootIsThatOfItsTiles) {
  TileFiles tiles;
  for (std::uint64_t size = 0; size <= kLogSize; ++size) {
    EXPECT_EQ(root_at(tiles, size), checkpoint_at(size).root) << size;
  }
}

TEST(OtherLog, EveryEntryIsIncludedAtEverySize) {
  const std::vector<VerifierKey> keys = {*VerifierKey::parse(kLogKey)};
  const auto leaves = leaves_at(kLogSize);
  TileFiles tiles;
  for (std::uint64_t size = 1; size <= kLogSize; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(tiles, index, size);
      ASSERT_TRUE(proof) << index << " of " << size;
      const auto receipt = parse_receipt(receipt_text(index, *proof, note_at(size)));
      ASSERT_TRUE(receipt) << index << " of " << size;
      EXPECT_TRUE(verify_receipt(*receipt, leaves[index], keys)) << index << " of " << size;
    }
  }
}

TEST(OtherLog, EverySizeExtendsEverySmallerOne) {
  TileFiles tiles;
  for (std::uint64_t size2 = 1; size2 <= kLogSize; ++size2) {
    for (std::uint64_t size1 = 1; size1 <= size2; ++size1) {
      const auto proof = consistency_proof(tiles, size1, size2);
      ASSERT_TRUE(proof) << size1 << " to " << size2;
      EXPECT_TRUE(
          verify_consistency(size1, size2, checkpoint_at(size1).root, checkpoint_at(size2).root, *proof))
          << size1 << " to " << size2;
    }
  }
}

}  // namespace
}  // namespace tenure

#include "storage/evidence/merkle.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <vector>

#include "tests/unit/evidence/naive_tree.h"
#include "tests/unit/evidence/reason_of.h"
#include "tests/unit/evidence/vectors.h"

namespace tenure {
namespace {

using test::NaiveTree;
using test::reason_of;

TEST(Merkle, HashesAreThoseOfRfc6962) {
  EXPECT_EQ(empty_root().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(leaf_hash({}).hex(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const std::string children = std::string(32, 'l') + std::string(32, 'r');
  EXPECT_EQ(node_hash(*Digest::from_raw(std::string(32, 'l')), *Digest::from_raw(std::string(32, 'r'))),
            sha256("\1" + children));
}

TEST(Merkle, EveryInclusionProofOfSmallTreesVerifies) {
  NaiveTree tree(70);
  for (std::size_t size = 1; size <= tree.size(); ++size) {
    for (std::size_t index = 0; index < size; ++index) {
      EXPECT_TRUE(verify_inclusion(index, size, tree.leaf(index), tree.path(index, size), tree.root(size)))
          << index << " of " << size;
    }
  }
}

TEST(Merkle, EveryConsistencyProofOfSmallTreesVerifies) {
  NaiveTree tree(70);
  for (std::size_t size2 = 1; size2 <= tree.size(); ++size2) {
    for (std::size_t size1 = 1; size1 <= size2; ++size1) {
      EXPECT_TRUE(
          verify_consistency(size1, size2, tree.root(size1), tree.root(size2), tree.proof(size1, size2)))
          << size1 << " to " << size2;
    }
  }
}

TEST(Merkle, InclusionProofOfAnotherEntryIsWrong) {
  NaiveTree tree(20);
  const auto refused = verify_inclusion(7, 20, tree.leaf(8), tree.path(7, 20), tree.root(20));
  EXPECT_EQ(reason_of(refused), Reason::proof_wrong);
}

TEST(Merkle, InclusionBeyondTheTreeIsRefused) {
  NaiveTree tree(3);
  EXPECT_EQ(reason_of(verify_inclusion(3, 3, tree.leaf(0), {}, tree.root(3))), Reason::proof_shape);
  EXPECT_EQ(reason_of(verify_inclusion(0, 0, tree.leaf(0), {}, empty_root())), Reason::proof_shape);
}

TEST(Merkle, InclusionProofOfAnotherLengthIsRefused) {
  NaiveTree tree(20);
  auto path = tree.path(7, 20);
  path.push_back(path.back());
  EXPECT_EQ(reason_of(verify_inclusion(7, 20, tree.leaf(7), path, tree.root(20))), Reason::proof_shape);
  path.resize(path.size() - 2);
  EXPECT_EQ(reason_of(verify_inclusion(7, 20, tree.leaf(7), path, tree.root(20))), Reason::proof_shape);
}

TEST(Merkle, ConsistencyFromNothingIsRefused) {
  NaiveTree tree(3);
  EXPECT_EQ(reason_of(verify_consistency(0, 3, empty_root(), tree.root(3), {})), Reason::proof_shape);
  EXPECT_EQ(reason_of(verify_consistency(0, 0, empty_root(), empty_root(), {})), Reason::proof_shape);
}

TEST(Merkle, ConsistencyBackwardsIsRefused) {
  NaiveTree tree(3);
  EXPECT_EQ(reason_of(verify_consistency(3, 2, tree.root(3), tree.root(2), {})), Reason::proof_shape);
}

TEST(Merkle, ConsistencyProofLeadsToBothRoots) {
  NaiveTree tree(20);
  const auto proof = tree.proof(7, 20);
  EXPECT_EQ(reason_of(verify_consistency(7, 20, tree.root(6), tree.root(20), proof)), Reason::proof_wrong);
  EXPECT_EQ(reason_of(verify_consistency(7, 20, tree.root(7), tree.root(19), proof)), Reason::proof_wrong);
}

TEST(Merkle, ConsistencyProofOfAnotherLengthIsRefused) {
  NaiveTree tree(20);
  auto proof = tree.proof(7, 20);
  proof.push_back(proof.back());
  EXPECT_EQ(reason_of(verify_consistency(7, 20, tree.root(7), tree.root(20), proof)), Reason::proof_shape);
  proof.resize(proof.size() - 2);
  EXPECT_EQ(reason_of(verify_consistency(7, 20, tree.root(7), tree.root(20), proof)), Reason::proof_shape);
  EXPECT_EQ(reason_of(verify_consistency(7, 7, tree.root(7), tree.root(7), proof)), Reason::proof_shape);
}

TEST(Merkle, EqualSizesNeedEqualRoots) {
  NaiveTree tree(20);
  EXPECT_EQ(reason_of(verify_consistency(7, 7, tree.root(7), tree.root(6), {})), Reason::proof_wrong);
}

TEST(Merkle, SizesUpTo64BitsDoNotOverflow) {
  const Digest leaf = leaf_hash({});
  const std::vector<Digest> proof(64, leaf);
  EXPECT_TRUE(root_from_inclusion(~0ULL - 1, ~0ULL, leaf, std::vector<Digest>(63, leaf)));
  EXPECT_TRUE(root_from_inclusion(0, ~0ULL, leaf, proof));
  EXPECT_EQ(reason_of(verify_consistency(~0ULL - 1, ~0ULL, leaf, leaf, proof)), Reason::proof_wrong);
}

// Files of the vectors, by folder; each is one proof.
std::vector<std::filesystem::path> json_files(const std::filesystem::path& dir) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  return files;
}

// Some vectors hold texts that are not digests. For our functions they cannot be said: where a leaf or root
// of an inclusion is none, that is the refusal.
std::optional<Digest> digest(std::string_view base64) {
  const auto raw = from_base64(base64);
  return raw ? Digest::from_raw(*raw) : std::nullopt;
}

// In consistency vectors such roots mean "any": a stand-in that is in no tree, equal for equal ones.
Digest digest_or_any(std::string_view base64) { return digest(base64).value_or(sha256(base64)); }

std::vector<Digest> hashes(const simdjson::dom::element& vector) {
  std::vector<Digest> out;
  simdjson::dom::array items;
  if (vector["proof"].get(items) != simdjson::SUCCESS) return out;
  for (const std::string_view item : items) out.push_back(digest_or_any(item));
  return out;
}

bool inclusion_holds(const simdjson::dom::element& v) {
  const auto leaf = digest(v["leafHash"]);
  const auto root = digest(v["root"]);
  return leaf && root &&
         verify_inclusion(std::uint64_t(v["leafIdx"]), std::uint64_t(v["treeSize"]), *leaf, hashes(v), *root);
}

bool consistency_holds(const simdjson::dom::element& v) {
  return verify_consistency(std::uint64_t(v["size1"]), std::uint64_t(v["size2"]), digest_or_any(v["root1"]),
                            digest_or_any(v["root2"]), hashes(v))
      .has_value();
}

void expect_vectors(const std::string& folder, bool (*holds)(const simdjson::dom::element&)) {
  const auto files = json_files(test::vectors_dir() / "merkle" / folder);
  EXPECT_EQ(files.size(), 98U);
  std::size_t good = 0;
  for (const auto& file : files) {
    simdjson::dom::parser parser;
    const std::string text = test::read_whole(file);
    const simdjson::dom::element vector = parser.parse(text);
    EXPECT_EQ(holds(vector), !bool(vector["wantErr"])) << file;
    good += bool(vector["wantErr"]) ? 0 : 1;
  }
  EXPECT_GT(good, 0U);
}

TEST(Merkle, InclusionVectorsOfTransparencyDevAgree) { expect_vectors("inclusion", inclusion_holds); }

TEST(Merkle, ConsistencyVectorsOfTransparencyDevAgree) { expect_vectors("consistency", consistency_holds); }

}  // namespace
}  // namespace tenure

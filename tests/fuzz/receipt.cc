// Receipts, and proofs of any shape.
#include "storage/evidence/receipt.h"

#include <algorithm>

#include "storage/evidence/merkle.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

constexpr std::size_t kNumbers = 16;
constexpr std::size_t kHashesMax = 70;  // more than any proof has

void run_receipt(std::string_view input) {
  const auto receipt = parse_receipt(input);
  if (!receipt) return;
  check(receipt->proof.size() <= kProofHashesMax, "as many hashes as a tree is high");
  const auto again = parse_receipt(receipt_text(receipt->index, receipt->proof, receipt->checkpoint));
  check(again && again->index == receipt->index && again->proof == receipt->proof &&
            again->checkpoint == receipt->checkpoint,
        "a receipt reads back as it was written");
  check(!verify_receipt(*receipt, leaf_hash(as_bytes(input)), {}), "nothing is proved without a key");
}

void run_proof(std::string_view input) {
  if (input.size() < kNumbers) return;
  const std::uint64_t a = get_be<8>(input);
  const std::uint64_t b = get_be<8>(input.substr(8));
  std::vector<Digest> proof;
  for (auto rest = input.substr(kNumbers); !rest.empty() && proof.size() < kHashesMax;
       rest.remove_prefix(std::min<std::size_t>(rest.size(), 1))) {
    proof.push_back(sha256(rest));
  }
  const auto root = root_from_inclusion(a, b, empty_root(), proof);
  if (root) {
    check(a < b, "only an entry of the tree is in it");
    check(verify_inclusion(a, b, empty_root(), proof, *root).has_value(),
          "the root that it leads to is its root");
    check(!verify_inclusion(a, b, empty_root(), proof, sha256(root->view())), "no other one is");
  }
  const auto consistent = verify_consistency(a, b, empty_root(), empty_root(), proof);
  check(!consistent || (a == b && proof.empty()), "invented hashes prove nothing");
}

}  // namespace

void run(std::string_view input) {
  run_receipt(input);
  run_proof(input);
}

}  // namespace tenure::fuzz

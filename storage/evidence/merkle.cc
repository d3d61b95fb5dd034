#include "storage/evidence/merkle.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr std::byte kLeafPrefix{0x00};
constexpr std::byte kNodePrefix{0x01};

unsigned bit_width(std::uint64_t x) { return static_cast<unsigned>(std::bit_width(x)); }
unsigned popcount(std::uint64_t x) { return static_cast<unsigned>(std::popcount(x)); }

// `index >> shift` where a shift by the whole word is zero.
std::uint64_t above(std::uint64_t index, unsigned shift) { return shift < 64 ? index >> shift : 0; }

Result<void> expect_length(std::size_t found, std::size_t wanted) {
  if (found == wanted) return {};
  return refuse(Reason::proof_shape, "proof",
                both("{} 个摘要，应为 {}", "{} hashes where {} belong", found, wanted));
}

// Goes up from a node whose ancestors' left/right turns are the low bits of `turns`.
Digest climb(Digest hash, std::uint64_t turns, std::span<const Digest> siblings) {
  for (const Digest& sibling : siblings) {
    hash = (turns & 1) != 0 ? node_hash(sibling, hash) : node_hash(hash, sibling);
    turns >>= 1;
  }
  return hash;
}

// As climb(), but only where we are the right child: what the smaller tree already held.
Digest climb_left_only(Digest hash, std::uint64_t turns, std::span<const Digest> siblings) {
  for (const Digest& sibling : siblings) {
    if ((turns & 1) != 0) hash = node_hash(sibling, hash);
    turns >>= 1;
  }
  return hash;
}

Digest climb_border(Digest hash, std::span<const Digest> lefts) {
  for (const Digest& left : lefts) hash = node_hash(left, hash);
  return hash;
}

}  // namespace

Digest leaf_hash(Bytes entry) { return Sha256().update(Bytes(&kLeafPrefix, 1)).update(entry).finish(); }

Digest node_hash(const Digest& left, const Digest& right) {
  std::array<std::byte, 65> bytes;
  bytes[0] = kNodePrefix;
  std::memcpy(bytes.data() + 1, left.bytes.data(), 32);
  std::memcpy(bytes.data() + 33, right.bytes.data(), 32);
  return sha256(Bytes(bytes));
}

const Digest& empty_root() {
  static const Digest root = sha256(Bytes{});
  return root;
}

Result<Digest> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                                   std::span<const Digest> proof) {
  if (index >= size)
    return refuse(Reason::proof_shape, "index", both("{}，树有 {} 条", "{} of a tree of {}", index, size));
  const unsigned inner = bit_width(index ^ (size - 1));
  const unsigned border = popcount(above(index, inner));
  if (auto ok = expect_length(proof.size(), inner + border); !ok) return tl::unexpected(ok.error());
  return climb_border(climb(leaf, index, proof.first(inner)), proof.subspan(inner));
}

Result<void> verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                              std::span<const Digest> proof, const Digest& root) {
  const auto found = root_from_inclusion(index, size, leaf, proof);
  if (!found) return tl::unexpected(found.error());
  if (*found != root)
    return refuse(Reason::proof_wrong, fmt::format("entry {} of {}", index, size), found->hex());
  return {};
}

Result<void> verify_consistency(std::uint64_t size1, std::uint64_t size2, const Digest& root1,
                                const Digest& root2, std::span<const Digest> proof) {
  if (size1 == 0 || size1 > size2) {
    return refuse(Reason::proof_shape, "size", both("从 {} 到 {}", "from {} to {}", size1, size2));
  }
  const auto wrong = [&](std::string_view which) {
    return refuse(Reason::proof_wrong, fmt::format("from {} to {}", size1, size2), std::string(which));
  };
  if (size1 == size2) {
    if (auto ok = expect_length(proof.size(), 0); !ok) return ok;
    return root1 == root2 ? Result<void>()
                          : wrong(both("大小相同而根不同", "equal sizes with different roots"));
  }

  const auto shift = static_cast<unsigned>(std::countr_zero(size1));
  const unsigned inner = bit_width((size1 - 1) ^ (size2 - 1)) - shift;
  const std::uint64_t turns = (size1 - 1) >> shift;
  const unsigned border = popcount(above(turns, inner));
  const bool seeded =
      !std::has_single_bit(size1);  // else the smaller root is itself a node of the larger tree
  if (auto ok = expect_length(proof.size(), inner + border + (seeded ? 1U : 0U)); !ok) return ok;

  const Digest seed = seeded ? proof.front() : root1;
  const auto siblings = proof.subspan(seeded ? 1 : 0);
  const auto lower = siblings.first(inner);
  const auto lefts = siblings.subspan(inner);
  if (climb_border(climb_left_only(seed, turns, lower), lefts) != root1)
    return wrong(both("较小的根", "the smaller root"));
  if (climb_border(climb(seed, turns, lower), lefts) != root2)
    return wrong(both("较大的根", "the larger root"));
  return {};
}

}  // namespace tenure

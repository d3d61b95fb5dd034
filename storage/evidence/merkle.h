// The Merkle tree of RFC 6962 / RFC 9162 over SHA-256: its hashes, and the verification of its proofs.
//
// leaf = H(0x00 || entry), node = H(0x01 || left || right), empty root = H(""). This is all that a verifier
// needs; proofs are made in proof.h. Pure; any thread.
#pragma once

#include <span>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"

namespace tenure {

Digest leaf_hash(Bytes entry);
Digest node_hash(const Digest& left, const Digest& right);
const Digest& empty_root();

/// The root that `proof` (leaf to root) leads to from the leaf hash. Refuses (proof_shape) an index outside
/// the tree and a proof that has not exactly the length that index and size ask for.
Result<Digest> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                                   std::span<const Digest> proof);

/// proof_shape as above; proof_wrong when the proof leads to another root.
Result<void> verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                              std::span<const Digest> proof, const Digest& root);

/// That the tree of size1 is a prefix of the tree of size2. size1 = 0 is refused: there is nothing to prove,
/// every tree extends the empty one. Equal sizes need an empty proof and equal roots.
Result<void> verify_consistency(std::uint64_t size1, std::uint64_t size2, const Digest& root1,
                                const Digest& root2, std::span<const Digest> proof);

}  // namespace tenure

// Receipts (C2SP tlog-proof): everything that proves an entry to someone who has only the log's key.
//
//   c2sp.org/tlog-proof@v1
//   [extra <base64>]                 opaque, not authenticated; never written here
//   index <decimal>
//   <base64 hash>                    leaf to root, zero or more
//   <empty line>
//   <the checkpoint, verbatim>
//
// Pure; any thread.
#pragma once

#include <vector>

#include "storage/evidence/checkpoint.h"

namespace tenure {

inline constexpr std::size_t kProofHashesMax = 64;

struct Receipt {
  std::uint64_t index = 0;
  std::vector<Digest> proof;
  std::string checkpoint;  ///< a signed note, not yet verified
};

std::string receipt_text(std::uint64_t index, std::span<const Digest> proof, std::string_view checkpoint);

/// The shape down to the checkpoint, which verify_receipt() opens. An `extra` line is checked and dropped.
Result<Receipt> parse_receipt(std::string_view text);

/// That the leaf is entry `receipt.index` of the log that one of `keys` signs; the checkpoint that proves it.
Result<Checkpoint> verify_receipt(const Receipt& receipt, const Digest& leaf,
                                  std::span<const VerifierKey> keys);

}  // namespace tenure

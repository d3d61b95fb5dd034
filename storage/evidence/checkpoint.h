// Checkpoints (C2SP tlog-checkpoint): a signed note that says how large the log is and what its root is.
//
//   <origin>\n<size, decimal>\n<base64(root)>\n
//
// The origin is the name of the log's key. Extension lines are neither written nor accepted: nobody audits
// them. Pure; any thread.
#pragma once

#include "domain/core/sha256.h"
#include "storage/evidence/note.h"

namespace tenure {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root;

  /// The note's text.
  std::string body() const;

  bool operator==(const Checkpoint&) const = default;
};

Result<Checkpoint> parse_checkpoint_body(std::string_view body);

/// The note, signed by one key, or by the old and the new one while the log's key is being rotated. Every
/// signer's name must be the origin.
Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::span<const NoteSigner> signers);

/// The checkpoint in a note that one of `keys` with the origin's name signed. As verify_note(), and
/// note_unverified when the only known signers have other names (a witness alone does not make a checkpoint).
Result<Checkpoint> open_checkpoint(std::string_view note, std::span<const VerifierKey> keys);

}  // namespace tenure

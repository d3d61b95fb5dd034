// Signed notes (C2SP signed-note): a text, and lines that say who signed it.
//
//   <text, ends in a newline>
//   <empty line>
//   — <key name> <base64(key id, 4 bytes big-endian || signature)>        one or more
//
// The signed bytes are the text with its final newline and without the empty line; a note is split at its
// last empty line. A key is known by name and id together; id = SHA-256(name || 0x0A || 0x01 || public
// key)[:4]. Only Ed25519 (type 0x01) signs and verifies here; other types are unknown keys.
//
// Everything owns its bytes. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/refusal.h"
#include "storage/evidence/ed25519.h"

namespace tenure {

inline constexpr std::size_t kNoteSignaturesMax = 64;  ///< the specification asks for at least 16
inline constexpr std::size_t kNoteSizeMax = std::size_t{512} << 10;
inline constexpr std::size_t kKeyNameMax = 255;

/// Not empty, valid UTF-8, no Unicode space, no control character, no `+`.
bool is_key_name(std::string_view name);

/// A public key with its name: text form `name+<8 hex digits of the id>+base64(0x01 || public key)`.
struct VerifierKey {
  std::string name;
  std::uint32_t id = 0;
  PublicKey key;

  /// Refuses (key_invalid) a bad name and a point that PublicKey::valid() refuses.
  static Result<VerifierKey> make(std::string name, const PublicKey& key);
  static Result<VerifierKey> parse(std::string_view text);
  std::string text() const;

  bool operator==(const VerifierKey&) const = default;
};

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string signature;  ///< raw; 64 bytes where the key is an Ed25519 one
};

struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;
};

/// A secret key with the name that it signs under.
class NoteSigner {
 public:
  static Result<NoteSigner> make(std::string name, SecretKey key);

  const VerifierKey& verifier() const { return verifier_; }
  NoteSignature sign(std::string_view text) const;

 private:
  NoteSigner(VerifierKey verifier, SecretKey key) : verifier_(std::move(verifier)), key_(std::move(key)) {}

  VerifierKey verifier_;
  SecretKey key_;
};

/// The whole note, one signature line a signer in their order.
Result<std::string> sign_note(std::string_view text, std::span<const NoteSigner> signers);

/// The shape only; trust nothing of it before verify_note().
Result<Note> parse_note(std::string_view note);

/// Which of `keys` signed it, each once (pointers into `keys`), never none. Lines of unknown keys are
/// ignored. A bad signature under a known key refuses the whole note (signature_invalid); no known key at all
/// is note_unverified.
Result<std::vector<const VerifierKey*>> verify_note(const Note& note, std::span<const VerifierKey> keys);

}  // namespace tenure

// The vault's index: who has a value. An entry says no more of it than a few bits, its bucket; the value
// itself is under its subject's own key, so that erasing the key erases it here too.
//
//   key    "x1:" | kind u8 | bucket u16 | subject's tag(16) | commitment's tag(8)
//   value  length u8 | subject | length u8 | commitment | nonce(24) || XChaCha20-Poly1305 of the folded value
//
// A tag is the first bytes of a SHA-256. What comes before the nonce, and the key, are associated data.
// Bucket: the first bits of HMAC-SHA-256 of kind u8 | folded value under the key store's index key, 16 of an
// identity number, 12 of a name: an entry whose subject was erased says that much, to who has the master key,
// of a value that they guess. Beside each, so that it can be taken out with its subject:
//
//   key    "x2:" | subject's tag(16) | the rest of the entry's key
//
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/act/sealed_values.h"
#include "domain/core/bytes.h"

namespace tenure {

inline constexpr std::string_view kIndexKeys = "x";  ///< what no commitment begins with

/// What a bucket's entries begin with. `mac` is the HMAC of what is looked for.
std::string bucket_key(SealedKind kind, Bytes mac);
/// What all entries of a kind begin with.
std::string bucket_prefix(SealedKind kind);
/// What the HMAC is of.
std::string bucket_text(SealedKind kind, std::string_view folded);

std::string entry_key(std::string_view bucket_key, std::string_view subject, std::string_view commitment);
/// Of the entry that lies beside it.
std::string reverse_key(std::string_view subject, std::string_view entry_key);
std::string reverse_prefix(std::string_view subject);
/// The key of the entry that it lies beside; nothing when it is none.
std::optional<std::string> entry_key_of(std::string_view reverse_key);

struct IndexedEntry {
  std::string_view subject, commitment;
  std::string_view sealed;
  std::string_view head;  ///< what stands before `sealed`
};
std::string entry_head(std::string_view subject, std::string_view commitment);
/// The views are of `value`. Nothing when it is no entry.
std::optional<IndexedEntry> read_entry(std::string_view value);

}  // namespace tenure

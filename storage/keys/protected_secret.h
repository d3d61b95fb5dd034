// A secret on disk as JSON text, under a passphrase or (for development) in the clear.
//
//   {"tenure_key":1, "alg":…, "public":…, "protection":"argon2id", "opslimit":…, "memlimit":…, "salt":…,
//   "nonce":…,
//    "secret":…}
//   {"tenure_key":1, "alg":…, "public":…, "protection":"none", "warning":…, "secret":…}
//
// Binary members are URL-safe base64 without padding; `public` is absent where the secret has no public half.
// Under argon2id `secret` is XChaCha20-Poly1305 under Argon2id(passphrase, salt) with "tenure_key/1", alg and
// public as associated data. Reading is strict: every member once, no other one, no escapes, costs within the
// limits below. Functions keep no state; any thread may call them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"
#include "storage/keys/secret.h"

namespace tenure {

/// What guessing a passphrase costs: passes over, and bytes of, memory.
struct Argon2Cost {
  std::uint64_t opslimit = 3;
  std::uint64_t memlimit_bytes = 256ULL << 20;
};

/// A file that asks for more is refused before the memory is taken.
inline constexpr std::uint64_t kOpslimitMax = 64;
inline constexpr std::uint64_t kMemlimitBytesMax = 1ULL << 30;
inline constexpr std::uint64_t kProtectedSecretMax = 4096;

/// How a secret is written; without a passphrase in the clear. The view must outlive the call it is passed
/// to.
struct Protection {
  std::optional<std::string_view> passphrase;
  Argon2Cost cost;
};

struct ProtectedSecret {
  std::string_view alg;
  std::string public_part;  ///< raw bytes; empty where the secret has no public half
  SecretBytes secret;
};

/// The JSON text; without a passphrase it holds the secret, so the caller wipes it. bad_value for an empty
/// passphrase, io when there is not the memory that the cost asks for.
Result<std::string> protect(const ProtectedSecret& secret, const Protection& protection);

/// Reads the text of a file `where`. `passphrase` when it is missing or wrong, json_… and bad_value for a
/// text that is not of this form or another `alg`, format_version for another tenure_key.
Result<ProtectedSecret> unprotect(std::string_view where, std::string_view text, std::string_view alg,
                                  std::optional<std::string_view> passphrase);

/// The public half alone, which needs no passphrase (and is not checked against the secret).
Result<std::string> public_part_of(std::string_view where, std::string_view text, std::string_view alg);

}  // namespace tenure

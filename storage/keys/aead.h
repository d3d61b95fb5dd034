// XChaCha20-Poly1305 with a random nonce: nonce(24) || ciphertext || tag(16).
//
// The associated data is not stored; opening needs the same. Pure but for the random nonce; any thread may
// call.
#pragma once

#include <optional>
#include <string>

#include "storage/keys/secret.h"

namespace tenure {

inline constexpr std::size_t kAeadKeySize = 32;
inline constexpr std::size_t kAeadNonceSize = 24;
inline constexpr std::size_t kAeadTagSize = 16;
inline constexpr std::size_t kAeadOverhead = kAeadNonceSize + kAeadTagSize;

/// `key` has kAeadKeySize bytes, here and below.
std::string aead_seal(const SecretBytes& key, Bytes plain, Bytes associated);

/// Nothing when the key or the associated data is another one, or a bit was changed.
std::optional<SecretBytes> aead_open(const SecretBytes& key, Bytes sealed, Bytes associated);

}  // namespace tenure

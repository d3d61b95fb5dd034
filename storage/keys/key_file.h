// Signing keys on disk: an Ed25519 seed in a protected_secret.h file, mode 0600.
//
// Functions keep no state; any thread may call them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"
#include "storage/keys/protected_secret.h"
#include "storage/keys/secret.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace tenure {

using RawPublicKey = std::array<std::byte, 32>;
inline constexpr std::size_t kSeedSize = 32;

struct KeyPair {
  RawPublicKey public_key{};
  SecretBytes seed;
};

KeyPair new_key_pair();

/// The pair of a seed of kSeedSize bytes.
KeyPair key_pair_of(SecretBytes seed);

/// Writes a new file; `exists` when there is one, because an overwritten key is lost.
Result<void> save_key_file(rocksdb::FileSystem& fs, const std::string& path, const KeyPair& pair,
                           const Protection& protection);

/// not_found, io, what unprotect() refuses, or damaged when the seed is not that of the public key.
Result<KeyPair> load_key_file(rocksdb::FileSystem& fs, const std::string& path,
                              std::optional<std::string_view> passphrase);

/// Without the passphrase; not checked against the seed.
Result<RawPublicKey> load_public_key(rocksdb::FileSystem& fs, const std::string& path);

}  // namespace tenure

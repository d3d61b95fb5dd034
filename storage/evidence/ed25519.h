// Ed25519 keys and signatures, as libsodium understands them.
//
// verify() is crypto_sign_verify_detached of libsodium 1.0.18 and nothing else: cofactorless, S < L, small
// order rejected. Implementations disagree on crafted signatures, so a test pins this one's verdict on every
// known case. There is no batch verification: it can disagree with this one.
//
// Public keys and signatures are plain values. A SecretKey is wiped when it is destroyed or moved from.
// Everything here may be called from any thread.
#pragma once

#include <array>

#include "domain/core/bytes.h"

namespace tenure {

struct PublicKey {
  std::array<std::byte, 32> bytes{};

  /// Looks at the length only; nothing when it is not 32.
  static std::optional<PublicKey> from_raw(std::string_view raw);

  /// A canonical encoding of a point of the main subgroup, not of small or mixed order: what a registered key
  /// must be.
  bool valid() const;
  Bytes view() const { return bytes; }

  auto operator<=>(const PublicKey&) const = default;
};

struct Signature {
  std::array<std::byte, 64> bytes{};

  /// Looks at the length only; nothing when it is not 64.
  static std::optional<Signature> from_raw(std::string_view raw);

  Bytes view() const { return bytes; }

  auto operator<=>(const Signature&) const = default;
};

/// Seed (32 bytes) || public key (32 bytes).
class SecretKey {
 public:
  static constexpr std::size_t kSeedSize = 32;

  static SecretKey generate();
  /// Nothing when `seed` is not 32 bytes.
  static std::optional<SecretKey> from_seed(std::string_view seed);

  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  ~SecretKey();

  PublicKey public_key() const;
  /// A view of the secret itself, to be stored encrypted; valid as long as the key.
  std::string_view seed() const;
  Signature sign(Bytes message) const;

 private:
  SecretKey() = default;

  std::array<unsigned char, 64> bytes_{};
};

bool verify(const PublicKey& key, Bytes message, const Signature& signature);

}  // namespace tenure

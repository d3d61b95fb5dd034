#include "storage/evidence/ed25519.h"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace tenure {
namespace {

template <class T>
std::optional<T> copy_exact(std::string_view raw) {
  T value;
  if (raw.size() != value.bytes.size()) return std::nullopt;
  std::memcpy(value.bytes.data(), raw.data(), raw.size());
  return value;
}

// The random generator must be ready before a key is drawn; elsewhere libsodium needs no initialisation.
void require_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

}  // namespace

static_assert(sizeof(PublicKey) == crypto_sign_PUBLICKEYBYTES);
static_assert(sizeof(Signature) == crypto_sign_BYTES);
static_assert(sizeof(SecretKey) == crypto_sign_SECRETKEYBYTES);
static_assert(SecretKey::kSeedSize == crypto_sign_SEEDBYTES);

std::optional<PublicKey> PublicKey::from_raw(std::string_view raw) { return copy_exact<PublicKey>(raw); }

bool PublicKey::valid() const { return crypto_core_ed25519_is_valid_point(uchars(bytes)) == 1; }

std::optional<Signature> Signature::from_raw(std::string_view raw) { return copy_exact<Signature>(raw); }

SecretKey SecretKey::generate() {
  require_sodium();
  SecretKey key;
  PublicKey ignored;
  crypto_sign_keypair(reinterpret_cast<unsigned char*>(ignored.bytes.data()), key.bytes_.data());
  return key;
}

std::optional<SecretKey> SecretKey::from_seed(std::string_view seed) {
  if (seed.size() != kSeedSize) return std::nullopt;
  SecretKey key;
  PublicKey ignored;
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(ignored.bytes.data()), key.bytes_.data(),
                           reinterpret_cast<const unsigned char*>(seed.data()));
  return key;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
  return *this;
}

SecretKey::~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

PublicKey SecretKey::public_key() const {
  PublicKey key;
  std::memcpy(key.bytes.data(), bytes_.data() + kSeedSize, key.bytes.size());
  return key;
}

std::string_view SecretKey::seed() const { return {reinterpret_cast<const char*>(bytes_.data()), kSeedSize}; }

Signature SecretKey::sign(Bytes message) const {
  Signature signature;
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.bytes.data()), nullptr, uchars(message),
                       message.size(), bytes_.data());
  return signature;
}

bool verify(const PublicKey& key, Bytes message, const Signature& signature) {
  return crypto_sign_verify_detached(uchars(signature.bytes), uchars(message), message.size(),
                                     uchars(key.bytes)) == 0;
}

}  // namespace tenure

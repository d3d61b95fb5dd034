#include "storage/keys/aead.h"

#include <sodium.h>

#include <cassert>

namespace tenure {

static_assert(kAeadKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kAeadNonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kAeadTagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);

std::string aead_seal(const SecretBytes& key, Bytes plain, Bytes associated) {
  assert(key.size() == kAeadKeySize);
  std::string sealed(plain.size() + kAeadOverhead, '\0');
  auto* const nonce = reinterpret_cast<unsigned char*>(sealed.data());
  randombytes_buf(nonce, kAeadNonceSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kAeadNonceSize, nullptr, uchars(plain), plain.size(),
                                             uchars(associated), associated.size(), nullptr, nonce,
                                             uchars(key.view()));
  return sealed;
}

std::optional<SecretBytes> aead_open(const SecretBytes& key, Bytes sealed, Bytes associated) {
  assert(key.size() == kAeadKeySize);
  if (sealed.size() < kAeadOverhead) return std::nullopt;
  SecretBytes plain(sealed.size() - kAeadOverhead);
  const Bytes body = sealed.subspan(kAeadNonceSize);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.mutable_view().data()), nullptr, nullptr, uchars(body),
      body.size(), uchars(associated), associated.size(), uchars(sealed), uchars(key.view()));
  if (failed != 0) return std::nullopt;
  return plain;
}

}  // namespace tenure

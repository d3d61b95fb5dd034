// The low-level interface is deprecated in OpenSSL 3 but costs no fetch and no allocation per digest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "domain/core/sha256.h"

#include <openssl/sha.h>

#include <cstring>

namespace tenure {
namespace {
SHA256_CTX* context(std::array<std::byte, 128>& state) { return reinterpret_cast<SHA256_CTX*>(state.data()); }
}  // namespace

static_assert(sizeof(SHA256_CTX) <= 128);

std::optional<Digest> Digest::from_raw(std::string_view raw) {
  if (raw.size() != 32) return std::nullopt;
  Digest digest;
  std::memcpy(digest.bytes.data(), raw.data(), raw.size());
  return digest;
}

Sha256::Sha256() { SHA256_Init(context(state_)); }

Sha256& Sha256::update(Bytes bytes) {
  SHA256_Update(context(state_), bytes.data(), bytes.size());
  return *this;
}

Digest Sha256::finish() {
  Digest digest;
  SHA256_Final(reinterpret_cast<unsigned char*>(digest.bytes.data()), context(state_));
  return digest;
}

Digest sha256(Bytes bytes) { return Sha256().update(bytes).finish(); }

}  // namespace tenure

#include "storage/keys/key_file.h"

#include <sodium.h>

#include <cassert>
#include <cstring>

#include "domain/core/both.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::string_view kAlg = "ed25519";
static_assert(kSeedSize == crypto_sign_SEEDBYTES);
static_assert(sizeof(RawPublicKey) == crypto_sign_PUBLICKEYBYTES);

}  // namespace

KeyPair new_key_pair() { return key_pair_of(SecretBytes::random(kSeedSize)); }

KeyPair key_pair_of(SecretBytes seed) {
  assert(seed.size() == kSeedSize);
  KeyPair pair;
  SecretBytes expanded(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(pair.public_key.data()),
                           reinterpret_cast<unsigned char*>(expanded.mutable_view().data()),
                           uchars(seed.view()));
  pair.seed = std::move(seed);
  return pair;
}

Result<void> save_key_file(rocksdb::FileSystem& fs, const std::string& path, const KeyPair& pair,
                           const Protection& protection) {
  const ProtectedSecret secret{kAlg, std::string(as_view(pair.public_key)),
                               SecretBytes::copy_of(pair.seed.view())};
  auto text = protect(secret, protection);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  return write_file(fs, path, as_bytes(*text), IfExists::refuse);
}

Result<KeyPair> load_key_file(rocksdb::FileSystem& fs, const std::string& path,
                              std::optional<std::string_view> passphrase) {
  auto text = read_file(fs, path, kProtectedSecretMax);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  auto secret = unprotect(path, *text, kAlg, passphrase);
  if (!secret) return tl::unexpected(secret.error());
  if (secret->secret.size() != kSeedSize)
    return refuse(Reason::damaged, path, both("种子不是 32 字节", "the seed is not of 32 bytes"));
  KeyPair pair = key_pair_of(std::move(secret->secret));
  if (as_view(pair.public_key) != secret->public_part) {
    return refuse(Reason::damaged, path, both("公钥与种子不符", "the public key is not that of the seed"));
  }
  return pair;
}

Result<RawPublicKey> load_public_key(rocksdb::FileSystem& fs, const std::string& path) {
  auto text = read_file(fs, path, kProtectedSecretMax);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  const auto public_part = public_part_of(path, *text, kAlg);
  if (!public_part) return tl::unexpected(public_part.error());
  RawPublicKey key;
  if (public_part->size() != key.size())
    return refuse(Reason::damaged, path, both("公钥不是 32 字节", "the public key is not of 32 bytes"));
  std::memcpy(key.data(), public_part->data(), key.size());
  return key;
}

}  // namespace tenure

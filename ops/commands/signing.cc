#include "ops/commands/signing.h"

#include <algorithm>

#include "domain/core/both.h"
#include "ops/commands/passphrase.h"
#include "storage/files/files.h"
#include "storage/keys/secret.h"

namespace tenure {
namespace {

constexpr std::size_t kNonceSize = 16;
constexpr std::int64_t kMillisecondUs = 1000;

}  // namespace

Result<SecretKey> load_signing_key(const std::string& path, const std::string& passphrase_file) {
  const auto fs = default_file_system();
  auto pair = unlock(passphrase_file, path, [&](const std::optional<std::string>& passphrase) {
    return load_key_file(*fs, path, passphrase);
  });
  if (!pair) return tl::unexpected(pair.error());
  auto key = SecretKey::from_seed(as_view(pair->seed.view()));
  if (!key) return refuse(Reason::damaged, path, both("种子不是 32 字节", "the seed is not of 32 bytes"));
  return std::move(*key);
}

std::string key_id_of(const PublicKey& key) { return to_base64url(key.view()); }

Result<void> add_signature(Envelope& envelope, const SecretKey& key) {
  std::string id = key_id_of(key.public_key());
  if (std::any_of(envelope.signatures.begin(), envelope.signatures.end(),
                  [&](const Signed& other) { return other.keyid == id; })) {
    return refuse(Reason::key_twice, "signatures", id);
  }
  if (envelope.signatures.size() == kSignaturesMax) return refuse(Reason::limit_signatures, "signatures");
  const Signature signature = key.sign(as_bytes(pae(envelope.payload_type, envelope.payload)));
  envelope.signatures.push_back({std::move(id), std::string(as_view(signature.view()))});
  return {};
}

std::string random_nonce() { return to_base64url(SecretBytes::random(kNonceSize).view()); }

ActId new_act_id(Moment now) {
  std::array<std::byte, 10> random;
  std::ranges::copy(SecretBytes::random(random.size()).view(), random.begin());
  return ActId::make(static_cast<std::uint64_t>(now.us / kMillisecondUs), random);
}

}  // namespace tenure

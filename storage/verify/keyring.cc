#include "storage/verify/keyring.h"

#include <sodium.h>

#include "domain/core/both.h"
#include "domain/core/bytes.h"

namespace tenure::verification {
namespace {

bool is_valid_point(const std::string& keyid) {
  const auto raw = from_base64url(keyid);
  return raw && raw->size() == crypto_core_ed25519_BYTES &&
         crypto_core_ed25519_is_valid_point(uchars(as_bytes(*raw))) == 1;
}

}  // namespace

std::optional<std::string> Keyring::apply(const KeyChange& change, std::uint64_t index) {
  if (change.kind == KeyChange::Kind::log_key) {
    log_keys_.insert(change.key);
    return std::nullopt;
  }
  if (change.kind == KeyChange::Kind::registered) {
    if (!is_valid_point(change.key))
      return both("登记了 {0}，这不是 Ed25519 公钥", "registers {0}, which is no Ed25519 key", change.key);
    if (!keys_.emplace(change.key, std::nullopt).second)
      return both("再次登记 {0}", "registers {0} again", change.key);
    return std::nullopt;
  }
  const auto found = keys_.find(change.key);
  if (found == keys_.end())
    return both("吊销了未登记的 {0}", "revokes {0}, which is not registered", change.key);
  found->second = found->second.value_or(index);
  return std::nullopt;
}

std::optional<std::string> Keyring::objection(const std::string& keyid) const {
  const auto found = keys_.find(keyid);
  if (found == keys_.end())
    return both("由此前未登记的 {0} 签名", "signed by {0}, which was not registered before", keyid);
  if (found->second)
    return both("由 {0} 签名，它已被文书 {1} 吊销", "signed by {0}, revoked by act {1}", keyid,
                *found->second);
  return std::nullopt;
}

}  // namespace tenure::verification

#include "storage/verify/keyring.h"

#include <sodium.h>

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
    if (!is_valid_point(change.key)) return "registers " + change.key + ", which is no Ed25519 key";
    if (!keys_.emplace(change.key, std::nullopt).second) return "registers " + change.key + " again";
    return std::nullopt;
  }
  const auto found = keys_.find(change.key);
  if (found == keys_.end()) return "revokes " + change.key + ", which is not registered";
  found->second = found->second.value_or(index);
  return std::nullopt;
}

std::optional<std::string> Keyring::objection(const std::string& keyid) const {
  const auto found = keys_.find(keyid);
  if (found == keys_.end()) return "signed by " + keyid + ", which was not registered before";
  if (found->second) return "signed by " + keyid + ", revoked by act " + std::to_string(*found->second);
  return std::nullopt;
}

}  // namespace tenure::verification

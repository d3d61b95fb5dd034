// The keys that acts registered and revoked so far, in the order of the log. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tenure::verification {

struct KeyChange {
  enum class Kind : std::uint8_t { registered, revoked, log_key };
  Kind kind;
  std::string key;  ///< keyid, or for log_key a verifier key's text
};

class Keyring {
 public:
  /// What is wrong with the change, or nothing.
  std::optional<std::string> apply(const KeyChange& change, std::uint64_t index);

  /// Why the key may not sign now, or nothing.
  std::optional<std::string> objection(const std::string& keyid) const;

  bool names_log_key(const std::string& verifier) const { return log_keys_.contains(verifier); }

 private:
  std::unordered_map<std::string, std::optional<std::uint64_t>> keys_;  ///< with the act that revoked it
  std::unordered_set<std::string> log_keys_;
};

}  // namespace tenure::verification

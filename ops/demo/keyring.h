// The demo's signing keys, one an organisation: made from the seed, so that the same demo has the same acts.
// They guard nothing and lie in the clear. One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/core/refusal.h"
#include "storage/evidence/ed25519.h"

namespace tenure::demo {

class Keyring {
 public:
  static Keyring of_seed(std::uint64_t seed, const std::vector<std::string>& orgs);
  /// The files that save() made.
  static Result<Keyring> load(const std::string& folder, const std::vector<std::string>& orgs);
  /// <folder>/<org>.key each; refuses to write over one.
  Result<void> save(const std::string& folder) const;

  /// The organisation has one; the caller knows.
  const SecretKey& of(const std::string& org) const { return keys_.at(org); }
  /// As acts and envelopes name it.
  std::string id_of(const std::string& org) const { return to_base64url(of(org).public_key().view()); }

  /// Of anything else that the demo signs with: the log's key.
  static std::string seed_for(std::uint64_t seed, const std::string& name);

 private:
  std::map<std::string, SecretKey> keys_;
};

}  // namespace tenure::demo

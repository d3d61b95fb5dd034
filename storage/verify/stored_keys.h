// The keys of sealed values as they lie in a folder, read with this file's own parser: `keys/subjects.keys`
// and, when the master key is at hand, the keys in it. Nothing is written, not even a torn end cut off.
//
// Some 130 bytes a subject in memory. After reading, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/core/refusal.h"
#include "storage/keys/secret.h"

namespace tenure::verification {

class StoredKeys {
 public:
  /// What is wrong with the files is a refusal: damaged, not_found, format_version, io. A master key that its
  /// passphrase does not open, or that needs one, leaves the keys closed.
  static Result<StoredKeys> read(const std::string& folder, const std::optional<std::string>& passphrase);

  std::uint64_t records() const { return records_.size(); }
  std::uint64_t erased() const { return erased_; }
  bool are_open() const { return !name_key_.view().empty(); }

  enum class State : std::uint8_t { missing, erased, held };
  /// Of keys that are open.
  State state(std::string_view subject) const;
  /// The subject's key; nothing when it does not open. It is `held`.
  std::optional<SecretBytes> key_of(std::string_view subject) const;
  /// The plain text under the subject's key; nothing when it does not open. The key is `held`.
  std::optional<SecretBytes> open(std::string_view subject, std::string_view sealed,
                                  std::string_view associated) const;

 private:
  using Name = std::array<std::byte, 32>;
  struct NameHash {
    std::size_t operator()(const Name& name) const;
  };

  Result<void> take(std::string_view file);
  Result<void> unlock(const std::string& folder, std::string_view file,
                      const std::optional<std::string>& passphrase);
  Name name_of(std::string_view subject) const;

  std::unordered_map<Name, std::string, NameHash> records_;  ///< nonce and wrapped key; empty: erased
  std::uint64_t erased_ = 0;
  SecretBytes name_key_;
  SecretBytes wrap_key_;
};

}  // namespace tenure::verification

// Sealed values: what the acts' commitments stand for, erasable because each subject has a key of its own.
//
// A RocksDB database of its own. Key: the commitment's text, '/' and the first 16 bytes of
// SHA-256(subject). Value: nonce(24) || XChaCha20-Poly1305 of
// salt(32) || value
// || tag(16), under the subject's key and with the commitment as associated data, so that a value never
// answers for another commitment. Erasing destroys the key (key_store.h); the ciphertext stays and means
// nothing.
//
// Any thread may call. The KeyStore must outlive this.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"
#include "storage/keys/key_store.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace tenure {

class Database;

using Salt = std::array<std::byte, 32>;

inline constexpr std::size_t kCommitmentMax = 64;
inline constexpr std::size_t kSealedValueMax = std::size_t{64} * 1024;

/// A value on its way into the vault. The views must outlive the call they are passed to.
struct SealedValue {
  std::string_view subject;
  std::string_view commitment;
  Salt salt;
  std::string_view value;
};

/// What opens a commitment.
struct Opening {
  Salt salt;
  std::string value;
};

class Vault {
 public:
  /// Opens the database in `folder`, made (private to its owner) where missing. damaged, disk_full or io.
  static Result<Vault> open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                            KeyStore& keys);

  Vault(Vault&&) noexcept;
  Vault& operator=(Vault&&) noexcept;
  ~Vault();

  /// Stores all values or none, synced; the caller has checked that they open their commitments. `absent`
  /// when a subject was erased, limit_text or bad_value for a value or commitment that cannot be stored,
  /// disk_full, or outcome_unknown, after which the same call may be made again.
  Result<void> put(std::span<const SealedValue> values);

  /// `absent` when the subject was erased: nothing can be sealed for it any more.
  Result<void> takes(std::string_view subject) const;

  /// `absent` when it was never put, or the subject was erased or is another one's: an asker cannot tell
  /// which. damaged when what is stored cannot be read.
  Result<Opening> get(std::string_view subject, std::string_view commitment) const;

  /// Makes every value of the subject unreadable, for ever.
  Result<KeyStore::Erased> erase(std::string_view subject);

 private:
  Vault(KeyStore& keys, std::unique_ptr<Database> database);

  KeyStore* keys_;
  std::unique_ptr<Database> database_;
};

}  // namespace tenure

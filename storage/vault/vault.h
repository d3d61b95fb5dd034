// Sealed values: what the acts' commitments stand for, erasable because each subject has a key of its own.
//
// A RocksDB database of its own. Key: the commitment's text, '/' and the first 16 bytes of
// SHA-256(subject). Value: nonce(24) || XChaCha20-Poly1305 of
// salt(32) || value
// || tag(16), under the subject's key and with the commitment as associated data, so that a value never
// answers for another commitment. Erasing destroys the key (key_store.h); the ciphertext stays and means
// nothing.
//
// Values of a kind are indexed beside it (index_entry.h), written with them and taken out with their subject.
// The key "x" says that the index is whole: a vault from before it has none until its values were indexed.
// The key "xn" says how many values there are, so that a vault that lost some is known: what it holds at
// least stands outside it, in the ledger's head anchor.
//
// What is there and cannot be read is damage and is said; only what was never put, or was erased, is absent.
//
// Any thread may call. The KeyStore must outlive this.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/sealed_values.h"
#include "domain/core/refusal.h"
#include "storage/keys/key_store.h"
#include "storage/vault/name_index.h"

namespace rocksdb {
class FileSystem;
class WriteBatch;
}  // namespace rocksdb

namespace tenure {

class Database;
class HeldDeletions;
struct IndexedEntry;

using Salt = std::array<std::byte, 32>;

inline constexpr std::size_t kCommitmentMax = 64;
inline constexpr std::size_t kSealedValueMax = std::size_t{64} * 1024;

/// A value on its way into the vault. The views must outlive the call they are passed to.
struct SealedValue {
  std::string_view subject;
  std::string_view commitment;
  Salt salt;
  std::string_view value;
  std::optional<SealedKind> kind = {};  ///< that it is found by; absent: it is not
};

/// A value that is in the vault and found by its kind.
struct FindableValue {
  std::string subject;
  std::string commitment;
  SealedKind kind = SealedKind::name;
};

/// What opens a commitment.
struct Opening {
  Salt salt;
  std::string value;
};

class Vault {
 public:
  /// Opens the database in `folder`, made (private to its owner) where missing unless it must hold values.
  /// damaged, also with fewer than `values_min` of them, disk_full or io.
  static Result<Vault> open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                            KeyStore& keys, std::uint64_t values_min = 0);

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
  /// which. damaged when what is stored cannot be read, or its key is gone without an erasure.
  Result<Opening> get(std::string_view subject, std::string_view commitment) const;

  /// The value alone; nothing where it is absent.
  Result<std::optional<std::string>> value(std::string_view subject, std::string_view commitment) const;

  /// Whose value of the kind it is, compared folded; nobody who was erased. Costs what lies in one bucket: a
  /// few entries for each 100,000 people. damaged or io.
  Result<std::vector<FoundValue>> find(SealedKind kind, std::string_view value) const;

  /// Whose name holds the text, or sounds like it: a part of it, pinyin, initials (name_index.h); nobody who
  /// was erased. One pass over all names in memory. Where they are not there yet, they are read first.
  Result<std::vector<FoundValue>> find_names(std::string_view text) const;
  /// Reads all names into memory, so that nobody waits for it: some seconds for 100,000. Whoever asks
  /// meanwhile waits. Values may be put and erased meanwhile. Told to stop, it leaves the rest to the next
  /// one.
  Result<void> read_names(const std::stop_token& stop = {}) const;

  /// Makes every value of the subject unreadable, for ever, and takes it out of the index.
  Result<KeyStore::Erased> erase(std::string_view subject);

  /// Values that are durable; never less than before. Any thread.
  std::uint64_t count() const;

  /// Whether find() knows every value of a kind. One from before the index does once index() was told of all
  /// of them and index_is_whole() was called.
  bool is_indexed() const { return indexed_; }
  /// What is not in the vault, or was erased, is left out.
  Result<void> index(std::span<const FindableValue> values);
  Result<void> index_is_whole();

 private:
  Vault(KeyStore& keys, std::unique_ptr<Database> database);

  std::string bucket_of(SealedKind kind, std::string_view folded) const;
  /// Adds the entry of a value to a batch.
  void add_entry(rocksdb::WriteBatch& batch, const SecretBytes& key, std::string_view subject,
                 std::string_view commitment, SealedKind kind, std::string_view value) const;
  Result<void> write(rocksdb::WriteBatch& batch, bool synced);
  struct Names;
  /// The subject's value of an entry of the index, opened; empty when it was erased.
  Result<std::string> open_entry(std::string_view key, const IndexedEntry& entry) const;
  Result<void> look_whether_indexed();
  Result<void> load_count(std::uint64_t values_min);
  Result<void> look_for_lost_tables(HeldDeletions& tables) const;
  Result<std::uint64_t> count_all() const;
  Result<bool> holds(std::string_view key) const;
  Result<void> put_all(std::span<const SealedValue> values);
  Result<void> forget(std::string_view subject);

  KeyStore* keys_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Names> names_;
  bool indexed_ = false;
};

}  // namespace tenure

// The keys of sealed values: one key a subject, wrapped under one master key. Erasing a subject is destroying
// its key.
//
// Two files in one folder, which never belongs into an ordinary backup (a key that a backup still holds is
// not destroyed; backups of keys are a thing of their own and expire):
//
//   master.key     32 random bytes in the form of protected_secret.h
//   subjects.keys  a header and records of 128 bytes, big-endian; the file names nobody
//
//   header   0    8  magic "TNRKEYS\0"
//            8    4  format version, 1
//            12   32 check of the master key
//            44      zeros
//   record   0    1  kind: 1 key, 2 erased (nonce and wrapped key are zeros)
//            1    32 name: HMAC-SHA-256 of the subject under a key derived from the master key
//            33   24 nonce
//            57   48 the subject's key under XChaCha20-Poly1305 with the name as associated data
//            105  6  zeros
//            111  16 start of the SHA-256 of the 111 bytes before it
//            127  1  0xa5, the last byte to be written
//
// A record is appended and synced before its key is used; of many new ones at once, the file is written anew
// and takes the old one's place. A record that lacks its last byte, at the end of the file, is an append that
// a crash tore: it is cut off and reported. Anything else that does not check is damage, and so is a file
// with fewer records than it is known to have had (the ledger's head anchor counts them): no record ever
// goes.
//
// In memory only the master key's three derivatives are in the clear; a subject's key is unwrapped for each
// use. One mutex guards everything: any thread may call. One process a folder (the ledger's FolderLock sees
// to it).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/core/refusal.h"
#include "storage/keys/protected_secret.h"
#include "storage/keys/secret.h"

namespace rocksdb {
class FileSystem;
class FSRandomRWFile;
}  // namespace rocksdb

namespace tenure {

inline constexpr std::size_t kSubjectSizeMax = 256;
inline constexpr std::uint64_t kSubjectKeysMax = 16ULL << 20;

class KeyStore {
 public:
  /// Makes both files in `folder` (created, private, where missing); `exists` when there is a store.
  static Result<std::unique_ptr<KeyStore>> create(std::shared_ptr<rocksdb::FileSystem> fs,
                                                  const std::string& folder, const Protection& protection);

  /// `passphrase` when it is missing or wrong, damaged when a record does not check or the two files do not
  /// belong together, not_found when a file is missing, damaged below `keys_min` records; the files are
  /// left as they are then.
  static Result<std::unique_ptr<KeyStore>> open(std::shared_ptr<rocksdb::FileSystem> fs,
                                                const std::string& folder,
                                                std::optional<std::string_view> passphrase,
                                                std::uint64_t keys_min = 0);

  ~KeyStore();
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;

  /// The subject's key; a new one is durable when this returns. `absent` when the subject was erased.
  /// disk_full changes nothing; after outcome_unknown the store is `stopped` for writes until it is opened
  /// again.
  Result<SecretBytes> key_for(std::string_view subject);

  /// Makes the keys that are missing where that is cheaper for all of them at once than one by one; the
  /// others key_for() makes. All that it makes are durable when this returns. Refusals as with key_for().
  Result<void> make_missing(std::span<const std::string_view> subjects);

  /// not_found when the subject never had a key, `absent` when it was erased, damaged when the key does not
  /// open.
  Result<SecretBytes> find(std::string_view subject) const;

  /// HMAC-SHA-256 under a key of its own that the master key gives: by it the vault's index finds a value.
  std::array<std::byte, 32> index_mac(std::string_view text) const;

  struct Erased {
    bool
        overwritten;  ///< false: the old file's blocks could not be zeroed; the key may be left in free space
  };
  /// Destroys the subject's key, for ever: the file is rewritten without it, then the old file's bytes are
  /// zeroed. Erasing twice, or one who never had a key, is no error. Refusals as with key_for(). Zeroing
  /// reaches the live file system alone: not snapshots, backups, or the spare blocks of a copy-on-write file
  /// system or flash disk.
  Result<Erased> erase(std::string_view subject);

  struct Counts {
    std::uint64_t keys = 0;    ///< records
    std::uint64_t erased = 0;  ///< of them, of erased subjects
  };
  /// What is durable; neither ever becomes less.
  Counts counts() const;

  /// Bytes of a torn append that open() cut off; 0 when there was none. The operator is told.
  std::uint64_t torn_bytes() const { return torn_bytes_; }

 private:
  using Name = std::array<std::byte, 32>;
  struct NameHash {
    std::size_t operator()(const Name& name) const;
  };
  /// nonce and wrapped key; empty once erased.
  using Wrapped = std::string;

  KeyStore(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder, const SecretBytes& master);

  static Result<std::unique_ptr<KeyStore>> load(std::shared_ptr<rocksdb::FileSystem> fs,
                                                const std::string& folder, const SecretBytes& master,
                                                std::uint64_t keys_min);
  Result<void> take_records(std::string_view content);
  Result<void> open_file();
  Result<void> append(const Name& name, Wrapped wrapped);
  Result<Erased> rewrite_without(const Name& name);
  Result<SecretBytes> unwrap(const Name& name, const Wrapped& wrapped) const;
  Result<Name> name_of(std::string_view subject) const;
  Result<Erased> replace_file(const std::string& content);
  Result<void> open_file_or_stop();
  std::string header() const;

  std::shared_ptr<rocksdb::FileSystem> fs_;
  std::string path_;
  SecretBytes name_key_;
  SecretBytes wrap_key_;
  SecretBytes index_key_;
  std::string check_;
  std::uint64_t torn_bytes_ = 0;

  mutable std::mutex mutex_;  // guards what follows
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::uint64_t length_ = 0;  ///< where the next record goes
  std::unordered_map<Name, Wrapped, NameHash> records_;
  std::uint64_t erased_ = 0;  ///< of records_
  bool stopped_ = false;
};

}  // namespace tenure

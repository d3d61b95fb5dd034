// A ledger's folder and everything in it, opened together and locked against other processes.
//
//   ledger.json     origin and the log's verifier key
//   lock            held while open
//   head            head anchor
//   log/            acts, entries, tree, journal           the truth
//   views-<hash>/   rows and entity index                  disposable
//   prepared        names views of a coming program        disposable
//   vault/ attachments/                                    sealed values, files
//   keys/           log.key, master.key, subjects.keys     never in an ordinary backup
//
// Writers: one thread (the sequencer). Readers: any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "storage/files/files.h"
#include "storage/keys/key_store.h"
#include "storage/keys/protected_secret.h"
#include "storage/ledger/log_archive.h"
#include "storage/log/log_store.h"
#include "storage/vault/attachments.h"
#include "storage/vault/vault.h"
#include "storage/views/view_store.h"

namespace tenure {

class LedgerStore final : public LogArchive {
 public:
  struct Options {
    std::string folder;
    std::optional<std::string> passphrase = std::nullopt;  ///< of log.key and master.key
    std::shared_ptr<rocksdb::FileSystem> fs = default_file_system();
    Argon2Cost cost = {};  ///< for new keys
    /// Of the new log key, 32 bytes, for a ledger that must come out the same again. Absent: random.
    std::optional<std::string> log_seed = std::nullopt;
  };

  /// Makes the folder with its keys and an empty log. `exists` when there is a ledger.
  static Result<std::unique_ptr<LedgerStore>> create(const Options& options, const std::string& origin);
  /// is_backup where the folder is one.
  static Result<std::unique_ptr<LedgerStore>> open(const Options& options);

  /// What a backup of a ledger holds, to be read alone: nothing in `folder` is written. Rows, and whatever
  /// else a ledger has, are made in `scratch`, an empty folder that outlives the store. Sealed values stay
  /// closed: their keys are elsewhere. not_found when it is no backup.
  static Result<std::unique_ptr<LedgerStore>> open_backup(const std::string& folder,
                                                          const std::string& scratch);

  const std::string& origin() const { return origin_; }
  const VerifierKey& log_key() const { return *log_key_; }
  /// origin#<first 16 hex digits of the genesis leaf hash>; nothing while the log is empty.
  Result<std::optional<std::string>> ledger_id() const;

  LogStore& log() { return *log_; }
  const LogStore& log() const { return *log_; }
  ViewStore& views() { return *views_; }
  Vault& vault() { return *vault_; }
  Attachments& attachments() { return *attachments_; }
  const KeyStore& keys() const { return *keys_; }

  /// How many bytes the journal of reads has, durably: the next anchor says so, and never less than the one
  /// before. Any thread.
  void count_reads(std::uint64_t bytes);

  /// See Database::compactions: of the log and the views.
  std::uint64_t compactions() const { return log_->compactions() + views_->compactions(); }

  /// Deletes the views of other schemas: those of an older program, once this one's have caught up. Views
  /// that were prepared for a coming one stay.
  Result<void> drop_other_views();

 private:
  explicit LedgerStore(Options options) : options_(std::move(options)) {}

  Result<void> make_keys();
  Result<void> load_signer(const std::string& origin);
  Result<void> open_log(bool create);
  Result<void> open_keys();
  Result<void> open_beside_log();
  LogStore::Options log_options();

  Options options_;
  std::string origin_;
  std::optional<FolderLock> lock_;
  std::vector<NoteSigner> signers_;  ///< none of a backup
  std::optional<VerifierKey> log_key_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<LogStore> log_;
  std::optional<ViewStore> views_;
  std::optional<Vault> vault_;
  std::optional<Attachments> attachments_;
  std::atomic<std::uint64_t> reads_ = 0;  ///< see count_reads
};

}  // namespace tenure

// The log: every admitted act, its entry, the tree and the journal, in one synced RocksDB database beside a
// head anchor.
//
// Opening checks that the log extends to the anchor's size and hashes to its root; a shorter or different log
// is refused with what is missing. Entries after the anchor were written whole but never answered for: they
// are kept, said (Opened::unanchored) and anchored. One writer (append, journal); any number of readers on
// any thread, which see a published head and never half a group.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/anchor/head_anchor.h"
#include "storage/evidence/checkpoint.h"
#include "storage/evidence/tile_path.h"
#include "storage/evidence/tree_tail.h"
#include "storage/files/rocks.h"
#include "storage/log/act_codec.h"
#include "storage/log/commit_log.h"
#include "storage/verify/anchor_file.h"

namespace tenure {

/// What the log looked like when it was opened; the operator is told.
struct Opened {
  std::uint64_t size = 0;
  std::uint64_t anchored = 0;         ///< size that the anchor vouches for
  std::uint64_t unanchored = 0;       ///< entries after it: written before a crash, never acknowledged
  std::optional<std::string> damage;  ///< of the anchor's other slot
};

/// A published state of the log; immutable.
struct Published {
  Head head;
  std::string checkpoint;  ///< the signed note of `head`
  TreeTail tail;
};

/// The database under a log, with its column families and options and nothing said of its contents: for
/// LogStore, and for who measures what RocksDB itself costs.
Result<Database> open_log_database(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                   Database::Mode mode);
/// The same to be read alone, while another process may be writing it (Database::open_live).
Result<Database> open_live_log_database(const std::shared_ptr<rocksdb::FileSystem>& fs,
                                        const std::string& path, const std::string& scratch);

class LogStore final : public CommitLog, public TileSource {
 public:
  struct Options {
    std::string folder;  ///< the ledger's folder; the database is <folder>/log, the anchor <folder>/head
    std::shared_ptr<rocksdb::FileSystem> fs;
    std::string origin;
    std::vector<NoteSigner>* signers = nullptr;  ///< who sign checkpoints; outlives the store
    std::vector<VerifierKey> keys;               ///< who may have signed the anchor's checkpoint
  };

  /// Makes an empty log and its anchor.
  static Result<std::unique_ptr<LogStore>> create(const Options& options);
  static Result<std::unique_ptr<LogStore>> open(const Options& options);

  /// The log of a ledger's folder to be read alone, also while another process appends to it: as of the
  /// anchor's newest checkpoint, which the log must hold. Nothing in the folder is written; `scratch` is a
  /// folder for RocksDB's notes. Whatever writes is refused with `stopped`.
  static Result<std::unique_ptr<LogStore>> open_to_read(const std::shared_ptr<rocksdb::FileSystem>& fs,
                                                        const std::string& folder,
                                                        const std::string& scratch);
  /// Of a log opened so: goes on to the checkpoint that is the newest now.
  Result<Head> follow();

  const Opened& opened() const { return opened_; }

  /// What the anchor says of keys and vault: they held at least so much when it was written.
  SealCounts anchored_seals() const { return anchor_ ? anchor_->counts() : SealCounts(); }
  /// From now on the anchor says with each checkpoint what `count` does. The writer's thread calls it.
  void count_seals(std::function<SealCounts()> count) { count_seals_ = std::move(count); }
  /// Says it at once where it changed; of a log that is read alone nothing is said. Refusals as of an append.
  Result<void> anchor_seals();

  std::shared_ptr<const Published> published() const;

  // CommitLog
  Head head() const override { return published()->head; }
  Result<Head> append(const Head& expected, std::span<const LogRecord> records) override;
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<bool>(LogRecord&&)>& visit) const override;

  Result<LogRecord> record(std::uint64_t index) const;
  Result<Entry> entry(std::uint64_t index) const;
  Result<ActHead> act_head(std::uint64_t index) const;
  /// One event's bytes, without the rest of its act.
  Result<std::string> slice(Position position) const;
  Result<std::optional<std::uint64_t>> find_act(const ActId& act) const;

  /// Hashes of a tile as of the published size (TileSource).
  Result<std::vector<Digest>> tile(unsigned level, std::uint64_t n, unsigned width) override;
  /// The root of the first `size` entries.
  Result<Digest> root_at(std::uint64_t size) const;
  /// What `GET /tile/...` answers: tile hashes or an entry bundle.
  Result<std::string> tile_bytes(const TileName& name);
  /// The tlog-proof of an entry under the published checkpoint.
  Result<std::string> receipt(std::uint64_t index);

  /// Notes a refusal of a validly signed act (JSON). Kept with the next append or `sync_journal`.
  Result<void> journal(Moment at, std::string_view json);
  Result<void> read_journal(const std::function<void(Moment at, std::string_view json)>& visit) const;

  /// Makes the journal durable before the process ends.
  Result<void> sync_journal();

  /// See Database::compactions.
  std::uint64_t compactions() const { return db_.compactions(); }

 private:
  explicit LogStore(const Options& options) : options_(options) {}

  Result<void> open_database(bool create);
  Result<void> check_format() const;
  Result<void> show(const verification::AnchoredHead& anchored);
  Result<void> load_head();
  Result<void> load_journal_sequence();
  Result<void> check_anchor();
  Result<void> anchor_head(Published& next);
  Result<std::string> get(std::size_t family, std::string_view key, std::string what) const;
  void put_record(const LogRecord& record, rocksdb::WriteBatch& batch) const;
  Result<std::vector<Digest>> leaf_tile(std::uint64_t n, unsigned width) const;
  Result<std::vector<std::string>> entry_range(std::uint64_t from, std::uint64_t count) const;
  void publish(std::shared_ptr<const Published> next);

  Options options_;
  Database db_;
  std::optional<HeadAnchor> anchor_;
  std::function<SealCounts()> count_seals_;
  Opened opened_;
  std::optional<verification::LedgerName> read_as_;  ///< opened to be read alone
  bool stopped_ = false;
  std::uint32_t journal_sequence_ = 0;

  mutable std::mutex mutex_;  ///< guards published_ alone
  std::shared_ptr<const Published> published_;

  std::mutex proof_mutex_;  ///< guards proof_nodes_
  std::optional<TileNodes> proof_nodes_;
};

}  // namespace tenure

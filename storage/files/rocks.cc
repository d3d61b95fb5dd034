#include "storage/files/rocks.h"

#include <rocksdb/file_checksum.h>
#include <rocksdb/file_system.h>
#include <rocksdb/perf_level.h>

#include <utility>

#include "storage/files/files.h"
#include "storage/files/table_check.h"

namespace tenure {
namespace {

constexpr int kBackgroundJobs = 2;
constexpr std::size_t kInfoLogsKept = 4;
constexpr std::size_t kInfoLogMax = 4 << 20;
constexpr int kOpenFilesMax = 512;
constexpr std::uint64_t kRoomMin = 16 << 20;  ///< free bytes before a full disk is tried again
/// The writer deletes files that compaction replaced; who looks at that moment tries again.
constexpr int kLiveTries = 20;

/// RocksDB would keep its own log file beside the database.
class Silent final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

/// An error that only opening again ends must not read as one that ends when there is room.
rocksdb::Status final_or_recoverable(const rocksdb::Status& status) {
  const bool is_final = status.IsNoSpace() && status.severity() >= rocksdb::Status::Severity::kFatalError;
  return is_final ? rocksdb::Status::IOError("the database must be opened again", status.ToString()) : status;
}

}  // namespace

rocksdb::DBOptions Database::default_options() {
  rocksdb::DBOptions options;
  options.max_background_jobs = kBackgroundJobs;
  options.max_open_files = kOpenFilesMax;
  options.keep_log_file_num = kInfoLogsKept;
  options.max_log_file_size = kInfoLogMax;
  options.paranoid_checks = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();  // for `tenure verify`
  return options;
}

Result<Database> Database::open(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                Mode mode, rocksdb::DBOptions options, const Families& families) {
  if (auto sound = check_tables(*fs, path); !sound) return tl::unexpected(sound.error());
  Database out;
  out.path_ = path;
  out.env_ = rocksdb::NewCompositeEnv(fs);
  options.env = out.env_.get();
  options.create_if_missing = mode != Mode::open;
  options.create_missing_column_families = options.create_if_missing;
  options.error_if_exists = mode == Mode::create;
  rocksdb::DB* db = nullptr;
  if (auto status = rocksdb::DB::Open(options, path, families, &out.families_, &db); !status.ok()) {
    return tl::unexpected(refusal_of(status, path));
  }
  out.db_.reset(db);
  return out;
}

Result<Database> Database::open_live(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                     const std::string& scratch, rocksdb::DBOptions options,
                                     const Families& families) {
  if (auto sound = check_tables(*fs, path); !sound) return tl::unexpected(sound.error());
  Database out;
  out.path_ = path;
  out.env_ = rocksdb::NewCompositeEnv(fs);
  options.env = out.env_.get();
  options.info_log = std::make_shared<Silent>();
  options.max_open_files = -1;  // every file at once, so that none can be deleted before it is read
  rocksdb::Status status;
  for (int i = 0; i < kLiveTries; ++i) {
    rocksdb::DB* db = nullptr;
    status = rocksdb::DB::OpenAsSecondary(options, path, scratch, families, &out.families_, &db);
    if (!status.ok()) continue;
    out.db_.reset(db);
    return out;
  }
  return tl::unexpected(refusal_of(status, path));
}

Result<void> Database::follow() {
  rocksdb::Status status;
  for (int i = 0; i < kLiveTries; ++i) {
    status = db_->TryCatchUpWithPrimary();
    if (status.ok()) return {};
  }
  return tl::unexpected(refusal(status, "follow"));
}

Database::Database(Database&& other) noexcept { *this = std::move(other); }

Database& Database::operator=(Database&& other) noexcept {
  if (this == &other) return *this;
  close();
  path_ = std::move(other.path_);
  env_ = std::move(other.env_);
  db_ = std::move(other.db_);
  families_ = std::exchange(other.families_, {});
  wal_ = std::exchange(other.wal_, std::make_unique<WalState>());
  return *this;
}

Database::~Database() { close(); }

void Database::close() {
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
  families_.clear();
  db_.reset();
}

void without_counters() { rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable); }

rocksdb::Status Database::write(const rocksdb::WriteOptions& options, rocksdb::WriteBatch& batch) {
  const std::lock_guard lock(wal_->mutex);
  without_counters();
  if (auto status = resume(); !status.ok()) return status;
  if (auto status = keep_something_to_flush(); !status.ok()) return final_or_recoverable(status);
  // In two steps, so that it is known which one failed: what RocksDB says of a sync without room reads like
  // what it says of a write that never was.
  rocksdb::WriteOptions unsynced = options;
  unsynced.sync = false;
  const auto written = db_->Write(unsynced, &batch);
  wal_->failed = written.IsNoSpace();
  if (!written.ok() || !options.sync) return final_or_recoverable(written);
  const auto synced = db_->SyncWAL();
  return synced.IsNoSpace() ? rocksdb::Status::IOError("written and not synced", synced.ToString()) : synced;
}

rocksdb::Status Database::sync_wal() {
  const std::lock_guard lock(wal_->mutex);
  if (auto status = resume(); !status.ok()) return status;
  return db_->SyncWAL();
}

bool Database::has_room() const {
  std::uint64_t bytes = 0;
  const auto status = env_->GetFileSystem()->GetFreeSpace(path_, rocksdb::IOOptions(), &bytes, nullptr);
  return !status.ok() || bytes >= kRoomMin;
}

/// RocksDB looks for room every five seconds; a write that is waiting asks at once. Without room its recovery
/// would turn an error that passes into a final one.
rocksdb::Status Database::resume() {
  if (!wal_->failed) return rocksdb::Status::OK();
  if (!has_room()) return rocksdb::Status::NoSpace();
  const auto status = db_->Resume();
  if (status.IsBusy()) return rocksdb::Status::NoSpace("RocksDB is recovering");
  wal_->failed = !status.ok();
  return final_or_recoverable(status);
}

/// Recovery begins a new log file only when it has something to flush, and without a new one the next append
/// aborts. The deletion of a key that nobody has is enough.
rocksdb::Status Database::keep_something_to_flush() {
  std::uint64_t entries = 0;
  db_->GetIntProperty(families_.front(), rocksdb::DB::Properties::kNumEntriesActiveMemTable, &entries);
  if (entries > 0) return rocksdb::Status::OK();
  rocksdb::WriteOptions unlogged;
  unlogged.disableWAL = true;
  return db_->Delete(unlogged, families_.front(), rocksdb::Slice());
}

std::uint64_t Database::compactions() const {
  std::uint64_t running = 0;
  db_->GetIntProperty(rocksdb::DB::Properties::kNumRunningCompactions, &running);
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    std::uint64_t waiting = 0;
    db_->GetIntProperty(family, rocksdb::DB::Properties::kCompactionPending, &waiting);
    running += waiting;
  }
  return running;
}

Refusal Database::refusal(const rocksdb::Status& status, std::string_view what) const {
  return refusal_of(status, path_ + ": " + std::string(what));
}

Result<std::optional<std::string>> Database::get(std::size_t family, std::string_view key) const {
  without_counters();
  std::string value;
  const auto status = db_->Get(rocksdb::ReadOptions(), families_[family], slice_of(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return tl::unexpected(refusal(status, families_[family]->GetName()));
  return std::optional(std::move(value));
}

std::unique_ptr<rocksdb::Iterator> Database::iterate(std::size_t family,
                                                     const rocksdb::ReadOptions& options) const {
  without_counters();
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, families_[family]));
}

void keep_indexes_in_cache(rocksdb::BlockBasedTableOptions& table) {
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.pin_top_level_index_and_filter = true;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
}

rocksdb::WriteBatch new_batch(std::size_t reserved) {
  return rocksdb::WriteBatch(reserved, 0, kProtectionBytesPerKey, 0);
}

void put(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family, std::string_view key,
         std::string_view value) {
  batch.Put(family, slice_of(key), slice_of(value)).PermitUncheckedError();
}

}  // namespace tenure

#include "storage/files/rocks.h"

#include <rocksdb/file_system.h>

#include <utility>

#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr int kBackgroundJobs = 2;
constexpr std::size_t kInfoLogsKept = 4;
constexpr std::size_t kInfoLogMax = 4 << 20;
constexpr int kOpenFilesMax = 512;

}  // namespace

rocksdb::DBOptions Database::default_options() {
  rocksdb::DBOptions options;
  options.max_background_jobs = kBackgroundJobs;
  options.max_open_files = kOpenFilesMax;
  options.keep_log_file_num = kInfoLogsKept;
  options.max_log_file_size = kInfoLogMax;
  options.paranoid_checks = true;
  return options;
}

Result<Database> Database::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& path, Mode mode,
                                rocksdb::DBOptions options, const Families& families) {
  Database out;
  out.path_ = path;
  out.env_ = rocksdb::NewCompositeEnv(std::move(fs));
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

Database::Database(Database&& other) noexcept { *this = std::move(other); }

Database& Database::operator=(Database&& other) noexcept {
  if (this == &other) return *this;
  close();
  path_ = std::move(other.path_);
  env_ = std::move(other.env_);
  db_ = std::move(other.db_);
  families_ = std::exchange(other.families_, {});
  return *this;
}

Database::~Database() { close(); }

void Database::close() {
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
  families_.clear();
  db_.reset();
}

Refusal Database::refusal(const rocksdb::Status& status, std::string_view what) const {
  return refusal_of(status, path_ + ": " + std::string(what));
}

Result<std::optional<std::string>> Database::get(std::size_t family, std::string_view key) const {
  std::string value;
  const auto status = db_->Get(rocksdb::ReadOptions(), families_[family], slice_of(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return tl::unexpected(refusal(status, families_[family]->GetName()));
  return std::optional(std::move(value));
}

std::unique_ptr<rocksdb::Iterator> Database::iterate(std::size_t family,
                                                     const rocksdb::ReadOptions& options) const {
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, families_[family]));
}

rocksdb::WriteBatch new_batch() { return rocksdb::WriteBatch(0, 0, kProtectionBytesPerKey, 0); }

void put(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family, std::string_view key,
         std::string_view value) {
  batch.Put(family, slice_of(key), slice_of(value)).PermitUncheckedError();
}

}  // namespace tenure

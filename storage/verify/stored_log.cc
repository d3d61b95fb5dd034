#include "storage/verify/stored_log.h"

#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>

#include <algorithm>
#include <filesystem>

#include "domain/core/both.h"
#include "storage/files/files.h"
#include "storage/files/table_check.h"

namespace tenure::verification {
namespace {

constexpr int kOpenFilesMax = 512;
constexpr std::size_t kReadAhead = 2 << 20;

/// RocksDB would keep its own log file in the folder.
class Silent final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

rocksdb::Status StoredDatabase::open(const std::string& path, std::unique_ptr<StoredDatabase>& out) {
  if (auto sound = check_tables(*default_file_system(), path); !sound)
    return rocksdb::Status::Corruption(sound.error().detail, sound.error().where);
  rocksdb::Options options;
  options.max_open_files = kOpenFilesMax;
  options.info_log = std::make_shared<Silent>();
  options.paranoid_checks = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  std::vector<std::string> names;
  if (auto status = rocksdb::DB::ListColumnFamilies(options, path, &names); !status.ok()) return status;
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, options);
  std::unique_ptr<StoredDatabase> stored(new StoredDatabase);
  rocksdb::DB* db = nullptr;
  auto status = rocksdb::DB::OpenForReadOnly(options, path, families, &stored->families_, &db);
  if (!status.ok()) return status;
  stored->db_.reset(db);
  out = std::move(stored);
  return status;
}

StoredDatabase::~StoredDatabase() {
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
}

rocksdb::ColumnFamilyHandle* StoredDatabase::family(std::string_view name) const {
  const auto found = std::ranges::find(families_, name, [](const auto* family) { return family->GetName(); });
  return found == families_.end() ? nullptr : *found;
}

std::unique_ptr<rocksdb::Iterator> StoredDatabase::iterate(rocksdb::ColumnFamilyHandle* family) const {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.total_order_seek = true;
  options.fill_cache = false;
  options.readahead_size = kReadAhead;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, family));
}

std::string said(const rocksdb::Status& status) {
  return both("数据库报告：{0}", "the database says: {0}", status.ToString());
}

std::vector<std::string> databases_in(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& part : std::filesystem::directory_iterator(folder, error)) {
    if (std::filesystem::exists(part.path() / "CURRENT", error))
      out.push_back(part.path().filename().string());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace tenure::verification

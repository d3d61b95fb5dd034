#include "storage/backup/database_copy.h"

#include "domain/core/both.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/tree_tail.h"
#include "storage/files/files.h"
#include "storage/files/rocks.h"
#include "storage/log/log_store.h"
#include "storage/verify/stored_log.h"

namespace tenure {
namespace {

constexpr std::size_t kBatchBytes = 4 << 20;
constexpr std::uint64_t kProgressEntries = 4'096;
constexpr unsigned kTileBits = 8;
constexpr std::size_t kReadAhead = 2 << 20;

/// Whether a record of the log belongs to its first `size` entries (storage/FORMAT.md).
bool is_within(std::string_view family, std::string_view key, std::string_view value, std::uint64_t size) {
  constexpr std::size_t kNumberSize = 8;
  if (family == "entries" || family == "acts") return get_be<kNumberSize>(key) < size;
  if (family == "act_ids") return get_be<kNumberSize>(value) < size;
  if (family == "nodes") {
    const unsigned shift = kTileBits * static_cast<unsigned char>(key[0]);
    return shift < kNumberSize * kTileBits && get_be<kNumberSize>(key.substr(1)) < size >> shift;
  }
  return true;
}

/// Gathers records and writes them without a write-ahead log; flush() makes them durable.
class Writer {
 public:
  explicit Writer(Database& database) : database_(database) {}

  Result<void> put(rocksdb::ColumnFamilyHandle* family, std::string_view key, std::string_view value) {
    tenure::put(batch_, family, key, value);
    return batch_.GetDataSize() < kBatchBytes ? Result<void>() : write();
  }

  Result<void> flush(const std::vector<rocksdb::ColumnFamilyHandle*>& families) {
    if (auto done = write(); !done) return done;
    if (auto status = database_.db().Flush({}, families); !status.ok()) {
      return tl::unexpected(database_.refusal(status, "flush"));
    }
    return {};
  }

 private:
  Result<void> write() {
    rocksdb::WriteOptions unlogged;
    unlogged.disableWAL = true;
    if (auto status = database_.db().Write(unlogged, &batch_); !status.ok()) {
      return tl::unexpected(database_.refusal(status, "write"));
    }
    batch_.Clear();
    return {};
  }

  Database& database_;
  rocksdb::WriteBatch batch_ = new_batch();
};

using Keep =
    std::function<Result<bool>(std::string_view family, std::string_view key, std::string_view value)>;

/// Each column family of `to` from that of `from`: both were opened with the same ones.
Result<void> copy_families(const Database& from, Database& to, const Keep& keep) {
  Writer writer(to);
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  options.fill_cache = false;
  options.readahead_size = kReadAhead;
  std::vector<rocksdb::ColumnFamilyHandle*> written;
  for (std::size_t i = 0; i < to.families(); ++i) {
    const std::string& name = to.family(i)->GetName();
    const auto it = from.iterate(i, options);
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const auto kept = keep(name, it->key().ToStringView(), it->value().ToStringView());
      if (!kept) return tl::unexpected(kept.error());
      if (!*kept) continue;
      auto done = writer.put(to.family(i), it->key().ToStringView(), it->value().ToStringView());
      if (!done) return done;
    }
    if (!it->status().ok()) return tl::unexpected(refusal_of(it->status(), name));
    written.push_back(to.family(i));
  }
  return writer.flush(written);
}

}  // namespace

Result<Head> copy_log(const std::string& from, const std::string& to, const std::string& scratch,
                      std::uint64_t size, const CopyProgress& progress) {
  const auto source = open_live_log_database(default_file_system(), from, scratch);
  if (!source) return tl::unexpected(source.error());
  auto target = open_log_database(default_file_system(), to, Database::Mode::create);
  if (!target) return tl::unexpected(target.error());
  TreeTail tree;
  std::vector<CompletedHash> completed;
  const auto keep = [&](std::string_view family, std::string_view key,
                        std::string_view value) -> Result<bool> {
    if (!is_within(family, key, value, size)) return false;
    if (family != "entries") return true;
    tree.append(leaf_hash(as_bytes(value)), completed);
    completed.clear();
    if (tree.size() % kProgressEntries == 0) progress(tree.size());
    return true;
  };
  if (auto done = copy_families(*source, *target, keep); !done) {
    return tl::unexpected(done.error());
  }
  if (tree.size() < size) return refuse(Reason::log_short, from, both("{} 条", "{} entries", tree.size()));
  return Head{tree.size(), tree.root()};
}

Result<void> copy_database(const std::string& from, const std::string& to, const std::string& scratch) {
  rocksdb::ColumnFamilyOptions plain;
  plain.compression = rocksdb::kNoCompression;  // ciphertext does not shrink
  const Database::Families families{{rocksdb::kDefaultColumnFamilyName, plain}};
  const auto fs = default_file_system();
  const auto source = Database::open_live(fs, from, scratch, Database::default_options(), families);
  if (!source) return tl::unexpected(source.error());
  auto target = Database::open(fs, to, Database::Mode::create, Database::default_options(), families);
  if (!target) return tl::unexpected(target.error());
  const auto everything = [](std::string_view, std::string_view, std::string_view) -> Result<bool> {
    return true;
  };
  return copy_families(*source, *target, everything);
}

Result<Digest> root_of_log(const std::string& path, std::uint64_t size) {
  std::unique_ptr<verification::StoredDatabase> log;
  if (auto status = verification::StoredDatabase::open(path, log); !status.ok()) {
    return tl::unexpected(refusal_of(status, path));
  }
  auto* entries = log->family("entries");
  if (entries == nullptr)
    return refuse(Reason::damaged, path, both("没有列族 entries", "no column family entries"));
  TreeTail tree;
  std::vector<CompletedHash> completed;
  const auto it = log->iterate(entries);
  for (it->SeekToFirst(); it->Valid() && tree.size() < size; it->Next()) {
    tree.append(leaf_hash(as_bytes(it->value().ToStringView())), completed);
    completed.clear();
  }
  if (!it->status().ok()) return tl::unexpected(refusal_of(it->status(), path));
  if (tree.size() < size) return refuse(Reason::log_short, path, both("{} 条", "{} entries", tree.size()));
  return tree.root();
}

}  // namespace tenure

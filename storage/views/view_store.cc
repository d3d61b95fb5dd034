#include "storage/views/view_store.h"

#include <rocksdb/file_system.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>

#include "domain/act/act.h"
#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/schema_hash.h"
#include "storage/evidence/merkle.h"
#include "storage/files/block_cache.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

enum Family : std::size_t { kMeta, kRows, kIndex };
constexpr std::string_view kAppliedKey = "applied";
constexpr std::string_view kClassKey = "class";
constexpr std::string_view kErasureKey = "erase ";
constexpr std::size_t kVersionSize = 8;
constexpr std::size_t kPositionSize = 12;
constexpr std::size_t kTypeSize = 2;
constexpr std::size_t kWriteBufferTotal = 96 << 20;
constexpr std::size_t kFamilyWriteBuffer = 48 << 20;
constexpr double kNewRowFilterRatio = 0.02;  ///< of the write buffer
constexpr std::size_t kSchemaHashShown = 16;
/// Versions of a row that are passed one by one before the rest are leapt over: most rows have few, and a
/// year of monthly ones is passed sooner than it is leapt over.
constexpr int kStepsBeforeSeek = 12;

/// What is before the last bytes of a key: a bloom filter over it spares the files that hold no version of a
/// row, or nothing of a subject and area.
class Before final : public rocksdb::SliceTransform {
 public:
  Before(const char* name, std::size_t last) : name_(name), last_(last) {}
  const char* Name() const override { return name_; }
  bool InDomain(const rocksdb::Slice& key) const override { return key.size() > last_; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - last_};
  }

 private:
  const char* name_;
  std::size_t last_;
};

Database::Families family_options() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache();
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.whole_key_filtering = false;
  keep_indexes_in_cache(table);
  rocksdb::ColumnFamilyOptions plain;
  plain.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  plain.compression = rocksdb::kLZ4Compression;  // what is soon rewritten; the bulk is at the bottom
  plain.bottommost_compression = rocksdb::kZSTD;
  plain.write_buffer_size = kFamilyWriteBuffer;
  plain.paranoid_file_checks = true;
  // A batch comes in the order of its keys: each is looked for where the one before went.
  plain.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(0));
  rocksdb::ColumnFamilyOptions rows = plain;
  rows.prefix_extractor = std::make_shared<Before>("tenure.before_version", kVersionSize);
  rows.memtable_prefix_bloom_size_ratio = kNewRowFilterRatio;  // most rows are looked up in vain once
  rocksdb::ColumnFamilyOptions index = plain;
  index.prefix_extractor = std::make_shared<Before>("tenure.before_position", kPositionSize);
  index.memtable_prefix_bloom_size_ratio = kNewRowFilterRatio;  // a subject has events of few areas
  return {{"default", plain}, {"rows", rows}, {"index", index}};
}

/// In `buffer`, valid until it changes.
std::string_view versioned(std::string& buffer, std::string_view row_key, std::uint64_t index) {
  buffer.assign(row_key);
  put_be<kVersionSize>(buffer, ~index);
  return buffer;
}

std::string versioned(std::string_view row_key, std::uint64_t index) {
  std::string key;
  versioned(key, row_key, index);
  return key;
}

std::string class_key(std::uint64_t index) {
  std::string key(kClassKey);
  put_be<8>(key, index);
  return key;
}

/// The version to look for when acts with index < size count.
std::uint64_t newest_below(std::uint64_t size) { return size - 1; }

Position position_of(std::string_view key) {
  const auto tail = key.substr(key.size() - kPositionSize);
  return {get_be<8>(tail), static_cast<std::uint32_t>(get_be<4>(tail.substr(8)))};
}

std::string_view positioned(std::string& buffer, std::string_view index_key, Position position) {
  buffer.assign(index_key);
  put_be<8>(buffer, position.index);
  put_be<4>(buffer, position.ordinal);
  return buffer;
}

std::string positioned(std::string_view index_key, Position position) {
  std::string key;
  positioned(key, index_key, position);
  return key;
}

/// RocksDB puts its notes in the folder aside before it looks at its lock: whose views they are is asked
/// first.
Result<void> check_free(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path) {
  const auto lock = FolderLock::acquire(fs, path, "LOCK");
  if (lock || lock.error().reason != Reason::locked) return {};
  return refuse(Reason::locked, path,
                "此版本的视图正由服务或另一次 --prepare 写入 | a server of this version, or another "
                "--prepare, is writing these views");
}

std::string type_of(const IndexEntry& entry) {
  std::string out;
  put_be<kTypeSize>(out, entry.type);
  return out;
}

std::optional<std::uint16_t> type_of(std::string_view value) {
  if (value.size() != kTypeSize) return std::nullopt;
  const auto type = static_cast<std::uint16_t>(get_be<kTypeSize>(value));
  return type < event_types().size() ? std::optional(type) : std::nullopt;
}

/// The items by address, in the order of `less`: in the order of the keys a memtable finds each place near
/// the one before.
template <class Item, class Less>
std::vector<const Item*> in_order(const std::vector<Item>& items, Less less) {
  std::vector<const Item*> out;
  out.reserve(items.size());
  for (const Item& item : items) out.push_back(&item);
  std::sort(out.begin(), out.end(), [&](const Item* a, const Item* b) { return less(*a, *b); });
  return out;
}

/// About how many bytes a batch of these changes has.
std::size_t batch_size(const RowChanges& changes) {
  constexpr std::size_t kPutOverhead = 16;
  std::size_t out = 0;
  for (const auto& row : changes.rows) out += row.key.size() + kVersionSize + row.row.size() + kPutOverhead;
  for (const auto& [key, entry] : changes.index) out += key.size() + kPositionSize + kTypeSize + kPutOverhead;
  return out;
}

}  // namespace

std::string view_database_path(const std::string& folder) {
  return folder + "/views-" + schema_hash().substr(0, kSchemaHashShown);
}

Result<Database> open_view_database(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                    Database::Mode mode) {
  auto options = Database::default_options();
  options.atomic_flush = true;
  options.db_write_buffer_size = kWriteBufferTotal;
  return Database::open(fs, path, mode, options, family_options());
}

Result<ViewStore> ViewStore::open(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path) {
  if (auto free = check_free(fs, path); !free) return tl::unexpected(free.error());
  auto db = open_view_database(fs, path, Database::Mode::open_or_create);
  if (!db) return tl::unexpected(db.error());
  ViewStore store(std::move(*db));
  store.set_applied({0, empty_root()});
  const auto applied = store.db_.get(kMeta, kAppliedKey);
  if (!applied) return tl::unexpected(applied.error());
  if (!*applied) return store;
  const auto root =
      Digest::from_raw(std::string_view(**applied).substr(std::min<std::size_t>(8, (*applied)->size())));
  if (!root) return refuse(Reason::damaged, store.db_.path(), both("已折叠的树头", "applied head"));
  store.set_applied({get_be<8>(**applied), *root});
  return store;
}

Result<void> ViewStore::destroy(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path) {
  const auto env = rocksdb::NewCompositeEnv(fs);
  rocksdb::Options options;
  options.env = env.get();
  if (auto status = rocksdb::DestroyDB(path, options, family_options()); !status.ok()) {
    return tl::unexpected(refusal_of(status, path));
  }
  return {};
}

Result<void> ViewStore::write(const RowChanges& changes, const Head& head) {
  auto batch = new_batch(batch_size(changes));
  std::string key;
  using Row = RowChanges::Row;
  const auto newest_first = [](const Row& a, const Row& b) {
    const int order = a.key.compare(b.key);
    return order < 0 || (order == 0 && a.index > b.index);
  };
  for (const Row* row : in_order(changes.rows, newest_first))
    put(batch, db_.family(kRows), versioned(key, row->key, row->index), row->row);
  for (const auto* entry : in_order(changes.index, std::less<>()))
    put(batch, db_.family(kIndex), positioned(key, entry->first, entry->second.position),
        type_of(entry->second));
  for (const auto& [index, klass] : changes.classes) put(batch, db_.family(kMeta), class_key(index), klass);
  std::string applied;
  put_be<8>(applied, head.size);
  applied += as_view(head.root.view());
  put(batch, db_.family(kMeta), kAppliedKey, applied);
  if (auto done = write_unlogged(batch); !done) return done;
  set_applied(head);
  return {};
}

Result<void> ViewStore::write_unlogged(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  without_counters();
  if (auto status = db_.db().Write(options, &batch); !status.ok())
    return tl::unexpected(db_.refusal(status, "write"));
  return {};
}

Result<std::optional<std::string>> ViewStore::row(std::string_view row_key, std::uint64_t size) const {
  std::optional<std::string> out;
  const auto done = versions(row_key, size, [&](std::string_view row) {
    out = row;
    return false;
  });
  if (!done) return tl::unexpected(done.error());
  return out;
}

Result<void> ViewStore::versions(std::string_view row_key, std::uint64_t size,
                                 const std::function<bool(std::string_view)>& visit) const {
  return Reader(*this).versions(row_key, size, visit);
}

Result<void> ViewStore::parts(std::string_view row_prefix, std::uint64_t size,
                              const std::function<void(std::string_view, std::string_view)>& visit) const {
  return Reader(*this).parts(row_prefix, size, visit);
}

Result<std::vector<IndexEntry>> ViewStore::indexed(std::string_view index_key, std::uint64_t size,
                                                   Position from) const {
  return Reader(*this).indexed(index_key, size, from);
}

Result<std::optional<Position>> ViewStore::newest_position(std::string_view index_key,
                                                           std::uint64_t size) const {
  return Reader(*this).newest_position(index_key, size);
}

Result<bool> ViewStore::is_indexed(std::string_view index_key, std::uint64_t size) const {
  return Reader(*this).is_indexed(index_key, size);
}

rocksdb::Iterator& ViewStore::Reader::opened(Opened& iterator, std::size_t family, bool whole_order) {
  if (iterator == nullptr) {
    rocksdb::ReadOptions options;
    options.total_order_seek = whole_order;
    options.prefix_same_as_start = !whole_order;
    iterator = store_.db_.iterate(family, options);
  }
  without_counters();
  return *iterator;
}

Result<void> ViewStore::Reader::status_of(const rocksdb::Iterator& iterator, std::string_view what) const {
  if (const auto status = iterator.status(); !status.ok())
    return tl::unexpected(store_.db_.refusal(status, what));
  return {};
}

Result<void> ViewStore::Reader::versions(std::string_view row_key, std::uint64_t size,
                                         const std::function<bool(std::string_view)>& visit) {
  if (size == 0) return {};
  auto& it = opened(row_, kRows, false);
  const auto is_version = [&] {
    return it.Valid() && it.key().size() == row_key.size() + kVersionSize &&
           it.key().starts_with(slice_of(row_key));
  };
  for (it.Seek(slice_of(versioned(key_, row_key, newest_below(size)))); is_version(); it.Next()) {
    if (!visit(it.value().ToStringView())) break;
  }
  return status_of(it, "rows");
}

Result<void> ViewStore::Reader::parts(std::string_view row_prefix, std::uint64_t size,
                                      const std::function<void(std::string_view, std::string_view)>& visit) {
  if (size == 0) return {};
  auto& it = opened(rows_, kRows, true);
  std::string key;
  const auto is_version = [&] {
    return it.Valid() && it.key().size() == key.size() + kVersionSize && it.key().starts_with(slice_of(key));
  };
  it.Seek(slice_of(row_prefix));
  while (it.Valid() && it.key().starts_with(slice_of(row_prefix))) {
    const std::string_view found = it.key().ToStringView();
    key = found.substr(0, found.size() - kVersionSize);
    const std::string_view wanted = versioned(key_, key, newest_below(size));
    if (found < wanted) it.Seek(slice_of(wanted));
    if (!is_version()) continue;
    visit(key, it.value().ToStringView());
    for (int step = 0; step < kStepsBeforeSeek && is_version(); ++step) it.Next();
    if (!is_version()) continue;
    it.Seek(slice_of(versioned(key, 0).append(1, '\0')));  // behind the oldest version, which is the last one
  }
  return status_of(it, "rows");
}

Result<std::vector<IndexEntry>> ViewStore::Reader::indexed(std::string_view index_key, std::uint64_t size,
                                                           Position from) {
  auto& it = opened(index_, kIndex, false);
  std::vector<IndexEntry> out;
  for (it.Seek(slice_of(positioned(key_, index_key, from))); it.Valid(); it.Next()) {
    const Position position = position_of(it.key().ToStringView());
    if (position.index >= size) break;
    const auto type = type_of(it.value().ToStringView());
    if (!type)
      return refuse(Reason::damaged, store_.db_.path(),
                    both("索引的一项；请重建视图", "an index entry; rebuild the views"));
    out.push_back({position, *type});
  }
  if (auto done = status_of(it, "index"); !done) return tl::unexpected(done.error());
  return out;
}

Result<std::optional<Position>> ViewStore::Reader::newest_position(std::string_view index_key,
                                                                   std::uint64_t size) {
  auto& it = opened(index_, kIndex, false);
  it.SeekForPrev(slice_of(positioned(key_, index_key, {size, 0})));
  if (it.Valid() && it.key() == slice_of(key_)) it.Prev();
  if (auto done = status_of(it, "index"); !done) return tl::unexpected(done.error());
  if (!it.Valid() || !it.key().starts_with(slice_of(index_key))) return std::optional<Position>();
  return std::optional(position_of(it.key().ToStringView()));
}

Result<bool> ViewStore::Reader::is_indexed(std::string_view index_key, std::uint64_t size) {
  auto& it = opened(index_, kIndex, false);
  it.Seek(slice_of(positioned(key_, index_key, {})));
  if (auto done = status_of(it, "index"); !done) return tl::unexpected(done.error());
  return it.Valid() && it.key().starts_with(slice_of(index_key)) &&
         position_of(it.key().ToStringView()).index < size;
}

Result<void> ViewStore::index_keys(std::string_view prefix, std::uint64_t size,
                                   const std::function<void(std::string_view)>& visit) const {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  const auto it = db_.iterate(kIndex, options);
  std::string last;
  it->Seek(slice_of(prefix));
  while (it->Valid() && it->key().starts_with(slice_of(prefix))) {
    const std::string_view found = it->key().ToStringView();
    last = found.substr(0, found.size() - kPositionSize);
    if (position_of(found).index < size) visit(last);
    const auto is_of_last = [&] {
      return it->Valid() && it->key().size() == last.size() + kPositionSize &&
             it->key().starts_with(slice_of(last));
    };
    for (int step = 0; step < kStepsBeforeSeek && is_of_last(); ++step) it->Next();
    if (is_of_last()) it->Seek(slice_of(positioned(last, {kNewest, 0})));
  }
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "index"));
  return {};
}

Result<std::string> ViewStore::act_class(std::uint64_t index) const {
  auto klass = db_.get(kMeta, class_key(index));
  if (!klass) return tl::unexpected(klass.error());
  return klass->value_or(std::string(kOrdinaryClass));
}

Result<void> ViewStore::note_erasure_due(std::string_view subject) {
  auto batch = new_batch();
  put(batch, db_.family(kMeta), std::string(kErasureKey).append(subject), "");
  return write_unlogged(batch);
}

Result<std::vector<std::string>> ViewStore::erasures_due() const {
  const auto it = db_.iterate(kMeta);
  std::vector<std::string> out;
  for (it->Seek(slice_of(kErasureKey)); it->Valid() && it->key().starts_with(slice_of(kErasureKey));
       it->Next()) {
    out.push_back(it->key().ToString().substr(kErasureKey.size()));
  }
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "erasures"));
  return out;
}

Result<void> ViewStore::erasure_done(std::string_view subject) {
  auto batch = new_batch();
  if (auto status = batch.Delete(db_.family(kMeta), slice_of(std::string(kErasureKey).append(subject)));
      !status.ok())
    return tl::unexpected(db_.refusal(status, "erasures"));
  return write_unlogged(batch);
}

void ViewStore::set_applied(const Head& head) {
  applied_ = head;
  size_->store(head.size, std::memory_order_release);
}

Result<std::optional<std::string>> ViewStore::first_difference(const ViewStore& other) const {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  for (const std::size_t family : {kMeta, kRows, kIndex}) {
    const auto mine = db_.iterate(family, options);
    const auto theirs = other.db_.iterate(family, options);
    mine->SeekToFirst();
    theirs->SeekToFirst();
    for (; mine->Valid() && theirs->Valid(); mine->Next(), theirs->Next()) {
      if (mine->key() != theirs->key() || mine->value() != theirs->value()) break;
    }
    for (const auto* it : {&mine, &theirs}) {
      if (!(*it)->status().ok()) return tl::unexpected(db_.refusal((*it)->status(), "compare"));
    }
    if (!mine->Valid() && !theirs->Valid()) continue;
    const auto key = mine->Valid() ? mine->key() : theirs->key();
    return std::optional(db_.family(family)->GetName() + " " + key.ToString(true));
  }
  return std::optional<std::string>();
}

Result<void> ViewStore::flush() {
  const std::vector<rocksdb::ColumnFamilyHandle*> all = {db_.family(kMeta), db_.family(kRows),
                                                         db_.family(kIndex)};
  if (auto status = db_.db().Flush({}, all); !status.ok())
    return tl::unexpected(db_.refusal(status, "flush"));
  return {};
}

}  // namespace tenure

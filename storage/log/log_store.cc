#include "storage/log/log_store.h"

#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <array>

#include "domain/core/both.h"
#include "storage/evidence/bundle.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/receipt.h"
#include "storage/files/block_cache.h"

namespace tenure {
namespace {

constexpr std::string_view kFormatKey = "format";
constexpr std::string_view kFormat = "tenure log 1";

/// Column families, in the order of `families_`.
enum Family : std::size_t { kMeta, kEntries, kActs, kActIds, kNodes, kJournal };
constexpr std::array<const char*, 6> kFamilyNames = {"default", "entries", "acts",
                                                     "act_ids", "nodes",   "journal"};

constexpr std::size_t kWriteBufferTotal = 32 << 20;
constexpr std::uint64_t kWalMax = 64 << 20;  ///< bytes that opening reads again at most, or nearly so
/// Of a file that is written, kept until its dictionary is made; without a limit, the whole file.
constexpr std::size_t kDictionaryBuffer = 4 << 20;
constexpr double kActIdFilterRatio = 0.02;  ///< of the write buffer

std::vector<rocksdb::ColumnFamilyDescriptor> family_options() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache();
  table.format_version = 5;
  table.block_size = 16 << 10;
  keep_indexes_in_cache(table);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions plain;
  plain.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  plain.compression = rocksdb::kNoCompression;  // digests and signatures do not shrink
  plain.paranoid_file_checks = true;
  plain.level_compaction_dynamic_level_bytes = true;
  rocksdb::ColumnFamilyOptions packed = plain;
  packed.compression = rocksdb::kZSTD;
  packed.compression_opts.max_dict_bytes = 16 << 10;
  packed.compression_opts.zstd_max_train_bytes = 100 * (16 << 10);
  packed.compression_opts.max_dict_buffer_bytes = kDictionaryBuffer;
  // Each new act is looked up in vain once: the filter spares the walk through the memtable.
  rocksdb::ColumnFamilyOptions ids = plain;
  ids.memtable_prefix_bloom_size_ratio = kActIdFilterRatio;
  ids.memtable_whole_key_filtering = true;
  std::vector<rocksdb::ColumnFamilyDescriptor> out;
  for (std::size_t family = 0; family < kFamilyNames.size(); ++family) {
    out.emplace_back(kFamilyNames[family], family == kActs ? packed : family == kActIds ? ids : plain);
  }
  return out;
}

rocksdb::DBOptions database_options() {
  auto options = Database::default_options();
  options.db_write_buffer_size = kWriteBufferTotal;
  options.max_total_wal_size = kWalMax;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.avoid_flush_during_shutdown = true;
  return options;
}

std::string node_key(unsigned level, std::uint64_t index) {
  std::string key;
  put_be<1>(key, level);
  put_be<8>(key, index);
  return key;
}

}  // namespace

Result<Database> open_log_database(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                   Database::Mode mode) {
  return Database::open(fs, path, mode, database_options(), family_options());
}

Result<Database> open_live_log_database(const std::shared_ptr<rocksdb::FileSystem>& fs,
                                        const std::string& path, const std::string& scratch) {
  return Database::open_live(fs, path, scratch, database_options(), family_options());
}

Result<void> LogStore::open_database(bool create) {
  auto db = open_log_database(options_.fs, options_.folder + "/log",
                              create ? Database::Mode::create : Database::Mode::open);
  if (!db) return tl::unexpected(db.error());
  db_ = std::move(*db);
  if (create) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const auto status = db_.db().Put(synced, db_.family(kMeta), slice_of(kFormatKey), slice_of(kFormat));
    if (!status.ok()) return tl::unexpected(db_.refusal(status, "format"));
    return {};
  }
  return check_format();
}

Result<void> LogStore::check_format() const {
  const auto format = get(kMeta, kFormatKey, "format");
  if (!format && format.error().reason == Reason::not_found) {
    return refuse(Reason::log_short, db_.path(),
                  both("首条记录和所有条目都不在了", "its first record and every entry are missing"));
  }
  if (!format) return tl::unexpected(format.error());
  if (*format != kFormat) return refuse(Reason::format_version, db_.path(), *format);
  return {};
}

Result<std::unique_ptr<LogStore>> LogStore::create(const Options& options) {
  std::unique_ptr<LogStore> store(new LogStore(options));
  if (auto done = store->open_database(true); !done) return tl::unexpected(done.error());
  auto empty = std::make_shared<Published>();
  empty->head.root = empty_root();
  auto checkpoint = sign_checkpoint({options.origin, 0, empty->head.root}, *options.signers);
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  empty->checkpoint = *checkpoint;
  auto anchor = HeadAnchor::create(options.fs, options.folder + "/head", *checkpoint);
  if (!anchor) return tl::unexpected(anchor.error());
  store->anchor_ = std::move(*anchor);
  store->publish(std::move(empty));
  return store;
}

Result<std::unique_ptr<LogStore>> LogStore::open(const Options& options) {
  std::unique_ptr<LogStore> store(new LogStore(options));
  auto anchor = HeadAnchor::open(options.fs, options.folder + "/head");
  if (!anchor) return tl::unexpected(anchor.error());
  store->anchor_ = std::move(*anchor);
  store->opened_.damage = store->anchor_->damage();
  if (auto done = store->open_database(false); !done) return tl::unexpected(done.error());
  if (auto done = store->load_head(); !done) return tl::unexpected(done.error());
  if (auto done = store->check_anchor(); !done) return tl::unexpected(done.error());
  return store;
}

Result<std::unique_ptr<LogStore>> LogStore::open_to_read(const std::shared_ptr<rocksdb::FileSystem>& fs,
                                                         const std::string& folder,
                                                         const std::string& scratch) {
  auto name = verification::read_ledger_name(folder);
  if (!name) return tl::unexpected(name.error());
  // The anchor first: the log reaches at least its size.
  const auto anchored = verification::read_live_anchor(folder, *name);
  if (!anchored) return tl::unexpected(anchored.error());
  auto db = open_live_log_database(fs, folder + "/log", scratch);
  if (!db) return tl::unexpected(db.error());
  std::unique_ptr<LogStore> store(new LogStore({folder, fs, name->origin, nullptr, {}}));
  store->db_ = std::move(*db);
  store->read_as_ = std::move(*name);
  if (auto done = store->check_format(); !done) return tl::unexpected(done.error());
  if (auto done = store->show(*anchored); !done) return tl::unexpected(done.error());
  store->opened_ = {anchored->size, anchored->size, 0, anchored->damage};
  return store;
}

Result<Head> LogStore::follow() {
  if (!read_as_) return refuse(Reason::stopped, "log", both("已为写入打开", "it is open for writing"));
  const auto anchored = verification::read_live_anchor(options_.folder, *read_as_);
  if (!anchored) return tl::unexpected(anchored.error());
  if (anchored->size == head().size) return head();
  if (auto done = db_.follow(); !done) return tl::unexpected(done.error());
  if (auto done = show(*anchored); !done) return tl::unexpected(done.error());
  return head();
}

/// Publishes a checkpoint once the log is seen to hold what it vouches for.
Result<void> LogStore::show(const verification::AnchoredHead& anchored) {
  const auto it = db_.iterate(kEntries);
  it->SeekToLast();
  const std::uint64_t size = it->Valid() ? get_be<8>(it->key().ToStringView()) + 1 : 0;
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "entries"));
  if (size < anchored.size) {
    return refuse(Reason::log_short, "log",
                  both("缺少条目 {} 到 {}", "entries {} to {} are missing", size, anchored.size - 1));
  }
  auto tail = TreeTail::restore(anchored.size, *this);
  if (!tail) return tl::unexpected(tail.error());
  if (tail->root() != anchored.root) {
    return refuse(Reason::log_differs, "log",
                  both("大小为 {} 时根不同", "the root at size {} is another one", anchored.size));
  }
  auto next = std::make_shared<Published>();
  next->tail = std::move(*tail);
  next->head = {anchored.size, anchored.root};
  next->checkpoint = anchored.checkpoint;
  publish(std::move(next));
  return {};
}

Result<void> LogStore::load_head() {
  const auto it = db_.iterate(kEntries);
  it->SeekToLast();
  auto next = std::make_shared<Published>();
  if (it->Valid()) next->head.size = get_be<8>(it->key().ToStringView()) + 1;
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "entries"));
  opened_.size = next->head.size;
  if (auto done = load_journal_sequence(); !done) return done;
  auto tail = TreeTail::restore(next->head.size, *this);
  if (!tail) return tl::unexpected(tail.error());
  next->tail = std::move(*tail);
  next->head.root = next->tail.root();
  publish(std::move(next));
  return {};
}

Result<void> LogStore::load_journal_sequence() {
  const auto it = db_.iterate(kJournal);
  it->SeekToLast();
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "journal"));
  if (it->Valid())
    journal_sequence_ = static_cast<std::uint32_t>(get_be<4>(it->key().ToStringView().substr(8))) + 1;
  return {};
}

Result<void> LogStore::check_anchor() {
  const auto anchored = open_checkpoint(anchor_->checkpoint(), options_.keys);
  if (!anchored) return tl::unexpected(anchored.error());
  if (anchored->origin != options_.origin)
    return refuse(Reason::log_differs, "head", both("来源 {}", "origin {}", anchored->origin));
  opened_.anchored = anchored->size;
  const Head now = head();
  if (now.size < anchored->size) {
    return refuse(Reason::log_short, "log",
                  both("缺少条目 {} 到 {}", "entries {} to {} are missing", now.size, anchored->size - 1));
  }
  const auto root = root_at(anchored->size);
  if (!root) return tl::unexpected(root.error());
  if (*root != anchored->root) {
    return refuse(Reason::log_differs, "log",
                  both("大小为 {} 时根不同", "the root at size {} is another one", anchored->size));
  }
  opened_.unanchored = now.size - anchored->size;
  auto next = std::make_shared<Published>(*published());
  if (opened_.unanchored == 0) {
    next->checkpoint = anchor_->checkpoint();
  } else if (auto done = anchor_head(*next); !done) {
    return done;
  }
  publish(std::move(next));
  return {};
}

Result<void> LogStore::anchor_head(Published& next) {
  if (options_.signers == nullptr)
    return refuse(Reason::stopped, "head", both("打开时没有日志的密钥", "opened without the log's key"));
  auto checkpoint = sign_checkpoint({options_.origin, next.head.size, next.head.root}, *options_.signers);
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  next.checkpoint = std::move(*checkpoint);
  return count_seals_ ? anchor_->write(next.checkpoint, count_seals_()) : anchor_->write(next.checkpoint);
}

Result<void> LogStore::anchor_seals() {
  if (read_as_ || !count_seals_) return {};
  if (stopped_) return refuse(Reason::stopped, "log");
  const SealCounts now = count_seals_();
  if (now == anchor_->counts()) return {};
  auto done = anchor_->write(anchor_->checkpoint(), now);
  stopped_ = !done;
  return done;
}

void LogStore::publish(std::shared_ptr<const Published> next) {
  const std::lock_guard lock(mutex_);
  published_ = std::move(next);
}

std::shared_ptr<const Published> LogStore::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

void LogStore::put_record(const LogRecord& record, rocksdb::WriteBatch& batch) const {
  const std::string key = act_key(record.index);
  const EntryBytes entry = encode_entry(record.entry());
  put(batch, db_.family(kEntries), key, as_view(entry));
  put(batch, db_.family(kActs), key, encode_act_head(record));
  for (std::size_t i = 0; i < record.event_count(); ++i) {
    const auto at = slice_key({record.index, static_cast<std::uint32_t>(i)});
    put(batch, db_.family(kActs), at, event_slice(record, i));
  }
  put(batch, db_.family(kActIds), record.act.value, key);
}

Result<Head> LogStore::append(const Head& expected, std::span<const LogRecord> records) {
  if (stopped_ || read_as_) return refuse(Reason::stopped, "log");
  const auto before = published();
  if (before->head != expected)
    return refuse(Reason::log_differs, "log", both("日志头已前移", "the head moved on"));
  auto next = std::make_shared<Published>();
  next->tail = before->tail;
  auto batch = new_batch();
  std::vector<CompletedHash> completed;
  for (const LogRecord& record : records) {
    if (record.index != next->tail.size())
      return refuse(Reason::log_differs, "log", both("序号不连续", "an index is out of order"));
    put_record(record, batch);
    next->tail.append(leaf_hash(encode_entry(record.entry())), completed);
  }
  for (const CompletedHash& node : completed) {
    put(batch, db_.family(kNodes), node_key(node.level, node.index), as_view(node.hash.view()));
  }
  next->head = {next->tail.size(), next->tail.root()};

  rocksdb::WriteOptions synced;
  synced.sync = true;
  if (auto status = db_.write(synced, batch); !status.ok()) {
    if (status.IsNoSpace()) return refuse(Reason::disk_full, "log", status.ToString());
    stopped_ = true;
    return refuse(Reason::outcome_unknown, "log", status.ToString());
  }
  if (auto done = anchor_head(*next); !done) {
    // The entries are durable, their answer is not: only reopening settles it.
    stopped_ = true;
    return refuse(Reason::outcome_unknown, "head", done.error().detail);
  }
  const Head head = next->head;
  publish(std::move(next));
  return head;
}

Result<std::string> LogStore::get(std::size_t family, std::string_view key, std::string what) const {
  auto value = db_.get(family, key);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return refuse(Reason::not_found, std::move(what));
  return std::move(**value);
}

Result<Entry> LogStore::entry(std::uint64_t index) const {
  const auto bytes = get(kEntries, act_key(index), "entry " + std::to_string(index));
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_entry(*bytes);
}

Result<ActHead> LogStore::act_head(std::uint64_t index) const {
  const auto bytes = get(kActs, act_key(index), "act " + std::to_string(index));
  if (!bytes) return tl::unexpected(bytes.error());
  return decode_act_head(*bytes);
}

Result<std::string> LogStore::slice(Position position) const {
  return get(kActs, slice_key(position), "event " + position.str());
}

Result<std::optional<std::uint64_t>> LogStore::find_act(const ActId& act) const {
  const auto bytes = get(kActIds, act.value, "act " + act.value);
  if (!bytes && bytes.error().reason == Reason::not_found) return std::optional<std::uint64_t>();
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->size() != 8) return refuse(Reason::damaged, "act_ids", act.value);
  return std::optional(get_be<8>(*bytes));
}

Result<LogRecord> LogStore::record(std::uint64_t index) const {
  std::optional<LogRecord> out;
  auto done = read(index, index + 1, [&](LogRecord&& record) -> Result<bool> {
    out = std::move(record);
    return true;
  });
  if (!done) return tl::unexpected(done.error());
  if (!out) return refuse(Reason::not_found, "act " + std::to_string(index));
  return std::move(*out);
}

Result<void> LogStore::read(std::uint64_t from, std::uint64_t until,
                            const std::function<Result<bool>(LogRecord&&)>& visit) const {
  const std::uint64_t end = std::min(until, head().size);
  if (from >= end) return {};
  rocksdb::ReadOptions options;
  const std::string end_key = act_key(end);
  const rocksdb::Slice bound = slice_of(end_key);
  options.iterate_upper_bound = &bound;
  options.readahead_size = 2 << 20;
  const auto entries = db_.iterate(kEntries, options);
  const auto acts = db_.iterate(kActs, options);
  entries->Seek(slice_of(act_key(from)));
  acts->Seek(slice_of(act_key(from)));
  for (std::uint64_t index = from; index < end; ++index) {
    const std::string key = act_key(index);
    if (!entries->Valid() || entries->key() != slice_of(key) || !acts->Valid() ||
        acts->key() != slice_of(key)) {
      for (const auto* it : {&entries, &acts}) {
        if (!(*it)->status().ok())
          return tl::unexpected(db_.refusal((*it)->status(), "act " + std::to_string(index)));
      }
      return refuse(Reason::damaged, "act " + std::to_string(index),
                    both("缺少其记录", "its record is missing"));
    }
    const auto entry = parse_entry(entries->value().ToStringView());
    auto head = decode_act_head(acts->value().ToStringView());
    if (!entry) return tl::unexpected(entry.error());
    if (!head) return tl::unexpected(head.error());
    std::vector<std::string> slices;
    slices.reserve(std::min<std::size_t>(head->event_count, 10'000));
    for (acts->Next(); acts->Valid() && acts->key().starts_with(slice_of(key)); acts->Next()) {
      slices.push_back(acts->value().ToString());
    }
    if (slices.size() != head->event_count) {
      return refuse(Reason::damaged, "act " + std::to_string(index),
                    both("其事件不全", "its events are not all there"));
    }
    const auto more = visit(assemble(*entry, std::move(*head), slices));
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    entries->Next();
  }
  return {};
}

Result<std::vector<std::string>> LogStore::entry_range(std::uint64_t from, std::uint64_t count) const {
  const auto it = db_.iterate(kEntries);
  std::vector<std::string> out;
  out.reserve(count);
  for (it->Seek(slice_of(act_key(from))); it->Valid() && out.size() < count; it->Next()) {
    if (it->key() != slice_of(act_key(from + out.size()))) break;
    out.push_back(it->value().ToString());
  }
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "entries"));
  if (out.size() != count) {
    return refuse(Reason::damaged, "entry " + std::to_string(from + out.size()),
                  both("缺失", "it is missing"));
  }
  return out;
}

Result<std::vector<Digest>> LogStore::leaf_tile(std::uint64_t n, unsigned width) const {
  const auto entries = entry_range(n * kTileWidth, width);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<Digest> out;
  out.reserve(width);
  for (const std::string& entry : *entries) out.push_back(leaf_hash(as_bytes(entry)));
  return out;
}

Result<std::vector<Digest>> LogStore::tile(unsigned level, std::uint64_t n, unsigned width) {
  if (level == 0) return leaf_tile(n, width);
  const auto it = db_.iterate(kNodes);
  std::vector<Digest> out;
  out.reserve(width);
  for (it->Seek(slice_of(node_key(level, n * kTileWidth))); it->Valid() && out.size() < width; it->Next()) {
    const auto hash = Digest::from_raw(it->value().ToStringView());
    if (it->key() != slice_of(node_key(level, n * kTileWidth + out.size())) || !hash) break;
    out.push_back(*hash);
  }
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "nodes"));
  if (out.size() != width)
    return refuse(Reason::damaged, "nodes", both("第 {} 层的瓦片", "a tile of level {}", level));
  return out;
}

Result<Digest> LogStore::root_at(std::uint64_t size) const {
  const auto now = published();
  if (size == now->head.size) return now->head.root;
  // TileSource is not const, reading tiles is.
  return tenure::root_at(const_cast<LogStore&>(*this), size);
}

Result<std::string> LogStore::tile_bytes(const TileName& name) {
  if (!exists_at(name, head().size))
    return refuse(Reason::tile_path, tile_path(name), both("超过日志现有条数", "beyond the log's size"));
  if (name.entries) {
    const auto entries = entry_range(name.n * kTileWidth, name.width);
    if (!entries) return tl::unexpected(entries.error());
    const std::vector<std::string_view> views(entries->begin(), entries->end());
    return encode_bundle(views);
  }
  const auto hashes = tile(name.level, name.n, name.width);
  if (!hashes) return tl::unexpected(hashes.error());
  std::string out;
  for (const Digest& hash : *hashes) out += as_view(hash.view());
  return out;
}

Result<std::string> LogStore::receipt(std::uint64_t index) {
  const auto now = published();
  const std::lock_guard lock(proof_mutex_);
  if (!proof_nodes_) proof_nodes_.emplace(*this, now->head.size);
  // A reader that looked earlier may come later: the kept tiles only ever grow.
  proof_nodes_->grow(std::max(proof_nodes_->size(), now->head.size));
  EdgeNodes nodes(now->tail, *proof_nodes_);
  const auto proof = inclusion_proof(nodes, index, now->head.size);
  if (!proof) return tl::unexpected(proof.error());
  return receipt_text(index, *proof, now->checkpoint);
}

Result<void> LogStore::journal(Moment at, std::string_view json) {
  if (read_as_) return refuse(Reason::stopped, "log");
  std::string key;
  put_be<8>(key, static_cast<std::uint64_t>(at.us));
  put_be<4>(key, journal_sequence_++);
  // Not synced: a crash may lose the newest refusals, never an act. The next append's sync covers it.
  auto batch = new_batch();
  put(batch, db_.family(kJournal), key, json);
  const auto status = db_.write(rocksdb::WriteOptions(), batch);
  if (!status.ok()) return tl::unexpected(db_.refusal(status, "journal"));
  return {};
}

Result<void> LogStore::read_journal(const std::function<void(Moment, std::string_view)>& visit) const {
  const auto it = db_.iterate(kJournal);
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    visit({static_cast<std::int64_t>(get_be<8>(it->key().ToStringView()))}, it->value().ToStringView());
  }
  if (!it->status().ok()) return tl::unexpected(db_.refusal(it->status(), "journal"));
  return {};
}

Result<void> LogStore::sync_journal() {
  if (read_as_) return {};
  if (stopped_) return refuse(Reason::stopped, "log");  // RocksDB aborts on a sync after one that failed
  if (auto status = db_.sync_wal(); !status.ok()) return tl::unexpected(db_.refusal(status, "log"));
  return {};
}

}  // namespace tenure

#include "storage/vault/vault.h"

#include <fmt/format.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <set>
#include <unordered_set>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/files/block_cache.h"
#include "storage/files/files.h"
#include "storage/files/held_deletions.h"
#include "storage/files/rocks.h"
#include "storage/keys/aead.h"
#include "storage/vault/index_entry.h"

namespace tenure {
namespace {

constexpr std::size_t kSaltSize = std::tuple_size_v<Salt>;
constexpr std::string_view kCountKey = "xn";
constexpr double kFilterBits = 10;

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options = Database::default_options();
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.avoid_flush_during_shutdown = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  return options;
}

rocksdb::ColumnFamilyOptions family_options() {
  rocksdb::ColumnFamilyOptions options;
  options.paranoid_file_checks = true;
  options.compression = rocksdb::kNoCompression;  // ciphertext does not shrink
  // Each new value is looked up in vain once: it is counted when it was not there.
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache();
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBits));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

std::string seal(const SecretBytes& key, const SealedValue& sealed) {
  SecretBytes plain(kSaltSize + sealed.value.size());
  std::byte* const out = plain.mutable_view().data();
  std::memcpy(out, sealed.salt.data(), kSaltSize);
  if (!sealed.value.empty()) std::memcpy(out + kSaltSize, sealed.value.data(), sealed.value.size());
  return aead_seal(key, plain.view(), as_bytes(sealed.commitment));
}

Result<void> check(const SealedValue& sealed) {
  if (sealed.commitment.empty() || sealed.commitment.size() > kCommitmentMax ||
      sealed.commitment.starts_with(kIndexKeys)) {
    return refuse(Reason::bad_value, "commitment");
  }
  if (sealed.value.size() > kSealedValueMax)
    return refuse(Reason::limit_text, std::string(sealed.commitment));
  return {};
}

/// Two subjects may hold the same commitment (who knows a salt can copy it); neither replaces the other's
/// value.
std::string key_of(std::string_view subject, std::string_view commitment) {
  constexpr std::size_t kSubjectTag = 16;
  return std::string(commitment) + "/" + std::string(as_view(sha256(subject).view()).substr(0, kSubjectTag));
}

/// A value that is there and cannot be read.
tl::unexpected<Refusal> refuse_value(Reason reason, std::string_view subject, std::string_view commitment,
                                     std::string_view why) {
  return refuse(
      reason, "sealed",
      both("{1} 的 {0}：{2}", "{0} of {1}: {3}", commitment, subject, halves(why).zh, halves(why).en));
}

std::string kept_too_few(std::uint64_t values, std::uint64_t values_min) {
  return fmt::format(
      "封存值 {} 个，至少应有 {} 个：封存库被截短、删除，或是旧副本；请恢复备份 | it has {} sealed values of "
      "at "
      "least {}: it was cut, deleted or is an older copy; restore a backup",
      values, values_min, values, values_min);
}

/// Who searches is not told of whom something is damaged, whom they may not see: verification names them.
tl::unexpected<Refusal> refuse_entry(std::string_view why) {
  return refuse(Reason::damaged, "sealed",
                both("索引中的一项：{1}；`tenure verify` 会列出损坏的值",
                     "an entry of the index: {0}; `tenure verify` says which values are damaged",
                     halves(why).en, halves(why).zh));
}

constexpr std::string_view kKeyIsMissing =
    "subjects.keys 中没有它的密钥 | its key is missing in subjects.keys";

}  // namespace

/// The names in memory, and how far they are.
struct Vault::Names {
  std::mutex writing;  ///< held by who puts values
  std::atomic<std::uint64_t> values = 0;
  std::mutex reading;  ///< held by who reads them all
  std::mutex mutex;    ///< guards what follows
  NameIndex index;
  bool complete = false;
  std::set<std::string, std::less<>> erased;  ///< while they are read
};

Vault::Vault(KeyStore& keys, std::unique_ptr<Database> database)
    : keys_(&keys), database_(std::move(database)), names_(std::make_unique<Names>()) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

Result<Vault> Vault::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder, KeyStore& keys,
                          std::uint64_t values_min) {
  // One that must be there is never made anew over what is left of it.
  const bool is_there = values_min > 0;
  if (is_there && !fs->FileExists(folder + "/CURRENT", rocksdb::IOOptions(), nullptr).ok())
    return refuse(Reason::damaged, folder, kept_too_few(0, values_min));
  if (auto made = ensure_folder(*fs, folder); !made) return tl::unexpected(made.error());
  const auto tables = std::make_shared<HeldDeletions>(fs);
  auto database =
      Database::open(tables, folder, is_there ? Database::Mode::open : Database::Mode::open_or_create,
                     database_options(), {{rocksdb::kDefaultColumnFamilyName, family_options()}});
  if (!database) return tl::unexpected(database.error());
  Vault vault(keys, std::make_unique<Database>(std::move(*database)));
  if (auto loaded = vault.load_count(values_min); !loaded) return tl::unexpected(loaded.error());
  if (auto whole = vault.look_for_lost_tables(*tables); !whole) return tl::unexpected(whole.error());
  if (auto looked = vault.look_whether_indexed(); !looked) return tl::unexpected(looked.error());
  return vault;
}

std::uint64_t Vault::count() const { return names_->values; }

/// Where nobody outside knows how many there must be (the vault is new, or was written by a program that did
/// not count), they are counted.
Result<void> Vault::load_count(std::uint64_t values_min) {
  const auto stored = database_->get(0, kCountKey);
  if (!stored) return tl::unexpected(stored.error());
  const std::uint64_t said = *stored && (*stored)->size() == 8 ? get_be<8>(**stored) : 0;
  if (said < values_min) {
    return refuse(Reason::damaged, database_->path(), kept_too_few(said, values_min));
  }
  names_->values = said;
  if (values_min > 0) return {};
  const auto counted = count_all();
  if (!counted) return tl::unexpected(counted.error());
  if (*counted == said) return {};
  rocksdb::WriteBatch batch = new_batch();
  std::string number;
  put_be<8>(number, *counted);
  tenure::put(batch, database_->family(0), kCountKey, number);
  if (auto done = write(batch, true); !done) return done;
  names_->values = *counted;
  return {};
}

/// A crash leaves a table that the MANIFEST does not name yet, and its values stand in the log still. Damage
/// to the MANIFEST leaves one too, of values that stand nowhere else; RocksDB tells nothing of it.
Result<void> Vault::look_for_lost_tables(HeldDeletions& tables) const {
  if (tables.any()) {
    const auto counted = count_all();
    if (!counted) return tl::unexpected(counted.error());
    if (*counted < names_->values)
      return refuse(Reason::damaged, database_->path(), kept_too_few(*counted, names_->values));
  }
  tables.let_go();
  return {};
}

Result<std::uint64_t> Vault::count_all() const {
  const auto it = database_->iterate(0);
  std::uint64_t out = 0;
  for (it->SeekToFirst(); it->Valid() && it->key().compare(slice_of(kIndexKeys)) < 0; it->Next()) ++out;
  if (!it->status().ok()) return tl::unexpected(database_->refusal(it->status(), "count"));
  return out;
}

Result<bool> Vault::holds(std::string_view key) const {
  const auto stored = database_->get(0, key);
  if (!stored) return tl::unexpected(stored.error());
  return stored->has_value();
}

/// A new vault's index is whole, since nothing is missing in it.
Result<void> Vault::look_whether_indexed() {
  const auto whole = database_->get(0, kIndexKeys);
  if (!whole) return tl::unexpected(whole.error());
  indexed_ = whole->has_value();
  if (indexed_) return {};
  const auto it = database_->iterate(0);
  it->SeekToFirst();
  if (!it->status().ok()) return tl::unexpected(database_->refusal(it->status(), "open"));
  return it->Valid() ? Result<void>() : index_is_whole();
}

Result<void> Vault::index_is_whole() {
  rocksdb::WriteBatch batch = new_batch();
  tenure::put(batch, database_->family(0), kIndexKeys, {});
  if (auto done = write(batch, true); !done) return done;
  indexed_ = true;
  return {};
}

std::string Vault::bucket_of(SealedKind kind, std::string_view folded) const {
  return bucket_key(kind, keys_->index_mac(bucket_text(kind, folded)));
}

void Vault::add_entry(rocksdb::WriteBatch& batch, const SecretBytes& key, std::string_view subject,
                      std::string_view commitment, SealedKind kind, std::string_view value) const {
  std::string plain = folded(value);
  const WipeOnExit wipe(plain);
  if (plain.empty()) return;
  const std::string entry = entry_key(bucket_of(kind, plain), subject, commitment);
  std::string stored = entry_head(subject, commitment);
  stored += aead_seal(key, as_bytes(plain), as_bytes(entry + stored));
  tenure::put(batch, database_->family(0), entry, stored);
  tenure::put(batch, database_->family(0), reverse_key(subject, entry), {});
}

Result<void> Vault::write(rocksdb::WriteBatch& batch, bool synced) {
  rocksdb::WriteOptions options;
  options.sync = synced;
  const auto status = database_->write(options, batch);
  if (status.ok()) return {};
  if (status.IsNoSpace()) return tl::unexpected(database_->refusal(status, "put"));
  return refuse(Reason::outcome_unknown, database_->path(), status.ToString());
}

Result<void> Vault::put(std::span<const SealedValue> values) {
  for (const SealedValue& sealed : values) {
    if (auto fits = check(sealed); !fits) return fits;
  }
  if (values.empty()) return {};
  std::vector<std::string_view> subjects;
  for (const SealedValue& sealed : values) subjects.push_back(sealed.subject);
  if (auto made = keys_->make_missing(subjects); !made) return made;
  if (auto done = put_all(values); !done) return done;
  const std::lock_guard lock(names_->mutex);
  for (const SealedValue& sealed : values) {
    if (sealed.kind != SealedKind::name) continue;
    std::string name = folded(sealed.value);
    const WipeOnExit wipe(name);
    if (!name.empty()) names_->index.add(sealed.subject, sealed.commitment, name);
  }
  return {};
}

Result<void> Vault::put_all(std::span<const SealedValue> values) {
  const std::lock_guard writing(names_->writing);
  rocksdb::WriteBatch batch = new_batch();
  std::unordered_set<std::string> added;
  for (const SealedValue& sealed : values) {
    const auto key = keys_->key_for(sealed.subject);
    if (!key) return tl::unexpected(key.error());
    std::string place = key_of(sealed.subject, sealed.commitment);
    tenure::put(batch, database_->family(0), place, seal(*key, sealed));
    if (sealed.kind) add_entry(batch, *key, sealed.subject, sealed.commitment, *sealed.kind, sealed.value);
    const auto held = holds(place);
    if (!held) return tl::unexpected(held.error());
    if (!*held) added.insert(std::move(place));
  }
  const std::uint64_t all = names_->values + added.size();
  std::string number;
  put_be<8>(number, all);
  tenure::put(batch, database_->family(0), kCountKey, number);
  if (auto done = write(batch, true); !done) return done;
  names_->values = all;
  return {};
}

Result<void> Vault::takes(std::string_view subject) const {
  const auto key = keys_->find(subject);
  if (!key && key.error().reason != Reason::not_found) return tl::unexpected(key.error());
  return {};
}

Result<Opening> Vault::get(std::string_view subject, std::string_view commitment) const {
  const auto stored = database_->get(0, key_of(subject, commitment));
  if (!stored) return refuse_value(stored.error().reason, subject, commitment, stored.error().detail);
  const auto key = keys_->find(subject);
  const bool has_no_key = !key && key.error().reason == Reason::not_found;
  const bool is_erased = !key && key.error().reason == Reason::absent;
  if (!key && !has_no_key && !is_erased)
    return refuse_value(key.error().reason, subject, commitment, key.error().detail);
  // Whether a subject was erased or never known is not the asker's to learn.
  if (is_erased || !*stored) return refuse(Reason::absent, std::string(commitment));
  if (has_no_key) return refuse_value(Reason::damaged, subject, commitment, kKeyIsMissing);
  const auto plain = aead_open(*key, as_bytes(**stored), as_bytes(commitment));
  if (!plain || plain->size() < kSaltSize)
    return refuse_value(Reason::damaged, subject, commitment,
                        both("用其密钥打不开", "it does not open under its key"));
  Opening opening;
  std::memcpy(opening.salt.data(), plain->view().data(), kSaltSize);
  opening.value = as_view(plain->view().subspan(kSaltSize));
  return opening;
}

Result<std::optional<std::string>> Vault::value(std::string_view subject, std::string_view commitment) const {
  auto opening = get(subject, commitment);
  if (opening) return std::optional(std::move(opening->value));
  if (opening.error().reason == Reason::absent) return std::optional<std::string>();
  return tl::unexpected(std::move(opening.error()));
}

Result<std::vector<FoundValue>> Vault::find(SealedKind kind, std::string_view value) const {
  const std::string wanted = folded(value);
  std::vector<FoundValue> out;
  const std::string bucket = bucket_of(kind, wanted);
  const auto it = database_->iterate(0);
  for (it->Seek(slice_of(bucket)); it->Valid() && it->key().starts_with(slice_of(bucket)); it->Next()) {
    const std::string_view stored = it->value().ToStringView();
    const auto entry = read_entry(stored);
    if (!entry)
      return refuse(Reason::damaged, database_->path(), both("索引的一项", "an entry of the index"));
    auto plain = open_entry(it->key().ToStringView(), *entry);
    if (!plain) return tl::unexpected(plain.error());
    const WipeOnExit wipe(*plain);
    if (!plain->empty() && *plain == wanted)
      out.push_back({std::string(entry->subject), std::string(entry->commitment)});
  }
  if (!it->status().ok()) return tl::unexpected(database_->refusal(it->status(), "find"));
  return out;
}

Result<std::string> Vault::open_entry(std::string_view key, const IndexedEntry& entry) const {
  const auto own = keys_->find(entry.subject);
  if (!own && own.error().reason == Reason::absent) return std::string();
  if (!own && own.error().reason == Reason::not_found) return refuse_entry(kKeyIsMissing);
  if (!own) return tl::unexpected(own.error());
  const std::string associated = std::string(key) + std::string(entry.head);
  const auto plain = aead_open(*own, as_bytes(entry.sealed), as_bytes(associated));
  if (!plain) return refuse_entry("用其密钥打不开 | it does not open under its key");
  return std::string(as_view(plain->view()));
}

Result<std::vector<FoundValue>> Vault::find_names(std::string_view text) const {
  if (auto read = read_names(); !read) return tl::unexpected(read.error());
  const std::lock_guard lock(names_->mutex);
  return names_->index.find(folded(text));
}

/// What is erased between the opening of a name and its place in memory is left out: `erased` knows.
Result<void> Vault::read_names(const std::stop_token& stop) const {
  const std::lock_guard reading(names_->reading);
  if (names_->complete) return {};
  const std::string all = bucket_prefix(SealedKind::name);
  const auto it = database_->iterate(0);
  for (it->Seek(slice_of(all)); it->Valid() && it->key().starts_with(slice_of(all)); it->Next()) {
    if (stop.stop_requested()) return {};
    const std::string_view stored = it->value().ToStringView();
    const auto entry = read_entry(stored);
    if (!entry)
      return refuse(Reason::damaged, database_->path(), both("索引的一项", "an entry of the index"));
    auto plain = open_entry(it->key().ToStringView(), *entry);
    if (!plain) return tl::unexpected(plain.error());
    const WipeOnExit wipe(*plain);
    const std::lock_guard lock(names_->mutex);
    if (!plain->empty() && !names_->erased.contains(entry->subject))
      names_->index.add(entry->subject, entry->commitment, *plain);
  }
  if (!it->status().ok()) return tl::unexpected(database_->refusal(it->status(), "names"));
  const std::lock_guard lock(names_->mutex);
  names_->complete = true;
  names_->erased.clear();
  return {};
}

Result<void> Vault::index(std::span<const FindableValue> values) {
  rocksdb::WriteBatch batch = new_batch();
  for (const FindableValue& each : values) {
    auto opening = get(each.subject, each.commitment);
    if (!opening && opening.error().reason == Reason::absent) continue;
    if (!opening) return tl::unexpected(opening.error());
    const WipeOnExit wipe(opening->value);
    const auto key = keys_->find(each.subject);
    if (!key) return tl::unexpected(key.error());
    add_entry(batch, *key, each.subject, each.commitment, each.kind, opening->value);
  }
  return write(batch, false);
}

Result<void> Vault::forget(std::string_view subject) {
  const std::string prefix = reverse_prefix(subject);
  rocksdb::WriteBatch batch = new_batch();
  const auto it = database_->iterate(0);
  for (it->Seek(slice_of(prefix)); it->Valid() && it->key().starts_with(slice_of(prefix)); it->Next()) {
    if (const auto entry = entry_key_of(it->key().ToStringView()))
      batch.Delete(database_->family(0), slice_of(*entry));
    batch.Delete(database_->family(0), it->key());
  }
  if (!it->status().ok()) return tl::unexpected(database_->refusal(it->status(), "erase"));
  return batch.Count() == 0 ? Result<void>() : write(batch, false);
}

/// The key first: an entry that a crash leaves behind is nobody's.
Result<KeyStore::Erased> Vault::erase(std::string_view subject) {
  auto erased = keys_->erase(subject);
  if (!erased) return erased;
  {
    const std::lock_guard lock(names_->mutex);
    names_->index.erase(subject);
    if (!names_->complete) names_->erased.emplace(subject);
  }
  if (auto forgotten = forget(subject); !forgotten) return tl::unexpected(forgotten.error());
  return erased;
}

}  // namespace tenure

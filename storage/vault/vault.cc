#include "storage/vault/vault.h"

#include <rocksdb/file_checksum.h>

#include <cstring>
#include <mutex>
#include <set>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/files/files.h"
#include "storage/files/rocks.h"
#include "storage/keys/aead.h"
#include "storage/vault/index_entry.h"

namespace tenure {
namespace {

constexpr std::size_t kSaltSize = std::tuple_size_v<Salt>;

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

/// Whether a subject was erased or never known is not the asker's to learn.
tl::unexpected<Refusal> refuse_key(const Refusal& refusal, std::string_view commitment) {
  if (refusal.reason != Reason::not_found && refusal.reason != Reason::absent) return tl::unexpected(refusal);
  return refuse(Reason::absent, std::string(commitment));
}

}  // namespace

/// The names in memory, and how far they are.
struct Vault::Names {
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

Result<Vault> Vault::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                          KeyStore& keys) {
  if (auto made = ensure_folder(*fs, folder); !made) return tl::unexpected(made.error());
  auto database = Database::open(std::move(fs), folder, Database::Mode::open_or_create, database_options(),
                                 {{rocksdb::kDefaultColumnFamilyName, family_options()}});
  if (!database) return tl::unexpected(database.error());
  Vault vault(keys, std::make_unique<Database>(std::move(*database)));
  if (auto looked = vault.look_whether_indexed(); !looked) return tl::unexpected(looked.error());
  return vault;
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
  rocksdb::WriteBatch batch = new_batch();
  for (const SealedValue& sealed : values) {
    const auto key = keys_->key_for(sealed.subject);
    if (!key) return tl::unexpected(key.error());
    tenure::put(batch, database_->family(0), key_of(sealed.subject, sealed.commitment), seal(*key, sealed));
    if (sealed.kind) add_entry(batch, *key, sealed.subject, sealed.commitment, *sealed.kind, sealed.value);
  }
  if (auto done = write(batch, true); !done) return done;
  const std::lock_guard lock(names_->mutex);
  for (const SealedValue& sealed : values) {
    if (sealed.kind != SealedKind::name) continue;
    std::string name = folded(sealed.value);
    const WipeOnExit wipe(name);
    if (!name.empty()) names_->index.add(sealed.subject, sealed.commitment, name);
  }
  return {};
}

Result<void> Vault::takes(std::string_view subject) const {
  const auto key = keys_->find(subject);
  if (!key && key.error().reason != Reason::not_found) return tl::unexpected(key.error());
  return {};
}

Result<Opening> Vault::get(std::string_view subject, std::string_view commitment) const {
  const auto key = keys_->find(subject);
  if (!key) return refuse_key(key.error(), commitment);
  const auto stored = database_->get(0, key_of(subject, commitment));
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) return refuse(Reason::absent, std::string(commitment));
  const auto plain = aead_open(*key, as_bytes(**stored), as_bytes(commitment));
  if (!plain) return refuse(Reason::absent, std::string(commitment));
  if (plain->size() < kSaltSize) return refuse(Reason::damaged, database_->path(), std::string(commitment));
  Opening opening;
  std::memcpy(opening.salt.data(), plain->view().data(), kSaltSize);
  opening.value = as_view(plain->view().subspan(kSaltSize));
  return opening;
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
  if (!own && own.error().reason != Reason::not_found && own.error().reason != Reason::absent)
    return tl::unexpected(own.error());
  if (!own) return std::string();
  const std::string associated = std::string(key) + std::string(entry.head);
  const auto plain = aead_open(*own, as_bytes(entry.sealed), as_bytes(associated));
  return plain ? std::string(as_view(plain->view())) : std::string();
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

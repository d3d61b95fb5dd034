#include "storage/vault/vault.h"

#include <rocksdb/file_checksum.h>

#include <cstring>

#include "domain/core/sha256.h"
#include "storage/files/files.h"
#include "storage/files/rocks.h"
#include "storage/keys/aead.h"

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
  if (sealed.commitment.empty() || sealed.commitment.size() > kCommitmentMax) {
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

Vault::Vault(KeyStore& keys, std::unique_ptr<Database> database)
    : keys_(&keys), database_(std::move(database)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

Result<Vault> Vault::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                          KeyStore& keys) {
  if (auto made = ensure_folder(*fs, folder); !made) return tl::unexpected(made.error());
  auto database = Database::open(std::move(fs), folder, Database::Mode::open_or_create, database_options(),
                                 {{rocksdb::kDefaultColumnFamilyName, family_options()}});
  if (!database) return tl::unexpected(database.error());
  return Vault(keys, std::make_unique<Database>(std::move(*database)));
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
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const auto status = database_->write(synced, batch);
  if (status.ok()) return {};
  if (status.IsNoSpace()) return tl::unexpected(database_->refusal(status, "put"));
  return refuse(Reason::outcome_unknown, database_->path(), status.ToString());
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

Result<KeyStore::Erased> Vault::erase(std::string_view subject) { return keys_->erase(subject); }

}  // namespace tenure

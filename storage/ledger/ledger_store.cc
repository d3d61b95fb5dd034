#include "storage/ledger/ledger_store.h"

#include <rocksdb/file_system.h>

#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "storage/backup/manifest.h"
#include "storage/evidence/merkle.h"
#include "storage/keys/key_file.h"
#include "storage/ledger/prepared_views.h"

namespace tenure {

/// What stands in ledger.json.
TENURE_STRUCT(LedgerFile, "账本文件", "Ledger file",
  (std::int32_t, tenure_ledger, "格式版本", "format version", 1)
  (ShortText, origin, "账本来源", "origin")
  (ShortText, log_key, "日志公钥", "log's verifier key"));

namespace {

constexpr std::int32_t kLedgerFileVersion = 1;
constexpr std::uint64_t kLedgerFileMax = 16 << 10;
constexpr std::size_t kLedgerIdDigits = 16;

std::string ledger_file(const std::string& folder) { return folder + "/ledger.json"; }
std::string keys_folder(const std::string& folder) { return folder + "/keys"; }
std::string log_key_file(const std::string& folder) { return keys_folder(folder) + "/log.key"; }

}  // namespace

LogStore::Options LedgerStore::log_options() {
  return {options_.folder, options_.fs, origin_, &signers_, {signers_.front().verifier()}};
}

Result<void> LedgerStore::make_keys() {
  std::optional<std::string_view> passphrase;
  if (options_.passphrase) passphrase = *options_.passphrase;
  const Protection protection{passphrase, options_.cost};
  if (auto done = ensure_folder(*options_.fs, keys_folder(options_.folder)); !done) return done;
  const KeyPair log_key =
      options_.log_seed ? key_pair_of(SecretBytes::copy_of(as_bytes(*options_.log_seed))) : new_key_pair();
  if (auto done = save_key_file(*options_.fs, log_key_file(options_.folder), log_key, protection); !done)
    return done;
  auto keys = KeyStore::create(options_.fs, keys_folder(options_.folder), protection);
  if (!keys) return tl::unexpected(keys.error());
  keys_ = std::move(*keys);
  return {};
}

Result<void> LedgerStore::load_signer(const std::string& origin) {
  std::optional<std::string_view> passphrase;
  if (options_.passphrase) passphrase = *options_.passphrase;
  const auto pair = load_key_file(*options_.fs, log_key_file(options_.folder), passphrase);
  if (!pair) return tl::unexpected(pair.error());
  auto secret = SecretKey::from_seed(as_view(pair->seed.view()));
  auto signer = NoteSigner::make(origin, std::move(*secret));
  if (!signer) return tl::unexpected(signer.error());
  signers_.clear();
  signers_.push_back(std::move(*signer));
  log_key_ = signers_.front().verifier();
  origin_ = origin;
  return {};
}

Result<void> LedgerStore::open_log(bool create) {
  const auto options = log_options();
  auto log = create ? LogStore::create(options) : LogStore::open(options);
  if (!log) return tl::unexpected(log.error());
  log_ = std::move(*log);
  return {};
}

/// After the log, whose anchor knows how many there must be.
Result<void> LedgerStore::open_keys() {
  std::optional<std::string_view> passphrase;
  if (options_.passphrase) passphrase = *options_.passphrase;
  auto keys =
      KeyStore::open(options_.fs, keys_folder(options_.folder), passphrase, log_->anchored_seals().keys);
  if (!keys) return tl::unexpected(keys.error());
  keys_ = std::move(*keys);
  return {};
}

Result<void> LedgerStore::open_beside_log() {
  auto views = open_views_of(*log_, options_.fs, view_database_path(options_.folder));
  if (!views) return tl::unexpected(views.error());
  views_.emplace(std::move(*views));
  auto vault = Vault::open(options_.fs, options_.folder + "/vault", *keys_, log_->anchored_seals().values);
  if (!vault) return tl::unexpected(vault.error());
  vault_.emplace(std::move(*vault));
  auto attachments = Attachments::open(options_.fs, options_.folder + "/attachments", *keys_);
  if (!attachments) return tl::unexpected(attachments.error());
  attachments_.emplace(std::move(*attachments));
  count_reads(log_->anchored_seals().reads);
  log_->count_seals([this]() -> SealCounts {
    const auto keys = keys_->counts();
    return {keys.keys, keys.erased, vault_->count(), reads_};
  });
  bind(*log_, *views_);
  return {};
}

void LedgerStore::count_reads(std::uint64_t bytes) {
  std::uint64_t known = reads_;
  while (known < bytes && !reads_.compare_exchange_weak(known, bytes)) {
  }
}

Result<void> LedgerStore::drop_other_views() {
  const std::string mine = view_database_path(options_.folder);
  const auto prepared = prepared_views(*options_.fs, options_.folder);
  if (!prepared) return tl::unexpected(prepared.error());
  std::vector<std::string> children;
  const auto listed = options_.fs->GetChildren(options_.folder, rocksdb::IOOptions(), &children, nullptr);
  if (!listed.ok()) return tl::unexpected(refusal_of(listed, options_.folder));
  for (const std::string& child : children) {
    const std::string path = options_.folder + "/" + child;
    if (!child.starts_with("views-") || path == mine || child == *prepared) continue;
    if (auto done = ViewStore::destroy(options_.fs, path); !done) return done;
  }
  const bool were_prepared = options_.folder + "/" + *prepared == mine;
  return were_prepared ? clear_prepared_views(*options_.fs, options_.folder) : Result<void>();
}

Result<std::unique_ptr<LedgerStore>> LedgerStore::create(const Options& options, const std::string& origin) {
  std::unique_ptr<LedgerStore> store(new LedgerStore(options));
  auto& fs = *options.fs;
  if (!is_key_name(origin)) return refuse(Reason::bad_value, "origin", origin);
  if (auto done = ensure_folder(fs, options.folder); !done) return tl::unexpected(done.error());
  auto lock = FolderLock::acquire(options.fs, options.folder);
  if (!lock) return tl::unexpected(lock.error());
  store->lock_ = std::move(*lock);
  if (read_file(fs, ledger_file(options.folder), kLedgerFileMax)) {
    return refuse(Reason::exists, ledger_file(options.folder));
  }
  if (auto done = store->make_keys(); !done) return tl::unexpected(done.error());
  if (auto done = store->load_signer(origin); !done) return tl::unexpected(done.error());
  if (auto done = store->open_log(true); !done) return tl::unexpected(done.error());
  if (auto done = store->open_beside_log(); !done) return tl::unexpected(done.error());
  // The last thing to be written: a folder without it holds no ledger.
  const LedgerFile file{kLedgerFileVersion, {origin}, {store->log_key().text()}};
  const std::string text = to_json(file) + "\n";
  if (auto done = write_file(fs, ledger_file(options.folder), as_bytes(text), IfExists::refuse); !done) {
    return tl::unexpected(done.error());
  }
  return store;
}

namespace {

Result<LedgerFile> read_ledger_file(rocksdb::FileSystem& fs, const std::string& folder) {
  const auto text = read_file(fs, ledger_file(folder), kLedgerFileMax);
  if (!text && text.error().reason == Reason::not_found) return refuse(Reason::no_ledger, folder);
  if (!text) return tl::unexpected(text.error());
  auto file = read_json<LedgerFile>(*text);
  if (!file) return refuse(Reason::damaged, ledger_file(folder), file.error().text());
  if (file->tenure_ledger != kLedgerFileVersion) return refuse(Reason::format_version, ledger_file(folder));
  return file;
}

}  // namespace

Result<std::unique_ptr<LedgerStore>> LedgerStore::open(const Options& options) {
  std::unique_ptr<LedgerStore> store(new LedgerStore(options));
  const auto file = read_ledger_file(*options.fs, options.folder);
  if (!file) return tl::unexpected(file.error());
  if (is_backup(options.folder)) return refuse(Reason::is_backup, options.folder);
  auto lock = FolderLock::acquire(options.fs, options.folder);
  if (!lock) return tl::unexpected(lock.error());
  store->lock_ = std::move(*lock);
  if (auto done = store->load_signer(file->origin.value); !done) return tl::unexpected(done.error());
  if (store->log_key().text() != file->log_key.value) {
    return refuse(Reason::damaged, log_key_file(options.folder),
                  both("不是 ledger.json 所指的密钥", "it is not the key that ledger.json names"));
  }
  if (auto done = store->open_log(false); !done) return tl::unexpected(done.error());
  if (auto done = store->open_keys(); !done) return tl::unexpected(done.error());
  if (auto done = store->open_beside_log(); !done) return tl::unexpected(done.error());
  return store;
}

Result<std::unique_ptr<LedgerStore>> LedgerStore::open_backup(const std::string& folder,
                                                              const std::string& scratch) {
  const auto backup = read_backup_manifest(folder);
  if (!backup) return tl::unexpected(backup.error());
  Options options;
  options.folder = scratch;
  std::unique_ptr<LedgerStore> store(new LedgerStore(std::move(options)));
  const auto& fs = store->options_.fs;
  const auto file = read_ledger_file(*fs, folder);
  if (!file) return tl::unexpected(file.error());
  const auto log_key = VerifierKey::parse(file->log_key.value);
  if (!log_key) return refuse(Reason::damaged, ledger_file(folder), log_key.error().text());
  store->log_key_ = *log_key;
  store->origin_ = file->origin.value;
  auto keys = KeyStore::create(fs, keys_folder(scratch), {});
  if (!keys) return tl::unexpected(keys.error());
  store->keys_ = std::move(*keys);
  auto log = LogStore::open_to_read(fs, folder, scratch + "/notes");
  if (!log) return tl::unexpected(log.error());
  store->log_ = std::move(*log);
  if (auto done = store->open_beside_log(); !done) return tl::unexpected(done.error());
  return store;
}

Result<std::optional<std::string>> LedgerStore::ledger_id() const {
  if (log_->head().size == 0) return std::optional<std::string>();
  const auto genesis = log_->entry(0);
  if (!genesis) return tl::unexpected(genesis.error());
  return std::optional(origin_ + "#" + leaf_hash(encode_entry(*genesis)).hex().substr(0, kLedgerIdDigits));
}

}  // namespace tenure

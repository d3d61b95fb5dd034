#include "storage/keys/key_store.h"

#include <fmt/format.h>
#include <rocksdb/file_system.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/files/files.h"
#include "storage/keys/aead.h"

namespace tenure {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMasterAlg = "master";
constexpr std::string_view kMagic = "TNRKEYS\0"sv;
constexpr std::uint32_t kKeyStoreVersion = 1;
constexpr std::size_t kMasterKeySize = 32;

constexpr std::size_t kHeaderSize = 128;
constexpr std::size_t kCheckSize = 32;

constexpr std::size_t kNameSize = 32;
constexpr std::size_t kWrappedSize = kAeadOverhead + kAeadKeySize;
constexpr std::size_t kZeros = 6;
constexpr std::size_t kChecksumSize = 16;
constexpr std::size_t kNameAt = 1;
constexpr std::size_t kWrappedAt = kNameAt + kNameSize;
constexpr std::size_t kChecksumAt = kWrappedAt + kWrappedSize + kZeros;
constexpr std::size_t kEndAt = kChecksumAt + kChecksumSize;
constexpr std::size_t kRecordSize = 128;
constexpr char kEnd = '\xa5';

static_assert(kWrappedSize == 24 + 48);
static_assert(kChecksumAt == 111 && kEndAt == 127 && kRecordSize == kEndAt + 1);
static_assert(512 % kRecordSize == 0 && kHeaderSize % kRecordSize == 0, "a record never straddles a sector");

constexpr char kKeyRecord = 1;
constexpr char kErasedRecord = 2;

// Many new keys: the whole file anew costs less than a sync a key, and a crash leaves all of them or none.
constexpr std::size_t kRewriteFrom = 8;
constexpr std::size_t kRewriteBytesAKey = std::size_t{256} << 10;

constexpr std::size_t kZeroChunk = std::size_t{64} << 10;

const rocksdb::IOOptions kIo;

enum Derived : std::uint64_t { kNames = 1, kWraps = 2, kIndexes = 3 };

SecretBytes derive(const SecretBytes& master, Derived which) {
  static_assert(crypto_kdf_CONTEXTBYTES == 8 && crypto_kdf_KEYBYTES == kMasterKeySize);
  SecretBytes key(32);
  crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(key.mutable_view().data()), key.size(), which,
                             "tnrstore", uchars(master.view()));
  return key;
}

std::array<std::byte, 32> hmac(const SecretBytes& key, Bytes message) {
  static_assert(crypto_auth_hmacsha256_KEYBYTES == 32 && crypto_auth_hmacsha256_BYTES == 32);
  std::array<std::byte, 32> out;
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(out.data()), uchars(message), message.size(),
                         uchars(key.view()));
  return out;
}

std::string encode_record(Bytes name, std::string_view wrapped) {
  std::string record(1, wrapped.empty() ? kErasedRecord : kKeyRecord);
  record += as_view(name);
  record += wrapped;
  record.resize(kChecksumAt, '\0');
  record += as_view(sha256(record).view().first(kChecksumSize));
  record += kEnd;
  return record;
}

bool checks(std::string_view record) {
  return record.size() == kRecordSize && record[kEndAt] == kEnd &&
         record.substr(kChecksumAt, kChecksumSize) ==
             as_view(sha256(record.substr(0, kChecksumAt)).view().first(kChecksumSize)) &&
         (record[0] == kKeyRecord || record[0] == kErasedRecord);
}

std::string master_path(const std::string& folder) { return folder + "/master.key"; }
std::string subjects_path(const std::string& folder) { return folder + "/subjects.keys"; }

std::string kept_too_few(std::uint64_t keys, std::uint64_t keys_min) {
  return fmt::format(
      "密钥 {} 个，至少应有 {} 个：文件被截短、删除，或是旧副本；请恢复较新的密钥备份 | it has {} keys of at "
      "least "
      "{}: it was cut, deleted or is an older copy; restore a newer backup of the keys",
      keys, keys_min, keys, keys_min);
}

bool zero_file(rocksdb::FSRandomRWFile& file, std::uint64_t length) {
  const std::string zeros(kZeroChunk, '\0');
  for (std::uint64_t at = 0; at < length; at += kZeroChunk) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kZeroChunk, length - at));
    if (!file.Write(at, rocksdb::Slice(zeros.data(), size), kIo, nullptr).ok()) return false;
  }
  return file.Sync(kIo, nullptr).ok();
}

}  // namespace

std::size_t KeyStore::NameHash::operator()(const Name& name) const {
  std::size_t hash = 0;  // a name is an HMAC: any eight bytes of it are as good as random
  std::memcpy(&hash, name.data(), sizeof hash);
  return hash;
}

KeyStore::KeyStore(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                   const SecretBytes& master)
    : fs_(std::move(fs)),
      path_(subjects_path(folder)),
      name_key_(derive(master, kNames)),
      wrap_key_(derive(master, kWraps)),
      index_key_(derive(master, kIndexes)),
      // A message longer than any subject is nobody's name.
      check_(as_view(hmac(name_key_, as_bytes(std::string(kSubjectSizeMax + 1, '\0'))))) {
  static_assert(sizeof(Name) == kNameSize && kCheckSize == kNameSize);
}

KeyStore::~KeyStore() = default;

Result<std::unique_ptr<KeyStore>> KeyStore::create(std::shared_ptr<rocksdb::FileSystem> fs,
                                                   const std::string& folder, const Protection& protection) {
  if (auto made = ensure_folder(*fs, folder); !made) return tl::unexpected(made.error());
  if (fs->FileExists(subjects_path(folder), kIo, nullptr).ok()) {
    return refuse(Reason::exists, subjects_path(folder));
  }
  const ProtectedSecret master{kMasterAlg, {}, SecretBytes::random(kMasterKeySize)};
  auto text = protect(master, protection);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  auto written = write_file(*fs, master_path(folder), as_bytes(*text), IfExists::refuse);
  if (!written) return tl::unexpected(written.error());

  const std::unique_ptr<KeyStore> empty(new KeyStore(fs, folder, master.secret));
  written = write_file(*fs, empty->path_, as_bytes(empty->header()), IfExists::refuse);
  if (!written) return tl::unexpected(written.error());
  return load(std::move(fs), folder, master.secret, 0);
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(std::shared_ptr<rocksdb::FileSystem> fs,
                                                 const std::string& folder,
                                                 std::optional<std::string_view> passphrase,
                                                 std::uint64_t keys_min) {
  const std::string path = master_path(folder);
  auto text = read_file(*fs, path, kProtectedSecretMax);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  const auto master = unprotect(path, *text, kMasterAlg, passphrase);
  if (!master) return tl::unexpected(master.error());
  if (master->secret.size() != kMasterKeySize)
    return refuse(Reason::damaged, path, both("密钥不是 32 字节", "the key is not of 32 bytes"));
  return load(std::move(fs), folder, master->secret, keys_min);
}

Result<std::unique_ptr<KeyStore>> KeyStore::load(std::shared_ptr<rocksdb::FileSystem> fs,
                                                 const std::string& folder, const SecretBytes& master,
                                                 std::uint64_t keys_min) {
  std::unique_ptr<KeyStore> store(new KeyStore(std::move(fs), folder, master));
  // A crash in an erasure may have left a whole set of wrapped keys here.
  if (auto wiped = wipe_file(*store->fs_, temporary_of(store->path_)); !wiped)
    return tl::unexpected(wiped.error());
  const auto content = read_file(*store->fs_, store->path_, kHeaderSize + kSubjectKeysMax * kRecordSize);
  if (!content && content.error().reason == Reason::not_found && keys_min > 0)
    return refuse(Reason::damaged, store->path_, kept_too_few(0, keys_min));
  if (!content) return tl::unexpected(content.error());
  if (auto taken = store->take_records(*content); !taken) return tl::unexpected(taken.error());
  if (store->records_.size() < keys_min)
    return refuse(Reason::damaged, store->path_, kept_too_few(store->records_.size(), keys_min));
  if (store->torn_bytes_ > 0) {
    const Bytes whole = as_bytes(*content).first(static_cast<std::size_t>(store->length_));
    auto cut = write_file(*store->fs_, store->path_, whole, IfExists::replace);
    if (!cut) return tl::unexpected(cut.error());
  }
  if (auto opened = store->open_file(); !opened) return tl::unexpected(opened.error());
  return store;
}

std::string KeyStore::header() const {
  std::string header(kMagic);
  put_be<4>(header, kKeyStoreVersion);
  header += check_;
  header.resize(kHeaderSize, '\0');
  return header;
}

Result<void> KeyStore::take_records(std::string_view content) {
  if (content.size() < kHeaderSize || !content.starts_with(kMagic))
    return refuse(Reason::damaged, path_, both("文件头", "header"));
  if (const auto version = get_be<4>(content.substr(kMagic.size())); version != kKeyStoreVersion) {
    return refuse(Reason::format_version, path_, std::to_string(version));
  }
  if (content.substr(0, kHeaderSize) != header()) {
    return refuse(
        Reason::damaged, path_,
        both("文件头，或这些密钥属于另一主密钥", "header, or these keys belong to another master key"));
  }
  for (length_ = kHeaderSize; length_ < content.size(); length_ += kRecordSize) {
    const std::string_view record = content.substr(static_cast<std::size_t>(length_), kRecordSize);
    if (checks(record)) {
      Name name;
      std::memcpy(name.data(), record.data() + kNameAt, kNameSize);
      const bool erased = record[0] == kErasedRecord;
      if (records_.emplace(name, erased ? Wrapped() : Wrapped(record.substr(kWrappedAt, kWrappedSize)))
              .second) {
        erased_ += erased ? 1 : 0;
        continue;
      }
      return refuse(
          Reason::damaged, path_,
          both("第 {} 字节处是同一对象的第二条记录", "a second record of one subject at byte {}", length_));
    }
    const bool last = length_ + kRecordSize >= content.size();
    const bool torn = record.size() < kRecordSize || record[kEndAt] == '\0';
    if (!last || !torn)
      return refuse(Reason::damaged, path_, both("第 {} 字节处的记录", "record at byte {}", length_));
    torn_bytes_ = record.size();
    break;
  }
  return {};
}

Result<void> KeyStore::open_file() {
  auto status = fs_->NewRandomRWFile(path_, rocksdb::FileOptions(), &file_, nullptr);
  // What was read may be in the page cache alone, left by a sync that failed; no key is used before it is
  // durable.
  if (status.ok()) status = file_->Sync(kIo, nullptr);
  if (!status.ok()) return tl::unexpected(refusal_of(status, path_));
  return {};
}

std::array<std::byte, 32> KeyStore::index_mac(std::string_view text) const {
  return hmac(index_key_, as_bytes(text));
}

Result<KeyStore::Name> KeyStore::name_of(std::string_view subject) const {
  if (subject.empty() || subject.size() > kSubjectSizeMax) return refuse(Reason::bad_id, "subject");
  return hmac(name_key_, as_bytes(subject));
}

Result<SecretBytes> KeyStore::unwrap(const Name& name, const Wrapped& wrapped) const {
  if (wrapped.empty()) return refuse(Reason::absent, "key", both("已擦除", "erased"));
  auto key = aead_open(wrap_key_, as_bytes(wrapped), name);
  if (!key) return refuse(Reason::damaged, path_, both("有一个密钥打不开", "a key does not open"));
  return std::move(*key);
}

KeyStore::Counts KeyStore::counts() const {
  const std::lock_guard lock(mutex_);
  return {records_.size(), erased_};
}

Result<SecretBytes> KeyStore::find(std::string_view subject) const {
  const auto name = name_of(subject);
  if (!name) return tl::unexpected(name.error());
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(*name);
  if (found == records_.end()) return refuse(Reason::not_found, "key");
  return unwrap(*name, found->second);
}

Result<SecretBytes> KeyStore::key_for(std::string_view subject) {
  const auto name = name_of(subject);
  if (!name) return tl::unexpected(name.error());
  const std::lock_guard lock(mutex_);
  if (const auto found = records_.find(*name); found != records_.end()) return unwrap(*name, found->second);
  SecretBytes key = SecretBytes::random(kAeadKeySize);
  if (auto kept = append(*name, aead_seal(wrap_key_, key.view(), *name)); !kept)
    return tl::unexpected(kept.error());
  return key;
}

Result<void> KeyStore::make_missing(std::span<const std::string_view> subjects) {
  const std::lock_guard lock(mutex_);
  if (stopped_)
    return refuse(Reason::stopped, path_,
                  both("此前一次写入密钥失败", "an earlier write of the keys failed"));
  if (subjects.size() < kRewriteFrom) return {};
  std::unordered_map<Name, Wrapped, NameHash> missing;
  for (const std::string_view subject : subjects) {
    const auto name = name_of(subject);
    if (!name) return tl::unexpected(name.error());
    if (!records_.contains(*name)) missing.try_emplace(*name);
  }
  const std::size_t all = records_.size() + missing.size();
  if (missing.size() < kRewriteFrom || all * kRecordSize > missing.size() * kRewriteBytesAKey) return {};
  if (all > kSubjectKeysMax) return refuse(Reason::limit_list, path_, both("对象太多", "too many subjects"));
  for (auto& [name, wrapped] : missing)
    wrapped = aead_seal(wrap_key_, SecretBytes::random(kAeadKeySize).view(), name);
  std::string content = header();
  for (const auto& [name, wrapped] : records_) content += encode_record(name, wrapped);
  for (const auto& [name, wrapped] : missing) content += encode_record(name, wrapped);
  const auto replaced = replace_file(content);
  if (!replaced) return tl::unexpected(replaced.error());
  records_.merge(missing);
  return open_file_or_stop();
}

Result<void> KeyStore::append(const Name& name, Wrapped wrapped) {
  if (stopped_)
    return refuse(Reason::stopped, path_,
                  both("此前一次写入密钥失败", "an earlier write of the keys failed"));
  if (records_.size() >= kSubjectKeysMax)
    return refuse(Reason::limit_list, path_, both("对象太多", "too many subjects"));
  auto status = file_->Write(length_, encode_record(name, wrapped), kIo, nullptr);
  // Nothing beyond length_ counts: the next append overwrites what a full disk left there.
  if (status.IsNoSpace()) return tl::unexpected(refusal_of(status, path_));
  if (status.ok()) status = file_->Sync(kIo, nullptr);
  if (!status.ok()) {
    stopped_ = true;
    return refuse(Reason::outcome_unknown, path_, status.ToString());
  }
  length_ += kRecordSize;
  erased_ += wrapped.empty() ? 1 : 0;
  records_[name] = std::move(wrapped);
  return {};
}

Result<KeyStore::Erased> KeyStore::erase(std::string_view subject) {
  const auto name = name_of(subject);
  if (!name) return tl::unexpected(name.error());
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(*name);
  if (found != records_.end() && found->second.empty()) return Erased{true};
  if (found != records_.end()) return rewrite_without(*name);
  if (auto kept = append(*name, Wrapped()); !kept) return tl::unexpected(kept.error());
  return Erased{true};
}

Result<KeyStore::Erased> KeyStore::rewrite_without(const Name& name) {
  if (stopped_)
    return refuse(Reason::stopped, path_,
                  both("此前一次写入密钥失败", "an earlier write of the keys failed"));
  std::string content = header();
  for (const auto& [other, wrapped] : records_)
    content += encode_record(other, other == name ? Wrapped() : wrapped);
  const auto replaced = replace_file(content);
  if (!replaced) return tl::unexpected(replaced.error());
  records_[name].clear();
  ++erased_;
  if (auto opened = open_file_or_stop(); !opened) return tl::unexpected(opened.error());
  return *replaced;
}

/// The new file takes the old one's place; file_ is still the old one, which no longer has a name.
Result<KeyStore::Erased> KeyStore::replace_file(const std::string& content) {
  const auto written = write_file(*fs_, path_, as_bytes(content), IfExists::replace);
  if (!written) {
    stopped_ = written.error().reason == Reason::outcome_unknown;
    return tl::unexpected(written.error());
  }
  // Only now that the new file is durable may the old one be zeroed.
  const bool overwritten = zero_file(*file_, length_);
  length_ = content.size();
  return Erased{overwritten};
}

Result<void> KeyStore::open_file_or_stop() {
  auto opened = open_file();
  stopped_ = stopped_ || !opened;
  return opened;
}

}  // namespace tenure

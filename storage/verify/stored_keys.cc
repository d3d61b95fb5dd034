#include "storage/verify/stored_keys.h"

#include <sodium.h>

#include <cstring>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/files/files.h"
#include "storage/keys/aead.h"
#include "storage/keys/protected_secret.h"

namespace tenure::verification {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kKeysStart = "TNRKEYS\0\x00\x00\x00\x01"sv;  // magic and format version
constexpr std::size_t kRecordSize = 128;                                // the header too
constexpr std::size_t kCheckAt = 12;
constexpr std::size_t kNameAt = 1;
constexpr std::size_t kWrappedAt = 33;
constexpr std::size_t kWrappedSize = 72;
constexpr std::size_t kRecordDigestAt = 111;
constexpr std::size_t kRecordDigestSize = 16;
constexpr char kRecordEnd = '\xa5';
constexpr std::size_t kMasterSize = 32;
constexpr std::size_t kSubjectMax = 256;
constexpr std::uint64_t kKeysFileMax = (std::uint64_t{16} << 20) * kRecordSize + kRecordSize;

SecretBytes derived(const SecretBytes& master, std::uint64_t number) {
  SecretBytes key(kMasterSize);
  crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(key.mutable_view().data()), key.size(), number,
                             "tnrstore", uchars(master.view()));
  return key;
}

std::array<std::byte, 32> hmac(const SecretBytes& key, std::string_view text) {
  std::array<std::byte, 32> out;
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(out.data()), uchars(as_bytes(text)), text.size(),
                         uchars(key.view()));
  return out;
}

bool is_whole(std::string_view record) {
  return record.size() == kRecordSize && record.back() == kRecordEnd && (record[0] == 1 || record[0] == 2) &&
         record.substr(kRecordDigestAt, kRecordDigestSize) ==
             as_view(sha256(record.substr(0, kRecordDigestAt)).view().first(kRecordDigestSize));
}

}  // namespace

std::size_t StoredKeys::NameHash::operator()(const Name& name) const {
  std::size_t hash = 0;
  std::memcpy(&hash, name.data(), sizeof hash);
  return hash;
}

Result<StoredKeys> StoredKeys::read(const std::string& folder, const std::optional<std::string>& passphrase) {
  const auto file = read_file(*default_file_system(), folder + "/subjects.keys", kKeysFileMax);
  if (!file) return tl::unexpected(file.error());
  StoredKeys out;
  if (auto taken = out.take(*file); !taken) return tl::unexpected(taken.error());
  if (auto done = out.unlock(folder, *file, passphrase); !done) return tl::unexpected(done.error());
  return out;
}

Result<void> StoredKeys::take(std::string_view file) {
  const auto bad = [](std::string what) { return refuse(Reason::damaged, "subjects.keys", std::move(what)); };
  if (file.size() < kRecordSize || !file.starts_with(kKeysStart))
    return bad(both("文件头不是版本 1", "its header is none of version 1"));
  for (std::size_t at = kRecordSize; at < file.size(); at += kRecordSize) {
    const auto record = file.substr(at, kRecordSize);
    if (!is_whole(record)) {
      // The end of an append that a crash tore is no record; whether one is missing says the anchor.
      const bool torn = record.size() < kRecordSize || record.back() == '\0';
      if (torn && at + kRecordSize >= file.size()) break;
      return bad(both("第 {} 字节处的记录已损坏", "the record at byte {} is damaged", at));
    }
    Name name;
    std::memcpy(name.data(), record.data() + kNameAt, name.size());
    const bool erased = record[0] == 2;
    const auto wrapped = erased ? std::string_view() : record.substr(kWrappedAt, kWrappedSize);
    if (!records_.emplace(name, wrapped).second)
      return bad(both("第 {} 字节处是同一对象的第二条记录",
                      "the record at byte {} is the second one of its subject", at));
    erased_ += erased ? 1 : 0;
  }
  return {};
}

Result<void> StoredKeys::unlock(const std::string& folder, std::string_view file,
                                const std::optional<std::string>& passphrase) {
  auto text = read_file(*default_file_system(), folder + "/master.key", kProtectedSecretMax);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  std::optional<std::string_view> given;
  if (passphrase) given = *passphrase;
  const auto master = unprotect("master.key", *text, "master", given);
  if (!master && master.error().reason == Reason::passphrase) return {};
  if (!master) return refuse(Reason::damaged, "master.key", master.error().text());
  if (master->secret.size() != kMasterSize)
    return refuse(Reason::damaged, "master.key", both("不是 32 字节", "not 32 bytes"));
  SecretBytes name_key = derived(master->secret, 1);
  const auto check = hmac(name_key, std::string(kSubjectMax + 1, '\0'));
  if (file.substr(kCheckAt, check.size()) != as_view(check))
    return refuse(Reason::damaged, "subjects.keys",
                  both("其中的密钥属于另一把主密钥", "its keys belong to another master key"));
  name_key_ = std::move(name_key);
  wrap_key_ = derived(master->secret, 2);
  return {};
}

StoredKeys::Name StoredKeys::name_of(std::string_view subject) const { return hmac(name_key_, subject); }

StoredKeys::State StoredKeys::state(std::string_view subject) const {
  const auto found = records_.find(name_of(subject));
  if (found == records_.end()) return State::missing;
  return found->second.empty() ? State::erased : State::held;
}

std::optional<SecretBytes> StoredKeys::key_of(std::string_view subject) const {
  const Name name = name_of(subject);
  const auto found = records_.find(name);
  return found == records_.end() ? std::nullopt : aead_open(wrap_key_, as_bytes(found->second), name);
}

std::optional<SecretBytes> StoredKeys::open(std::string_view subject, std::string_view sealed,
                                            std::string_view associated) const {
  const auto key = key_of(subject);
  return key ? aead_open(*key, as_bytes(sealed), as_bytes(associated)) : std::nullopt;
}

}  // namespace tenure::verification

#include "storage/vault/attachments.h"

#include <rocksdb/file_system.h>
#include <sodium.h>

#include <algorithm>

#include "domain/core/both.h"
#include "storage/files/files.h"
#include "storage/keys/aead.h"

namespace tenure {
namespace {

constexpr std::size_t kFanOut = 2;  // hex digits of the digest that name a folder
constexpr std::size_t kChunk = std::size_t{64} << 10;
constexpr std::size_t kHeaderSize = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kTagSize = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kChunksMax = kAttachmentMax / kChunk + 1;
constexpr std::size_t kFileMax = kHeaderSize + kAttachmentMax + kChunksMax * kTagSize;

static_assert(kHeaderSize == 24 && kTagSize == 17);
static_assert(kAeadKeySize == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(kAttachmentMax % kChunk == 0);

unsigned char* uchars(std::string& text, std::size_t at) {
  return reinterpret_cast<unsigned char*>(text.data()) + at;
}

/// Wiped when it goes: the state holds the key of the next chunk.
struct Stream {
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { sodium_memzero(&state, sizeof state); }

  crypto_secretstream_xchacha20poly1305_state state;
};

std::string encrypt(const SecretBytes& key, const Digest& digest, Bytes content) {
  Stream stream;
  std::string file(kHeaderSize, '\0');
  file.reserve(kHeaderSize + content.size() + (content.size() / kChunk + 1) * kTagSize);
  crypto_secretstream_xchacha20poly1305_init_push(&stream.state, uchars(file, 0), tenure::uchars(key.view()));
  bool final = false;
  while (!final) {
    const Bytes chunk = content.first(std::min(kChunk, content.size()));
    content = content.subspan(chunk.size());
    final = content.empty();
    const std::size_t at = file.size();
    file.resize(at + chunk.size() + kTagSize);
    crypto_secretstream_xchacha20poly1305_push(&stream.state, uchars(file, at), nullptr,
                                               tenure::uchars(chunk), chunk.size(),
                                               tenure::uchars(digest.view()), digest.bytes.size(),
                                               final ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                     : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  }
  return file;
}

std::optional<std::string> decrypt(const SecretBytes& key, const Digest& digest, Bytes file) {
  Stream stream;
  if (file.size() < kHeaderSize + kTagSize) return std::nullopt;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&stream.state, tenure::uchars(file),
                                                      tenure::uchars(key.view())) != 0) {
    return std::nullopt;
  }
  file = file.subspan(kHeaderSize);
  std::string content;
  content.reserve(file.size());
  unsigned char tag = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  while (file.size() >= kTagSize && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    const Bytes chunk = file.first(std::min(kChunk + kTagSize, file.size()));
    file = file.subspan(chunk.size());
    const std::size_t at = content.size();
    content.resize(at + chunk.size() - kTagSize);
    if (crypto_secretstream_xchacha20poly1305_pull(&stream.state, uchars(content, at), nullptr, &tag,
                                                   tenure::uchars(chunk), chunk.size(),
                                                   tenure::uchars(digest.view()), digest.bytes.size()) != 0) {
      return std::nullopt;
    }
  }
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL || !file.empty()) return std::nullopt;
  return content;
}

}  // namespace

std::optional<std::string> open_attachment(const SecretBytes& key, const Digest& digest, Bytes file) {
  auto content = decrypt(key, digest, file);
  if (content && sha256(*content) != digest) return std::nullopt;
  return content;
}

std::string attachment_path(const Digest& digest) {
  const std::string hex = digest.hex();
  return hex.substr(0, kFanOut) + "/" + hex.substr(kFanOut);
}

std::string attachment_subject(const Digest& digest) { return "attachment/" + digest.hex(); }

Attachments::Attachments(std::shared_ptr<rocksdb::FileSystem> fs, std::string folder, KeyStore& keys)
    : fs_(std::move(fs)), folder_(std::move(folder)), keys_(&keys) {}

Result<Attachments> Attachments::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                                      KeyStore& keys) {
  if (auto made = ensure_folder(*fs, folder); !made) return tl::unexpected(made.error());
  return Attachments(std::move(fs), folder, keys);
}

std::string Attachments::path_of(const Digest& digest) const {
  return folder_ + "/" + attachment_path(digest);
}

Result<void> Attachments::put(const Digest& digest, Bytes content) {
  if (content.size() > kAttachmentMax) return refuse(Reason::limit_attachment, digest.hex());
  if (sha256(content) != digest)
    return refuse(Reason::bad_value, digest.hex(), both("内容的摘要不同", "the content has another digest"));
  if (get(digest)) return {};
  const auto key = keys_->key_for(attachment_subject(digest));
  if (!key) return tl::unexpected(key.error());
  const std::string path = path_of(digest);
  if (auto made = ensure_folder(*fs_, parent_of(path)); !made) return made;
  return write_file(*fs_, path, as_bytes(encrypt(*key, digest, content)), IfExists::replace);
}

Result<std::string> Attachments::get(const Digest& digest) const {
  const auto key = keys_->find(attachment_subject(digest));
  const auto file = read_file(*fs_, path_of(digest), kFileMax);
  const bool has_no_key = !key && key.error().reason == Reason::not_found;
  const bool has_no_file = !file && file.error().reason == Reason::not_found;
  if (has_no_key && !has_no_file)
    return refuse(Reason::damaged, path_of(digest),
                  both("subjects.keys 中没有它的密钥", "its key is missing in subjects.keys"));
  if (!key) return tl::unexpected(key.error());
  // A key alone is also what a crash leaves of an upload that nobody was told of.
  if (has_no_file)
    return refuse(Reason::damaged, path_of(digest),
                  both("文件不存在，请重新存入", "it is missing; put it again"));
  if (!file) return tl::unexpected(file.error());
  auto content = open_attachment(*key, digest, as_bytes(*file));
  if (!content) return refuse(Reason::damaged, path_of(digest));
  return std::move(*content);
}

bool Attachments::holds(const Digest& digest) const {
  return keys_->find(attachment_subject(digest)) &&
         fs_->FileExists(path_of(digest), rocksdb::IOOptions(), nullptr).ok();
}

Result<void> Attachments::drop(const Digest& digest) {
  const std::string path = path_of(digest);
  const auto status = fs_->FileExists(path, rocksdb::IOOptions(), nullptr).IsNotFound()
                          ? rocksdb::IOStatus::OK()
                          : fs_->DeleteFile(path, rocksdb::IOOptions(), nullptr);
  if (!status.ok()) return tl::unexpected(refusal_of(status, path));
  return {};
}

Result<KeyStore::Erased> Attachments::erase(const Digest& digest) {
  const auto erased = keys_->erase(attachment_subject(digest));
  if (!erased) return erased;
  if (auto dropped = drop(digest); !dropped) return tl::unexpected(dropped.error());
  return erased;
}

}  // namespace tenure

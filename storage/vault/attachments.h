// Attachments: files that acts name by their SHA-256, encrypted at rest, each under a key of its own.
//
// `<folder>/ab/cdef…` by the digest's hex digits. File: secretstream header(24), then chunks of 64 KiB of
// plaintext, each with 17 bytes of tag, the last one (which may be empty) marked final; the digest is
// associated data of each. The key is that of the subject "attachment/<hex digest>" in the key store.
//
// Any thread may call, but not two writers of one digest at a time. The KeyStore must outlive this.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"
#include "storage/keys/key_store.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace tenure {

inline constexpr std::size_t kAttachmentMax = 64ULL << 20;

/// The content of an attachment's file under its key; nothing when it does not open or has another digest.
std::optional<std::string> open_attachment(const SecretBytes& key, const Digest& digest, Bytes file);
/// Where it lies below the folder of attachments, and whose key it has.
std::string attachment_path(const Digest& digest);
std::string attachment_subject(const Digest& digest);

class Attachments {
 public:
  /// Opens `folder`, made (private to its owner) where missing.
  static Result<Attachments> open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                                  KeyStore& keys);

  /// Durable when it returns. Putting again is no error and repairs a damaged file. limit_attachment,
  /// bad_value when `content` has another digest, `absent` when the attachment was erased, or what the key
  /// store and files refuse.
  Result<void> put(const Digest& digest, Bytes content);

  /// not_found when it was never put, `absent` when it was erased, damaged when its file or its key is
  /// missing, or what is stored is not the attachment.
  Result<std::string> get(const Digest& digest) const;

  /// Whether it is there to be read, by its key and its file; what the file holds is not looked at. Any
  /// thread.
  bool holds(const Digest& digest) const;
  /// Deletes the file alone: what nobody cites and may be put again.
  Result<void> drop(const Digest& digest);
  /// Destroys the key and deletes the file; put() refuses this digest from then on.
  Result<KeyStore::Erased> erase(const Digest& digest);

 private:
  Attachments(std::shared_ptr<rocksdb::FileSystem> fs, std::string folder, KeyStore& keys);
  std::string path_of(const Digest& digest) const;

  std::shared_ptr<rocksdb::FileSystem> fs_;
  std::string folder_;
  KeyStore* keys_;
};

}  // namespace tenure

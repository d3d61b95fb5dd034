// What a backup says of itself: `backup.json`, and `SHA256SUMS` with the digest of every other file, in the
// form that `sha256sum -c` reads. backup.json names the digest of SHA256SUMS, and is written last: a folder
// without it is no backup. Plain values; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "domain/describe/type.h"
#include "storage/files/files.h"

namespace tenure {

TENURE_ENUM(BackupKind,
  (ledger, "账本", "ledger")
  (keys, "密钥", "keys"));

TENURE_STRUCT(BackupManifest, "备份说明", "Backup's manifest",
  (std::int32_t, tenure_backup, "格式版本", "format version", 1)  ///< format version
  (BackupKind, kind, "类别", "kind", BackupKind::ledger)
  (Moment, created, "备份时间", "created")
  /// of keys: afterwards it may hold some that were erased
  (std::optional<Moment>, expires, "失效时间", "expires")
  (ShortText, origin, "账本来源", "origin")
  (ShortText, log_key, "日志公钥", "log's verifier key")  ///< the log's verifier key
  /// the ledger's when the backup was made: of a backup of keys for orientation
  (LongText, checkpoint, "检查点", "checkpoint")
  (std::int32_t, files, "文件数", "files", 0)
  (std::int32_t, size_kib, "大小（KiB）", "size, KiB", 0)  ///< of all files together
  (ContentDigest, sums, "摘要表的摘要", "digest of SHA256SUMS"));  ///< of SHA256SUMS

inline constexpr std::int32_t kBackupVersion = 1;
inline constexpr std::uint64_t kSumsMax = std::uint64_t{1} << 30;  ///< bytes of SHA256SUMS

/// Digests by path, relative to the backup's folder.
using Sums = std::map<std::string, Digest>;

struct Backup {
  BackupManifest manifest;
  Sums sums;
};

/// Completes `manifest` with the digest of the sums and writes both files into `folder`.
Result<BackupManifest> write_backup_manifest(const std::string& folder, BackupManifest manifest,
                                             const Sums& sums);

/// Whether the folder says that it is a backup, of whatever kind.
bool is_backup(const std::string& folder);

/// not_found when the folder holds no backup; damaged when the two files contradict each other or name a path
/// outside the folder; format_version.
Result<Backup> read_backup_manifest(const std::string& folder);

}  // namespace tenure

#include "storage/backup/backup.h"

#include <sys/stat.h>

#include <filesystem>

#include "domain/core/both.h"
#include "storage/anchor/head_anchor.h"
#include "storage/backup/file_copy.h"
#include "storage/backup/part_folder.h"
#include "storage/verify/anchor_file.h"

namespace tenure {
namespace {

namespace stdfs = std::filesystem;
using verification::AnchoredHead;
using verification::LedgerName;

/// A file that is being replaced is read again.
constexpr int kReadTries = 20;
constexpr std::uint64_t kKib = 1 << 10;

/// RocksDB's own notes and lock, which mean nothing in a copy.
bool is_note_of_rocksdb(const std::string& path) {
  const std::string name = stdfs::path(path).filename().string();
  return name == "LOCK" || name.starts_with("LOG");
}

/// Copies below `folder` of the ledger at `from`; what another process is just writing is not there yet.
Result<void> copy_below(const std::string& from, const std::string& folder, const PartFolder& to) {
  const auto files = files_below(from + "/" + folder);
  if (!files) return tl::unexpected(files.error());
  for (const std::string& file : *files) {
    if (file.ends_with(temporary_of(""))) continue;
    const std::string path = folder + "/" + file;
    if (auto copied = copy_file(from + "/" + path, to.at(path)); !copied)
      return tl::unexpected(copied.error());
  }
  return {};
}

/// Digests of what is there, the manifest, and the name.
Result<BackupManifest> finish(PartFolder& made, BackupManifest manifest) {
  const auto files = files_below(made.part());
  if (!files) return tl::unexpected(files.error());
  Sums sums;
  std::uint64_t bytes = 0;
  for (const std::string& file : *files) {
    if (is_note_of_rocksdb(file)) {
      std::error_code error;
      stdfs::remove(made.at(file), error);
      if (error) return refuse(Reason::io, made.at(file), error.message());
      continue;
    }
    const auto read = digest_file(made.at(file));
    if (!read) return tl::unexpected(read.error());
    bytes += read->bytes;
    sums.emplace(file, read->digest);
  }
  manifest.size_kib = static_cast<std::int32_t>((bytes + kKib - 1) / kKib);
  auto written = write_backup_manifest(made.part(), std::move(manifest), sums);
  if (!written) return written;
  if (auto done = made.finish(); !done) return tl::unexpected(done.error());
  return written;
}

BackupManifest manifest_of(BackupKind kind, Moment now, const LedgerName& ledger, const AnchoredHead& head) {
  BackupManifest out;
  out.kind = kind;
  out.created = now;
  out.origin = {ledger.origin};
  out.log_key = {ledger.log_key};
  out.checkpoint = {head.checkpoint};
  return out;
}

/// The file that is there when its copy is done is the one that was copied: an erasure replaces it and then
/// overwrites the old one with zeros.
Result<void> copy_undisturbed(const std::string& from, const std::string& to) {
  for (int i = 0; i < kReadTries; ++i) {
    struct stat before {};
    struct stat after {};
    std::error_code ignored;
    stdfs::remove(to, ignored);
    const bool there = ::stat(from.c_str(), &before) == 0;
    if (auto copied = copy_file(from, to); !copied) return tl::unexpected(copied.error());
    if (there && ::stat(from.c_str(), &after) == 0 && before.st_ino == after.st_ino) return {};
  }
  return refuse(Reason::overload, from, both("它一直在被替换", "it is being replaced all the time"));
}

/// Log and vault as of the anchor. The anchor was read first: the log reaches at least its size. Then the
/// vault: it has the values of every act of that log.
Result<void> copy_databases(const std::string& from, const AnchoredHead& head, const PartFolder& to,
                            const CopyProgress& progress) {
  const std::string scratch = to.at("scratch");
  const auto log = copy_log(from + "/log", to.at("log"), scratch, head.size, progress);
  if (!log) return tl::unexpected(log.error());
  if (log->root != head.root)
    return refuse(Reason::log_differs, from, both("日志与锚点不符", "the log is not the anchor's"));
  if (auto done = copy_database(from + "/vault", to.at("vault"), scratch); !done) return done;
  std::error_code ignored;
  stdfs::remove_all(scratch, ignored);
  return {};
}

}  // namespace

Result<BackupManifest> back_up_ledger(const std::string& folder, const std::string& out, Moment now,
                                      const CopyProgress& progress) {
  const auto ledger = verification::read_ledger_name(folder);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto head = verification::read_live_anchor(folder, *ledger);
  if (!head) return tl::unexpected(head.error());
  auto made = PartFolder::make(out);
  if (!made) return tl::unexpected(made.error());
  if (auto done = copy_databases(folder, *head, *made, progress); !done) return tl::unexpected(done.error());
  for (const char* below : {"attachments", "reads"}) {
    if (auto done = copy_below(folder, below, *made); !done) return tl::unexpected(done.error());
  }
  const auto name = copy_file(folder + "/ledger.json", made->at("ledger.json"));
  if (!name) return tl::unexpected(name.error());
  {
    const auto anchor = HeadAnchor::create(default_file_system(), made->at("head"), head->checkpoint,
                                           {head->keys, head->erased, head->values, head->reads});
    if (!anchor) return tl::unexpected(anchor.error());
  }
  return finish(*made, manifest_of(BackupKind::ledger, now, *ledger, *head));
}

Result<BackupManifest> back_up_keys(const std::string& folder, const std::string& out, Moment now,
                                    std::int64_t days) {
  const auto ledger = verification::read_ledger_name(folder);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto head = verification::read_live_anchor(folder, *ledger);
  if (!head) return tl::unexpected(head.error());
  auto made = PartFolder::make(out);
  if (!made) return tl::unexpected(made.error());
  if (auto done = ensure_folder(*default_file_system(), made->at("keys")); !done) {
    return tl::unexpected(done.error());
  }
  for (const char* file : {"keys/log.key", "keys/master.key", "keys/subjects.keys"}) {
    if (auto done = copy_undisturbed(folder + "/" + file, made->at(file)); !done) {
      return tl::unexpected(done.error());
    }
  }
  BackupManifest manifest = manifest_of(BackupKind::keys, now, *ledger, *head);
  manifest.expires = Moment{now.us + days * Moment::kDayUs};
  return finish(*made, std::move(manifest));
}

}  // namespace tenure

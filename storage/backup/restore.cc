#include "storage/backup/restore.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "storage/anchor/head_anchor.h"
#include "storage/backup/database_copy.h"
#include "storage/backup/file_copy.h"
#include "storage/backup/part_folder.h"
#include "storage/evidence/checkpoint.h"
#include "storage/files/files.h"
#include "storage/verify/stored_keys.h"

namespace tenure {
namespace {

Result<Backup> read_backup(const std::string& folder, BackupKind kind) {
  auto backup = read_backup_manifest(folder);
  if (backup && backup->manifest.kind != kind) {
    return refuse(Reason::bad_value, folder,
                  both("是 {} 的备份", "a backup of {}", describe_value(backup->manifest.kind).name));
  }
  return backup;
}

/// Copies what the manifest lists, and only that; each file must be the one that was backed up.
Result<void> copy_listed(const Backup& backup, const std::string& from, const std::string& to) {
  for (const auto& [path, digest] : backup.sums) {
    const auto copied = copy_file(from + "/" + path, to + "/" + path);
    if (!copied && copied.error().reason == Reason::not_found) {
      return refuse(Reason::damaged, from + "/" + path, both("缺少此文件", "it is missing"));
    }
    if (!copied) return tl::unexpected(copied.error());
    if (copied->digest != digest) {
      return refuse(Reason::damaged, from + "/" + path,
                    both("与备份时的文件不同", "it is not the file that was backed up"));
    }
  }
  return {};
}

Result<void> check_keys(const Backup& keys, const Backup& ledger, const RestoreOptions& options) {
  if (keys.manifest.log_key != ledger.manifest.log_key) {
    return refuse(Reason::bad_value, options.keys, both("是另一账本的密钥", "keys of another ledger"));
  }
  if (keys.manifest.expires && *keys.manifest.expires <= options.now && !options.accept_older) {
    return refuse(Reason::backup_expired, options.keys, both("于 {}", "on {}", keys.manifest.expires->str()));
  }
  return {};
}

/// Whether the log at `folder` is one that the shown checkpoint's log grew out of or into.
Result<void> compare(const std::string& folder, const Checkpoint& shown, std::uint64_t size,
                     bool accept_older) {
  if (shown.size > size) {
    if (accept_older) return {};
    return refuse(
        Reason::backup_older, folder,
        both("它有 {} 条，检查点有 {} 条", "it has {} entries, the checkpoint {}", size, shown.size));
  }
  const auto root = root_of_log(folder + "/log", shown.size);
  if (!root) return tl::unexpected(root.error());
  if (*root == shown.root) return {};
  return refuse(Reason::log_differs, folder,
                both("大小为 {} 时根不同", "at size {} it has another root", shown.size));
}

/// How many of the keys that the ledger had are not among those given. Once that is accepted, its anchor
/// counts from what there is.
Result<std::uint64_t> keys_missing(const std::string& folder, const RestoreOptions& options) {
  const auto keys = verification::StoredKeys::read(folder + "/keys", std::nullopt);
  if (!keys) return tl::unexpected(keys.error());
  auto anchor = HeadAnchor::open(default_file_system(), folder + "/head");
  if (!anchor) return tl::unexpected(anchor.error());
  const SealCounts counted = anchor->counts();
  if (keys->records() >= counted.keys) return 0;
  const std::uint64_t missing = counted.keys - keys->records();
  if (!options.accept_older) {
    return refuse(Reason::damaged, options.keys,
                  both("{1} 个密钥中缺 {0} 个：请使用在账本之后备份的密钥；没有时用 --accept-older",
                       "{0} keys of {1} are missing: use keys that were backed up after the ledger, or "
                       "--accept-older where there are none",
                       missing, counted.keys));
  }
  const SealCounts there{keys->records(), std::min(counted.erased, keys->erased()), counted.values,
                         counted.reads};
  if (auto written = anchor->write(anchor->checkpoint(), there); !written)
    return tl::unexpected(written.error());
  return missing;
}

Result<VerifyReport> verify_copy(const std::string& folder, const Checkpoint& backed_up,
                                 bool keys_are_older) {
  VerifyOptions verify;
  verify.folder = folder;
  verify.erasures_are_due = true;
  verify.keys_are_older = keys_are_older;
  verify.access = false;  // a journal of reads that is damaged is no reason to do without the ledger
  auto report = verify_ledger(verify);
  if (!report) return report;
  if (!report->clean()) {
    const Finding& first = report->findings.front();
    return refuse(Reason::damaged, first.where, first.what);
  }
  if (report->size != backed_up.size || report->root != backed_up.root) {
    return refuse(Reason::log_differs, folder,
                  both("不是清单中检查点的日志", "it is not the log of the manifest's checkpoint"));
  }
  return report;
}

/// What is to become a ledger, before anything is copied.
struct Plan {
  Backup ledger;
  std::optional<Backup> keys;
  Checkpoint backed_up;
  std::optional<Checkpoint> shown;
};

Result<Plan> plan_of(const RestoreOptions& options) {
  auto ledger = read_backup(options.backup, BackupKind::ledger);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto key = VerifierKey::parse(ledger->manifest.log_key.value);
  if (!key) return refuse(Reason::damaged, options.backup, key.error().text());
  const std::vector<VerifierKey> log_keys{*key};
  auto backed_up = open_checkpoint(ledger->manifest.checkpoint.value, log_keys);
  if (!backed_up) return refuse(Reason::damaged, options.backup, backed_up.error().text());
  Plan out{std::move(*ledger), std::nullopt, std::move(*backed_up), std::nullopt};
  if (options.checkpoint) {
    auto shown = open_checkpoint(*options.checkpoint, log_keys);
    if (!shown) return tl::unexpected(shown.error());
    out.shown = std::move(*shown);
  }
  if (options.keys.empty()) return out;
  auto keys = read_backup(options.keys, BackupKind::keys);
  if (!keys) return tl::unexpected(keys.error());
  if (auto good = check_keys(*keys, out.ledger, options); !good) return tl::unexpected(good.error());
  out.keys = std::move(*keys);
  return out;
}

}  // namespace

Result<Restored> restore_ledger(const RestoreOptions& options) {
  auto plan = plan_of(options);
  if (!plan) return tl::unexpected(plan.error());
  auto copy = PartFolder::make(options.folder);
  if (!copy) return tl::unexpected(copy.error());
  if (auto done = copy_listed(plan->ledger, options.backup, copy->part()); !done) {
    return tl::unexpected(done.error());
  }
  std::uint64_t missing = 0;
  if (plan->keys) {
    auto done = copy_listed(*plan->keys, options.keys, copy->part());
    if (!done) return tl::unexpected(done.error());
    const auto counted = keys_missing(copy->part(), options);
    if (!counted) return tl::unexpected(counted.error());
    missing = *counted;
  }
  auto report = verify_copy(copy->part(), plan->backed_up, missing > 0);
  if (!report) return tl::unexpected(report.error());
  if (plan->shown) {
    auto done = compare(copy->part(), *plan->shown, report->size, options.accept_older);
    if (!done) return tl::unexpected(done.error());
  }
  if (auto done = copy->finish(); !done) return tl::unexpected(done.error());
  Restored out{std::move(plan->ledger.manifest),
               std::move(*report),
               std::nullopt,
               false,
               plan->keys.has_value(),
               missing};
  if (plan->shown) {
    out.shown = plan->shown->size;
    out.older = plan->shown->size > out.report.size;
  }
  return out;
}

}  // namespace tenure

// A ledger out of a backup (backup.h): digests, then a copy, then everything verified again from its bytes,
// and only then the folder gets its name.
//
// Whoever holds a newer checkpoint or receipt of the ledger should show it: acts that were acknowledged after
// the backup are missing from it, and a ledger that goes on without them tells another history than the one
// that it has signed. One thread a call.
#pragma once

#include <optional>
#include <string>

#include "storage/backup/manifest.h"
#include "storage/verify/verify.h"

namespace tenure {

struct RestoreOptions {
  std::string backup;
  std::string keys;                       ///< a backup of keys; empty: the ledger can be verified, not opened
  std::string folder;                     ///< must not be there
  std::optional<std::string> checkpoint;  ///< a signed note that somebody holds
  /// Goes on with a backup that is older than the checkpoint, with keys that have expired, or with keys that
  /// are older than the backup: values that were sealed in between cannot be opened any more.
  bool accept_older = false;
  Moment now;
};

struct Restored {
  BackupManifest manifest;
  VerifyReport report;
  std::optional<std::uint64_t> shown;  ///< the size that the checkpoint vouches for
  bool older = false;                  ///< the checkpoint's size is not reached
  bool with_keys = false;
  std::uint64_t keys_missing = 0;  ///< that the ledger had when it was backed up; accepted
};

/// `exists`; damaged when values of the backup have no key in those given, a file is not the
/// one that was backed up or the whole does not verify; backup_older and log_differs against the checkpoint;
/// backup_expired; bad_value for backups of different ledgers or kinds.
Result<Restored> restore_ledger(const RestoreOptions& options);

}  // namespace tenure

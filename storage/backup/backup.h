// Backups of a ledger, also of one that is being served: a folder laid out like a ledger's own, with a
// manifest (manifest.h).
//
// A backup of the ledger holds ledger.json, head, log/, vault/ (ciphertext), attachments/ (ciphertext) and
// reads/, as of one signed checkpoint. It holds nothing of keys/: a key that a backup still holds is not
// destroyed. It holds no tokens either (one that was revoked since would hold again), no drafts and no views.
// A backup of keys is a thing of its own and expires. Both get their name when they are whole and synced
// (part_folder.h). One thread a call.
#pragma once

#include <string>

#include "storage/backup/database_copy.h"
#include "storage/backup/manifest.h"

namespace tenure {

inline constexpr std::int64_t kKeyBackupDays = 30;

/// The ledger in `folder` as of its newest checkpoint, into the new folder `out`. `exists`, no_ledger, and
/// what damage reads as.
Result<BackupManifest> back_up_ledger(const std::string& folder, const std::string& out, Moment now,
                                      const CopyProgress& progress);

/// Its keys as they are stored (the secrets stay under their passphrase), valid for so many days.
Result<BackupManifest> back_up_keys(const std::string& folder, const std::string& out, Moment now,
                                    std::int64_t days);

}  // namespace tenure

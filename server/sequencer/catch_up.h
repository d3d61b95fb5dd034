// Bringing rows up to the log's head: when a ledger is opened, and when its views are built anew.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "replay/fold.h"
#include "storage/ledger/log_archive.h"
#include "storage/vault/vault.h"

namespace tenure {

/// Told of the size that the rows have reached; false: stop there (refused with `stopped`).
using Progress = std::function<bool(std::uint64_t size)>;

/// Applies the acts from views.applied() to the log's head. Keys of erased subjects are destroyed again when
/// a vault is given: a crash may have come between an erasure and its deed, and who prepared the views had no
/// keys.
Result<void> catch_up(const LogStore& log, ViewStore& views, Fold& fold, Vault* vault,
                      const Progress& progress);

/// What `tenure replay` found.
struct Rebuilt {
  std::uint64_t size = 0;
  std::optional<std::string>
      difference;  ///< the first key at which the rebuilt rows differ from the live ones
};

/// Builds all rows anew in a folder of its own below the ledger's and compares them byte by byte with the
/// live ones; the folder is deleted afterwards. No writer may be at work.
Result<Rebuilt> rebuild_and_compare(const LogStore& log, const ViewStore& live,
                                    const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& folder,
                                    const Progress& progress);

/// Views that are prepared for the next start come at least so near to the head of a log that goes on
/// growing.
inline constexpr std::uint64_t kPreparedBehindMax = 100;
/// So often they go after it; a server that takes acts faster than rows are made is never reached.
inline constexpr int kPreparedRoundsMax = 1'000;

struct Prepared {
  std::string views;         ///< name of their folder
  std::uint64_t from = 0;    ///< acts that were in the rows before
  std::uint64_t size = 0;    ///< and now
  std::uint64_t behind = 0;  ///< acts in the log that are not
};

/// Told of the size that the rows have reached, and of the log's.
using PrepareProgress = std::function<bool(std::uint64_t size, std::uint64_t log_size)>;

/// Builds the views of this program's schema in the ledger's folder, or goes on building them, beside the
/// server of another program that has the folder open. They end durable, at most kPreparedBehindMax acts
/// behind the log; keys, vault, the ledger's lock and other views are not touched. `scratch` is a folder for
/// notes. Refused: `locked` while somebody writes these views, is_backup, no_ledger, and what a damaged log
/// reads as.
Result<Prepared> prepare_views(const std::string& folder, const std::string& scratch,
                               const PrepareProgress& progress);

/// Keys that may sign from now on, and subjects whose keys must go, as an event says.
struct Consequences {
  std::vector<std::string> known_keys;
  std::vector<std::string> erased;

  void note(const Event& event);
};

}  // namespace tenure

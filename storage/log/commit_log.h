// The seam between the one who sequences acts and the one who keeps them: an ordered log with a head.
//
// Local it is the RocksDB log (log_store.h). A distributed log implements the same three calls; its records
// carry their index, and an append names the head that it extends, so that a writer which is no longer the
// one cannot add anything.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "domain/core/calendar.h"
#include "domain/core/id.h"
#include "domain/core/value.h"
#include "storage/evidence/entry.h"

namespace tenure {

/// What identifies a whole log: its size and Merkle root.
struct Head {
  std::uint64_t size = 0;
  Digest root;
  auto operator<=>(const Head&) const = default;
};

/// One admitted act as it is kept.
struct LogRecord {
  std::uint64_t index = 0;
  Moment recorded_at;
  ActId act;
  OrgId authority;
  std::string payload;              ///< the exact signed bytes
  std::vector<std::uint32_t> cuts;  ///< offsets in `payload`: start of event 0, 1, ..., end of the last one
  std::vector<Signed> signatures;
  Digest statement;     ///< statement_digest(PAE, signatures)
  std::string verdict;  ///< JSON, hashed into the entry

  std::size_t event_count() const { return cuts.size() - 1; }
  Entry entry() const;
};

class CommitLog {
 public:
  virtual ~CommitLog() = default;

  virtual Head head() const = 0;

  /// Appends all records or none; when it returns, they survive power loss. Refused: `log_differs` when
  /// `expected` is not the head; `disk_full`, nothing changed; `outcome_unknown`, the log takes no more
  /// writes until it is reopened and only then knows; `stopped` after that.
  virtual Result<Head> append(const Head& expected, std::span<const LogRecord> records) = 0;

  /// Calls `visit` for the records [from, until) in order, until it says false; stops at the first refusal,
  /// its own or the visitor's.
  virtual Result<void> read(std::uint64_t from, std::uint64_t until,
                            const std::function<Result<bool>(LogRecord&&)>& visit) const = 0;
};

}  // namespace tenure

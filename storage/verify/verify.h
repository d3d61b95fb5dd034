// Full verification of a ledger folder: everything that the folder claims is computed again from its bytes.
//
// It shares no code with the writer but the format: it opens the log read-only through its own few lines,
// decodes the records itself, builds the tree with a stack, calls libsodium for each signature and reads
// payloads with simdjson's DOM. It asks whether the record is whole, in order, signed by keys that were
// registered, and the one that the anchor vouches for. Whether a signer was *allowed* to sign is admission's
// question, answered by replaying the log.
//
// The folder's lock is held meanwhile (unless told not to), and nothing in it is written. One call, its own
// threads. Memory is bounded for a log of any size, but for its keys (some 100 bytes each).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"

namespace tenure {

/// Findings that are kept; the others are only counted.
inline constexpr std::size_t kFindingsMax = 1'000;
inline constexpr unsigned kVerifyThreadsMax = 256;

/// Something that does not hold. `where`: "act 17", "entry 17", "event 17.3", "node 1/5", "act_ids 01J...",
/// "head", "ledger.json", "keys" or a database's name.
struct Finding {
  std::string where;
  std::string what;
};

struct VerifyReport {
  std::uint64_t size = 0;  ///< entries
  std::uint64_t acts = 0;
  std::uint64_t events = 0;
  std::uint64_t signatures = 0;              ///< that verify
  Digest root;                               ///< of the entries as they are
  std::uint64_t anchored = 0;                ///< size that the head anchor vouches for
  std::optional<std::string> anchor_damage;  ///< of its other slot: no finding, a crash may have torn it
  std::vector<Finding> findings;             ///< at most kFindingsMax
  std::uint64_t findings_total = 0;
  double seconds = 0;

  bool clean() const { return findings_total == 0; }
};

struct VerifyOptions {
  std::string folder;
  unsigned threads = 0;  ///< 0: one a processor
  bool locks = true;     ///< false of a folder that nobody writes: not even its lock file is made then
  /// Told now and then of the entries done and of all; on any thread, one call at a time.
  std::function<void(std::uint64_t done, std::uint64_t size)> progress = nullptr;
};

/// Damage of any kind is a finding. Refused: no_ledger, locked, io.
Result<VerifyReport> verify_ledger(const VerifyOptions& options);

}  // namespace tenure

// Full verification of a ledger folder: everything that the folder claims is computed again from its bytes.
//
// It shares no code with the writer but the format: it opens the log read-only through its own few lines,
// decodes the records itself, builds the tree with a stack, calls libsodium for each signature and reads
// payloads with simdjson's DOM. It asks whether the record is whole, in order, signed by keys that were
// registered, and the one that the anchor vouches for; and whether the sealed values that acts commit to are
// there, as far as the keys are at hand; and whether the journal of reads and the tokens' file are as they
// were written. Whether a signer was *allowed* to sign is admission's question, answered by replaying the
// log.
//
// The folder's lock is held meanwhile (unless told not to), and nothing in it is written. One call, its own
// threads. Memory is bounded for a log of any size, but for its keys (some 100 bytes each).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
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
/// "head", "ledger.json", "keys", "reads", "reads/2024-03.log", "access/tokens.json" or a database's name.
/// `what` in both languages (both.h).
struct Finding {
  std::string where;
  std::string what;
};

/// What became of the commitments in the log.
struct SealedCounted {
  std::uint64_t commitments = 0;
  std::uint64_t opened = 0;       ///< the value opens and is the one committed to
  std::uint64_t closed = 0;       ///< a value is there, its key is not at hand
  std::uint64_t absent = 0;       ///< none was ever handed in
  std::uint64_t erased = 0;       ///< of subjects that were erased
  std::uint64_t attachments = 0;  ///< that acts cite, and that are there
  std::uint64_t lost = 0;  ///< it cannot be read any more: findings, unless the keys are known to be older

  SealedCounted& operator+=(const SealedCounted& other) {
    commitments += other.commitments;
    opened += other.opened;
    closed += other.closed;
    absent += other.absent;
    erased += other.erased;
    lost += other.lost;
    attachments += other.attachments;
    return *this;
  }
};

struct VerifyReport {
  std::uint64_t size = 0;  ///< entries
  std::uint64_t acts = 0;
  std::uint64_t events = 0;
  std::uint64_t signatures = 0;  ///< that verify
  Digest root;                   ///< of the entries as they are
  std::uint64_t anchored = 0;    ///< size that the head anchor vouches for
  SealedCounted sealed;
  std::uint64_t reads = 0;                   ///< whole lines in the journal of reads
  std::uint64_t tokens = 0;                  ///< in the tokens' file
  std::optional<std::string> anchor_damage;  ///< of its other slot: no finding, a crash may have torn it
  std::map<std::uint64_t, Digest> roots;     ///< at the sizes that were asked about and that the log has
  std::vector<Finding> findings;             ///< at most kFindingsMax
  std::uint64_t findings_total = 0;
  double seconds = 0;

  bool clean() const { return findings_total == 0; }
};

struct VerifyOptions {
  std::string folder;
  unsigned threads = 0;                                  ///< 0: one a processor
  std::optional<std::string> passphrase = std::nullopt;  ///< of the master key, to open what is sealed
  /// Of a ledger that is being restored: the keys are of an earlier backup, and erasures are done again
  /// later.
  bool erasures_are_due = false;
  bool keys_are_older = false;  ///< that keys are missing was accepted
  bool access = true;           ///< false: neither the journal of reads nor the tokens' file
  bool locks = true;            ///< false of a folder that nobody writes: not even its lock file is made then
  std::vector<std::uint64_t> roots_at = {};  ///< sizes whose roots somebody holds
  /// Told now and then of the entries done and of all; on any thread, one call at a time.
  std::function<void(std::uint64_t done, std::uint64_t size)> progress = nullptr;
};

/// Damage of any kind is a finding. Refused: no_ledger, locked, io.
Result<VerifyReport> verify_ledger(const VerifyOptions& options);

}  // namespace tenure

// What somebody holds of a log, a checkpoint or a receipt from any day, against the log as it is now: it
// extends what is held, is behind it, or contradicts it. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ops/commands/console.h"
#include "storage/evidence/checkpoint.h"
#include "storage/evidence/entry.h"

namespace tenure {

/// An entry that a receipt proves.
struct Proved {
  std::uint64_t index = 0;
  Checkpoint checkpoint;
  Entry entry;
};
/// The entry's bytes are in `entry`, or where that is empty beside the receipt.
Result<Proved> prove(const std::string& receipt, const std::string& entry, const VerifierKey& key);

/// A checkpoint that the log's key signed, or why the file holds none.
struct Held {
  std::string file;
  Result<Checkpoint> checkpoint;
};

Held read_checkpoint(const std::string& file, const VerifierKey& key);
/// Its proof is verified too.
Held read_receipt(const std::string& file, const std::string& entry, const VerifierKey& key);

/// The log as it is now, and what is to be known of its past.
struct LogNow {
  std::uint64_t size = 0;
  /// Nothing when the log's first entries, as many as the checkpoint has, are those that it vouches for;
  /// proof_wrong when they are others; whatever keeps it from being known. Not asked above `size`.
  std::function<Result<void>(const Checkpoint& held)> begins_with;
};

/// What became of each, in the order of the files.
struct Compared {
  struct One {
    std::string file;
    std::string_view outcome;  ///< extends, behind, contradicts, unverified
    std::string zh, en;
  };
  std::vector<One> each;
  Exit worst = Exit::done;

  /// A JSON array.
  std::string json() const;
  /// A line each.
  void print(Console& console) const;
};
Compared compare(const std::vector<Held>& held, const LogNow& now);

}  // namespace tenure

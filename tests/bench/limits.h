// What the machine allows: bare Ed25519 verification, and the same batches written into bare RocksDBs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "server/sequencer/submission.h"

namespace tenure::bench {

/// Seconds in which all cores verify every signature of the acts, and do nothing else.
double verification_seconds(std::span<const Submission> acts);

/// The batches that a closed ledger wrote, put together again from what lies in its databases: one for the
/// log and one for the views a group, in the order of the keys.
class Batches {
 public:
  /// `sizes`: the log's size before the first group and after each group.
  static Batches of_ledger(const std::string& folder, std::span<const std::uint64_t> sizes);

  /// Seconds in which two threads write them into two empty databases of the same options: the log's synced,
  /// the views' without a log.
  double write_seconds(const std::string& scratch_folder) const;

  std::uint64_t bytes() const;

 private:
  struct Put {
    std::uint64_t act;
    std::uint32_t family;
    std::string key;
    std::string value;
  };
  struct Store {
    std::vector<std::vector<Put>> groups;
  };

  static Store sorted(std::vector<Put> puts, std::span<const std::uint64_t> sizes);

  Store log_;
  Store views_;
};

}  // namespace tenure::bench

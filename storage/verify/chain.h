// What holds from act to act: order of time, keys in force, the tree and its stored hashes, the anchored
// root. It takes the acts in their order. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "storage/verify/act_check.h"
#include "storage/verify/anchor_file.h"
#include "storage/verify/findings.h"
#include "storage/verify/keyring.h"
#include "storage/verify/stored_log.h"
#include "storage/verify/tree.h"

namespace tenure::verification {

class Chain {
 public:
  /// `nodes` is the family of stored hashes. Everything outlives the chain.
  Chain(const LedgerName& ledger, const AnchoredHead* anchor, const StoredDatabase& log,
        rocksdb::ColumnFamilyHandle* nodes, std::span<const std::uint64_t> roots_at, VerifyReport& report);

  /// From here on neither indexes nor hashes can be those of the log that was.
  void break_off() { whole_ = false; }
  void take(CheckedAct&& act);
  /// After the last act.
  void finish();

 private:
  void check_keys(const CheckedAct& act);
  void check_node(unsigned level, std::uint64_t index, const Digest& hash);
  void check_anchor();
  void note_root();
  void finish_nodes();
  rocksdb::Iterator& level_iterator(unsigned level);

  const LedgerName& ledger_;
  const AnchoredHead* anchor_;
  const StoredDatabase& log_;
  const std::set<std::uint64_t> roots_at_;
  rocksdb::ColumnFamilyHandle* nodes_;
  VerifyReport& report_;
  Findings findings_;
  TreeStack tree_;
  TreeStack::Completed on_completed_;
  Keyring keys_;
  std::vector<std::unique_ptr<rocksdb::Iterator>> levels_;  ///< of level i + 1
  std::uint64_t last_recorded_us_ = 0;
  bool whole_ = true;
};

}  // namespace tenure::verification

// Sealed values against the log: what the acts commit to, what the vault holds of it, whose keys there are.
//
// An attachment that an act cites opens under its key and has its digest, was erased, or was never put.
// Of every commitment one of these holds: its value opens under its subject's key and is the one that the act
// commits to; its subject was erased, by an act that says so, and has no key; it was never handed in, and
// nothing lies under it. Anything else is a finding, and so is a vault or a key file with less in it than the
// head anchor counted. Without the keys (a backup, a passphrase that is not at hand) the counts alone can be
// checked, and the report says so.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "storage/verify/act_check.h"
#include "storage/verify/anchor_file.h"
#include "storage/verify/findings.h"
#include "storage/verify/stored_keys.h"
#include "storage/verify/stored_log.h"

namespace tenure::verification {

class SealedCheck {
 public:
  /// Reads the keys and counts the vault. `anchor` may be null; what is wrong goes to `report`.
  SealedCheck(const VerifyOptions& options, const AnchoredHead* anchor, VerifyReport& report);

  /// Adds what it finds to the act's findings. Any thread, after the constructor.
  void check(CheckedAct& act);
  /// After the last act.
  void finish();

 private:
  enum class Outcome : std::uint8_t { opened, closed, absent, erased, lost };

  void count_keys(const AnchoredHead* anchor);
  void open_vault(const AnchoredHead* anchor);
  void count_values(std::uint64_t counted_min);
  Outcome outcome_of(const SealedPlace& place, CheckedAct& act);
  bool has_attachment(const Digest& digest, CheckedAct& act) const;
  Result<std::optional<std::string>> stored(const SealedPlace& place) const;

  const VerifyOptions& options_;
  VerifyReport& report_;
  Findings findings_;
  std::unique_ptr<StoredDatabase> vault_;
  std::optional<StoredKeys> keys_;

  std::mutex mutex_;  ///< guards what follows, and the counts in report_
  std::set<std::string> erased_by_acts_;
  std::set<std::string> without_key_;  ///< subjects of commitments whose key was erased
};

}  // namespace tenure::verification

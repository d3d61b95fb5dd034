// What vouches for a log from outside it: ledger.json, which names the ledger and the log's key, and the head
// anchor, two checksummed slots with a signed checkpoint each. Read with this file's own parser; nothing of
// them is written. Pure but for the reading.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"

namespace tenure::verification {

struct LedgerName {
  std::string origin;
  std::string log_key;  ///< verifier key text: name+8 hex digits+base64(0x01 || public key)
};

/// no_ledger, io or damaged.
Result<LedgerName> read_ledger_name(const std::string& folder);

struct AnchoredHead {
  std::uint64_t size = 0;
  Digest root;
  std::string checkpoint;             ///< the signed note
  std::uint64_t keys = 0;             ///< that subjects.keys held then, at least
  std::uint64_t erased = 0;           ///< of them, of erased subjects
  std::uint64_t values = 0;           ///< that the vault held then, at least
  std::uint64_t reads = 0;            ///< bytes of the journal of reads then, at least
  std::optional<std::string> damage;  ///< of the other slot
};

/// The newest whole slot's checkpoint, signed by the key that `ledger` names. Refused, with what is wrong:
/// anchor_damaged, note_unverified.
Result<AnchoredHead> read_anchor(const std::string& folder, const LedgerName& ledger);

/// The same while another process may be writing it: what it is just writing is read again.
Result<AnchoredHead> read_live_anchor(const std::string& folder, const LedgerName& ledger);

}  // namespace tenure::verification

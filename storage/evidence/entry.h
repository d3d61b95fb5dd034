// The entry, version 1: the Merkle leaf of an act. 81 bytes, big-endian, and nothing else, so no personal
// data:
//
//   0   1  version, 01
//   1   8  index in the log
//   9   8  recorded_at, microseconds since 1970-01-01 UTC
//   17 32  statement: SHA-256(PAE, then the raw signatures in the order of their keyids)
//   49 32  verdict: SHA-256(verdict bytes)
//
// The signatures are unknown to outsiders, so a guessed payload cannot be confirmed from a public tile.
// Pure; any thread.
#pragma once

#include <array>
#include <span>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"
#include "storage/evidence/envelope.h"

namespace tenure {

inline constexpr std::size_t kEntrySize = 81;
using EntryBytes = std::array<std::byte, kEntrySize>;

struct Entry {
  std::uint64_t index = 0;
  std::uint64_t recorded_us = 0;
  Digest statement;
  Digest verdict;

  bool operator==(const Entry&) const = default;
};

EntryBytes encode_entry(const Entry& entry);

/// format_version for another version byte, damaged for another length.
Result<Entry> parse_entry(std::string_view bytes);

/// `signatures` in any order, keyids unique, `sig` raw. PAE tells its own length, so the concatenation is
/// unambiguous.
Digest statement_digest(std::string_view pae, std::span<const Signed> signatures);

}  // namespace tenure

// How one act lies in the column family `acts` (FORMAT.md): a head record under its index, a slice an event.
//
//   index u64                   head record
//   index u64 | ordinal u32     the event's bytes, up to the next event's first byte
//
// Head record: version 1 u8 | events u32 | authority u8 length, bytes | act id 26 bytes | signatures u8,
// each: keyid u8 length, bytes, 64 bytes | verdict u32 length, bytes | head u32 length, bytes | tail, the
// rest. Head, slices and tail concatenated are the signed payload. Pure.
#pragma once

#include <string>
#include <string_view>

#include "storage/log/commit_log.h"

namespace tenure {

std::string act_key(std::uint64_t index);
std::string slice_key(Position position);

/// The record without its events.
std::string encode_act_head(const LogRecord& record);
std::string_view event_slice(const LogRecord& record, std::size_t ordinal);

struct ActHead {
  std::uint32_t event_count = 0;
  OrgId authority;
  ActId act;
  std::vector<Signed> signatures;
  std::string verdict;
  std::string head;
  std::string tail;
};
/// `damaged` when the bytes are none.
Result<ActHead> decode_act_head(std::string_view bytes);

/// Puts a record together again from its entry, its head and its slices in order.
LogRecord assemble(const Entry& entry, ActHead&& head, const std::vector<std::string>& slices);

}  // namespace tenure

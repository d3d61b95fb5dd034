#include "storage/evidence/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr std::byte kVersion{0x01};
constexpr std::size_t kIndexAt = 1;
constexpr std::size_t kRecordedAt = kIndexAt + 8;
constexpr std::size_t kStatementAt = kRecordedAt + 8;
constexpr std::size_t kVerdictAt = kStatementAt + sizeof(Digest);
static_assert(kStatementAt == 17 && kVerdictAt == 49);
static_assert(kVerdictAt + sizeof(Digest) == kEntrySize);

void store_be64(EntryBytes& bytes, std::size_t at, std::uint64_t value) {
  for (std::size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<std::byte>(value >> (56 - 8 * i) & 0xff);
}

}  // namespace

EntryBytes encode_entry(const Entry& entry) {
  EntryBytes bytes;
  bytes[0] = kVersion;
  store_be64(bytes, kIndexAt, entry.index);
  store_be64(bytes, kRecordedAt, entry.recorded_us);
  std::memcpy(bytes.data() + kStatementAt, entry.statement.bytes.data(), sizeof(Digest));
  std::memcpy(bytes.data() + kVerdictAt, entry.verdict.bytes.data(), sizeof(Digest));
  return bytes;
}

Result<Entry> parse_entry(std::string_view bytes) {
  if (bytes.size() != kEntrySize) {
    return refuse(Reason::damaged, "entry",
                  both("{} 字节，应为 {}", "{} bytes where {} belong", bytes.size(), kEntrySize));
  }
  if (static_cast<std::byte>(bytes[0]) != kVersion) {
    return refuse(Reason::format_version, "entry", to_hex(as_bytes(bytes.substr(0, 1))));
  }
  Entry entry;
  entry.index = get_be<8>(bytes.substr(kIndexAt));
  entry.recorded_us = get_be<8>(bytes.substr(kRecordedAt));
  std::memcpy(entry.statement.bytes.data(), bytes.data() + kStatementAt, sizeof(Digest));
  std::memcpy(entry.verdict.bytes.data(), bytes.data() + kVerdictAt, sizeof(Digest));
  return entry;
}

Digest statement_digest(std::string_view pae, std::span<const Signed> signatures) {
  std::vector<const Signed*> sorted;
  sorted.reserve(signatures.size());
  for (const Signed& signature : signatures) sorted.push_back(&signature);
  std::ranges::sort(sorted, {}, [](const Signed* s) { return std::string_view(s->keyid); });

  Sha256 hash;
  hash.update(pae);
  for (const Signed* signature : sorted) hash.update(signature->sig);
  return hash.finish();
}

}  // namespace tenure

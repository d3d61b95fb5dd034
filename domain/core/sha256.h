// SHA-256 (OpenSSL: SHA-NI where the processor has it).
#pragma once

#include <array>
#include <compare>

#include "domain/core/bytes.h"

namespace tenure {

/// A SHA-256 digest, 32 bytes.
struct Digest {
  std::array<std::byte, 32> bytes{};

  Bytes view() const { return bytes; }
  std::string hex() const { return to_hex(bytes); }
  /// The 32 raw bytes; nothing when `raw` has another length.
  static std::optional<Digest> from_raw(std::string_view raw);

  auto operator<=>(const Digest&) const = default;
};

/// Incremental hashing; one object, one digest.
class Sha256 {
 public:
  Sha256();
  Sha256& update(Bytes bytes);
  Sha256& update(std::string_view text) { return update(as_bytes(text)); }
  Digest finish();

 private:
  alignas(16) std::array<std::byte, 128> state_;
};

Digest sha256(Bytes bytes);
inline Digest sha256(std::string_view text) { return sha256(as_bytes(text)); }

}  // namespace tenure

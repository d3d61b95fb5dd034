// The envelope of a signed act (DSSE): {payload, payloadType, signatures: [{keyid, sig}]}, base64 inside
// JSON.
//
// Parse once, then work on the decoded payload only: base64 and JSON are malleable, so ids, idempotency and
// hashes are over PAE or payload bytes, never over the envelope's text. Nothing here verifies a signature.
//
// Everything owns its bytes. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/act/limits.h"
#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kEnvelopeDepthMax = 16;

struct Signed {
  std::string keyid;
  std::string sig;  ///< 64 raw bytes

  bool operator==(const Signed&) const = default;
};

struct Envelope {
  std::string payload;  ///< decoded
  std::string payload_type;
  std::vector<Signed> signatures;

  bool operator==(const Envelope&) const = default;
};

struct EnvelopeRules {
  std::size_t signatures_min = 1;  ///< 0 for a draft
  std::string_view payload_type = kActPayloadType;
};

/// The whole text must be well-formed JSON. Members that DSSE does not know are ignored; those that it knows
/// stand once. Base64 is standard or URL-safe, padded. Keyids are unique, 1..64 bytes.
Result<Envelope> parse_envelope(std::string_view json, const EnvelopeRules& rules = {});

/// "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body, lengths in bytes: what is signed.
std::string pae(std::string_view type, std::string_view body);

std::string to_json(const Envelope& envelope);

}  // namespace tenure

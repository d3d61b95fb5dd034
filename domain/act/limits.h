// Limits of a signed act, and the type of its payload.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure {

/// ASCII, because implementations of PAE differ on the length of another type.
inline constexpr std::string_view kActPayloadType = "application/vnd.tenure.act+json";

inline constexpr std::size_t kPayloadMax = std::size_t{4} << 20;   ///< bytes of a payload
inline constexpr std::size_t kEnvelopeMax = std::size_t{6} << 20;  ///< bytes of an envelope's JSON
inline constexpr std::size_t kSignaturesMax = 64;
inline constexpr std::size_t kKeyIdMax = 64;
inline constexpr std::size_t kActEventsMax = 10'000;
inline constexpr std::size_t kActExpectsMax = 1'000;

}  // namespace tenure

// Strict pieces of the text formats: every value has one spelling, every line ends in a newline. Pure; any
// thread.
#pragma once

#include "domain/core/sha256.h"

namespace tenure {

/// ASCII digits without sign or leading zero, below 2^64; nothing otherwise.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

/// A digest in padded standard base64; nothing otherwise.
std::optional<Digest> parse_base64_digest(std::string_view text);

/// Takes the first line off `rest`, without its newline; nothing (and `rest` as it was) when there is no
/// newline.
std::optional<std::string_view> take_line(std::string_view& rest);

}  // namespace tenure

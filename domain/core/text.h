// Texts shortened to a number of bytes, by whole characters.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure {

/// The beginning of `utf8` that fits into `bytes_max`, never with half a character at its end: what is shown
/// of a text goes into JSON and into frames that have to be UTF-8.
constexpr std::string_view shortened(std::string_view utf8, std::size_t bytes_max) {
  if (utf8.size() <= bytes_max) return utf8;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

}  // namespace tenure

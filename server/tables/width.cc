#include "server/tables/width.h"

namespace tenure {
namespace {

/// First code point that is shown in two columns, as far as Chinese text needs it.
constexpr unsigned kWideFrom = 0x1100;
/// General punctuation, arrows, box drawing: above kWideFrom, but narrow.
constexpr unsigned kNarrowFrom = 0x1E00;
constexpr unsigned kNarrowUntil = 0x2E7F;

unsigned code_point_at(std::string_view utf8, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(utf8[at++]);
  if (lead < 0x80) return lead;
  unsigned value = lead >= 0xF0 ? lead & 0x07U : lead >= 0xE0 ? lead & 0x0FU : lead & 0x1FU;
  while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) {
    value = value << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3FU);
  }
  return value;
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned c = code_point_at(utf8, at);
    width += c >= kWideFrom && (c < kNarrowFrom || c > kNarrowUntil) ? 2 : 1;
  }
  return width;
}

}  // namespace tenure

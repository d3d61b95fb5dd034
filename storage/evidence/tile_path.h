// Paths of tiles and entry bundles (C2SP tlog-tiles): pure arithmetic, shared by whoever serves and whoever
// reads.
//
//   tile/<L>/<N>[.p/<W>]       hashes of level L, 0..63
//   tile/entries/<N>[.p/<W>]   the entries under tile N of level 0
//
// N is written in groups of three digits, all but the last with an `x`: 1234067 is x001/x234/067. W is 1..255
// and only there for a partial tile. Each tile has exactly one path. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr unsigned kTileLevelMax = 63;
/// The entries of a tree are counted in 64 bits, 256 to a tile.
inline constexpr std::uint64_t kTileIndexMax = (std::uint64_t{1} << 56) - 1;

struct TileName {
  bool entries = false;  ///< an entry bundle; level is 0 then
  unsigned level = 0;
  std::uint64_t n = 0;
  unsigned width = 256;  ///< 256 is full

  bool operator==(const TileName&) const = default;
};

std::string tile_path(const TileName& name);

/// tile_path (404) for anything but the one spelling.
Result<TileName> parse_tile_path(std::string_view path);

/// How many hashes level `level` has in a tree of `size`.
constexpr std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  return level < 8 ? size >> (8 * level) : 0;
}
/// How many full tiles; it is also the number of the partial one.
constexpr std::uint64_t full_tiles(unsigned level, std::uint64_t size) { return hashes_at(level, size) >> 8; }
/// The width of the level's partial tile, 0..255; 0: there is none.
constexpr unsigned partial_width(unsigned level, std::uint64_t size) {
  return static_cast<unsigned>(hashes_at(level, size) & 0xff);
}

/// Whether every hash (or entry) of it is in a tree of `size`. True too for partial tiles of smaller sizes: a
/// checkpoint of theirs may have been published, and they are prefixes of the tile of today.
bool exists_at(const TileName& name, std::uint64_t size);

}  // namespace tenure

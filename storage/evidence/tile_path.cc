#include "storage/evidence/tile_path.h"

#include <fmt/format.h>

#include "domain/core/text.h"
#include "storage/evidence/strict_text.h"

namespace tenure {
namespace {

constexpr std::string_view kTilePrefix = "tile/";
constexpr std::string_view kEntriesPrefix = "entries/";
constexpr std::string_view kPartialMark = ".p/";
constexpr std::size_t kPathMax = 64;
constexpr unsigned kFullWidth = 256;

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Lenient on purpose: whatever it lets through, parse_tile_path compares with the one right spelling.
std::optional<std::uint64_t> read_groups(std::string_view text) {
  std::uint64_t n = 0;
  for (const char c : text) {
    if (c == 'x' || c == '/') continue;
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<std::uint64_t>(c - '0');
    if (n > kTileIndexMax) return std::nullopt;
  }
  return n;
}

std::optional<TileName> read_path(std::string_view text) {
  TileName name;
  if (!take_prefix(text, kTilePrefix)) return std::nullopt;
  name.entries = take_prefix(text, kEntriesPrefix);
  if (!name.entries) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto level = parse_decimal(text.substr(0, slash));
    if (!level || *level > kTileLevelMax) return std::nullopt;
    name.level = static_cast<unsigned>(*level);
    text.remove_prefix(slash + 1);
  }
  if (const std::size_t mark = text.find(kPartialMark); mark != std::string_view::npos) {
    const auto width = parse_decimal(text.substr(mark + kPartialMark.size()));
    if (!width || *width == 0 || *width >= kFullWidth) return std::nullopt;
    name.width = static_cast<unsigned>(*width);
    text = text.substr(0, mark);
  }
  const auto n = read_groups(text);
  if (!n) return std::nullopt;
  name.n = *n;
  return name;
}

}  // namespace

std::string tile_path(const TileName& name) {
  std::string groups = fmt::format("{:03}", name.n % 1000);
  for (std::uint64_t rest = name.n / 1000; rest != 0; rest /= 1000) {
    groups.insert(0, fmt::format("x{:03}/", rest % 1000));
  }
  const std::string tree = name.entries ? "entries" : std::to_string(name.level);
  if (name.width == kFullWidth) return fmt::format("tile/{}/{}", tree, groups);
  return fmt::format("tile/{}/{}.p/{}", tree, groups, name.width);
}

Result<TileName> parse_tile_path(std::string_view path) {
  if (path.size() <= kPathMax) {
    const auto name = read_path(path);
    if (name && tile_path(*name) == path) return *name;
  }
  return refuse(Reason::tile_path, "path", std::string(shortened(path, kPathMax)));
}

bool exists_at(const TileName& name, std::uint64_t size) {
  const std::uint64_t full = full_tiles(name.level, size);
  return name.n < full || (name.n == full && name.width <= partial_width(name.level, size));
}

}  // namespace tenure

#include "ops/commands/tile_export.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "ops/commands/open_ledger.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kFullWidth = 256;

/// A plain file: an export that a crash cut short is made again.
Result<void> put(const fs::path& path, std::string_view content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return refuse(Reason::io, path.parent_path().string(), error.message());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) return refuse(Reason::io, path.string());
  return {};
}

/// The full tiles and the partial one of a level, or of the entry bundles.
Result<std::uint64_t> put_level(LogStore& log, const fs::path& folder, bool entries, unsigned level) {
  const std::uint64_t size = log.head().size;
  const std::uint64_t full = full_tiles(level, size);
  const unsigned rest = partial_width(level, size);
  const std::uint64_t count = full + (rest > 0 ? 1 : 0);
  for (std::uint64_t n = 0; n < count; ++n) {
    const TileName name{entries, level, n, n < full ? kFullWidth : rest};
    const auto bytes = log.tile_bytes(name);
    if (!bytes) return tl::unexpected(bytes.error());
    if (auto done = put(folder / tile_path(name), *bytes); !done) return tl::unexpected(done.error());
  }
  return count;
}

Result<std::uint64_t> put_receipts(LogStore& log, const fs::path& folder, std::uint64_t wanted) {
  const std::uint64_t size = log.head().size;
  const std::uint64_t count = std::min(wanted, size);
  if (count == 0) return 0;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return refuse(Reason::io, folder.string(), error.message());
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t index = count == 1 ? size - 1 : i * (size - 1) / (count - 1);
    auto saved = save_receipt(log, index, (folder / (std::to_string(index) + ".receipt")).string());
    if (!saved) return tl::unexpected(saved.error());
  }
  return count;
}

}  // namespace

Result<TileExport> export_tiles(LogStore& log, const std::string& folder, std::uint64_t receipts) {
  const auto published = log.published();
  const fs::path root(folder);
  TileExport out;
  out.size = published->head.size;
  if (auto done = put(root / "checkpoint", published->checkpoint); !done) return tl::unexpected(done.error());
  out.files = 1;
  auto bundles = put_level(log, root, true, 0);
  if (!bundles) return tl::unexpected(bundles.error());
  out.files += *bundles;
  for (unsigned level = 0; hashes_at(level, out.size) > 0; ++level) {
    auto tiles = put_level(log, root, false, level);
    if (!tiles) return tl::unexpected(tiles.error());
    out.files += *tiles;
  }
  auto saved = put_receipts(log, root / "receipts", receipts);
  if (!saved) return tl::unexpected(saved.error());
  out.receipts = *saved;
  return out;
}

}  // namespace tenure

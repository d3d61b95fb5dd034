// Tile paths, as a request names them, and entry bundles, as another log serves them.
#include "storage/evidence/bundle.h"
#include "storage/evidence/entry.h"
#include "storage/evidence/tile_path.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  if (const auto name = parse_tile_path(input)) {
    check(tile_path(*name) == input, "a tile has one path");
    check(name->level <= kTileLevelMax && name->n <= kTileIndexMax, "inside the tree");
    check(name->width >= 1 && name->width <= kBundleEntriesMax, "never empty");
    check(!exists_at(*name, 0), "the empty tree has no tile");
  }
  for (const std::size_t width : {std::size_t{1}, std::size_t{2}, std::size_t{3}, kBundleEntriesMax}) {
    const auto entries = parse_bundle(input, width);
    if (!entries) continue;
    check(entries->size() == width, "as many entries as asked for");
    const auto again = encode_bundle(*entries);
    check(again && *again == input, "a bundle has one spelling");
    for (const std::string_view entry : *entries) {
      if (const auto parsed = parse_entry(entry)) {
        check(as_view(encode_entry(*parsed)) == entry, "an entry has one spelling");
      }
    }
  }
}

}  // namespace tenure::fuzz

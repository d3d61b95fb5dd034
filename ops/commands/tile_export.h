// The log as a folder of static files that any C2SP tlog-tiles reader and mirror understands:
//
//   checkpoint
//   tile/<L>/<N>[.p/<W>]   tile/entries/<N>[.p/<W>]
//   receipts/<index>.receipt   receipts/<index>.entry
//
// Entries hold no personal data, so the folder may be published. One thread.
#pragma once

#include <cstdint>
#include <string>

#include "storage/log/log_store.h"

namespace tenure {

struct TileExport {
  std::uint64_t size = 0;
  std::uint64_t files = 0;
  std::uint64_t receipts = 0;
};

/// Every tile and bundle of the log's newest checkpoint, and `receipts` receipts at most, spread evenly from
/// the first entry to the last. `folder` is made; files that are there are replaced.
Result<TileExport> export_tiles(LogStore& log, const std::string& folder, std::uint64_t receipts);

}  // namespace tenure

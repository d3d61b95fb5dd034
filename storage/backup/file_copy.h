// Copying files with their digests, durable and readable by their owner alone. No state; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/core/refusal.h"
#include "domain/core/sha256.h"

namespace tenure {

struct CopiedFile {
  Digest digest;
  std::uint64_t bytes = 0;
};

/// Copies what is there of a file that may still be growing; makes the folders above `to`. Synced when it
/// returns, but for the names in the folders: sync_tree() does that.
Result<CopiedFile> copy_file(const std::string& from, const std::string& to);

/// The digest of a file as it is.
Result<CopiedFile> digest_file(const std::string& path);

/// Paths of all files below `folder`, relative to it, sorted; none when it is not there.
Result<std::vector<std::string>> files_below(const std::string& folder);

/// Makes every folder below `folder`, and itself, durable with the names in it.
Result<void> sync_tree(const std::string& folder);

}  // namespace tenure

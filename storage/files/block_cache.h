// What a process keeps in memory of the databases that it has open: blocks of their files, uncompressed, in
// one cache for all of them. It is what grows when the past is asked about, up to this and no further; what
// is used least goes first. Any thread.
#pragma once

#include <rocksdb/cache.h>

#include <memory>

namespace tenure {

/// Bytes, of all databases of a process together.
inline constexpr std::size_t kBlockCacheMax = std::size_t{96} << 20;

const std::shared_ptr<rocksdb::Cache>& block_cache();

/// Bytes in it now.
std::size_t block_cache_bytes();

}  // namespace tenure

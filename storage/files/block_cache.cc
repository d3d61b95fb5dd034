#include "storage/files/block_cache.h"

namespace tenure {

const std::shared_ptr<rocksdb::Cache>& block_cache() {
  static const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheMax);
  return cache;
}

std::size_t block_cache_bytes() { return block_cache()->GetUsage(); }

}  // namespace tenure

// Walks the entries and the acts of a stored log side by side, in the order of their indexes, and hands them
// out in batches of bounded size. Gaps and leftovers are findings of the batch in which they are met. One
// thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/verify/act_check.h"
#include "storage/verify/stored_log.h"

namespace tenure::verification {

struct Batch {
  std::uint64_t sequence = 0;
  std::vector<Finding> findings;
  std::uint64_t missing = 0;  ///< entries that should stand before the first act of the batch

  /// The acts; views stay valid as long as the batch.
  std::vector<StoredAct> acts();

  struct Extent {
    std::size_t at;
    std::size_t size;
  };
  struct Part {
    std::uint64_t index;
    Extent entry;
    Extent record;
    std::size_t first_slice;
    std::size_t slices;
  };
  std::string bytes;
  std::vector<Part> parts;
  std::vector<Extent> extents;
  std::vector<std::string_view> views;
};

class LogReader {
 public:
  LogReader(std::unique_ptr<rocksdb::Iterator> entries, std::unique_ptr<rocksdb::Iterator> acts);

  /// The next acts into an empty batch; false at the end, the batch's findings still count.
  bool next(Batch& batch);

 private:
  void take_act(Batch& batch, std::uint64_t index);
  void pass_orphans(Batch& batch, std::uint64_t index);
  void take_leftovers(Batch& batch);
  void stop(Batch& batch, const rocksdb::Iterator& at, const std::string& what);

  std::unique_ptr<rocksdb::Iterator> entries_;
  std::unique_ptr<rocksdb::Iterator> acts_;
  std::uint64_t next_index_ = 0;
  std::uint64_t next_sequence_ = 0;
  bool ended_ = false;
};

}  // namespace tenure::verification

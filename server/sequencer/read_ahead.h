// The acts of a log in batches, read and parsed on another thread while the batch before is worked on.
//
// One thread calls; `log` outlives this.
#pragma once

#include <future>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/verdict.h"
#include "storage/log/log_store.h"

namespace tenure {

/// An act as the fold wants it.
struct ReadAct {
  std::uint64_t index = 0;
  Moment recorded_at;
  OrgId authority;
  Act act;
  Verdict verdict;
};

class ReadAhead {
 public:
  /// A batch ends with the act that reaches one of these.
  static constexpr std::size_t kBatchEvents = 20'000;
  static constexpr std::size_t kBatchBytes = std::size_t{16} << 20;

  /// The acts [from, until).
  ReadAhead(const LogStore& log, std::uint64_t from, std::uint64_t until);

  /// The next ones; none at the end. `damaged` names the act that does not read as it was written.
  Result<std::vector<ReadAct>> next();

 private:
  static Result<std::vector<ReadAct>> read(const LogStore& log, std::uint64_t from, std::uint64_t until);
  void begin(std::uint64_t from);

  const LogStore& log_;
  std::uint64_t until_;
  std::future<Result<std::vector<ReadAct>>> coming_;  ///< not valid: everything was handed out
};

}  // namespace tenure

// The crash worker as its parent sees it: started, listened to, killed. What it said is kept by the parent,
// outside the process that dies.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/crash/ledger_checks.h"

namespace tenure::testing {

struct Journal {
  std::vector<Acknowledged> acknowledged;
  std::vector<std::string> refused;
};

class WorkerProcess {
 public:
  /// `flush`: it makes its rows durable this often; zero: never.
  WorkerProcess(const std::string& folder, std::uint64_t seed, std::chrono::milliseconds flush = {});
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// Listens until the first acknowledgement or the process's end; false at its end.
  bool wait_for_acknowledgement();
  void listen_for(std::chrono::milliseconds time);
  /// SIGKILL, then what was still in the pipe. False when it had ended by itself.
  bool kill();

  const Journal& journal() const { return journal_; }

 private:
  /// False at the end of the stream.
  bool read_some(int timeout_ms);
  void take_lines();

  pid_t pid_ = -1;
  int out_ = -1;
  std::string rest_;
  Journal journal_;
};

}  // namespace tenure::testing

// A program as a process of its own, for tests that stop and kill it. What it prints goes to files of a
// temporary folder. Every wait ends after a while. One thread.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace tenure::testing {

class ChildProcess {
 public:
  /// words[0] is the program's path.
  explicit ChildProcess(std::vector<std::string> words);
  /// Kills it if it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// False from the first call on that finds it ended.
  bool runs();
  void signal(int number) const;
  /// SIGTERM, then its exit status; -1 when a signal ended it or it did not end.
  int terminate();
  /// SIGKILL.
  void kill();
  /// Its exit status, as of terminate().
  int wait();

  std::string out() const;
  std::string err() const;

 private:
  TempFolder streams_;
  pid_t pid_ = -1;
  int exit_ = -1;
};

}  // namespace tenure::testing

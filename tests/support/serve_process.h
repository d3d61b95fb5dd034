// `tenure serve` as a process of its own on a loopback port, for tests that stop it, kill it and start it
// again.
//
//   ServeProcess server(TENURE_BINARY, ledger.folder());
//   HttpClient(server.port()).get("/checkpoint");
//   EXPECT_EQ(server.terminate(), 0);
//
// What it prints goes to files of a temporary folder. Every wait ends after a while. One thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace tenure::testing {

class ServeProcess {
 public:
  /// Returns when it serves, or has ended without (then port() is 0). `more` are further arguments; without
  /// --listen among them it takes any free port.
  ServeProcess(const std::string& binary, const std::string& ledger_folder,
               const std::vector<std::string>& more = {});
  /// Kills it if it still runs.
  ~ServeProcess();
  ServeProcess(const ServeProcess&) = delete;
  ServeProcess& operator=(const ServeProcess&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  /// SIGTERM, then its exit status; -1 when a signal ended it or it did not end.
  int terminate();
  /// SIGKILL.
  void kill();
  /// Its exit status, as of terminate().
  int wait();

  std::string out() const;
  std::string err() const;

 private:
  void wait_for_address();

  TempFolder streams_;
  pid_t pid_ = -1;
  int exit_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace tenure::testing

// `tenure serve` as a process of its own on a loopback port, for tests that stop it, kill it and start it
// again.
//
//   ServeProcess server(TENURE_BINARY, ledger.folder());
//   HttpClient(server.port()).get("/checkpoint");
//   EXPECT_EQ(server.terminate(), 0);
//
// Every wait ends after a while. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/child_process.h"

namespace tenure::testing {

class ServeProcess : public ChildProcess {
 public:
  /// Returns when it serves, or has ended without (then port() is 0). `more` are further arguments; without
  /// --listen among them it takes any free port.
  ServeProcess(const std::string& binary, const std::string& ledger_folder,
               const std::vector<std::string>& more = {});

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void wait_for_address();

  std::uint16_t port_ = 0;
};

}  // namespace tenure::testing

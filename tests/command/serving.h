// A desk whose ledger is served by the built command, and tokens for it.
#pragma once

#include "tests/command/desk.h"
#include "tests/support/serve_process.h"

namespace tenure::testing {

/// A new token's text.
inline std::string new_token(const Desk& desk, const std::vector<std::string>& roles,
                             const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"token", "new", "--data", "ledger"};
  for (const std::string& role : roles) arguments.insert(arguments.end(), {"--role", role});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return lines(desk.must(arguments)).at(0);
}

inline std::unique_ptr<ServeProcess> serve(const Desk& desk, const std::vector<std::string>& more = {}) {
  return std::make_unique<ServeProcess>(TENURE_BINARY, desk / "ledger", more);
}

}  // namespace tenure::testing

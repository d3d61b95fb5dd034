#include "tests/support/serve_process.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace tenure::testing {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLook{5};

std::vector<std::string> words_of(const std::string& binary, const std::string& ledger_folder,
                                  const std::vector<std::string>& more) {
  std::vector<std::string> words{binary, "serve", "--json", "--data", ledger_folder};
  words.insert(words.end(), more.begin(), more.end());
  if (std::find(more.begin(), more.end(), "--listen") == more.end()) {
    words.insert(words.end(), {"--listen", "127.0.0.1:0"});
  }
  return words;
}

}  // namespace

ServeProcess::ServeProcess(const std::string& binary, const std::string& ledger_folder,
                           const std::vector<std::string>& more)
    : ChildProcess(words_of(binary, ledger_folder, more)) {
  wait_for_address();
}

void ServeProcess::wait_for_address() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    const bool ended = !runs();
    const std::string said = out();
    const std::size_t colon = said.rfind(':', said.find("\",\"size\""));
    if (!ended && said.ends_with("\n") && colon != std::string::npos) {
      port_ = static_cast<std::uint16_t>(std::strtoul(said.c_str() + colon + 1, nullptr, 10));
    }
    if (ended || port_ != 0) return;
    std::this_thread::sleep_for(kLook);
  }
}

}  // namespace tenure::testing

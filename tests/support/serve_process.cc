#include "tests/support/serve_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace tenure::testing {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLook{5};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// In the child, before exec: nothing here returns on failure.
void redirect(const std::string& path, int onto) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || ::dup2(file, onto) < 0) ::_exit(126);
}

}  // namespace

ServeProcess::ServeProcess(const std::string& binary, const std::string& ledger_folder,
                           const std::vector<std::string>& more) {
  std::vector<std::string> words{binary, "serve", "--json", "--data", ledger_folder};
  words.insert(words.end(), more.begin(), more.end());
  if (std::find(more.begin(), more.end(), "--listen") == more.end()) {
    words.insert(words.end(), {"--listen", "127.0.0.1:0"});
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    redirect(streams_ / "out", STDOUT_FILENO);
    redirect(streams_ / "err", STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  wait_for_address();
}

ServeProcess::~ServeProcess() { kill(); }

void ServeProcess::wait_for_address() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    int status = 0;
    const bool ended = ::waitpid(pid_, &status, WNOHANG) == pid_;
    const std::string said = out();
    const std::size_t colon = said.rfind(':', said.find("\",\"size\""));
    if (said.ends_with("\n") && colon != std::string::npos) {
      port_ = static_cast<std::uint16_t>(std::strtoul(said.c_str() + colon + 1, nullptr, 10));
    }
    if (ended) {
      pid_ = -1;
      port_ = 0;
      exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    if (ended || port_ != 0) return;
    std::this_thread::sleep_for(kLook);
  }
}

int ServeProcess::wait() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (pid_ > 0 && std::chrono::steady_clock::now() < until) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      break;
    }
    std::this_thread::sleep_for(kLook);
  }
  return pid_ > 0 ? -1 : exit_;
}

int ServeProcess::terminate() {
  if (pid_ > 0) ::kill(pid_, SIGTERM);
  return wait();
}

void ServeProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string ServeProcess::out() const { return content(streams_ / "out"); }
std::string ServeProcess::err() const { return content(streams_ / "err"); }

}  // namespace tenure::testing

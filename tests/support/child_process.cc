#include "tests/support/child_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
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

ChildProcess::ChildProcess(std::vector<std::string> words) {
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
}

ChildProcess::~ChildProcess() { kill(); }

bool ChildProcess::runs() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
  pid_ = -1;
  exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return false;
}

int ChildProcess::wait() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (runs() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kLook);
  return pid_ > 0 ? -1 : exit_;
}

void ChildProcess::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

int ChildProcess::terminate() {
  signal(SIGTERM);
  return wait();
}

void ChildProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string ChildProcess::out() const { return content(streams_ / "out"); }
std::string ChildProcess::err() const { return content(streams_ / "err"); }

}  // namespace tenure::testing

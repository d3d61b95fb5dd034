#include "tests/crash/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <sstream>
#include <stdexcept>

namespace tenure::testing {
namespace {

constexpr int kAnswerMax_ms = 20'000;

}  // namespace

WorkerProcess::WorkerProcess(const std::string& folder, std::uint64_t seed, std::chrono::milliseconds flush) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const std::string number = std::to_string(seed);
  const std::string pause = std::to_string(flush.count());
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl(TENURE_CRASH_WORKER, TENURE_CRASH_WORKER, folder.c_str(), number.c_str(), pause.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  out_ = ends[0];
}

WorkerProcess::~WorkerProcess() {
  kill();
  ::close(out_);
}

bool WorkerProcess::read_some(int timeout_ms) {
  pollfd waiting{out_, POLLIN, 0};
  if (::poll(&waiting, 1, timeout_ms) <= 0) return true;
  std::array<char, 1 << 16> buffer{};
  const auto got = ::read(out_, buffer.data(), buffer.size());
  if (got <= 0) return false;
  rest_.append(buffer.data(), static_cast<std::size_t>(got));
  take_lines();
  return true;
}

void WorkerProcess::take_lines() {
  for (auto end = rest_.find('\n'); end != rest_.npos; end = rest_.find('\n')) {
    std::istringstream line(rest_.substr(0, end));
    rest_.erase(0, end + 1);
    std::string verb;
    Acknowledged told;
    line >> verb >> told.act;
    if (verb == "ack" && line >> told.index >> told.recorded_us) journal_.acknowledged.push_back(told);
    if (verb == "no") journal_.refused.push_back(told.act);
  }
}

bool WorkerProcess::wait_for_acknowledgement() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kAnswerMax_ms);
  while (journal_.acknowledged.empty() && std::chrono::steady_clock::now() < deadline) {
    if (!read_some(100)) return false;
  }
  return !journal_.acknowledged.empty();
}

void WorkerProcess::listen_for(std::chrono::milliseconds time) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !read_some(static_cast<int>(left.count()))) return;
  }
}

bool WorkerProcess::kill() {
  if (pid_ < 0) return true;
  ::kill(pid_, SIGKILL);
  while (read_some(kAnswerMax_ms)) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace tenure::testing

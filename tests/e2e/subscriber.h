// A live reader of every event: resumes by position whenever its connection ends, and hangs up by itself now
// and then. Runs on a thread of its own until it has heard the event that names `last_word`.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "domain/core/value.h"
#include "tests/e2e/running.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {

class Subscriber {
 public:
  /// Hangs up after having heard so many events, for each of `hang_up_after`.
  Subscriber(Running& running, std::string token, std::set<std::size_t> hang_up_after, std::string last_word);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  /// Waits for the last word, or until nothing was heard for Running::kPatience.
  void join();

  // After join():
  const std::vector<Position>& heard() const { return heard_; }
  std::size_t connections() const { return connections_; }
  /// What was not as it must be: an event twice or out of order, a frame of another kind.
  const std::vector<std::string>& failures() const { return failures_; }

 private:
  void listen();
  /// One connection, from where the last one ended. True when the last word was heard.
  bool follow();
  void take(Position position);

  Running& running_;
  std::string token_;
  std::set<std::size_t> hang_up_after_;
  std::string last_word_;
  std::vector<Position> heard_;
  std::size_t connections_ = 0;
  std::vector<std::string> failures_;
  std::thread thread_;
};

}  // namespace tenure::testing

// Waits for SIGTERM or SIGINT. To be made before the first thread: threads inherit what it blocks, so that
// the signal comes here and nowhere else.
#pragma once

#include <signal.h>

namespace tenure {

class StopSignal {
 public:
  StopSignal() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  /// The signal's number.
  int wait() const {
    int signal = 0;
    while (sigwait(&set_, &signal) != 0) {
    }
    return signal;
  }

 private:
  sigset_t set_;
};

}  // namespace tenure

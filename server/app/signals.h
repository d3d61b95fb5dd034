// Waits for the signals that end a command, SIGTERM, SIGINT and SIGHUP. To be made before the first thread:
// threads inherit what it blocks, so that the signal comes here and nowhere else.
#pragma once

#include <signal.h>

namespace tenure {

class StopSignal {
 public:
  StopSignal() {
    sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
      // One that is ignored stays so: SIGHUP under nohup.
      struct sigaction as_it_is {};
      sigaction(signal, nullptr, &as_it_is);
      if (as_it_is.sa_handler != SIG_IGN) sigaddset(&set_, signal);
    }
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

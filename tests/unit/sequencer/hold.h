// Keeps a sequencer's thread in an answer until it is released, so that a test decides what queues up behind
// it. Release it, or let it go, before the sequencer goes.
#pragma once

#include <future>
#include <memory>

#include "tests/support/ledger.h"

namespace tenure::testing {

/// Bytes that no registered key signed: answered on the sequencer's thread, without a trace.
inline Submission nobodys(std::size_t payload_size = 2) {
  Submission out;
  out.envelope.payload_type = kActPayloadType;
  out.envelope.payload = std::string(payload_size, ' ');
  out.envelope.signatures = {{"nobody", std::string(64, '\0')}};
  return out;
}

class Hold {
 public:
  explicit Hold(Sequencer& sequencer) {
    auto held = std::make_shared<std::promise<void>>();
    const auto reached = held->get_future();
    sequencer.submit(nobodys(), [held, released = released_](const Result<Admission>&) {
      held->set_value();
      released.wait();
    });
    reached.wait();
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() { release(); }

  void release() {
    if (!done_) release_.set_value();
    done_ = true;
  }

 private:
  std::promise<void> release_;
  std::shared_future<void> released_ = release_.get_future().share();
  bool done_ = false;
};

}  // namespace tenure::testing

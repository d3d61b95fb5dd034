// A client without a socket: what the session posts is run by the test, what it writes is taken by the test.
//
// One thread, the test's, is the strand; the hub's threads only post.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "domain/core/bytes.h"
#include "server/stream/session.h"
#include "tests/support/stream_server.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {

class Scripted final : public Session {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  Scripted(Hub& hub, Guest guest) : Session(hub, std::move(guest)) {}

  static std::shared_ptr<Scripted> open(Hub& hub, std::string_view token) {
    Guest guest;
    if (!token.empty()) guest.viewer = *viewer_of(token);
    auto out = std::make_shared<Scripted>(hub, std::move(guest));
    out->opened("");
    return out;
  }

  void say(std::string_view json) { received(client_frame(1, json)); }
  void send(std::string_view bytes) { received(bytes); }
  void end() {
    if (!ended_) lost();
    ended_ = true;
  }

  /// Whether the client takes what is written to it.
  void set_reading(bool reading) {
    reading_ = reading;
    take();
  }

  void run() {
    for (auto work = next_work(); work; work = next_work()) {
      work();
      take();
    }
    take();
  }

  /// Runs until `done`; false when it never is.
  bool run_until(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (run(); !done(); run()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
  }

  /// Runs until that many frames came, and gives them.
  std::vector<std::string> hear(std::size_t count) {
    run_until([&] { return heard_.size() >= count; });
    return heard_;
  }
  /// Texts as they are, "ping", "pong:...", "close:<code>:<reason>".
  const std::vector<std::string>& heard() const { return heard_; }
  void forget() { heard_.clear(); }
  bool hung_up() const { return hung_up_; }
  const std::vector<Shared>& buffers() const { return buffers_; }

 private:
  void post(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    works_.push_back(std::move(work));
  }
  void write(std::span<const Shared> buffers) override { in_flight_.assign(buffers.begin(), buffers.end()); }
  void end_writing() override {}
  void hang_up() override { hung_up_ = true; }

  std::function<void()> next_work() {
    const std::lock_guard lock(mutex_);
    if (works_.empty()) return {};
    auto out = std::move(works_.front());
    works_.pop_front();
    return out;
  }

  void take() {  // NOLINT(bugprone-virtual-near-miss): not wake
    while (reading_ && !in_flight_.empty()) {
      for (const Shared& buffer : in_flight_) {
        buffers_.push_back(buffer);
        split(*buffer);
      }
      in_flight_.clear();
      written();
    }
  }

  void split(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto first = static_cast<unsigned char>(bytes[0]);
      std::size_t length = static_cast<unsigned char>(bytes[1]);
      std::size_t head = 2;
      if (length == 126) {
        length = get_be<2>(bytes.substr(2));
        head = 4;
      } else if (length == 127) {
        length = get_be<8>(bytes.substr(2));
        head = 10;
      }
      const std::string payload(bytes.substr(head, length));
      bytes.remove_prefix(head + length);
      switch (first & 0x0F) {
        case 8:
          heard_.push_back("close:" +
                           (length < 2 ? "" : std::to_string(get_be<2>(payload)) + ":" + payload.substr(2)));
          break;
        case 9:
          heard_.push_back("ping");
          break;
        case 10:
          heard_.push_back("pong:" + payload);
          break;
        default:
          heard_.push_back(payload);
      }
    }
  }

  std::mutex mutex_;  ///< guards works_
  std::deque<std::function<void()>> works_;
  std::vector<Shared> in_flight_;
  std::vector<Shared> buffers_;
  std::vector<std::string> heard_;
  bool reading_ = true;
  bool hung_up_ = false;
  bool ended_ = false;
};

}  // namespace tenure::testing

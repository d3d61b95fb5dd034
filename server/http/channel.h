// The bytes of one connection, read and written each on a deadline of its own. Private to server/http.
//
// Everything runs on the connection's strand. At any time at most one read and one write are under way; the
// watchdog timer, which knows the connection only weakly, fires no earlier than the nearer of their deadlines
// and is moved only when one comes nearer.
//
// g++ 12 loses the frame of `while (co_await f()) {}` and destroys temporaries of a co_await's expression
// twice: here a co_await is never inside a condition, and everything with a destructor that it needs is named
// before it or made by a plain function.
#pragma once

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "server/http/budget.h"
#include "server/http/client_address.h"
#include "server/http/dispatch.h"

namespace tenure {

using SteadyClock = std::chrono::steady_clock;
using StrandTimer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Strand>;
using SystemError = boost::system::error_code;

inline constexpr std::size_t kReadSmall = 4 << 10;   ///< bytes read at once while a header is awaited
inline constexpr std::size_t kReadLarge = 64 << 10;  ///< and of a body
inline constexpr std::size_t kLingerBytesMax = 256 << 10;
inline constexpr char kTlsHandshake = '\x16';  ///< the first byte of who speaks TLS

template <class Stream>
class Channel : public Closable, public std::enable_shared_from_this<Channel<Stream>> {
 public:
  Channel(std::unique_ptr<Stream> stream, const Timeouts& timeouts)
      : timeouts_(timeouts), stream_(std::move(stream)), timer_(stream_->get_executor()) {}

 protected:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  static constexpr auto kAwait = asio::as_tuple(asio::use_awaitable_t<Strand>());
  using Time = Timeouts::Time;

  // ---- the socket and its deadlines ----------------------------------------------------------------------

  Socket& socket() {
    if constexpr (kTls) {
      return stream_->next_layer();
    } else {
      return *stream_;
    }
  }
  Strand strand() { return timer_.get_executor(); }

  void shut() {
    SystemError ignored;
    if (stream_) socket().close(ignored);
  }

  IpAddress peer_address() {
    SystemError ignored;
    auto text = socket().remote_endpoint(ignored).address().to_string();
    text = text.substr(0, text.find('%'));  // without the interface of a link-local one
    return IpAddress::parse(text).value_or(IpAddress{});
  }

  void read_by(SteadyClock::time_point due) { set_due(read_due_, due); }
  void write_by(SteadyClock::time_point due) { set_due(write_due_, due); }
  static SteadyClock::time_point in(Time time) { return SteadyClock::now() + time; }

  /// How long `bytes` may take.
  Time transfer_time(std::uint64_t bytes) const {
    return timeouts_.transfer + Time(bytes * 1000 / kBytesPerSecondMin);
  }

  // ---- reading -------------------------------------------------------------------------------------------

  std::string_view unread() const { return std::string_view(in_).substr(begin_); }

  void used(std::size_t bytes) {
    begin_ += bytes;
    if (begin_ < in_.size()) return;
    in_.clear();
    begin_ = 0;
    if (in_.capacity() > kReadSmall) in_.shrink_to_fit();
  }

  /// Waits for more bytes; false when none come: end, error or deadline.
  Awaitable<bool> fill(std::size_t most, SteadyClock::time_point due) {
    read_by(due);
    in_.erase(0, begin_);
    begin_ = 0;
    const std::size_t old = in_.size();
    in_.resize(old + most);
    const auto [error, count] =
        co_await stream_->async_read_some(asio::buffer(in_.data() + old, most), kAwait);
    read_due_ = kNever;
    in_.resize(old + count);
    co_return !error && count > 0 && !timed_out_;
  }

  /// The first byte that the client sends, left where it is; nothing when none comes in time.
  Awaitable<std::optional<char>> first_byte(SteadyClock::time_point due) {
    read_by(due);
    const auto [error] = co_await socket().async_wait(Socket::wait_read, kAwait);
    if (error || timed_out_) co_return std::nullopt;
    SystemError failed;
    char byte = 0;
    socket().non_blocking(true, failed);
    const auto count = socket().receive(asio::buffer(&byte, 1), Socket::message_peek, failed);
    if (failed || count == 0) co_return std::nullopt;
    co_return byte;
  }

  // ---- writing -------------------------------------------------------------------------------------------

  Awaitable<bool> write_all(std::string_view head, std::string_view body = {}) {
    write_by(in(transfer_time(head.size() + body.size())));
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(head.data(), head.size()),
                                                    asio::buffer(body.data(), body.size())};
    const auto [error, count] = co_await asio::async_write(*stream_, buffers, kAwait);
    write_due_ = kNever;
    co_return !error && !timed_out_;
  }

  // ---- the end -------------------------------------------------------------------------------------------

  /// A socket closed with unread bytes resets the connection and may take the answer with it; so the client
  /// is given a moment to read it.
  Awaitable<void> linger() {
    if constexpr (kTls) {
      read_by(in(timeouts_.linger));
      const auto [ignored] = co_await stream_->async_shutdown(kAwait);
      static_cast<void>(ignored);
      shut();
    } else {
      co_await linger_plain();
    }
  }

  Awaitable<void> linger_plain() {
    read_by(in(timeouts_.linger));
    SystemError error;
    socket().shutdown(Socket::shutdown_send, error);
    std::size_t drained = 0;
    std::array<char, kReadSmall> dropped;
    while (!error && !timed_out_ && drained < kLingerBytesMax) {
      const auto [failed, count] = co_await socket().async_read_some(asio::buffer(dropped), kAwait);
      error = failed;
      drained += count;
    }
    shut();
  }

  void stop_watching() { timer_.cancel(); }

  const Timeouts& timeouts_;
  std::unique_ptr<Stream> stream_;
  bool timed_out_ = false;

 private:
  static constexpr auto kNever = SteadyClock::time_point::max();
  static constexpr std::chrono::hours kLongest{24};  ///< that a timer is set for

  void set_due(SteadyClock::time_point& which, SteadyClock::time_point due) {
    timed_out_ = false;
    which = due;
    if (due < armed_until_) arm();
  }

  void arm() {
    armed_until_ = std::min(std::min(read_due_, write_due_), SteadyClock::now() + kLongest);
    timer_.expires_at(armed_until_);
    timer_.async_wait([weak = this->weak_from_this()](SystemError error) {
      if (error) return;
      if (auto self = weak.lock()) self->on_timer();
    });
  }

  void on_timer() {
    if (SteadyClock::now() < std::min(read_due_, write_due_)) {
      arm();
      return;
    }
    armed_until_ = kNever;
    timed_out_ = true;
    SystemError ignored;
    if (stream_) socket().cancel(ignored);
  }

  StrandTimer timer_;
  SteadyClock::time_point read_due_ = kNever;
  SteadyClock::time_point write_due_ = kNever;
  SteadyClock::time_point armed_until_ = kNever;
  std::string in_;
  std::size_t begin_ = 0;  ///< of the bytes of in_ that are not used yet
};

}  // namespace tenure

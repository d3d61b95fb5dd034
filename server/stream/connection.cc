#include "server/stream/connection.h"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "server/http/stream_types.h"
#include "server/stream/handshake.h"
#include "server/stream/session.h"

namespace tenure {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kReadSize = 1 << 10;
constexpr std::size_t kSmallGather = 32;  ///< buffers that an idle client keeps room for

/// A buffer sequence that is cheap to copy, as Asio does. What it points to stays until the write has ended.
struct BufferView {
  using value_type = asio::const_buffer;
  using const_iterator = const asio::const_buffer*;
  const_iterator first, last;
  const_iterator begin() const { return first; }
  const_iterator end() const { return last; }
};

template <class Stream>
class Connection final : public Session {
 public:
  Connection(Hub& hub, Guest guest, std::unique_ptr<Stream> stream, std::shared_ptr<void> slot)
      : Session(hub, std::move(guest)), slot_(std::move(slot)), stream_(std::move(stream)) {}

  void start(std::string greeting, std::string_view early) {
    error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    opened(std::move(greeting));
    if (!early.empty()) received(early);
    read();
  }

 private:
  auto& socket() { return stream_->lowest_layer(); }
  auto self() { return std::static_pointer_cast<Connection>(shared_from_this()); }

  void read() {
    if (reading_ || ended_ || !wants_input()) return;
    reading_ = true;
    stream_->async_read_some(asio::buffer(in_), [self = self()](error_code error, std::size_t count) {
      self->reading_ = false;
      if (error || self->hung_up_) return self->end();
      self->received({self->in_.data(), count});
      if (self->hung_up_) return self->end();
      self->read();
    });
  }

  void write(std::span<const Shared> buffers) override {
    gathered_.clear();
    for (const Shared& buffer : buffers) gathered_.emplace_back(buffer->data(), buffer->size());
    const BufferView view{gathered_.data(), gathered_.data() + gathered_.size()};
    asio::async_write(*stream_, view, [self = self()](error_code error, std::size_t) {
      if (self->ended_) return;
      if (error) return self->hang_up();
      if (self->gathered_.capacity() > kSmallGather) {
        std::vector<asio::const_buffer>().swap(self->gathered_);
      }
      self->written();
      self->read();
    });
  }

  void post(std::function<void()> work) override { asio::post(stream_->get_executor(), std::move(work)); }

  void end_writing() override {
    error_code ignored;
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }

  /// Closing ends the read under way, which ends the session.
  void hang_up() override {
    if (hung_up_) return;
    hung_up_ = true;
    error_code ignored;
    socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket().close(ignored);
    if (!reading_) asio::post(stream_->get_executor(), [self = self()] { self->end(); });
  }

  void end() {
    if (ended_) return;
    ended_ = true;
    hung_up_ = true;
    error_code ignored;
    socket().close(ignored);
    lost();
  }

  std::shared_ptr<void> slot_;  ///< of the connection limit
  std::unique_ptr<Stream> stream_;
  std::array<char, kReadSize> in_;
  std::vector<asio::const_buffer> gathered_;
  bool reading_ = false;
  bool hung_up_ = false;
  bool ended_ = false;
};

template <class Stream>
void send_refusal(std::unique_ptr<Stream> stream, std::shared_ptr<void> slot, std::string text) {
  struct Farewell {
    std::unique_ptr<Stream> stream;
    std::shared_ptr<void> slot;
    std::string text;
  };
  auto farewell = std::make_shared<Farewell>(Farewell{std::move(stream), std::move(slot), std::move(text)});
  asio::async_write(*farewell->stream, asio::buffer(farewell->text), [farewell](error_code, std::size_t) {
    error_code ignored;
    farewell->stream->lowest_layer().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  });
}

}  // namespace

void open_stream(Hub& hub, Upgraded&& upgraded) {
  Request& request = upgraded.request;
  const std::string upgrade = request.joined("upgrade");
  const std::string connection = request.joined("connection");
  const std::string version = request.joined("sec-websocket-version");
  const std::string key = request.joined("sec-websocket-key");
  const std::string protocols = request.joined("sec-websocket-protocol");
  auto answer = handshake({request.method, upgrade, connection, version, key, protocols});
  std::visit(
      [&]<class Stream>(std::unique_ptr<Stream>& stream) {
        if (!answer) {
          return send_refusal(std::move(stream), std::move(upgraded.slot), handshake_refusal(answer.error()));
        }
        Guest guest;
        if (request.viewer.known()) guest.viewer = std::move(request.viewer);
        guest.peer = std::move(request.peer);
        guest.session = std::move(request.session);
        std::make_shared<Connection<Stream>>(hub, std::move(guest), std::move(stream),
                                             std::move(upgraded.slot))
            ->start(std::move(*answer), upgraded.early);
      },
      upgraded.stream);
}

}  // namespace tenure

#include "tests/support/stream_server.h"

#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <thread>
#include <vector>

#include "server/http/stream_types.h"
#include "server/stream/connection.h"
#include "server/stream/hub.h"

namespace tenure::testing {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::string_view kBearer = "Bearer ";

std::vector<std::string_view> split(std::string_view text, std::string_view by) {
  std::vector<std::string_view> out;
  for (auto at = text.find(by); at != std::string_view::npos; at = text.find(by)) {
    out.push_back(text.substr(0, at));
    text.remove_prefix(at + by.size());
  }
  out.push_back(text);
  return out;
}

Request parse_head(std::string_view head) {
  Request out;
  const auto lines = split(head, "\r\n");
  out.method = split(lines.front(), " ").front();
  out.peer = "127.0.0.1";
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto colon = lines[i].find(": ");
    if (colon == std::string_view::npos) continue;
    std::string name(lines[i].substr(0, colon));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::string value(lines[i].substr(colon + 2));
    if (name == "authorization" && value.starts_with(kBearer)) {
      if (auto viewer = viewer_of(std::string_view(value).substr(kBearer.size()))) out.viewer = *viewer;
    }
    out.headers.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

struct Arrival {
  std::unique_ptr<Socket> socket;
  std::string input;
};

}  // namespace

Result<Viewer> viewer_of(std::string_view token) {
  const auto parts = split(token, ".");
  Viewer out;
  out.token_id = token;
  for (const EnumValue& role : Description<Role>::kValues) {
    if (role.name == parts[0]) {
      out.roles.push_back(static_cast<Role>(&role - Description<Role>::kValues.data()));
    }
  }
  if (out.roles.empty()) return refuse(Reason::not_found, "token");
  if (parts.size() > 1 && !parts[1].empty()) out.scope = OrgId{std::string(parts[1])};
  if (parts.size() > 2) out.classes.push_back({std::string(parts[2])});
  return out;
}

struct StreamServer::Core {
  explicit Core(Hub& hub_to_serve) : hub(hub_to_serve), acceptor(io) {}

  void accept() {
    acceptor.async_accept(asio::make_strand(io), [this](error_code error, Socket socket) {
      if (error) return;
      auto arrival = std::make_shared<Arrival>(Arrival{std::make_unique<Socket>(std::move(socket)), {}});
      asio::async_read_until(*arrival->socket, asio::dynamic_buffer(arrival->input), "\r\n\r\n",
                             [this, arrival](error_code failed, std::size_t size) {
                               if (failed) return;
                               Upgraded upgraded{parse_head(std::string_view(arrival->input).substr(0, size)),
                                                 std::move(arrival->socket), arrival->input.substr(size),
                                                 nullptr};
                               open_stream(hub, std::move(upgraded));
                             });
      accept();
    });
  }

  Hub& hub;
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor;
  std::vector<std::thread> threads;
};

StreamServer::StreamServer(Hub& hub, unsigned threads) : core_(std::make_unique<Core>(hub)) {
  const asio::ip::tcp::endpoint at(asio::ip::address_v4::loopback(), 0);
  core_->acceptor.open(at.protocol());
  core_->acceptor.bind(at);
  core_->acceptor.listen();
  core_->accept();
  for (unsigned i = 0; i < threads; ++i)
    core_->threads.emplace_back([core = core_.get()] { core->io.run(); });
}

StreamServer::~StreamServer() {
  core_->io.stop();
  for (std::thread& thread : core_->threads) thread.join();
}

std::uint16_t StreamServer::port() const { return core_->acceptor.local_endpoint().port(); }

}  // namespace tenure::testing

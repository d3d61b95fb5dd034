// The sockets of the server, with the strand of their connection in the type, and what is handed over when a
// connection stops speaking HTTP.
//
// The only header of server/http that brings Asio with it; for who runs connections.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <memory>
#include <string>
#include <variant>

#include "server/http/request.h"

namespace tenure {

using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Strand>;
using TlsStream = boost::asio::ssl::stream<Socket>;

/// A GET with `Connection: upgrade` and `Upgrade: websocket` for an upgrade path, its connection, and nothing
/// answered yet. Who takes it does the handshake, on the stream's strand (its executor), where it is called.
struct Upgraded {
  Request request;  ///< headers as they came (lower-case names); Host and Origin were checked
  std::variant<std::unique_ptr<Socket>, std::unique_ptr<TlsStream>> stream;
  std::string early;           ///< bytes that the client sent after its request
  std::shared_ptr<void> slot;  ///< counts against the connection limit; keep it as long as the stream
};

}  // namespace tenure

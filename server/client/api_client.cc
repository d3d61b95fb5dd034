#include "server/client/api_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>

#include "domain/core/both.h"

namespace tenure {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using Error = boost::system::error_code;
using Socket = asio::ip::tcp::socket;

constexpr std::size_t kPiece = 64 << 10;

struct Peer {
  std::string host;
  std::string port;
  std::string authority;
};

Refusal unreachable(const Peer& peer, const Error& error) {
  return {Reason::unreachable, peer.authority, error.message()};
}

/// A socket on an io_context of its own, each of whose operations is waited for, but not longer than it may
/// take.
class Line {
 public:
  asio::io_context& io() { return io_; }
  Socket& socket() { return socket_; }

  /// `start` begins one operation with the handler that it is given.
  template <class Start>
  Error wait(std::chrono::seconds most, const Start& start) {
    Error outcome = asio::error::timed_out;
    start([&outcome](const Error& error, const auto&...) { outcome = error; });
    io_.restart();
    io_.run_for(most);
    if (io_.stopped()) return outcome;
    Error ignored;
    socket_.close(ignored);
    io_.run();
    return asio::error::timed_out;
  }

  Result<void> connect(const Peer& peer) {
    asio::ip::tcp::resolver resolver(io_);
    Error error;
    const auto addresses = resolver.resolve(peer.host, peer.port, error);
    if (!error) {
      error = wait(kConnectMax,
                   [&](auto handler) { asio::async_connect(socket_, addresses, std::move(handler)); });
    }
    if (error) return tl::unexpected(unreachable(peer, error));
    return {};
  }

 private:
  asio::io_context io_;
  Socket socket_{io_};
};

http::request<http::string_body> request_of(const ApiCall& call, const Peer& peer, const std::string& token) {
  http::request<http::string_body> out;
  out.method_string(call.method);
  out.target(call.target);
  out.set(http::field::host, peer.authority);
  out.set(http::field::accept, call.accept);
  out.set(http::field::connection, "close");
  if (!token.empty()) out.set(http::field::authorization, "Bearer " + token);
  out.body() = call.body;
  out.prepare_payload();
  return out;
}

using Parser = http::response_parser<http::buffer_body>;

/// Gives the body to `take` piece by piece, until it has enough or the body ends.
template <class Stream>
Error read_body(Line& line, Stream& stream, beast::flat_buffer& buffer, Parser& parser, const ApiSink& take) {
  std::string piece(kPiece, '\0');
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    Error error = line.wait(
        kPieceMax, [&](auto handler) { http::async_read(stream, buffer, parser, std::move(handler)); });
    if (error == http::error::need_buffer) error = {};
    if (error) return error;
    const std::size_t got = piece.size() - parser.get().body().size;
    if (got > 0 && !take(std::string_view(piece).substr(0, got))) return {};
  }
  return {};
}

template <class Stream>
Result<int> exchange(Line& line, Stream& stream, const ApiCall& call, const Peer& peer,
                     const std::string& token, const ApiSink& sink) {
  const auto request = request_of(call, peer, token);
  Error error =
      line.wait(kSendMax, [&](auto handler) { http::async_write(stream, request, std::move(handler)); });
  if (error) return tl::unexpected(unreachable(peer, error));
  beast::flat_buffer buffer;
  Parser parser;
  parser.header_limit(kAnswerHeaderMax);
  parser.body_limit(boost::none);  // whoever takes it has a limit
  error = line.wait(
      kHeaderMax, [&](auto handler) { http::async_read_header(stream, buffer, parser, std::move(handler)); });
  if (error) return tl::unexpected(unreachable(peer, error));
  const int status = parser.get().result_int();
  if (status >= 200 && status < 300) {
    error = read_body(line, stream, buffer, parser, sink);
    if (error) return tl::unexpected(unreachable(peer, error));
    return status;
  }
  std::string problem;
  error = read_body(line, stream, buffer, parser, [&](std::string_view piece) {
    problem += piece;
    return problem.size() <= kProblemMax;
  });
  if (error) return tl::unexpected(unreachable(peer, error));
  return tl::unexpected(refusal_in(status, problem));
}

Result<int> exchange_secretly(Line& line, const std::string& ca_file, const ApiCall& call, const Peer& peer,
                              const std::string& token, const ApiSink& sink) {
  ssl::context tls(ssl::context::tls_client);
  Error error;
  tls.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  tls.set_verify_mode(ssl::verify_peer);
  if (ca_file.empty()) {
    tls.set_default_verify_paths(error);
  } else {
    tls.load_verify_file(ca_file, error);
  }
  if (error) return refuse(Reason::bad_value, "--ca-file", error.message());
  ssl::stream<Socket&> stream(line.socket(), tls);
  stream.set_verify_callback(ssl::host_name_verification(peer.host));
  SSL_set_tlsext_host_name(stream.native_handle(), peer.host.c_str());
  error = line.wait(kConnectMax, [&](auto handler) {
    stream.async_handshake(ssl::stream_base::client, std::move(handler));
  });
  if (error) return tl::unexpected(unreachable(peer, error));
  return exchange(line, stream, call, peer, token, sink);
}

bool is_loopback(const std::string& host) {
  if (host == "localhost") return true;
  Error error;
  const auto address = asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

}  // namespace

Result<ApiClient> ApiClient::make(Options options) {
  constexpr std::string_view kPlain = "http://";
  constexpr std::string_view kSecure = "https://";
  const auto bad = [&](std::string what) { return refuse(Reason::bad_value, "--url", std::move(what)); };
  ApiClient out;
  out.tls_ = options.url.starts_with(kSecure);
  if (!out.tls_ && !options.url.starts_with(kPlain))
    return bad(both("应以 http:// 或 https:// 开头", "http:// or https:// is due"));
  out.authority_ = options.url.substr(out.tls_ ? kSecure.size() : kPlain.size());
  if (out.authority_.ends_with('/')) out.authority_.pop_back();
  if (out.authority_.empty() || out.authority_.find_first_of("/?#@ ") != std::string::npos) {
    return bad(both("只写服务器，不带路径", "it names a server and nothing more"));
  }
  const std::size_t bracket = out.authority_.rfind(']');
  const std::size_t colon = out.authority_.find(':', bracket == std::string::npos ? 0 : bracket);
  out.host_ = out.authority_.substr(0, colon);
  out.port_ = colon == std::string::npos ? (out.tls_ ? "443" : "80") : out.authority_.substr(colon + 1);
  if (out.host_.starts_with('[') && out.host_.ends_with(']'))
    out.host_ = out.host_.substr(1, out.host_.size() - 2);
  if (!out.tls_ && !is_loopback(out.host_))
    return bad(both("明文 http 只限本机，请用 https", "plain http is for loopback alone; use https"));
  out.options_ = std::move(options);
  return out;
}

Result<int> ApiClient::ask(const ApiCall& call, const ApiSink& sink) const {
  const Peer peer{host_, port_, authority_};
  Line line;
  if (auto connected = line.connect(peer); !connected) return tl::unexpected(connected.error());
  if (tls_) return exchange_secretly(line, options_.ca_file, call, peer, options_.token, sink);
  return exchange(line, line.socket(), call, peer, options_.token, sink);
}

}  // namespace tenure

#include "server/http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "domain/core/both.h"
#include "server/http/server.h"

namespace tenure {
namespace {

namespace http = boost::beast::http;
using Error = boost::beast::error_code;
using BeastText = boost::beast::string_view;

constexpr std::string_view kHeaderEnd = "\r\n\r\n";
constexpr std::size_t kChunkHeaderMax = 1 << 10;
constexpr std::size_t kLastChunkBytes = 5;  ///< "0", and two line ends

std::string_view view(BeastText text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// A header line that continues on the next one: obsolete, and read differently by different servers.
bool has_folded_line(std::string_view block) {
  return block.find("\r\n ") != std::string_view::npos || block.find("\r\n\t") != std::string_view::npos;
}

/// Headers of which there is one, because two could be chosen from.
bool stands_once(std::string_view name) {
  return name == "host" || name == "content-length" || name == "transfer-encoding" ||
         name == "authorization" || name == "origin" || name == "content-type" || name == "expect" ||
         name == "content-encoding";
}

}  // namespace

class RequestParser::Impl final : public http::basic_parser<true> {
 public:
  Impl() {
    eager(true);
    body_limit(boost::none);
    header_limit(static_cast<std::uint32_t>(kHeaderBytesMax));
  }

  Request* request = nullptr;  ///< while the header is read
  std::string target;
  std::string* body = nullptr;  ///< while the body is read
  std::size_t body_max = 0;
  std::size_t taken = 0;
  std::uint64_t chunk_left = 0;  ///< bytes of the chunk that are still to come
  std::optional<Refusal> refusal;
  int version = 11;

 private:
  void stop(Reason reason, std::string where, Error& ec) {
    if (!refusal) refusal = Refusal{reason, std::move(where), {}};
    ec = http::error::bad_field;
  }

  bool has(std::string_view name) const {
    const auto& headers = request->headers;
    return std::any_of(headers.begin(), headers.end(), [&](const auto& h) { return h.first == name; });
  }

  void on_request_impl(http::verb, BeastText method, BeastText path, int http_version, Error& ec) override {
    request->method.assign(method.data(), method.size());
    target.assign(path.data(), path.size());
    version = http_version;
    ec = {};
  }
  void on_response_impl(int, BeastText, int, Error&) override {}

  void on_field_impl(http::field, BeastText field, BeastText value, Error& ec) override {
    ec = {};
    if (request == nullptr) return;  // a trailer: it must not pass for a header
    std::string name = lower(view(field));
    if (request->headers.size() == kHeaderFieldsMax) return stop(Reason::limit_header, "header", ec);
    if (stands_once(name) && has(name)) return stop(Reason::bad_request, name, ec);
    if (name == "transfer-encoding" && lower(view(value)) != "chunked") {
      return stop(Reason::bad_request, name, ec);
    }
    if (name == "content-length" && view(value).find_first_not_of("0123456789") != std::string_view::npos) {
      return stop(Reason::bad_request, name, ec);
    }
    request->headers.emplace_back(std::move(name), std::string(view(value)));
  }
  void on_header_impl(Error& ec) override { ec = {}; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error& ec) override { ec = {}; }
  std::size_t on_body_impl(BeastText bytes, Error& ec) override { return take(bytes, ec); }
  void on_chunk_header_impl(std::uint64_t size, BeastText, Error& ec) override {
    chunk_left = size;
    ec = {};
  }
  std::size_t on_chunk_body_impl(std::uint64_t left, BeastText bytes, Error& ec) override {
    const std::size_t taken_now = take(bytes, ec);
    chunk_left = left - taken_now;
    return taken_now;
  }
  void on_finish_impl(Error& ec) override { ec = {}; }

  std::size_t take(BeastText bytes, Error& ec) {
    ec = {};
    if (bytes.size() > body_max - taken) {
      stop(Reason::limit_body, "body", ec);
      return 0;
    }
    taken += bytes.size();
    body->append(bytes.data(), bytes.size());
    return bytes.size();
  }
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;

std::size_t RequestParser::header_end(std::string_view bytes) {
  const std::size_t end = bytes.find(kHeaderEnd);
  return end == std::string_view::npos ? end : end + kHeaderEnd.size();
}

Result<void> RequestParser::header(std::string_view block, Request& out) {
  if (block.size() > kHeaderBytesMax) return refuse(Reason::limit_header, "header");
  if (has_folded_line(block))
    return refuse(Reason::bad_request, "header", both("折行的请求头", "a folded line"));
  impl_->request = &out;
  Error error;
  impl_->put(boost::asio::buffer(block.data(), block.size()), error);
  impl_->request = nullptr;
  if (impl_->refusal) return tl::unexpected(*impl_->refusal);
  if (error == http::error::need_more && impl_->is_header_done()) error = {};  // the body comes
  if (error || !impl_->is_header_done()) return refuse(Reason::bad_request, "header", error.message());
  const std::string_view host = out.header("host");
  if (host.empty() && !http_1_0()) return refuse(Reason::bad_request, "host", both("缺少", "absent"));
  if (!host.empty() && !is_host(host)) return refuse(Reason::bad_request, "host");
  if (http_1_0() && impl_->chunked()) return refuse(Reason::bad_request, "transfer-encoding");
  const std::string_view expect = out.header("expect");
  if (!expect.empty() && lower(expect) != "100-continue") return refuse(Reason::bad_request, "expect");
  return parse_target(impl_->target, out);
}

std::optional<std::uint64_t> RequestParser::content_length() const {
  const auto length = impl_->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestParser::has_body() const { return !impl_->is_done(); }
bool RequestParser::done() const { return impl_->is_done(); }
bool RequestParser::keep_alive() const { return impl_->keep_alive() && !http_1_0(); }
bool RequestParser::http_1_0() const { return impl_->version < 11; }

Result<std::size_t> RequestParser::body(std::string_view bytes, std::string& out, std::size_t body_max) {
  impl_->body = &out;
  impl_->body_max = body_max;
  std::size_t used = 0;
  Error error;
  while (used < bytes.size() && !done() && !error) {
    // After a chunk this much comes, whatever it is; and Beast asserts it after a last chunk's first line.
    const bool between_chunks = impl_->chunked() && impl_->chunk_left == 0;
    if (between_chunks && bytes.size() - used < kLastChunkBytes) break;
    const std::size_t step = impl_->put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
    used += step;
    if (step == 0) break;
  }
  if (impl_->refusal) return tl::unexpected(*impl_->refusal);
  if (error && error != http::error::need_more) return refuse(Reason::bad_request, "body", error.message());
  if (!done() && bytes.size() - used > kChunkHeaderMax)
    return refuse(Reason::bad_request, "body", both("分块的首部", "chunk header"));
  return used;
}

}  // namespace tenure

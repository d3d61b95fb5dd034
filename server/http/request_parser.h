// Reads one HTTP/1.x request: its header as a whole, then its body in pieces of any size.
//
// Beast's parser, made stricter: what two readers could understand differently is refused. No sockets; one
// thread. A parser is for one request.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/request.h"

namespace tenure {

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  /// Where the header ends (behind its empty line), or npos.
  static std::size_t header_end(std::string_view bytes);

  /// `block` ends with the empty line. Fills in method, headers and what the target says. limit_header,
  /// bad_request.
  Result<void> header(std::string_view block, Request& out);

  std::optional<std::uint64_t> content_length() const;
  bool has_body() const;
  bool keep_alive() const;
  bool http_1_0() const;

  /// Appends what `bytes` hold of the body; returns how many were used. limit_body above `body_max`,
  /// bad_request for a malformed chunk.
  Result<std::size_t> body(std::string_view bytes, std::string& out, std::size_t body_max);
  bool done() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenure

// The bytes of an answer's head: status line and headers, those that every answer carries with them. Pure but
// for the clock; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "server/http/response.h"

namespace tenure {

struct AnswerContext {
  std::uint64_t tree_size = 0;
  bool keep_alive = true;
  bool secure = false;
  bool chunked = false;  ///< instead of a length
  std::uint64_t content_length = 0;
};

/// Ends with the empty line. A header with a control character in it is left out.
std::string answer_head(const Response& response, const AnswerContext& context);

/// 1xx, 204 and 304 have no body.
constexpr bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

/// One chunk of a chunked body.
std::string chunk_of(std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace tenure

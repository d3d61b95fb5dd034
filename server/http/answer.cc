#include "server/http/answer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace tenure {
namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "-";
  }
}

/// Formatted once a second and thread.
const std::string& http_date() {
  thread_local std::time_t second = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    text = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
  }
  return text;
}

bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void add(std::string& out, std::string_view name, std::string_view value) {
  if (!is_clean(name) || !is_clean(value)) return;
  out.append(name).append(": ").append(value).append("\r\n");
}

/// What a handler may replace by its own.
void add_defaults(const Response& response, bool secure, std::string& out) {
  if (!response.has("Cache-Control")) add(out, "Cache-Control", "no-store");
  if (!response.has("Content-Security-Policy")) {
    add(out, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (secure) add(out, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

std::string answer_head(const Response& response, const AnswerContext& context) {
  std::string out;
  out.reserve(512);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  add(out, "Date", http_date());
  if (!response.type.empty()) add(out, "Content-Type", response.type);
  if (context.chunked) {
    add(out, "Transfer-Encoding", "chunked");
  } else if (!has_no_body(response.status) && !response.stream) {
    add(out, "Content-Length", std::to_string(context.content_length));
  }
  add(out, "Tenure-Tree-Size", std::to_string(context.tree_size));
  add(out, "X-Content-Type-Options", "nosniff");
  add(out, "Referrer-Policy", "no-referrer");
  add_defaults(response, context.secure, out);
  for (const auto& [name, value] : response.headers) add(out, name, value);
  if (!context.keep_alive) add(out, "Connection", "close");
  out += "\r\n";
  return out;
}

std::string chunk_of(std::string_view bytes) {
  std::string out = fmt::format("{:x}\r\n", bytes.size());
  out.append(bytes).append("\r\n");
  return out;
}

}  // namespace tenure

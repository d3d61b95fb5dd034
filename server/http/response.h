// What a handler answers: a status, a media type, and a body that is a string, a shared string or a stream.
//
// A plain value; one thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kNdjson = "application/x-ndjson";
inline constexpr std::string_view kPlainText = "text/plain; charset=utf-8";
inline constexpr std::string_view kOctets = "application/octet-stream";

/// The next piece of a body, nothing at its end. Called on a worker thread, never twice at a time, and only
/// when the client has taken the pieces before; a refusal ends the connection.
using PullStream = std::function<Result<std::optional<std::string>>()>;

struct Response {
  int status = 200;
  std::string type;
  std::string body;
  std::shared_ptr<const std::string> shared;  ///< instead of `body`
  PullStream stream;                          ///< instead of `body`
  std::vector<std::pair<std::string, std::string>> headers;
  bool close = false;  ///< the connection ends with this answer

  Response() = default;
  Response(int status_code, std::string_view media_type, std::string text)
      : status(status_code), type(media_type), body(std::move(text)) {}

  static Response json(std::string text) { return {200, kJson, std::move(text)}; }

  /// Whether it carries a header of that name, in its own letters.
  bool has(std::string_view name) const {
    for (const auto& header : headers) {
      if (header.first == name) return true;
    }
    return false;
  }
  Response& with(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  Response&& with(std::string name, std::string value) && {
    return std::move(with(std::move(name), std::move(value)));
  }
};

/// The problem object of domain/describe/problem.h, with Retry-After where trying again may help.
Response problem(const Refusal& refusal);

}  // namespace tenure

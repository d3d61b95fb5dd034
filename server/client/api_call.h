// One call of the API as a program makes it, and what it gets: over HTTP (api_client.h) or in process
// (server/app). Plain values; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

struct ApiCall {
  std::string method = "GET";
  std::string target;  ///< path and query, encoded
  std::string accept = "application/json";
  std::string body;
};

/// Takes the next piece of an answer of success; false: it has enough.
using ApiSink = std::function<bool(std::string_view piece)>;

/// Puts a target together: what is empty is left out.
class Target {
 public:
  explicit Target(std::string path) : text_(std::move(path)) {}

  /// One more segment of the path, encoded.
  Target& segment(std::string_view value);
  Target& with(std::string_view name, std::string_view value);
  const std::string& str() const { return text_; }

 private:
  std::string text_;
  bool has_query_ = false;
};

/// The refusal in a problem object; `unreachable` when the answer is none.
Refusal refusal_in(int status, std::string_view body);

}  // namespace tenure

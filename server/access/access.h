// Who asks: a viewer out of a bearer token or a session's cookie.
//
// Sessions are for browsers: POST /v1/session {"token": ...} gives a cookie (HttpOnly, SameSite=Strict,
// Secure over TLS) that stands for the token until it is revoked or kSessionHours have passed. They are in
// memory: a restart logs out. Any thread.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/access/attempts.h"
#include "server/access/tokens.h"
#include "server/http/router.h"

namespace tenure {

inline constexpr std::size_t kSessionsMax = 10'000;
inline constexpr std::int64_t kSessionHours = 12;

class Access {
 public:
  Access(std::string ledger_folder, std::function<Moment()> clock);

  /// The public viewer when no credentials are shown; token_invalid, rate_limited; origin_refused when a
  /// cookie comes with a change and without an Origin (which was compared before).
  /// Names the session in the request.
  Result<Viewer> authenticate(Request& request);
  /// For a feed's first message.
  Result<Viewer> authenticate_token(std::string_view token, const std::string& peer);
  /// Whether the viewer's token stands, and the session that brought it, if one did.
  bool still_valid(const Viewer& viewer, const std::string& session);
  /// Another number than before whenever a token or a session may have ended.
  std::uint64_t token_changes();

  /// POST, GET and DELETE /v1/session.
  void add_routes(Router& router);

 private:
  struct Session {
    std::string token_id;
    Moment until;
  };

  Response open_session(const Request& request);
  Response close_session(const Request& request);
  Result<Viewer> by_cookie(const std::string& session);
  /// Those of which it holds; the mutex is held.
  template <class Which>
  void end_sessions(Which which);
  std::string new_session(const std::string& token_id);

  TokenTable tokens_;
  std::function<Moment()> clock_;
  Attempts attempts_;
  std::mutex mutex_;
  std::unordered_map<std::string, Session> sessions_;  ///< by the SHA-256 of the cookie's value
  std::uint64_t sessions_ended_ = 0;
  std::optional<Moment> next_end_;  ///< of a session
};

}  // namespace tenure

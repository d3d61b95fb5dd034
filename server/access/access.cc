#include "server/access/access.h"

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "server/http/header_text.h"
#include "server/http/refusals.h"
#include "storage/keys/secret.h"

namespace tenure {

/// The body of POST /v1/session.
TENURE_STRUCT(SessionOpening, "登录", "Session", (ShortText, token, "令牌", "token"));

/// Whose session it is.
TENURE_STRUCT(SessionShown, "会话", "Session",
  (Code, token, "令牌编号", "token's id")  ///< its id
  (std::vector<Role>, roles, "角色", "roles")
  (std::optional<OrgId>, scope, "组织范围", "scope")
  (std::optional<PersonId>, person, "本人", "person"));

namespace {

constexpr std::string_view kBearer = "Bearer ";
constexpr std::int64_t kHourUs = std::int64_t{3600} * 1'000'000;
constexpr std::size_t kCookieBytes = 32;

std::string_view cookie_name(bool secure) { return secure ? "__Host-tenure" : "tenure"; }

std::string cookie_of(const Request& request) {
  std::string_view all = request.header("cookie");
  const std::string_view name = cookie_name(request.secure);
  while (!all.empty()) {
    const std::size_t end = std::min(all.find(';'), all.size());
    std::string_view one = all.substr(0, end);
    all.remove_prefix(std::min(end + 1, all.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(name) && one.size() > name.size() && one[name.size()] == '=') {
      return std::string(one.substr(name.size() + 1));
    }
  }
  return {};
}

std::string set_cookie(const Request& request, std::string_view value, std::int64_t seconds) {
  std::string out = std::string(cookie_name(request.secure)) + "=" + std::string(value) +
                    "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
  if (request.secure) out += "; Secure";
  return out;
}

bool changes_something(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

std::string session_json(const Viewer& viewer) {
  return to_json(SessionShown{{viewer.token_id}, viewer.roles, viewer.scope, viewer.person});
}

}  // namespace

Access::Access(std::string ledger_folder, std::function<Moment()> clock)
    : tokens_(std::move(ledger_folder)), clock_(std::move(clock)) {}

Result<Viewer> Access::authenticate_token(std::string_view token, const std::string& peer) {
  auto viewer = tokens_.authenticate(token, clock_());
  if (viewer || viewer.error().reason != Reason::token_invalid) return viewer;
  // Who shows a good one is let in, whatever was tried from the same address.
  if (!attempts_.take(peer)) return refuse(Reason::rate_limited);
  return viewer;
}

Result<Viewer> Access::authenticate(Request& request) {
  const std::string_view authorization = request.header("authorization");
  if (!authorization.empty()) {
    if (!same_word(authorization.substr(0, kBearer.size()), kBearer)) {
      return refuse(Reason::token_invalid, "authorization");
    }
    return authenticate_token(authorization.substr(kBearer.size()), request.peer);
  }
  const std::string cookie = cookie_of(request);
  if (cookie.empty()) return Viewer{};
  if (changes_something(request) && request.header("origin").empty()) {
    return refuse(Reason::origin_refused, "origin", both("缺少", "absent"));
  }
  std::string session = sha256(cookie).hex();
  auto viewer = by_cookie(session);
  // An old cookie is no attempt to get in: the browser sends it on its own, also to log in again.
  if (!viewer) return Viewer{};
  request.session = std::move(session);
  return viewer;
}

bool Access::still_valid(const Viewer& viewer, const std::string& session) {
  if (!session.empty()) return by_cookie(session).has_value();
  return !viewer.known() || tokens_.by_id(viewer.token_id, clock_()).has_value();
}

std::uint64_t Access::token_changes() {
  const Moment now = clock_();
  const std::lock_guard lock(mutex_);
  if (next_end_ && *next_end_ <= now) {
    end_sessions([&](const Session& session) { return session.until <= now; });
  }
  return tokens_.changes(now) + sessions_ended_;
}

template <class Which>
void Access::end_sessions(Which which) {
  sessions_ended_ += std::erase_if(sessions_, [&](const auto& entry) { return which(entry.second); });
  next_end_.reset();
  for (const auto& [name, session] : sessions_) {
    if (!next_end_ || session.until < *next_end_) next_end_ = session.until;
  }
}

Result<Viewer> Access::by_cookie(const std::string& session) {
  const Moment now = clock_();
  std::string token_id;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(session);
    if (found == sessions_.end() || found->second.until <= now) return refuse(Reason::token_invalid);
    token_id = found->second.token_id;
  }
  return tokens_.by_id(token_id, now);
}

std::string Access::new_session(const std::string& token_id) {
  const std::string secret = to_base64url(SecretBytes::random(kCookieBytes).view());
  const Moment now = clock_();
  const std::lock_guard lock(mutex_);
  if (next_end_ && *next_end_ <= now) {
    end_sessions([&](const Session& session) { return session.until <= now; });
  }
  if (sessions_.size() >= kSessionsMax) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
      return a.second.until < b.second.until;
    }));
    ++sessions_ended_;
  }
  const Session made{token_id, {now.us + kSessionHours * kHourUs}};
  sessions_.insert_or_assign(sha256(secret).hex(), made);
  if (!next_end_ || made.until < *next_end_) next_end_ = made.until;
  return secret;
}

Response Access::open_session(const Request& request) {
  const auto opening = read_json<SessionOpening>(request.body);
  if (!opening) return problem(opening.error());
  const auto viewer = authenticate_token(opening->token.value, request.peer);
  if (!viewer) return problem(viewer.error());
  const std::string secret = new_session(viewer->token_id);
  return Response::json(session_json(*viewer))
      .with("Set-Cookie", set_cookie(request, secret, kSessionHours * 3600));
}

Response Access::close_session(const Request& request) {
  // The cookie itself is gone from the request; the token's sessions all end.
  const std::lock_guard lock(mutex_);
  end_sessions([&](const Session& session) { return session.token_id == request.viewer.token_id; });
  return Response(204, {}, {}).with("Set-Cookie", set_cookie(request, {}, 0));
}

void Access::add_routes(Router& router) {
  const auto shown = json_outcome(Shape::of<SessionShown>());
  router.quick({.method = "POST",
                .path = "/v1/session",
                .id = "openSession",
                .zh = "登录：以令牌换取会话",
                .en = "A session's cookie for a token",
                .request = {{kJson, Shape::of<SessionOpening>()}},
                .outcomes = shown,
                .refuses = body_refusals()},
               [this](const Request& r) { return open_session(r); });
  router.quick({.method = "DELETE",
                .path = "/v1/session",
                .id = "closeSession",
                .zh = "退出登录",
                .en = "Ends the sessions of the token",
                .outcomes = {{204}}},
               [this](const Request& r) { return close_session(r); });
  router.quick({.path = "/v1/session",
                .id = "getSession",
                .zh = "当前会话",
                .en = "Who asks: the token's roles and scope",
                .audience = any_token(),
                .outcomes = shown},
               [](const Request& r) { return Response::json(session_json(r.viewer)); });
}

}  // namespace tenure

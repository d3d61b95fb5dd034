// What is shown to get in: the headers Authorization and Cookie, and a token's text.
#include "server/access/access.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

const std::string kNoLedger = "/nonexistent";  // a ledger whose tokens are none

Request with_header(std::string_view name, std::string_view value) {
  Request out;
  out.method = "GET";
  out.peer = "127.0.0.1";
  out.headers.emplace_back(name, value);
  return out;
}

}  // namespace

void run(std::string_view input) {
  const auto clock = [] { return Moment{0}; };
  Access access(kNoLedger, clock);
  Request with_cookie = with_header("cookie", input);
  const auto by_cookie = access.authenticate(with_cookie);
  check(by_cookie && !by_cookie->known() && with_cookie.session.empty(),
        "a cookie that no session has is no viewer");
  Request with_token = with_header("authorization", input);
  const auto by_header = access.authenticate(with_token);
  check(by_header ? !by_header->known() && input.empty() : by_header.error().reason == Reason::token_invalid,
        "a token that nobody has is refused");
  const auto by_token = TokenTable(kNoLedger).authenticate(input, clock());
  check(!by_token && by_token.error().reason == Reason::token_invalid, "whatever is wrong with it");
}

}  // namespace tenure::fuzz

// What an HTTP client sends: a request's header, target and query, then its body in any portions.
#include <simdjson.h>

#include <algorithm>

#include "server/api/arguments.h"
#include "server/http/encoding.h"
#include "server/http/origin.h"
#include "server/http/request_parser.h"
#include "server/http/server.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

constexpr std::size_t kBodyMax = 1'000;

bool is_clean(std::string_view text) {
  const bool printable =
      std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return printable && simdjson::validate_utf8(text);
}

void check_request(const Request& request) {
  check(request.headers.size() <= kHeaderFieldsMax, "headers are bounded");
  const auto fields = [&](std::string_view name) {
    return std::count_if(request.headers.begin(), request.headers.end(),
                         [&](const auto& header) { return header.first == name; });
  };
  check(fields("content-length") + fields("transfer-encoding") <= 1, "a body has one length");
  check(fields("host") <= 1, "there is one host");
  check(request.segments.size() <= kPathSegmentsMax, "a path is bounded");
  for (const std::string& segment : request.segments) check(is_clean(segment), "a segment is clean text");
  check(request.query.members().size() <= kQueryMembersMax, "a query is bounded");
  for (const auto& [name, value] : request.query.members()) {
    check(is_clean(name) && is_clean(value), "a query is clean text");
  }
  static_cast<void>(check_origin(request, false, {}));
  const std::string codings(request.header("accept-encoding"));
  check(!takes_gzip("gzip;q=0," + codings), "what is refused first is refused");
  check(takes_gzip("gzip," + codings), "and what is taken is taken");
  static_cast<void>(has_it(request, "W/\"0\""));
}

/// What passes for a question can be read by its handler.
void check_query(const Query& query) {
  static const Operation kAsk{
      .arguments = {argument<OrgId>("org", "", ""), argument<PageLimit>("limit", "", ""),
                    argument<AsOf>("at", "", ""), argument<Date>("on", "", ""),
                    argument<Position>("from", "", ""), argument<KeyId>("key", "", "").repeated()}};
  const auto fits = kAsk.accepts(query);
  if (!fits) return;
  check(query.all("org").size() <= 1, "an argument stands once");
  check(query.all("org").empty() || query.get<OrgId>("org"), "an argument that fits is read");
  check(query.all("limit").empty() || query.get<PageLimit>("limit")->value <= kPageMax, "a page is bounded");
}

/// The body and what is left, or '!' and why not.
std::string body_of(std::string_view header, std::string_view rest, std::size_t portion) {
  RequestParser parser;
  Request request;
  static_cast<void>(parser.header(header, request));
  std::string body;
  std::string pending;
  for (std::size_t at = 0; !parser.done(); at += portion) {
    if (at >= rest.size()) return "?" + body;
    pending += rest.substr(at, portion);
    const auto used = parser.body(pending, body, kBodyMax);
    if (!used) return "!" + std::string(name(used.error().reason));
    check(*used <= pending.size(), "no more is used than there is");
    check(body.size() <= kBodyMax, "a body is bounded");
    pending.erase(0, *used);
  }
  return "=" + body;
}

}  // namespace

void run(std::string_view input) {
  const std::size_t end = RequestParser::header_end(input);
  if (end == std::string_view::npos) return;
  const std::string_view header = input.substr(0, end);
  RequestParser parser;
  Request request;
  if (!parser.header(header, request)) return;
  check_request(request);
  check_query(request.query);
  const std::string_view rest = input.substr(end);
  const std::string whole = body_of(header, rest, rest.size() + 1);
  const std::string bytewise = body_of(header, rest, 1);
  // A refusal may come later, or for another reason, when less is seen at once; a body is the same.
  check(whole == bytewise || (whole.front() != '=' && bytewise.front() != '='),
        "portions make no difference");
}

}  // namespace tenure::fuzz

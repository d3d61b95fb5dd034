// The grammar of HTTP/1.1 (RFC 9110, 9112) as the server reads it, a case a line: the bytes, the status, and
// whether the connection goes on. What two servers in a row could read differently is refused and ends it.
#include <gtest/gtest.h>

#include "server/http/server.h"
#include "tests/server/http_client.h"

namespace tenure::testing {
namespace {

constexpr bool kEnds = false;
constexpr bool kGoesOn = true;

struct GrammarCase {
  const char* name;
  std::string_view bytes;
  int status;
  bool goes_on;
};

#define GET "GET /quick HTTP/1.1\r\n"
#define HOST "Host: localhost\r\n"
#define POST_ECHO "POST /echo HTTP/1.1\r\n" HOST
#define CHUNKED POST_ECHO "Transfer-Encoding: chunked\r\n\r\n"
#define POST_JSON "POST /json HTTP/1.1\r\n" HOST "Content-Length: 2\r\n"

using namespace std::string_view_literals;  // NOLINT

const GrammarCase kTargets[] = {
    {"Origin", GET HOST "\r\n", 200, kGoesOn},
    {"EmptyLineBefore", "\r\n" GET HOST "\r\n", 200, kGoesOn},
    {"Absolute", "GET http://localhost/quick HTTP/1.1\r\n" HOST "\r\n", 200, kGoesOn},
    {"AbsoluteInUpperCase", "GET HTTP://localhost/quick HTTP/1.1\r\n" HOST "\r\n", 200, kGoesOn},
    {"AbsoluteReplacesHost", "GET http://localhost/quick HTTP/1.1\r\nHost: evil.example\r\n\r\n", 200,
     kGoesOn},
    {"AbsoluteToAnotherHost", "GET http://evil.example/quick HTTP/1.1\r\n" HOST "\r\n", 403, kGoesOn},
    {"AbsoluteWithoutPath", "GET http://localhost HTTP/1.1\r\n" HOST "\r\n", 404, kGoesOn},
    {"AbsoluteWithPort", "GET https://localhost:9/quick HTTP/1.1\r\n" HOST "\r\n", 200, kGoesOn},
    {"AbsoluteWithQueryAlone", "GET http://localhost?a=1 HTTP/1.1\r\n" HOST "\r\n", 404, kGoesOn},
    {"AbsoluteWithoutItsHost", "GET http:///quick HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"AbsoluteWithUser", "GET http://me@localhost/quick HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"AbsoluteWithFragment", "GET http://localhost/quick#a HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"AbsoluteWithoutHostHeader", "GET http://localhost/quick HTTP/1.1\r\n\r\n", 400, kEnds},
    {"AbsoluteOfAnotherScheme", "GET ftp://localhost/quick HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"Authority", "CONNECT localhost:80 HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"Asterisk", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"NoSlash", "GET quick HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"TwoSpaces", "GET  /quick HTTP/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"MethodInLowerCase", "get /quick HTTP/1.1\r\n" HOST "\r\n", 405, kGoesOn},
    {"VersionInLowerCase", "GET /quick http/1.1\r\n" HOST "\r\n", 400, kEnds},
    {"VersionAndSpace", "GET /quick HTTP/1.1 \r\n" HOST "\r\n", 400, kEnds},
    {"NoVersion", "GET /quick\r\n" HOST "\r\n", 400, kEnds},
    {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, kEnds},
    {"Http10", "GET /quick HTTP/1.0\r\n" HOST "\r\n", 200, kEnds},
    {"ConnectionClose", GET HOST "Connection: close\r\n\r\n", 200, kEnds},
    {"ConnectionCloseInAList", GET HOST "Connection: keep-alive, Close\r\n\r\n", 200, kEnds},
};

const GrammarCase kHosts[] = {
    {"HostWithPort", GET "Host: localhost:9\r\n\r\n", 200, kGoesOn},
    {"HostWithEmptyPort", GET "Host: localhost:\r\n\r\n", 200, kGoesOn},
    {"HostInBrackets", GET "Host: [::1]:9\r\n\r\n", 200, kGoesOn},
    {"StrangeHost", GET "Host: evil.example\r\n\r\n", 403, kGoesOn},
    {"HostWithUser", GET "Host: me@localhost\r\n\r\n", 400, kEnds},
    {"HostWithUserAndPassword", GET "Host: me:secret@localhost\r\n\r\n", 400, kEnds},
    {"HostWithPath", GET "Host: localhost/a\r\n\r\n", 400, kEnds},
    {"HostWithSpace", GET "Host: local host\r\n\r\n", 400, kEnds},
    {"HostList", GET "Host: localhost, localhost\r\n\r\n", 400, kEnds},
    {"HostWithStrangePort", GET "Host: localhost:8x\r\n\r\n", 400, kEnds},
    {"HostWithoutName", GET "Host: :8080\r\n\r\n", 400, kEnds},
    {"HostUnclosed", GET "Host: [::1\r\n\r\n", 400, kEnds},
    {"EmptyHost", GET "Host:\r\n\r\n", 400, kEnds},
};

const GrammarCase kBodies[] = {
    {"SpacesAroundTheLength", POST_ECHO "Content-Length: \t 5 \r\n\r\nhello", 200, kGoesOn},
    {"BodyOfAGet", GET HOST "Content-Length: 5\r\n\r\nhello", 200, kGoesOn},
    {"EmptyLength", POST_ECHO "Content-Length:\r\n\r\nhello", 400, kEnds},
    {"CodingInUpperCase", POST_ECHO "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200,
     kGoesOn},
    {"CodingAndComma", POST_ECHO "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n", 400, kEnds},
    {"CodingIdentity", POST_ECHO "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n", 400, kEnds},
    {"ChunkExtensions", CHUNKED "5;a=1;b=\"2;3\"\r\nhello\r\n0;c\r\n\r\n", 200, kGoesOn},
    {"ChunkSizeWithZeros", CHUNKED "0005\r\nhello\r\n000\r\n\r\n", 200, kGoesOn},
    {"Trailer", CHUNKED "5\r\nhello\r\n0\r\nX-Sum: 7\r\n\r\n", 200, kGoesOn},
    {"TrailerWithALength", CHUNKED "5\r\nhello\r\n0\r\nContent-Length: 7\r\n\r\n", 400, kEnds},
    {"ChunkSizeWithPrefix", CHUNKED "0x5\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkSizeEmpty", CHUNKED "\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkAndBareLineFeed", CHUNKED "5\nhello\n0\n\n\r\n\r\n", 400, kEnds},
    {"ChunkLongerThanSaid", CHUNKED "4\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"OtherExpectation", POST_ECHO "Expect: 200-ok\r\nContent-Length: 5\r\n\r\nhello", 400, kEnds},
    {"NameWithSpace", GET HOST "X Y: 1\r\n\r\n", 400, kEnds},
    {"NoName", GET HOST ": 1\r\n\r\n", 400, kEnds},
    {"NoColon", GET HOST "X\r\n\r\n", 400, kEnds},
    {"NulInHeader", GET HOST "X: a\0b\r\n\r\n"sv, 400, kEnds},
    {"BytesAboveAscii", GET HOST "X: \xE5\xB1\xA5\xFF\r\n\r\n", 200, kGoesOn},
};

const GrammarCase kMediaTypes[] = {
    {"NoType", POST_JSON "\r\n{}", 200, kGoesOn},
    {"ItsType", POST_JSON "Content-Type: application/json\r\n\r\n{}", 200, kGoesOn},
    {"ItsTypeInUpperCase", POST_JSON "Content-Type: Application/JSON\r\n\r\n{}", 200, kGoesOn},
    {"ItsTypeWithCharset", POST_JSON "Content-Type: application/json ; Charset=\"UTF-8\"\r\n\r\n{}", 200,
     kGoesOn},
    {"ItsTypeWithOtherParameters", POST_JSON "Content-Type: application/json;v=1\r\n\r\n{}", 200, kGoesOn},
    {"OtherCharset", POST_JSON "Content-Type: application/json; charset=gbk\r\n\r\n{}", 415, kEnds},
    {"Form", POST_JSON "Content-Type: application/x-www-form-urlencoded\r\n\r\n{}", 415, kEnds},
    {"PlainText", POST_JSON "Content-Type: text/plain\r\n\r\n{}", 415, kEnds},
    {"TypeThatBeginsAlike", POST_JSON "Content-Type: application/jsonl\r\n\r\n{}", 415, kEnds},
    {"TypeList", POST_JSON "Content-Type: application/json, text/plain\r\n\r\n{}", 415, kEnds},
    {"Compressed", POST_JSON "Content-Encoding: gzip\r\n\r\n{}", 415, kEnds},
    {"TwoTypes", POST_JSON "Content-Type: application/json\r\nContent-Type: text/plain\r\n\r\n{}", 400,
     kEnds},
    {"AnyTypeWhereNothingIsSaid", POST_ECHO "Content-Type: a/b\r\nContent-Length: 5\r\n\r\nhello", 200,
     kGoesOn},
};

const GrammarCase kSmuggled[] = {
    {"LengthThenChunked", POST_ECHO "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
     kEnds},
    {"ChunkedThenLength", POST_ECHO "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400,
     kEnds},
    {"TwoLengths", POST_ECHO "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400, kEnds},
    {"TwoEqualLengths", POST_ECHO "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, kEnds},
    {"LengthList", POST_ECHO "Content-Length: 5, 5\r\n\r\nhello", 400, kEnds},
    {"SignedLength", POST_ECHO "Content-Length: +5\r\n\r\nhello", 400, kEnds},
    {"HexLength", POST_ECHO "Content-Length: 0x5\r\n\r\nhello", 400, kEnds},
    {"LengthTooLong", POST_ECHO "Content-Length: 99999999999999999999999\r\n\r\n", 400, kEnds},
    {"OtherCoding", POST_ECHO "Transfer-Encoding: gzip\r\n\r\n", 400, kEnds},
    {"CodingList", POST_ECHO "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkedTwice", POST_ECHO "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     400, kEnds},
    {"CodingWithTab", POST_ECHO "Transfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n", 400, kEnds},
    {"SpaceBeforeColon", POST_ECHO "Content-Length : 5\r\n\r\nhello", 400, kEnds},
    {"FoldedHeader", POST_ECHO "X: a\r\n Content-Length: 5\r\n\r\nhello", 400, kEnds},
    {"FoldedWithTab", POST_ECHO "Transfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n", 400, kEnds},
    {"BareLineFeed", "POST /echo HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello\r\n\r\n", 400, kEnds},
    {"BareReturn", POST_ECHO "X: a\rContent-Length: 5\r\n\r\n", 400, kEnds},
    {"ChunkSizeNoHex", POST_ECHO "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkSizeNegative", POST_ECHO "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkSizeTooLong",
     POST_ECHO "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", 400, kEnds},
    {"ChunkWithoutItsEnd", POST_ECHO "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n", 400, kEnds},
    {"NoHost", "GET /quick HTTP/1.1\r\n\r\n", 400, kEnds},
    {"TwoHosts", "GET /quick HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400, kEnds},
    {"EmptyThenSecondHost", "GET /quick HTTP/1.1\r\nHost:\r\nHost: localhost\r\n\r\n", 400, kEnds},
    {"ChunkedInHttp10",
     "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, kEnds},
    {"TwoAuthorizations",
     "GET /quick HTTP/1.1\r\nHost: localhost\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400, kEnds},
    {"TwoOrigins", "GET /quick HTTP/1.1\r\nHost: localhost\r\nOrigin: a\r\nOrigin: b\r\n\r\n", 400, kEnds},
    {"ControlInHeader", "GET /quick HTTP/1.1\r\nHost: localhost\r\nX: a\x01z\r\n\r\n", 400, kEnds},
    {"SpaceInTarget", "GET /quick HTTP/1.1 /work HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, kEnds},
    {"FragmentInTarget", "GET /quick#a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, kEnds},
    {"OtherVersion", "GET /quick HTTP/3.7\r\nHost: localhost\r\n\r\n", 400, kEnds},
    {"NoHttpAtAll", "\x16\x03\x01\x02\x00\x01\r\n\r\n", 400, kEnds},
};

#undef GET
#undef HOST
#undef POST_ECHO
#undef CHUNKED
#undef POST_JSON

class Grammar : public ::testing::TestWithParam<GrammarCase> {
 protected:
  Grammar() {
    Router router;
    router.quick({.path = "/quick"}, [](const Request&) { return Response(200, kPlainText, "quick"); });
    const auto echo = [](const Request& r) { return Response(200, kOctets, r.body); };
    router.work({.method = "POST", .path = "/echo", .body_max = 1000}, echo);
    router.work({.method = "POST", .path = "/json", .request = {{kJson}}}, echo);
    HttpServer::Options options;
    options.listen = "127.0.0.1:0";
    server_ = HttpServer::start(std::move(options), std::move(router)).value();
  }

  std::unique_ptr<HttpServer> server_;
};

TEST_P(Grammar, IsReadAsTheRfcsSay) {
  HttpClient client(server_->port());
  client.send(std::string(GetParam().bytes) + request_text("GET", "/quick", server_->port()));
  EXPECT_EQ(client.read().status, GetParam().status);
  // Where it ends, nothing behind it may be taken for a request.
  EXPECT_EQ(client.read().status, GetParam().goes_on ? 200 : 0);
}

const auto kNamed = [](const auto& test) { return test.param.name; };
INSTANTIATE_TEST_SUITE_P(Targets, Grammar, ::testing::ValuesIn(kTargets), kNamed);
INSTANTIATE_TEST_SUITE_P(Hosts, Grammar, ::testing::ValuesIn(kHosts), kNamed);
INSTANTIATE_TEST_SUITE_P(Bodies, Grammar, ::testing::ValuesIn(kBodies), kNamed);
INSTANTIATE_TEST_SUITE_P(MediaTypes, Grammar, ::testing::ValuesIn(kMediaTypes), kNamed);
INSTANTIATE_TEST_SUITE_P(Smuggled, Grammar, ::testing::ValuesIn(kSmuggled), kNamed);

}  // namespace
}  // namespace tenure::testing

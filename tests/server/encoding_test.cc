// Compressed answers and tags.
#include "server/http/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// By zlib's own reader; empty when it is no gzip.
std::string opened(std::string_view bytes) {
  constexpr int kAnyFrame = 15 + 32;
  constexpr std::size_t kRoom = 4 << 20;
  z_stream stream{};
  if (inflateInit2(&stream, kAnyFrame) != Z_OK) return {};
  std::string out(kRoom, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = inflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  inflateEnd(&stream);
  return ended == Z_STREAM_END ? out : std::string();
}

Request asking(std::string_view accept_encoding) {
  Request out;
  out.method = "GET";
  out.set_header("accept-encoding", std::string(accept_encoding));
  return out;
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(Encoding, GzipIsTakenWhereItIsNamedAndNotRefused) {
  for (const char* taken : {"gzip", "deflate, gzip", "x-gzip", "gzip;q=0.1", "br;q=1.0, gzip; q=0.8", "*"})
    EXPECT_TRUE(takes_gzip(taken)) << taken;
  for (const char* refused :
       {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "gzipped"})
    EXPECT_FALSE(takes_gzip(refused)) << refused;
}

TEST(Encoding, WhatIsLongIsCompressedAndWhatABrowserIsLoggedInForIsNot) {
  const std::string text(kCompressedFrom, 'x');
  const Response compressed = fitted(asking("gzip"), Response::json(text));
  EXPECT_EQ(header(compressed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(compressed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(opened(compressed.body), text);
  EXPECT_EQ(fitted(asking("gzip"), Response::json(text.substr(1))).body, text.substr(1)) << "a byte less";
  EXPECT_EQ(fitted(asking("br"), Response::json(text)).body, text);
  EXPECT_EQ(fitted(asking("gzip"), Response(200, kOctets, text)).body, text);
  Request logged_in = asking("gzip");
  logged_in.by_cookie = true;
  EXPECT_EQ(fitted(logged_in, Response::json(text)).body, text);
  EXPECT_EQ(Document(kJson, text).answer(logged_in).shared->substr(0, 2), "\x1f\x8b")
      << "what is the same for everybody tells nothing";
}

TEST(Encoding, PiecesOfAStreamComeAsTheyAreMadeAndOpenToTheWhole) {
  Response response(200, kNdjson, {});
  response.stream = [left = 3]() mutable -> Result<std::optional<std::string>> {
    if (left == 0) return std::optional<std::string>();
    return std::optional("{\"line\":" + std::to_string(left--) + "}\n");
  };
  Response compressed = fitted(asking("gzip"), std::move(response));
  std::string all;
  for (int i = 0; i < 3; ++i) {
    const auto piece = compressed.stream();
    ASSERT_TRUE(piece && *piece);
    EXPECT_FALSE((*piece)->empty()) << "nobody waits for the next line";
    all += **piece;
  }
  for (auto piece = compressed.stream(); piece && *piece; piece = compressed.stream()) all += **piece;
  EXPECT_EQ(opened(all), "{\"line\":3}\n{\"line\":2}\n{\"line\":1}\n");
}

TEST(Encoding, AStreamThatBreaksOffIsNotClosedAsIfItWereWhole) {
  PullStream broken = gzip([]() -> Result<std::optional<std::string>> { return refuse(Reason::damaged); });
  EXPECT_EQ(broken().error().reason, Reason::damaged);
}

TEST(Encoding, AnAnswersTagIsOfItsText) {
  const Response first = fitted(asking(""), Response::json("{\"a\":1}"));
  const std::string tag = header(first, "ETag");
  EXPECT_THAT(tag, ::testing::StartsWith("W/\""));
  Request again = asking("gzip");
  again.set_header("if-none-match", tag);
  EXPECT_EQ(fitted(again, Response::json("{\"a\":1}")).status, 304);
  EXPECT_EQ(fitted(again, Response::json("{\"a\":2}")).status, 200);
  again.method = "POST";
  EXPECT_EQ(fitted(again, Response::json("{\"a\":1}")).status, 200) << "what is done is done again";
  EXPECT_EQ(header(fitted(asking(""), problem({Reason::not_found, {}, {}})), "ETag"), "");
}

TEST(Encoding, TheServerSendsIt) {
  ServedLedger s;
  for (int i = 0; i < 20; ++i) s.register_org("o-" + std::to_string(i), "o-town");
  const std::string token = bearer(s.token(Role::auditor));
  const std::string gzip = "Accept-Encoding: gzip\r\n";
  const auto client = s.connect();
  for (const char* path : {"/v1/events?limit=1000", "/openapi.json", "/v1/schema", "/v1/rules"}) {
    const Answer plain = client->get(path, token);
    const Answer small = client->get(path, token + gzip);
    EXPECT_EQ(small.header("content-encoding"), "gzip") << path;
    EXPECT_EQ(opened(small.body), plain.body) << path;
    EXPECT_LT(small.body.size(), plain.body.size() / 2) << path;
    EXPECT_EQ(plain.header("etag"), small.header("etag")) << path;
    const Answer held = client->get(path, token + "If-None-Match: " + plain.header("etag") + "\r\n");
    EXPECT_EQ(held.status, 304) << path;
    EXPECT_EQ(held.body, "") << path;
  }
  const Answer lines = client->get("/v1/events", token + gzip + "Accept: application/x-ndjson\r\n");
  EXPECT_EQ(lines.header("content-encoding"), "gzip");
  EXPECT_THAT(opened(lines.body), HasSubstr("OrgRegistered"));
}

}  // namespace
}  // namespace tenure::testing

// One reader's load and what the others are answered meanwhile, over real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

#include "server/http/server.h"
#include "tests/server/http_client.h"

namespace tenure::testing {
namespace {

using namespace std::chrono_literals;  // NOLINT

/// A server whose questions take as long as the test wants. Who asks says so: X-Token.
class Fairness : public ::testing::Test {
 protected:
  Fairness() {
    Router router;
    router.work({.path = "/slow"}, [this](const Request&) {
      ++begun_;
      while (!release_) std::this_thread::sleep_for(1ms);
      return Response(200, kPlainText, "slow");
    });
    router.work({.path = "/short"}, [](const Request&) { return Response(200, kPlainText, "short"); });
    router.work({.path = "/act", .lane = WorkLane::act},
                [](const Request&) { return Response(200, kPlainText, "act"); });
    router.work({.path = "/export"}, [this](const Request&) {
      Response response(200, kNdjson, {});
      response.stream = [this, left = 3]() mutable -> Result<std::optional<std::string>> {
        ++begun_;
        while (!release_) std::this_thread::sleep_for(1ms);
        if (left-- == 0) return std::optional<std::string>();
        return std::optional<std::string>("{}\n");
      };
      return response;
    });
    HttpServer::Options options;
    options.listen = "127.0.0.1:0";
    options.authenticate = [](Request& request) -> Result<Viewer> {
      Viewer out;
      out.token_id = request.header("x-token");
      return out;
    };
    options.waited = [this](WorkLane, double) { ++waited_; };
    server_ = HttpServer::start(std::move(options), std::move(router)).value();
  }
  ~Fairness() override { release_ = true; }

  std::uint16_t port() const { return server_->port(); }
  /// Asks, and does not wait for the answer.
  std::unique_ptr<HttpClient> ask(const std::string& path, const std::string& token) const {
    auto out = std::make_unique<HttpClient>(port());
    out->send(request_text("GET", path, port(), {}, "X-Token: " + token + "\r\n"));
    return out;
  }
  Answer answer(const std::string& path, const std::string& token) const { return ask(path, token)->read(); }

  std::atomic<bool> release_ = false;
  std::atomic<int> begun_ = 0, waited_ = 0;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(Fairness, ManyQuestionsOfOneTokenKeepNobodyWaiting) {
  std::vector<std::unique_ptr<HttpClient>> dashboard;
  for (std::size_t i = 0; i < kQuestionsOfOneMax; ++i) dashboard.push_back(ask("/slow", "dashboard"));
  while (begun_ == 0) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(answer("/short", "auditor").status, 200);
  EXPECT_EQ(answer("/short", "").status, 200) << "who has no token is told from it too";
  EXPECT_EQ(answer("/act", "dashboard").status, 200) << "its own acts wait for no question";
  release_ = true;
  for (const auto& client : dashboard) EXPECT_EQ(client->read().status, 200);
  EXPECT_GE(waited_, static_cast<int>(kQuestionsOfOneMax) + 3);
}

TEST_F(Fairness, WhatOneTokenHasUnderWayIsBoundedAndTheRestIsToldWhenToComeBack) {
  std::vector<std::unique_ptr<HttpClient>> dashboard;
  for (std::size_t i = 0; i < kQuestionsOfOneMax; ++i) dashboard.push_back(ask("/slow", "dashboard"));
  std::optional<Answer> turned_away;
  while (!turned_away) {  // the last of those may still be on its way
    auto more = ask("/slow", "dashboard");
    std::this_thread::sleep_for(20ms);
    if (more->has_answer()) {
      turned_away = more->read();
    } else {
      dashboard.push_back(std::move(more));
    }
  }
  EXPECT_EQ(turned_away->status, 429);
  EXPECT_EQ(turned_away->header("retry-after"), "1");
  EXPECT_THAT(turned_away->body, ::testing::HasSubstr("too_many_waiting"));
  EXPECT_EQ(answer("/short", "auditor").status, 200);
  release_ = true;
  std::size_t served = 0;  // whichever came first
  for (const auto& client : dashboard) served += client->read().status == 200 ? 1 : 0;
  EXPECT_GE(served, kQuestionsOfOneMax);
  EXPECT_EQ(answer("/slow", "dashboard").status, 200) << "there is room again";
}

TEST_F(Fairness, ExportsHaveThreadsOfTheirOwnAndABoundOfOneToken) {
  std::vector<std::unique_ptr<HttpClient>> readers;
  for (std::size_t i = 0; i < kBulkOfOneMax; ++i) readers.push_back(ask("/export", "copier"));
  while (begun_ == 0) std::this_thread::sleep_for(1ms);
  for (const auto& reader : readers)
    while (!reader->has_answer()) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(answer("/export", "copier").status, 429);
  EXPECT_EQ(answer("/short", "copier").status, 200);
  EXPECT_EQ(answer("/short", "auditor").status, 200);
  release_ = true;
  for (const auto& reader : readers) EXPECT_TRUE(reader->read().whole);
  EXPECT_EQ(answer("/export", "copier").status, 200) << "what has ended counts no more";
}

}  // namespace
}  // namespace tenure::testing

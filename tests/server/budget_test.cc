// What bodies may cost: memory for all and for one address, and how slowly they may come.
#include "server/http/budget.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;  // NOLINT

TEST(BodyBudget, IsGivenBackByShrinkingAndAtTheEnd) {
  BodyBudget budget(100, 100);
  {
    BodyLease one(budget, "a");
    BodyLease two(budget, "b");
    EXPECT_TRUE(one.hold(60));
    EXPECT_TRUE(two.hold(40));
    EXPECT_FALSE(two.hold(41));
    EXPECT_EQ(budget.held(), 100U) << "a refusal takes nothing";
    EXPECT_TRUE(one.hold(59));
    EXPECT_TRUE(two.hold(41));
  }
  EXPECT_EQ(budget.held(), 0U);
}

TEST(BodyBudget, AnAddressHasItsShareOverAllItsBodies) {
  BodyBudget budget(100, 50);
  BodyLease one(budget, "a");
  BodyLease two(budget, "a");
  BodyLease other(budget, "b");
  EXPECT_TRUE(one.hold(30));
  EXPECT_FALSE(two.hold(21));
  EXPECT_TRUE(two.hold(20));
  EXPECT_TRUE(other.hold(50));
  EXPECT_TRUE(one.hold(0));
  EXPECT_TRUE(two.hold(50));
}

TEST(Pace, LivesOnWhatComesAndSavesUpNoMoreThanItsPatience) {
  const auto start = Pace::Clock::time_point() + 1h;
  Pace pace(30s, start);
  EXPECT_EQ(pace.due(), start + 30s);
  pace.came(kBytesPerSecondMin, start + 10s);
  EXPECT_EQ(pace.due(), start + 31s) << "a second for a second's bytes";
  pace.came(1, start + 20s);
  EXPECT_EQ(pace.due(), start + 31s) << "a byte buys nothing";
  pace.came(9 << 20, start + 25s);
  EXPECT_EQ(pace.due(), start + 55s) << "a flood buys no silence";
  pace.waited(5s);
  EXPECT_EQ(pace.due(), start + 60s);
}

// Served
// ---------------------------------------------------------------------------------------------------------

constexpr std::size_t kMega = 1 << 20;

class Bodies : public ::testing::Test {
 protected:
  void open() {
    config_.http.trusted_proxies = {*Network::parse("127.0.0.1")};
    ledger_.emplace(std::move(config_));
  }
  /// The beginning of a body of unknown length, from that address, as far as nothing is answered.
  std::unique_ptr<HttpClient> begin(const std::string& path, const std::string& address, std::size_t bytes,
                                    const std::string& token = {}) {
    auto out = ledger_->connect();
    out->send(
        fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {}\r\n{}"
                    "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n",
                    path, address, token.empty() ? "" : bearer(token), bytes));
    constexpr std::size_t kPiece = 64 << 10;
    for (std::size_t sent = 0; sent < bytes && !out->has_answer(); sent += kPiece) {
      out->send(std::string(std::min(kPiece, bytes - sent), 'x'));
      std::this_thread::sleep_for(1ms);
    }
    if (!out->has_answer()) out->send("\r\n");
    return out;
  }
  /// Whether the server holds that much, or will in a moment.
  bool holds(std::size_t bytes) {
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (held() < bytes && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(1ms);
    return held() >= bytes;
  }
  std::size_t held() {
    const std::string text = ledger_->connect()->get("/metrics").body;
    const std::string_view name = "\ntenure_now{of=\"body_bytes\"} ";
    return static_cast<std::size_t>(std::strtod(text.c_str() + text.find(name) + name.size(), nullptr));
  }

  Config config_;
  std::optional<ServedLedger> ledger_;
};

/// Every route that takes a body, and what it may hold: the batch holds one line, of any length.
const char* const kRoutes[] = {"/v1/acts", "/v1/acts/batch", "/v1/acts/check", "/v1/drafts"};

TEST_F(Bodies, OfEveryRouteComeFromOneBudgetWithAShareForAnAddress) {
  config_.http.bodies_bytes = 24 * kMega;
  config_.http.bodies_share = 8 * kMega;
  open();
  const std::string token = ledger_->token(Role::clerk);
  for (const char* route : kRoutes) {
    // A buffer that grows takes up to twice of what is in it.
    auto first = begin(route, "192.0.2.1", 3 * kMega, token);
    ASSERT_TRUE(holds(3 * kMega)) << route;
    const auto refused = begin(route, "192.0.2.1", 6 * kMega, token)->read();
    EXPECT_EQ(refused.status, 503) << route;
    EXPECT_EQ(refused.header("retry-after"), "1") << route;
    EXPECT_THAT(refused.body, HasSubstr("urn:tenure:problem:overload")) << route;
    auto other = begin(route, "192.0.2.2", 3 * kMega, token);
    ASSERT_TRUE(holds(6 * kMega)) << route << ": others have their own share";
    other.reset();
    first.reset();
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (held() > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(held(), 0U) << route << ": given back with the connection";
  }
}

TEST_F(Bodies, OfEveryRouteComeAtALeastRate) {
  config_.http.timeouts.transfer = 300ms;
  open();
  const std::string token = ledger_->token(Role::clerk);
  for (const char* route : kRoutes) {
    for (const std::size_t beginning : {std::size_t{1}, kMega}) {
      auto client = begin(route, "192.0.2.1", beginning, token);
      const auto began = std::chrono::steady_clock::now();
      while (!client->has_answer() && std::chrono::steady_clock::now() < began + 10s) {
        client->send("1\r\nx\r\n");
        std::this_thread::sleep_for(50ms);
      }
      EXPECT_LT(std::chrono::steady_clock::now() - began, 3s) << route << " after " << beginning;
      EXPECT_EQ(client->read().status, 408) << route << " after " << beginning;
    }
  }
}

TEST_F(Bodies, BatchThatHasAnsweredIsBrokenOffBehindItsVerdicts) {
  config_.http.timeouts.transfer = 1s;
  open();
  const std::string act =
      ServedLedger::signed_act(ledger_->registration("p-1"), ledger_->ledger().root()) + "\n";
  auto client = ledger_->connect();
  client->send(
      fmt::format("POST /v1/acts/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "{:x}\r\n{}\r\n5\r\n{{\"env\r\n",
                  act.size(), act));
  const auto answer = client->read();
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.whole);
  EXPECT_TRUE(answer.body.starts_with(R"({"index":)")) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("\n{\"type\":\"urn:tenure:problem:request_timeout\""));
  EXPECT_TRUE(client->ended());
}

TEST_F(Bodies, LineThatIsTooLongIsNotKept) {
  open();
  auto client = begin("/v1/acts/batch", "192.0.2.1", 13 * kMega);
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (held() >= kMega && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(1ms);
  EXPECT_LT(held(), kMega);
  client->send("1\r\n\n\r\n0\r\n\r\n");
  EXPECT_THAT(client->read().body, HasSubstr("urn:tenure:problem:limit_envelope"));
}

}  // namespace
}  // namespace tenure::testing

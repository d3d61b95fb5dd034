// The feed of a real ledger over real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "server/stream/hub.h"
#include "server/stream/log_feed.h"
#include "tests/support/ledger.h"
#include "tests/support/stream_server.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kAllEvents = R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})";

class StreamTest : public ::testing::Test {
 protected:
  StreamTest() : feed(ledger.store(), ledger.store().log()) {
    options.times.tick = std::chrono::milliseconds(5);
    hooks.authenticate = [](std::string_view token, const std::string&) { return viewer_of(token); };
  }
  ~StreamTest() override { stop(); }

  void start() {
    settle();
    hub = std::make_unique<Hub>(feed, hooks, options);
    server = std::make_unique<StreamServer>(*hub, 2);
  }
  void stop() {
    if (!hub) return;
    hub->close_all(CloseCode::going_away);
    hub->wait_until_empty(std::chrono::milliseconds(100));
    hub->stop();
    server.reset();
    hub.reset();
  }
  std::unique_ptr<WsClient> connect(std::string token = "auditor") {
    if (!server) start();
    WsClient::Options with;
    with.token = std::move(token);
    return std::make_unique<WsClient>(server->port(), with);
  }
  void submit(const ActBuilder& act) {
    const auto done = ledger.submit(act, ledger.root());
    ASSERT_TRUE(done) << done.error().text();
    settle();
    if (hub) hub->on_committed(ledger.store().size());
  }
  /// Until the rows are where the log is.
  void settle() {
    while (ledger.store().size() < ledger.store().log().head().size) std::this_thread::yield();
  }
  ActBuilder renaming(const std::string& org, const std::string& name) {
    return ledger.act().add("2024-03-01", OrgRenamed{{org}, {name}, {}});
  }

  TestLedger ledger;
  LogFeed feed;
  FeedHooks hooks;
  Hub::Options options;
  std::unique_ptr<Hub> hub;
  std::unique_ptr<StreamServer> server;
};

std::string position_of(const std::string& frame) {
  const auto at = frame.find(R"("position":")");
  return at == std::string::npos ? "" : frame.substr(at + 12, frame.find('"', at + 12) - at - 12);
}

TEST_F(StreamTest, EventsOfALedgerComeAsTheyWereSigned) {
  auto client = connect();
  ASSERT_TRUE(client->open()) << client->answer();
  EXPECT_THAT(client->answer(), HasSubstr("\r\nSec-WebSocket-Protocol: tenure.v1\r\n"));
  client->say(R"({"op":"subscribe","id":"a","topic":"events"})");
  const auto size = ledger.store().log().head().size;
  EXPECT_EQ(client->hear(), R"({"id":"a","kind":"caught_up","size":)" + std::to_string(size) + "}");
  submit(renaming("o-village", "新村"));
  const std::string frame = client->hear();
  const std::string position = std::to_string(size) + ".0";
  EXPECT_THAT(frame, StartsWith(R"({"id":"a","kind":"event","position":")" + position +
                                R"(","data":{"position":")" + position + R"(","recorded_at":)"));
  EXPECT_THAT(
      frame,
      HasSubstr(
          R"("event":{"type":"OrgRenamed","on":"2024-03-01","data":{"org":"o-village","name":"新村"}}})"));
}

TEST_F(StreamTest, ResumingClientGetsEveryEventOnceAndInOrderWhileAWriterAppends) {
  start();
  constexpr int kActs = 60;
  std::vector<ActBuilder> acts;
  for (int i = 0; i < kActs; ++i) {
    auto act = renaming("o-village", "村" + std::to_string(i));
    act.add("2024-03-01", OrgRenamed{{"o-town"}, {"镇" + std::to_string(i)}, {}});
    acts.push_back(std::move(act));
  }
  std::vector<std::string> expected;
  std::thread writer([&] {
    for (const ActBuilder& act : acts) submit(act);
  });
  std::vector<std::string> got;
  std::string from = "0.0";
  const std::string last = std::to_string(ledger.store().log().head().size + kActs - 1) + ".1";
  while (got.empty() || got.back() != last) {
    auto client = connect();
    client->say(R"({"op":"subscribe","id":"a","topic":"events","from":")" + from + "\"}");
    for (int i = 0; i < 7 && (got.empty() || got.back() != last);) {
      const std::string frame = client->hear();
      ASSERT_FALSE(frame.empty());
      if (position_of(frame).empty()) continue;
      got.push_back(position_of(frame));
      ++i;
    }
    // `from` is inclusive: the ordinal after the last one, which may be beyond its act.
    const Position seen = *Position::parse(got.back());
    from = Position{seen.index, seen.ordinal + 1}.str();
  }
  writer.join();
  for (std::uint64_t index = 0; index < ledger.store().log().head().size; ++index) {
    const auto count = ledger.store().act_info(index)->event_count;
    for (std::uint32_t i = 0; i < count; ++i) expected.push_back(Position{index, i}.str());
  }
  EXPECT_EQ(got, expected);
}

TEST_F(StreamTest, ScopeAndFilterFollowTheHierarchy) {
  ledger.register_org("o-elsewhere", "o-county", "township");
  start();
  auto scoped = connect("dashboard.o-town");
  auto filtered = connect("auditor");
  scoped->say(R"({"op":"subscribe","id":"a","topic":"events"})");
  filtered->say(R"({"op":"subscribe","id":"a","topic":"events","filter":{"org":"o-town"}})");
  scoped->hear();
  filtered->hear();
  submit(renaming("o-elsewhere", "别处"));
  submit(renaming("o-village", "新村"));
  EXPECT_THAT(scoped->hear(), HasSubstr("新村"));
  EXPECT_THAT(filtered->hear(), HasSubstr("新村"));
}

TEST_F(StreamTest, CheckpointTopicTellsTheSignedNote) {
  auto client = connect();
  client->say(R"({"op":"subscribe","id":"c","topic":"checkpoint"})");
  EXPECT_THAT(client->hear(), StartsWith(R"({"id":"c","kind":"snapshot","size":)"));
  submit(renaming("o-village", "新村"));
  const auto head = ledger.store().log().head();
  EXPECT_THAT(client->hear(),
              HasSubstr(R"("data":{"size":)" + std::to_string(head.size) + R"(,"root":")" +
                        to_base64(head.root.view()) + R"(","note":"county.example/tenure\n)"));
}

TEST_F(StreamTest, HandshakeWithoutItsHeadersIsAnsweredAndClosed) {
  start();
  WsClient::Options with;
  with.version = "12";
  WsClient client(server->port(), with);
  EXPECT_THAT(client.answer(), StartsWith("HTTP/1.1 426 "));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(hub->clients(), 0U);
}

TEST_F(StreamTest, HostileBytesAreClosedWithTheirCode) {
  struct Attack {
    std::string bytes;
    std::uint16_t code;
  };
  const std::vector<Attack> attacks = {
      {client_frame(1, "x", true, false), 1002},
      {std::string("\xF1\x80mask", 6), 1002},
      {client_frame(1, "\xFF\xFE"), 1007},
      {client_frame(2, "x"), 1003},
      {client_frame(1, std::string(kClientMessageMax + 1, ' ')), 1009},
      {std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFFmask", 14), 1009},
      {client_frame(0, "x"), 1002},
      {client_frame(9, std::string(126, 'x')), 1002},
  };
  for (const Attack& attack : attacks) {
    auto client = connect();
    client->send(attack.bytes);
    const auto close = client->until_close();
    ASSERT_TRUE(close) << attack.code;
    EXPECT_EQ(close->code, attack.code);
    EXPECT_TRUE(client->ended());
  }
  auto still_served = connect();
  still_served->say(R"({"op":"ping"})");
  EXPECT_EQ(still_served->hear(), R"({"kind":"pong"})");
}

TEST_F(StreamTest, ClientThatFloodsPingsAndNeverReadsIsHeldBack) {
  auto client = connect();
  std::thread flood([&] {
    std::string many;
    for (int i = 0; i < 4'000; ++i) many += client_frame(9, std::string(125, 'p'));
    for (int i = 0; i < 20; ++i) client->send(many);
  });
  auto other = connect();
  other->say(R"({"op":"ping"})");
  EXPECT_EQ(other->hear(), R"({"kind":"pong"})");
  for (int i = 0; i < 80'000; ++i) {
    const auto pong = client->next();
    ASSERT_TRUE(pong);
    ASSERT_EQ(pong->opcode, 10U);
  }
  flood.join();
}

TEST_F(StreamTest, ClientThatVanishesIsForgotten) {
  auto client = connect();
  client->say(kAllEvents);
  client->hear();
  EXPECT_EQ(hub->clients(), 1U);
  client->hang_up();
  EXPECT_TRUE(hub->wait_until_empty(WsClient::kPatience));
}

TEST_F(StreamTest, ClientThatSendsHalfAFrameHoldsNobodyUp) {
  options.times.ping = std::chrono::milliseconds(20);
  options.times.silence = std::chrono::milliseconds(60);
  auto half = connect();
  half->send(client_frame(1, "half").substr(0, 5));
  EXPECT_TRUE(half->ended());
}

TEST_F(StreamTest, SlowConsumerOverASocketIsClosedWith1013AndResumesThere) {
  options.outbox_bytes = 128 << 10;
  start();
  WsClient::Options with;
  with.token = "auditor";
  with.receive_buffer = 32 << 10;
  WsClient slow(server->port(), with);
  slow.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  ASSERT_FALSE(slow.hear().empty());
  // Beyond what two sockets' buffers hold, and the outbox.
  const std::string name(100, 'n');
  for (int i = 0; i < 40; ++i) {
    auto act = ledger.act();
    for (int n = 0; n < 500; ++n) act.add("2024-01-01", PolicyConsulted{{"o-village"}, {name}, {}, {}});
    submit(act);
  }
  while (hub->head().index < ledger.store().log().head().size) std::this_thread::yield();
  std::string position;
  auto frame = slow.next();
  for (; frame && frame->opcode != 8; frame = slow.next()) {
    if (frame->opcode == 1) position = position_of(frame->payload);
  }
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->code, 1013);
  ASSERT_THAT(frame->payload, StartsWith("resume from "));
  const std::string resume = frame->payload.substr(12);

  auto again = connect();
  again->say(R"({"op":"subscribe","id":"a","topic":"events","from":")" + resume + "\"}");
  const Position last = *Position::parse(position);
  const std::string first = again->hear();
  const auto next = Position::parse(position_of(first));
  ASSERT_TRUE(next) << first << " after " << resume;
  EXPECT_EQ(*next,
            (last.ordinal == 499 ? Position{last.index + 1, 0} : Position{last.index, last.ordinal + 1}));
}

TEST_F(StreamTest, ShutdownClosesWith1001) {
  auto client = connect();
  client->say(kAllEvents);
  client->hear();
  hub->close_all(CloseCode::going_away);
  const auto close = client->until_close();
  ASSERT_TRUE(close);
  EXPECT_EQ(close->code, 1001);
  client->send(client_close(1001));
  EXPECT_TRUE(hub->wait_until_empty(WsClient::kPatience));
}

}  // namespace
}  // namespace tenure::testing

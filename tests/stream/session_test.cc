// A session and its hub, without sockets: what is told, in which order, and to whom it is not told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/stream/fake_feed.h"
#include "tests/stream/scripted.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string event(std::string_view id, std::uint64_t index) {
  return "{\"id\":\"" + std::string(id) + R"(","kind":"event","position":")" + std::to_string(index) +
         R"(.0","data":""})";
}

std::string caught_up(std::string_view id, std::uint64_t size) {
  return "{\"id\":\"" + std::string(id) + R"(","kind":"caught_up","size":)" + std::to_string(size) + "}";
}

/// The index in a frame of an event; -1 for another frame.
std::int64_t index_of(const std::string& frame) {
  const auto at = frame.find(R"("position":")");
  return at == std::string::npos ? -1 : std::stoll(frame.substr(at + 12));
}

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    options.times.tick = std::chrono::milliseconds(5);
    hooks.authenticate = [](std::string_view token, const std::string&) { return viewer_of(token); };
  }
  ~SessionTest() override {
    for (const auto& client : clients) client->end();
    if (hub_) hub_->stop();
  }

  Hub& hub() {
    if (!hub_) hub_ = std::make_unique<Hub>(feed, hooks, options);
    return *hub_;
  }
  Scripted& client(std::string_view token = "auditor") {
    clients.push_back(Scripted::open(hub(), token));
    return *clients.back();
  }
  void add(std::size_t count, const FakeFeed::Options& what = {}) {
    hub().on_committed(feed.add(count, what));
  }
  /// Until the hub told it.
  void publish(std::size_t count, const FakeFeed::Options& what = {}) {
    add(count, what);
    const Position all{feed.size(), 0};
    while (hub().head() < all) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  FakeFeed feed;
  FeedHooks hooks;
  Hub::Options options;
  std::unique_ptr<Hub> hub_;
  std::vector<std::shared_ptr<Scripted>> clients;
};

TEST_F(SessionTest, HistoryThenCaughtUpThenLive) {
  feed.add(2);
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  EXPECT_THAT(c.hear(3), ElementsAre(event("a", 0), event("a", 1), caught_up("a", 2)));
  add(1);
  EXPECT_EQ(c.hear(4).back(), event("a", 2));
}

TEST_F(SessionTest, FromIsInclusiveAndWithoutItOnlyNewsAreTold) {
  feed.add(5);
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"4.0"})");
  EXPECT_THAT(c.hear(2), ElementsAre(event("a", 4), caught_up("a", 5)));
  c.forget();
  c.say(R"({"op":"subscribe","id":"b","topic":"events"})");
  EXPECT_THAT(c.hear(1), ElementsAre(caught_up("b", 5)));
}

TEST_F(SessionTest, FromInTheMiddleOfTheRingBeginsThere) {
  client();
  publish(10);
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"7.0"})");
  EXPECT_THAT(c.hear(4), ElementsAre(event("a", 7), event("a", 8), event("a", 9), caught_up("a", 10)));
}

TEST_F(SessionTest, WithoutClientsNothingIsReadAndNothingIsLost) {
  hub();
  publish(10);
  EXPECT_EQ(feed.served(), 0U);
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"8.0"})");
  EXPECT_THAT(c.hear(3), ElementsAre(event("a", 8), event("a", 9), caught_up("a", 10)));
  publish(1);
  EXPECT_EQ(c.hear(4).back(), event("a", 10));
}

TEST_F(SessionTest, FromBeyondTheHeadIsRefusedWithTheHead) {
  feed.add(2);
  Scripted& c = client();
  for (const char* from : {"2.1", "3.0", "999999.0"}) {
    c.say(R"({"op":"subscribe","id":"a","topic":"events","from":")" + std::string(from) + "\"}");
    EXPECT_THAT(c.hear(1).front(),
                StartsWith(R"({"id":"a","kind":"error","type":"urn:tenure:problem:beyond_head")"))
        << from;
    EXPECT_THAT(c.heard().front(), HasSubstr(R"(head 2.0")")) << from;
    c.forget();
  }
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"2.0"})");
  EXPECT_THAT(c.hear(1), ElementsAre(caught_up("a", 2))) << "the head itself is where news begin";
  publish(1);
  EXPECT_EQ(c.hear(2).back(), event("a", 2));
}

/// A client may know of an act from its answer before the feed has published it.
TEST_F(SessionTest, FromWhatIsCommittedButNotPublishedYetIsTaken) {
  Scripted& c = client();
  feed.add(3);
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"2.0"})");
  hub().on_committed(3);
  EXPECT_THAT(c.hear(2), ElementsAre(event("a", 2), caught_up("a", 3)));
}

TEST_F(SessionTest, LongHistoryComesWholeAndInOrderWhileMoreIsAdded) {
  feed.add(5'000);
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  std::thread writer([&] {
    for (int i = 0; i < 500; ++i) add(10);
  });
  c.run_until([&] { return c.heard().size() == 10'001; });
  writer.join();
  std::int64_t next = 0;
  for (const std::string& frame : c.heard()) {
    if (index_of(frame) >= 0) {
      ASSERT_EQ(index_of(frame), next++);
    }
  }
  EXPECT_EQ(next, 10'000);
}

TEST_F(SessionTest, FilterTakesTypesAndOrganisation) {
  feed.add(1, {.type = "OrgClosed"});
  feed.add(1, {.org = "o-other"});
  feed.add(1);
  Scripted& c = client();
  c.say(
      R"({"op":"subscribe","id":"a","topic":"events","from":"0.0","filter":{"types":["OrgRenamed"],"org":"o-village"}})");
  EXPECT_THAT(c.hear(2), ElementsAre(event("a", 2), caught_up("a", 3)));
}

TEST_F(SessionTest, NobodyIsToldWhatHeMayNotSee) {
  Scripted& plain = client("auditor");
  Scripted& cleared = client("auditor..secret");
  plain.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  cleared.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  publish(1, {.klass = "secret"});
  publish(1);
  EXPECT_THAT(cleared.hear(3), ElementsAre(caught_up("a", 0), event("a", 0), event("a", 1)));
  EXPECT_THAT(plain.hear(2), ElementsAre(caught_up("a", 0), event("a", 1)));
}

TEST_F(SessionTest, EventWhoseViewersCannotBeToldIsNeitherToldNorLeftOut) {
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  publish(1);
  c.hear(2);
  feed.break_visibility();
  publish(1);
  EXPECT_EQ(c.hear(3).back(), "close:1011:resume from 1.0");
}

TEST_F(SessionTest, ClientsOfOneKindShareOneBuffer) {
  Scripted& one = client("dashboard");
  Scripted& two = client("dashboard");
  for (Scripted* c : {&one, &two}) {
    c->say(R"({"op":"subscribe","id":"a","topic":"events"})");
    c->hear(1);
  }
  publish(3);
  one.hear(4);
  two.hear(4);
  EXPECT_EQ(one.buffers().back(), two.buffers().back());
}

TEST_F(SessionTest, ConsumerThatDoesNotReadIsClosedAndKnowsWhereToResume) {
  options.outbox_bytes = 256 << 10;
  options.page.bytes = 16 << 10;
  Scripted& slow = client();
  Scripted& quick = client();
  for (Scripted* c : {&slow, &quick}) {
    c->say(R"({"op":"subscribe","id":"a","topic":"events"})");
    c->hear(1);
    c->forget();
  }
  slow.set_reading(false);
  for (int i = 0; i < 100; ++i) {
    publish(20, {.padding = 1000});
    slow.run();
    quick.run();
  }
  quick.hear(2'000);
  EXPECT_EQ(index_of(quick.heard().back()), 1'999) << "the others are served";

  slow.set_reading(true);
  ASSERT_TRUE(
      slow.run_until([&] { return !slow.heard().empty() && slow.heard().back().starts_with("close"); }));
  const auto last = slow.heard().size() - 2;
  const auto resume = index_of(slow.heard()[last]) + 1;
  EXPECT_EQ(slow.heard().back(), "close:1013:resume from " + std::to_string(resume) + ".0");
  EXPECT_EQ(resume, static_cast<std::int64_t>(last) + 1) << "everything before it was told";
  EXPECT_LT(resume, 1'500) << "what waited was bounded";
}

TEST_F(SessionTest, HistoryIsReadOnlyAsFastAsItIsTaken) {
  feed.add(100'000, {.padding = 100});
  Scripted& c = client();
  c.set_reading(false);
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  for (int i = 0; i < 100; ++i) {
    c.run();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_LT(feed.served(), 8'000U);
  EXPECT_GT(feed.served(), 0U);
}

TEST_F(SessionTest, SubscriberThatCatchesUpIsNotClosedForBeingBehind) {
  options.outbox_bytes = 64 << 10;
  feed.add(2'000, {.padding = 1000});
  Scripted& c = client();
  c.set_reading(false);
  c.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  publish(1'000, {.padding = 1000});
  c.run();
  c.set_reading(true);
  c.hear(3'001);
  EXPECT_EQ(c.heard().back(), caught_up("a", 3'000));
}

TEST_F(SessionTest, StandingIsToldAsSnapshotAndThenConflatedToTheNewest) {
  std::atomic<int> value = 1;
  hooks.standing = [&](const Viewer&, const Subject& subject, const FeedWhen&) -> Result<std::string> {
    return "\"" + subject.str() + " " + std::to_string(value) + "\"";
  };
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"s","topic":"standing","subject":"org/o-village"})");
  EXPECT_THAT(c.hear(1), ElementsAre(R"({"id":"s","kind":"snapshot","size":0,"data":"org/o-village 1"})"));
  c.set_reading(false);
  c.say(R"({"op":"ping"})");
  for (value = 2; value < 10; ++value) {
    publish(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    c.run();
  }
  value = 99;
  publish(1);
  c.forget();
  c.set_reading(true);
  ASSERT_TRUE(
      c.run_until([&] { return !c.heard().empty() && c.heard().back().find(" 99") != std::string::npos; }));
  EXPECT_EQ(c.heard().back(), R"({"id":"s","kind":"change","position":"8.0","data":"org/o-village 99"})");
}

TEST_F(SessionTest, StandingIsAskedForOnlyWhenItsSubjectIsTouched) {
  std::atomic<int> asked = 0;
  hooks.standing = [&](const Viewer&, const Subject&, const FeedWhen&) -> Result<std::string> {
    return std::to_string(++asked);
  };
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"s","topic":"standing","subject":"org/o-village"})");
  c.hear(1);
  publish(5, {.org = "o-other"});
  publish(1);
  EXPECT_THAT(c.hear(2).back(), HasSubstr(R"("data":2)"));
}

TEST_F(SessionTest, StatisticsComeAtMostOnceASecond) {
  std::atomic<int> asked = 0;
  hooks.stat = [&](const Viewer&, const Code&, const std::optional<OrgId>&,
                   const FeedWhen&) -> Result<std::string> { return std::to_string(++asked); };
  Scripted& c = client();
  const auto began = std::chrono::steady_clock::now();
  c.say(R"({"op":"subscribe","id":"s","topic":"stats","name":"stat.pay"})");
  c.hear(1);
  for (int i = 0; i < 50; ++i) {
    publish(1);
    c.run();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  c.hear(2);
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
  EXPECT_GE(seconds.count(), 1) << "the second value waited for its second";
  EXPECT_LE(asked, 1 + seconds.count());
}

TEST_F(SessionTest, RefusedStandingEndsTheSubscriptionAlone) {
  hooks.standing = [](const Viewer&, const Subject&, const FeedWhen&) -> Result<std::string> {
    return refuse(Reason::not_found, "subject");
  };
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"s","topic":"standing","subject":"person/p-1"})");
  EXPECT_THAT(c.hear(1).front(),
              StartsWith(R"({"id":"s","kind":"error","type":"urn:tenure:problem:not_found")"));
  c.say(R"({"op":"subscribe","id":"s","topic":"checkpoint"})");
  EXPECT_THAT(c.hear(2).back(), StartsWith(R"({"id":"s","kind":"snapshot")"));
}

TEST_F(SessionTest, CheckpointFollowsEveryCommit) {
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"c","topic":"checkpoint"})");
  c.hear(1);
  publish(3);
  EXPECT_EQ(c.hear(2).back(), R"({"id":"c","kind":"change","position":"2.0","data":3})");
}

TEST_F(SessionTest, UnsubscribedTopicIsSilent) {
  Scripted& c = client();
  c.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  c.say(R"({"op":"subscribe","id":"b","topic":"events"})");
  c.hear(2);
  c.say(R"({"op":"unsubscribe","id":"a"})");
  publish(1);
  EXPECT_EQ(c.hear(3).back(), event("b", 0));
  c.say(R"({"op":"unsubscribe","id":"a"})");
  EXPECT_THAT(c.hear(4).back(),
              StartsWith(R"({"id":"a","kind":"error","type":"urn:tenure:problem:not_found")"));
}

TEST_F(SessionTest, IdIsTakenOnceAndSubscriptionsAreBounded) {
  Scripted& c = client();
  for (std::size_t i = 0; i < kSubscriptionsMax; ++i) {
    c.say(R"({"op":"subscribe","id":")" + std::to_string(i) + R"(","topic":"events"})");
  }
  c.hear(kSubscriptionsMax);
  c.forget();
  c.say(R"({"op":"subscribe","id":"0","topic":"events"})");
  c.say(R"({"op":"subscribe","id":"z","topic":"events"})");
  EXPECT_THAT(c.hear(2),
              ElementsAre(StartsWith(R"({"id":"0","kind":"error","type":"urn:tenure:problem:already")"),
                          StartsWith(R"({"id":"z","kind":"error","type":"urn:tenure:problem:limit_list")")));
}

TEST_F(SessionTest, WithoutATokenTheFirstMessageBringsIt) {
  Scripted& c = client("");
  c.say(R"({"op":"auth","token":"dashboard"})");
  c.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  EXPECT_THAT(c.hear(2), ElementsAre(R"({"kind":"authenticated"})", caught_up("a", 0)));
}

TEST_F(SessionTest, WithoutATokenNothingElseIsDone) {
  Scripted& c = client("");
  c.say(R"({"op":"subscribe","id":"a","topic":"events"})");
  EXPECT_THAT(c.hear(1), ElementsAre(StartsWith("close:1008:")));
}

TEST_F(SessionTest, BeforeItsTokenAClientIsHeldToShortMessages) {
  const std::string spaces(kGuestMessageMax, ' ');
  Scripted& guest = client("");
  guest.say(spaces + R"({"op":"ping"})");
  EXPECT_THAT(guest.hear(1), ElementsAre(StartsWith("close:1009:")));
  Scripted& known = client("");
  known.say(R"({"op":"auth","token":"dashboard"})");
  known.say(spaces + R"({"op":"ping"})");
  EXPECT_THAT(known.hear(2), ElementsAre(R"({"kind":"authenticated"})", R"({"kind":"pong"})"));
}

TEST_F(SessionTest, WrongTokenIsSaidAndCloses) {
  Scripted& c = client("");
  c.say(R"({"op":"auth","token":"stranger"})");
  EXPECT_THAT(c.hear(2), ElementsAre(StartsWith(R"({"kind":"error","type":"urn:tenure:problem:not_found")"),
                                     "close:1008:token"));
}

TEST_F(SessionTest, WithoutATokenInTimeTheConnectionIsClosed) {
  options.times.auth = std::chrono::milliseconds(20);
  Scripted& c = client("");
  EXPECT_THAT(c.hear(1), ElementsAre("close:1008:no token in time"));
}

TEST_F(SessionTest, TokenThatEndedClosesItsConnection) {
  std::atomic<bool> valid = true;
  std::atomic<std::uint64_t> changes = 0;
  std::atomic<int> asked = 0;
  hooks.token_changes = [&] { return changes.load(); };
  hooks.still_valid = [&](const Viewer&, const std::string&) {
    ++asked;
    return valid.load();
  };
  Scripted& c = client();
  c.say(R"({"op":"ping"})");
  c.hear(1);
  const int before = asked;
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  c.run();
  EXPECT_EQ(asked, before) << "while no token changes nobody is asked";
  valid = false;
  ++changes;
  EXPECT_THAT(c.hear(2), ElementsAre(R"({"kind":"pong"})", "close:1008:the token ended"));
}

TEST_F(SessionTest, SilentClientIsPingedAndThenDropped) {
  options.times.ping = std::chrono::milliseconds(20);
  options.times.silence = std::chrono::milliseconds(60);
  Scripted& c = client();
  EXPECT_THAT(c.hear(1), ElementsAre("ping"));
  EXPECT_TRUE(c.run_until([&] { return c.hung_up(); }));
}

TEST_F(SessionTest, PingsAreAnsweredAlsoWithinAMessage) {
  Scripted& c = client();
  c.send(client_frame(1, R"({"op":)", false) + client_frame(9, "x") + client_frame(0, R"("ping"})"));
  EXPECT_THAT(c.hear(2), ElementsAre("pong:x", R"({"kind":"pong"})"));
}

TEST_F(SessionTest, ClosingClientIsAnsweredWithItsCode) {
  Scripted& c = client();
  c.send(client_close(3001, "done"));
  EXPECT_THAT(c.hear(1), ElementsAre("close:3001:"));
  EXPECT_TRUE(c.hung_up());
}

TEST_F(SessionTest, FaultIsClosedWithItsCodeAndWhatFollowsIsIgnored) {
  Scripted& c = client();
  c.send(client_frame(2, "binary") + client_frame(9, "late"));
  c.send(client_frame(9, "later"));
  EXPECT_THAT(c.hear(1), ElementsAre("close:1003:text messages only"));
}

TEST_F(SessionTest, ManyRefusedMessagesCloseTheConnection) {
  Scripted& c = client();
  for (std::size_t i = 0; i <= kRefusedMessagesMax; ++i) c.say("{}");
  c.hear(kRefusedMessagesMax + 2);
  EXPECT_THAT(c.heard().front(),
              StartsWith(R"({"kind":"error","type":"urn:tenure:problem:json_missing","title":)"));
  EXPECT_THAT(c.heard().back(), StartsWith("close:1008:"));
}

TEST_F(SessionTest, ShutdownClosesAllAndWaitsForThem) {
  Scripted& c = client();
  hub().close_all(CloseCode::going_away);
  EXPECT_THAT(c.hear(1), ElementsAre("close:1001:"));
  EXPECT_FALSE(hub().wait_until_empty(std::chrono::milliseconds(1)));
  c.send(client_close(1001));
  EXPECT_TRUE(c.hung_up());
  c.end();
  EXPECT_TRUE(hub().wait_until_empty(std::chrono::milliseconds(1)));
  EXPECT_THAT(client().hear(1), ElementsAre("close:1001:")) << "nobody comes in afterwards";
}

TEST_F(SessionTest, BeyondTheLimitClientsAreAskedToComeLater) {
  options.clients = 1;
  Scripted& first = client();
  EXPECT_THAT(client().hear(1), ElementsAre("close:1013:"));
  first.say(R"({"op":"ping"})");
  EXPECT_THAT(first.hear(1), ElementsAre(R"({"kind":"pong"})"));
}

}  // namespace
}  // namespace tenure::testing

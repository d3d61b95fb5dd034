// A past stretch played to a subscription: by the clock of the record, at a speed, with pause, step and seek.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stream/fake_feed.h"
#include "tests/stream/scripted.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// The feed records an act a second, from 2024-01-01T00:00:00Z on.
class PlayTest : public ::testing::Test {
 protected:
  PlayTest() {
    options.times.tick = std::chrono::milliseconds(5);
    hooks.authenticate = [](std::string_view token, const std::string&) { return viewer_of(token); };
    hooks.stat = [](const Viewer&, const Code&, const std::optional<OrgId>&,
                    const FeedWhen& when) -> Result<std::string> {
      return when ? "\"" + std::to_string(when->size / 3) + " on " + when->on.str() + "\"" : "\"now\"";
    };
  }
  ~PlayTest() override {
    if (client_) client_->end();
    if (hub_) hub_->stop();
  }

  Scripted& client() {
    if (!hub_) hub_ = std::make_unique<Hub>(feed, hooks, options);
    if (!client_) client_ = Scripted::open(*hub_, "auditor");
    return *client_;
  }
  void play(const std::string& members) { client().say(R"({"op":"subscribe","id":"a",)" + members + "}"); }
  void direct(const std::string& op) { client().say(R"({"id":"a","op":)" + op + "}"); }
  /// Frames since forget() until one holds the text, which is the last of them; whatever came in time where
  /// none does.
  std::vector<std::string> until(const std::string& text) {
    std::vector<std::string> out;
    client().run_until([&] {
      out = client().heard();
      const auto found = std::ranges::find_if(
          out, [&](const std::string& frame) { return frame.find(text) != std::string::npos; });
      if (found == out.end()) return false;
      out.erase(found + 1, out.end());
      return true;
    });
    return out;
  }
  /// Of those that hold the kind, what stands behind the member.
  static std::vector<std::string> of_kind(const std::vector<std::string>& frames, std::string_view kind,
                                          const std::string& member) {
    std::vector<std::string> out;
    for (const std::string& frame : frames) {
      if (frame.find("\"kind\":\"" + std::string(kind) + "\"") == std::string::npos) continue;
      const auto at = frame.find("\"" + member + "\":") + member.size() + 3;
      out.push_back(frame.substr(at, frame.find_first_of(",}", at) - at));
    }
    return out;
  }

  FakeFeed feed;
  FeedHooks hooks;
  Hub::Options options;
  std::unique_ptr<Hub> hub_;
  std::shared_ptr<Scripted> client_;
};

TEST_F(PlayTest, EventsAreToldInTheirOrderUpToTheEndOfTheStretch) {
  feed.add(10);
  play(R"("topic":"events","from":"2.0","until":"7.0","speed":1000)");
  const auto heard = until("\"played\"");
  EXPECT_THAT(of_kind(heard, "event", "position"),
              ElementsAre("\"2.0\"", "\"3.0\"", "\"4.0\"", "\"5.0\"", "\"6.0\""));
  EXPECT_THAT(of_kind(heard, "played", "size"), ElementsAre("7"));
  EXPECT_THAT(of_kind(heard, "clock", "size"), Contains("7"));
}

TEST_F(PlayTest, TheClockIsThatOfTheRecord) {
  feed.add(1'000);
  play(R"("topic":"events","from":"2024-01-01T00:00:10Z","speed":1)");
  const auto first = until("\"clock\"");
  EXPECT_THAT(of_kind(first, "event", "position"), ElementsAre("\"10.0\""));
  EXPECT_THAT(first.back(), HasSubstr(R"("at":"2024-01-01T00:00:10.000000Z")"));
  EXPECT_THAT(until("\"11.0\"").back(), HasSubstr(R"("kind":"event")")) << "a second later";
}

TEST_F(PlayTest, StateTopicsTellWhatWasKnownThen) {
  feed.add(10);
  play(R"("topic":"stats","name":"stat.x","from":"0.0","until":"9.0","speed":1000)");
  const auto heard = until("\"played\"");
  EXPECT_THAT(heard.front(), HasSubstr(R"("kind":"snapshot","size":0,"data":"0 on 2024-01-01")"));
  EXPECT_THAT(of_kind(heard, "change", "data"), Contains("\"3 on 2024-01-01\""));
  for (const std::string& frame : heard) EXPECT_THAT(frame, Not(HasSubstr("now")));
}

TEST_F(PlayTest, PausedItTellsAtOnceWhereItStands) {
  feed.add(1'000);
  play(R"("topic":"events","from":"5.0","speed":3600)");
  until("\"clock\"");
  client().forget();
  direct(R"("pause")");
  const auto heard = until(R"("paused":true)");
  ASSERT_FALSE(heard.empty());
  EXPECT_THAT(heard.back(), HasSubstr(R"("kind":"clock")"));
  const std::string size = of_kind({heard.back()}, "clock", "size")[0];
  client().forget();
  direct(R"("pause")");
  direct(R"("resume")");
  const auto resumed = until(R"("paused":false)");
  ASSERT_FALSE(resumed.empty());
  EXPECT_THAT(resumed.front(), HasSubstr("\"" + size + ".0\"")) << "where the clock stood it goes on";
}

TEST_F(PlayTest, PausedItGoesStepByStep) {
  feed.add(100);
  play(R"("topic":"events","from":"5.0","speed":1)");
  direct(R"("pause")");
  until(R"("paused":true)");
  client().forget();
  direct(R"("step")");
  EXPECT_THAT(of_kind(until("\"clock\""), "event", "position"), SizeIs(1));
  client().forget();
  direct(R"("step")");
  direct(R"("step")");
  const auto heard = client().hear(4);
  EXPECT_THAT(of_kind(heard, "event", "position"), SizeIs(2));
  client().forget();
  direct(R"("resume","speed":31536000)");
  EXPECT_THAT(of_kind(until("\"played\""), "played", "size"), ElementsAre("100"));
}

TEST_F(PlayTest, ItIsSoughtInAlsoOnceItIsPlayed) {
  feed.add(10);
  play(R"("topic":"events","from":"0.0","speed":1000)");
  until("\"played\"");
  client().forget();
  direct(R"("seek","to":"2024-01-01T00:00:08Z")");
  EXPECT_THAT(of_kind(until("\"played\""), "event", "position"), ElementsAre("\"8.0\"", "\"9.0\""));
  client().forget();
  direct(R"("seek","to":"11.0")");
  EXPECT_THAT(until("\"error\"").back(), HasSubstr(R"("where":"to")"));
}

TEST_F(PlayTest, WhatIsNotPlayedIsNotDirected) {
  feed.add(2);
  play(R"("topic":"events","from":"0.0")");
  direct(R"("pause")");
  EXPECT_THAT(until("\"error\"").back(), HasSubstr(R"("where":"id")"));
}

TEST_F(PlayTest, LimitsAreNamed) {
  feed.add(2);
  for (std::size_t i = 0; i <= kPlaysMax; ++i) {
    client().say(R"({"op":"subscribe","id":"p)" + std::to_string(i) +
                 R"(","topic":"events","from":"0.0","speed":1})");
  }
  EXPECT_THAT(until("\"error\"").back(), HasSubstr("p" + std::to_string(kPlaysMax)));
  for (const char* wrong :
       {R"("topic":"events","speed":5)", R"("topic":"events","from":"0.0","speed":0)",
        R"("topic":"events","from":"0.0","speed":31622401)", R"("topic":"events","from":"0.0","until":"1.0")",
        R"("topic":"alerts","from":"0.0")", R"("topic":"checkpoint","from":"0.0","speed":1)",
        R"("topic":"events","from":"9.0","speed":1)",
        R"("topic":"events","from":"2.0","until":"1.0","speed":1)"}) {
    client().forget();
    client().say(R"({"op":"unsubscribe","id":"p0"})");
    play(wrong);
    EXPECT_THAT(until("\"a\",\"kind\":\"error\"").back(), HasSubstr("\"error\"")) << wrong;
  }
}

}  // namespace
}  // namespace tenure::testing

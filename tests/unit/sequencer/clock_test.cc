// The moment of recording: strictly increasing whatever the clock does.
#include <gtest/gtest.h>

#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

Result<Admission> rename(TestLedger& t, std::string_view issued = {}) {
  auto act = t.act().add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
  if (!issued.empty()) act.issued(issued);
  return t.submit(act, t.root());
}

Moment at(std::string_view text) { return *Moment::parse(text); }

TEST(RecordedAt, IncreasesByAMicrosecondWhileTheClockStandsOrGoesBack) {
  Moment now = at("2024-06-01T08:00:00Z");
  TestLedger::Options options;
  options.clock = Clock::system;
  options.system_clock = [&now] { return now; };
  TestLedger t(options);
  now = at("2024-06-02T08:00:00Z");
  EXPECT_EQ(rename(t)->recorded_at, now);
  EXPECT_EQ(rename(t)->recorded_at, at("2024-06-02T08:00:00.000001Z"));
  now = at("2024-05-01T00:00:00Z");
  EXPECT_EQ(rename(t)->recorded_at, at("2024-06-02T08:00:00.000002Z"));
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(rename(t)->recorded_at, at("2024-06-02T08:00:00.000003Z")) << "also after a restart";
  now = at("2024-06-02T08:00:01Z");
  EXPECT_EQ(rename(t)->recorded_at, now);
}

TEST(RecordedAt, OfASimulatedClockIsWhatTheIssuerSays) {
  TestLedger t;
  EXPECT_EQ(rename(t, "2031-06-01T08:00:00Z")->recorded_at, at("2031-06-01T08:00:00Z"));
  EXPECT_EQ(rename(t, "2026-01-01T00:00:00Z")->recorded_at, at("2031-06-01T08:00:00.000001Z"));
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(t.sequencer().clock(), Clock::simulated);
  EXPECT_EQ(rename(t, "2031-06-01T08:00:00Z")->recorded_at, at("2031-06-01T08:00:00.000002Z"));
}

TEST(RecordedAt, OfARefusedActIsGivenToTheNextOne) {
  TestLedger t;
  ASSERT_FALSE(t.submit(
      t.act().add("2024-03-01", OrgRenamed{{"o-nowhere"}, {"新村"}, {}}).issued("2031-06-01T08:00:00Z"),
      t.root()));
  EXPECT_EQ(rename(t, "2024-06-01T08:00:00Z")->recorded_at, at("2024-06-01T08:00:00Z"));
}

}  // namespace
}  // namespace tenure::testing

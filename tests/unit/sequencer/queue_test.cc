// The queue before the sequencer: order, limits, the end of it, and questions that leave nothing.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/registry/rows.h"
#include "tests/support/ledger.h"
#include "tests/unit/evidence/reason_of.h"
#include "tests/unit/sequencer/hold.h"

namespace tenure::testing {
namespace {

using test::reason_of;

OrgRenamed renamed(const std::string& org, const std::string& name) { return {{org}, {name}, {}}; }

TEST(Queue, ActsAreRecordedAndAnsweredInTheOrderOfSubmission) {
  TestLedger::Options options;
  options.verify_threads = 3;
  TestLedger t(options);
  constexpr std::size_t kActs = 300;
  const std::uint64_t size = t.store().log().head().size;
  std::vector<std::uint64_t> indexes;
  for (std::size_t i = 0; i < kActs; ++i) {
    const auto act = t.act().add("2024-03-01", renamed("o-village", "村" + std::to_string(i)));
    t.sequencer().submit(sign(act.payload(), t.root()), [&](Result<Admission> answer) {
      if (answer) indexes.push_back(answer->index);
    });
  }
  t.sequencer().drain();
  ASSERT_EQ(indexes.size(), kActs);
  for (std::size_t i = 0; i < kActs; ++i) EXPECT_EQ(indexes[i], size + i);
  const auto row = t.row<OrgRow>("o-village");
  ASSERT_EQ(row->names.size(), kActs + 1);
  EXPECT_EQ(row->names.back().name.value, "村299");
}

TEST(Queue, ActSeesWhatTheOnesBeforeItInItsGroupDid) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  std::optional<Reason> reason;
  Hold hold(t.sequencer());
  t.sequencer().submit(
      sign(t.act().add("2024-03-01", KeyRevoked{{clerk.id()}, {"lost"}}).payload(), t.root()),
      [](const Result<Admission>&) {});
  t.sequencer().submit(
      sign(t.act("o-town").add("2024-03-01", renamed("o-village", "新村")).payload(), {&clerk}),
      [&](const Result<Admission>& answer) { reason = reason_of(answer); });
  hold.release();
  t.sequencer().drain();
  EXPECT_EQ(reason, Reason::key_revoked);
}

TEST(Queue, OneActTooManyIsAnsweredAtOnceWithOverload) {
  TestLedger t;
  std::size_t answered = 0;
  std::optional<Reason> reason;
  Hold hold(t.sequencer());
  for (std::size_t i = 0; i < kQueueActsMax; ++i)
    t.sequencer().submit(nobodys(), [&](const Result<Admission>&) { ++answered; });
  t.sequencer().submit(nobodys(), [&](const Result<Admission>& answer) { reason = reason_of(answer); });
  EXPECT_EQ(reason, Reason::overload);
  hold.release();
  t.sequencer().drain();
  EXPECT_EQ(answered, kQueueActsMax);
}

TEST(Queue, BytesBeyondTheLimitAreAnsweredWithOverload) {
  TestLedger t;
  constexpr std::size_t kFit = kQueueBytesMax / kPayloadMax - 1;  // each costs a little more than its payload
  std::size_t waiting = 0;
  std::size_t overloaded = 0;
  Hold hold(t.sequencer());
  for (std::size_t i = 0; i < kFit + 2; ++i) {
    t.sequencer().submit(nobodys(kPayloadMax), [&](const Result<Admission>& answer) {
      ++(reason_of(answer) == Reason::overload ? overloaded : waiting);
    });
  }
  EXPECT_EQ(overloaded, 2U);
  hold.release();
  t.sequencer().drain();
  EXPECT_EQ(waiting, kFit);
}

TEST(Queue, TakesActsAgainAfterOverload) {
  TestLedger t;
  std::promise<void> last_answered;
  {
    Hold hold(t.sequencer());
    for (std::size_t i = 1; i < kQueueActsMax; ++i) {
      t.sequencer().submit(nobodys(), [](const Result<Admission>&) {});
    }
    t.sequencer().submit(nobodys(), [&](const Result<Admission>&) { last_answered.set_value(); });
    ASSERT_EQ(reason_of(t.sequencer().submit_and_wait(nobodys())), Reason::overload);
  }
  last_answered.get_future().wait();
  EXPECT_EQ(reason_of(t.sequencer().submit_and_wait(nobodys())), Reason::key_unknown);
  EXPECT_TRUE(t.submit(t.act().add("2024-03-01", renamed("o-village", "新村")), t.root()));
}

TEST(Queue, DrainAnswersEverythingAndThenRefuses) {
  TestLedger t;
  std::size_t admitted = 0;
  for (int i = 0; i < 100; ++i) {
    const auto act = t.act().add("2024-03-01", renamed("o-village", "村" + std::to_string(i)));
    t.sequencer().submit(sign(act.payload(), t.root()),
                         [&](const Result<Admission>& answer) { admitted += answer ? 1 : 0; });
  }
  t.sequencer().drain();
  EXPECT_EQ(admitted, 100U);
  const auto late = t.act().add("2024-03-01", renamed("o-village", "新村"));
  EXPECT_EQ(reason_of(t.submit(late, t.root())), Reason::stopped);
  EXPECT_EQ(reason_of(t.sequencer().check_and_wait(sign(late.payload(), t.root()))), Reason::stopped);
}

TEST(Queue, EachNewHeadIsToldOnceAndInOrder) {
  std::vector<std::uint64_t> sizes;
  TestLedger::Options options;
  options.on_committed = [&](const Head& head) { sizes.push_back(head.size); };
  TestLedger t(options);
  for (int i = 0; i < 20; ++i) {
    const auto act = t.act().add("2024-03-01", renamed("o-village", "村" + std::to_string(i)));
    t.sequencer().submit(sign(act.payload(), t.root()), [](const Result<Admission>&) {});
  }
  t.sequencer().drain();
  ASSERT_FALSE(sizes.empty());
  EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end(), std::less_equal<>()));
  EXPECT_EQ(sizes.back(), t.store().log().head().size);
}

// Checks (dry runs)
// -----------------------------------------------------------------------------------------------------

TEST(Check, GivesTheVerdictAndLeavesNothing) {
  TestLedger t;
  const Head head = t.store().log().head();
  const auto act = t.act().add("2024-03-01", renamed("o-village", "新村"));
  const auto checked = t.sequencer().check_and_wait(sign(act.payload(), t.root()));
  ASSERT_TRUE(checked) << checked.error().text();
  EXPECT_FALSE(checked->existed);
  EXPECT_TRUE(t.store().log().head() == head);
  EXPECT_EQ(t.row<OrgRow>("o-village")->names.size(), 1U);
  const auto done = t.submit(act, t.root());
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->existed) << "a check takes no act id";
  EXPECT_EQ(done->index, checked->index);
  EXPECT_EQ(done->recorded_at, checked->recorded_at);
  EXPECT_EQ(t.row<OrgRow>("o-village")->names.size(), 2U);
}

TEST(Check, WithoutSignaturesJudgesTheRecordButNotTheAuthority) {
  TestLedger t;
  EXPECT_TRUE(t.sequencer().check_and_wait(
      sign(t.act("o-town").add("2024-03-01", renamed("o-village", "新村")).payload(), {})));
  EXPECT_EQ(reason_of(t.sequencer().check_and_wait(
                sign(t.act("o-town").add("2024-03-01", renamed("o-nowhere", "新村")).payload(), {}))),
            Reason::absent);
}

TEST(Check, WithASignatureJudgesTheAuthority) {
  TestLedger t;
  const Signer& stranger = t.stranger();
  EXPECT_EQ(reason_of(t.sequencer().check_and_wait(sign(
                t.act("o-town").add("2024-03-01", renamed("o-village", "新村")).payload(), {&stranger}))),
            Reason::grant_missing);
}

TEST(Check, RefusalIsNotJournalled) {
  TestLedger t;
  const auto act = t.act().add("2024-03-01", renamed("o-nowhere", "新村"));
  ASSERT_FALSE(t.sequencer().check_and_wait(sign(act.payload(), t.root())));
  std::size_t lines = 0;
  ASSERT_TRUE(t.store().log().read_journal([&](Moment, std::string_view) { ++lines; }));
  EXPECT_EQ(lines, 0U);
}

}  // namespace
}  // namespace tenure::testing

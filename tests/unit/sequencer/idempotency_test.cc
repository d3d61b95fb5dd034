// An act once admitted answers again to the same payload, and to no other.
#include <gtest/gtest.h>

#include "tests/support/ledger.h"
#include "tests/unit/evidence/reason_of.h"
#include "tests/unit/sequencer/hold.h"

namespace tenure::testing {
namespace {

using test::reason_of;

OrgRenamed renamed(const std::string& name) { return {{"o-village"}, {name}, {}}; }

TEST(Idempotency, OneAdmittedKeyAmongNewOnesIsEnough) {
  TestLedger t;
  const Signer& first = t.clerk("o-town");
  const Signer& second = t.clerk("o-town");
  const Signer& late = t.clerk("o-town");
  const auto act = t.act("o-town").add("2024-03-01", renamed("新村"));
  const auto done = t.submit(act, {&first, &second});
  ASSERT_TRUE(done);
  const auto again = t.submit(act, {&late, &second});
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->existed);
  EXPECT_EQ(again->index, done->index);
  EXPECT_EQ(again->recorded_at, done->recorded_at);
  EXPECT_EQ(t.store().log().record(done->index)->signatures.size(), 2U)
      << "signatures are fixed at admission";
}

TEST(Idempotency, AdmittedKeyIsAnsweredBehindWhateverSignatureStandsBesideIt) {
  TestLedger t;
  const Signer& first = t.clerk("o-town");
  const Signer& other = t.clerk("o-town");
  const auto act = t.act("o-town").add("2024-03-01", renamed("新村"));
  const auto done = t.submit(act, {&first});
  ASSERT_TRUE(done);
  const Signer nobody = Signer::named("nobody");
  const Signed bad{other.id(), first.sign(act.payload()).sig};
  const auto with = [&](const Signed& faulty) {
    auto submission = sign(act.payload(), {&first});
    auto& signatures = submission.envelope.signatures;
    signatures.insert(signatures.begin(), faulty);
    return t.sequencer().submit_and_wait(std::move(submission));
  };
  for (const Signed& faulty : {nobody.sign(act.payload()), nobody.sign("another"), bad}) {
    const auto again = with(faulty);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_TRUE(again->existed);
    EXPECT_EQ(again->index, done->index);
  }
  // Of a new act, and of one that somebody else signed, the faulty signature is all that is said.
  EXPECT_EQ(reason_of(t.submit(t.act("o-town").add("2024-03-02", renamed("又")), {&nobody, &first})),
            Reason::key_unknown);
  EXPECT_EQ(reason_of(t.submit(act, {&nobody, &other})), Reason::key_unknown);
}

TEST(Idempotency, AnotherAuthorisedKeyAloneFindsTheActIdUsed) {
  TestLedger t;
  const Signer& first = t.clerk("o-town");
  const Signer& late = t.clerk("o-town");
  const auto act = t.act("o-town").add("2024-03-01", renamed("新村"));
  ASSERT_TRUE(t.submit(act, {&first}));
  EXPECT_EQ(reason_of(t.submit(act, {&late})), Reason::act_id_reused);
}

TEST(Idempotency, RevokedKeyStillGetsTheAnswerOfItsAct) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  const auto act = t.act("o-town").add("2024-03-01", renamed("新村"));
  const auto done = t.submit(act, {&clerk});
  ASSERT_TRUE(done);
  ASSERT_TRUE(t.submit(t.act().add("2024-03-01", KeyRevoked{{clerk.id()}, {"lost"}}), t.root()));
  const auto again = t.submit(act, {&clerk});
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->index, done->index);
}

TEST(Idempotency, EqualBytesInAnotherSpellingAreAnotherPayload) {
  TestLedger t;
  const std::string payload = t.act().add("2024-03-01", renamed("新村")).payload();
  ASSERT_TRUE(t.submit_bytes(payload, t.root()));
  EXPECT_EQ(reason_of(t.submit_bytes(payload + "\n", t.root())), Reason::act_id_reused);
}

TEST(Idempotency, AnswersAsBeforeAfterReopening) {
  TestLedger t;
  const auto act = t.act().add("2024-03-01", renamed("新村"));
  const auto done = t.submit(act, t.root());
  ASSERT_TRUE(done);
  ASSERT_TRUE(t.reopen());
  const auto again = t.submit(act, t.root());
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->existed);
  EXPECT_EQ(again->index, done->index);
  EXPECT_EQ(again->recorded_at, done->recorded_at);
}

TEST(Idempotency, RefusedActIdIsFree) {
  TestLedger t;
  auto act = t.act().add("2024-03-01", OrgRenamed{{"o-nowhere"}, {"新村"}, {}});
  ASSERT_EQ(reason_of(t.submit(act, t.root())), Reason::absent);
  act.act().events.clear();
  EXPECT_TRUE(t.submit(act.add("2024-03-01", renamed("新村")), t.root()));
}

// Pairs that wait together are admitted in one group: the second one's answer comes out of the group itself.
TEST(Idempotency, EqualSubmissionsInFlightAreOneAct) {
  TestLedger t;
  constexpr std::size_t kPairs = 50;
  const std::uint64_t size = t.store().log().head().size;
  std::vector<std::optional<Admission>> answers(2 * kPairs);
  Hold hold(t.sequencer());
  for (std::size_t i = 0; i < kPairs; ++i) {
    const auto act = t.act().add("2024-03-01", renamed("村" + std::to_string(i)));
    for (std::size_t at : {2 * i, 2 * i + 1}) {
      t.sequencer().submit(sign(act.payload(), t.root()), [&answers, at](const Result<Admission>& answer) {
        if (answer) answers[at] = *answer;
      });
    }
  }
  hold.release();
  t.sequencer().drain();
  EXPECT_EQ(t.store().log().head().size, size + kPairs);
  for (std::size_t i = 0; i < kPairs; ++i) {
    const auto& first = answers[2 * i];
    const auto& second = answers[2 * i + 1];
    ASSERT_TRUE(first && second) << i;
    EXPECT_FALSE(first->existed);
    EXPECT_TRUE(second->existed);
    EXPECT_EQ(first->index, size + i);
    EXPECT_EQ(second->index, size + i);
    EXPECT_EQ(first->recorded_at, second->recorded_at);
  }
}

TEST(Idempotency, AnotherPayloadInFlightUnderTheSameActIdIsRefused) {
  TestLedger t;
  auto act = t.act().add("2024-03-01", renamed("新村"));
  std::optional<Reason> first = Reason::io;
  std::optional<Reason> second;
  Hold hold(t.sequencer());
  t.sequencer().submit(sign(act.payload(), t.root()),
                       [&](const Result<Admission>& answer) { first = reason_of(answer); });
  t.sequencer().submit(sign(act.add("2024-03-02", renamed("又一村")).payload(), t.root()),
                       [&](const Result<Admission>& answer) { second = reason_of(answer); });
  hold.release();
  t.sequencer().drain();
  EXPECT_EQ(first, std::nullopt);
  EXPECT_EQ(second, Reason::act_id_reused);
}

}  // namespace
}  // namespace tenure::testing

// Sealed values on their way from a submission to the vault, and out of the world again.
#include <gtest/gtest.h>

#include <filesystem>

#include "domain/registry/rows.h"
#include "tests/support/ledger.h"
#include "tests/unit/domain/making.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure::testing {
namespace {

using test::reason_of;

constexpr std::string_view kName = "王小明";
constexpr std::string_view kSubject = "person/p-1";

SealedInput seal(std::string_view path, std::string_view value) {
  const Digest salt = sha256(value);
  return {Commitment::make(salt.view(), path, value), {to_base64url(salt.view())}, {std::string(value)}};
}

PersonRegistered person_with(const SealedInput& name) {
  PersonRegistered out;
  out.person = {"p-1"};
  out.org = {"o-village"};
  out.name = {name.commitment};
  return out;
}

PersonAttributeRecorded health_with(const SealedInput& health) {
  PersonAttributeRecorded out;
  out.person = {"p-1"};
  out.attribute = {"health"};
  out.sealed = Sealed<ShortText>{health.commitment};
  return out;
}

template <class E>
Submission sealed_act(TestLedger& t, E event, const SealedInput& input) {
  auto out = sign(t.act().add("2024-03-01", std::move(event)).payload(), t.root());
  out.sealed = {input};
  return out;
}

ActBuilder erasure(TestLedger& t) {
  return t.act().add("2024-04-01", SubjectErased{{"p-1"}, {"pipl_47"}, {"平法〔2024〕1号"}});
}

/// p-1 is registered with a sealed name; two keys may approve an erasure.
class Seals : public ::testing::Test {
 protected:
  Seals() {
    const auto done = t.sequencer().submit_and_wait(sealed_act(t, person_with(name), name));
    EXPECT_TRUE(done) << done.error().text();
  }

  Result<Opening> opening() { return t.store().vault().get(kSubject, name.commitment.str()); }

  TestLedger t;
  const SealedInput name = seal("name", kName);
  const Signer& first = t.clerk("o-town");
  const Signer& second = t.clerk("o-town");
};

TEST_F(Seals, ValueOpensItsCommitmentOutOfTheVault) {
  const auto opened = opening();
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->value, kName);
  EXPECT_EQ(Commitment::make(opened->salt, "name", opened->value), name.commitment);
  EXPECT_EQ(t.row<PersonRow>("p-1")->name, name.commitment);
}

TEST_F(Seals, ValueIsNeitherInTheLogNorUnderAnotherSubject) {
  const auto record = t.store().log().record(t.store().log().head().size - 1);
  EXPECT_EQ(record->payload.find(kName), std::string::npos);
  EXPECT_EQ(reason_of(t.store().vault().get("person/p-2", name.commitment.str())), Reason::absent);
}

TEST_F(Seals, ValueOfARefusedActIsNotKept) {
  const auto other = seal("name", "李四");
  ASSERT_EQ(reason_of(t.sequencer().submit_and_wait(sealed_act(t, person_with(other), other))),
            Reason::already);
  EXPECT_EQ(reason_of(t.store().vault().get(kSubject, other.commitment.str())), Reason::absent);
}

TEST_F(Seals, ValueOfACorrectionsReplacementBelongsToTheReplacementsSubject) {
  const auto recorded = t.submit(t.act().add("2024-03-01", health_with(seal("sealed", "良好"))), t.root());
  ASSERT_TRUE(recorded);
  const auto right = seal("sealed", "一般");
  CorrectionRecorded correction;
  correction.target = {recorded->index, 0};
  correction.reason = {sealed_as("reason", "录入有误")};
  correction.replacement = make_event(Date::of(2024, 3, 1), health_with(right));
  const auto done = t.sequencer().submit_and_wait(sealed_act(t, correction, right));
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(t.store().vault().get(kSubject, right.commitment.str())->value, "一般");
}

TEST_F(Seals, ErasureNeedsTwoSignatures) {
  EXPECT_EQ(reason_of(t.submit(erasure(t), t.root())), Reason::threshold) << "one root key is one signature";
  const auto act =
      t.act("o-town").add("2024-04-01", SubjectErased{{"p-1"}, {"pipl_47"}, {"平法〔2024〕1号"}});
  EXPECT_EQ(reason_of(t.submit(act, {&first})), Reason::threshold);
  EXPECT_TRUE(opening());
  const auto done = t.submit(act, {&first, &second});
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(reason_of(opening()), Reason::absent);
}

TEST_F(Seals, ErasureLastsThroughARestartAndLeavesTheRowsAsTheyWere) {
  ASSERT_TRUE(t.submit(erasure(t), {t.root()[0], &first}));
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(reason_of(opening()), Reason::absent);
  EXPECT_EQ(t.row<PersonRow>("p-1")->name, name.commitment);
  EXPECT_TRUE(t.submit(t.act().add("2024-05-01", DeathRecorded{{"p-1"}, {}}), t.root()));
}

TEST_F(Seals, KeyFileHoldsTheWrappedKeyUntilTheErasureAndNotAfter) {
  const std::string path = t.folder() + "/keys/subjects.keys";
  constexpr std::size_t kHeader = 128;
  constexpr std::size_t kWrappedAt = 33;
  constexpr std::size_t kWrappedSize = 72;
  const std::string before = test::read_file(path);
  ASSERT_EQ(before.size(), kHeader + 128) << "p-1 alone has a key";
  const std::string wrapped = before.substr(kHeader + kWrappedAt, kWrappedSize);
  ASSERT_TRUE(t.submit(erasure(t), {t.root()[0], &first}));
  const std::string after = test::read_file(path);
  EXPECT_EQ(after.size(), before.size());
  EXPECT_EQ(after.find(wrapped.substr(0, 16)), std::string::npos);
  EXPECT_EQ(after.substr(kHeader + kWrappedAt, kWrappedSize), std::string(kWrappedSize, '\0'));
}

TEST_F(Seals, NothingIsSealedForAnErasedSubjectAndOthersAreNotHeldUp) {
  ASSERT_TRUE(t.submit(erasure(t), {t.root()[0], &first}));
  const auto health = seal("sealed", "良好");
  EXPECT_EQ(reason_of(t.sequencer().submit_and_wait(sealed_act(t, health_with(health), health))),
            Reason::absent);
  EXPECT_TRUE(t.submit(t.act().add("2024-05-01", health_with(health)), t.root())) << "without the value";
}

TEST_F(Seals, ErasureIsDoneAgainWhenRowsAreMadeAnew) {
  ASSERT_TRUE(t.submit(erasure(t), {t.root()[0], &first}));
  t.close();
  for (const auto& entry : std::filesystem::directory_iterator(t.folder())) {
    if (entry.path().filename().string().starts_with("views-")) std::filesystem::remove_all(entry.path());
  }
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(reason_of(opening()), Reason::absent);
}

}  // namespace
}  // namespace tenure::testing

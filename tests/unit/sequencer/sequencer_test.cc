// The life of an act, from submission to a row, through real storage.
#include <gtest/gtest.h>

#include "domain/tenure/rows.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/receipt.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

SecretaryAppointed secretary(const std::string& person, const std::string& org) {
  SecretaryAppointed out;
  out.person = {person};
  out.org = {org};
  return out;
}

TEST(Sequencer, AppointmentIsAdmittedAndStandsInTheRow) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  const Signer& clerk = t.clerk("o-town");
  const auto done = t.submit(t.act("o-town").add("2024-03-01", secretary("p-1", "o-village")), {&clerk});
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->index, t.store().log().head().size - 1);
  const auto row = t.row<PersonTenure>("p-1");
  ASSERT_TRUE(row);
  ASSERT_EQ(row->offices.size(), 1U);
  EXPECT_EQ(row->offices[0].from, Date::of(2024, 3, 1));
  EXPECT_FALSE(t.row<PersonTenure>("p-1", {}, done->index)) << "before it the person held nothing";
}

TEST(Sequencer, ReceiptProvesTheEntryToWhoTrustsTheLogsKey) {
  TestLedger t;
  const std::uint64_t index = t.store().log().head().size - 1;
  const auto receipt = parse_receipt(*t.store().log().receipt(index));
  ASSERT_TRUE(receipt);
  const auto entry = t.store().log().entry(index);
  const std::vector<VerifierKey> keys{t.store().log_key()};
  EXPECT_TRUE(verify_receipt(*receipt, leaf_hash(encode_entry(*entry)), keys));
}

TEST(Sequencer, BackdatedEventTakesItsPlaceInTheOrderOfDates) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  TenureEnded ended;
  ended.person = {"p-1"};
  ended.org = {"o-village"};
  ended.post = {"secretary"};
  ended.reason = {"term_expiry"};
  ASSERT_TRUE(t.submit(t.act().add("2024-03-01", secretary("p-1", "o-village")), t.root()));
  ASSERT_TRUE(t.submit(t.act().add("2024-09-01", ended), t.root()));
  OfficeAssumed director;
  director.person = {"p-1"};
  director.org = {"o-village"};
  director.post = {"director"};
  ASSERT_TRUE(t.submit(t.act().add("2023-01-01", director), t.root()));
  const auto row = t.row<PersonTenure>("p-1");
  ASSERT_EQ(row->offices.size(), 2U);
  EXPECT_EQ(row->offices[0].post.value, "director");
  EXPECT_EQ(row->offices[1].until, Date::of(2024, 9, 1));
}

TEST(Sequencer, CorrectionRewritesTheStandingAndLeavesThePastAsItWasKnown) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  t.register_person("p-2", "o-village");
  const auto wrong = t.submit(t.act().add("2024-03-01", secretary("p-1", "o-village")), t.root());
  ASSERT_TRUE(wrong);
  CorrectionRecorded correction;
  correction.target = {wrong->index, 0};
  correction.reason = {sealed_as("reason", "人员有误")};
  correction.replacement = make_event(Date::of(2024, 3, 2), secretary("p-2", "o-village"));
  const auto corrected = t.submit(t.act().add("2024-04-01", correction), t.root());
  ASSERT_TRUE(corrected) << corrected.error().text();
  EXPECT_TRUE(t.row<PersonTenure>("p-1")->offices.empty());
  ASSERT_EQ(t.row<PersonTenure>("p-2")->offices.size(), 1U);
  EXPECT_EQ(t.row<PersonTenure>("p-2")->offices[0].begun_at, (Position{wrong->index, 0}));
  EXPECT_EQ(t.row<PersonTenure>("p-1", {}, corrected->index)->offices.size(), 1U);

  CorrectionRecorded undone;
  undone.target = correction.target;
  undone.reason = {sealed_as("reason", "作废")};
  ASSERT_TRUE(t.submit(t.act().add("2024-05-01", undone), t.root()));
  EXPECT_TRUE(t.row<PersonTenure>("p-2")->offices.empty());
  EXPECT_EQ(t.row<PersonTenure>("p-2", {}, corrected->index + 1)->offices.size(), 1U);
}

TEST(Sequencer, SamePayloadAgainAnswersAsBeforeAndAddsNothing) {
  TestLedger t;
  const auto act = t.act().add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
  const auto first = t.submit(act, t.root());
  ASSERT_TRUE(first);
  const auto size = t.store().log().head().size;
  const auto again = t.submit(act, t.root());
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->existed);
  EXPECT_EQ(again->index, first->index);
  EXPECT_EQ(again->recorded_at, first->recorded_at);
  EXPECT_EQ(t.store().log().head().size, size);
}

TEST(Sequencer, EverythingIsThereAfterReopening) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  const auto done = t.submit(t.act().add("2024-03-01", secretary("p-1", "o-village")), t.root());
  ASSERT_TRUE(done);
  const Head head = t.store().log().head();
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(t.store().log().head(), head);
  EXPECT_EQ(t.row<PersonTenure>("p-1")->offices.size(), 1U);
  EXPECT_TRUE(t.submit(t.act().add("2024-03-02", OrgRenamed{{"o-village"}, {"新村"}, {}}), t.root()));
}

}  // namespace
}  // namespace tenure::testing

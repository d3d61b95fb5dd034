// Who corrects what: the issuing authority or its superior, an original event, by an event of its own area.
#include "domain/pay/rows.h"
#include "domain/registry/rows.h"
#include "domain/selection/events.h"
#include "domain/tenure/rows.h"
#include "tests/scenarios/ledger/refusals.h"

namespace tenure::testing {
namespace {

CorrectionRecorded correction_of(Position target) {
  CorrectionRecorded out;
  out.target = target;
  out.reason = {sealed_as("reason", "录入有误")};
  return out;
}

template <class E>
CorrectionRecorded correction_of(Position target, std::string_view on, E replacement) {
  auto out = correction_of(target);
  out.replacement = make_event(*Date::parse(on), std::move(replacement));
  return out;
}

/// Two towns below a county, and a name that the first one gave to its village.
class Correction : public ::testing::Test {
 protected:
  Correction() {
    t.register_org("o-town2", "o-county", "township");
    const auto named = t.submit(t.act("o-town").add("2024-03-01", renamed("o-village", "错名村")), {&town});
    EXPECT_TRUE(named) << named.error().text();
    target = {named->index, 0};
  }

  template <class... More>
  ActBuilder correcting(const std::string& authority, More... more) {
    return t.act(authority).add("2024-04-01", correction_of(more...));
  }

  TestLedger t;
  const Signer& town = t.clerk("o-town");
  const Signer& county = t.clerk("o-county");
  Position target;
};

TEST_F(Correction, ByASiblingIsRefused) {
  const Signer& sibling = t.clerk("o-town2");
  expect_refused(t, correcting("o-town2", target), {&sibling},
                 {Reason::correction_stranger, "events[0].data.target"});
}

TEST_F(Correction, ByAnAuthorityBelowTheIssuerIsRefused) {
  const Signer& village = t.clerk("o-village");
  expect_refused(t, correcting("o-village", target), {&village},
                 {Reason::correction_stranger, "events[0].data.target"});
}

TEST_F(Correction, ByTheIssuerAndByItsSuperiorIsAdmitted) {
  expect_admitted(
      t.submit(correcting("o-town", target, "2024-03-01", renamed("o-village", "对名村")), {&town}));
  EXPECT_EQ(t.row<OrgRow>("o-village")->names.back().name.value, "对名村");
  expect_admitted(t.submit(correcting("o-county", target), {&county}));
  EXPECT_EQ(t.row<OrgRow>("o-village")->names.back().name.value, "组织 o-village");
}

TEST_F(Correction, NeedsAGrantForTheTypeOfTheTarget) {
  const Signer& tenure = t.clerk("o-town", {"tenure.*", "CorrectionRecorded"});
  expect_refused(t, correcting("o-town", target), {&tenure},
                 {Reason::grant_types, "events[0]", "OrgRenamed"});
}

TEST_F(Correction, MayNotReachOutsideTheSubtreeByItsReplacement) {
  expect_refused(t, correcting("o-town", target, "2024-03-01", renamed("o-town2")), {&town},
                 {Reason::grant_subtree, "events[0]", "outside o-town"});
}

TEST_F(Correction, OfAControlEventIsRefused) {
  const auto policy = t.submit(
      t.act().add("2024-03-01", PolicyAdopted{{"o-county"}, {"办法"}, {}, {}, {}, {}, {}, {}, {}}), t.root());
  ASSERT_TRUE(policy);
  expect_refused(t, correcting("o-county", Position{policy->index, 0}), t.root(),
                 {Reason::correction_target, "events[0].data.target", "PolicyAdopted is superseded"});
  expect_refused(t, correcting("o-county", Position{0, 0}), t.root(),
                 {Reason::correction_target, "events[0].data.target", "LedgerOpened is superseded"});
}

TEST_F(Correction, OfACorrectionIsRefused) {
  const auto corrected = t.submit(correcting("o-town", target), {&town});
  ASSERT_TRUE(corrected);
  expect_refused(t, correcting("o-town", Position{corrected->index, 0}), t.root(),
                 {Reason::correction_target, "events[0].data.target", "CorrectionRecorded is superseded"});
}

TEST_F(Correction, OfAMissingPositionIsRefused) {
  for (const Position missing :
       {Position{target.index, 1}, Position{target.index + 1, 0}, Position{999'999, 0}}) {
    expect_refused(t, correcting("o-town", missing), t.root(),
                   {Reason::correction_target, "events[0].data.target", missing.str()});
    // Of what others have recorded, or not, a clerk is told the same.
    expect_refused(t, correcting("o-town", missing), {&town},
                   {Reason::correction_stranger, "events[0].data.target"});
  }
}

TEST_F(Correction, ByAnEventOfAnotherAreaIsRefused) {
  t.register_person("p-1", "o-village");
  expect_refused(t, correcting("o-town", target, "2024-03-01", secretary("p-1", "o-village")), {&town},
                 {Reason::correction_target, "events[0].data.replacement", "of area tenure"});
}

// Otherwise a clerk who may close a period could put a grant in the place of the closing.
TEST_F(Correction, ByAControlEventIsRefused) {
  const auto closed = t.submit(
      t.act("o-town").add("2024-03-01", PeriodClosed{{"o-town"}, Period::of_year(2023), {}}), {&town});
  ASSERT_TRUE(closed) << closed.error().text();
  const auto power = grant_of(town, "o-county");
  expect_refused(t, correcting("o-town", Position{closed->index, 0}, "2024-03-01", power), {&town},
                 {Reason::correction_target, "events[0].data.replacement", "SignerAuthorised"});
}

TEST_F(Correction, ByAnEventAboutNobodyInTheRegisterIsRefused) {
  t.register_person("p-1", "o-village");
  const auto appointed = t.submit(t.act("o-town").add("2024-03-01", secretary("p-1", "o-village")), {&town});
  ASSERT_TRUE(appointed);
  expect_refused(
      t, correcting("o-town", Position{appointed->index, 0}, "2024-03-01", secretary("p-9", "o-village")),
      {&town}, {Reason::absent, "events[0].data.replacement.data", "person/p-9 is not registered"});
}

// What an event is asked, its replacement is asked too.
TEST_F(Correction, LAW_16_LAW_24_OfAPaymentIsAskedWhatAPaymentIsAsked) {
  t.register_person("p-1", "o-village");
  const auto payment = [](std::int64_t fen, std::vector<FundShare> funds = {}) {
    PayDisbursed out;
    out.person = {"p-1"};
    out.org = {"o-village"};
    out.component = {"basic"};
    out.period = Period::of_year(2024);
    out.amount_fen = {fen};
    out.funds = std::move(funds);
    return out;
  };
  const auto paid = t.submit(t.act("o-town").add("2024-03-01", payment(10'000)), {&town});
  ASSERT_TRUE(paid) << paid.error().text();
  const Position at{paid->index, 0};
  expect_refused(t, correcting("o-town", at, "2024-03-01", payment(-9'999)), {&town},
                 {Reason::bad_value, "events[0].data.replacement.data.amount_fen"});
  expect_refused(t, correcting("o-town", at, "2024-03-01", payment(9'999, {{{"township"}, {777}}})), {&town},
                 {Reason::bad_value, "events[0].data.replacement.data.funds"});
  EXPECT_EQ(t.row<OrgPaid>("o-village", "2024")->totals.at(0).paid_fen.value, 10'000) << "as it was";
  expect_admitted(
      t.submit(correcting("o-town", at, "2024-03-01", payment(9'999, {{{"township"}, {9'999}}})), {&town}));
  expect_admitted(t.submit(correcting("o-town", at, "2024-03-01", payment(9'000)), {&town}));
  std::int64_t sum = 0;
  for (const auto& total : t.row<OrgPaid>("o-village", "2024")->totals) sum += total.paid_fen.value;
  EXPECT_EQ(sum, 9'000) << "the last correction alone counts";
}

TEST_F(Correction, LAW_17_OfAnElectionIsAskedWhatAnElectionIsAsked) {
  const auto election = [](std::int32_t eligible, std::int32_t valid) {
    ElectionHeld out;
    out.org = {"o-village"};
    out.post = {"secretary"};
    out.eligible = eligible;
    out.valid = valid;
    out.outcome = {"elected"};
    return out;
  };
  const auto held = t.submit(t.act("o-town").add("2024-03-01", election(150, 144)), {&town});
  ASSERT_TRUE(held) << held.error().text();
  const Position at{held->index, 0};
  expect_refused(t, correcting("o-town", at, "2024-03-01", election(5, 144)), {&town},
                 {Reason::bad_value, "events[0].data.replacement.data.valid"});
  expect_admitted(t.submit(correcting("o-town", at, "2024-03-01", election(145, 144)), {&town}));
}

TEST_F(Correction, IsNotInTheWayOfItself) {
  t.register_person("p-1", "o-village");
  const auto begun = t.submit(t.act("o-town").add("2024-03-01", secretary("p-1", "o-village")), {&town});
  ASSERT_TRUE(begun);
  const Position at{begun->index, 0};
  expect_admitted(t.submit(correcting("o-town", at, "2024-03-02", secretary("p-1", "o-village")), {&town}));
  const auto& offices = t.row<PersonTenure>("p-1")->offices;
  ASSERT_EQ(offices.size(), 1U);
  EXPECT_EQ(offices[0].from, *Date::parse("2024-03-02"));
}

TEST_F(Correction, ThatWouldHoldAnOfficeTwiceIsRefused) {
  t.register_person("p-1", "o-village");
  const auto first = t.submit(t.act("o-town").add("2021-03-01", secretary("p-1", "o-village")), {&town});
  ASSERT_TRUE(first);
  TenureEnded end;
  end.person = {"p-1"};
  end.org = {"o-village"};
  end.post = {"secretary"};
  end.reason = {"term_expiry"};
  expect_admitted(t.submit(t.act("o-town").add("2022-03-01", end), {&town}));
  expect_admitted(t.submit(t.act("o-town").add("2024-03-01", secretary("p-1", "o-village")), {&town}));
  const Position at{first->index, 0};
  expect_refused(t, correcting("o-town", at, "2024-05-01", secretary("p-1", "o-village")), {&town},
                 {Reason::already, "events[0].data.replacement.data.post", "held since 2024-03-01"});
  expect_admitted(t.submit(correcting("o-town", at, "2021-04-01", secretary("p-1", "o-village")), {&town}));
}

TEST_F(Correction, OfARegistrationOnWhichSomethingRestsIsRefused) {
  PersonRegistered person;
  person.person = {"p-1"};
  person.org = {"o-village"};
  person.name = {sealed_as("name", "张三")};
  const auto registered = t.submit(t.act("o-town").add("2024-01-02", person), {&town});
  ASSERT_TRUE(registered);
  const Position at{registered->index, 0};
  const auto begun = t.submit(t.act("o-town").add("2024-03-01", secretary("p-1", "o-village")), {&town});
  ASSERT_TRUE(begun);
  const Position office{begun->index, 0};
  expect_refused(
      t, correcting("o-town", at), {&town},
      {Reason::rests_on_it, "events[0].data.target", "person/p-1: SecretaryAppointed at " + office.str()});
  auto other = person;
  other.person = {"p-2"};
  expect_refused(t, correcting("o-town", at, "2024-01-02", other), {&town},
                 {Reason::rests_on_it, "events[0].data.target", "person/p-1"});
  other = person;
  other.name = {sealed_as("name", "章三")};
  expect_admitted(t.submit(correcting("o-town", at, "2024-01-02", other), {&town}));
  expect_admitted(t.submit(correcting("o-town", office), {&town}));
  expect_admitted(t.submit(correcting("o-town", at), {&town}));
  EXPECT_FALSE(t.row<PersonRow>("p-1")->registered) << "once nothing rests on it, it goes";
}

TEST_F(Correction, OfAnOrganisationWithOthersBelowItIsRefused) {
  const auto submit = [&](const std::string& org, const std::string& parent) {
    OrgRegistered out;
    out.org = {org};
    out.name = {org};
    out.kind = {"village"};
    out.parent = OrgId{parent};
    const auto done = t.submit(t.act("o-town").add("2024-01-02", out), {&town});
    EXPECT_TRUE(done) << done.error().text();
    return Position{done->index, 0};
  };
  const Position upper = submit("o-upper", "o-town");
  const Position lower = submit("o-lower", "o-upper");
  expect_refused(
      t, correcting("o-town", upper), {&town},
      {Reason::rests_on_it, "events[0].data.target", "org/o-upper: OrgRegistered at " + lower.str()});
  expect_admitted(t.submit(correcting("o-town", lower), {&town}));
  expect_admitted(t.submit(correcting("o-town", upper), {&town}));
}

}  // namespace
}  // namespace tenure::testing

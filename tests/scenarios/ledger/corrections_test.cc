// Who corrects what: the issuing authority or its superior, an original event, by an event of its own area.
#include "domain/registry/rows.h"
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
                 {Reason::correction_stranger, "events[0].data.target", "issued by o-town"});
}

TEST_F(Correction, ByAnAuthorityBelowTheIssuerIsRefused) {
  const Signer& village = t.clerk("o-village");
  expect_refused(t, correcting("o-village", target), {&village},
                 {Reason::correction_stranger, "events[0].data.target", "issued by o-town"});
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
    expect_refused(t, correcting("o-town", missing), {&town, &county, t.root()[0]},
                   {Reason::correction_target, "events[0].data.target", missing.str()});
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

}  // namespace
}  // namespace tenure::testing

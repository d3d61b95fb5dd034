// Acts that are well signed by keys which may not say what they say: grants, thresholds, delegation,
// co-authorities. Each limit is met once from inside (admitted) and crossed once (refused).
#include "domain/ledger/authority.h"

#include <functional>

#include "tests/scenarios/ledger/refusals.h"

namespace tenure {

/// A payment as far as authority looks at it.
TENURE_STRUCT(TestPayment, "测试支付", "Test payment",
  (OrgId, org, "组织", "organisation")
  (Fen, amount_fen, "金额", "amount"));

namespace testing {
namespace {

/// A key of the town whose grant the caller narrows.
const Signer& granted(TestLedger& t, const std::function<void(SignerAuthorised&)>& narrow) {
  const Signer& key = t.stranger();
  auto grant = grant_of(key, "o-town");
  narrow(grant);
  t.grant(grant);
  return key;
}

TEST(Grant, RevokedKeySignsNothing) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  expect_admitted(t.submit(rename_village(t), {&clerk}));
  const auto revoked = t.submit(t.act().add("2024-03-01", KeyRevoked{{clerk.id()}, {"lost"}}), t.root());
  ASSERT_TRUE(revoked);
  expect_refused(t, rename_village(t), {&clerk},
                 {Reason::key_revoked, "signatures", "revoked at " + Position{revoked->index, 0}.str()});
  expect_refused(t, rename_village(t), {t.root()[0], &clerk},
                 {Reason::key_revoked, "signatures", clerk.id()});
}

TEST(Grant, EndsWithItsLastDayInShanghai) {
  TestLedger t;
  const Signer& key = granted(t, [](auto& grant) { grant.until = Date::of(2024, 1, 31); });
  expect_refused(t, rename_village(t).issued("2024-01-31T16:00:00Z"), {&key},
                 {Reason::grant_expired, "", key.id()});
  expect_admitted(t.submit(rename_village(t).issued("2024-01-31T15:59:59Z"), {&key}));
}

TEST(Grant, BeginsWithItsFirstDay) {
  TestLedger t;
  const Signer& key = granted(t, [](auto& grant) { grant.from = Date::of(2024, 2, 1); });
  expect_refused(t, rename_village(t).issued("2024-01-31T15:59:59Z"), {&key},
                 {Reason::grant_not_yet, "", "from 2024-02-01"});
  expect_admitted(t.submit(rename_village(t).issued("2024-01-31T16:00:00Z"), {&key}));
}

TEST(Grant, DateOfTheEventNeverDecidesAuthority) {
  TestLedger t;
  const Signer& key = granted(t, [](auto& grant) { grant.until = Date::of(2024, 1, 31); });
  auto backdated = t.act("o-town").add("2024-01-15", renamed("o-village"));
  expect_refused(t, backdated.issued("2024-05-01T00:00:00Z"), {&key}, {Reason::grant_expired, "", key.id()});
}

TEST(Grant, RevokedGrantIsOver) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  expect_admitted(t.submit(t.act().add("2024-03-01", SignerRevoked{{clerk.id()}, {}, {"moved"}}), t.root()));
  expect_refused(t, rename_village(t), {&clerk}, {Reason::grant_expired, "", clerk.id()});
}

TEST(Grant, ReachesItsSubtreeAndNoFurther) {
  TestLedger t;
  t.register_org("o-town2", "o-county", "township");
  const Signer& clerk = t.clerk("o-town");
  expect_admitted(t.submit(rename_village(t, "o-village"), {&clerk}));
  expect_refused(t, t.act("o-town").add("2024-03-01", renamed("o-town2")), {&clerk},
                 {Reason::grant_subtree, "events[0]", "outside o-town"});
  expect_refused(t, t.act("o-town").add("2024-03-01", renamed("o-county")), {&clerk},
                 {Reason::grant_subtree, "events[0]", "outside o-town"});
  expect_refused(t, t.act("o-town2").add("2024-03-01", renamed("o-town2")), {&clerk},
                 {Reason::authority_scope, "", "o-town2"});
  expect_refused(t, t.act("o-nowhere").add("2024-03-01", renamed("o-village")), {&clerk},
                 {Reason::authority_scope, "", "o-nowhere"});
  expect_refused(t, t.act("o-nowhere").add("2024-03-01", renamed("o-village")), t.root(),
                 {Reason::authority_unknown, "authority", "o-nowhere"});
}

TEST(Grant, FollowsTheHierarchyOfTheDayOfRecording) {
  TestLedger t;
  t.register_org("o-town2", "o-county", "township");
  const Signer& clerk = t.clerk("o-town");
  OrgParentChanged moved{{"o-village"}, {"o-town2"}, {}};
  expect_admitted(t.submit(t.act().add("2024-02-01", moved).issued("2024-01-10T00:00:00Z"), t.root()));
  expect_admitted(t.submit(rename_village(t).issued("2024-01-20T00:00:00Z"), {&clerk}));
  expect_refused(t, rename_village(t).issued("2024-02-02T00:00:00Z"), {&clerk},
                 {Reason::grant_subtree, "events[0]", "outside o-town"});
}

TEST(Grant, CoversItsTypesAndNoOther) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  const Signer& tenure = t.clerk("o-town", {"tenure.*"});
  const Signer& names = t.clerk("o-town", {"OrgRenamed"});
  expect_refused(t, rename_village(t), {&tenure}, {Reason::grant_types, "events[0]", "OrgRenamed"});
  auto mixed = rename_village(t).add("2024-03-01", secretary("p-1", "o-village"));
  expect_refused(t, mixed, {&names}, {Reason::grant_types, "events[1]", "SecretaryAppointed"});
  expect_admitted(t.submit(mixed, {&names, &tenure}));
}

TEST(Grant, AmountAboveTheLimitIsRefused) {
  TestLedger t;
  const Signer& key = granted(t, [](auto& grant) { grant.limit_fen = Fen{10'000}; });
  EventType type = make_event_type<TestPayment>(RowList<>{});
  type.area = find_area("tenure");
  Fold facts(t.store());
  facts.begin_act(t.store().log().head().size, t.now());
  Act act;
  act.authority = {"o-town"};
  const std::vector<std::string> keyids{key.id()};
  const auto signers = tenure::Signers::of(facts, act, keyids);
  ASSERT_TRUE(signers);
  const auto may_pay = [&](std::int64_t fen) {
    return signers->may_issue(facts, act,
                              make_event(type, Date::of(2024, 3, 1), DatePrecision::day,
                                         std::make_shared<TestPayment>(TestPayment{{"o-village"}, {fen}})));
  };
  EXPECT_TRUE(may_pay(10'000));
  const auto refused = may_pay(10'001);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::grant_amount);
  EXPECT_EQ(refused.error().detail, "10001 分，上限为 10000 分 | 10001 fen, the limit is 10000");
}

TEST(Threshold, TwoOfThreeRootKeysSignTogether) {
  TestLedger::Options options;
  options.root_keys = 3;
  options.root_threshold = 2;
  TestLedger t(options);
  const auto roots = t.root();
  const auto act = rename_village(t, "o-county");
  expect_refused(t, act, {roots[1]}, {Reason::threshold, "signatures", "root keys below their threshold"});
  expect_admitted(t.submit(act, {roots[2], roots[0]}));
}

TEST(Threshold, OneRootKeyBesideAClerkGrantsNothing) {
  TestLedger::Options options;
  options.root_keys = 3;
  options.root_threshold = 2;
  TestLedger t(options);
  const Signer& clerk = t.clerk("o-town");
  const Signer& other = t.stranger();
  expect_refused(t, t.act("o-town").add("2024-03-01", grant_of(other, "o-town")), {t.root()[0], &clerk},
                 {Reason::root_only, "events[0]", "no signing key may delegate"});
}

TEST(Threshold, QuorumOfAGrantCountsKeysThatHoldOne) {
  TestLedger t;
  const auto two = [](SignerAuthorised& grant) { grant.quorum = 2; };
  const Signer& first = granted(t, two);
  const Signer& second = granted(t, two);
  const Signer& stranger = t.stranger();
  const auto act = rename_village(t);
  expect_refused(t, act, {&first}, {Reason::threshold, "events[0]", "1 of 2"});
  expect_refused(t, act, {&first, &stranger}, {Reason::threshold, "events[0]", "1 of 2"});
  expect_admitted(t.submit(act, {&first, &second}));
}

TEST(CoAuthority, WithoutASignatureOfItsOwnIsRefused) {
  TestLedger t;
  t.register_org("o-town2", "o-county", "township");
  const Signer& town = t.clerk("o-town");
  const Signer& town2 = t.clerk("o-town2");
  const Signer& county = t.clerk("o-county");
  auto act = rename_village(t);
  act.act().co_authorities = {{"o-town2"}};
  expect_refused(t, act, {&town}, {Reason::co_authority_unsigned, "co_authorities", "o-town2"});
  expect_refused(t, act, {&county}, {Reason::co_authority_unsigned, "co_authorities"});
  expect_admitted(t.submit(act, {&town, &town2}));
}

TEST(CoAuthority, OneKeyDoesNotSignForTwoBesideABystander) {
  TestLedger t;
  t.register_org("o-town2", "o-county", "township");
  t.register_org("o-town3", "o-county", "township");
  const Signer& county = t.clerk("o-county");
  const Signer& bystander = t.clerk("o-town3");
  auto act = rename_village(t);
  act.act().co_authorities = {{"o-town2"}};
  expect_refused(t, act, {&county, &bystander}, {Reason::co_authority_unsigned, "co_authorities"});
}

struct Excess {
  std::string_view what;
  std::function<void(SignerAuthorised&)> change;
};

TEST(Delegation, GrantsAtMostWhatTheDelegateHolds) {
  TestLedger t;
  const Signer& delegate = granted(t, [](SignerAuthorised& grant) {
    grant.types = {{"registry.*"}, {"SecretaryAppointed"}};
    grant.limit_fen = Fen{500};
    grant.from = Date::of(2024, 1, 1);
    grant.until = Date::of(2024, 12, 31);
    grant.may_delegate = true;
    grant.quorum = 1;
  });
  const Signer& heir = t.stranger();
  auto held = grant_of(heir, "o-village");
  held.types = {{"OrgRenamed"}, {"SecretaryAppointed"}};
  held.limit_fen = Fen{500};
  held.until = Date::of(2024, 12, 31);
  const std::vector<Excess> excesses{
      {"every type", [](auto& g) { g.types = {{"*"}}; }},
      {"another type", [](auto& g) { g.types.push_back({"TenureEnded"}); }},
      {"an area of which one type is held", [](auto& g) { g.types = {{"tenure.*"}}; }},
      {"the superior's subtree", [](auto& g) { g.org_subtree = {OrgId{"o-county"}}; }},
      {"a higher amount", [](auto& g) { g.limit_fen = Fen{501}; }},
      {"no limit", [](auto& g) { g.limit_fen.reset(); }},
      {"an earlier start", [](auto& g) { g.from = Date::of(2023, 12, 31); }},
      {"a later end", [](auto& g) { g.until = Date::of(2025, 1, 1); }},
      {"no end", [](auto& g) { g.until.reset(); }},
  };
  for (const Excess& excess : excesses) {
    SCOPED_TRACE(excess.what);
    auto wanted = held;
    excess.change(wanted);
    expect_refused(t, t.act("o-town").add("2024-03-01", wanted), {&delegate},
                   {Reason::delegation, "events[0].data"});
  }
  expect_admitted(t.submit(t.act("o-town").add("2024-03-01", held), {&delegate}));
  expect_admitted(t.submit(rename_village(t, "o-village"), {&heir}));
}

TEST(Delegation, KeepsTheQuorum) {
  TestLedger t;
  const Signer& delegate = granted(t, [](SignerAuthorised& grant) {
    grant.may_delegate = true;
    grant.quorum = 2;
  });
  const Signer& heir = t.stranger();
  auto wanted = grant_of(heir, "o-town");
  expect_refused(t, t.act("o-town").add("2024-03-01", wanted), {&delegate},
                 {Reason::delegation, "events[0].data"});
  wanted.quorum = 2;
  expect_admitted(t.submit(t.act("o-town").add("2024-03-01", wanted), {&delegate}));
}

TEST(Delegation, NeedsTheRightToDelegate) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-county");
  const Signer& heir = t.stranger();
  expect_refused(t, t.act().add("2024-03-01", grant_of(heir, "o-village")), {&clerk},
                 {Reason::root_only, "events[0]", "no signing key may delegate"});
  KeyRegistered friends{{Signer::named("friend").id()}, {"ed25519"}, {PersonId{"p-friend"}}};
  expect_refused(t, t.act().add("2024-03-01", friends), {&clerk}, {Reason::root_only, "events[0]"});
}

TEST(Delegation, NobodyEndsAGrantThatTheyCouldNotHaveGiven) {
  TestLedger t;
  const Signer& county = t.clerk("o-county");
  const Signer& delegate = granted(t, [](SignerAuthorised& grant) { grant.may_delegate = true; });
  expect_refused(t, t.act("o-town").add("2024-03-01", SignerRevoked{{county.id()}, {}, {"coup"}}),
                 {&delegate}, {Reason::delegation, "events[0].data"});
  expect_refused(t, t.act("o-town").add("2024-03-01", KeyRevoked{{county.id()}, {"coup"}}), {&delegate},
                 {Reason::delegation, "events[0].data"});
}

TEST(Delegation, AGrantInTheSameActDoesNotHelpThatAct) {
  TestLedger t;
  const Signer& village = t.clerk("o-village");
  const Signer& delegate = granted(t, [](auto& grant) { grant.may_delegate = true; });
  const Signer& fresh = t.stranger();
  const auto with_grant_to = [&](const Signer& key) {
    return t.act("o-town").add("2024-03-01", grant_of(key, "o-town")).add("2024-03-01", renamed("o-village"));
  };
  expect_refused(t, with_grant_to(fresh), {&fresh}, {Reason::grant_missing});
  expect_refused(t, with_grant_to(village), {&village}, {Reason::authority_scope, "", "o-town"});
  expect_admitted(t.submit(with_grant_to(village), {&delegate}));
}

TEST(Root, OnlyRootKeysRotateTheLogsKey) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-county");
  expect_refused(t, t.act().add("2024-03-01", LogKeyRotated{{"new.example+00000000+AAAA"}, {}}), {&clerk},
                 {Reason::root_only, "events[0]"});
}

TEST(Root, OnlyRootKeysRegisterTheTopOfATree) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-county");
  OrgRegistered top{{"o-rival"}, {"另一个县"}, {"county"}, {}, {}, {}};
  expect_refused(t, t.act().add("2024-03-01", top), {&clerk}, {Reason::root_only, "events[0]"});
  expect_admitted(t.submit(t.act().add("2024-03-01", top), t.root()));
}

}  // namespace
}  // namespace testing
}  // namespace tenure

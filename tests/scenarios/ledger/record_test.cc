// Acts that contradict the record: what they end, name, register or close is not so.
#include "domain/tenure/rows.h"
#include "tests/scenarios/ledger/refusals.h"

namespace tenure::testing {
namespace {

template <class E>
E office(const std::string& person, const std::string& org, const std::string& post) {
  E out;
  out.person = {person};
  out.org = {org};
  out.post = {post};
  return out;
}

TenureEnded ended(const std::string& person, const std::string& org, const std::string& post) {
  auto out = office<TenureEnded>(person, org, post);
  out.reason = {"term_expiry"};
  return out;
}

OfficeSuspended suspended(const std::string& person, const std::string& org, const std::string& post) {
  auto out = office<OfficeSuspended>(person, org, post);
  out.reason = {"inquiry"};
  return out;
}

OrgRegistered org_below(const std::string& org, const std::string& parent) {
  OrgRegistered out;
  out.org = {org};
  out.name = {"组织"};
  out.kind = {"village"};
  out.parent = OrgId{parent};
  return out;
}

PersonRegistered person_of(const std::string& person, const std::string& org) {
  PersonRegistered out;
  out.person = {person};
  out.org = {org};
  out.name = {sealed_as("name", "李四")};
  return out;
}

/// p-1 has been secretary of o-village from March to September 2024 and is its director since March.
class Record : public ::testing::Test {
 protected:
  Record() {
    t.register_person("p-1", "o-village");
    t.register_person("p-2", "o-village");
    expect_admitted(t.submit(t.act()
                                 .add("2024-03-01", secretary("p-1", "o-village"))
                                 .add("2024-03-01", office<OfficeAssumed>("p-1", "o-village", "director"))
                                 .add("2024-09-01", ended("p-1", "o-village", "secretary")),
                             t.root()));
  }

  template <class E>
  void refuses(std::string_view on, E event, const Refused& expected, const char* file = __builtin_FILE(),
               int line = __builtin_LINE()) {
    expect_refused(t, t.act().add(on, std::move(event)), t.root(), expected, file, line);
  }

  TestLedger t;
};

TEST_F(Record, EndOfATenureThatNobodyHoldsIsRefused) {
  refuses("2024-10-01", ended("p-2", "o-village", "director"),
          {Reason::absent, "events[0].data.post", "p-2 does not hold"});
  refuses("2024-10-01", ended("p-1", "o-town", "director"), {Reason::absent, "events[0].data.post"});
  refuses("2024-10-01", ended("p-1", "o-village", "secretary"), {Reason::absent, "events[0].data.post"});
  refuses("2024-02-29", ended("p-1", "o-village", "director"), {Reason::absent, "events[0].data.post"});
}

TEST_F(Record, EndOfATenureThatHasAnEndIsRefused) {
  refuses("2024-06-01", ended("p-1", "o-village", "secretary"),
          {Reason::already, "events[0].on", "on 2024-09-01"});
}

TEST_F(Record, OfficeThatIsHeldIsNotBegunAgain) {
  refuses("2024-06-01", secretary("p-1", "o-village"),
          {Reason::already, "events[0].data.post", "2024-03-01"});
  refuses("2024-06-01", office<OfficeAssumed>("p-1", "o-village", "director"),
          {Reason::already, "events[0].data.post"});
  refuses("2024-06-01", office<ConcurrentPostAssumed>("p-1", "o-village", "director"),
          {Reason::already, "events[0].data.post"});
  refuses("2024-06-01", office<ActingAssigned>("p-1", "o-village", "director"),
          {Reason::already, "events[0].data.post"});
  expect_admitted(t.submit(t.act().add("2024-09-01", secretary("p-1", "o-village")), t.root()));
}

TEST_F(Record, SuspensionAndReturnFollowEachOther) {
  refuses("2024-04-01", office<OfficeResumed>("p-1", "o-village", "director"),
          {Reason::absent, "events[0].data.post", "not suspended"});
  refuses("2024-04-01", suspended("p-2", "o-village", "director"), {Reason::absent, "events[0].data.post"});
  expect_admitted(t.submit(t.act().add("2024-04-01", suspended("p-1", "o-village", "director")), t.root()));
  refuses("2024-05-01", suspended("p-1", "o-village", "director"),
          {Reason::already, "events[0].data.post", "2024-04-01"});
}

TEST_F(Record, UnknownPersonAndOrganisationAreRefused) {
  refuses("2024-03-01", secretary("p-9", "o-village"),
          {Reason::absent, "events[0].data", "person/p-9 is not registered"});
  refuses("2024-03-01", secretary("p-2", "o-nowhere"),
          {Reason::absent, "events[0].data", "org/o-nowhere is not registered"});
  refuses("2024-03-01", org_below("o-new", "o-nowhere"),
          {Reason::absent, "events[0].data", "org/o-nowhere is not registered"});
  refuses("2024-03-01", person_of("p-3", "o-nowhere"),
          {Reason::absent, "events[0].data", "org/o-nowhere is not registered"});
}

TEST_F(Record, NothingIsRegisteredTwice) {
  refuses("2024-03-01", org_below("o-village", "o-town"),
          {Reason::already, "events[0].data.org", "o-village"});
  refuses("2024-03-01", person_of("p-1", "o-village"), {Reason::already, "events[0].data.person", "p-1"});
  const Signer& key = t.stranger();
  refuses("2024-03-01", KeyRegistered{{key.id()}, {"ed25519"}, {PersonId{"p-1"}}},
          {Reason::already, "events[0].data.key", key.id()});
  const auto closed = PeriodClosed{{"o-town"}, Period::of_year(2023), {}};
  expect_admitted(t.submit(t.act().add("2024-03-01", closed), t.root()));
  refuses("2024-03-02", closed, {Reason::already, "events[0].data.period"});
}

TEST_F(Record, TwiceInOneActIsTwice) {
  expect_refused(
      t,
      t.act().add("2024-03-01", org_below("o-new", "o-town")).add("2024-03-01", org_below("o-new", "o-town")),
      t.root(), {Reason::already, "events[1].data.org", "o-new"});
  refuses("2024-03-02", renamed("o-new"), {Reason::absent, "events[0].data"});
}

TEST_F(Record, LaterEventOfAnActSeesTheEarlierOne) {
  expect_admitted(t.submit(t.act()
                               .add("2024-03-01", org_below("o-new", "o-town"))
                               .add("2024-03-01", person_of("p-3", "o-new"))
                               .add("2024-03-01", secretary("p-3", "o-new")),
                           t.root()));
}

TEST_F(Record, OrganisationCannotStandBelowItself) {
  refuses("2024-03-01", org_below("o-new", "o-new"), {Reason::bad_value, "events[0].data.parent"});
  refuses("2024-03-01", OrgParentChanged{{"o-town"}, {"o-village"}, {}},
          {Reason::bad_value, "events[0].data.parent"});
  refuses("2024-03-01", OrgParentChanged{{"o-town"}, {"o-town"}, {}},
          {Reason::bad_value, "events[0].data.parent"});
}

TEST_F(Record, WhatEndedDoesNotEndAgain) {
  expect_admitted(t.submit(t.act().add("2024-03-01", OrgClosed{{"o-village"}, {"merged"}}), t.root()));
  refuses("2024-04-01", OrgClosed{{"o-village"}, {"merged"}}, {Reason::already, "events[0].data.org"});
  refuses("2024-04-01", OrgMerged{{{"o-village"}}, {"o-town"}, {}},
          {Reason::already, "events[0].data.merged"});
  expect_admitted(t.submit(t.act().add("2024-03-01", DeathRecorded{{"p-2"}, {}}), t.root()));
  refuses("2024-04-01", DeathRecorded{{"p-2"}, {}}, {Reason::already, "events[0].data.person", "2024-03-01"});
}

TEST_F(Record, GrantsAndRevocationsNeedTheirKey) {
  const Signer nobody = Signer::named("nobody");
  refuses("2024-03-01", grant_of(nobody, "o-town"), {Reason::absent, "events[0].data.key", nobody.id()});
  refuses("2024-03-01", KeyRevoked{{nobody.id()}, {"lost"}}, {Reason::absent, "events[0].data.key"});
  const Signer& key = t.stranger();
  refuses("2024-03-01", SignerRevoked{{key.id()}, {}, {"moved"}}, {Reason::absent, "events[0].data.grant"});
  expect_admitted(t.submit(t.act().add("2024-03-01", KeyRevoked{{key.id()}, {"lost"}}), t.root()));
  refuses("2024-03-02", KeyRevoked{{key.id()}, {"lost"}}, {Reason::already, "events[0].data.key"});
  refuses("2024-03-02", grant_of(key, "o-town"), {Reason::key_revoked, "events[0].data.key"});
}

TEST_F(Record, ReviewOfAFlagNeedsAnEvent) {
  FlagReviewed review;
  review.flagged = {999, 0};
  review.rule = {"law.known_word"};
  review.reason = {sealed_as("reason", "情况属实")};
  refuses("2024-03-01", review, {Reason::absent, "events[0].data.flagged", "999.0"});
}

TEST_F(Record, OneBadEventKeepsTheWholeActOut) {
  const auto before = t.row<PersonTenure>("p-2");
  expect_refused(t,
                 t.act()
                     .add("2024-03-01", secretary("p-2", "o-village"))
                     .add("2024-03-01", ended("p-2", "o-town", "secretary")),
                 t.root(), {Reason::absent, "events[1].data.post"});
  EXPECT_FALSE(before);
  EXPECT_FALSE(t.row<PersonTenure>("p-2"));
  expect_admitted(t.submit(t.act().add("2024-03-01", secretary("p-2", "o-village")), t.root()));
}

}  // namespace
}  // namespace tenure::testing

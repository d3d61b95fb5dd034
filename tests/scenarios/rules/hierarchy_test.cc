// Organisations that end: what they did, owe and hold stands somewhere on every day.
#include "domain/registry/hierarchy.h"

#include "replay/questions.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using Figures = std::map<std::string, std::int64_t>;

/// p-1 is secretary of o-village below o-town, was paid there and draws no attention until his term is over;
/// o-east below o-town2 has a secretary of its own.
class EndOfAnOrganisation : public ::testing::Test {
 protected:
  EndOfAnOrganisation() {
    t.register_org("o-town2", "o-county", "township");
    t.register_org("o-east", "o-town2", "village");
    t.adopt("o-county", "2000-01-01", "[term]\nmonths = 36\n");
    t.person("p-1", "o-village");
    t.person("p-2", "o-east");
    EXPECT_TRUE(t.appoint("2021-01-01", "p-1"));
    EXPECT_TRUE(t.appoint("2023-01-01", "p-2", "o-east"));
    t.record<PayDisbursed>("2023-12-20",
                           R"({"person":"p-1","org":"o-village","component":"basic","period":"2023",)"
                           R"("amount_fen":5550000})");
  }

  std::int64_t posts(const std::string& org, const std::string& on) {
    return t.figures("stat.post_kind", on, {}, org)[""];
  }
  std::int64_t paid(const std::string& org, const std::string& on) {
    return t.sums("stat.paid", on, {}, org)[""];
  }
  /// How many offices' terms are over.
  std::size_t ringing(const std::string& org, const std::string& on) {
    const auto alerts = t.alerts(on, org);
    return static_cast<std::size_t>(std::ranges::count_if(
        alerts, [](const Alert& alert) { return alert.rule.value == "alert.term_expiry"; }));
  }
  std::size_t people(const std::string& org, const std::string& on) {
    Viewer viewer;
    viewer.roles = {Role::auditor};
    const Questions questions{t.store(), viewer, *Moment::parse("2025-01-01T00:00:00Z")};
    const OpenSealed closed = [](const std::string&, const std::string&) {
      return std::optional<std::string>();
    };
    const FindSealed nobody = [](const std::string&) { return std::vector<SealedHit>(); };
    return t.must(questions.roster({{org}, "", "", "", 10}, t.must(questions.when("", on)), closed, nobody))
        .items.size();
  }
  std::vector<std::string> children(const std::string& org, const std::string& on) {
    Viewer viewer;
    viewer.roles = {Role::auditor};
    const Questions questions{t.store(), viewer, *Moment::parse("2025-01-01T00:00:00Z")};
    return t.must(questions.orgs({org}, t.must(questions.when("", on)), "", 10)).items;
  }

  /// On a day everything that o-village has stands in these organisations, and in those others nothing of it.
  void stands_in(const std::string& on, const std::vector<std::string>& in,
                 const std::vector<std::string>& not_in) {
    const ::testing::ScopedTrace trace(__FILE__, __LINE__, on);
    for (const std::string& org : in) {
      EXPECT_GE(posts(org, on), 1) << org;
      EXPECT_EQ(paid(org, on), 5550000) << org;
      EXPECT_EQ(ringing(org, on), 1U) << org;
    }
    for (const std::string& org : not_in) {
      EXPECT_EQ(paid(org, on), 0) << org;
      EXPECT_EQ(ringing(org, on), 0U) << org;
    }
    EXPECT_EQ(posts("o-county", on), 2) << "nobody is lost, and nobody counted twice";
    EXPECT_EQ(people("o-county", on), 2U);
  }

  RuleLedger t;
};

TEST_F(EndOfAnOrganisation, LAW_04_T16_MergedStandsUnderItsSuccessorFromThatDay) {
  t.record<OrgMerged>("2024-06-01", R"({"merged":["o-village"],"into":"o-east"})");
  stands_in("2024-05-31", {"o-village", "o-town"}, {"o-east", "o-town2"});
  stands_in("2024-06-01", {"o-village", "o-east", "o-town2"}, {"o-town"});
  stands_in("2024-06-02", {"o-village", "o-east", "o-town2"}, {"o-town"});
  EXPECT_EQ(people("o-east", "2024-05-31"), 1U);
  EXPECT_EQ(people("o-east", "2024-06-01"), 2U);
  EXPECT_THAT(t.ringing("2024-06-01", "o-east"), ::testing::Contains("law.open_after_org"));
  EXPECT_EQ(posts("o-town", "2024-05-31"), 1) << "figures of its time stay";
}

TEST_F(EndOfAnOrganisation, LAW_04_T16_ClosedStaysUnderItsLastParent) {
  t.record<OrgClosed>("2024-06-01", R"({"org":"o-village","reason":"moved"})");
  for (const char* on : {"2024-05-31", "2024-06-01", "2024-06-02"})
    stands_in(on, {"o-village", "o-town"}, {"o-east", "o-town2"});
  EXPECT_EQ(people("o-town", "2024-06-01"), 1U);
}

TEST_F(EndOfAnOrganisation, T16_MovedStandsUnderItsNewParentFromThatDay) {
  t.record<OrgParentChanged>("2024-06-01", R"({"org":"o-village","parent":"o-town2"})");
  stands_in("2024-05-31", {"o-village", "o-town"}, {"o-east", "o-town2"});
  stands_in("2024-06-01", {"o-village", "o-town2"}, {"o-east", "o-town"});
}

TEST_F(EndOfAnOrganisation, LAW_04_ItsOwnBranchesAndEarlierMergersGoWithIt) {
  t.register_org("o-branch", "o-village", "branch");
  t.register_org("o-older", "o-town", "village");
  t.person("p-3", "o-branch");
  ASSERT_TRUE(t.appoint("2023-01-01", "p-3", "o-branch"));
  t.person("p-4", "o-older");
  ASSERT_TRUE(t.appoint("2023-01-01", "p-4", "o-older"));
  t.record<OrgMerged>("2024-03-01", R"({"merged":["o-older"],"into":"o-village"})");
  t.record<OrgMerged>("2024-06-01", R"({"merged":["o-village"],"into":"o-east"})");
  EXPECT_EQ(posts("o-village", "2024-02-29"), 2);
  EXPECT_EQ(posts("o-village", "2024-03-01"), 3);
  EXPECT_EQ(posts("o-east", "2024-05-31"), 1);
  EXPECT_EQ(posts("o-east", "2024-06-01"), 4);
  EXPECT_EQ(posts("o-town", "2024-06-01"), 0);
}

TEST_F(EndOfAnOrganisation, LAW_04_PolicyOfItsPeopleIsTheSuccessorsFromThatDay) {
  t.adopt("o-town2", "2000-01-01", "[term]\nmonths = 60\n");
  t.adopt("o-village", "2000-01-01", "[term]\nmonths = 12\n");
  t.record<OrgMerged>("2024-06-01", R"({"merged":["o-village"],"into":"o-east"})");
  EXPECT_EQ(ringing("o-county", "2024-05-31"), 1U) << "three years by the village's twelve months";
  EXPECT_EQ(ringing("o-county", "2024-06-01"), 0U) << "by the sixty of o-town2";
  EXPECT_EQ(ringing("o-county", "2026-06-01"), 1U);
}

TEST_F(EndOfAnOrganisation, LAW_04_WhatPeopleSeeBelowAParentSaysThatItIsClosed) {
  t.record<OrgMerged>("2024-06-01", R"({"merged":["o-village"],"into":"o-east"})");
  const auto below = children("o-town", "2024-06-01");
  ASSERT_EQ(below.size(), 1U);
  EXPECT_THAT(below[0], ::testing::HasSubstr(R"("closed":"2024-06-01")"));
  EXPECT_TRUE(children("o-east", "2024-06-01").empty()) << "it is no child of its successor";
}

TEST_F(EndOfAnOrganisation, LAW_04_MergersMakeNoCircle) {
  const auto merge = [&](const std::string& on, const std::string& from, const std::string& into) {
    return t.attempt<OrgMerged>(on, fmt::format(R"({{"merged":["{}"],"into":"{}"}})", from, into));
  };
  t.register_org("o-branch", "o-village", "branch");
  const auto below = merge("2024-06-01", "o-village", "o-branch");
  ASSERT_FALSE(below) << "its successor would stand below it";
  EXPECT_EQ(below.error().reason, Reason::bad_value);
  ASSERT_TRUE(merge("2024-06-01", "o-village", "o-east"));
  for (const char* on : {"2024-05-01", "2024-06-01", "2024-07-01"}) {
    const auto back = merge(on, "o-east", "o-village");
    ASSERT_FALSE(back) << on;
    EXPECT_EQ(back.error().where, "events[0].data.into");
  }
  EXPECT_TRUE(merge("2024-07-01", "o-east", "o-town2")) << "into another one it may";
  EXPECT_EQ(posts("o-town2", "2024-07-01"), 2);
}

TEST_F(EndOfAnOrganisation, T16_VoidedMergerPutsEverythingBack) {
  const Position merged{
      t.record<OrgMerged>("2024-06-01", R"({"merged":["o-village"],"into":"o-east"})").index, 0};
  CorrectionRecorded voids;
  voids.target = merged;
  voids.reason = {sealed_as("reason", "误录")};
  t.must(t.submit(t.act().add("2024-06-02", voids), t.root()));
  stands_in("2024-06-02", {"o-village", "o-town"}, {"o-east", "o-town2"});
}

TEST_F(EndOfAnOrganisation, AWalkDownGoesOnWhereItIsResumedWhateverTheLengthsOfTheIds) {
  for (const char* org : {"o-e", "o-east-of-the-river", "o-v9", "o-v10"})
    t.register_org(org, "o-town2", "village");
  t.register_org("o-town2-office", "o-county", "township");
  t.register_org("o-t", "o-county", "township");
  t.register_org("o-below", "o-v10", "branch");
  const Past past = t.past("2024-06-01");
  const auto all = t.must(orgs_below(past, "o-county", past.today()));
  ASSERT_EQ(all.size(), 12U);
  for (std::size_t from = 0; from < all.size(); ++from) {
    Descent descent(past, "o-county", past.today());
    ASSERT_TRUE(descent.resume_at(all[from]));
    std::vector<std::string> rest;
    while (auto org = t.must(descent.next())) rest.push_back(*org);
    EXPECT_EQ(rest, std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end()))
        << all[from];
  }
  Descent elsewhere(past, "o-town", past.today());
  ASSERT_TRUE(elsewhere.resume_at("o-v10"));
  EXPECT_FALSE(t.must(elsewhere.next())) << "it does not stand there";
}

}  // namespace
}  // namespace tenure::testing

// What may not stay open (LAW-04, LAW-10), and ends that answer to nothing (LAW-21). Each with the fact
// beside it that breaks nothing, and what clears it.
#include "domain/discipline/events.h"
#include "domain/pension/events.h"
#include "domain/reserve/events.h"
#include "domain/supervision/events.h"
#include "domain/targets/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class OpenLaws : public ::testing::Test, public RuleLedger {
 protected:
  static constexpr const char* kDismissed = "law.open_after_dismissal";

  OpenLaws() {
    register_org("o-other", "o-town");
    register_org("o-east", "o-town");
    person("p-1", "o-village");
    person("p-2", "o-village");
  }

  static Position at(const Admission& admission) { return {admission.index, 0}; }
  std::vector<std::string> corrected(Position target, const std::string& replacement = {}) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    return rules_of(attempt<CorrectionRecorded>(
        "2024-12-01", fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with)));
  }
  bool rings(const std::string& rule, const std::string& on) {
    const auto all = ringing(on);
    return std::ranges::find(all, rule) != all.end();
  }
  Position adjusted(const std::string& on, const std::string& kind, const std::string& rest = {}) {
    return at(record<AdjustmentDecided>(
        on,
        fmt::format(R"({{"person":"p-1","org":"o-village","kind":"{}","decider":"o-town"{}}})", kind, rest)));
  }
  Position sanctioned(const std::string& on, const std::string& kind) {
    return at(record<SanctionImposed>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","kind":"{}","decider":"o-town"}})", kind)));
  }
  Admission assume(const std::string& on, const std::string& person, const std::string& post,
                   const std::string& org = "o-village") {
    return record<OfficeAssumed>(
        on, fmt::format(R"({{"person":"{}","org":"{}","post":"{}"}})", person, org, post));
  }
  void merge(const std::string& on = "2024-05-01") {
    record<OrgMerged>(on, R"({"merged":["o-village"],"into":"o-other"})");
  }
  /// Rings from the day of the merger on.
  void rings_from_the_merger(const std::string& rule) {
    EXPECT_FALSE(rings(rule, "2024-04-30")) << rule;
    EXPECT_TRUE(rings(rule, "2024-05-01")) << rule;
  }
};

// LAW-10
// --------------------------------------------------------------------------------------------------------------

TEST_F(OpenLaws, LAW_10_AnOfficeThatARemovalLeftOpenRingsUntilItIsEnded) {
  appoint("2024-01-10", "p-1");
  adjusted("2024-03-10", "removal");
  EXPECT_FALSE(rings(kDismissed, "2024-03-09"));
  EXPECT_TRUE(rings(kDismissed, "2024-03-10"));
  const auto standing = alerts("2024-03-11");
  const auto found =
      std::ranges::find(standing, kDismissed, [](const Alert& alert) { return alert.rule.value; });
  ASSERT_NE(found, standing.end());
  EXPECT_EQ(found->since, *Date::parse("2024-03-10"));
  end("2024-03-12", "p-1", "removal");
  EXPECT_TRUE(rings(kDismissed, "2024-03-11"));
  EXPECT_FALSE(rings(kDismissed, "2024-03-12"));
}

TEST_F(OpenLaws, LAW_10_EachDecisionTakesWhatItsWordSays) {
  assume("2024-01-10", "p-1", "director");
  appoint("2024-01-10", "p-1");
  const auto offices_left_by = [&](Position decision) {
    std::size_t left = 0;
    for (const Alert& alert : alerts("2024-06-01")) left += alert.rule.value == kDismissed ? 1 : 0;
    corrected(decision);
    return left;
  };
  EXPECT_EQ(offices_left_by(adjusted("2024-03-10", "removal")), 2U) << "all of the organisation";
  EXPECT_EQ(offices_left_by(adjusted("2024-03-10", "removal", R"(,"post":"director")")), 1U);
  EXPECT_EQ(offices_left_by(adjusted("2024-03-10", "dismissal", R"(,"post":"clerk")")), 0U);
  EXPECT_EQ(offices_left_by(adjusted("2024-03-10", "recommended")), 0U);
  EXPECT_EQ(offices_left_by(adjusted("2024-03-10", "demotion")), 0U);
  EXPECT_EQ(offices_left_by(sanctioned("2024-03-10", "removal_from_post")), 1U) << "the party's";
  EXPECT_EQ(offices_left_by(sanctioned("2024-03-10", "probation")), 1U);
  EXPECT_EQ(offices_left_by(sanctioned("2024-03-10", "expulsion")), 1U);
  EXPECT_EQ(offices_left_by(sanctioned("2024-03-10", "serious_warning")), 0U);
  EXPECT_EQ(offices_left_by(sanctioned("2024-03-10", "discharge")), 2U);
  EXPECT_EQ(offices_left_by(at(record<DisciplineCaseHandled>(
                "2024-03-10", R"({"person":"p-1","org":"o-village","outcome":"dismissal"})"))),
            2U);
}

TEST_F(OpenLaws, LAW_10_AnOfficeOfTheDayOfTheDecisionOrElsewhereGoesOn) {
  appoint("2024-01-10", "p-1");
  assume("2024-01-10", "p-1", "clerk", "o-east");
  adjusted("2024-03-10", "removal");
  end("2024-03-10", "p-1", "removal");
  assume("2024-03-10", "p-1", "committee_member");
  EXPECT_FALSE(rings(kDismissed, "2024-06-01"));
}

TEST_F(OpenLaws, LAW_10_ASentenceEndsAllOffices) {
  appoint("2024-01-10", "p-1");
  const Admission other = assume("2024-01-10", "p-1", "clerk", "o-east");
  end("2024-03-10", "p-1", "sentence");
  EXPECT_FALSE(rings(kDismissed, "2024-03-09"));
  EXPECT_TRUE(rings(kDismissed, "2024-03-10"));
  corrected(at(other));
  EXPECT_FALSE(rings(kDismissed, "2024-03-10"));
}

TEST_F(OpenLaws, LAW_10_ADecisionThatIsCorrectedAwayClears) {
  appoint("2024-01-10", "p-1");
  const Position decided = adjusted("2024-03-10", "dismissal");
  EXPECT_TRUE(rings(kDismissed, "2024-06-01"));
  corrected(decided);
  EXPECT_FALSE(rings(kDismissed, "2024-06-01"));
}

// LAW-04
// --------------------------------------------------------------------------------------------------------------

TEST_F(OpenLaws, LAW_04_AnAdmonitionEndsWithItsOrganisation) {
  const std::string rule = "law.open_after_org_admonition";
  const auto issued = [&](const std::string& person, const std::string& rest) {
    return at(record<AdmonitionIssued>(
        "2024-02-01", fmt::format(R"({{"person":"{}","org":"o-village","form":"written_admonition",)"
                                  R"("by":"township_committee",{}{}}})",
                                  person, sealed_member("reason"), rest)));
  };
  issued("p-2", R"(,"until":"2024-05-01")");
  const Position open = issued("p-1", R"(,"until":"2024-05-02")");
  merge();
  rings_from_the_merger(rule);
  record<AdmonitionEnded>("2024-05-01", fmt::format(R"({{"person":"p-1","org":"o-village",)"
                                                    R"("admonition":"{}","outcome":"served"}})",
                                                    open.str()));
  EXPECT_FALSE(rings(rule, "2024-05-01"));
}

TEST_F(OpenLaws, LAW_04_ARectificationIsClosedWithItsOrganisation) {
  const std::string rule = "law.open_after_org_rectification";
  const auto ordered = [&](const std::string& matter) {
    record<RectificationOrdered>("2024-02-01", fmt::format(R"({{"org":"o-village","matter":"{}"}})", matter));
  };
  const auto closed = [&](const std::string& matter) {
    record<RectificationClosed>(
        "2024-05-01", fmt::format(R"({{"org":"o-village","matter":"{}","outcome":"accepted"}})", matter));
  };
  ordered("m-1");
  ordered("m-2");
  closed("m-1");
  merge();
  rings_from_the_merger(rule);
  closed("m-2");
  EXPECT_FALSE(rings(rule, "2024-05-01"));
}

TEST_F(OpenLaws, LAW_04_PlacesInTheReserveAndPostingsEndWithTheirOrganisation) {
  const std::string rule = "law.open_after_org_reserve";
  record<ActivistIdentified>("2024-02-01", R"({"person":"p-2","org":"o-village"})");
  record<ReserveListed>("2024-02-01", R"({"person":"p-1","org":"o-village"})");
  record<PlacementStarted>("2024-02-01",
                           R"({"person":"p-2","org":"o-village","post":"secretary_assistant"})");
  merge();
  rings_from_the_merger(rule);
  record<ReserveRemoved>("2024-05-01", R"({"person":"p-1","org":"o-village","reason":"other"})");
  EXPECT_TRUE(rings(rule, "2024-05-01")) << "the posting";
  record<PlacementEnded>("2024-05-01", R"({"person":"p-2","org":"o-village","post":"secretary_assistant"})");
  EXPECT_FALSE(rings(rule, "2024-05-01")) << "an activist goes on";
}

TEST_F(OpenLaws, LAW_04_AListedItemIsDoneOrDropped) {
  const std::string rule = "law.open_after_org_item";
  record<ProjectItemListed>("2024-02-01", R"({"org":"o-village","item":"i-1","title":"修路"})");
  merge();
  rings_from_the_merger(rule);
  const auto progressed = [&](const std::string& on, const std::string& state) {
    record<ProjectItemProgressed>(on,
                                  fmt::format(R"({{"org":"o-village","item":"i-1","state":"{}"}})", state));
  };
  progressed("2024-04-01", "in_progress");
  EXPECT_TRUE(rings(rule, "2024-05-01"));
  progressed("2024-05-01", "dropped");
  EXPECT_FALSE(rings(rule, "2024-05-01"));
}

/// A secretary's pledge to o-village of two things.
class PledgedLaws : public OpenLaws {
 protected:
  static constexpr const char* kRule = "law.open_after_org_pledge";

  PledgedLaws() { appoint("2024-01-10", "p-1"); }
  Position pledged(const std::string& on, const std::string& rest = {}, const std::string& person = "p-1") {
    return at(record<PledgeMade>(
        on, fmt::format(
                R"({{"person":"{}","org":"o-village","kind":"duty","items":[{{"item":"i-1","text":"修路"}},)"
                R"({{"item":"i-2","text":"通水"}}]{}}})",
                person, rest)));
  }
  void progressed(const std::string& on, const std::string& item, const std::string& state) {
    record<CommitmentProgressed>(
        on, fmt::format(R"({{"org":"o-village","person":"p-1","item":"{}","state":"{}"}})", item, state));
  }
};

TEST_F(PledgedLaws, LAW_04_APledgeIsKeptOrDroppedItemByItem) {
  pledged("2024-02-01");
  progressed("2024-04-01", "i-1", "done");
  merge();
  rings_from_the_merger(kRule);
  progressed("2024-05-01", "i-2", "in_progress");
  EXPECT_TRUE(rings(kRule, "2024-05-01"));
  progressed("2024-05-20", "i-2", "dropped");
  EXPECT_TRUE(rings(kRule, "2024-05-19")) << "until it was dropped";
  EXPECT_FALSE(rings(kRule, "2024-05-20"));
  progressed("2024-05-21", "i-1", "in_progress");
  EXPECT_TRUE(rings(kRule, "2024-05-21")) << "what goes on again is not done";
}

TEST_F(PledgedLaws, LAW_04_APledgeThatBindsNobodyIsNotOpen) {
  const Position made = pledged("2024-02-01");
  record<PledgeReviewed>("2024-02-02",
                         R"({"person":"p-1","org":"o-village","outcome":"returned","reviewer":"o-town"})");
  pledged("2024-02-01", R"(,"phase":"pre_election")", "p-2");
  merge();
  EXPECT_FALSE(rings(kRule, "2024-05-01")) << "returned, and of a candidate who was not elected";
  record<PledgeReviewed>("2024-02-03",
                         R"({"person":"p-1","org":"o-village","outcome":"approved","reviewer":"o-town"})");
  EXPECT_TRUE(rings(kRule, "2024-05-01"));
  corrected(made);
  EXPECT_FALSE(rings(kRule, "2024-05-01"));
}

TEST_F(PledgedLaws, LAW_04_APledgeOfWhoLeftBeforeIsNotOpen) {
  pledged("2024-02-01");
  merge();
  const Admission left = end("2024-05-01", "p-1", "age");
  EXPECT_TRUE(rings(kRule, "2024-05-01")) << "in office until the merger";
  corrected(at(left));
  end("2024-04-30", "p-1", "age");
  EXPECT_FALSE(rings(kRule, "2024-05-01"));
}

TEST_F(PledgedLaws, LAW_04_APledgeOfTheDeadIsNotOpen) {
  pledged("2024-02-01");
  record<DeathRecorded>("2024-03-01", R"({"person":"p-1"})");
  merge();
  EXPECT_FALSE(rings(kRule, "2024-05-01"));
}

/// A case that o-village opened. Its alerts stand in its own file: whoever reads another one learns nothing.
class CaseLaws : public OpenLaws {
 protected:
  static constexpr const char* kRule = "law.open_after_org_case";

  template <class E>
  Result<Admission> in_class(const std::string& on, const std::string& json) {
    auto all = act();
    all.act().klass = {"discipline"};
    return submit(all.add(on, fact<E>(json)), root());
  }
  Result<Admission> opened(const std::string& on, const std::string& org = "o-village") {
    return in_class<CaseOpened>(
        on, fmt::format(R"({{"case":"c-1","org":"{}","person":"p-1","cause":"discipline"}})", org));
  }
  bool is_open(const std::string& on) {
    const Past facts = past(on);
    PolicyBook book;
    const auto policy = must(book.binding(facts, "o-village", *Date::parse(on)));
    const auto found = must(alerts_about(facts, book, policy, {SubjectKind::case_, "c-1"}));
    return std::ranges::any_of(found, [](const Alert& alert) { return alert.rule.value == kRule; });
  }
  std::string sanction() const {
    return R"({"person":"p-1","org":"o-village","kind":"warning","decider":"o-town","case":"c-1"})";
  }
};

TEST_F(CaseLaws, LAW_04_ACaseIsDecidedOrDroppedWithItsOrganisation) {
  ASSERT_TRUE(opened("2024-02-01"));
  EXPECT_FALSE(is_open("2024-05-01"));
  merge();
  EXPECT_FALSE(is_open("2024-04-30"));
  EXPECT_TRUE(is_open("2024-05-01"));
  EXPECT_FALSE(rings(kRule, "2024-05-01")) << "nobody learns of it below the organisation";
  ASSERT_TRUE(in_class<ConcernReported>(
      "2024-01-20", fmt::format(R"({{"case":"c-1","kind":"violation",{}}})", sealed_member("text"))));
  ASSERT_TRUE(in_class<LeadDisposed>("2024-05-10", R"({"case":"c-1","disposition":"confirmed"})"));
  EXPECT_TRUE(is_open("2024-05-10")) << "what is confirmed goes on";
  const Position imposed = at(record<SanctionImposed>("2024-05-20", sanction()));
  EXPECT_TRUE(is_open("2024-05-19"));
  EXPECT_FALSE(is_open("2024-05-20"));
  corrected(imposed);
  EXPECT_TRUE(is_open("2024-05-20"));
  ASSERT_TRUE(in_class<LeadDisposed>("2024-05-21", R"({"case":"c-1","disposition":"not_upheld"})"));
  EXPECT_FALSE(is_open("2024-05-21"));
}

TEST_F(CaseLaws, LAW_04_ACaseThatWasDecidedBeforeOrIsTakenOverIsNotOpen) {
  ASSERT_TRUE(opened("2024-02-01"));
  const Position imposed = at(record<SanctionImposed>("2024-05-01", sanction()));
  merge();
  EXPECT_FALSE(is_open("2024-05-01")) << "decided on the day";
  corrected(imposed);
  EXPECT_TRUE(is_open("2024-05-01"));
  ASSERT_TRUE(opened("2024-05-10", "o-other"));
  EXPECT_FALSE(is_open("2024-05-10"));
}

TEST_F(CaseLaws, LAW_04_WhoOpensACaseAsOfAnEndedOrganisationIsTold) {
  merge();
  EXPECT_THAT(rules_of(opened("2024-04-01")), ElementsAre(kRule));
  EXPECT_TRUE(is_open("2024-05-01"));
}

TEST_F(CaseLaws, LAW_04_ACaseIsJudgedByThePolicyOfWhoOpenedIt) {
  adopt("o-county", "2000-01-01",
        "[rules.\"law.open_after_org_case\"]\nmode = \"off\"\nreading = \"另有办法\"\n");
  merge();
  EXPECT_THAT(rules_of(opened("2024-04-01")), IsEmpty());
  EXPECT_FALSE(is_open("2024-05-01"));
}

TEST_F(OpenLaws, LAW_04_WhatIsLeftOpenRingsAndWhatIsOfTheDeadDoesNot) {
  person("p-3", "o-village");
  for (const char* who : {"p-1", "p-3"}) {
    record<AdmonitionIssued>("2024-02-01",
                             fmt::format(R"({{"person":"{}","org":"o-village",)"
                                         R"("form":"written_admonition","by":"township_committee",)"
                                         R"("until":"2025-02-01",{}}})",
                                         who, sealed_member("reason")));
    record<ReserveListed>("2024-02-01", fmt::format(R"({{"person":"{}","org":"o-village"}})", who));
  }
  record<RectificationOrdered>("2024-02-01", R"({"org":"o-village","matter":"m-1"})");
  record<ProjectItemListed>("2024-02-01", R"({"org":"o-village","item":"i-1","title":"修路"})");
  record<DeathRecorded>("2024-03-01", R"({"person":"p-3"})");
  merge();
  std::map<std::string, int> count;
  for (const Alert& alert : alerts("2024-06-01")) ++count[alert.rule.value];
  EXPECT_EQ(count["law.open_after_org_admonition"], 1);
  EXPECT_EQ(count["law.open_after_org_reserve"], 1);
  EXPECT_EQ(count["law.open_after_org_rectification"], 1);
  EXPECT_EQ(count["law.open_after_org_item"], 1);
}

// LAW-21
// --------------------------------------------------------------------------------------------------------------

TEST_F(OpenLaws, LAW_21_AnEndWhoseBeginningIsCorrectedAwayRings) {
  const Position begun{must(appoint("2024-01-10", "p-1")).index, 0};
  const Position ended = at(end("2024-03-01", "p-1", "age"));
  EXPECT_FALSE(rings("law.office_ends", "2024-06-01"));
  EXPECT_THAT(corrected(begun), ElementsAre("law.office_ends"));
  EXPECT_FALSE(rings("law.office_ends", "2024-02-29"));
  EXPECT_TRUE(rings("law.office_ends", "2024-03-01"));
  EXPECT_THAT(corrected(ended), IsEmpty());
  EXPECT_FALSE(rings("law.office_ends", "2024-06-01"));
}

TEST_F(OpenLaws, LAW_21_ABeginningThatMovesBehindItsEndRings) {
  const Position begun{must(appoint("2024-01-10", "p-1")).index, 0};
  end("2024-03-01", "p-1", "age");
  const auto moved_to = [&](const std::string& on) {
    return corrected(begun, fmt::format(R"({{"type":"SecretaryAppointed","on":"{}",)"
                                        R"("data":{{"person":"p-1","org":"o-village"}}}})",
                                        on));
  };
  EXPECT_THAT(moved_to("2024-03-02"), Contains("law.office_ends"));
  EXPECT_THAT(moved_to("2024-03-01"), Not(Contains("law.office_ends"))) << "begun and ended on one day";
  EXPECT_FALSE(rings("law.office_ends", "2024-06-01"));
}

TEST_F(OpenLaws, LAW_21_ASuspensionRestsOnItsOffice) {
  const Position begun{must(appoint("2024-01-10", "p-1")).index, 0};
  const std::string post = R"({"person":"p-1","org":"o-village","post":"secretary")";
  const Position suspended =
      at(record<OfficeSuspended>("2024-02-01", post + R"(,"reason":"investigation"})"));
  record<OfficeResumed>("2024-03-01", post + "}");
  EXPECT_THAT(corrected(suspended), ElementsAre("law.office_ends")) << "nothing goes on that did not rest";
  EXPECT_THAT(corrected(begun), IsEmpty()) << "what rings already is told once";
  EXPECT_TRUE(rings("law.office_ends", "2024-06-01"));
}

TEST_F(OpenLaws, LAW_21_ASanctionIsLiftedOnceAndWasImposed) {
  const Position warned = sanctioned("2024-02-01", "warning");
  const auto lifted = [&] {
    return attempt<SanctionLifted>(
        "2024-08-01", fmt::format(R"({{"person":"p-1","org":"o-village","sanction":"{}"}})", warned.str()));
  };
  const auto first = lifted();
  EXPECT_THAT(rules_of(first), IsEmpty());
  const auto again = lifted();
  EXPECT_THAT(rules_of(again), ElementsAre("law.discipline_ends"));
  EXPECT_TRUE(rings("law.discipline_ends", "2024-08-01"));
  corrected(at(*again));
  EXPECT_FALSE(rings("law.discipline_ends", "2024-08-01"));
  EXPECT_THAT(corrected(warned), Contains("law.discipline_ends"));
}

TEST_F(OpenLaws, LAW_21_AnAdmonitionThatIsCorrectedAwayLeavesItsEnd) {
  const Position issued = at(record<AdmonitionIssued>(
      "2024-02-01", fmt::format(R"({{"person":"p-1","org":"o-village","form":"written_admonition",)"
                                R"("by":"township_committee",{}}})",
                                sealed_member("reason"))));
  record<AdmonitionEnded>("2024-08-01", fmt::format(R"({{"person":"p-1","org":"o-village",)"
                                                    R"("admonition":"{}","outcome":"served"}})",
                                                    issued.str()));
  EXPECT_THAT(corrected(issued), ElementsAre("law.discipline_ends"));
  EXPECT_TRUE(rings("law.discipline_ends", "2024-08-01"));
}

TEST_F(OpenLaws, LAW_21_ARectificationThatIsCorrectedAwayLeavesItsEnd) {
  const Position ordered =
      at(record<RectificationOrdered>("2024-02-01", R"({"org":"o-village","matter":"m-1"})"));
  const Position closed = at(record<RectificationClosed>(
      "2024-03-01", R"({"org":"o-village","matter":"m-1","outcome":"accepted"})"));
  EXPECT_THAT(corrected(ordered), ElementsAre("law.rectification_ends"));
  EXPECT_TRUE(rings("law.rectification_ends", "2024-03-01"));
  corrected(closed);
  EXPECT_FALSE(rings("law.rectification_ends", "2024-03-01"));
}

TEST_F(OpenLaws, LAW_21_AListingThatIsCorrectedAwayLeavesItsEnd) {
  const Position listed = at(record<ReserveListed>("2024-02-01", R"({"person":"p-1","org":"o-village"})"));
  record<ReserveRemoved>("2024-03-01", R"({"person":"p-1","org":"o-village","reason":"other"})");
  EXPECT_THAT(corrected(listed), ElementsAre("law.reserve_ends"));
  EXPECT_TRUE(rings("law.reserve_ends", "2024-03-01"));
}

TEST_F(OpenLaws, LAW_21_AnIssueIsDefusedThatWasEscalatedByWhomever) {
  const auto defused = [&](const std::string& org, const std::string& on, const std::string& rest) {
    return attempt<IssueDefused>(on, fmt::format(R"({{"org":"{}","topic":"land"{}}})", org, rest));
  };
  EXPECT_THAT(rules_of(defused("o-village", "2024-02-01", "")), Not(Contains("law.issue_defused")));
  const auto early = defused("o-town", "2024-02-28", R"(,"matter":"m-1")");
  EXPECT_THAT(rules_of(early), Contains("law.issue_defused"));
  corrected(at(*early));
  const Position escalated = at(record<IssueEscalated>(
      "2024-03-01", R"({"org":"o-village","matter":"m-1","topic":"land","to":"o-town"})"));
  EXPECT_THAT(rules_of(defused("o-town", "2024-03-01", R"(,"matter":"m-1")")),
              Not(Contains("law.issue_defused")));
  EXPECT_FALSE(rings("law.issue_defused", "2024-06-01"));
  const auto again = defused("o-town", "2024-03-02", R"(,"matter":"m-1")");
  EXPECT_THAT(rules_of(again), Contains("law.issue_defused"));
  EXPECT_TRUE(rings("law.issue_defused", "2024-06-01"));
  corrected(at(*again));
  EXPECT_FALSE(rings("law.issue_defused", "2024-06-01"));
  corrected(escalated);
  EXPECT_TRUE(rings("law.issue_defused", "2024-06-01"));
}

TEST_F(OpenLaws, LAW_21_HelpWithAPensionStopsForWhoIsEnrolled) {
  const auto stopped = [&](const std::string& on) {
    return attempt<PensionSubsidyStopped>(on,
                                          R"({"person":"p-1","org":"o-village","cause":"benefit_ended"})");
  };
  const auto early = stopped("2024-01-31");
  EXPECT_THAT(rules_of(early), ElementsAre("law.pension_ends"));
  EXPECT_TRUE(rings("law.pension_ends", "2024-01-31"));
  corrected(at(*early));
  const Position enrolled = at(record<PensionEnrolled>(
      "2024-02-01", R"({"person":"p-1","org":"o-village","scheme":"employee_basic"})"));
  EXPECT_THAT(rules_of(stopped("2024-02-01")), IsEmpty());
  EXPECT_THAT(rules_of(stopped("2024-03-01")), ElementsAre("law.pension_ends")) << "stopped already";
  EXPECT_THAT(corrected(enrolled), ElementsAre("law.pension_ends"));
}

TEST_F(OpenLaws, LAW_21_ASubsidyThatIsCorrectedAwayLeavesItsStop) {
  appoint("2018-01-10", "p-1");
  end("2024-01-15", "p-1", "age");
  const Position approved = at(record<DepartureSubsidyApproved>(
      "2024-02-01", R"({"person":"p-1","org":"o-village","years":5,"monthly_fen":5000})"));
  const Position stopped =
      at(record<SubsidyStopped>("2024-03-01", R"({"person":"p-1","org":"o-village","cause":"appointed"})"));
  EXPECT_THAT(corrected(approved), ElementsAre("law.subsidy_ends"));
  EXPECT_TRUE(rings("law.subsidy_ends", "2024-03-01"));
  corrected(stopped);
  EXPECT_FALSE(rings("law.subsidy_ends", "2024-03-01"));
}

// LAW-04, LAW-10: an end that comes long after
// --------------------------------------------------------------------------------------------------------------

TEST_F(OpenLaws, LAW_04_AnOfficeThatIsEndedLongAfterItsOrganisationGoesOnRinging) {
  appoint("2024-01-10", "p-1");
  merge();
  const Position left = at(end("2024-05-31", "p-1", "reassignment"));
  EXPECT_FALSE(rings("law.open_after_org", "2024-06-30")) << "thirty days";
  const auto until = [](const std::string& day) {
    return R"({"type":"TenureEnded","on":")" + day +
           R"(","data":{"person":"p-1","org":"o-village","post":"secretary","reason":"reassignment"}})";
  };
  corrected(left, until("2024-06-01"));
  EXPECT_TRUE(rings("law.open_after_org", "2025-01-01"));
  corrected(left, until("2024-05-01"));
  EXPECT_FALSE(rings("law.open_after_org", "2025-01-01"));
}

TEST_F(OpenLaws, LAW_10_AnOfficeThatIsEndedLongAfterADismissalGoesOnRinging) {
  appoint("2024-01-10", "p-1");
  adjusted("2024-03-10", "removal");
  const Position left = at(end("2024-04-10", "p-1", "removal"));
  EXPECT_TRUE(rings(kDismissed, "2025-01-01")) << "thirty-one days";
  corrected(left, R"({"type":"TenureEnded","on":"2024-04-09","data":{"person":"p-1","org":"o-village",)"
                  R"("post":"secretary","reason":"removal"}})");
  EXPECT_FALSE(rings(kDismissed, "2025-01-01"));
}

TEST_F(OpenLaws, LAW_10_ADismissalThatIsLiftedTakesNothingAnyMore) {
  appoint("2024-01-10", "p-1");
  const Position imposed = sanctioned("2024-03-10", "discharge");
  EXPECT_TRUE(rings(kDismissed, "2024-04-01"));
  record<SanctionLifted>(
      "2024-04-10", fmt::format(R"({{"person":"p-1","org":"o-village","sanction":"{}"}})", imposed.str()));
  EXPECT_TRUE(rings(kDismissed, "2024-04-09"));
  EXPECT_FALSE(rings(kDismissed, "2024-04-10"));
}

}  // namespace
}  // namespace tenure::testing

// 创业承诺: from the pledge before the vote to the year's plan, and what each step needs.
#include "domain/appraisal/events.h"
#include "domain/core/sha256.h"
#include "domain/selection/events.h"
#include "domain/targets/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Figures = std::map<std::string, std::int64_t>;

class PingyangPledge : public ::testing::Test {
 protected:
  PingyangPledge() {
    policy = t.adopt("o-county", "2024-01-01", pack_of("pingyang"));
    t.people(2);
  }

  void pledge(const std::string& on = "2024-03-01",
              const std::string& audiences = R"("all_members","higher_organisation")",
              const std::string& person = "p-1") {
    t.record<PledgeMade>(
        on,
        fmt::format(R"({{"person":"{}","org":"o-village","kind":"entrepreneurial","phase":"pre_election",)"
                    R"("round":"r-2024","audiences":[{}],"place":"election_meeting",)"
                    R"("items":[{{"item":"i-1","text":"修路","category":"public_welfare"}}]}})",
                    person, audiences));
  }
  Result<Admission> vote(const std::string& candidates) {
    return t.attempt<ElectionHeld>(
        "2024-03-02", fmt::format(R"({{"org":"o-village","post":"secretary","round":"r-2024","valid":40,)"
                                  R"("candidates":[{}],"outcome":"elected"}})",
                                  candidates));
  }
  void opinions(const std::string& on, const std::string& groups, const std::string& kind = "pledge") {
    t.record<OpinionCollected>(
        on, fmt::format(R"({{"org":"o-village","kind":"{}","about":"p-1","respondents":[{}],"opinions":12,)"
                        R"("disposition":"adopted"}})",
                        kind, groups));
  }
  Result<Admission> review(const std::string& on, const std::string& outcome,
                           const std::string& reviewer = "o-town") {
    return t.attempt<PledgeReviewed>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","outcome":"{}","reviewer":"{}"}})", outcome,
                        reviewer));
  }
  Result<Admission> publish(const std::string& on,
                            const std::string& audiences = R"("all_members","villagers")",
                            const std::string& form = "commitment_letter") {
    return t.attempt<CommitmentPublished>(
        on,
        fmt::format(R"({{"person":"p-1","org":"o-village","kind":"pledge","form":"{}","audiences":[{}]}})",
                    form, audiences));
  }
  Result<Admission> plan(const std::string& on, const std::string& year) {
    return t.attempt<AnnualPlanAdopted>(
        on, fmt::format(R"({{"org":"o-village","period":"{}","by":"two_committees",)"
                        R"("items":[{{"item":"i-1","text":"修路"}}]}})",
                        year));
  }

  const std::string kBoth = R"({"group":"members","count":30},{"group":"masses","count":60})";
  RuleLedger t;
  Position policy;
};

TEST_F(PingyangPledge, PY_28_StateOfEveryPledgeIsKnown) {
  const auto state = [&](const std::string& on) { return t.figures("stat.commitments", on); };
  pledge("2024-03-01");
  opinions("2024-03-05", kBoth);
  ASSERT_TRUE(review("2024-03-10", "returned"));
  ASSERT_TRUE(review("2024-03-15", "approved"));
  ASSERT_TRUE(publish("2024-03-20"));
  EXPECT_EQ(state("2024-03-01"), (Figures{{"", 1}, {"entrepreneurial/pledged", 1}}));
  EXPECT_EQ(state("2024-03-10"), (Figures{{"", 1}, {"entrepreneurial/returned", 1}}));
  EXPECT_EQ(state("2024-03-15"), (Figures{{"", 1}, {"entrepreneurial/approved", 1}}));
  EXPECT_EQ(state("2024-03-20"), (Figures{{"", 1}, {"entrepreneurial/published", 1}}));
}

TEST_F(PingyangPledge, PY_29_NoVoteOnACandidateWithoutThePledgeBothWays) {
  EXPECT_THAT(rules_of(vote(R"({"person":"p-1","votes":40})")), ElementsAre("gate.election"));
  pledge("2024-03-01", R"("all_members")");
  EXPECT_THAT(rules_of(vote(R"({"person":"p-1","votes":40})")), ElementsAre("gate.election"))
      << "not to the higher organisation";
  pledge();
  EXPECT_THAT(rules_of(vote(R"({"person":"p-1","votes":40})")), IsEmpty());
  EXPECT_THAT(rules_of(vote(R"({"person":"p-1","votes":30},{"person":"p-2","votes":10})")),
              ElementsAre("gate.election"))
      << "every candidate";
  pledge("2024-03-03", R"("all_members","higher_organisation")", "p-2");
  EXPECT_THAT(rules_of(vote(R"({"person":"p-2","votes":10})")), ElementsAre("gate.election"))
      << "the pledge comes before the vote";
}

TEST_F(PingyangPledge, PY_29_PledgeIsOfThisVoteAndMadeAtTheElectionMeeting) {
  const auto after = [&](const std::string& phase, const std::string& round, const std::string& place) {
    t.record<PledgeMade>(
        "2024-03-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","kind":"entrepreneurial","phase":"{}",)"
                    R"("round":"{}","audiences":["all_members","higher_organisation"],)"
                    R"("place":"{}"}})",
                    phase, round, place));
    return rules_of(vote(R"({"person":"p-1","votes":40})"));
  };
  EXPECT_THAT(after("public", "r-2024", "election_meeting"), ElementsAre("gate.election"));
  EXPECT_THAT(after("pre_election", "r-2021", "election_meeting"), ElementsAre("gate.election"));
  EXPECT_THAT(after("pre_election", "r-2024", "at_home"), ElementsAre("gate.election"));
  EXPECT_THAT(after("pre_election", "r-2024", "election_meeting"), IsEmpty());
}

TEST_F(PingyangPledge, PY_29_PledgeOfAnEarlierVoteIsUsedUp) {
  const auto unnamed = [&](const std::string& on, const std::string& outcome = "elected") {
    return rules_of(t.attempt<ElectionHeld>(
        on, fmt::format(R"({{"org":"o-village","post":"secretary","valid":40,"candidates":[{{"person":"p-1",)"
                        R"("votes":40}}],"outcome":"{}"}})",
                        outcome)));
  };
  pledge("2024-03-01");
  EXPECT_THAT(unnamed("2024-03-01"), IsEmpty()) << "at the meeting itself";
  EXPECT_THAT(unnamed("2024-03-02", "run_off"), ElementsAre("gate.election")) << "that vote was won";
  pledge("2027-03-01");
  EXPECT_THAT(unnamed("2027-03-02", "run_off"), IsEmpty());
  EXPECT_THAT(unnamed("2027-03-09"), IsEmpty()) << "a run-off is of the same vote";
  EXPECT_THAT(unnamed("2030-03-02"), ElementsAre("gate.election"));
}

TEST_F(PingyangPledge, PY_29_PledgeIsMadeSinceTheRoundWasOpenedAndThePostFilled) {
  const auto unnamed = [&](const std::string& on) {
    return rules_of(t.attempt<ElectionHeld>(on, R"({"org":"o-village","post":"secretary","valid":40,
        "candidates":[{"person":"p-1","votes":40}],"outcome":"elected"})"));
  };
  pledge("2024-03-01");
  t.record<TermElectionOpened>("2024-03-02", R"({"org":"o-village","round":"r-2024"})");
  EXPECT_THAT(unnamed("2024-03-03"), ElementsAre("gate.election"));
  pledge("2024-03-02");
  ASSERT_TRUE(t.appoint("2024-03-04", "p-2"));
  EXPECT_THAT(unnamed("2024-03-05"), ElementsAre("gate.election")) << "the post was filled since";
}

TEST_F(PingyangPledge, PY_29_WithoutTheRuleNobodyIsAsked) {
  t.adopt("o-county", "2024-01-02",
          supplied(pack_of("pingyang"), "required_of_candidates = true", "required_of_candidates = false"));
  EXPECT_THAT(rules_of(vote(R"({"person":"p-1","votes":40})")), IsEmpty());
}

TEST_F(PingyangPledge, PY_29_FiguresOfABallotAgree) {
  EXPECT_EQ(refusal_of(vote(R"({"person":"p-1","votes":41})")).where, "events[0].data.candidates[0].votes");
}

TEST_F(PingyangPledge, PY_30_ReviewAsksForOpinionsOfMembersAndMassesFirst) {
  pledge();
  t.record<MeetingHeld>("2024-03-05",
                        R"({"org":"o-village","kind":"democratic_talk","about":["p-1"],"present":90})");
  EXPECT_THAT(rules_of(review("2024-03-10", "approved")), ElementsAre("gate.pledge_consulted"));
  opinions("2024-03-05", R"({"group":"members","count":30})");
  EXPECT_THAT(rules_of(review("2024-03-10", "approved")), ElementsAre("gate.pledge_consulted"))
      << "no masses";
  opinions("2024-02-20", kBoth);
  EXPECT_THAT(rules_of(review("2024-03-10", "approved")), ElementsAre("gate.pledge_consulted"))
      << "before the pledge was made";
  opinions("2024-03-06", kBoth);
  EXPECT_THAT(rules_of(review("2024-03-10", "approved")), IsEmpty());
  EXPECT_EQ(t.figures("stat.meetings", "2024-12-31")["democratic_talk"], 1);
  EXPECT_EQ(t.sums("stat.opinions", "2024-12-31", {"kind"})["pledge"], 36);
}

TEST_F(PingyangPledge, PY_31_PublicationIsRefusedUntilTheTownshipApproved) {
  pledge();
  opinions("2024-03-05", kBoth);
  EXPECT_EQ(refusal_of(publish("2024-03-20")).reason, Reason::gate);
  ASSERT_TRUE(review("2024-03-10", "returned"));
  EXPECT_THAT(refusal_of(publish("2024-03-20")).detail, HasSubstr("gate.pledge_publish (PY-31 BB-26)"));
  const Refusal returned = refusal_of(publish("2024-03-20"));
  EXPECT_THAT(returned.evidence, SizeIs(1)) << "the review that returned it";
  EXPECT_THAT(returned.parameters, Contains(Refusal::Used{"pledge.approver", "\"township\"", policy.str()}));
  ASSERT_TRUE(review("2024-03-11", "approved", "o-village"));
  EXPECT_EQ(refusal_of(publish("2024-03-20")).reason, Reason::gate) << "the village does not approve its own";
  t.register_org("o-town2", "o-county", "township");
  ASSERT_TRUE(review("2024-03-11", "approved", "o-town2"));
  EXPECT_EQ(refusal_of(publish("2024-03-20")).reason, Reason::gate) << "another township approves nothing";
  ASSERT_TRUE(review("2024-03-12", "approved"));
  EXPECT_EQ(refusal_of(publish("2024-03-11")).reason, Reason::gate) << "a day early";
  EXPECT_THAT(rules_of(publish("2024-03-20")), IsEmpty());
  pledge("2024-05-01");
  EXPECT_EQ(refusal_of(publish("2024-05-02")).reason, Reason::gate) << "a new pledge needs a new approval";
}

TEST_F(PingyangPledge, PY_31_APledgeIsOneByWhicheverWordItIsPublished) {
  pledge();
  opinions("2024-03-05", kBoth);
  const auto published_as = [&](const std::string& kind, const std::string& on) {
    return t.attempt<CommitmentPublished>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","kind":"{}","form":"commitment_letter",)"
                        R"("audiences":["all_members","villagers"]}})",
                        kind));
  };
  for (const char* kind : {"pledge", "duty", "term", "public", "entrepreneurial"})
    EXPECT_EQ(refusal_of(published_as(kind, "2024-03-08")).reason, Reason::gate) << kind;
  EXPECT_TRUE(published_as("annual_plan", "2024-03-08")) << "a plan is no pledge";
  EXPECT_TRUE(published_as("targets", "2024-03-08"));
  ASSERT_TRUE(review("2024-03-10", "approved"));
  EXPECT_THAT(t.ringing("2024-03-12"), Contains("alert.pledge_unpublished"));
  EXPECT_THAT(rules_of(published_as("duty", "2024-03-15")), IsEmpty());
  EXPECT_THAT(t.ringing("2024-03-16"), Not(Contains("alert.pledge_unpublished")));
}

TEST_F(PingyangPledge, PY_31_ApprovalThatWasReturnedPublishesNothing) {
  pledge();
  opinions("2024-03-05", kBoth);
  ASSERT_TRUE(review("2024-03-10", "approved"));
  ASSERT_TRUE(review("2024-03-11", "returned"));
  EXPECT_EQ(refusal_of(publish("2024-03-20")).reason, Reason::gate);
  EXPECT_TRUE(publish("2024-03-10")) << "on paper the day before it was returned";
  ASSERT_TRUE(review("2024-03-15", "approved"));
  EXPECT_THAT(rules_of(publish("2024-03-20")), IsEmpty());
}

TEST_F(PingyangPledge, PY_31_EarlierPublicationFromPaperIsOnlyFlagged) {
  pledge();
  auto act = t.act();
  act.act().provenance =
      Provenance{ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-2"}}, {}, {}};
  act.add("2024-03-20", fact<CommitmentPublished>(R"({"person":"p-1","org":"o-village","kind":"pledge"})"));
  EXPECT_THAT(rules_of(t.submit(act, t.root())), ElementsAre("gate.pledge_publish"));
}

TEST_F(PingyangPledge, PY_32_ApprovedPledgeIsDueToAllMembersAndVillagers) {
  pledge();
  opinions("2024-03-05", kBoth);
  ASSERT_TRUE(review("2024-03-10", "approved"));
  EXPECT_THAT(t.ringing("2024-03-10"), Not(Contains("alert.pledge_unpublished")));
  EXPECT_THAT(t.ringing("2024-03-11"), Contains("alert.pledge_unpublished"));
  ASSERT_TRUE(publish("2024-03-12", R"("all_members")"));
  EXPECT_THAT(t.ringing("2024-03-13"), Contains("alert.pledge_unpublished")) << "villagers were not told";
  ASSERT_TRUE(publish("2024-03-13", R"("all_members","villagers")", "notice"));
  EXPECT_THAT(t.ringing("2024-03-13"), Contains("alert.pledge_unpublished")) << "no commitment letter";
  ASSERT_TRUE(publish("2024-03-14"));
  EXPECT_THAT(t.ringing("2024-03-14"), Not(Contains("alert.pledge_unpublished")));
  EXPECT_EQ(t.figures("stat.commitments", "2024-03-14")["entrepreneurial/published"], 1);
  EXPECT_THAT(t.ringing("2024-03-13"), Contains("alert.pledge_unpublished")) << "on that day it was so";
}

TEST_F(PingyangPledge, PY_33_TermTargetsStandUnderFourHeads) {
  const auto set = [&](const std::string& scope, const std::string& targets) {
    return rules_of(t.attempt<TargetSet>(
        "2024-04-01", fmt::format(R"({{"org":"o-village","person":"p-1","scope":"{}","period":"term:r-2024",)"
                                  R"("targets":[{}]}})",
                                  scope, targets)));
  };
  const std::string three =
      R"({"category":"organisation"},{"category":"public_welfare","item":"修路","number":2.5,"unit":"km"},)"
      R"({"category":"economy"})";
  EXPECT_THAT(set("term", three), ElementsAre("gate.target_classes"));
  EXPECT_THAT(set("annual", three), IsEmpty()) << "of the term only";
  EXPECT_THAT(set("term", three + R"(,{"category":"hot_issues"})"), IsEmpty());
  EXPECT_EQ(t.figures("stat.targets", "2024-04-01"), (Figures{{"", 3}, {"annual", 1}, {"term", 2}}));
}

constexpr const char* kLetter =
    R"({{"person":"p-1","org":"o-village","period":"term:{}","parties":[{}],"with":"o-town"}})";

TEST_F(PingyangPledge, PY_34_LetterIsSignedByBoth) {
  const auto sign_letter = [&](const std::string& parties) {
    return rules_of(
        t.attempt<ResponsibilityLetterSigned>("2024-04-01", fmt::format(kLetter, "r-2024", parties)));
  };
  EXPECT_THAT(sign_letter(R"("secretary")"), ElementsAre("gate.letter_signed"));
  EXPECT_THAT(sign_letter(R"("township_committee")"), ElementsAre("gate.letter_signed"));
  EXPECT_THAT(sign_letter(R"("secretary","township_committee")"), IsEmpty());
  EXPECT_EQ(t.figures("stat.letters", "2024-04-01")["term:r-2024"], 3);
}

TEST_F(PingyangPledge, PY_34_TermAssessmentRestsOnTheLetterOfThatTerm) {
  t.record<ResponsibilityLetterSigned>("2021-04-01",
                                       fmt::format(kLetter, "r-2021", R"("secretary","township_committee")"));
  const auto grade = [&](const std::string& person, const std::string& period) {
    return rules_of(t.attempt<GradeDetermined>(
        "2027-03-01", fmt::format(R"({{"person":"{}","org":"o-village","scheme":"term","period":"{}",)"
                                  R"("grade":"excellent"}})",
                                  person, period)));
  };
  EXPECT_THAT(grade("p-1", "term:r-2024"), Contains("gate.term_assessment")) << "the letter of another term";
  EXPECT_THAT(grade("p-2", "term:r-2021"), Contains("gate.term_assessment")) << "the letter of another one";
  EXPECT_THAT(grade("p-1", "term:r-2021"), Not(Contains("gate.term_assessment")));
  EXPECT_THAT(grade("p-2", "2026"), Not(Contains("gate.term_assessment"))) << "not of a term";
}

TEST_F(PingyangPledge, PY_35_PlanComesFromTheMeetingAndFromOpinions) {
  t.record<MeetingHeld>("2024-01-05",
                        R"({"org":"o-village","kind":"two_committees","topics":["annual_plan"]})");
  EXPECT_THAT(rules_of(plan("2024-01-10", "2024")), ElementsAre("gate.target_consulted"));
  opinions("2025-01-03", kBoth, "annual_plan");
  EXPECT_THAT(rules_of(plan("2025-01-10", "2025")), ElementsAre("gate.plan_meeting"))
      << "last year's meeting is used up";
  t.record<MeetingHeld>("2026-01-05", R"({"org":"o-village","kind":"two_committees"})");
  opinions("2026-01-03", kBoth, "annual_plan");
  EXPECT_THAT(rules_of(plan("2026-01-10", "2026")), IsEmpty());
  EXPECT_EQ(refusal_of(plan("2026-02-10", "2026")).reason, Reason::already);
  EXPECT_EQ(t.figures("stat.meetings", "2026-12-31")["two_committees"], 2);
  EXPECT_EQ(t.sums("stat.opinions", "2026-12-31", {"kind"})["annual_plan"], 24);
  EXPECT_EQ(t.figures("stat.annual_plans", "2025-12-31"), (Figures{{"", 2}, {"2024", 1}, {"2025", 1}}));
}

TEST_F(PingyangPledge, PY_35_VillageWithoutAPlanAtTheYearsStartRings) {
  const auto missing = [&](const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value == "alert.annual_plan_missing")
        out.push_back(alert.subject.value + " " + alert.period->str());
    }
    return out;
  };
  EXPECT_THAT(missing("2024-01-31"), IsEmpty());
  EXPECT_THAT(missing("2024-02-01"), ElementsAre("org/o-village 2024")) << "no township, no county";
  ASSERT_TRUE(plan("2024-02-15", "2024"));
  EXPECT_THAT(missing("2024-02-15"), IsEmpty());
  ASSERT_TRUE(plan("2024-12-28", "2025"));
  EXPECT_THAT(missing("2025-02-01"), IsEmpty()) << "adopted ahead of the year";
  EXPECT_THAT(missing("2026-02-01"), ElementsAre("org/o-village 2026"));
}

TEST_F(PingyangPledge, PY_36_PlanIsPostedOnThePartyBoard) {
  ASSERT_TRUE(plan("2024-01-10", "2024"));
  const auto post = [&](const std::string& on, const std::string& place) {
    t.record<CommitmentPublished>(
        on, fmt::format(R"({{"org":"o-village","kind":"annual_plan","period":"2024","place":"{}"}})", place));
  };
  EXPECT_THAT(t.ringing("2024-01-11"), Contains("alert.plan_unpublished"));
  post("2024-01-12", "website");
  EXPECT_THAT(t.ringing("2024-01-12"), Contains("alert.plan_unpublished"));
  post("2024-01-13", "party_board");
  EXPECT_THAT(t.ringing("2024-01-13"), Not(Contains("alert.plan_unpublished")));
  ASSERT_TRUE(plan("2025-01-10", "2025"));
  EXPECT_THAT(t.ringing("2025-01-11"), Contains("alert.plan_unpublished")) << "each year's own";
}

TEST_F(PingyangPledge, PY_28_LAW_21_WhatGoesOnWasPledgedOrPlanned) {
  const auto goes_on = [&](const std::string& on, const std::string& item, const std::string& who = "") {
    return rules_of(t.attempt<CommitmentProgressed>(
        on, fmt::format(R"({{"org":"o-village"{},"item":"{}","state":"in_progress"}})", who, item)));
  };
  const std::string first = R"(,"person":"p-1")";
  const std::string second = R"(,"person":"p-2")";
  EXPECT_THAT(goes_on("2024-03-01", "i-1", first), ElementsAre("law.progress_of_listed"));
  pledge("2024-03-01");
  EXPECT_THAT(goes_on("2024-03-01", "i-1", first), IsEmpty()) << "pledged that day";
  EXPECT_THAT(goes_on("2024-03-01", "i-2", first), ElementsAre("law.progress_of_listed"));
  EXPECT_THAT(goes_on("2024-03-01", "i-1", second), ElementsAre("law.progress_of_listed")) << "another's";
  ASSERT_TRUE(plan("2024-03-05", "2024"));
  EXPECT_THAT(goes_on("2024-03-05", "i-1"), IsEmpty()) << "of the year's plan";
}

}  // namespace
}  // namespace tenure::testing

// Decisions of a village: the steps of a major one, hearings, resolutions, tenders.
#include "domain/collective/events.h"
#include "domain/decisions/events.h"
#include "tests/scenarios/laws/corrected_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

constexpr const char* kFourSteps = R"(
[major_decision]
topics = ["mass_interest", "major"]
steps = ["hear_members", "deliberate", "member_meeting", "villagers_meeting"]
)";
constexpr const char* kTwoDisclosures = R"(
[major_decision]
steps = ["branch_proposal", "two_committees", "member_meeting", "adoption", "disclosure_resolution", "disclosure_result"]
disclosure_days = 10
)";

class Decisions : public ::testing::Test {
 protected:
  Position step(const std::string& on, const std::string& step, const std::string& rest = "",
                const std::string& matter = "m-road") {
    return {RuleLedger::must(try_step(on, step, rest, matter)).index, 0};
  }
  Result<Admission> try_step(const std::string& on, const std::string& step, const std::string& rest = "",
                             const std::string& matter = "m-road") {
    return t.attempt<DecisionStepRecorded>(
        on, fmt::format(R"({{"org":"o-village","matter":"{}","step":"{}"{}}})", matter, step, rest));
  }
  Result<Admission> adopt(const std::string& on, const std::string& rest = "",
                          const std::string& matter = "m-road") {
    return t.attempt<DecisionAdopted>(
        on, fmt::format(R"({{"org":"o-village","matter":"{}","body":"villagers_meeting"{}}})", matter, rest));
  }
  Result<Admission> hear(const std::string& on, const std::string& attendance,
                         const std::string& rest = R"(,"explained":["plan","concerns"])") {
    return t.attempt<HearingHeld>(
        on, fmt::format(R"({{"org":"o-village","matter":"m-road","topic":"vital_interest",)"
                        R"("attendance":[{}]{}}})",
                        attendance, rest));
  }
  void four_steps() {
    step("2024-03-01", "hear_members", R"(,"topic":"mass_interest")");
    step("2024-03-05", "deliberate");
    step("2024-03-10", "member_meeting");
    step("2024-03-15", "villagers_meeting");
  }
  void correct(Position target) { RuleLedger::must(t.voided(target)); }

  CorrectedLedger t{"2024-12-01", "2025-01-01"};
};

// The steps
// --------------------------------------------------------------------------------------------------------------

TEST_F(Decisions, BB_30_FourStepsInOrder) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  four_steps();
  const auto adopted = adopt("2024-03-15");
  EXPECT_THAT(rules_of(adopted), IsEmpty()) << "the last step and the resolution are of one day";
  EXPECT_THAT(t.ringing("2024-12-31"), IsEmpty());
  EXPECT_EQ(t.figures("stat.decisions", "2024-12-31", {"body"}),
            (Figures{{"", 1}, {"villagers_meeting", 1}}));
}

TEST_F(Decisions, BB_30_AResolutionWithoutAStepIsTold) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  step("2024-03-01", "hear_members", R"(,"topic":"mass_interest")");
  step("2024-03-10", "deliberate");
  const auto early = try_step("2024-03-15", "villagers_meeting");
  EXPECT_THAT(rules_of(early), ElementsAre("gate.major_decision_sequence")) << "the third one is missing";
  EXPECT_EQ(explained(early, "gate.major_decision_sequence"),
            "hear_members, deliberate, member_meeting | hear_members, deliberate");
  EXPECT_THAT(rules_of(adopt("2024-03-16")), ElementsAre("gate.major_decision_sequence"));
  EXPECT_THAT(t.ringing("2024-03-16"), ElementsAre("gate.major_decision_sequence"));
  step("2024-03-15", "member_meeting");
  EXPECT_THAT(t.ringing("2024-03-16"), IsEmpty()) << "it had only not been recorded";
}

TEST_F(Decisions, BB_30_AStepBeforeTheOneThatItRestsOn) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  step("2024-03-01", "hear_members", R"(,"topic":"mass_interest")");
  step("2024-03-11", "deliberate");
  EXPECT_THAT(rules_of(try_step("2024-03-10", "member_meeting")),
              ElementsAre("gate.major_decision_sequence"));
  step("2024-03-20", "villagers_meeting");
  EXPECT_EQ(explained(adopt("2024-03-20"), "gate.major_decision_sequence"),
            "hear_members, deliberate, member_meeting, villagers_meeting | "
            "hear_members, member_meeting, deliberate, villagers_meeting");
  EXPECT_THAT(rules_of(try_step("2024-03-12", "member_meeting")), IsEmpty()) << "held again, in its turn";
  EXPECT_THAT(rules_of(adopt("2024-03-21")), IsEmpty());
}

TEST_F(Decisions, BB_30_AStepThatIsTakenBackIsMissing) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  step("2024-03-01", "hear_members", R"(,"topic":"mass_interest")");
  step("2024-03-05", "deliberate");
  const Position reviewed = step("2024-03-10", "member_meeting");
  step("2024-03-15", "villagers_meeting");
  adopt("2024-03-15");
  EXPECT_FALSE(t.rings("gate.major_decision_sequence"));
  EXPECT_THAT(t.corrected<DecisionStepRecorded>(
                  reviewed, "2024-03-16", R"({"org":"o-village","matter":"m-road","step":"member_meeting"})"),
              ElementsAre("gate.major_decision_sequence"))
      << "it was later than the resolution";
  EXPECT_TRUE(t.rings("gate.major_decision_sequence"));
  EXPECT_THAT(t.corrected<DecisionStepRecorded>(
                  reviewed, "2024-03-15", R"({"org":"o-village","matter":"m-road","step":"member_meeting"})"),
              IsEmpty());
  EXPECT_FALSE(t.rings("gate.major_decision_sequence"));
  correct(reviewed);
  EXPECT_TRUE(t.rings("gate.major_decision_sequence"));
}

TEST_F(Decisions, BB_30_StepsOfAnotherMatterDoNotServe) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  four_steps();
  EXPECT_THAT(rules_of(adopt("2024-03-15", R"(,"topic":"mass_interest")", "m-school")),
              ElementsAre("gate.major_decision_sequence"));
}

TEST_F(Decisions, BB_30_OnlyMattersThatThePolicyNames) {
  t.adopt("o-county", "2024-01-01", kFourSteps);
  EXPECT_THAT(rules_of(adopt("2024-03-15", R"(,"topic":"welfare")")), IsEmpty());
  EXPECT_THAT(rules_of(adopt("2024-03-15", R"(,"topic":"mass_interest")", "m-2")),
              ElementsAre("gate.major_decision_sequence"));
  step("2024-03-01", "hear_members", R"(,"major":false)", "m-3");
  EXPECT_THAT(rules_of(adopt("2024-03-15", "", "m-3")), IsEmpty());
  step("2024-03-01", "hear_members", R"(,"major":true)", "m-4");
  EXPECT_THAT(rules_of(adopt("2024-03-15", "", "m-4")), ElementsAre("gate.major_decision_sequence"))
      << "recorded as a major one";
}

TEST_F(Decisions, WithoutAProcedureNothingIsAsked) {
  EXPECT_THAT(rules_of(adopt("2024-03-15", R"(,"topic":"mass_interest")")), IsEmpty());
  EXPECT_THAT(t.ringing("2024-12-31"), IsEmpty());
}

TEST_F(Decisions, AProcedureGoesOnBehindTheResolution) {
  t.adopt("o-county", "2024-01-01", kTwoDisclosures);
  step("2024-03-01", "branch_proposal");
  step("2024-03-02", "two_committees");
  step("2024-03-03", "member_meeting");
  EXPECT_THAT(rules_of(try_step("2024-03-04", "disclosure_resolution")),
              ElementsAre("gate.major_decision_sequence"))
      << "before it was adopted";
  EXPECT_THAT(rules_of(adopt("2024-03-05")), IsEmpty());
  EXPECT_THAT(t.ringing("2024-03-15"), ElementsAre("gate.major_decision_sequence"));
  EXPECT_THAT(t.ringing("2024-03-16"), Contains("alert.decision_undisclosed")) << "ten days are over";
  step("2024-03-15", "disclosure_resolution");
  EXPECT_THAT(t.ringing("2024-03-16"), Not(Contains("alert.decision_undisclosed")));
  EXPECT_THAT(rules_of(try_step("2024-06-01", "disclosure_result")), IsEmpty());
}

TEST_F(Decisions, ADisclosureOfAnotherMatterDoesNotServe) {
  t.adopt("o-county", "2024-01-01", "[major_decision]\ndisclosure_days = 10\n");
  adopt("2024-03-05");
  step("2024-03-06", "disclosure_resolution", "", "m-school");
  step("2024-03-06", "disclosure_result");
  EXPECT_THAT(t.ringing("2024-03-15"), IsEmpty());
  EXPECT_THAT(t.ringing("2024-03-16"), ElementsAre("alert.decision_undisclosed"));
}

TEST_F(Decisions, AResolutionIsJudgedByTheProcedureOfItsDay) {
  t.adopt("o-county", "2024-06-01", kFourSteps);
  EXPECT_THAT(rules_of(adopt("2024-05-31", R"(,"topic":"mass_interest")")), IsEmpty());
  EXPECT_THAT(rules_of(adopt("2024-06-01", R"(,"topic":"mass_interest")", "m-2")),
              ElementsAre("gate.major_decision_sequence"));
}

// Votes
// --------------------------------------------------------------------------------------------------------------

TEST_F(Decisions, AResolutionNeedsItsQuorumAndItsMajority) {
  t.adopt("o-county", "2024-01-01",
          "[major_decision]\nbody.villagers_meeting = { quorum = 0.6667, majority = 0.5 }\n");
  EXPECT_THAT(rules_of(adopt("2024-03-01", R"(,"eligible":30,"present":20,"votes_for":11)")), IsEmpty())
      << "two thirds";
  const auto few = adopt("2024-03-01", R"(,"eligible":30,"present":19,"votes_for":10)");
  EXPECT_THAT(rules_of(few), ElementsAre("gate.decision_quorum"));
  EXPECT_EQ(explained(few, "gate.decision_quorum"), "≥ 0.6667 | 0.6334");
  const auto half = adopt("2024-03-01", R"(,"eligible":30,"present":20,"votes_for":10)");
  EXPECT_THAT(rules_of(half), ElementsAre("gate.decision_majority")) << "half is no majority";
  EXPECT_EQ(explained(half, "gate.decision_majority"), "> 0.5 | 0.5");
  EXPECT_THAT(rules_of(adopt("2024-03-01")), ElementsAre("gate.decision_quorum", "gate.decision_majority"))
      << "nobody recorded how many";
  EXPECT_THAT(rules_of(t.attempt<DecisionAdopted>(
                  "2024-03-01", R"({"org":"o-village","matter":"m-1","body":"representatives"})")),
              IsEmpty())
      << "of another body the policy says nothing";
  const auto good = t.at(adopt("2024-03-01", R"(,"eligible":30,"present":30,"votes_for":30)"));
  EXPECT_THAT(
      t.corrected<DecisionAdopted>(good, "2024-03-01",
                                   R"({"org":"o-village","matter":"m-road","body":"villagers_meeting",)"
                                   R"("eligible":30,"present":30,"votes_for":15})"),
      ElementsAre("gate.decision_majority"))
      << "by a correction";
}

TEST_F(Decisions, LAW_17_FiguresOfADecisionAddUp) {
  const auto refused = [](const Result<Admission>& admission) {
    return admission ? std::string("admitted") : admission.error().where;
  };
  EXPECT_EQ(refused(adopt("2024-03-01", R"(,"eligible":20,"present":21)")), "events[0].data.present");
  EXPECT_EQ(refused(adopt("2024-03-01", R"(,"present":20,"votes_for":21)")), "events[0].data.votes_for");
  EXPECT_EQ(refused(adopt("2024-03-01", R"(,"eligible":20,"present":20,"votes_for":20)")), "admitted");
  EXPECT_EQ(refused(adopt("2024-03-01", R"(,"amount_fen":-1)")), "events[0].data.amount_fen");
  EXPECT_EQ(refused(try_step("2024-03-01", "member_meeting", R"(,"eligible":20,"present":21)")),
            "events[0].data.present");
  EXPECT_EQ(refused(hear("2024-03-01", R"({"group":"all_members","invited":20,"present":21})")),
            "events[0].data.attendance[0].present");
  EXPECT_EQ(refused(hear("2024-03-01", R"({"group":"all_members","invited":20,"present":20})")), "admitted");
}

TEST_F(Decisions, LAW_17_TranscribedFiguresAreFlagged) {
  const auto transcribed = [&](const auto& event) {
    auto paper = t.act();
    paper.act().provenance = Provenance{
        ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-2"}}, {}, {}};
    return t.submit(paper.add("2024-03-01", event), t.root());
  };
  EXPECT_EQ(
      explained(
          transcribed(fact<DecisionAdopted>(
              R"({"org":"o-village","matter":"m","body":"representatives","eligible":9,"present":10})")),
          "law.decision_votes"),
      "0–9 | 10");
  EXPECT_THAT(rules_of(transcribed(fact<DecisionStepRecorded>(
                  R"({"org":"o-village","matter":"m","step":"member_meeting","present":9,"votes_for":10})"))),
              ElementsAre("law.decision_step_votes"));
  EXPECT_THAT(
      rules_of(transcribed(fact<HearingHeld>(
          R"({"org":"o-village","matter":"m","attendance":[{"group":"masses","invited":9,"present":10}]})"))),
      ElementsAre("law.hearing_attendance"));
}

// Contracts
// --------------------------------------------------------------------------------------------------------------

TEST_F(Decisions, LAW_20_TheContractAfterTheResolution) {
  const auto sign = [&](const std::string& on, const std::string& number, const std::string& matter) {
    return t.attempt<ContractSigned>(
        on, fmt::format(R"({{"org":"o-village","contract":"{}","kind":"lease_out","matter":"{}",)"
                        R"("amount_fen":1000,"from":"2024-04-01"}})",
                        number, matter));
  };
  const Position adopted = t.at(adopt("2024-03-15"));
  const auto early = sign("2024-03-14", "c-1", "m-road");
  EXPECT_THAT(rules_of(early), ElementsAre("law.contract_after_resolution"));
  EXPECT_EQ(explained(early, "law.contract_after_resolution"), "≥ 2024-03-15 | 2024-03-14");
  EXPECT_TRUE(t.rings("law.contract_after_resolution"));
  EXPECT_THAT(rules_of(sign("2024-03-15", "c-2", "m-road")), IsEmpty());
  EXPECT_THAT(rules_of(sign("2024-03-01", "c-3", "m-school")), IsEmpty()) << "nothing is resolved of it";
  correct(adopted);
  EXPECT_FALSE(t.rings("law.contract_after_resolution"));
  sign("2024-03-14", "c-4", "m-mill");
  EXPECT_FALSE(t.rings("law.contract_after_resolution"));
  adopt("2024-03-15", "", "m-mill");
  EXPECT_TRUE(t.rings("law.contract_after_resolution")) << "whichever is recorded first";
}

// Hearings
// --------------------------------------------------------------------------------------------------------------

TEST_F(Decisions, DY_63_NothingIsAdoptedBeforeItWasHeard) {
  t.adopt("o-county", "2024-01-01", "[hearing]\nscope = [\"vital_interest\", \"major\"]\n");
  const auto unheard = adopt("2024-03-15", R"(,"topic":"vital_interest")");
  EXPECT_THAT(rules_of(unheard), ElementsAre("gate.hearing"));
  EXPECT_EQ(explained(unheard, "gate.hearing"), "≤ 2024-03-15 | none");
  EXPECT_THAT(t.ringing("2024-03-15"), ElementsAre("gate.hearing"));
  hear("2024-03-16", "");
  EXPECT_THAT(t.ringing("2024-03-16"), ElementsAre("gate.hearing")) << "heard too late";
  const auto late = hear("2024-03-15", "");
  EXPECT_THAT(t.ringing("2024-03-16"), IsEmpty());
  correct({late->index, 0});
  EXPECT_THAT(t.ringing("2024-12-31"), ElementsAre("gate.hearing")) << "there was none";
  EXPECT_THAT(rules_of(adopt("2024-03-17", R"(,"topic":"welfare")", "m-2")), IsEmpty())
      << "a matter of no vital interest";
  step("2024-03-01", "deliberate", R"(,"major":true)", "m-3");
  EXPECT_THAT(rules_of(adopt("2024-03-17", "", "m-3")), ElementsAre("gate.hearing"));
}

TEST_F(Decisions, DY_64_AHearingIsAnnouncedAndEachKindIsAsked) {
  t.adopt("o-county", "2024-01-01",
          "[hearing]\nscope = [\"vital_interest\"]\nnotice = true\nby = \"two_committees\"\n"
          "consult = [\"members\", \"mass_representatives\", \"experts\"]\n");
  const auto notice = [&](const std::string& on, const std::string& by) {
    t.record<HearingNoticeIssued>(on, fmt::format(R"({{"org":"o-village","matter":"m-road","body":"{}",)"
                                                  R"("recipients":["members","experts"]}})",
                                                  by));
  };
  const auto asked = [&](const std::string& on, const std::string& group,
                         const std::string& matter = "m-road") {
    t.record<OpinionCollected>(on, fmt::format(R"({{"org":"o-village","kind":"suggestion","matter":"{}",)"
                                               R"("respondents":[{{"group":"{}","count":3}}]}})",
                                               matter, group));
  };
  EXPECT_EQ(explained(hear("2024-03-10", ""), "gate.hearing_notice"), "two_committees ≤ 2024-03-10 | none");
  notice("2024-03-01", "committee");
  EXPECT_EQ(explained(hear("2024-03-10", ""), "gate.hearing_notice"),
            "two_committees ≤ 2024-03-10 | committee");
  notice("2024-03-11", "two_committees");
  EXPECT_THAT(t.ringing("2024-03-11"), ElementsAre("gate.hearing_notice")) << "behind the hearing";
  notice("2024-03-10", "two_committees");
  EXPECT_THAT(t.ringing("2024-03-11"), IsEmpty());
  asked("2024-03-02", "members");
  asked("2024-03-02", "mass_representatives");
  asked("2024-03-02", "experts", "m-school");
  const auto adopted = adopt("2024-03-15");
  EXPECT_THAT(rules_of(adopted), ElementsAre("gate.hearing_opinions"));
  EXPECT_EQ(explained(adopted, "gate.hearing_opinions"),
            "members, mass_representatives, experts | members, mass_representatives");
  asked("2024-03-16", "experts");
  EXPECT_THAT(t.ringing("2024-03-16"), ElementsAre("gate.hearing_opinions")) << "asked too late";
  asked("2024-03-15", "experts");
  EXPECT_THAT(t.ringing("2024-03-16"), IsEmpty());
}

TEST_F(Decisions, DY_65_AllMembersAreInvitedAndSomeRepresentativesCome) {
  t.adopt("o-county", "2024-01-01",
          "[hearing]\nattendees = [\"all_members\", \"mass_representatives\"]\ninvited = [\"all_members\"]\n"
          "group.all_members.quorum = 0.5\n");
  const std::string some = R"(,{"group":"mass_representatives","present":5})";
  EXPECT_THAT(rules_of(hear("2024-03-01",
                            R"({"group":"all_members","eligible":40,"invited":40,"present":20})" + some)),
              IsEmpty());
  const auto one_not =
      hear("2024-03-01", R"({"group":"all_members","eligible":40,"invited":39,"present":20})" + some);
  EXPECT_THAT(rules_of(one_not), ElementsAre("gate.hearing_invited"));
  EXPECT_EQ(explained(one_not, "gate.hearing_invited"), "≥ 40 people | 39 people");
  const auto few =
      hear("2024-03-01", R"({"group":"all_members","eligible":40,"invited":40,"present":19})" + some);
  EXPECT_THAT(rules_of(few), ElementsAre("gate.hearing_quorum"));
  EXPECT_EQ(explained(few, "gate.hearing_quorum"), "≥ 0.5 | 0.475");
  const auto alone = hear("2024-03-01", R"({"group":"all_members","eligible":40,"invited":40,"present":40})");
  EXPECT_THAT(rules_of(alone), ElementsAre("gate.hearing_attendees"));
  EXPECT_EQ(explained(alone, "gate.hearing_attendees"), "all_members, mass_representatives | all_members");
  EXPECT_THAT(rules_of(hear("2024-03-01", R"({"group":"all_members","present":40})" + some)),
              ElementsAre("gate.hearing_invited", "gate.hearing_quorum"))
      << "how many there are is not recorded: no rate can be told";
}

TEST_F(Decisions, DY_66_QuestionsAreAnsweredFaceToFace) {
  t.adopt("o-county", "2024-01-01", "[hearing]\nanswered = true\nexplains = [\"plan\", \"concerns\"]\n");
  t.people(2);
  const auto ask = [&](const std::string& rest) {
    return Position{t.record<QuestionRaised>(
                         "2024-03-10", fmt::format(R"({{"person":"p-1","org":"o-village","group":"members",)"
                                                   R"("question":"{}"{}}})",
                                                   sealed_as("question", "why").str(), rest))
                        .index,
                    0};
  };
  const auto answer = [&](const std::string& on, Position question, const std::string& person = "p-1") {
    return Position{
        t.record<QuestionAnswered>(
             on, fmt::format(R"({{"person":"{}","org":"o-village","question":"{}","answer":"{}"}})", person,
                             question.str(), sealed_as("answer", "so").str()))
            .index,
        0};
  };
  ask("");
  const Position first = ask(R"(,"matter":"m-road")"), second = ask(R"(,"matter":"m-road")");
  EXPECT_THAT(t.ringing("2024-03-10"), IsEmpty());
  EXPECT_EQ(t.alerts("2024-03-11").size(), 2U) << "the first question was at no hearing";
  const Position answered = answer("2024-03-10", first);
  EXPECT_EQ(t.alerts("2024-03-11").size(), 1U);
  answer("2024-03-10", second);
  EXPECT_THAT(t.ringing("2024-03-11"), IsEmpty());
  correct(answered);
  EXPECT_THAT(t.ringing("2024-03-11"), ElementsAre("alert.question_unanswered"));
  const auto silent = hear("2024-03-10", "", R"(,"explained":["plan"])");
  EXPECT_THAT(rules_of(silent), ElementsAre("gate.hearing_explained"));
  EXPECT_EQ(explained(silent, "gate.hearing_explained"), "plan, concerns | plan");
  EXPECT_THAT(rules_of(hear("2024-03-10", "")), IsEmpty());
}

TEST_F(Decisions, DY_67_DY_68_MattersHeardAndIssuesRaised) {
  const auto held = [&](const std::string& on, const std::string& matter, const std::string& issues) {
    t.record<HearingHeld>(
        on, fmt::format(R"({{"org":"o-village","matter":"{}","topic":"land"{}}})", matter, issues));
  };
  held("2024-03-01", "m-1", R"(,"issues":3)");
  held("2024-03-08", "m-1", R"(,"issues":1)");
  held("2024-04-01", "m-2", "");
  EXPECT_EQ(t.figures("stat.hearings", "2024-12-31"), (Figures{{"", 2}, {"land", 2}}))
      << "a matter counts once however often it was heard";
  EXPECT_EQ(t.figures("stat.hearings", "2024-03-31")[""], 1);
  EXPECT_EQ(t.sums("stat.hearing_issues", "2024-12-31")[""], 4);
  EXPECT_EQ(t.sums("stat.hearing_issues", "2024-03-07")[""], 3);
}

TEST_F(Decisions, TendersAreCountedByMethod) {
  t.record<TenderHeld>("2024-03-01", R"({"org":"o-village","matter":"m-road","method":"open","bidders":3,)"
                                     R"("winner":"某公司","amount_fen":900000,"reserve_fen":1000000})");
  EXPECT_EQ(t.figures("stat.tenders", "2024-12-31"), (Figures{{"", 1}, {"open", 1}}));
  EXPECT_EQ(t.sums("stat.tenders", "2024-12-31")["open"], 900000);
  const auto refused = t.attempt<TenderHeld>(
      "2024-03-01", R"({"org":"o-village","matter":"m-2","method":"open","bidders":-1})");
  EXPECT_EQ(refused.error().reason, Reason::bad_value);
}

}  // namespace
}  // namespace tenure::testing

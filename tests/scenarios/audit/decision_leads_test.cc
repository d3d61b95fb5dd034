// D1 to D4 and D10 of the audit: decisions, hearings, disclosure, filings.
#include "domain/affairs/events.h"
#include "domain/audit/events.h"
#include "domain/collective/events.h"
#include "domain/decisions/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DecisionLeads : public ::testing::Test, public AuditLedger {
 protected:
  Position step(const std::string& on, const std::string& step, const std::string& rest = "") {
    return at(attempt<DecisionStepRecorded>(
        on, fmt::format(R"({{"org":"o-village","matter":"m-road","step":"{}"{}}})", step, rest)));
  }
  Position resolved(const std::string& on, const std::string& rest = "",
                    const std::string& body = "committee") {
    return at(attempt<DecisionAdopted>(
        on,
        fmt::format(R"({{"org":"o-village","matter":"m-road","topic":"land","body":"{}"{}}})", body, rest)));
  }
  Position tendered(const std::string& on) {
    return at(attempt<TenderHeld>(
        on, R"({"org":"o-village","matter":"m-road","method":"open","amount_fen":500000})"));
  }
};

constexpr const char* kProcedure =
    "[major_decision]\ntopics = [\"land\"]\nsteps = [\"two_committees\", \"member_meeting\"]\n"
    "disclosure_days = 10\n";

TEST_F(DecisionLeads, LEAD_D1_AStepIsMissingUntilItIsRecorded) {
  adopt("o-county", "2020-01-01", kProcedure);
  step("2024-03-01", "two_committees");
  resolved("2024-03-10");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-10"));
  EXPECT_THAT(told("D1", {.until = "2024-03-09"}), IsEmpty()) << "behind the time audited";
  const Position reviewed = step("2024-03-10", "member_meeting");
  EXPECT_THAT(told("D1"), IsEmpty());
  must(voided(reviewed));
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-10"));
}

TEST_F(DecisionLeads, LEAD_D1_AMissingStepIsToldOnceAMatter) {
  adopt("o-county", "2020-01-01",
        "[major_decision]\ntopics = [\"land\"]\n"
        "steps = [\"branch_proposal\", \"two_committees\", \"member_meeting\", \"villagers_meeting\"]\n");
  step("2024-03-01", "two_committees", R"(,"topic":"land")");  // and no proposal of the branch
  step("2024-03-05", "member_meeting");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-01"));
  resolved("2024-03-10");  // and not reviewed by the representatives
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-01", "2024-03-10"));
  const auto found = leads("D1");
  EXPECT_THAT(found[0].lead.why.zh, AllOf(HasSubstr("m-road"), HasSubstr("党支部提议")));
  EXPECT_THAT(found[0].lead.why.evidence, SizeIs(3)) << "each step that came without it";
  EXPECT_THAT(found[1].lead.why.zh, AllOf(HasSubstr("m-road"), HasSubstr("村民代表会议决议")));
  EXPECT_EQ(found[1].lead.rule, "gate.major_decision_sequence");
  EXPECT_THAT(told("D1", {.from = "2024-03-06"}), ElementsAre("2024-03-10"))
      << "both, at the first step of the time audited";
}

TEST_F(DecisionLeads, LEAD_D1_AStepOutOfOrderIsToldOnce) {
  adopt("o-county", "2020-01-01", kProcedure);
  step("2024-03-01", "member_meeting", R"(,"topic":"land")");
  step("2024-03-05", "two_committees");
  resolved("2024-03-10");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-01"));
  adopt("o-county", "2024-03-02",
        std::string(kProcedure) +
            "[rules.\"gate.major_decision_sequence\"]\n"
            "mode = \"off\"\nreading = \"试行\"\n");
  EXPECT_THAT(told("D1", {.from = "2024-03-02"}), IsEmpty()) << "where the rule is off, nothing is asked";
}

TEST_F(DecisionLeads, LEAD_D1_WhatIsToldOfAResolutionComesBehindIt) {
  adopt("o-county", "2020-01-01",
        "[major_decision]\ntopics = [\"land\"]\nsteps = [\"two_committees\", \"disclosure_resolution\"]\n");
  step("2024-03-01", "two_committees");
  resolved("2024-03-10");
  step("2024-03-20", "disclosure_resolution");
  EXPECT_THAT(told("D1"), IsEmpty());
}

TEST_F(DecisionLeads, LEAD_D1_ATenderBeforeTheResolution) {
  adopt("o-county", "2020-01-01", "[major_decision]\ntopics = [\"land\"]\n");
  resolved("2024-03-10");
  const Position early = tendered("2024-03-09");
  tendered("2024-03-10");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-09 500000"));
  EXPECT_THAT(leads("D1").front().lead.why.zh, HasSubstr("m-road"));
  must(voided(early));
  EXPECT_THAT(told("D1"), IsEmpty());
}

TEST_F(DecisionLeads, LEAD_D1_ATenderOfAMatterThatNoPolicyListsIsNone) {
  tendered("2024-03-09");
  EXPECT_THAT(told("D1"), IsEmpty());
  adopt("o-county", "2020-01-01", "[major_decision]\ntopics = [\"loan\"]\n");
  resolved("2024-03-10");
  EXPECT_THAT(told("D1"), IsEmpty()) << "land is not listed";
}

TEST_F(DecisionLeads, LEAD_D1_AContractBeforeTheResolutionOrWithoutOne) {
  const auto sign = [&](const std::string& on, const std::string& number) {
    return at(attempt<ContractSigned>(
        on, fmt::format(R"({{"org":"o-village","contract":"{}","kind":"lease_out","matter":"m-road",)"
                        R"("amount_fen":1000,"from":"2024-04-01"}})",
                        number)));
  };
  step("2024-03-01", "two_committees", R"(,"topic":"land")");
  const Position early = sign("2024-03-09", "c-1");
  EXPECT_THAT(told("D1"), IsEmpty()) << "nobody asks for a resolution";
  resolved("2024-03-10");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-09 1000")) << "there is one, and it is later";
  sign("2024-03-10", "c-2");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-09 1000"));
  EXPECT_THAT(told("D1", {.on = "2024-03-09"}), IsEmpty()) << "nobody knew of it then";
  adopt("o-county", "2020-01-01", "[major_decision]\ntopics = [\"land\"]\n");
  EXPECT_THAT(told("D1", {.on = "2024-03-09"}), ElementsAre("2024-03-09 1000")) << "a listed matter";
  must(voided(early));
  EXPECT_THAT(told("D1"), IsEmpty());
}

TEST_F(DecisionLeads, LEAD_D1_AVoucherBeforeTheResolution) {
  resolved("2024-03-10");
  const auto book = [&](const std::string& on, int number) {
    must(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"general","number":{},"matter":"m-road","lines":[)"
                        R"({{"account":"101","debit_fen":700}},{{"account":"102","credit_fen":700}}]}})",
                        number)));
  };
  book("2024-03-09", 1);
  book("2024-03-10", 2);
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-09 700"));
}

TEST_F(DecisionLeads, LEAD_D1_APaymentBeforeTheResolutionThatItRestsOn) {
  person("p-1", "o-village");
  in_office("p-1");
  const Position decided = resolved("2024-03-10");
  const auto pay = [&](const std::string& on, const std::string& period) {
    return at(attempt<PayDisbursed>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","component":"allowance","period":"{}",)"
                        R"("amount_fen":1000,"basis":["{}"]}})",
                        period, decided.str())));
  };
  const Position early = pay("2024-03-09", "2024-02");
  pay("2024-03-10", "2024-03");
  EXPECT_THAT(told("D1"), ElementsAre("2024-03-09 1000"));
  must(voided(early));
  EXPECT_THAT(told("D1"), IsEmpty());
}

TEST_F(DecisionLeads, LEAD_D2_TooFewWereThereOrVoted) {
  const std::string body = "villagers_meeting";
  const Position good = resolved("2024-01-01", R"(,"eligible":100,"present":50,"votes_for":26)", body);
  EXPECT_THAT(told("D2"), IsEmpty()) << "by the law of village committees: no policy says more";
  resolved("2024-01-02", R"(,"eligible":100,"present":49,"votes_for":49)", body);
  resolved("2024-01-03", R"(,"eligible":100,"present":50,"votes_for":25)", body);
  resolved("2024-01-04", "", body);
  resolved("2024-01-05", "");  // of a body of which nothing is said
  EXPECT_THAT(told("D2"), ElementsAre("2024-01-02", "2024-01-03", "2024-01-04"));
  adopt("o-county", "2020-01-01", "[major_decision.body.villagers_meeting]\nquorum = 0.51\nmajority = 0.5\n");
  EXPECT_THAT(told("D2"), ElementsAre("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"));
  must(voided(good));
  EXPECT_THAT(told("D2"), ElementsAre("2024-01-02", "2024-01-03", "2024-01-04"));
}

TEST_F(DecisionLeads, LEAD_D3_AVitalMatterWithoutAHearing) {
  adopt("o-county", "2020-01-01", "[hearing]\nscope = [\"land\"]\n");
  resolved("2024-03-10");
  const auto hear = [&](const std::string& on) {
    return at(attempt<HearingHeld>(on, R"({"org":"o-village","matter":"m-road"})"));
  };
  EXPECT_THAT(told("D3"), ElementsAre("2024-03-10"));
  hear("2024-03-11");
  EXPECT_THAT(told("D3"), ElementsAre("2024-03-10")) << "heard too late";
  const Position heard = hear("2024-03-10");
  EXPECT_THAT(told("D3"), IsEmpty());
  must(voided(heard));
  EXPECT_THAT(told("D3"), ElementsAre("2024-03-10"));
}

TEST_F(DecisionLeads, LEAD_D4_AResolutionDisclosedLateOrNever) {
  adopt("o-county", "2020-01-01", "[major_decision]\ntopics = [\"land\"]\ndisclosure_days = 10\n");
  resolved("2024-03-10");
  EXPECT_THAT(told("D4", {.on = "2024-03-20"}), IsEmpty()) << "it may still follow";
  EXPECT_THAT(told("D4", {.on = "2024-03-21"}), ElementsAre("2024-03-10"));
  step("2024-03-21", "disclosure_resolution");
  EXPECT_THAT(told("D4"), ElementsAre("2024-03-10")) << "late is late for ever";
  const Position in_time = step("2024-03-20", "disclosure_resolution");
  EXPECT_THAT(told("D4"), IsEmpty());
  must(voided(in_time));
  EXPECT_THAT(told("D4"), ElementsAre("2024-03-10"));
}

TEST_F(DecisionLeads, LEAD_D10_AnAppointmentThatIsNotOnFile) {
  adopt("o-county", "2020-01-01", "[filing]\nevents = [\"appointment\"]\nto = [\"county\"]\ndays = 15\n");
  person("p-1", "o-village");
  const Position appointed = at(appoint("2024-03-01", "p-1"));
  EXPECT_THAT(told("D10", {.on = "2024-03-16"}), IsEmpty());
  EXPECT_THAT(told("D10", {.on = "2024-03-17"}), ElementsAre("2024-03-16"));
  const Position filed = at(attempt<FilingSubmitted>(
      "2024-03-10", fmt::format(R"({{"person":"p-1","org":"o-village","kind":"appointment","to":"o-county",)"
                                R"("of":"{}"}})",
                                appointed.str())));
  EXPECT_THAT(told("D10"), ElementsAre("2024-03-16")) << "filed, and not received";
  const Position received = at(attempt<FilingReceived>(
      "2024-03-12", fmt::format(R"({{"person":"p-1","org":"o-village","submission":"{}"}})", filed.str())));
  EXPECT_THAT(told("D10"), IsEmpty());
  must(voided(received));
  EXPECT_THAT(told("D10"), ElementsAre("2024-03-16"));
}

TEST_F(DecisionLeads, LEAD_D10_ADepartureAuditThatIsNotPublished) {
  adopt("o-county", "2020-01-01", "[audit]\npublish_days = 30\n");
  person("p-1", "o-village");
  must(attempt<AuditOpened>("2024-02-01",
                            R"({"org":"o-village","person":"p-1","matter":"m-audit","kind":"departure",)"
                            R"("from":"2021-01-01","until":"2024-01-31"})"));
  must(attempt<AuditConcluded>("2024-04-01",
                               R"({"org":"o-village","person":"p-1","matter":"m-audit","auditor":"o-county",)"
                               R"("conclusion":"clean","major_problem":false})"));
  EXPECT_THAT(told("D10", {.on = "2024-05-01"}), IsEmpty());
  EXPECT_THAT(told("D10", {.on = "2024-05-02"}), ElementsAre("2024-05-01"));
  must(attempt<AuditPublished>(
      "2024-05-01", R"({"org":"o-village","person":"p-1","matter":"m-audit","place":"village_board"})"));
  EXPECT_THAT(told("D10", {.on = "2024-05-02"}), IsEmpty());
}

TEST_F(DecisionLeads, LEAD_D2_WhatExplainsALeadStandsBesideIt) {
  must(transcribed<DecisionAdopted>(
      "2024-01-02",
      R"({"org":"o-village","matter":"m-road","body":"villagers_meeting","eligible":100,"present":40,"votes_for":40})"));
  EXPECT_THAT(told("D2"), ElementsAre("2024-01-02"));
  EXPECT_THAT(explanations("D2"), ElementsAre("transcription")) << "shown with it, never hidden";
}

}  // namespace
}  // namespace tenure::testing

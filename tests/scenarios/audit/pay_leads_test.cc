// A1 to A10 of the audit: pay, subsidies and pensions. Figures are worked out by hand beside the facts.
#include "domain/audit/events.h"
#include "domain/collective/events.h"
#include "domain/decisions/events.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/ledger/rows.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class PayLeads : public ::testing::Test, public AuditLedger {
 protected:
  PayLeads() {
    person("p-1", "o-village");
    person("p-2", "o-village", "female");
    in_office("p-1", "o-village", "secretary");
    in_office("p-2");
  }

  static std::string pay_of(const std::string& period, std::int64_t fen, const std::string& rest = {},
                            const std::string& person = "p-1", const std::string& org = "o-village") {
    return fmt::format(
        R"({{"person":"{}","org":"{}","component":"basic_pay","period":"{}","amount_fen":{}{}}})", person,
        org, period, fen, rest);
  }
  Position assessed(const std::string& on, const std::string& period, std::int64_t fen,
                    const std::string& rest = {}) {
    return at(attempt<PayEntitlementAssessed>(on, pay_of(period, fen, rest)));
  }
  Position paid(const std::string& on, const std::string& period, std::int64_t fen,
                const std::string& rest = {}) {
    return at(attempt<PayDisbursed>(on, pay_of(period, fen, rest)));
  }
  void reversed(const std::string& on, Position payment, const std::string& period, std::int64_t fen) {
    must(attempt<PaymentReversed>(
        on, fmt::format(
                R"({{"person":"p-1","org":"o-village","payment":"{}","component":"basic_pay","period":"{}",)"
                R"("amount_fen":{},{}}})",
                payment.str(), period, fen, sealed_member("reason"))));
  }
};

TEST_F(PayLeads, LEAD_A1_PaidBeforeItWasAssessed) {
  assessed("2024-01-20", "2024-01", 100'000);
  paid("2024-01-31", "2024-01", 100'000);
  EXPECT_THAT(told("A1"), IsEmpty());
  paid("2024-02-28", "2024-02", 100'000);
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-28 100000"));
  assessed("2024-02-28", "2024-02", 100'000);  // on the very day: in time
  EXPECT_THAT(told("A1"), IsEmpty());
  paid("2024-03-30", "2024-03", 100'000);
  assessed("2024-03-31", "2024-03", 100'000);  // a day late
  EXPECT_THAT(told("A1"), ElementsAre("2024-03-30 100000"));
}

TEST_F(PayLeads, LEAD_A1_WhatRestsOnADecisionOrCameBackIsNone) {
  const Position decision = assessed("2024-01-20", "2024-01", 100'000);
  paid("2024-02-28", "2024-02", 5'000, fmt::format(R"(,"basis":["{}"])", decision.str()));
  EXPECT_THAT(told("A1"), IsEmpty());
  const Position wrong = paid("2024-03-30", "2024-03", 100'000);
  reversed("2024-04-01", wrong, "2024-03", 100'000);
  EXPECT_THAT(told("A1"), IsEmpty());
}

TEST_F(PayLeads, LEAD_A1_ASubsidyThatNobodyApproved) {
  end("2023-06-30", "p-1", "term_expiry");
  const auto subsidy = [&](const std::string& on, const std::string& period) {
    must(attempt<SubsidyPaid>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","amount_fen":6000}})", period)));
  };
  must(attempt<DepartureSubsidyApproved>("2024-02-01", R"({"person":"p-1","org":"o-village","years":20})"));
  subsidy("2024-01-31", "2024-01");
  EXPECT_THAT(told("A1"), ElementsAre("2024-01-31 6000"));
  subsidy("2024-02-29", "2024-02");
  EXPECT_THAT(told("A1"), ElementsAre("2024-01-31 6000"));
}

class VoucherApproval : public PayLeads {
 protected:
  /// 100,000 fen out of the bank.
  void posted(const std::string& on, int number, const std::string& rest = {}) {
    must(attempt<JournalPosted>(
        on,
        fmt::format(R"({{"org":"o-village","series":"payment","number":{},"lines":[)"
                    R"({{"account":"513","debit_fen":100000}},{{"account":"102","credit_fen":100000}}]{}}})",
                    number, rest)));
  }
  static std::string by(const std::string& person) { return fmt::format(R"(,"approvers":["{}"])", person); }
};

TEST_F(VoucherApproval, LEAD_A1_WhoApprovesAVoucherIsInOfficeThatDay) {
  person("p-3", "o-village");
  posted("2024-02-02", 2, by("p-1"));
  EXPECT_THAT(told("A1"), IsEmpty());
  posted("2024-02-03", 3, by("p-3"));  // holds no office
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000"));
  posted("2024-02-04", 4, R"(,"approvers":["p-3","p-2"])");  // one of them does
  end("2024-03-15", "p-1", "resignation");
  posted("2024-03-14", 1, by("p-1"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000"));
  posted("2024-03-15", 2, by("p-1"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000", "2024-03-15 100000"));
  // Somebody of the township.
  person("p-4", "o-town");
  in_office("p-4", "o-town");
  posted("2024-03-16", 3, by("p-4"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000", "2024-03-15 100000"));
}

TEST_F(VoucherApproval, LEAD_A1_WhoIsSuspendedApprovesNothing) {
  must(attempt<OfficeSuspended>(
      "2024-02-02", R"({"person":"p-1","org":"o-village","post":"secretary","reason":"investigation"})"));
  must(attempt<OfficeResumed>("2024-02-05", R"({"person":"p-1","org":"o-village","post":"secretary"})"));
  for (const char* day : {"2024-02-01", "2024-02-02", "2024-02-04", "2024-02-05"})
    posted(day, std::stoi(std::string(day).substr(8)), by("p-1"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-02 100000", "2024-02-04 100000"));
}

TEST_F(VoucherApproval, LEAD_A1_AVoucherThatNobodyApproved) {
  posted("2024-02-01", 1);
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-01 100000")) << "no policy gives limits";
  // What was decided before is an approval: a resolution of the matter, an event that it rests on.
  const auto adopted = [&](const std::string& on) {
    return at(attempt<DecisionAdopted>(
        on, R"({"org":"o-village","matter":"m-road","topic":"land","body":"committee"})"));
  };
  posted("2024-02-03", 2, R"(,"matter":"m-road")");
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-01 100000", "2024-02-03 100000"));
  const Position resolution = adopted("2024-02-03");
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-01 100000"));
  posted("2024-02-05", 3, fmt::format(R"(,"basis":["{}"])", resolution.str()));
  posted("2024-02-02", 4, fmt::format(R"(,"basis":["{}"])", resolution.str()));  // a day before it
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-01 100000", "2024-02-02 100000"));
}

TEST_F(VoucherApproval, LEAD_A1_NobodyApprovesMoreThanTheirPostMay) {
  adopt("o-county", "2024-02-01",
        "[audit]\napproval_limit_fen.secretary = 100000\napproval_limit_fen.committee_member = 99999\n");
  posted("2024-02-02", 1, by("p-1"));
  EXPECT_THAT(told("A1"), IsEmpty());
  posted("2024-02-03", 2, by("p-2"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000"));
  posted("2024-02-04", 3);  // the policy has limits, and nobody approved it
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000", "2024-02-04 100000"));
  in_office("p-1", "o-village", "accounts_clerk");
  end("2024-02-04", "p-1", "resignation");  // a clerk now, of whom the policy says nothing
  posted("2024-02-06", 4, by("p-1"));
  EXPECT_THAT(told("A1"), ElementsAre("2024-02-03 100000", "2024-02-04 100000", "2024-02-06 100000"));
  // From cash to the bank nothing is given away.
  must(attempt<JournalPosted>("2024-02-05", R"({"org":"o-village","series":"transfer","number":1,"lines":[)"
                                            R"({"account":"102","debit_fen":100000},)"
                                            R"({"account":"101","credit_fen":100000}]})"));
  EXPECT_THAT(told("A1"), SizeIs(3));
}

TEST_F(PayLeads, LEAD_A2_A3_ALeadOfARuleHasTheAmountInQuestion) {
  assessed("2024-02-05", "2024-02", 100'000);
  paid("2024-02-29", "2024-02", 120'000);
  EXPECT_THAT(told("A2"), ElementsAre("2024-02-01 20000")) << "what is above, not what was paid";
  end("2024-03-15", "p-1", "resignation");
  assessed("2024-04-01", "2024-04", 70'000);
  paid("2024-04-30", "2024-04", 70'000);
  EXPECT_THAT(told("A3"), ElementsAre("2024-04-01 70000"));
}

TEST_F(PayLeads, LEAD_B7_WordsOfTheRecordAndOfTheTableAreOne) {
  const Vocabulary* words = find_vocabulary("lead");
  ASSERT_EQ(words->words.size(), lead_tests().size());
  for (const LeadTest& test : lead_tests()) {
    const Word* word = find_word({words}, test.id);
    ASSERT_NE(word, nullptr) << test.id;
    EXPECT_EQ(word->zh, test.zh);
    EXPECT_EQ(word->en, test.en);
  }
}

TEST_F(PayLeads, LEAD_A2_AboveTheStandardForTheDaysInOffice) {
  must(attempt<PayStandardSet>("2024-01-01", R"({"org":"o-village","period":"2024","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":3660000})"));
  assessed("2024-01-01", "2024", 3'660'000, R"(,"post":"secretary")");
  paid("2024-06-30", "2024", 1'830'000, R"(,"post":"secretary")");
  EXPECT_THAT(told("A2"), IsEmpty());
  // Leaves on 1 July: 182 of 366 days of 3,660,000 are 1,820,000.
  end("2024-07-01", "p-1", "resignation");
  EXPECT_THAT(told("A2"), ElementsAre("2024-06-30 10000"));
}

TEST_F(PayLeads, LEAD_A2_ExactlyTheStandardIsNone) {
  must(attempt<PayStandardSet>("2024-01-01", R"({"org":"o-town","period":"2024","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":3660000})"));
  assessed("2024-01-01", "2024", 3'660'001, R"(,"post":"secretary")");
  paid("2024-06-30", "2024", 3'660'000, R"(,"post":"secretary")");
  EXPECT_THAT(told("A2"), IsEmpty());
  paid("2024-12-30", "2024", 1, R"(,"post":"secretary")");
  EXPECT_THAT(told("A2"), ElementsAre("2024-12-30 1"));
}

TEST_F(PayLeads, LEAD_A2_AStandardIsOfItsOwnMonth) {
  const auto standard = [&](const std::string& month, std::int64_t fen) {
    must(attempt<PayStandardSet>("2024-01-02",
                                 fmt::format(R"({{"org":"o-town","period":"{}","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":{}}})",
                                             month, fen)));
  };
  standard("2024-06", 300'000);
  standard("2024-07", 400'000);
  for (const auto& [month, fen] : {std::pair("2024-06", 300'000), std::pair("2024-07", 400'000)}) {
    assessed("2024-06-01", month, fen, R"(,"post":"secretary")");
    paid("2024-07-31", month, fen, R"(,"post":"secretary")");
  }
  paid("2024-08-31", "2024-08", 400'000, R"(,"post":"secretary")");  // of which no standard is
  EXPECT_THAT(told("A2"), IsEmpty());
  paid("2024-09-01", "2024-06", 1, R"(,"post":"secretary")");
  EXPECT_THAT(told("A2"), Contains("2024-09-01 1"));
}

TEST_F(PayLeads, LEAD_A2_ADeathEndsTheDaysInOffice) {
  must(attempt<PayStandardSet>("2024-01-01", R"({"org":"o-town","period":"2024-03","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":310000})"));
  paid("2024-03-31", "2024-03", 310'000, R"(,"post":"secretary")");
  EXPECT_THAT(told("A2"), IsEmpty());
  must(attempt<DeathRecorded>("2024-03-21", R"({"person":"p-1"})"));
  EXPECT_THAT(told("A2"), ElementsAre("2024-03-31 110000")) << "20 of 31 days";
}

TEST_F(PayLeads, LEAD_A2_AMergerEndsTheDaysInTheOrganisation) {
  must(attempt<PayStandardSet>("2024-01-01", R"({"org":"o-town","period":"2024-06","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":300000})"));
  register_org("o-new", "o-town");
  const std::string post = R"(,"post":"secretary")";
  const auto paid_by = [&](const std::string& org, const std::string& on, std::int64_t fen) {
    must(attempt<PayDisbursed>(on, pay_of("2024-06", fen, post, "p-1", org)));
  };
  paid_by("o-village", "2024-06-14", 300'000);
  const AuditLedger::Question of_new{.org = "o-new"};
  EXPECT_THAT(told("A2"), IsEmpty());
  must(attempt<OrgMerged>("2024-06-15", R"({"merged":["o-village"],"into":"o-new"})"));
  EXPECT_THAT(told("A2"), ElementsAre("2024-06-14 160000")) << "14 of 30 days";
  // What the successor pays comes on top of what was paid before.
  EXPECT_THAT(told("A2", of_new), IsEmpty());
  paid_by("o-new", "2024-06-30", 160'000);
  EXPECT_THAT(told("A2", of_new), ElementsAre("2024-06-30 160000"));
}

TEST_F(PayLeads, LEAD_A2_WhatTheSuccessorPaysForTheWholeMonthIsNone) {
  must(attempt<PayStandardSet>("2024-01-01", R"({"org":"o-town","period":"2024-06","component":"basic_pay",)"
                                             R"("posts":["secretary"],"amount_fen":300000})"));
  register_org("o-new", "o-town");
  must(attempt<PayDisbursed>("2024-06-14", pay_of("2024-06", 140'000, R"(,"post":"secretary")")));
  must(attempt<OrgMerged>("2024-06-15", R"({"merged":["o-village"],"into":"o-new"})"));
  EXPECT_THAT(told("A2"), IsEmpty());
  const auto rest = [&](const std::string& on, std::int64_t fen) {
    must(attempt<PayDisbursed>(on, pay_of("2024-06", fen, R"(,"post":"secretary")", "p-1", "o-new")));
  };
  rest("2024-06-30", 160'000);
  EXPECT_THAT(told("A2", {.org = "o-new"}), IsEmpty()) << "14 and 16 days";
  rest("2024-07-01", 1);
  EXPECT_THAT(told("A2", {.org = "o-new"}), ElementsAre("2024-07-01 1"));
}

TEST_F(PayLeads, LEAD_A3_TheAuditOfWhoLeftSeesWhatWasPaidAfterwards) {
  end("2024-03-31", "p-1", "term_expiry");
  assessed("2024-05-01", "2024-05", 1'000);
  paid("2024-05-31", "2024-05", 1'000);
  const AuditLedger::Question departure{.until = "2024-03-31", .person = "p-1"};
  EXPECT_THAT(told("A3", departure), ElementsAre("2024-05-01 1000"));
  EXPECT_THAT(told("A3", {.until = "2024-03-31", .person = "p-1", .on = "2024-04-30"}), IsEmpty())
      << "nothing was known of May yet";
  EXPECT_THAT(told("A3", {.until = "2024-03-30", .person = "p-1"}), IsEmpty()) << "of a time in the office";
  EXPECT_THAT(told("A3", {.until = "2024-03-31"}), IsEmpty()) << "of the village's own year";
}

TEST_F(PayLeads, CITY_41_WhoLeavesOneOfTwoOfficesIsAuditedForIt) {
  in_office("p-1", "o-village", "director");
  end("2024-01-31", "p-1", "resignation");
  const auto left = must(departures_below(past("2024-12-31"), "o-town", *Date::parse("2024-01-01"),
                                          *Date::parse("2024-03-31"), {}));
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left.front().person, "p-1");
  EXPECT_EQ(left.front().until.str(), "2024-01-31");
}

TEST_F(PayLeads, LEAD_A3_PaidForMonthsAfterTheOffice) {
  end("2024-03-15", "p-1", "resignation");
  assessed("2024-03-01", "2024-03", 100'000);
  paid("2024-03-31", "2024-03", 100'000);
  EXPECT_THAT(told("A3"), IsEmpty());  // a part of March was in office
  assessed("2024-04-01", "2024-04", 100'000);
  const Position april = paid("2024-04-30", "2024-04", 100'000);
  EXPECT_THAT(told("A3"), SizeIs(1));
  reversed("2024-05-02", april, "2024-04", 100'000);
  voided({april.index - 1, 0});
  EXPECT_THAT(told("A3"), IsEmpty());
}

TEST_F(PayLeads, LEAD_A4_ASubsidyWhoseConditionsAreNotMet) {
  adopt("o-county", "2020-01-01", pack_of("pingyang"));
  attribute("p-1", "birth_date", R"("date":"1960-01-01")");
  end("2023-06-30", "p-1", "term_expiry");
  const Position approval =
      at(attempt<DepartureSubsidyApproved>("2023-07-01", R"({"person":"p-1","org":"o-village","years":23})"));
  must(attempt<SubsidyPaid>("2023-07-31",
                            R"({"person":"p-1","org":"o-village","period":"2023-07","amount_fen":6000})"));
  EXPECT_THAT(told("A4"), IsEmpty());
  // What is known later counts: the office ended by a dismissal.
  must(attempt<CorrectionRecorded>(
      "2024-01-05",
      fmt::format(R"({{"target":"{}.0",{},"replacement":{{"type":"TenureEnded","on":"2023-06-30","data":)"
                  R"({{"person":"p-1","org":"o-village","post":"secretary","reason":"dismissal"}}}}}})",
                  approval.index - 1, sealed_member("reason"))));
  EXPECT_THAT(told("A4"), ElementsAre("2023-07-31 6000"));
}

TEST_F(PayLeads, LEAD_A4_PaidWhileItWasStopped) {
  adopt("o-county", "2020-01-01", pack_of("pingyang"));
  attribute("p-1", "birth_date", R"("date":"1960-01-01")");
  end("2023-06-30", "p-1", "term_expiry");
  must(attempt<DepartureSubsidyApproved>("2023-07-01", R"({"person":"p-1","org":"o-village","years":23})"));
  must(attempt<SubsidyStopped>("2023-09-01", R"({"person":"p-1","org":"o-village","cause":"sentence"})"));
  must(attempt<SubsidyPaid>("2023-08-31",
                            R"({"person":"p-1","org":"o-village","period":"2023-08","amount_fen":6000})"));
  EXPECT_THAT(told("A4"), IsEmpty());
  must(attempt<SubsidyPaid>("2023-09-30",
                            R"({"person":"p-1","org":"o-village","period":"2023-09","amount_fen":6000})"));
  EXPECT_THAT(told("A4"), ElementsAre("2023-09-30 6000"));
}

TEST_F(PayLeads, LEAD_A5_PensionHelpAfterTheOffice) {
  const auto contribute = [&](const std::string& on, const std::string& period, const std::string& payer) {
    must(attempt<ContributionPaid>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","payer":"{}",)"
                        R"("amount_fen":50000}})",
                        period, payer)));
  };
  end("2023-06-30", "p-1", "resignation");
  contribute("2023-05-31", "2023-05", "fiscal");
  EXPECT_THAT(told("A5"), IsEmpty());
  contribute("2023-08-31", "2023-08", "self");  // their own money
  EXPECT_THAT(told("A5"), IsEmpty());
  contribute("2023-09-30", "2023-09", "fiscal");
  EXPECT_THAT(told("A5"), ElementsAre("2023-09-30 50000"));
}

class GradedPayLeads : public PayLeads {
 protected:
  GradedPayLeads() {
    adopt("o-county", "2020-01-01", R"(
[scheme.monthly]
pay_component = "performance"
pay_base = "basic_pay"
pay_share = 0.2
[grade.monthly.excellent]
pay = 1.0
[grade.monthly.average]
pay = 0.5
[grade.monthly.poor]
pay = 0
)");
  }
  Position performance(const std::string& on, const std::string& period, std::int64_t fen) {
    return at(attempt<PayDisbursed>(
        on,
        fmt::format(
            R"({{"person":"p-1","org":"o-village","component":"performance","period":"{}","amount_fen":{}}})",
            period, fen)));
  }
};

TEST_F(GradedPayLeads, LEAD_A6_PaidBeforeTheGradeOrForAPoorMonth) {
  assessed("2024-01-01", "2024-01", 100'000);
  must(grade("2024-02-05", "p-1", "monthly", "2024-01", "excellent"));
  performance("2024-02-05", "2024-01", 20'000);  // on the day of the grade
  EXPECT_THAT(told("A6"), IsEmpty());
  performance("2024-03-04", "2024-02", 20'000);
  must(grade("2024-03-05", "p-1", "monthly", "2024-02", "excellent"));
  EXPECT_THAT(told("A6"), ElementsAre("2024-03-04 20000"));
  assessed("2024-03-01", "2024-03", 100'000);
  must(grade("2024-04-05", "p-1", "monthly", "2024-03", "poor"));
  performance("2024-04-06", "2024-03", 20'000);
  EXPECT_THAT(told("A6"), ElementsAre("2024-03-04 20000", "2024-04-06 20000"))
      << "the rule of what a grade gets says the same of the same payment";
}

TEST_F(GradedPayLeads, LEAD_A6_TheReviewOfTheRulesFlagStandsBesideTheOneLead) {
  assessed("2024-03-01", "2024-03", 100'000);
  must(grade("2024-04-05", "p-1", "monthly", "2024-03", "poor"));
  const Position paid = performance("2024-04-06", "2024-03", 20'000);
  EXPECT_THAT(explanations("A6"), IsEmpty());
  must(attempt<FlagReviewed>(
      "2024-05-01",
      fmt::format(R"({{"flagged":"{}","rule":"gate.performance_paid","disposition":"explained",{}}})",
                  paid.str(), sealed_member("reason"))));
  EXPECT_THAT(told("A6"), ElementsAre("2024-04-06 20000"));
  EXPECT_THAT(explanations("A6"), ElementsAre("review"));
}

TEST_F(GradedPayLeads, LEAD_A6_WhatARevisionExplainsIsNone) {
  assessed("2024-03-01", "2024-03", 100'000);
  const Position graded = at(grade("2024-04-05", "p-1", "monthly", "2024-03", "excellent"));
  performance("2024-04-06", "2024-03", 20'000);
  must(attempt<DecisionRevised>("2024-05-01",
                                fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}",)"
                                            R"("period":"2024-03","grade":"poor",{}}})",
                                            graded.str(), sealed_member("reason"))));
  EXPECT_THAT(told("A6"), IsEmpty());
}

TEST_F(PayLeads, LEAD_A7_RewardedInsideASanction) {
  must(attempt<SanctionImposed>(
      "2024-03-01",
      fmt::format(R"({{"person":"p-1","org":"o-village","kind":"warning","decider":"o-county",{}}})",
                  sealed_member("reason"))));
  const auto reward = [&](const std::string& on) {
    must(attempt<RewardGranted>(on, R"({"person":"p-1","org":"o-village","amount_fen":200000})"));
  };
  reward("2024-02-29");
  EXPECT_THAT(told("A7"), IsEmpty());
  reward("2024-03-01");
  EXPECT_THAT(told("A7"), ElementsAre("2024-03-01 200000"));
}

TEST_F(PayLeads, LEAD_A7_ASanctionEndsOnItsDay) {
  must(attempt<SanctionImposed>(
      "2024-03-01",
      fmt::format(
          R"({{"person":"p-1","org":"o-village","kind":"warning","decider":"o-county","until":"2024-06-30",{}}})",
          sealed_member("reason"))));
  const auto reward = [&](const std::string& on) {
    must(attempt<RewardGranted>(on, R"({"person":"p-1","org":"o-village","amount_fen":200000})"));
  };
  reward("2024-06-29");
  reward("2024-06-30");
  reward("2024-07-01");
  EXPECT_THAT(told("A7"), ElementsAre("2024-06-29 200000"));
  EXPECT_THAT(leads("A7").front().lead.why.zh, ::testing::HasSubstr("处分期内给予“奖励”（"));
}

TEST_F(PayLeads, LEAD_A8_PaidByKinWhoSigns) {
  const Signer& clerk = this->clerk("o-town");
  // The key is its holder's: who that is stands in its registration.
  const std::string holder = row<KeyRow>(clerk.id())->person->str();
  assessed("2024-01-01", "2024-01", 100'000);
  assessed("2024-01-01", "2024-02", 100'000);
  const auto pay_signed = [&](const std::string& on, const std::string& period) {
    must(submit(act("o-town").add(on, fact<PayDisbursed>(pay_of(period, 100'000))), {&clerk}));
  };
  pay_signed("2024-01-31", "2024-01");
  EXPECT_THAT(told("A8"), IsEmpty());
  must(attempt<KinshipDeclared>(
      "2024-02-01", fmt::format(R"({{"person":"p-1","other":"{}","relation":"spouse"}})", holder)));
  EXPECT_THAT(told("A8"), IsEmpty());  // what was declared later says nothing of January
  pay_signed("2024-02-28", "2024-02");
  EXPECT_THAT(told("A8"), ElementsAre("2024-02-28 100000"));
}

TEST_F(PayLeads, LEAD_A8_KinAreKinWhoeverDeclaredIt) {
  const Signer& clerk = this->clerk("o-town");
  const std::string holder = row<KeyRow>(clerk.id())->person->str();
  person(holder, "o-town");
  must(attempt<KinshipDeclared>(
      "2024-02-01", fmt::format(R"({{"person":"{}","other":"p-1","relation":"spouse"}})", holder)));
  assessed("2024-01-01", "2024-02", 100'000);
  must(submit(act("o-town").add("2024-02-28", fact<PayDisbursed>(pay_of("2024-02", 100'000))), {&clerk}));
  EXPECT_THAT(told("A8"), ElementsAre("2024-02-28 100000"));
}

TEST_F(VoucherApproval, LEAD_A8_AVoucherPaysNobodyWhoHandlesOrApprovesIt) {
  person("p-4", "o-village");
  must(attempt<KinshipDeclared>("2024-01-03", R"({"person":"p-1","other":"p-4","relation":"sibling"})"));
  const auto to = [&](const std::string& on, int number, const std::string& payee, const std::string& rest) {
    return at(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"payment","number":{},"lines":[)"
                        R"({{"account":"513","debit_fen":1000,"counterparty":"{}"}},)"
                        R"({{"account":"102","credit_fen":1000}}]{}}})",
                        number, payee, rest)));
  };
  to("2024-02-01", 1, "p-4", by("p-2"));
  to("2024-02-02", 2, "p-1", by("p-2"));
  EXPECT_THAT(told("A8"), IsEmpty());
  to("2024-02-03", 3, "p-4", by("p-1"));
  const Position own = to("2024-02-04", 4, "p-1", by("p-1"));
  to("2024-02-05", 5, "p-1", by("p-2") + R"(,"handler":"p-1")");
  EXPECT_THAT(told("A8"), ElementsAre("2024-02-03 1000", "2024-02-04 1000", "2024-02-05 1000"));
  must(voided(own));
  EXPECT_THAT(told("A8"), ElementsAre("2024-02-03 1000", "2024-02-05 1000"));
}

TEST_F(PayLeads, LEAD_A9_TheSameMonthFromTwoVillages) {
  register_org("o-other", "o-town");
  in_office("p-1", "o-other", "director");
  assessed("2024-01-01", "2024-01", 100'000);
  const Position here = paid("2024-01-31", "2024-01", 100'000);
  EXPECT_THAT(told("A9"), IsEmpty());
  must(attempt<PayEntitlementAssessed>("2024-01-01", pay_of("2024-01", 90'000, {}, "p-1", "o-other")));
  const Position there =
      at(attempt<PayDisbursed>("2024-02-02", pay_of("2024-01", 90'000, {}, "p-1", "o-other")));
  EXPECT_THAT(told("A9"), ElementsAre("2024-01-31 90000"));
  EXPECT_THAT(leads("A9").front().lead.why.evidence, UnorderedElementsAre(here, there));
  // Another component is another thing.
  must(attempt<PayDisbursed>("2024-03-02",
                             R"({"person":"p-1","org":"o-other","component":"allowance","period":"2024-02",)"
                             R"("amount_fen":90000})"));
  EXPECT_THAT(told("A9"), SizeIs(1));
  voided(there);
  EXPECT_THAT(told("A9"), IsEmpty());
}

TEST_F(PayLeads, LEAD_A9_TheSameMonthFromTwoPayersOfWhichNothingWasDecided) {
  const auto from = [&](const std::string& on, const std::string& payer, std::int64_t fen) {
    return paid(on, "2024-03", fen,
                fmt::format(R"(,"funds":[{{"source":"{}","amount_fen":{}}}])", payer, fen));
  };
  from("2024-03-25", "fiscal", 100'000);
  EXPECT_THAT(told("A9"), IsEmpty());
  const Position second = from("2024-03-26", "collective", 100'000);
  EXPECT_THAT(told("A9"), ElementsAre("2024-03-26 100000"));
  voided(second);
  from("2024-03-26", "collective", 40'000);
  EXPECT_THAT(told("A9"), IsEmpty()) << "two shares";
}

TEST_F(PayLeads, LEAD_A10_MorePaidThanSet) {
  adopt("o-county", "2020-01-01",
        "[pay]\nbeneficiaries_per_village = 2\nposts = [\"secretary\", \"committee_member\"]\n"
        "standard_component = \"basic_pay\"\n");
  person("p-3", "o-village");
  in_office("p-3");
  const auto pay_each = [&](const std::string& who) {
    must(attempt<PayEntitlementAssessed>("2024-01-01", pay_of("2024-01", 100, {}, who)));
    must(attempt<PayDisbursed>("2024-01-31", pay_of("2024-01", 100, {}, who)));
  };
  pay_each("p-1");
  pay_each("p-2");
  EXPECT_THAT(told("A10"), IsEmpty());
  must(attempt<PayEntitlementAssessed>("2024-01-01", pay_of("2024-01", 100, {}, "p-3")));
  EXPECT_THAT(told("A10"), IsEmpty()) << "assessed, and nobody paid it";
  must(attempt<PayDisbursed>("2024-01-31", pay_of("2024-01", 100, {}, "p-3")));
  EXPECT_THAT(told("A10"), SizeIs(1)) << "one payment too many, one lead";
}

TEST_F(PayLeads, LEAD_B9_WhatWasOnlyAssessedIsNoPaymentAfterADeath) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  assessed("2024-04-01", "2024-04", 100'000);
  EXPECT_THAT(told("B9"), IsEmpty());
  paid("2024-04-30", "2024-04", 100'000);
  EXPECT_THAT(told("B9"), ElementsAre("2024-04-30 100000"));
}

TEST_F(PayLeads, LEAD_A2_WhatCameBackIsNotPaid) {
  assessed("2024-01-01", "2024-01", 1'000);
  const Position payment = paid("2024-01-31", "2024-01", 1'500);
  const auto returned = [&](std::int64_t fen) {
    must(attempt<PaymentReturned>(
        "2024-02-15",
        fmt::format(R"({{"person":"p-1","org":"o-village","payment":"{}","component":"basic_pay",)"
                    R"("period":"2024-01","amount_fen":{},"cause":"account_closed"}})",
                    payment.str(), fen)));
  };
  returned(499);
  const Objection why = leads("A2").front().lead.why;
  EXPECT_EQ(why.required.data, "≤ 1000 fen");
  EXPECT_EQ(why.actual.data, "1001 fen");
  returned(1);
  EXPECT_THAT(told("A2"), IsEmpty());
}

TEST_F(PayLeads, LEAD_A5_OnlyThePostsOfThePolicyAreHelped) {
  adopt("o-county", "2020-01-01", "[pension]\nposts = [\"secretary\"]\n");
  const auto contribute = [&](const std::string& who) {
    must(attempt<ContributionPaid>(
        "2024-01-31", fmt::format(R"({{"person":"{}","org":"o-village","period":"2024-01","payer":"fiscal",)"
                                  R"("amount_fen":50000}})",
                                  who)));
  };
  contribute("p-1");
  EXPECT_THAT(told("A5"), IsEmpty());
  contribute("p-2");  // a committee member, never enrolled
  EXPECT_THAT(told("A5"), ElementsAre("2024-01-31 50000"));
}

// LAW-22, of what a disposition names.
TEST_F(PayLeads, LAW_22_ADispositionNamesWhatIsThere) {
  assessed("2024-01-20", "2024-01", 100'000);
  const Position january = paid("2024-01-31", "2024-01", 100'000);
  const auto disposed = [&](const std::string& of, const std::string& matter = R"("matter":"m-1",)") {
    auto builder = act();
    builder.act().klass = Code{"discipline"};
    return submit(builder.add("2024-06-10",
                              fact<LeadDisposed>(fmt::format(
                                  R"({{"case":"c-1","disposition":"explained",{}"lead":"A1","of":["{}"]}})",
                                  matter, of))),
                  root());
  };
  const auto refused = [](const Result<Admission>& tried) {
    return tried ? std::string("admitted") : fmt::format("{}", tried.error().where);
  };
  EXPECT_THAT(refused(disposed(january.str())), ::testing::HasSubstr("data.matter")) << "no such audit";
  must(attempt<AuditOpened>("2024-06-01",
                            R"({"org":"o-village","person":"p-1","matter":"m-1","kind":"mid_term",)"
                            R"("from":"2020-01-01","until":"2024-05-31"})"));
  EXPECT_THAT(refused(disposed("99999.0")), ::testing::HasSubstr("data.of[0]"));
  EXPECT_THAT(refused(disposed(january.str(), {})), ::testing::HasSubstr("data.matter"));
  EXPECT_THAT(rules_of(disposed(january.str())), Not(Contains("law.disposition_of")));
  register_org("o-other", "o-town");
  person("p-8", "o-other");
  const Position elsewhere = at(appoint("2024-02-01", "p-8", "o-other"));
  EXPECT_THAT(rules_of(disposed(elsewhere.str())), Contains("law.disposition_of"));
  must(voided(january));
  EXPECT_THAT(rules_of(disposed(january.str())), Contains("law.disposition_of"));
}

// What stands beside a lead.
TEST_F(PayLeads, LEAD_A3_ADispositionOfTheAuditStandsBesideIt) {
  end("2024-03-15", "p-1", "resignation");
  assessed("2024-04-01", "2024-04", 100'000);
  const Position april = paid("2024-04-30", "2024-04", 100'000);
  must(attempt<AuditOpened>("2024-06-01",
                            R"({"org":"o-village","person":"p-1","matter":"m-1","kind":"departure",)"
                            R"("from":"2020-01-01","until":"2024-05-31"})"));
  EXPECT_THAT(explanations("A3"), IsEmpty());
  const auto disposed = [&](const std::string& lead, Position of) {
    auto builder = act();
    builder.act().klass = Code{"discipline"};
    must(submit(builder.add("2024-06-10",
                            fact<LeadDisposed>(fmt::format(
                                R"({{"case":"c-1","disposition":"explained","matter":"m-1","lead":"{}",)"
                                R"("of":["{}"]}})",
                                lead, of.str()))),
                root()));
  };
  disposed("A9", april);   // of another test
  disposed("A3", {0, 0});  // of something else
  EXPECT_THAT(explanations("A3"), IsEmpty());
  disposed("A3", april);
  EXPECT_THAT(explanations("A3"), ElementsAre("disposition"));
  EXPECT_THAT(told("A3"), SizeIs(1));  // never hidden
}

}  // namespace
}  // namespace tenure::testing

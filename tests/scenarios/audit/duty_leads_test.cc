// D5 to D9 and D11 of the audit: duties of office.
#include "domain/appraisal/events.h"
#include "domain/audit/events.h"
#include "domain/discipline/events.h"
#include "domain/supervision/events.h"
#include "domain/training/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DutyLeads : public ::testing::Test, public AuditLedger {
 protected:
  DutyLeads() {
    person("p-1", "o-village");
    person("p-2", "o-village");
  }
  void elected(const std::string& on, const std::string& post = "director") {
    must(attempt<OfficeAssumed>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","post":"{}","by":"election"}})", post)));
  }
};

TEST_F(DutyLeads, LEAD_D5_AMonthThatNobodyAssessed) {
  adopt("o-county", "2020-01-01", pack_of("haixing"));
  in_office("p-1", "o-village", "full_time_organiser");
  must(attempt<PayEntitlementAssessed>("2020-01-01",
                                       R"({"person":"p-1","org":"o-village","component":"basic_allowance",)"
                                       R"("period":"2024","amount_fen":1000})"));
  const auto before = told("D5", {.from = "2024-01-01", .until = "2024-12-31"}).size();
  must(grade("2024-06-05", "p-1", "monthly", "2024-05", "average"));
  EXPECT_LE(told("D5", {.from = "2024-01-01", .until = "2024-12-31"}).size(), before);
}

TEST_F(DutyLeads, LEAD_D6_AnExcellentYearWithoutExcellentMonths) {
  adopt("o-county", "2020-01-01",
        "[annual_excellent]\nmin_excellent_months = 3\nmax_poor_months = 0\n"
        "[rules.\"gate.annual_excellent\"]\nmode = \"flag\"\n");
  in_office("p-1", "o-village", "full_time_organiser");
  for (int month = 1; month <= 12; ++month)
    must(grade("2024-12-31", "p-1", "monthly", fmt::format("2024-{:02}", month),
               month <= 2 ? "excellent" : "average"));
  const AuditLedger::Question asked{.until = "2025-12-31", .on = "2025-12-31"};
  EXPECT_THAT(told("D6", asked), IsEmpty());
  const Position annual = at(grade("2025-01-10", "p-1", "annual", "2024", "excellent"));
  EXPECT_THAT(told("D6", asked), SizeIs(1)) << "flagged, and ringing: one thing";
  // What a revision made of the year is no lead any more.
  must(attempt<DecisionRevised>(
      "2025-03-01", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}","period":"2024",)"
                                R"("grade":"average",{}}})",
                                annual.str(), sealed_member("reason"))));
  EXPECT_THAT(told("D6", asked), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D7_TrainedTooLittleInAYear) {
  adopt("o-county", "2020-01-01", "[audit]\ntraining_days = 3\n");
  must(attempt<OfficeAssumed>("2023-01-01", R"({"person":"p-1","org":"o-village","post":"director"})"));
  must(attempt<OfficeAssumed>("2023-01-02", R"({"person":"p-2","org":"o-village","post":"deputy"})"));
  const auto trained = [&](const std::string& on, const std::string& days) {
    must(attempt<TrainingAttended>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","training":"t-1","days":{}}})", days)));
  };
  trained("2023-05-01", "2.5");
  const AuditLedger::Question of_2023{.from = "2023-01-01", .until = "2023-12-31"};
  EXPECT_THAT(told("D7", of_2023), ElementsAre("2023-12-31"));  // of p-1: p-2 did not serve the whole year
  trained("2023-09-01", "0.5");
  EXPECT_THAT(told("D7", of_2023), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D8_AnAdmonitionThatNobodyEnded) {
  adopt("o-county", "2020-01-01", pack_of("pingyang"));
  in_office("p-1");
  const Position issued = at(attempt<AdmonitionIssued>(
      "2024-01-10", fmt::format(R"({{"person":"p-1","org":"o-village","form":"written_admonition",)"
                                R"("by":"township_committee","until":"2024-07-10",{}}})",
                                sealed_member("reason"))));
  EXPECT_THAT(told("D8", {.on = "2024-07-10"}), IsEmpty());
  EXPECT_THAT(told("D8"), SizeIs(1));
  must(attempt<AdmonitionEnded>(
      "2024-07-12",
      fmt::format(R"({{"person":"p-1","org":"o-village","admonition":"{}","outcome":"served"}})",
                  issued.str())));
  EXPECT_THAT(told("D8"), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D9_AnElectedSeatIsNotRemoved) {
  elected("2021-01-01");
  end("2023-06-30", "p-1", "removal", "director");
  EXPECT_THAT(told("D9"), ElementsAre("2023-06-30"));
}

TEST_F(DutyLeads, LEAD_D9_RecallResignationAndTheTermAreInOrder) {
  int year = 2003;
  for (const std::string reason : {"recall", "resignation", "term_expiry", "sentence"}) {
    elected(fmt::format("{}-01-01", year));
    end(fmt::format("{}-06-30", year + 2), "p-1", reason, "director");
    EXPECT_THAT(told("D9"), IsEmpty()) << reason;
    year += 3;
  }
}

TEST_F(DutyLeads, LEAD_D9_APartyPostIsThePartysToTake) {
  must(attempt<SecretaryAppointed>("2021-01-01", R"({"person":"p-1","org":"o-village","by":"election"})"));
  end("2023-06-30", "p-1", "removal");
  EXPECT_THAT(told("D9"), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D9_TwoIncompetentYearsInARowEndASeat) {
  elected("2020-01-01");
  must(grade("2022-01-05", "p-1", "annual", "2021", "poor"));
  end("2023-06-30", "p-1", "removal", "director");
  EXPECT_THAT(told("D9"), SizeIs(1));
  must(grade("2023-01-05", "p-1", "annual", "2022", "poor"));
  EXPECT_THAT(told("D9"), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D11_RectificationPastItsDay) {
  must(attempt<RectificationOrdered>("2024-02-01",
                                     R"({"org":"o-village","matter":"m-1","until":"2024-03-01"})"));
  EXPECT_THAT(told("D11", {.on = "2024-03-01"}), IsEmpty());
  EXPECT_THAT(told("D11"), SizeIs(1));
  must(attempt<RectificationClosed>("2024-04-01",
                                    R"({"org":"o-village","matter":"m-1","outcome":"accepted"})"));
  EXPECT_THAT(told("D11"), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D11_WhatWasResolvedByItsDayIsNone) {
  must(attempt<AuditOpened>("2024-02-01", R"({"org":"o-village","matter":"m-1","kind":"special",)"
                                          R"("from":"2020-01-01","until":"2023-12-31"})"));
  const Position finding = at(attempt<AuditFindingRecorded>(
      "2024-03-01",
      fmt::format(R"({{"org":"o-village","matter":"m-1","responsibility":"direct","amount_fen":700,)"
                  R"("rectify_by":"2024-05-01",{}}})",
                  sealed_member("text"))));
  EXPECT_THAT(told("D11"), ElementsAre("2024-05-01 700"));
  must(attempt<AuditRectified>(
      "2024-05-01", fmt::format(R"({{"org":"o-village","matter":"m-1","finding":"{}","outcome":"resolved"}})",
                                finding.str())));
  EXPECT_THAT(told("D11"), IsEmpty());
}

TEST_F(DutyLeads, LEAD_D11_AnAuditsFindingIsPutRightAndNotFoundAgain) {
  const auto opened = [&](const std::string& on, const std::string& matter) {
    must(attempt<AuditOpened>(
        on, fmt::format(R"({{"org":"o-village","matter":"{}","kind":"special","from":"2020-01-01",)"
                        R"("until":"2023-12-31"}})",
                        matter)));
  };
  const auto found = [&](const std::string& on, const std::string& matter, const std::string& lead) {
    return at(attempt<AuditFindingRecorded>(
        on, fmt::format(
                R"({{"org":"o-village","matter":"{}","lead":"{}","responsibility":"direct","amount_fen":700,)"
                R"("rectify_by":"2024-05-01",{}}})",
                matter, lead, sealed_member("text"))));
  };
  opened("2024-02-01", "m-1");
  const Position finding = found("2024-03-01", "m-1", "A3");
  EXPECT_THAT(told("D11", {.on = "2024-05-01"}), IsEmpty());
  EXPECT_THAT(told("D11"), ElementsAre("2024-05-01 700"));
  EXPECT_THAT(leads("D11").front().lead.why.zh,
              AllOf(HasSubstr("m-1"), HasSubstr("离任后发放"), HasSubstr(finding.str())));
  const auto rectified = [&](const std::string& on, const std::string& outcome) {
    must(attempt<AuditRectified>(
        on, fmt::format(R"({{"org":"o-village","matter":"m-1","finding":"{}","outcome":"{}"}})",
                        finding.str(), outcome)));
  };
  rectified("2024-06-01", "failed");
  EXPECT_THAT(told("D11"), SizeIs(1));
  rectified("2024-07-01", "accepted");
  EXPECT_THAT(told("D11"), IsEmpty());
  opened("2024-08-01", "m-2");
  found("2024-09-01", "m-2", "A1");  // of another kind, but past its day when it is found
  EXPECT_THAT(told("D11"), SizeIs(1));
  found("2024-10-01", "m-2", "A3");
  EXPECT_THAT(told("D11"), SizeIs(3));
}

}  // namespace
}  // namespace tenure::testing

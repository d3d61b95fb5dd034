// What is filed with a higher level: which events, with whom, and what became of it.
#include "domain/discipline/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/laws/corrected_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Figures = std::map<std::string, std::int64_t>;

constexpr const char* kFifteenDays =
    "[filing]\nevents = [\"appointment\", \"departure\", \"adjustment\", \"assessment\", \"appraisal\"]\n"
    "posts = [\"secretary\"]\nscope = [\"village\"]\nto = [\"county\"]\ndays = 15\n";

class Filings : public ::testing::Test {
 protected:
  Filings() { t.people(2); }

  Position appointed(const std::string& on = "2024-03-01") {
    return {RuleLedger::must(t.appoint(on, "p-1")).index, 0};
  }
  Result<Admission> submit(const std::string& on, Position of, const std::string& to = "o-county",
                           const std::string& person = "p-1") {
    return t.attempt<FilingSubmitted>(
        on, fmt::format(R"({{"person":"{}","org":"o-village","kind":"appointment","to":"{}","of":"{}"}})",
                        person, to, of.str()));
  }
  Position filed(const std::string& on, Position of) { return {RuleLedger::must(submit(on, of)).index, 0}; }
  Result<Admission> receive(const std::string& on, Position submission, const std::string& person = "p-1") {
    return t.attempt<FilingReceived>(
        on,
        fmt::format(R"({{"person":"{}","org":"o-village","submission":"{}"}})", person, submission.str()));
  }
  Result<Admission> send_back(const std::string& on, Position submission) {
    return t.attempt<FilingReturned>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","submission":"{}","reason":"incomplete"}})",
                        submission.str()));
  }
  void correct(Position target) { RuleLedger::must(t.voided(target)); }
  std::vector<Alert> overdue(const std::string& on) {
    auto out = t.alerts(on);
    std::erase_if(out, [](const Alert& alert) { return alert.rule.value != "alert.filing_overdue"; });
    return out;
  }

  CorrectedLedger t{"2024-12-01", "2025-01-01"};
};

TEST_F(Filings, AnAppointmentIsFiledAndReceivedInTime) {
  t.adopt("o-county", "2024-01-01", kFifteenDays);
  const Position of = appointed();
  EXPECT_THAT(overdue("2024-03-16"), IsEmpty());
  ASSERT_EQ(overdue("2024-03-17").size(), 1U);
  EXPECT_THAT(overdue("2024-03-17").front().evidence, ElementsAre(of));
  const Position submission = filed("2024-03-10", of);
  EXPECT_EQ(overdue("2024-03-17").size(), 1U) << "filed, and not received";
  const auto received = receive("2024-03-16", submission);
  EXPECT_THAT(overdue("2024-03-17"), IsEmpty());
  EXPECT_EQ(t.figures("stat.filings", "2024-12-31"), (Figures{{"", 1}, {"appointment", 1}}));
  correct({received->index, 0});
  EXPECT_EQ(overdue("2024-12-31").size(), 1U) << "it was not received";
  correct(of);
  EXPECT_THAT(overdue("2024-12-31"), IsEmpty()) << "nobody was appointed";
}

TEST_F(Filings, WhatComesBackIsFiledAnew) {
  t.adopt("o-county", "2024-01-01", kFifteenDays);
  const Position of = appointed();
  const Position first = filed("2024-03-05", of);
  EXPECT_EQ(submit("2024-03-06", of).error().reason, Reason::already);
  RuleLedger::must(send_back("2024-03-08", first));
  EXPECT_EQ(receive("2024-03-09", first).error().reason, Reason::already) << "it went back";
  EXPECT_EQ(overdue("2024-03-17").size(), 1U);
  const Position second = filed("2024-03-12", of);
  RuleLedger::must(receive("2024-03-14", second));
  EXPECT_THAT(overdue("2024-03-17"), IsEmpty());
  EXPECT_EQ(receive("2024-03-15", second).error().reason, Reason::already);
  EXPECT_EQ(send_back("2024-03-15", second).error().reason, Reason::already);
}

TEST_F(Filings, WhatIsReceivedWasFiledOfTheSamePerson) {
  const Position of = appointed();
  EXPECT_EQ(receive("2024-03-05", of).error().reason, Reason::absent) << "an appointment is no filing";
  EXPECT_EQ(submit("2024-03-05", {999, 0}).error().reason, Reason::absent);
  EXPECT_EQ(submit("2024-03-05", of, "o-county", "p-2").error().reason, Reason::bad_value);
  const Position submission = filed("2024-03-05", of);
  EXPECT_EQ(receive("2024-03-06", submission, "p-2").error().reason, Reason::absent);
}

TEST_F(Filings, LAW_21_AReceiptOfAFilingThatIsTakenBackAnswersNothing) {
  const Position submission = filed("2024-03-05", appointed());
  RuleLedger::must(receive("2024-03-06", submission));
  EXPECT_THAT(t.ringing("2024-12-31"), IsEmpty());
  correct(submission);
  EXPECT_THAT(t.ringing("2024-12-31"), ElementsAre("law.filing_answered"));
}

TEST_F(Filings, LAW_21_TheSameOfAnOrganisation) {
  const Position bulletin{
      t.record<BulletinIssued>("2024-03-01", R"({"org":"o-village","kind":"report"})").index, 0};
  const Position submission{
      t.record<FilingSubmitted>("2024-03-05",
                                fmt::format(R"({{"org":"o-village","kind":"other","to":"o-county",)"
                                            R"("of":"{}"}})",
                                            bulletin.str()))
          .index,
      0};
  t.record<FilingReceived>("2024-03-06",
                           fmt::format(R"({{"org":"o-village","submission":"{}"}})", submission.str()));
  EXPECT_THAT(t.ringing("2024-12-31"), IsEmpty());
  correct(submission);
  EXPECT_THAT(t.ringing("2024-12-31"), ElementsAre("law.org_filing_answered"));
}

TEST_F(Filings, OnlyWhatThePolicyNamesOfItsPostsAndPlaces) {
  t.adopt("o-county", "2024-01-01", kFifteenDays);
  t.in_office("p-2");
  t.record<OfficeAssumed>("2024-03-01", R"({"person":"p-2","org":"o-village","post":"director"})");
  EXPECT_THAT(overdue("2024-12-31"), IsEmpty()) << "no secretary";
  t.record<OfficeAssumed>("2024-03-01", R"({"person":"p-2","org":"o-town","post":"secretary"})");
  EXPECT_THAT(overdue("2024-12-31"), IsEmpty()) << "no village";
  appointed();
  EXPECT_EQ(overdue("2024-12-31").size(), 1U);
  t.record<AdjustmentDecided>(
      "2024-04-01",
      R"({"person":"p-1","org":"o-village","kind":"removal","post":"secretary","decider":"o-town"})");
  t.end("2024-04-01", "p-1", "removal");
  RuleLedger::must(t.grade("2024-04-01", "p-1", "annual", "2023", "competent"));
  EXPECT_EQ(overdue("2024-12-31").size(), 4U) << "the adjustment, the departure and the assessment too";
}

TEST_F(Filings, NothingOfTheTimeBeforeThePolicyAndNothingWithoutADeadline) {
  appointed("2023-12-31");
  t.adopt("o-county", "2024-01-01", kFifteenDays);
  EXPECT_THAT(overdue("2024-12-31"), IsEmpty());
  t.adopt("o-county", "2025-01-01", "[filing]\nevents = [\"departure\"]\ndays = \"unspecified\"\n");
  t.end("2025-02-01", "p-1", "age");
  EXPECT_THAT(overdue("2025-12-31"), IsEmpty()) << "promptly, and nobody says by when";
}

TEST_F(Filings, AFilingGoesToItsLevel) {
  t.adopt("o-county", "2024-01-01", kFifteenDays);
  const Position of = appointed();
  const auto low = submit("2024-03-02", of, "o-town");
  EXPECT_THAT(rules_of(low), ElementsAre("gate.filing_level"));
  EXPECT_EQ(explained(low, "gate.filing_level"), "county | township");
  EXPECT_THAT(rules_of(submit("2024-03-02", of)), IsEmpty());
}

TEST_F(Filings, LAW_03_WhatIsFiledOfAVillageThatHasEnded) {
  appointed();
  const Position left{t.end("2024-05-31", "p-1", "merger").index, 0};
  t.record<OrgClosed>("2024-06-01", R"({"org":"o-village","reason":"merged"})");
  const auto submission = submit("2024-06-02", left);
  EXPECT_THAT(rules_of(submission), IsEmpty());
  EXPECT_THAT(rules_of(receive("2024-06-03", t.at(submission))), IsEmpty());
}

}  // namespace
}  // namespace tenure::testing

// An end ends something, whichever day it is on: what began on that day too, and not what begins anew on it.
#include "domain/discipline/rows.h"
#include "domain/pension/rows.h"
#include "domain/reserve/rows.h"
#include "domain/supervision/rows.h"
#include "domain/tenure/rows.h"
#include "tests/scenarios/ledger/refusals.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kOffice = R"({"person":"p-1","org":"o-village","post":"director"})";
constexpr std::string_view kEnd =
    R"({"person":"p-1","org":"o-village","post":"director","reason":"resignation"})";
constexpr std::string_view kPause =
    R"({"person":"p-1","org":"o-village","post":"director","reason":"inquiry"})";
constexpr std::string_view kListed = R"({"person":"p-1","org":"o-village"})";
constexpr std::string_view kRemoved = R"({"person":"p-1","org":"o-village","reason":"moved"})";
constexpr std::string_view kPlaced = R"({"person":"p-1","org":"o-village","post":"assistant"})";
constexpr std::string_view kSubsidy = R"({"person":"p-1","org":"o-village","years":12})";
constexpr std::string_view kStopped = R"({"person":"p-1","org":"o-village","cause":"unconfirmed"})";
constexpr std::string_view kOrdered = R"({"org":"o-village","matter":"m-1"})";
constexpr std::string_view kClosed = R"({"org":"o-village","matter":"m-1","outcome":"accepted"})";

class Ends : public ::testing::Test {
 protected:
  Ends() { t.person("p-1", "o-village"); }

  template <class E>
  Position record(const std::string& on, std::string_view json) {
    return {t.record<E>(on, std::string(json)).index, 0};
  }
  template <class E>
  Reason refused(const std::string& on, std::string_view json) {
    const auto done = t.attempt<E>(on, std::string(json));
    EXPECT_FALSE(done) << "admitted";
    return done ? Reason::io : done.error().reason;
  }
  template <class E>
  Result<Admission> correct(Position target, const std::string& on, std::string_view json) {
    CorrectionRecorded out;
    out.target = target;
    out.reason = {sealed_as("reason", "日期有误")};
    out.replacement = make_event(*Date::parse(on), fact<E>(std::string(json)));
    return t.submit(t.act().add("2024-12-01", out), t.root());
  }

  /// from..until of each item in the order of the row; nothing behind the dots while it is open.
  template <class Items>
  static std::vector<std::string> spans(const Items& items) {
    std::vector<std::string> out;
    for (const auto& item : items)
      out.push_back(item.from.str() + ".." + (item.until ? item.until->str() : std::string()));
    return out;
  }
  std::vector<std::string> offices() {
    const auto mine = spans(t.row<PersonTenure>("p-1")->offices);
    EXPECT_EQ(mine, spans(t.row<OrgOffices>("o-village", "p-1")->offices)) << "both rows say the same";
    return mine;
  }
  std::vector<std::string> rests() { return spans(t.row<PersonTenure>("p-1")->offices.back().rests); }
  std::vector<std::string> steps() { return spans(t.row<PersonCultivation>("p-1")->steps); }
  std::vector<std::string> stops() { return spans(t.row<PersonSubsidies>("p-1")->subsidies.back().stops); }

  RuleLedger t;
};

// An office.

TEST_F(Ends, LAW_21_OfficeBegunAndEndedOnOneDayIsOver) {
  record<OfficeAssumed>("2024-03-01", kOffice);
  record<TenureEnded>("2024-03-01", kEnd);
  EXPECT_THAT(offices(), ElementsAre("2024-03-01..2024-03-01"));
  EXPECT_EQ(refused<TenureEnded>("2024-03-01", kEnd), Reason::absent) << "it ends once";
  record<OfficeAssumed>("2024-03-02", kOffice);
  EXPECT_THAT(offices(), ElementsAre("2024-03-01..2024-03-01", "2024-03-02.."));
}

TEST_F(Ends, LAW_21_OfficeThatBeginsAnewOnTheDayOfTheEndGoesOn) {
  record<OfficeAssumed>("2021-03-01", kOffice);
  record<TenureEnded>("2024-03-01", kEnd);
  record<OfficeAssumed>("2024-03-01", kOffice);
  EXPECT_THAT(offices(), ElementsAre("2021-03-01..2024-03-01", "2024-03-01.."));
  record<TenureEnded>("2024-03-01", kEnd);
  EXPECT_THAT(offices(), ElementsAre("2021-03-01..2024-03-01", "2024-03-01..2024-03-01"));
}

// From paper the newest office may come first.
TEST_F(Ends, LAW_21_EarlierOfficeRecordedLaterEndsAndTheNextOneGoesOn) {
  record<OfficeAssumed>("2024-03-01", kOffice);
  record<OfficeAssumed>("2021-03-01", kOffice);
  record<TenureEnded>("2024-03-01", kEnd);
  EXPECT_THAT(offices(), ElementsAre("2021-03-01..2024-03-01", "2024-03-01.."));
}

TEST_F(Ends, LAW_21_EndMovedToTheFirstDayEndsTheOfficeAndNoEarlier) {
  record<OfficeAssumed>("2024-03-01", kOffice);
  const Position end = record<TenureEnded>("2024-06-01", kEnd);
  const auto earlier = correct<TenureEnded>(end, "2024-02-29", kEnd);
  ASSERT_FALSE(earlier) << "an end before its beginning";
  EXPECT_EQ(earlier.error().where, "events[0].data.replacement.data.post");
  EXPECT_THAT(offices(), ElementsAre("2024-03-01..2024-06-01")) << "as it was";
  expect_admitted(correct<TenureEnded>(end, "2024-03-01", kEnd));
  EXPECT_THAT(offices(), ElementsAre("2024-03-01..2024-03-01"));
}

// A suspension.

TEST_F(Ends, LAW_21_SuspensionAndResumptionOnOneDay) {
  record<OfficeAssumed>("2024-01-01", kOffice);
  record<OfficeSuspended>("2024-03-01", kPause);
  record<OfficeResumed>("2024-03-01", kOffice);
  EXPECT_THAT(rests(), ElementsAre("2024-03-01..2024-03-01"));
  record<OfficeSuspended>("2024-04-01", kPause);
  record<OfficeResumed>("2024-05-01", kOffice);
  record<OfficeSuspended>("2024-05-01", kPause);
  EXPECT_THAT(rests(), ElementsAre("2024-03-01..2024-03-01", "2024-04-01..2024-05-01", "2024-05-01.."));
  EXPECT_EQ(refused<OfficeSuspended>("2024-06-01", kPause), Reason::already);
  EXPECT_EQ(refused<OfficeResumed>("2024-04-30", kOffice), Reason::absent) << "before the open one began";
}

TEST_F(Ends, LAW_21_SuspensionOfTheOldOfficeIsNotOneOfTheNextOnThatDay) {
  record<OfficeAssumed>("2021-03-01", kOffice);
  record<OfficeSuspended>("2024-03-01", kPause);
  record<TenureEnded>("2024-03-01", kEnd);
  record<OfficeAssumed>("2024-03-01", kOffice);
  EXPECT_TRUE(rests().empty());
  EXPECT_EQ(refused<OfficeResumed>("2024-03-01", kOffice), Reason::absent);
}

TEST_F(Ends, LAW_21_FirstOfTwoSuspensionsIsCorrectedWhileTheSecondRuns) {
  record<OfficeAssumed>("2024-01-01", kOffice);
  const Position first = record<OfficeSuspended>("2024-03-01", kPause);
  const Position resumed = record<OfficeResumed>("2024-04-01", kOffice);
  record<OfficeSuspended>("2024-05-01", kPause);
  expect_admitted(correct<OfficeSuspended>(first, "2024-03-05", kPause));
  expect_admitted(correct<OfficeResumed>(resumed, "2024-03-05", kOffice));
  EXPECT_THAT(rests(), ElementsAre("2024-03-05..2024-03-05", "2024-05-01.."));
  EXPECT_FALSE(correct<OfficeResumed>(resumed, "2024-03-04", kOffice)) << "before it began";
}

// The reserve and its postings.

TEST_F(Ends, LAW_21_ReserveListedAndRemovedOnOneDay) {
  record<ReserveListed>("2024-03-01", kListed);
  record<ReserveRemoved>("2024-03-01", kRemoved);
  record<ReserveListed>("2024-03-01", kListed);
  EXPECT_THAT(steps(), ElementsAre("2024-03-01..2024-03-01", "2024-03-01.."));
  EXPECT_EQ(refused<ReserveListed>("2024-02-01", kListed), Reason::already);
  EXPECT_EQ(refused<ReserveRemoved>("2024-02-29", kRemoved), Reason::absent);
  const Position removed = record<ReserveRemoved>("2024-06-01", kRemoved);
  expect_admitted(correct<ReserveRemoved>(removed, "2024-03-01", kRemoved));
  EXPECT_THAT(steps(), ElementsAre("2024-03-01..2024-03-01", "2024-03-01..2024-03-01"));
}

TEST_F(Ends, LAW_21_PlacementStartedAndEndedOnOneDay) {
  record<PlacementStarted>("2024-01-01", kPlaced);
  record<PlacementEnded>("2024-03-01", kPlaced);
  record<PlacementStarted>("2024-03-01", kPlaced);
  EXPECT_THAT(steps(), ElementsAre("2024-01-01..2024-03-01", "2024-03-01.."));
  record<PlacementEnded>("2024-03-01", kPlaced);
  EXPECT_THAT(steps(), ElementsAre("2024-01-01..2024-03-01", "2024-03-01..2024-03-01"));
}

// A departure subsidy.

TEST_F(Ends, LAW_21_SubsidyStoppedAndResumedOnOneDay) {
  record<DepartureSubsidyApproved>("2024-01-01", kSubsidy);
  EXPECT_EQ(refused<SubsidyStopped>("2023-12-31", kStopped), Reason::absent) << "before it was approved";
  record<SubsidyStopped>("2024-03-01", kStopped);
  record<SubsidyResumed>("2024-03-01", kListed);
  record<SubsidyStopped>("2024-04-01", kStopped);
  EXPECT_EQ(refused<SubsidyResumed>("2024-03-31", kListed), Reason::absent) << "before it was stopped";
  record<SubsidyResumed>("2024-05-01", kListed);
  record<SubsidyStopped>("2024-05-01", kStopped);
  EXPECT_THAT(stops(), ElementsAre("2024-03-01..2024-03-01", "2024-04-01..2024-05-01", "2024-05-01.."));
}

TEST_F(Ends, LAW_21_StopOfTheOldSubsidyIsNotOneOfTheNextOnThatDay) {
  record<DepartureSubsidyApproved>("2023-01-01", kSubsidy);
  record<SubsidyStopped>("2024-03-01", kStopped);
  record<DepartureSubsidyApproved>("2024-03-01", kSubsidy);
  EXPECT_TRUE(stops().empty());
  record<SubsidyStopped>("2024-03-01", kStopped);
  EXPECT_THAT(stops(), ElementsAre("2024-03-01.."));
}

// What is closed by its name or its position.

TEST_F(Ends, LAW_21_RectificationIsClosedNoEarlierThanOrdered) {
  record<RectificationOrdered>("2024-03-01", kOrdered);
  EXPECT_EQ(refused<RectificationClosed>("2024-02-29", kClosed), Reason::absent);
  record<RectificationClosed>("2024-03-01", kClosed);
  record<RectificationOrdered>("2024-03-01", kOrdered);
  const auto row = t.row<OrgRectifications>("o-village");
  ASSERT_EQ(row->rectifications.size(), 2U);
  EXPECT_EQ(row->rectifications[0].closed, Date::parse("2024-03-01"));
  EXPECT_FALSE(row->rectifications[1].closed);
}

TEST_F(Ends, LAW_21_AdmonitionEndsNoEarlierThanIssued) {
  const Position issued = record<AdmonitionIssued>(
      "2024-03-01", fmt::format(R"({{"person":"p-1","org":"o-village","form":"talk",)"
                                R"("by":"township_committee","reason":"{}"}})",
                                sealed_as("reason", "迟报").str()));
  const auto end = fmt::format(
      R"({{"person":"p-1","org":"o-village","admonition":"{}","outcome":"revoked"}})", issued.str());
  EXPECT_EQ(refused<AdmonitionEnded>("2024-02-29", end), Reason::bad_date);
  const Position ended = record<AdmonitionEnded>("2024-06-01", end);
  EXPECT_FALSE(correct<AdmonitionEnded>(ended, "2024-02-29", end));
  expect_admitted(correct<AdmonitionEnded>(ended, "2024-03-01", end));
  EXPECT_EQ(t.row<PersonDiscipline>("p-1")->admonitions[0].ended, Date::parse("2024-03-01"));
}

}  // namespace
}  // namespace tenure::testing

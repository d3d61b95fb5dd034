#include "domain/tenure/rows.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::day;
using test::happen;
using test::parts_of;

constexpr std::string_view kClerk = R"({"person":"p-1","org":"o-1","post":"clerk"})";

std::string clerk(std::string_view more) {
  return fmt::format(R"({{"person":"p-1","org":"o-1","post":"clerk",{}}})", more);
}

TEST(Office, IsHeldFromItsFirstDayUntilTheDayBeforeItsEnd) {
  PersonTenure row;
  happen<OfficeAssumed>(row, "2021-03-01", kClerk, {1, 0});
  EXPECT_FALSE(row.offices[0].held_on(day("2021-02-28")));
  EXPECT_TRUE(row.offices[0].held_on(day("2021-03-01")));
  EXPECT_TRUE(row.offices[0].held_on(day("2199-12-31")));
  happen<TenureEnded>(row, "2024-03-01", clerk(R"("reason":"term_expired","normal":true)"), {2, 0});
  EXPECT_TRUE(row.offices[0].held_on(day("2024-02-29")));
  EXPECT_FALSE(row.offices[0].held_on(day("2024-03-01")));
  EXPECT_EQ(row.offices[0].end_reason->value, "term_expired");
  EXPECT_EQ(row.offices[0].normal, true);
  EXPECT_EQ(row.offices[0].ended_at, (Position{2, 0}));
}

TEST(PersonTenure, AnAppointmentIsTheSecretarysPostWithItsCircumstances) {
  PersonTenure row;
  happen<SecretaryAppointed>(
      row, "2024-03-01",
      R"({"person":"p-1","org":"o-1","mode":"seconded","source_groups":["veteran","graduate"],"by":"election","round":"2024"})",
      {1, 3});
  const Office* office = row.office_on("o-1", kSecretaryPost, day("2024-03-01"));
  ASSERT_NE(office, nullptr);
  EXPECT_EQ(office->begun_at, (Position{1, 3}));
  EXPECT_EQ(office->mode->value, "seconded");
  EXPECT_EQ(office->source_groups.size(), 2U);
  EXPECT_EQ(office->round->value, "2024");
  EXPECT_FALSE(office->concurrent || office->acting);
}

TEST(PersonTenure, FindsAnOfficeByOrganisationPostAndDate) {
  PersonTenure row;
  happen<OfficeAssumed>(row, "2024-03-01", kClerk);
  EXPECT_NE(row.office_on("o-1", "clerk", day("2024-03-01")), nullptr);
  EXPECT_EQ(row.office_on("o-2", "clerk", day("2024-03-01")), nullptr);
  EXPECT_EQ(row.office_on("o-1", "director", day("2024-03-01")), nullptr);
  EXPECT_EQ(row.office_on("o-1", "clerk", day("2024-02-29")), nullptr);
}

TEST(PersonTenure, ConcurrentAndActingPostsSayWhatTheyAre) {
  PersonTenure row;
  happen<ConcurrentPostAssumed>(row, "2024-03-01", kClerk);
  happen<ActingAssigned>(row, "2024-03-01",
                         R"({"person":"p-1","org":"o-1","post":"director","until":"2024-06-01"})");
  ASSERT_EQ(row.offices.size(), 2U);
  EXPECT_TRUE(row.offices[0].concurrent);
  EXPECT_TRUE(row.offices[1].acting);
  EXPECT_TRUE(row.offices[1].held_on(day("2024-05-31")));
  EXPECT_FALSE(row.offices[1].held_on(day("2024-06-01")));
}

TEST(PersonTenure, AnEndClosesTheNewestOpenOfficeOfThatPost) {
  PersonTenure row;
  happen<OfficeAssumed>(row, "2018-01-01", kClerk);
  happen<TenureEnded>(row, "2020-01-01", clerk(R"("reason":"a")"));
  happen<OfficeAssumed>(row, "2021-01-01", kClerk);
  happen<ConcurrentPostAssumed>(row, "2021-01-01", R"({"person":"p-1","org":"o-1","post":"director"})");
  happen<TenureEnded>(row, "2022-01-01", clerk(R"("reason":"b")"));
  EXPECT_EQ(row.offices[0].until, day("2020-01-01"));
  EXPECT_EQ(row.offices[1].until, day("2022-01-01"));
  EXPECT_FALSE(row.offices[2].until);
}

TEST(PersonTenure, AnOfficeThatHasEndedNeitherEndsAgainNorRests) {
  PersonTenure row;
  happen<OfficeAssumed>(row, "2018-01-01", kClerk);
  happen<TenureEnded>(row, "2020-01-01", clerk(R"("reason":"a")"), {2, 0});
  const std::string ended = to_json(row.offices[0]);
  happen<TenureEnded>(row, "2021-01-01", clerk(R"("reason":"b")"), {3, 0});
  happen<OfficeSuspended>(row, "2021-01-01", clerk(R"("reason":"b")"));
  EXPECT_EQ(to_json(row.offices[0]), ended);
  EXPECT_EQ(row.unanswered.size(), 2U);
}

TEST(PersonTenure, AnEndWithoutABeginningIsNotedAndEndsNothing) {
  PersonTenure row;
  happen<TenureEnded>(row, "2024-03-01", clerk(R"("reason":"a")"));
  happen<OfficeSuspended>(row, "2024-03-01", clerk(R"("reason":"a")"));
  happen<OfficeResumed>(row, "2024-03-01", kClerk);
  EXPECT_TRUE(row.offices.empty());
  ASSERT_EQ(row.unanswered.size(), 3U);
  EXPECT_EQ(row.unanswered[0].event.value, "TenureEnded");
  EXPECT_EQ(row.unanswered[2].event.value, "OfficeResumed");
}

TEST(PersonTenure, ARestLastsUntilTheOfficeGoesOn) {
  PersonTenure row;
  happen<OfficeAssumed>(row, "2021-01-01", kClerk);
  happen<OfficeResumed>(row, "2021-02-01", kClerk);
  EXPECT_TRUE(row.offices[0].rests.empty());
  happen<OfficeSuspended>(row, "2022-01-01", clerk(R"("reason":"inquiry")"));
  EXPECT_FALSE(row.offices[0].rests.at(0).until);
  happen<OfficeResumed>(row, "2022-06-01", kClerk);
  EXPECT_EQ(row.offices[0].rests[0].from, day("2022-01-01"));
  EXPECT_EQ(row.offices[0].rests[0].until, day("2022-06-01"));
}

TEST(PersonTenure, KeepsCertificatesAndCertifiedService) {
  PersonTenure row;
  happen<PostCertified>(
      row, "2024-03-01",
      R"({"person":"p-1","post":"secretary","certificate_no":"no-7","until":"2029-03-01"})");
  happen<ServiceCertified>(
      row, "2024-04-01",
      R"({"person":"p-1","org":"o-1","posts":["director"],"years":12.5,"certifier":"o-0"})", {9, 1});
  EXPECT_EQ(row.certificates.at(0).certificate_no.value, "no-7");
  EXPECT_EQ(row.certificates[0].until, day("2029-03-01"));
  EXPECT_EQ(row.certified.at(0).years.str(), "12.5");
  EXPECT_EQ(row.certified[0].position, (Position{9, 1}));
}

TEST(OrgOffices, ArePartedByPersonAndSayTheSameAsThePersonsRow) {
  EXPECT_EQ((parts_of<OrgOffices, OfficeAssumed>("2024-03-01", kClerk, "o-1")),
            std::vector<std::string>{"p-1"});
  PersonTenure person;
  OrgOffices org;
  const auto both = [&](auto&& change) {
    change(person);
    change(org);
  };
  both([](auto& row) { happen<OfficeAssumed>(row, "2021-01-01", kClerk); });
  both([](auto& row) { happen<OfficeSuspended>(row, "2022-01-01", clerk(R"("reason":"inquiry")")); });
  both([](auto& row) { happen<OfficeResumed>(row, "2022-02-01", kClerk); });
  both([](auto& row) { happen<TenureEnded>(row, "2024-01-01", clerk(R"("reason":"a")")); });
  EXPECT_EQ(to_json(person.offices), to_json(org.offices));
  EXPECT_EQ(org.offices.size(), 1U);
}

TEST(OrgOffices, LeaveCertificatesToThePerson) {
  const EventType* certified = find_event_type("PostCertified");
  ASSERT_EQ(certified->applications.size(), 1U);
  EXPECT_EQ(certified->applications[0].view->name, "PersonTenure");
}

}  // namespace
}  // namespace tenure

#include "domain/registry/rows.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::day;
using test::happen;
using test::parts_of;

using Parts = std::vector<std::string>;
const Parts kNone;
const Parts kWholeRow = {""};

constexpr std::string_view kVillage = R"({"org":"o-1","name":"东村","kind":"village","parent":"o-0"})";

std::string parent_on(const OrgRow& row, std::string_view date) {
  const auto* parent = row.parent_on(day(date));
  return parent == nullptr ? "" : parent->str();
}

TEST(OrgRow, KeepsNamesAndParentsByTheirDates) {
  OrgRow row;
  happen<OrgRegistered>(row, "2020-01-01", kVillage, {1, 0});
  happen<OrgRenamed>(row, "2022-01-01", R"({"org":"o-1","name":"新村"})");
  happen<OrgParentChanged>(row, "2023-01-01", R"({"org":"o-1","parent":"o-9"})");
  EXPECT_EQ(row.registered, (Position{1, 0}));
  EXPECT_EQ(row.name_on(day("2019-12-31")), nullptr);
  EXPECT_EQ(row.name_on(day("2021-12-31"))->value, "东村");
  EXPECT_EQ(row.name_on(day("2022-01-01"))->value, "新村");
  EXPECT_EQ(parent_on(row, "2022-12-31"), "o-0");
  EXPECT_EQ(parent_on(row, "2023-01-01"), "o-9");
}

TEST(OrgRow, BeforeItsFirstParentItIsJudgedByThatOne) {
  OrgRow row;
  EXPECT_EQ(parent_on(row, "2020-01-01"), "");
  happen<OrgRegistered>(row, "2020-01-01", kVillage);
  EXPECT_EQ(parent_on(row, "2019-01-01"), "o-0");
}

TEST(OrgRow, ClosesOrMerges) {
  OrgRow closed;
  happen<OrgClosed>(closed, "2024-03-01", R"({"org":"o-1","reason":"moved"})");
  EXPECT_EQ(closed.closed, day("2024-03-01"));
  EXPECT_FALSE(closed.merged_into);
  OrgRow merged;
  happen<OrgMerged>(merged, "2024-03-01", R"({"merged":["o-1","o-2"],"into":"o-3"})");
  EXPECT_EQ(merged.closed, day("2024-03-01"));
  EXPECT_EQ(merged.merged_into->str(), "o-3");
}

TEST(OrgRow, AJointOrganisationHasItsNewestMembers) {
  OrgRow row;
  happen<JointOrgEstablished>(row, "2024-03-01", R"({"org":"o-1","members":["o-2","o-3"]})", {}, "o-1");
  happen<JointOrgEstablished>(row, "2025-03-01", R"({"org":"o-1","members":["o-3"]})", {}, "o-1");
  ASSERT_EQ(row.joint_members.size(), 1U);
  EXPECT_EQ(row.joint_members[0].str(), "o-3");
  EXPECT_TRUE(row.joint_orgs.empty());
}

TEST(OrgRow, AMemberKnowsItsJointOrganisations) {
  OrgRow row;
  happen<JointOrgEstablished>(row, "2024-03-01", R"({"org":"o-1","members":["o-2","o-3"]})", {}, "o-2");
  ASSERT_EQ(row.joint_orgs.size(), 1U);
  EXPECT_EQ(row.joint_orgs[0].org.str(), "o-1");
  EXPECT_TRUE(row.joint_members.empty());
}

TEST(OrgRow, AnEventBelongsToTheOrganisationItChangesOnly) {
  constexpr std::string_view kMerger = R"({"merged":["o-1","o-2"],"into":"o-3"})";
  constexpr std::string_view kMove = R"({"org":"o-1","parent":"o-9"})";
  EXPECT_EQ((parts_of<OrgRow, OrgRegistered>("2024-03-01", kVillage, "o-1")), kWholeRow);
  EXPECT_EQ((parts_of<OrgRow, OrgRegistered>("2024-03-01", kVillage, "o-0")), kNone);
  EXPECT_EQ((parts_of<OrgRow, OrgParentChanged>("2024-03-01", kMove, "o-1")), kWholeRow);
  EXPECT_EQ((parts_of<OrgRow, OrgParentChanged>("2024-03-01", kMove, "o-9")), kNone);
  EXPECT_EQ((parts_of<OrgRow, OrgMerged>("2024-03-01", kMerger, "o-2")), kWholeRow);
  EXPECT_EQ((parts_of<OrgRow, OrgMerged>("2024-03-01", kMerger, "o-3")), kNone);
}

TEST(OrgChild, IsAPartOfTheParentSinceTheEarliestDate) {
  EXPECT_EQ((parts_of<OrgChild, OrgRegistered>("2024-03-01", kVillage, "o-0")), Parts{"o-1"});
  EXPECT_EQ((parts_of<OrgChild, OrgRegistered>("2024-03-01", kVillage, "o-1")), kNone);
  OrgChild row;
  happen<OrgRegistered>(row, "2024-03-01", kVillage);
  happen<OrgParentChanged>(row, "2023-01-01", R"({"org":"o-1","parent":"o-0"})");
  happen<OrgParentChanged>(row, "2025-01-01", R"({"org":"o-1","parent":"o-0"})");
  EXPECT_EQ(row.since, day("2023-01-01"));
}

TEST(OrgChild, IsAPartOfTheSuccessorForEachThatWasMerged) {
  constexpr std::string_view kMerger = R"({"merged":["o-1","o-2"],"into":"o-3"})";
  EXPECT_EQ((parts_of<OrgChild, OrgMerged>("2024-03-01", kMerger, "o-3")), (Parts{"o-1", "o-2"}));
  EXPECT_EQ((parts_of<OrgChild, OrgMerged>("2024-03-01", kMerger, "o-1")), kNone);
}

TEST(OrgRow, StandsUnderItsSuccessorFromTheDayOfTheMerger) {
  OrgRow row;
  happen<OrgRegistered>(row, "2020-01-01", kVillage);
  happen<OrgMerged>(row, "2024-03-01", R"({"merged":["o-1","o-2"],"into":"o-3"})");
  EXPECT_EQ(row.above_on(day("2024-02-29"))->str(), "o-0");
  EXPECT_EQ(row.above_on(day("2024-03-01"))->str(), "o-3");
  EXPECT_EQ(row.successor_on(day("2024-02-29")), nullptr);
  EXPECT_EQ(row.parent_on(day("2024-03-01"))->str(), "o-0");
}

TEST(OrgYear, KeepsTheFactsOfOneYear) {
  constexpr std::string_view kFacts =
      R"({"org":"o-1","facts":[{"name":"income","number":12.5},{"name":"class"}]})";
  OrgYear row;
  happen<OrgProfileUpdated>(row, "2024-03-01", kFacts, {3, 0});
  ASSERT_EQ(row.facts.size(), 2U);
  EXPECT_EQ(row.facts[0].fact.number->str(), "12.5");
  EXPECT_EQ(row.facts[1].on, day("2024-03-01"));
  EXPECT_EQ((parts_of<OrgYear, OrgProfileUpdated>("2024-12-31", kFacts, "o-1")), Parts{"2024"});
  EXPECT_EQ((parts_of<OrgYear, OrgProfileUpdated>("2025-01-01", kFacts, "o-1")), Parts{"2025"});
}

TEST(PersonRow, KeepsIdentityAsCommitments) {
  const std::string name = Commitment::make(as_bytes("s"), "name", "甲").str();
  const std::string data =
      fmt::format(R"({{"person":"p-1","org":"o-1","name":"{}","sex":"female","role":"cadre"}})", name);
  PersonRow row;
  happen<PersonRegistered>(row, "2024-03-01", data, {4, 2});
  EXPECT_EQ(row.registered, (Position{4, 2}));
  EXPECT_EQ(row.name->str(), name);
  EXPECT_FALSE(row.id_number);
  EXPECT_EQ(row.sex, Sex::female);
  EXPECT_EQ(row.orgs.at(0).str(), "o-1");
  happen<DeathRecorded>(row, "2024-05-01", R"({"person":"p-1"})");
  EXPECT_EQ(row.died, day("2024-05-01"));
}

TEST(PersonRow, KeepsEveryAttributeWithItsDate) {
  PersonRow row;
  happen<PersonAttributeRecorded>(row, "2020-01-01",
                                  R"({"person":"p-1","attribute":"education","value":"college"})");
  happen<PersonAttributeRecorded>(row, "2024-01-01",
                                  R"({"person":"p-1","attribute":"joined","date":"1999-07-01"})");
  ASSERT_EQ(row.attributes.size(), 2U);
  EXPECT_EQ(row.attributes[0].value->value, "college");
  EXPECT_EQ(row.attributes[1].date, day("1999-07-01"));
}

TEST(OrgPerson, IsAPartOfTheOrganisation) {
  const std::string data = fmt::format(R"({{"person":"p-1","org":"o-1","name":"{}"}})", Commitment{}.str());
  EXPECT_EQ((parts_of<OrgPerson, PersonRegistered>("2024-03-01", data, "o-1")), Parts{"p-1"});
  OrgPerson row;
  happen<PersonRegistered>(row, "2024-03-01", data);
  EXPECT_EQ(row.person->str(), "p-1");
  EXPECT_EQ(row.since, day("2024-03-01"));
}

TEST(Duties, StandInThePersonsAndTheOrganisationsRow) {
  constexpr std::string_view kData = R"({"org":"o-1","person":"p-1","duty":"safety","until":"2025-01-01"})";
  PersonDuties person;
  OrgDuties org;
  happen<DutyAssigned>(person, "2024-03-01", kData, {8, 0});
  happen<DutyAssigned>(org, "2024-03-01", kData, {8, 0});
  EXPECT_EQ(to_json(person), to_json(org));
  ASSERT_EQ(org.duties.size(), 1U);
  EXPECT_EQ(org.duties[0].from, day("2024-03-01"));
  EXPECT_EQ(org.duties[0].until, day("2025-01-01"));
}

TEST(OrgPolicies, KeepThatThereIsAPackButNotItsText) {
  OrgPolicies row;
  happen<PolicyAdopted>(row, "2024-03-01", R"({"org":"o-1","title":"a","status":"trial","pack":"[pay]"})");
  happen<PolicyAdopted>(row, "2025-03-01", R"({"org":"o-1","title":"b","status":"in_force"})");
  ASSERT_EQ(row.policies.size(), 2U);
  EXPECT_TRUE(row.policies[0].has_pack);
  EXPECT_EQ(row.policies[0].status, PolicyStatus::trial);
  EXPECT_FALSE(row.policies[1].has_pack);
  EXPECT_EQ(to_json(row).find("[pay]"), std::string::npos);
}

}  // namespace
}  // namespace tenure

// Grades by fixed shares: counts sum, bounds hold, the order of equal scores is kept and said.
#include "domain/appraisal/quota.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;

Quota twenty_sixty_twenty(Rounding rounding = Rounding::floor, Ties ties = Ties::recorded) {
  return {{{{"excellent"}, {2000}}, {{"average"}, {6000}}, {{"poor"}, {2000}}}, 1, rounding, ties, 0};
}

std::vector<Decimal> points(std::initializer_list<int> all) {
  std::vector<Decimal> out;
  for (const int each : all) out.push_back({each * Decimal::kScale});
  return out;
}

TEST(Quota, RoundsAsThePolicySaysAndTheRestTakesWhatIsLeft) {
  struct {
    std::int64_t people;
    std::vector<std::int64_t> floor, nearest, ceiling;
  } const kCases[] = {
      {0, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},  {1, {0, 1, 0}, {0, 1, 0}, {1, 0, 0}},
      {3, {0, 3, 0}, {1, 1, 1}, {1, 1, 1}},  {4, {0, 4, 0}, {1, 2, 1}, {1, 2, 1}},
      {5, {1, 3, 1}, {1, 3, 1}, {1, 3, 1}},  {7, {1, 5, 1}, {1, 5, 1}, {2, 3, 2}},
      {8, {1, 6, 1}, {2, 4, 2}, {2, 4, 2}},  {9, {1, 7, 1}, {2, 5, 2}, {2, 5, 2}},
      {10, {2, 6, 2}, {2, 6, 2}, {2, 6, 2}}, {197, {39, 119, 39}, {39, 119, 39}, {40, 117, 40}}};
  for (const auto& c : kCases) {
    EXPECT_EQ(quota_counts(twenty_sixty_twenty(Rounding::floor), c.people), c.floor) << c.people;
    EXPECT_EQ(quota_counts(twenty_sixty_twenty(Rounding::nearest), c.people), c.nearest) << c.people;
    EXPECT_EQ(quota_counts(twenty_sixty_twenty(Rounding::ceiling), c.people), c.ceiling) << c.people;
  }
}

TEST(Quota, TooFewPeopleAllGetTheRestGrade) {
  Quota quota = twenty_sixty_twenty(Rounding::ceiling);
  quota.people_min = 5;
  EXPECT_THAT(quota_counts(quota, 4), ElementsAre(0, 4, 0));
  EXPECT_THAT(quota_counts(quota, 5), ElementsAre(1, 3, 1));
}

TEST(Quota, EqualPointsAcrossABorderAreOneAfterTheOtherOrTogether) {
  const auto ranked = points({90, 80, 80, 70, 60, 50, 50, 50, 40, 40});
  EXPECT_THAT(grades_by_quota(twenty_sixty_twenty(), ranked), ElementsAre(0, 0, 1, 1, 1, 1, 1, 1, 2, 2));
  EXPECT_THAT(grades_by_quota(twenty_sixty_twenty(Rounding::floor, Ties::together), ranked),
              ElementsAre(0, 1, 1, 1, 1, 1, 1, 1, 2, 2))
      << "80 stands on both sides of the border";
}

std::vector<Decimal> some_ranked() {
  auto out = *rc::gen::container<std::vector<Decimal>>(
      rc::gen::map(rc::gen::inRange(0, 12), [](int n) { return Decimal{n * Decimal::kScale}; }));
  std::sort(out.begin(), out.end(), std::greater<>());
  return out;
}

Quota some_quota() {
  const int best = *rc::gen::inRange(0, 5001);
  const int last = *rc::gen::inRange(0, 5001);
  return {{{{"excellent"}, {best}}, {{"average"}, {10'000 - best - last}}, {{"poor"}, {last}}},
          1,
          *rc::gen::element(Rounding::floor, Rounding::nearest, Rounding::ceiling),
          *rc::gen::element(Ties::recorded, Ties::together),
          *rc::gen::inRange<std::int64_t>(0, 10)};
}

RC_GTEST_PROP(Quota, CountsSumToThePeopleAndAreWithinOneOfTheirShare, ()) {
  const Quota quota = some_quota();
  const auto people = *rc::gen::inRange<std::int64_t>(0, 2'000);
  const auto counts = quota_counts(quota, people);
  RC_ASSERT(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) == people);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    RC_ASSERT(counts[i] >= 0);
    if (i == quota.rest || people < quota.people_min || people < 3) continue;
    const std::int64_t exact = people * quota.grades[i].share.scaled;
    RC_ASSERT(std::abs(counts[i] * Decimal::kScale - exact) < Decimal::kScale + 1);
  }
}

RC_GTEST_PROP(Quota, FloorNeverGivesMoreThanAShareAndCeilingNeverLessWhileThereAreSome, ()) {
  Quota quota = some_quota();
  quota.people_min = 0;
  const auto people = *rc::gen::inRange<std::int64_t>(0, 2'000);
  quota.rounding = Rounding::floor;
  const auto floor = quota_counts(quota, people);
  quota.rounding = Rounding::ceiling;
  const auto ceiling = quota_counts(quota, people);
  std::int64_t left = people;
  for (std::size_t i = 0; i < floor.size(); ++i) {
    if (i == quota.rest) continue;
    const std::int64_t exact = people * quota.grades[i].share.scaled;
    RC_ASSERT(floor[i] * Decimal::kScale <= exact);
    const bool enough = ceiling[i] * Decimal::kScale >= exact || ceiling[i] == left;
    RC_ASSERT(enough);
    left -= ceiling[i];
  }
  RC_ASSERT(floor[quota.rest] >= ceiling[quota.rest]);
}

RC_GTEST_PROP(Quota, FewerPeopleThanThePolicySaysGetNoLimitedGrade, ()) {
  Quota quota = some_quota();
  quota.people_min = *rc::gen::inRange<std::int64_t>(1, 50);
  const auto people = *rc::gen::inRange<std::int64_t>(0, quota.people_min);
  RC_ASSERT(quota_counts(quota, people).at(quota.rest) == people);
}

RC_GTEST_PROP(Quota, NobodyOfFewerPointsGetsABetterGrade, ()) {
  const auto ranked = some_ranked();
  const auto grades = grades_by_quota(some_quota(), ranked);
  RC_ASSERT(grades.size() == ranked.size());
  RC_ASSERT(std::is_sorted(grades.begin(), grades.end()));
}

RC_GTEST_PROP(Quota, LimitedGradesNeverExceedTheirPlaces, ()) {
  const auto ranked = some_ranked();
  const Quota quota = some_quota();
  const auto grades = grades_by_quota(quota, ranked);
  const auto counts = quota_counts(quota, static_cast<std::int64_t>(ranked.size()));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto given = std::count(grades.begin(), grades.end(), i);
    const bool within = i == quota.rest ? given >= counts[i] : given <= counts[i];
    RC_ASSERT(within);
    if (quota.ties == Ties::recorded) RC_ASSERT(given == counts[i]);
  }
}

RC_GTEST_PROP(Quota, TogetherGradesEqualPointsAlike, ()) {
  const auto ranked = some_ranked();
  Quota quota = some_quota();
  quota.ties = Ties::together;
  const auto grades = grades_by_quota(quota, ranked);
  for (std::size_t i = 1; i < ranked.size(); ++i)
    RC_ASSERT((ranked[i] != ranked[i - 1]) || (grades[i] == grades[i - 1]));
}

// The policy's words
// ---------------------------------------------------------------------------------------------------------------

constexpr std::string_view kPack =
    "[scheme.monthly]\ngrades = [\"excellent\", \"average\", \"poor\"]\nquota_rest = \"average\"\n"
    "[scheme.monthly.quota]\nexcellent = 0.2\naverage = 0.6\npoor = 0.2\n";

TEST(Quota, IsReadFromThePolicyAndIsNoneWhereAFigureIsOpen) {
  const auto quota = quota_of(policy_of(kPack), "monthly");
  ASSERT_TRUE(quota);
  EXPECT_EQ(quota->grades.size(), 3U);
  EXPECT_EQ(quota->rest, 1U);
  EXPECT_EQ(quota->rounding, Rounding::floor);
  EXPECT_EQ(quota->ties, Ties::recorded);
  EXPECT_EQ(quota->people_min, 0);
  EXPECT_FALSE(quota_of(policy_of(kPack), "annual"));
  EXPECT_FALSE(quota_of(policy_of("[scheme.monthly]\ngrades = [\"a\"]\nquota_rest = \"a\"\n"
                                  "[scheme.monthly.quota]\na = \"masked\"\n"),
                        "monthly"));
}

TEST(Quota, WordsOfThePolicyAreThoseThatItKnows) {
  const auto with = [](const std::string& lines) {
    return quota_of(policy_of("[scheme.monthly]\n" + lines + std::string(kPack.substr(kPack.find('\n') + 1))),
                    "monthly");
  };
  EXPECT_EQ(with("quota_rounding = \"nearest\"\n")->rounding, Rounding::nearest);
  EXPECT_EQ(with("quota_rounding = \"ceiling\"\n")->rounding, Rounding::ceiling);
  EXPECT_EQ(with("quota_ties = \"together\"\nquota_min = 5\n")->ties, Ties::together);
  EXPECT_EQ(with("quota_min = 5\n")->people_min, 5);
  EXPECT_FALSE(with("quota_rounding = \"upwards\"\n")) << "a word that nobody knows";
  EXPECT_FALSE(with("quota_ties = \"drawn\"\n"));
}

}  // namespace
}  // namespace tenure::testing

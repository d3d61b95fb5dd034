// T9: both limits. Each number of each pack raised, so that what was enough is too little, and lowered, so
// that it is too much: on both sides some rule of the same mechanism objects in some scenario. What is
// one-sided by its text stands here with the sentence that says so; an entry that is not true any more fails.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::both_limits {
namespace {

/// On which sides of a number somebody is told.
enum class Told : std::uint8_t { neither, too_little, too_much, both };
constexpr std::string_view kSides[] = {"neither", "too_little", "too_much", "both"};

struct OneSided {
  std::string_view key;
  Told told;
  std::string_view because;
};

constexpr std::string_view kComputed = "it is computed with, and no event claims what comes of it";
constexpr std::string_view kOfAudits = "a lead of audits, which are no rule's answer";
constexpr OneSided kOneSided[] = {
    {"absence.days_max", Told::too_much, "PY-27 长期外出: nobody is away too little"},
    {"annual_excellent.max_poor_months", Told::too_much, "HX-42 累计3次及以上: fewer are welcome"},
    {"annual_excellent.min_excellent_months", Told::too_little, "HX-41 少于6次: more are welcome"},
    {"appraisal.weight.ballot", Told::neither, kComputed},
    {"appraisal.weight.committee", Told::neither, kComputed},
    {"appraisal.weight.contest", Told::neither, kComputed},
    {"audit.approval_limit_fen.committee_member", Told::neither, kOfAudits},
    {"audit.approval_limit_fen.secretary", Told::neither, kOfAudits},
    {"audit.cash_cap_fen", Told::neither, kOfAudits},
    {"audit.close_days", Told::neither, kOfAudits},
    {"audit.near_days", Told::neither, kOfAudits},
    {"audit.publish_days", Told::too_much, "nothing is published too early"},
    {"audit.training_days", Told::neither, kOfAudits},
    {"departure_subsidy.female_age", Told::too_little, "PY-06 女满50周岁: at least"},
    {"departure_subsidy.male_age", Told::too_little, "PY-06 年满55周岁: at least"},
    {"departure_subsidy.min_years", Told::too_little, "PY-06 满5年: at least"},
    {"departure_subsidy.monthly_max_fen", Told::too_much, "PY-07 50-110元: the upper end"},
    {"departure_subsidy.monthly_min_fen", Told::too_little, "PY-07 50-110元: the lower end"},
    {"exit.bar_months", Told::too_little, "SH-27: the post is closed for so long, and open afterwards"},
    {"grade.annual.excellent.reward_min", Told::too_little, "PY-39 不低于10%: more is welcome"},
    {"grade.monthly.average.pay", Told::too_much,
     "HX-44: the scenarios' share is the whole, and cannot rise"},
    {"grade.monthly.excellent.pay", Told::neither, "HX-44, A59: no scenario pays by it"},
    {"grade.monthly.poor.pay", Told::too_little, "HX-45 不予发放: nothing is less than nothing"},
    {"grade.organiser.basic.run_years", Told::too_much,
     "HX-31 连续两年: it follows from as many years or more"},
    {"hearing.group.all_members.quorum", Told::too_little, "DY-65: all are invited, and may all come"},
    {"ledger.issued_age_days_max", Told::neither,
     "of the system's clock; trials run by what the issuer says"},
    {"major_decision.body.villagers_meeting.majority", Told::neither, "its scenarios are about other limits"},
    {"major_decision.body.villagers_meeting.quorum", Told::neither, "its scenarios are about other limits"},
    {"mentor.mentees_max", Told::too_much,
     "PY-15 一带一: who has no mentor at all is told of by mentor.posts"},
    {"override.signatures", Told::neither, "of signatures, which trials have none of"},
    {"pay.month_most_fen", Told::too_much, "LAW-16: below a bound; the other one is zero"},
    {"pay.standard_year_offset", Told::neither, "PY-04: it says which year's indicator the standard is"},
    {"posts.max", Told::too_much, "OPN-25: the upper limit"},
    {"posts.min", Told::too_little, "OPN-25: the lower limit"},
    {"report.grace_days", Told::too_little, "PY-37: no scenario's report comes within fewer days"},
    {"scheme.monthly.items.scored", Told::too_much,
     "HX-36: with fewer there is no score yet, one more is one too many"},
    {"scheme.monthly.quota.average", Told::neither,
     "HX-39: the rest; too few of the others are too many of it"},
    {"scheme.monthly.quota.excellent", Told::too_much,
     "HX-39: raised alone, the shares are no shares of a whole"},
    {"scheme.monthly.quota.poor", Told::too_much, "HX-39: raised alone, the shares are no shares of a whole"},
    {"scheme.monthly.quota_min", Told::too_little, "HX-39: for fewer people the shares do not hold"},
    {"scheme.organiser.bonus.central", Told::neither, kComputed},
    {"scheme.organiser.bonus.city", Told::neither, kComputed},
    {"scheme.organiser.bonus.county", Told::neither, kComputed},
    {"scheme.organiser.bonus.province", Told::neither, kComputed},
    {"scheme.organiser.items.basic", Told::too_much,
     "HX-20: with fewer there is no score yet, one more is one too many"},
    {"scheme.organiser.max", Told::neither, "HX-24: no scenario's score is near it"},
    {"scheme.organiser.part_weight.basic", Told::neither, kComputed},
    {"scheme.organiser.part_weight.characteristic", Told::neither, kComputed},
    {"scheme.organiser.part_weight.other", Told::neither, kComputed},
    {"scheme.organiser.rater_weight.org_dept_section", Told::neither, kComputed},
    {"scheme.organiser.rater_weight.township_team", Told::neither, kComputed},
    {"scheme.organiser.review_points.average", Told::neither, kComputed},
    {"scheme.organiser.review_points.excellent", Told::neither, kComputed},
    {"scheme.organiser.review_points.good", Told::neither, kComputed},
    {"scheme.organiser.review_points.poor", Told::neither, kComputed},
    {"tenure.seats.deputy_secretary", Told::too_much, "LAW-07: a seat that is empty is no contradiction"},
    {"term.grace_days", Told::neither, "SJ-09: no scenario's renewal is near it"},
    {"term.months", Told::too_much, "SJ-09: no scenario's renewal comes before the end of a longer term"},
};

/// An objection: a flag, a refusal, an alert, a condition that is not met.
using Objected = std::set<std::string>;

bool concerns(const Rule& rule, const ParameterInfo& parameter) {
  const Codes of_parameter = mechanism_ids(parameter.mechanisms);
  const Codes of_rule = mechanism_ids(rule.mechanisms);
  return std::ranges::any_of(of_rule, [&](const Code& id) { return holds(of_parameter, id); });
}

/// What rules that share a mechanism with the parameter object to.
Objected objections(const std::vector<Deed>& deeds, const Questions& questions,
                    const ParameterInfo& parameter) {
  Objected out;
  const auto add = [&](const Line& line, const std::string& what) {
    const Rule* rule = find_rule(line.rule);
    if (rule != nullptr && concerns(*rule, parameter))
      out.insert(fmt::format("{} {} {} {}", line.rule, line.about, line.on, what));
  };
  const Replay replay(deeds, Replay::How::judged);
  for (const Line& line : flags_of(replay, deeds)) add(line, line.text);
  for (const Line& line : answers_of(replay, questions)) {
    if (line.text.starts_with("rings")) add(line, line.text.substr(0, line.text.find(" [")));
    if (std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form) && line.text.starts_with("no"))
      add(line, "no");
  }
  return out;
}

/// A number moved by a step, by half of it, and as far as it goes.
std::vector<ValueChange> changes(bool up) {
  const auto far = [up](const ParameterInfo& parameter,
                        const PackValue& value) -> std::optional<std::string> {
    const bool is_share = parameter.type == ParameterType::share;
    const std::int64_t most = is_share ? Decimal::kScale : 3 * value.number + 1;
    if (value.number == (up ? most : 0)) return std::nullopt;
    return number_text(parameter.type, up ? most : 0);
  };
  const auto half = [up](const ParameterInfo& parameter,
                         const PackValue& value) -> std::optional<std::string> {
    const std::int64_t other = up ? value.number + (value.number + 1) / 2 : value.number / 2;
    if (other == value.number) return std::nullopt;
    return number_text(parameter.type, other);
  };
  return {moved_by(up ? 1 : -1), half, far};
}

bool objects_anew(const Adopters& adopting, const std::string& key, bool up,
                  std::map<const Scenario*, Objected>& expected) {
  const std::size_t most = is_long() ? 1'000 : 8;
  for (std::size_t i = 0; i < std::min(most, adopting.scenarios.size()); ++i) {
    const Scenario& scenario = *adopting.scenarios[i];
    auto questions = questions_about(scenario, many_dates(scenario));
    questions.statistics = false;
    auto [before, is_new] = expected.try_emplace(&scenario);
    if (is_new) before->second = objections(scenario.deeds, questions, *adopting.parameter);
    for (const ValueChange& change : changes(up)) {
      const auto deeds = with_values(scenario.deeds, key, change);
      if (!deeds) continue;
      const Objected after = objections(*deeds, questions, *adopting.parameter);
      if (!std::ranges::includes(before->second, after)) return true;
    }
  }
  return false;
}

TEST(Trials, T9_BothLimits) {
  std::set<std::string_view> seen;
  for (const auto& [key, adopting] :
       adopters([](const ParameterInfo& parameter) { return is_number(parameter.type); })) {
    std::map<const Scenario*, Objected> expected;
    const bool little = objects_anew(adopting, key, true, expected);
    const bool much = objects_anew(adopting, key, false, expected);
    const Told told = little && much ? Told::both
                      : little       ? Told::too_little
                      : much         ? Told::too_much
                                     : Told::neither;
    const auto* listed =
        std::ranges::find_if(kOneSided, [&, at = key](const OneSided& entry) { return entry.key == at; });
    const Told meant = listed == std::end(kOneSided) ? Told::both : listed->told;
    if (listed != std::end(kOneSided)) seen.insert(listed->key);
    if (is_long() && told == Told::both) continue;  // more scenarios, which may show the other side
    EXPECT_EQ(told, meant) << "{\"" << key << "\", Told::" << kSides[static_cast<std::size_t>(told)] << ", \""
                           << adopting.parameter->en << "\"},";
  }
  for (const OneSided& entry : kOneSided)
    EXPECT_TRUE(seen.contains(entry.key)) << entry.key << " is in no pack of any scenario";
}

}  // namespace
}  // namespace tenure::trials::both_limits

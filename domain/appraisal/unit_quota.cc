#include "domain/appraisal/unit_quota.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/act/refers.h"
#include "domain/appraisal/made.h"
#include "domain/appraisal/policy.h"

namespace tenure {

std::optional<std::int64_t> people_of(const PolicyView& policy, std::string_view scheme,
                                      const Ranked& ranked) {
  if (!ranked.unscored.empty() && !policy.get(kUnscored, scheme)) return std::nullopt;
  return static_cast<std::int64_t>(ranked.scored.size());
}

namespace {

/// The grades of one unit, scheme and period as they are after an act: whoever has a score counts.
class UnitGrades {
 public:
  UnitGrades(const Quota& quota, const Ranked& ranked, const std::vector<Graded>& graded, const Made& made)
      : quota_(quota),
        ranked_(ranked),
        counts_(quota_counts(quota, static_cast<std::int64_t>(ranked.scored.size()))) {
    const std::set<std::string_view> unscored(ranked.unscored.begin(), ranked.unscored.end());
    for (const Graded& other : graded) {
      if (!other.record->person || unscored.contains(other.record->person->str())) continue;
      grades_[other.record->person->str()] = {*other.grade, other.record->position};
    }
    if (!unscored.contains(made.person->value)) grades_[made.person->value].grade = made.grade;
    complete_ = !ranked.scored.empty() && std::ranges::all_of(ranked.scored, [&](const Ranked::One& one) {
      return grades_.contains(one.person);
    });
  }

  /// Too many of a grade that the act gives; and once everybody is graded, too many or too few of any.
  std::optional<Objection> shares(const PolicyView& policy, const OrgId& unit, const Codes& given_now) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const Code& grade = quota_.grades[i].grade;
      if (i == quota_.rest || !(complete_ || holds(given_now, grade))) continue;
      std::vector<Position> evidence;
      std::int64_t given = 0;
      for (const auto& [person, one] : grades_) {
        if (one.grade != grade) continue;
        ++given;
        if (one.position) evidence.push_back(*one.position);
      }
      if (evidence.empty()) evidence = scores();
      if (given == counts_[i] || (given < counts_[i] && !complete_)) continue;
      const Saying said = word_of(policy, "grade", grade);
      const auto of_all = [&](std::int64_t number) {
        return phrase("{1} 人中 {0} 人", "{0} of {1}", number, ranked_.scored.size());
      };
      return unmet(evidence, "{0} 考核 {1} 人，“{2}”等次应为 {3} 人，现为 {4} 人",
                   "{3} of {1} assessed in {0} are to be {2}, {4} are", unit, ranked_.scored.size(), said,
                   counts_[i], given)
          .asks("{} {} {}", said, complete_ ? "=" : "≤", of_all(counts_[i]))
          .found("{}", of_all(given));
    }
    return std::nullopt;
  }

  /// Once everybody is graded: who has another grade than their rank gives.
  std::optional<Objection> ranks(const PolicyView& policy) const {
    if (!complete_) return std::nullopt;
    std::vector<Decimal> points;
    for (const Ranked::One& one : ranked_.scored) points.push_back(one.points);
    const auto by_rank = grades_by_quota(quota_, points);
    std::vector<Saying> people;
    Codes earned;
    Codes given;
    std::vector<Position> evidence;
    for (std::size_t i = 0; i < by_rank.size(); ++i) {
      const One& one = grades_.at(ranked_.scored[i].person);
      const Code& grade = quota_.grades[by_rank[i]].grade;
      if (one.grade == grade) continue;
      earned.push_back(grade);
      given.push_back(one.grade);
      people.push_back(saying(PersonId{ranked_.scored[i].person}));
      evidence.push_back(one.position.value_or(ranked_.scored[i].position));
    }
    if (people.empty()) return std::nullopt;
    return unmet(evidence, "等次与得分名次不符：{}", "graded otherwise than ranked: {}", listed(people))
        .asks("{}", words_of(policy, "grade", earned))
        .found("{}", words_of(policy, "grade", given));
  }

 private:
  /// Of everybody who is ranked: the number of people is the base of the shares.
  std::vector<Position> scores() const {
    std::vector<Position> out;
    for (const Ranked::One& one : ranked_.scored) out.push_back(one.position);
    return out;
  }

  struct One {
    Code grade;
    std::optional<Position> position;  ///< none yet: the judged event's own
  };

  const Quota& quota_;
  const Ranked& ranked_;
  std::vector<std::int64_t> counts_;
  std::map<std::string, One, std::less<>> grades_;
  bool complete_ = false;
};

/// The shares are of those assessed: where somebody has no score and the policy leaves open what then, or who
/// is graded was never assessed, nobody can tell them.
std::optional<Objection> scores_missing(const PolicyView& policy, const Made& made, const Ranked& ranked,
                                        const std::string& unit) {
  if (policy.get(kUnscored, made.scheme.value)) return std::nullopt;
  std::vector<std::string> people = ranked.unscored;
  const std::string& graded = made.person->value;
  const bool is_assessed =
      std::ranges::find(people, graded) != people.end() ||
      std::ranges::any_of(ranked.scored, [&](const Ranked::One& one) { return one.person == graded; });
  if (!is_assessed) people.push_back(graded);
  if (people.empty()) return std::nullopt;
  std::vector<Saying> said;
  for (const std::string& person : people) said.push_back(saying(PersonId{person}));
  return unmet("{0} 有 {1} 人未评分，无从核对等次比例：{2}",
               "{1} of {0} have no score, so the shares cannot be told: {2}", OrgId{unit}, people.size(),
               listed(said))
      .asks("{}", phrase("全部评分", "a score of everybody"))
      .found("{}", phrase("{} 人未评分", "{} without a score", people.size()));
}

/// A unit is ranked and counted once an act, at the act's last grade of it: the cost of an act does not grow
/// with the square of the unit.
Objections within_quota(const Judged& judged, const Made& made) {
  const auto quota = quota_of(judged.policy, made.scheme.value);
  if (!quota || !made.person) return std::nullopt;
  const auto unit_of = [&](const OrgId& org) {
    return quota_unit(judged.facts, judged.policy, made.scheme.value, org.value, judged.event.on);
  };
  const auto unit = unit_of(made.org);
  if (!unit) return std::nullopt;
  const auto of_the_unit = [&](const Event& event) -> std::optional<Made> {
    auto other = made_by(judged.facts, event);
    const bool same = other && other->person && other->scheme == made.scheme &&
                      other->period == made.period && (other->org == made.org || unit_of(other->org) == unit);
    return same ? std::move(other) : std::nullopt;
  };
  Codes given_now{made.grade};
  if (const auto here = ordinal_of(judged)) {
    const auto& events = judged.act.events;
    for (std::size_t i = *here + 1; i < events.size(); ++i) {
      if (of_the_unit(events[i])) return std::nullopt;
    }
    for (std::size_t i = 0; i < *here; ++i) {
      if (const auto other = of_the_unit(events[i])) given_now.push_back(other->grade);
    }
  }
  const auto ranked =
      rank(judged.facts, judged.policy, made.scheme.value, made.period, *unit, judged.event.on);
  const auto graded = grades_below(judged.facts, made.scheme.value, made.period, *unit, judged.event.on);
  if (!ranked) return tl::unexpected(ranked.error());
  if (!graded) return tl::unexpected(graded.error());
  if (auto missing = scores_missing(judged.policy, made, *ranked, *unit)) return missing;
  const UnitGrades grades(*quota, *ranked, *graded, made);
  auto found = grades.shares(judged.policy, OrgId{*unit}, given_now);
  return found ? found : grades.ranks(judged.policy);
}

}  // namespace

form::Gate within_shares() { return gate_of_grades<&within_quota>(); }

}  // namespace tenure

#include "domain/appraisal/computations.h"

#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/appraisal/made.h"
#include "domain/appraisal/policy.h"
#include "domain/appraisal/quota.h"
#include "domain/appraisal/score.h"
#include "domain/appraisal/unit_quota.h"

namespace tenure {

namespace {

using form::Computed;
using form::kPeople;
using form::kPoints;
using form::Part;
using form::unknown;

constexpr std::string_view kLeftOut = "left_out";

Decimal whole(std::int64_t n) { return {n * Decimal::kScale}; }

/// An organiser's, of the year.
template <Computed (*Compute)(const Facts&, const PolicyView&, std::string_view, std::string_view,
                              const Period&)>
Result<Computed> of_organiser(const Asked& asked) {
  return Compute(asked.facts, asked.policy, asked.subject, kOrganiser, asked.year());
}

/// The share of satisfied votes, of 100.
std::optional<Decimal> satisfied(const AppraisalStep& ballot, const Codes& positive) {
  std::int64_t all = 0;
  std::int64_t good = 0;
  for (const BallotCount& votes : ballot.votes) {
    all += votes.count;
    if (holds(positive, votes.option)) good += votes.count;
  }
  if (all == 0) return std::nullopt;
  return Decimal{good * 100 * Decimal::kScale / all};
}

Saying of_step(const Asked& asked, const AppraisalStep& step) {
  // A committee is an organisation.
  if (step.kind == AppraisalStepKind::committee) return saying(OrgId{step.who.value});
  return word_of(asked.policy, "audience", step.who);
}

/// What each of the sources of the annual result says, of 100: the committee, the ballots, the contests.
std::vector<Part> ticket_parts(const Asked& asked, const PersonAppraisal& row) {
  std::vector<Part> out;
  const auto positive = asked.policy.get(kPositiveOptions);
  const auto by_rank = asked.policy.get(kContestPoints);
  for (const AppraisalStep& step : row.steps) {
    if (!is_step_of(step, kAnnual, asked.year())) continue;
    if (step.kind == AppraisalStepKind::committee && step.points)
      out.push_back(
          {"committee", "党委考评", "committee", *step.points, {step.position}, of_step(asked, step)});
    const auto share =
        step.kind == AppraisalStepKind::ballot && positive ? satisfied(step, *positive) : std::nullopt;
    if (share)
      out.push_back({"ballot", "群众测评", "ballots", *share, {step.position}, of_step(asked, step)});
  }
  for (const ContestResult& contest : row.contests) {
    const auto points = by_rank ? value_at(*by_rank, whole(contest.rank)) : contest.points;
    if (points)
      out.push_back({"contest", "竞赛评比", "contest", *points, {contest.position}, saying(contest.period)});
  }
  return out;
}

/// "excellent/p-1"
Saying grade_for(const Asked& asked, std::string_view vocabularies, const Code& grade,
                 const std::string& person) {
  Saying out = phrase("{} {}", "{} {}", word_of(asked.policy, vocabularies, grade), PersonId{person});
  out.data = grade.value + "/" + person;
  return out;
}

}  // namespace

Result<Computed> monthly_score(const Asked& asked) {
  return score_of(asked.facts, asked.policy, asked.subject, kMonthly, asked.month());
}

Result<Computed> organiser_score(const Asked& asked) { return of_organiser<&score_of>(asked); }
Result<Computed> organiser_review(const Asked& asked) { return of_organiser<&review_points>(asked); }
Result<Computed> organiser_bonus(const Asked& asked) { return of_organiser<&bonus_points>(asked); }

Result<Computed> appraisal_result(const Asked& asked) {
  Computed out{std::nullopt, kPoints, {}, {}};
  const auto* row = asked.facts.row<PersonAppraisal>(asked.subject, asked.year().part());
  if (row != nullptr) out.parts = ticket_parts(asked, *row);
  if (out.parts.empty()) return unknown(kPoints, phrase("当年没有记录", "nothing is recorded for the year"));
  Decimal sum;
  for (const std::string_view source : {"committee", "ballot", "contest"}) {
    std::int64_t points = 0;
    std::int64_t count = 0;
    for (const Part& part : out.parts) {
      if (part.name != source) continue;
      points += part.value.scaled;
      ++count;
    }
    const auto weight = asked.policy.get(kTicketWeight, source);
    if (count > 0 && !weight)
      out.why = phrase("政策未规定“{}”的权重", "the policy gives no weight for {}",
                       word_of(asked.policy, "result_weight", source));
    if (count > 0 && weight) sum.scaled += points / count * weight->value.scaled / Decimal::kScale;
  }
  if (out.why.empty()) out.value = sum;
  return out;
}

Result<Computed> grade_quota(const Asked& asked) {
  const auto quota = quota_of(asked.policy, kMonthly);
  const auto unit = quota_unit(asked.facts, asked.policy, kMonthly, asked.subject, asked.on);
  if (!quota) return unknown(kPeople, phrase("政策未规定等次比例", "the policy sets no quota"));
  if (!unit) return unknown(kPeople, phrase("此处没有按比例评定的组织", "no organisation here has a quota"));
  const auto ranked = rank(asked.facts, asked.policy, kMonthly, asked.month(), *unit, asked.on);
  if (!ranked) return tl::unexpected(ranked.error());
  const auto people = people_of(asked.policy, kMonthly, *ranked);
  if (!people) {
    Computed out =
        unknown(kPeople, phrase("{} 人未评分，政策未规定如何处理",
                                "{} people have no score, and the policy does not say what becomes of them",
                                ranked->unscored.size()));
    out.org = *unit;
    return out;
  }
  Computed out{whole(*people), kPeople, {}, {}, *unit};
  const auto counts = quota_counts(*quota, *people);
  for (std::size_t i = 0; i < counts.size(); ++i)
    out.parts.push_back({"count",
                         "名额",
                         "places",
                         whole(counts[i]),
                         {},
                         word_of(asked.policy, "grade", quota->grades[i].grade)});
  std::vector<Decimal> points;
  for (const Ranked::One& one : ranked->scored) points.push_back(one.points);
  const auto grades = grades_by_quota(*quota, points);
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const Ranked::One& one = ranked->scored[i];
    out.parts.push_back({"proposed",
                         "建议等次",
                         "proposed grade",
                         one.points,
                         {one.position},
                         grade_for(asked, "grade", quota->grades[grades[i]].grade, one.person),
                         kPoints});
  }
  const auto unscored = asked.policy.get(kUnscored, kMonthly);
  for (const std::string& person : ranked->unscored) {
    if (unscored->value != kLeftOut)
      out.parts.push_back(
          {"unscored", "未评分", "unscored", {}, {}, grade_for(asked, "grade unscored", *unscored, person)});
  }
  return out;
}

}  // namespace tenure

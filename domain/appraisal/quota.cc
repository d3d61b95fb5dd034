#include "domain/appraisal/quota.h"

#include <algorithm>
#include <numeric>

#include "domain/appraisal/policy.h"
#include "domain/appraisal/score.h"
#include "domain/registry/hierarchy.h"

namespace tenure {
namespace {

std::int64_t rounded(std::int64_t people, Decimal share, Rounding rounding) {
  const std::int64_t parts = people * share.scaled;
  const std::int64_t added = rounding == Rounding::floor     ? 0
                             : rounding == Rounding::nearest ? Decimal::kScale / 2
                                                             : Decimal::kScale - 1;
  return (parts + added) / Decimal::kScale;
}

std::optional<Rounding> rounding_of(const Setting<Code>& word) {
  if (!word || word->value == "floor") return Rounding::floor;
  if (word->value == "nearest") return Rounding::nearest;
  if (word->value == "ceiling") return Rounding::ceiling;
  return std::nullopt;
}

std::optional<Ties> ties_of(const Setting<Code>& word) {
  if (!word || word->value == "recorded") return Ties::recorded;
  if (word->value == "together") return Ties::together;
  return std::nullopt;
}

}  // namespace

std::vector<std::int64_t> quota_counts(const Quota& quota, std::int64_t people) {
  std::vector<std::int64_t> out(quota.grades.size(), 0);
  std::int64_t left = people;
  const bool too_few = people < quota.people_min;
  // The best grades first: where rounding up asks for more than there are, the last ones get fewer.
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i == quota.rest || too_few) continue;
    out[i] = std::min(rounded(people, quota.grades[i].share, quota.rounding), left);
    left -= out[i];
  }
  out[quota.rest] = left;
  return out;
}

std::vector<std::size_t> grades_by_quota(const Quota& quota, const std::vector<Decimal>& points) {
  const auto counts = quota_counts(quota, static_cast<std::int64_t>(points.size()));
  std::vector<std::size_t> out;
  for (std::size_t grade = 0; grade < counts.size(); ++grade)
    out.insert(out.end(), static_cast<std::size_t>(counts[grade]), grade);
  if (quota.ties == Ties::recorded) return out;
  const auto given = out;
  for (std::size_t i = 1; i < given.size(); ++i) {
    if (points[i] != points[i - 1] || given[i] == given[i - 1]) continue;
    for (std::size_t j = 0; j < given.size(); ++j) {
      if (points[j] == points[i]) out[j] = quota.rest;
    }
  }
  return out;
}

std::optional<Quota> quota_of(const PolicyView& policy, std::string_view scheme) {
  const auto grades = policy.get(kGrades, scheme);
  const auto rest = policy.get(kQuotaRest, scheme);
  const auto rounding = rounding_of(policy.get(kQuotaRounding, scheme));
  const auto ties = ties_of(policy.get(kQuotaTies, scheme));
  if (!grades || !rest || !rounding || !ties) return std::nullopt;
  Quota out;
  for (const Code& grade : *grades) {
    const auto share = policy.get(kQuota, scheme, grade.value);
    if (!share) return std::nullopt;
    if (grade == *rest) out.rest = out.grades.size();
    out.grades.push_back({grade, share->value});
  }
  out.rounding = *rounding;
  out.ties = *ties;
  out.people_min = policy.get(kQuotaMin, scheme).value.value_or(0);
  return out;
}

std::optional<std::string> quota_unit(const Facts& facts, const PolicyView& policy, std::string_view scheme,
                                      std::string_view org, Date on) {
  const auto kind = policy.get(kQuotaUnit, scheme);
  std::optional<std::string> unit;
  if (!kind) return unit;
  climb(facts, org, on, [&](std::string_view at) {
    const auto* row = facts.row<OrgRow>(at);
    if (row != nullptr && row->kind == *kind) unit.emplace(at);
    return unit.has_value();
  });
  return unit;
}

Result<Ranked> rank(const Facts& facts, const PolicyView& policy, std::string_view scheme,
                    const Period& period, std::string_view unit, Date on) {
  const auto orgs = orgs_below(facts, unit, on);
  if (!orgs) return tl::unexpected(orgs.error());
  Ranked out;
  for (const std::string& org : *orgs) {
    for (const Assessed& assessed : facts.items<&OrgAppraisal::assessed>(org, period.str())) {
      if (assessed.scheme.value != scheme) continue;
      const auto& scores =
          facts.items<&PersonScores::scores>(assessed.person.str(), score_part(assessed.scheme, period));
      const auto score = score_of(facts, policy, assessed.person.str(), scheme, period);
      if (!score.value || scores.empty()) {
        out.unscored.push_back(assessed.person.str());
        continue;
      }
      const auto first = std::ranges::min_element(scores, {}, &Score::position);
      out.scored.push_back({assessed.person.str(), *score.value, first->position});
    }
  }
  std::sort(out.scored.begin(), out.scored.end(), [](const Ranked::One& a, const Ranked::One& b) {
    return a.points != b.points ? a.points > b.points : a.position < b.position;
  });
  return out;
}

Result<std::vector<Graded>> grades_below(const Facts& facts, std::string_view scheme, const Period& period,
                                         std::string_view unit, Date on) {
  const auto orgs = orgs_below(facts, unit, on);
  if (!orgs) return tl::unexpected(orgs.error());
  std::vector<Graded> out;
  for (const std::string& org : *orgs) {
    for (const Grade& grade : facts.items<&OrgAppraisal::grades>(org, period.str())) {
      const Code* at_last = grade.scheme.value == scheme ? grade.at_last() : nullptr;
      if (at_last != nullptr) out.push_back({&grade, at_last});
    }
  }
  return out;
}

}  // namespace tenure

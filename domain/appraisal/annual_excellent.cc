#include "domain/appraisal/annual_excellent.h"

#include <fmt/format.h>

#include "domain/appraisal/grades.h"
#include "domain/appraisal/made.h"
#include "domain/appraisal/policy.h"

namespace tenure {

namespace {

using form::Anchor;

constexpr int kMonthsAYear = 12;

/// Months of the year that were assessed less than all: prorated only where the policy says so. (A58)
std::int64_t excellent_needed(const PolicyView& policy, std::int64_t needed, std::size_t months) {
  if (!policy.is_true(kProrate) || months >= kMonthsAYear) return needed;
  return (needed * static_cast<std::int64_t>(months) + kMonthsAYear - 1) / kMonthsAYear;
}

/// Why a year's months do not deserve the annual grade; `all` are those that were graded.
std::optional<Objection> months_object(const PolicyView& policy, const std::vector<Position>& excellent,
                                       const std::vector<Position>& poor, std::size_t all) {
  const auto least = policy.get(kExcellentMonths);
  const auto most = policy.get(kPoorMonths);
  if (least) {
    const std::int64_t needed = excellent_needed(policy, *least, all);
    if (static_cast<std::int64_t>(excellent.size()) < needed)
      return unmet(excellent, "优秀 {} 个月，不足 {} 个月", "{} excellent months, {} are needed",
                   excellent.size(), needed)
          .asks("{} ≥ {}", word_of(policy, "grade", kExcellent), many(needed, form::kMonths))
          .found("{}", many(static_cast<std::int64_t>(excellent.size()), form::kMonths));
  }
  if (most && static_cast<std::int64_t>(poor.size()) > *most)
    return unmet(poor, "较差 {} 个月，超过 {} 个月", "{} poor months, at most {}", poor.size(), *most)
        .asks("{} ≤ {}", word_of(policy, "grade", kPoor), many(*most, form::kMonths))
        .found("{}", many(static_cast<std::int64_t>(poor.size()), form::kMonths));
  return std::nullopt;
}

Objections annual_excellent(const Judged& judged, const Made& event) {
  const bool asked = event.scheme.value == kAnnual && event.grade.value == kExcellent && event.person &&
                     event.period.calendar();
  if (!asked) return std::nullopt;
  const auto months = [&](std::string_view grade) {
    return months_graded(judged.facts, event.person->value, event.period.year, grade, judged.event.on);
  };
  return months_object(judged.policy, months(kExcellent), months(kPoor), months({}).size());
}

/// The other way round: a month's grade that an annual excellent, which stands, does not bear.
Objections bears_annual_excellent(const Judged& judged, const Made& event) {
  if (event.scheme.value != kMonthly || !event.person || !event.period.calendar()) return std::nullopt;
  const Grade* annual =
      grade_of(judged.facts, event.person->value, kAnnual, Period::of_year(event.period.year));
  const Code* stands = annual == nullptr ? nullptr : annual->at_last();
  if (stands == nullptr || stands->value != kExcellent) return std::nullopt;
  std::vector<Position> excellent;
  std::vector<Position> poor;
  std::size_t all = 1;
  const auto count = [&](const Code& grade, Position position) {
    if (grade.value == kExcellent) excellent.push_back(position);
    if (grade.value == kPoor) poor.push_back(position);
  };
  count(event.grade, annual->position);
  for (const Grade& month :
       judged.facts.items<&PersonAppraisal::grades>(event.person->value, event.period.part())) {
    const Code* grade = month.scheme.value == kMonthly ? month.at_last() : nullptr;
    if (grade == nullptr || month.period == event.period) continue;
    ++all;
    count(*grade, month.position);
  }
  auto found = months_object(judged.policy.of(Period::of_year(event.period.year)), excellent, poor, all);
  if (!found) return std::nullopt;
  found->zh = fmt::format("年度优秀（{}）不再成立：{}", annual->position.str(), found->zh);
  found->en =
      fmt::format("the annual excellent at {} is not deserved: {}", annual->position.str(), found->en);
  found->evidence.insert(found->evidence.begin(), annual->position);
  return found;
}

/// An annual excellent that the year's months, as they stand on the date, do not bear: until either is
/// revised.
std::vector<Anchor> undeserved_excellent(const Asked& asked) {
  std::vector<Anchor> out;
  const auto years = asked.facts.parts(kView<PersonAppraisal>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const Grade& grade : asked.facts.items<&PersonAppraisal::grades>(asked.subject, year)) {
      const Code* held = grade.scheme.value == kAnnual ? grade.in_force(asked.on) : nullptr;
      if (held == nullptr || held->value != kExcellent || !grade.period.calendar()) continue;
      const auto months = [&](std::string_view word) {
        return months_graded(asked.facts, asked.subject, grade.period.year, word, asked.on);
      };
      const auto found =
          months_object(asked.policy.of(grade.period), months(kExcellent), months(kPoor), months({}).size());
      if (!found) continue;
      Date since = says_so_since(grade, asked.on);
      for (const Grade& month : asked.facts.items<&PersonAppraisal::grades>(asked.subject, year)) {
        if (month.scheme.value == kMonthly && month.on <= asked.on)
          since = std::max(since, says_so_since(month, asked.on));
      }
      out.push_back(
          {since, std::nullopt, grade.position, grade.org.str(), std::string(kAnnual), grade.period});
    }
  }
  return out;
}

bool only_the_record_clears(const Anchor&, const Event&) { return false; }

}  // namespace

form::Gate excellent_is_deserved() { return gate_of_grades<&annual_excellent>(); }
form::Gate excellent_is_borne() { return gate_of_grades<&bears_annual_excellent>(); }
form::Expectation excellent_rings() {
  return {.subject = SubjectKind::person,
          .anchors = &undeserved_excellent,
          .expects = on<DecisionRevised>(),
          .serves = &only_the_record_clears};
}

}  // namespace tenure

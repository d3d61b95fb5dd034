#include "domain/appraisal/grades.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/appraisal/policy.h"

namespace tenure {
namespace {

/// The person's grades of all years, in the order of the years; a storage failure is the caller's to see.
std::vector<const Grade*> all_grades(const Facts& facts, std::string_view person) {
  std::vector<const Grade*> out;
  const auto parts = facts.parts(kView<PersonAppraisal>, person);
  if (!parts) return out;
  for (const std::string& part : *parts) {
    for (const Grade& grade : facts.items<&PersonAppraisal::grades>(person, part)) out.push_back(&grade);
  }
  return out;
}

}  // namespace

const Grade* grade_of(const Facts& facts, std::string_view person, std::string_view scheme,
                      const Period& period) {
  return find_first(facts.items<&PersonAppraisal::grades>(person, period.part()), [&](const Grade& grade) {
    return grade.scheme.value == scheme && grade.period == period;
  });
}

Graded grade_on(const Facts& facts, std::string_view person, std::string_view scheme, const Period& period,
                Date on) {
  const Grade* record = grade_of(facts, person, scheme, period);
  const Code* grade = record == nullptr ? nullptr : record->in_force(on);
  return grade == nullptr ? Graded() : Graded{record, grade};
}

Date says_so_since(const Grade& record, Date on) {
  Date since = record.on;
  std::optional<Code> said = record.determined;
  for (const Revision& revision : record.revisions) {
    if (on < revision.on) break;
    if (revision.grade != said) since = revision.on;
    said = revision.grade;
  }
  return since;
}

Graded newest_grade(const Facts& facts, std::string_view person, std::string_view scheme, Date on) {
  Graded out;
  for (const Grade* grade : all_grades(facts, person)) {
    const Code* in_force = grade->in_force(on);
    const bool asked = scheme.empty() || grade->scheme.value == scheme;
    if (!asked || in_force == nullptr || (out.record != nullptr && grade->on < out.record->on)) continue;
    out = {grade, in_force};
  }
  return out;
}

std::vector<Position> months_graded(const Facts& facts, std::string_view person, int year,
                                    std::string_view grade, Date on) {
  std::vector<Position> out;
  for (const Grade& month : facts.items<&PersonAppraisal::grades>(person, Period::of_year(year).part())) {
    const Code* in_force = month.scheme.value == kMonthly ? month.in_force(on) : nullptr;
    if (in_force != nullptr && (grade.empty() || in_force->value == grade)) out.push_back(month.position);
  }
  return out;
}

Objections cites_result(const Judged& judged, const PersonId& person, const std::vector<ShortText>& basis,
                        std::span<const std::string_view> uses) {
  std::optional<Objection> found;
  for (const Code& scheme : judged.policy.words(kSchemeUses)) {
    const auto of_scheme = judged.policy.get(kSchemeUses, scheme.value);
    const bool decides = of_scheme && std::any_of(of_scheme->begin(), of_scheme->end(), [&](const Code& use) {
                           return std::find(uses.begin(), uses.end(), use.value) != uses.end();
                         });
    const Graded newest =
        decides ? newest_grade(judged.facts, person.value, scheme.value, judged.event.on) : Graded();
    if (newest.record == nullptr) continue;
    const std::string position = newest.record->position.str();
    const auto document = judged.facts.document_no(newest.record->position);
    if (!document) return tl::unexpected(document.error());
    const bool cited = std::any_of(basis.begin(), basis.end(), [&](const ShortText& text) {
      return text.value == position || (*document && text == **document);
    });
    if (cited) return std::nullopt;
    found = unmet({newest.record->position}, "未引用最近考核结果 {}（{}）",
                  "does not cite the latest result {} ({})", position,
                  word_of(judged.policy, "grade", *newest.grade))
                .asks("{}", position)
                .found("{}", phrase("{} 份依据中没有", "none of {}", basis.size()));
  }
  return found;
}

}  // namespace tenure

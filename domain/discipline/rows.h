// What discipline knows of a person: admonitions and how they ended.
#pragma once

#include "domain/discipline/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// `until`: as the event says; where it says nothing, the policy does.
struct Admonition {
  Date from;
  std::optional<Date> until;
  Code form;
  Code by;
  std::optional<Date> ended;
  std::optional<Code> outcome;
  Position position;
};
TENURE_STRUCT(Admonition, "诫勉", "Admonition",
  (from, "自", "from")
  (until, "至", "until")
  (form, "方式", "form")
  (by, "作出机关类别", "by")
  (ended, "解除日期", "ended")
  (outcome, "结论", "outcome")
  (position, "位置", "position"));

struct PersonDiscipline {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<Admonition> admonitions;

  /// The admonition that was issued at the position, or null.
  const Admonition* admonition_at(Position position) const;
};
TENURE_STRUCT(PersonDiscipline, "个人诫勉", "Person's discipline", (admonitions, "诫勉", "admonitions"));

using DisciplineRows = RowList<PersonDiscipline>;
// clang-format on

void apply(PersonDiscipline& row, const Dated<AdmonitionIssued>& event);
void apply(PersonDiscipline& row, const Dated<AdmonitionEnded>& event);

}  // namespace tenure

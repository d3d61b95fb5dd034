// What discipline knows of a person: admonitions and how they ended.
#pragma once

#include "domain/discipline/events.h"

namespace tenure {

/// `until`: as the event says; where it says nothing, the policy does.
TENURE_STRUCT(Admonition, "诫勉", "Admonition",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")
  (Code, form, "方式", "form")
  (Code, by, "作出机关类别", "by")
  (std::optional<Date>, ended, "解除日期", "ended")
  (std::optional<Code>, outcome, "结论", "outcome")
  (Position, position, "位置", "position"));

struct PersonDiscipline {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  TENURE_FIELDS(PersonDiscipline, "个人诫勉", "Person's discipline",
    (std::vector<Admonition>, admonitions, "诫勉", "admonitions"));

  /// The admonition that was issued at the position, or null.
  const Admonition* admonition_at(Position position) const;
};

using DisciplineRows = RowList<PersonDiscipline>;

}  // namespace tenure

// What discipline knows of a person: admonitions and sanctions and how they ended, decisions that take
// offices away.
#pragma once

#include "domain/act/unanswered.h"
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
  (Position, position, "位置", "position")
  (Ref<OrgId>, org, "组织", "organisation"));

TENURE_STRUCT(Sanction, "处分", "Sanction",
  (Date, from, "自", "from")
  (Code, kind, "处分种类", "kind")
  (std::optional<Date>, until, "至", "until")
  (std::optional<Date>, lifted, "解除日期", "lifted")
  (Position, position, "位置", "position"));

/// A decision that takes an office away: dismissals.h says how much of it.
TENURE_STRUCT(Dismissal, "去职决定", "Dismissal",
  (Date, on, "日期", "on")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::optional<Code>, post, "职务", "post")
  (Code, word, "决定", "decision")
  (Position, position, "位置", "position"));

struct PersonDiscipline {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  TENURE_FIELDS(PersonDiscipline, "个人诫勉", "Person's discipline",
    (std::vector<Admonition>, admonitions, "诫勉", "admonitions")
    (std::vector<Sanction>, sanctions, "处分", "sanctions")
    (std::vector<Dismissal>, dismissals, "去职决定", "dismissals")
    (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

  /// The admonition that was issued at the position, or null.
  const Admonition* admonition_at(Position position) const;
};

using DisciplineRows = RowList<PersonDiscipline>;

}  // namespace tenure

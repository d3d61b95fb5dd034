// What the reserve knows: the steps of a person's cultivation, and who guides whom.
#pragma once

#include "domain/act/unanswered.h"
#include "domain/reserve/events.h"

namespace tenure {

TENURE_ENUM(Stage, (activist, "入党积极分子", "activist")(member, "党员", "member")(reserve, "后备人才", "reserve")
            (placement, "岗位锻炼", "placement"));

/// One step of a person's cultivation. `until` is the day on which a listing or posting ended.
struct CultivationStep {
  TENURE_FIELDS(CultivationStep, "培养环节", "Cultivation step",
    (Ref<PersonId>, person, "人员", "person")
    (Ref<OrgId>, org, "组织", "organisation")
    (Stage, stage, "阶段", "stage", Stage::activist)
    (Date, from, "自", "from")
    (std::optional<Date>, until, "至", "until")
    /// an activist's group, a reserve's source, how a posting is made
    (std::optional<Code>, group, "类别", "group")
    (std::optional<Code>, tier, "层级", "tier")
    (std::optional<Code>, post, "职务", "post")
    (std::optional<Code>, result, "结果", "result")  ///< why a listing ended, how a posting was evaluated
    (Position, position, "位置", "position"));

  bool holds_on(Date date) const { return from <= date && (!until || date < *until); }
};

/// The steps of a person, in the order of their dates.
TENURE_ROW(PersonCultivation, person, "个人培养", "Person's cultivation",
  (std::vector<CultivationStep>, steps, "培养环节", "steps")
  (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

/// The steps that one person (the part) took in an organisation.
TENURE_ROW(OrgCultivation, org, "组织培养", "Organisation's cultivation",
  (std::vector<CultivationStep>, steps, "培养环节", "steps"));

/// A mentor and whom they guide, until `until`.
struct Pair {
  TENURE_FIELDS(Pair, "结对", "Pair",
    (Ref<PersonId>, person, "培养对象", "person")
    (Ref<PersonId>, mentor, "培养人", "mentor")
    (Ref<OrgId>, org, "组织", "organisation")
    (std::optional<Code>, role, "身份", "role")
    (Date, from, "自", "from")
    (std::optional<Date>, until, "至", "until")
    (std::int32_t, contacts, "联系次数", "contacts", 0)
    (std::optional<Date>, last_contact, "最近联系", "last contact")
    (Position, position, "位置", "position"));

  bool holds_on(Date date) const { return from <= date && (!until || date < *until); }
};

/// The pairs that a person is in, on either side.
TENURE_ROW(PersonPairs, person, "结对培养", "Person's pairs", (std::vector<Pair>, pairs, "结对", "pairs"));

using ReserveRows = RowList<PersonCultivation, OrgCultivation, PersonPairs>;

}  // namespace tenure

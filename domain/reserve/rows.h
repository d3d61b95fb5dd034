// What the reserve knows: the steps of a person's cultivation, and who guides whom.
#pragma once

#include "domain/reserve/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

TENURE_ENUM(Stage, (activist, "入党积极分子", "activist")(member, "党员", "member")(reserve, "后备人才", "reserve")
            (placement, "岗位锻炼", "placement"));

/// One step of a person's cultivation. `until` is the day on which a listing or posting ended.
struct CultivationStep {
  Ref<PersonId> person;
  Ref<OrgId> org;
  Stage stage = Stage::activist;
  Date from;
  std::optional<Date> until;
  std::optional<Code> group;  ///< an activist's group, a reserve's source, how a posting is made
  std::optional<Code> tier;
  std::optional<Code> post;
  std::optional<Code> result;  ///< why a listing ended, how a posting was evaluated
  Position position;

  bool holds_on(Date date) const { return from <= date && (!until || date < *until); }
};
TENURE_STRUCT(CultivationStep, "培养环节", "Cultivation step",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (stage, "阶段", "stage")
  (from, "自", "from")
  (until, "至", "until")
  (group, "类别", "group")
  (tier, "层级", "tier")
  (post, "职务", "post")
  (result, "结果", "result")
  (position, "位置", "position"));

/// The steps of a person, in the order of their dates.
struct PersonCultivation {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<CultivationStep> steps;
};
TENURE_STRUCT(PersonCultivation, "个人培养", "Person's cultivation", (steps, "培养环节", "steps"));

/// The steps that one person (the part) took in an organisation.
struct OrgCultivation {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<CultivationStep> steps;
};
TENURE_STRUCT(OrgCultivation, "组织培养", "Organisation's cultivation", (steps, "培养环节", "steps"));

/// A mentor and whom they guide, until `until`.
struct Pair {
  Ref<PersonId> person;
  Ref<PersonId> mentor;
  Ref<OrgId> org;
  std::optional<Code> role;
  Date from;
  std::optional<Date> until;
  std::int32_t contacts = 0;
  std::optional<Date> last_contact;
  Position position;

  bool holds_on(Date date) const { return from <= date && (!until || date < *until); }
};
TENURE_STRUCT(Pair, "结对", "Pair",
  (person, "培养对象", "person")
  (mentor, "培养人", "mentor")
  (org, "组织", "organisation")
  (role, "身份", "role")
  (from, "自", "from")
  (until, "至", "until")
  (contacts, "联系次数", "contacts")
  (last_contact, "最近联系", "last contact")
  (position, "位置", "position"));

/// The pairs that a person is in, on either side.
struct PersonPairs {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<Pair> pairs;
};
TENURE_STRUCT(PersonPairs, "结对培养", "Person's pairs", (pairs, "结对", "pairs"));

using ReserveRows = RowList<PersonCultivation, OrgCultivation, PersonPairs>;

/// Both rows keep steps, and the same events change them alike.
template <class Row>
concept KeepsSteps = std::is_same_v<Row, PersonCultivation> || std::is_same_v<Row, OrgCultivation>;

void change(std::vector<CultivationStep>& steps, const Dated<ReserveListed>& event);
void change(std::vector<CultivationStep>& steps, const Dated<ReserveRemoved>& event);
void change(std::vector<CultivationStep>& steps, const Dated<ActivistIdentified>& event);
void change(std::vector<CultivationStep>& steps, const Dated<MemberAdmitted>& event);
void change(std::vector<CultivationStep>& steps, const Dated<PlacementStarted>& event);
void change(std::vector<CultivationStep>& steps, const Dated<PlacementEnded>& event);

template <KeepsSteps Row, class E>
requires requires(std::vector<CultivationStep>& steps, const Dated<E>& event) { change(steps, event); }
void apply(Row& row, const Dated<E>& event) { change(row.steps, event); }

template <class E>
requires requires(std::vector<CultivationStep>& steps, const Dated<E>& event) { change(steps, event); }
std::vector<std::string> parts(const OrgCultivation&, const Dated<E>& event) { return {event.data.person.value}; }

void apply(PersonPairs& row, const Dated<MentorAssigned>& event);
void apply(PersonPairs& row, const Dated<MentorContactLogged>& event);

/// The open step of that stage, organisation and (of a posting) post, or null.
const CultivationStep* open_step(const std::vector<CultivationStep>& steps, Stage stage, const OrgId& org, const std::optional<Code>& post);

}  // namespace tenure

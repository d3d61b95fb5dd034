#include <algorithm>
#include <limits>
#include <tuple>

#include "domain/core/both.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/rows.h"
#include "domain/words/known.h"

namespace tenure {

const RuleTable& registry_rules();  // rule_table.cc

namespace {

/// The last dated fact that began on or before `date`.
template <class T>
const T* holds_on(const std::vector<T>& facts, Date date) {
  return find_last(facts, [&](const T& fact) { return fact.from <= date; });
}

template <class Row>
void note_since(Row& row, Date on) {
  row.since = row.since ? std::min(*row.since, on) : on;
}

Duty duty_of(const Dated<DutyAssigned>& event) {
  std::optional<Ref<PersonId>> person;
  if (event.data.person) person = Ref<PersonId>{*event.data.person};
  return {event.on,         event.data.until, Ref<OrgId>{event.data.org}, person, event.data.duty,
          event.data.level, event.position};
}

std::vector<std::string> whole_row_if(bool touched) {
  if (!touched) return {};
  return {std::string()};
}

std::vector<std::string> child_part(std::string_view self, const OrgId& child) {
  if (self == child.value) return {};
  return {child.value};
}

constexpr Date kForever{std::numeric_limits<std::int32_t>::max()};

Result<void> still_open(const Facts& facts, const OrgId& org, std::string where) {
  const auto* row = facts.row<OrgRow>(org.value);
  if (row != nullptr && row->closed)
    return refuse(Reason::already, std::move(where),
                  both("已于 {} 撤销", "closed on {}", row->closed->str()));
  return {};
}

}  // namespace

const Ref<OrgId>* OrgRow::parent_on(Date date) const {
  const auto* found = holds_on(parents, date);
  // Before its first parent's date an organisation is judged by that first one: it never stood alone.
  if (found == nullptr && !parents.empty()) found = &parents.front();
  return found == nullptr ? nullptr : &found->parent;
}

const Ref<OrgId>* OrgRow::successor_on(Date date) const {
  return merged_into && closed && *closed <= date ? &*merged_into : nullptr;
}

const Ref<OrgId>* OrgRow::above_on(Date date) const {
  const auto* successor = successor_on(date);
  return successor != nullptr ? successor : parent_on(date);
}

const ShortText* OrgRow::name_on(Date date) const {
  const auto* found = holds_on(names, date);
  return found == nullptr ? nullptr : &found->name;
}

// What follows from the events.

static void apply(PersonKin& row, const Dated<KinshipDeclared>& event) {
  row.kin.push_back({event.data.other, event.data.relation, event.on, event.position});
}

static void apply(OrgRow& row, const Dated<OrgRegistered>& event) {
  row.registered = event.position;
  row.kind = event.data.kind;
  row.region_code = event.data.region_code;
  row.domain = event.data.domain;
  row.names.push_back({event.on, event.data.name, event.position});
  if (event.data.parent) row.parents.push_back({event.on, {*event.data.parent}, event.position});
}

static void apply(OrgRow& row, const Dated<OrgRenamed>& event) {
  row.names.push_back({event.on, event.data.name, event.position});
}

static void apply(OrgRow& row, const Dated<OrgParentChanged>& event) {
  row.parents.push_back({event.on, {event.data.parent}, event.position});
}

static void apply(OrgRow& row, const Dated<OrgMerged>& event) {
  row.closed = event.on;
  row.merged_into = Ref<OrgId>{event.data.into};
}

static void apply(OrgRow& row, const Dated<OrgClosed>& event) { row.closed = event.on; }

static void apply(OrgRow& row, const Dated<JointOrgEstablished>& event) {
  if (event.self != event.data.org.value) {
    row.joint_orgs.push_back({event.on, {event.data.org}});
    return;
  }
  row.joint_members.clear();
  for (const OrgId& member : event.data.members) row.joint_members.push_back({member});
}

template <OneOf<OrgRegistered, OrgParentChanged, OrgMerged> E>
static void apply(OrgChild& row, const Dated<E>& event) {
  note_since(row, event.on);
}

/// The row of the organisation itself; the parent learns of it as OrgChild.
template <OneOf<OrgRegistered, OrgParentChanged> E>
static std::vector<std::string> parts(const OrgRow&, const Dated<E>& event) {
  return whole_row_if(event.self == event.data.org.value);
}

static std::vector<std::string> parts(const OrgRow&, const Dated<OrgMerged>& event) {
  return whole_row_if(event.self != event.data.into.value);
}

template <OneOf<OrgRegistered, OrgParentChanged> E>
static std::vector<std::string> parts(const OrgChild&, const Dated<E>& event) {
  return child_part(event.self, event.data.org);
}

static std::vector<std::string> parts(const OrgChild&, const Dated<OrgMerged>& event) {
  std::vector<std::string> merged;
  if (event.self != event.data.into.value) return merged;
  for (const OrgId& org : event.data.merged) merged.push_back(org.value);
  return merged;
}

/// Calls `take` for each item of a list: what an event lists twice, as `what` it is, is there once.
template <class Item, class What, class Take>
static void each_once(const std::vector<Item>& items, What what, Take take) {
  for (auto item = items.begin(); item != items.end(); ++item) {
    const bool known =
        std::any_of(items.begin(), item, [&](const Item& before) { return what(before) == what(*item); });
    if (!known) take(*item);
  }
}

static void apply(OrgYear& row, const Dated<OrgProfileUpdated>& event) {
  const auto what = [](const Fact& fact) { return std::tie(fact.name, fact.number, fact.code, fact.text); };
  each_once(event.data.facts, what, [&](const Fact& fact) {
    row.facts.push_back({event.on, fact, event.position});
  });
}

static std::vector<std::string> parts(const OrgYear&, const Dated<OrgProfileUpdated>& event) {
  return {std::to_string(event.on.year())};
}

static void apply(PersonRow& row, const Dated<PersonRegistered>& event) {
  if (!row.registered) row.registered = event.position;
  if (event.data.moved_from) {
    const Ref<OrgId> from{*event.data.moved_from};
    std::erase(row.orgs, from);
    Membership* left = find_last(row.memberships,
                                 [&](const Membership& known) { return known.org == from && !known.until; });
    if (left != nullptr) left->until = event.on;
  }
  row.orgs.push_back({event.data.org});
  row.memberships.push_back({{event.data.org}, event.on, {}, event.position});
  row.name = event.data.name.commitment;
  if (event.data.id_number) row.id_number = event.data.id_number->commitment;
  row.sex = event.data.sex;
  row.role = event.data.role;
}

static void apply(PersonRow& row, const Dated<PersonAttributeRecorded>& event) {
  std::optional<Commitment> sealed;
  if (event.data.sealed) sealed = event.data.sealed->commitment;
  row.attributes.push_back(
      {event.on, event.data.attribute, event.data.value, event.data.date, sealed, event.position});
}

static void apply(PersonRow& row, const Dated<DeathRecorded>& event) {
  row.died = event.on;
  row.died_at = event.position;
}

static void apply(OrgPerson& row, const Dated<PersonRegistered>& event) {
  row.person = Ref<PersonId>{event.data.person};
  if (event.data.moved_from && event.data.moved_from->value == event.self) {
    row.until = event.on;
    return;
  }
  row.until.reset();
  note_since(row, event.on);
}

static std::vector<std::string> parts(const OrgPerson&, const Dated<PersonRegistered>& event) {
  return {event.data.person.value};
}

static void apply(PersonDuties& row, const Dated<DutyAssigned>& event) {
  row.duties.push_back(duty_of(event));
}
static void apply(OrgDuties& row, const Dated<DutyAssigned>& event) { row.duties.push_back(duty_of(event)); }

static void apply(OrgPosts& row, const Dated<PostsSet>& event) {
  row.seats.push_back({{event.data.org}, event.data.post, event.on, event.data.count, event.position});
}

static void apply(OrgPolicies& row, const Dated<PolicyAdopted>& event) {
  row.policies.push_back({event.on, event.data.until, event.data.title, event.data.status,
                          event.data.pack.has_value(), event.position, event.data.programme,
                          event.data.modules, event.data.principles});
}

static void apply(OrgConsultations& row, const Dated<PolicyConsulted>& event) {
  const auto what = [](const Respondents& group) {
    return std::tie(group.group, group.count, group.opinions);
  };
  each_once(event.data.respondents, what, [&](const Respondents& group) {
    row.asked.push_back(
        {event.on, event.data.title, group.group, group.count, group.opinions, event.position});
  });
}

static std::vector<std::string> parts(const OrgConsultations&, const Dated<PolicyConsulted>& event) {
  return {std::to_string(event.on.year())};
}

// Preconditions: nothing is registered, closed or recorded as dead twice; the hierarchy stays a tree.

static Result<void> precondition(const Facts& facts, const Dated<OrgRegistered>& event) {
  if (is_registered(facts, SubjectKind::org, event.data.org.value))
    return refuse(Reason::already, "data.org", event.data.org.value);
  if (event.data.parent == event.data.org)
    return refuse(Reason::bad_value, "data.parent", both("组织不能以自身为上级", "its own parent"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<OrgParentChanged>& event) {
  if (is_within(facts, event.data.parent.value, event.data.org.value, event.on)) {
    return refuse(
        Reason::bad_value, "data.parent",
        both("新上级是该组织自身或其下级", "the new parent is the organisation itself or below it"));
  }
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<OrgMerged>& event) {
  if (event.data.merged.empty()) return refuse(Reason::json_missing, "data.merged");
  for (const OrgId& org : event.data.merged) {
    if (org == event.data.into)
      return refuse(Reason::bad_value, "data.merged", both("不能并入自身", "merged into itself"));
    if (auto open = still_open(facts, org, "data.merged"); !open) return open;
    // From that day on for ever: neither then nor later may the successor stand below what it takes over.
    for (const Date date : {event.on, kForever}) {
      if (is_within(facts, event.data.into.value, org.value, date)) {
        return refuse(Reason::bad_value, "data.into",
                      both("{0} 在 {1} 之下，或已由其承继", "{0} stands below {1}, or went on in it",
                           event.data.into.value, org.value));
      }
    }
  }
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<OrgClosed>& event) {
  return still_open(facts, event.data.org, "data.org");
}

static Result<void> precondition(const Facts& facts, const Dated<PersonRegistered>& event) {
  const auto* row = facts.row<PersonRow>(event.data.person.value);
  if (event.data.moved_from == event.data.org)
    return refuse(Reason::bad_value, "data.moved_from", both("就是该组织自身", "the organisation itself"));
  if (row == nullptr) {
    if (event.data.moved_from) return refuse(Reason::absent, "data.moved_from", event.data.moved_from->value);
    return {};
  }
  const auto is_in = [&](const OrgId& org) {
    return std::ranges::find(row->orgs, Ref<OrgId>{org}) != row->orgs.end();
  };
  const auto& from = event.data.moved_from;
  if (from && !is_in(*from)) return refuse(Reason::absent, "data.moved_from", from->value);
  if (is_in(event.data.org))
    return refuse(Reason::already, "data.person",
                  both("{0} 已在 {1}", "{0} in {1}", event.data.person.value, event.data.org.value));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<DeathRecorded>& event) {
  const auto* row = facts.row<PersonRow>(event.data.person.value);
  if (row != nullptr && row->died)
    return refuse(Reason::already, "data.person", both("已于 {} 去世", "died on {}", row->died->str()));
  return {};
}

/// A pack is adopted whole: one that cannot be read, or says what cannot be meant, is no policy.
static Result<void> precondition(const Facts&, const Dated<PolicyAdopted>& event) {
  if (!event.data.pack) return {};
  const auto pack = read_sound_pack(event.data.pack->value);
  if (pack) return {};
  return refuse(Reason::bad_pack, "data.pack",
                both("{0}：{1}", "{0}: {2}", pack.error().where, halves(pack.error().detail).zh,
                     halves(pack.error().detail).en));
}

Area& registry_area() {
  static Area area =
      make_area("registry", "登记", "Register", RegistryEvents{}, RegistryRows{}, &registry_rules());
  return area;
}

}  // namespace tenure

#include "domain/registry/rules.h"

#include <algorithm>

#include "domain/rules/pack.h"

namespace tenure {
namespace {

Result<void> still_open(const Facts& facts, const OrgId& org, std::string where) {
  const auto* row = facts.row<OrgRow>(org.value);
  if (row != nullptr && row->closed)
    return refuse(Reason::already, std::move(where), "closed on " + row->closed->str());
  return {};
}

}  // namespace

bool is_registered(const Facts& facts, SubjectKind kind, std::string_view id) {
  const auto has_row = [](const auto* row) { return row != nullptr && row->registered.has_value(); };
  if (kind == SubjectKind::org) return has_row(facts.row<OrgRow>(id));
  if (kind == SubjectKind::person) return has_row(facts.row<PersonRow>(id));
  return true;
}

bool is_within(const Facts& facts, std::string_view org, std::string_view top, Date date) {
  std::string_view at = org;
  for (int depth = 0; depth < kHierarchyDepthMax; ++depth) {
    if (at == top) return true;
    const auto* row = facts.row<OrgRow>(at);
    const auto* parent = row == nullptr ? nullptr : row->parent_on(date);
    if (parent == nullptr) return false;
    at = parent->str();
  }
  return false;
}

Result<std::vector<std::string>> orgs_below(const Facts& facts, std::string_view top, Date date) {
  std::vector<std::string> out;
  std::vector<std::string> open{std::string(top)};
  while (!open.empty() && out.size() < kSubtreeMax) {
    out.push_back(std::move(open.back()));
    open.pop_back();
    const std::string parent = out.back();
    auto children = facts.parts(kView<OrgChild>, parent);
    if (!children) return tl::unexpected(children.error());
    for (auto child = children->rbegin(); child != children->rend(); ++child) {
      const auto* row = facts.row<OrgRow>(*child);
      if (row == nullptr || (row->closed && *row->closed <= date)) continue;
      const auto* its_parent = row->parent_on(date);
      if (its_parent != nullptr && its_parent->str() == parent) open.push_back(std::move(*child));
    }
  }
  return out;
}

Result<void> subjects_are_registered(const Facts& facts, const Event& event) {
  bool registers_one = event.type->traits.registers.has_value();
  for (const Subject& subject : subjects(event)) {
    if (registers_one && event.type->traits.registers == subject.kind) {
      registers_one = false;  // the first one of its kind
      continue;
    }
    if (!is_registered(facts, subject.kind, subject.id))
      return refuse(Reason::absent, "data", subject.str() + " is not registered");
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OrgRegistered>& event) {
  if (is_registered(facts, SubjectKind::org, event.data.org.value))
    return refuse(Reason::already, "data.org", event.data.org.value);
  if (event.data.parent == event.data.org) return refuse(Reason::bad_value, "data.parent", "its own parent");
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OrgParentChanged>& event) {
  if (is_within(facts, event.data.parent.value, event.data.org.value, event.on)) {
    return refuse(Reason::bad_value, "data.parent", "the new parent is the organisation itself or below it");
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OrgMerged>& event) {
  if (event.data.merged.empty()) return refuse(Reason::json_missing, "data.merged");
  for (const OrgId& org : event.data.merged) {
    if (org == event.data.into) return refuse(Reason::bad_value, "data.merged", "merged into itself");
    if (auto open = still_open(facts, org, "data.merged"); !open) return open;
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OrgClosed>& event) {
  return still_open(facts, event.data.org, "data.org");
}

Result<void> precondition(const Facts& facts, const Dated<PersonRegistered>& event) {
  const auto* row = facts.row<PersonRow>(event.data.person.value);
  if (row == nullptr) return {};
  if (std::find(row->orgs.begin(), row->orgs.end(), Ref<OrgId>{event.data.org}) != row->orgs.end()) {
    return refuse(Reason::already, "data.person", event.data.person.value + " in " + event.data.org.value);
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<DeathRecorded>& event) {
  const auto* row = facts.row<PersonRow>(event.data.person.value);
  if (row != nullptr && row->died)
    return refuse(Reason::already, "data.person", "died on " + row->died->str());
  return {};
}

Result<void> precondition(const Facts&, const Dated<PolicyAdopted>& event) {
  if (!event.data.pack) return {};
  const auto pack = parse_pack(event.data.pack->value);
  if (pack) return {};
  return refuse(Reason::bad_pack, "data.pack", pack.error().where + ": " + pack.error().detail);
}

}  // namespace tenure

#include "domain/registry/rules.h"

namespace tenure {

bool is_registered(const Facts& facts, const OrgId& org) {
  const auto* row = facts.row<OrgRow>(org.value);
  return row != nullptr && row->registered.has_value();
}

bool is_registered(const Facts& facts, const PersonId& person) {
  const auto* row = facts.row<PersonRow>(person.value);
  return row != nullptr && row->registered.has_value();
}

bool is_within(const Facts& facts, std::string_view org, std::string_view top, Date date) {
  return climb(facts, org, date, [&](const std::string& at) { return at == top; });
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
    const bool known = subject.kind == SubjectKind::org      ? is_registered(facts, OrgId{subject.id})
                       : subject.kind == SubjectKind::person ? is_registered(facts, PersonId{subject.id})
                                                             : true;
    if (!known) return refuse(Reason::absent, "data", subject.str() + " is not registered");
  }
  return {};
}

}  // namespace tenure

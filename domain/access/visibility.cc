#include "domain/access/visibility.h"

#include <algorithm>

#include "domain/access/public_facts.h"
#include "domain/act/catalogue.h"
#include "domain/describe/inventory.h"
#include "domain/ledger/events.h"
#include "domain/registry/hierarchy.h"

namespace tenure {
namespace {

bool is_reader(const Viewer& viewer) {
  return viewer.has(Role::clerk) || viewer.has(Role::auditor) || viewer.has(Role::reviewer);
}

bool is_own(const Viewer& viewer, std::string_view person) {
  return viewer.has(Role::subject) && viewer.person && viewer.person->value == person;
}

bool in_scope(const Viewer& viewer, const Facts& now, std::string_view org) {
  return !viewer.scope || is_within(now, org, viewer.scope->value, now.today());
}

/// Whom an event names, as its subject or in passing: calls `visit(kind, id)` for each person and
/// organisation.
template <class Visit>
bool names_any(const TypeInfo& type, const void* value, const Visit& visit) {
  if (type.form == Form::structure) {
    return std::ranges::any_of(type.structure->fields, [&](const Field& field) {
      return names_any(*field.type, field.in(value), visit);
    });
  }
  if (type.form == Form::list || type.form == Form::optional) {
    for (std::size_t i = 0; i < type.size(value); ++i) {
      if (names_any(*type.element, type.item(value, i), visit)) return true;
    }
    return false;
  }
  const auto kind = named_kind(type);
  if (!kind) return false;
  std::string id;
  type.print(value, id);
  return visit(*kind, id);
}

/// Whether what is recorded of a matter or a case names an organisation of the viewer's scope, or one of its
/// people.
bool is_of_scope(const Viewer& viewer, const Facts& now, const Subject& subject) {
  const auto is_in_scope = [&](SubjectKind kind, const std::string& id) {
    return kind == SubjectKind::person ? may_see_person(viewer, now, id) : may_see_org(viewer, now, id);
  };
  return std::ranges::any_of(areas(), [&](const Area* area) {
    const auto events = now.events(*area, subject);
    return events && std::ranges::any_of(*events, [&](const Recorded& each) {
             return names_any(each.event.type->data_type(), each.event.data.get(), is_in_scope);
           });
  });
}

}  // namespace

bool may_read_files(const Viewer& viewer) { return is_reader(viewer); }
bool may_read_figures(const Viewer& viewer) { return is_reader(viewer) || viewer.has(Role::dashboard); }
bool may_open_sealed(const Viewer& viewer) { return is_reader(viewer) || viewer.has(Role::subject); }

bool may_see_org(const Viewer& viewer, const Facts& now, std::string_view org) {
  return may_read_figures(viewer) && is_registered(now, SubjectKind::org, org) && in_scope(viewer, now, org);
}

bool may_see_person(const Viewer& viewer, const Facts& now, std::string_view person) {
  if (is_own(viewer, person)) return true;
  const auto* row = now.row<PersonRow>(person);
  if (!may_read_figures(viewer)) return false;
  if (!viewer.scope) return row != nullptr;
  if (row == nullptr) {
    // Who is not there is looked for too, so that this takes the way, and the time, of who is elsewhere.
    static_cast<void>(is_within(now, viewer.scope->value, {}, now.today()));
    return false;
  }
  return std::ranges::any_of(row->orgs, [&](const auto& org) { return in_scope(viewer, now, org.str()); });
}

bool may_see_subject(const Viewer& viewer, const Facts& now, const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::org:
      return may_see_org(viewer, now, subject.id);
    case SubjectKind::person:
      return may_see_person(viewer, now, subject.id);
    default:
      return may_read_files(viewer);
  }
}

bool is_below(const Facts& now, const Event& event, const OrgId& org) {
  Viewer reader;
  reader.roles = {Role::auditor};
  reader.scope = org;
  return may_see_event(reader, now, event, kOrdinaryClass);
}

bool may_see_event(const Viewer& viewer, const Facts& now, const Event& event, std::string_view klass) {
  if (!viewer.may_read_class(klass)) return false;
  if (event.type->type == &kType<CorrectionRecorded>) {
    const auto original = now.original(event.as<CorrectionRecorded>().target);
    return original && may_see_event(viewer, now, original->event, klass);
  }
  if (sees_facts_alone(viewer, event) && !is_public_fact(event)) return false;
  bool about_an_org = false;
  const auto& all = subjects(event);
  for (const Subject& subject : all) {
    if (subject.kind == SubjectKind::person && is_own(viewer, subject.id)) return true;
    if (subject.kind != SubjectKind::org) continue;
    about_an_org = true;
    if (may_see_org(viewer, now, subject.id)) return true;
  }
  if (about_an_org) return false;
  return std::ranges::any_of(all, [&](const Subject& subject) {
    const bool has_scope = subject.kind == SubjectKind::person || subject.kind == SubjectKind::org;
    return may_see_subject(viewer, now, subject) &&
           (has_scope || !viewer.scope || is_of_scope(viewer, now, subject));
  });
}

}  // namespace tenure

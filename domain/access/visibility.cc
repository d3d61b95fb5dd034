#include "domain/access/visibility.h"

#include "domain/ledger/events.h"
#include "domain/registry/rules.h"

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
  if (!may_read_figures(viewer) || row == nullptr) return false;
  if (!viewer.scope) return true;
  for (const auto& org : row->orgs) {
    if (in_scope(viewer, now, org.str())) return true;
  }
  return false;
}

bool may_see_subject(const Viewer& viewer, const Facts& now, const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::org:
      return may_see_org(viewer, now, subject.id);
    case SubjectKind::person:
      return may_see_person(viewer, now, subject.id);
    default:
      return may_read_files(viewer) && !viewer.scope;
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
  bool about_an_org = false;
  const auto& all = subjects(event);
  for (const Subject& subject : all) {
    if (subject.kind == SubjectKind::person && is_own(viewer, subject.id)) return true;
    if (subject.kind != SubjectKind::org) continue;
    about_an_org = true;
    if (may_see_org(viewer, now, subject.id)) return true;
  }
  if (about_an_org) return false;
  for (const Subject& subject : all) {
    if (may_see_subject(viewer, now, subject)) return true;
  }
  return false;
}

}  // namespace tenure

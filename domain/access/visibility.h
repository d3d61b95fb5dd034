// Who may see what. Scopes follow the hierarchy as it is today; a past question is asked by a viewer of
// today.
//
// An answer never depends visibly on a fact that its asker may not read: what may not be seen is answered
// like what is not there. Pure; as thread-safe as the facts that are passed.
#pragma once

#include "domain/access/viewer.h"
#include "domain/act/facts.h"

namespace tenure {

/// Clerks, auditors and reviewers read files, rosters and events; a subject only their own file.
bool may_read_files(const Viewer& viewer);
/// Statistics, alerts by organisation, and public facts of office (public_facts.h): dashboards too.
bool may_read_figures(const Viewer& viewer);
bool may_open_sealed(const Viewer& viewer);

bool may_see_org(const Viewer& viewer, const Facts& now, std::string_view org);
bool may_see_person(const Viewer& viewer, const Facts& now, std::string_view person);
bool may_see_subject(const Viewer& viewer, const Facts& now, const Subject& subject);

/// By class and by the organisations (else the people) that the event is about; of dashboards' also whether
/// it states a public fact; events about the ledger alone
/// are for viewers without a scope. A correction is seen by who sees what it corrects.
bool may_see_event(const Viewer& viewer, const Facts& now, const Event& event, std::string_view klass);

/// Whether the event is about the organisation or what lies below it: what a token with that scope would
/// find. Its class is not looked at.
bool is_below(const Facts& now, const Event& event, const OrgId& org);

}  // namespace tenure

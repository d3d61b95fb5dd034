// The tables that answers become, by the id of their operation. A call whose answer is a list or a table has
// one here, and with it every format of server/tables; a command shows the same one. Any thread.
#pragma once

#include "domain/act/catalogue.h"
#include "server/tables/form.h"

namespace tenure {

/// Null of an operation whose answer is no table.
const TableForm* table_form(std::string_view operation);

// Files of people and organisations, in file_forms.cc.
TableForm file_form(SubjectKind kind);
/// Null when no row is called so.
const View* view_named(std::string_view name);

// Figures, in figure_forms.cc.
TableForm statistic_form();
TableForm report_form();
TableForm eligibility_form();
TableForm computation_form();
TableForm pay_form();
TableForm audit_form();  ///< in audit_forms.cc
TableForm sample_form();
TableForm books_form();
TableForm counterparties_form();
TableForm policy_form();
TableForm rules_form();
TableForm policy_trial_form();
/// The value with its unit for people, "—" where it has none.
std::string amount_text(const Wording& wording, const Shown& of);
/// What an event says, field by field; `item` as pages show it.
std::string event_text(const Wording& wording, const Shown& item);
/// Adds whom an event as pages show it names.
void add_named_by_event(const Shown& item, std::set<Subject>& out);

// A review of a decision, in decision_form.cc.
TableForm decision_form();
/// What a policy gives for a parameter.
std::string given_text(const Wording& wording, const Shown& parameter);

}  // namespace tenure

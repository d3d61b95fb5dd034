#include "server/api/rules.h"

#include <sstream>

#include "domain/describe/json_out.h"
#include "domain/registry/rows.h"
#include "domain/rules/answers.h"
#include "domain/rules/policy_json.h"
#include "replay/rules/statistics.h"
#include "replay/rules/subtree.h"
#include "server/api/call.h"

namespace tenure {
namespace {

/// The rule of that name and form; a name of another form is not there.
template <class Form>
Result<const Rule*> rule_of(std::string_view name) {
  const Rule* rule = find_rule(name);
  if (rule == nullptr || !std::holds_alternative<Form>(rule->form)) {
    return refuse(Reason::not_found, "name", std::string(name.substr(0, kIdLengthMax)));
  }
  return rule;
}

/// The organisation that is asked about: the one named, else the viewer's own; seen by the viewer.
Result<OrgId> org_asked(const Questions& questions, const std::optional<OrgId>& named) {
  const auto org = named ? named : questions.viewer().scope;
  if (!org) return refuse(Reason::bad_request, "org", "name an organisation");
  if (!may_see_org(questions.viewer(), questions.now(), org->value)) {
    return refuse(Reason::not_found, "org", org->value);
  }
  return *org;
}

Result<OrgId> org_asked(const Call& call) {
  const auto named = call.request().query.one_as<OrgId>("org");
  if (!named) return tl::unexpected(named.error());
  return org_asked(call.questions(), *named);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, ',');) out.push_back(word);
  return out;
}

std::string alerts_json(const std::vector<Alert>& alerts, const When& when) {
  JsonOut items = JsonOut::array();
  for (const Alert& alert : alerts) items.item(to_json(alert));
  JsonOut out = JsonOut::object();
  return out.number("size", when.size).text("on", when.on.str()).raw("items", items.str()).str();
}

Response get_eligibility(const Call& call) {
  if (auto only = call.request().query.only({"at", "on"}); !only) return problem(only.error());
  const auto rule = rule_of<form::Eligibility>(call.request().param("name"));
  const auto person = call.request().param_as<PersonId>("person");
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!person) return problem(person.error());
  if (!when) return problem(when.error());
  const Viewer& viewer = call.request().viewer;
  const bool own = viewer.has(Role::subject) && viewer.person == *person;
  if ((!own && !may_read_files(viewer)) || !may_see_person(viewer, call.questions().now(), person->value)) {
    return problem({Reason::not_found, "person", person->value});
  }
  const Past past = call.past(*when);
  PolicyBook book;
  const auto* row = past.row<PersonRow>(person->value);
  PolicyView policy;
  if (row != nullptr && !row->orgs.empty()) {
    auto binding = book.binding(past, row->orgs.back().str(), when->on);
    if (!binding) return problem(binding.error());
    policy = std::move(*binding);
  }
  const auto result = eligibility(**rule, {past, policy, person->value, when->on});
  if (!result) return problem(result.error());
  if (past.failure()) return problem(*past.failure());
  call.note_read(subject(*person));
  return Response::json(to_json(*result));
}

Response get_alerts(const Call& call) {
  if (auto only = call.request().query.only({"org", "rule", "at", "on"}); !only) return problem(only.error());
  const auto org = org_asked(call);
  const auto rule = call.text("rule");
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!rule) return problem(rule.error());
  if (!when) return problem(when.error());
  const Past past = call.past(*when);
  PolicyBook book;
  const auto alerts = alerts_below(past, book, org->value, *rule);
  if (!alerts) return problem(alerts.error());
  return Response::json(alerts_json(*alerts, *when));
}

Response get_statistic(const Call& call) {
  if (auto only = call.request().query.only({"org", "by", "from", "at", "on"}); !only)
    return problem(only.error());
  const auto rule = rule_of<form::Statistic>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto by = call.text("by");
  const auto from = call.request().query.one_as<Date>("from");
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!by) return problem(by.error());
  if (!from) return problem(from.error());
  if (!when) return problem(when.error());
  const auto figures = statistic(call.past(*when), **rule, org->value, split(*by), *from);
  return figures ? Response::json(to_json(*figures)) : problem(figures.error());
}

Response get_report(const Call& call) {
  if (auto only = call.request().query.only({"org", "from", "at", "on"}); !only) return problem(only.error());
  const auto rule = rule_of<form::Report>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto from = call.request().query.one_as<Date>("from");
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!from) return problem(from.error());
  if (!when) return problem(when.error());
  return answer(report_json(call.past(*when), **rule, org->value, *from));
}

Response get_policy(const Call& call) {
  if (auto only = call.request().query.only({"at", "on"}); !only) return problem(only.error());
  const auto org = call.request().param_as<OrgId>("org");
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  if (!may_see_org(call.request().viewer, call.questions().now(), org->value)) {
    return problem({Reason::not_found, "org", org->value});
  }
  PolicyBook book;
  const auto policy = book.binding(call.past(*when), org->value, when->on);
  return policy ? Response::json(to_json(*policy)) : problem(policy.error());
}

}  // namespace

void add_rule_routes(Router& router, const QuestionContext& context) {
  add_call(router, context, "/v1/eligibility/{name}/{person}", &get_eligibility);
  add_call(router, context, "/v1/alerts", &get_alerts);
  add_call(router, context, "/v1/stats/{name}", &get_statistic);
  add_call(router, context, "/v1/reports/{name}", &get_report);
  add_call(router, context, "/v1/policies/{org}", &get_policy);
  router.quick("GET", "/v1/rules", [](const Request&) { return Response::json(rules_json()); });
}

Result<std::string> statistic_now(const QuestionContext& context, const Viewer& viewer,
                                  const std::string& name, const std::optional<OrgId>& org) {
  const auto rule = rule_of<form::Statistic>(name);
  if (!rule) return tl::unexpected(rule.error());
  const Questions questions(context.store, viewer, context.clock());
  const auto asked = org_asked(questions, org);
  if (!asked) return tl::unexpected(asked.error());
  const auto figures = statistic(questions.now(), **rule, asked->value);
  if (!figures) return tl::unexpected(figures.error());
  return to_json(*figures);
}

Result<std::string> alerts_now(const QuestionContext& context, const Viewer& viewer,
                               const std::optional<OrgId>& org) {
  const Questions questions(context.store, viewer, context.clock());
  const auto asked = org_asked(questions, org);
  if (!asked) return tl::unexpected(asked.error());
  PolicyBook book;
  const auto alerts = alerts_below(questions.now(), book, asked->value);
  if (!alerts) return tl::unexpected(alerts.error());
  return alerts_json(*alerts, questions.now().when());
}

}  // namespace tenure

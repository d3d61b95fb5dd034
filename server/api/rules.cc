#include "server/api/rules.h"

#include <sstream>

#include "domain/describe/json_out.h"
#include "domain/pay/due.h"
#include "domain/registry/rows.h"
#include "domain/rules/answers.h"
#include "domain/rules/policy_json.h"
#include "replay/flags.h"
#include "replay/rules/statistics.h"
#include "server/api/call.h"
#include "server/api/shapes.h"

namespace tenure {
namespace {

/// The rule of that name and form; a name of another form is not there.
template <class Form>
Result<const Rule*> rule_of(std::string_view name) {
  const Rule* rule = find_rule(name);
  if (rule == nullptr || !std::holds_alternative<Form>(rule->form)) {
    return refuse(Reason::not_found, "name", tenure::quoted(name));
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

Result<OrgId> org_asked(const Call& call) { return org_asked(call.questions(), call.org()); }

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

/// Answers about the person of the path, by the policy that binds where they are registered, to whoever may
/// read their file: `Result<std::string> answer(const Asked&, const When&)`.
template <class Answer>
Response about_person(const Call& call, Answer answer) {
  const auto person = call.request().param_as<PersonId>("person");
  const auto when = call.when();
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
  const auto json = answer(Asked{past, policy, person->value, when->on}, *when);
  if (!json) return problem(json.error());
  if (past.failure()) return problem(*past.failure());
  call.note_read(subject(*person));
  return Response::json(*json);
}

Response get_eligibility(const Call& call) {
  const auto rule = rule_of<form::Eligibility>(call.request().param("name"));
  if (!rule) return problem(rule.error());
  return about_person(call, [&](const Asked& asked, const When&) -> Result<std::string> {
    const auto result = eligibility(**rule, asked);
    if (!result) return tl::unexpected(result.error());
    return to_json(*result);
  });
}

Response get_pay(const Call& call) {
  const auto year = call.find<Period>("year");
  if (year && year->kind != Period::Kind::year)
    return problem({Reason::bad_request, "year", "a calendar year"});
  return about_person(call, [&](const Asked& asked, const When& when) -> Result<std::string> {
    JsonOut out = JsonOut::object();
    out.number("size", when.size).text("on", when.on.str());
    return out.raw("pay", to_json(pay_statement(asked, year ? year->year : when.on.year()))).str();
  });
}

Response get_alerts(const Call& call) {
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  const auto alerts = call.alerts().below(org->value, *when, call.get<Code>("rule").value);
  if (!alerts) return problem(alerts.error());
  return Response::json(alerts_json(*alerts, *when));
}

Response get_flags(const Call& call) {
  FlagFilter filter{call.find<OrgId>("org"), call.get<Code>("rule").value, call.get<Position>("from"),
                    call.find<Position>("until"), call.limit()};
  if (const auto cursor = call.find<Position>("cursor")) filter.from = *cursor;
  if (filter.org) {
    const auto seen = org_asked(call.questions(), filter.org);
    if (!seen) return problem(seen.error());
  }
  const auto when = call.when();
  if (!when) return problem(when.error());
  return answer(flags(call.archive(), call.questions(), filter, *when), &*when);
}

Response get_statistic(const Call& call) {
  const auto rule = rule_of<form::Statistic>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  const auto by = split(call.get<LongText>("by").value);
  const auto figures = statistic(call.past(*when), **rule, org->value, by, call.find<Date>("from"));
  return figures ? Response::json(to_json(*figures)) : problem(figures.error());
}

Response get_report(const Call& call) {
  const auto rule = rule_of<form::Report>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  return answer(report_json(call.past(*when), **rule, org->value, call.find<Date>("from")));
}

Response get_policy(const Call& call) {
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

Argument name_argument() { return argument<Code>("name", "规则名称", "the rule's name"); }
Argument from_argument() {
  return argument<Date>("from", "期间首日", "first day of a period that ends on the date");
}

Shape eligibility_shape() {
  const Shape truth = Shape::one_of({Shape::flag(), Shape::word("unknown")});
  const Shape condition = Shape::object({{"name", Shape::text()},
                                         {"labels", labels_shape()},
                                         {"required", Shape::text()},
                                         {"actual", Shape::text()},
                                         {"met", truth},
                                         {"mechanisms", Shape::of<Codes>()},
                                         {"basis", Shape::of<std::vector<Position>>()}});
  return Shape::object({{"name", Shape::of<Code>()},
                        {"eligible", truth},
                        {"conditions", Shape::list(condition)},
                        {"policy", Shape::of<Position>(), false}});
}

Shape flag_shape() {
  const Shape review = Shape::object({{"position", Shape::of<Position>()},
                                      {"on", Shape::of<Date>()},
                                      {"disposition", Shape::of<Disposition>()}});
  return Shape::object({{"position", Shape::of<Position>()},
                        {"recorded_at", Shape::of<Moment>()},
                        {"type", Shape::text()},
                        {"subjects", Shape::list(Shape::text())},
                        {"rule", Shape::of<Code>()},
                        {"mechanisms", Shape::of<std::vector<ShortText>>()},
                        {"mode", Shape::of<RuleMode>()},
                        {"message", Shape::of<LongText>()},
                        {"policy", Shape::of<Position>(), false},
                        {"reviews", Shape::list(review)}});
}

Shape report_shape() {
  return Shape::object({{"name", Shape::of<Code>()},
                        {"labels", labels_shape()},
                        {"org", Shape::of<OrgId>()},
                        {"on", Shape::of<Date>()},
                        {"size", Shape::count()},
                        {"lines", Shape::list(statistic_shape())}});
}

Shape policy_shape() {
  const Shape value = Shape::object({{"key", Shape::text()},
                                     {"given", Shape::words({"absent", "value", "masked", "unspecified"})},
                                     {"value", Shape(), false},
                                     {"unit", Shape::text()},
                                     {"mechanisms", Shape::of<Codes>()},
                                     {"labels", labels_shape()}});
  const Shape rule = Shape::object(
      {{"rule", Shape::of<Code>()}, {"mode", Shape::of<RuleMode>()}, {"reading", Shape::text(), false}});
  return Shape::object({{"position", Shape::of<Position>(), false},
                        {"binds", Shape::flag()},
                        {"values", Shape::list(value)},
                        {"rules", Shape::list(rule)},
                        {"readings", Shape::map(Shape::text())}});
}

/// Beside what every rule has stands what its form needs.
Shape rules_shape() {
  const Shape rule = Shape::open_object({{"name", Shape::of<Code>()},
                                         {"form", Shape::text()},
                                         {"mechanisms", Shape::of<Codes>()},
                                         {"labels", labels_shape()},
                                         {"mode", Shape::of<RuleMode>(), false}});
  const Shape parameter = Shape::object({{"key", Shape::text()},
                                         {"type", Shape::text()},
                                         {"unit", Shape::text()},
                                         {"mechanisms", Shape::of<Codes>()},
                                         {"labels", labels_shape()}});
  return Shape::object({{"rules", Shape::list(rule)}, {"parameters", Shape::list(parameter)}});
}

void add_figures(Router& router, const QuestionContext& context) {
  add_call(router, context,
           {.path = "/v1/stats/{name}",
            .id = "getStatistic",
            .zh = "统计",
            .en = "A statistic over an organisation and all below it",
            .arguments = {name_argument(), org_argument(),
                          argument<LongText>("by", "分组字段，以逗号分隔", "fields to group by, with commas"),
                          from_argument(), at_argument(), on_argument()},
            .outcomes = json_outcome(statistic_shape())},
           &get_statistic);
  add_call(router, context,
           {.path = "/v1/reports/{name}",
            .id = "getReport",
            .zh = "报表",
            .en = "A report: several statistics under one head",
            .arguments = {name_argument(), org_argument(), from_argument(), at_argument(), on_argument()},
            .outcomes = json_outcome(report_shape())},
           &get_report);
}

}  // namespace

void add_rule_routes(Router& router, const QuestionContext& context) {
  add_call(router, context,
           {.path = "/v1/eligibility/{name}/{person}",
            .id = "getEligibility",
            .zh = "资格：逐项条件",
            .en = "Whether a person is eligible, condition by condition",
            .arguments = {name_argument(), argument<PersonId>("person", "人员", "person"), at_argument(),
                          on_argument()},
            .outcomes = json_outcome(eligibility_shape())},
           &get_eligibility);
  add_call(
      router, context,
      {.path = "/v1/pay/{person}",
       .id = "getPay",
       .zh = "报酬对账：应发、已发、差额，按项目、期间、承担方",
       .en = "What a person is due, was paid and is owed, by component, period and payer",
       .arguments = {argument<PersonId>("person", "人员", "person"),
                     argument<Period>("year", "年度", "calendar year; that of the date where it is absent"),
                     at_argument(), on_argument()},
       .outcomes = json_outcome(Shape::object(
           {{"size", Shape::count()}, {"on", Shape::of<Date>()}, {"pay", Shape::of<PayStatement>()}}))},
      &get_pay);
  add_call(router, context,
           {.path = "/v1/alerts",
            .id = "listAlerts",
            .zh = "预警：逾期未见的事项",
            .en = "What was expected by a date and is not there",
            .arguments = {org_argument(), argument<Code>("rule", "规则", "of this rule"), at_argument(),
                          on_argument()},
            .outcomes = json_outcome(alerts_shape())},
           &get_alerts);
  add_call(
      router, context,
      {.path = "/v1/flags",
       .id = "listFlags",
       .zh = "标记：准入时不符合政策的事项及其复核",
       .en = "What verdicts flagged, oldest first, with its reviews",
       .arguments = {argument<OrgId>("org", "组织及其下级", "about an organisation or what lies below it"),
                     argument<Code>("rule", "规则", "of this rule"),
                     argument<Position>("from", "起始位置（含）", "from this position on"),
                     argument<Position>("until", "截止位置（不含）", "before this position"), at_argument(),
                     limit_argument(),
                     argument<Position>("cursor", "上一页的 next", "`next` of the page before")},
       .outcomes = json_outcome(page_shape(flag_shape()))},
      &get_flags);
  add_figures(router, context);
  add_call(router, context,
           {.path = "/v1/policies/{org}",
            .id = "getPolicy",
            .zh = "对组织生效的政策",
            .en = "The policy that binds an organisation",
            .arguments = {argument<OrgId>("org", "组织", "organisation"), at_argument(), on_argument()},
            .outcomes = json_outcome(policy_shape())},
           &get_policy);
  router.quick({.path = "/v1/rules",
                .id = "listRules",
                .zh = "规则和政策参数",
                .en = "The rules, and the parameters that policies may give",
                .outcomes = json_outcome(rules_shape())},
               [](const Request&) { return Response::json(rules_json()); });
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
  const auto alerts = context.alerts.below(asked->value, questions.now().when());
  if (!alerts) return tl::unexpected(alerts.error());
  return alerts_json(*alerts, questions.now().when());
}

}  // namespace tenure

#include "server/api/rules.h"

#include <fmt/format.h>

#include <set>
#include <sstream>

#include "domain/access/public_facts.h"
#include "domain/access/visibility.h"
#include "domain/collective/books.h"
#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/discipline/events.h"
#include "domain/ledger/events.h"
#include "domain/pay/due.h"
#include "domain/registry/rows.h"
#include "domain/rules/answers.h"
#include "domain/rules/policy_json.h"
#include "domain/words/nearest.h"
#include "replay/corrected.h"
#include "replay/flags.h"
#include "replay/rules/statistics.h"
#include "server/api/call.h"
#include "server/api/corrected_later.h"
#include "server/api/shapes.h"
#include "server/http/encoding.h"
#include "server/tables/form.h"

namespace tenure {
namespace {

/// The rule of that name and form; a name of another form is not there.
template <class Form>
Result<const Rule*> rule_of(std::string_view name) {
  const auto fits = [](const Rule& rule) { return std::holds_alternative<Form>(rule.form); };
  if (const Rule* rule = find_rule(name); rule != nullptr && fits(*rule)) return rule;
  return refuse(Reason::not_found, "name", unknown_among(name, rule_words(fits)));
}

/// That a rule of that name can ring: expectations, invariants, and gates whose flags stand.
Result<void> rule_that_rings(std::string_view name) {
  const auto rings = [](const Rule& rule) {
    return std::holds_alternative<form::Expectation>(rule.form) ||
           std::holds_alternative<form::Invariant>(rule.form) || stands(rule);
  };
  const Rule* rule = find_rule(name);
  if (rule != nullptr && rings(*rule)) return {};
  return refuse(Reason::not_found, "rule", unknown_among(name, rule_words(rings)));
}

/// The organisation that is asked about: the one named, else the viewer's own; seen by the viewer.
Result<OrgId> org_asked(const Questions& questions, const std::optional<OrgId>& named) {
  const auto org = named ? named : questions.viewer().scope;
  if (!org) return refuse(Reason::bad_request, "org", both("请指明组织", "name an organisation"));
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

std::string alerts_json(const AlertBoard::Told& told, const Questions& questions, const AlertFilter& filter,
                        const When& when) {
  JsonOut items = JsonOut::array();
  const Knowledge knowledge = questions.knowledge();
  for (const Alert& alert : told.items) items.item(to_json(tenure::told(alert, knowledge)));
  JsonOut rules = JsonOut::object();
  std::size_t total = 0;
  for (const auto& [rule, count] : told.counts) {
    rules.number(rule, count);
    if (filter.rule.empty() || filter.rule == rule) total += count;
  }
  JsonOut out = JsonOut::object();
  out.number("size", when.size).text("on", when.on.str()).number("total", total);
  out.number("left_out", told.left_out).raw("rules", rules.str()).raw("items", items.str());
  if (told.next) out.text("next", told.next->str());
  return out.str();
}

/// How a case was opened; nothing where nobody did.
std::optional<Recorded> filing_of(const Facts& facts, const Subject& about) {
  auto opened = facts.events(*find_event_type(kType<CaseOpened>.name), about);
  return opened && !opened->empty() ? std::optional(std::move(opened->front())) : std::nullopt;
}

bool may_ask(const Call& call, const Subject& about) {
  const Viewer& viewer = call.request().viewer;
  if (about.kind == SubjectKind::case_) {
    const auto filing = filing_of(call.questions().now(), about);
    return filing && may_see_event(viewer, call.questions().now(), filing->event, kTraits<CaseOpened>.klass);
  }
  const bool own = viewer.has(Role::subject) && viewer.person && subject(*viewer.person) == about;
  return (own || may_read_files(viewer)) && may_see_subject(viewer, call.questions().now(), about);
}

/// Where a subject belongs, whose policy binds it: an organisation itself, a person where they are registered
/// last, a case by whom it was opened. Nothing when it is not known.
std::optional<std::string> org_of(const Past& past, const Subject& about) {
  if (about.kind == SubjectKind::case_) {
    const auto filing = filing_of(past, about);
    return filing ? std::optional(filing->event.as<CaseOpened>().org.str()) : std::nullopt;
  }
  if (about.kind == SubjectKind::org)
    return past.row<OrgRow>(about.id) == nullptr ? std::nullopt : std::optional(about.id);
  const auto* row = past.row<PersonRow>(about.id);
  return row == nullptr || row->orgs.empty() ? std::nullopt : std::optional(row->orgs.back().str());
}

/// Answers about a person, an organisation or a case, by the policy that binds them, to whoever may read
/// their file: `Result<std::string> answer(const Asked&, const When&, const ParametersRead&)`.
template <class Answer>
Response about(const Call& call, const Subject& subject, Answer answer) {
  const auto when = call.when();
  if (!when) return problem(when.error());
  call.reads(subject);
  const Refusal nobody{Reason::not_found, std::string(name(subject.kind)), subject.id};
  if (!may_ask(call, subject)) return problem(nobody);
  const Past past = call.past(*when);
  const auto org = org_of(past, subject);
  if (!org) return problem(past.failure().value_or(nobody));
  PolicyBook book;
  const auto binding = book.binding(past, *org, when->on);
  if (!binding) return problem(binding.error());
  ParametersRead parameters;
  const PolicyView policy = binding->noting(parameters);
  const auto json = answer(Asked{past, policy, subject.id, when->on}, *when, parameters);
  if (!json) return problem(json.error());
  if (past.failure()) return problem(*past.failure());
  return Response::json(*json);
}

template <class Answer>
Response about_person(const Call& call, Answer answer) {
  const auto person = call.request().param_as<PersonId>("person");
  return person ? about(call, subject(*person), answer) : problem(person.error());
}

Response get_eligibility(const Call& call) {
  const auto rule = rule_of<form::Eligibility>(call.request().param("name"));
  if (!rule) return problem(rule.error());
  return about_person(
      call, [&](const Asked& asked, const When&, const ParametersRead& read) -> Result<std::string> {
        auto result = eligibility(**rule, asked);
        if (!result) return tl::unexpected(result.error());
        const Knowledge knowledge = call.questions().knowledge();
        for (Answered& each : result->conditions) keep_known(each.outcome.basis, knowledge);
        return to_json(*result, read);
      });
}

/// A computation of another organisation than the one asked about is for whoever may see that one too.
Response get_computation(const Call& call) {
  const auto rule = rule_of<form::Computation>(call.request().param("name"));
  const auto id = call.request().param_as<PersonOrOrg>("subject");
  if (!rule) return problem(rule.error());
  if (!id) return problem(id.error());
  const Subject subject{std::get<form::Computation>((*rule)->form).subject, id->id};
  return about(call, subject,
               [&](Asked asked, const When& when, const ParametersRead& read) -> Result<std::string> {
                 asked.period = call.find<Period>("period");
                 auto computed = computation(**rule, asked);
                 if (!computed) return tl::unexpected(computed.error());
                 const Knowledge knowledge = call.questions().knowledge();
                 for (form::Part& part : computed->parts) keep_known(part.basis, knowledge);
                 const bool seen = computed->org.empty() ||
                                   may_see_org(call.request().viewer, call.questions().now(), computed->org);
                 if (!seen)
                   return refuse(Reason::role_missing, "subject",
                                 both("属于上级组织", "it is of an organisation above"));
                 return to_json(**rule, asked, *computed, read, when.size);
               });
}

Response get_pay(const Call& call) {
  const auto year = call.find<Period>("year");
  if (year && year->kind != Period::Kind::year)
    return problem({Reason::bad_request, "year", both("应为公历年度", "a calendar year")});
  return about_person(
      call, [&](const Asked& asked, const When& when, const ParametersRead& read) -> Result<std::string> {
        JsonOut out = JsonOut::object();
        out.number("size", when.size).text("on", when.on.str());
        out.raw("pay", to_json(pay_statement(asked, year ? year->year : when.on.year())));
        if (const auto policy = asked.policy.position()) out.text("policy", policy->str());
        return out.raw("parameters", to_json(read)).str();
      });
}

/// The books of an organisation, to whoever may read its file.
template <class Answer>
Response about_books(const Call& call, Answer answer) {
  const auto org = call.request().param_as<OrgId>("org");
  return org ? about(call, subject(*org), answer) : problem(org.error());
}

/// Books carry none of the vouchers that they are the sums of: as of a past size they say themselves which of
/// these, and of the checks that they carry, were corrected since. Nothing of the books of now.
Result<void> add_corrected(const Call& call, const Asked& asked, const When& when, Date until,
                           std::set<Position> carried, JsonOut& out) {
  const Past& now = call.questions().now();
  if (when.size >= now.when().size) return {};
  const auto months = asked.facts.parts(kView<OrgVouchers>, asked.subject);
  if (!months) return tl::unexpected(months.error());
  for (const std::string& month : *months) {
    for (const Voucher& voucher : asked.facts.items<&OrgVouchers::vouchers>(asked.subject, month)) {
      if (voucher.on <= until && carried.size() < kCorrectedLookedUpMax) carried.insert(voucher.position);
    }
  }
  const Knowledge knowledge = call.questions().knowledge();
  JsonOut later = JsonOut::object();
  for (const Position position : carried) {
    auto made = corrected_after(now, position, when.size);
    keep_known(made, knowledge);
    if (!made.empty()) later.raw(position.str(), to_json(made));
  }
  if (now.failure()) return tl::unexpected(*now.failure());
  out.raw(kCorrectedLater, later.str());
  return {};
}

/// Without days: the year of the date, up to it.
Response get_books(const Call& call) {
  return about_books(
      call, [&](const Asked& asked, const When& when, const ParametersRead&) -> Result<std::string> {
        const Date until = call.find<Date>("until").value_or(when.on);
        const Date from = call.find<Date>("from").value_or(Period::of_year(until.year()).first());
        if (until < from) return refuse(Reason::bad_request, "from", both("晚于 until", "after `until`"));
        const auto told = books(asked.facts, asked.subject, from, until);
        if (!told) return tl::unexpected(told.error());
        call.found(told->lines.size());
        JsonOut out = JsonOut::object();
        out.number("size", when.size).text("on", when.on.str());
        out.raw("books", to_json(*told));
        std::set<Position> carried;
        add_positions(kType<Books>, &*told, carried);
        auto added = add_corrected(call, asked, when, until, std::move(carried), out);
        return added.map([&] { return out.str(); });
      });
}

Response get_counterparties(const Call& call) {
  return about_books(call,
                     [&](const Asked& asked, const When& when, const ParametersRead&) -> Result<std::string> {
                       const auto told = counterparties_on(asked.facts, asked.subject, when.on);
                       if (!told) return tl::unexpected(told.error());
                       call.found(told->size());
                       JsonOut items = JsonOut::array();
                       for (const BookParty& each : *told) items.item(to_json(each));
                       JsonOut out = JsonOut::object();
                       out.number("size", when.size).text("on", when.on.str()).text("org", asked.subject);
                       out.raw("items", items.str());
                       auto added = add_corrected(call, asked, when, when.on, {}, out);
                       return added.map([&] { return out.str(); });
                     });
}

/// Of one person, organisation or case, to whoever may read their file; all on one page.
Response get_alerts_about(const Call& call, const Subject& subject, const AlertFilter& filter) {
  return about(call, subject,
               [&](const Asked& asked, const When& when, const ParametersRead&) -> Result<std::string> {
                 const Past past = call.past(when);
                 PolicyBook book;
                 auto found = alerts_about(past, book, asked.policy, subject);
                 if (found && past.failure()) found = tl::unexpected(*past.failure());
                 AlertBoard::Told told;
                 for (Alert& alert : found ? *found : std::vector<Alert>()) {
                   ++told.counts[alert.rule.value];
                   if (filter.rule.empty() || alert.rule.value == filter.rule)
                     told.items.push_back(std::move(alert));
                 }
                 if (!found) return tl::unexpected(found.error());
                 call.found(told.items.size());
                 return alerts_json(told, call.questions(), filter, when);
               });
}

Response get_alerts(const Call& call) {
  if (const auto subject = call.find<SubjectName>("subject")) {
    AlertFilter filter{call.get<RuleName>("rule").value, std::nullopt, kEveryAlert};
    if (!filter.rule.empty()) {
      if (auto known = rule_that_rings(filter.rule); !known) return problem(known.error());
    }
    return get_alerts_about(call, subject->subject, filter);
  }
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  AlertFilter filter{call.get<RuleName>("rule").value, std::nullopt, call.limit()};
  if (!filter.rule.empty()) {
    if (auto known = rule_that_rings(filter.rule); !known) return problem(known.error());
  }
  if (const auto cursor = call.find<AlertCursor>("cursor")) filter.after = cursor->place;
  filter.of_orgs = sees_facts_alone(call.request().viewer);
  const auto told = call.alerts().below(org->value, *when, filter);
  if (!told) return problem(told.error());
  call.found(told->items.size());
  return Response::json(alerts_json(*told, call.questions(), filter, *when));
}

Response get_flags(const Call& call) {
  FlagFilter filter{call.find<OrgId>("org"), call.get<RuleName>("rule").value, call.get<Position>("from"),
                    call.find<Position>("until"), call.limit()};
  if (const auto cursor = call.find<Position>("cursor")) filter.from = *cursor;
  if (filter.org) {
    const auto seen = org_asked(call.questions(), filter.org);
    if (!seen) return problem(seen.error());
  }
  const auto when = call.when();
  if (!when) return problem(when.error());
  return answer(call, flags(call.archive(), call.questions(), filter, *when), &*when);
}

constexpr std::string_view kByPeriod = "period";

/// A figure for each person, payment or case is no figure but what their files hold: who reads none is told
/// the groups that the statistic is made for, and those of organisations and periods.
Result<void> may_be_told(const Viewer& viewer, const StatisticAnswer& figures) {
  if (may_read_files(viewer)) return {};
  const auto& form = std::get<form::Statistic>(figures.rule->form);
  for (std::size_t i = 0; i < figures.by.size(); ++i) {
    const std::string& by = figures.by[i];
    const bool is_made_for = by == kByOrg || by == kByPeriod ||
                             std::ranges::find(form.by, by) != form.by.end() ||
                             std::ranges::find(form.derived, by, &form::Derived::name) != form.derived.end();
    if (!is_made_for || figures.labels[i].ids == SubjectKind::person)
      return refuse(Reason::role_missing, "by",
                    both("{} 会区分单条记录", "{} tells single records apart", by));
  }
  return {};
}

/// What is known now of what is counted as of a past size; nothing as of now.
std::optional<Later> later_than(const Call& call, const When& when, const Knowledge& knowledge) {
  if (when.size >= call.questions().now().when().size) return std::nullopt;
  return Later{call.questions().now(), knowledge.of_event};
}

Response get_statistic(const Call& call) {
  const auto rule = rule_of<form::Statistic>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  const auto by = split(call.get<LongText>("by").value);
  const Knowledge knowledge = call.questions().knowledge();
  const auto later = later_than(call, *when, knowledge);
  const auto figures =
      statistic(call.past(*when), **rule, org->value, by, call.find<Date>("from"), later ? &*later : nullptr);
  if (!figures) return problem(figures.error());
  if (auto may = may_be_told(call.request().viewer, *figures); !may) return problem(may.error());
  return Response::json(to_json(*figures));
}

Response get_report(const Call& call) {
  const auto rule = rule_of<form::Report>(call.request().param("name"));
  const auto org = org_asked(call);
  const auto when = call.when();
  if (!rule) return problem(rule.error());
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  const Knowledge knowledge = call.questions().knowledge();
  const auto later = later_than(call, *when, knowledge);
  return answer(
      report_json(call.past(*when), **rule, org->value, call.find<Date>("from"), later ? &*later : nullptr));
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

Shape computation_shape() {
  const Shape unit = Shape::object({{"name", Shape::text()}, {"zh", Shape::text()}, {"en", Shape::text()}});
  const Shape part = Shape::object({{"name", Shape::text()},
                                    {"labels", labels_shape()},
                                    {"of", Shape::text(), false},
                                    {"of_labels", labels_shape(), false},
                                    {"mentions", Shape::list(Shape::text()), false},
                                    {"value", Shape::number()},
                                    {"unit", unit},
                                    {"basis", Shape::of<std::vector<Position>>()}});
  return Shape::object({{"name", Shape::of<Code>()},
                        {"labels", labels_shape()},
                        {"mechanisms", Shape::of<Codes>()},
                        {"subject", Shape::text()},
                        {"on", Shape::of<Date>()},
                        {"period", Shape::of<Period>(), false},
                        {"size", Shape::count()},
                        {"value", Shape::one_of({Shape::number(), Shape::nothing()})},
                        {"unit", unit},
                        {"parts", Shape::list(part)},
                        {"parameters", parameters_shape()},
                        {"policy", Shape::of<Position>(), false},
                        {"why", Shape::text(), false},
                        {"why_labels", labels_shape(), false}});
}

Shape eligibility_shape() {
  const Shape truth = Shape::one_of({Shape::flag(), Shape::word("unknown")});
  const Shape condition = Shape::object({{"name", Shape::text()},
                                         {"labels", labels_shape()},
                                         {"required", Shape::text()},
                                         {"required_labels", labels_shape()},
                                         {"actual", Shape::text()},
                                         {"actual_labels", labels_shape()},
                                         {"met", truth},
                                         {"mechanisms", Shape::of<Codes>()},
                                         {"basis", Shape::of<std::vector<Position>>()}});
  return Shape::object({{"name", Shape::of<Code>()},
                        {"eligible", truth},
                        {"conditions", Shape::list(condition)},
                        {"parameters", parameters_shape()},
                        {"policy", Shape::of<Position>(), false}});
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
  const Shape rule = Shape::object(
      {{"rule", Shape::of<Code>()}, {"mode", Shape::of<RuleMode>()}, {"reading", Shape::text(), false}});
  return Shape::object({{"position", Shape::of<Position>(), false},
                        {"binds", Shape::flag()},
                        {"values", Shape::list(Shape::object(given_members()))},
                        {"rules", Shape::list(rule)},
                        {"readings", Shape::map(Shape::text())},
                        {"words", Shape::map(Shape::map(labels_shape()))}});
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
            .outcomes = json_outcome(statistic_shape()),
            .refuses = {Reason::not_found, Reason::role_missing}},
           &get_statistic);
  add_call(router, context,
           {.path = "/v1/reports/{name}",
            .id = "getReport",
            .zh = "报表",
            .en = "A report: several statistics under one head",
            .arguments = {name_argument(), org_argument(), from_argument(), at_argument(), on_argument()},
            .outcomes = json_outcome(report_shape()),
            .refuses = {Reason::not_found}},
           &get_report);
}

void add_computations(Router& router, const QuestionContext& context) {
  add_call(router, context,
           {.path = "/v1/computations/{name}/{subject}",
            .id = "getComputation",
            .zh = "计算：数值、各部分、依据的政策参数",
            .en = "A number that is computed of a person or an organisation, with its parts",
            .arguments = {name_argument(),
                          argument<PersonOrOrg>("subject", "人员或组织，依计算项而定",
                                                "person or organisation, as the computation is about"),
                          argument<Period>("period", "月份或年度，依计算项而定；缺省为所问日期所在",
                                           "month or year, as the computation is of; that of the date"),
                          at_argument(), on_argument()},
            .outcomes = json_outcome(computation_shape()),
            .refuses = {Reason::not_found, Reason::role_missing},
            .reads = "ledger/self"},
           &get_computation);
  add_call(
      router, context,
      {.path = "/v1/pay/{person}",
       .id = "getPay",
       .zh = "报酬对账：应发、已发、差额，按项目、期间、承担方",
       .en = "What a person is due, was paid and is owed, by component, period and payer",
       .arguments = {argument<PersonId>("person", "人员", "person"),
                     argument<Period>("year", "年度", "calendar year; that of the date where it is absent"),
                     at_argument(), on_argument()},
       .outcomes = json_outcome(Shape::object({{"size", Shape::count()},
                                               {"on", Shape::of<Date>()},
                                               {"pay", Shape::of<PayStatement>()},
                                               {"parameters", parameters_shape()},
                                               {"policy", Shape::of<Position>(), false}})),
       .refuses = {Reason::not_found},
       .reads = "person/{person}"},
      &get_pay);
}

void add_books(Router& router, const QuestionContext& context) {
  const Argument org = argument<OrgId>("org", "组织", "organisation");
  add_call(
      router, context,
      {.path = "/v1/books/{org}",
       .id = "getBooks",
       .zh = "集体账簿：期初、发生、期末余额，期初、交接、盘点核对，关账后更正",
       .en = "The village's books: opening, moved and closing of each account; openings, handovers and "
             "counts against the books; what was corrected after a closing",
       .arguments = {org, argument<Date>("from", "首日，缺省为当年 1 月 1 日", "first day; 1 January"),
                     argument<Date>("until", "末日，缺省为所问日期", "last day; the date that is asked of"),
                     at_argument(), on_argument()},
       .outcomes = json_outcome(Shape::object(
           {{"size", Shape::count()}, {"on", Shape::of<Date>()}, {"books", Shape::of<Books>()}})),
       .refuses = {Reason::not_found},
       .reads = "org/{org}"},
      &get_books);
  add_call(router, context,
           {.path = "/v1/books/{org}/counterparties",
            .id = "listCounterparties",
            .zh = "债权债务余额和账龄，按科目和对方",
            .en = "What others owe and are owed, by account and counterparty, and how old it is",
            .arguments = {org, at_argument(), on_argument()},
            .outcomes = json_outcome(Shape::object({{"size", Shape::count()},
                                                    {"on", Shape::of<Date>()},
                                                    {"org", Shape::of<OrgId>()},
                                                    {"items", Shape::list(Shape::of<BookParty>())}})),
            .refuses = {Reason::not_found},
            .reads = "org/{org}"},
           &get_counterparties);
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
            .outcomes = json_outcome(eligibility_shape()),
            .refuses = {Reason::not_found},
            .reads = "person/{person}"},
           &get_eligibility);
  add_computations(router, context);
  add_books(router, context);
  add_call(
      router, context,
      {.path = "/v1/alerts",
       .id = "listAlerts",
       .zh = "预警：逾期未见、与记录相悖的事项，逾期最久者在前；total 为全部条数，left_out "
             "为本页之后未列出的条数；指定 subject 时为一人、一组织或一案件的全部（案件只在此列出）",
       .en = "What was expected by a date and is not there, or contradicts the record: the longest overdue "
             "first; to dashboards those of organisations. `total` counts all, `left_out` those behind this "
             "page, `rules` all by rule. With `subject`, all of one person, organisation or case; those of "
             "cases "
             "stand there alone",
       .arguments = {org_argument(), subject_argument(), argument<RuleName>("rule", "规则", "of this rule"),
                     at_argument(), on_argument(), limit_argument(),
                     argument<AlertCursor>("cursor", "上一页的 next", "`next` of the page before")},
       .outcomes = json_outcome(alerts_shape()),
       .refuses = {Reason::not_found},
       .reads = "{subject}|org/{org}|ledger/self"},
      &get_alerts);
  add_call(
      router, context,
      {.path = "/v1/flags",
       .id = "listFlags",
       .zh = "标记：准入时不符合政策的事项及其复核",
       .en = "What verdicts flagged, oldest first, with its reviews",
       .arguments = {argument<OrgId>("org", "组织及其下级", "about an organisation or what lies below it"),
                     argument<RuleName>("rule", "规则", "of this rule"),
                     argument<Position>("from", "起始位置（含）", "from this position on"),
                     argument<Position>("until", "截止位置（不含）", "before this position"), at_argument(),
                     on_argument(), limit_argument(),
                     argument<Position>("cursor", "上一页的 next", "`next` of the page before")},
       .outcomes = json_outcome(page_shape(flag_shape())),
       .refuses = {Reason::not_found},
       .reads = "org/{org}|ledger/self"},
      &get_flags);
  add_figures(router, context);
  add_call(router, context,
           {.path = "/v1/policies/{org}",
            .id = "getPolicy",
            .zh = "对组织生效的政策",
            .en = "The policy that binds an organisation",
            .arguments = {argument<OrgId>("org", "组织", "organisation"), at_argument(), on_argument()},
            .outcomes = json_outcome(policy_shape()),
            .refuses = {Reason::not_found}},
           &get_policy);
  router.work({.path = "/v1/rules",
               .id = "listRules",
               .zh = "规则和政策参数",
               .en = "The rules, and the parameters that policies may give",
               .outcomes = json_outcome(rules_shape())},
              [](const Request&) { return Response::json(rules_json()); });
}

Result<std::string> statistic_told(const QuestionContext& context, const Viewer& viewer,
                                   const std::string& name, const std::optional<OrgId>& org,
                                   const std::optional<When>& when) {
  const auto rule = rule_of<form::Statistic>(name);
  if (!rule) return tl::unexpected(rule.error());
  const Questions questions(context.store, viewer, context.clock());
  const auto asked = org_asked(questions, org);
  if (!asked) return tl::unexpected(asked.error());
  const Past past(context.store, when.value_or(questions.now().when()));
  const auto figures = statistic(past, **rule, asked->value);
  if (!figures) return tl::unexpected(figures.error());
  if (auto may = may_be_told(viewer, *figures); !may) return tl::unexpected(may.error());
  return to_json(*figures);
}

Result<std::string> alerts_told(const QuestionContext& context, const Viewer& viewer,
                                const std::optional<OrgId>& org, const std::optional<When>& when) {
  const Questions questions(context.store, viewer, context.clock());
  const auto asked = org_asked(questions, org);
  if (!asked) return tl::unexpected(asked.error());
  AlertFilter filter;
  filter.limit = kPageMax;
  filter.of_orgs = sees_facts_alone(viewer);
  const When as_of = when.value_or(questions.now().when());
  const auto told = context.alerts.below(asked->value, as_of, filter);
  if (!told) return tl::unexpected(told.error());
  return alerts_json(*told, questions, filter, as_of);
}

}  // namespace tenure

#include "replay/audit/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <set>

#include "domain/audit/rows.h"
#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "domain/describe/json_out.h"
#include "domain/pay/due.h"
#include "domain/registry/successors.h"
#include "domain/rules/policy_json.h"
#include "domain/supervision/events.h"
#include "domain/tenure/rows.h"
#include "domain/words/known.h"
#include "replay/audit/read_once.h"
#include "replay/shared_out.h"

namespace tenure {
namespace {

constexpr std::string_view kDeparture = "departure";

Labels labels_of(std::string_view zh, std::string_view en) { return {{std::string(zh)}, {std::string(en)}}; }

/// What explains a lead, and how a disposition answered it.
Labels labels_of(const Explanation& each) {
  const Word& kind = word_of(each.kind);
  const bool is_answer = each.kind == Explanation::Kind::disposition && each.outcome;
  const Word* outcome =
      is_answer ? find_word({find_vocabulary("disposition")}, each.outcome->value) : nullptr;
  if (outcome == nullptr) return labels_of(kind.zh, kind.en);
  return labels_of(fmt::format("{}：{}", kind.zh, outcome->zh), fmt::format("{}: {}", kind.en, outcome->en));
}

/// The run's own thresholds; nothing where there are none. Only what audits read may stand in them.
Result<std::shared_ptr<const Pack>> thresholds_of_run(const std::string& text) {
  if (text.empty()) return std::shared_ptr<const Pack>();
  if (text.size() > kAuditParametersMax)
    return refuse(Reason::limit_text, "parameters",
                  both("最多 {} 字节", "at most {} bytes", kAuditParametersMax));
  auto pack = parse_pack(text);
  if (!pack) return refuse(Reason::bad_pack, "parameters, " + pack.error().where, pack.error().detail);
  for (const auto& [key, value] : pack->values) {
    if (!key.starts_with("audit."))
      return refuse(Reason::bad_pack, "parameters",
                    both("{} 不是审计参数", "{} is no parameter of audits", key));
  }
  return std::make_shared<const Pack>(std::move(*pack));
}

/// What a run takes of thresholds.
struct Run {
  std::shared_ptr<const Pack> own;
  PackOverlay overlay() const { return {usual_thresholds(), own}; }
};

Result<std::string> thresholds_json(const Past& past, const Run& run, const AuditScope& scope) {
  PolicyBook book;
  const auto policy = book.binding(past, scope.org, scope.until);
  if (!policy) return tl::unexpected(policy.error());
  const auto value_in = [](const Pack* pack, std::string_view key) -> const PackValue* {
    if (pack == nullptr) return nullptr;
    const auto found = pack->values.find(key);
    return found == pack->values.end() ? nullptr : &found->second;
  };
  std::vector<AuditThreshold> out;
  for (const ParameterInfo* each : pack_schema().parameters) {
    if (!each->key.starts_with("audit.") || each->key.find('*') != std::string_view::npos) continue;
    const std::pair<std::string_view, const PackValue*> given[] = {
        {"run", value_in(run.own.get(), each->key)},
        {"policy", value_in(policy->pack(), each->key)},
        {"usual", value_in(usual_thresholds().get(), each->key)}};
    const auto* found = find_first(given, [](const auto& from) { return from.second != nullptr; });
    if (found == nullptr) continue;
    AuditThreshold line;
    line.key = {std::string(each->key)};
    line.value = {value_json(*each, *found->second)};
    line.labels = labels_of(each->zh, each->en);
    const KeyWords* words = found->second->codes.empty() ? nullptr : words_of(*each);
    if (words != nullptr && !words->value.empty())
      line.value_labels = labels_of(words_of(*policy, names_of(words->value), found->second->codes));
    if (!each->unit.empty()) line.unit = ShortText{std::string(each->unit)};
    line.from = {std::string(found->first)};
    if (found->first == "policy") line.policy = policy->position();
    out.push_back(std::move(line));
  }
  return to_json(out);
}

std::vector<SpentLine> spending(const PolicyView& policy, const std::vector<Spent>& spent) {
  std::map<std::pair<int, std::string>, SpentLine> lines;
  for (const Spent& each : spent) {
    SpentLine& line = lines[{each.on.year(), each.purpose}];
    line.year = each.on.year();
    line.purpose = {each.purpose};
    // Where a voucher's line says no purpose, its account stands there.
    line.labels = labels_of(word_of(policy, "component purpose account", each.purpose));
    ++line.payments;
    line.amount_fen.value += each.amount_fen.value;
  }
  std::vector<SpentLine> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

Result<std::vector<DisclosureLine>> disclosures(const Past& past, const AuditScope& scope) {
  const auto recorded = past.events(*find_event_type(Description<DisclosurePublished>::kInfo.name),
                                    {SubjectKind::org, scope.org});
  if (!recorded) return tl::unexpected(recorded.error());
  std::map<std::pair<int, Code>, DisclosureLine> lines;
  for (const Recorded& each : *recorded) {
    if (!scope.holds(each.event.on)) continue;
    const Code& category = each.event.as<DisclosurePublished>().category;
    DisclosureLine& line = lines[{each.event.on.year(), category}];
    line.year = each.event.on.year();
    line.category = category;
    ++line.times;
    line.positions.push_back(each.position);
  }
  std::vector<DisclosureLine> out;
  for (auto& [key, line] : lines) out.push_back(std::move(line));
  return out;
}

/// The auditee's pay of each year of the time.
std::string pay_json(const Past& past, PolicyBook& book, const AuditScope& scope) {
  JsonOut out = JsonOut::array();
  for (int year = scope.from.year(); !scope.person.empty() && year <= scope.until.year(); ++year) {
    const auto policy = book.binding(past, scope.org, Date::of(year, 1, 1));
    const Asked asked{past, policy.value_or(PolicyView()), scope.person, past.when().on};
    PayStatement statement = pay_statement(asked, year);
    if (!statement.lines.empty()) out.item(to_json(statement));
  }
  return out.str();
}

std::vector<TestLine> test_lines(const std::vector<Code>& only) {
  std::vector<TestLine> out;
  for (const LeadTest& test : lead_tests()) {
    if (!only.empty() && !holds(only, Code{std::string(test.id)})) continue;
    TestLine& line = out.emplace_back();
    line.test = {std::string(test.id)};
    line.name = {std::string(test.name)};
    line.labels = labels_of(test.zh, test.en);
    line.about = labels_of(test.about_zh, test.about_en);
    for (const std::string_view rule : test.rules) line.rules.push_back({std::string(rule)});
  }
  return out;
}

void count(std::vector<TestLine>& lines, const FoundLead& found) {
  TestLine* line = find_first(lines, [&](const TestLine& each) { return each.test.value == found.test->id; });
  ++line->leads;
  if (found.is_explained()) ++line->explained;
  line->amount_fen.value += found.lead.amount_fen.value_or(Fen()).value;
}

LeadLine line_of(const FoundLead& found) {
  LeadLine out;
  out.test = {std::string(found.test->id)};
  out.labels = labels_of(found.test->zh, found.test->en);
  out.on = found.lead.on;
  out.period = found.lead.period;
  out.subject = {found.subject.str()};
  if (found.lead.person) {
    out.person = Ref<PersonId>{{*found.lead.person}};
  } else if (found.subject.kind == SubjectKind::person) {
    out.person = Ref<PersonId>{{found.subject.id}};
  }
  out.amount_fen = found.lead.amount_fen;
  out.message = {fmt::format("{} | {}", found.lead.why.zh, found.lead.why.en)};
  tell(out, found.lead.why.required, found.lead.why.actual, found.lead.why.about);
  if (!found.lead.rule.empty()) out.rule = Code{std::string(found.lead.rule)};
  out.policy = found.lead.policy;
  out.evidence = found.lead.why.evidence;
  for (const Explanation& each : found.explained) {
    const Word& word = word_of(each.kind);
    out.explained.push_back({{std::string(word.code)}, labels_of(each), each.position, each.outcome});
  }
  return out;
}

/// That a test gave no lead and was not judged, wholly or in part, in one audit.
void count_unjudged(std::vector<TestLine>& lines, const Examination& examined) {
  for (const auto& unjudged : examined.unjudged) {
    const LeadTest* test = unjudged.first;  // a binding is not to be captured
    const bool gave =
        std::ranges::any_of(examined.leads, [&](const FoundLead& lead) { return lead.test == test; });
    if (gave) continue;
    ++find_first(lines, [&](const TestLine& each) { return each.test.value == test->id; })->not_judged;
  }
}

void name_unjudged(std::vector<TestLine>& lines, const Examination& examined) {
  for (const auto& unjudged : examined.unjudged) {
    const LeadTest* test = unjudged.first;
    TestLine* line = find_first(lines, [&](const TestLine& each) { return each.test.value == test->id; });
    for (const Unjudged& each : unjudged.second) {
      UnjudgedLine& out = line->unjudged.emplace_back();
      out.reason = {std::string(each.reason.code)};
      out.labels = labels_of(each.why);
      for (const std::string_view key : each.parameters) out.parameters.push_back({std::string(key)});
      if (each.found) out.found = static_cast<std::int32_t>(*each.found);
      if (each.needed) out.needed = static_cast<std::int32_t>(*each.needed);
    }
  }
}

/// `audits`: that the lines are of.
void conclude(std::vector<TestLine>& lines, std::size_t audits) {
  constexpr Word kLeads{"leads", "有疑点", "leads"};
  constexpr Word kNothingFound{"nothing_found", "未发现疑点", "nothing found"};
  constexpr Word kNotJudged{"not_judged", "未能检验", "not judged"};
  for (TestLine& line : lines) {
    const bool none_judged = line.not_judged > 0 && static_cast<std::size_t>(line.not_judged) == audits;
    const Word& word = line.leads > 0 ? kLeads : none_judged ? kNotJudged : kNothingFound;
    line.outcome = {std::string(word.code)};
    line.outcome_labels = labels_of(word.zh, word.en);
  }
}

std::string totals_json(const std::vector<TestLine>& lines) {
  std::int64_t leads = 0;
  std::int64_t explained = 0;
  std::int64_t amount = 0;
  for (const TestLine& line : lines) {
    leads += line.leads;
    explained += line.explained;
    amount += line.amount_fen.value;
  }
  return fmt::format(R"({{"leads":{},"explained":{},"amount_fen":{}}})", leads, explained, amount);
}

struct Found {
  std::string matter;
  AuditFinding finding;
};

/// Findings of the audits of the organisation, or of the auditee there, that the viewer may know.
std::vector<Found> findings(const Past& past, const AuditScope& scope, const Knowledge& knowledge) {
  std::vector<Found> out;
  for (const Audit& audit : past.items<&OrgAudits::audits>(scope.org)) {
    if (!scope.person.empty() && (!audit.person || audit.person->str() != scope.person)) continue;
    for (const AuditFinding& finding : past.items<&MatterAudit::findings>(audit.matter.str())) {
      if (knowledge.of_event(finding.position)) out.push_back({audit.matter.str(), finding});
    }
  }
  return out;
}

std::string findings_json(const std::vector<Found>& all) {
  JsonOut out = JsonOut::array();
  for (const Found& each : all) {
    JsonOut item = JsonOut::object();
    item.text("matter", each.matter).raw("finding", to_json(each.finding));
    out.item(item.str());
  }
  return out.str();
}

/// What a lead is called in a sentence.
Saying said_of(const Code& lead) {
  const LeadTest* test = find_lead_test(lead.value);
  return test == nullptr ? saying(lead.value)
                         : Saying(lead.value, std::string(test->zh), std::string(test->en));
}

/// Findings that are not put right, by their position, then confirmed leads of which nothing was found, and
/// dispositions that answer no lead.
std::vector<Recommendation> recommendations(const std::vector<Found>& found, const Examination& examined,
                                            Date on) {
  std::vector<Recommendation> out;
  Codes with_finding;
  for (const Found& each : found) {
    const AuditFinding& finding = each.finding;
    if (finding.lead) with_finding.push_back(*finding.lead);
    if (is_put_right(finding)) continue;
    const bool overdue = finding.rectify_by && *finding.rectify_by < on;
    Recommendation& line = out.emplace_back();
    line.kind = {overdue ? "rectify_overdue" : "rectify"};
    const Saying what = finding.lead ? said_of(*finding.lead) : phrase("发现的问题", "what was found");
    line.labels = labels_of(overdue ? phrase("逾期未整改：{}。督促限期办结，并追究整改责任",
                                             "past its day and not put right: {}. Have it done, and ask who "
                                             "answers for the delay",
                                             what)
                                    : phrase("限期整改：{}", "have it put right: {}", what));
    line.lead = finding.lead;
    line.due = finding.rectify_by;
    line.of = finding.position;
    if (!finding.amount_fen) continue;
    line.amount_fen = finding.amount_fen;
    for (const Rectified& back : finding.rectified)
      line.amount_fen->value -= back.amount_fen.value_or(Fen()).value;
  }
  for (const FoundLead& each : examined.leads) {
    const Code test{std::string(each.test->id)};
    const auto* confirmed =
        find_last(each.explained, [&](const Explanation& explanation) { return !explanation.explains(); });
    if (confirmed == nullptr || holds(with_finding, test)) continue;
    out.push_back(
        {{"find"},
         labels_of(phrase("疑点已核实：{}。作出认定，明确责任",
                          "a lead was confirmed: {}. Find, and say who is responsible", said_of(test))),
         test,
         {},
         each.lead.amount_fen,
         confirmed->position});
  }
  for (const Disposed& each : examined.unanswered)
    out.push_back({{"check_disposition"},
                   labels_of(phrase("处置没有对应的疑点：{}。核对检验编号和所依位置",
                                    "a disposition answers no lead: {}. Check its test and positions",
                                    said_of(each.lead))),
                   each.lead,
                   {},
                   {},
                   each.position});
  return out;
}

/// What of the record a report covers: what the viewer may know, of the classes that the run names.
Knowledge covered(const Archive& archive, Knowledge knowledge,
                  const std::optional<std::vector<Code>>& classes) {
  if (!classes) return knowledge;
  return {std::move(knowledge.of),
          [&archive, &classes, may_know = std::move(knowledge.of_event)](Position position) {
            const auto act = archive.act_info(position.index);
            return act && (act->klass == kOrdinaryClass || holds(*classes, Code{act->klass})) &&
                   may_know(position);
          }};
}

/// With those of the findings.
Result<std::string> classes_json(const Archive& archive, std::set<Code> classes,
                                 const std::vector<Found>& found) {
  for (const Found& each : found) {
    const auto act = archive.act_info(each.finding.position.index);
    if (!act) return tl::unexpected(act.error());
    if (act->klass != kOrdinaryClass) classes.insert({act->klass});
  }
  return to_json(Codes(classes.begin(), classes.end()));
}

std::string basics_json(const Past& past, const AuditScope& scope) {
  JsonOut offices = JsonOut::array();
  const auto* row = scope.person.empty() ? nullptr : past.row<PersonTenure>(scope.person);
  for (const Office& office : row == nullptr ? std::vector<Office>() : row->offices) {
    if (office.from <= scope.until && (!office.until || scope.from <= *office.until))
      offices.item(to_json(office));
  }
  JsonOut audits = JsonOut::array();
  for (const Audit& audit : past.items<&OrgAudits::audits>(scope.org)) {
    if (scope.person.empty() || (audit.person && audit.person->str() == scope.person))
      audits.item(to_json(audit));
  }
  JsonOut out = JsonOut::object();
  return out.raw("offices", offices.str()).raw("audits", audits.str()).str();
}

/// Whether the auditee still holds an office of the organisation behind the last day that is known of.
bool stays_in_office(const Past& past, const AuditScope& scope) {
  const Date last = std::min(scope.until, past.when().on);
  const auto* row = past.row<PersonTenure>(scope.person);
  return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
           return is_held(past, office, last) && are_one(past, office.org.str(), scope.org, past.when().on);
         });
}

JsonOut head_of(const AuditRequest& request) {
  JsonOut out = JsonOut::object();
  out.text("kind", request.kind.value).text("org", request.scope.org);
  if (!request.scope.person.empty()) out.text("person", request.scope.person);
  out.text("from", request.scope.from.str()).text("until", request.scope.until.str());
  return out.number("size", request.when.size).text("on", request.when.on.str());
}

/// With the digest of what stands in it so far.
std::string closed(JsonOut out) {
  const std::string text = out.str();
  return out.text("digest", "sha256:" + sha256(text).hex()).str();
}

}  // namespace

Result<std::string> audit_report(const Questions& questions, const Archive& archive,
                                 const AuditRequest& request) {
  const auto own = thresholds_of_run(request.parameters);
  if (!own) return tl::unexpected(own.error());
  const Run run{*own};
  const ReadOnce history(archive);
  const Past past(history, request.when);
  PolicyBook book(run.overlay());
  const Knowledge knowledge = covered(history, questions.knowledge(), request.classes);
  const auto examined = examine(past, history, book, request.scope, knowledge, request.tests);
  if (!examined) return tl::unexpected(examined.error());
  const auto policy = book.binding(past, request.scope.org, request.scope.until);
  if (!policy) return tl::unexpected(policy.error());
  const auto thresholds = thresholds_json(past, run, request.scope);
  if (!thresholds) return tl::unexpected(thresholds.error());
  const auto disclosed = disclosures(past, request.scope);
  if (!disclosed) return tl::unexpected(disclosed.error());
  const auto accounts = audit_accounts(past, *policy, request.scope, examined->spent);
  if (!accounts) return tl::unexpected(accounts.error());
  const std::vector<Found> found_before = findings(past, request.scope, knowledge);
  const auto classes = classes_json(archive, examined->classes, found_before);
  if (!classes) return tl::unexpected(classes.error());
  std::vector<TestLine> tests = test_lines(request.tests);
  std::vector<LeadLine> leads;
  for (const FoundLead& found : examined->leads) {
    count(tests, found);
    leads.push_back(line_of(found));
  }
  count_unjudged(tests, *examined);
  name_unjudged(tests, *examined);
  conclude(tests, 1);
  JsonOut out = head_of(request);
  if (request.kind.value == kDeparture && !request.scope.person.empty())
    out.raw("in_office", stays_in_office(past, request.scope) ? "true" : "false");
  out.raw("classes", *classes);
  if (policy->position()) out.text("policy", policy->position()->str());
  out.raw("thresholds", *thresholds).raw("basics", basics_json(past, request.scope));
  out.raw("position", to_json(accounts->position)).raw("income", to_json(accounts->income));
  out.raw("spending", to_json(spending(*policy, examined->spent)));
  out.raw("assets", to_json(accounts->assets)).raw("debts", to_json(accounts->debts));
  out.raw("counterparties", to_json(accounts->counterparties));
  out.raw("subsidies", to_json(accounts->subsidies));
  out.raw("pay", pay_json(past, book, request.scope)).raw("disclosures", to_json(*disclosed));
  out.raw("tests", to_json(tests)).raw("leads", to_json(leads));
  out.raw("findings", findings_json(found_before));
  out.raw("recommendations", to_json(recommendations(found_before, *examined, request.when.on)));
  out.raw("totals", totals_json(tests));
  if (past.failure()) return tl::unexpected(*past.failure());
  return closed(std::move(out));
}

Result<std::string> audits_below(const Questions& questions, const Archive& archive,
                                 const AuditRequest& request) {
  const auto own = thresholds_of_run(request.parameters);
  if (!own) return tl::unexpected(own.error());
  const Run run{*own};
  const Past past(archive, request.when);
  const AuditScope& whole = request.scope;
  const auto scopes = request.kind.value == kDeparture
                          ? departures_below(past, whole.org, whole.from, whole.until, {})
                          : organisations_below(past, whole);
  if (!scopes) return tl::unexpected(scopes.error());
  std::vector<AuditLine> lines(scopes->size());
  std::vector<TestLine> tests = test_lines(request.tests);
  std::set<Code> classes;
  std::mutex mutex;
  std::deque<ReadOnce> histories;  // one a thread, like what follows
  std::deque<Questions> askers;
  std::vector<Knowledge> known;
  while (histories.size() < kSharingThreadsMax) {
    histories.emplace_back(archive);
    askers.push_back(questions.for_another_thread());
    known.push_back(covered(archive, askers.back().knowledge(), request.classes));
  }
  const auto done = shared_out(scopes->size(), [&](std::size_t i, unsigned thread) -> Result<void> {
    const ReadOnce& history = histories[thread];
    const Past own_past(history, request.when);
    PolicyBook book(run.overlay());
    const AuditScope& scope = (*scopes)[i];
    const auto examined = examine(own_past, history, book, scope, known[thread], request.tests);
    if (!examined) return tl::unexpected(examined.error());
    AuditLine& line = lines[i];
    line.org = {{scope.org}};
    if (!scope.person.empty()) line.person = Ref<PersonId>{{scope.person}};
    line.from = scope.from;
    line.until = scope.until;
    for (const FoundLead& found : examined->leads) {
      ++line.leads;
      if (found.is_explained()) ++line.explained;
      line.amount_fen.value += found.lead.amount_fen.value_or(Fen()).value;
      const Code test{std::string(found.test->id)};
      if (!holds(line.tests, test)) line.tests.push_back(test);
    }
    const std::lock_guard lock(mutex);
    classes.insert(examined->classes.begin(), examined->classes.end());
    for (const FoundLead& found : examined->leads) count(tests, found);
    count_unjudged(tests, *examined);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  conclude(tests, scopes->size());
  const auto thresholds = thresholds_json(past, run, request.scope);
  if (!thresholds) return tl::unexpected(thresholds.error());
  JsonOut out = head_of(request);
  out.raw("classes", to_json(Codes(classes.begin(), classes.end())));
  out.raw("thresholds", *thresholds).raw("items", to_json(lines)).raw("tests", to_json(tests));
  out.raw("totals", totals_json(tests));
  if (past.failure()) return tl::unexpected(*past.failure());
  return closed(std::move(out));
}

}  // namespace tenure

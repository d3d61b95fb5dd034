#include "server/api/audits.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "domain/audit/rows.h"
#include "domain/core/both.h"
#include "domain/pay/due.h"
#include "domain/tenure/rows.h"
#include "domain/words/nearest.h"
#include "replay/audit/sample.h"
#include "server/api/call.h"
#include "server/api/formats.h"
#include "server/api/shapes.h"
#include "server/bundle/bundle.h"
#include "server/http/encoding.h"

namespace tenure {
namespace {

/// "true": asked of each; anything else is refused.
struct EachOne {
  bool value = false;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::words({"true", "false"}); }
  static std::vector<Word> words() { return {{"true", "是", "yes"}, {"false", "否", "no"}}; }
  static std::optional<EachOne> parse(std::string_view text) {
    if (text != "true" && text != "false") return std::nullopt;
    return EachOne{text == "true"};
  }
};

Result<Code> kind_asked(const Call& call) {
  const std::string name(call.request().param("kind"));
  const Vocabulary* kinds = find_vocabulary("audit_kind");
  if (find_word({kinds}, name) != nullptr) return Code{name};
  return refuse(Reason::not_found, "kind",
                unknown_among(name, std::vector<Word>(kinds->words.begin(), kinds->words.end())));
}

Result<std::vector<Code>> tests_asked(const Call& call) {
  std::vector<Code> out;
  std::istringstream in(call.get<LongText>("tests").value);
  for (std::string id; std::getline(in, id, ',');) {
    if (find_lead_test(id) == nullptr) {
      std::vector<Word> known;
      for (const LeadTest& test : lead_tests()) known.push_back({test.id, test.zh, test.en});
      return refuse(Reason::not_found, "tests", unknown_among(id, known));
    }
    out.push_back({std::move(id)});
  }
  return out;
}

/// The restricted classes that a run names, so that others who may read them are given the same report.
Result<std::optional<std::vector<Code>>> classes_asked(const Call& call) {
  const auto asked = call.find<LongText>("classes");
  if (!asked) return std::optional<std::vector<Code>>();
  const Vocabulary* known = find_vocabulary("confidentiality");
  std::vector<Code> out;
  std::istringstream in(asked->value);
  for (std::string name; std::getline(in, name, ',');) {
    if (name == kOrdinaryClass) continue;
    // What a pack adds is known to whom the token names it.
    const auto& own = call.request().viewer.classes;
    if (find_word({known}, name) == nullptr && std::ranges::find(own, Code{name}) == own.end())
      return refuse(Reason::not_found, "classes",
                    unknown_among(name, std::vector<Word>(known->words.begin(), known->words.end())));
    out.push_back({std::move(name)});
  }
  return std::optional(std::move(out));
}

struct SampleMethodName {
  SampleMethod method = SampleMethod::record;

  static constexpr Reason kReason = Reason::not_found;
  static Shape shape() { return Shape::words({"record", "monetary_unit", "strata"}); }
  static std::vector<Word> words() {
    return {{"record", "记录抽样", "Record sample"},
            {"monetary_unit", "货币单位抽样", "Monetary unit sample"},
            {"strata", "分层", "Stratification"}};
  }
  static std::optional<SampleMethodName> parse(std::string_view text) {
    if (text == "record") return SampleMethodName{SampleMethod::record};
    if (text == "monetary_unit") return SampleMethodName{SampleMethod::monetary_unit};
    if (text == "strata") return SampleMethodName{SampleMethod::strata};
    return std::nullopt;
  }
};

/// How many items a sample has.
struct SampleSize {
  std::size_t value = 0;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::count(1, kSampleMax); }
  static std::optional<SampleSize> parse(std::string_view text) {
    const auto count = Count::parse(text);
    if (!count || count->value == 0 || count->value > kSampleMax) return std::nullopt;
    return SampleSize{static_cast<std::size_t>(count->value)};
  }
};

/// The organisation in which the person held their last office.
std::optional<std::string> last_org(const Past& past, const PersonId& person) {
  const auto* row = past.row<PersonTenure>(person.value);
  if (row == nullptr || row->offices.empty()) return std::nullopt;
  return row->offices.back().org.str();
}

/// Whom and which time the call names; what it leaves out is the time in office, or the year of the date.
Result<AuditScope> scope_asked(const Call& call, const Past& past) {
  const auto person = call.find<PersonId>("person");
  const Viewer& viewer = call.request().viewer;
  if (person && !may_see_person(viewer, call.questions().now(), person->value))
    return refuse(Reason::not_found, "person", person->value);
  auto org = call.find<OrgId>("org");
  if (!org && person) {
    const auto last = last_org(past, *person);
    if (last && may_see_org(viewer, call.questions().now(), *last)) org = OrgId{*last};
  }
  if (!org && person && !viewer.scope)
    return refuse(Reason::not_found, "person",
                  both("{0} 截至 {1} 从未任职，没有可审计的任期",
                       "{0} never held an office by {1}: there is no time to audit", person->value,
                       past.when().on.str()));
  if (!org) org = viewer.scope;
  if (!org)
    return refuse(Reason::bad_request, "org",
                  both("请指明组织或被审计人", "name an organisation or an auditee"));
  if (!may_see_org(viewer, call.questions().now(), org->value))
    return refuse(Reason::not_found, "org", org->value);
  AuditScope out{org->value, person ? person->value : std::string(), Date::of(past.when().on.year(), 1, 1),
                 past.when().on};
  if (person) {
    auto time = time_in_office(past, person->value, org->value, past.when().on);
    if (!time)
      return refuse(Reason::not_found, "person",
                    both("{0} 没有在 {1} 任职", "{0} held no office in {1}", person->value, org->value));
    out = std::move(*time);
  }
  if (const auto from = call.find<Date>("from")) out.from = *from;
  if (const auto until = call.find<Date>("until")) out.until = *until;
  if (out.until < out.from)
    return refuse(Reason::bad_request, "until",
                  both("早于首日 {}", "before the first day, {}", out.from.str()));
  return out;
}

Response get_audit(const QuestionContext& context, const Request& request);

/// The report as data and to be printed, with every act that it cites.
Response bundle_of(const QuestionContext& context, const Call& call, const AuditRequest& asked,
                   const std::string& json) {
  Bundle bundle(context.store, call.questions().viewer());
  if (auto done = bundle.cite_all_of(json); !done) return problem(done.error());
  bundle.add_file("audit.json", json);
  Request plain = call.request();
  plain.set_header("accept", std::string(kJson));
  auto page = table_of(
      context, "getAudit", [&](const Request& request) { return get_audit(context, request); }, plain,
      "html");
  if (!page) return problem(page.error());
  bundle.add_file("audit.html", std::move(*page));
  auto made = std::move(bundle).make();
  if (!made) return problem(made.error());
  const std::string& whom = asked.scope.person.empty() ? asked.scope.org : asked.scope.person;
  return Response(200, kBundleType, std::move(made->zip))
      .with("Content-Disposition", fmt::format("attachment; filename=\"audit-{}.zip\"", whom))
      .with(std::string(kManifestHeader), "sha256:" + made->manifest.hex());
}

Response get_audit(const QuestionContext& context, const Request& asked) {
  const Call call(context, asked);
  auto kind = kind_asked(call);
  auto tests = tests_asked(call);
  auto classes = classes_asked(call);
  const auto when = call.when();
  if (!kind) return problem(kind.error());
  if (!tests) return problem(tests.error());
  if (!classes) return problem(classes.error());
  if (!when) return problem(when.error());
  const Past past = call.past(*when);
  auto scope = scope_asked(call, past);
  if (past.failure()) return problem(*past.failure());
  if (!scope) return problem(scope.error());
  call.reads({scope->person.empty() ? SubjectKind::org : SubjectKind::person,
              scope->person.empty() ? scope->org : scope->person});
  AuditRequest request{std::move(*kind),  std::move(*scope),  *when, call.get<LongText>("parameters").value,
                       std::move(*tests), std::move(*classes)};
  const bool each = call.get<EachOne>("all").value;
  auto json = each ? audits_below(call.questions(), call.archive(), request)
                   : audit_report(call.questions(), call.archive(), request);
  if (json && !each && asked.accepts(kBundleType)) return bundle_of(context, call, request, *json);
  return answer(std::move(json));
}

Response get_sample(const Call& call) {
  const auto method = call.request().param_as<SampleMethodName>("method");
  const auto when = call.when();
  if (!method) return problem(method.error());
  if (!when) return problem(when.error());
  const Past past = call.past(*when);
  auto scope = scope_asked(call, past);
  if (past.failure()) return problem(*past.failure());
  if (!scope) return problem(scope.error());
  call.reads({SubjectKind::org, scope->org});
  SampleRequest request{method->method, std::move(*scope), *when, call.get<SampleSize>("n").value,
                        call.get<ShortText>("seed").value};
  const bool draws = request.method != SampleMethod::strata;
  if (draws && request.size == 0)
    return problem({Reason::bad_request, "n", both("请写明样本数", "say how many items to draw")});
  if (draws && request.seed.empty())
    return problem(
        {Reason::bad_request, "seed",
         both("请写明种子，以便他人重抽同一样本", "give a seed, so that others draw the same sample")});
  return answer(audit_sample(call.questions(), call.archive(), request));
}

Shape sample_shape() {
  return Shape::object(
      {{"method", SampleMethodName::shape()},
       {"org", Shape::of<OrgId>()},
       {"from", Shape::of<Date>()},
       {"until", Shape::of<Date>()},
       {"size", Shape::count()},
       {"on", Shape::of<Date>()},
       {"population", Shape::object({{"payments", Shape::count()}, {"amount_fen", Shape::count()}})},
       {"seed", Shape::text(), false},
       {"interval_fen", Shape::count(), false},
       {"items", Shape::of<std::vector<SampledLine>>(), false},
       {"strata", Shape::of<std::vector<Stratum>>(), false},
       {"digest", Shape::text()}});
}

Shape finding_shape() {
  return Shape::object({{"matter", Shape::of<MatterId>()}, {"finding", Shape::of<AuditFinding>()}});
}

std::vector<Shape::Member> head_members() {
  return {{"kind", Shape::of<Code>()},
          {"org", Shape::of<OrgId>()},
          {"person", Shape::of<PersonId>(), false},
          {"in_office", Shape::of<bool>(), false},
          {"from", Shape::of<Date>()},
          {"until", Shape::of<Date>()},
          {"size", Shape::count()},
          {"on", Shape::of<Date>()},
          {"classes", Shape::of<std::vector<Code>>()},
          {"policy", Shape::of<Position>(), false},
          {"thresholds", Shape::of<std::vector<AuditThreshold>>()},
          {"tests", Shape::of<std::vector<TestLine>>()},
          {"totals",
           Shape::object(
               {{"leads", Shape::count()}, {"explained", Shape::count()}, {"amount_fen", Shape::of<Fen>()}})},
          {"digest", Shape::text()}};
}

Shape audit_shape() {
  auto one = head_members();
  one.push_back({"basics", Shape::object({{"offices", Shape::of<std::vector<Office>>()},
                                          {"audits", Shape::of<std::vector<Audit>>()}})});
  one.push_back({"position", Shape::of<std::vector<PositionLine>>()});
  one.push_back({"income", Shape::of<std::vector<IncomeLine>>()});
  one.push_back({"spending", Shape::of<std::vector<SpentLine>>()});
  one.push_back({"assets", Shape::of<std::vector<AssetChange>>()});
  one.push_back({"debts", Shape::of<std::vector<DebtLine>>()});
  one.push_back({"counterparties", Shape::of<std::vector<BookParty>>()});
  one.push_back({"subsidies", Shape::of<std::vector<SubsidyLine>>()});
  one.push_back({"pay", Shape::of<std::vector<PayStatement>>()});
  one.push_back({"disclosures", Shape::of<std::vector<DisclosureLine>>()});
  one.push_back({"leads", Shape::of<std::vector<LeadLine>>()});
  one.push_back({"findings", Shape::list(finding_shape())});
  one.push_back({"recommendations", Shape::of<std::vector<Recommendation>>()});
  auto many = head_members();
  many.push_back({"items", Shape::of<std::vector<AuditLine>>()});
  return Shape::one_of({Shape::object(one), Shape::object(many)});
}

}  // namespace

void add_audit_routes(Router& router, const QuestionContext& context) {
  router.work(
      {.path = "/v1/audits/{kind}",
       .id = "getAudit",
       .zh = "经济责任审计：基本情况、财务状况、收支、资产、债权债务、补贴、报酬、公开、疑点及其说明、"
             "发现的问题、建议；疑点不是结论",
       .en =
           "An economic-responsibility audit: basics, position, income, spending, assets, debts, subsidies, "
           "pay, disclosure, leads with what explains them, findings, recommendations. A lead is no finding. "
           "With `all`, a line for each person who left in the time",
       .audience = any_of({Role::auditor, Role::reviewer}),
       .arguments = {argument<Code>("kind", "类别", "mid_term, term, departure, pre_pension, special"),
                     argument<PersonId>("person", "被审计人", "auditee"),
                     argument<OrgId>("org", "被审计组织，缺省为被审计人最后任职的组织",
                                     "organisation; that of the auditee's last office when absent"),
                     argument<Date>("from", "审计期间起，缺省为任职之日",
                                    "first day; that of the time in office when absent"),
                     argument<Date>("until", "审计期间止，缺省为离任之日或所问日期",
                                    "last day; that of the time in office, or the date, when absent"),
                     argument<EachOne>("all", "组织及其下级期间内离任的每一人",
                                       "each person who left the organisation or one below it in the time"),
                     argument<LongText>("tests", "检验编号，以逗号分隔，缺省为全部",
                                        "ids of tests, with commas; all when absent"),
                     argument<LongText>("parameters",
                                        "本次检验自定的阈值，如 audit = { near_days = 14, round_least = 5 }",
                                        "this run's own thresholds, as a line of a policy pack: "
                                        "audit = { near_days = 14, round_least = 5 }"),
                     argument<LongText>(
                         "classes", "所涵盖的密级，以逗号分隔，如 ordinary；缺省为有权查阅的全部",
                         "restricted classes that it covers, with commas, as ordinary for none; "
                         "all that may be read when absent"),
                     at_argument(), on_argument()},
       .outcomes = {{200, {{kJson, audit_shape()}, {kBundleType}}}},
       .refuses = {Reason::not_found, Reason::bad_pack, Reason::limit_text, Reason::limit_list},
       .reads = "ledger/self",
       .is_fixed = true},
      [&context](const Request& request) { return get_audit(context, request); });
  router.work({.path = "/v1/samples/{method}",
               .id = "getSample",
               .zh = "审计抽样：组织在期间内的支出；同一种子得同一样本",
               .en = "A sample of what an organisation spent in a time: one seed gives one sample",
               .audience = any_of({Role::auditor, Role::reviewer}),
               .arguments = {argument<SampleMethodName>("method", "方法", "method"),
                             argument<PersonId>("person", "任职期间为被抽样期间的人员",
                                                "whose time in office it is of"),
                             argument<OrgId>("org", "组织", "organisation"),
                             argument<Date>("from", "期间首日", "first day"),
                             argument<Date>("until", "期间末日", "last day"),
                             argument<SampleSize>("n", "样本数", "items to draw"),
                             argument<ShortText>("seed", "种子", "seed"), at_argument(), on_argument()},
               .outcomes = json_outcome(sample_shape()),
               .refuses = {Reason::not_found},
               .reads = "ledger/self",
               .is_fixed = true},
              [&context](const Request& request) { return get_sample(Call(context, request)); });
}

}  // namespace tenure

#include "server/api/decisions.h"

#include "domain/describe/read.h"
#include "domain/rules/alerts.h"
#include "replay/review/review.h"
#include "server/api/call.h"
#include "server/api/formats.h"
#include "server/api/shapes.h"
#include "server/api/visibility.h"
#include "server/bundle/bundle.h"
#include "server/sequencer/seals_at_hand.h"

namespace tenure {
namespace {

/// The act out of its bytes, with what the review needs beside it.
struct ReadAct {
  LogRecord record;
  ParsedAct parsed;
  std::vector<std::string> keyids;
  Verdict verdict;
};

Result<ReadAct> read_act(const LedgerStore& store, std::uint64_t index) {
  auto record = store.log().record(index);
  if (!record) return tl::unexpected(record.error());
  ReadAct out{std::move(*record), {}, {}, {}};
  std::string payload = out.record.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  out.parsed = parse_act(payload);
  if (out.parsed.shape) return tl::unexpected(*out.parsed.shape);
  auto verdict = read_json<Verdict>(out.record.verdict);
  if (!verdict) return tl::unexpected(verdict.error());
  out.verdict = std::move(*verdict);
  for (const Signed& signature : out.record.signatures) out.keyids.push_back(signature.keyid);
  return out;
}

/// In whose file the decision stands.
Subject whose(const Event& event) {
  const auto& all = subjects(event);
  for (const SubjectKind kind : {SubjectKind::person, SubjectKind::org}) {
    const auto found = std::ranges::find(all, kind, &Subject::kind);
    if (found != all.end()) return *found;
  }
  return all.front();
}

Result<std::string> review_of(const QuestionContext& context, const Call& call, Position position,
                              const When& when) {
  const Questions& questions = call.questions();
  const auto may = may_review(call.archive(), questions, position);
  if (!may) return tl::unexpected(may.error());
  // What is recorded later than the question looks at is not there for it.
  if (!*may || position.index >= when.size) return refuse(Reason::not_found, "position", position.str());
  const auto read = read_act(context.store, position.index);
  if (!read) return tl::unexpected(read.error());
  const Act& act = read->parsed.act;
  call.reads(whose(act.events[position.ordinal]));
  // Values are known to rules of whoever might open them anyway, wherever they are.
  const SealsAtHand seals({}, {}, &context.store.vault());
  const ReviewAsked asked{{position, act, read->keyids, read->record.recorded_at, read->verdict},
                          read->record.act,
                          may_see_act(context.store, questions.viewer(), read->record),
                          questions.viewer().scope ? nullptr : &seals};
  return review(call.archive(), questions, asked, when);
}

Response get_decision(const QuestionContext& context, const Request& request);

/// The review as data and to be printed, with every act that it cites.
Response bundle_of(const QuestionContext& context, const Call& call, const std::string& json) {
  Bundle bundle(context.store, call.questions().viewer());
  if (auto done = bundle.cite_all_of(json); !done) return problem(done.error());
  bundle.add_file("review.json", json);
  Request plain = call.request();
  plain.set_header("accept", std::string(kJson));
  auto page = table_of(
      context, "getDecision", [&](const Request& request) { return get_decision(context, request); }, plain,
      "html");
  if (!page) return problem(page.error());
  bundle.add_file("review.html", std::move(*page));
  auto made = std::move(bundle).make();
  if (!made) return problem(made.error());
  const std::string& position = call.request().param("position");
  return Response(200, kBundleType, std::move(made->zip))
      .with("Content-Disposition", fmt::format("attachment; filename=\"review-{}.zip\"", position))
      .with(std::string(kManifestHeader), "sha256:" + made->manifest.hex());
}

Response get_decision(const QuestionContext& context, const Request& request) {
  const Call call(context, request);
  const auto position = request.param_as<Position>("position");
  if (!position) return problem(position.error());
  const auto when = call.when();
  if (!when) return problem(when.error());
  auto json = review_of(context, call, *position, *when);
  if (json && request.accepts(kBundleType)) return bundle_of(context, call, *json);
  return answer(std::move(json));
}

Shape side_shape() {
  return Shape::object({{"size", Shape::count()},
                        {"until", Shape::of<Date>()},
                        {"objections", Shape::count()},
                        {"regular", Shape::flag()}});
}

Shape reviewed_act_shape() {
  return Shape::object({{"index", Shape::count()},
                        {"recorded_at", Shape::of<Moment>()},
                        {"authority", Shape::of<OrgId>()},
                        {"class", Shape::of<Code>()},
                        {"receipt", Shape::text()},
                        {"act", Shape::of<ActId>(), false},
                        {"issued_at", Shape::of<Moment>(), false},
                        {"co_authorities", Shape::of<std::vector<OrgId>>(), false},
                        {"document_no", Shape::of<ShortText>(), false},
                        {"provenance", Shape::of<Provenance>(), false},
                        {"attachments", Shape::of<std::vector<AttachmentRef>>(), false}});
}

Shape signer_shape() {
  const Shape grant = Shape::object({{"position", Shape::of<Position>()},
                                     {"org_subtree", Shape::of<OrgId>()},
                                     {"types", Shape::of<std::vector<ShortText>>()},
                                     {"limit_fen", Shape::of<Fen>(), false},
                                     {"from", Shape::of<Date>()},
                                     {"until", Shape::of<Date>(), false},
                                     {"may_delegate", Shape::flag()},
                                     {"quorum", Shape::count()},
                                     {"covers", Shape::flag()},
                                     {"lacks", Shape::text(), false},
                                     {"detail", Shape::text(), false}});
  return Shape::object({{"key", Shape::of<KeyId>()},
                        {"root", Shape::flag()},
                        {"threshold", Shape::flag()},
                        {"person", Shape::of<PersonId>(), false},
                        {"registered", Shape::of<Position>(), false},
                        {"grants", Shape::list(grant)},
                        {"revoked", Shape::of<Position>(), false}});
}

Shape policies_shape() {
  const Shape policy = Shape::object({{"position", Shape::of<Position>()},
                                      {"receipt", Shape::text()},
                                      {"title", Shape::of<ShortText>(), false},
                                      {"on", Shape::of<Date>(), false},
                                      {"status", Shape::text(), false},
                                      {"until", Shape::of<Date>(), false}});
  const Shape some = Shape::one_of({policy, Shape::nothing()});
  return Shape::list(Shape::object({{"org", Shape::of<OrgId>()},
                                    {"on", Shape::of<Date>()},
                                    {"then", some},
                                    {"now", some},
                                    {"today", some}}));
}

Shape rules_asked_shape() {
  const Shape one = Shape::object({{"outcome", Shape::of<RuleOutcome>()},
                                   {"mode", Shape::of<RuleMode>()},
                                   {"message", Shape::text(), false},
                                   {"required", Shape::text(), false},
                                   {"required_labels", Shape::of<Labels>(), false},
                                   {"actual", Shape::text(), false},
                                   {"actual_labels", Shape::of<Labels>(), false},
                                   {"mentions", Shape::list(Shape::text()), false},
                                   {"evidence", Shape::of<std::vector<Position>>()},
                                   {"policy", Shape::of<Position>(), false},
                                   {"parameters", parameters_shape()}});
  return Shape::list(Shape::object({{"rule", Shape::of<Code>()},
                                    {"labels", labels_shape()},
                                    {"mechanisms", Shape::list(Shape::text())},
                                    {"then", one, false},
                                    {"now", one, false},
                                    {"differs", Shape::flag()},
                                    {"repeats", Shape::flag()},
                                    {"because", Shape::of<std::vector<Position>>()}}));
}

Shape decision_shape() {
  const Shape override_of = Shape::object({{"position", Shape::of<Position>()},
                                           {"rule", Shape::of<Code>()},
                                           {"approver", Shape::of<PersonId>()}});
  const Shape beside = Shape::object({{"relations", Shape::list(Shape::of<Relation>())},
                                      {"receipt", Shape::text()},
                                      {"event", event_shape()}});
  return Shape::object({{"position", Shape::of<Position>()},
                        {"size", Shape::count()},
                        {"on", Shape::of<Date>()},
                        {"then", side_shape()},
                        {"now", side_shape()},
                        {"act", reviewed_act_shape()},
                        {"event", event_shape()},
                        {"signers", Shape::list(signer_shape()), false},
                        {"overrides", Shape::list(override_of), false},
                        {"policies", policies_shape()},
                        {"rules", rules_asked_shape()},
                        {"flags", Shape::list(flag_shape())},
                        {"events", Shape::list(beside)},
                        {"left_out", Shape::count()},
                        {"complete", Shape::flag()}});
}

}  // namespace

void add_decision_routes(Router& router, const QuestionContext& context) {
  router.work(
      {.path = "/v1/decisions/{position}",
       .id = "getDecision",
       .zh = "决策复核：签署人及其当日权限、当日政策、每条规则当时与现在的结论、标记、相关与后续事件；"
             "then 为当时所知，now 为现在对同一时日所知",
       .en = "The review of a decision: who signed and by what authority that day, the policy in "
             "force, what each rule said then and says now, flags, the events around it and what "
             "followed. `then` is what was known when it was recorded, `now` what is known now of "
             "the same days; `because` names the events that made a difference",
       .audience = any_of({Role::clerk, Role::auditor, Role::reviewer}),
       .arguments = {argument<Position>("position", "决定的位置", "the decision's position"), at_argument(),
                     on_argument()},
       .outcomes = {{200, {{kJson, decision_shape()}, {kBundleType}}}},
       .refuses = {Reason::not_found},
       .reads = "act/{position}",
       .is_fixed = true},
      [&context](const Request& request) { return get_decision(context, request); });
}

}  // namespace tenure

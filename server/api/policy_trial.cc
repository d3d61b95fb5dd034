#include "server/api/policy_trial.h"

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/read.h"
#include "domain/words/known.h"
#include "server/api/call.h"
#include "server/api/shapes.h"
#include "server/sequencer/policy_trial.h"

namespace tenure {
namespace {

TENURE_STRUCT(PolicyToTry, "试算政策", "A policy to try",
  (PackText, pack, "参数文本", "parameters, TOML")
  (Date, from, "首日", "first day")
  (std::optional<Date>, until, "末日", "last day"));

Result<std::shared_ptr<PolicyTrial>> trial_of(const QuestionContext& context, const Request& request) {
  const Call call(context, request);
  const auto org = request.param_as<OrgId>("org");
  if (!org) return tl::unexpected(org.error());
  const Viewer& viewer = call.questions().viewer();
  if (!may_read_files(viewer) || !may_see_org(viewer, call.questions().now(), org->value))
    return refuse(Reason::not_found, "org", org->value);
  const auto asked = read_json<PolicyToTry>(request.body);
  if (!asked) return tl::unexpected(asked.error());
  auto pack = read_sound_pack(asked->pack.value);
  if (!pack) {
    pack.error().where = "pack, " + pack.error().where;
    return tl::unexpected(pack.error());
  }
  TriedPack tried{org->value, std::make_shared<const Pack>(std::move(*pack)), asked->from,
                  asked->until.value_or(context.clock().date())};
  auto trial = PolicyTrial::begin(context.store, std::move(tried), viewer, context.clock());
  if (!trial) return tl::unexpected(trial.error());
  return std::shared_ptr<PolicyTrial>(std::move(*trial));
}

JsonOut head_of(const PolicyTrial& trial) {
  JsonOut out = JsonOut::object();
  out.text("org", trial.tried().org).text("from", trial.tried().from.str());
  out.text("until", trial.tried().until.str()).number("from_size", trial.from_size());
  return out.number("until_size", trial.until_size());
}

/// Everything in one answer.
Response report(PolicyTrial& trial, const std::shared_ptr<Reading>& reading) {
  JsonOut items = JsonOut::array();
  std::size_t told = 0;
  for (bool more = true; more;) {
    std::vector<std::string> found;
    const auto stepped = trial.step(found);
    if (!stepped) return problem(stepped.error());
    more = *stepped;
    for (const std::string& item : found) {
      if (told++ < kTriedItemsMax) items.item(item);
    }
  }
  if (reading) reading->found(told);
  JsonOut out = head_of(trial);
  out.raw("totals", trial.totals()).raw("items", items.str());
  return Response::json(out.number("left_out", told - std::min(told, kTriedItemsMax)).str());
}

/// What differs as it is found, how far it came, and the totals last.
PullStream lines_of(std::shared_ptr<PolicyTrial> trial, std::shared_ptr<Reading> reading) {
  return [trial = std::move(trial), reading = std::move(reading), told = std::size_t{0},
          finished = false]() mutable -> Result<std::optional<std::string>> {
    if (finished) return std::optional<std::string>();
    std::vector<std::string> found;
    const auto more = trial->step(found);
    if (!more) return tl::unexpected(more.error());
    std::string lines;
    for (const std::string& item : found) {
      if (told++ < kTriedItemsMax) lines += item + "\n";
    }
    if (reading) reading->found(found.size());
    if (*more) {
      lines += JsonOut::object()
                   .text("what", "progress")
                   .number("done", trial->done())
                   .number("of", trial->of())
                   .str();
    } else {
      finished = true;
      JsonOut last = JsonOut::object();
      last.text("what", "totals").raw("head", head_of(*trial).str()).raw("totals", trial->totals());
      lines += last.number("left_out", told - std::min(told, kTriedItemsMax)).str();
    }
    return std::optional(lines + "\n");
  };
}

Response try_policy(const QuestionContext& context, const Request& request) {
  const auto trial = trial_of(context, request);
  if (!trial) return problem(trial.error());
  if (!request.accepts(kNdjson)) return report(**trial, request.reading);
  Response out(200, kNdjson, {});
  out.stream = lines_of(*trial, request.reading);
  return out;
}

Shape head_shape() {
  return Shape::object({{"org", Shape::of<OrgId>()},
                        {"from", Shape::of<Date>()},
                        {"until", Shape::of<Date>()},
                        {"from_size", Shape::count()},
                        {"until_size", Shape::count()}});
}

Shape totals_shape() {
  const auto counted = [](const Shape& outcome) {
    return Shape::list(Shape::object({{"rule", Shape::of<Code>(), false},
                                      {"was", outcome},
                                      {"would", outcome},
                                      {"count", Shape::count()}}));
  };
  const Shape truth = Shape::words({"true", "false", "unknown"});
  return Shape::object(
      {{"acts", Shape::count()},
       {"judged_acts", Shape::count()},
       {"refused_acts", Shape::count()},
       {"rules", counted(Shape::of<TriedOutcome>())},
       {"eligibilities", counted(truth)},
       {"computations", Shape::list(Shape::object({{"rule", Shape::of<Code>()}, {"count", Shape::count()}}))},
       {"pay",
        Shape::object(
            {{"people", Shape::count()}, {"was_fen", Shape::of<Fen>()}, {"would_fen", Shape::of<Fen>()}})}});
}

/// What comes out otherwise: of an event at admission, an eligibility, a computation, a year's pay.
std::vector<Shape> differs_shapes() {
  const Shape truth = Shape::words({"true", "false", "unknown"});
  const Shape value = Shape::one_of({Shape::number(), Shape::nothing()});
  const Shape unit = Shape::object({{"name", Shape::text()}, {"zh", Shape::text()}, {"en", Shape::text()}});
  const Shape due = Shape::object({{"component", Shape::of<Code>()},
                                   {"period", Shape::of<Period>()},
                                   {"was_fen", Shape::of<Fen>(), false},
                                   {"would_fen", Shape::of<Fen>(), false}});
  return {Shape::object({{"what", Shape::word("act")},
                         {"position", Shape::of<Position>()},
                         {"recorded_at", Shape::of<Moment>()},
                         {"type", Shape::text()},
                         {"subjects", Shape::list(Shape::text())},
                         {"rule", Shape::of<Code>(), false},
                         {"was", Shape::of<TriedOutcome>()},
                         {"would", Shape::of<TriedOutcome>()},
                         {"message", Shape::text()},
                         {"mentions", Shape::list(Shape::text()), false}}),
          Shape::object({{"what", Shape::word("eligibility")},
                         {"subject", Shape::text()},
                         {"rule", Shape::of<Code>()},
                         {"was", truth},
                         {"would", truth}}),
          Shape::object({{"what", Shape::word("computation")},
                         {"subject", Shape::text()},
                         {"rule", Shape::of<Code>()},
                         {"was", value},
                         {"would", value},
                         {"unit", unit}}),
          Shape::object({{"what", Shape::word("pay")},
                         {"subject", Shape::text()},
                         {"year", Shape::count()},
                         {"was_fen", Shape::of<Fen>()},
                         {"would_fen", Shape::of<Fen>()},
                         {"lines", Shape::list(due)}})};
}

Shape trial_shape() {
  return Shape::object({{"org", Shape::of<OrgId>()},
                        {"from", Shape::of<Date>()},
                        {"until", Shape::of<Date>()},
                        {"from_size", Shape::count()},
                        {"until_size", Shape::count()},
                        {"totals", totals_shape()},
                        {"items", Shape::list(Shape::one_of(differs_shapes()))},
                        {"left_out", Shape::count()}});
}

Shape line_shape() {
  auto lines = differs_shapes();
  lines.push_back(
      Shape::object({{"what", Shape::word("progress")}, {"done", Shape::count()}, {"of", Shape::count()}}));
  lines.push_back(Shape::object({{"what", Shape::word("totals")},
                                 {"head", head_shape()},
                                 {"totals", totals_shape()},
                                 {"left_out", Shape::count()}}));
  return Shape::one_of(lines);
}

}  // namespace

void add_policy_trial_route(Router& router, const QuestionContext& context) {
  router.work(
      {.method = "POST",
       .path = "/v1/policies/{org}/try",
       .id = "tryPolicy",
       .zh = "以另一套政策参数试算过去一段：哪些文书会被标记或拒绝，哪些标记不会有，应发报酬、计算、资格会有"
             "何不同；不写入任何内容",
       .en = "A pack tried on the past: which acts of a stretch would have been flagged or refused and which "
             "flags would not be there, which pay, computations and eligibilities would come out otherwise; "
             "nothing is written. As NDJSON what differs as it is found, how far it came, the totals last",
       .audience = any_of({Role::auditor, Role::reviewer, Role::operator_}),
       .arguments = {argument<OrgId>("org", "组织及其下级", "the organisation with everything below it")},
       .request = {{kJson, Shape::of<PolicyToTry>()}},
       .body_max = PackText::kMax * 8,
       .lane = WorkLane::bulk,
       .outcomes = {{200, {{kJson, trial_shape()}, {kNdjson, line_shape()}}}},
       .refuses = {Reason::not_found, Reason::bad_pack, Reason::bad_request, Reason::limit_list},
       .reads = "org/{org}"},
      [&context](const Request& request) { return try_policy(context, request); });
}

}  // namespace tenure

#include "server/api/acts.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/problem.h"
#include "server/api/admission_json.h"
#include "server/api/batch.h"
#include "server/api/shapes.h"
#include "server/api/telling.h"
#include "server/api/visibility.h"
#include "server/http/refusals.h"

namespace tenure {
namespace {

constexpr std::size_t kIndexDigitsMax = 18;

std::optional<std::uint64_t> index_in(std::string_view text) {
  if (text.empty() || text.size() > kIndexDigitsMax || (text.size() > 1 && text.front() == '0')) return {};
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

std::string entry_bytes(const Entry& entry) {
  const EntryBytes bytes = encode_entry(entry);
  return std::string(as_view(bytes));
}

std::string entry_json(const Entry& entry) {
  JsonOut out = JsonOut::object();
  out.number("index", entry.index).text("position", Position{entry.index, 0}.str());
  out.text("recorded_at", Moment{static_cast<std::int64_t>(entry.recorded_us)}.str());
  out.text("entry", to_base64(as_bytes(entry_bytes(entry))));
  return out.str();
}

std::string record_json(const LogRecord& record, const std::string& verdict) {
  JsonOut out = JsonOut::object();
  out.number("index", record.index).text("position", Position{record.index, 0}.str());
  out.text("recorded_at", record.recorded_at.str()).text("act", record.act.value);
  out.text("authority", record.authority.value);
  out.text("entry", to_base64(as_bytes(entry_bytes(record.entry()))));
  out.raw("envelope", to_json(Envelope{record.payload, std::string(kActPayloadType), record.signatures}));
  out.raw("verdict", verdict);
  return out.str();
}

Shape act_shape() {
  return Shape::object({{"index", Shape::count()},
                        {"position", Shape::of<Position>()},
                        {"recorded_at", Shape::of<Moment>()},
                        {"act", Shape::of<ActId>(), false},
                        {"authority", Shape::of<OrgId>(), false},
                        {"entry", Shape::text()},
                        {"envelope", envelope_shape(), false},
                        {"verdict", Shape::of<Verdict>(), false}});
}

Shape rehearsal_shape() {
  return Shape::object(
      {{"flags", Shape::of<std::vector<Flag>>()}, {"refusals", Shape::list(Shape::of<Problem>())}});
}

std::string rehearsal_json(const Rehearsal& rehearsal) {
  JsonOut refusals = JsonOut::array();
  for (const Refusal& refusal : rehearsal.refusals) refusals.item(problem_json(refusal));
  JsonOut out = JsonOut::object();
  return out.raw("flags", to_json(rehearsal.verdict.flags)).raw("refusals", refusals.str()).str();
}

Result<Digest> digest_in(const Request& request) {
  const auto digest = request.param_as<ContentDigest>("digest");
  if (!digest) return tl::unexpected(digest.error());
  return digest->digest;
}

}  // namespace

void ActsApi::add_routes(Router& router) {
  add_writing(router);
  add_reading(router);
  add_attachments(router);
}

void ActsApi::add_writing(Router& router) {
  const std::vector<Content> submission = {{kJson, submission_shape()}};
  router.later(
      {.method = "POST",
       .path = "/v1/acts",
       .id = "submitAct",
       .zh = "提交文书；签名即授权",
       .en = "Submits a signed act; 200 when it was admitted before",
       .request = submission,
       .body_max = kSubmissionMax,
       .lane = WorkLane::act,
       .outcomes = {{201, {{kJson, admission_shape(true)}}}, {200, {{kJson, admission_shape(true)}}}},
       .refuses = submission_refusals()},
      [this](Request r, const Reply& reply) { submit(std::move(r), reply); });
  router.work(
      {.method = "POST",
       .path = "/v1/acts/check",
       .id = "checkAct",
       .zh = "核对文书，不入账；没有签名则不核对签署权限（authority_judged 为 false）",
       .en = "The verdict on an act, signed or not, without appending it; unsigned, authority is not judged "
             "(`authority_judged` is false)",
       .audience = any_of({Role::clerk}),
       .request = submission,
       .body_max = kSubmissionMax,
       .lane = WorkLane::act,
       .outcomes = json_outcome(checked_shape()),
       .refuses = submission_refusals(),
       .reads = "ledger/self"},
      [this](const Request& r) { return check(r); });
  // It answers out of everybody's files, and keeps other acts waiting meanwhile.
  router.work(
      {.method = "POST",
       .path = "/v1/acts/rehearse",
       .id = "rehearseActs",
       .zh = "逐行核对前后相继的多份文书，不入账；列出每个会被拒绝的事件",
       .en = "What acts, one a line and one after the other, would be told, every event that would be "
             "refused; nothing is appended",
       .audience = unscoped({Role::clerk}),
       .request = {{kNdjson, submission_shape()}},
       .body_max = kRehearsalMax,
       .lane = WorkLane::bulk,
       .outcomes = {{200, {{kNdjson, rehearsal_shape()}}}},
       .refuses = submission_refusals(),
       .reads = "ledger/self"},
      [this](const Request& r) { return rehearse(r); });
  router.meet(
      {.method = "POST",
       .path = "/v1/acts/batch",
       .id = "submitActs",
       .zh = "逐行提交多份文书",
       .en = "Submits an act a line; a verdict or a problem a line, in order",
       .request = {{kNdjson, submission_shape()}},
       .outcomes = {{200, {{kNdjson, Shape::one_of({admission_shape(false), Shape::of<Problem>()})}}}},
       .refuses = {Reason::stopped}},
      [this](const Request&) { return make_batch(sequencer_, metrics_); });
}

void ActsApi::add_reading(Router& router) {
  const std::vector<Argument> act = {argument<Code>("act", "序号或文书号", "an act's index or id")};
  const auto get = [&](Operation operation, Response (ActsApi::*handler)(const Request&)) {
    operation.arguments = act;
    router.work(std::move(operation), [this, handler](const Request& r) { return (this->*handler)(r); });
  };
  get({.path = "/v1/acts/{act}",
       .id = "getAct",
       .zh = "文书；无权者只见条目",
       .en = "An act with envelope and verdict; its entry alone for who may not see all of it",
       .outcomes = json_outcome(act_shape()),
       .refuses = {Reason::rebuilding},
       .reads = "act/{act}"},
      &ActsApi::get_act);
  get({.path = "/v1/acts/{act}/receipt",
       .id = "getReceipt",
       .zh = "回执（tlog-proof）",
       .en = "Its receipt, a tlog-proof",
       .outcomes = {{200, {{kPlainText, Shape::text()}}}},
       .refuses = {Reason::rebuilding}},
      &ActsApi::get_receipt);
  get({.path = "/v1/acts/{act}/payload",
       .id = "getPayload",
       .zh = "签名的原文",
       .en = "The exact bytes that were signed",
       .outcomes = {{200, {{kActPayloadType, Shape::defined("Act")}}}},
       .refuses = {Reason::token_missing, Reason::role_missing, Reason::rebuilding},
       .reads = "act/{act}"},
      &ActsApi::get_payload);
  get({.path = "/v1/acts/{act}/entry",
       .id = "getEntry",
       .zh = "默克尔树叶的字节",
       .en = "The bytes of its leaf of the tree",
       .outcomes = {{200, {{kOctets}}}},
       .refuses = {Reason::rebuilding}},
      &ActsApi::get_entry);
}

void ActsApi::add_attachments(Router& router) {
  const std::vector<Argument> digest = {
      argument<ContentDigest>("digest", "内容摘要", "the content's digest, sha256:<hex>")};
  // For who may see an act that cites it; what no act cites yet, for who may see every act.
  router.work({.path = "/v1/attachments/{digest}",
               .id = "getAttachment",
               .zh = "附件",
               .en = "An attachment",
               .audience = any_of({Role::clerk, Role::auditor, Role::reviewer}),
               .arguments = digest,
               .outcomes = {{200, {{kOctets}}}},
               .refuses = {Reason::absent},
               .reads = "attachment/{digest}"},
              [this](const Request& r) { return get_attachment(r); });
  router.work({.method = "PUT",
               .path = "/v1/attachments/{digest}",
               .id = "putAttachment",
               .zh = "存入附件",
               .en = "Stores an attachment",
               .audience = any_of({Role::clerk}),
               .arguments = digest,
               .request = {{kOctets}},
               .body_max = kAttachmentMax,
               .lane = WorkLane::act,
               .outcomes = {{204}},
               .refuses = {Reason::bad_value, Reason::limit_attachment, Reason::quota_full, Reason::absent,
                           Reason::disk_full}},
              [this](const Request& r) { return put_attachment(r); });
}

// Writing
// ---------------------------------------------------------------------------------------------------------

Response ActsApi::admitted(const Result<Admission>& outcome) {
  if (!outcome) return problem(outcome.error());
  const auto receipt = store_.log().receipt(outcome->index);
  if (!receipt) return problem(receipt.error());
  Response out(outcome->existed ? 200 : 201, kJson, admission_json(*outcome, *receipt));
  return std::move(out).with("Location", "/v1/acts/" + std::to_string(outcome->index));
}

void ActsApi::submit(Request request, const Reply& reply) {
  auto submission = parse_submission(request.body);
  metrics_.act_begun();
  if (!submission) {
    metrics_.act_refused(submission.error().reason);
    reply([refusal = submission.error()] { return problem(refusal); });
    return;
  }
  sequencer_.submit(std::move(*submission), [this, reply](Result<Admission> outcome) {
    if (outcome) {
      metrics_.act_admitted();
    } else {
      metrics_.act_refused(outcome.error().reason);
    }
    reply([this, outcome = std::move(outcome)] { return admitted(outcome); });
  });
}

Response ActsApi::check(const Request& request) {
  auto submission = parse_submission(request.body, 0);
  if (!submission) return problem(submission.error());
  std::set<Subject> registered;
  const std::string payload = submission->envelope.payload;
  const auto may = may_try_after(store_, request.viewer, payload, registered);
  if (!may) return problem(may.error());
  const bool is_signed = !submission->envelope.signatures.empty();
  const auto verdict =
      told(store_, request.viewer, registered, payload, sequencer_.check_and_wait(std::move(*submission)));
  return verdict ? Response::json(checked_json(*verdict, is_signed)) : problem(verdict.error());
}

Response ActsApi::rehearse(const Request& request) {
  std::vector<Submission> acts;
  std::set<Subject> registered;
  std::string_view rest = request.body;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.empty()) continue;
    auto act = parse_submission(line, 0);
    if (!act) {
      act.error().where = "acts[" + std::to_string(acts.size()) + "]." + act.error().where;
      return problem(act.error());
    }
    if (auto may = may_try_after(store_, request.viewer, act->envelope.payload, registered); !may) {
      may.error().where = "acts[" + std::to_string(acts.size()) + "]." + may.error().where;
      return problem(may.error());
    }
    acts.push_back(std::move(*act));
  }
  std::vector<std::string> payloads;
  for (const Submission& act : acts) payloads.push_back(act.envelope.payload);
  const auto rehearsed = sequencer_.rehearse_and_wait(std::move(acts));
  if (!rehearsed) return problem(rehearsed.error());
  if (request.reading) request.reading->found(rehearsed->size());
  std::string out;
  for (std::size_t i = 0; i < rehearsed->size(); ++i)
    out += rehearsal_json(told(store_, request.viewer, registered, payloads[i], (*rehearsed)[i])) + "\n";
  return {200, kNdjson, std::move(out)};
}

// Reading
// ---------------------------------------------------------------------------------------------------------

Result<std::uint64_t> ActsApi::index_of(const Request& request) const {
  const std::string& text = request.param("act");
  if (const auto index = index_in(text)) {
    if (*index < store_.log().head().size) return *index;
    return refuse(Reason::not_found, "act", text);
  }
  const auto act = ActId::parse(text);
  if (!act) return refuse(Reason::not_found, "act", tenure::quoted(text));
  const auto found = find_seen_act(store_, request.viewer, *act);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return refuse(Reason::not_found, "act", text);
  return **found;
}

Result<LogRecord> ActsApi::record_for(const Request& request) {
  const auto index = index_of(request);
  if (!index) return tl::unexpected(index.error());
  auto record = store_.log().record(*index);
  if (!record) return record;
  if (may_see_act(store_, request.viewer, *record)) return record;
  return refuse(request.viewer.known() ? Reason::role_missing : Reason::token_missing);
}

/// A line for each person and case that the act is about, so that each finds who read it.
void ActsApi::journal(const Request& request, const LogRecord& record, std::string_view endpoint) {
  std::string payload = record.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  std::set<Subject> read;
  for (const Event& event : parse_act(payload).act.events) {
    for (const Subject& subject : subjects(event)) {
      if (subject.kind == SubjectKind::person || subject.kind == SubjectKind::case_) read.insert(subject);
    }
  }
  if (read.empty() || request.reading == nullptr) return;
  request.reading->subject = read.begin()->str();
  read.erase(read.begin());
  const Moment now = Sequencer::system_now();
  for (const Subject& subject : read) reads_.note(request.viewer, subject.str(), endpoint, now, {});
}

Response ActsApi::get_act(const Request& request) {
  const auto index = index_of(request);
  if (!index) return problem(index.error());
  const auto record = store_.log().record(*index);
  if (!record) return problem(record.error());
  if (!may_see_act(store_, request.viewer, *record)) {
    if (request.reading) request.reading->refused();  // the entry is everybody's
    return Response::json(entry_json(record->entry()));
  }
  journal(request, *record, "/v1/acts");
  return Response::json(record_json(*record, told_verdict(store_, request.viewer, *record)));
}

Response ActsApi::get_receipt(const Request& request) {
  const auto index = index_of(request);
  if (!index) return problem(index.error());
  auto receipt = store_.log().receipt(*index);
  if (!receipt) return problem(receipt.error());
  return {200, kPlainText, std::move(*receipt)};
}

Response ActsApi::get_payload(const Request& request) {
  auto record = record_for(request);
  if (!record) return problem(record.error());
  journal(request, *record, "/v1/acts");
  return {200, kActPayloadType, std::move(record->payload)};
}

Response ActsApi::get_entry(const Request& request) {
  const auto index = index_of(request);
  if (!index) return problem(index.error());
  const auto entry = store_.log().entry(*index);
  if (!entry) return problem(entry.error());
  return {200, kOctets, entry_bytes(*entry)};
}

// Attachments
// ---------------------------------------------------------------------------------------------------------

Response ActsApi::put_attachment(const Request& request) {
  const auto digest = digest_in(request);
  if (!digest) return problem(digest.error());
  const std::lock_guard lock(attachments_mutex_);
  if (!store_.attachments().holds(*digest)) {
    if (request.body.size() > kAttachmentMax) return problem({Reason::limit_attachment, digest->hex(), {}});
    if (sha256(request.body) != *digest)
      return problem({Reason::bad_value, "digest", both("内容的摘要不符", "the content has another digest")});
    const Viewer& viewer = request.viewer;
    const auto room =
        uploads_.admit(*digest,
                       {Sequencer::system_now(), viewer.token_id,
                        viewer.scope ? viewer.scope->value : std::string(), request.body.size()},
                       {[this](const Digest& each) { return is_cited(each); },
                        [this](const Digest& each) { return drop_uncited(each); }});
    if (!room) return problem(room.error());
  }
  if (auto done = store_.attachments().put(*digest, as_bytes(request.body)); !done)
    return problem(done.error());
  return {204, {}, {}};
}

bool ActsApi::is_cited(const Digest& digest) const {
  const auto cited = store_.indexed(attachment_index_key(digest), store_.size());
  return !cited || !cited->empty() || drafts_.cites(digest, Sequencer::system_now());
}

/// Between the acts: none that cites it is on its way.
bool ActsApi::drop_uncited(const Digest& digest) {
  bool dropped = false;
  const auto ran = sequencer_.run_alone(
      [&] { dropped = !is_cited(digest) && store_.attachments().drop(digest).has_value(); });
  return ran && dropped;
}

Response ActsApi::get_attachment(const Request& request) {
  const auto digest = digest_in(request);
  if (!digest) return problem(digest.error());
  if (request.reading)
    request.reading->subject = "attachment/" + ContentDigest{*digest}.str();  // as a refused one says it
  const auto may = may_see_attachment(store_, request.viewer, *digest);
  if (!may) return problem(may.error());
  // What nobody cited may have made room for others; what is cited and not there is damage.
  const bool is_there = *may && (store_.attachments().holds(*digest) || is_cited(*digest));
  auto content = is_there ? store_.attachments().get(*digest)
                          : refuse(Reason::not_found, "digest", ContentDigest{*digest}.str());
  if (!content) return problem(content.error());
  // The type that an act gives it is its issuer's word: a browser must not run what it holds.
  return Response(200, kOctets, std::move(*content)).with("Content-Disposition", "attachment");
}

}  // namespace tenure

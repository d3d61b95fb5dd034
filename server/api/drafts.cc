#include "server/api/drafts.h"

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/problem.h"
#include "domain/describe/read.h"
#include "server/api/shapes.h"
#include "server/api/telling.h"
#include "server/api/visibility.h"
#include "server/http/refusals.h"

namespace tenure {

/// The body of PUT .../signatures.
TENURE_STRUCT(DraftSignature, "签名", "Signature",
  (KeyId, keyid, "密钥", "keyid")
  (ShortText, sig, "签名值", "sig"));  ///< base64, as in an envelope

TENURE_STRUCT(DraftSignatures, "草稿签名", "Signatures of a draft",
  (std::vector<DraftSignature>, signatures, "签名", "signatures"));

namespace {

std::string strings_json(const std::vector<std::string>& items) {
  JsonOut out = JsonOut::array();
  for (const std::string& item : items) out.item(json_string(item));
  return out.str();
}

void put_head(const Draft& draft, JsonOut& out) {
  std::vector<std::string> signed_by;
  for (const Signed& signature : draft.submission.envelope.signatures) signed_by.push_back(signature.keyid);
  out.text("draft", draft.digest.hex()).text("created", draft.created.str());
  out.text("expires", draft.expires.str());
  out.raw("awaiting", strings_json(draft.awaited)).raw("signed_by", strings_json(signed_by));
}

std::string info_json(const DraftInfo& info) {
  JsonOut out = JsonOut::object();
  out.text("draft", info.digest.hex())
      .text("created", info.created.str())
      .text("expires", info.expires.str());
  out.text("act", info.act).text("authority", info.authority);
  out.raw("awaiting", strings_json(info.awaited)).raw("signed_by", strings_json(info.signed_by));
  return out.str();
}

Result<std::vector<std::string>> awaited_in(const Request& request) {
  const auto keyids = request.query.all("awaiting");
  if (keyids.size() > kAwaitedMax) return refuse(Reason::limit_list, "awaiting");
  return std::vector<std::string>(keyids.begin(), keyids.end());
}

Result<std::vector<Signed>> signatures_in(const std::string& body) {
  const auto read = read_json<DraftSignatures>(body);
  if (!read) return tl::unexpected(read.error());
  std::vector<Signed> out;
  for (const DraftSignature& one : read->signatures) {
    auto sig = from_base64_any(one.sig.value);
    if (!sig) return refuse(Reason::envelope_base64, "signatures.sig");
    out.push_back({one.keyid.value, std::move(*sig)});
  }
  if (out.empty() || out.size() > kSignaturesMax) return refuse(Reason::limit_signatures, "signatures");
  return out;
}

/// What is known of a draft, with members of `more`.
Shape draft_shape(std::vector<Shape::Member> more) {
  const Shape keyids = Shape::list(Shape::of<KeyId>());
  more.insert(more.begin(), {{"draft", Shape::text()},
                             {"created", Shape::of<Moment>()},
                             {"expires", Shape::of<Moment>()},
                             {"awaiting", keyids},
                             {"signed_by", keyids}});
  return Shape::object(more);
}

/// 201 once it is in the ledger, 202 with what is still missing.
std::vector<Outcome> waiting_or_admitted() {
  const Shape waiting = draft_shape({{"missing", Shape::of<Problem>(), false}});
  return {{202, {{kJson, waiting}}},
          {201, {{kJson, admission_shape(true)}}},
          {200, {{kJson, admission_shape(true)}}}};
}

}  // namespace

void DraftsApi::add_routes(Router& router) {
  const Audience clerks = any_of({Role::clerk});
  const auto awaiting = argument<KeyId>("awaiting", "待签密钥", "a key whose signature is awaited");
  const auto digest = argument<Code>("digest", "内容摘要", "SHA-256 of the payload, in hex");
  router.work({.method = "POST",
               .path = "/v1/drafts",
               .id = "postDraft",
               .zh = "存入待签文书",
               .en = "An act on its way to its signatures; submitted with the last one",
               .audience = clerks,
               .arguments = {awaiting.repeated()},
               .request = {{kJson, submission_shape()}},
               .body_max = kSubmissionMax,
               .lane = WorkLane::act,
               .outcomes = waiting_or_admitted(),
               .refuses = submission_refusals() + std::vector{Reason::quota_full},
               .reads = "ledger/self"},
              [this](const Request& r) { return post(r); });
  const Shape line = draft_shape({{"act", Shape::of<ActId>()}, {"authority", Shape::of<OrgId>()}});
  router.work(
      {.path = "/v1/drafts",
       .id = "listDrafts",
       .zh = "待签文书目录",
       .en = "Drafts, or those that a key has not signed yet",
       .audience = clerks,
       .arguments = {awaiting},
       .outcomes = json_outcome(Shape::object({{"drafts", Shape::list(line)}, {"more", Shape::flag()}})),
       .reads = "org/{org}|ledger/self"},
      [this](const Request& r) { return list(r); });
  router.work({.path = "/v1/drafts/{digest}",
               .id = "getDraft",
               .zh = "待签文书",
               .en = "A draft with its submission",
               .audience = clerks,
               .arguments = {digest},
               .outcomes = json_outcome(draft_shape({{"submission", submission_shape()}})),
               .refuses = {Reason::rebuilding},
               .reads = "draft/{digest}"},
              [this](const Request& r) { return get(r); });
  router.work({.method = "DELETE",
               .path = "/v1/drafts/{digest}",
               .id = "deleteDraft",
               .zh = "删除待签文书；由存入它的令牌",
               .en = "Deletes a draft, by the token that made it",
               .audience = clerks,
               .arguments = {digest},
               .outcomes = {{204}},
               .refuses = {Reason::rebuilding}},
              [this](const Request& r) { return remove(r); });
  router.work({.method = "PUT",
               .path = "/v1/drafts/{digest}/signatures",
               .id = "signDraft",
               .zh = "附上签名",
               .en = "Adds signatures to a draft",
               .audience = clerks,
               .arguments = {digest},
               .request = {{kJson, Shape::of<DraftSignatures>()}},
               .lane = WorkLane::act,
               .outcomes = waiting_or_admitted(),
               .refuses = submission_refusals() + body_refusals()},
              [this](const Request& r) { return sign(r); });
}

bool DraftsApi::sees(const Viewer& viewer, const Submission& submission) const {
  std::string payload = submission.envelope.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  return may_see_authority(archive_, viewer, parse_act(payload).act.authority);
}

namespace {

Result<Digest> draft_named(const Request& request) {
  const std::string& named = request.param("digest");
  const auto raw = from_hex(named);
  const auto digest = raw ? Digest::from_raw(*raw) : std::nullopt;
  if (!digest) return refuse(Reason::not_found, "draft", tenure::quoted(named));
  return *digest;
}

}  // namespace

Result<Draft> DraftsApi::draft_for(const Request& request) {
  const auto digest = draft_named(request);
  if (!digest) return tl::unexpected(digest.error());
  auto draft = drafts_.get(*digest, Sequencer::system_now());
  if (draft && !sees(request.viewer, draft->submission))
    return refuse(Reason::not_found, "draft", digest->hex());
  return draft;
}

Response DraftsApi::post(const Request& request) {
  auto awaited = awaited_in(request);
  if (!awaited) return problem(awaited.error());
  auto submission = parse_submission(request.body, 0);
  if (!submission) return problem(submission.error());
  if (!sees(request.viewer, *submission)) return problem({Reason::role_missing, "authority", {}});
  if (auto known =
          admitted_before(request, sha256(submission->envelope.payload), submission->envelope.signatures))
    return std::move(*known);
  std::set<Subject> registered;
  const std::string payload = submission->envelope.payload;
  const auto may = may_try_after(archive_, request.viewer, payload, registered);
  if (!may) return problem(may.error());
  if (auto good = verify_signatures(submission->envelope); !good) return problem(good.error());
  // Whatever is wrong with it but its signatures is said now, not when the last one has signed.
  Submission unsigned_one = *submission;
  unsigned_one.envelope.signatures.clear();
  const auto verdict =
      told(archive_, request.viewer, registered, payload, sequencer_.check_and_wait(std::move(unsigned_one)));
  if (!verdict) return problem(verdict.error());
  const auto draft = drafts_.add(std::move(*submission), std::move(*awaited), request.viewer.token_id,
                                 Sequencer::system_now());
  if (!draft) return problem(draft.error());
  return submit_if_complete(request, *draft);
}

Response DraftsApi::sign(const Request& request) {
  const auto signatures = signatures_in(request.body);
  if (!signatures) return problem(signatures.error());
  if (const auto digest = draft_named(request)) {
    if (auto known = admitted_before(request, *digest, *signatures)) return std::move(*known);
  }
  const auto seen = draft_for(request);
  if (!seen) return problem(seen.error());
  const auto draft = drafts_.sign(seen->digest, *signatures, Sequencer::system_now());
  if (!draft) return problem(draft.error());
  return submit_if_complete(request, *draft);
}

Response DraftsApi::remove(const Request& request) {
  const auto draft = draft_for(request);
  if (!draft) return problem(draft.error());
  if (draft->maker.empty() || draft->maker != request.viewer.token_id)
    return problem({Reason::role_missing, "draft", both("由另一令牌存入", "it was made by another token")});
  const auto done = drafts_.remove(draft->digest);
  return done ? Response(204, {}, {}) : problem(done.error());
}

/// The act is submitted again with the signatures that are shown: it answers whose keys it was admitted with.
std::optional<Response> DraftsApi::admitted_before(const Request& request, const Digest& digest,
                                                   const std::vector<Signed>& signatures) {
  const auto known = drafts_.admitted(digest, Sequencer::system_now());
  if (!known || signatures.empty() || !may_see_authority(archive_, request.viewer, OrgId{known->authority}))
    return std::nullopt;
  const auto record = archive_.log().record(known->index);
  if (!record) return problem(record.error());
  return acts_.admitted(
      sequencer_.submit_and_wait({{record->payload, std::string(kActPayloadType), signatures}, {}}));
}

/// 201 with the admission when the signatures suffice, otherwise 202 with what is still missing.
Response DraftsApi::submit_if_complete(const Request& request, const Draft& draft) {
  if (!draft.submission.envelope.signatures.empty()) {
    const auto verdict = told(archive_, request.viewer, {}, draft.submission.envelope.payload,
                              sequencer_.check_and_wait(draft.submission));
    if (verdict) {
      const auto outcome = sequencer_.submit_and_wait(draft.submission);
      if (outcome) {
        // It is in the ledger; a draft that stays behind only expires.
        static_cast<void>(drafts_.finish(draft.digest, outcome->index));
      }
      return acts_.admitted(outcome);
    }
    JsonOut out = JsonOut::object();
    put_head(draft, out);
    out.raw("missing", problem_json(verdict.error()));
    return {202, kJson, out.str()};
  }
  JsonOut out = JsonOut::object();
  put_head(draft, out);
  return {202, kJson, out.str()};
}

Response DraftsApi::list(const Request& request) {
  const auto keyid = request.query.get<KeyId>("awaiting");
  JsonOut drafts = JsonOut::array();
  std::size_t shown = 0;
  bool more = false;
  for (const DraftInfo& info : drafts_.list(Sequencer::system_now())) {
    if (keyid && !info.awaits(keyid->value)) continue;
    if (!may_see_authority(archive_, request.viewer, OrgId{info.authority})) continue;
    more = shown == kDraftsPageMax;
    if (more) break;
    drafts.item(info_json(info));
    ++shown;
  }
  if (request.reading) request.reading->found(shown);
  JsonOut out = JsonOut::object();
  out.raw("drafts", drafts.str()).flag("more", more);
  return Response::json(out.str());
}

Response DraftsApi::get(const Request& request) {
  const auto draft = draft_for(request);
  if (!draft) return problem(draft.error());
  JsonOut out = JsonOut::object();
  put_head(*draft, out);
  out.raw("submission", to_json(draft->submission));
  return Response::json(out.str());
}

}  // namespace tenure

#include "server/api/evidence.h"

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "server/api/arguments.h"
#include "server/http/encoding.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/proof.h"

namespace tenure {
namespace {

constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
constexpr std::string_view kShort = "public, max-age=1";
constexpr std::string_view kMetricsText = "text/plain; version=0.0.4; charset=utf-8";

std::string hashes_json(const std::vector<Digest>& hashes) {
  JsonOut out = JsonOut::array();
  for (const Digest& hash : hashes) out.item(json_string(to_base64(hash.view())));
  return out.str();
}

Response not_modified(const std::string& tag, std::string_view cache) {
  return Response(304, {}, {}).with("ETag", tag).with("Cache-Control", std::string(cache));
}

/// A size up to the log's, the log's when it is not given.
Result<std::uint64_t> size_in(const Request& request, std::string_view name, std::uint64_t size_now) {
  const auto size = request.query.get<Count>(name);
  if (!size) return size_now;
  if (size->value > size_now)
    return refuse(Reason::not_found, std::string(name), both("日志有 {} 条", "the log has {}", size_now));
  return size->value;
}

Shape inclusion_shape() {
  return Shape::object({{"index", Shape::count()},
                        {"size", Shape::count()},
                        {"leaf", Shape::text()},
                        {"proof", Shape::list(Shape::text())},
                        {"root", Shape::text()}});
}

Shape consistency_shape() {
  return Shape::object({{"from_size", Shape::count()},
                        {"until_size", Shape::count()},
                        {"from_root", Shape::text()},
                        {"until_root", Shape::text()},
                        {"proof", Shape::list(Shape::text())}});
}

}  // namespace

void EvidenceApi::add_routes(Router& router) {
  add_evidence(router);
  add_operation(router);
}

void EvidenceApi::add_evidence(Router& router) {
  router.quick({.path = "/checkpoint",
                .id = "getCheckpoint",
                .zh = "签名的检查点",
                .en = "The newest signed checkpoint",
                .outcomes = {{200, {{kPlainText, Shape::text()}}}, {304}}},
               [this](const Request& r) { return checkpoint(r); });
  router.work({.path = "/tile/{path...}",
               .id = "getTile",
               .zh = "树的瓦片（tlog-tiles）",
               .en = "A tile or an entry bundle, as C2SP tlog-tiles names it",
               .arguments = {argument<LongText>("path", "瓦片路径", "as 0/000 or entries/000.p/3")},
               .outcomes = {{200, {{kOctets}}}, {304}},
               .refuses = {Reason::tile_path}},
              [this](const Request& r) { return tile(r); });
  router.work({.path = "/v1/proofs/inclusion",
               .id = "proveInclusion",
               .zh = "包含证明",
               .en = "The proof that an entry is in the tree",
               .arguments = {argument<Count>("index", "条目序号", "of the entry").needed(),
                             argument<Count>("size", "树大小，缺省为现在", "tree size; now when absent")},
               .outcomes = json_outcome(inclusion_shape()),
               .refuses = {Reason::not_found}},
              [this](const Request& r) { return inclusion(r); });
  router.work({.path = "/v1/proofs/consistency",
               .id = "proveConsistency",
               .zh = "一致性证明",
               .en = "The proof that one tree extends another",
               .arguments = {argument<Count>("from_size", "较早的树大小", "the earlier size").needed(),
                             argument<Count>("until_size", "较晚的树大小，缺省为现在",
                                             "the later size; now when absent")},
               .outcomes = json_outcome(consistency_shape()),
               .refuses = {Reason::not_found, Reason::proof_shape}},
              [this](const Request& r) { return consistency(r); });
}

void EvidenceApi::add_operation(Router& router) {
  const std::vector<Outcome> text = {{200, {{kPlainText, Shape::text()}}}};
  router.quick({.path = "/healthz",
                .id = "getHealth",
                .zh = "进程存活",
                .en = "Whether the process lives",
                .outcomes = text},
               [](const Request&) { return Response(200, kPlainText, "ok\n"); });
  router.quick({.path = "/readyz",
                .id = "getReadiness",
                .zh = "可否写入",
                .en = "Whether writes are taken",
                .outcomes = text,
                .refuses = {Reason::stopped, Reason::rebuilding}},
               [this](const Request&) { return readiness(); });
  router.work({.path = "/metrics",
               .id = "getMetrics",
               .zh = "运行指标（Prometheus）",
               .en = "Figures for Prometheus; from another machine with an operator's token",
               .lane = WorkLane::act,
               .outcomes = {{200, {{kMetricsText, Shape::text()}}}},
               .refuses = {Reason::token_missing, Reason::role_missing}},
              [this](const Request& r) { return figures(r); });
}

Response EvidenceApi::checkpoint(const Request& request) const {
  const auto now = log_.published();
  const std::string tag =
      "\"" + std::to_string(now->head.size) + "-" + now->head.root.hex().substr(0, 16) + "\"";
  if (has_it(request, tag)) return not_modified(tag, kShort);
  return Response(200, kPlainText, now->checkpoint)
      .with("ETag", tag)
      .with("Cache-Control", std::string(kShort));
}

Response EvidenceApi::tile(const Request& request) {
  const auto name = parse_tile_path("tile/" + request.param("path"));
  if (!name) return problem(name.error());
  if (!exists_at(*name, log_.head().size)) return problem({Reason::tile_path, request.param("path"), {}});
  // What is at a path never changes, so its name is its tag.
  const std::string tag = "\"" + tile_path(*name) + "\"";
  if (has_it(request, tag)) return not_modified(tag, kImmutable);
  auto bytes = log_.tile_bytes(*name);
  if (!bytes) return problem(bytes.error());
  return Response(200, kOctets, std::move(*bytes))
      .with("ETag", tag)
      .with("Cache-Control", std::string(kImmutable));
}

Response EvidenceApi::inclusion(const Request& request) {
  const std::uint64_t index = request.query.get<Count>("index")->value;
  const auto size = size_in(request, "size", log_.head().size);
  if (!size) return problem(size.error());
  if (index >= *size)
    return problem({Reason::not_found, "index", both("树有 {} 条", "the tree has {}", *size)});
  const auto entry = log_.entry(index);
  const auto proof = inclusion_proof(log_, index, *size);
  const auto root = root_at(log_, *size);
  if (!entry) return problem(entry.error());
  if (!proof) return problem(proof.error());
  if (!root) return problem(root.error());
  JsonOut out = JsonOut::object();
  out.number("index", index).number("size", *size);
  out.text("leaf", to_base64(leaf_hash(encode_entry(*entry)).view())).raw("proof", hashes_json(*proof));
  out.text("root", to_base64(root->view()));
  return Response::json(out.str());
}

Response EvidenceApi::consistency(const Request& request) {
  const std::uint64_t from = request.query.get<Count>("from_size")->value;
  const auto until = size_in(request, "until_size", log_.head().size);
  if (!until) return problem(until.error());
  if (from > log_.head().size) {
    return problem({Reason::beyond_head, "from_size", both("账本现有 {} 条", "head {}", log_.head().size)});
  }
  const auto proof = consistency_proof(log_, from, *until);
  if (!proof) return problem(proof.error());
  const auto from_root = root_at(log_, from);
  const auto until_root = root_at(log_, *until);
  if (!from_root) return problem(from_root.error());
  if (!until_root) return problem(until_root.error());
  JsonOut out = JsonOut::object();
  out.number("from_size", from).number("until_size", *until);
  out.text("from_root", to_base64(from_root->view())).text("until_root", to_base64(until_root->view()));
  out.raw("proof", hashes_json(*proof));
  return Response::json(out.str());
}

Response EvidenceApi::readiness() const {
  const auto ready = ready_();
  return ready ? Response(200, kPlainText, "ready\n") : problem(ready.error());
}

/// A scraper on the same machine needs no token.
Response EvidenceApi::figures(const Request& request) const {
  if (!request.loopback) {
    if (auto may = any_of({Role::operator_}).admits(request.viewer); !may) return problem(may.error());
  }
  return {200, kMetricsText, metrics_.text()};
}

}  // namespace tenure

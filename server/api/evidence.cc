#include "server/api/evidence.h"

#include "domain/describe/json_out.h"
#include "server/access/access.h"
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

bool has_it(const Request& request, const std::string& tag) {
  const std::string_view held = request.header("if-none-match");
  return held == "*" || held.find(tag) != std::string_view::npos;
}

/// A size up to the log's, the log's when it is not given.
Result<std::uint64_t> size_in(const Request& request, std::string_view name, std::uint64_t size_now) {
  const auto size = request.query.number(name);
  if (!size) return tl::unexpected(size.error());
  if (!*size) return size_now;
  if (**size > size_now)
    return refuse(Reason::not_found, std::string(name), "the log has " + std::to_string(size_now));
  return **size;
}

Result<std::uint64_t> number_in(const Request& request, std::string_view name) {
  const auto number = request.query.number(name);
  if (!number) return tl::unexpected(number.error());
  if (!*number) return refuse(Reason::bad_request, std::string(name), "absent");
  return **number;
}

}  // namespace

void EvidenceApi::add_routes(Router& router) {
  router.quick("GET", "/checkpoint", [this](const Request& r) { return checkpoint(r); });
  router.work("GET", "/tile/{path...}", [this](const Request& r) { return tile(r); });
  router.work("GET", "/v1/proofs/inclusion", [this](const Request& r) { return inclusion(r); });
  router.work("GET", "/v1/proofs/consistency", [this](const Request& r) { return consistency(r); });
  router.quick("GET", "/healthz", [](const Request&) { return Response(200, kPlainText, "ok\n"); });
  router.quick("GET", "/readyz", [this](const Request&) { return readiness(); });
  router.work("GET", "/metrics", [this](const Request& r) { return figures(r); });
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
  if (auto known = request.query.only({"index", "size"}); !known) return problem(known.error());
  const auto index = number_in(request, "index");
  if (!index) return problem(index.error());
  const auto size = size_in(request, "size", log_.head().size);
  if (!size) return problem(size.error());
  if (*index >= *size) return problem({Reason::not_found, "index", "the tree has " + std::to_string(*size)});
  const auto entry = log_.entry(*index);
  const auto proof = inclusion_proof(log_, *index, *size);
  const auto root = root_at(log_, *size);
  if (!entry) return problem(entry.error());
  if (!proof) return problem(proof.error());
  if (!root) return problem(root.error());
  JsonOut out = JsonOut::object();
  out.number("index", *index).number("size", *size);
  out.text("leaf", to_base64(leaf_hash(encode_entry(*entry)).view())).raw("proof", hashes_json(*proof));
  out.text("root", to_base64(root->view()));
  return Response::json(out.str());
}

Response EvidenceApi::consistency(const Request& request) {
  if (auto known = request.query.only({"from_size", "until_size"}); !known) return problem(known.error());
  const auto from = number_in(request, "from_size");
  if (!from) return problem(from.error());
  const auto until = size_in(request, "until_size", log_.head().size);
  if (!until) return problem(until.error());
  const auto proof = consistency_proof(log_, *from, *until);
  if (!proof) return problem(proof.error());
  const auto from_root = root_at(log_, *from);
  const auto until_root = root_at(log_, *until);
  if (!from_root) return problem(from_root.error());
  if (!until_root) return problem(until_root.error());
  JsonOut out = JsonOut::object();
  out.number("from_size", *from).number("until_size", *until);
  out.text("from_root", to_base64(from_root->view())).text("until_root", to_base64(until_root->view()));
  out.raw("proof", hashes_json(*proof));
  return Response::json(out.str());
}

Response EvidenceApi::readiness() const {
  if (ready_()) return {200, kPlainText, "ready\n"};
  return problem({Reason::stopped, {}, {}});
}

/// A scraper on the same machine needs no token.
Response EvidenceApi::figures(const Request& request) const {
  if (!request.loopback) {
    if (auto good = require(request.viewer, {Role::operator_}); !good) return problem(good.error());
  }
  return {200, kMetricsText, metrics_.text()};
}

}  // namespace tenure

#include "server/bundle/bundle.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "domain/describe/json_out.h"
#include "domain/ledger/rows.h"
#include "server/api/telling.h"
#include "server/api/visibility.h"
#include "server/bundle/verifier_texts.h"
#include "server/bundle/zip_writer.h"
#include "server/tables/shown.h"
#include "storage/evidence/proof.h"
#include "storage/evidence/receipt.h"

namespace tenure {
namespace {

constexpr std::string_view kReadme =
    "证据包：report/ 为报告，acts/ 为其所引文书及其在账本中的证明。\n"
    "核验无须网络，只需 Python 3：\n"
    "\n"
    "    python3 verify.py --manifest <制作时所示的清单摘要> --log-key <机关公布的日志公钥>\n"
    "\n"
    "两项都可省略；省略时程序列出所见的值，请自行核对。报告和核验程序本身只由清单保证。\n"
    "\n"
    "A bundle: report/ holds the report, acts/ the acts that it cites and what proves them.\n"
    "To verify it, without a network and with nothing but Python 3, run the line above with the manifest's\n"
    "digest as it was shown when the bundle was made and the log's key as its operator publishes it. "
    "Without\n"
    "them the program prints what it sees, for you to compare. The report and the verifier themselves are\n"
    "vouched for by the manifest alone.\n";

/// Members of answers that hold positions; the verifier looks at the same ones.
bool holds_positions(std::string_view member) {
  constexpr std::string_view kCiting[] = {"position", "policy",   "registered",
                                          "revoked",  "evidence", "because"};
  return std::ranges::find(kCiting, member) != std::end(kCiting);
}

void collect(const Shown& value, bool citing, std::set<Position>& out) {
  for (const auto& [name, inner] : value.members()) collect(inner, holds_positions(name), out);
  for (const Shown& item : value.items()) collect(item, citing, out);
  if (const auto position = citing ? Position::parse(value.text()) : std::nullopt) out.insert(*position);
}

}  // namespace

Bundle::Bundle(LedgerStore& store, const Viewer& viewer)
    : store_(store),
      viewer_(viewer),
      head_(store.log().published()),
      now_(store,
           {std::min(store.size(), head_->head.size), Date{std::numeric_limits<std::int32_t>::max()}}) {
  files_.emplace("README.txt", kReadme);
  files_.emplace("verify.py", kBundleVerifier);
  files_.emplace("ed25519.py", kBundleEd25519);
  files_.emplace("checkpoint", head_->checkpoint);
  files_.emplace("log.vkey", store.log_key().text() + "\n");
  acts_.insert(0);  // which ledger it is, and its root keys
}

void Bundle::add_file(std::string_view name, std::string content) {
  files_["report/" + std::string(name)] = std::move(content);
}

void Bundle::cite(Position position) {
  cited_.insert(position);
  acts_.insert(position.index);
}

Result<void> Bundle::cite_all_of(std::string_view json) {
  const auto answer = ParsedAnswer::parse(json);
  if (!answer) return tl::unexpected(answer.error());
  std::set<Position> positions;
  collect(answer->root(), false, positions);
  for (const Position position : positions) cite(position);
  return {};
}

void Bundle::add_signer(const std::string& keyid, std::uint64_t index) {
  Key& key = keys_[keyid];
  const auto& roots = now_.row<LedgerRow>(kLedgerSubject.id)->root_keys;
  if (std::ranges::find(roots, keyid, &Ref<KeyId>::str) != roots.end()) {
    key.registered = Position{};
    return;
  }
  const auto* row = now_.row<KeyRow>(keyid);
  if (row == nullptr) return;
  key.registered = row->registered;
  if (row->registered) acts_.insert(row->registered->index);
  for (const Grant& grant : row->grants) {
    if (grant.position.index >= index) continue;
    key.authorised.insert(grant.position);
    acts_.insert(grant.position.index);
  }
}

Result<void> Bundle::put_act(std::uint64_t index) {
  const auto record = store_.log().record(index);
  if (!record) return tl::unexpected(record.error());
  const auto proof = inclusion_proof(store_.log(), index, head_->head.size);
  if (!proof) return tl::unexpected(proof.error());
  const std::string at = fmt::format("acts/{}/", index);
  const EntryBytes entry = encode_entry(record->entry());
  files_[at + "entry"] = std::string(as_view(entry));
  files_[at + "receipt"] = receipt_text(index, *proof, head_->checkpoint);
  if (!may_see_act(store_, viewer_, *record)) return {};
  files_[at + "envelope.json"] =
      to_json(Envelope{record->payload, std::string(kActPayloadType), record->signatures});
  // With a word withheld it would be another one than the log has.
  if (told_verdict(store_, viewer_, *record) == record->verdict)
    files_[at + "verdict.json"] = record->verdict;
  for (const Signed& signature : record->signatures) add_signer(signature.keyid, index);
  return {};
}

std::string Bundle::cited_json() const {
  JsonOut positions = JsonOut::array();
  for (const Position position : cited_) positions.item(json_string(position.str()));
  JsonOut out = JsonOut::object();
  out.text("origin", store_.origin()).number("size", head_->head.size);
  return out.raw("positions", positions.str()).str() + "\n";
}

std::string Bundle::keys_json() const {
  JsonOut out = JsonOut::array();
  for (const auto& [keyid, key] : keys_) {
    JsonOut authorised = JsonOut::array();
    for (const Position position : key.authorised) authorised.item(json_string(position.str()));
    JsonOut item = JsonOut::object();
    item.text("key", keyid);
    if (key.registered) item.text("registered", key.registered->str());
    out.item(item.raw("authorised", authorised.str()).str());
  }
  return out.str() + "\n";
}

std::string Bundle::manifest() const {
  std::string out;
  for (const auto& [name, content] : files_) out += fmt::format("{}  {}\n", sha256(content).hex(), name);
  return out;
}

Result<MadeBundle> Bundle::make() && {
  // Acts that registered signers have signers of their own: all are earlier than what they signed.
  std::set<std::uint64_t> put;
  while (put.size() < acts_.size()) {
    if (acts_.size() > kBundleActsMax)
      return refuse(Reason::limit_list, "acts", both("超过 {} 份文书", "more than {} acts", kBundleActsMax));
    for (const std::uint64_t index : std::set<std::uint64_t>(acts_)) {
      if (!put.insert(index).second) continue;
      if (index >= head_->head.size) return refuse(Reason::not_found, "act", std::to_string(index));
      if (auto done = put_act(index); !done) return tl::unexpected(done.error());
    }
  }
  if (now_.failure()) return tl::unexpected(*now_.failure());
  files_["cited.json"] = cited_json();
  files_["keys.json"] = keys_json();
  std::string listed = manifest();
  const Digest digest = sha256(listed);
  files_[std::string(kBundleManifest)] = std::move(listed);
  auto zip = zip_of(files_);
  if (!zip) return tl::unexpected(zip.error());
  return MadeBundle{std::move(*zip), digest};
}

}  // namespace tenure

#include "tests/unit/format/example.h"

#include <fmt/format.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <stdexcept>

#include "storage/evidence/checkpoint.h"
#include "storage/evidence/merkle.h"
#include "storage/files/files.h"
#include "storage/keys/key_file.h"
#include "tests/support/ledger.h"
#include "tests/unit/domain/making.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOrigin = "example.org/tenure";
constexpr std::string_view kLogSeed = "tenure example log";
constexpr std::string_view kRoot = "tenure example root";
constexpr std::string_view kGenesisId = "01HK1H3R00EXAMP1E000000000";
constexpr std::string_view kActId = "01HK1H3R00EXAMP1E000000001";
constexpr std::string_view kGenesisMoment = "2024-01-01T00:00:00Z";
constexpr std::string_view kActMoment = "2024-01-01T08:30:00Z";
constexpr std::size_t kShownBytes = 32;

void must(bool done, std::string_view what) {
  if (!done) throw std::runtime_error(std::string(what));
}

Act act_with(std::string_view id, std::string_view moment) {
  Act act;
  act.id = *ActId::parse(id);
  act.authority = {"o-county"};
  act.issued_at = *Moment::parse(moment);
  return act;
}

OrgRegistered org(const std::string& id, const std::string& name, const std::string& kind) {
  OrgRegistered out;
  out.org = {id};
  out.name = {name};
  out.kind = {kind};
  return out;
}

ActBuilder genesis(const Signer& root, const std::string& log_key) {
  Act act = act_with(kGenesisId, kGenesisMoment);
  act.nonce = Code{"example-nonce"};
  LedgerOpened opened;
  opened.origin = {std::string(kOrigin)};
  opened.clock = Clock::simulated;
  opened.root_keys = {{KeyId{root.id()}}};
  opened.log_key = {log_key};
  return ActBuilder(std::move(act))
      .add("2024-01-01", opened)
      .add("2024-01-01", org("o-county", "县", "county"));
}

ActBuilder first_act(const std::string& ledger) {
  Act act = act_with(kActId, kActMoment);
  act.ledger = ShortText{ledger};
  auto village = org("o-village", "村", "village");
  village.parent = OrgId{"o-county"};
  PersonRegistered person;
  person.person = {"p-0001"};
  person.org = {"o-village"};
  const std::string salt(Commitment::kSaltSize, 's');
  person.name = {Commitment::make(as_bytes(salt), "name", "张三")};
  return ActBuilder(std::move(act)).add("2024-01-01", village).add("2024-01-01", person);
}

}  // namespace

FormatExample::FormatExample() {
  replace_log_key();
  record();
}

// A ledger draws its log's key; the example needs one that is always the same, before anything is signed.
void FormatExample::replace_log_key() const {
  LedgerStore::Options options;
  options.folder = folder();
  std::string drawn;
  {
    const auto created = LedgerStore::create(options, std::string(kOrigin));
    must(created.has_value(), "create");
    drawn = (*created)->log_key().text();
  }
  auto& files = *options.fs;
  const std::string seed(as_view(sha256(kLogSeed).view()));
  std::vector<NoteSigner> signers;
  signers.push_back(*NoteSigner::make(std::string(kOrigin), *SecretKey::from_seed(seed)));
  fs::remove(folder_ / "keys/log.key");
  must(save_key_file(files, folder_ / "keys/log.key", key_pair_of(SecretBytes::copy_of(as_bytes(seed))), {})
           .has_value(),
       "key");
  fs::remove(folder_ / "head");
  const auto empty = sign_checkpoint({std::string(kOrigin), 0, empty_root()}, signers);
  must(HeadAnchor::create(options.fs, folder_ / "head", *empty).has_value(), "head");
  std::string text = file("ledger.json");
  text.replace(text.find(drawn), drawn.size(), signers.front().verifier().text());
  must(write_file(files, folder_ / "ledger.json", as_bytes(text), IfExists::replace).has_value(),
       "ledger.json");
}

void FormatExample::record() const {
  LedgerStore::Options options;
  options.folder = folder();
  const auto store = LedgerStore::open(options);
  must(store.has_value(), "open");
  Sequencer::Options started;
  started.verify_threads = 1;
  const auto sequencer = Sequencer::start(**store, started);
  must(sequencer.has_value(), "start");
  const Signer root = Signer::named(kRoot);
  const auto submit = [&](const ActBuilder& act) {
    const auto done = (*sequencer)->submit_and_wait(sign(act.payload(), {&root}));
    must(done.has_value(), done ? "" : done.error().text());
  };
  submit(genesis(root, (*store)->log_key().text()));
  submit(first_act(**(*store)->ledger_id()));
}

std::string FormatExample::file(const std::string& name) const { return test::read_file(folder_ / name); }

Dump FormatExample::views() const {
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().filename().string().starts_with("views-")) return dump(entry.path());
  }
  throw std::runtime_error("no views");
}

Dump FormatExample::dump(const std::string& database) {
  std::vector<std::string> names;
  must(rocksdb::DB::ListColumnFamilies({}, database, &names).ok(), "families");
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  must(rocksdb::DB::OpenForReadOnly({}, database, families, &handles, &opened).ok(), "open " + database);
  const std::unique_ptr<rocksdb::DB> db(opened);
  Dump out;
  for (auto* family : handles) {
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}, family));
    auto& content = out[family->GetName()];
    for (it->SeekToFirst(); it->Valid(); it->Next()) content[it->key().ToString()] = it->value().ToString();
    must(it->status().ok(), family->GetName());
  }
  for (auto* family : handles) db->DestroyColumnFamilyHandle(family);
  return out;
}

std::string hex_dump(std::string_view bytes) {
  if (bytes.empty()) return "(empty)\n";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += kShownBytes) {
    const std::string_view line = bytes.substr(at, kShownBytes);
    std::string shown;
    for (const char c : line) shown += c >= ' ' && c <= '~' ? c : '.';
    out += fmt::format("{:04x}  {:<64}  {}\n", at, to_hex(as_bytes(line)), shown);
  }
  return out;
}

std::string key_and_value(std::string_view key, std::string_view value) {
  return "key\n" + hex_dump(key) + "value\n" + hex_dump(value);
}

}  // namespace tenure::testing

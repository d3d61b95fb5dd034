#include "tests/support/ledger.h"

#include <algorithm>
#include <stdexcept>

#include "tests/support/plain_words.h"
#include "tests/support/recording.h"

namespace tenure::testing {
namespace {

constexpr std::string_view kStart = "2024-01-01T00:00:00Z";
constexpr std::string_view kMidnight = "T16:00:00Z";  ///< in Beijing, with which the next day begins
constexpr std::string_view kRegisteredOn = "2000-01-01";
constexpr std::int64_t kSecondUs = 1'000'000;

/// A setup that does not work is the test's own fault.
template <class T>
T must(Result<T> result, std::string_view what) {
  if (!result) throw std::runtime_error(std::string(what) + ": " + result.error().text());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

Signer Signer::named(std::string_view name) {
  return Signer(*SecretKey::from_seed(as_view(sha256(name).view())));
}

Signed Signer::sign(std::string_view payload) const {
  const auto signature = key_.sign(as_bytes(pae(kActPayloadType, payload)));
  return {id(), std::string(as_view(signature.view()))};
}

ActBuilder& ActBuilder::issued(std::string_view moment) {
  act_.issued_at = *Moment::parse(moment);
  issued_later_ = false;
  return *this;
}

void ActBuilder::issue_after(Date on) {
  const auto begun = Moment::parse(on.plus_days(-1).str() + std::string(kMidnight));
  if (begun) act_.issued_at = std::max(act_.issued_at, *begun);
}

ActBuilder& ActBuilder::expects(std::string_view key, Position position) {
  const auto slash = key.rfind('/');
  act_.expects.push_back({*Subject::parse(key.substr(0, slash)), find_area(key.substr(slash + 1)), position});
  return *this;
}

Submission sign(std::string payload, const Signers& signers) {
  Submission out;
  out.envelope.payload_type = kActPayloadType;
  for (const Signer* signer : signers) out.envelope.signatures.push_back(signer->sign(payload));
  out.envelope.payload = std::move(payload);
  return out;
}

TestLedger::TestLedger(Options options) : options_(std::move(options)), now_(*Moment::parse(kStart)) {
  for (std::size_t i = 0; i < options_.root_keys; ++i)
    roots_.push_back(Signer::named("root" + std::to_string(i)));
  store_ = must(LedgerStore::create(store_options(), options_.origin), "create");
  sequencer_ = must(Sequencer::start(*store_, sequencer_options()), "start");
  open_genesis();
  register_org("o-town", "o-county", "township");
  register_org("o-village", "o-town", "village");
}

LedgerStore::Options TestLedger::store_options() const {
  LedgerStore::Options out;
  out.folder = folder_.path();
  if (options_.fs != nullptr) out.fs = options_.fs;
  return out;
}

Sequencer::Options TestLedger::sequencer_options() const {
  Sequencer::Options out;
  out.verify_threads = options_.verify_threads;
  out.on_committed = options_.on_committed;
  if (options_.system_clock) out.clock = options_.system_clock;
  return out;
}

void TestLedger::open_genesis() {
  Act act;
  act.id = next_act_id();
  act.nonce = Code{"nonce-of-" + act.id.value};
  act.authority = {"o-county"};
  act.issued_at = now_;
  ActBuilder builder(std::move(act));
  LedgerOpened opened;
  opened.origin = {options_.origin};
  opened.clock = options_.clock;
  for (const Signer& root : roots_) opened.root_keys.push_back({KeyId{root.id()}});
  opened.root_threshold = options_.root_threshold;
  opened.log_key = {store_->log_key().text()};
  builder.add("2024-01-01", std::move(opened));
  OrgRegistered county;
  county.org = {"o-county"};
  county.name = {"县委组织部"};
  county.kind = {"county"};
  builder.add(kRegisteredOn, std::move(county));
  must(submit(builder, root()), "genesis");
  ledger_id_ = *must(store_->ledger_id(), "id");
}

Signers TestLedger::root() const {
  Signers out;
  for (const Signer& signer : roots_) out.push_back(&signer);
  return out;
}

ActId TestLedger::next_act_id() {
  std::string bytes;
  put_be<8>(bytes, ++act_number_);
  bytes.resize(10, 'x');
  std::array<std::byte, 10> random;
  std::copy_n(as_bytes(bytes).begin(), random.size(), random.begin());
  return ActId::make(static_cast<std::uint64_t>(now_.us / 1000), random);
}

ActBuilder TestLedger::act(const std::string& authority) {
  now_.us += kSecondUs;
  Act act;
  act.id = next_act_id();
  act.ledger = ShortText{ledger_id_};
  act.authority = {authority};
  act.issued_at = now_;
  return ActBuilder(std::move(act), options_.clock == Clock::simulated);
}

Result<Admission> TestLedger::submit(const ActBuilder& act, const Signers& signers) {
  if (act.issued_later()) now_ = std::max(now_, act.act().issued_at);
  return submit_bytes(act.payload(), signers);
}

Result<Admission> TestLedger::submit_bytes(std::string payload, const Signers& signers) {
  Submission submission = sign(payload, signers);
  const auto signatures = submission.envelope.signatures;
  auto answer = sequencer_->submit_and_wait(std::move(submission));
  if (!answer && is_english_alone(answer.error().detail))
    throw std::logic_error("a refusal in English alone: " + answer.error().text());
  note_submission(folder_.path(), payload, signatures, answer);
  return answer;
}

const Signer& TestLedger::stranger() {
  const std::string name = "key" + std::to_string(keys_.size());
  const Signer& key = keys_.emplace(name, Signer::named(name)).first->second;
  auto builder = act();
  KeyRegistered registered;
  registered.key = {key.id()};
  registered.alg = {"ed25519"};
  registered.person = {PersonId{"p-" + name}};
  builder.add("2024-01-01", std::move(registered));
  must(submit(builder, root()), "register key");
  return key;
}

void TestLedger::grant(SignerAuthorised granted) {
  auto builder = act();
  builder.add("2024-01-01", std::move(granted));
  must(submit(builder, root()), "grant");
}

const Signer& TestLedger::clerk(const std::string& org_subtree, std::vector<std::string> types) {
  const Signer& key = stranger();
  SignerAuthorised granted;
  granted.key = {key.id()};
  granted.person = {PersonId{"p-clerk"}};
  granted.org_subtree = {OrgId{org_subtree}};
  for (std::string& type : types) granted.types.push_back({std::move(type)});
  granted.from = Date::of(2024, 1, 1);
  grant(std::move(granted));
  return key;
}

void TestLedger::register_org(const std::string& org, const std::string& parent, const std::string& kind) {
  OrgRegistered registered;
  registered.org = {org};
  registered.name = {"组织 " + org};
  registered.kind = {kind};
  registered.parent = OrgId{parent};
  auto builder = act();
  builder.add(kRegisteredOn, std::move(registered));
  must(submit(builder, root()), "register " + org);
}

void TestLedger::register_person(const std::string& person, const std::string& org) {
  PersonRegistered registered;
  registered.person = {person};
  registered.org = {org};
  registered.name = {sealed_as("name", "张三 " + person)};
  auto builder = act();
  builder.add("2024-01-01", std::move(registered));
  must(submit(builder, root()), "register " + person);
}

std::shared_ptr<const void> TestLedger::read_row(const View& view, std::string_view subject,
                                                 std::string_view part, std::uint64_t size) {
  const auto bytes = must(store_->row(row_key(view, subject, part), size), "row");
  if (!bytes) return nullptr;
  return must(decode_row(view, *bytes), "decode").row;
}

void TestLedger::close() {
  sequencer_.reset();
  store_.reset();
}

Result<void> TestLedger::reopen() {
  close();
  auto store = LedgerStore::open(store_options());
  if (!store) return tl::unexpected(store.error());
  store_ = std::move(*store);
  auto sequencer = Sequencer::start(*store_, sequencer_options());
  if (!sequencer) return tl::unexpected(sequencer.error());
  sequencer_ = std::move(*sequencer);
  return {};
}

Commitment sealed_as(std::string_view path, std::string_view value) {
  const Digest salt = sha256(value);
  return Commitment::make(salt.view(), path, value);
}

}  // namespace tenure::testing

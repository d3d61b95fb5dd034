// A process that is made to be killed: opens or creates a ledger and submits signed acts from several threads
// as fast as they are answered. It says each answer on standard output once it has it:
//
//   ready
//   ack <act id> <index> <recorded_at, microseconds>
//   no <act id> <reason>
//
// crash_worker <folder> <seed> [<flush>]; ends only by a signal or with a refusal on standard error. With
// <flush> it makes the rows durable every so many milliseconds, so that a crash leaves some of them: without,
// mostly none.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <random>
#include <thread>

#include "domain/pay/events.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

constexpr unsigned kThreads = 4;
constexpr int kEventsMax = 20;
constexpr std::string_view kOrigin = "crash.example/tenure";

void say(const std::string& line) {
  // One write below PIPE_BUF: the reader sees whole lines or nothing.
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(2);
}

[[noreturn]] void give_up(const Refusal& refusal) {
  fmt::print(stderr, "{}\n", refusal.text());
  std::_Exit(2);
}

class Client {
 public:
  Client(Sequencer& sequencer, const Signer& signer, std::uint64_t seed)
      : sequencer_(sequencer), signer_(signer), random_(seed) {}

  ActBuilder act() {
    Act out;
    std::array<std::byte, 10> bytes;
    for (auto& byte : bytes) byte = static_cast<std::byte>(random_());
    const Moment now = Sequencer::system_now();
    out.id = ActId::make(static_cast<std::uint64_t>(now.us / 1000), bytes);
    out.authority = {"o-county"};
    out.issued_at = now;
    out.ledger = ShortText{sequencer_.ledger_id()};
    return ActBuilder(std::move(out));
  }

  /// The index of an admitted act.
  std::optional<std::uint64_t> submit(const ActBuilder& act, std::vector<SealedInput> sealed = {}) {
    Submission submission = sign(act.payload(), {&signer_});
    submission.sealed = std::move(sealed);
    const auto done = sequencer_.submit_and_wait(std::move(submission));
    const std::string& id = act.act().id.value;
    say(done ? fmt::format("ack {} {} {}\n", id, done->index, done->recorded_at.us)
             : fmt::format("no {} {}\n", id, name(done.error().reason)));
    return done ? std::optional(done->index) : std::nullopt;
  }

  /// Organisations, their names, people with a sealed name and offices; one act in eight contradicts the
  /// record in its last event.
  void submit_something() {
    auto builder = act();
    std::vector<SealedInput> sealed;
    const std::string stem = act_stem();
    const int events = 1 + static_cast<int>(random_() % kEventsMax);
    for (int i = 0; i < events; ++i) add_event(builder, stem, i, sealed);
    if (random_() % 8 == 0) builder.add("2024-02-01", org(stem + "-0"));
    const auto index = submit(builder, std::move(sealed));
    if (index && events > kFirstRenaming) {
      renamings_.emplace_back(Position{*index, kFirstRenaming}, OrgId{"o-" + stem + "-0"});
    }
  }

  /// One act in six corrects an earlier one.
  void submit_or_correct() {
    if (!renamings_.empty() && random_() % 6 == 0) return correct_something();
    submit_something();
  }

  /// An earlier renaming, or what a correction made of it, was wrong or should not have been.
  void correct_something() {
    const auto& [target, org] = renamings_[random_() % renamings_.size()];
    CorrectionRecorded correction;
    correction.target = target;
    correction.reason = {Commitment{}};
    if (random_() % 3 != 0) {
      const Date on = Date::of(2024, 2, 1).plus_days(static_cast<int>(random_() % 28));
      correction.replacement =
          make_event(on, OrgRenamed{org, {fmt::format("更正村 {}", random_() % 100)}, {}});
    }
    auto builder = act();
    builder.add("2024-03-02", std::move(correction));
    submit(builder);
  }

 private:
  static constexpr int kFirstRenaming = 3;  ///< what comes before it is the village, a person and an office

  std::string act_stem() { return fmt::format("{:016x}", random_()); }

  static OrgRegistered org(const std::string& stem) {
    OrgRegistered out;
    out.org = {"o-" + stem};
    out.name = {"村 " + stem};
    out.kind = {"village"};
    out.parent = OrgId{"o-county"};
    return out;
  }

  void add_event(ActBuilder& builder, const std::string& stem, int i, std::vector<SealedInput>& sealed) {
    if (i == 0) {
      builder.add("2024-01-02", org(stem + "-0"));
    } else if (i == 1) {
      PersonRegistered person;
      person.person = {"p-" + stem};
      person.org = {"o-" + stem + "-0"};
      const std::string value = "张三 " + stem;
      const Digest salt = sha256(value);
      person.name = {Commitment::make(salt.view(), "name", value)};
      sealed.push_back({person.name.commitment, {to_base64url(salt.view())}, {value}});
      builder.add("2024-01-03", std::move(person));
    } else if (i == 2) {
      SecretaryAppointed appointed;
      appointed.person = {"p-" + stem};
      appointed.org = {"o-" + stem + "-0"};
      builder.add("2024-03-01", std::move(appointed));
    } else if (i > kFirstRenaming && i % 4 == 0) {
      PayDisbursed paid;
      paid.person = {"p-" + stem};
      paid.org = {"o-" + stem + "-0"};
      paid.component = {"allowance"};
      paid.period = Period::of_year(2024);
      paid.amount_fen = {i};
      builder.add(fmt::format("2024-02-{:02}", 1 + random_() % 28), std::move(paid));
    } else {
      // Backdated as often as not, so that rows are rebuilt too.
      const auto day = 1 + random_() % 28;
      builder.add(fmt::format("2024-02-{:02}", day),
                  OrgRenamed{{"o-" + stem + "-0"}, {fmt::format("村 {}", i)}, {}});
    }
  }

  Sequencer& sequencer_;
  const Signer& signer_;
  std::mt19937_64 random_;
  std::vector<std::pair<Position, OrgId>> renamings_;  ///< that were admitted
};

ActBuilder genesis(Client& client, const Signer& root, const LedgerStore& store) {
  auto builder = client.act();
  builder.act().ledger.reset();
  builder.act().nonce = Code{"nonce-of-" + builder.act().id.value};
  LedgerOpened opened;
  opened.origin = {std::string(kOrigin)};
  opened.root_keys.push_back({KeyId{root.id()}});
  opened.log_key = {store.log_key().text()};
  builder.add("2024-01-01", std::move(opened));
  OrgRegistered county;
  county.org = {"o-county"};
  county.name = {"县委组织部"};
  county.kind = {"county"};
  builder.add("2024-01-01", std::move(county));
  return builder;
}

void flush_rows_for_ever(ViewStore& views, std::chrono::milliseconds pause) {
  while (true) {
    std::this_thread::sleep_for(pause);
    if (auto done = views.flush(); !done) give_up(done.error());
  }
}

int run(const std::string& folder, std::uint64_t seed, std::chrono::milliseconds flush) {
  LedgerStore::Options options;
  options.folder = folder;
  auto store = LedgerStore::open(options);
  if (!store && store.error().reason == Reason::no_ledger)
    store = LedgerStore::create(options, std::string(kOrigin));
  if (!store) give_up(store.error());
  auto sequencer = Sequencer::start(**store, {});
  if (!sequencer) give_up(sequencer.error());
  say("ready\n");
  const Signer root = Signer::named("root0");
  if ((*store)->log().head().size == 0) {
    Client first(**sequencer, root, seed);
    first.submit(genesis(first, root, **store));
  }
  std::vector<std::thread> threads;
  if (flush.count() > 0) {
    threads.emplace_back([&store, flush] { flush_rows_for_ever((*store)->views(), flush); });
  }
  for (unsigned i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      Client client(**sequencer, root, seed * kThreads + i + 1);
      while (true) client.submit_or_correct();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace tenure::testing

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) return 1;
  const std::chrono::milliseconds flush(argc == 4 ? std::strtol(argv[3], nullptr, 10) : 0);
  return tenure::testing::run(argv[1], std::strtoull(argv[2], nullptr, 10), flush);
}

#include "ops/demo/demo.h"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/registry/events.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/signing.h"
#include "storage/files/files.h"

namespace tenure::demo {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLogKey = "log";
constexpr std::string_view kPlanFile = "/plan.json";
constexpr std::uint64_t kPlanFileMax = 4 << 10;
constexpr std::size_t kActsInFlightMax = kQueueActsMax / 4;
constexpr std::size_t kBytesInFlightMax = kQueueBytesMax / 4;
constexpr std::chrono::microseconds kPause{200};

/// Hands acts to the sequencer as fast as it takes them. An act's index is known before its answer: whatever
/// else comes out is remembered and refuses the next one.
class SequencerOutbox final : public Outbox {
 public:
  explicit SequencerOutbox(Sequencer& sequencer) : sequencer_(sequencer) {}
  ~SequencerOutbox() override { wait_for(0, 0); }

  Result<std::uint64_t> hand_in(Submission&& submission, std::uint64_t expected) override {
    wait_for(kActsInFlightMax, kBytesInFlightMax);
    if (auto refusal = first_refusal()) return tl::unexpected(std::move(*refusal));
    const std::size_t bytes = submission.envelope.payload.size();
    ++acts_;
    bytes_ += bytes;
    sequencer_.submit(std::move(submission), [this, bytes, expected](const Result<Admission>& done) {
      if (!done) fail(done.error());
      if (done && done->index != expected)
        fail({Reason::already, std::to_string(expected),
              both("文书在第 {0} 号", "the act stands at {0}", done->index)});
      bytes_ -= bytes;
      --acts_;
    });
    return expected;
  }

  Result<void> settle() override {
    wait_for(0, 0);
    if (auto refusal = first_refusal()) return tl::unexpected(std::move(*refusal));
    return {};
  }

 private:
  void wait_for(std::size_t acts, std::size_t bytes) const {
    while (acts_ > acts || bytes_ > bytes) std::this_thread::sleep_for(kPause);
  }
  void fail(Refusal refusal) {
    const std::lock_guard lock(mutex_);
    if (!refusal_) refusal_ = std::move(refusal);
  }
  std::optional<Refusal> first_refusal() {
    const std::lock_guard lock(mutex_);
    return refusal_;
  }

  Sequencer& sequencer_;
  std::atomic<std::size_t> acts_ = 0;
  std::atomic<std::size_t> bytes_ = 0;
  std::mutex mutex_;  ///< guards refusal_
  std::optional<Refusal> refusal_;
};

Act genesis_act(const Plan& plan, Date day, const Keyring& keys, const std::string& log_key) {
  LedgerOpened opened;
  opened.origin = {std::string(kOrigin)};
  opened.clock = Clock::simulated;
  opened.root_keys.push_back({KeyId{keys.id_of(std::string(kTopOrg))}});
  opened.log_key = {log_key};
  OrgRegistered top;
  top.org = {std::string(kTopOrg)};
  top.name = {"演示账本（模拟数据）"};
  top.kind = {"authority"};

  const Digest random =
      sha256(fmt::format("tenure demo genesis/{}/{}/{}", plan.locality.value, plan.scale, plan.seed));
  Act act;
  act.issued_at = {day.days * std::int64_t{86'400'000'000}};
  std::array<std::byte, 10> id;
  std::copy_n(random.bytes.begin(), id.size(), id.begin());
  act.id = ActId::make(static_cast<std::uint64_t>(act.issued_at.us / 1000), id);
  act.nonce = Code{to_base64url(random.view())};
  act.authority = top.org;
  act.events.push_back(make_event(day, std::move(opened)));
  act.events.push_back(make_event(day, std::move(top)));
  return act;
}

Result<void> open_with(Sequencer& sequencer, const Act& act, const SecretKey& root) {
  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = write_act(act);
  if (auto done = add_signature(submission.envelope, root); !done) return done;
  const auto admitted = sequencer.submit_and_wait(std::move(submission));
  if (!admitted) return tl::unexpected(admitted.error());
  return {};
}

/// Nothing, or an empty folder.
Result<void> is_free(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) || fs::is_empty(folder, error)) return {};
  return refuse(Reason::exists, folder, "请换一个目录 | choose another folder");
}

Result<Made> tell(const MakeOptions& options, LedgerStore& store, Story& story, const Keyring& keys) {
  Sequencer::Options sequencing;
  auto sequencer = Sequencer::start(store, std::move(sequencing));
  if (!sequencer) return tl::unexpected(sequencer.error());
  const Act genesis = genesis_act(options.plan, story.begin(), keys, store.log_key().text());
  if (auto done = open_with(**sequencer, genesis, keys.of(std::string(kTopOrg))); !done)
    return tl::unexpected(done.error());
  auto ledger = ledger_id_of(store);
  if (!ledger) return tl::unexpected(ledger.error());

  SequencerOutbox outbox(**sequencer);
  Scribe scribe(outbox, keys, {static_cast<std::uint64_t>(options.plan.seed), *ledger, 1, "demo"});
  Schedule schedule;
  story.plan_past(schedule, keys);
  const auto after = [&](Date day) {
    options.on_progress({day, scribe.acts() + 1, scribe.events() + genesis.events.size()});
    return true;
  };
  if (auto done = schedule.run(scribe, options.until.value_or(story.end()), after); !done)
    return tl::unexpected(done.error());
  if (auto done = outbox.settle(); !done) return tl::unexpected(done.error());
  const Head head = store.log().head();
  return Made{std::move(*ledger),
              store.log_key().text(),
              head.root.hex(),
              head.size,
              scribe.events() + genesis.events.size(),
              story.planted()};
}

}  // namespace

Story::Story(const Plan& plan) {
  const auto scale = static_cast<std::size_t>(plan.scale);
  const auto seed = static_cast<std::uint64_t>(plan.seed);
  if (plan.locality.value == "irregular") {
    irregular_.emplace(seed, scale);
    return;
  }
  if (plan.locality.value != "HX") pingyang_.emplace(seed, scale);
  if (plan.locality.value != "PY") haixing_.emplace(seed, scale);
}

std::vector<County*> Story::counties() {
  std::vector<County*> out;
  if (pingyang_) out.push_back(&pingyang_->county());
  if (haixing_) out.push_back(&haixing_->county());
  if (irregular_) out.push_back(&irregular_->county());
  return out;
}

std::vector<std::string> Story::signing_orgs() {
  std::vector<std::string> out{std::string(kTopOrg)};
  for (County* county : counties()) {
    const auto orgs = county->signing_orgs();
    out.insert(out.end(), orgs.begin(), orgs.end());
  }
  return out;
}

void Story::plan_past(Schedule& schedule, const Keyring& keys) {
  for (County* county : counties()) county->plan_opening(schedule, begin(), keys);
  if (pingyang_) pingyang_->plan(schedule);
  if (haixing_) haixing_->plan(schedule);
  if (irregular_) irregular_->plan(schedule);
}

void Story::plan_month(Schedule& schedule, Date month) {
  if (pingyang_ && month > end()) pingyang_->plan_month(schedule, month);
  if (haixing_) haixing_->plan_month(schedule, month);
}

Result<Made> make(const MakeOptions& options) {
  const fs::path folder = (fs::path(options.folder) / "").parent_path();
  const std::string staging = folder.string() + ".new";
  for (const std::string& each : {options.folder, staging, options.keys_folder}) {
    if (auto free = is_free(each); !free) return tl::unexpected(free.error());
  }
  Story story(options.plan);
  const Keyring keys = Keyring::of_seed(static_cast<std::uint64_t>(options.plan.seed), story.signing_orgs());
  LedgerStore::Options store_options;
  store_options.folder = staging;
  store_options.log_seed =
      Keyring::seed_for(static_cast<std::uint64_t>(options.plan.seed), std::string(kLogKey));
  std::error_code error;
  auto made = [&]() -> Result<Made> {
    auto store = LedgerStore::create(store_options, std::string(kOrigin));
    if (!store) return tl::unexpected(store.error());
    return tell(options, **store, story, keys);
  }();
  if (!made) {
    fs::remove_all(staging, error);
    return made;
  }
  if (auto saved = keys.save(options.keys_folder); !saved) return tl::unexpected(saved.error());
  const std::string plan = to_json(options.plan) + "\n";
  const auto written = write_file(*default_file_system(), options.keys_folder + std::string(kPlanFile),
                                  as_bytes(plan), IfExists::refuse);
  if (!written) return tl::unexpected(written.error());
  fs::rename(staging, folder, error);
  if (error) return refuse(Reason::io, staging, error.message());
  return made;
}

Result<Plan> load_plan(const std::string& keys_folder) {
  const auto text = read_file(*default_file_system(), keys_folder + std::string(kPlanFile), kPlanFileMax);
  if (!text) return tl::unexpected(text.error());
  return read_json<Plan>(*text);
}

}  // namespace tenure::demo

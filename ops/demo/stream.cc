#include "ops/demo/stream.h"

#include "server/tables/shown.h"

namespace tenure::demo {
namespace {

constexpr std::chrono::milliseconds kRetryFirst{500};
constexpr std::chrono::milliseconds kRetryMost{10'000};
constexpr int kCreated = 201;

/// Takes acts and keeps none.
class Nobody final : public Outbox {
 public:
  Result<std::uint64_t> hand_in(Submission&&, std::uint64_t expected) override { return expected; }
};

/// One that the stream's owner may exchange under the scribe.
class Switch final : public Outbox {
 public:
  explicit Switch(Outbox& to) : to_(&to) {}
  void to(Outbox& other) { to_ = &other; }
  Result<std::uint64_t> hand_in(Submission&& submission, std::uint64_t expected) override {
    return to_->hand_in(std::move(submission), expected);
  }

 private:
  Outbox* to_;
};

/// Whether the server was not there or not able, so that the same act may be tried again.
bool is_passing(Reason reason) {
  switch (reason) {
    case Reason::unreachable:
    case Reason::overload:
    case Reason::rate_limited:
    case Reason::request_timeout:
    case Reason::stopped:
    case Reason::rebuilding:
    case Reason::outcome_unknown:
    case Reason::disk_full:
      return true;
    default:
      return false;
  }
}

/// Whether every other act would be refused as well.
bool is_final(Reason reason) {
  switch (reason) {
    case Reason::wrong_ledger:
    case Reason::key_unknown:
    case Reason::key_revoked:
    case Reason::token_missing:
    case Reason::token_invalid:
    case Reason::role_missing:
      return true;
    default:
      return false;
  }
}

class ServerOutbox final : public Outbox {
 public:
  ServerOutbox(Source& source, const StreamOptions& options) : source_(source), options_(options) {}

  Result<std::uint64_t> hand_in(Submission&& submission, std::uint64_t expected) override {
    ApiCall call;
    call.method = "POST";
    call.target = "/v1/acts";
    call.body = to_json(submission);
    const auto answer = ask(call);
    if (answer) return taken(*answer, expected);
    const Refusal& refusal = answer.error();
    if (refusal.reason == Reason::stopped || is_final(refusal.reason)) return tl::unexpected(refusal);
    options_.on_refusal(refusal);
    return expected;  // it goes on without this act
  }

  /// Again and again while the server is away; `stopped` when it is to end.
  Result<Source::Answer> ask(const ApiCall& call) {
    for (auto wait = kRetryFirst;; wait = std::min(wait * 2, kRetryMost)) {
      auto answer = source_.ask(call);
      if (answer || !is_passing(answer.error().reason)) return answer;
      options_.on_refusal(answer.error());
      if (!options_.pause(wait)) return refuse(Reason::stopped, "stream");
    }
  }

  std::uint64_t fresh() const { return fresh_; }
  bool stopped() const { return stopped_; }

 private:
  Result<std::uint64_t> taken(const Source::Answer& answer, std::uint64_t expected) {
    if (answer.status == kCreated) {
      ++fresh_;
      const bool enough = options_.acts != 0 && fresh_ >= options_.acts;
      if (enough || !options_.pause(options_.interval)) stopped_ = true;
    }
    const auto parsed = ParsedAnswer::parse(answer.body);
    if (!parsed) return tl::unexpected(parsed.error());
    const std::string index = parsed->root().text("index");
    const auto at = Position::parse(index + ".0");
    return at ? at->index : expected;
  }

  Source& source_;
  const StreamOptions& options_;
  std::uint64_t fresh_ = 0;
  bool stopped_ = false;
};

}  // namespace

Result<Progress> stream(Source& source, const StreamOptions& options) {
  const auto plan = load_plan(options.keys_folder);
  if (!plan) return tl::unexpected(plan.error());
  ServerOutbox server(source, options);
  ApiCall call;
  call.target = "/v1/status";
  const auto status = server.ask(call);
  if (!status && status.error().reason == Reason::stopped) return Progress();
  if (!status) return tl::unexpected(status.error());
  const auto parsed = ParsedAnswer::parse(status->body);
  if (!parsed) return tl::unexpected(parsed.error());

  Story story(*plan);
  const auto keys = Keyring::load(options.keys_folder, story.signing_orgs());
  if (!keys) return tl::unexpected(keys.error());
  Nobody nobody;
  Switch outbox(nobody);
  Scribe scribe(outbox, *keys,
                {static_cast<std::uint64_t>(plan->seed), parsed->root().text("ledger"), 1, "demo"});
  Schedule past;
  story.plan_past(past, *keys);
  if (auto done = past.run(scribe, story.end(), [](Date) { return true; }); !done)
    return tl::unexpected(done.error());

  outbox.to(server);
  const std::uint64_t acts_before = scribe.acts();
  const std::uint64_t events_before = scribe.events();
  Progress progress;
  const auto after = [&](Date day) {
    progress = {day, scribe.acts() - acts_before, scribe.events() - events_before};
    options.on_progress(progress);
    return !server.stopped();
  };
  for (Date month = Date::of(2025, 1, 1); !server.stopped(); month = month.plus_months(1)) {
    Schedule schedule;
    story.plan_month(schedule, month);
    const auto done = schedule.run(scribe, Date::of(2199, 1, 1), after);
    if (!done && done.error().reason == Reason::stopped) break;
    if (!done) return tl::unexpected(done.error());
  }
  progress.acts = server.fresh();
  return progress;
}

}  // namespace tenure::demo

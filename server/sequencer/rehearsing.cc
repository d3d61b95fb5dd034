// How acts are rehearsed: judged one on top of the other against the record as it stands, then let go.
#include <fmt/format.h>

#include "server/sequencer/sequencer.h"

namespace tenure {

void Sequencer::rehearse(std::vector<Submission> acts, RehearsalAnswer answer) {
  if (acts.size() > kRehearsedActsMax) {
    answer(refuse(Reason::limit_events, "acts", fmt::format("{} > {}", acts.size(), kRehearsedActsMax)));
    return;
  }
  auto job = std::make_shared<Job>();
  job->dry_run = true;
  job->told = std::move(answer);
  job->answer = [told = job->told](Result<Admission> outcome) { told(tl::unexpected(outcome.error())); };
  for (Submission& act : acts) {
    job->rehearsed.push_back(std::make_shared<Job>());
    job->rehearsed.back()->submission = std::move(act);
    job->rehearsed.back()->dry_run = true;
  }
  enqueue(job);
}

Result<std::vector<Rehearsal>> Sequencer::rehearse_and_wait(std::vector<Submission> acts) {
  std::promise<Result<std::vector<Rehearsal>>> promise;
  rehearse(std::move(acts), [&](Result<std::vector<Rehearsal>> told) { promise.set_value(std::move(told)); });
  return promise.get_future().get();
}

/// One act of a rehearsal, on top of those before it.
Rehearsal Sequencer::rehearse_act(const Job& job, std::uint64_t index, SealsOnTheWay& seals) {
  if (job.refusal) return {{}, {*job.refusal}};
  const Act& act = job.parsed.act;
  const Moment recorded_at = recording_moment(act);
  fold_.begin_act(index, recorded_at, act.klass.value);
  const bool is_stranger = job.keyids.empty();
  const SealsAtHand sealed(job.seals, is_stranger ? nullptr : &seals,
                           is_stranger ? nullptr : &store_.vault());
  const Candidate candidate{job.parsed, job.keyids, index, recorded_at, job.genesis, is_stranger, &sealed};
  Rehearsal out = tenure::rehearse(fold_, policies_, candidate, ledger_id_);
  if (auto held = attachments_held(act); !held) out.refusals.push_back(held.error());
  for (const OpenedSeal& seal : job.seals) {
    if (auto takes = store_.vault().takes(seal.subject); !takes)
      out.refusals.push_back({takes.error().reason, "sealed", seal.subject + " was erased"});
  }
  fold_.keep_act(out.verdict);
  seals.add(job.seals);
  return out;
}

/// The acts are kept in a group of their own, which is abandoned: its rows are found by the acts behind, and
/// never stored.
void Sequencer::rehearse_job(const Job& job) {
  if (const auto why = halted()) {
    job.told(refuse(Reason::stopped, {}, why->text()));
    return;
  }
  std::size_t events = 0;
  for (const JobPtr& act : job.rehearsed) events += act->parsed.act.events.size();
  if (events > kRehearsedEventsMax) {
    job.told(refuse(Reason::limit_events, "acts", fmt::format("{} > {}", events, kRehearsedEventsMax)));
    return;
  }
  std::vector<Rehearsal> out;
  SealsOnTheWay seals;
  for (const JobPtr& act : job.rehearsed) {
    out.push_back(rehearse_act(*act, head_.size + out.size(), seals));
    if (fold_.failure()) break;
  }
  const auto failure = fold_.failure();
  rows_.wait_written();
  fold_.abandon_all();
  if (failure) {
    halt(*failure);
    job.told(tl::unexpected(*failure));
    return;
  }
  job.told(std::move(out));
}

}  // namespace tenure

// How acts are rehearsed: judged one on top of the other against the record as it stood when their turn came,
// then let go.
#include <fmt/format.h>

#include "replay/history_until.h"
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

void Sequencer::hand_to_rehearser(const JobPtr& job) {
  {
    const std::lock_guard lock(mutex_);
    rehearsals_.push_back({job, head_.size, last_recorded_});
  }
  to_rehearse_.notify_one();
}

void Sequencer::rehearse_loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    to_rehearse_.wait(lock, [this] { return stopping_ || !rehearsals_.empty(); });
    if (rehearsals_.empty()) return;
    const RehearsalTurn turn = rehearsals_.front();
    lock.unlock();
    rehearse_job(turn);
    lock.lock();
    rehearsals_.pop_front();
    idle_.notify_all();
  }
}

/// The acts are kept in a fold of their own, whose rows are found by the acts behind and never stored.
void Sequencer::rehearse_job(const RehearsalTurn& turn) const {
  const Job& whole = *turn.job;
  if (const auto why = halted()) {
    whole.told(tl::unexpected(stopped_by(*why)));
    return;
  }
  std::size_t events = 0;
  for (const JobPtr& act : whole.rehearsed) events += act->parsed.act.events.size();
  if (events > kRehearsedEventsMax) {
    whole.told(refuse(Reason::limit_events, "acts", fmt::format("{} > {}", events, kRehearsedEventsMax)));
    return;
  }
  const HistoryUntil history(store_, turn.size);
  Fold fold(history);
  PolicyBook policies;
  SealsOnTheWay seals;
  std::vector<Rehearsal> out;
  for (const JobPtr& job : whole.rehearsed) {
    if (job->refusal) {
      out.push_back({{}, {*job->refusal}});
      continue;
    }
    const Act& act = job->parsed.act;
    const std::uint64_t index = turn.size + out.size();
    const Moment recorded_at = recording_moment(act, turn.last_recorded);
    fold.begin_act(index, recorded_at, act.klass.value);
    const bool is_stranger = job->keyids.empty();
    const SealsAtHand sealed(job->seals, {is_stranger ? nullptr : &seals},
                             is_stranger ? nullptr : &store_.vault());
    const Candidate candidate{job->parsed,  job->keyids, index,  recorded_at,
                              job->genesis, is_stranger, &sealed};
    Rehearsal told = tenure::rehearse(fold, policies, candidate, ledger_id_);
    if (auto held = attachments_held(act); !held) told.refusals.push_back(held.error());
    for (const OpenedSeal& seal : job->seals) {
      if (auto takes = store_.vault().takes(seal.subject); !takes)
        told.refusals.push_back({takes.error().reason, "sealed", seal.subject + " was erased"});
    }
    if (fold.failure()) {
      whole.told(tl::unexpected(*fold.failure()));
      return;
    }
    fold.keep_act(told.verdict, &act);
    seals.add(job->seals);
    out.push_back(std::move(told));
  }
  whole.told(std::move(out));
}

}  // namespace tenure

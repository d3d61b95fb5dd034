#include "server/sequencer/sequencer.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/ledger/rows.h"
#include "storage/evidence/ed25519.h"

namespace tenure {
namespace {

std::optional<PublicKey> public_key_of(std::string_view keyid) {
  const auto raw = from_base64url(keyid);
  return raw ? PublicKey::from_raw(*raw) : std::nullopt;
}

std::string journal_line(const Act& act, const std::vector<std::string>& keyids, const Refusal& refusal) {
  std::string out = R"({"act":)" + json_string(act.id.value) + R"(,"authority":)" +
                    json_string(act.authority.value) + R"(,"reason":)" + json_string(name(refusal.reason)) +
                    R"(,"where":)" + json_string(refusal.where);
  if (!refusal.rule.empty()) out += R"(,"rule":)" + json_string(refusal.rule);
  out += R"(,"keys":[)";
  for (std::size_t i = 0; i < keyids.size(); ++i) out += (i > 0 ? "," : "") + json_string(keyids[i]);
  return out + "]}";
}

std::size_t bytes_of(const Submission& submission) {
  std::size_t out = submission.envelope.payload.size();
  for (const SealedInput& input : submission.sealed) out += sizeof(input) + input.value.value.size();
  return out;
}

}  // namespace

Moment Sequencer::system_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

Sequencer::Sequencer(LedgerStore& store, Options options)
    : store_(store), options_(std::move(options)), fold_(store), writer_(store.views(), [this] {
        { const std::lock_guard lock(mutex_); }  // who looked before it was idle waits by now
        to_sequence_.notify_one();
      }) {}

Result<std::unique_ptr<Sequencer>> Sequencer::start(LedgerStore& store, Options options) {
  std::unique_ptr<Sequencer> out(new Sequencer(store, std::move(options)));
  if (!out->options_.open_in_background) {
    if (auto done = out->open(); !done) return tl::unexpected(done.error());
  }
  for (unsigned i = 0; i < std::max(1U, out->options_.verify_threads); ++i) {
    out->threads_.emplace_back([self = out.get()] { self->verify_loop(); });
  }
  out->threads_.emplace_back([self = out.get()] { self->sequence_loop(); });
  out->threads_.emplace_back([self = out.get()] { self->rehearse_loop(); });
  return out;
}

Sequencer::~Sequencer() {
  if (!threads_.empty()) drain();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  to_verify_.notify_all();
  to_sequence_.notify_all();
  to_rehearse_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  if (!halted_) {
    if (auto done = store_.log().sync_journal(); !done)
      spdlog::warn("journal not synced: {}", done.error().text());
    if (auto done = open_ ? store_.log().anchor_seals() : Result<void>(); !done)
      spdlog::warn("keys and values not counted: {}", done.error().text());
  }
  if (!halted()) {
    if (auto done = store_.views().flush(); !done) spdlog::warn("views not flushed: {}", done.error().text());
  }
}

void Sequencer::drain() {
  {
    std::unique_lock lock(mutex_);
    draining_ = true;
    idle_.wait(lock, [this] { return queue_.empty() && !busy_ && rehearsals_.empty(); });
  }
  writer_.wait_idle();
}

// Queue
// ------------------------------------------------------------------------------------------------------------

void Sequencer::submit(Submission submission, Answer answer) {
  auto job = std::make_shared<Job>();
  job->submission = std::move(submission);
  job->answer = std::move(answer);
  enqueue(job);
}

void Sequencer::check(Submission submission, Answer answer) {
  auto job = std::make_shared<Job>();
  job->submission = std::move(submission);
  job->answer = std::move(answer);
  job->dry_run = true;
  enqueue(job);
}

void Sequencer::enqueue(const JobPtr& job) {
  job->bytes += bytes_of(job->submission) + sizeof(Job);
  for (const JobPtr& act : job->rehearsed) job->bytes += bytes_of(act->submission) + sizeof(Job);
  std::optional<Reason> refused;
  if (!open_) {
    job->answer(refuse(halted() ? Reason::stopped : Reason::rebuilding));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    if (draining_) {
      refused = Reason::stopped;
    } else if (queue_.size() >= kQueueActsMax || queued_bytes_ + job->bytes > kQueueBytesMax) {
      refused = Reason::overload;
    } else {
      queued_bytes_ += job->bytes;
      queue_.push_back(job);
    }
  }
  if (refused) {
    job->answer(refuse(*refused));
    return;
  }
  to_verify_.notify_one();
}

Result<Admission> Sequencer::submit_and_wait(Submission submission) {
  std::promise<Result<Admission>> promise;
  submit(std::move(submission), [&](Result<Admission> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

Result<Admission> Sequencer::check_and_wait(Submission submission) {
  std::promise<Result<Admission>> promise;
  check(std::move(submission), [&](Result<Admission> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

Result<void> Sequencer::run_alone(std::function<void()> work) {
  std::promise<Result<void>> promise;
  auto job = std::make_shared<Job>();
  job->answer = [&](const Result<Admission>& refused) { promise.set_value(tl::unexpected(refused.error())); };
  job->alone = [&, work = std::move(work)] {
    work();
    promise.set_value({});
  };
  enqueue(job);
  return promise.get_future().get();
}

// Step 1: verify
// ----------------------------------------------------------------------------------------------------

void Sequencer::verify_loop() {
  std::vector<JobPtr> mine;
  std::unique_lock lock(mutex_);
  while (true) {
    to_verify_.wait(lock, [this] { return stopping_ || next_unverified_ < queue_.size(); });
    if (stopping_) return;
    mine.clear();
    while (mine.size() < kVerifyChunk && next_unverified_ < queue_.size())
      mine.push_back(queue_[next_unverified_++]);
    const bool more = next_unverified_ < queue_.size();
    lock.unlock();
    if (more) to_verify_.notify_one();
    for (const JobPtr& job : mine) {
      for (const JobPtr& act : job->rehearsed) verify(*act);
      if (!job->told && !job->alone) verify(*job);
    }
    lock.lock();
    for (const JobPtr& job : mine) job->verified = true;
    if (queue_.front()->verified) to_sequence_.notify_one();
  }
}

bool Sequencer::is_known(const std::string& keyid) const {
  const std::shared_lock lock(keys_mutex_);
  return known_keys_.contains(keyid);
}

Result<void> Sequencer::verify_signatures(Job& job) {
  const Envelope& envelope = job.submission.envelope;
  std::vector<std::string> genesis;
  if (job.genesis) {
    auto keys = genesis_keys(job.parsed, store_.origin(), store_.log_key().text());
    if (!keys) return tl::unexpected(keys.error());
    genesis = std::move(*keys);
  }
  // Behind a bad signature the others are looked at too: a key that signed an act which was admitted is told
  // so, whoever put their name beside it.
  Result<void> unknown, invalid;
  const std::string signed_bytes = pae(envelope.payload_type, envelope.payload);
  for (const Signed& signature : envelope.signatures) {
    const bool known = job.genesis
                           ? std::find(genesis.begin(), genesis.end(), signature.keyid) != genesis.end()
                           : is_known(signature.keyid);
    if (!known) {
      if (unknown) unknown = refuse(Reason::key_unknown, "signatures", signature.keyid);
      continue;
    }
    const auto key = public_key_of(signature.keyid);
    const auto sig = Signature::from_raw(signature.sig);
    if (key && sig && tenure::verify(*key, as_bytes(signed_bytes), *sig)) {
      job.keyids.push_back(signature.keyid);
    } else if (invalid) {
      invalid = refuse(Reason::signature_invalid, "signatures", signature.keyid);
    }
  }
  if (!unknown) return unknown;
  if (!invalid) return invalid;
  job.statement = statement_digest(signed_bytes, envelope.signatures);
  return {};
}

void Sequencer::verify(Job& job) {
  std::string& payload = job.submission.envelope.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  {
    const std::shared_lock lock(keys_mutex_);
    job.genesis = known_keys_.empty();
  }
  // Nothing of a stranger's payload is parsed; only the genesis act brings its own keys.
  if (job.genesis) job.parsed = parse_act(payload);
  if (auto good = verify_signatures(job); !good) {
    job.refusal = good.error();
    if (!job.keyids.empty() && !job.genesis) job.parsed = parse_act(payload);  // is it known?
    return;
  }
  if (!job.genesis) job.parsed = parse_act(payload);
  if (!job.parsed.has_header) {
    job.refusal = job.parsed.shape;
    return;
  }
  if (job.parsed.shape) return;
  auto seals = open_seals(job.submission.sealed, job.parsed.act.events);
  if (seals) {
    job.seals = std::move(*seals);
  } else {
    job.parsed.shape = seals.error();
  }
}

// Step 2: admit
// -----------------------------------------------------------------------------------------------------

/// What was verified, as far as the group has room for it; none when the writer is done with a group.
std::vector<Sequencer::JobPtr> Sequencer::next_jobs() {
  std::unique_lock lock(mutex_);
  busy_ = !group_.records.empty();
  const bool waits = busy_ || under_way_ != nullptr;
  if (queue_.empty() && !busy_) idle_.notify_all();
  to_sequence_.wait(lock, [&] {
    return stopping_ || (!queue_.empty() && queue_.front()->verified) || (waits && writer_.is_idle());
  });
  std::vector<JobPtr> out;
  std::size_t acts = group_.records.size();
  std::size_t events = group_.events;
  while (!queue_.empty() && queue_.front()->verified && acts < kGroupActsMax && events < kGroupEventsMax) {
    ++acts;
    events += queue_.front()->parsed.act.events.size();
    queued_bytes_ -= queue_.front()->bytes;
    out.push_back(std::move(queue_.front()));
    queue_.pop_front();
    --next_unverified_;
  }
  busy_ = busy_ || !out.empty();
  return out;
}

/// A group grows for as long as the one before is being stored.
void Sequencer::sequence_loop() {
  if (!open_) {
    if (auto done = open(); !done && !is_stopping()) halt(done.error());
  }
  while (true) {
    const auto jobs = next_jobs();
    if (writer_.is_idle()) settle();
    if (jobs.empty() && group_.records.empty() && is_stopping()) return;
    for (const JobPtr& job : jobs) {
      run(job);
      if (group_.events >= kGroupEventsEnough && writer_.is_idle()) hand_over();
    }
    if (group_.is_full() || writer_.is_idle()) hand_over();
  }
}

void Sequencer::run(const JobPtr& job) {
  const auto why = halted();
  if (job->alone && !why) {
    finish_group();
    job->alone();
  } else if (job->told && !why) {
    finish_group();  // what was submitted before is part of the record that it is judged against
    hand_to_rehearser(job);
  } else if (job->refusal) {
    const bool may_be_known = !job->keyids.empty() && job->parsed.has_header;
    if (!may_be_known || !answered_before(job)) job->answer(tl::unexpected(*job->refusal));
  } else if (why) {
    answer_halted(*job, *why);
  } else {
    admit_job(job);
  }
}

/// Whoever sends an act of unknown outcome again is not told that it was refused.
void Sequencer::answer_halted(const Job& job, const Refusal& why) {
  const bool unsettled = [&] {
    const std::lock_guard lock(halted_mutex_);
    return unsettled_.contains(job.parsed.act.id.value);
  }();
  job.answer(tl::unexpected(unsettled ? why : stopped_by(why)));
}

Moment Sequencer::recording_moment(const Act& act, Moment before) const {
  const Moment clock = clock_kind_ == Clock::simulated ? act.issued_at : options_.clock();
  return {std::max(before.us + 1, clock.us)};
}

/// A payload that was admitted answers again, when one of the keys that it was admitted with signed this
/// envelope too.
std::optional<Result<Admission>> Sequencer::admitted_before(const Job& job, bool& pending) const {
  const ActId& act = job.parsed.act.id;
  std::optional<LogRecord> stored;
  const LogRecord* record = nullptr;
  if (const auto found = group_.act_ids.find(act.value); found != group_.act_ids.end()) {
    record = &group_.records[found->second];
    pending = true;
  } else {
    const auto index = store_.log().find_act(act);
    if (!index) return Result<Admission>(tl::unexpected(index.error()));
    if (!*index) return std::nullopt;
    auto read = store_.log().record(**index);
    if (!read) return Result<Admission>(tl::unexpected(read.error()));
    stored = std::move(*read);
    record = &*stored;
  }
  const bool same_payload = record->payload == job.submission.envelope.payload;
  const bool same_key =
      std::any_of(record->signatures.begin(), record->signatures.end(), [&](const Signed& s) {
        return std::find(job.keyids.begin(), job.keyids.end(), s.keyid) != job.keyids.end();
      });
  if (!same_payload || !same_key) {
    // Which one is told to who signed it.
    return Result<Admission>(
        refuse(Reason::act_id_reused, "act",
               same_key ? both("它是第 {} 号文书", "it is act {}", record->index) : std::string()));
  }
  auto verdict = read_json<Verdict>(record->verdict);
  if (!verdict) return Result<Admission>(tl::unexpected(verdict.error()));
  return Result<Admission>(Admission{
      record->index, record->recorded_at,
      told_to_signers(fold_, job.parsed.act, record->index, job.keyids, std::move(*verdict)), true});
}

/// What an act attaches is there before the act is: nobody can add it to what was signed without it later. Of
/// a paper that is transcribed the scan may be kept elsewhere: its digest is what the provenance names.
Result<void> Sequencer::attachments_held(const Act& act) const {
  if (act.provenance) return {};
  for (std::size_t i = 0; i < act.attachments.size(); ++i) {
    const Digest& digest = act.attachments[i].digest.digest;
    if (store_.attachments().holds(digest)) continue;
    return refuse(
        Reason::absent, "attachments[" + std::to_string(i) + "].digest",
        both("{0} 尚未上传：请先 PUT /v1/attachments/{{digest}}",
             "{0} was not uploaded: PUT /v1/attachments/{{digest}} first", act.attachments[i].digest.str()));
  }
  return {};
}

/// Answers an act whose id was used before; of one with a faulty envelope only when it was admitted.
bool Sequencer::answered_before(const JobPtr& job) {
  if (under_way_ != nullptr && under_way_->act_ids.contains(job->parsed.act.id.value)) {
    settle();
    if (const auto why = halted()) {
      answer_halted(*job, *why);
      return true;
    }
  }
  bool pending = false;
  auto before = admitted_before(*job, pending);
  if (!before || (!*before && job->refusal)) return false;
  if (pending && *before) {
    group_.answers.emplace_back(job, std::move(**before));  // answered once the group is durable
  } else {
    if (!*before && !job->dry_run) note_refusal(*job, before->error());
    job->answer(std::move(*before));
  }
  return true;
}

void Sequencer::admit_job(const JobPtr& job) {
  if (answered_before(job)) return;
  const Act& act = job->parsed.act;
  // A genesis act that came so far begins with LedgerOpened: its keys are that event's.
  const bool simulated = job->genesis && act.events.front().as<LedgerOpened>().clock == Clock::simulated;
  const Moment recorded_at = simulated ? act.issued_at : recording_moment(act, last_recorded_);
  const std::uint64_t index = next_index_;
  if (job->genesis && index > 0) {
    job->answer(refuse(Reason::genesis_shape));  // verified before the ledger was opened by another act
    return;
  }
  fold_.begin_act(index, recorded_at, act.klass.value);
  // Of others' values learns who signed what they may sign; who only asks is told of their own.
  const bool is_stranger = job->dry_run && job->keyids.empty();
  SealsAtHand::Groups groups{};
  if (!is_stranger) groups = {&group_.seals, under_way_ == nullptr ? nullptr : &under_way_->seals};
  const SealsAtHand sealed(job->seals, groups, is_stranger ? nullptr : &store_.vault());
  const Candidate candidate{job->parsed, job->keyids, index, recorded_at, job->genesis, is_stranger, &sealed};
  // A check without signatures is told by who asks (server/api/visibility.h).
  const auto shown = [&](Verdict whole) {
    return is_stranger ? whole : told_to_signers(fold_, act, index, job->keyids, std::move(whole));
  };
  auto verdict = admit(fold_, policies_, candidate, ledger_id_);
  if (verdict) {
    if (auto held = attachments_held(act); !held) verdict = tl::unexpected(held.error());
  }
  for (const OpenedSeal& seal : job->seals) {
    if (!verdict) break;
    if (auto takes = store_.vault().takes(seal.subject); !takes) {
      verdict = refuse(takes.error().reason, "sealed", both("{} 已擦除", "{} was erased", seal.subject));
    }
  }
  auto told = verdict.map(shown);
  if (!verdict || job->dry_run) {
    fold_.abandon_act();
    if (!verdict && fold_.failure()) halt(*fold_.failure());
    if (!verdict && !job->dry_run) note_refusal(*job, verdict.error());
    job->answer(verdict ? Result<Admission>(Admission{index, recorded_at, std::move(*told), false})
                        : Result<Admission>(tl::unexpected(verdict.error())));
    return;
  }
  fold_.keep_act(*verdict, &act);
  group_.seals.add(job->seals);
  group_.events += act.events.size();
  for (const Event& event : act.events) group_.consequences.note(event);
  ++next_index_;
  last_recorded_ = recorded_at;
  LogRecord record;
  record.index = index;
  record.recorded_at = recorded_at;
  record.act = act.id;
  record.authority = act.authority;
  record.payload = std::move(job->submission.envelope.payload);
  record.cuts = std::move(job->parsed.cuts);
  record.signatures = std::move(job->submission.envelope.signatures);
  record.statement = job->statement;
  record.verdict = to_json(*verdict);
  group_.act_ids.emplace(act.id.value, group_.records.size());
  group_.records.push_back(std::move(record));
  group_.answers.emplace_back(job, Admission{index, recorded_at, std::move(*told), false});
  // The acts behind are judged by what it did to the ledger and to the vault.
  if (job->genesis || !group_.consequences.erased.empty()) finish_group();
}

void Sequencer::note_refusal(const Job& job, const Refusal& refusal) {
  if (auto done = store_.log().journal(options_.clock(), journal_line(job.parsed.act, job.keyids, refusal));
      !done) {
    spdlog::error("journal: {}", done.error().text());
  }
}

void Sequencer::halt(const Refusal& refusal) {
  spdlog::critical("no more writes until the ledger is opened again: {}", refusal.text());
  const std::lock_guard lock(halted_mutex_);
  if (!halted_) halted_ = refusal;
  opened_.notify_all();
}

Refusal Sequencer::stopped_by(const Refusal& why) {
  const auto detail = halves(why.detail);
  return {Reason::stopped,
          {},
          both("{0}：{2} {3}", "{1}: {2} {4}", info(why.reason).zh, info(why.reason).en, why.where, detail.zh,
               detail.en)};
}

std::optional<Refusal> Sequencer::halted() const {
  {
    const std::lock_guard lock(halted_mutex_);
    if (halted_) return halted_;
  }
  return writer_.failure();
}

bool Sequencer::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

// Steps 3 and 4: append, anchor, apply, answer
// ------------------------------------------------------------------------

/// Gives the group to the writer, once that is done with the one before.
void Sequencer::hand_over() {
  settle();
  if (group_.records.empty()) return;
  if (const auto why = halted())  // the rows of the group before were not stored
    return let_go(stopped_by(*why));
  under_way_ = std::make_shared<Group>(std::move(group_));
  group_ = {};
  writer_.start({fold_.take_changes(), [this, group = under_way_] { return make_durable(*group); },
                 [this, group = under_way_] {
                   for (auto& [job, admission] : group->answers) job->answer(std::move(admission));
                   options_.on_committed(head_);
                   group->answers.clear();
                   group->records.clear();
                 }});
}

void Sequencer::let_go(const Refusal& why) {
  fold_.abandon_all();
  next_index_ = head_.size;
  fail_answers(group_, why);
  group_ = {};
}

/// Waits for the writer. What it could not store is let go of, and so is what was admitted on top of that.
void Sequencer::settle() {
  writer_.wait_idle();
  const auto settled = std::move(under_way_);
  under_way_ = nullptr;
  if (settled != nullptr && settled->failure) let_go(*settled->failure);
}

/// Everything that was admitted is stored and answered, or never will be.
void Sequencer::finish_group() {
  hand_over();
  settle();
}

void Sequencer::fail_answers(Group& group, const Refusal& refusal) {
  for (auto& [job, admission] : group.answers) {
    if (refusal.reason == Reason::outcome_unknown) {
      answer_halted(*job, refusal);
    } else {
      job->answer(tl::unexpected(refusal));
    }
  }
}

// On the writer's thread
// ----------------------------------------------------------------------------------------------

Result<void> Sequencer::append(const Group& group) {
  std::vector<SealedValue> values;
  for (const auto& [job, admission] : group.answers) {
    for (const OpenedSeal& seal : job->seals) {
      Salt salt;
      std::copy_n(as_bytes(seal.salt).begin(), salt.size(), salt.begin());
      values.push_back({seal.subject, seal.commitment, salt, seal.value, seal.kind});
    }
  }
  // Sealed values first: an act that is acknowledged has its values; values of an act that is not mean
  // nothing.
  if (!values.empty()) {
    if (auto done = store_.vault().put(values); !done) return done;
  }
  auto head = store_.log().append(head_, group.records);
  if (!head) return tl::unexpected(head.error());
  head_ = *head;
  return {};
}

std::optional<Head> Sequencer::make_durable(Group& group) {
  if (auto done = append(group); !done) {
    const Refusal& refusal = done.error();
    group.failure = refusal;
    if (refusal.reason == Reason::outcome_unknown) {
      const std::lock_guard lock(halted_mutex_);
      for (const auto& [act, record] : group.act_ids) unsettled_.insert(act);
    }
    if (refusal.reason == Reason::outcome_unknown || refusal.reason == Reason::stopped) halt(refusal);
    fail_answers(group, refusal);
    return std::nullopt;
  }
  take_effect(group);
  return head_;
}

/// The acts are durable and acknowledged whatever happens here; a failure stops further writes, and the rows
/// catch up when the ledger is opened again.
void Sequencer::take_effect(const Group& group) {
  const auto fail = [this](const Refusal& why) {
    halt(why);
    writer_.fail(why);
  };
  if (group.records.front().index == 0) {  // nothing is admitted until it is settled
    const auto id = store_.ledger_id();
    if (id) ledger_id_ = id->value_or("");
    clock_kind_ = group.answers.front().first->parsed.act.events.front().as<LedgerOpened>().clock;
  }
  for (const std::string& subject : group.consequences.erased) {
    if (auto erased = store_.vault().erase(subject); !erased) fail(erased.error());
  }
  if (!group.consequences.erased.empty()) {
    if (auto counted = store_.log().anchor_seals(); !counted) fail(counted.error());
  }
  if (!group.consequences.known_keys.empty()) {
    const std::unique_lock lock(keys_mutex_);
    known_keys_.insert(group.consequences.known_keys.begin(), group.consequences.known_keys.end());
  }
}

}  // namespace tenure

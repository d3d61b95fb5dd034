// The life of an act, steps 1 to 4: verify (a pool), admit (one thread), append, anchor, store the rows and
// answer (another, a group at a time, while the next one is admitted).
//
// Submissions keep their order: the pool verifies out of order, the sequencer takes them in the order of
// `submit`. Where a group cannot be stored, what was admitted on top of it is refused with it. An answer of
// success means that the act survives power loss and that its rows can be read. Queues are bounded by
// kQueueActsMax and kQueueBytesMax; beyond them the answer is `overload` at once. Refusals are answered on
// the sequencer's thread (overload: on the caller's), successes on the writer's, each in order. A
// rehearsal is judged on a thread of its own, against the record as it stood when its turn came, while
// others' acts go on.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "domain/act/verdict.h"
#include "domain/ledger/events.h"
#include "replay/fold.h"
#include "server/sequencer/admission.h"
#include "server/sequencer/catch_up.h"
#include "server/sequencer/group_writer.h"
#include "server/sequencer/seals_at_hand.h"
#include "server/sequencer/submission.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

inline constexpr std::size_t kQueueActsMax = 16'384;
inline constexpr std::size_t kQueueBytesMax = std::size_t{128} << 20;
inline constexpr std::size_t kGroupActsMax = 1'024;
inline constexpr std::size_t kGroupEventsMax = 20'000;
/// So many are worth storing by themselves, when the writer has nothing to do.
inline constexpr std::size_t kGroupEventsEnough = 1'000;
inline constexpr std::size_t kVerifyChunk = 16;  ///< acts a worker takes at a time
/// Of one rehearsal.
inline constexpr std::size_t kRehearsedActsMax = 1'024;
inline constexpr std::size_t kRehearsedEventsMax = 200'000;

/// What became of an admitted act. The receipt is asked of the log when it is needed: it is for the newest
/// checkpoint.
struct Admission {
  std::uint64_t index = 0;
  Moment recorded_at;
  Verdict verdict;
  bool existed = false;  ///< the same payload was admitted before
};

class Sequencer {
 public:
  struct Options {
    unsigned verify_threads = std::thread::hardware_concurrency();
    /// The system clock; tests bring their own.
    std::function<Moment()> clock = &system_now;
    /// Told of each new head, on the writer's thread, after the group's answers.
    std::function<void(const Head&)> on_committed = [](const Head&) {};
    /// start() does not wait until the rows are brought up to the log; acts are refused with `rebuilding`
    /// until is_open().
    bool open_in_background = false;
    /// Told of the size that the rows have reached on the way, and when they are there, before is_open().
    std::function<void(std::uint64_t)> on_rebuilding = [](std::uint64_t) {};
    std::function<void()> on_open = [] {};
  };
  using Answer = std::function<void(Result<Admission>)>;

  static Moment system_now();

  /// Brings the rows up to the log's head, then starts the threads. `store` outlives the sequencer.
  static Result<std::unique_ptr<Sequencer>> start(LedgerStore& store, Options options);
  /// Answers what is queued, then stops.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  void submit(Submission submission, Answer answer);
  /// The same verdict without appending; any number of signatures, also none (then authority is not judged).
  void check(Submission submission, Answer answer);

  using RehearsalAnswer = std::function<void(Result<std::vector<Rehearsal>>)>;
  /// What each of the acts would be told if they were submitted one after the other, each event that would be
  /// refused left out. Nothing is appended. limit_events above kRehearsedActsMax and kRehearsedEventsMax.
  void rehearse(std::vector<Submission> acts, RehearsalAnswer answer);

  /// Runs `work` between two groups, when every act before it can be read and none is on its way. Returns
  /// when it ran; refused like an act that is not taken.
  Result<void> run_alone(std::function<void()> work);

  Result<Admission> submit_and_wait(Submission submission);
  Result<Admission> check_and_wait(Submission submission);
  Result<std::vector<Rehearsal>> rehearse_and_wait(std::vector<Submission> acts);

  /// From now on new acts are refused with `stopped`; returns when everything queued is answered.
  void drain();

  /// Whether the rows have reached the log, so that acts can be judged and questions answered. Any thread.
  bool is_open() const { return open_; }
  /// Returns when it is open or never will be, or after so long.
  void wait_until_open(std::chrono::milliseconds most);
  /// Why no more acts are taken until the ledger is opened again. Any thread.
  std::optional<Refusal> halted() const;

  Clock clock() const { return clock_kind_; }
  const std::string& ledger_id() const { return ledger_id_; }

 private:
  struct Job {
    Submission submission;
    Answer answer;
    bool dry_run = false;
    std::size_t bytes = 0;
    std::vector<std::shared_ptr<Job>> rehearsed;  ///< the acts of a rehearsal, which has none of its own
    RehearsalAnswer told;
    std::function<void()> alone;  ///< no act at all: see run_alone
    // After verification:
    bool verified = false;
    std::optional<Refusal> refusal;
    ParsedAct parsed;
    std::vector<std::string> keyids;
    std::vector<OpenedSeal> seals;
    Digest statement;
    bool genesis = false;
  };
  using JobPtr = std::shared_ptr<Job>;

  /// The acts of one group, between admission and their answers.
  struct Group {
    std::vector<LogRecord> records;
    std::vector<std::pair<JobPtr, Admission>> answers;
    std::unordered_map<std::string, std::size_t> act_ids;  ///< to the record
    SealsOnTheWay seals;
    Consequences consequences;
    std::size_t events = 0;
    std::optional<Refusal> failure;  ///< why it was not stored

    bool is_full() const { return records.size() >= kGroupActsMax || events >= kGroupEventsMax; }
  };

  Sequencer(LedgerStore& store, Options options);

  Result<void> open();
  Result<void> open_rows();
  Result<void> index_vault();
  Result<void> repeat_erasures();
  Result<void> load_keys();
  void enqueue(const JobPtr& job);
  void verify_loop();
  void sequence_loop();
  void verify(Job& job);
  Result<void> verify_signatures(Job& job);
  bool is_known(const std::string& keyid) const;

  std::vector<JobPtr> next_jobs();
  void run(const JobPtr& job);
  Result<void> attachments_held(const Act& act) const;
  void admit_job(const JobPtr& job);
  std::optional<Result<Admission>> admitted_before(const Job& job, bool& pending) const;
  bool answered_before(const JobPtr& job);
  void answer_halted(const Job& job, const Refusal& why);
  Moment recording_moment(const Act& act, Moment before) const;
  /// A rehearsal whose turn has come, and the record that it is judged against.
  struct RehearsalTurn {
    JobPtr job;
    std::uint64_t size = 0;
    Moment last_recorded;
  };
  void hand_to_rehearser(const JobPtr& job);
  void rehearse_loop();
  void rehearse_job(const RehearsalTurn& turn) const;
  void hand_over();
  void settle();
  void let_go(const Refusal& why);
  void finish_group();
  Result<void> append(const Group& group);
  std::optional<Head> make_durable(Group& group);
  void take_effect(const Group& group);
  void note_refusal(const Job& job, const Refusal& refusal);
  void fail_answers(Group& group, const Refusal& refusal);
  void halt(const Refusal& refusal);
  /// What is told to who comes after that.
  static Refusal stopped_by(const Refusal& why);
  bool is_stopping();

  LedgerStore& store_;
  Options options_;
  Fold fold_;
  PolicyBook policies_;
  std::string ledger_id_;
  Clock clock_kind_ = Clock::system;
  Moment last_recorded_;
  std::uint64_t next_index_ = 0;
  Group group_;                       ///< that is being admitted
  std::shared_ptr<Group> under_way_;  ///< that was handed over; null: what became of it is settled
  Head head_;                         ///< of what is durable; the writer's while a group is under way
  std::atomic<bool> open_ = false;

  mutable std::mutex halted_mutex_;
  std::unordered_set<std::string> unsettled_;  ///< acts of unknown outcome, until reopened
  std::optional<Refusal> halted_;              ///< storage failed: no more writes until reopened

  mutable std::shared_mutex keys_mutex_;
  std::unordered_set<std::string> known_keys_;

  std::mutex mutex_;
  std::condition_variable to_verify_;
  std::condition_variable to_sequence_;
  std::condition_variable to_rehearse_;
  std::condition_variable idle_;
  std::condition_variable opened_;
  std::deque<JobPtr> queue_;         ///< in the order of submission, until sequenced
  std::size_t next_unverified_ = 0;  ///< position in queue_
  std::size_t queued_bytes_ = 0;
  bool busy_ = false;
  std::deque<RehearsalTurn> rehearsals_;  ///< those that are judged or will be
  bool draining_ = false;
  bool stopping_ = false;

  std::vector<std::thread> threads_;
  GroupWriter writer_;  ///< the last member: what its thread uses outlives it
};

}  // namespace tenure

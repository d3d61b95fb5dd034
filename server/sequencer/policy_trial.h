// A policy tried on the past: the acts of a stretch judged anew by another pack, by the same admission, over
// the facts as they stood before each of them. Nothing is written, and nothing of one act's other verdict is
// carried on to the next: the history stays as it was recorded.
//
// The pack binds the organisation and all below it from the first day of the stretch to the last, as if it
// had been adopted for these days; what belongs to a period that began before is judged by the policy of then
// (PolicyView::of). Each act to which it applies is judged twice, by what bound then and by the pack, both by
// this program, so that what differs comes from the pack alone. Whom an act is about is asked for once, at
// their last act of the stretch: what they are due, eligibilities and computations as of its end, by both.
//
// Costs what the acts of the stretch cost, holds one of them at a time. One thread.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/access/viewer.h"
#include "domain/describe/type.h"
#include "domain/rules/policy.h"
#include "replay/questions.h"
#include "server/sequencer/admission.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

/// Acts of a stretch, at most.
inline constexpr std::uint64_t kTriedActsMax = 200'000;
/// Differences that a report lists; those behind are counted in its totals alone.
inline constexpr std::size_t kTriedItemsMax = 10'000;

TENURE_ENUM(TriedOutcome, (none, "无", "nothing")(record, "仅记录", "recorded")(flag, "标记", "flagged")
                          (refused, "拒绝", "refused"));

class PolicyTrial {
 public:
  /// `store` outlives it. The acts are those recorded on days of the stretch. Refused: limit_list when they
  /// are more than kTriedActsMax, bad_request when the stretch ends before it begins.
  static Result<std::unique_ptr<PolicyTrial>> begin(LedgerStore& store, TriedPack tried, Viewer viewer,
                                                    Moment clock);

  /// Goes on for a while; adds what differs, a JSON object each (see differs_shape in
  /// server/api/policy_trial.cc). False when all was looked at.
  Result<bool> step(std::vector<std::string>& out);

  std::uint64_t done() const { return next_ - from_size_; }
  std::uint64_t of() const { return until_size_ - from_size_; }
  std::uint64_t from_size() const { return from_size_; }
  std::uint64_t until_size() const { return until_size_; }
  const TriedPack& tried() const { return tried_; }
  /// {acts, judged_acts, refused_acts, rules: [{rule, was, would, count}], eligibilities: [{rule, was, would,
  /// count}], computations: [{rule, count}], pay: {people, was_fen, would_fen}}
  std::string totals() const;

 private:
  static constexpr std::size_t kStepEvents = 1'000;

  /// What one judge says of an event and a rule.
  struct Said {
    TriedOutcome outcome = TriedOutcome::none;
    std::string message;
    std::vector<ShortText> mentions;
  };
  using Sayings = std::map<std::pair<std::uint32_t, std::string>, Said>;  ///< by ordinal and rule
  struct Judgement {
    Sayings said;
    std::optional<Refusal> other;  ///< the first refusal by no rule
    std::uint32_t other_at = 0;
  };

  PolicyTrial(LedgerStore& store, TriedPack tried, Viewer viewer, Moment clock);

  Result<void> look_at(LogRecord&& record, std::vector<std::string>& out);
  Result<void> compare_act(const LogRecord& record, const ParsedAct& parsed, std::vector<std::string>& out);
  Result<Judgement> judged(const LogRecord& record, const ParsedAct& parsed, PolicyBook& book) const;
  Judgement told(Rehearsal&& rehearsal, const Act& act, const Knowledge& knowledge) const;
  Result<bool> may_concern(const Fold& fold, const Act& act) const;
  Result<void> compare_subjects(const LogRecord& record, const Act& act, std::vector<std::string>& out);
  Result<bool> is_last_act(const Subject& subject, std::uint64_t index) const;
  Result<void> compare_subject(const Subject& subject, std::vector<std::string>& out);
  void compare_eligibility(const Rule& rule, const Asked& was, const Asked& would,
                           std::vector<std::string>& out);
  Result<void> compare_computation(const Rule& rule, const Asked& was, const Asked& would,
                                   std::vector<std::string>& out);
  bool compare_pay(const Asked& was, const Asked& would, int year, std::vector<std::string>& out);

  LedgerStore& store_;
  TriedPack tried_;
  Viewer viewer_;
  Moment clock_;
  std::optional<Questions>
      questions_;  ///< what the viewer may see; another one each step, since it remembers
  std::string ledger_id_;
  PolicyBook recorded_book_;
  PolicyBook tried_book_;
  std::uint64_t from_size_ = 0;
  std::uint64_t until_size_ = 0;
  std::uint64_t next_ = 0;

  std::uint64_t judged_acts_ = 0;
  std::uint64_t refused_acts_ = 0;
  std::map<std::array<std::string, 3>, std::uint64_t> rules_;          ///< by rule, was, would
  std::map<std::array<std::string, 3>, std::uint64_t> eligibilities_;  ///< the same
  std::map<std::string, std::uint64_t> computations_;
  std::uint64_t paid_people_ = 0;
  std::int64_t was_fen_ = 0;
  std::int64_t would_fen_ = 0;
};

}  // namespace tenure

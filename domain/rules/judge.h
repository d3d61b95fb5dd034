// Judging an act's events by the policy of their day: the gates, requirements and bars, at admission.
//
// A rule that is not met flags the event or, where the policy enforces it, refuses the act with `gate`. In
// the same act an OverrideRecorded for the rule, with as many signatures as the policy asks for, turns the
// refusal into a flag. History transcribed from paper is only flagged: it happened. Proposed rules only flag.
// A correction is judged by what it puts in the place of its target.
//
// Pure but for the packs that the book keeps; the sequencer's thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/act/verdict.h"
#include "domain/rules/rule.h"

namespace tenure {

/// Signatures of an act that overrides an enforced rule, where the policy names no other number.
inline constexpr std::int64_t kOverrideSignatures = 2;

/// How the act was signed; absent in a check without signatures.
struct ActContext {
  const Act& act;
  std::optional<std::size_t> signatures;
  std::span<const std::string> keyids = {};
  const SealedValues* sealed = nullptr;  ///< what is known of them; null: nothing
};

/// The flags of an act, and which rules flagged which of its events: asked once a rule and event, so at the
/// same cost however many there are.
class FlagSheet {
 public:
  explicit FlagSheet(std::size_t events) : rules_(events) {}

  bool has(std::size_t ordinal, const Rule& rule) const;
  void add(std::size_t ordinal, const Rule& rule, Flag flag);
  /// What the event that was judged last flagged.
  void forget(std::size_t ordinal);
  Verdict verdict() && { return std::move(verdict_); }

 private:
  Verdict verdict_;
  std::vector<std::vector<const Rule*>> rules_;  ///< by event
};

/// Contradictions as texts to compare, and how often each is there.
using KnownContradictions = std::map<std::string, std::size_t>;

/// Judges one event before it is applied and adds its flags. What is read from storage may fail: the caller
/// looks at the facts' own failure afterwards.
Result<void> judge(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                   FlagSheet& flags);

/// What contradicts the record, whatever the events of an act make of it, and the gates that look at whole
/// acts: judged after they were applied.
/// `known` are contradictions from before: a correction is not flagged for what it found there.
Result<void> judge_record(const Facts& facts, PolicyBook& book, const ActContext& context,
                          std::size_t ordinal, Position position, const KnownContradictions& known,
                          FlagSheet& flags);

/// Adds the contradictions among what a correction touches.
Result<void> add_contradictions_around(const Facts& facts, PolicyBook& book, const Event& correction,
                                       KnownContradictions& known);

/// A rule that is asked about an event, and what it says.
struct Heard {
  const Rule* rule;
  RuleMode mode;                       ///< in which it is asked
  std::optional<Position> policy;      ///< by which; nothing where none holds
  std::optional<Objection> objection;  ///< nothing: it has none
  ParametersRead parameters = {};  ///< that it read on the way; of an invariant that is met none are noted
};

/// Every rule that judge() asks about the event, each once, with its answer, whether it objects or not. A
/// review asks again so what admission asked.
Result<void> hear(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                  std::vector<Heard>& heard);
/// The same of judge_record().
Result<void> hear_record(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                         Position position, const KnownContradictions& known, std::vector<Heard>& heard);

/// Whether the act sets the rule aside.
bool is_overridden(const Act& act, const Rule& rule);

/// How the rule objects to the event, or nothing. Only gates, requirements and bars ever object.
Objections objection(const Rule& rule, const Judged& judged);

/// Until when the bar is closed for `subject` on `on`, and by which event.
struct Barred {
  Date until;
  Position by;
};
Result<std::optional<Barred>> barred(const Facts& facts, const PolicyView& policy, const form::Bar& bar,
                                     const Subject& subject, Date on);

}  // namespace tenure

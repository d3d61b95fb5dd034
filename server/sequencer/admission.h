// Admission: whether an act that is well signed may enter the ledger, and what the ledger says of it.
//
// The order of the checks is part of the contract: act id, ledger, authority, shape, time, expectations, and
// then for each event in turn authority, registered subjects, preconditions, the policy's rules. Each event
// sees what the events before it did. A refusal tells who signed nothing of what they do not act on.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/sealed_values.h"
#include "domain/act/verdict.h"
#include "domain/rules/policy.h"
#include "replay/fold.h"

namespace tenure {

/// How far ahead of the ledger's clock an act may be issued.
inline constexpr std::int64_t kIssuedAheadMaxUs = std::int64_t{5} * 60 * 1'000'000;

struct Candidate {
  const ParsedAct& parsed;
  std::span<const std::string> keyids;  ///< whose signatures verified
  std::uint64_t index;
  Moment recorded_at;
  bool genesis = false;
  bool unsigned_check = false;           ///< a dry run without signatures: authority is not judged
  const SealedValues* sealed = nullptr;  ///< null: rules that ask of them say nothing
};

/// Applies the act's events to the open act of `fold` and returns the verdict; when it refuses, the caller
/// abandons the open act. `policies` is the same book for every act. `ledger_id` is empty for the genesis
/// act.
Result<Verdict> admit(Fold& fold, PolicyBook& policies, const Candidate& candidate,
                      std::string_view ledger_id);

/// The verdict on an act as those who signed it are told it: without the words of a flag that rests on what
/// they do not act on. What is stored is whole.
Verdict told_to_signers(const Fold& fold, const Act& act, std::uint64_t index,
                        std::span<const std::string> keyids, Verdict verdict);

/// What admit() would say of an act, event by event.
struct Rehearsal {
  Verdict verdict;                ///< of the events that would be admitted
  std::vector<Refusal> refusals;  ///< of the act, or of each event that would be refused, in their order
};
/// As admit(), but an event that is refused is left out, and the next ones are looked at without it. What it
/// applied stays in the open act of `fold`. A refused correction ends it.
Rehearsal rehearse(Fold& fold, PolicyBook& policies, const Candidate& candidate, std::string_view ledger_id);

/// The keys that may sign the genesis act: the root keys that it names itself. Refused when it is no genesis
/// act, or one of another origin or log key than the folder's.
Result<std::vector<std::string>> genesis_keys(const ParsedAct& parsed, std::string_view origin,
                                              std::string_view log_key);

}  // namespace tenure

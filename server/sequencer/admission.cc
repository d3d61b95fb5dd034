#include "server/sequencer/admission.h"

#include "domain/core/both.h"
#include "domain/ledger/authority.h"
#include "domain/ledger/events.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/judge.h"
#include "domain/rules/telling.h"
#include "server/sequencer/refused_in_words.h"

namespace tenure {
namespace {

std::string event_path(std::size_t ordinal, const std::string& inner) {
  return "events[" + std::to_string(ordinal) + "]" + (inner.empty() ? "" : "." + inner);
}

Refusal at_event(Refusal refusal, std::size_t ordinal) {
  if (!refusal.where.starts_with("signatures") && !refusal.where.starts_with("authority")) {
    refusal.where = event_path(ordinal, refusal.where);
  }
  return refusal;
}

Result<void> right_ledger(const Act& act, std::string_view ledger_id) {
  if (act.ledger && act.ledger->value == ledger_id) return {};
  return refuse(Reason::wrong_ledger, "ledger", act.ledger ? act.ledger->value : both("缺少", "absent"));
}

/// What the keys may be told of: what they act on, and the act itself.
Knowledge knowledge_of(const Signers& signers, const Fold& fold, std::uint64_t index) {
  return {[&](const Subject& subject) { return signers.may_act_on(fold, subject); },
          [&signers, &fold, index](Position position) {
            return position.index == index || signers.may_act_on(fold, position);
          }};
}

/// Which position is the newest is for who acts on what stands there; of others' matters and of nothing the
/// answer is one.
Result<void> expectations_hold(const Fold& fold, const Act& act, const Signers* signers) {
  for (const Expectation& expectation : act.expects) {
    if (signers != nullptr && !signers->may_act_on(fold, expectation.subject, *expectation.area))
      return refuse(Reason::grant_missing, "expects." + expectation.key());
    const auto newest = fold.newest_position(expectation.subject, *expectation.area);
    if (!newest) return tl::unexpected(newest.error());
    if (*newest != expectation.position) {
      return refuse(Reason::stale_expects, "expects." + expectation.key(),
                    *newest ? both("现在在位置 {}", "now at {}", (*newest)->str())
                            : both("没有记录", "nothing is recorded"));
    }
  }
  return {};
}

Result<void> issued_in_time(const Act& act, Moment recorded_at) {
  if (act.issued_at.us <= recorded_at.us + kIssuedAheadMaxUs) return {};
  return refuse(Reason::issued_in_future, "issued_at",
                both("{}，而账本的时钟是 {}", "{}, the ledger's clock says {}", act.issued_at.str(),
                     recorded_at.str()));
}

/// Storage that fails while rows are looked up must not look like a fact that is not there.
Result<void> storage_is_well(const Fold& fold) {
  if (fold.failure()) return tl::unexpected(*fold.failure());
  return {};
}

Result<void> holds(const Fold& fold, const Event& event, Position position) {
  if (event.type->precondition == nullptr) return {};
  auto holds = event.type->precondition(fold, event, position);
  if (auto well = storage_is_well(fold); !well) return well;
  if (holds) return {};
  return tl::unexpected(refused_in_words(fold, event, std::move(holds.error())));
}

/// What a new act is refused for, and what is transcribed only flagged.
Result<void> is_sound(const Fold& fold, const Event& event, Position position) {
  if (event.type->sound == nullptr) return {};
  auto sound = event.type->sound(fold, event, position);
  if (auto well = storage_is_well(fold); !well) return well;
  if (sound) return {};
  return tl::unexpected(refused_in_words(fold, event, std::move(sound.error())));
}

/// Whom the event brings into the register, or nothing.
std::optional<Subject> registered_by(const std::optional<Event>& event) {
  if (!event || !event->type->traits.registers) return std::nullopt;
  for (const Subject& subject : subjects(*event)) {
    if (subject.kind == *event->type->traits.registers) return subject;
  }
  return std::nullopt;
}

/// Refuses to take somebody out of the register of whom anything is recorded.
Result<void> nothing_rests_on(const Fold& fold, const Subject& subject) {
  for (const Area* area : areas()) {
    const auto events = fold.events(*area, subject);
    if (!events) return tl::unexpected(events.error());
    if (events->empty()) continue;
    const Recorded& first = events->front();
    return refuse(Reason::rests_on_it, "data.target",
                  both("{0}：位置 {3} 的“{1}”", "{0}: {2} at {3}", subject.str(),
                       first.event.type->structure->zh, first.event.type->name(), first.position.str()));
  }
  return {};
}

tl::unexpected<Refusal> in_replacement(Refusal refusal) {
  refusal.where = "data.replacement." + refusal.where;
  return tl::unexpected(std::move(refusal));
}

bool contradicts_the_record(Reason reason) { return reason == Reason::already || reason == Reason::absent; }

/// A correction leaves what could have been recorded: the replacement is asked what the event itself is
/// asked, where its target never was. What came later may stand against that as it would against the target,
/// which is no fault of the replacement. What was transcribed unsound may stay so. What a registration
/// brought in does not go while anything is recorded of it.
Result<void> leaves_a_record(Fold& fold, const CorrectionRecorded& correction, Position position,
                             const Act& act) {
  const auto counted = fold.take_out(correction.target, position, act.authority);
  if (!counted) return tl::unexpected(counted.error());
  const auto& replacement = correction.replacement;
  if (replacement) {
    auto held = holds(fold, *replacement, correction.target);
    if (!held) {
      const auto before = *counted ? holds(fold, **counted, correction.target) : Result<void>();
      const bool as_before = !before && before.error().reason == held.error().reason;
      if (!as_before || !contradicts_the_record(held.error().reason)) {
        return in_replacement(std::move(held.error()));
      }
    }
    auto sound = act.provenance ? Result<void>() : is_sound(fold, *replacement, correction.target);
    if (!sound && !(*counted && !is_sound(fold, **counted, correction.target)))
      return in_replacement(std::move(sound.error()));
  }
  const auto subject = registered_by(*counted);
  if (!subject || registered_by(replacement) == subject || is_registered(fold, subject->kind, subject->id))
    return {};
  return nothing_rests_on(fold, *subject);
}

Result<void> admit_event(Fold& fold, PolicyBook& policies, const Candidate& candidate, const Signers* signers,
                         std::size_t ordinal, KnownContradictions& known, FlagSheet& flags) {
  const Act& act = candidate.parsed.act;
  const Event& event = act.events[ordinal];
  const Position position{candidate.index, static_cast<std::uint32_t>(ordinal)};
  if (signers != nullptr) {
    if (auto may = signers->may_issue(fold, act, event); !may) return may;
  }
  if (auto known = subjects_are_registered(fold, event); !known) return known;
  if (auto held = holds(fold, event, position); !held) return held;
  if (auto sound = act.provenance ? Result<void>() : is_sound(fold, event, position); !sound) return sound;
  const std::size_t signatures = candidate.keyids.size();
  const ActContext context{act, signers == nullptr ? std::nullopt : std::optional(signatures),
                           candidate.keyids, candidate.sealed};
  const auto judged = judge(fold, policies, context, ordinal, flags);
  if (auto well = storage_is_well(fold); !well) return well;
  if (!judged) return judged;
  if (is_correction(event)) {
    auto added = add_contradictions_around(fold, policies, event, known);
    if (auto well = storage_is_well(fold); !well) return well;
    if (!added) return added;
    if (auto left = leaves_a_record(fold, event.as<CorrectionRecorded>(), position, act); !left) return left;
  }
  return fold.apply(event, position, act.authority);
}

/// What concerns the act as a whole, and who signed; nothing of who did where authority is not judged.
Result<std::optional<Signers>> may_begin(Fold& fold, const Candidate& candidate, std::string_view ledger_id) {
  const ParsedAct& parsed = candidate.parsed;
  const Act& act = parsed.act;
  std::optional<Signers> signers;
  if (candidate.genesis) {
    if (parsed.shape) return tl::unexpected(*parsed.shape);
    const auto& opened = act.events.front().as<LedgerOpened>();
    if (candidate.keyids.size() < static_cast<std::size_t>(opened.root_threshold)) {
      return refuse(Reason::threshold, "signatures", both("根密钥的签名", "of the root keys"));
    }
  } else {
    if (!parsed.shape) {
      if (auto right = right_ledger(act, ledger_id); !right) return tl::unexpected(right.error());
    }
    if (!candidate.unsigned_check) {
      auto found = Signers::of(fold, act, candidate.keyids);
      if (auto well = storage_is_well(fold); !well) return tl::unexpected(well.error());
      if (!found) return tl::unexpected(found.error());
      signers = std::move(*found);
    }
    if (parsed.shape) return tl::unexpected(*parsed.shape);
  }
  if (auto in_time = issued_in_time(act, candidate.recorded_at); !in_time)
    return tl::unexpected(in_time.error());
  if (auto hold = expectations_hold(fold, act, signers ? &*signers : nullptr); !hold)
    return tl::unexpected(hold.error());
  return signers;
}

/// An act on its way through admission, event by event, and then as a whole.
class Admitting {
 public:
  /// The genesis act is signed by the root keys that it names: nobody else is there to grant anything.
  Admitting(Fold& fold, PolicyBook& policies, const Candidate& candidate, std::optional<Signers> signers)
      : fold_(fold),
        policies_(policies),
        candidate_(candidate),
        signers_(std::move(signers)),
        flags_(candidate.parsed.act.events.size()) {}

  Result<void> event(std::size_t ordinal) {
    auto done =
        admit_event(fold_, policies_, candidate_, signers_ ? &*signers_ : nullptr, ordinal, known_, flags_);
    if (!done) return refused(done.error(), ordinal);
    return {};
  }

  /// The record is looked at once the act is whole: one event may end what the next one begins.
  Result<void> record_after(std::size_t ordinal) {
    const Act& act = candidate_.parsed.act;
    const ActContext context{act, signers_ ? std::optional(candidate_.keyids.size()) : std::nullopt,
                             candidate_.keyids, candidate_.sealed};
    const Position position{candidate_.index, static_cast<std::uint32_t>(ordinal)};
    auto done = judge_record(fold_, policies_, context, ordinal, position, known_, flags_);
    if (auto well = storage_is_well(fold_); !well) return well;
    if (!done) return refused(done.error(), ordinal);
    return {};
  }

  /// What the event flagged goes with it.
  void forget(std::size_t ordinal) { flags_.forget(ordinal); }

  Verdict verdict() && { return std::move(flags_).verdict(); }

 private:
  /// As those who signed may be told it.
  tl::unexpected<Refusal> refused(Refusal refusal, std::size_t ordinal) const {
    const Event& event = candidate_.parsed.act.events[ordinal];
    if (signers_ && !signers_->root())
      refusal = told(std::move(refusal), event, knowledge_of(*signers_, fold_, candidate_.index));
    return tl::unexpected(at_event(std::move(refusal), ordinal));
  }

  Fold& fold_;
  PolicyBook& policies_;
  const Candidate& candidate_;
  std::optional<Signers> signers_;
  KnownContradictions known_;  ///< those that a correction of the act found there
  FlagSheet flags_;
};

}  // namespace

Result<std::vector<std::string>> genesis_keys(const ParsedAct& parsed, std::string_view origin,
                                              std::string_view log_key) {
  if (parsed.shape) return tl::unexpected(*parsed.shape);
  const auto& events = parsed.act.events;
  if (events.front().type->type != &kType<LedgerOpened> || !parsed.act.nonce)
    return refuse(Reason::genesis_shape);
  const auto& opened = events.front().as<LedgerOpened>();
  if (opened.origin.value != origin)
    return refuse(Reason::genesis_shape, "events[0].data.origin", std::string(origin));
  if (opened.log_key.value != log_key) {
    return refuse(Reason::genesis_shape, "events[0].data.log_key", std::string(log_key));
  }
  std::vector<std::string> keys;
  for (const auto& key : opened.root_keys) keys.push_back(key.str());
  return keys;
}

Result<Verdict> admit(Fold& fold, PolicyBook& policies, const Candidate& candidate,
                      std::string_view ledger_id) {
  policies.forget_from(candidate.index);
  auto signers = may_begin(fold, candidate, ledger_id);
  if (!signers) return tl::unexpected(signers.error());
  Admitting act(fold, policies, candidate, std::move(*signers));
  const std::size_t events = candidate.parsed.act.events.size();
  for (std::size_t i = 0; i < events; ++i) {
    if (auto done = act.event(i); !done) return tl::unexpected(done.error());
  }
  for (std::size_t i = 0; i < events; ++i) {
    if (auto done = act.record_after(i); !done) return tl::unexpected(done.error());
  }
  return std::move(act).verdict();
}

Verdict told_to_signers(const Fold& fold, const Act& act, std::uint64_t index,
                        std::span<const std::string> keyids, Verdict verdict) {
  if (verdict.flags.empty()) return verdict;
  const auto signers = Signers::of(fold, act, keyids);
  if (signers && signers->root()) return verdict;
  const Knowledge nothing{[](const Subject&) { return false; }, [](Position) { return false; }};
  return told(std::move(verdict), signers ? knowledge_of(*signers, fold, index) : nothing);
}

Rehearsal rehearse(Fold& fold, PolicyBook& policies, const Candidate& candidate, std::string_view ledger_id) {
  Rehearsal out;
  policies.forget_from(candidate.index);
  auto signers = may_begin(fold, candidate, ledger_id);
  if (!signers) {
    out.refusals.push_back(signers.error());
    return out;
  }
  Admitting act(fold, policies, candidate, std::move(*signers));
  const auto& events = candidate.parsed.act.events;
  std::vector<std::size_t> admitted;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (auto done = act.event(i); !done) {
      out.refusals.push_back(done.error());
      act.forget(i);
      if (is_correction(events[i]) || fold.failure()) break;
      continue;
    }
    admitted.push_back(i);
  }
  for (const std::size_t i : admitted) {
    if (auto done = act.record_after(i); !done) out.refusals.push_back(done.error());
  }
  out.verdict = std::move(act).verdict();
  return out;
}

}  // namespace tenure

#include "domain/rules/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/ledger/events.h"
#include "domain/ledger/policy.h"
#include "domain/rules/alerts.h"
#include "domain/rules/invariants.h"
#include "domain/rules/policy_json.h"

namespace tenure {
namespace {

const EventType& type_of(const EventPattern& pattern) { return *find_event_type(pattern.type->name); }

std::optional<Subject> subject_of(const Event& event, SubjectKind kind) {
  for (const Subject& subject : subjects(event)) {
    if (subject.kind == kind) return subject;
  }
  return std::nullopt;
}

/// The events of the pattern's type, and with its condition, that `subject` has.
Result<std::vector<Recorded>> matching(const Facts& facts, const EventPattern& pattern,
                                       const Subject& subject) {
  auto recorded = facts.events(type_of(pattern), subject);
  if (recorded) std::erase_if(*recorded, [&](const Recorded& r) { return !pattern.matches(r.event); });
  return recorded;
}

bool is_too_old(const form::Requirement& rule, const Judged& judged, Date needed) {
  if (rule.age_max == nullptr) return false;
  const auto most = judged.policy.get(*rule.age_max);
  return most && needed.plus_months(most->count) < judged.event.on;
}

Objections objection(const form::Requirement& rule, const Judged& judged) {
  if (!rule.event.matches(judged.event)) return std::nullopt;
  if (rule.asked != nullptr && !judged.policy.is_true(*rule.asked)) return std::nullopt;
  if (rule.applies != nullptr && !rule.applies(judged)) return std::nullopt;
  const auto subject = subject_of(judged.event, rule.same);
  if (!subject) return std::nullopt;
  const auto grace = rule.grace == nullptr ? Setting<Days>() : judged.policy.get(*rule.grace);
  const Date last = judged.event.on.plus_days(grace ? grace->count : 0);
  const auto recorded = matching(judged.facts, rule.needs, *subject);
  if (!recorded) return tl::unexpected(recorded.error());
  std::vector<Position> too_old, evidence;
  for (const Recorded& needed : *recorded) {
    if (needed.event.on > last) continue;
    if (rule.serves != nullptr && !rule.serves(judged.event, needed.event)) continue;
    if (rule.suits != nullptr && !rule.suits(judged, needed.event)) {
      evidence = {needed.position};  // the last one of those that do not serve says best why none does
      continue;
    }
    if (!is_too_old(rule, judged, needed.event.on)) return std::nullopt;
    too_old.push_back(needed.position);
  }
  if (!too_old.empty()) evidence = too_old;
  // It may still follow in time; whether it did is an expectation's business.
  if (judged.facts.today() <= last && last > judged.event.on) return std::nullopt;
  const StructInfo& needs = *type_of(rule.needs).structure;
  return unmet(evidence, "{0} 截至 {1} 缺少有效的{2}", "{0} has no valid {2} by {1}", *subject, last, needs)
      .asks("{}", needs)
      .found("{}", too_old.empty() ? saying(kNone) : phrase("已过期", "too old"));
}

Objections objection(const form::Bar& rule, const Judged& judged) {
  const bool closes = std::any_of(rule.closes.begin(), rule.closes.end(),
                                  [&](const EventPattern& pattern) { return pattern.matches(judged.event); });
  const auto subject = closes ? subject_of(judged.event, rule.same) : std::nullopt;
  if (!subject) return std::nullopt;
  const auto closed = barred(judged.facts, judged.policy, rule, *subject, judged.event.on);
  if (!closed) return tl::unexpected(closed.error());
  if (*closed) {
    const Barred& by = **closed;
    return unmet({by.by}, "{} 在 {} 前受限（见 {}）", "{} is barred until {}, see {}", *subject, by.until,
                 by.by)
        .asks("≥ {}", by.until)
        .found("{}", judged.event.on);
  }
  if (rule.forbids == nullptr) return std::nullopt;
  const auto recorded = matching(judged.facts, rule.after, *subject);
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& after : *recorded) {
    if (!rule.forbids(judged.facts, judged.policy, after, judged.event)) continue;
    const auto period = period_of_event(judged.event);
    const Saying closed = period ? saying(*period) : saying(*judged.event.type->structure);
    return unmet({after.position}, "{} 受限（见 {}）", "{} is barred, see {}", *subject, after.position)
        .asks("≠ {}", closed)
        .found("{}", closed);
  }
  return std::nullopt;
}

Objections objection(const form::Gate& rule, const Judged& judged) { return rule.check(judged); }

/// The other forms answer questions; they never stand in an event's way.
template <class Form>
Objections objection(const Form&, const Judged&) {
  return std::nullopt;
}

/// What the rule says, and what it read on the way: noted by asking again who objects, which few do.
Objections noted_objection(const Rule& rule, const Judged& judged) {
  auto found = objection(rule, judged);
  if (!found || !*found) return found;
  ParametersRead parameters;
  const PolicyView policy = judged.policy.noting(parameters);
  const auto again = objection(rule, judged.by(policy));
  if (!again) return again;
  (*found)->parameters = std::move(parameters);
  return found;
}

/// History that was transcribed is only flagged: it happened.
RuleMode mode_for(const Act& act, RuleMode mode) {
  return act.provenance && mode == RuleMode::enforce ? RuleMode::flag : mode;
}

/// One event under one policy.
class Judgement {
 public:
  Judgement(const ActContext& context, std::size_t ordinal, FlagSheet& flags)
      : context_(context), ordinal_(ordinal), flags_(flags) {}

  Result<void> judge_by(const Rule& rule, const Judged& judged) {
    RuleMode mode = judged.policy.mode(rule);
    // A rule that objected under the binding policy need not object again under a proposed one.
    if (mode == RuleMode::off || flags_.has(ordinal_, rule)) return {};
    auto found = noted_objection(rule, judged);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return {};
    return object(rule, mode, judged.policy, std::move(**found));
  }

  Result<void> object(const Rule& rule, RuleMode mode, const PolicyView& policy, Objection found) {
    if (flags_.has(ordinal_, rule)) return {};
    mode = mode_for(context_.act, mode);
    std::string message = found.zh + " | " + found.en;
    if (mode == RuleMode::enforce) {
      if (!is_overridden(context_.act, rule)) {
        auto refusal = refuse(Reason::gate, {},
                              both("{0}（{1}，{2}）：{3}", "{1} ({2}): {4}", rule.zh, rule.name,
                                   rule.mechanisms, found.zh, found.en));
        Refusal& by = refusal.value();
        by.rule = rule.name;
        by.mechanisms = rule.mechanisms;
        by.required = {found.required.data, found.required.zh, found.required.en};
        by.actual = {found.actual.data, found.actual.zh, found.actual.en};
        if (policy.position()) by.policy = policy.position()->str();
        for (const Position position : found.evidence) by.evidence.push_back(position.str());
        for (const ParameterUsed& each : used(found.parameters))
          by.parameters.push_back({each.key.value, each.value.value, each.policy ? each.policy->str() : ""});
        return refusal;
      }
      if (auto enough = enough_signatures(rule, policy); !enough) return enough;
      message = fmt::format("已豁免：{} | overridden: {}", found.zh, found.en);
    }
    Flag flag;
    flag.event = static_cast<std::int32_t>(ordinal_);
    flag.rule = {std::string(rule.name)};
    flag.mode = mode;
    for (const Code& id : mechanism_ids(rule.mechanisms)) flag.mechanisms.push_back({id.value});
    flag.message = {std::move(message)};
    flag.policy = policy.position();
    tell(flag, found.required, found.actual, found.about);
    flag.evidence = std::move(found.evidence);
    flag.parameters = used(found.parameters);
    flags_.add(ordinal_, rule, std::move(flag));
    return {};
  }

 private:
  Result<void> enough_signatures(const Rule& rule, const PolicyView& policy) const {
    const auto asked = policy.get(kOverrideSignaturesAsked);
    const std::int64_t needed = asked ? *asked : kOverrideSignatures;
    if (!context_.signatures || static_cast<std::int64_t>(*context_.signatures) >= needed) return {};
    return refuse(
        Reason::threshold, "signatures",
        both("豁免“{0}”须 {2} 个签名", "overriding {1} needs {2} signatures", rule.zh, rule.name, needed));
  }

  const ActContext& context_;
  std::size_t ordinal_;
  FlagSheet& flags_;
};

/// Notes what each rule says, in the place of a judgement.
class Hearsay {
 public:
  Hearsay(const Act& act, std::vector<Heard>& heard) : act_(act), heard_(heard) {}

  Result<void> judge_by(const Rule& rule, const Judged& judged) {
    const RuleMode mode = judged.policy.mode(rule);
    Heard* known = find(rule);
    if (mode == RuleMode::off || (known != nullptr && known->objection)) return {};
    ParametersRead parameters;
    const PolicyView policy = judged.policy.noting(parameters);
    auto found = objection(rule, judged.by(policy));
    if (!found) return tl::unexpected(found.error());
    if (known != nullptr && !*found) return {};  // met by the binding policy, and by a proposed one
    Heard said{&rule, mode_for(act_, mode), policy.position(), std::move(*found), std::move(parameters)};
    if (known == nullptr) {
      heard_.push_back(std::move(said));
    } else {
      *known = std::move(said);
    }
    return {};
  }

  Result<void> object(const Rule& rule, RuleMode mode, const PolicyView& policy, Objection found) {
    if (find(rule) != nullptr) return {};
    ParametersRead parameters = std::move(found.parameters);
    heard_.push_back(
        {&rule, mode_for(act_, mode), policy.position(), std::move(found), std::move(parameters)});
    return {};
  }

  Heard* find(const Rule& rule) {
    const auto known = std::ranges::find(heard_, &rule, &Heard::rule);
    return known == heard_.end() ? nullptr : &*known;
  }

 private:
  const Act& act_;
  std::vector<Heard>& heard_;
};

}  // namespace

bool is_overridden(const Act& act, const Rule& rule) {
  return std::ranges::any_of(act.events, [&](const Event& event) {
    return event.type->type == &kType<OverrideRecorded> &&
           event.as<OverrideRecorded>().rule.value == rule.name;
  });
}

bool FlagSheet::has(std::size_t ordinal, const Rule& rule) const {
  return std::ranges::find(rules_[ordinal], &rule) != rules_[ordinal].end();
}

void FlagSheet::add(std::size_t ordinal, const Rule& rule, Flag flag) {
  rules_[ordinal].push_back(&rule);
  verdict_.flags.push_back(std::move(flag));
}

void FlagSheet::forget(std::size_t ordinal) {
  rules_[ordinal].clear();
  auto& flags = verdict_.flags;
  while (!flags.empty() && static_cast<std::size_t>(flags.back().event) == ordinal) flags.pop_back();
}

Objections objection(const Rule& rule, const Judged& judged) {
  return std::visit([&](const auto& form) { return objection(form, judged); }, rule.form);
}

Result<std::optional<Barred>> barred(const Facts& facts, const PolicyView& policy, const form::Bar& bar,
                                     const Subject& subject, Date on) {
  const auto recorded = matching(facts, bar.after, subject);
  if (!recorded) return tl::unexpected(recorded.error());
  std::optional<Barred> out;
  for (const Recorded& after : *recorded) {
    const auto closed = bar.closed(facts, policy, after);
    if (!closed || !closed->holds(on)) continue;
    if (!out || out->until < closed->until) out = {closed->until, after.position};
  }
  return out;
}

namespace {

/// What is judged of an event: itself, or what a correction puts in the place of its target.
const Event& what_counts(const Event& recorded) {
  const Event* replacement = replacement_of(recorded);
  return replacement == nullptr ? recorded : *replacement;
}

/// One event of an act, asked by the policy that binds somewhere and by the one that is proposed there. Who
/// hears what the rules say judges by it, or notes it.
template <class Hearer>
struct Hearing {
  const Facts& facts;
  PolicyBook& book;
  const ActContext& context;
  const Event& event;
  Hearer& hearer;
  Position position = {};

  /// What belongs to a period is judged by the policy that held in it, not by that of the day on which it is
  /// done. A bar closes days, and is asked by the policy of the day.
  Result<void> ask(std::span<const Rule* const> rules, const std::string& org, Date on,
                   const std::optional<Period>& period = {}) {
    if (rules.empty()) return {};
    const auto both = book.both(facts, org, on);
    if (!both) return tl::unexpected(both.error());
    const auto& [binding, proposed] = *both;
    const std::optional<PolicyView> then = period ? std::optional(binding.of(*period)) : std::nullopt;
    const PolicyView& own = then ? *then : binding;
    for (const PolicyView* policy : {&own, proposed ? &*proposed : nullptr}) {
      if (policy == nullptr) continue;
      for (const Rule* rule : rules) {
        const bool of_the_day = policy == &own && std::holds_alternative<form::Bar>(rule->form);
        const Judged judged{
            facts,   of_the_day ? binding : *policy, context.act, event, context.keyids, context.sealed,
            position};
        if (auto done = hearer.judge_by(*rule, judged); !done) return done;
      }
    }
    return {};
  }
  Result<void> ask_where_it_is(std::span<const Rule* const> rules) {
    if (rules.empty()) return {};
    return ask(rules, jurisdiction(facts, event, context.act.authority), event.on, period_of_event(event));
  }
};

template <class Hearer>
Result<void> hear_event(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                        Hearer& hearer) {
  const Event& event = what_counts(context.act.events[ordinal]);
  Hearing<Hearer> hearing{facts, book, context, event, hearer};
  if (ordinal == 0) {
    if (auto done = hearing.ask(rules_of_acts(), context.act.authority.value, facts.today()); !done)
      return done;
  }
  return hearing.ask_where_it_is(rules_of(event.type->type));
}

}  // namespace

Result<void> judge(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                   FlagSheet& flags) {
  Judgement judgement(context, ordinal, flags);
  return hear_event(facts, book, context, ordinal, judgement);
}

Result<void> hear(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                  std::vector<Heard>& heard) {
  Hearsay hearsay(context.act, heard);
  return hear_event(facts, book, context, ordinal, hearsay);
}

namespace {

std::string text_of(const Contradiction& found) { return std::string(found.rule->name) + found.objection.en; }

/// All contradictions of those that the correction's target and its replacement are about.
Result<std::vector<Contradiction>> around(const Facts& facts, PolicyBook& book, const Event& correction) {
  std::vector<Contradiction> out;
  std::vector<Subject> about;
  if (const auto target = facts.original(correction.as<CorrectionRecorded>().target))
    about = subjects(target->event);
  if (const Event* replacement = replacement_of(correction)) {
    for (const Subject& subject : subjects(*replacement)) {
      if (std::ranges::find(about, subject) == about.end()) about.push_back(subject);
    }
  }
  for (const Subject& subject : about) {
    auto found = contradictions_of(facts, book, subject, kEver);
    if (!found) return found;
    std::move(found->begin(), found->end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace

Result<void> add_contradictions_around(const Facts& facts, PolicyBook& book, const Event& correction,
                                       KnownContradictions& known) {
  const auto found = around(facts, book, correction);
  if (!found) return tl::unexpected(found.error());
  for (const Contradiction& each : *found) ++known[text_of(each)];
  return {};
}

namespace {

template <class Hearer>
Result<void> hear_contradictions(const Facts& facts, PolicyBook& book, const ActContext& context,
                                 std::size_t ordinal, Position position, const KnownContradictions& known,
                                 Hearer& hearer) {
  const Event& event = context.act.events[ordinal];
  const bool corrects = event.type->type == &kType<CorrectionRecorded>;
  auto contradictions =
      corrects ? around(facts, book, event) : contradictions_by(facts, book, event, position);
  if (!contradictions) return tl::unexpected(contradictions.error());
  if (const Event* replacement = replacement_of(event)) {
    auto by_it = contradictions_by(facts, book, *replacement, event.as<CorrectionRecorded>().target);
    if (!by_it) return tl::unexpected(by_it.error());
    std::move(by_it->begin(), by_it->end(), std::back_inserter(*contradictions));
  }
  KnownContradictions met;
  for (Contradiction& found : *contradictions) {
    // Several items may be objected to in the same words: each of those that were there hides one.
    if (!known.empty()) {
      const auto old = known.find(text_of(found));
      if (old != known.end() && ++met[old->first] <= old->second) continue;
    }
    const auto policy = book.binding(facts, found.placed.org, found.placed.on);
    if (!policy) return tl::unexpected(policy.error());
    auto done = hearer.object(*found.rule, found.mode, *policy, std::move(found.objection));
    if (!done) return done;
  }
  const Event& counts = what_counts(event);
  Hearing<Hearer> hearing{facts, book, context, counts, hearer, position};
  return hearing.ask_where_it_is(rules_of_whole(counts.type->type));
}

}  // namespace

Result<void> judge_record(const Facts& facts, PolicyBook& book, const ActContext& context,
                          std::size_t ordinal, Position position, const KnownContradictions& known,
                          FlagSheet& flags) {
  Judgement judgement(context, ordinal, flags);
  return hear_contradictions(facts, book, context, ordinal, position, known, judgement);
}

Result<void> hear_record(const Facts& facts, PolicyBook& book, const ActContext& context, std::size_t ordinal,
                         Position position, const KnownContradictions& known, std::vector<Heard>& heard) {
  Hearsay hearsay(context.act, heard);
  if (auto done = hear_contradictions(facts, book, context, ordinal, position, known, hearsay); !done)
    return done;
  // The invariants that looked at what it made and found nothing.
  const Event& counts = what_counts(context.act.events[ordinal]);
  const auto policy = book.binding(facts, jurisdiction(facts, counts, context.act.authority), counts.on);
  if (!policy) return tl::unexpected(policy.error());
  for (const Rule* rule : invariants_of(counts.type->type)) {
    const RuleMode mode = policy->mode(*rule);
    if (mode != RuleMode::off && hearsay.find(*rule) == nullptr)
      heard.push_back({rule, mode_for(context.act, mode), policy->position(), std::nullopt});
  }
  return {};
}

}  // namespace tenure

#include "replay/rules/standing_flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/act/verdict.h"
#include "domain/describe/read.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"

namespace tenure {
namespace {

/// An event that a flag names, as it was when the flag was raised.
struct Named {
  Position target;  ///< where it counts from: of a correction its target
  Event event;
};

Result<Named> named_at(const History& history, Position position) {
  auto event = history.event(position);
  if (!event) return tl::unexpected(event.error());
  if (!is_correction(*event)) return Named{position, std::move(*event)};
  const auto& correction = event->as<CorrectionRecorded>();
  if (correction.replacement) return Named{correction.target, *correction.replacement};
  auto target = history.event(correction.target);
  if (!target) return tl::unexpected(target.error());
  return Named{correction.target, std::move(*target)};
}

/// Whether no correction after `since` has changed it, and whom it is about was not erased.
Result<bool> still_counts(const Past& past, const Named& named, Position since) {
  const Subject& subject = subjects(named.event).front();
  const auto erased = is_erased(past, subject);
  if (!erased || *erased) return erased.map([](bool) { return false; });
  const auto indexed = past.history().indexed(index_key(*named.event.type->area, subject), past.when().size);
  if (!indexed) return tl::unexpected(indexed.error());
  const EventType& correcting = *find_event_type(kType<CorrectionRecorded>.name);
  for (const IndexEntry& entry : *indexed) {
    if (entry.type != correcting.number || entry.position <= since) continue;
    const auto later = past.history().event(entry.position);
    if (!later) return tl::unexpected(later.error());
    if (later->as<CorrectionRecorded>().target == named.target) return false;
  }
  return true;
}

/// Whether the rule looks at corrections: each event that it names against one contradicts it by itself.
bool is_of_corrections(const Rule& rule) {
  const auto* gate = std::get_if<form::Gate>(&rule.form);
  return gate != nullptr && gate->concerns != nullptr &&
         gate->concerns(*find_event_type(kType<CorrectionRecorded>.name));
}

/// The events that the flag names, but for those that were corrected since.
Result<std::vector<Position>> left_of(const Past& past, Position position, const Flag& flag) {
  std::vector<Position> out;
  for (const Position evidence : flag.evidence) {
    const auto named = named_at(past.history(), evidence);
    if (!named) return tl::unexpected(named.error());
    const auto counts = still_counts(past, *named, position);
    if (!counts) return tl::unexpected(counts.error());
    if (*counts) out.push_back(evidence);
  }
  return out;
}

Result<bool> stands_still(const Past& past, const Rule& rule, const Named& flagged, Position position,
                          const Flag& flag) {
  const auto& reviews = past.items<&FlagReviews::reviews>(kLedgerSubject.id, position.str());
  if (std::ranges::any_of(reviews, [&](const FlagReview& review) { return review.rule == flag.rule; }))
    return false;
  const auto counts = still_counts(past, flagged, position);
  if (!counts || !*counts) return counts;
  const auto left = left_of(past, position, flag);
  if (!left) return tl::unexpected(left.error());
  if (is_of_corrections(rule)) return flag.evidence.empty() || !left->empty();
  return left->size() == flag.evidence.size();
}

/// Whether the record itself tells again what the flag said: an invariant that is awake for one of those whom
/// the event is about.
bool is_told_again(const Past& past, const Rule& rule, const Event& event) {
  const auto* invariant = std::get_if<form::Invariant>(&rule.form);
  return invariant != nullptr && std::ranges::any_of(subjects(event), [&](const Subject& subject) {
           return subject.kind == invariant->subject &&
                  (invariant->awake == nullptr || invariant->awake(past, subject.id));
         });
}

Alert alert_of(const Rule& rule, const Subject& subject, Date since, Position position, const Flag& flag) {
  constexpr std::string_view kBetween = " | ";
  const std::string_view said = flag.message.value;
  const std::size_t between = std::min(said.find(kBetween), said.size());
  const std::string_view en = said.substr(std::min(between + kBetween.size(), said.size()));
  Alert alert;
  alert.rule = flag.rule;
  alert.mechanisms = mechanism_ids(rule.mechanisms);
  alert.subject = {subject.str()};
  alert.since = since;
  alert.message = {fmt::format("{}：{} | {}: {}", rule.zh, said.substr(0, between), rule.en, en)};
  alert.clears = {"更正所涉记录，或复核该标记 | correct what is recorded, or review the flag"};
  alert.evidence = flag.evidence;
  alert.evidence.insert(alert.evidence.begin(), position);
  alert.policy = flag.policy;
  alert.required = flag.required;
  alert.actual = flag.actual;
  alert.required_labels = flag.required_labels;
  alert.actual_labels = flag.actual_labels;
  alert.mentions = flag.mentions;
  alert.parameters = flag.parameters;
  return alert;
}

}  // namespace

Result<std::vector<Alert>> standing_flags(const Past& past, const PolicyView& policy,
                                          const Subject& subject) {
  std::vector<Alert> out;
  const auto indexed = past.history().indexed(standing_flag_key(subject), past.when().size);
  if (!indexed) return tl::unexpected(indexed.error());
  for (const auto& [position, type] : *indexed) {
    const auto flagged = named_at(past.history(), position);
    if (!flagged) return tl::unexpected(flagged.error());
    if (past.when().on < flagged->event.on) continue;
    const auto json = past.history().verdict(position.index);
    if (!json) return tl::unexpected(json.error());
    const auto verdict = read_json<Verdict>(*json);
    if (!verdict) return tl::unexpected(verdict.error());
    for (const Flag& flag : verdict->flags) {
      const Rule* rule = find_rule(flag.rule.value);
      if (static_cast<std::uint32_t>(flag.event) != position.ordinal || rule == nullptr || !stands(*rule) ||
          !rings(policy.mode(*rule)) || is_told_again(past, *rule, flagged->event))
        continue;
      const auto stands = stands_still(past, *rule, *flagged, position, flag);
      if (!stands) return tl::unexpected(stands.error());
      if (*stands) out.push_back(alert_of(*rule, subject, flagged->event.on, position, flag));
    }
  }
  return out;
}

}  // namespace tenure

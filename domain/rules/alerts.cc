#include "domain/rules/alerts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "domain/ledger/rows.h"
#include "domain/registry/anchors.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/invariants.h"
#include "domain/rules/policy_json.h"

namespace tenure {
namespace {

using form::Anchor;

/// A cadence's word, its kind of period, and how many months that is.
struct Cadence {
  std::string_view word;
  Period::Kind kind;
  int months;
};
constexpr Cadence kCadences[] = {{"month", Period::Kind::month, 1},
                                 {"two_months", Period::Kind::two_months, 2},
                                 {"quarter", Period::Kind::quarter, 3},
                                 {"half", Period::Kind::half, 6},
                                 {"year", Period::Kind::year, 12}};

const Cadence* find_cadence(std::string_view word) {
  return find_first(kCadences, [&](const Cadence& cadence) { return cadence.word == word; });
}

Period period_at(const Cadence& cadence, Date date) {
  const auto ordinal = static_cast<std::uint8_t>((static_cast<int>(date.month()) - 1) / cadence.months + 1);
  return {cadence.kind, static_cast<std::int16_t>(date.year()), ordinal, {}};
}

}  // namespace

std::string_view cadence_of(const Period& period) {
  const Cadence* found = find_first(kCadences, [&](const Cadence& each) { return each.kind == period.kind; });
  return found == nullptr ? std::string_view() : found->word;
}

namespace {

/// A subject's events, each type read once however many expectations ask.
class SubjectFile {
 public:
  SubjectFile(const Facts& facts, const Subject& subject, std::optional<Date> since = std::nullopt)
      : facts_(facts), subject_(subject), since_(since) {}

  const Subject& subject() const { return subject_; }
  /// Of the periods since which day missing ones are told; nothing: of the last ones.
  const std::optional<Date>& since() const { return since_; }
  Result<const std::vector<Recorded>*> events(const EventType& type) {
    const auto found = read_.find(&type);
    if (found != read_.end()) return &found->second;
    auto recorded = facts_.events(type, subject_);
    if (!recorded) return tl::unexpected(recorded.error());
    return &(read_[&type] = std::move(*recorded));
  }
  /// The policies that may judge a period of which something may be missing still.
  const std::vector<PolicyView>& policies(const Asked& asked) {
    constexpr int kLongestMonths = 12;  // of a cadence
    constexpr int kMonths =
        (kPeriodsMissingMax + 1) * kLongestMonths;  // the oldest one may have begun before
    const Date oldest = since_ ? since_->plus_months(-kLongestMonths) : asked.on.plus_months(-kMonths);
    if (policies_.empty()) policies_ = policies_since(asked, oldest);
    return policies_;
  }

 private:
  const Facts& facts_;
  const Subject& subject_;
  std::optional<Date> since_;
  std::map<const EventType*, std::vector<Recorded>> read_;
  std::vector<PolicyView> policies_;
};

/// One expectation, one subject, one date.
class Watch {
 public:
  Watch(const Rule& rule, const form::Expectation& expectation, const Asked& asked, SubjectFile& file)
      : rule_(rule), expectation_(expectation), asked_(asked), file_(file) {}

  Result<std::vector<Alert>> alerts() {
    // Of whom something is expected in a period says the policy of the period.
    std::vector<Asked> by_policy{asked_};
    if (expectation_.cadence != nullptr) {
      by_policy.clear();
      for (const PolicyView& policy : file_.policies(asked_))
        by_policy.push_back({asked_.facts, policy, asked_.subject, asked_.on});
    }
    for (const Asked& asked : by_policy) {
      const auto anchors = expectation_.anchors(asked);
      if (anchors.empty()) continue;
      if (auto done = read_events(); !done) return tl::unexpected(done.error());
      for (const Anchor& anchor : anchors) {
        if (expectation_.cadence != nullptr) {
          watch_periods(asked, anchor);
        } else {
          watch_deadline(anchor);
        }
      }
    }
    return std::move(alerts_);
  }

 private:
  /// What may serve, once.
  Result<void> read_events() {
    if (std::exchange(is_read_, true)) return {};
    const EventType* type = find_event_type(expectation_.expects.type->name);
    const auto recorded = file_.events(*type);
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& candidate : **recorded) {
      if (candidate.event.on <= asked_.on && expectation_.expects.matches(candidate.event))
        events_.push_back(candidate);
    }
    return {};
  }

  bool serves(const Asked& asked, const Anchor& anchor, const Event& event) const {
    if (event.on < anchor.from && !expectation_.earlier_serves) return false;
    if (expectation_.serves != nullptr && !expectation_.serves(anchor, event)) return false;
    return expectation_.suits == nullptr || expectation_.suits(asked, event);
  }

  /// The last day in time when it is due on `due`.
  Date with_grace(const PolicyView& policy, Date due, const Anchor& anchor) const {
    const auto grace =
        expectation_.grace == nullptr ? Setting<Days>() : policy.get(*expectation_.grace, anchor.of);
    return due.plus_days(grace ? grace->count : 0);
  }

  void watch_deadline(const Anchor& anchor) {
    const auto span = expectation_.span == nullptr ? Setting<Months>{Given::value, Months{}}
                                                   : asked_.policy.get(*expectation_.span, anchor.of);
    if (!span) return;
    Date counted_from = anchor.from;
    Position evidence = anchor.position;
    for (const Recorded& done : events_) {
      if (done.position == anchor.position || !serves(asked_, anchor, done.event)) continue;
      if (!expectation_.again) return;
      if (done.event.on >= counted_from)
        std::tie(counted_from, evidence) = std::pair(done.event.on, done.position);
    }
    const Date last = with_grace(asked_.policy, counted_from.plus_months(span->count), anchor);
    if (asked_.on > last)
      add(anchor, last, std::nullopt, evidence,
          evidence == anchor.position ? std::nullopt : std::optional(counted_from));
  }

  const Cadence* cadence_of(const PolicyView& policy, const Anchor& anchor) const {
    const auto word = policy.get(*expectation_.cadence, anchor.of);
    return word ? find_cadence(word->value) : nullptr;
  }

  /// A period is judged by the policy that held in it: of whom it asks, how long it is, and when what it asks
  /// for is due. Here those of one policy are watched.
  void watch_periods(const Asked& asked, const Anchor& anchor) {
    const Cadence* const own = cadence_of(asked.policy, anchor);
    if (own == nullptr) return;
    const Date oldest = file_.since().value_or(asked_.on.plus_months(-kPeriodsMissingMax * own->months));
    for (Date from = std::max(anchor.from, oldest);;) {
      const Period period = period_at(*own, from);
      from = period.last().plus_days(1);
      const auto due = expectation_.due == nullptr ? Setting<Days>() : asked.policy.get(*expectation_.due);
      const Date end = due ? period.first().plus_days(due->count) : period.last();
      const Date last = with_grace(asked.policy, end, anchor);
      if (asked_.on <= last || (anchor.until && *anchor.until <= end)) return;
      if (asked_.policy.of(period).position() != asked.policy.position()) continue;
      if (anchor.from <= end && !is_served(asked, anchor, period)) add(anchor, last, period, anchor.position);
    }
  }

  bool is_served(const Asked& asked, const Anchor& anchor, const Period& period) const {
    return std::ranges::any_of(events_, [&](const Recorded& done) {
      if (expectation_.period != nullptr) {
        return expectation_.period(done.event) == period && serves(asked, anchor, done.event);
      }
      return period.first() <= done.event.on && done.event.on <= period.last() &&
             serves(asked, anchor, done.event);
    });
  }

  /// `newest`: when it was done last, of what is done again and again.
  void add(const Anchor& anchor, Date last, std::optional<Period> period, Position evidence,
           std::optional<Date> newest = std::nullopt) {
    const StructInfo& expected = *find_event_type(expectation_.expects.type->name)->structure;
    const Saying of = anchor.said.empty() ? saying(anchor.of) : anchor.said;
    const Saying due = period ? saying(*period) : saying(last);
    const Saying when = of.empty() ? due : phrase("{}，{}", "{}, {}", due, of);
    Alert alert;
    alert.rule = {std::string(rule_.name)};
    alert.mechanisms = mechanism_ids(rule_.mechanisms);
    alert.subject = {file_.subject().str()};
    alert.period = std::move(period);
    alert.since = last;
    alert.message = {fmt::format("{}：{} | {}: {}", rule_.zh, when.zh, rule_.en, when.en)};
    alert.clears = {fmt::format("登记“{}” | record “{}”", expected.zh, expected.en)};
    alert.evidence = {evidence};
    alert.policy = asked_.policy.position();
    tell(alert, phrase("{} ≤ {}", "{} ≤ {}", expected, last), newest ? saying(*newest) : saying(kNone),
         when.about);
    alerts_.push_back(std::move(alert));
  }

  const Rule& rule_;
  const form::Expectation& expectation_;
  const Asked& asked_;
  SubjectFile& file_;
  std::vector<Recorded> events_;
  bool is_read_ = false;
  std::vector<Alert> alerts_;
};

Result<std::vector<Alert>> alerts_of(const Rule& rule, const form::Expectation& expectation,
                                     const Facts& facts, const PolicyView& policy, SubjectFile& file,
                                     Date on) {
  if (expectation.subject != file.subject().kind || !rings(policy.mode(rule))) return std::vector<Alert>();
  if (expectation.asked != nullptr && !policy.is_true(*expectation.asked)) return std::vector<Alert>();
  const auto watch = [&](const PolicyView& by, SubjectFile& own) {
    return Watch(rule, expectation, Asked{facts, by, own.subject().id, on}, own).alerts();
  };
  auto found = watch(policy, file);
  if (!found || found->empty()) return found;
  // What it read on the way is noted by asking again: few ring.
  ParametersRead parameters;
  const PolicyView noting = policy.noting(parameters);
  if (expectation.asked != nullptr) noting.is_true(*expectation.asked);
  SubjectFile again(facts, file.subject(), file.since());
  if (auto done = watch(noting, again); !done) return done;
  for (Alert& alert : *found) alert.parameters = used(parameters);
  if (file.subject().kind != SubjectKind::person) return found;
  // What fell due in somebody's life stays open where others owe it; nobody else is waited for any more.
  const auto died = death_of(facts, file.subject().id);
  if (!died || on < *died) return found;
  std::erase_if(*found, [&](const Alert& alert) {
    return !expectation.outlives || (alert.period ? *died < alert.period->first() : *died < alert.since);
  });
  return found;
}

}  // namespace

Result<std::vector<Alert>> alerts_of(const Rule& rule, const form::Expectation& expectation,
                                     const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on, std::optional<Date> since) {
  SubjectFile file(facts, subject, since);
  return alerts_of(rule, expectation, facts, policy, file, on);
}

namespace {

/// The rules that expect something of subjects of a kind, in their order.
const std::vector<const Rule*>& expectations_of(SubjectKind kind) {
  static const auto by_kind = [] {
    std::map<SubjectKind, std::vector<const Rule*>> out;
    for (const Rule* rule : all_rules()) {
      if (const auto* expectation = std::get_if<form::Expectation>(&rule->form))
        out[expectation->subject].push_back(rule);
    }
    return out;
  }();
  static const std::vector<const Rule*> none;
  const auto found = by_kind.find(kind);
  return found == by_kind.end() ? none : found->second;
}

bool is_reviewed(const Facts& facts, const Contradiction& found) {
  return std::ranges::any_of(found.objection.evidence, [&](Position position) {
    const auto& reviews = facts.items<&FlagReviews::reviews>(kLedgerSubject.id, position.str());
    return std::ranges::any_of(
        reviews, [&](const FlagReview& review) { return review.rule.value == found.rule->name; });
  });
}

}  // namespace

Result<std::vector<Alert>> standing_contradictions(const Facts& facts, PolicyBook& book,
                                                   const Subject& subject, Date on) {
  const auto contradictions = contradictions_of(facts, book, subject, on);
  if (!contradictions) return tl::unexpected(contradictions.error());
  std::vector<Alert> out;
  for (const Contradiction& found : *contradictions) {
    if (!rings(found.mode) || is_reviewed(facts, found)) continue;
    Alert alert;
    alert.rule = {std::string(found.rule->name)};
    alert.mechanisms = mechanism_ids(found.rule->mechanisms);
    alert.subject = {subject.str()};
    alert.since = found.placed.on;
    alert.message = {fmt::format("{}：{} | {}: {}", found.rule->zh, found.objection.zh, found.rule->en,
                                 found.objection.en)};
    alert.clears = {"更正所涉记录，或复核该标记 | correct what is recorded, or review the flag"};
    alert.evidence = found.objection.evidence;
    alert.policy = found.policy;
    alert.parameters = used(found.objection.parameters);
    tell(alert, found.objection.required, found.objection.actual, found.objection.about);
    out.push_back(std::move(alert));
  }
  return out;
}

Result<std::vector<Alert>> alerts_of(const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on) {
  std::vector<Alert> out;
  SubjectFile file(facts, subject);
  for (const Rule* rule : expectations_of(subject.kind)) {
    auto found = alerts_of(*rule, std::get<form::Expectation>(rule->form), facts, policy, file, on);
    if (!found) return found;
    std::move(found->begin(), found->end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace tenure

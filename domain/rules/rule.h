// The forms of rules. A rule is one row of its area's table: a name, the mechanisms of the catalogue that it
// comes from, labels, and one of the forms. Each form has one evaluator, which never knows a rule by name:
//
//   gate          a named condition over facts, policy and the event            judge.h, at admission
//   requirement   an event needs an earlier one of the same subject             judge.h
//   bar           after an event, others are closed for a time                  judge.h, eligibilities
//   invariant     what holds of each item of a row, or of an event               invariants.h, at admission
//   and as alert expectation   an event is expected by a date or in each period              alerts.h
//   eligibility   a list of conditions that must all hold                       answers.h
//   computation   a number with its parts named                                 answers.h
//   statistic     rows of an organisation's subtree counted, or added up         replay/rules/statistics.h
//   report        named statistics under one head                               replay/rules/statistics.h
//
// Rules are pure and keep nothing. The tables are built once and then constant; any thread.
#pragma once

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/catalogue.h"
#include "domain/act/sealed_values.h"
#include "domain/rules/policy.h"
#include "domain/words/saying.h"

namespace tenure {

/// What a gate looks at: one event of an act, before it is applied or once the whole act is.
struct Judged {
  const Facts& facts;
  const PolicyView& policy;
  const Act& act;
  const Event& event;
  std::span<const std::string> keyids = {};  ///< of those who signed
  const SealedValues* sealed = nullptr;      ///< null: nobody knows them
  Position position = {};  ///< once the whole act is applied: of the event or its correction

  /// The same under another policy.
  Judged by(const PolicyView& other) const { return {facts, other, act, event, keyids, sealed, position}; }
};

/// What a question about one subject looks at.
struct Asked {
  const Facts& facts;
  const PolicyView& policy;
  std::string subject;
  Date on;
  /// Of a computation that is of a month or a year: which one; nothing: that of the date. What is decided of
  /// a period is decided after it.
  std::optional<Period> period = {};

  Period month() const { return period.value_or(Period::of_month(on)); }
  Period year() const { return period.value_or(Period::of_year(on.year())); }
};

/// What an invariant looks at beside the item: the policy is that of the item's day.
struct Examined {
  const Facts& facts;
  const PolicyView& policy;
  std::string_view subject;   ///< whose item it is
  Date on;                    ///< as of
  bool at_admission = false;  ///< of what an event just made or changed; else over the record
};

/// Why a rule is not met, in words, and the events that show it.
struct Objection {
  std::string zh, en;
  std::vector<Position> evidence;
  Saying required = {}, actual = {};
  std::vector<Subject> about = {};  ///< whom the words name by id
  std::optional<Date> since = {};   ///< of an invariant: from when on, where it is later than the item's day
  ParametersRead parameters = {};   ///< that the rule read on the way, as who asked it noted

  /// What was required, and what was found instead, in the values that the rule compared. Nobody's own words
  /// stand here, and nothing that is sealed.
  template <class... T>
  Objection asks(SayingForm<T...> form, const T&... values) && {
    required = phrase(form, form, values...);
    return std::move(*this);
  }
  template <class... T>
  Objection found(SayingForm<T...> form, const T&... values) && {
    actual = phrase(form, form, values...);
    return std::move(*this);
  }
};
using Objections = Result<std::optional<Objection>>;

/// An objection in both languages: the `{}` of each stand for the same values, which say themselves
/// (words/saying.h).
template <class... T>
Objection unmet(std::vector<Position> evidence, SayingForm<T...> zh, SayingForm<T...> en,
                const T&... values) {
  Saying said = phrase(zh, en, values...);
  return {std::move(said.zh), std::move(said.en), std::move(evidence), {}, {}, std::move(said.about)};
}
template <class... T>
Objection unmet(SayingForm<T...> zh, SayingForm<T...> en, const T&... values) {
  return unmet(std::vector<Position>(), zh, en, values...);
}

/// The word or id in a field; empty when it is absent.
template <class T>
std::string_view word_in(const T& field) {
  if constexpr (kIsOptional<T>) {
    return field ? std::string_view(field->str()) : std::string_view();
  } else {
    static_assert(std::is_reference_v<decltype(field.str())>, "the word is a view of the field");
    return field.str();
  }
}

/// Whether a field of an event is this word, as a condition on it.
template <auto Field, const std::string_view& Word>
bool is_word(const typename MemberOf<Field>::Structure& event) {
  return word_in(event.*Field) == Word;
}

/// Events of one type, perhaps with a condition on their fields. Made by `on<E>()`, `on<E, &condition>()` and
/// `on<&E::field, kWord>()`.
struct EventPattern {
  const TypeInfo* type = nullptr;
  bool (*where)(const Event& event) = nullptr;  ///< null: every one

  bool matches(const Event& event) const {
    return event.type->type == type && (where == nullptr || where(event));
  }
};
template <class E>
EventPattern on() {
  return {&kType<E>, nullptr};
}
template <class E, bool (*Where)(const E&)>
EventPattern on() {
  return {&kType<E>, [](const Event& event) { return Where(event.as<E>()); }};
}
template <auto Field, const std::string_view& Word>
EventPattern on() {
  return on<typename MemberOf<Field>::Structure, &is_word<Field, Word>>();
}

/// From a day on until before another one.
struct Interval {
  Date from, until;
  bool holds(Date date) const { return from <= date && date < until; }
};

namespace form {

struct Gate {
  const TypeInfo* event = nullptr;  ///< null: asked once of every act, with its first event
  Objections (*check)(const Judged& judged) = nullptr;
  const TypeInfo* also = nullptr;                     ///< another event that makes the same fact
  bool (*concerns)(const EventType& type) = nullptr;  ///< instead of `event`: asked of every such type
  bool whole_act = false;                             ///< asked once the whole act is applied
  /// The record alone cannot tell again: what it flagged is an alert until that is corrected or reviewed.
  bool stands = false;
};

/// The day of an item, and where it is: whose policy judges it. Without an organisation, in that whose row it
/// is in.
struct Placed {
  Date on;
  std::string org;
};

/// What must hold of each item of a row's list or, without a view, of each event of the types that it
/// concerns.
struct Invariant {
  SubjectKind subject;
  const View* view = nullptr;
  std::size_t list = 0;  ///< the field of the row whose items are looked at
  bool (*concerns)(const EventType& type) = nullptr;
  /// Whether there can be anything to object to for a subject: asked before items are read. Null: always.
  bool (*awake)(const Facts& facts, std::string_view subject) = nullptr;
  Objections (*check)(const Examined& examined, const void* row, const void* item) = nullptr;
  Placed (*placed)(const void* item) = nullptr;
  bool standing = true;  ///< also an alert over the record
  /// Which events are told at admission: others touch the item too, and mend it. Null: all of them.
  bool (*told)(const EventType& type) = nullptr;
  /// It is asked of each event that is recorded, awake or not, and what it flagged is an alert also while it
  /// is not awake, until that is corrected or reviewed.
  bool stands = false;
};

struct Requirement {
  EventPattern event;
  EventPattern needs;
  SubjectKind same;                            ///< the kind of the subject that both are about
  const Parameter<bool>* asked = nullptr;      ///< the rule is asked where this is true; null: everywhere
  const Parameter<Months>* age_max = nullptr;  ///< how old the needed event may be; null: any age
  const Parameter<Days>* grace = nullptr;      ///< how much later it may follow; null or absent: not at all
  bool (*serves)(const Event& event, const Event& needed) = nullptr;  ///< null: every one
  /// Where the policy has a say in whom the rule is asked of, and in what serves. Null: in neither.
  bool (*applies)(const Judged& judged) = nullptr;
  bool (*suits)(const Judged& judged, const Event& needed) = nullptr;
};

struct Bar {
  EventPattern after;
  std::vector<EventPattern> closes;
  SubjectKind same;
  /// For how long; nothing when the policy says nothing.
  std::optional<Interval> (*closed)(const Facts& facts, const PolicyView& policy,
                                    const Recorded& after) = nullptr;
  /// Whether it closes the event whatever its date, as an award for a year that was assessed so. Null: never.
  bool (*forbids)(const Facts& facts, const PolicyView& policy, const Recorded& after,
                  const Event& closes) = nullptr;
};

/// What sets an expectation going: an office held, a registration. `until` is the day on which it ended.
struct Anchor {
  Date from;
  std::optional<Date> until;
  Position position;
  std::string org;      ///< where, when it is of a person
  std::string of = {};  ///< which one of several, as an audience: stands for the '*' of the parameters' keys
  std::optional<Period> period = {};  ///< of a result that is for one
  Saying said = {};                   ///< `of` as people read it, where it is a code; empty: as it is
};

struct Expectation {
  SubjectKind subject;
  std::vector<Anchor> (*anchors)(const Asked& asked) = nullptr;
  EventPattern expects;
  bool (*serves)(const Anchor& anchor, const Event& event) = nullptr;  ///< null: every one
  bool (*suits)(const Asked& asked, const Event& event) = nullptr;  ///< the same, where the policy has a say
  bool earlier_serves = false;                                      ///< also one from before the anchor
  bool outlives = false;                   ///< others owe it: a death of the subject does not silence it
  const Parameter<bool>* asked = nullptr;  ///< expected where this is true; null: everywhere
  // When: once within `span` after the anchor; again and again, at most `span` after the last one; or in each
  // calendar period, as `cadence` says. A '*' in the key of one of these stands for the anchor's `of`.
  const Parameter<Months>* span = nullptr;  ///< null: at once
  bool again = false;
  const Parameter<Code>* cadence = nullptr;  ///< month, two_months, quarter, half, year
  const Parameter<Days>* grace = nullptr;    ///< null or absent: none
  const Parameter<Days>* due = nullptr;  ///< of a cadence: days after the period's first one; null: its end
  std::optional<Period> (*period)(const Event& event) = nullptr;  ///< the period it is for; null: of its date
};

/// `serves`: the event's field is what the anchor is of, or its organisation.
template <auto Field>
bool is_of(const Anchor& anchor, const Event& event) {
  return word_in(event.as<typename MemberOf<Field>::Structure>().*Field) == anchor.of;
}
template <auto Field>
bool is_in_its_org(const Anchor& anchor, const Event& event) {
  return word_in(event.as<typename MemberOf<Field>::Structure>().*Field) == anchor.org;
}
/// `suits`: the event's field names whom the question is about.
template <auto Field>
bool names_the_asked(const Asked& asked, const Event& event) {
  return word_in(event.as<typename MemberOf<Field>::Structure>().*Field) == asked.subject;
}
/// `period`: the one that the event names.
template <class E>
std::optional<Period> period_of(const Event& event) {
  return event.as<E>().period;
}

enum class Truth : std::uint8_t { no, yes, unknown };

/// What became of one condition. Without `asked` the policy does not ask for it.
struct Outcome {
  bool asked = true;
  Saying required, actual;
  Truth met = Truth::unknown;
  std::vector<Position> basis;
};

struct Condition {
  std::string_view name;
  std::string_view mechanisms;
  std::string_view zh, en;
  Result<Outcome> (*test)(const Asked& asked) = nullptr;
};

struct Eligibility {
  std::vector<Condition> conditions;
};

using tenure::Unit;
inline constexpr Unit kFen{"fen", "分", "fen"};
inline constexpr Unit kYuan{"yuan", "元", "yuan"};
inline constexpr Unit kPoints{"points", "分", "points"};
inline constexpr Unit kYears{"years", "年", "years"};
inline constexpr Unit kDays{"days", "天", "days"};
inline constexpr Unit kPeople{"people", "人", "people"};
inline constexpr Unit kItems{"items", "项", "items"};
inline constexpr Unit kAdmonitions{"admonitions", "件", "admonitions"};
inline constexpr Unit kMonths{"months", "个月", "months"};
inline constexpr Unit kVotes{"votes", "票", "votes"};
inline constexpr Unit kShare{"share", "", ""};  ///< of one

struct Part {
  std::string_view name, zh, en;
  Decimal value;
  std::vector<Position> basis;
  Saying of = {};  ///< what the part is of, where several have the same name: a person, a payer, a grade
  std::optional<Unit> unit = {};  ///< where it is another one than the whole's
};

/// A number and how it came about. Without a value it is unknown, and `why` says so.
struct Computed {
  std::optional<Decimal> value;
  Unit unit;
  std::vector<Part> parts;
  Saying why;
  std::string org = {};  ///< that it is of, where this may lie above the one asked about
};

/// That there is no number, and why.
inline Computed unknown(const Unit& unit, Saying why) { return {{}, unit, {}, std::move(why)}; }

struct Computation {
  Result<Computed> (*compute)(const Asked& asked) = nullptr;
  SubjectKind subject = SubjectKind::person;  ///< whom it is asked about: a person, an organisation
  std::optional<Period::Kind> of = {};        ///< month or year: what it is asked about; nothing: a day
};

/// The time that a figure is about: a day, or from a day to a day.
struct Window {
  std::optional<Date> from;
  Date on;

  bool holds(Date date) const { return date <= on && (!from || *from <= date); }
};

/// A word to group by that no field of the item holds: worked out from it, or from the row of whom it names.
struct Derived {
  std::string_view name, zh, en;
  std::string_view vocabularies;  ///< of its words; empty: they are no codes
  std::vector<std::string> (*words)(const Facts& facts, const void* item, const Window& window) = nullptr;
};

/// Counts what holds on a date: items of rows (made by `count` and `share`) or whole rows (`count_rows`); or
/// what happened in a period, whatever became of it: events (`tally`), each that an organisation's file holds
/// once, on its date.
struct Statistic {
  static constexpr std::size_t kWholeRow = std::numeric_limits<std::size_t>::max();
  /// Rows of each organisation, or of each person on its register, all parts; null: of events.
  const View* view = nullptr;
  EventPattern events;
  std::size_t list = 0;  ///< the field of the row whose items are counted; kWholeRow: the row itself is
  bool (*counts)(const Facts& facts, const void* row, const void* item, const Window& window) = nullptr;
  bool (*among)(const Facts& facts, const void* row, const void* item,
                const Window& window) = nullptr;  ///< null: no share is asked
  std::string_view distinct;          ///< a field of the item: each value counts once; empty: each item
  std::vector<std::string_view> by;   ///< fields of the item; used when the question names none
  std::string_view amount = {};       ///< a numeric field of the item that is summed; empty: none
  std::vector<Derived> derived = {};  ///< what else it can be grouped by

  const StructInfo& item() const {
    if (view == nullptr) return *events.type->structure;
    const StructInfo& row = *view->type->structure;
    return list == kWholeRow ? row : *row.fields[list].type->element->structure;
  }
};

struct Report {
  struct Line {
    std::string_view statistic;
    std::vector<std::string_view> by;
  };
  std::vector<Line> lines;
};

}  // namespace form

using RuleForm = std::variant<form::Gate, form::Requirement, form::Bar, form::Expectation, form::Eligibility,
                              form::Computation, form::Statistic, form::Report, form::Invariant>;

struct Rule {
  std::string_view name;
  std::string_view mechanisms;  ///< "SH-07 BB-14"
  std::string_view zh, en;
  RuleForm form;
  /// `enforce` only where the text says 不得, 不能, 不参评, 方可, 必须 or 经…同意后.
  RuleMode default_mode = RuleMode::flag;
};

/// What an area adds to the house of rules.
struct RuleTable {
  std::span<const ParameterInfo* const> parameters;
  std::vector<Rule> rules;
};

/// Of all areas, in their order.
std::span<const Rule* const> all_rules();
std::span<const ParameterInfo* const> all_parameters();
/// Null when there is none of that name.
const Rule* find_rule(std::string_view name);
/// The names of those that fit, with their labels.
std::vector<Word> rule_words(const std::function<bool(const Rule&)>& fits);
/// The gates, requirements and bars that an event of this type must pass.
std::span<const Rule* const> rules_of(const TypeInfo* type);
/// The gates that look at an event of this type once its whole act is applied.
std::span<const Rule* const> rules_of_whole(const TypeInfo* type);
/// The gates that are asked once of every act.
std::span<const Rule* const> rules_of_acts();
/// The invariants, in the order of their areas.
std::span<const Rule* const> invariants();
/// Those of them that may object to what an event of this type just made of the record.
std::span<const Rule* const> invariants_of(const TypeInfo* type);

/// "SH-07 BB-14" as codes.
Codes mechanism_ids(std::string_view mechanisms);
const Word& form_word(const Rule& rule);
/// Gates, requirements, bars and invariants, which stand in an act's way: they have a mode.
bool is_judged(const Rule& rule);
/// A gate or an invariant whose flags stand.
bool stands(const Rule& rule);
/// Every rule and parameter with labels: what /v1/rules answers.
std::string rules_json();

template <auto Check, class E>
form::Gate gate_of(Objections (*)(const Judged&, const E&)) {
  return {&kType<E>, [](const Judged& judged) { return Check(judged, judged.event.as<E>()); }};
}
/// A gate on the events that `Check` takes: `Objections check(const Judged&, const E&)`.
template <auto Check>
form::Gate gate() {
  return gate_of<Check>(Check);
}

/// A gate on many types of events: `Objections check(const Judged&)`.
template <auto Check>
form::Gate gate_of_types(bool (*concerns)(const EventType&)) {
  return {.check = Check, .concerns = concerns};
}

/// The same, whose flags are alerts until what they are about is corrected or reviewed.
inline form::Gate standing(form::Gate gate) {
  gate.stands = true;
  return gate;
}

/// An invariant over a list of a row: `Objections check(const Examined&, const Row&, const Item&)`. The item
/// says by `placed(const Item&)`, beside its row, on which day and where it is.
template <auto List, auto Check>
form::Invariant invariant() {
  using Row = typename MemberOf<List>::Structure;
  using Item = typename MemberOf<List>::Type::value_type;
  form::Invariant out{.subject = Row::kSubject, .view = &kView<Row>};
  const auto& fields = Description<Row>::kInfo.fields;
  while (fields[out.list].at != &MemberOf<List>::at) ++out.list;
  out.check = [](const Examined& examined, const void* row, const void* item) -> Objections {
    return Check(examined, *static_cast<const Row*>(row), *static_cast<const Item*>(item));
  };
  out.placed = [](const void* item) { return placed(*static_cast<const Item*>(item)); };
  return out;
}
/// An invariant over the events of a subject: `Objections check(const Examined&, const Recorded&)`.
template <auto Check>
form::Invariant invariant_of_events(SubjectKind subject, bool (*concerns)(const EventType&),
                                    bool (*awake)(const Facts&, std::string_view)) {
  form::Invariant out{.subject = subject, .concerns = concerns, .awake = awake};
  out.check = [](const Examined& examined, const void*, const void* item) -> Objections {
    return Check(examined, *static_cast<const Recorded*>(item));
  };
  return out;
}

template <auto Counts, class Row, class Item>
auto item_test(bool (*)(const Row&, const Item&, const form::Window&)) {
  return [](const Facts&, const void* row, const void* item, const form::Window& window) {
    return Counts(*static_cast<const Row*>(row), *static_cast<const Item*>(item), window);
  };
}
template <auto Counts, class Row, class Item>
auto item_test(bool (*)(const Facts&, const Row&, const Item&, const form::Window&)) {
  return [](const Facts& facts, const void* row, const void* item, const form::Window& window) {
    return Counts(facts, *static_cast<const Row*>(row), *static_cast<const Item*>(item), window);
  };
}

/// A count over a list of a row: `bool counts(const Row&, const Item&, const Window&)`, with the facts first
/// where it asks for more than the row.
template <auto List, auto Counts>
form::Statistic count(std::string_view distinct, std::vector<std::string_view> by,
                      std::string_view amount = {}) {
  form::Statistic out;
  [&]<class Row, class Item>(std::vector<Item> Row::*) {
    out.view = &kView<Row>;
    const auto& fields = Description<Row>::kInfo.fields;
    while (fields[out.list].at != &MemberOf<List>::at) ++out.list;
  }(List);
  out.counts = item_test<Counts>(Counts);
  out.distinct = distinct;
  out.by = std::move(by);
  out.amount = amount;
  return out;
}

/// A count of rows: `bool counts(const Row&, const Window&)`, with the facts first where it asks for more.
template <class Row, auto Counts>
form::Statistic count_rows(std::string_view distinct, std::vector<std::string_view> by) {
  form::Statistic out;
  out.view = &kView<Row>;
  out.list = form::Statistic::kWholeRow;
  out.counts = [](const Facts& facts, const void* row, const void*, const form::Window& window) {
    if constexpr (std::is_invocable_v<decltype(Counts), const Facts&, const Row&, const form::Window&>) {
      return Counts(facts, *static_cast<const Row*>(row), window);
    } else {
      return Counts(*static_cast<const Row*>(row), window);
    }
  };
  out.distinct = distinct;
  out.by = std::move(by);
  return out;
}

/// Events of a type, perhaps with a condition, each with a date in the window.
template <class E>
form::Statistic tally(std::string_view distinct, std::vector<std::string_view> by,
                      std::string_view amount = {}) {
  form::Statistic out;
  out.events = on<E>();
  out.distinct = distinct;
  out.by = std::move(by);
  out.amount = amount;
  return out;
}
template <class E, bool (*Where)(const E&)>
form::Statistic tally(std::string_view distinct, std::vector<std::string_view> by,
                      std::string_view amount = {}) {
  form::Statistic out = tally<E>(distinct, std::move(by), amount);
  out.events = on<E, Where>();
  return out;
}
template <auto Field, const std::string_view& Word>
form::Statistic tally(std::string_view distinct, std::vector<std::string_view> by,
                      std::string_view amount = {}) {
  return tally<typename MemberOf<Field>::Structure, &is_word<Field, Word>>(distinct, std::move(by), amount);
}

template <auto Words, class Item>
form::Derived derived_of(std::string_view name, std::string_view zh, std::string_view en,
                         std::string_view vocabularies,
                         std::vector<std::string> (*)(const Facts&, const Item&, const form::Window&)) {
  return {name, zh, en, vocabularies, [](const Facts& facts, const void* item, const form::Window& window) {
            return Words(facts, *static_cast<const Item*>(item), window);
          }};
}
/// `std::vector<std::string> words(const Facts&, const Item&, const Window&)` as something to group by.
template <auto Words>
form::Derived derived(std::string_view name, std::string_view zh, std::string_view en,
                      std::string_view vocabularies) {
  return derived_of<Words>(name, zh, en, vocabularies, Words);
}
/// The statistic with more to group by.
inline form::Statistic with(form::Statistic statistic, std::vector<form::Derived> derived) {
  statistic.derived = std::move(derived);
  return statistic;
}

/// The share of those counted for which `Among` holds too.
template <auto List, auto Counts, auto Among>
form::Statistic share(std::string_view distinct, std::vector<std::string_view> by) {
  form::Statistic out = count<List, Counts>(distinct, std::move(by));
  out.among = item_test<Among>(Among);
  return out;
}

}  // namespace tenure

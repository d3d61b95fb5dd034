#include "replay/audit/examination.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "domain/appraisal/events.h"
#include "domain/audit/rows.h"
#include "domain/incentive/events.h"
#include "domain/ledger/rows.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/registry/successors.h"
#include "domain/rules/alerts.h"
#include "domain/rules/invariants.h"
#include "domain/supervision/events.h"
#include "domain/tenure/rows.h"
#include "replay/audit/acts.h"

namespace tenure {
namespace {

constexpr Word kExplanations[] = {{"review", "标记复核", "Review of the flag"},
                                  {"override", "规则豁免", "Override"},
                                  {"transcription", "史料转录", "Transcribed from paper"},
                                  {"revision", "决定变更", "Revised"},
                                  {"correction", "更正", "Corrected"},
                                  {"appeal", "申诉决定", "Appeal decided"},
                                  {"disposition", "线索处置", "Lead disposed"}};

/// What was flagged at admission of an event, by a rule that a test names.
bool is_of_moments(const Rule& rule) {
  return std::holds_alternative<form::Gate>(rule.form) ||
         std::holds_alternative<form::Requirement>(rule.form) || std::holds_alternative<form::Bar>(rule.form);
}

class Examiner {
 public:
  Examiner(const Past& past, const Archive& archive, PolicyBook& book, const AuditScope& scope,
           const Knowledge& knowledge, const std::vector<Code>& only)
      : past_(past), book_(book), scope_(scope), knowledge_(knowledge), acts_(archive) {
    for (const LeadTest& test : lead_tests()) {
      if (!only.empty() && !holds(only, Code{std::string(test.id)})) continue;
      tests_.push_back(&test);
      for (const std::string_view rule : test.rules) by_rule_.emplace(rule, &test);
    }
  }

  Result<Examination> run() {
    if (auto done = read_spending(); !done) return tl::unexpected(done.error());
    auto people = people_of(past_, scope_, out_.spent);
    if (!people) return tl::unexpected(people.error());
    out_.people = std::move(*people);
    if (auto done = read_dispositions(); !done) return tl::unexpected(done.error());
    if (auto done = look_at({SubjectKind::org, scope_.org}); !done) return tl::unexpected(done.error());
    for (const std::string& person : out_.people) {
      if (auto done = look_at({SubjectKind::person, person}); !done) return tl::unexpected(done.error());
    }
    if (past_.failure()) return tl::unexpected(*past_.failure());
    finish();
    if (auto done = note_classes(); !done) return tl::unexpected(done.error());
    return std::move(out_);
  }

 private:
  Date on() const { return past_.when().on; }

  /// What the organisation spent in the time, and so near to it that both may be one payment.
  Result<void> read_spending() {
    std::int32_t near = 0;
    for (const Date day : {scope_.from, scope_.until}) {
      const auto policy = book_.binding(past_, scope_.org, day);
      if (!policy) return tl::unexpected(policy.error());
      for (const auto* days : {&kNearDays, &kSplitDays})
        near = std::max(near, policy->get(*days).value.value_or(Days()).count);
    }
    auto around = spent_by(past_, scope_.org, scope_.from.plus_days(-near),
                           std::max(scope_.until, std::min(scope_.until.plus_days(near), on())));
    if (!around) return tl::unexpected(around.error());
    out_.spent_around = std::move(*around);
    std::ranges::copy_if(out_.spent_around, std::back_inserter(out_.spent),
                         [&](const Spent& spent) { return scope_.holds(spent.on); });
    return {};
  }

  Result<void> look_at(const Subject& subject) {
    if (auto read = past_.read_ahead(subject); !read) return read;
    const Audited audited{past_, book_, scope_, subject, on(), acts_, out_.spent, out_.spent_around};
    if (subject.kind == SubjectKind::org) {
      if (auto done = note_unjudged(audited); !done) return done;
    }
    for (const LeadTest* test : tests_) {
      const auto find = subject.kind == SubjectKind::org ? test->of_org : test->of_person;
      if (find == nullptr) continue;
      auto found = find(audited);
      if (!found) return tl::unexpected(found.error());
      for (Lead& lead : *found) {
        if (auto done = add(*test, subject, std::move(lead)); !done) return done;
      }
    }
    if (auto done = look_at_record(subject); !done) return done;
    if (auto done = look_at_flags(subject); !done) return done;
    return look_at_alerts(subject);
  }

  Result<void> note_unjudged(const Audited& audited) {
    for (const LeadTest* test : tests_) {
      auto found = unjudged_by(*test, audited);
      if (!found) return tl::unexpected(found.error());
      if (!found->empty()) out_.unjudged.emplace(test, std::move(*found));
    }
    return {};
  }

  const LeadTest* test_of(std::string_view rule) const {
    const auto found = by_rule_.find(rule);
    return found == by_rule_.end() ? nullptr : found->second;
  }

  bool is_here(std::string_view org) const { return org.empty() || are_one(past_, org, scope_.org, on()); }

  /// Whether something was assessed among these, and nothing paid.
  bool is_only_assessed(const std::vector<Position>& evidence) const {
    bool is_assessed = false;
    for (const Position position : evidence) {
      const auto recorded = past_.original(position);
      if (!recorded) continue;
      const EventType& type = *recorded->event.type;
      if (is_one_of<PayDisbursed, SubsidyPaid, ContributionPaid, RewardGranted>(type)) return false;
      is_assessed |= is_one_of<PayEntitlementAssessed, PensionShareSet>(type);
    }
    return is_assessed;
  }

  /// What contradicts the record.
  Result<void> look_at_record(const Subject& subject) {
    auto contradictions = contradictions_of(past_, book_, subject, on());
    if (!contradictions) return tl::unexpected(contradictions.error());
    for (Contradiction& found : *contradictions) {
      const LeadTest* test = test_of(found.rule->name);
      if (test == nullptr || !is_here(found.placed.org)) continue;
      if (test->of_payments && is_only_assessed(found.objection.evidence)) continue;
      Lead lead{found.placed.on, std::move(found.objection)};
      lead.policy = found.policy;
      lead.rule = found.rule->name;
      lead.amount_fen = amount_of(lead.why, lead.why.evidence);
      if (auto done = add(*test, subject, std::move(lead)); !done) return done;
    }
    return {};
  }

  /// What was flagged at admission of the subject's events and still counts as it was recorded.
  Result<void> look_at_flags(const Subject& subject) {
    for (const Area* area : areas()) {
      const auto indexed = past_.history().indexed(index_key(*area, subject), past_.when().size);
      if (!indexed) return tl::unexpected(indexed.error());
      for (const IndexEntry& entry : *indexed) {
        if (auto done = look_at_flags_of(subject, entry.position); !done) return done;
      }
    }
    return {};
  }

  Result<void> look_at_flags_of(const Subject& subject, Position position) {
    const auto act = acts_.of(position);
    if (!act) return tl::unexpected(act.error());
    for (const Flag& flag : (*act)->verdict.flags) {
      const LeadTest* test = test_of(flag.rule.value);
      if (test == nullptr || static_cast<std::uint32_t>(flag.event) != position.ordinal) continue;
      const Rule* rule = find_rule(flag.rule.value);
      if (rule == nullptr || !is_of_moments(*rule)) continue;
      if (!past_.items<&Corrections::made>(kLedgerSubject.id, position.str()).empty()) continue;
      const auto recorded = past_.history().event(position);
      if (!recorded) return tl::unexpected(recorded.error());
      if (recorded->on > on()) continue;
      Lead lead{recorded->on, objection_of(flag, position)};
      lead.policy = flag.policy;
      lead.rule = rule->name;
      lead.amount_fen = amount_of(lead.why, {position});
      if (auto done = add(*test, subject, std::move(lead)); !done) return done;
    }
    return {};
  }

  /// What is in question of what a rule speaks of: where it holds money against a limit, what is above that;
  /// else what the newest of these events is of. Nothing where none is of money.
  std::optional<Fen> amount_of(const Objection& why, const std::vector<Position>& events) const {
    const auto limit = money_in(why.required, "≤ ");
    const auto found = money_in(why.actual, "");
    if (limit && found && *limit < *found) return Fen{*found - *limit};
    std::optional<Position> newest;
    std::int64_t amount = 0;
    for (const Position position : events) {
      const auto recorded = past_.original(position);
      const std::int64_t fen = recorded ? amount_fen(recorded->event) : 0;
      if (fen <= 0 || (newest && position < *newest)) continue;
      newest = position;
      amount = fen;
    }
    if (!newest) return std::nullopt;
    return Fen{amount};
  }

  /// "≤ 100000 fen", as a rule says money to programs; nothing where it says another thing.
  static std::optional<std::int64_t> money_in(const Saying& said, std::string_view before) {
    constexpr std::string_view kAfter = " fen";
    std::string_view text = said.data;
    if (!text.starts_with(before) || !text.ends_with(kAfter)) return std::nullopt;
    text.remove_prefix(before.size());
    text.remove_suffix(kAfter.size());
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
  }

  static Objection objection_of(const Flag& flag, Position position) {
    const std::string& message = flag.message.value;
    const std::size_t middle = message.find(" | ");
    Objection out;
    out.zh = message.substr(0, middle);
    out.en = middle == std::string::npos ? message : message.substr(middle + 3);
    out.evidence = flag.evidence;
    if (std::ranges::find(out.evidence, position) == out.evidence.end())
      out.evidence.insert(out.evidence.begin(), position);
    const auto said = [](const std::optional<LongText>& data, const std::optional<Labels>& labels) {
      if (!data) return Saying();
      return labels ? Saying(data->value, labels->zh.value, labels->en.value) : Saying(data->value);
    };
    out.required = said(flag.required, flag.required_labels);
    out.actual = said(flag.actual, flag.actual_labels);
    for (const ShortText& mention : flag.mentions) {
      if (auto subject = Subject::parse(mention.value)) out.about.push_back(std::move(*subject));
    }
    return out;
  }

  /// What was expected and is not there, of who belongs to the organisation.
  Result<void> look_at_alerts(const Subject& subject) {
    const auto policy = book_.binding(past_, scope_.org, std::min(scope_.until, on()));
    if (!policy) return tl::unexpected(policy.error());
    for (const Rule* rule : all_rules()) {
      const auto* expectation = std::get_if<form::Expectation>(&rule->form);
      const LeadTest* test = expectation == nullptr ? nullptr : test_of(rule->name);
      if (test == nullptr) continue;
      auto alerts = alerts_of(*rule, *expectation, past_, *policy, subject, on(), scope_.from);
      if (!alerts) return tl::unexpected(alerts.error());
      for (Alert& alert : *alerts) {
        if (!served_here(subject, alert.since)) continue;
        Lead lead{alert.since, objection_of(alert)};
        lead.policy = alert.policy;
        lead.period = alert.period;
        lead.rule = rule->name;
        lead.amount_fen = amount_of(lead.why, lead.why.evidence);
        if (auto done = add(*test, subject, std::move(lead)); !done) return done;
      }
    }
    return {};
  }

  static Objection objection_of(const Alert& alert) {
    Flag flag;
    flag.message = alert.message;
    flag.evidence = alert.evidence;
    flag.required = alert.required;
    flag.actual = alert.actual;
    flag.required_labels = alert.required_labels;
    flag.actual_labels = alert.actual_labels;
    flag.mentions = alert.mentions;
    Objection out = objection_of(flag, alert.evidence.empty() ? Position() : alert.evidence.front());
    if (alert.evidence.empty()) out.evidence.clear();
    return out;
  }

  /// Whether a person had begun an office of the organisation by the day; it itself always.
  bool served_here(const Subject& subject, Date day) const {
    if (subject.kind == SubjectKind::org) return true;
    const auto* row = past_.row<PersonTenure>(subject.id);
    return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
             return office.from <= day && is_here(office.org.str());
           });
  }

  Result<void> read_dispositions() {
    const EventType& type = *find_event_type(Description<LeadDisposed>::kInfo.name);
    for (const Audit& audit : past_.items<&OrgAudits::audits>(scope_.org)) {
      const auto recorded = past_.events(type, {SubjectKind::matter, audit.matter.str()});
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        const auto& event = each.event.as<LeadDisposed>();
        if (!event.lead || !knowledge_.of_event(each.position)) continue;
        const bool is_of_this = (audit.person ? audit.person->str() : std::string()) == scope_.person;
        disposed_.push_back({*event.lead, event.of, event.disposition, each.position, is_of_this});
      }
    }
    return {};
  }

  /// Whether the time audited ends with an office of the auditee.
  bool ends_with_an_office() const {
    const auto* row = past_.row<PersonTenure>(scope_.person);
    return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
             return office.until == scope_.until && is_here(office.org.str());
           });
  }

  /// Of whoever left, what followed is looked at too, as far as it is known.
  bool is_of_its_time(const LeadTest& test, const Subject& subject, const Lead& lead) const {
    if (scope_.holds(lead.on)) return true;
    const bool is_of_auditee =
        !scope_.person.empty() && (subject.id == scope_.person || lead.person == scope_.person);
    return test.follows_departure && is_of_auditee && scope_.until < lead.on && ends_with_an_office();
  }

  Result<void> add(const LeadTest& test, const Subject& subject, Lead lead) {
    if (!is_of_its_time(test, subject, lead)) return {};
    std::vector<Position>& evidence = lead.why.evidence;
    if (!std::ranges::all_of(evidence, knowledge_.of_event)) return {};
    std::vector<Position> key = evidence;
    std::ranges::sort(key);
    if (!told_.insert({&test, std::string(lead.rule), key, lead.period, lead.on}).second) return {};
    auto explained = explain(test, lead);
    if (!explained) return tl::unexpected(explained.error());
    const bool spared =
        test.spares_explained && std::ranges::any_of(*explained, [](const Explanation& each) {
          return each.kind == Explanation::Kind::revision || each.kind == Explanation::Kind::transcription;
        });
    if (!spared) out_.leads.push_back({&test, subject, std::move(lead), std::move(*explained)});
    return {};
  }

  Result<std::vector<Explanation>> explain(const LeadTest& test, const Lead& lead) {
    std::set<Explanation> out;
    const std::vector<Position>& evidence = lead.why.evidence;
    for (std::size_t i = 0; i < std::min(evidence.size(), kExplainedMax); ++i) {
      if (auto done = explain(lead, evidence[i], out); !done) return tl::unexpected(done.error());
    }
    for (const Disposed& each : disposed_) {
      const bool is_it = each.lead.value == test.id && std::ranges::all_of(each.of, [&](Position of) {
                           return std::ranges::find(evidence, of) != evidence.end();
                         });
      if (!is_it) continue;
      answered_.insert(each.position);
      out.insert({Explanation::Kind::disposition, each.position, each.disposition});
    }
    return std::vector(out.begin(), out.end());
  }

  Result<void> explain(const Lead& lead, Position position, std::set<Explanation>& out) {
    const std::string part = position.str();
    for (const FlagReview& review : past_.items<&FlagReviews::reviews>(kLedgerSubject.id, part)) {
      if (review.rule.value == lead.rule)
        out.insert({Explanation::Kind::review, review.position, Code{std::string(name(review.disposition))}});
    }
    for (const Position correction : past_.items<&Corrections::made>(kLedgerSubject.id, part))
      out.insert({Explanation::Kind::correction, correction});
    const auto act = acts_.of(position);
    if (!act) return tl::unexpected(act.error());
    if ((*act)->transcribed) out.insert({Explanation::Kind::transcription, position});
    const bool was_enforced = std::ranges::any_of((*act)->verdict.flags, [&](const Flag& flag) {
      return flag.mode == RuleMode::enforce && flag.rule.value == lead.rule;
    });
    if (was_enforced) {
      // An enforced rule that let the act in was set aside, by an override in it.
      for (std::uint32_t ordinal = 0;; ++ordinal) {
        const auto event = past_.history().event({position.index, ordinal});
        if (!event) break;
        if (event->type->type == &kType<OverrideRecorded> &&
            event->as<OverrideRecorded>().rule.value == lead.rule)
          out.insert({Explanation::Kind::override_, {position.index, ordinal}});
      }
    }
    return explain_by_revisions(position, out);
  }

  /// Appeals against a decision, and its revision.
  Result<void> explain_by_revisions(Position position, std::set<Explanation>& out) {
    const auto recorded = past_.history().event(position);
    if (!recorded || recorded->type->type != &kType<GradeDetermined>) return {};
    const Subject person = subjects(*recorded).front();
    const auto of_type = [&](const TypeInfo& type) {
      return past_.events(*find_event_type(type.name), person);
    };
    const auto revisions = of_type(kType<DecisionRevised>);
    if (!revisions) return tl::unexpected(revisions.error());
    for (const Recorded& each : *revisions) {
      if (each.event.as<DecisionRevised>().decision == position)
        out.insert({Explanation::Kind::revision, each.position});
    }
    const auto appeals = of_type(kType<AppealFiled>);
    const auto decisions = of_type(kType<AppealDecided>);
    if (!appeals) return tl::unexpected(appeals.error());
    if (!decisions) return tl::unexpected(decisions.error());
    for (const Recorded& appeal : *appeals) {
      if (appeal.event.as<AppealFiled>().decision != position) continue;
      for (const Recorded& each : *decisions) {
        const auto& decided = each.event.as<AppealDecided>();
        if (decided.appeal == appeal.position)
          out.insert({Explanation::Kind::appeal, each.position, decided.outcome});
      }
    }
    return {};
  }

  /// The test's own word goes before a rule's, and what a rule says of the record before an alert.
  static int place_of_says(const Lead& lead) {
    if (lead.rule.empty()) return 0;
    return std::holds_alternative<form::Expectation>(find_rule(lead.rule)->form) ? 2 : 1;
  }

  /// Whether the other lead of the same test says the same of the same events: a thing is told once.
  static bool says_it_already(const FoundLead& other, const FoundLead& found) {
    const int place = place_of_says(found.lead);
    if (other.test != found.test || place <= place_of_says(other.lead)) return false;
    if (place == 1 && (other.lead.on != found.lead.on || other.lead.amount_fen != found.lead.amount_fen))
      return false;
    // gate.annual_excellent of an act and alert.annual_excellent over the record.
    const auto what = [](std::string_view rule) {
      return rule.substr(std::min(rule.find('.'), rule.size()));
    };
    if (place == 2 && what(other.lead.rule) != what(found.lead.rule)) return false;
    return std::ranges::any_of(found.lead.why.evidence, [&](Position position) {
      return std::ranges::find(other.lead.why.evidence, position) != other.lead.why.evidence.end();
    });
  }

  /// What explains a lead that is dropped explains the one that stays: the review of a rule's flag, say.
  void drop_what_is_told_already() {
    std::vector<bool> told;
    for (const FoundLead& found : out_.leads) {
      const auto other = std::ranges::find_if(
          out_.leads, [&](const FoundLead& each) { return says_it_already(each, found); });
      told.push_back(other != out_.leads.end());
      if (!told.back()) continue;
      std::set<Explanation> all(other->explained.begin(), other->explained.end());
      all.insert(found.explained.begin(), found.explained.end());
      other->explained.assign(all.begin(), all.end());
    }
    std::size_t at = 0;
    std::erase_if(out_.leads, [&](const FoundLead&) { return told[at++]; });
  }

  void finish() {
    drop_what_is_told_already();
    const auto rank = [](const FoundLead& found) {
      return std::tuple(found.test - lead_tests().data(), found.lead.on, std::string_view(found.subject.id),
                        std::cref(found.lead.why.evidence), std::string_view(found.lead.rule));
    };
    std::ranges::stable_sort(out_.leads, [&](const FoundLead& a, const FoundLead& b) {
      const auto& [ta, da, sa, ea, ra] = rank(a);
      const auto& [tb, db, sb, eb, rb] = rank(b);
      return std::tie(ta, da, sa, ea.get(), ra) < std::tie(tb, db, sb, eb.get(), rb);
    });
    std::ranges::copy_if(disposed_, std::back_inserter(out_.unanswered), [&](const Disposed& each) {
      const bool looked_for =
          std::ranges::any_of(tests_, [&](const LeadTest* test) { return test->id == each.lead.value; });
      const bool is_of_its_time = std::ranges::any_of(each.of, [&](Position of) {
        const auto original = past_.original(of);
        return !original || scope_.holds(original->event.on);
      });
      return each.is_of_this && looked_for && is_of_its_time && !answered_.contains(each.position);
    });
  }

  Result<void> note_classes() {
    const auto note = [&](Position position) -> Result<void> {
      const auto act = acts_.of(position);
      if (!act) return tl::unexpected(act.error());
      if ((*act)->klass != kOrdinaryClass) out_.classes.insert({(*act)->klass});
      return {};
    };
    for (const Disposed& each : out_.unanswered) {
      if (auto done = note(each.position); !done) return done;
    }
    for (const FoundLead& found : out_.leads) {
      for (const Position position : found.lead.why.evidence) {
        if (auto done = note(position); !done) return done;
      }
      for (const Explanation& each : found.explained) {
        if (auto done = note(each.position); !done) return done;
      }
    }
    return {};
  }

  /// Positions of one lead whose explanations are looked for: of a pattern over hundreds each is one of many.
  static constexpr std::size_t kExplainedMax = 64;

  const Past& past_;
  PolicyBook& book_;
  const AuditScope& scope_;
  const Knowledge& knowledge_;
  ArchivedActs acts_;
  std::vector<const LeadTest*> tests_;
  std::map<std::string_view, const LeadTest*> by_rule_;
  std::vector<Disposed> disposed_;
  std::set<Position> answered_;  ///< of these
  /// A test may speak of one event on several days, as of a contract by each day on which something is due.
  std::set<std::tuple<const LeadTest*, std::string, std::vector<Position>, std::optional<Period>, Date>>
      told_;
  Examination out_;
};

}  // namespace

const Word& word_of(Explanation::Kind kind) { return kExplanations[static_cast<std::size_t>(kind)]; }

Result<Examination> examine(const Past& past, const Archive& archive, PolicyBook& book,
                            const AuditScope& scope, const Knowledge& knowledge,
                            const std::vector<Code>& only) {
  return Examiner(past, archive, book, scope, knowledge, only).run();
}

}  // namespace tenure

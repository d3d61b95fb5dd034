#include "domain/appraisal/gates.h"

#include <algorithm>
#include <set>

#include "domain/act/refers.h"
#include "domain/affairs/events.h"
#include "domain/appraisal/made.h"
#include "domain/appraisal/policy.h"
#include "domain/appraisal/quota.h"
#include "domain/appraisal/score.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/registry/rows.h"
#include "domain/rules/alerts.h"

namespace tenure {

namespace {

using form::Computed;
using form::kPoints;

Objections grade_scale(const Judged& judged, const Made& event) {
  const auto grades = judged.policy.get(kGrades, event.scheme.value);
  if (!grades || holds(*grades, event.grade)) return std::nullopt;
  const Saying grade = word_of(judged.policy, "grade", event.grade);
  return unmet("“{0}”不是{1}的等次", "{0} is no grade of the scheme {1}", grade,
               word_of(judged.policy, "scheme", event.scheme))
      .asks("{}", words_of(judged.policy, "grade", *grades))
      .found("{}", grade);
}

/// A grade is for one period of its scheme; one of a term is of no scheme's calendar.
Objections grade_period(const Judged& judged, const Made& event) {
  const auto cadence = judged.policy.get(kSchemeCadence, event.scheme.value);
  const std::string_view given = cadence_of(event.period);
  if (!cadence || given.empty() || cadence->value == given) return std::nullopt;
  const Saying asked = word_of(judged.policy, "cadence", *cadence);
  return unmet("{0} 不是{1}的考核周期（{2}）", "{0} is no period of the scheme {1}: {2}", event.period,
               word_of(judged.policy, "scheme", event.scheme), asked)
      .asks("{}", asked)
      .found("{}", word_of(judged.policy, "cadence", Code{std::string(given)}));
}

/// Reports to each audience, ballots of each group and the committee's view come before the annual grade.
Objections appraisal_steps(const Judged& judged, const Made& event) {
  if (event.scheme.value != kAnnual || !event.person) return std::nullopt;
  const auto& done = judged.facts.items<&PersonAppraisal::steps>(event.person->value, event.period.part());
  const auto was_done = [&](AppraisalStepKind kind, std::string_view who) {
    return std::ranges::any_of(done, [&](const AppraisalStep& step) {
      return step.kind == kind && step.on <= judged.event.on && (who.empty() || step.who.value == who) &&
             is_step_of(step, event.scheme.value, event.period);
    });
  };
  Codes wanted;
  Codes there;
  Codes missing;
  const auto need = [&](AppraisalStepKind kind, const Code& step, std::string_view who) {
    wanted.push_back(step);
    (was_done(kind, who) ? there : missing).push_back(step);
  };
  const auto need_each = [&](AppraisalStepKind kind, const Setting<Codes>& all) {
    for (const Code& who : all ? *all : Codes()) need(kind, who, who.value);
  };
  need_each(AppraisalStepKind::report, judged.policy.get(kReportAudiences));
  need_each(AppraisalStepKind::ballot, judged.policy.get(kBallotGroups));
  if (judged.policy.is_true(kCommitteeNeeded)) need(AppraisalStepKind::committee, {"committee"}, {});
  if (missing.empty()) return std::nullopt;
  const auto said = [&](const Codes& steps) {
    return words_of(judged.policy, "audience result_weight", steps);
  };
  return unmet("考核环节未完成：{}", "steps are missing: {}", said(missing))
      .asks("{}", said(wanted))
      .found("{}", said(there));
}

Objections basic_items_met(const Judged& judged, const AssessmentScored& event) {
  const auto parts = judged.policy.get(kScoreParts, event.scheme.value);
  const bool asked = judged.policy.get(kBasicGate, event.scheme.value).value.value_or(false);
  if (!asked || !event.points || !parts || !holds(*parts, event.part)) return std::nullopt;
  const auto* row =
      judged.facts.row<PersonScores>(event.person.value, score_part(event.scheme, event.period));
  const BasicItems basic = row == nullptr ? BasicItems() : basic_items(*row);
  if (basic.failed.empty() && !basic.met.empty()) return std::nullopt;
  return unmet(basic.failed, "基础项目未全部达标，不予评分", "the basic items are not all met: no points yet")
      .asks("{}", phrase("达标 ≥ 1，不达标 0", "≥ 1 met, 0 failed"))
      .found("{}", phrase("达标 {}，不达标 {}", "{} met, {} failed", basic.met.size(), basic.failed.size()));
}

/// Part, rater, dimension and level are those of the scheme.
Objections of_the_scheme(const Judged& judged, const AssessmentScored& event) {
  const auto& scheme = event.scheme.value;
  const auto foreign = [&](const Word& what, std::string_view vocabularies, const Codes& among,
                           const Code& word) {
    const Saying said = word_of(judged.policy, vocabularies, word);
    return unmet("考核办法没有该{}：{}", "the scheme has no {} {}", what, said)
        .asks("{}", words_of(judged.policy, vocabularies, among))
        .found("{}", said);
  };
  const auto dimensions = judged.policy.get(kReviewDimensions, scheme);
  const auto raters = judged.policy.get(kRaters, scheme);
  const auto parts = judged.policy.get(kScoreParts, scheme);
  const bool is_review = event.part.value == kReviewPart && dimensions;
  const bool is_basic = event.part.value == kBasicPart && judged.policy.get(kBasicGate, scheme).value;
  if (parts && !is_review && !is_basic && !holds(*parts, event.part))
    return foreign({"part", "部分", "part"}, "score_part", *parts, event.part);
  if (is_review && !holds(*dimensions, event.item))
    return foreign({"dimension", "评议方面", "dimension"}, "review_dimension", *dimensions, event.item);
  if (raters && event.rater && !holds(*raters, *event.rater))
    return foreign({"rater", "评分人", "rater"}, "organ audience", *raters, *event.rater);
  if (is_review && event.level && judged.policy.get(kReviewPoints, scheme, event.level->value).absent())
    return unmet("考核办法没有该档次：{}", "the scheme has no level {}",
                 word_of(judged.policy, "grade", *event.level))
        .asks("{}", Saying(std::string(kReviewPoints.key), std::string(kReviewPoints.zh),
                           std::string(kReviewPoints.en)))
        .found("{}", word_of(judged.policy, "grade", *event.level));
  return std::nullopt;
}

/// A part has as many items as the scheme says: whatever an item beyond them is scored, it is one too many.
Objections items_of_the_scheme(const Judged& judged, const AssessmentScored& event) {
  const auto most = judged.policy.get(kScoreItems, event.scheme.value, event.part.value);
  if (!most) return std::nullopt;
  const auto part = score_part(event.scheme, event.period);
  const auto before = corrected_by(judged);
  std::set<std::string_view> items;
  std::vector<Position> evidence;
  for (const Score& score : judged.facts.items<&PersonScores::scores>(event.person.value, part)) {
    if (score.part == event.part && score.position != before && items.insert(score.item.value).second)
      evidence.push_back(score.position);
  }
  const auto count = static_cast<std::int64_t>(items.size()) + 1;
  if (count <= *most || items.contains(event.item.value)) return std::nullopt;
  return unmet(std::move(evidence), "“{}”共 {} 项，现为第 {} 项", "{} has {} items, this is number {}",
               word_of(judged.policy, "score_part", event.part), *most, count)
      .asks("≤ {}", many(*most, form::kItems))
      .found("{}", many(count, form::kItems));
}

/// Who has no score gets what the policy says of them, and nothing else. (A57)
Objections unscored_as_said(const Judged& judged, const Made& event) {
  const auto said = judged.policy.get(kUnscored, event.scheme.value);
  if (!said || !event.person || *said == event.grade) return std::nullopt;
  const std::string& person = event.person->value;
  const Computed score = score_of(judged.facts, judged.policy, person, event.scheme.value, event.period);
  if (score.value) return std::nullopt;
  const Saying due = word_of(judged.policy, "grade unscored", *said);
  return unmet("{0} 未评分（{1}），按规定应为“{2}”", "{0} has no score ({1}): {2}, says the policy",
               *event.person, score.why, due)
      .asks("{}", due)
      .found("{}", word_of(judged.policy, "grade", event.grade));
}

/// The event as it counts now: corrected, or nothing once it was taken back.
std::optional<Event> as_it_stands(const Facts& facts, const Event& event, Position position) {
  const auto recorded = facts.events(*event.type, subjects(event).front());
  if (!recorded) return std::nullopt;
  const auto* found = find_first(*recorded, [&](const Recorded& each) { return each.position == position; });
  return found == nullptr ? std::nullopt : std::optional(found->event);
}

/// Whether the event before it in the act cites the same: then what it cites was looked at there.
bool cites_as_before(const Judged& judged, const GradeDetermined& event) {
  const auto here = ordinal_of(judged);
  if (!here || *here == 0) return false;
  const Event& before = judged.act.events[*here - 1];
  return before.type == judged.event.type && before.as<GradeDetermined>().basis == event.basis;
}

struct Cited {
  Date on;
  Position position;
};

/// The event of the type among what a decision cites, for which `is` holds.
template <class E, class Is>
std::optional<Cited> cited(const Judged& judged, const GradeDetermined& decision, Is is) {
  for (const ShortText& text : decision.basis) {
    const auto position = Position::parse(text.value);
    auto event = position ? event_at<E>(judged.facts, *position) : std::nullopt;
    if (event && !cites_as_before(judged, decision)) event = as_it_stands(judged.facts, *event, *position);
    if (event && is(*event)) return Cited{event->on, *position};
  }
  return std::nullopt;
}

/// The departments' opinions, then the joint meeting, then the grade: the grade cites them. Where the scheme
/// has a unit, they are of that unit, and not from before the period that is graded.
Objections decided_in_order(const Judged& judged, const GradeDetermined& event) {
  const auto meeting = judged.policy.get(kDecidingMeeting, event.scheme.value);
  if (!meeting) return std::nullopt;
  const auto unit =
      quota_unit(judged.facts, judged.policy, event.scheme.value, event.org.value, judged.event.on);
  const auto serves = [&](const Event& cited, const OrgId& org) {
    return (!unit || org.value == *unit) && (!event.period.calendar() || event.period.first() <= cited.on);
  };
  const auto met = cited<MeetingHeld>(judged, event, [&](const Event& each) {
    const auto& held = each.as<MeetingHeld>();
    return held.kind == *meeting && serves(each, held.org);
  });
  const auto positions = [](const std::optional<Cited>& one) {
    return one ? std::vector<Position>{one->position} : std::vector<Position>();
  };
  const auto day = [](const std::optional<Cited>& one) { return one ? saying(one->on) : saying(kNone); };
  if (!met || met->on > judged.event.on) {
    const Saying said = word_of(judged.policy, "meeting", *meeting);
    return unmet(positions(met), "依据中没有评定前的“{}”", "its basis cites no {} before the grade", said)
        .asks("{} ≤ {}", said, judged.event.on)
        .found("{}", day(met));
  }
  const auto departments = judged.policy.get(kOpinionsOf, event.scheme.value);
  for (const Code& department : departments ? *departments : Codes()) {
    const auto heard = cited<OpinionCollected>(judged, event, [&](const Event& each) {
      const auto& opinion = each.as<OpinionCollected>();
      return opinion.topic == department && serves(each, opinion.org);
    });
    if (heard && heard->on <= met->on) continue;
    const Saying said = word_of(judged.policy, "department", department);
    return unmet(positions(heard ? heard : met), "依据中没有会议前{}的意见",
                 "its basis cites no opinion of {} from before the meeting", said)
        .asks("{} ≤ {}", said, met->on)
        .found("{}", day(heard));
  }
  return std::nullopt;
}

/// Whether what is for the one period is for the other one too: the same, or a part of it.
bool covers(const Period& whole, const Period& part) {
  if (whole == part) return true;
  return whole.calendar() && part.calendar() && whole.first() <= part.first() && part.last() <= whole.last();
}

/// Who is graded by the scheme draws the component that it is for, be it by the month or by the year.
Objections within_scope(const Judged& judged, const Made& event) {
  const auto component = judged.policy.get(kSchemeScope, event.scheme.value);
  if (!component || !event.person) return std::nullopt;
  const auto& cells = judged.facts.items<&PersonPay::cells>(event.person->value, event.period.part());
  const auto draws = [&](const PayCell& cell) {
    return cell.component == *component && covers(cell.period, event.period);
  };
  if (std::ranges::any_of(cells, draws)) return std::nullopt;
  const Saying said = word_of(judged.policy, "component", *component);
  return unmet("{0} 在 {2} 未领取{1}，不在考核范围", "{0} draws no {1} in {2}: not in the scheme's scope",
               *event.person, said, event.period)
      .asks("{}", said)
      .found("{}", kNone);
}

/// Whoever stands in the results stands there once, at a rank from the first one on.
Objections contest_results(const Judged&, const ContestHeld& event) {
  for (auto entry = event.entries.begin(); entry != event.entries.end(); ++entry) {
    const Saying who = entry->person ? saying(*entry->person)
                       : entry->unit ? saying(*entry->unit)
                                     : saying(kNone);
    if (entry->rank < 1)
      return unmet("{} 的名次为 {}", "{} has rank {}", who, entry->rank)
          .asks("≥ {}", 1)
          .found("{}", entry->rank);
    const bool twice = std::any_of(event.entries.begin(), entry, [&](const ContestEntry& other) {
      return other.person == entry->person && other.unit == entry->unit;
    });
    if (twice)
      return unmet("{} 在结果中不止一次", "{} stands more than once in the results", who)
          .asks("{}", 1)
          .found("{}", 2);
  }
  return std::nullopt;
}

Objections contest_theme(const Judged& judged, const ContestHeld& event) {
  const auto kind = judged.policy.get(kContestTheme, event.kind.value);
  if (!kind) return std::nullopt;
  const auto* setter = event.theme_by ? judged.facts.row<OrgRow>(event.theme_by->str()) : nullptr;
  if (event.theme && setter != nullptr && setter->kind == *kind) return std::nullopt;
  const Saying said = word_of(judged.policy, "org_kind", *kind);
  return unmet("主题应由“{}”选定", "the theme is set by a {}", said)
      .asks("{}", said)
      .found("{}", event.theme && setter != nullptr ? word_of(judged.policy, "org_kind", setter->kind)
                                                    : saying(kNone));
}

}  // namespace

form::Gate grade_of_the_scale() { return gate_of_grades<&grade_scale>(); }
form::Gate grade_of_a_period_of_the_scheme() { return gate_of_grades<&grade_period>(); }
form::Gate all_steps_before() { return gate_of_grades<&appraisal_steps>(); }
form::Gate unscored_by_policy() { return gate_of_grades<&unscored_as_said>(); }
form::Gate opinions_then_meeting() { return gate<&decided_in_order>(); }
form::Gate draws_the_component() { return gate_of_grades<&within_scope>(); }
form::Gate basic_items_first() { return gate<&basic_items_met>(); }
form::Gate words_of_the_scheme() { return gate<&of_the_scheme>(); }
form::Gate items_within_the_scheme() { return gate<&items_of_the_scheme>(); }
form::Gate each_once_in_the_results() { return gate<&contest_results>(); }
form::Gate theme_by_the_right_one() { return gate<&contest_theme>(); }

}  // namespace tenure

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/act/refers.h"
#include "domain/affairs/events.h"
#include "domain/appraisal/policy.h"
#include "domain/appraisal/quota.h"
#include "domain/appraisal/score.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/registry/anchors.h"
#include "domain/registry/rows.h"
#include "domain/rules/once.h"
#include "domain/tenure/conditions.h"

namespace tenure {

static form::Placed placed(const Grade& grade) { return {grade.on, grade.org.str()}; }
static form::Placed placed(const AssessedPeriod& assessed) { return {assessed.first, assessed.org.str()}; }

namespace {

using form::Anchor;
using form::Computed;
using form::is_of;
using form::kPeople;
using form::kPoints;
using form::Part;
using form::period_of;
using form::unknown;
using form::Window;

constexpr int kMonthsAYear = 12;
constexpr std::string_view kLeftOut = "left_out";

Objections was_in_office(const Examined& examined, const PersonAppraisal&, const Grade& grade) {
  if (served_in(examined.facts, examined.subject, grade.org.str(), {}, grade.period)) return std::nullopt;
  Objection found = not_in_office(examined.subject, grade.org.str(), {}, grade.period);
  found.evidence.push_back(grade.position);
  return found;
}

/// Who is scored, or awarded stars, held an office in the period. (LAW-18)
Objections was_in_office_then(const Examined& examined, const PersonAppraisal&,
                              const AssessedPeriod& assessed) {
  if (served_in(examined.facts, examined.subject, assessed.org.str(), {}, assessed.period))
    return std::nullopt;
  Objection found = not_in_office(examined.subject, assessed.org.str(), {}, assessed.period);
  found.evidence = assessed.positions;
  return found;
}

/// No number of a ballot is above the one before it: eligible, issued, returned, valid, votes.
Objections ballots_add_up(const Judged&, const BallotTallied& event) {
  std::int64_t votes = 0;
  for (const BallotCount& count : event.votes) votes += count.count;
  const std::pair<Word, std::optional<std::int64_t>> numbers[] = {
      {{"eligible", "应参加", "eligible"}, event.eligible},
      {{"issued", "发出", "issued"}, event.issued},
      {{"returned", "收回", "returned"}, event.returned},
      {{"valid", "有效", "valid"}, event.valid},
      {{"votes", "得票", "votes"}, votes},
  };
  const std::pair<Word, std::optional<std::int64_t>>* before = nullptr;
  for (const auto& number : numbers) {
    if (!number.second) continue;
    if (before != nullptr && *number.second > *before->second)
      return unmet("票数不符：{} {} 大于 {} {}", "votes do not add up: {} {} above {} {}", number.first,
                   *number.second, before->first, *before->second)
          .asks("{} ≤ {}", number.first, *before->second)
          .found("{}", *number.second);
    before = &number;
  }
  return std::nullopt;
}

/// Ballots and committees' appraisals of its scheme and period are not dated after a grade.
Objections comes_after_its_steps(const Examined&, const PersonAppraisal& row, const Grade& grade) {
  for (const AppraisalStep& step : row.steps) {
    if (step.scheme != grade.scheme || step.period != grade.period || step.on <= grade.on) continue;
    return unmet({grade.position, step.position}, "等次早于 {} 的测评或考评",
                 "the grade comes before a ballot or appraisal of {}", step.on.str())
        .asks("≥ {}", step.on.str())
        .found("{}", grade.on.str());
  }
  for (const AssessedPeriod& scored : row.periods) {
    if (scored.scheme != grade.scheme || scored.period != grade.period || scored.last <= grade.on) continue;
    return unmet({grade.position, scored.positions.back()}, "等次早于 {} 的评分",
                 "the grade comes before a score of {}", scored.last.str())
        .asks("≥ {}", scored.last.str())
        .found("{}", grade.on.str());
  }
  return std::nullopt;
}

Decimal whole(std::int64_t n) { return {n * Decimal::kScale}; }

// Gates
// --------------------------------------------------------------------------------------------------------------

/// What somebody's grade for a scheme and a period is once an event is applied, whichever event makes it so.
struct Made {
  std::optional<PersonId> person;  ///< absent: the team's
  OrgId org;
  Code scheme;
  Period period;
  Code grade;
};

/// The grade that an event determines or revises; nothing when it does neither, or revokes one.
std::optional<Made> made_by(const Facts& facts, const Event& event) {
  if (event.type->type == &kType<GradeDetermined>) {
    const auto& determined = event.as<GradeDetermined>();
    return Made{determined.person, determined.org, determined.scheme, determined.period, determined.grade};
  }
  if (event.type->type != &kType<DecisionRevised>) return std::nullopt;
  const auto& revised = event.as<DecisionRevised>();
  const Grade* grade =
      find_first(facts.items<&PersonAppraisal::grades>(revised.person.value, revised.period.part()),
                 [&](const Grade& each) { return each.position == revised.decision; });
  if (grade == nullptr || !revised.grade) return std::nullopt;
  return Made{revised.person, {grade->org.str()}, grade->scheme, grade->period, *revised.grade};
}

/// A gate on grades: asked of each event that makes one.
template <Objections (*Check)(const Judged&, const Made&)>
form::Gate gate_of_grades() {
  return {&kType<GradeDetermined>,
          [](const Judged& judged) -> Objections {
            const auto made = made_by(judged.facts, judged.event);
            return made ? Check(judged, *made) : std::nullopt;
          },
          &kType<DecisionRevised>};
}

Objections grade_scale(const Judged& judged, const Made& event) {
  const auto grades = judged.policy.get(kGrades, event.scheme.value);
  if (!grades || holds(*grades, event.grade)) return std::nullopt;
  const Saying grade = word_of(judged.policy, "grade", event.grade);
  return unmet("“{0}”不是{1}的等次", "{0} is no grade of the scheme {1}", grade,
               word_of(judged.policy, "scheme", event.scheme))
      .asks("{}", words_of(judged.policy, "grade", *grades))
      .found("{}", grade);
}

/// Whether a step belongs to what is graded: of its scheme, where it names one, and of its period or a part
/// of it.
bool is_step_of(const AppraisalStep& step, std::string_view scheme, const Period& period) {
  if (step.scheme && step.scheme->value != scheme) return false;
  if (step.period == period) return true;
  return step.period.calendar() && period.calendar() && period.first() <= step.period.first() &&
         step.period.last() <= period.last();
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

/// Months of the year that were assessed less than all: prorated only where the policy says so. (A58)
std::int64_t excellent_needed(const PolicyView& policy, std::int64_t needed, std::size_t months) {
  if (!policy.is_true(kProrate) || months >= kMonthsAYear) return needed;
  return (needed * static_cast<std::int64_t>(months) + kMonthsAYear - 1) / kMonthsAYear;
}

/// Why a year's months do not deserve the annual grade; `all` are those that were graded.
std::optional<Objection> months_object(const PolicyView& policy, const std::vector<Position>& excellent,
                                       const std::vector<Position>& poor, std::size_t all) {
  const auto least = policy.get(kExcellentMonths);
  const auto most = policy.get(kPoorMonths);
  if (least) {
    const std::int64_t needed = excellent_needed(policy, *least, all);
    if (static_cast<std::int64_t>(excellent.size()) < needed)
      return unmet(excellent, "优秀 {} 个月，不足 {} 个月", "{} excellent months, {} are needed",
                   excellent.size(), needed)
          .asks("{} ≥ {}", word_of(policy, "grade", kExcellent), many(needed, form::kMonths))
          .found("{}", many(static_cast<std::int64_t>(excellent.size()), form::kMonths));
  }
  if (most && static_cast<std::int64_t>(poor.size()) > *most)
    return unmet(poor, "较差 {} 个月，超过 {} 个月", "{} poor months, at most {}", poor.size(), *most)
        .asks("{} ≤ {}", word_of(policy, "grade", kPoor), many(*most, form::kMonths))
        .found("{}", many(static_cast<std::int64_t>(poor.size()), form::kMonths));
  return std::nullopt;
}

Objections annual_excellent(const Judged& judged, const Made& event) {
  const bool asked = event.scheme.value == kAnnual && event.grade.value == kExcellent && event.person &&
                     event.period.calendar();
  if (!asked) return std::nullopt;
  const auto months = [&](std::string_view grade) {
    return months_graded(judged.facts, event.person->value, event.period.year, grade, judged.event.on);
  };
  return months_object(judged.policy, months(kExcellent), months(kPoor), months({}).size());
}

/// The other way round: a month's grade that an annual excellent, which stands, does not bear.
Objections bears_annual_excellent(const Judged& judged, const Made& event) {
  if (event.scheme.value != kMonthly || !event.person || !event.period.calendar()) return std::nullopt;
  const Grade* annual =
      grade_of(judged.facts, event.person->value, kAnnual, Period::of_year(event.period.year));
  const Code* stands = annual == nullptr ? nullptr : annual->at_last();
  if (stands == nullptr || stands->value != kExcellent) return std::nullopt;
  std::vector<Position> excellent;
  std::vector<Position> poor;
  std::size_t all = 1;
  const auto count = [&](const Code& grade, Position position) {
    if (grade.value == kExcellent) excellent.push_back(position);
    if (grade.value == kPoor) poor.push_back(position);
  };
  count(event.grade, annual->position);
  for (const Grade& month :
       judged.facts.items<&PersonAppraisal::grades>(event.person->value, event.period.part())) {
    const Code* grade = month.scheme.value == kMonthly ? month.at_last() : nullptr;
    if (grade == nullptr || month.period == event.period) continue;
    ++all;
    count(*grade, month.position);
  }
  auto found = months_object(judged.policy.of(Period::of_year(event.period.year)), excellent, poor, all);
  if (!found) return std::nullopt;
  found->zh = fmt::format("年度优秀（{}）不再成立：{}", annual->position.str(), found->zh);
  found->en =
      fmt::format("the annual excellent at {} is not deserved: {}", annual->position.str(), found->en);
  found->evidence.insert(found->evidence.begin(), annual->position);
  return found;
}

/// An annual excellent that the year's months, as they stand on the date, do not bear: until either is
/// revised.
std::vector<Anchor> undeserved_excellent(const Asked& asked) {
  std::vector<Anchor> out;
  const auto years = asked.facts.parts(kView<PersonAppraisal>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const Grade& grade : asked.facts.items<&PersonAppraisal::grades>(asked.subject, year)) {
      const Code* held = grade.scheme.value == kAnnual ? grade.in_force(asked.on) : nullptr;
      if (held == nullptr || held->value != kExcellent || !grade.period.calendar()) continue;
      const auto months = [&](std::string_view word) {
        return months_graded(asked.facts, asked.subject, grade.period.year, word, asked.on);
      };
      const auto found =
          months_object(asked.policy.of(grade.period), months(kExcellent), months(kPoor), months({}).size());
      if (!found) continue;
      out.push_back(
          {grade.on, std::nullopt, grade.position, grade.org.str(), std::string(kAnnual), grade.period});
    }
  }
  return out;
}

bool only_the_record_clears(const Anchor&, const Event&) { return false; }

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

/// From nothing to the most that the scheme gives, where it says.
Objections within_the_points(const Judged& judged, const AssessmentScored& event) {
  if (event.points && event.points->scaled < 0)
    return unmet("{} 分，得分不应小于零", "{} points: a score is not below zero", *event.points)
        .asks("≥ {}", many(0, kPoints))
        .found("{}", many(*event.points, kPoints));
  const auto most = judged.policy.get(kScoreMax, event.scheme.value);
  if (!most || !event.points || *event.points <= *most) return std::nullopt;
  return unmet("{} 分，超过满分 {} 分", "{} points of at most {}", event.points->str(), most->str())
      .asks("≤ {}", many(*most, form::kPoints))
      .found("{}", many(*event.points, form::kPoints));
}

/// Points and levels are given once. Whether a basic item is met may be looked at again; a correction puts
/// one score in the place of its target, and of no other.
Objections scored_once(const Judged& judged, const AssessmentScored& event) {
  if (!event.points && !event.level) return std::nullopt;
  const auto target = corrected_by(judged);
  const auto part = score_part(event.scheme, event.period);
  for (const Score& score : judged.facts.items<&PersonScores::scores>(event.person.value, part)) {
    const bool same = score.part == event.part && score.item == event.item && score.kind == event.kind &&
                      score.rater == event.rater && (score.points || score.level) && score.position != target;
    if (!same) continue;
    return unmet({score.position}, "{} 已评分（见 {}），更正须用更正记录",
                 "{} is scored already, see {}: a wrong score is corrected",
                 word_of(judged.policy, "review_dimension", event.item), score.position.str())
        .asks("{}", kNone)
        .found("{}", score.position.str());
  }
  return std::nullopt;
}

// Appeals

/// Who appeals is whom the decision is about.
Objections appeals_own_decision(const Judged& judged, const AppealFiled& event) {
  const auto decision = judged.facts.original(event.decision);
  if (!decision) return std::nullopt;
  std::vector<Saying> people;
  for (const Subject& about : *decision->event.about) {
    if (about == subject(event.person)) return std::nullopt;
    if (about.kind == SubjectKind::person) people.push_back(saying(about));
  }
  if (people.empty()) return std::nullopt;
  return unmet({event.decision}, "{} 不是该决定的当事人", "the decision is not about {}", event.person)
      .asks("{}", listed(people))
      .found("{}", event.person);
}

/// Who decided: whom the event names, else the authority that issued it.
std::string decider_of(const Event& event, const OrgId& authority) {
  const auto& fields = event.type->structure->fields;
  const auto field = std::ranges::find(fields, std::string_view("decider"), &Field::name);
  if (field == fields.end()) return authority.value;
  const void* value = field->in(event.data.get());
  if (field->type == &kType<Ref<OrgId>>) return static_cast<const Ref<OrgId>*>(value)->str();
  const auto& named = *static_cast<const std::optional<Ref<OrgId>>*>(value);
  return named ? named->str() : authority.value;
}

/// Nobody decides an appeal against their own decision.
Objections decided_by_another(const Judged& judged, const AppealDecided& event) {
  const auto appeal = event_at<AppealFiled>(judged.facts, event.appeal);
  const auto decision = appeal ? judged.facts.original(appeal->as<AppealFiled>().decision)
                               : Result<Facts::Original>(refuse(Reason::absent, {}, {}));
  if (!decision) return std::nullopt;
  const std::string decider = decider_of(judged.event, judged.act.authority);
  if (decider != decider_of(decision->event, decision->authority)) return std::nullopt;
  return unmet({appeal->as<AppealFiled>().decision}, "由作出原决定的 {} 自行决定",
               "{} decides an appeal against its own decision", OrgId{decider})
      .asks("≠ {}", OrgId{decider})
      .found("{}", OrgId{decider});
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

/// The date of the event of the type among what a decision cites, for which `is` holds.
template <class E, class Is>
std::optional<Date> cited_on(const Judged& judged, const GradeDetermined& decision, Is is) {
  for (const ShortText& text : decision.basis) {
    const auto position = Position::parse(text.value);
    auto event = position ? event_at<E>(judged.facts, *position) : std::nullopt;
    if (event && !cites_as_before(judged, decision)) event = as_it_stands(judged.facts, *event, *position);
    if (event && is(*event)) return event->on;
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
  const auto met = cited_on<MeetingHeld>(judged, event, [&](const Event& cited) {
    const auto& held = cited.as<MeetingHeld>();
    return held.kind == *meeting && serves(cited, held.org);
  });
  if (!met || *met > judged.event.on) {
    const Saying said = word_of(judged.policy, "meeting", *meeting);
    return unmet("评定前未引用“{}”", "cites no {} before the grade", said)
        .asks("{} ≤ {}", said, judged.event.on)
        .found("{}", met ? saying(*met) : saying(kNone));
  }
  const auto departments = judged.policy.get(kOpinionsOf, event.scheme.value);
  for (const Code& department : departments ? *departments : Codes()) {
    const auto heard = cited_on<OpinionCollected>(judged, event, [&](const Event& cited) {
      const auto& opinion = cited.as<OpinionCollected>();
      return opinion.topic == department && serves(cited, opinion.org);
    });
    if (heard && *heard <= *met) continue;
    const Saying said = word_of(judged.policy, "department", department);
    return unmet("会议前未统筹{}的意见", "{} was not heard before the meeting", said)
        .asks("{} ≤ {}", said, *met)
        .found("{}", heard ? saying(*heard) : saying(kNone));
  }
  return std::nullopt;
}

/// How many people a quota is of; nothing when somebody is unscored and the policy leaves open what then.
std::optional<std::int64_t> people_of(const PolicyView& policy, std::string_view scheme,
                                      const Ranked& ranked) {
  if (!ranked.unscored.empty() && !policy.get(kUnscored, scheme)) return std::nullopt;
  return static_cast<std::int64_t>(ranked.scored.size());
}

/// The grades of one unit, scheme and period as they are after an act: whoever has a score counts.
class UnitGrades {
 public:
  UnitGrades(const Quota& quota, const Ranked& ranked, const std::vector<Graded>& graded, const Made& made)
      : quota_(quota),
        ranked_(ranked),
        counts_(quota_counts(quota, static_cast<std::int64_t>(ranked.scored.size()))) {
    const std::set<std::string_view> unscored(ranked.unscored.begin(), ranked.unscored.end());
    for (const Graded& other : graded) {
      if (!other.record->person || unscored.contains(other.record->person->str())) continue;
      grades_[other.record->person->str()] = {*other.grade, other.record->position};
    }
    if (!unscored.contains(made.person->value)) grades_[made.person->value].grade = made.grade;
    complete_ = !ranked.scored.empty() && std::ranges::all_of(ranked.scored, [&](const Ranked::One& one) {
      return grades_.contains(one.person);
    });
  }

  /// Too many of a grade that the act gives; and once everybody is graded, too many or too few of any.
  std::optional<Objection> shares(const PolicyView& policy, const OrgId& unit, const Codes& given_now) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const Code& grade = quota_.grades[i].grade;
      if (i == quota_.rest || !(complete_ || holds(given_now, grade))) continue;
      std::vector<Position> evidence;
      std::int64_t given = 0;
      for (const auto& [person, one] : grades_) {
        if (one.grade != grade) continue;
        ++given;
        if (one.position) evidence.push_back(*one.position);
      }
      if (given == counts_[i] || (given < counts_[i] && !complete_)) continue;
      const Saying said = word_of(policy, "grade", grade);
      const auto of_all = [&](std::int64_t number) {
        return phrase("{1} 人中 {0} 人", "{0} of {1}", number, ranked_.scored.size());
      };
      return unmet(evidence, "{0} 考核 {1} 人，“{2}”等次应为 {3} 人，现为 {4} 人",
                   "{3} of {1} assessed in {0} are to be {2}, {4} are", unit, ranked_.scored.size(), said,
                   counts_[i], given)
          .asks("{} {} {}", said, complete_ ? "=" : "≤", of_all(counts_[i]))
          .found("{}", of_all(given));
    }
    return std::nullopt;
  }

  /// Once everybody is graded: who has another grade than their rank gives.
  std::optional<Objection> ranks(const PolicyView& policy) const {
    if (!complete_) return std::nullopt;
    std::vector<Decimal> points;
    for (const Ranked::One& one : ranked_.scored) points.push_back(one.points);
    const auto by_rank = grades_by_quota(quota_, points);
    std::vector<Saying> people;
    Codes earned;
    Codes given;
    std::vector<Position> evidence;
    for (std::size_t i = 0; i < by_rank.size(); ++i) {
      const One& one = grades_.at(ranked_.scored[i].person);
      const Code& grade = quota_.grades[by_rank[i]].grade;
      if (one.grade == grade) continue;
      earned.push_back(grade);
      given.push_back(one.grade);
      people.push_back(saying(PersonId{ranked_.scored[i].person}));
      evidence.push_back(one.position.value_or(ranked_.scored[i].position));
    }
    if (people.empty()) return std::nullopt;
    return unmet(evidence, "等次与得分名次不符：{}", "graded otherwise than ranked: {}", listed(people))
        .asks("{}", words_of(policy, "grade", earned))
        .found("{}", words_of(policy, "grade", given));
  }

 private:
  struct One {
    Code grade;
    std::optional<Position> position;  ///< none yet: the judged event's own
  };

  const Quota& quota_;
  const Ranked& ranked_;
  std::vector<std::int64_t> counts_;
  std::map<std::string, One, std::less<>> grades_;
  bool complete_ = false;
};

/// The shares are of those assessed: where somebody has no score and the policy leaves open what then, or who
/// is graded was never assessed, nobody can tell them.
std::optional<Objection> scores_missing(const PolicyView& policy, const Made& made, const Ranked& ranked,
                                        const std::string& unit) {
  if (policy.get(kUnscored, made.scheme.value)) return std::nullopt;
  std::vector<std::string> people = ranked.unscored;
  const std::string& graded = made.person->value;
  const bool is_assessed =
      std::ranges::find(people, graded) != people.end() ||
      std::ranges::any_of(ranked.scored, [&](const Ranked::One& one) { return one.person == graded; });
  if (!is_assessed) people.push_back(graded);
  if (people.empty()) return std::nullopt;
  std::vector<Saying> said;
  for (const std::string& person : people) said.push_back(saying(PersonId{person}));
  return unmet("{0} 有 {1} 人未评分，无从核对等次比例：{2}",
               "{1} of {0} have no score, so the shares cannot be told: {2}", OrgId{unit}, people.size(),
               listed(said))
      .asks("{}", phrase("全部评分", "a score of everybody"))
      .found("{}", phrase("{} 人未评分", "{} without a score", people.size()));
}

/// A unit is ranked and counted once an act, at the act's last grade of it: the cost of an act does not grow
/// with the square of the unit.
Objections within_quota(const Judged& judged, const Made& made) {
  const auto quota = quota_of(judged.policy, made.scheme.value);
  if (!quota || !made.person) return std::nullopt;
  const auto unit_of = [&](const OrgId& org) {
    return quota_unit(judged.facts, judged.policy, made.scheme.value, org.value, judged.event.on);
  };
  const auto unit = unit_of(made.org);
  if (!unit) return std::nullopt;
  const auto of_the_unit = [&](const Event& event) -> std::optional<Made> {
    auto other = made_by(judged.facts, event);
    const bool same = other && other->person && other->scheme == made.scheme &&
                      other->period == made.period && (other->org == made.org || unit_of(other->org) == unit);
    return same ? std::move(other) : std::nullopt;
  };
  Codes given_now{made.grade};
  if (const auto here = ordinal_of(judged)) {
    const auto& events = judged.act.events;
    for (std::size_t i = *here + 1; i < events.size(); ++i) {
      if (of_the_unit(events[i])) return std::nullopt;
    }
    for (std::size_t i = 0; i < *here; ++i) {
      if (const auto other = of_the_unit(events[i])) given_now.push_back(other->grade);
    }
  }
  const auto ranked =
      rank(judged.facts, judged.policy, made.scheme.value, made.period, *unit, judged.event.on);
  const auto graded = grades_below(judged.facts, made.scheme.value, made.period, *unit, judged.event.on);
  if (!ranked) return tl::unexpected(ranked.error());
  if (!graded) return tl::unexpected(graded.error());
  if (auto missing = scores_missing(judged.policy, made, *ranked, *unit)) return missing;
  const UnitGrades grades(*quota, *ranked, *graded, made);
  auto found = grades.shares(judged.policy, OrgId{*unit}, given_now);
  return found ? found : grades.ranks(judged.policy);
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

// Expectations
// --------------------------------------------------------------------------------------------------------------

/// Offices of these posts, as far as they were held under the policy.
std::vector<Anchor> in_office(const Asked& asked, const Codes& posts, const Code& of,
                              std::string_view vocabulary) {
  std::vector<Anchor> out;
  const auto& offices = asked.facts.items<&PersonTenure::offices>(asked.subject);
  const auto since = offices.empty() ? std::nullopt : policy_since(asked);
  for (const Office& office : offices) {
    if (office.acting || !holds(posts, office.post)) continue;
    const Date from = since ? std::max(office.from, *since) : office.from;
    if (office.until && *office.until <= from) continue;
    out.push_back({from, office.until, office.begun_at, office.org.str(), of.value, std::nullopt,
                   word_of(asked.policy, vocabulary, of)});
  }
  return out;
}

std::vector<Anchor> appraised_offices(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Code& scheme : asked.policy.words(kSchemePosts)) {
    const auto posts = asked.policy.get(kSchemePosts, scheme.value);
    auto anchors = posts ? in_office(asked, *posts, scheme, "scheme") : std::vector<Anchor>();
    out.insert(out.end(), anchors.begin(), anchors.end());
  }
  return out;
}

/// Each period for which the scheme's component was assessed, whoever bears it. (HX-35)
std::vector<Anchor> drawn_periods(const Asked& asked) {
  std::vector<Anchor> out;
  const auto component = asked.policy.get(kSchemeScope, kMonthly);
  if (!component) return out;
  const auto years = asked.facts.parts(kView<PersonPay>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year)) {
      const bool known =
          std::ranges::any_of(out, [&](const Anchor& anchor) { return anchor.period == cell.period; });
      if (known || cell.component != *component || !cell.assessed_fen || !cell.period.calendar()) continue;
      out.push_back({cell.period.first(),
                     cell.period.last().plus_days(1),
                     cell.positions.front(),
                     {},
                     std::string(kMonthly),
                     cell.period,
                     word_of(asked.policy, "scheme", kMonthly)});
    }
  }
  return out;
}

/// A grade that was revised to none, as if it had not been determined, concludes nothing.
bool still_holds(const Asked& asked, const Event& event) {
  const auto& determined = event.as<GradeDetermined>();
  return grade_on(asked.facts, asked.subject, determined.scheme.value, determined.period, asked.on).grade !=
         nullptr;
}

std::vector<Anchor> report_audiences(const Asked& asked) {
  std::vector<Anchor> out;
  const auto audiences = asked.policy.get(kReportAudiences);
  const auto posts = asked.policy.get(kSchemePosts, kAnnual);
  for (const Code& audience : audiences ? *audiences : Codes()) {
    auto anchors = posts ? in_office(asked, *posts, audience, "audience") : std::vector<Anchor>();
    out.insert(out.end(), anchors.begin(), anchors.end());
  }
  return out;
}

/// Grades of schemes whose results are fed back, of all years: what is open stays open.
std::vector<Anchor> graded_results(const Asked& asked) {
  std::vector<Anchor> out;
  const auto parts = asked.facts.parts(kView<PersonAppraisal>, asked.subject);
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    for (const Grade& grade : asked.facts.items<&PersonAppraisal::grades>(asked.subject, part)) {
      if (grade.in_force(asked.on) == nullptr || !asked.policy.get(kFeedbackTo, grade.scheme.value)) continue;
      out.push_back({grade.on, std::nullopt, grade.position, grade.org.str(), grade.scheme.value,
                     grade.period, word_of(asked.policy, "scheme", grade.scheme)});
    }
  }
  return out;
}

bool feeds_back(const Anchor& anchor, const Event& event) {
  const auto& fed = event.as<ResultFedBack>();
  return fed.scheme.value == anchor.of && fed.period == anchor.period;
}

bool in_form_and_to_all(const Asked& asked, const Event& event) {
  const auto& fed = event.as<ResultFedBack>();
  const auto form = asked.policy.get(kFeedbackForm, fed.scheme.value);
  const auto to = asked.policy.get(kFeedbackTo, fed.scheme.value);
  return (!form || fed.form == *form) && (!to || holds_all(fed.to, *to));
}

std::vector<Anchor> contests_due(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Code& kind : asked.policy.words(kContestCadence)) {
    const auto held_by = asked.policy.get(kContestHeldBy, kind.value);
    auto anchor = held_by ? org_of_kind(asked, {*held_by}) : std::nullopt;
    if (!anchor) continue;
    anchor->of = kind.value;
    anchor->said = word_of(asked.policy, "contest", kind);
    out.push_back(std::move(*anchor));
  }
  return out;
}

// Computations
// --------------------------------------------------------------------------------------------------------------

Result<Computed> monthly_score(const Asked& asked) {
  return score_of(asked.facts, asked.policy, asked.subject, kMonthly, Period::of_month(asked.on));
}

/// An organiser's, of the year.
template <Computed (*Compute)(const Facts&, const PolicyView&, std::string_view, std::string_view,
                              const Period&)>
Result<Computed> of_organiser(const Asked& asked) {
  return Compute(asked.facts, asked.policy, asked.subject, kOrganiser, Period::of_year(asked.on.year()));
}

/// The share of satisfied votes, of 100.
std::optional<Decimal> satisfied(const AppraisalStep& ballot, const Codes& positive) {
  std::int64_t all = 0;
  std::int64_t good = 0;
  for (const BallotCount& votes : ballot.votes) {
    all += votes.count;
    if (holds(positive, votes.option)) good += votes.count;
  }
  if (all == 0) return std::nullopt;
  return Decimal{good * 100 * Decimal::kScale / all};
}

Saying of_step(const Asked& asked, const AppraisalStep& step) {
  // A committee is an organisation.
  if (step.kind == AppraisalStepKind::committee) return saying(OrgId{step.who.value});
  return word_of(asked.policy, "audience", step.who);
}

/// What each of the sources of the annual result says, of 100: the committee, the ballots, the contests.
std::vector<Part> ticket_parts(const Asked& asked, const PersonAppraisal& row) {
  std::vector<Part> out;
  const auto positive = asked.policy.get(kPositiveOptions);
  const auto by_rank = asked.policy.get(kContestPoints);
  for (const AppraisalStep& step : row.steps) {
    if (!is_step_of(step, kAnnual, Period::of_year(asked.on.year()))) continue;
    if (step.kind == AppraisalStepKind::committee && step.points)
      out.push_back(
          {"committee", "党委考评", "committee", *step.points, {step.position}, of_step(asked, step)});
    const auto share =
        step.kind == AppraisalStepKind::ballot && positive ? satisfied(step, *positive) : std::nullopt;
    if (share)
      out.push_back({"ballot", "群众测评", "ballots", *share, {step.position}, of_step(asked, step)});
  }
  for (const ContestResult& contest : row.contests) {
    const auto points = by_rank ? value_at(*by_rank, whole(contest.rank)) : contest.points;
    if (points)
      out.push_back({"contest", "竞赛评比", "contest", *points, {contest.position}, saying(contest.period)});
  }
  return out;
}

/// Each source counts with its mean and its weight.
Result<Computed> appraisal_result(const Asked& asked) {
  Computed out{std::nullopt, kPoints, {}, {}};
  const auto* row = asked.facts.row<PersonAppraisal>(asked.subject, std::to_string(asked.on.year()));
  if (row != nullptr) out.parts = ticket_parts(asked, *row);
  if (out.parts.empty()) return unknown(kPoints, phrase("当年没有记录", "nothing is recorded for the year"));
  Decimal sum;
  for (const std::string_view source : {"committee", "ballot", "contest"}) {
    std::int64_t points = 0;
    std::int64_t count = 0;
    for (const Part& part : out.parts) {
      if (part.name != source) continue;
      points += part.value.scaled;
      ++count;
    }
    const auto weight = asked.policy.get(kTicketWeight, source);
    if (count > 0 && !weight)
      out.why = phrase("政策未规定“{}”的权重", "the policy gives no weight for {}",
                       word_of(asked.policy, "result_weight", source));
    if (count > 0 && weight) sum.scaled += points / count * weight->value.scaled / Decimal::kScale;
  }
  if (out.why.empty()) out.value = sum;
  return out;
}

/// "excellent/p-1"
Saying grade_for(const Asked& asked, std::string_view vocabularies, const Code& grade,
                 const std::string& person) {
  Saying out = phrase("{} {}", "{} {}", word_of(asked.policy, vocabularies, grade), PersonId{person});
  out.data = grade.value + "/" + person;
  return out;
}

/// Which grade each of a unit's people would get for the month, with the points.
Result<Computed> grade_quota(const Asked& asked) {
  const auto quota = quota_of(asked.policy, kMonthly);
  const auto unit = quota_unit(asked.facts, asked.policy, kMonthly, asked.subject, asked.on);
  if (!quota) return unknown(kPeople, phrase("政策未规定等次比例", "the policy sets no quota"));
  if (!unit) return unknown(kPeople, phrase("此处没有按比例评定的组织", "no organisation here has a quota"));
  const auto ranked = rank(asked.facts, asked.policy, kMonthly, Period::of_month(asked.on), *unit, asked.on);
  if (!ranked) return tl::unexpected(ranked.error());
  const auto people = people_of(asked.policy, kMonthly, *ranked);
  if (!people) {
    Computed out =
        unknown(kPeople, phrase("{} 人未评分，政策未规定如何处理",
                                "{} people have no score, and the policy does not say what becomes of them",
                                ranked->unscored.size()));
    out.org = *unit;
    return out;
  }
  Computed out{whole(*people), kPeople, {}, {}, *unit};
  const auto counts = quota_counts(*quota, *people);
  for (std::size_t i = 0; i < counts.size(); ++i)
    out.parts.push_back({"count",
                         "名额",
                         "places",
                         whole(counts[i]),
                         {},
                         word_of(asked.policy, "grade", quota->grades[i].grade)});
  std::vector<Decimal> points;
  for (const Ranked::One& one : ranked->scored) points.push_back(one.points);
  const auto grades = grades_by_quota(*quota, points);
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const Ranked::One& one = ranked->scored[i];
    out.parts.push_back({"proposed",
                         "建议等次",
                         "proposed grade",
                         one.points,
                         {one.position},
                         grade_for(asked, "grade", quota->grades[grades[i]].grade, one.person),
                         kPoints});
  }
  const auto unscored = asked.policy.get(kUnscored, kMonthly);
  for (const std::string& person : ranked->unscored) {
    if (unscored->value != kLeftOut)
      out.parts.push_back(
          {"unscored", "未评分", "unscored", {}, {}, grade_for(asked, "grade unscored", *unscored, person)});
  }
  return out;
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool holds_then(const OrgAppraisal&, const Grade& grade, const Window& window) {
  return grade.in_force(window.on) != nullptr && window.holds(grade.on);
}

std::vector<std::string> grade_then(const Facts&, const Grade& grade, const Window& window) {
  return {grade.in_force(window.on)->value};
}

form::Invariant assessed_in_office() {
  auto out = invariant<&PersonAppraisal::periods, &was_in_office_then>();
  out.told = &is_one_of<AssessmentScored, StarsAwarded>;
  return out;
}

}  // namespace

const RuleTable& appraisal_rules() {
  static const RuleTable table{
      kAppraisalParameters,
      {{"gate.grade_scale", "PY-45 BB-49 HX-29 HX-39", "等次在规定范围内", "A grade of the scheme",
        gate_of_grades<&grade_scale>()},
       {"gate.appraisal_steps", "PY-37 SH-43 DY-54 OPN-38", "考核环节齐备", "All steps before the result",
        gate_of_grades<&appraisal_steps>()},
       {"gate.annual_excellent", "HX-41 HX-42", "年度优秀的月度条件", "Months that annual excellent asks for",
        gate_of_grades<&annual_excellent>(), RuleMode::enforce},
       {"gate.annual_excellent_stands", "HX-41 HX-42", "月度等次与年度优秀相符",
        "A month's grade that the annual excellent bears", gate_of_grades<&bears_annual_excellent>()},
       {"gate.basic_items", "HX-37", "基础项全部达标后评分", "No points unless all basic items are met",
        gate<&basic_items_met>()},
       {"gate.score_words", "HX-19 HX-24 HX-26", "评分在考核办法之内",
        "Parts, raters and levels of the scheme", gate<&of_the_scheme>()},
       {"law.score_most", "LAW-19", "得分不小于零、不超过满分",
        "No more points than there are, and none below zero", gate<&within_the_points>()},
       {"gate.score_items", "HX-20 HX-36", "指标项数在考核办法之内", "No more items than the scheme has",
        gate<&items_of_the_scheme>()},
       {"law.scored_once", "LAW-19", "一项指标一人只评一次", "An item is scored once by one rater",
        gate<&scored_once>()},
       {"law.ballot_votes", "LAW-17", "测评票数相符", "Votes of a ballot add up", gate<&ballots_add_up>()},
       {"law.graded_in_office", "LAW-18", "任职期间方可定等次", "Graded for a period in office",
        invariant<&PersonAppraisal::grades, &was_in_office>()},
       {"law.assessed_in_office", "LAW-18", "任职期间方可评星评分", "Scored for a period in office",
        assessed_in_office()},
       {"law.graded_last", "LAW-20", "先测评评分后定等次", "Graded after ballots and appraisals",
        invariant<&PersonAppraisal::grades, &comes_after_its_steps>()},
       {"law.appeal_own", "LAW-22", "申诉人为决定的当事人", "Who appeals is whom the decision is about",
        gate<&appeals_own_decision>()},
       {"law.appeal_decided_once", "LAW-20", "一项申诉只决定一次", "An appeal is decided once",
        gate<&decided_once<&AppealDecided::appeal>>()},
       {"law.appeal_decider", "LAW-11", "申诉不由原决定机关决定",
        "No appeal is decided by whom it is against", gate<&decided_by_another>()},
       {"gate.unscored", "HX-37", "未评分人员按规定定等", "Who has no score gets what the policy says",
        gate_of_grades<&unscored_as_said>()},
       {"gate.decided_in_order", "HX-38", "征求部门意见并经联席会确定",
        "Opinions, then the meeting, then the grade", gate<&decided_in_order>()},
       {"gate.grade_quota", "HX-39", "等次在比例之内", "Grades within their shares",
        gate_of_grades<&within_quota>()},
       {"gate.monthly_scope", "HX-35", "考核对象领取基础补贴", "Who is assessed draws the allowance",
        gate_of_grades<&within_scope>()},
       {"gate.contest_theme", "HX-13", "竞赛主题由规定组织选定", "Theme set by the right organisation",
        gate<&contest_theme>()},
       {"alert.appraisal_overdue", "SH-41 CITY-35 PY-37 SX-38 OPN-37 BB-85 HX-17 DG-33", "考核未完成",
        "No concluded appraisal in the period",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &appraised_offices,
                          .expects = on<GradeDetermined>(),
                          .serves = &is_of<&GradeDetermined::scheme>,
                          .suits = &still_holds,
                          .cadence = &kSchemeCadence,
                          .grace = &kSchemeGrace,
                          .period = &period_of<GradeDetermined>}},
       {"alert.monthly_assessment_overdue", "HX-38", "当月未考核", "Month without a result",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &drawn_periods,
                          .expects = on<GradeDetermined>(),
                          .serves = &is_of<&GradeDetermined::scheme>,
                          .suits = &still_holds,
                          .cadence = &kSchemeCadence,
                          .grace = &kSchemeGrace,
                          .period = &period_of<GradeDetermined>}},
       {"alert.annual_excellent", "HX-41 HX-42", "年度优秀不再成立",
        "An annual excellent that its months do not bear",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &undeserved_excellent,
                          .expects = on<DecisionRevised>(),
                          .serves = &only_the_record_clears}},
       {"alert.duty_report_overdue", "SH-35 CITY-37 PY-37 SX-40 DY-56 BB-28 SJ-65", "未述职",
        "Report missing for an audience",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &report_audiences,
                          .expects = on<DutyReportDelivered>(),
                          .serves = &is_of<&DutyReportDelivered::audience>,
                          .cadence = &kReportCadence,
                          .grace = &kReportGrace,
                          .period = &period_of<DutyReportDelivered>}},
       {"alert.feedback_missing", "HX-29 HX-47", "结果未反馈", "Result not fed back",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &graded_results,
                          .expects = on<ResultFedBack>(),
                          .serves = &feeds_back,
                          .suits = &in_form_and_to_all,
                          .grace = &kFeedbackGrace}},
       {"alert.contest_due", "HX-10 HX-12 HX-13", "竞赛到期未举办", "Contest cycle due",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &contests_due,
                          .expects = on<ContestHeld>(),
                          .serves = &is_of<&ContestHeld::kind>,
                          .cadence = &kContestCadence,
                          .grace = &kContestGrace,
                          .period = &period_of<ContestHeld>}},
       {"calc.appraisal_result", "SH-44 CITY-38 PY-37 SJ-66 HX-12", "年度考核结果", "Annual result",
        form::Computation{&appraisal_result}},
       {"calc.monthly_score", "HX-34 HX-36", "月度得分", "Monthly score", form::Computation{&monthly_score}},
       {"calc.organiser_score", "HX-19 HX-20 HX-21 HX-22 HX-24 HX-25 HX-27", "组织员考核得分",
        "Organiser's score", form::Computation{&of_organiser<&score_of>}},
       {"calc.review_points", "HX-26", "综合评议得分", "Points of the review",
        form::Computation{&of_organiser<&review_points>}},
       {"calc.bonus_by_level", "HX-28", "表彰加分", "Bonus points by level",
        form::Computation{&of_organiser<&bonus_points>}},
       {"calc.grade_quota", "HX-39", "等次名额", "Grades by fixed shares",
        form::Computation{&grade_quota, SubjectKind::org}},
       {"stat.grades", "PY-45 HX-29 HX-39", "等次分布", "Grades by scheme",
        with(count<&OrgAppraisal::grades, &holds_then>("", {"scheme", "grade"}),
             {derived<&grade_then>("grade", "等次", "grade", "grade")})},
       {"stat.contests", "HX-10 HX-12 HX-13", "竞赛次数", "Contests by kind",
        tally<ContestHeld>("", {"kind"})},
       {"stat.appraisals_by_kind", "HX-34", "考核评分项次", "Scores by kind of assessment",
        tally<AssessmentScored>("", {"scheme", "kind"})},
       {"rpt.appraisal", "PY-45 HX-29 HX-39", "考核情况", "Appraisal in figures",
        form::Report{{{"stat.grades", {}}, {"stat.contests", {}}}}}}};
  return table;
}

}  // namespace tenure

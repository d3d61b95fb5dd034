#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/decisions/figures.h"
#include "domain/decisions/policy.h"
#include "domain/decisions/resolution.h"
#include "domain/decisions/rows.h"
#include "domain/decisions/sequence.h"

namespace tenure {

static form::Placed placed(const MatterStep& step) { return {step.on, {}}; }

namespace {

using form::Anchor;

/// What is known of the step's matter, where it is of these topics; null where it is not.
const MatterDecision* matter_of(const Facts& facts, const MatterStep& step, const Codes* topics) {
  const auto* row = facts.row<MatterDecision>(step.matter.str());
  return row != nullptr && (topics == nullptr || row->is_of(*topics)) ? row : nullptr;
}

/// Of a resolution or a hearing: its matter, where the policy wants matters of its topics to be heard.
const MatterDecision* to_be_heard(const Examined& examined, const MatterStep& step, std::string_view when) {
  const auto topics = examined.policy.get(kHearingScope);
  return topics && step.step.value == when ? matter_of(examined.facts, step, &*topics.value) : nullptr;
}

Codes missing_of(const Codes& wanted, const Codes& present) {
  Codes out = wanted;
  std::erase_if(out, [&](const Code& code) { return holds(present, code); });
  return out;
}

// Procedure
// --------------------------------------------------------------------------------------------------------------

/// Each step comes after those that the policy lists before it; a resolution that the list does not name
/// comes after all of them.
Objections is_in_order(const Examined& examined, const OrgMatters&, const MatterStep& step) {
  const auto* matter = matter_of(examined.facts, step, nullptr);
  if (matter == nullptr) return std::nullopt;
  auto found = follows_in_order(examined.policy, kStepWords,
                                steps_asked_before(examined.policy, *matter, step.step.str()),
                                steps_taken(*matter), step.on);
  if (found && *found) (*found)->evidence.push_back(step.position);
  return found;
}

/// Nothing is adopted before it was heard.
Objections was_heard(const Examined& examined, const OrgMatters&, const MatterStep& step) {
  const auto* matter = to_be_heard(examined, step, kAdoption);
  if (matter == nullptr || matter->done(kHearing, step.on) != nullptr) return std::nullopt;
  const DecisionStep* late = matter->done(kHearing, examined.on);
  return unmet({step.position}, "事项 {} 在 {} 通过前没有听证",
               "{} was not heard before it was adopted on {}", subject(step.matter.id), step.on)
      .asks("≤ {}", step.on)
      .found("{}", late == nullptr ? saying(kNone) : saying(late->on));
}

/// A hearing is announced before, by whom the policy names.
Objections was_announced(const Examined& examined, const OrgMatters&, const MatterStep& step) {
  const auto* matter = to_be_heard(examined, step, kHearing);
  if (matter == nullptr || !examined.policy.is_true(kHearingNoticeAsked)) return std::nullopt;
  const auto by = examined.policy.get(kHearingBy);
  const DecisionStep* other = nullptr;  // by somebody else
  for (const DecisionStep& each : matter->steps) {
    if (each.step.value != kHearingNotice || each.on > step.on) continue;
    if (!by || each.body == by.value) return std::nullopt;
    other = &each;
  }
  const Saying said = word_of(examined.policy, "meeting", by.value);
  return unmet({step.position}, "事项 {} 听证前没有按规定发出通知",
               "the hearing of {} was not announced as the policy says", subject(step.matter.id))
      .asks("{} ≤ {}", by ? said : phrase("听证通知", "a notice"), step.on)
      .found("{}", other == nullptr ? saying(kNone) : word_of(examined.policy, "meeting", other->body));
}

/// Nothing is adopted before those were asked whom the policy names.
Objections were_consulted(const Examined& examined, const OrgMatters&, const MatterStep& step) {
  const auto* matter = to_be_heard(examined, step, kAdoption);
  const auto wanted = examined.policy.get(kHearingConsult);
  if (matter == nullptr || !wanted) return std::nullopt;
  const auto opinions =
      examined.facts.events(*find_event_type(kType<OpinionCollected>.name), subject(step.matter.id));
  if (!opinions) return tl::unexpected(opinions.error());
  Codes asked;
  std::vector<Position> evidence{step.position};
  for (const Recorded& each : *opinions) {
    if (each.event.on > step.on) continue;
    for (const Respondents& group : each.event.as<OpinionCollected>().respondents)
      asked.push_back(group.group);
    evidence.push_back(each.position);
  }
  const Codes missing = missing_of(*wanted, asked);
  if (missing.empty()) return std::nullopt;
  constexpr std::string_view kWords = "audience department";
  return unmet(std::move(evidence), "事项 {} 通过前没有征求这些对象的意见：{}",
               "{} was adopted without the opinions of: {}", subject(step.matter.id),
               words_of(examined.policy, kWords, missing))
      .asks("{}", words_of(examined.policy, kWords, *wanted))
      .found("{}", words_of(examined.policy, kWords, asked));
}

// Votes
// --------------------------------------------------------------------------------------------------------------

Objections has_its_quorum(const Judged& judged, const DecisionAdopted& event) {
  return lacks_quorum(judged.policy, event.body, event.eligible, event.present);
}

Objections has_its_majority(const Judged& judged, const DecisionAdopted& event) {
  return lacks_majority(judged.policy, event.body, event.present, event.votes_for);
}

// Hearings
// --------------------------------------------------------------------------------------------------------------

Codes present_at(const HearingHeld& hearing) {
  Codes out;
  for (const HearingGroup& each : hearing.attendance) {
    if (each.present.value_or(0) > 0) out.push_back(each.group);
  }
  return out;
}

Objections groups_attended(const Judged& judged, const HearingHeld& event) {
  const auto wanted = judged.policy.get(kHearingAttendees);
  if (!wanted) return std::nullopt;
  const Codes present = present_at(event);
  const Codes missing = missing_of(*wanted, present);
  if (missing.empty()) return std::nullopt;
  return unmet("没有到会的人员：{}", "nobody attended of: {}", words_of(judged.policy, "audience", missing))
      .asks("{}", words_of(judged.policy, "audience", *wanted))
      .found("{}", words_of(judged.policy, "audience", present));
}

Objections all_were_invited(const Judged& judged, const HearingHeld& event) {
  const auto wanted = judged.policy.get(kHearingInvited);
  for (const Code& group : wanted ? *wanted : Codes()) {
    const HearingGroup* found =
        find_first(event.attendance, [&](const HearingGroup& each) { return each.group == group; });
    const bool known = found != nullptr && found->eligible && found->invited;
    if (known && *found->invited >= *found->eligible) continue;
    return unmet("没有邀请全部：{}", "not all were invited of: {}", word_of(judged.policy, "audience", group))
        .asks("≥ {}", known ? many(*found->eligible, form::kPeople) : phrase("全部", "all"))
        .found("{}", known ? many(*found->invited, form::kPeople) : saying(kNone));
  }
  return std::nullopt;
}

Objections enough_attended(const Judged& judged, const HearingHeld& event) {
  for (const Code& group : judged.policy.words(kHearingQuorum)) {
    const auto least = judged.policy.get(kHearingQuorum, group.value);
    const HearingGroup* found =
        find_first(event.attendance, [&](const HearingGroup& each) { return each.group == group; });
    const auto share = found == nullptr ? std::nullopt : part_of(found->present, found->eligible);
    if (!least || (share && *share >= least->value)) continue;
    return unmet("到会比例低于规定，或没有记载：{}",
                 "too few attended, or it is not recorded how many, of: {}",
                 word_of(judged.policy, "audience", group))
        .asks("≥ {}", least->value)
        .found("{}", share_said(share));
  }
  return std::nullopt;
}

Objections was_explained(const Judged& judged, const HearingHeld& event) {
  const auto wanted = judged.policy.get(kHearingExplains);
  const Codes missing = wanted ? missing_of(*wanted, event.explained) : Codes();
  if (missing.empty()) return std::nullopt;
  return unmet("没有说明：{}", "not explained: {}", words_of(judged.policy, "explained", missing))
      .asks("{}", words_of(judged.policy, "explained", *wanted))
      .found("{}", words_of(judged.policy, "explained", event.explained));
}

/// Questions to somebody at a hearing.
std::vector<Anchor> asked_at_hearings(const Asked& asked) {
  std::vector<Anchor> out;
  const auto questions =
      asked.facts.events(*find_event_type(kType<QuestionRaised>.name), {SubjectKind::person, asked.subject});
  for (const Recorded& each : questions ? *questions : std::vector<Recorded>()) {
    const auto& question = each.event.as<QuestionRaised>();
    if (question.matter && each.event.on <= asked.on)
      out.push_back({each.event.on, std::nullopt, each.position, question.org.value});
  }
  return out;
}

bool answers_it(const Anchor& anchor, const Event& event) {
  return event.as<QuestionAnswered>().question == anchor.position;
}

/// Resolutions of major matters, where the policy says by when they are disclosed.
std::vector<Anchor> to_disclose(const Asked& asked) {
  std::vector<Anchor> out;
  const auto topics = asked.policy.get(kDecisionTopics);
  if (!asked.policy.get(kDisclosureDays)) return out;
  const auto years = asked.facts.parts(kView<OrgMatters>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const MatterStep& step : asked.facts.items<&OrgMatters::steps>(asked.subject, year)) {
      if (step.step.value != kAdoption || step.on > asked.on) continue;
      if (matter_of(asked.facts, step, topics ? &*topics.value : nullptr) == nullptr) continue;
      out.push_back({step.on, std::nullopt, step.position, asked.subject, step.matter.str(), std::nullopt,
                     saying(subject(step.matter.id))});
    }
  }
  return out;
}

// Laws
// --------------------------------------------------------------------------------------------------------------

/// A figure by the label of its field, the last member of its path.
Saying figure_said(const StructInfo& structure, const std::string& path) {
  const auto dot = path.rfind('.');
  const auto name = std::string_view(path).substr(dot == std::string::npos ? 0 : dot + 1);
  const auto field = std::ranges::find(structure.fields, name, &Field::name);
  return field == structure.fields.end() ? Saying(path)
                                         : Saying(path, std::string(field->zh), std::string(field->en));
}

template <class E, class Of = E>
Objections figures_agree(const Judged&, const E& event) {
  const auto misfit = misfit_of(event);
  if (!misfit) return std::nullopt;
  return unmet("事项 {} 人数、票数不符：“{}”为 {}", "figures of {} do not add up: {} is {}",
               subject(event.matter), figure_said(Description<Of>::kInfo, misfit->field), misfit->found)
      .asks("0–{}", misfit->most)
      .found("{}", misfit->found);
}

}  // namespace

const RuleTable& decisions_rules() {
  static const RuleTable table{
      kDecisionParameters,
      {{"gate.major_decision_sequence", "BB-30 DG-12", "重大事项按程序决策",
        "A major matter is decided step by step", invariant<&OrgMatters::steps, &is_in_order>()},
       {"gate.decision_quorum", "BB-30", "决议到会人数符合规定", "A resolution has its quorum",
        gate<&has_its_quorum>()},
       {"gate.decision_majority", "BB-30", "决议赞成票符合规定", "A resolution has its majority",
        gate<&has_its_majority>()},
       {"gate.hearing", "DY-63", "重大事项先听证后通过", "A major matter is heard before it is adopted",
        invariant<&OrgMatters::steps, &was_heard>()},
       {"gate.hearing_notice", "DY-64", "听证前发出通知", "A hearing is announced",
        invariant<&OrgMatters::steps, &was_announced>()},
       {"gate.hearing_opinions", "DY-64", "通过前征求各方意见", "Opinions are asked for before",
        invariant<&OrgMatters::steps, &were_consulted>()},
       {"gate.hearing_attendees", "DY-65", "听证参加人员", "Who attends a hearing", gate<&groups_attended>()},
       {"gate.hearing_invited", "DY-65", "听证全部邀请", "All of a group are invited to a hearing",
        gate<&all_were_invited>()},
       {"gate.hearing_quorum", "DY-65", "听证到会比例", "Share of a group that attends a hearing",
        gate<&enough_attended>()},
       {"gate.hearing_explained", "DY-66", "听证说明方案和关心的问题",
        "Plan and concerns are explained at a hearing", gate<&was_explained>()},
       {"law.decision_step_votes", "LAW-17", "决策步骤人数和票数相符", "Figures of a step add up",
        gate<&figures_agree<DecisionStepRecorded>>()},
       {"law.decision_votes", "LAW-17", "决议人数和票数相符", "Figures of a resolution add up",
        gate<&figures_agree<DecisionAdopted>>()},
       {"law.hearing_attendance", "LAW-17", "听证人数相符", "Figures of a hearing add up",
        gate<&figures_agree<HearingHeld, HearingGroup>>()},
       {"alert.question_unanswered", "DY-66", "听证质询未答复", "Question at a hearing not answered",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &asked_at_hearings,
                          .expects = on<QuestionAnswered>(),
                          .serves = &answers_it,
                          .asked = &kHearingAnswered}},
       {"alert.decision_undisclosed", "DG-12", "决议未按期公开", "Resolution not disclosed in time",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &to_disclose,
                          .expects = on<&DecisionStepRecorded::step, kDisclosureResolution>(),
                          .serves = &form::is_of<&DecisionStepRecorded::matter>,
                          .grace = &kDisclosureDays}},
       {"stat.hearings", "DY-67", "听证事项", "Matters heard", tally<HearingHeld>("matter", {"topic"})},
       {"stat.hearing_issues", "DY-68", "听证涉及的群众关心问题", "Issues raised in hearings",
        tally<HearingHeld>("", {"topic"}, "issues")},
       {"stat.decisions", "BB-30", "通过的决策", "Decisions adopted",
        tally<DecisionAdopted>("", {"topic", "body"}, "amount_fen")},
       {"stat.tenders", "BB-30", "招投标", "Tenders", tally<TenderHeld>("", {"method"}, "amount_fen")}}};
  return table;
}

}  // namespace tenure

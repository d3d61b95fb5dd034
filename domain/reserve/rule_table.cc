#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/grades.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/left_open.h"
#include "domain/reserve/policy.h"
#include "domain/reserve/rows.h"
#include "domain/rules/answered.h"
#include "domain/tenure/conditions.h"

namespace tenure {

static form::Placed placed(const CultivationStep& step) { return {step.from, step.org.str()}; }

namespace {

using form::Anchor;
using form::Window;

constexpr std::string_view kActivistNomination = "activist_nomination";
constexpr std::string_view kCultivationUses[] = {"cultivate"};

/// Named at the meeting; a meeting that names nobody nominated whom it identifies until the next one is held,
/// or its year is over: what a meeting of long ago chose is used up.
bool nominated(const Judged& judged, const Event& meeting) {
  const auto& about = meeting.as<MeetingHeld>().about;
  const Ref<PersonId> person{judged.event.as<ActivistIdentified>().person};
  if (!about.empty()) return std::ranges::find(about, person) != about.end();
  if (meeting.on.year() != judged.event.on.year()) return false;
  const auto held = judged.facts.events(*meeting.type, subjects(meeting).front());
  return held && std::ranges::none_of(*held, [&](const Recorded& other) {
           return other.event.as<MeetingHeld>().kind.value == kActivistNomination &&
                  meeting.on < other.event.on && other.event.on <= judged.event.on;
         });
}

Objections mentor_ratio(const Judged& judged, const MentorAssigned& event) {
  const auto most = judged.policy.get(kMenteesMax);
  if (!most) return std::nullopt;
  std::vector<Position> others;
  for (const Pair& pair : judged.facts.items<&PersonPairs::pairs>(event.mentor.value)) {
    const bool counts = pair.mentor.id == event.mentor && pair.person.id != event.person;
    if (counts && pair.holds_on(judged.event.on)) others.push_back(pair.position);
  }
  if (static_cast<std::int64_t>(others.size()) < *most) return std::nullopt;
  return unmet(others, "{} 已结对 {} 人，上限 {}", "{} guides {} already, the policy says at most {}",
               event.mentor, others.size(), *most)
      .asks("≤ {}", *most)
      .found("{}", others.size() + 1);
}

/// Whether one of these steps was at the stage by the date.
bool has_been(const std::vector<CultivationStep>& steps, Stage stage, Date on) {
  return std::ranges::any_of(
      steps, [&](const CultivationStep& step) { return step.stage == stage && step.from <= on; });
}

/// Whoever is said to come from the reserve was listed in it by then.
Objections from_the_reserve(const Judged& judged, const SecretaryAppointed& event) {
  if (!event.from_reserve.value_or(false)) return std::nullopt;
  const auto& steps = judged.facts.items<&PersonCultivation::steps>(event.person.value);
  if (has_been(steps, Stage::reserve, judged.event.on)) return std::nullopt;
  std::vector<Position> evidence;
  for (const CultivationStep& step : steps) evidence.push_back(step.position);
  return unmet(std::move(evidence), "{} 未曾列入后备人才库", "{} was never listed in the reserve",
               event.person)
      .asks("{}", phrase("后备人才", "of the reserve"))
      .found("{}", kNone);
}

/// Since when the posts were held in the office's organisation without a day between: terms follow each
/// other.
Date held_since(const std::vector<Office>& offices, const Office& held, const Codes& posts) {
  Date since = held.from;
  const auto leads_up = [&](const Office& earlier) {
    return earlier.org == held.org && holds(posts, earlier.post) && earlier.from < since && earlier.until &&
           *earlier.until >= since;
  };
  while (const Office* earlier = find_first(offices, leads_up)) since = earlier->from;
  return since;
}

/// Holders of the posts that the policy names who are no party members.
std::vector<Anchor> not_yet_member(const Asked& asked) {
  const auto posts = asked.policy.get(kMentoredPosts);
  const auto& steps = asked.facts.items<&PersonCultivation::steps>(asked.subject);
  const bool admitted = has_been(steps, Stage::member, asked.on);
  if (!posts || admitted || is_party_member(asked.facts, asked.subject, asked.on)) return {};
  const auto& offices = asked.facts.items<&PersonTenure::offices>(asked.subject);
  for (const Office& office : offices) {
    if (!holds(*posts, office.post) || !is_held(asked.facts, office, asked.on)) continue;
    return {{held_since(offices, office, *posts), office.until, office.begun_at, office.org.str(), {}}};
  }
  return {};
}

/// The mentor of the person who is asked about lives on the day.
bool has_a_mentor(const Asked& asked, const Event& event) {
  return form::names_the_asked<&MentorAssigned::person>(asked, event) &&
         is_alive(asked.facts, event.as<MentorAssigned>().mentor.value, asked.on);
}

/// A place in the reserve, or a posting, in its holder's life: nobody stops being an activist or a member
/// with an organisation.
std::optional<Lasting> place_lasts(const Examined& examined, const CultivationStep& step) {
  if (step.stage != Stage::reserve && step.stage != Stage::placement) return std::nullopt;
  const auto died = death_of(examined.facts, step.person.str());
  const auto until = died ? std::optional(std::min(step.until.value_or(*died), *died)) : step.until;
  return Lasting{step.org.str(), step.from, until, step.position};
}

template <Stage Wanted>
bool is_at(const Facts& facts, const OrgCultivation&, const CultivationStep& step, const Window& window) {
  return step.stage == Wanted && step.holds_on(window.on) && is_alive(facts, step.person.str(), window.on);
}

bool has_experience(const OrgCultivation& row, const CultivationStep&, const Window& window) {
  return has_been(row.steps, Stage::placement, window.on);
}

/// The furthest that the person has come.
bool is_latest(const Facts& facts, const OrgCultivation& row, const CultivationStep& step,
               const Window& window) {
  if (step.from > window.on || !is_alive(facts, step.person.str(), window.on)) return false;
  return std::none_of(row.steps.begin(), row.steps.end(), [&](const CultivationStep& other) {
    return other.from <= window.on &&
           std::pair(other.stage, other.position) > std::pair(step.stage, step.position);
  });
}

}  // namespace

const RuleTable& reserve_rules() {
  static const RuleTable table{
      kReserveParameters,
      {{"gate.activist_nomination", "PY-11", "积极分子须经公推大会",
        "Activist only via the nomination meeting",
        form::Requirement{.event = on<ActivistIdentified>(),
                          .needs = on<&MeetingHeld::kind, kActivistNomination>(),
                          .same = SubjectKind::org,
                          .asked = &kActivistMeeting,
                          .suits = &nominated}},
       {"gate.mentor_ratio", "PY-15", "一对一结对", "One mentor guides so many", gate<&mentor_ratio>()},
       {"gate.from_reserve", "PY-18 SH-24", "来自后备的曾列入后备",
        "Who comes from the reserve was listed in it", gate<&from_the_reserve>()},
       {"law.open_after_org_reserve", "LAW-04", "组织撤销后后备和锻炼未终止",
        "Place in the reserve or posting open after its organisation ended",
        left_open<&OrgCultivation::steps, &place_lasts>()},
       {"law.reserve_ends", "LAW-21", "移出后备、结束锻炼有对应事项", "What ends in the reserve had begun",
        answers_what_is_open<PersonCultivation>()},
       {"gate.result_use.cultivation", "HX-40", "列入后备依据考核结果",
        "The reserve is chosen by the latest result", gate<&cites<ReserveListed, kCultivationUses>>()},
       {"alert.mentor_missing", "PY-15 DG-14", "未结对培养", "No mentor",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &not_yet_member,
                          .expects = on<MentorAssigned>(),
                          .suits = &has_a_mentor,
                          .earlier_serves = true}},
       {"stat.activists", "PY-11 PY-19 BB-12", "入党积极分子", "Activists",
        tally<ActivistIdentified>("person", {})},
       {"stat.activists_by_group", "PY-12", "各类积极分子", "Activists by group",
        tally<ActivistIdentified>("person", {"group"})},
       {"stat.members_admitted", "CITY-19 PY-13 SX-11 OPN-18 BB-12 DG-06", "吸收党员", "Members admitted",
        tally<MemberAdmitted>("person", {"status"})},
       {"stat.reserve_size", "SH-23 CITY-24 PY-18 DY-04 OPN-16 SJ-12 DG-23", "后备人才库", "Reserve pool",
        count<&OrgCultivation::steps, &is_at<Stage::reserve>>("person", {"group", "tier"})},
       {"stat.reserve_listed", "SH-23 CITY-24 PY-18 DY-04 OPN-16 SJ-12 DG-23", "期间内列入后备",
        "Listed in the reserve in the period", tally<ReserveListed>("person", {"source", "tier"})},
       {"stat.reserve_experience", "CITY-23 PY-14 SJ-15", "后备人才岗位锻炼",
        "Reserves with practice postings",
        share<&OrgCultivation::steps, &is_at<Stage::reserve>, &has_experience>("person", {})},
       {"stat.placements", "CITY-23 PY-14 SX-13 SJ-15 DG-16", "岗位锻炼", "Placements",
        count<&OrgCultivation::steps, &is_at<Stage::placement>>("person", {"post"})},
       {"stat.placements_begun", "CITY-23 PY-14 SX-13 SJ-15 DG-16", "期间内安排岗位锻炼",
        "Placements begun in the period", tally<PlacementStarted>("person", {"post"})},
       {"stat.cultivation_stage", "CITY-19 PY-13", "培养阶段", "Stages of cultivation",
        count<&OrgCultivation::steps, &is_latest>("person", {"stage"})},
       {"stat.growth_entries", "PY-13 SX-11 DY-04 OPN-16 DG-21", "成长纪实", "Growth entries by kind",
        tally<GrowthEntryLogged>("", {"kind"})},
       {"stat.mentoring", "PY-15 DY-05", "结对培养", "Mentor pairs",
        tally<MentorAssigned>("person", {"mentor"})}}};
  return table;
}

}  // namespace tenure

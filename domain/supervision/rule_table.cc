#include "domain/affairs/events.h"
#include "domain/registry/anchors.h"
#include "domain/registry/left_open.h"
#include "domain/registry/rows.h"
#include "domain/rules/answered.h"
#include "domain/rules/once.h"
#include "domain/supervision/filings.h"
#include "domain/supervision/policy.h"
#include "domain/supervision/rows.h"

namespace tenure {

static form::Placed placed(const Rectification& known) { return {known.ordered, {}}; }
static form::Placed placed(const Defusal& defusal) { return {defusal.on, {}}; }

namespace {

using form::Anchor;
using form::names_the_asked;
using form::Window;

constexpr std::string_view kOnSite = "on_site";
constexpr std::string_view kRanking = "ranking";

/// The last log of attendance, when it tells of more absence than the policy bears.
std::vector<Anchor> long_absent(const Asked& asked) {
  const auto most = asked.policy.get(kAbsenceMax);
  const Attendance* last = nullptr;
  const auto years = asked.facts.parts(kView<PersonAttendance>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const Attendance& log : asked.facts.items<&PersonAttendance::logs>(asked.subject, year)) {
      if (log.days_absent && log.on <= asked.on) last = &log;
    }
  }
  if (!most || last == nullptr || *last->days_absent <= *most) return {};
  return {{last->on, std::nullopt, last->position, last->org.str(), {}}};
}

std::vector<Anchor> at_low_ranks(const Asked& asked) {
  std::vector<Anchor> out;
  const auto years = asked.facts.parts(kView<OrgLowRanks>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const LowRank& rank : asked.facts.items<&OrgLowRanks::ranks>(asked.subject, year)) {
      if (rank.on <= asked.on) out.push_back({rank.on, std::nullopt, rank.position, asked.subject, {}});
    }
  }
  return out;
}

std::vector<Anchor> at_deadlines(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Rectification& known : asked.facts.items<&OrgRectifications::rectifications>(asked.subject)) {
    if (known.due && known.ordered <= asked.on)
      out.push_back({*known.due, std::nullopt, known.position, asked.subject, known.matter.str(),
                     std::nullopt, saying(Subject{SubjectKind::matter, known.matter.str()})});
  }
  return out;
}

bool is_not_on_site(const InspectionDone& done) { return done.kind.value != kOnSite; }

// The steps of the cycle: each is expected in every period of whoever runs it.
constexpr std::string_view kDispatch = "dispatch";
constexpr std::string_view kInspect = "inspect";
constexpr std::string_view kCompare = "compare";
constexpr std::string_view kDissect = "dissect";
constexpr std::string_view kPublicise = "publicise";

template <const std::string_view& Step>
std::vector<Anchor> runs_step(const Asked& asked) {
  const auto steps = asked.policy.get(kCycleSteps);
  if (!steps || !holds(*steps, Code{std::string(Step)})) return {};
  return org_of_kinds(asked, kCycleOrgs);
}

template <const std::string_view& Step>
form::Expectation step(EventPattern expects, bool (*suits)(const Asked& asked, const Event& event)) {
  return {.subject = SubjectKind::org,
          .anchors = &runs_step<Step>,
          .expects = expects,
          .suits = suits,
          .cadence = &kCycleCadence};
}

std::optional<Lasting> rectification_lasts(const Examined& examined, const Rectification& known) {
  return Lasting{examined.subject, known.ordered, known.closed, known.position};
}

/// Whoever sent it upward: it was, and nobody had defused it before.
Objections was_escalated(const Examined& examined, const OrgDefusals&, const Defusal& defusal) {
  const auto& issues = examined.facts.items<&MatterIssues::issues>(defusal.matter.str());
  if (find_first(issues, [&](const Issue& issue) { return issue.defused_at == defusal.position; }) != nullptr)
    return std::nullopt;
  return unmet({defusal.position}, "事项 {} 没有上报而未化解的问题", "no issue of {} is open",
               Subject{SubjectKind::matter, defusal.matter.str()})
      .asks("{}", phrase("未化解的问题", "an open issue"))
      .found("{}", issues.empty() ? saying(kNone) : phrase("已化解", "defused"));
}

bool is_ordered(const OrgRectifications&, const Rectification& known, const Window& window) {
  return window.holds(known.ordered);
}

bool is_closed(const OrgRectifications&, const Rectification& known, const Window& window) {
  return known.closed && *known.closed <= window.on;
}

/// What is to be filed and was not received, where the policy says by when.
std::vector<Anchor> not_received(const Asked& asked) {
  std::vector<Anchor> out;
  const auto all = asked.policy.get(kFilingDays) ? to_file(asked) : std::vector<ToFile>();
  for (const ToFile& each : all ? *all : std::vector<ToFile>()) {
    if (each.filing != nullptr && each.filing->received) continue;
    out.push_back({each.on,
                   std::nullopt,
                   each.position,
                   each.org,
                   {},
                   std::nullopt,
                   word_of(asked.policy, "filing", each.kind)});
  }
  return out;
}

/// Whatever was received left no anchor.
bool is_of_another(const Anchor&, const Event&) { return false; }

/// It is filed with an organisation of the kind that the policy names.
Objections filed_with_the_right_one(const Judged& judged, const FilingSubmitted& event) {
  const auto wanted = judged.policy.get(kFilingTo);
  const auto* to = judged.facts.row<OrgRow>(event.to.str());
  const bool has_kind = to != nullptr && to->kind;
  if (!wanted || (has_kind && holds(*wanted, *to->kind))) return std::nullopt;
  return unmet("{} 不是规定的备案机关", "{} is not of the level with which it is filed", event.to)
      .asks("{}", words_of(judged.policy, "org_kind", *wanted))
      .found("{}", has_kind ? word_of(judged.policy, "org_kind", *to->kind) : saying(kNone));
}

}  // namespace

const RuleTable& supervision_rules() {
  static const RuleTable table{
      kSupervisionParameters,
      {{"alert.long_absence", "PY-27", "长期外出", "Long absence",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &long_absent,
                          .expects = on<StationAttendanceLogged>()}},
       {"alert.bulletin_overdue", "SH-40 HX-07", "未按期通报", "Bulletin not issued in its period",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &org_of<kBulletinOrgs>,
                          .expects = on<BulletinIssued>(),
                          .suits = &names_the_asked<&BulletinIssued::org>,
                          .cadence = &kBulletinCadence}},
       {"alert.monthly_cycle.dispatch", "HX-03", "当期未调度", "No dispatch in the period",
        step<kDispatch>(on<&MeetingHeld::kind, kDispatch>(), nullptr)},
       {"alert.monthly_cycle.inspect", "HX-03", "当期未督查", "No inspection in the period",
        step<kInspect>(on<InspectionDone, &is_not_on_site>(), &names_the_asked<&InspectionDone::body>)},
       {"alert.monthly_cycle.compare", "HX-03", "当期未评比", "No comparison in the period",
        step<kCompare>(on<&BulletinIssued::kind, kRanking>(), &names_the_asked<&BulletinIssued::org>)},
       {"alert.monthly_cycle.dissect", "HX-03", "当期未解剖", "No dissection on site in the period",
        step<kDissect>(on<&InspectionDone::kind, kOnSite>(), &names_the_asked<&InspectionDone::body>)},
       {"alert.monthly_cycle.publicise", "HX-03", "当期未宣传", "No publicity in the period",
        step<kPublicise>(on<PublicityIssued>(), nullptr)},
       {"law.report_verified_once", "LAW-20", "一件举报只核实一次", "A report is verified once",
        standing(gate<&decided_once<&ReportVerified::case_>>())},
       {"law.open_after_org_rectification", "LAW-04", "组织撤销后整改未办结",
        "Rectification open after its organisation ended",
        left_open<&OrgRectifications::rectifications, &rectification_lasts>()},
       {"law.rectification_ends", "LAW-21", "办结的整改确有责令", "What is closed was ordered",
        answers_what_is_open<OrgRectifications>()},
       {"law.issue_defused", "LAW-21", "化解的问题确有上报", "An issue that is defused was escalated",
        invariant<&OrgDefusals::defusals, &was_escalated>()},
       {"alert.low_rank", "HX-08", "位次靠后未现场督办", "Low rank without an inspection on site",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &at_low_ranks,
                          .expects = on<&InspectionDone::kind, kOnSite>(),
                          .suits = &names_the_asked<&InspectionDone::org>,
                          .asked = &kLowRankVisit,
                          .grace = &kLowRankDays}},
       {"alert.rectification_overdue", "CITY-43 SJ-67 HX-08", "整改逾期", "Rectification past its deadline",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &at_deadlines,
                          .expects = on<RectificationClosed>(),
                          .serves = &form::is_of<&RectificationClosed::matter>,
                          .earlier_serves = true}},
       {"gate.filing_level", "CITY-01 BB-81", "备案机关符合规定", "Filed with the right level",
        gate<&filed_with_the_right_one>()},
       {"law.filing_answered", "LAW-21", "回执、退回的备案确有报备", "What is received or returned was filed",
        answers_what_is_open<PersonFilings>()},
       {"law.org_filing_answered", "LAW-21", "回执、退回的组织备案确有报备",
        "What is received or returned of an organisation was filed", answers_what_is_open<OrgFilings>()},
       {"alert.filing_overdue", "CITY-01 BB-81", "未按期备案", "Not filed and received in time",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &not_received,
                          .expects = on<FilingReceived>(),
                          .serves = &is_of_another,
                          .outlives = true,
                          .grace = &kFilingDays}},
       {"stat.filings", "CITY-01 BB-81", "备案", "Filings", tally<FilingSubmitted>("", {"kind"})},
       {"stat.inspections", "DY-71 HX-03 HX-06 HX-08", "督查", "Inspections",
        tally<InspectionDone>("", {"kind"}, "findings")},
       {"stat.rectifications", "CITY-18 CITY-43 HX-08", "整改", "Rectifications, and those closed",
        share<&OrgRectifications::rectifications, &is_ordered, &is_closed>("", {})},
       {"stat.bulletins", "SH-40 BB-78 HX-03 HX-07", "通报", "Bulletins",
        tally<BulletinIssued>("", {"kind"})},
       {"stat.low_ranked", "HX-07 HX-08", "位次靠后", "Told of a low rank",
        tally<&BulletinIssued::kind, kRanking>("", {"period", "low_ranked"})},
       {"stat.publicity", "SH-90 CITY-54 SX-35 BB-74 SJ-61 HX-03 HX-09", "宣传", "Publicity by medium",
        tally<PublicityIssued>("", {"channel"})},
       {"stat.attendance", "CITY-13 PY-27", "不在岗天数", "Days absent",
        tally<StationAttendanceLogged>("person", {"period"}, "days_absent")},
       {"stat.disclosures", "SH-88 CITY-40 SX-41 BB-29 DG-12", "公开", "Disclosures",
        tally<DisclosurePublished>("", {"category"})},
       {"rpt.ranking_bulletin", "HX-07 HX-10", "评比通报", "Ranking bulletin",
        form::Report{{{"stat.bulletins", {"period", "kind"}},
                      {"stat.low_ranked", {}},
                      {"stat.contests", {"kind", "period", "entries"}}}}}}};
  return table;
}

}  // namespace tenure

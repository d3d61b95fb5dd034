#include <fmt/format.h>

#include <algorithm>

#include "domain/pension/policy.h"
#include "domain/pension/rows.h"
#include "domain/registry/rules.h"
#include "domain/rules/answers.h"
#include "domain/tenure/conditions.h"
#include "domain/tenure/policy.h"

namespace tenure {
namespace {

using form::Computed;
using form::Truth;
using form::Window;

constexpr std::string_view kFen = "分";

Decimal decimal(Fen fen) { return {fen.value * Decimal::kScale}; }

// Gates
// --------------------------------------------------------------------------------------------------------------

Objections enrolled_as(const Judged& judged, const PensionEnrolled& event) {
  const auto scheme = judged.policy.get(kPensionScheme);
  const auto status = judged.policy.get(kPensionStatus);
  if ((!scheme || event.scheme == *scheme) && (!status || event.status == *status)) return std::nullopt;
  return unmet("参保险种或身份与规定不符", "another scheme or status than the policy's");
}

/// The subsidised posts are held by whom is enrolled. (PY-05: main village cadres)
Objections enrolled_in_post(const Judged& judged, const PensionEnrolled& event) {
  const auto posts = judged.policy.get(kPensionPosts);
  if (!posts) return std::nullopt;
  for (const Office& office : judged.facts.items<&PersonTenure::offices>(event.person.value)) {
    if (!office.acting && is_held(judged.facts, office, judged.event.on) && holds(*posts, office.post))
      return std::nullopt;
  }
  return unmet("不任补助对象职务", "holds none of the subsidised posts");
}

/// What the law of the departure subsidy says of the person on the date.
Objections is_eligible(const Judged& judged, const DepartureSubsidyApproved& event) {
  const auto answer = eligibility(*find_rule("elig.departure_subsidy"),
                                  {judged.facts, judged.policy, event.person.value, judged.event.on});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->eligible != Truth::no) return std::nullopt;
  Objection out{"不符合离任补贴条件：", "not eligible: ", {}};
  for (const Answered& answered : answer->conditions) {
    if (answered.outcome.met != Truth::no) continue;
    out.zh += fmt::format("{}（{}）", answered.condition->zh, answered.outcome.actual);
    out.en += fmt::format("{} ({}) ", answered.condition->en, answered.outcome.actual);
    out.evidence.insert(out.evidence.end(), answered.outcome.basis.begin(), answered.outcome.basis.end());
  }
  return out;
}

Objections within_range(const PolicyView& policy, std::optional<Fen> amount) {
  const auto least = policy.get(kSubsidyLeast);
  const auto most = policy.get(kSubsidyMost);
  if (!amount || ((!least || *amount >= *least) && (!most || *amount <= *most))) return std::nullopt;
  return unmet("每月 {} 分，不在规定范围内", "{} fen a month is out of the range", amount->value);
}

Result<Computed> subsidy_amount(const Asked& asked);

/// In the range, and what the schedule by years gives, where the locality supplied one.
Objections approved_amount(const Judged& judged, const DepartureSubsidyApproved& event) {
  const auto found = within_range(judged.policy, event.monthly_fen);
  if (!found || *found || !event.monthly_fen) return found;
  const auto scheduled = subsidy_amount({judged.facts, judged.policy, event.person.value, judged.event.on});
  if (!scheduled) return tl::unexpected(scheduled.error());
  if (!scheduled->value || *scheduled->value == decimal(*event.monthly_fen)) return std::nullopt;
  return unmet("按任职年限应为每月 {} 分，实为 {} 分", "the schedule gives {} fen a month, not {}",
               scheduled->value->str(), event.monthly_fen->value);
}

Objections paid_amount(const Judged& judged, const SubsidyPaid& event) {
  return within_range(judged.policy, event.period.kind == Period::Kind::month
                                         ? std::optional(event.amount_fen)
                                         : std::nullopt);
}

// Computations
// --------------------------------------------------------------------------------------------------------------

/// The year's subsidy of the contribution due, what is left to the person, and what each payer paid. (A16)
Result<Computed> pension_share(const Asked& asked) {
  const auto rate = asked.policy.get(kPensionRate);
  const auto* row = asked.facts.row<PersonContributions>(asked.subject, std::to_string(asked.on.year()));
  if (row == nullptr || row->shares.empty())
    return form::unknown(kFen, "no contribution due is recorded for the year");
  if (!rate) return form::unknown(kFen, "the policy gives no rate");
  Fen due;
  std::vector<Position> basis;
  for (const PensionShare& share : row->shares) {
    due.value += share.due_fen.value;
    basis.push_back(share.position);
  }
  const Fen subsidy{due.value * rate->value.scaled / Decimal::kScale};
  Computed out{decimal(subsidy), kFen, {}, {}};
  out.parts = {{"due", "应缴", "due", decimal(due), basis},
               {"rate", "补助比例", "rate", rate->value, {}},
               {"own", "个人承担", "own share", decimal({due.value - subsidy.value}), basis}};
  for (const Contribution& paid : row->contributions)
    out.parts.push_back({"paid", "已缴", "paid", decimal(paid.amount_fen), paid.positions, paid.payer.value});
  return out;
}

/// A schedule by years never falls and stays in the range. (A18)
std::string fault_of(const Schedule& schedule, const Setting<Fen>& least, const Setting<Fen>& most) {
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    if (i > 0 && schedule[i].value < schedule[i - 1].value) return "the schedule falls";
    if (least && schedule[i].value < decimal(*least)) return "the schedule goes below the range";
    if (most && schedule[i].value > decimal(*most)) return "the schedule goes above the range";
  }
  return {};
}

Result<Computed> subsidy_amount(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const auto least = asked.policy.get(kSubsidyLeast);
  const auto most = asked.policy.get(kSubsidyMost);
  if (least) out.parts.push_back({"least", "下限", "least", decimal(*least), {}});
  if (most) out.parts.push_back({"most", "上限", "most", decimal(*most), {}});
  const auto counted = count_service(asked, kSubsidyPosts, kSubsidyCount);
  const auto schedule = asked.policy.get(kSubsidySchedule);
  if (!counted) out.why = "the policy does not say which posts count";
  if (!schedule) out.why = "the policy gives no schedule by years";
  if (schedule && out.why.empty()) out.why = fault_of(*schedule, least, most);
  if (!out.why.empty()) return out;
  const Service total = counted->total();
  const Decimal served = years(total.months_most);
  out.parts.push_back({"years", "任职年限", "years of service", served, total.basis});
  out.value = value_at(*schedule, served);
  if (!out.value) out.why = "fewer years than the schedule begins with";
  return out;
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool runs_then(const Facts& facts, const OrgSubsidies&, const DepartureSubsidy& subsidy,
               const Window& window) {
  return subsidy.runs_on(window.on) && is_alive(facts, subsidy.person.str(), window.on);
}

}  // namespace

const RuleTable& pension_rules() {
  static const RuleTable table{
      kPensionParameters,
      {{"gate.pension_status", "PY-05", "参保身份", "Enrolled as the policy says", gate<&enrolled_as>()},
       {"gate.pension_posts", "PY-05", "参保补助对象", "In one of the subsidised posts",
        gate<&enrolled_in_post>()},
       {"gate.departure_subsidy", "PY-06 SH-75 SX-31 DY-51 BB-56", "符合离任补贴条件",
        "Eligible for the departure subsidy", gate<&is_eligible>()},
       {"gate.departure_subsidy_amount", "PY-07", "离任补贴金额范围", "Amount of the departure subsidy",
        gate<&approved_amount>()},
       {"gate.subsidy_paid", "PY-07", "离任补贴发放范围", "Amount that was paid", gate<&paid_amount>()},
       {"calc.pension_share", "PY-05", "养老保险补助", "Subsidy of the contribution",
        form::Computation{&pension_share}},
       {"calc.departure_subsidy_amount", "PY-07 DY-51 BB-56", "离任补贴金额", "Departure subsidy a month",
        form::Computation{&subsidy_amount}},
       {"stat.departure_subsidy_recipients", "PY-08", "离任补贴人数", "Recipients of the departure subsidy",
        count<&OrgSubsidies::subsidies, &runs_then>("person", {}, "monthly_fen")},
       {"stat.pension_enrolled", "PY-05 SH-74 DY-49", "参保人数", "Enrolled by status",
        tally<PensionEnrolled>("person", {"scheme", "status"})}}};
  return table;
}

}  // namespace tenure

#include <fmt/format.h>

#include <algorithm>

#include "domain/audit/conditions.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/pay/paid_once.h"
#include "domain/pension/expectations.h"
#include "domain/pension/policy.h"
#include "domain/pension/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/answered.h"
#include "domain/rules/answers.h"
#include "domain/rules/once.h"
#include "domain/tenure/conditions.h"
#include "domain/tenure/policy.h"

namespace tenure {
namespace {

using form::Computed;
using form::kFen;
using form::Truth;
using form::Window;

constexpr std::string_view kRejected = "rejected";
constexpr std::string_view kIndividual = "individual";

Decimal decimal(Fen fen) { return {fen.value * Decimal::kScale}; }

// Gates
// --------------------------------------------------------------------------------------------------------------

Objections enrolled_as(const Judged& judged, const PensionEnrolled& event) {
  std::vector<Saying> asked;
  std::vector<Saying> given;
  const auto compare = [&](const Setting<Code>& word, const std::optional<Code>& with,
                           std::string_view vocabulary) {
    if (!word || with == *word) return;
    asked.push_back(word_of(judged.policy, vocabulary, *word));
    given.push_back(word_of(judged.policy, vocabulary, with));
  };
  compare(judged.policy.get(kPensionScheme), event.scheme, "pension_scheme");
  compare(judged.policy.get(kPensionStatus), event.status, "pension_status");
  if (asked.empty()) return std::nullopt;
  return unmet("参保险种或身份与规定不符", "another scheme or status than the policy's")
      .asks("{}", listed(asked))
      .found("{}", listed(given));
}

/// The subsidised posts are held by whom is enrolled. (PY-05: main village cadres)
Objections enrolled_in_post(const Judged& judged, const PensionEnrolled& event) {
  const auto posts = judged.policy.get(kPensionPosts);
  if (!posts) return std::nullopt;
  Codes held;
  for (const Office& office : judged.facts.items<&PersonTenure::offices>(event.person.value)) {
    if (!office.acting && is_held(judged.facts, office, judged.event.on)) held.push_back(office.post);
  }
  if (std::ranges::any_of(held, [&](const Code& post) { return holds(*posts, post); })) return std::nullopt;
  return unmet("不任补助对象职务", "holds none of the subsidised posts")
      .asks("{}", words_of(judged.policy, "post", *posts))
      .found("{}", words_of(judged.policy, "post", held));
}

/// The last of the events by a day; null where there is none.
const Recorded* last_by(const std::vector<Recorded>& events, Date day) {
  const Recorded* out = nullptr;
  for (const Recorded& each : events) {
    if (each.event.on <= day) out = &each;
  }
  return out;
}

/// A rejection, also one that a correction puts in the place of an approval, of somebody who is enrolled by
/// it.
Objections rejected_and_enrolled(const Judged& judged, const PensionApplicationDecided& event) {
  if (event.outcome.value != kRejected) return std::nullopt;
  const Subject person{SubjectKind::person, event.person.value};
  const auto enrolled = judged.facts.events(*find_event_type(kType<PensionEnrolled>.name), person);
  if (!enrolled) return tl::unexpected(enrolled.error());
  const auto decided = judged.facts.events(*find_event_type(kType<PensionApplicationDecided>.name), person);
  if (!decided) return tl::unexpected(decided.error());
  for (const Recorded& each : *enrolled) {
    const Recorded* other = last_by(*decided, each.event.on);
    if (each.event.on < judged.event.on || (other != nullptr && judged.event.on < other->event.on)) continue;
    return unmet({each.position}, "已参保（见 {}）", "enrolled already, see {}", each.position)
        .asks("≠ {}", word_of(judged.policy, "decision", kRejected))
        .found("{}", word_of(judged.policy, "decision", event.outcome));
  }
  return std::nullopt;
}

/// Who applied and was rejected is not enrolled, until another application is approved.
Objections enrolled_as_decided(const Judged& judged, const PensionEnrolled& event) {
  const auto decided = judged.facts.events(*find_event_type(kType<PensionApplicationDecided>.name),
                                           {SubjectKind::person, event.person.value});
  if (!decided) return tl::unexpected(decided.error());
  const Recorded* last = last_by(*decided, judged.event.on);
  if (last == nullptr || last->event.as<PensionApplicationDecided>().outcome.value != kRejected)
    return std::nullopt;
  return unmet({last->position}, "参保申请未获批准（见 {}）", "the application was rejected, see {}",
               last->position.str())
      .asks("≠ {}", word_of(judged.policy, "decision", kRejected))
      .found("{}", word_of(judged.policy, "decision", last->event.as<PensionApplicationDecided>().outcome));
}

/// Before it the person was audited by an office that may, and no major problem was found. (BB-61)
Objections enrolled_after_audit(const Judged& judged, const PensionEnrolled& event) {
  if (!judged.policy.is_true(kPensionAudit)) return std::nullopt;
  const auto by = judged.policy.get(kPensionAuditBy);
  const Codes organs = by ? *by : Codes();
  const Audit* last = audit_concluded(judged.facts, event.person.value, judged.event.on, {}, organs);
  const Saying asked = phrase("审计无重大问题", "an audit without major problem");
  if (last == nullptr)
    return unmet(
               "参保前没有{}的经济责任审计结论",
               "no economic-responsibility audit by {} was concluded before",
               organs.empty() ? phrase("审计机关", "an office") : words_of(judged.policy, "org_kind", organs))
        .asks("{}", asked)
        .found("{}", kNone);
  if (!last->major_problem) return std::nullopt;
  return unmet({*last->concluded_at}, "经济责任审计认定有重大问题（{}）",
               "the audit of {} found a major problem", *last->concluded)
      .asks("{}", asked)
      .found("{}", phrase("有重大问题", "a major problem"));
}

/// What the law of the departure subsidy says of the person on the date.
Objections is_eligible(const Judged& judged, const DepartureSubsidyApproved& event) {
  const auto answer = eligibility(*find_rule("elig.departure_subsidy"),
                                  {judged.facts, judged.policy, event.person.value, judged.event.on});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->eligible != Truth::no) return std::nullopt;
  Objection out;
  std::vector<Saying> why, required, actual;
  for (const Answered& answered : answer->conditions) {
    if (answered.outcome.met != Truth::no) continue;
    const form::Condition& condition = *answered.condition;
    const Saying what(std::string(condition.name), std::string(condition.zh), std::string(condition.en));
    why.push_back(phrase("{}（{}，要求 {}）", "{} ({}, required: {})", what, answered.outcome.actual,
                         answered.outcome.required));
    required.push_back(phrase("{} {}", "{} {}", what, answered.outcome.required));
    actual.push_back(phrase("{} {}", "{} {}", what, answered.outcome.actual));
    out.evidence.insert(out.evidence.end(), answered.outcome.basis.begin(), answered.outcome.basis.end());
  }
  const Saying said = phrase("不符合离任补贴条件：{}", "not eligible: {}", listed(why));
  out.zh = said.zh;
  out.en = said.en;
  out.required = listed(required);
  out.actual = listed(actual);
  return out;
}

/// The years that an approval or a payment states are those of the record: whole years, or to the month.
template <class E>
Objections years_of_record(const Judged& judged, const E& event) {
  const std::optional<Decimal> stated = event.years;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const auto counted = stated ? count_service(asked, kSubsidyPosts, kSubsidyCount) : std::nullopt;
  if (!counted) return std::nullopt;
  const Service total = counted->total();
  const Decimal most = years(total.months_most);
  const Decimal least{total.months_least / kMonthsAYear * Decimal::kScale};
  if (least <= *stated && *stated <= most) return std::nullopt;
  return unmet(total.basis, "写明任职 {} 年，档案为 {} 年",
               "{} years of service are stated, the record has {}", *stated, most)
      .asks("{}–{}", least, many(most, form::kYears))
      .found("{}", many(*stated, form::kYears));
}

Objections within_range(const PolicyView& policy, std::optional<Fen> amount) {
  const auto least = policy.get(kSubsidyLeast);
  const auto most = policy.get(kSubsidyMost);
  if (!amount || ((!least || *amount >= *least) && (!most || *amount <= *most))) return std::nullopt;
  const bool is_low = least && *amount < *least;
  return unmet("每月 {}，不在规定范围内", "{} a month is out of the range", *amount)
      .asks("{} {}", is_low ? "≥" : "≤", is_low ? *least : *most)
      .found("{}", *amount);
}

Result<Computed> subsidy_amount(const Asked& asked);

/// In the range, and what the schedule by years gives, where the locality supplied one.
Objections approved_amount(const Judged& judged, const DepartureSubsidyApproved& event) {
  const auto found = within_range(judged.policy, event.monthly_fen);
  if (!found || *found || !event.monthly_fen) return found;
  const auto scheduled = subsidy_amount({judged.facts, judged.policy, event.person.value, judged.event.on});
  if (!scheduled) return tl::unexpected(scheduled.error());
  if (!scheduled->value || *scheduled->value == decimal(*event.monthly_fen)) return std::nullopt;
  const Fen right{scheduled->value->scaled / Decimal::kScale};
  return unmet("按任职年限应为每月 {}，实为 {}", "the schedule gives {} a month, not {}", right,
               *event.monthly_fen)
      .asks("{}", right)
      .found("{}", *event.monthly_fen);
}

Objections paid_amount(const Judged& judged, const SubsidyPaid& event) {
  return within_range(judged.policy, event.period.kind == Period::Kind::month
                                         ? std::optional(event.amount_fen)
                                         : std::nullopt);
}

/// What others than the person bear of a contribution is the share that the policy of the period gives.
Objections subsidised_share(const Judged& judged, const PensionShareSet& event) {
  const PolicyView policy = judged.policy.of(event.period);
  const auto rate = policy.get(kPensionRate);
  if (!rate || event.funds.empty()) return std::nullopt;
  Fen subsidy;
  for (const FundShare& share : event.funds) {
    if (share.source.value != kIndividual) subsidy.value += share.amount_fen.value;
  }
  const Fen right = share_of(event.due_fen, *rate, policy);
  if (subsidy == right) return std::nullopt;
  return unmet("补助 {}，应为应缴的 {}，即 {}", "a subsidy of {}, it is {} of what is due: {}", subsidy,
               rate->value, right)
      .asks("{}", right)
      .found("{}", subsidy);
}

/// Others than the person pay no more of a period's contribution than that share.
Objections subsidy_within_share(const Judged& judged, const ContributionPaid& event) {
  const PolicyView policy = judged.policy.of(event.period);
  const auto rate = policy.get(kPensionRate);
  const auto* row = judged.facts.row<PersonContributions>(event.person.value, event.period.part());
  if (!rate || row == nullptr || event.payer.value == kIndividual) return std::nullopt;
  const PensionShare* share =
      find_first(row->shares, [&](const PensionShare& each) { return each.period == event.period; });
  if (share == nullptr) return std::nullopt;
  Fen paid = event.amount_fen;
  for (const Contribution& each : row->contributions) {
    if (each.period == event.period && each.payer.value != kIndividual) paid.value += each.amount_fen.value;
  }
  const auto before = corrected<ContributionPaid>(judged);
  if (before && before->as<ContributionPaid>().payer.value != kIndividual &&
      before->as<ContributionPaid>().period == event.period)
    paid.value -= before->as<ContributionPaid>().amount_fen.value;
  const Fen most = share_of(share->due_fen, *rate, policy);
  if (paid <= most) return std::nullopt;
  return unmet({share->position}, "补助共缴 {}，应为 {}", "{} of subsidy are paid, it is {}", paid, most)
      .asks("≤ {}", most)
      .found("{}", paid);
}

/// No more is paid for a period than was approved for its months.
Objections paid_as_approved(const Judged& judged, const SubsidyPaid& event) {
  if (!event.period.calendar()) return std::nullopt;
  const DepartureSubsidy* approved =
      find_last(judged.facts.items<&PersonSubsidies::subsidies>(event.person.value),
                [&](const DepartureSubsidy& each) { return each.from <= judged.event.on; });
  if (approved == nullptr || !approved->monthly_fen) return std::nullopt;
  const Fen most{approved->monthly_fen->value * event.period.months()};
  if (event.amount_fen <= most) return std::nullopt;
  return unmet({approved->position}, "发放 {}，批准每月 {}", "{} are paid, {} a month were approved",
               event.amount_fen, *approved->monthly_fen)
      .asks("≤ {}", most)
      .found("{}", event.amount_fen);
}

// Laws
// --------------------------------------------------------------------------------------------------------------

/// A payer pays a period's contribution once: in parts where that payer's share of it is known, and no more
/// than that.
Objections contributed_once(const Examined&, const PersonContributions& row, const Payout& paid) {
  const PensionShare* share =
      find_last(row.shares, [&](const PensionShare& each) { return each.period == paid.period; });
  std::optional<Fen> due;
  if (share != nullptr && share->funds.empty()) due = share->due_fen;
  for (const FundShare& fund : share == nullptr ? std::vector<FundShare>() : share->funds) {
    if (fund.source == paid.payer) due = Fen{due.value_or(Fen()).value + fund.amount_fen.value};
  }
  return is_only_payout(row.paid, paid, phrase("缴费", "contribution"), due,
                        [](const Payout& a, const Payout& b) { return a.payer == b.payer; });
}

/// A month's subsidy is paid once.
Objections subsidy_paid_once(const Examined&, const PersonSubsidyPayments& row, const Payout& paid) {
  return is_only_payout(row.paid, paid, phrase("离任补贴", "departure subsidy"), std::nullopt,
                        [](const Payout&, const Payout&) { return true; });
}

/// Whether the subsidy runs on a day of the period.
bool runs_in(const DepartureSubsidy& subsidy, const Period& period) {
  std::vector<Date> days{std::max(subsidy.from, period.first())};
  for (const SubsidyStop& stop : subsidy.stops) {
    if (stop.until && days.front() < *stop.until) days.push_back(*stop.until);
  }
  return std::ranges::any_of(days, [&](Date day) { return day <= period.last() && subsidy.runs_on(day); });
}

/// Nothing is paid for a month in which all that was approved is stopped. What was approved later may pay
/// what is owed of before.
Objections subsidy_runs(const Examined& examined, const PersonSubsidyPayments&, const Payout& paid) {
  if (!paid.period.calendar()) return std::nullopt;
  std::vector<Position> evidence{paid.position};
  for (const DepartureSubsidy& each : examined.facts.items<&PersonSubsidies::subsidies>(examined.subject)) {
    if (paid.period.last() < each.from) continue;
    if (runs_in(each, paid.period)) return std::nullopt;
    evidence.push_back(each.position);
  }
  if (evidence.size() == 1) return std::nullopt;
  return unmet(std::move(evidence), "{} 的离任补贴已停发", "the departure subsidy of {} is stopped",
               paid.period)
      .asks("{}", phrase("在发", "running"))
      .found("{}", phrase("已停发", "stopped"));
}

/// The posts whose holders get the subsidy once they left.
Setting<Codes> posts_of_the_departed(const PolicyView& policy) {
  const auto posts = policy.get(kSubsidyPosts);
  return posts.absent() ? policy.get(kServicePosts) : posts;
}

/// Who holds such an office again through the whole of a month is not departed in it. (PY-06)
Objections subsidy_of_the_departed(const Examined& examined, const PersonSubsidyPayments&,
                                   const Payout& paid) {
  const auto posts = posts_of_the_departed(examined.policy);
  if (!posts || !paid.period.calendar()) return std::nullopt;
  for (const Office& office : examined.facts.items<&PersonTenure::offices>(examined.subject)) {
    const bool all_of_it = !office.acting && office.from <= paid.period.first() &&
                           (!office.until || paid.period.last() < *office.until);
    if (!all_of_it || !holds(*posts, office.post)) continue;
    return unmet({paid.position, office.begun_at}, "{0} 全期在 {1} 任{2}，并非离任",
                 "through {0} they are {2} of {1}, not departed", paid.period, office.org.id,
                 word_of(examined.policy, "post", office.post))
        .asks("{}", phrase("离任", "departed"))
        .found("{}", phrase("在任", "in office"));
  }
  return std::nullopt;
}

template <auto List, auto Check, class E>
form::Invariant told_of_payments() {
  auto out = invariant<List, Check>();
  out.told = &is_one_of<E>;
  return out;
}

// Computations
// --------------------------------------------------------------------------------------------------------------

/// The year's subsidy of the contribution due, what is left to the person, and what each payer paid. (A16)
Result<Computed> pension_share(const Asked& asked) {
  const PolicyView policy = asked.policy.of(asked.year());
  const auto rate = policy.get(kPensionRate);
  const auto* row = asked.facts.row<PersonContributions>(asked.subject, asked.year().part());
  if (row == nullptr || row->shares.empty())
    return form::unknown(kFen, phrase("当年没有应缴记录", "no contribution due is recorded for the year"));
  if (!rate) return form::unknown(kFen, phrase("政策未规定比例", "the policy gives no rate"));
  Fen due;
  std::vector<Position> basis;
  for (const PensionShare& share : row->shares) {
    due.value += share.due_fen.value;
    basis.push_back(share.position);
  }
  const Fen subsidy = share_of(due, *rate, policy);
  Computed out{decimal(subsidy), kFen, {}, {}};
  out.parts = {{"due", "应缴", "due", decimal(due), basis},
               {"rate", "补助比例", "rate", rate->value, {}, {}, form::kShare},
               {"own", "个人承担", "own share", decimal({due.value - subsidy.value}), basis}};
  for (const Contribution& paid : row->contributions)
    out.parts.push_back({"paid", "已缴", "paid", decimal(paid.amount_fen), paid.positions,
                         word_of(asked.policy, "payer", paid.payer)});
  return out;
}

/// A schedule by years never falls and stays in the range. (A18)
Saying fault_of(const Schedule& schedule, const Setting<Fen>& least, const Setting<Fen>& most) {
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    if (i > 0 && schedule[i].value < schedule[i - 1].value)
      return phrase("政策的年限标准逐级下降", "the schedule falls");
    if (least && schedule[i].value < decimal(*least))
      return phrase("政策的年限标准低于下限", "the schedule goes below the range");
    if (most && schedule[i].value > decimal(*most))
      return phrase("政策的年限标准高于上限", "the schedule goes above the range");
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
  if (!counted) out.why = phrase("政策未规定计入年限的职务", "the policy does not say which posts count");
  if (!schedule) out.why = phrase("政策未规定年限标准", "the policy gives no schedule by years");
  if (schedule && out.why.empty()) out.why = fault_of(*schedule, least, most);
  if (!out.why.empty()) return out;
  const Service total = counted->total();
  const Decimal served = years(total.months_most);
  out.parts.push_back({"years", "任职年限", "years of service", served, total.basis, {}, form::kYears});
  out.value = value_at(*schedule, served);
  if (!out.value) out.why = phrase("年限少于政策标准的起点", "fewer years than the schedule begins with");
  return out;
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

/// Whether somebody holds an office again whose holders get the subsidy once they left it.
bool is_back(const Facts& facts, const DepartureSubsidy& subsidy, Date on) {
  const auto policy = PolicyBook().binding(facts, subsidy.org.str(), on);
  const auto posts = policy ? posts_of_the_departed(*policy) : Setting<Codes>();
  return posts &&
         find_first(facts.items<&PersonTenure::offices>(subsidy.person.str()), [&](const Office& office) {
           return !office.acting && holds(*posts, office.post) && is_held(facts, office, on);
         }) != nullptr;
}

bool runs_then(const Facts& facts, const OrgSubsidies&, const DepartureSubsidy& subsidy,
               const Window& window) {
  return subsidy.runs_on(window.on) && is_alive(facts, subsidy.person.str(), window.on) &&
         !is_back(facts, subsidy, window.on);
}

}  // namespace

const RuleTable& pension_rules() {
  static const RuleTable table{
      kPensionParameters,
      {{"law.application_decided_once", "LAW-20", "一项申请只决定一次", "An application is decided once",
        standing(gate<&decided_once<&PensionApplicationDecided::application>>())},
       {"law.enrolled_as_decided", "LAW-20", "未获批准不得参保", "Nobody is enrolled who was rejected",
        standing(gate<&enrolled_as_decided>())},
       {"law.rejected_and_enrolled", "LAW-20", "已参保的申请不得否决", "Nobody is rejected who is enrolled",
        standing(gate<&rejected_and_enrolled>())},
       {"gate.pension_status", "PY-05", "参保身份", "Enrolled as the policy says", gate<&enrolled_as>()},
       {"gate.pension_posts", "PY-05", "参保补助对象", "In one of the subsidised posts",
        gate<&enrolled_in_post>()},
       {"gate.pension_audit", "BB-61", "参保前经济责任审计", "Audited before enrolment",
        gate<&enrolled_after_audit>()},
       {"gate.departure_subsidy", "PY-06 SH-75 SX-31 DY-51 BB-56", "符合离任补贴条件",
        "Eligible for the departure subsidy", gate<&is_eligible>()},
       {"gate.departure_subsidy_years", "PY-06 PY-07", "离任补贴的任职年限与档案相符",
        "Years of service as the record has them", gate<&years_of_record<DepartureSubsidyApproved>>()},
       {"gate.subsidy_paid_years", "PY-07", "补贴发放的任职年限与档案相符",
        "Years paid for as the record has them", gate<&years_of_record<SubsidyPaid>>()},
       {"gate.departure_subsidy_amount", "PY-07", "离任补贴金额范围", "Amount of the departure subsidy",
        gate<&approved_amount>()},
       {"gate.subsidy_paid", "PY-07", "离任补贴发放范围", "Amount that was paid", gate<&paid_amount>()},
       {"gate.pension_share", "PY-05", "补助为应缴费用的规定比例", "The subsidy is the policy's share",
        gate<&subsidised_share>()},
       {"gate.pension_paid", "PY-05", "补助缴费不超过规定比例",
        "No more of the subsidy is paid than the share", gate<&subsidy_within_share>()},
       {"law.subsidy_as_approved", "LAW-14", "离任补贴发放不超过批准", "No more is paid than was approved",
        gate<&paid_as_approved>()},
       {"law.contributed_once", "LAW-13", "同一期间、缴费方只缴一次",
        "A payer's contribution of a period is paid once",
        told_of_payments<&PersonContributions::paid, &contributed_once, ContributionPaid>()},
       {"law.subsidy_paid_once", "LAW-13", "同一期间离任补贴只发一次", "A period's subsidy is paid once",
        told_of_payments<&PersonSubsidyPayments::paid, &subsidy_paid_once, SubsidyPaid>()},
       {"law.subsidy_runs", "LAW-14", "停发期间不发离任补贴", "Nothing is paid while the subsidy is stopped",
        told_of_payments<&PersonSubsidyPayments::paid, &subsidy_runs, SubsidyPaid>()},
       {"law.subsidy_of_the_departed", "LAW-14 PY-06", "在任期间不发离任补贴",
        "No departure subsidy for months in office",
        told_of_payments<&PersonSubsidyPayments::paid, &subsidy_of_the_departed, SubsidyPaid>()},
       {"law.subsidy_ends", "LAW-21", "停发、恢复的补贴确有其事",
        "A subsidy that stops or goes on was running", answers_what_is_open<PersonSubsidies>()},
       {"law.pension_ends", "LAW-21", "停发的养老补助确有参保", "Pension help that stops was given",
        answers_what_is_open<PersonPension>()},
       {"alert.pension_short", "PY-05", "养老保险缴费未足额", "Contribution below its share",
        contributed_in_full()},
       {"calc.pension_share", "PY-05", "养老保险补助", "Subsidy of the contribution",
        form::Computation{&pension_share, SubjectKind::person, Period::Kind::year}},
       {"calc.departure_subsidy_amount", "PY-07 DY-51 BB-56", "离任补贴金额", "Departure subsidy a month",
        form::Computation{&subsidy_amount}},
       {"stat.departure_subsidy_recipients", "PY-08", "离任补贴人数", "Recipients of the departure subsidy",
        count<&OrgSubsidies::subsidies, &runs_then>("person", {}, "monthly_fen")},
       {"stat.departure_subsidies_approved", "PY-08", "期间内审批离任补贴",
        "Departure subsidies approved in the period",
        tally<DepartureSubsidyApproved>("person", {}, "monthly_fen")},
       {"stat.pension_enrolled", "PY-05 SH-74 DY-49", "参保人数", "Enrolled by status",
        tally<PensionEnrolled>("person", {"scheme", "status"})}}};
  return table;
}

}  // namespace tenure

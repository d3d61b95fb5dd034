#include <fmt/format.h>

#include <algorithm>

#include "domain/audit/conditions.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/rule.h"
#include "domain/tenure/conditions.h"
#include "domain/tenure/laws.h"
#include "domain/tenure/policy.h"

namespace tenure {
namespace {

using form::Anchor;
using form::Computed;
using form::kYears;
using form::Window;

constexpr std::string_view kRemoval = "removal";
constexpr std::string_view kAdviserPost = "adviser";
constexpr std::string_view kEducation = "education";
constexpr std::string_view kEnrichment = "enrichment_ability";
constexpr int kAgeBand = 10;  ///< years

// Gates
// --------------------------------------------------------------------------------------------------------------

/// Whatever event makes a secretary, acting ones and those dispatched apart.
bool makes_secretary(const EventType& type) {
  return type.type == &kType<SecretaryAppointed> || type.type == &kType<OfficeAssumed> ||
         type.type == &kType<ConcurrentPostAssumed>;
}

std::optional<std::string> new_secretary(const Event& event) {
  if (event.type->type == &kType<SecretaryAppointed>) return event.as<SecretaryAppointed>().person.value;
  const auto if_secretary = [](const auto& data) {
    return data.post.value == kSecretaryPost ? std::optional(data.person.value) : std::nullopt;
  };
  return event.type->type == &kType<OfficeAssumed> ? if_secretary(event.as<OfficeAssumed>())
                                                   : if_secretary(event.as<ConcurrentPostAssumed>());
}

Objections party_member(const Judged& judged) {
  const auto person = new_secretary(judged.event);
  if (!person || !judged.policy.is_true(kPartyMemberRequired)) return std::nullopt;
  if (is_party_member(judged.facts, *person, judged.event.on)) return std::nullopt;
  const auto* membership = attribute_on(judged.facts, *person, kMembership, judged.event.on);
  Objection found =
      unmet("{} 没有中共党员身份登记", "{} is not recorded as a party member", PersonId{*person})
          .asks("{}", phrase("党员身份", "membership"))
          .found("{}", membership == nullptr ? saying(kNone) : phrase("其他身份", "another"));
  if (membership != nullptr) found.evidence.push_back(membership->position);
  return found;
}

/// Whether a departure is normal says its reason; the event may repeat it, not contradict it.
Objections normal_by_reason(const Judged& judged, const TenureEnded& event) {
  const auto reasons = judged.policy.get(kNormalReasons);
  if (!reasons || !event.normal) return std::nullopt;
  const bool is_normal = holds(*reasons, event.reason);
  if (*event.normal == is_normal) return std::nullopt;
  return unmet("离任原因“{}”与是否正常离任不符", "the reason {} contradicts whether it is normal",
               word_of(judged.policy, "end_reason", event.reason))
      .asks("{}", phrase("正常离任：{}", "normal: {}", is_normal))
      .found("{}", phrase("正常离任：{}", "normal: {}", *event.normal));
}

/// A certificate for the secretary's post that has not run out.
bool certifies(const Event& appointed, const Event& certified) {
  const auto& certificate = certified.as<PostCertified>();
  return certificate.post.value == kSecretaryPost &&
         (!certificate.until || appointed.on <= *certificate.until);
}

// Bars
// --------------------------------------------------------------------------------------------------------------

std::optional<Interval> after_removal(const Facts&, const PolicyView& policy, const Recorded& ended) {
  const auto months = policy.get(kExitBarMonths);
  if (!months) return std::nullopt;
  const Code& reason = ended.event.as<TenureEnded>().reason;
  const auto reasons = policy.get(kExitBarReasons);
  if (reasons ? !holds(*reasons, reason) : reason.value != kRemoval) return std::nullopt;
  return Interval{ended.event.on, ended.event.on.plus_months(months->count)};
}

// Expectations
// --------------------------------------------------------------------------------------------------------------

std::vector<Anchor> as_secretary(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Office& office : asked.facts.items<&PersonTenure::offices>(asked.subject)) {
    if (office.post.value != kSecretaryPost || office.acting || !is_held(asked.facts, office, asked.on))
      continue;
    out.push_back({office.from, office.until, office.begun_at, office.org.str()});
  }
  return out;
}

bool was_valid_then(const Anchor& anchor, const Event& event) {
  const auto& until = event.as<PostCertified>().until;
  return !until || anchor.from <= *until;
}

// Computations
// --------------------------------------------------------------------------------------------------------------

Result<Computed> tenure_years(const Asked& asked) {
  const auto counted = count_service(asked, kServicePosts, kServiceCount);
  if (!counted)
    return form::unknown(kYears, phrase("政策未规定计入任职年限的职务",
                                        "the policy does not say which posts count as service"));
  const Service total = counted->total();
  Computed out{years(total.months_most), kYears, {}, {}};
  out.parts = {
      {"served", "任职", "in office", years(counted->served.months_most), counted->served.basis},
      {"certified", "认定", "certified", years(counted->certified.months_most), counted->certified.basis},
      {"uncertain", "日期不详", "of unknown dates", years(total.months_most - total.months_least), {}}};
  if (!counted->excluded.basis.empty()) {
    out.parts.push_back({"excluded", "不计年限", "not counted", years(counted->excluded.months_most),
                         counted->excluded.basis});
  }
  return out;
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool is_secretary(const Facts& facts, const OrgOffices&, const Office& office, const Window& window) {
  return office.post.value == kSecretaryPost && !office.acting && is_held(facts, office, window.on);
}

/// A first secretary or adviser.
bool is_dispatched(const Facts& facts, const OrgOffices&, const Office& office, const Window& window) {
  return (office.post.value == kFirstSecretaryPost || office.post.value == kAdviserPost) &&
         is_held(facts, office, window.on);
}

bool heads_the_branch(const Facts& facts, const OrgOffices& row, const Office& office, const Window& window) {
  return is_secretary(facts, row, office, window) || is_dispatched(facts, row, office, window);
}

/// "50-59"; nothing without a date of birth. A figure over many jurisdictions has no policy of its own.
std::vector<std::string> age_band(const Facts& facts, const Office& office, const Window& window) {
  const auto age = age_on(facts, PolicyView(), office.person.str(), window.on);
  if (!age) return {};
  const int from = *age / kAgeBand * kAgeBand;
  return {fmt::format("{}-{}", from, from + kAgeBand - 1)};
}

template <const std::string_view& Name>
std::vector<std::string> attribute_of(const Facts& facts, const Office& office, const Window& window) {
  const auto* attribute = attribute_on(facts, office.person.str(), Name, window.on);
  if (attribute == nullptr || !attribute->value) return {};
  return {attribute->value->value};
}

/// Holds another post of the same organisation at the same time.
bool holds_another(const OrgOffices& row, const Office& office, const Window& window) {
  return std::ranges::any_of(row.offices, [&](const Office& other) {
    return other.post != office.post && !other.acting && other.held_on(window.on);
  });
}

bool secretary_ended(const OrgOffices&, const Office& office, const Window& window) {
  return office.post.value == kSecretaryPost && !office.acting && office.until && window.holds(*office.until);
}

/// The office that was left last of a post that nobody of the organisation holds: a seat that is open. Where
/// several were left at once, the one that was recorded last.
bool leaves_a_seat_open(const Facts& facts, const OrgOffices&, const Office& office, const Window& window) {
  const std::string_view org = office.org.str();
  if (office.acting || is_held(facts, office, window.on)) return false;
  if (const auto ended = end_of(facts, org); ended && *ended <= window.on) return false;
  const auto people = facts.parts(kView<OrgOffices>, org);
  for (const std::string& person : people ? *people : std::vector<std::string>()) {
    for (const Office& other : facts.items<&OrgOffices::offices>(org, person)) {
      if (other.post != office.post || other.acting || window.on < other.from) continue;
      if (is_held(facts, other, window.on)) return false;
      if (std::pair(office.until, office.begun_at) < std::pair(other.until, other.begun_at)) return false;
    }
  }
  return office.from <= window.on;
}

}  // namespace

const RuleTable& tenure_rules() {
  static const RuleTable table{
      kTenureParameters,
      {{"gate.normal_departure", "PY-06 SH-75", "正常离任与原因相符", "Normal departure as the reason says",
        gate<&normal_by_reason>()},
       {"gate.party_member", "SH-07 BB-14", "须为中共党员", "Must be a party member",
        gate_of_types<&party_member>(&makes_secretary)},
       {"gate.post_certificate", "BB-40", "持证上岗", "Certificate before taking up functions",
        form::Requirement{.event = on<SecretaryAppointed>(),
                          .needs = on<PostCertified>(),
                          .same = SubjectKind::person,
                          .asked = &kCertificateRequired,
                          .grace = &kCertificateGrace,
                          .serves = &certifies}},
       {"bar.after_removal", "SH-27", "免职后限制任职", "Closed after removal",
        form::Bar{.after = on<TenureEnded>(),
                  .closes = {on<SecretaryAppointed>(), on<&OfficeAssumed::post, kSecretaryPost>(),
                             on<&ConcurrentPostAssumed::post, kSecretaryPost>(),
                             on<&ActingAssigned::post, kSecretaryPost>(), on<FirstSecretaryDispatched>()},
                  .same = SubjectKind::person,
                  .closed = &after_removal}},
       {"law.office_age", "LAW-02", "任职年龄", "Old enough for office", old_enough()},
       {"law.open_after_org", "LAW-04", "组织撤销后职务未终止", "Office open after its organisation ended",
        closed_with_its_org()},
       {"law.seat_taken", "LAW-07", "一岗多人", "Seat taken", seat_is_free()},
       {"law.seats_set", "LAW-07", "任职人数超过核定职数", "More hold a post than seats are set",
        seats_are_enough()},
       {"law.two_of_a_kind", "LAW-08", "一人同时任多处同类职务", "Two posts of a kind", one_of_a_kind()},
       {"law.belongs", "LAW-25", "由所在组织办理或说明依据",
        "By the person's own organisation, or with a reason", belongs_or_says_why()},
       {"law.departed_before", "LAW-20", "先离任后审批离任补贴", "A departure subsidy follows a departure",
        departed_before()},
       {"law.open_after_death", "LAW-10", "去世后职务未终止", "Office open after a death",
        closed_with_its_holder()},
       {"law.open_after_dismissal", "LAW-10", "决定去职后职务未终止", "Office open after a dismissal",
        closed_by_dismissal()},
       {"gate.previous_post", "PY-17", "原任职务与档案相符", "The previous post is one on record",
        previous_post_was_held()},
       {"law.office_ends", "LAW-21", "离任、停职、复职有对应职务", "What ends, rests or goes on was held",
        ends_what_is_held()},
       {"alert.term_expiry", "SJ-09", "届满未换届", "Term renewal due",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &as_secretary,
                          .expects = on<SecretaryAppointed>(),
                          .serves = &form::is_in_its_org<&SecretaryAppointed::org>,
                          .span = &kTermMonths,
                          .again = true,
                          .grace = &kTermGrace}},
       {"alert.uncertified", "BB-40", "任职而未持证", "In office without a certificate",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &as_secretary,
                          .expects = on<&PostCertified::post, kSecretaryPost>(),
                          .serves = &was_valid_then,
                          .earlier_serves = true,
                          .asked = &kCertificateRequired,
                          .grace = &kCertificateGrace}},
       {"elig.departure_subsidy", "SH-75 CITY-41 PY-06 PY-43 SX-31 DY-51 BB-56", "离任补贴",
        "Departure subsidy",
        form::Eligibility{{
            {"normal_departure", "SH-75 PY-06 SX-31 DY-51 BB-56", "正常离任", "Normal departure",
             &left_normally<kSubsidyNormal, kNormalReasons, kSubsidyPosts>},
            {"service_years", "SH-75 PY-06", "任职年限", "Years of service",
             &service_at_least<kSubsidyYears, kSubsidyPosts, kSubsidyCount>},
            {"age", "PY-06", "年龄", "Age", &age_at_least<kSubsidyMaleAge, kSubsidyFemaleAge>},
            {"clean_audit", "CITY-41", "离任审计", "Departure audit", &departure_is_clean},
        }}},
       {"calc.tenure_years", "SH-75 PY-06 PY-43 BB-58 BB-59", "任职年限", "Years of service",
        form::Computation{&tenure_years}},
       {"stat.secretary_by_mode",
        "SH-15 SH-16 SH-17 SH-18 SH-19 SH-20 SH-21 PY-21 PY-24 SX-04 SX-05 SX-06 SX-07 SX-08 SX-09 DY-06 "
        "DY-07 DY-08 "
        "DY-09 BB-16 SJ-45",
        "书记任用方式", "Secretaries by mode of appointment",
        count<&OrgOffices::offices, &is_secretary>("person", {"mode"})},
       {"stat.secretary_by_source",
        "SH-06 SH-08 SH-09 SH-10 SH-11 SH-12 CITY-06 PY-16 DY-03 OPN-15 BB-15 SJ-06", "书记来源",
        "Secretaries by source group",
        count<&OrgOffices::offices, &is_secretary>("person", {"source_groups"})},
       {"stat.secretary_by_previous_post", "PY-17", "书记原任职务", "Secretaries by previous post",
        count<&OrgOffices::offices, &is_secretary>("person", {"previous_post"})},
       {"stat.appointed", "PY-16 PY-17", "期间内书记任职", "Secretaries appointed in the period",
        tally<SecretaryAppointed>("person", {"source_groups"})},
       {"stat.open_seats", "SH-22", "空缺职位", "Posts that were held and that nobody holds",
        count<&OrgOffices::offices, &leaves_a_seat_open>("", {"post"})},
       {"stat.first_secretaries", "PY-25 PY-26 DY-12", "第一书记", "First secretaries and advisers",
        count<&OrgOffices::offices, &is_dispatched>("person", {"by"})},
       {"stat.dispatched", "PY-25 PY-26 DY-12", "期间内选派第一书记", "First secretaries sent in the period",
        tally<FirstSecretaryDispatched>("person", {"by"})},
       {"stat.post_kind", "PY-24 PY-26 DY-13", "书记类别", "Secretaries and first secretaries by kind",
        count<&OrgOffices::offices, &heads_the_branch>("person", {"post", "by"})},
       {"stat.ageing", "SH-13 CITY-08 PY-10", "书记年龄和能力结构", "Secretaries by age and ability",
        with(count<&OrgOffices::offices, &is_secretary>("person", {"age_band"}),
             {derived<&age_band>("age_band", "年龄段", "age band", ""),
              derived<&attribute_of<kEducation>>("education", "学历", "education", "attribute_value degree"),
              derived<&attribute_of<kEnrichment>>("enrichment_ability", "带富能力",
                                                  "ability to lead to prosperity", "attribute_value")})},
       {"stat.concurrent_rate", "CITY-04 OPN-14 BB-19 SJ-08", "书记兼任其他职务比例",
        "Share holding two posts", share<&OrgOffices::offices, &is_secretary, &holds_another>("person", {})},
       {"stat.exits_by_kind", "SH-28", "书记离任情况", "Exits of secretaries by reason",
        count<&OrgOffices::offices, &secretary_ended>("", {"end_reason"})},
       {"rpt.roster_structure", "PY-10", "书记队伍结构", "Structure of the roster",
        form::Report{{{"stat.secretary_by_mode", {}},
                      {"stat.secretary_by_source", {}},
                      {"stat.secretary_by_previous_post", {}},
                      {"stat.concurrent_rate", {}},
                      {"stat.ageing", {}},
                      {"stat.ageing", {"enrichment_ability"}}}}}}};
  return table;
}

}  // namespace tenure

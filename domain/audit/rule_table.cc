#include "domain/audit/policy.h"
#include "domain/audit/rows.h"
#include "domain/ledger/corrected.h"
#include "domain/registry/anchors.h"
#include "domain/registry/hierarchy.h"
#include "domain/selection/events.h"
#include "domain/supervision/events.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

using form::Anchor;
using form::Window;

constexpr std::string_view kDeparture = "departure";

/// Offices of the audited posts that ended, where departures are audited.
std::vector<Anchor> departed(const Asked& asked) {
  const auto kinds = asked.policy.get(kAuditKinds);
  const auto posts = asked.policy.get(kAuditPosts);
  std::vector<Anchor> out;
  if (!kinds || !holds(*kinds, Code{std::string(kDeparture)}) || !posts) return out;
  for (const Office& office : asked.facts.items<&PersonTenure::offices>(asked.subject)) {
    if (office.until && *office.until <= asked.on && holds(*posts, office.post))
      out.push_back(
          {*office.until, std::nullopt, office.ended_at.value_or(office.begun_at), office.org.str(), {}});
  }
  return out;
}

/// Audits of departures that were concluded: their results are published.
std::vector<Anchor> concluded(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Audit& audit : asked.facts.items<&OrgAudits::audits>(asked.subject)) {
    if (audit.concluded && *audit.concluded <= asked.on && audit.kind.value == kDeparture)
      out.push_back({*audit.concluded, std::nullopt, *audit.concluded_at, asked.subject, audit.matter.str(),
                     std::nullopt, saying(Subject{SubjectKind::matter, audit.matter.str()})});
  }
  return out;
}

/// Before villagers elect again they know what the departure audits opened since say. (Organic Law of
/// Villagers' Committees, article 35)
Objections published_before(const Judged& judged, const ElectionHeld& election) {
  for (const Audit& audit : judged.facts.items<&OrgAudits::audits>(election.org.value)) {
    const bool is_known = audit.published && *audit.published < judged.event.on;
    if (audit.kind.value != kDeparture || judged.event.on <= audit.opened || is_known) continue;
    Objection why = unmet({audit.concluded_at.value_or(audit.position)}, "选举前离任审计 {} 的结果没有公布",
                          "the result of the departure audit {} was not published before the election",
                          Subject{SubjectKind::matter, audit.matter.str()});
    if (!audit.published) return std::move(why).asks("< {}", judged.event.on).found("{}", kNone);
    return std::move(why).asks("> {}", *audit.published).found("{}", judged.event.on);
  }
  return std::nullopt;
}

/// Whether the event may show something of the audited: it is the auditee's, of the organisation or of one
/// above or below it; or it says of no organisation that it is of it.
bool may_show(const Facts& facts, const Event& event, const Audit& audit) {
  bool is_of_others = false;
  for (const Subject& each : subjects(event)) {
    if (audit.person && each.kind == SubjectKind::person && each.id == audit.person->str()) return true;
    if (each.kind != SubjectKind::org) continue;
    if (is_related(facts, each.id, audit.org.str(), event.on)) return true;
    is_of_others = true;
  }
  return !is_of_others;
}

/// What a disposition names of a lead counts, and may be of the audited. (LAW-22) Whether there was such a
/// lead says the audit's report.
Objections disposes_of_the_audited(const Judged& judged, const LeadDisposed& event) {
  const auto* row = event.lead && event.matter ? judged.facts.row<MatterAudit>(event.matter->value) : nullptr;
  if (row == nullptr || !row->audit) return std::nullopt;
  for (const Position position : event.of) {
    auto original = judged.facts.original(position);
    if (!original) return tl::unexpected(original.error());
    const auto counted = as_counted(judged.facts, position, std::move(original->event));
    if (!counted) return tl::unexpected(counted.error());
    if (*counted && may_show(judged.facts, **counted, *row->audit)) continue;
    Objection found =
        *counted ? unmet({position}, "所指的 {} 与审计 {} 的组织、人员无关",
                         "what stands at {} is of nobody whom the audit {} is of", position,
                         subject(*event.matter))
                 : unmet({position}, "所指的 {} 已被更正撤销（审计 {}）",
                         "what stood at {} was corrected away (audit {})", position, subject(*event.matter));
    return std::move(found)
        .asks("{}", phrase("被审计组织或人员的事件", "an event of the audited"))
        .found("{}", position);
  }
  return std::nullopt;
}

bool is_opened(const OrgAudits&, const Audit& audit, const Window& window) {
  return window.holds(audit.opened);
}
bool is_concluded(const OrgAudits&, const Audit& audit, const Window& window) {
  return audit.concluded && *audit.concluded <= window.on;
}

}  // namespace

const RuleTable& audit_rules() {
  static const RuleTable table{
      kAuditParameters,
      {{"alert.audit_due", "CITY-41 BB-31", "离任未审计", "Departure not audited",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &departed,
                          .expects = on<AuditConcluded>(),
                          .serves = &form::is_in_its_org<&AuditConcluded::org>,
                          .outlives = true,
                          .grace = &kAuditDays}},
       {"alert.audit_unpublished", "CITY-41 BB-31", "离任审计结果未公布",
        "Result of a departure audit not published",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &concluded,
                          .expects = on<AuditPublished>(),
                          .serves = &form::is_of<&AuditPublished::matter>,
                          .grace = &kAuditPublishDays}},
       {"gate.audit_published", "CITY-41 BB-31", "选举前公布离任审计结果",
        "Departure audits are published before an election", gate<&published_before>()},
       {"law.disposition_of", "LAW-22", "疑点处置所指的事项存在且相符",
        "What a disposition names of a lead is there, and of the audited", gate<&disposes_of_the_audited>()},
       {"stat.audits", "CITY-41 BB-31", "经济责任审计", "Audits, and those concluded",
        share<&OrgAudits::audits, &is_opened, &is_concluded>("", {"kind"})}}};
  return table;
}

}  // namespace tenure

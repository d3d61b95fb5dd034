// D7, D9, D11: duties of office: training, how offices end, what audits asked to be put right.
#include <algorithm>
#include <array>
#include <map>

#include "domain/appraisal/grades.h"
#include "domain/audit/lead.h"
#include "domain/audit/rows.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"
#include "domain/training/events.h"

namespace tenure {
namespace {

constexpr std::string_view kElection = "election";

/// How a seat that villagers gave may end: who else takes it away is not competent.
constexpr std::array<std::string_view, 13> kEndsOfASeat{
    "recall",      "sentence",      "resignation",  "resignation_accepted",
    "term_expiry", "election_lost", "death",        "health",
    "merger",      "promotion",     "reassignment", "retirement",
    "age"};
/// Grades of which two in a row end a seat.
constexpr std::array<std::string_view, 2> kIncompetent{"poor", "unqualified"};

/// Whether the two newest yearly grades by the day, one year after the other, are of the incompetent.
bool is_incompetent_twice(const Facts& facts, std::string_view person, Date on) {
  const auto is_poor = [&](int year) {
    const Period period{Period::Kind::year, static_cast<std::int16_t>(year), 1, {}};
    const Graded graded = grade_on(facts, person, kAnnual, period, on);
    return graded.grade != nullptr &&
           std::ranges::find(kIncompetent, graded.grade->value) != kIncompetent.end();
  };
  return (is_poor(on.year()) && is_poor(on.year() - 1)) || (is_poor(on.year() - 1) && is_poor(on.year() - 2));
}

/// Whether the person held an office of the organisation on all days of the year.
bool served_all_year(const Audited& audited, int year) {
  const auto* row = audited.facts.row<PersonTenure>(audited.subject.id);
  return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
           return are_one(audited.facts, office.org.str(), audited.scope.org, audited.on) &&
                  office.from <= Date::of(year, 1, 1) &&
                  (!office.until || Date::of(year, 12, 31) < *office.until);
         });
}

}  // namespace

// D7. Whoever holds an office a whole year is trained as many days as the policy asks.
Leads trained_too_little(const Audited& audited) {
  std::vector<Lead> out;
  const auto attended =
      audited.facts.events(*find_event_type(Description<TrainingAttended>::kInfo.name), audited.subject);
  if (!attended) return tl::unexpected(attended.error());
  std::map<int, std::pair<Decimal, std::vector<Position>>> by_year;
  for (const Recorded& each : *attended) {
    auto& [days, positions] = by_year[each.event.on.year()];
    days.scaled += each.event.as<TrainingAttended>().days.scaled;
    positions.push_back(each.position);
  }
  for (int year = audited.scope.from.year(); year <= audited.scope.until.year(); ++year) {
    const Date last = Date::of(year, 12, 31);
    if (!audited.scope.holds(last) || audited.on < last || !served_all_year(audited, year)) continue;
    const auto policy = audited.policy(audited.scope.org, last);
    if (!policy) return tl::unexpected(policy.error());
    const auto least = policy->get(kTrainingDays);
    const auto& [days, positions] = by_year[year];
    if (!least || *least <= days) continue;
    Lead lead{last, unmet(positions, "{} 年参训 {}", "{1} of training in {0}", year, many(days, form::kDays))
                        .asks("≥ {}", many(*least, form::kDays))
                        .found("{}", many(days, form::kDays))};
    lead.period = Period{Period::Kind::year, static_cast<std::int16_t>(year), 1, {}};
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

// D9. A seat that an election gave ends by recall, incapacity or sentence, two consecutive ratings of the
// incompetent, resignation or the term's end; nobody removes its holder.
Leads removed_by_the_incompetent(const Audited& audited) {
  std::vector<Lead> out;
  const auto* row = audited.facts.row<PersonTenure>(audited.subject.id);
  if (row == nullptr) return out;
  for (const Office& office : row->offices) {
    if (office.by != Code{std::string(kElection)} || office.post.value == kSecretaryPost) continue;
    if (!office.until || !office.end_reason || !office.ended_at || !audited.scope.holds(*office.until))
      continue;
    if (!are_one(audited.facts, office.org.str(), audited.scope.org, audited.on)) continue;
    const std::string& reason = office.end_reason->value;
    if (std::ranges::find(kEndsOfASeat, reason) != kEndsOfASeat.end()) continue;
    if (is_incompetent_twice(audited.facts, audited.subject.id, *office.until)) continue;
    const auto act = audited.acts.of(*office.ended_at);
    if (!act) return tl::unexpected(act.error());
    const PolicyView policy = audited.policy().value_or(PolicyView());
    Lead lead{*office.until,
              unmet({office.begun_at, *office.ended_at}, "选举产生的“{}”由 {} 以“{}”终止",
                    "the elected seat {} was ended by {} as {}", word_of(policy, "post", office.post),
                    (*act)->authority, word_of(policy, "end_reason", *office.end_reason))
                  .asks("{}", phrase("罢免、辞职、届满等", "recall, resignation, the term's end"))
                  .found("{}", word_of(policy, "end_reason", *office.end_reason))};
    out.push_back(std::move(lead));
  }
  return out;
}

// D11. What an audit found is put right by its day, and is not found again. Of what inspections ordered the
// alert says it.
Leads findings_not_rectified(const Audited& audited) {
  std::vector<Lead> out;
  struct Before {
    Position position;
    MatterId audit;
  };
  std::map<Code, Before> found_before;
  for (const Audit& audit : audited.facts.items<&OrgAudits::audits>(audited.scope.org)) {
    for (const AuditFinding& finding : audited.facts.items<&MatterAudit::findings>(audit.matter.str())) {
      const auto tell = [&](Date on, Objection why) {
        if (!audited.scope.holds(on)) return;
        Lead lead{on, std::move(why)};
        lead.amount_fen = finding.amount_fen;
        if (audit.person) lead.person = audit.person->str();
        out.push_back(std::move(lead));
      };
      const Saying what = finding.lead ? Saying(*find_word({find_vocabulary("lead")}, finding.lead->value))
                                       : phrase("问题", "what was found");
      if (finding.rectify_by && *finding.rectify_by < audited.on && !is_put_right(finding))
        tell(*finding.rectify_by,
             unmet({finding.position}, "审计 {0} 发现的{1}（位置 {2}）逾期未整改",
                   "{1}, found by the audit {0} at {2}, was not put right in time", subject(audit.matter.id),
                   what, finding.position)
                 .asks("≤ {}", *finding.rectify_by)
                 .found("{}",
                        finding.rectified.empty() ? saying(kNone) : saying(finding.rectified.back().on)));
      if (!finding.lead) continue;
      const auto [known, is_new] =
          found_before.emplace(*finding.lead, Before{finding.position, audit.matter.id});
      const Before& before = known->second;
      if (!is_new)
        tell(finding.on,
             unmet({before.position, finding.position},
                   "审计 {0} 再次发现{1}（位置 {2}），审计 {3} 已发现过（位置 {4}）",
                   "the audit {0} found {1} again at {2}, which the audit {3} had found at {4}",
                   subject(audit.matter.id), what, finding.position, subject(before.audit), before.position)
                 .asks("{}", phrase("不再发生", "not again"))
                 .found("{}", finding.on));
    }
  }
  return out;
}

}  // namespace tenure

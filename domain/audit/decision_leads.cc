// D1, D2, D4: decisions: what is done comes after the resolution, who was there and voted, and when it was
// disclosed. Steps, hearings (D3) and filings (D10) are judged by rules, which the table names.
#include "domain/act/refers.h"
#include "domain/audit/lead.h"
#include "domain/decisions/policy.h"
#include "domain/decisions/resolution.h"
#include "domain/decisions/rows.h"

namespace tenure {
namespace {

constexpr std::string_view kImplementation = "implementation";
constexpr std::string_view kDisclosureResolution = "disclosure_resolution";

/// Of a matter of the organisation, on one day.
struct Done {
  const MatterStep& step;
  const MatterDecision& matter;
  const PolicyView& policy;  ///< of that day
};

/// What `look(done)` makes of each step that the organisation took in the time audited.
template <class Look>
Leads of_each_step(const Audited& audited, Look look) {
  std::vector<Lead> out;
  const std::string& org = audited.scope.org;
  for (int year = audited.scope.from.year(); year <= audited.scope.until.year(); ++year) {
    for (const MatterStep& step : audited.facts.items<&OrgMatters::steps>(org, std::to_string(year))) {
      const auto* matter = audited.facts.row<MatterDecision>(step.matter.str());
      if (matter == nullptr || !audited.scope.holds(step.on) || audited.on < step.on) continue;
      const auto policy = audited.policy(org, step.on);
      if (!policy) return tl::unexpected(policy.error());
      Objections found = look(Done{step, *matter, *policy});
      if (!found) return tl::unexpected(found.error());
      if (!*found) continue;
      (*found)->evidence.push_back(step.position);
      Lead lead{step.on, std::move(**found)};
      lead.policy = policy->position();
      const auto* as_recorded = find_first(
          matter->steps, [&](const DecisionStep& each) { return each.position == step.position; });
      if (as_recorded != nullptr) lead.amount_fen = as_recorded->amount_fen;
      out.push_back(std::move(lead));
    }
  }
  return out;
}

/// Whether the policy lists matters of this kind, and does not say itself where this step belongs.
bool is_listed(const Done& done) {
  const auto procedure = done.policy.get(kDecisionSteps);
  const auto topics = done.policy.get(kDecisionTopics);
  if (!procedure && !topics) return false;
  return (!procedure || !holds(*procedure, done.step.step)) && (!topics || done.matter.is_of(*topics));
}

Objection comes_too_early(Date on, const DecisionStep* adopted) {
  Objection why = unmet("决议之前已经实施", "it was carried out before the resolution")
                      .asks("≤ {}", on)
                      .found("{}", adopted == nullptr ? saying(kNone) : saying(adopted->on));
  if (adopted != nullptr) why.evidence.push_back(adopted->position);
  return why;
}

/// A tender, or what was carried out, of a listed matter that was not adopted by then.
Objections precedes_its_resolution(const Done& done) {
  const std::string& step = done.step.step.value;
  if ((step != kTender && step != kImplementation) || !is_listed(done)) return std::nullopt;
  if (done.matter.done(kAdoption, done.step.on) != nullptr) return std::nullopt;
  return comes_too_early(done.step.on, done.matter.adopted());
}

}  // namespace

// D1. Neither a tender nor a payment comes before the resolution that it rests on. Steps are judged by the
// rule of the procedure.
Leads done_before_the_resolution(const Audited& audited) {
  auto out = of_each_step(audited, &precedes_its_resolution);
  if (!out) return out;
  for (const Spent& spent : audited.spent) {
    const auto paid = audited.facts.original(spent.position);
    if (!paid) return tl::unexpected(paid.error());
    for (const ShortText& basis : basis_of(paid->event)) {
      const auto position = Position::parse(basis.value);
      const auto resolved =
          position ? event_at<DecisionAdopted>(audited.facts, *position) : std::optional<Event>();
      if (!resolved) continue;
      const auto* matter = audited.facts.row<MatterDecision>(resolved->as<DecisionAdopted>().matter.value);
      const auto* adopted = matter == nullptr ? nullptr : matter->done(kAdoption, audited.on);
      if (adopted != nullptr && adopted->on <= spent.on) continue;
      Lead lead{spent.on, comes_too_early(spent.on, adopted)};
      lead.why.evidence.push_back(spent.position);
      lead.amount_fen = spent.amount_fen;
      if (spent.is_person) lead.person = spent.payee;
      out->push_back(std::move(lead));
    }
  }
  return out;
}

// D2. A resolution has the quorum and the majority that the policy, or the law, asks of its body.
Leads resolved_by_too_few(const Audited& audited) {
  return of_each_step(audited, [&](const Done& done) -> Objections {
    const auto* resolved = find_first(
        done.matter.steps, [&](const DecisionStep& each) { return each.position == done.step.position; });
    if (done.step.step.value != kAdoption || resolved == nullptr || !resolved->body) return std::nullopt;
    auto few = lacks_quorum(done.policy, *resolved->body, resolved->eligible, resolved->present);
    if (!few || *few) return few;
    return lacks_majority(done.policy, *resolved->body, resolved->present, resolved->votes_for);
  });
}

// D4. A resolution of a listed matter is disclosed within the days that the policy gives.
Leads disclosed_late(const Audited& audited) {
  return of_each_step(audited, [&](const Done& done) -> Objections {
    const auto days = done.policy.get(kDisclosureDays);
    const auto topics = done.policy.get(kDecisionTopics);
    if (done.step.step.value != kAdoption || !days || (topics && !done.matter.is_of(*topics)))
      return std::nullopt;
    const Date last = done.step.on.plus_days(days->count);
    const DecisionStep* disclosed = find_first(done.matter.steps, [&](const DecisionStep& each) {
      return each.step.value == kDisclosureResolution && done.step.on <= each.on && each.on <= audited.on;
    });
    if (disclosed == nullptr ? audited.on <= last : disclosed->on <= last) return std::nullopt;
    Objection why = unmet("决议没有按期公开", "the resolution was not disclosed in time")
                        .asks("≤ {}", last)
                        .found("{}", disclosed == nullptr ? saying(kNone) : saying(disclosed->on));
    if (disclosed != nullptr) why.evidence.push_back(disclosed->position);
    return why;
  });
}

}  // namespace tenure

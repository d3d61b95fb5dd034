// D1, D2, D4: decisions: what is done comes after the resolution, who was there and voted, and when it was
// disclosed. Steps, hearings (D3) and filings (D10) are judged by rules, which the table names.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "domain/act/refers.h"
#include "domain/audit/lead.h"
#include "domain/collective/events.h"
#include "domain/decisions/policy.h"
#include "domain/decisions/resolution.h"
#include "domain/decisions/rows.h"
#include "domain/decisions/sequence.h"

namespace tenure {
namespace {

/// Of a matter of the organisation, on one day.
struct Done {
  const MatterStep& step;
  const MatterDecision& matter;
  const PolicyView& policy;  ///< of that day
};

/// With the matter that it is about before it.
Objection of_matter(Objection why, const MatterId& matter) {
  why.zh = fmt::format("事项 {}：{}", matter.value, why.zh);
  why.en = fmt::format("matter {}: {}", matter.value, why.en);
  why.about.push_back(subject(matter));
  return why;
}

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
      Lead lead{step.on, of_matter(std::move(**found), step.matter.id)};
      lead.policy = policy->position();
      const auto* as_recorded =
          find_first(matter->steps, [&](const DecisionStep& each) { return each.position == step.position; });
      if (as_recorded != nullptr) lead.amount_fen = as_recorded->amount_fen;
      out.push_back(std::move(lead));
    }
  }
  return out;
}

Objection comes_too_early(const MatterId& matter, Date on, const DecisionStep* adopted) {
  Objection why =
      unmet("事项 {} 在决议之前已经实施", "{} was carried out before the resolution", subject(matter))
          .asks("≤ {}", on)
          .found("{}", adopted == nullptr ? saying(kNone) : saying(adopted->on));
  if (adopted != nullptr) why.evidence.push_back(adopted->position);
  return why;
}

Fen amount_of(const JournalPosted& voucher) {
  Fen out;
  for (const JournalLine& line : voucher.lines) out.value += line.debit_fen.value_or(Fen()).value;
  return out;
}
template <class E>
std::optional<Fen> amount_of(const E& event) {
  if constexpr (requires { event.amount_fen; }) return event.amount_fen;
  return std::nullopt;
}

/// What was done of a matter before its resolution, each event once.
class Early {
 public:
  explicit Early(const Audited& audited) : audited_(audited) {}

  /// What carries a matter out: before a resolution that there is, or at all where the policy lists it.
  /// `of_its_own`: where only a policy says that it comes behind the resolution.
  template <class E>
  Result<void> look_at(const Ref<MatterId>& id, const MatterDecision& matter, bool of_its_own = false) {
    const auto recorded = audited_.facts.events(*find_event_type(Description<E>::kInfo.name), subject(id.id));
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& each : *recorded) {
      const auto& event = each.event.as<E>();
      if (event.org.value != audited_.scope.org) continue;
      const auto policy = audited_.policy(audited_.scope.org, each.event.on);
      if (!policy) return tl::unexpected(policy.error());
      const bool asked = is_listed(*policy, matter, of_its_own) ||
                         (!of_its_own && matter.done(kAdoption, audited_.on) != nullptr);
      if (asked) add(id.id, each.event.on, each.position, amount_of(event), matter, policy->position());
    }
    return {};
  }

  /// Unless the matter was adopted by the day.
  void add(const MatterId& id, Date on, Position position, std::optional<Fen> amount,
           const MatterDecision& matter, std::optional<Position> policy,
           std::optional<std::string> person = {}) {
    if (!audited_.scope.holds(on) || audited_.on < on || matter.done(kAdoption, on) != nullptr) return;
    if (!told_.insert(position).second) return;
    Lead lead{on, comes_too_early(id, on, matter.done(kAdoption, audited_.on))};
    lead.why.evidence.push_back(position);
    lead.amount_fen = amount;
    lead.policy = policy;
    lead.person = std::move(person);
    leads_.push_back(std::move(lead));
  }

  std::vector<Lead> leads() && { return std::move(leads_); }

 private:
  /// Whether the policy lists matters of this kind, and its procedure does not name the tender itself.
  static bool is_listed(const PolicyView& policy, const MatterDecision& matter, bool is_tender) {
    const auto procedure = policy.get(kDecisionSteps);
    const auto topics = policy.get(kDecisionTopics);
    if (!procedure && !topics) return false;
    if (is_tender && procedure && holds(*procedure, Code{std::string(kTender)})) return false;
    return !topics || matter.is_of(*topics);
  }

  const Audited& audited_;
  std::vector<Lead> leads_;
  std::set<Position> told_;
};

/// The matters of which the organisation ever took a step.
Result<std::set<Ref<MatterId>>> matters_of(const Audited& audited) {
  const auto years = audited.facts.parts(kView<OrgMatters>, audited.scope.org);
  if (!years) return tl::unexpected(years.error());
  std::set<Ref<MatterId>> out;
  for (const std::string& year : *years) {
    for (const MatterStep& step : audited.facts.items<&OrgMatters::steps>(audited.scope.org, year))
      out.insert(step.matter);
  }
  return out;
}

}  // namespace

namespace {

/// Steps of the policy's procedure that were not taken in their order: each of a matter once, with others at
/// the first step that came without them. The rule of the procedure objects to each step that comes without
/// it.
class MissingSteps {
 public:
  explicit MissingSteps(const Audited& audited)
      : audited_(audited), rule_(find_rule("gate.major_decision_sequence")) {}

  Result<void> look_at(const MatterStep& step) {
    const auto* matter = audited_.facts.row<MatterDecision>(step.matter.str());
    if (matter == nullptr || !audited_.scope.holds(step.on) || audited_.on < step.on) return {};
    const auto policy = audited_.policy(audited_.scope.org, step.on);
    if (!policy) return tl::unexpected(policy.error());
    if (policy->mode(*rule_) == RuleMode::off) return {};
    const Codes asked = steps_asked_before(*policy, *matter, step.step.str());
    const auto taken = steps_taken(*matter);
    std::set<std::size_t> told;  // of these leads the step is one event more
    Codes missing;
    for (const Code& each : not_in_order(asked, taken, step.on)) {
      const Key key(step.matter.str(), each);
      if (came_without_.contains(key)) continue;  // it came before its time, which was told then
      const auto [known, is_new] = told_in_.emplace(key, leads_.size());
      told.insert(known->second);
      if (is_new) missing.push_back(each);
    }
    if (!missing.empty()) leads_.push_back(lead_of(step, missing, asked, taken, *matter, *policy));
    for (const std::size_t lead : told) leads_[lead].why.evidence.push_back(step.position);
    if (!told.empty()) came_without_.emplace(step.matter.str(), step.step);
    return {};
  }

  void move_to(std::vector<Lead>& out) { std::ranges::move(leads_, std::back_inserter(out)); }

 private:
  using Key = std::pair<std::string, Code>;  ///< matter, step

  Lead lead_of(const MatterStep& step, const Codes& missing, const Codes& asked,
               const std::vector<StepTaken>& taken, const MatterDecision& matter,
               const PolicyView& policy) const {
    Codes order;
    std::vector<Position> evidence;
    for (const StepTaken& each : order_taken(asked, taken, step.on)) {
      order.push_back({std::string(each.step)});
      evidence.push_back(each.position);
    }
    Lead lead{step.on,
              of_matter(unmet(std::move(evidence), "“{0}”未按程序进行，即进行了“{1}”",
                              "{1} came, and {0} was not taken in its order",
                              words_of(policy, kStepWords, missing), word_of(policy, kStepWords, step.step))
                            .asks("{}", words_of(policy, kStepWords, asked))
                            .found("{}", words_of(policy, kStepWords, order)),
                        step.matter.id)};
    lead.policy = policy.position();
    lead.rule = rule_->name;
    const auto* as_recorded =
        find_first(matter.steps, [&](const DecisionStep& each) { return each.position == step.position; });
    if (as_recorded != nullptr) lead.amount_fen = as_recorded->amount_fen;
    return lead;
  }

  const Audited& audited_;
  const Rule* rule_;
  std::vector<Lead> leads_;
  std::map<Key, std::size_t> told_in_;  ///< which of the leads tells of it
  std::set<Key> came_without_;          ///< steps that came without one before them
};

Result<void> add_missing_steps(const Audited& audited, std::vector<Lead>& out) {
  MissingSteps missing(audited);
  for (int year = audited.scope.from.year(); year <= audited.scope.until.year(); ++year) {
    for (const MatterStep& step :
         audited.facts.items<&OrgMatters::steps>(audited.scope.org, std::to_string(year))) {
      if (auto done = missing.look_at(step); !done) return done;
    }
  }
  missing.move_to(out);
  return {};
}

}  // namespace

// D1. No step of the procedure is left out, and no tender, contract, debt, change of an asset or payment
// comes before the resolution that it rests on.
Leads steps_left_out(const Audited& audited) {
  Early early(audited);
  const auto matters = matters_of(audited);
  if (!matters) return tl::unexpected(matters.error());
  for (const Ref<MatterId>& id : *matters) {
    const auto* matter = audited.facts.row<MatterDecision>(id.str());
    if (matter == nullptr) continue;
    auto done = early.look_at<TenderHeld>(id, *matter, true);
    if (done) done = early.look_at<ContractSigned>(id, *matter);
    if (done) done = early.look_at<JournalPosted>(id, *matter);
    if (done) done = early.look_at<AssetRecorded>(id, *matter);
    if (done) done = early.look_at<DebtRecorded>(id, *matter);
    if (!done) return tl::unexpected(done.error());
  }
  for (const Spent& spent : audited.spent) {
    const auto paid = audited.facts.original(spent.position);
    if (!paid) return tl::unexpected(paid.error());
    for (const ShortText& basis : basis_of(paid->event)) {
      const auto position = Position::parse(basis.value);
      const auto resolved =
          position ? event_at<DecisionAdopted>(audited.facts, *position) : std::optional<Event>();
      if (!resolved) continue;
      const MatterId& id = resolved->as<DecisionAdopted>().matter;
      const auto* matter = audited.facts.row<MatterDecision>(id.value);
      if (matter == nullptr) continue;
      early.add(id, spent.on, spent.position, spent.amount_fen, *matter, std::nullopt,
                spent.is_person ? std::optional(spent.payee) : std::nullopt);
    }
  }
  std::vector<Lead> out = std::move(early).leads();
  if (auto added = add_missing_steps(audited, out); !added) return tl::unexpected(added.error());
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

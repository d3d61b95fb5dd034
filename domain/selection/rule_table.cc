#include <algorithm>

#include "domain/core/find.h"
#include "domain/rules/rule.h"
#include "domain/selection/ballot.h"
#include "domain/selection/policy.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

constexpr std::string_view kSecretary = "secretary";

/// What the policy says of the mode in which the event takes a secretary.
template <const auto& Wanted>
auto of_the_mode(const Judged& judged) {
  const auto& mode = judged.event.as<SecretaryAppointed>().mode;
  return judged.policy.get(Wanted, mode ? std::string_view(mode->value) : std::string_view());
}

template <const auto& Wanted>
bool mode_asks(const Judged& judged) {
  return of_the_mode<Wanted>(judged).value.has_value();
}

/// Whether a secretary was taken since: what was found then was found of an earlier vacancy.
bool was_filled_since(const Judged& judged, Date found) {
  const std::string& org = judged.event.as<SecretaryAppointed>().org.value;
  const auto people = judged.facts.parts(kView<OrgOffices>, org);
  for (const std::string& person : people ? *people : std::vector<std::string>()) {
    for (const Office& office : judged.facts.items<&OrgOffices::offices>(org, person)) {
      const bool fills = office.post.value == kSecretary && !office.acting;
      if (fills && found <= office.from && office.from < judged.event.on) return true;
    }
  }
  return false;
}

bool is_the_finding(const Judged& judged, const Event& review) {
  return review.as<CandidateReviewed>().finding == of_the_mode<kModeFinding>(judged).value &&
         !was_filled_since(judged, review.on);
}

/// What the newest review says of a criterion is what counts: the criteria of the candidate that the reviews
/// for the organisation, up to the day, found met in the end.
Codes criteria_met(const Judged& judged, const OrgId& org, const PersonId& person) {
  Codes met;
  const auto reviews = judged.facts.events(*find_event_type(kType<CandidateReviewed>.name),
                                           {SubjectKind::person, person.value});
  for (const Recorded& each : reviews ? *reviews : std::vector<Recorded>()) {
    const auto& review = each.event.as<CandidateReviewed>();
    if (review.org != org || judged.event.on < each.event.on) continue;
    for (const CriterionFinding& finding : review.criteria) {
      std::erase(met, finding.criterion);
      if (finding.met) met.push_back(finding.criterion);
    }
  }
  return met;
}

/// A review for the same organisation that met all of the criteria, which no later one found unmet.
template <const Parameter<Codes>& Wanted>
bool meets(const Judged& judged, const Event& needed) {
  const auto& review = needed.as<CandidateReviewed>();
  const auto& appointed = judged.event.as<SecretaryAppointed>();
  Codes met;
  for (const CriterionFinding& finding : review.criteria) {
    if (finding.met) met.push_back(finding.criterion);
  }
  return review.org == appointed.org && holds_all(met, *of_the_mode<Wanted>(judged)) &&
         holds_all(criteria_met(judged, appointed.org, appointed.person), *of_the_mode<Wanted>(judged));
}

/// Whom the event elects without a vote, though it says how many votes there were; null when nobody is.
const CandidateVotes* elected_by_nobody(const ElectionHeld& election) {
  const auto& all = election.candidates;
  const bool says_votes = std::ranges::any_of(all, [](const CandidateVotes& each) { return each.votes > 0; });
  return find_first(all, [&](const CandidateVotes& each) {
    return each.elected.value_or(false) && (each.votes ? *each.votes == 0 : says_votes);
  });
}

/// A figure of an election by the label of its field: of "candidates[3].votes" that of the candidates.
Saying figure_said(const std::string& path) {
  const auto& fields = Description<ElectionHeld>::kInfo.fields;
  const auto field =
      std::ranges::find(fields, std::string_view(path).substr(0, path.find('[')), &Field::name);
  return field == fields.end() ? Saying(path) : Saying(path, std::string(field->zh), std::string(field->en));
}

/// The figures agree, a ballot has as many votes as seats, and who is elected has votes, and no fewer than
/// who is not. How many seats there are, and who had how many votes, is known only where it is recorded.
Objections votes_of_an_election(const Judged&, const ElectionHeld& election) {
  if (const auto misfit = misfit_of(election))
    return unmet("票数不符：“{}”为 {}", "votes do not add up: {} is {}", figure_said(misfit->field),
                 misfit->found)
        .asks("0–{}", misfit->most)
        .found("{}", misfit->found);
  if (const CandidateVotes* nobody = elected_by_nobody(election))
    return unmet("{} 没有得票而当选", "{} is elected without a vote", nobody->person)
        .asks("> {}", many(0, form::kVotes))
        .found("{}", nobody->votes ? many(0, form::kVotes) : saying(kNone));
  std::int64_t seats = 0;
  std::int64_t votes = 0;
  const CandidateVotes* least = nullptr;  // of those elected
  const CandidateVotes* most = nullptr;   // of the others
  for (const CandidateVotes& candidate : election.candidates) {
    const bool elected = candidate.elected.value_or(false);
    if (elected) ++seats;
    if (!candidate.votes) continue;
    votes += *candidate.votes;
    if (elected && (least == nullptr || *candidate.votes < *least->votes)) least = &candidate;
    if (!elected && (most == nullptr || *candidate.votes > *most->votes)) most = &candidate;
  }
  if (seats == 0) return std::nullopt;
  const auto most_votes = election.valid ? std::optional(*election.valid * seats) : std::nullopt;
  if (most_votes && votes > *most_votes)
    return unmet("得票共 {}，有效选票 {}，席位 {}", "{} votes on {} valid ballots for {} seats", votes,
                 *election.valid, seats)
        .asks("≤ {}", many(*most_votes, form::kVotes))
        .found("{}", many(votes, form::kVotes));
  if (least != nullptr && most != nullptr && *least->votes < *most->votes)
    return unmet("{} 以 {} 票当选，{} 得 {} 票未当选", "{} is elected with {} votes, and {} with {} is not",
                 least->person, *least->votes, most->person, *most->votes)
        .asks("≥ {}", many(*most->votes, form::kVotes))
        .found("{}", many(*least->votes, form::kVotes));
  return std::nullopt;
}

}  // namespace

const RuleTable& selection_rules() {
  static const RuleTable table{
      kSelectionParameters,
      {{"gate.no_local_candidate", "PY-20 PY-23 BB-17", "先认定本地无合适人选",
        "No local candidate must be found first",
        form::Requirement{.event = on<SecretaryAppointed>(),
                          .needs = on<CandidateReviewed>(),
                          .same = SubjectKind::org,
                          .applies = &mode_asks<kModeFinding>,
                          .suits = &is_the_finding}},
       {"gate.selection_criteria", "PY-20", "人选须具备条件", "The candidate must meet the criteria",
        form::Requirement{.event = on<SecretaryAppointed>(),
                          .needs = on<CandidateReviewed>(),
                          .same = SubjectKind::person,
                          .applies = &mode_asks<kModeCriteria>,
                          .suits = &meets<kModeCriteria>}},
       {"gate.mutual_consent", "PY-23 DY-11", "双向选择须有记录", "Mutual choice must be on record",
        form::Requirement{.event = on<SecretaryAppointed>(),
                          .needs = on<CandidateReviewed>(),
                          .same = SubjectKind::person,
                          .applies = &mode_asks<kModeConsents>,
                          .suits = &meets<kModeConsents>}},
       {"law.votes", "LAW-17", "选举票数相符", "Votes of an election add up", gate<&votes_of_an_election>()},
       {"stat.reviews", "PY-20 PY-23 SX-10 OPN-10 BB-14", "人选审查", "Candidate reviews",
        tally<CandidateReviewed>("", {"finding"})},
       {"stat.elections", "SH-04 CITY-03 SX-15 SJ-10", "选举", "Elections",
        tally<ElectionHeld>("", {"post", "outcome"})}}};
  return table;
}

}  // namespace tenure

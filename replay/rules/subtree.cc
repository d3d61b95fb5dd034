#include "replay/rules/subtree.h"

#include <algorithm>
#include <iterator>

#include "domain/registry/rules.h"
#include "domain/tenure/rows.h"
#include "replay/questions.h"
#include "replay/rules/standing_flags.h"

namespace tenure {

Result<AlertShelf> AlertShelf::of(const Past& past, PolicyBook& policies, std::string_view org) {
  auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  AlertShelf out;
  out.orgs_ = std::move(*orgs);
  for (std::size_t i = 0; i < out.orgs_.size(); ++i) out.org_ranks_.emplace(out.orgs_[i], i);
  for (std::size_t i = 0; i < out.orgs_.size(); ++i) {
    if (auto done = out.look_at_org(past, policies, i); !done) return tl::unexpected(done.error());
  }
  for (const auto as : {Place::As::in_office, Place::As::registered}) {
    for (std::size_t i = 0; i < out.orgs_.size(); ++i) {
      if (auto done = out.look_at_people(past, policies, i, as); !done) return tl::unexpected(done.error());
    }
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return out;
}

Result<void> AlertShelf::refresh(const Past& past, PolicyBook& policies, std::span<const Subject> touched) {
  for (const Subject& subject : touched) {
    const auto rank = org_ranks_.find(subject.id);
    if (subject.kind != SubjectKind::org || rank == org_ranks_.end()) continue;
    if (auto done = look_at_org(past, policies, rank->second); !done) return done;
    for (const auto as : {Place::As::in_office, Place::As::registered}) {
      if (auto done = look_at_people(past, policies, rank->second, as); !done) return done;
    }
  }
  for (const Subject& subject : touched) {
    const auto place = people_.find(subject.id);
    if (subject.kind != SubjectKind::person || place == people_.end()) continue;
    const auto policy = policies.binding(past, orgs_[place->second.org], past.when().on);
    if (!policy) return tl::unexpected(policy.error());
    if (auto done = look(past, policies, *policy, place->second); !done) return done;
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return {};
}

Result<void> AlertShelf::look_at_org(const Past& past, PolicyBook& policies, std::size_t org) {
  const auto policy = policies.binding(past, orgs_[org], past.when().on);
  if (!policy) return tl::unexpected(policy.error());
  return look(past, policies, *policy, {Place::As::org, org, orgs_[org]});
}

Result<void> AlertShelf::look_at_people(const Past& past, PolicyBook& policies, std::size_t org,
                                        Place::As as) {
  const auto people = as == Place::As::in_office ? past.parts(kView<OrgOffices>, orgs_[org])
                                                 : registered_people(past, orgs_[org]);
  if (!people) return tl::unexpected(people.error());
  const auto policy = policies.binding(past, orgs_[org], past.when().on);
  if (!policy) return tl::unexpected(policy.error());
  for (const std::string& person : *people) {
    const Place place{as, org, person};
    const auto [known, is_new] = people_.try_emplace(person, place);
    if (!is_new && known->second <= place) continue;
    if (!is_new) found_.erase(known->second);
    known->second = place;
    if (auto done = look(past, policies, *policy, place); !done) return done;
  }
  return {};
}

Result<void> AlertShelf::look(const Past& past, PolicyBook& policies, const PolicyView& policy,
                              const Place& place) {
  const SubjectKind kind = place.as == Place::As::org ? SubjectKind::org : SubjectKind::person;
  const Subject subject{kind, place.subject};
  auto alerts = alerts_of(past, policy, subject, past.when().on);
  if (!alerts) return tl::unexpected(alerts.error());
  auto standing = standing_contradictions(past, policies, subject, past.when().on);
  if (!standing) return tl::unexpected(standing.error());
  std::move(standing->begin(), standing->end(), std::back_inserter(*alerts));
  auto flagged = standing_flags(past, policy, subject);
  if (!flagged) return tl::unexpected(flagged.error());
  std::move(flagged->begin(), flagged->end(), std::back_inserter(*alerts));
  if (alerts->empty()) {
    found_.erase(place);
  } else {
    found_.insert_or_assign(place, std::move(*alerts));
  }
  return {};
}

std::vector<Alert> AlertShelf::alerts(std::string_view rule) const {
  std::vector<Alert> out;
  for (const auto& [place, alerts] : found_) {
    std::copy_if(alerts.begin(), alerts.end(), std::back_inserter(out),
                 [&](const Alert& alert) { return rule.empty() || alert.rule.value == rule; });
  }
  return out;
}

Result<std::vector<Alert>> alerts_below(const Past& past, PolicyBook& policies, std::string_view org,
                                        std::string_view rule) {
  const auto shelf = AlertShelf::of(past, policies, org);
  if (!shelf) return tl::unexpected(shelf.error());
  return shelf->alerts(rule);
}

}  // namespace tenure

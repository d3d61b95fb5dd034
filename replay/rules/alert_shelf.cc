#include "replay/rules/alert_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <unordered_map>

#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"
#include "replay/questions.h"
#include "replay/rules/standing_flags.h"
#include "replay/shared_out.h"

namespace tenure {
namespace {

/// A rule's place in the order of all; behind them that of none.
std::size_t rank_of(std::string_view rule) {
  static const auto ranks = [] {
    std::unordered_map<std::string_view, std::size_t> out;
    for (const Rule* each : all_rules()) out.emplace(each->name, out.size());
    return out;
  }();
  const auto found = ranks.find(rule);
  return found == ranks.end() ? ranks.size() : found->second;
}

/// Those that a page's end counts.
using Rank = std::tuple<Date, std::size_t, std::string_view>;

Rank told_with(const Alert& alert) { return {alert.since, rank_of(alert.rule.value), alert.subject.value}; }
Rank told_with(const AlertPlace& place) { return {place.since, rank_of(place.rule), place.subject}; }

/// Where a page ends that follows on `before`; `told` is not empty.
AlertPlace place_behind(const std::vector<const Alert*>& told, const std::optional<AlertPlace>& before) {
  const Alert& last = *told.back();
  AlertPlace out{last.since, last.rule.value, last.subject.value, 0};
  for (auto at = told.rbegin(); at != told.rend() && told_with(**at) == told_with(last); ++at) ++out.told;
  if (before && told_with(*before) == told_with(out)) out.told += before->told;
  return out;
}

}  // namespace

std::string AlertPlace::str() const { return fmt::format("{},{},{},{}", since.str(), rule, subject, told); }

std::optional<AlertPlace> AlertPlace::parse(std::string_view text) {
  constexpr std::size_t kTextMax = 256;
  if (text.size() > kTextMax) return std::nullopt;
  std::istringstream words{std::string(text)};
  AlertPlace out;
  std::string since;
  std::getline(words, since, ',');
  std::getline(words, out.rule, ',');
  std::getline(words, out.subject, ',');
  if (!(words >> out.told) || !words.eof()) return std::nullopt;
  const auto date = Date::parse(since);
  if (!date) return std::nullopt;
  out.since = *date;
  return out;
}

Result<AlertShelf> AlertShelf::of(const Past& past, std::string_view org) {
  auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  AlertShelf out;
  out.orgs_ = std::move(*orgs);
  std::vector<Place> places;
  for (std::size_t i = 0; i < out.orgs_.size(); ++i) {
    out.org_ranks_.emplace(out.orgs_[i], i);
    places.push_back({Place::As::org, i, out.orgs_[i]});
  }
  const auto people = out.people_of_all(past);
  if (!people) return tl::unexpected(people.error());
  for (const auto as : kAsPeople) {
    for (std::size_t i = 0; i < out.orgs_.size(); ++i) out.add_people(i, as, (*people)[i].at(as), places);
  }
  if (auto done = out.look(past, std::move(places)); !done) return tl::unexpected(done.error());
  return out;
}

Result<void> AlertShelf::refresh(const Past& past, std::span<const Subject> touched) {
  std::vector<Place> places;
  for (const Subject& subject : touched) {
    const auto rank = org_ranks_.find(subject.id);
    if (subject.kind != SubjectKind::org || rank == org_ranks_.end()) continue;
    places.push_back({Place::As::org, rank->second, subject.id});
    for (const auto as : kAsPeople) {
      const auto people = people_of(past, rank->second, as);
      if (!people) return tl::unexpected(people.error());
      add_people(rank->second, as, *people, places);
    }
  }
  for (const Subject& subject : touched) {
    const auto place = people_.find(subject.id);
    if (subject.kind == SubjectKind::person && place != people_.end()) places.push_back(place->second);
  }
  return look(past, std::move(places));
}

Result<std::vector<std::string>> AlertShelf::people_of(const Past& past, std::size_t org,
                                                       Place::As as) const {
  return as == Place::As::in_office ? past.parts(kView<OrgOffices>, orgs_[org])
                                    : registered_people(past, orgs_[org]);
}

Result<std::vector<AlertShelf::People>> AlertShelf::people_of_all(const Past& whole) const {
  std::vector<People> out(orgs_.size());
  const std::size_t shares = (orgs_.size() + kSubjectsAShare - 1) / kSubjectsAShare;
  const auto done = shared_out(shares, [&](std::size_t share, unsigned) -> Result<void> {
    const Past past(whole.history(), whole.when());
    const std::size_t until = std::min(orgs_.size(), (share + 1) * kSubjectsAShare);
    for (std::size_t org = share * kSubjectsAShare; org < until; ++org) {
      for (const auto as : kAsPeople) {
        auto people = people_of(past, org, as);
        if (!people) return tl::unexpected(people.error());
        out[org][as] = std::move(*people);
      }
    }
    if (past.failure()) return tl::unexpected(*past.failure());
    return {};
  });
  return done.map([&] { return std::move(out); });
}

void AlertShelf::add_people(std::size_t org, Place::As as, const std::vector<std::string>& people,
                            std::vector<Place>& places) {
  for (const std::string& person : people) {
    const Place place{as, org, person};
    const auto [known, is_new] = people_.try_emplace(person, place);
    if (!is_new && known->second <= place) continue;
    if (!is_new) found_.erase(known->second);
    known->second = place;
    places.push_back(place);
  }
}

Result<void> AlertShelf::look(const Past& past, std::vector<Place> places) {
  if (past.failure()) return tl::unexpected(*past.failure());
  std::ranges::sort(places, {}, [](const Place& place) {
    return std::tuple<std::size_t, Place::As, std::string_view>(place.org, place.as, place.subject);
  });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<Share> shares;
  for (Place& place : places) {
    if (shares.empty() || shares.back().places.size() == kSubjectsAShare) shares.emplace_back();
    shares.back().places.push_back(std::move(place));
  }
  auto done = shared_out(shares.size(), [&](std::size_t i, unsigned thread) {
    return look_at(shares[i], past, policies_[thread]);
  });
  if (!done) return done;
  for (Share& share : shares) {
    for (std::size_t i = 0; i < share.places.size(); ++i) {
      if (share.found[i].empty()) {
        found_.erase(share.places[i]);
      } else {
        found_.insert_or_assign(std::move(share.places[i]), std::move(share.found[i]));
      }
    }
  }
  sort();
  return {};
}

Result<void> AlertShelf::look_at(Share& share, const Past& whole, PolicyBook& policies) const {
  const Past past(whole.history(), whole.when());
  for (const Place& place : share.places) {
    const auto policy = policies.binding(past, orgs_[place.org], past.when().on);
    if (!policy) return tl::unexpected(policy.error());
    const Subject subject{place.as == Place::As::org ? SubjectKind::org : SubjectKind::person, place.subject};
    // An organisation may have rows of each of its people, of which it is asked for few.
    if (subject.kind == SubjectKind::person) {
      if (auto done = past.read_ahead(subject); !done) return done;
    }
    auto found = alerts_about(past, policies, *policy, subject);
    if (!found) return tl::unexpected(found.error());
    share.found.push_back(std::move(*found));
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return {};
}

void AlertShelf::sort() {
  by_urgency_.clear();
  counts_.clear();
  for (const auto& [place, alerts] : found_) {
    for (const Alert& alert : alerts) {
      by_urgency_.push_back({alert.since, rank_of(alert.rule.value), &alert});
      ++counts_[alert.rule.value];
    }
  }
  std::ranges::stable_sort(by_urgency_, {}, &Ranked::group);
}

AlertPage AlertShelf::page(const AlertFilter& filter) const {
  AlertPage out;
  auto at = by_urgency_.begin();
  std::size_t skipped = 0;
  if (filter.after) at = std::ranges::lower_bound(by_urgency_, told_with(*filter.after), {}, &Ranked::group);
  for (; at != by_urgency_.end(); ++at) {
    if (!filter.rule.empty() && at->alert->rule.value != filter.rule) continue;
    if (filter.of_orgs && !at->alert->subject.value.starts_with("org/")) continue;
    if (filter.after && skipped < filter.after->told && at->group() == told_with(*filter.after)) {
      ++skipped;
    } else if (out.items.size() < filter.limit) {
      out.items.push_back(at->alert);
    } else {
      ++out.left_out;
    }
  }
  if (out.left_out > 0) out.next = place_behind(out.items, filter.after);
  return out;
}

Result<std::vector<Alert>> alerts_about(const Past& past, PolicyBook& policies, const PolicyView& policy,
                                        const Subject& subject) {
  const Date on = past.when().on;
  auto found = alerts_of(past, policy, subject, on);
  if (!found) return found;
  auto standing = standing_contradictions(past, policies, subject, on);
  if (!standing) return standing;
  std::ranges::move(*standing, std::back_inserter(*found));
  auto flagged = standing_flags(past, policy, subject);
  if (!flagged) return flagged;
  std::ranges::move(*flagged, std::back_inserter(*found));
  std::ranges::stable_sort(
      *found, {}, [](const Alert& alert) { return std::pair(alert.since, rank_of(alert.rule.value)); });
  return found;
}

Result<std::vector<Alert>> alerts_below(const Past& past, std::string_view org, std::string_view rule) {
  const auto shelf = AlertShelf::of(past, org);
  if (!shelf) return tl::unexpected(shelf.error());
  std::vector<Alert> out;
  for (const Alert* alert : shelf->page({std::string(rule), std::nullopt, kEveryAlert}).items)
    out.push_back(*alert);
  return out;
}

}  // namespace tenure

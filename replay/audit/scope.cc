#include "replay/audit/scope.h"

#include <algorithm>
#include <set>

#include "domain/core/both.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"
#include "replay/questions.h"

namespace tenure {

Result<std::vector<std::string>> people_of(const Facts& facts, const AuditScope& scope,
                                           const std::vector<Spent>& spent) {
  std::set<std::string> out;
  if (!scope.person.empty()) out.insert(scope.person);
  const auto holders = facts.parts(kView<OrgOffices>, scope.org);
  if (!holders) return tl::unexpected(holders.error());
  for (const std::string& person : *holders) {
    for (const Office& office : facts.items<&OrgOffices::offices>(scope.org, person)) {
      if (office.from <= scope.until && (!office.until || scope.from <= *office.until)) out.insert(person);
    }
  }
  for (const Spent& each : spent) {
    if (each.is_person) out.insert(each.payee);
  }
  if (out.size() > kAuditedPeopleMax)
    return refuse(Reason::limit_list, "org",
                  both("审计对象超过 {} 人，请按下级组织分别审计",
                       "more than {} people: audit the organisations below it", kAuditedPeopleMax));
  return std::vector(out.begin(), out.end());
}

std::optional<AuditScope> time_in_office(const Facts& facts, std::string_view person, std::string_view org,
                                         Date on) {
  const auto* row = facts.row<PersonTenure>(person);
  std::optional<AuditScope> out;
  for (const Office& office : row == nullptr ? std::vector<Office>() : row->offices) {
    if (!are_one(facts, office.org.str(), org, on) || on < office.from) continue;
    const Date until = office.until ? std::min(*office.until, on) : on;
    if (!out) out = AuditScope{std::string(org), std::string(person), office.from, until};
    out->from = std::min(out->from, office.from);
    out->until = std::max(out->until, until);
  }
  return out;
}

Result<std::vector<AuditScope>> departures_below(const Past& past, std::string_view org, Date from,
                                                 Date until, const std::vector<Code>& posts) {
  const auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  std::vector<AuditScope> out;
  for (const std::string& each : *orgs) {
    const auto holders = past.parts(kView<OrgOffices>, each);
    if (!holders) return tl::unexpected(holders.error());
    for (const std::string& person : *holders) {
      const auto& offices = past.items<&OrgOffices::offices>(each, person);
      const auto left_then = [&](const Office& office) {
        return office.until && from <= *office.until && *office.until <= until &&
               (posts.empty() || std::ranges::find(posts, office.post) != posts.end());
      };
      const auto stays = [&](const Office& office) {
        return office.from <= until && (!office.until || until < *office.until);
      };
      if (!std::ranges::any_of(offices, stays)) {
        if (!std::ranges::any_of(offices, left_then)) continue;
        if (auto scope = time_in_office(past, person, each, until)) out.push_back(std::move(*scope));
        continue;
      }
      // Two offices have separate lives: whoever leaves one of them is audited for it.
      std::optional<AuditScope> scope;
      for (const Office& office : offices) {
        const bool goes_on = std::ranges::any_of(
            offices, [&](const Office& other) { return stays(other) && other.post == office.post; });
        if (!left_then(office) || goes_on) continue;
        if (!scope) scope = AuditScope{each, person, office.from, *office.until};
        scope->from = std::min(scope->from, office.from);
        scope->until = std::max(scope->until, *office.until);
      }
      if (scope) out.push_back(std::move(*scope));
    }
  }
  return out;
}

Result<std::vector<AuditScope>> organisations_below(const Past& past, const AuditScope& scope) {
  const auto orgs = Questions::subtree(past, scope.org);
  if (!orgs) return tl::unexpected(orgs.error());
  std::vector<AuditScope> out;
  for (const std::string& org : *orgs) out.push_back({org, {}, scope.from, scope.until});
  return out;
}

}  // namespace tenure

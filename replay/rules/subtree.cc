#include "replay/rules/subtree.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "domain/registry/rows.h"
#include "domain/tenure/rows.h"
#include "replay/questions.h"

namespace tenure {

Result<std::vector<Alert>> alerts_below(const Past& past, PolicyBook& policies, std::string_view org,
                                        std::string_view rule) {
  const auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  std::vector<Alert> out;
  const auto add = [&](const std::string& at, std::span<const Subject> subjects) -> Result<void> {
    const auto policy = policies.binding(past, at, past.when().on);
    if (!policy) return tl::unexpected(policy.error());
    for (const Subject& subject : subjects) {
      const auto alerts = alerts_of(past, *policy, subject, past.when().on);
      if (!alerts) return tl::unexpected(alerts.error());
      std::copy_if(alerts->begin(), alerts->end(), std::back_inserter(out),
                   [&](const Alert& alert) { return rule.empty() || alert.rule.value == rule; });
    }
    return {};
  };
  for (const std::string& each : *orgs) {
    const Subject subject{SubjectKind::org, each};
    if (auto done = add(each, {&subject, 1}); !done) return tl::unexpected(done.error());
  }
  // Where a person is in office says more of the policy that binds than where they are registered.
  std::set<std::string> seen;
  for (const View* view : {&kView<OrgOffices>, &kView<OrgPerson>}) {
    for (const std::string& each : *orgs) {
      const auto people = past.parts(*view, each);
      if (!people) return tl::unexpected(people.error());
      std::vector<Subject> subjects;
      for (const std::string& person : *people) {
        if (seen.insert(person).second) subjects.push_back({SubjectKind::person, person});
      }
      if (auto done = add(each, subjects); !done) return tl::unexpected(done.error());
    }
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return out;
}

}  // namespace tenure

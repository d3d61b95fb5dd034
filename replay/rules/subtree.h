// Alerts over an organisation and everything below it: of each organisation, and of each person on its
// register or in its offices, by the policy that binds there on the date.
//
// An AlertShelf keeps them for one organisation and date, and looks again only at what later acts touched: an
// expectation reads the rows and events of its own subject and of nobody else. One thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/rules/alerts.h"
#include "replay/past.h"

namespace tenure {

class AlertShelf {
 public:
  /// Everything below `org` as `past` knows it.
  static Result<AlertShelf> of(const Past& past, PolicyBook& policies, std::string_view org);

  /// Looks again at these subjects alone. The hierarchy and the policies are still those of the shelf.
  Result<void> refresh(const Past& past, PolicyBook& policies, std::span<const Subject> touched);

  /// In the order of the organisations, then of their people. `rule` empty: of every expectation.
  std::vector<Alert> alerts(std::string_view rule = {}) const;

 private:
  /// Where a subject is asked about. Where a person is in office says more of the policy that binds than
  /// where they are registered, and of two organisations the first counts: the least place.
  struct Place {
    enum class As : std::uint8_t { org, in_office, registered };
    As as = As::org;
    std::size_t org = 0;  ///< in orgs_
    std::string subject;
    auto operator<=>(const Place&) const = default;
  };

  Result<void> look_at_org(const Past& past, PolicyBook& policies, std::size_t org);
  Result<void> look_at_people(const Past& past, PolicyBook& policies, std::size_t org, Place::As as);
  Result<void> look(const Past& past, PolicyBook& policies, const PolicyView& policy, const Place& place);

  std::vector<std::string> orgs_;
  std::unordered_map<std::string, std::size_t> org_ranks_;
  std::unordered_map<std::string, Place> people_;
  std::map<Place, std::vector<Alert>> found_;
};

/// The same, for one question. A person who stands in several organisations is asked about once.
Result<std::vector<Alert>> alerts_below(const Past& past, PolicyBook& policies, std::string_view org,
                                        std::string_view rule = {});

}  // namespace tenure

// Alerts over an organisation and everything below it: of each organisation, and of each person on its
// register or in its offices, by the policy that binds there on the date.
//
// An AlertShelf keeps them for one organisation and date, most urgent first, and looks again only at what
// later acts touched: an expectation reads the rows and events of its own subject and of nobody else. What it
// looks at is shared out among threads, a few subjects at a time: each share has facts of
// its own, so what it read is forgotten with it. One thread calls; a look costs what its subjects have.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "domain/rules/alerts.h"
#include "replay/questions.h"
#include "replay/shared_out.h"

namespace tenure {

/// Subjects that one thread looks at before it takes others.
inline constexpr std::size_t kSubjectsAShare = 32;
/// As a limit: none.
inline constexpr std::size_t kEveryAlert = std::numeric_limits<std::size_t>::max();

/// How many alerts a rule has, or several of them.
using AlertCounts = std::map<std::string, std::size_t, std::less<>>;

/// Where the next page begins: behind that many alerts of one day, rule and subject. What rings or falls
/// silent meanwhile elsewhere does not move it. As "2024-03-31,alert.pay_overdue,person/p-0001,1".
struct AlertPlace {
  Date since;
  std::string rule;
  std::string subject;
  std::size_t told = 0;

  std::string str() const;
  static std::optional<AlertPlace> parse(std::string_view text);
};

/// Which alerts are asked for.
struct AlertFilter {
  std::string rule;                 ///< empty: of all
  std::optional<AlertPlace> after;  ///< nothing: from the most urgent on
  std::size_t limit = kPageDefault;
  bool of_orgs = false;  ///< those of organisations themselves alone, of nobody in them
};

/// Some alerts, by urgency: the longest overdue first; those of one day in the order of the rules, of their
/// subjects' ids and of their anchors.
struct AlertPage {
  std::vector<const Alert*> items;  ///< of the shelf
  std::size_t left_out = 0;         ///< those that the filter takes too, behind the page
  std::optional<AlertPlace> next;   ///< when there are some
};

class AlertShelf {
 public:
  AlertShelf(AlertShelf&&) = default;
  AlertShelf& operator=(AlertShelf&&) = default;

  /// Everything below `org` as `past` knows it.
  static Result<AlertShelf> of(const Past& past, std::string_view org);

  /// Looks again at these subjects alone. The hierarchy and the policies are still those of the shelf.
  Result<void> refresh(const Past& past, std::span<const Subject> touched);

  /// Valid until the next refresh.
  AlertPage page(const AlertFilter& filter) const;
  /// Of all rules that ring.
  const AlertCounts& counts() const { return counts_; }
  /// Alerts, organisations and people that it keeps.
  std::size_t weight() const { return by_urgency_.size() + orgs_.size() + people_.size(); }

 private:
  AlertShelf() = default;

  /// Where a subject is asked about. Where a person is in office says more of the policy that binds than
  /// where they are registered, and of two organisations the first counts: the least place.
  struct Place {
    enum class As : std::uint8_t { org, in_office, registered };
    As as = As::org;
    std::size_t org = 0;  ///< in orgs_
    std::string subject;
    auto operator<=>(const Place&) const = default;
  };
  /// Places of one organisation, and what was found there.
  struct Share {
    std::vector<Place> places;
    std::vector<std::vector<Alert>> found;
  };

  /// An alert of found_, and what orders it.
  struct Ranked {
    Date since;
    std::size_t rule = 0;  ///< its place among all rules
    const Alert* alert = nullptr;

    std::tuple<Date, std::size_t, std::string_view> group() const {
      return {since, rule, alert->subject.value};
    }
  };

  static constexpr std::array kAsPeople{Place::As::in_office, Place::As::registered};
  using People = std::map<Place::As, std::vector<std::string>>;
  Result<std::vector<std::string>> people_of(const Past& past, std::size_t org, Place::As as) const;
  /// Of each of orgs_.
  Result<std::vector<People>> people_of_all(const Past& past) const;
  /// Adds the places of the organisation's people that are less than those known.
  void add_people(std::size_t org, Place::As as, const std::vector<std::string>& people,
                  std::vector<Place>& places);
  /// Looks at these places and keeps what it finds there.
  Result<void> look(const Past& past, std::vector<Place> places);
  Result<void> look_at(Share& share, const Past& past, PolicyBook& policies) const;
  void sort();

  std::vector<std::string> orgs_;
  std::unordered_map<std::string, std::size_t> org_ranks_;
  std::unordered_map<std::string, Place> people_;
  std::map<Place, std::vector<Alert>> found_;
  std::vector<Ranked> by_urgency_;
  AlertCounts counts_;
  std::array<PolicyBook, kSharingThreadsMax> policies_;  ///< one a thread
};

/// All that rings about one subject, the longest overdue first. `policy` binds where the subject belongs.
Result<std::vector<Alert>> alerts_about(const Past& past, PolicyBook& policies, const PolicyView& policy,
                                        const Subject& subject);

/// The same, for one question, of one rule or (empty) of all. A person who stands in several organisations is
/// asked about once.
Result<std::vector<Alert>> alerts_below(const Past& past, std::string_view org, std::string_view rule = {});

}  // namespace tenure

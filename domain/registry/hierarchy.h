// The questions about the hierarchy that authority and reading ask.
#pragma once

#include "domain/registry/rows.h"

namespace tenure {

/// Deepest hierarchy of organisations; a longer chain of parents and successors is treated as ending there.
inline constexpr int kHierarchyDepthMax = 32;

/// Whether the subject is in the register; true of the kinds that need not be.
bool is_registered(const Facts& facts, SubjectKind kind, std::string_view id);

/// The day on which the person died; nothing for the living.
std::optional<Date> death_of(const Facts& facts, std::string_view person);
/// Whether the person lives on the date: nobody does from the day of their death on. (LAW-01)
bool is_alive(const Facts& facts, std::string_view person, Date date);
/// Whether what the person sealed was erased: nobody can read it any more.
Result<bool> is_erased(const Facts& facts, const Subject& person);
/// The day on which the organisation was closed or merged; nothing while it goes on.
std::optional<Date> end_of(const Facts& facts, std::string_view org);

/// Whether `org` is `top` or below it on `date`.
bool is_within(const Facts& facts, std::string_view org, std::string_view top, Date date);

/// Whether one of the two is the other, or stands below it.
bool is_related(const Facts& facts, std::string_view org, std::string_view other, Date date);

/// Calls `stop(org)` for the organisation and for those above it on `date`, until it says so. Whether it did.
template <class Stop>
bool climb(const Facts& facts, std::string_view org, Date date, Stop stop) {
  std::string_view at = org;
  for (int depth = 0; depth < kHierarchyDepthMax; ++depth) {
    if (stop(at)) return true;
    const auto* row = facts.row<OrgRow>(at);
    const auto* above = row == nullptr ? nullptr : row->above_on(date);
    if (above == nullptr) return false;
    at = above->str();
  }
  return false;
}

/// Who is on the organisation's register, in the order of their ids.
Result<std::vector<std::string>> registered_people(const Facts& facts, std::string_view org);

/// Organisations of one question, at most.
inline constexpr std::size_t kSubtreeMax = 200'000;

/// `top` and all that stand below it on a date, one after the other, depth first: closed ones under their
/// last parent, merged ones under their successor, since what they did and owe stands there.
class Descent {
 public:
  /// `facts` outlive it.
  Descent(const Facts& facts, std::string_view top, Date date)
      : facts_(facts), top_(top), date_(date), waiting_{top_} {}

  /// Nothing when all were told.
  Result<std::optional<std::string>> next();
  /// `org` is the next one, whatever was told before; nothing is, where it does not stand there.
  Result<void> resume_at(std::string_view org);

 private:
  /// The children of a parent wait, those behind one of them alone where it is named.
  Result<void> wait_for_children(const std::string& parent, std::string_view after = {});

  const Facts& facts_;
  std::string top_;
  Date date_;
  std::vector<std::string> waiting_;  ///< the next one is the last
};

/// All of them.
Result<std::vector<std::string>> orgs_below(const Facts& facts, std::string_view top, Date date);

/// Whether every organisation and person that the event is about is in the register, but for the one it
/// registers.
Result<void> subjects_are_registered(const Facts& facts, const Event& event);

}  // namespace tenure

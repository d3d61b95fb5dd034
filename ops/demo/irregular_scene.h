// What happens in a village of the irregular county on one day: the verbs of which plants are written.
#pragma once

#include "ops/demo/irregular.h"

namespace tenure::demo {

class Scene {
 public:
  Scene(const Irregular& county, Draft& act, Date on, Irregular::Branch& branch)
      : county(county), act(act), on(on), branch(branch), org(county.org(branch)) {}

  const Irregular& county;
  Draft& act;
  const Date on;
  Irregular::Branch& branch;
  const std::string& org;

  /// An event of the village; `rest` is what its data have beside the organisation.
  template <class... Args>
  Position add(Date day, std::string_view type, fmt::format_string<Args...> rest, Args&&... args) {
    return act.add(day, type, R"("org":"{}",{})", org, fmt::format(rest, std::forward<Args>(args)...));
  }
  /// An event of somebody there, on the day.
  template <class... Args>
  Position of(const std::string& person, std::string_view type, fmt::format_string<Args...> rest,
              Args&&... args) {
    return add(on, type, R"("person":"{}",{})", person, fmt::format(rest, std::forward<Args>(args)...));
  }

  /// The village next to it.
  const std::string& neighbour() const { return county.org(county.neighbour_of(branch)); }
  /// The half of the day's year, or of another one.
  std::string half(int number, int years_later = 0) const;

  // Pay. Of another village where it says so.
  Position pay(std::string_view event, const std::string& person, const std::string& to_org,
               std::string_view component, const std::string& period, std::int64_t fen);
  Position assess_and_pay(const std::string& person, std::string_view component, const std::string& period,
                          std::int64_t fen);
  Position assess_and_pay_at(const std::string& other, const std::string& person, std::string_view component,
                             const std::string& period, std::int64_t fen);

  // Offices.
  Position take_office(const std::string& person, const std::string& at_org, std::string_view post,
                       std::string_view by = "appointment");
  void leave(const std::string& person, const std::string& at_org, std::string_view post,
             std::string_view reason);
  /// The secretary leaves, and whoever follows is appointed and, where it is in order, put on file.
  void succeed(std::string_view reason, bool is_filed = true);
  /// The director leaves, and whoever follows is elected.
  void elect_another(std::string_view reason);

  // Spending that people choose the figure of.
  Position spend(Date day, std::int64_t fen, std::string_view payee);
  /// Payments to payees of their own, on the days before.
  template <class Amount>
  void spend_many(int count, Amount fen) {
    constexpr int kDays = 24;
    for (int i = 0; i < count; ++i) spend(on.plus_days(-(i % kDays)), fen(i), fmt::format("{}号商户", i + 1));
  }

  // The village's own money.
  Position pay_out(Date day, int number, std::int64_t fen, std::string_view payee,
                   std::string_view purpose = "operation", std::string_view fund = "own") {
    return branch.books.pay(act, day, org, number, fen, payee, purpose, fund);
  }
  /// A contract of one year from the day on.
  void let(std::string_view contract, std::int64_t per_year_fen, std::int64_t appraised_fen);
  void hand_over(std::int64_t cash_fen);

  // Decisions.
  struct Resolution {
    bool is_reviewed = true;  ///< by a meeting of members
    bool is_heard = true;
    int present = 60, votes_for = 50;  ///< of a hundred
    int disclosed_after = 3;           ///< days
  };
  /// A matter of land is decided, step by step, in the days before.
  Position resolve(const Resolution& how);

  // Discipline.
  void admonish();
  void end_admonition();

  // What answers a record.
  void take_back(Position target);
  void review(Position flagged, std::string_view rule);
};

}  // namespace tenure::demo

// 海兴: a county that grades every village cadre every month, 20 in a hundred excellent, 60 average, 20 poor,
// and pays by it. The figures are the text's (HX-01 to HX-47); names and dates are invented.
#pragma once

#include "ops/demo/county.h"

namespace tenure::demo {

/// The text's figures, times the scale.
struct HaixingFigures {
  explicit HaixingFigures(std::size_t scale);
  std::size_t villages;           ///< a secretary each (HX-33)
  std::size_t committee_members;  ///< HX-33
};

inline constexpr std::size_t kChecklistItems = 26;     ///< HX-15
inline constexpr std::size_t kMonthlyIndicators = 18;  ///< HX-36

class Haixing {
 public:
  Haixing(std::uint64_t seed, std::size_t scale);

  County& county() { return county_; }
  /// From the register to the grades and pay of the first year.
  void plan(Schedule& schedule);
  /// What a month brings after that. The allowances of January 2025 are in plan().
  void plan_month(Schedule& schedule, Date month);

 private:
  struct Cadre {
    std::string person;
    std::size_t village = 0;
    bool secretary = false;
    int ability;               ///< points that an indicator brings on the average, in tenths
    int points = 0;            ///< of the month
    std::uint64_t scored = 0;  ///< the order in which people were
    std::string_view grade;
    Position graded;
    int excellent = 0;  ///< months of the year
    int poor = 0;
  };
  /// Of a township: its secretary and those who organise its party work.
  struct Office {
    std::string secretary;
    std::string organisation_member;
    std::string organiser;
  };

  template <class Visit>
  void each_cadre(std::size_t township, Visit visit) {
    for (Cadre& cadre : cadres_) {
      if (county_.villages()[cadre.village].township == township) visit(cadre);
    }
  }
  const std::string& org(const Cadre& cadre) const { return county_.villages()[cadre.village].id; }

  void plan_history(Schedule& schedule);
  void plan_policy(Schedule& schedule);
  void plan_list(Schedule& schedule);
  void plan_allowances(Schedule& schedule, Date month);
  void plan_assessment(Schedule& schedule, Date month);
  void plan_scores(Schedule& schedule, Date month);
  void plan_grades(Schedule& schedule, Date month);
  void plan_pay(Schedule& schedule, Date month);
  void plan_cycle(Schedule& schedule, Date month);
  void plan_contests(Schedule& schedule, Date month);
  void plan_organisers(Schedule& schedule);
  void plan_year_end(Schedule& schedule);
  void rank(std::size_t township);

  HaixingFigures figures_;
  County county_;
  std::vector<Cadre> cadres_;                    ///< in the order of the villages, the secretary first
  std::vector<Office> offices_;                  ///< of the townships
  std::vector<std::vector<std::string>> heard_;  ///< of each township: the month's opinions and meeting
  std::uint64_t scored_ = 0;
};

}  // namespace tenure::demo

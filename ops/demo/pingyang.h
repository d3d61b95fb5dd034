// 平阳: two years of a county that elects its village secretaries, binds them by pledges and grades them once
// a year. The figures are the text's (PY-02 to PY-48); names and dates are invented.
#pragma once

#include "ops/demo/county.h"

namespace tenure::demo {

/// The text's figures, times the scale.
struct PingyangFigures {
  explicit PingyangFigures(std::size_t scale);
  std::size_t villages;           ///< as many as 7.5 million yuan pay three people each 7,655
  std::size_t local_talents;      ///< elected secretary (PY-16)
  std::size_t former_directors;   ///< of them (PY-17)
  std::size_t invited_back;       ///< PY-21
  std::size_t stationed;          ///< PY-24
  std::size_t first_secretaries;  ///< PY-25
  std::size_t reserves;           ///< PY-18
  std::size_t activists;          ///< PY-19
  std::size_t departed;           ///< who draw the departure subsidy (PY-08)
};

class Pingyang {
 public:
  Pingyang(std::uint64_t seed, std::size_t scale);

  County& county() { return county_; }
  /// From the register to the consequences of the first year's grades.
  void plan(Schedule& schedule);
  /// What a month brings after that.
  void plan_month(Schedule& schedule, Date month);

 private:
  enum class Source { former_director, local_talent, invited_back, stationed, incumbent };
  /// A village's branch and its people.
  struct Branch {
    std::size_t village;
    Source source = Source::incumbent;
    std::string former;     ///< secretary until the election
    std::string secretary;  ///< since
    std::string former_director;
    std::string director;
    std::string accounts_clerk;
    std::string committee_member;  ///< not of the party; not everywhere
    std::string_view grade;        ///< of the year
    Position graded;
    bool spared = false;  ///< no admonition, though the grade calls for one
  };
  struct Departed {
    std::string person;
    std::size_t village;
    bool director;  ///< secretary else
    int years;
    Date until;

    Date from() const { return until.plus_months(-12 * years); }
  };

  const std::string& org(const Branch& branch) const { return county_.villages()[branch.village].id; }
  const std::string& township(const Branch& branch) const { return county_.township_of(branch.village); }
  template <class Visit>
  void each_branch(std::size_t township, Visit visit) {
    for (Branch& branch : branches_) {
      if (county_.villages()[branch.village].township == township) visit(branch);
    }
  }
  static int monthly_fen(int years);

  void cast();
  void cast_sources();

  void plan_history(Schedule& schedule);
  void plan_policy(Schedule& schedule);
  void plan_election(Schedule& schedule);
  void plan_pledges(Schedule& schedule);
  void plan_reserve(Schedule& schedule);
  void plan_money(Schedule& schedule);
  void plan_departed(Schedule& schedule);
  void plan_subsidy(Schedule& schedule, int year, unsigned quarter);
  void plan_year_end(Schedule& schedule);
  void plan_consequences(Schedule& schedule);
  void plan_annual_plans(Schedule& schedule, Date first);
  void plan_progress(Schedule& schedule, Date month);
  void spare_some();
  void elect(Scribe& scribe, Date day, Branch& branch);

  PingyangFigures figures_;
  County county_;
  std::vector<Branch> branches_;  ///< in the order of the villages
  std::vector<Departed> departed_;
  std::vector<std::pair<std::string, std::size_t>> reserves_;  ///< person, village
  std::vector<std::pair<std::string, std::size_t>> activists_;
  std::vector<std::string> first_secretaries_;
  std::vector<std::pair<std::size_t, Position>> admonitions_;  ///< branch, where it stands
};

}  // namespace tenure::demo

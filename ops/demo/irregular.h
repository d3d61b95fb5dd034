// A county that is not: ten years of 1,000 branches whose records are in order, but for what is planted. Each
// kind of lead that audits know is planted in some of its villages, and beside each stand records that only
// look odd. The answer key says what was planted; the ledger does not.
#pragma once

#include <map>
#include <set>

#include "domain/describe/type.h"
#include "ops/demo/county.h"

namespace tenure::demo {

inline constexpr std::size_t kIrregularVillages = 1'000;  ///< times the scale
inline constexpr std::size_t kPlantedOfAKind = 3;         ///< villages that have it
inline constexpr int kIrregularFrom = 2015;               ///< first of the years
inline constexpr int kIrregularUntil = 2024;              ///< last of them

/// What an audit of the organisation is to find.
TENURE_STRUCT(PlantedLead, "埋设的疑点", "Planted lead",
  (Code, test, "检验", "test")
  (Ref<OrgId>, org, "组织", "organisation"));

class Irregular {
 public:
  Irregular(std::uint64_t seed, std::size_t scale);

  County& county() { return county_; }
  void plan(Schedule& schedule);
  /// By test and organisation.
  const std::vector<PlantedLead>& planted() const { return planted_; }

  static Date begin() { return Date::of(kIrregularFrom, 1, 5); }
  static Date end() { return Date::of(kIrregularUntil + 1, 1, 31); }

 private:
  friend struct Plants;

  /// A village, its people, and what is out of order there.
  struct Branch {
    std::size_t village = 0;
    std::string secretary, director, accounts_clerk,
        spare;                     ///< the last one holds nothing, but where a plant says so
    std::set<std::string> plants;  ///< ids of tests
    std::set<std::string> decoys;  ///< of what only looks like them
    int year = 0;                  ///< in which it happens
    Position admonished;           ///< where the admonition stands, where there is one

    bool has(std::string_view test) const { return plants.contains(std::string(test)); }
    bool only_looks(std::string_view test) const { return decoys.contains(std::string(test)); }
  };

  const std::string& org(const Branch& branch) const { return county_.villages()[branch.village].id; }
  const std::string& township(const Branch& branch) const { return county_.township_of(branch.village); }
  /// The next village of the township, or the one before.
  const Branch& neighbour_of(const Branch& branch) const;
  /// An act of each township, of what `write(act, day, branch)` says of each of its branches.
  template <class Write>
  void each_branch(Schedule& schedule, Date day, Write write);

  void cast();
  void plan_beginning(Schedule& schedule);
  void plan_year(Schedule& schedule, int year);
  void plan_plants(Schedule& schedule);

  Random random_;
  County county_;
  std::vector<Branch> branches_;
  std::vector<PlantedLead> planted_;
};

}  // namespace tenure::demo

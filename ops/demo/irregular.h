// A county that is not: ten years of 1,000 branches whose records are in order, but for what is planted. Each
// kind of lead that audits know is planted in some of its villages, and beside each stand records that only
// look odd. The answer key says what was planted; the ledger does not.
#pragma once

#include "domain/describe/type.h"
#include "ops/demo/county.h"
#include "ops/demo/irregular_books.h"

namespace tenure::demo {

inline constexpr std::size_t kIrregularVillages = 1'000;  ///< times the scale
inline constexpr std::size_t kPlantedOfAKind = 3;         ///< villages that have it
inline constexpr int kIrregularFrom = 2015;               ///< first of the years
inline constexpr int kIrregularUntil = 2024;              ///< last of them

inline constexpr std::size_t kVillagesABook = 10;  ///< one of so many in order keeps books

/// What an audit of the organisation is to find.
TENURE_STRUCT(PlantedLead, "埋设的疑点", "Planted lead",
  (Code, test, "检验", "test")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::vector<Code>, explained, "已有说明", "explained by"));  ///< kinds of explanations that stand beside it

class Irregular {
 public:
  /// A village, its people, and what is out of order there: one thing at most.
  struct Branch {
    enum class Part { in_order, has, explained, looks };

    std::size_t village = 0;
    std::string secretary, director, accounts_clerk;  ///< at first
    std::string spare;                                ///< holds nothing, or follows who leaves
    std::string_view test;                            ///< that its plant is of; empty: none
    Part part = Part::in_order;                       ///< whether it has it, or only looks like it
    int year = 0;                                     ///< in which it happens
    bool keeps_books = false;
    VillageBooks books;

    std::optional<Date> secretary_left, director_left;  ///< once it happened
    Position at;                                        ///< of what is answered later
    std::optional<Position> filed;                      ///< an appointment that waits for its receipt

    bool has(std::string_view id) const {
      return test == id && (part == Part::has || part == Part::explained);
    }
  };

  Irregular(std::uint64_t seed, std::size_t scale);

  County& county() { return county_; }
  const County& county() const { return county_; }
  std::vector<Branch>& branches() { return branches_; }
  const std::string& org(const Branch& branch) const { return county_.villages()[branch.village].id; }
  const std::string& township(const Branch& branch) const { return county_.township_of(branch.village); }
  /// The next village of the township, or the one before.
  const Branch& neighbour_of(const Branch& branch) const;

  void plan(Schedule& schedule);
  /// By test and organisation.
  const std::vector<PlantedLead>& planted() const { return planted_; }

  static Date begin() { return Date::of(kIrregularFrom, 1, 5); }
  static Date end() { return Date::of(kIrregularUntil + 1, 1, 31); }

 private:
  /// An act of each township, of what `write(act, day, branch)` says of each of its branches.
  template <class Write>
  void each_branch(Schedule& schedule, Date day, Write write);

  void cast();
  void plant(std::string_view test, Branch& branch, Branch::Part part);
  void plan_beginning(Schedule& schedule);
  void plan_year(Schedule& schedule, int year);
  void plan_pay(Schedule& schedule, int year);
  void plan_books(Schedule& schedule, int year);
  /// Fen that somebody chose.
  std::int64_t chosen_amount();

  Random random_;
  County county_;
  std::vector<Branch> branches_;
  std::vector<PlantedLead> planted_;
};

}  // namespace tenure::demo

// A county for measuring: its register, and acts about its people, all signed before a clock starts.
//
// The same seed gives the same county and the same acts, but for the ledger's own key. One thread.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "domain/access/viewer.h"
#include "tests/support/ledger.h"

namespace tenure::bench {

inline const std::string kTopOrg = "o-county";

struct CountySize {
  std::size_t people = 5'000;
  std::size_t branches = 1'000;
  std::size_t townships = 20;
  std::size_t clerks = 8;
};

/// What happens in the county.
enum class Course : std::uint8_t {
  changes,  ///< in spring 2024: of four events three record an attribute of a person and one an office
  years  ///< from 2008 on: everybody is paid by the month, has an office every three years, and once a year
         ///< an attribute
};

/// A pack that knows the words of the county's acts: nothing that is measured is flagged for them.
std::string words_of_acts();

/// Everything may be seen.
Viewer auditor();

class County {
 public:
  /// Registers organisations, people and clerks in `ledger`, which outlives this.
  County(testing::TestLedger& ledger, const CountySize& size, std::uint64_t seed,
         Course course = Course::changes);

  /// `acts` of `events` each, signed by the clerks in turn. An act is about different people; acts are in the
  /// order of their dates.
  std::vector<Submission> make_acts(std::size_t acts, std::size_t events);

  std::string person(std::size_t i) const;
  std::string branch(std::size_t i) const;

 private:
  std::string township(std::size_t i) const;
  std::string branch_of(std::size_t person) const { return branch(person % size_.branches); }
  void submit_in_bulk(std::size_t count, const std::function<void(testing::ActBuilder&, std::size_t)>& add);
  Date next_date(std::size_t act) const;
  void add_event(testing::ActBuilder& act, Date on);
  void add_office(testing::ActBuilder& act, Date on, std::size_t who, std::size_t round);
  void add_attribute(testing::ActBuilder& act, Date on, std::size_t who);
  void add_pay(testing::ActBuilder& act, Date on, std::size_t who);

  testing::TestLedger& ledger_;
  CountySize size_;
  Course course_;
  std::mt19937_64 random_;
  std::vector<const testing::Signer*> clerks_;
  std::vector<std::size_t> order_;  ///< of the people, shuffled
  std::size_t next_event_ = 0;
};

}  // namespace tenure::bench

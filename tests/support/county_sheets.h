// The spreadsheets of a county that is made up: its register, and the offices of some years. Faults are
// planted in them and mended again. The same county every time.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/support/grid.h"

namespace tenure::testing {

class CountySheets {
 public:
  /// Its townships stand below `top`, by name or id.
  CountySheets(int villages, int first_year, int last_year, const std::string& top = "县委组织部");

  Grid& people() { return people_; }
  Grid& offices() { return offices_; }
  /// Beginnings and ends.
  std::size_t office_events() const { return office_events_; }

  /// The cells that are wrong now.
  std::set<std::string> plant_in_register();
  std::set<std::string> plant_in_offices();
  void mend();

 private:
  struct Planted {
    Grid* grid;
    std::size_t row, column;
    std::string before;
  };

  void add_village(int number, int first_year, int last_year);
  /// Another person of the village, by name.
  std::string new_person(const std::string& village, int year);
  std::string plant(Grid& grid, std::size_t row, std::size_t column, const std::string& wrong);

  Grid people_;
  Grid offices_;
  std::size_t office_events_ = 0;
  std::size_t persons_ = 0;
  std::vector<Planted> planted_;
};

}  // namespace tenure::testing

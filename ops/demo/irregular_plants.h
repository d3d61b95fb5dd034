// What is planted into the irregular county: a row for each step of a lead, of what only looks like it, and
// of what explains it.
#pragma once

#include <span>
#include <vector>

#include "ops/demo/irregular_scene.h"

namespace tenure::demo {

/// Writes into the day's act of the branch. A lambda without a capture is one.
using Write = void (*)(Scene& scene);

/// One day of a plant.
struct PlantRow {
  enum class Signed { township, county, both };

  std::string_view test;
  struct {
    int years_later;  ///< than the branch's year
    unsigned month, day;
  } day;
  Write plant = nullptr;  ///< what is irregular
  Write look = nullptr;   ///< what only looks like it
  /// Comes with `plant` where the lead stands with an explanation, of the kind `excused_by`.
  Write excuse = nullptr;
  std::string_view excused_by = {};
  Signed by = Signed::township;
};

/// A1 to A10, B1 to B6, the village's own money (B2, B7 to C8), D1 to D11.
std::span<const PlantRow> pay_plants();
std::span<const PlantRow> spending_plants();
std::span<const PlantRow> collective_plants();
std::span<const PlantRow> duty_plants();

// What several of them write.
void admonish(Scene& scene);
/// Whoever held nothing leaves the committee again.
void quit_committee(Scene& scene);

/// The tests whose leads are planted, each once.
std::vector<std::string_view> planted_tests();
/// What explains a lead of the test where it stands with an explanation: kinds of explanations.
std::vector<std::string_view> excuses_of(std::string_view test);
/// Whether the village's own money is what the test is about.
bool is_of_the_books(std::string_view test);

/// Writes the rows of all branches into the schedule.
void plan_plants(Irregular& county, Schedule& schedule);

}  // namespace tenure::demo

#include "ops/demo/irregular_plants.h"

#include <algorithm>
#include <array>

namespace tenure::demo {
namespace {

/// All rows, in the order of their tables.
template <class Look>
void each_row(Look look) {
  for (const auto& table : {pay_plants(), spending_plants(), collective_plants(), duty_plants()}) {
    for (const PlantRow& row : table) look(row);
  }
}

/// What of the row is written in the branch, in this order; nulls: nothing.
std::array<Write, 2> writes_of(const PlantRow& row, const Irregular::Branch& branch) {
  using Part = Irregular::Branch::Part;
  if (branch.test != row.test) return {};
  if (branch.part == Part::looks) return {row.look, nullptr};
  return {row.plant, branch.part == Part::explained ? row.excuse : nullptr};
}

void add_once(std::vector<std::string_view>& all, std::string_view one) {
  if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

}  // namespace

void admonish(Scene& scene) { scene.admonish(); }
void quit_committee(Scene& scene) {
  scene.leave(scene.branch.spare, scene.org, "committee_member", "resignation");
}

std::vector<std::string_view> planted_tests() {
  std::vector<std::string_view> out;
  each_row([&](const PlantRow& row) { add_once(out, row.test); });
  return out;
}

std::vector<std::string_view> excuses_of(std::string_view test) {
  std::vector<std::string_view> out;
  each_row([&](const PlantRow& row) {
    if (row.test == test && !row.excused_by.empty()) add_once(out, row.excused_by);
  });
  return out;
}

bool is_of_the_books(std::string_view test) {
  return std::ranges::find(collective_plants(), test, &PlantRow::test) != collective_plants().end();
}

void plan_plants(Irregular& county, Schedule& schedule) {
  each_row([&](const PlantRow& row) {
    for (Irregular::Branch& branch : county.branches()) {
      const auto writes = writes_of(row, branch);
      if (writes == std::array<Write, 2>{}) continue;
      const Date day = Date::of(branch.year + row.day.years_later, row.day.month, row.day.day);
      schedule.on(day, [&county, &branch, writes, by = row.by](Scribe& scribe, Date on) {
        const std::string& county_id = county.county().id();
        Draft act(scribe, by == PlantRow::Signed::county ? county_id : county.township(branch));
        if (by == PlantRow::Signed::both) act.co_sign(county_id);
        Scene scene(county, act, on, branch);
        for (const Write write : writes) {
          if (write != nullptr) write(scene);
        }
      });
    }
  });
}

}  // namespace tenure::demo

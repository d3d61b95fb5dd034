#include "ops/demo/packs.h"

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>
#include <utility>

#include "ops/demo/pack_texts.h"

namespace tenure::demo {
namespace {

/// Values for what a table of the pack leaves unspecified. A pack that says more by now stays as it is.
void supply(std::string& pack, const std::string& table,
            std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  const std::size_t from = pack.find("[" + table + "]");
  for (const auto& [name, value] : values) {
    const std::string open = fmt::format("\n{} = \"unspecified\"", name);
    const std::size_t at = from == std::string::npos ? from : pack.find(open, from);
    if (at != std::string::npos) pack.replace(at, open.size(), fmt::format("\n{} = {}", name, value));
  }
}

}  // namespace

std::string pingyang_pack() {
  std::string pack(kPingyangPack);
  supply(pack, "departure_subsidy", {{"schedule", "[[5, 5000], [10, 7000], [15, 9000], [20, 11000]]"}});
  return pack;
}

std::string haixing_pack() {
  std::string pack(kHaixingPack);
  supply(pack, "grade.monthly.average", {{"pay", "1"}});
  supply(pack, "grade.monthly.excellent", {{"pay", "1"}, {"reward_fen", "20000"}});
  supply(pack, "scheme.organiser.part_weight", {{"basic", "1"}, {"characteristic", "1"}, {"other", "1"}});
  supply(pack, "scheme.organiser.rater_weight", {{"township_team", "0.5"}, {"org_dept_section", "0.5"}});
  supply(pack, "scheme.organiser.review_points",
         {{"excellent", "4"}, {"good", "3"}, {"average", "2"}, {"poor", "0"}});
  return pack;
}

}  // namespace tenure::demo

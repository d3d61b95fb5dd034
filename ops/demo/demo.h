// A ledger with years of one county or two in it. The same plan makes the same acts, byte for byte, and the
// same root.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ops/demo/haixing.h"
#include "ops/demo/irregular.h"
#include "ops/demo/pingyang.h"

namespace tenure {

/// What makes a demo what it is; it lies beside its keys.
TENURE_STRUCT(DemoPlan, "演示方案", "Demo's plan",
  (Code, locality, "县", "locality", "both")  ///< PY, HX, both, or irregular
  (std::int32_t, scale, "规模", "scale", 1)
  (std::int32_t, seed, "种子", "seed", 1));

}  // namespace tenure

namespace tenure::demo {

inline constexpr std::size_t kScaleMax = 50;
inline constexpr std::string_view kOrigin = "demo.example/tenure";

using Plan = DemoPlan;

/// The counties of a plan and what happens in them.
class Story {
 public:
  explicit Story(const Plan& plan);

  /// Whose keys sign: the root's organisation first.
  std::vector<std::string> signing_orgs();
  /// The past, up to end().
  void plan_past(Schedule& schedule, const Keyring& keys);
  Date begin() const { return irregular_ ? Irregular::begin() : Date::of(2023, 7, 3); }
  Date end() const { return irregular_ ? Irregular::end() : Date::of(2025, 1, 17); }
  /// What audits are to find in the irregular county; nothing of the others.
  std::vector<PlantedLead> planted() const {
    return irregular_ ? irregular_->planted() : std::vector<PlantedLead>();
  }
  /// The month that goes on where the past ends, and each one after it.
  void plan_month(Schedule& schedule, Date month);

 private:
  std::vector<County*> counties();

  std::optional<Pingyang> pingyang_;
  std::optional<Haixing> haixing_;
  std::optional<Irregular> irregular_;
};

struct Progress {
  Date day;
  std::uint64_t acts = 0;
  std::uint64_t events = 0;
};
using OnProgress = std::function<void(const Progress& progress)>;

struct Made {
  std::string ledger;
  std::string log_key;
  std::string root;  ///< of the tree, hex
  std::uint64_t acts = 0;
  std::uint64_t events = 0;
  std::vector<PlantedLead> planted = {};  ///< in the irregular county
};

struct MakeOptions {
  Plan plan;
  std::string folder;              ///< of the ledger, to be made
  std::string keys_folder;         ///< the signing keys' and plan.json's, to be made
  std::optional<Date> until = {};  ///< nothing: the story's end
  OnProgress on_progress = [](const Progress&) {};
};

/// `exists` when one of the folders is there already and not empty. A refused act is a fault of the demo's
/// and ends it.
Result<Made> make(const MakeOptions& options);

/// What lies in a keys folder.
Result<Plan> load_plan(const std::string& keys_folder);

}  // namespace tenure::demo

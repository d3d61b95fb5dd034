// Policies changed: packs as texts, in the scenarios that adopt them.
#pragma once

#include <functional>
#include <string>

#include "tests/trials/scenario.h"

namespace tenure::trials {

using PackChange = std::function<std::string(std::string pack)>;

/// The deeds with every pack that they adopt changed.
std::vector<Deed> with_packs(std::vector<Deed> deeds, const PackChange& change);
/// The texts of the packs that they adopt.
std::vector<std::string> packs_of(const std::vector<Deed>& deeds);
/// The pack with a mode for a rule, whatever it said of it.
std::string with_mode(std::string pack, std::string_view rule, std::string_view mode);

}  // namespace tenure::trials

// Policies changed: packs as texts, in the scenarios that adopt them; and which scenarios adopt a key.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/rules/pack.h"
#include "tests/trials/scenario.h"

namespace tenure::trials {

using PackChange = std::function<std::string(std::string pack)>;

/// The deeds with every pack that they adopt changed.
std::vector<Deed> with_packs(std::vector<Deed> deeds, const PackChange& change);
/// The texts of the packs that they adopt.
std::vector<std::string> packs_of(const std::vector<Deed>& deeds);
/// The pack with a mode for a rule, whatever it said of it.
std::string with_mode(std::string pack, std::string_view rule, std::string_view mode);

/// What a key of a pack is changed to: the text of another value; nothing to leave it.
using ValueChange = std::function<std::optional<std::string>(const ParameterInfo&, const PackValue&)>;
/// The pack with the key's value changed; nothing where it gives none, or where that is no pack any more.
std::optional<std::string> with_value(const std::string& pack, const std::string& key,
                                      const ValueChange& change);
/// The deeds with it changed in every pack; nothing where no pack changes.
std::optional<std::vector<Deed>> with_values(const std::vector<Deed>& deeds, const std::string& key,
                                             const ValueChange& change);

bool is_number(ParameterType type);
/// As a pack writes it: `0.5`, `12`.
std::string number_text(ParameterType type, std::int64_t number);
/// `["a", "b"]`
std::string list_text(const Codes& codes);
/// A number moved by so many of its smallest steps.
ValueChange moved_by(std::int64_t steps);

/// Who adopts a key with a value: scenarios first whose names carry one of its mechanisms, then the small
/// ones.
struct Adopters {
  const ParameterInfo* parameter = nullptr;
  std::vector<const Scenario*> scenarios;
};
using AdoptersByKey = std::map<std::string, Adopters>;
/// By key, of the parameters for which `is`.
AdoptersByKey adopters(const std::function<bool(const ParameterInfo&)>& is);

}  // namespace tenure::trials

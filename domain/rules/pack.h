// A policy pack: the TOML text that PolicyAdopted carries, read whole and strictly.
//
//   [departure_subsidy]
//   min_years = 5
//   male_age = "masked"           the source hides the figure; "unspecified": it gives none
//   reading = "A08"               which reading of an unclear text this is; for people
//   [rules."gate.posts_number"]
//   mode = "enforce"              off | flag | enforce
//   [words.post]
//   village_doctor = "村医 | Village doctor"   a word of the locality, with its labels
//
// A key that no area declares is refused, with its line and the nearest known one. Pure; any thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/verdict.h"
#include "domain/rules/parameter.h"

namespace tenure {

struct Rule;

/// What a pack says of one rule.
struct RuleSetting {
  std::optional<RuleMode> mode;
  std::string reading;
  std::uint32_t line = 0;
};

/// A word that a pack adds to a vocabulary.
struct WordLabels {
  std::string zh, en;
};

struct Pack {
  std::map<std::string, PackValue, std::less<>> values;      ///< by key
  std::map<std::string, RuleSetting, std::less<>> rules;     ///< by the rule's name
  std::map<std::string, std::string, std::less<>> readings;  ///< by the table that they explain
  /// By vocabulary and word.
  std::map<std::string, std::map<std::string, WordLabels, std::less<>>, std::less<>> words;
};

/// Every parameter of every area, and every rule's name: what a pack may hold.
struct PackSchema {
  std::vector<const ParameterInfo*> parameters;
  std::vector<std::string_view> rules;
};
const PackSchema& pack_schema();
/// The declaration that a pack's key belongs to, or null.
const ParameterInfo* find_parameter(const PackSchema& schema, std::string_view key);

/// Refuses with `bad_pack`; `where` is "line 3, posts.mni".
Result<Pack> parse_pack(std::string_view toml, const PackSchema& schema = pack_schema());

/// Reads any bytes as a pack and checks what must hold of every pack that is read; for fuzzing.
void fuzz_policy(std::string_view bytes);

}  // namespace tenure

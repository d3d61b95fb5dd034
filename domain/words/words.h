// Words: what may stand in a field of type Code. A vocabulary lists its words with their labels in both
// languages; the fields of the events and the keys of the packs name the vocabularies that they take. A pack
// adds words of its own ([words.post]). A field whose words are an issuer's own, as the number of a round, is
// declared free, with the reason. Constants; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/describe/type.h"

namespace tenure {

struct Word {
  std::string_view code, zh, en;
};

struct Vocabulary {
  std::string_view name, zh, en;
  std::span<const Word> words;
  bool closed = false;  ///< the rules read each of its words, so that a pack can add none
};

using Vocabularies = std::vector<const Vocabulary*>;

/// All of them, in the order of their names.
std::span<const Vocabulary> vocabularies();
/// Null when there is none of that name.
const Vocabulary* find_vocabulary(std::string_view name);
/// "grade ballot_option" as vocabularies.
Vocabularies vocabularies_named(std::string_view names);
/// The other way round.
std::string names_of(const Vocabularies& among);
/// The word in the first vocabulary that has it, or null.
const Word* find_word(const Vocabularies& among, std::string_view code);

/// What stands in a Code field: a word of one of the vocabularies or, without any, a word of the issuer's
/// own.
struct FieldWords {
  Vocabularies vocabularies;
  std::string_view free_zh, free_en;  ///< why the field has no vocabulary
};
/// Null for a field that is no Code, and for one that nobody has declared.
const FieldWords* words_of(const Field& field);

/// What an event's `basis` may hold, in both languages.
inline constexpr std::string_view kBasisZh = "事件位置（12.0）或文号";
inline constexpr std::string_view kBasisEn = "positions of events (12.0) or document numbers";

}  // namespace tenure

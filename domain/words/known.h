// Whether an event and a pack keep to the words that are known.
#pragma once

#include "domain/rules/rule.h"
#include "domain/words/words.h"

namespace tenure {

/// A word of the vocabularies, or one that the pack adds to them. `pack` may be null.
bool is_known_word(const Vocabularies& among, std::string_view code, const Pack* pack);
/// The known word nearest to `code`, of the house or of the pack; empty when none is near.
std::string_view nearest_word(const Vocabularies& among, std::string_view code, const Pack* pack);

/// LAW-23: every Code of the event is a word of its field's vocabulary, or one of the binding pack.
Objections uses_unknown_words(const Judged& judged);

/// The vocabularies of a parameter: of the words that the pack puts in the places of its key's '*', in their
/// order, and of its value.
struct KeyWords {
  std::vector<Vocabularies> stars;
  Vocabularies value;
  bool free = false;     ///< the value is a word of the issuer's own
  bool falling = false;  ///< of a schedule: its values never rise, where others never fall
};
/// Null for a parameter that takes no words and is no schedule, and for one that nobody has declared.
const KeyWords* words_of(const ParameterInfo& parameter);

/// A word in a key where its parameter has a '*', with the vocabularies that it is of; those of words that
/// are nobody's are left out. Into the key.
struct KeyWord {
  const Vocabularies* among;
  std::string_view word;
};
std::vector<KeyWord> words_in_key(const ParameterInfo& parameter, std::string_view key);

/// What a pack must keep to when it is adopted: known words, shares of a table that sum to at most 1, steps
/// that rise and stay between their bounds, a reason (`reading`) where a law is
/// switched off or only recorded. Refuses with `bad_pack`, as `parse_pack` does. Packs adopted before are
/// read without it.
Result<Pack> read_sound_pack(std::string_view toml);
Result<void> check_pack(const Pack& pack);

}  // namespace tenure

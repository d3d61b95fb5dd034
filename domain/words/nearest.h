// The known word that somebody may have meant: by its code, or by its label in either language. Whoever
// refuses a word says so with unknown_among(). Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/words/words.h"

namespace tenure {

/// Letters to add, take out or replace until `a` is `b`.
std::size_t edits(std::string_view a, std::string_view b);

/// The first of those that are fewest edits away from `word`; empty when each would be another word
/// altogether.
template <class Names>
std::string_view nearest_of(std::string_view word, const Names& names) {
  std::string_view best;
  std::size_t least = word.size();
  for (const std::string_view known : names) {
    const std::size_t longer =
        known.size() > word.size() ? known.size() - word.size() : word.size() - known.size();
    if (longer >= least) continue;
    const std::size_t distance = edits(word, known);
    if (distance >= least) continue;
    least = distance;
    best = known;
  }
  return best;
}

/// The word whose code or label was said, else one of whose Chinese label it is a part, else the nearest one;
/// null when each would be another word altogether.
const Word* meant(std::string_view said, std::span<const Word> known);

/// What is said of a word that nobody knows, in both languages: "'主任'，最接近的是 director（主任）". Of
/// a part of several labels, those words. Where none is near: all of a few, or the word alone.
std::string unknown_among(std::string_view said, std::span<const Word> known);
/// The same of names without labels.
std::string unknown_among(std::string_view said, const std::vector<std::string_view>& names);

/// Described things as words: values of an enumeration, fields of a structure.
template <class Named>
std::vector<Word> words_of_named(const Named& described) {
  std::vector<Word> out;
  for (const auto& each : described) out.push_back({each.name, each.zh, each.en});
  return out;
}
/// All words of the vocabularies.
std::vector<Word> words_in(const Vocabularies& among);

}  // namespace tenure

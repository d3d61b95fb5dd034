#include "domain/words/nearest.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "domain/core/both.h"
#include "domain/core/id.h"
#include "domain/describe/read.h"

namespace tenure {
namespace {

constexpr std::size_t kBits = std::numeric_limits<std::uint64_t>::digits;

std::size_t edits_of_long(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

constexpr std::size_t kListedMax = 8;    ///< a vocabulary that is told whole where no word of it is near
constexpr std::size_t kPartMin = 2 * 3;  ///< bytes of two Chinese characters; one alone is in many labels

bool is_called(std::string_view said, std::string_view label) {
  return !label.empty() && said.size() == label.size() &&
         std::equal(said.begin(), said.end(), label.begin(), [](char a, char b) {
           const auto small = [](char c) {
             return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
           };
           return small(a) == small(b);
         });
}

/// Labels share words with each other, and Chinese ones bytes: only half of one may be another.
bool is_near(std::string_view said, std::string_view label) {
  return !label.empty() && 2 * edits(said, label) <= std::min(said.size(), label.size());
}

/// Those whose Chinese label has what was said in it, the shortest label first: "书记" is a part of
/// 党组织书记.
std::vector<const Word*> labelled_in_part(std::string_view said, std::span<const Word> known) {
  std::vector<const Word*> out;
  if (said.size() < kPartMin) return out;
  for (const Word& word : known) {
    if (word.zh.find(said) != std::string_view::npos) out.push_back(&word);
  }
  std::ranges::stable_sort(out, {}, [](const Word* word) { return word->zh.size(); });
  return out;
}

/// By its code, by a label, or nearly by one of them.
/// The words that may be meant, the likeliest first; one alone unless several have it in their labels.
std::vector<const Word*> likely(std::string_view said, std::span<const Word> known) {
  for (const Word& word : known) {
    if (is_called(said, word.code) || is_called(said, word.zh) || is_called(said, word.en)) return {&word};
  }
  if (said.size() > kIdLengthMax) return {};
  // Bytes of a Chinese word are no letters of a code.
  const bool is_latin =
      std::all_of(said.begin(), said.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (is_latin) {
    std::vector<std::string_view> codes;
    for (const Word& word : known) codes.push_back(word.code);
    const std::string_view near = nearest_of(said, codes);
    if (!near.empty())
      return {&known[static_cast<std::size_t>(std::ranges::find(codes, near) - codes.begin())]};
  } else if (auto parts = labelled_in_part(said, known); !parts.empty()) {
    return parts;
  }
  const auto labelled = std::ranges::find_if(
      known, [&](const Word& word) { return is_near(said, word.zh) || is_near(said, word.en); });
  return labelled == known.end() ? std::vector<const Word*>() : std::vector<const Word*>{&*labelled};
}

}  // namespace

const Word* meant(std::string_view said, std::span<const Word> known) {
  const auto found = likely(said, known);
  return found.empty() ? nullptr : found.front();
}

std::string unknown_among(std::string_view said, std::span<const Word> known) {
  std::string zh = quoted(said);
  std::string en = zh;
  const auto add = [&](const Word& word) {
    zh += word.zh.empty() ? std::string(word.code) : fmt::format("{}（{}）", word.code, word.zh);
    en += word.en.empty() ? std::string(word.code) : fmt::format("{} ({})", word.code, word.en);
  };
  std::vector<const Word*> told = likely(said, known);
  const std::size_t found = told.size();
  if (found == 0 && known.size() <= kListedMax) {
    for (const Word& word : known) told.push_back(&word);
  }
  if (told.empty()) return zh;
  zh += found == 0 ? "，可用的是 " : found == 1 ? "，最接近的是 " : "，可能是 ";
  en += found == 0 ? ", the known ones are " : found == 1 ? ", the nearest is " : ", perhaps ";
  for (std::size_t i = 0; i < std::min(told.size(), kListedMax); ++i) {
    if (i > 0) zh += "、", en += ", ";
    add(*told[i]);
  }
  return both("{0}", "{1}", zh, en);
}

std::string unknown_among(std::string_view said, const std::vector<std::string_view>& names) {
  std::vector<Word> known;
  for (const std::string_view name : names) known.push_back({name, {}, {}});
  return unknown_among(said, known);
}

std::vector<Word> words_in(const Vocabularies& among) {
  std::vector<Word> out;
  for (const Vocabulary* vocabulary : among)
    out.insert(out.end(), vocabulary->words.begin(), vocabulary->words.end());
  return out;
}

// A column of the table in one word: bit i says whether the distance grows (`up`) or falls (`down`) from row
// i to row i + 1 (Myers 1999, Hyyro 2001).
std::size_t edits(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (a.size() > kBits) return edits_of_long(a, b);
  std::array<std::uint64_t, 256> places{};  // where a letter stands in `a`
  for (std::size_t i = 0; i < a.size(); ++i)
    places[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::size_t distance = a.size();
  for (const char letter : b) {
    const std::uint64_t same = places[static_cast<unsigned char>(letter)] | down;
    const std::uint64_t diagonal = (((same & up) + up) ^ up) | same;
    std::uint64_t grows = down | ~(diagonal | up);
    std::uint64_t falls = up & diagonal;
    if ((grows & last) != 0) ++distance;
    if ((falls & last) != 0) --distance;
    grows = (grows << 1) | 1;
    falls <<= 1;
    up = falls | ~(diagonal | grows);
    down = grows & diagonal;
  }
  return distance;
}

}  // namespace tenure

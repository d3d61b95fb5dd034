// Whether a text is in one language: what official readers read has no bare code, no money in fen and no word
// of the other language in it. Ids and positions may stand in it. Pure.
#pragma once

#include <algorithm>
#include <cctype>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::testing {

/// What Chinese texts keep of other scripts.
inline constexpr std::string_view kProperNames[] = {"Ed25519", "UTC"};

inline bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == ':' || c == '-';
}

/// A code as vocabularies have them: small letters with underscores.
inline bool is_bare_code(std::string_view word) {
  bool has_letter = false;
  for (const char c : word) {
    if (c != '_' && !std::islower(static_cast<unsigned char>(c)) &&
        !std::isdigit(static_cast<unsigned char>(c)))
      return false;
    has_letter = has_letter || std::islower(static_cast<unsigned char>(c)) != 0;
  }
  return has_letter;
}

/// The words of Latin letters and digits in a text.
inline std::vector<std::string> latin_words(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end])) ++end;
    std::string word(text.substr(at, end - at));
    while (!word.empty() && (word.back() == '.' || word.back() == ':')) word.pop_back();
    if (!word.empty()) out.push_back(std::move(word));
    at = end + 1;
  }
  return out;
}

inline bool is_allowed(std::string_view word, std::span<const std::string> ids) {
  if (word.starts_with("r-")) return true;  // the name of a round is an id
  for (const std::string_view name : kProperNames) {
    if (word == name) return true;
  }
  for (const std::string& id : ids) {
    if (word == id) return true;
  }
  return false;
}

/// The first word that no Chinese text has: one of Latin letters. Empty when there is none.
inline std::string foreign_in_chinese(std::string_view text, std::span<const std::string> ids) {
  if (text.empty()) return "(nothing)";
  for (const std::string& word : latin_words(text)) {
    const bool has_letter =
        word.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos;
    if (has_letter && !is_allowed(word, ids)) return word;
  }
  return {};
}

/// Whether the detail of a refusal is a sentence in English without its Chinese: small Latin words in a row,
/// and no ideograph. A value (an id, a position, a path) is none, and what the storage said is quoted.
inline bool is_english_alone(std::string_view detail) {
  static const std::regex kWords("[a-z]{2,} [a-z]{2,}");
  if (detail.starts_with("IO error: ")) return false;
  const bool is_chinese = std::ranges::any_of(detail, [](char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
  });
  return !is_chinese && std::regex_search(detail.begin(), detail.end(), kWords);
}

/// The first word that no English text has: a Chinese character, a code with an underscore, fen.
inline std::string foreign_in_english(std::string_view text, std::span<const std::string> ids) {
  if (text.empty()) return "(nothing)";
  for (std::size_t at = 0; at < text.size(); ++at) {
    // CJK ideographs are the three bytes E4 to E9.
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0xE4 && c <= 0xE9) return std::string(text.substr(at, 3));
  }
  for (const std::string& word : latin_words(text)) {
    if (is_allowed(word, ids)) continue;
    if (word == "fen" || (word.find('_') != std::string::npos && is_bare_code(word))) return word;
  }
  return {};
}

}  // namespace tenure::testing

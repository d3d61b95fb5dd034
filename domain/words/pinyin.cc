#include "domain/words/pinyin.h"

#include <algorithm>
#include <unordered_map>

#include "domain/words/pinyin_table.h"

namespace tenure {
namespace {

constexpr std::string_view kUmlaut = "Ü";
constexpr std::string_view kSmallUmlaut = "ü";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Bytes of the UTF-8 character that begins here; 1 for what begins none.
std::size_t size_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return std::min(size, text.size());
}

std::string_view take_character(std::string_view& text) {
  const std::string_view out = text.substr(0, size_of_character(text));
  text.remove_prefix(out.size());
  return out;
}

using Table = std::unordered_map<std::string_view, std::vector<std::string_view>>;

/// A line a reading: the reading, a blank, its characters. Lines with # are about the file.
Table read_table(std::string_view text) {
  Table out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t blank = line.find(' ');
    if (line.starts_with('#') || blank == std::string_view::npos) continue;
    const std::string_view reading = line.substr(0, blank);
    line.remove_prefix(blank + 1);
    while (!line.empty()) out[take_character(line)].push_back(reading);
  }
  return out;
}

/// Each way of going on with each of the readings.
std::vector<std::string> joined_to(const std::vector<std::string_view>& readings,
                                   const std::vector<std::string>& rests) {
  std::vector<std::string> out;
  for (const std::string_view reading : readings) {
    for (const std::string& rest : rests) {
      if (out.size() < kSpellingsMax) out.push_back(std::string(reading) + rest);
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string_view> initials_of(const std::vector<std::string_view>& readings) {
  std::vector<std::string_view> out;
  for (const std::string_view reading : readings) out.push_back(reading.substr(0, 1));
  return out;
}

}  // namespace

std::vector<std::string_view> readings_of(std::string_view character) {
  static const Table table = read_table(kPinyinTable);
  if (character.size() == 1) return {character};
  const auto found = table.find(character);
  return found == table.end() ? std::vector<std::string_view>() : found->second;
}

std::vector<std::string> spellings_of(std::string_view folded_name) {
  std::vector<std::vector<std::string_view>> readings;
  while (!folded_name.empty()) {
    auto read = readings_of(take_character(folded_name));
    if (!read.empty()) readings.push_back(std::move(read));
  }
  std::vector<std::string> out;
  std::vector<std::string> whole{std::string()};
  std::vector<std::string> initials{std::string()};
  for (auto at = readings.rbegin(); at != readings.rend(); ++at) {
    whole = joined_to(*at, whole);
    initials = joined_to(initials_of(*at), initials);
    out.insert(out.end(), whole.begin(), whole.end());
    out.insert(out.end(), initials.begin(), initials.end());
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool sounds_like(std::string_view folded_name, std::string_view spelling) {
  // How much of the spelling was said by the characters so far, from any of them on.
  std::vector<bool> whole(spelling.size());
  std::vector<bool> initials(spelling.size());
  const auto says = [&](const std::vector<std::string_view>& readings, std::vector<bool>& said) {
    if (readings.empty() || spelling.empty()) return false;
    said[0] = true;
    std::vector<bool> next(spelling.size());
    for (std::size_t at = 0; at < spelling.size(); ++at) {
      if (!said[at]) continue;
      for (const std::string_view reading : readings) {
        const std::string_view rest = spelling.substr(at);
        if (reading.starts_with(rest)) return true;
        if (rest.starts_with(reading)) next[at + reading.size()] = true;
      }
    }
    said = std::move(next);
    return false;
  };
  while (!folded_name.empty()) {
    const auto readings = readings_of(take_character(folded_name));
    if (readings.empty()) continue;
    if (says(readings, whole) || says(initials_of(readings), initials)) return true;
  }
  return false;
}

std::string as_spelling(std::string_view folded_question) {
  std::string out;
  while (!folded_question.empty()) {
    const std::string_view character = take_character(folded_question);
    if (character == kUmlaut || character == kSmallUmlaut) {
      out += 'V';
    } else if (character.size() == 1 && is_capital(character.front())) {
      out += character;
    } else {
      return {};
    }
  }
  return out;
}

}  // namespace tenure

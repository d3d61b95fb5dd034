// How names sound: the Mandarin readings of Han characters, without tones, so that a name is found by its
// pinyin and by its initials. Every reading of a character counts, since a name does not say which one it is:
// 单 is DAN, SHAN and CHAN. The table is words/pinyin/pinyin.txt, made of the Unicode Character Database.
//
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure {

/// Ways to say one name that are looked at, at most; a name of ordinary characters has one to four.
inline constexpr std::size_t kSpellingsMax = 256;

/// The readings of one character in UTF-8, in capitals, ü as V: "ZENG", "CENG". A letter or digit reads as
/// itself; none of what is not in the table.
std::vector<std::string_view> readings_of(std::string_view character);

/// What a folded name may be asked for by, from each of its characters on: whole syllables (曾小乐:
/// "ZENGXIAOLE", "XIAOLE", "LE", ...) and their initials ("ZXL", "XL", "L", ...). Each once, at most
/// kSpellingsMax from a character on.
std::vector<std::string> spellings_of(std::string_view folded_name);

/// Whether one of these begins so, without making them all. `spelling` as as_spelling gives it; none of none.
bool sounds_like(std::string_view folded_name, std::string_view spelling);

/// A question in pinyin as spellings are written, ü as V; nothing when it is not all Latin letters.
std::string as_spelling(std::string_view folded_question);

}  // namespace tenure

// The language in which people read an answer; data is the same in each. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"
#include "domain/describe/shape.h"
#include "domain/words/words.h"

namespace tenure {

enum class Language : std::uint8_t { zh, en };

/// The argument `lang` of a call; Chinese where it is absent.
struct LanguageWord {
  Language value = Language::zh;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::words({"zh", "en"}); }
  static std::vector<Word> words() { return {{"zh", "中文", "Chinese"}, {"en", "英文", "English"}}; }
  static std::optional<LanguageWord> parse(std::string_view text) {
    if (text != "zh" && text != "en") return std::nullopt;
    return LanguageWord{text == "zh" ? Language::zh : Language::en};
  }
};

inline std::string_view name(Language language) { return language == Language::zh ? "zh" : "en"; }

/// The half of a pair that is of the language.
inline std::string_view said_in(Language language, std::string_view zh, std::string_view en) {
  return language == Language::zh ? zh : en;
}

}  // namespace tenure

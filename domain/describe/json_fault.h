// Where a text stops being JSON, said so that whoever wrote it by hand finds the place. Asked only after a
// reader has refused the text. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

/// How many values a text is to hold.
enum class JsonTexts : std::uint8_t {
  one,
  many,  ///< one behind the other, as one a line
};

/// The first fault in both languages, with its line and its column in characters, both from 1: a full-width
/// mark, a quote that is missing, a byte that is no UTF-8. Empty when the text is JSON.
std::string json_fault(std::string_view text, JsonTexts texts = JsonTexts::one);

/// The same refusal with the place of the fault, when it is one of syntax.
Refusal with_fault(Refusal refusal, std::string_view text);

}  // namespace tenure

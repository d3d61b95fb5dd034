// Bytes of a text file as UTF-8: UTF-8 with or without a byte order mark, or GB18030, as Chinese offices'
// programs save CSV. Strict: a byte that is none of the encoding's refuses the file. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sheets/sheet.h"

namespace tenure {

struct DecodedText {
  std::string utf8;
  TextEncoding encoding = TextEncoding::utf8;
  bool ambiguous = false;  ///< the other encoding would have taken the bytes too, as another text
};

/// As recognised, or in the encoding that is asked for. UTF-8 is preferred where both fit. The refusal names
/// the line.
Result<DecodedText> decode_text(std::string_view bytes, std::optional<TextEncoding> wanted);

}  // namespace tenure

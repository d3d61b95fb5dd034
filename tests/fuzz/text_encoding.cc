// The encoding of a CSV that is imported, recognised and as it is asked for.
#include "server/sheets/text_encoding.h"

#include <simdjson.h>

#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  for (const std::optional<TextEncoding> wanted :
       {std::optional<TextEncoding>(), std::optional(TextEncoding::utf8),
        std::optional(TextEncoding::gb18030)}) {
    const auto text = decode_text(input, wanted);
    if (!text) continue;
    check(simdjson::validate_utf8(text->utf8.data(), text->utf8.size()), "what is decoded is UTF-8");
    check(text->utf8.find('\0') == std::string::npos, "no text has a NUL");
    if (text->encoding == TextEncoding::utf8) check(input.ends_with(text->utf8), "UTF-8 stays as it is");
    const auto again = decode_text(text->utf8, TextEncoding::utf8);
    check(again.has_value(), "what is decoded is read again");
  }
}

}  // namespace tenure::fuzz

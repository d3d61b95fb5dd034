// CSV as it is found: RFC 4180 with commas, tabs or semicolons, lines ended in any way. Pure; any thread.
#pragma once

#include <string_view>

#include "server/sheets/sheet.h"

namespace tenure {

/// The delimiter is the one that stands most often in the first line, outside quotes. `text` is UTF-8. A
/// row's number is the number of its record: a cell that holds lines counts as one, as spreadsheets count.
/// bad_value where a quote is not closed or is followed by text.
Result<Sheet> read_csv(std::string_view text);

}  // namespace tenure

// XLSX (ECMA-376, as Excel, WPS and LibreOffice write it): the sheets of a workbook. Values only: of a
// formula the value that was saved with it. No part outside the archive is looked at, and XML with a document
// type is refused, so that no entity is ever expanded. Pure; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/sheets/sheet.h"

namespace tenure {

inline constexpr std::size_t kSharedStringsMax = 1'000'000;

Result<Workbook> read_xlsx(std::string_view file);

/// The text of a part of the archive; absent where it has none of that name.
using ReadPart = std::function<Result<std::string>(std::string_view name)>;
/// The same of parts that lie elsewhere.
Result<Workbook> read_xlsx_parts(const ReadPart& read);

}  // namespace tenure

// Numbers as a spreadsheet keeps them, and which of them are shown as dates. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/core/calendar.h"
#include "server/sheets/sheet.h"

namespace tenure {

/// From which day a workbook counts.
struct SerialDates {
  bool since_1904 = false;
};

/// Excel's number of a day, 45473 for 2024-06-30. It counts a 29 February 1900 that never was: days before
/// 1 March 1900 are none, nor those that no Date has.
std::optional<Date> date_of_serial(double serial, SerialDates dates = {});

/// Of a built-in format, by its number; of an own one, by its code ("yyyy\"年\"m\"月\"").
bool shows_a_date(std::uint32_t built_in);
bool shows_a_date(std::string_view code);

/// The cell of a number in XML. Text that is no number is told as it is.
InputCell number_cell(std::string_view text, bool is_date, SerialDates dates);

}  // namespace tenure

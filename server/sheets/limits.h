// Counts what a sheet holds while it is read, against the limits of sheet.h. One thread.
#pragma once

#include "server/sheets/sheet.h"

namespace tenure {

/// A merged cell, which holds its value at its first row and column.
struct MergedCells {
  std::uint32_t first_row = 0, last_row = 0;
  std::size_t first_column = 0, last_column = 0;
};

class SheetLimits {
 public:
  /// Notes the cells of the sheet's rows that lie behind a merged one; the rows are in their order.
  static Result<void> merge(Sheet& sheet, const MergedCells& range);
  /// Puts the cell into its column of the row. bad_value when the column is taken.
  Result<void> take(InputRow& row, std::size_t column, InputCell cell);
  /// Puts the row into the sheet unless it is empty.
  Result<void> keep(Sheet& sheet, InputRow row);

 private:
  std::size_t cells_ = 0;
};

}  // namespace tenure

// Counts what a sheet holds while it is read, against the limits of sheet.h. One thread.
#pragma once

#include "server/sheets/sheet.h"

namespace tenure {

class SheetLimits {
 public:
  /// Puts the cell into its column of the row. bad_value when the column is taken.
  Result<void> take(InputRow& row, std::size_t column, InputCell cell);
  /// Puts the row into the sheet unless it is empty.
  Result<void> keep(Sheet& sheet, InputRow row);

 private:
  std::size_t cells_ = 0;
};

}  // namespace tenure

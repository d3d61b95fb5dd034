// All rows of a view, whoever they are of: rows of one subject stand together, those of one view do not. Whom
// they are of says the index of the view's area, so that nothing else is read. Any thread.
#pragma once

#include <functional>

#include "domain/act/history.h"

namespace tenure {

/// Calls `visit(subject id, encoded row)` for the newest version of each, in the order of the subjects; of a
/// view whose rows are not split.
Result<void> rows_of_view(const History& history, const View& view, std::uint64_t size,
                          const std::function<void(const std::string& subject, std::string_view row)>& visit);

}  // namespace tenure

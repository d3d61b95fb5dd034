// Every call whose answer is a table (table_forms.h) answers in more formats than JSON: `format=`, or what
// Accept asks for, as CSV, a workbook, or HTML to be printed, in the language of `lang=`.
//
// A table has all pages of its answer, as of one size and date, kTableRowsMax rows at most; with `limit` or
// `cursor` it is that page alone. The rows are those of the JSON answer: the same handler, viewer and journal
// of reads. Any thread.
#pragma once

#include "server/api/questions.h"

namespace tenure {

/// Of the calls whose answers are files too.
inline constexpr std::string_view kFormatArgument = "format";

/// The answer of a call as a file of its table, in the language of the request: what `format=` would answer.
/// `request` names no format.
Result<std::string> table_of(const QuestionContext& context, std::string_view operation,
                             const Router::Work& handler, const Request& request, std::string_view format);

/// Gives the formats to the routes that were added before; the context outlives the router.
void add_formats(Router& router, const QuestionContext& context);

}  // namespace tenure

// The forms in which an answer is given: as it is, or as a file of a table. Pure; any thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/tables/language.h"
#include "server/tables/sheet.h"

namespace tenure {

struct AnswerFormat {
  std::string_view name;   ///< as format= says it, and what a file of it ends with
  std::string_view media;  ///< type/subtype, as Accept says it
  std::string_view type;   ///< as Content-Type says it
  std::unique_ptr<SheetWriter> (*writer)(Language) = nullptr;  ///< none: the answer as it is
};

/// json, csv, xlsx, html; ndjson, which only calls of many lines know; bundle, which only reports know.
std::span<const AnswerFormat> answer_formats();
/// Null when there is none of that name.
const AnswerFormat* answer_format(std::string_view name);
/// "json, csv, xlsx, html"
std::string names_of(std::span<const AnswerFormat* const> formats);

/// What an Accept header asks for of what there is: the one with the greatest weight, of equal ones that
/// which it names first. Of an empty header the first one there is; null where none will do.
const AnswerFormat* acceptable(std::string_view accept, std::span<const AnswerFormat* const> known);

}  // namespace tenure

// Cells as the values of fields: what a field takes is said by its type. One thread.
#pragma once

#include <map>

#include "domain/describe/type.h"
#include "ops/import/directory.h"
#include "ops/import/fault.h"
#include "server/sheets/sheet.h"

namespace tenure::import {

/// A date as it is known, and how much of it.
struct KnownDate {
  Date date;
  DatePrecision precision = DatePrecision::day;
};

/// 2024-06-30, 2024/6/30, 2024.6.30, 20240630, 2024年6月30日, a spreadsheet's number of the day; 2024.6,
/// 2024年6月; 2024, 2024年.
Read<KnownDate> read_date(const InputCell& cell);
/// Yuan into fen, exactly: 1,234.50, ￥1234.5, 1234.5元, (1,234.50) for less than nothing.
Read<std::int64_t> read_yuan(const InputCell& cell);
/// 2024, 2024年, 2024-03, 2024年3月, 2024年上半年, 2024年第一季度, and as periods are written.
Read<std::string> read_period(const InputCell& cell);

/// Words that packs add: by vocabulary, codes by label and by themselves, folded.
using AddedWords = std::map<std::string, std::map<std::string, std::string>, std::less<>>;

class ValueReader {
 public:
  ValueReader(Directory& directory, const AddedWords& added) : directory_(directory), added_(added) {}

  /// The JSON of the field's value; of a sealed one the request to seal it.
  Read<std::string> json(const Field& field, const InputCell& cell);
  /// The code of a Code field.
  Read<std::string> code(const Field& field, std::string_view text);

 private:
  Read<std::string> json_of(const TypeInfo& type, const Field& field, const InputCell& cell);
  Read<std::string> word(const Field& field, std::string_view text) const;
  Read<std::string> list(const TypeInfo& type, const Field& field, const InputCell& cell);
  Read<std::string> text(const TypeInfo& type, const Field& field, const InputCell& cell);

  Directory& directory_;
  const AddedWords& added_;
  std::map<std::pair<const Field*, std::string>, Read<std::string>, std::less<>> words_;  ///< that were read
};

/// Without the blanks around it, full-width ones too.
std::string_view trimmed(std::string_view text);

}  // namespace tenure::import

// An empty sheet of a template, to be filled in. Pure but for the file of XLSX.
#pragma once

#include <string>

#include "ops/commands/console.h"
#include "ops/import/template.h"

namespace tenure::import {

/// Headings in one language, and a remark with examples below. UTF-8 with its mark, so that spreadsheets read
/// it.
std::string template_csv(const Template& of, bool in_chinese);

/// A workbook: the sheet, its cells text, so that no program makes numbers of identity numbers or dates of
/// months; and a sheet of notes, what each column holds and which words it takes. io when the file cannot be
/// written; `path` is replaced.
Result<void> write_template_xlsx(const Template& of, const std::string& path, bool in_chinese);

/// What a column holds, in words: "日期", "金额（元）", the words that it takes.
std::string holds_zh(const Template& of, const Column& column);
std::string holds_en(const Template& of, const Column& column);

}  // namespace tenure::import

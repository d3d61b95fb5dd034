// Which column of a sheet is which of its template: by label in Chinese or English, by name, in any order,
// blanks, full-width forms, case and what stands in brackets forgiven. Pure.
#pragma once

#include <map>

#include "ops/import/fault.h"
#include "ops/import/template.h"
#include "server/sheets/sheet.h"

namespace tenure::import {

/// A row whose first filled cell begins so is a remark: the example of a template, a note.
inline constexpr std::string_view kRemarkMark = "#";
bool is_remark(const InputRow& row);

/// Of the columns that the sheet has, where each stands.
using Headings = std::map<std::string_view, std::size_t>;

/// The headings in the first row that is no remark; unknown ones (with the one that may be meant), doubled
/// ones and missing needed ones are faults. `first` is where the sheet's rows begin.
Headings read_headings(const Template& of, const Sheet& sheet, std::size_t& first, Faults& faults);

}  // namespace tenure::import

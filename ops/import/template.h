// The templates of `tenure import`: each a table of columns, and of the events that a row makes of them. What
// a column holds is said by the field that it fills: type, words, whether it is sealed or needed, labels
// where the column has none of its own. Adding a template is a table in templates.cc. Constants; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/catalogue.h"

namespace tenure::import {

/// The path in a fill that stands for the event's date rather than a member of its data.
inline constexpr std::string_view kOnPath = "on";

struct Column {
  std::string_view name;              ///< in English programs' headers, and in --json
  std::string_view zh = {}, en = {};  ///< empty: the labels of the field that it fills
  std::string_view aliases = {};      ///< other headings, with '|' between
  std::string_view example = {};
  bool needed = false;               ///< in the header, and in every row
  std::string_view otherwise = {};   ///< what an empty cell stands for
  bool dated = false;                ///< a date as far as it is known, in a field that takes any text
  bool zero_is_empty = false;        ///< an amount of nothing is none
  std::string_view only_with = {};   ///< the column without which it means nothing
  std::string_view not_before = {};  ///< the column whose date it does not come before
};

/// A column into a member of the event's data: "person", "funds.0.source"; or its date.
struct Fill {
  std::string_view column;
  std::string_view path;
};

struct Constant {
  std::string_view path;
  std::string_view value;  ///< a code, or another text
};

/// A subject that the event brings into the register: its id is in a column, or is made.
struct Makes {
  std::string_view path;  ///< of the id in the data
  std::string_view id_column;
  std::string_view name_column;  ///< by which other rows call it
};

struct EventOf {
  std::string_view type;
  std::string_view when = {};    ///< the column that must hold something; empty: always
  std::string_view only = {};    ///< and one of these codes, with blanks between
  std::string_view except = {};  ///< or none of these
  std::optional<Makes> makes = {};
  std::vector<Fill> fills;
  std::vector<Constant> constants = {};
  /// Rows that say the same in these columns, with blanks between, are one event: what is nested in a list is
  /// an item of each row, the rest they say alike. Empty: each row is an event of its own.
  std::string_view gathers = {};
};

/// What has to be known of a column before it is filled in, told in the template and of each import whose
/// rows fill it while they leave `unless` empty.
struct Caution {
  std::string_view column, unless;
  std::string_view zh, en;
};

struct Template {
  std::string_view name, zh, en;
  std::vector<Column> columns;
  std::vector<EventOf> events;  ///< those of a type that registers come before the others of all rows
  std::vector<Caution> cautions = {};
  bool transcribed = true;  ///< history, entered from a document: the acts say which (provenance)
};

std::span<const Template> templates();
/// Null when there is none of that name.
const Template* find_template(std::string_view name);

/// The member of an event's data at a path, or null where it has none: "funds.0.source" is FundShare's.
const Field* field_at(const EventType& type, std::string_view path);
/// What an optional or a list holds, and what a sealed value hides.
const TypeInfo& plain_type(const TypeInfo& type);

/// The field that the column fills first; null for one that fills dates alone.
const Field* field_of(const Template& sheet, const Column& column);
const Column* find_column(const Template& sheet, std::string_view name);
std::string_view label_zh(const Template& sheet, const Column& column);
std::string_view label_en(const Template& sheet, const Column& column);
/// Whether any of the fields that it fills is sealed: what stands in it is told to nobody.
bool is_sealed(const Template& sheet, const Column& column);

}  // namespace tenure::import

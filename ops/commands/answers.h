// How a command shows an answer that is a list or a table: as a table on the terminal, with --json as data,
// with --format as a file. The tables are those of the server (server/api/table_forms.h), so a file that a
// command writes is the one that a call with `format=` answers. One thread.
#pragma once

#include "ops/commands/source.h"
#include "server/api/table_forms.h"

namespace tenure {

struct ShownAs {
  std::string format;  ///< csv, xlsx, html, json, bundle; empty: a table on the terminal
  std::string output;  ///< file; empty: standard output
};

/// --format and --output. `options` outlives `command`. `also`: formats that this call alone knows.
void add_format_options(CLI::App& command, ShownAs& options, std::vector<std::string> also = {});

/// What is asked, and how its answer is shown.
struct Question {
  std::string_view operation;  ///< whose table it is
  Target target;               ///< without at, on, limit and cursor
  std::string at = {};
  std::string on = {};
  std::string org = {};         ///< whose policy's words the table may need
  bool is_list = false;         ///< it has pages, and as data is a line an item
  std::uint64_t limit = 0;      ///< items of a list at most; 0: all
  bool is_headed = true;        ///< title and lines stand above the table
  bool is_dated = false;        ///< all pages are of the size and date of the first one
  std::string_view named = {};  ///< member that an item lacks where a name is sealed
};

/// The whole answer.
Result<Exit> show(Source& source, const Question& question, const ShownAs& shown, Console& console);
/// Of a source that it opens first.
Result<Exit> show(const SourceOptions& options, const Question& question, const ShownAs& shown,
                  Console& console);

/// The table of an answer on the terminal.
Result<void> print_table(const TableForm& form, const Shown& answer, bool is_headed, bool is_first,
                         Wording& wording, Console& console);

}  // namespace tenure

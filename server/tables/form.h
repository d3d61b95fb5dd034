// How an answer becomes a sheet: its title, what else its head says, its columns, its rows. One form for each
// call whose answer is a list or a table (server/api/table_forms.h), put together out of columns that know
// their titles from the answer's own descriptions.
//
// Constant once made; any thread.
#pragma once

#include <functional>
#include <set>

#include "server/tables/sheet.h"
#include "server/tables/wording.h"

namespace tenure {

/// The member of an answer as of a past size, and of a figure in it: what was corrected since.
inline constexpr std::string_view kCorrectedLater = "corrected_later";

/// Where a table is shown: a file has room for more columns than a terminal.
enum class Room : std::uint8_t { terminal, file };

/// One column of a list: what of an item stands in it.
struct ColumnForm {
  std::string_view zh, en;
  CellKind kind = CellKind::text;
  std::function<Cell(const Wording& wording, const Shown& item, const Shown& answer)> cell;
  bool on_terminals = true;
};

struct TableForm {
  using Lines = std::vector<std::pair<std::string, std::string>>;

  std::string_view file;  ///< what a file of it is called
  std::function<std::string(const Wording& wording, const Shown& answer)> title;
  std::function<std::vector<SheetColumn>(const Wording& wording, const Shown& answer, Room room)> columns;
  std::function<std::vector<SheetRow>(const Wording& wording, const Shown& answer, Room room)> rows;
  /// Whom the rows and lines name.
  std::function<void(const Shown& answer, std::set<Subject>& out)> subjects = [](const Shown&,
                                                                                 std::set<Subject>&) {};
  /// Names that the answer tells itself, to whoever may not ask for them.
  void (*told_names)(const Shown& answer, Wording& wording) = nullptr;
  /// Where words are those of the policy that binds it; empty: where the question says.
  std::function<std::string(const Shown& answer)> org = [](const Shown&) { return std::string(); };
  /// Without `on` it is of all dates.
  bool is_of_all_dates = false;
  /// Its rows say themselves what was corrected since (corrected_later).
  bool marks_corrected = false;
  /// Further tables of the same answer, in files.
  std::vector<TableForm> sections = {};
  /// Of a section: bars behind its table. Null: none.
  SheetChart (*chart)(const Wording& wording, const Shown& answer) = nullptr;
  /// What the head says of this answer beside what it says of all.
  std::function<Lines(const Wording& wording, const Shown& answer)> lines = [](const Wording&, const Shown&) {
    return Lines();
  };
};

/// The columns and rows of an answer. Of one as of a past size (member `corrected_later`) with a last column:
/// by which corrections, since, what the row rests on is known otherwise now. Whether there is one says the
/// first page, for all of them.
bool has_corrected_column(const TableForm& form, const Shown& answer);
std::vector<SheetColumn> columns_of(const TableForm& form, const Wording& wording, const Shown& answer,
                                    Room room);
std::vector<SheetRow> rows_of(const TableForm& form, const Wording& wording, const Shown& answer, Room room,
                              bool with_corrected);

/// Learns what the answer's rows need to be said: the names of whom they name, the sealed values that it
/// tells.
Result<void> learn(const TableForm& form, const Shown& answer, Wording& wording, std::set<Subject> also = {});

/// Items of the answer's member `items`, one a row. `subjects` of one item.
TableForm list_form(std::string_view file, std::string_view zh, std::string_view en, std::string_view items,
                    std::vector<ColumnForm> columns,
                    std::function<void(const Shown& item, std::set<Subject>& out)> subjects);

/// A field of a described structure, by its title, its type and its words.
ColumnForm field_column(const Field& field);
/// All of them, in their order.
std::vector<ColumnForm> field_columns(const StructInfo& structure);
/// The same column for files alone.
ColumnForm for_files(ColumnForm column);

/// Members as they are.
ColumnForm member_column(std::string_view zh, std::string_view en, std::string_view member,
                         CellKind kind = CellKind::text);
/// One or more positions.
ColumnForm position_column(std::string_view zh, std::string_view en, std::string_view member);
/// A person or an organisation by name and id, of a member with an id.
ColumnForm subject_column(std::string_view zh, std::string_view en, std::string_view member,
                          SubjectKind kind);
/// Subjects as "person/p-0001", one or an array.
ColumnForm subjects_column(std::string_view zh, std::string_view en, std::string_view member);
/// A rule by its label.
ColumnForm rule_column(std::string_view member);
/// What a rule says, in words, those whom it mentions by name: "中文 | English".
ColumnForm message_column(std::string_view zh, std::string_view en, std::string_view member);
/// {zh, en}, those who are mentioned by name.
ColumnForm labels_column(std::string_view zh, std::string_view en, std::string_view member);

/// Subjects in the member, one or an array of "person/p-0001".
void add_named(const Shown& item, std::string_view member, std::set<Subject>& out);
/// "甲、乙"
std::string joined(const Wording& wording, const std::vector<std::string>& items);
/// ["3.0","7.1"] as "3.0 7.1".
std::string positions_text(const Shown& value);
/// Of a rule by its name; the name where none is called so.
std::string rule_label(const Wording& wording, const std::string& name);
/// A title whose amounts are in yuan, not fen.
std::string in_yuan(std::string_view title);

}  // namespace tenure

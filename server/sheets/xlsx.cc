#include "server/sheets/xlsx.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "domain/core/both.h"
#include "domain/core/calendar.h"
#include "server/sheets/limits.h"
#include "server/sheets/number_format.h"
#include "server/sheets/zip.h"

namespace tenure {
namespace {

using Xml = std::unique_ptr<pugi::xml_document>;

tl::unexpected<Refusal> bad_part(std::string_view part, std::string_view what = {}) {
  return refuse(Reason::bad_value, std::string(part),
                fmt::format("工作簿已损坏，请重新另存 | the workbook is damaged: save it again{}{}",
                            what.empty() ? "" : ": ", what));
}

/// Names of elements may have a prefix: <x:row>.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& child) { return local_name(child) == name; });
}

template <class Each>
void for_each_child(const pugi::xml_node& parent, std::string_view name, Each each) {
  for (const pugi::xml_node child : parent.children()) {
    if (local_name(child) == name) each(child);
  }
}

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// The rich or plain text of a shared or an inline string, without phonetic hints.
std::string text_of(const pugi::xml_node& item) {
  std::string out;
  for (const pugi::xml_node child : item.children()) {
    const std::string_view name = local_name(child);
    if (name == "t") out += child.text().get();
    if (name == "r") out += child_of(child, "t").text().get();
  }
  return out;
}

/// "B17" as its column; nothing when it is not of that row.
std::optional<std::size_t> column_of(std::string_view reference, std::uint32_t row) {
  constexpr std::size_t kLettersMax = 3;
  constexpr std::size_t kLetters = 26;
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    if (letters == kLettersMax) return std::nullopt;
    column = column * kLetters + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
  }
  if (letters == 0 || number_in(reference.substr(letters)) != row) return std::nullopt;
  return column - 1;
}

/// "B17" as its row.
std::optional<std::uint32_t> row_of(std::string_view reference) {
  return number_in(reference.substr(std::min(reference.find_first_of("0123456789"), reference.size())));
}

/// "B2:C9".
std::optional<MergedCells> merged_cells(std::string_view range) {
  const std::size_t colon = std::min(range.find(':'), range.size());
  const std::string_view first = range.substr(0, colon);
  const std::string_view last = colon < range.size() ? range.substr(colon + 1) : first;
  const auto first_row = row_of(first);
  const auto last_row = row_of(last);
  const auto first_column = first_row ? column_of(first, *first_row) : std::nullopt;
  const auto last_column = last_row ? column_of(last, *last_row) : std::nullopt;
  if (!first_column || !last_column) return std::nullopt;
  return MergedCells{*first_row, *last_row, *first_column, *last_column};
}

/// A path in the archive out of a relation's target.
std::string resolved(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

class XlsxReader {
 public:
  explicit XlsxReader(const ReadPart& read) : read_(read) {}

  Result<Workbook> read() {
    auto workbook = part("xl/workbook.xml");
    if (!workbook) return tl::unexpected(workbook.error());
    const pugi::xml_node root = (*workbook)->document_element();
    const std::string_view since = child_of(root, "workbookPr").attribute("date1904").value();
    dates_.since_1904 = since == "1" || since == "true";
    if (auto done = read_strings(); !done) return tl::unexpected(done.error());
    if (auto done = read_styles(); !done) return tl::unexpected(done.error());
    return read_sheets(child_of(root, "sheets"));
  }

 private:
  Result<Xml> part(std::string_view name) {
    const auto text = read_(name);
    if (!text) return tl::unexpected(text.error());
    if (!simdjson::validate_utf8(text->data(), text->size())) return bad_part(name, "not UTF-8");
    auto out = std::make_unique<pugi::xml_document>();
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
    const auto parsed = out->load_buffer(text->data(), text->size(), kFlags, pugi::encoding_utf8);
    if (!parsed) return bad_part(name, parsed.description());
    for (const pugi::xml_node node : out->children()) {
      if (node.type() == pugi::node_doctype) return bad_part(name, "DOCTYPE");
    }
    return out;
  }

  /// Null where the workbook does without it.
  Result<Xml> part_if_any(std::string_view name) {
    auto xml = part(name);
    if (!xml && xml.error().reason == Reason::absent) return Xml();
    return xml;
  }

  Result<void> read_strings() {
    constexpr std::string_view kName = "xl/sharedStrings.xml";
    const auto xml = part_if_any(kName);
    if (!xml) return tl::unexpected(xml.error());
    if (*xml == nullptr) return {};
    for_each_child((*xml)->document_element(), "si", [&](const pugi::xml_node& item) {
      if (strings_.size() <= kSharedStringsMax) strings_.push_back(text_of(item));
    });
    if (strings_.size() > kSharedStringsMax)
      return refuse(Reason::limit_list, std::string(kName), fmt::format("> {}", kSharedStringsMax));
    return {};
  }

  /// Which styles show a number as a date.
  Result<void> read_styles() {
    const auto xml = part_if_any("xl/styles.xml");
    if (!xml) return tl::unexpected(xml.error());
    if (*xml == nullptr) return {};
    const pugi::xml_node root = (*xml)->document_element();
    std::map<std::uint32_t, bool> own;
    for_each_child(child_of(root, "numFmts"), "numFmt", [&](const pugi::xml_node& format) {
      own[format.attribute("numFmtId").as_uint()] = shows_a_date(format.attribute("formatCode").value());
    });
    for_each_child(child_of(root, "cellXfs"), "xf", [&](const pugi::xml_node& style) {
      const std::uint32_t id = style.attribute("numFmtId").as_uint();
      const auto found = own.find(id);
      date_styles_.push_back(found == own.end() ? shows_a_date(id) : found->second);
    });
    return {};
  }

  Result<Workbook> read_sheets(const pugi::xml_node& sheets) {
    const auto relations = part("xl/_rels/workbook.xml.rels");
    if (!relations) return tl::unexpected(relations.error());
    std::map<std::string, std::string, std::less<>> targets;
    for_each_child((*relations)->document_element(), "Relationship", [&](const pugi::xml_node& relation) {
      if (std::string_view(relation.attribute("Type").value()).ends_with("/worksheet"))
        targets[relation.attribute("Id").value()] = resolved(relation.attribute("Target").value());
    });
    Workbook out;
    for (const pugi::xml_node node : sheets.children()) {
      const auto target = targets.find(relation_of(node));
      if (local_name(node) != "sheet" || target == targets.end()) continue;  // a chart stands there too
      if (out.sheets.size() == kSheetsMax)
        return refuse(Reason::limit_list, "xl/workbook.xml",
                      both("超过 {} 个工作表", "> {} sheets", kSheetsMax));
      auto sheet = read_sheet(target->second);
      if (!sheet) return tl::unexpected(sheet.error());
      sheet->name = node.attribute("name").value();
      out.sheets.push_back(std::move(*sheet));
    }
    if (out.sheets.empty()) return bad_part("xl/workbook.xml", "no sheet");
    return out;
  }

  /// The attribute r:id, whatever its prefix is.
  static std::string_view relation_of(const pugi::xml_node& sheet) {
    for (const pugi::xml_attribute attribute : sheet.attributes()) {
      if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
    }
    return {};
  }

  Result<Sheet> read_sheet(const std::string& name) {
    const auto xml = part(name);
    if (!xml) return tl::unexpected(xml.error());
    Sheet out;
    SheetLimits limits;
    std::uint32_t last = 0;
    for (const pugi::xml_node node : child_of((*xml)->document_element(), "sheetData").children()) {
      if (local_name(node) != "row") continue;
      InputRow row;
      const pugi::xml_attribute number = node.attribute("r");
      row.number = number ? number.as_uint() : last + 1;
      if (row.number <= last) return bad_part(name, "rows out of order");
      last = row.number;
      if (auto done = read_cells(node, name, row, limits); !done) return tl::unexpected(done.error());
      if (auto done = limits.keep(out, std::move(row)); !done) return tl::unexpected(done.error());
    }
    for (const pugi::xml_node node : child_of((*xml)->document_element(), "mergeCells").children()) {
      const auto range = merged_cells(node.attribute("ref").value());
      if (!range) return bad_part(name, "a merged cell without its place");
      if (auto done = limits.merge(out, *range); !done) return tl::unexpected(done.error());
    }
    std::ranges::sort(out.merged);
    return out;
  }

  Result<void> read_cells(const pugi::xml_node& node, const std::string& name, InputRow& row,
                          SheetLimits& limits) {
    std::size_t next = 0;
    for (const pugi::xml_node cell : node.children()) {
      if (local_name(cell) != "c") continue;
      const std::string_view reference = cell.attribute("r").value();
      const auto column = reference.empty() ? next : column_of(reference, row.number);
      if (!column) return bad_part(name, "a cell out of its row");
      next = *column + 1;
      auto value = read_cell(cell);
      if (!value) return bad_part(name, cell_name(*column, row.number));
      if (auto done = limits.take(row, *column, std::move(*value)); !done) return done;
    }
    return {};
  }

  /// Nothing when it names a string that is not there.
  std::optional<InputCell> read_cell(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_cell(text_of(child_of(cell, "is")));
    const std::string value = child_of(cell, "v").text().get();
    // Nobody computed it: what it would be is not known.
    if (const auto formula = child_of(cell, "f"); formula && value.empty())
      return InputCell{InputKind::error, std::string("=") + formula.text().get()};
    if (type == "s") {
      const auto index = number_in(value);
      if (!index || *index >= strings_.size()) return std::nullopt;
      return text_cell(strings_[*index]);
    }
    if (type == "str") return text_cell(value);
    if (type == "e") return InputCell{InputKind::error, value};
    if (type == "b") return text_cell(value == "1" ? "TRUE" : "FALSE");
    if (type == "d") return InputCell{InputKind::date, value.substr(0, value.find('T'))};
    if (value.empty()) return InputCell{};
    const std::uint32_t style = cell.attribute("s").as_uint();
    const bool is_date = style < date_styles_.size() && date_styles_[style];
    return number_cell(value, is_date, dates_);
  }

  static InputCell text_cell(std::string text) {
    const auto kind = text.empty() ? InputKind::empty : InputKind::text;
    return {kind, std::move(text)};
  }

  const ReadPart& read_;
  std::vector<std::string> strings_;
  std::vector<bool> date_styles_;
  SerialDates dates_;
};

}  // namespace

Result<Workbook> read_xlsx(std::string_view file) {
  auto archive = ZipArchive::open(file);
  if (!archive) return tl::unexpected(archive.error());
  return read_xlsx_parts([&](std::string_view name) { return archive->read(name); });
}

Result<Workbook> read_xlsx_parts(const ReadPart& read) { return XlsxReader(read).read(); }

}  // namespace tenure

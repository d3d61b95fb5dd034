#include "server/tables/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/core/bytes.h"
#include "domain/core/sha256.h"
#include "server/tables/csv.h"

namespace tenure {
namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
body { font: 10pt/1.4 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 0 auto; color: #000; background: #fff; }
h1 { font-size: 16pt; text-align: center; margin: 0 0 6pt; }
h2 { font-size: 12pt; margin: 10pt 0 4pt; break-after: avoid; }
svg { display: block; max-width: 100%; margin: 4pt 0; break-inside: avoid; }
svg text { font-size: 11px; }
svg rect { fill: #555; }
dl { display: flex; flex-wrap: wrap; gap: 2pt 18pt; margin: 0 0 8pt; }
dl div { display: flex; gap: 4pt; }
dt::after { content: "："; }
:lang(en) dt::after { content: ":"; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #555; padding: 2pt 4pt; text-align: left; vertical-align: top; min-width: 3em; overflow-wrap: anywhere; }
th { background: #eee; font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.d { white-space: nowrap; }
.p { overflow-wrap: normal; }
@media screen { body { max-width: 297mm; padding: 8mm; } }
)";

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

/// " class=n" of numbers, " class=d" of what is not to be broken, " class=p" of what is broken at spaces
/// alone.
std::string_view class_of(CellKind kind) {
  if (is_numeric(kind)) return " class=\"n\"";
  if (kind == CellKind::position) return " class=\"p\"";
  return kind == CellKind::date || kind == CellKind::moment || kind == CellKind::code ? " class=\"d\"" : "";
}

}  // namespace

void HtmlWriter::begin(const SheetHead& head, std::span<const SheetColumn> columns) {
  out_ = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<dl>\n",
      said_in(language_, "zh-CN", "en"), escaped(head.title), kStyle, escaped(head.title));
  for (const auto& [what, which] : head.lines)
    out_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(what), escaped(which));
  out_ += "</dl>\n</header>\n";
  open_table(columns);
}

void HtmlWriter::open_table(std::span<const SheetColumn> columns) {
  is_open_ = true;
  count_ = 0;
  out_ += "<table>\n<thead>\n<tr>";
  for (const SheetColumn& column : columns)
    out_ += fmt::format("<th scope=\"col\"{}>{}</th>", class_of(column.kind), escaped(column.title));
  out_ += "</tr>\n</thead>\n<tbody>\n";
}

void HtmlWriter::rows(std::span<const SheetRow> rows) {
  for (const SheetRow& row : rows) {
    out_ += "<tr>";
    for (const Cell& cell : row) {
      out_.append("<td").append(class_of(cell.kind)).append(">");
      // Spreadsheets open pages too.
      append_escaped(out_, is_numeric(cell.kind) ? for_people(cell) : made_harmless(for_people(cell)));
      out_ += "</td>";
    }
    out_ += "</tr>\n";
  }
  count_ += rows.size();
}

void HtmlWriter::close_table() {
  if (!std::exchange(is_open_, false)) return;
  out_ += fmt::format("</tbody>\n</table>\n<p>{}</p>\n", language_ == Language::zh
                                                             ? fmt::format("共 {} 行", count_)
                                                             : fmt::format("{} rows", count_));
}

void HtmlWriter::section(const std::string& title, std::span<const SheetColumn> columns) {
  close_table();
  out_ += fmt::format("<h2>{}</h2>\n", escaped(title));
  open_table(columns);
}

void HtmlWriter::chart(const SheetChart& chart) {
  close_table();
  std::int64_t most = 1;
  for (const auto& [label, fen] : chart.bars) most = std::max(most, fen);
  constexpr int kLine = 18;    // pixels from one bar to the next
  constexpr int kLabel = 160;  // before the bars
  constexpr int kBar = 420;    // of the longest one
  constexpr int kValue = 120;  // behind it
  const int height = kLine * (static_cast<int>(chart.bars.size()) + 2);
  out_ += fmt::format(
      "<svg role=\"img\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n",
      kLabel + kBar + kValue, height, escaped(chart.title));
  out_ += fmt::format("<text x=\"0\" y=\"{}\">{}</text>\n", kLine - 4, escaped(chart.title));
  int at = kLine;
  for (const auto& [label, fen] : chart.bars) {
    const auto length = static_cast<int>(std::max<std::int64_t>(fen, 0) * kBar / most);
    out_ +=
        fmt::format("<text x=\"0\" y=\"{}\">{}</text><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                    at + kLine - 5, escaped(label), kLabel, at + 3, length, kLine - 6);
    out_ += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", kLabel + length + 4, at + kLine - 5,
                        escaped(for_people({CellKind::money, std::to_string(fen)})));
    at += kLine;
  }
  out_ += "</svg>\n";
}

Result<std::string> HtmlWriter::end() {
  close_table();
  out_ += "</body>\n</html>\n";
  return std::move(out_);
}

std::string HtmlWriter::content_security_policy() {
  return fmt::format("default-src 'none'; style-src 'sha256-{}'; frame-ancestors 'none'",
                     to_base64(sha256(kStyle).view()));
}

}  // namespace tenure

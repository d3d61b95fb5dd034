#include "server/tables/html.h"

#include <fmt/format.h>

#include "domain/core/bytes.h"
#include "domain/core/sha256.h"

namespace tenure {
namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
body { font: 10pt/1.4 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 0 auto; color: #000; background: #fff; }
h1 { font-size: 16pt; text-align: center; margin: 0 0 6pt; }
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
  out_ += "</dl>\n</header>\n<table>\n<thead>\n<tr>";
  for (const SheetColumn& column : columns)
    out_ += fmt::format("<th scope=\"col\"{}>{}</th>", class_of(column.kind), escaped(column.title));
  out_ += "</tr>\n</thead>\n<tbody>\n";
}

void HtmlWriter::rows(std::span<const SheetRow> rows) {
  for (const SheetRow& row : rows) {
    out_ += "<tr>";
    for (const Cell& cell : row) {
      out_.append("<td").append(class_of(cell.kind)).append(">");
      append_escaped(out_, for_people(cell));
      out_ += "</td>";
    }
    out_ += "</tr>\n";
  }
  count_ += rows.size();
}

Result<std::string> HtmlWriter::end() {
  out_ += fmt::format(
      "</tbody>\n</table>\n<p>{}</p>\n</body>\n</html>\n",
      language_ == Language::zh ? fmt::format("共 {} 行", count_) : fmt::format("{} rows", count_));
  return std::move(out_);
}

std::string HtmlWriter::content_security_policy() {
  return fmt::format("default-src 'none'; style-src 'sha256-{}'; frame-ancestors 'none'",
                     to_base64(sha256(kStyle).view()));
}

}  // namespace tenure

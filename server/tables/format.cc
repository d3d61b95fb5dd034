#include "server/tables/format.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "server/tables/csv.h"
#include "server/tables/html.h"
#include "server/tables/xlsx.h"

namespace tenure {
namespace {

template <class Writer>
std::unique_ptr<SheetWriter> make(Language language) {
  if constexpr (std::is_constructible_v<Writer, Language>) {
    return std::make_unique<Writer>(language);
  } else {
    return std::make_unique<Writer>();
  }
}

constexpr AnswerFormat kFormats[] = {
    {"json", "application/json", "application/json"},
    {"csv", "text/csv", "text/csv; charset=utf-8", &make<CsvWriter>},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &make<XlsxWriter>},
    {"html", "text/html", "text/html; charset=utf-8", &make<HtmlWriter>},
    {"ndjson", "application/x-ndjson", "application/x-ndjson"},
    {"bundle", "application/zip", "application/zip"}};

/// One of the ranges that Accept lists.
struct MediaRange {
  std::string type;  ///< in lower case, "text/*" and "*/*" too
  double weight = 1;

  /// How closely it names the media type: 3 itself, 2 its kind, 1 anything, 0 not at all.
  int fits(std::string_view media) const {
    if (type == media) return 3;
    if (type == std::string(media.substr(0, media.find('/'))) + "/*") return 2;
    return type == "*/*" ? 1 : 0;
  }
};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes what stands before the separator off the text.
std::string_view taken(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view out = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return out;
}

MediaRange range_in(std::string_view text) {
  MediaRange out{std::string(taken(text, ';'))};
  std::ranges::transform(out.type, out.type.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  while (!text.empty()) {
    const std::string parameter(taken(text, ';'));
    if (parameter.starts_with("q=") || parameter.starts_with("Q="))
      out.weight = std::strtod(parameter.c_str() + 2, nullptr);
  }
  return out;
}

std::vector<MediaRange> ranges_in(std::string_view accept) {
  std::vector<MediaRange> out;
  while (!accept.empty()) {
    const std::string_view one = taken(accept, ',');
    if (!one.empty()) out.push_back(range_in(one));
  }
  return out;
}

/// The range that names it most closely says its weight (RFC 9110, 12.5.1).
const MediaRange* closest(const std::vector<MediaRange>& ranges, std::string_view media) {
  const MediaRange* out = nullptr;
  for (const MediaRange& range : ranges) {
    if (range.fits(media) > (out == nullptr ? 0 : out->fits(media))) out = &range;
  }
  return out;
}

}  // namespace

std::span<const AnswerFormat> answer_formats() { return kFormats; }

const AnswerFormat* answer_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &AnswerFormat::name);
  return found == std::end(kFormats) ? nullptr : found;
}

std::string names_of(std::span<const AnswerFormat* const> formats) {
  std::string out;
  for (const AnswerFormat* format : formats) out.append(out.empty() ? "" : ", ").append(format->name);
  return out;
}

const AnswerFormat* acceptable(std::string_view accept, std::span<const AnswerFormat* const> known) {
  const auto ranges = ranges_in(accept);
  if (ranges.empty()) return known.front();
  const AnswerFormat* best = nullptr;
  const MediaRange* by = nullptr;
  for (const AnswerFormat* format : known) {
    const MediaRange* range = closest(ranges, format->media);
    if (range == nullptr || range->weight <= 0) continue;
    const bool is_better =
        by == nullptr || range->weight > by->weight || (range->weight == by->weight && range < by);
    if (!is_better) continue;
    best = format;
    by = range;
  }
  return best;
}

}  // namespace tenure

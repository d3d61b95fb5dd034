#include "domain/rules/pack.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "domain/core/both.h"
#include "domain/rules/rule.h"
#include "domain/words/known.h"
#include "domain/words/nearest.h"

// The distribution's library is built to throw; a bad pack is no exception here, so the parser is compiled
// in.
#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_SHARED_LIB 0
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
// It asserts that a table header is a key ("[" alone is none), and in the next lines says what is wrong with
// it.
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

namespace tenure {
namespace {

constexpr std::string_view kMasked = "masked";
constexpr std::string_view kUnspecified = "unspecified";
constexpr std::string_view kReading = "reading";
constexpr std::string_view kRules = "rules";
constexpr std::string_view kWords = "words";
constexpr std::string_view kBetweenLabels = " | ";
constexpr std::int64_t kDurationMax = 100'000;  ///< days or months
constexpr std::size_t kScheduleStepsMax = 200;
constexpr std::size_t kCodesMax = 1'000;
constexpr std::size_t kReadingMax = 4'000;  ///< bytes
constexpr std::size_t kLabelsMax = 400;     ///< bytes

tl::unexpected<Refusal> bad(const toml::node& node, const std::string& key, std::string detail) {
  return refuse(Reason::bad_pack, fmt::format("line {}, {}", node.source().begin.line, key),
                std::move(detail));
}

/// Takes the first word of a dotted key off it; the last one leaves nothing.
std::optional<std::string_view> next_word(std::optional<std::string_view>& key) {
  if (!key) return std::nullopt;
  const std::size_t dot = key->find('.');
  const std::string_view word = key->substr(0, dot);
  key = dot == std::string_view::npos ? std::nullopt : std::optional(key->substr(dot + 1));
  return word;
}

/// Whether `key` is `pattern`, or (`as_prefix`) the beginning of such a key.
bool fits(std::string_view pattern, std::string_view key, bool as_prefix) {
  if (!pattern.starts_with('*') && !key.empty() && !pattern.starts_with(key.front())) return false;  // most
  std::optional<std::string_view> wanted = pattern, given = key;
  while (const auto word = next_word(given)) {
    const auto part = next_word(wanted);
    if (!part || (*part == "*" ? !is_id(*word) : *part != *word)) return false;
  }
  return as_prefix == wanted.has_value();
}

template <class Names>
std::string nearest(std::string_view key, const Names& names) {
  const std::string_view best = key.size() > kIdLengthMax ? std::string_view() : nearest_of(key, names);
  return best.empty() ? both("没有这个键", "no such key")
                      : both("没有这个键，最接近的是 {}", "no such key; the nearest is {}", best);
}

/// A number of at most four decimals, in ten-thousandths.
std::optional<std::int64_t> scaled(const toml::node& node) {
  constexpr double kMax = 1e11;
  constexpr double kTolerance = 1e-6;
  if (!node.is_number()) return std::nullopt;
  const double number = node.value<double>().value_or(NAN);
  if (!(std::abs(number) < kMax)) return std::nullopt;
  const double in_parts = number * static_cast<double>(Decimal::kScale);
  const double whole = std::round(in_parts);
  if (std::abs(in_parts - whole) > kTolerance * std::max(1.0, std::abs(number))) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

std::optional<std::int64_t> whole(const toml::node& node, std::int64_t min, std::int64_t max) {
  const auto* number = node.as_integer();
  if (number == nullptr || number->get() < min || number->get() > max) return std::nullopt;
  return number->get();
}

/// Puts a number in its place; false when there is none.
bool put(PackValue& out, std::optional<std::int64_t> number) {
  out.number = number.value_or(0);
  return number.has_value();
}

bool read_codes(const toml::node& node, PackValue& out) {
  const auto* list = node.as_array();
  if (list == nullptr || list->size() > kCodesMax) return false;
  for (const toml::node& item : *list) {
    auto code = Code::parse(item.value<std::string_view>().value_or(""));
    if (!code) return false;
    out.codes.push_back(std::move(*code));
  }
  return true;
}

bool read_schedule(const toml::node& node, PackValue& out) {
  const auto* list = node.as_array();
  if (list == nullptr || list->empty() || list->size() > kScheduleStepsMax) return false;
  for (const toml::node& item : *list) {
    const auto* pair = item.as_array();
    if (pair == nullptr || pair->size() != 2) return false;
    const auto from = scaled(*pair->get(0));
    const auto value = scaled(*pair->get(1));
    if (!from || !value) return false;
    if (!out.schedule.empty() && *from <= out.schedule.back().from.scaled) return false;
    out.schedule.push_back({{*from}, {*value}});
  }
  return true;
}

bool read_date(const toml::node& node, PackValue& out) {
  const auto* date = node.as_date();
  if (date == nullptr) return false;
  const toml::date value = date->get();
  const auto parsed = Date::parse(fmt::format("{:04}-{:02}-{:02}", value.year, value.month, value.day));
  return put(out, parsed ? std::optional<std::int64_t>(parsed->days) : std::nullopt);
}

bool read_code(const toml::node& node, PackValue& out) {
  auto code = Code::parse(node.value<std::string_view>().value_or(""));
  if (!code) return false;
  out.codes.push_back(std::move(*code));
  return true;
}

/// One row a type, in the order of ParameterType: its name, how it is read, what a value looks like.
struct TypeRow {
  std::string_view name;
  bool (*read)(const toml::node& node, PackValue& out);
  std::string_view looks_zh, looks;
};
constexpr TypeRow kTypes[] = {
    {"flag",
     [](const toml::node& node, PackValue& out) {
       out.number = node.value<bool>().value_or(false) ? 1 : 0;
       return node.is_boolean();
     },
     "true 或 false", "true or false"},
    {"integer", [](const toml::node& n, PackValue& out) { return put(out, whole(n, -Fen::kMax, Fen::kMax)); },
     "整数", "a whole number"},
    {"decimal", [](const toml::node& n, PackValue& out) { return put(out, scaled(n)); }, "最多四位小数的数",
     "a number with at most four decimals"},
    {"share",
     [](const toml::node& n, PackValue& out) {
       return put(out, scaled(n)) && out.number >= 0 && out.number <= Decimal::kScale;
     },
     "0 到 1 之间最多四位小数的数", "a number from 0 to 1 with at most four decimals"},
    {"fen", [](const toml::node& n, PackValue& out) { return put(out, whole(n, 0, Fen::kMax)); },
     "整数（分）", "a whole number of fen"},
    {"days", [](const toml::node& n, PackValue& out) { return put(out, whole(n, 0, kDurationMax)); },
     "整数（天）", "a whole number of days"},
    {"months", [](const toml::node& n, PackValue& out) { return put(out, whole(n, 0, kDurationMax)); },
     "整数（月）", "a whole number of months"},
    {"date", &read_date, "日期，如 2024-03-01，不加引号", "a date, 2024-03-01 without quotes"},
    {"code", &read_code, "引号中的用语", "a word in quotes"},
    {"codes", &read_codes, "引号中用语的列表", "a list of words in quotes"},
    {"schedule", &read_schedule, "各级 [[起点, 值], ...]，起点递增",
     "steps [[from, value], ...] with rising `from`"}};
static_assert(std::size(kTypes) == static_cast<std::size_t>(ParameterType::schedule) + 1);

const TypeRow& row_of(ParameterType type) { return kTypes[static_cast<std::size_t>(type)]; }

/// "masked" and "unspecified", also as { masked = true }.
Given state_of(const toml::node& node) {
  const auto text = node.value<std::string_view>();
  if (text)
    return *text == kMasked ? Given::masked : *text == kUnspecified ? Given::unspecified : Given::value;
  const auto* table = node.as_table();
  if (table == nullptr || table->size() != 1) return Given::value;
  if (table->get_as<bool>(kMasked) != nullptr && **table->get_as<bool>(kMasked)) return Given::masked;
  if (table->get_as<bool>(kUnspecified) != nullptr && **table->get_as<bool>(kUnspecified))
    return Given::unspecified;
  return Given::value;
}

class PackReader {
 public:
  explicit PackReader(const PackSchema& schema) : schema_(schema) {}

  Result<void> read_table(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      if (auto done = read_member(prefix, std::string(key.str()), node); !done) return done;
    }
    return {};
  }

  Pack take() { return std::move(pack_); }

 private:
  Result<void> read_member(const std::string& prefix, const std::string& word, const toml::node& node) {
    const std::string key = prefix.empty() ? word : prefix + "." + word;
    if (word == kReading) return read_reading(prefix, key, node);
    if (key == kRules && node.is_table()) return read_rules(*node.as_table());
    if (key == kWords && node.is_table()) return read_words(*node.as_table());
    if (const auto* parameter = find_parameter(schema_, key)) return read_value(*parameter, key, node);
    const bool opens_table =
        node.is_table() &&
        std::any_of(schema_.parameters.begin(), schema_.parameters.end(),
                    [&](const ParameterInfo* parameter) { return fits(parameter->key, key, true); });
    if (opens_table) return read_table(*node.as_table(), key);
    std::vector<std::string_view> known{kRules, kWords};
    for (const ParameterInfo* parameter : schema_.parameters) known.push_back(parameter->key);
    return bad(node, key, nearest(key, known));
  }

  Result<void> read_value(const ParameterInfo& parameter, const std::string& key, const toml::node& node) {
    PackValue value;
    value.given = state_of(node);
    value.line = node.source().begin.line;
    const TypeRow& type = row_of(parameter.type);
    if (value.given == Given::value && !type.read(node, value)) {
      return bad(node, key,
                 both("应为{0}，或 \"masked\"（原文隐去），或 \"unspecified\"（原文未给出）",
                      "expected {1}, or \"masked\", or \"unspecified\"", type.looks_zh, type.looks));
    }
    if (!pack_.values.emplace(key, std::move(value)).second)
      return bad(node, key, both("出现两次", "stands twice"));
    return {};
  }

  Result<void> read_reading(const std::string& prefix, const std::string& key, const toml::node& node) {
    const auto text = node.value<std::string>();
    if (!text || text->size() > kReadingMax)
      return bad(node, key, both("应为引号中的文字", "expected a text in quotes"));
    pack_.readings[prefix] = *text;
    return {};
  }

  Result<void> read_rules(const toml::table& rules) {
    for (const auto& [key, node] : rules) {
      const std::string name(key.str());
      const std::string where = fmt::format("rules.\"{}\"", name);
      if (std::find(schema_.rules.begin(), schema_.rules.end(), name) == schema_.rules.end()) {
        return bad(node, where, nearest(name, schema_.rules));
      }
      const auto* table = node.as_table();
      if (table == nullptr)
        return bad(node, where, both("应为含有 mode 的表", "expected a table with `mode`"));
      pack_.rules[name].line = node.source().begin.line;
      if (auto done = read_rule(*table, where, pack_.rules[name]); !done) return done;
    }
    return {};
  }

  Result<void> read_words(const toml::table& words) {
    for (const auto& [key, node] : words) {
      const std::string name(key.str());
      const std::string where = fmt::format("{}.{}", kWords, name);
      const Vocabulary* vocabulary = find_vocabulary(name);
      if (vocabulary == nullptr) {
        std::vector<std::string_view> known;
        for (const Vocabulary& each : vocabularies()) known.push_back(each.name);
        return bad(node, where, nearest(name, known));
      }
      if (vocabulary->closed)
        return bad(
            node, where,
            both("规则逐个识别其用语，政策不能增加", "the rules read each of its words: a pack adds none"));
      const auto* table = node.as_table();
      if (table == nullptr)
        return bad(node, where, both("应为用语及其名称的表", "expected a table of words with their labels"));
      for (const auto& [code, labels] : *table) {
        const std::string word(code.str());
        if (auto done = read_word(where + "." + word, word, labels, pack_.words[name]); !done) return done;
      }
    }
    return {};
  }

  static Result<void> read_word(const std::string& where, const std::string& word, const toml::node& node,
                                std::map<std::string, WordLabels, std::less<>>& out) {
    if (!is_id(word))
      return bad(node, where,
                 both("用语由 1 到 64 个字符组成：A-Z a-z 0-9 . _ : -",
                      "a word has 1 to 64 of the characters A-Z a-z 0-9 . _ : -"));
    const auto text = node.value<std::string>();
    const std::size_t bar =
        text && text->size() <= kLabelsMax ? text->find(kBetweenLabels) : std::string::npos;
    if (bar == std::string::npos || bar == 0 || bar + kBetweenLabels.size() == text->size() ||
        text->find('|') != text->rfind('|')) {
      return bad(node, where,
                 both("应为引号中的中文名称、前后有空格的竖线、英文名称",
                      "expected both labels in quotes, \"村医 | Village doctor\""));
    }
    out[word] = {text->substr(0, bar), text->substr(bar + kBetweenLabels.size())};
    return {};
  }

  static Result<void> read_rule(const toml::table& table, const std::string& where, RuleSetting& out) {
    for (const auto& [key, node] : table) {
      const std::string at = where + "." + std::string(key.str());
      const auto text = node.value<std::string>();
      if (key.str() == kReading) {
        if (!text || text->size() > kReadingMax)
          return bad(node, at, both("应为引号中的文字", "expected a text in quotes"));
        out.reading = *text;
        continue;
      }
      if (key.str() != "mode") return bad(node, at, nearest(key.str(), std::to_array({"mode", "reading"})));
      for (std::size_t i = 0; i < Description<RuleMode>::kValues.size(); ++i) {
        if (text == Description<RuleMode>::kValues[i].name) out.mode = static_cast<RuleMode>(i);
      }
      if (!out.mode)
        return bad(node, at,
                   both("应为 \"off\"、\"record\"、\"flag\" 或 \"enforce\"",
                        "expected \"off\", \"record\", \"flag\" or \"enforce\""));
    }
    return {};
  }

  const PackSchema& schema_;
  Pack pack_;
};

}  // namespace

std::string_view name(ParameterType type) { return row_of(type).name; }

std::optional<Decimal> value_at(const Schedule& schedule, Decimal at) {
  std::optional<Decimal> out;
  for (const Step& step : schedule) {
    if (step.from <= at) out = step.value;
  }
  return out;
}

const PackSchema& pack_schema() {
  static const PackSchema schema = [] {
    PackSchema out;
    for (const ParameterInfo* parameter : all_parameters()) out.parameters.push_back(parameter);
    for (const Rule* rule : all_rules()) out.rules.push_back(rule->name);
    return out;
  }();
  return schema;
}

const ParameterInfo* find_parameter(const PackSchema& schema, std::string_view key) {
  for (const ParameterInfo* parameter : schema.parameters) {
    if (fits(parameter->key, key, false)) return parameter;
  }
  return nullptr;
}

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The text with every letter beyond ASCII as its escape, which is the same in a string or a quoted key, says
/// as little in a comment, and is refused elsewhere. There toml++ 3.3 takes some letters for unreachable:
/// undefined behaviour. Of UTF-8.
std::string in_ascii(std::string_view utf8) {
  std::string out;
  std::size_t i = utf8.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (i < utf8.size()) {
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    if (lead < 0x80) {
      out += static_cast<char>(lead);
      continue;
    }
    const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t letter = lead & (0x3FU >> more);
    for (int n = 0; n < more; ++n) letter = letter << 6 | (static_cast<unsigned char>(utf8[i++]) & 0x3FU);
    out += letter > 0xFFFF ? fmt::format("\\U{:08X}", letter) : fmt::format("\\u{:04X}", letter);
  }
  return out;
}

}  // namespace

Result<Pack> parse_pack(std::string_view toml, const PackSchema& schema) {
  if (!simdjson::validate_utf8(toml))
    return refuse(Reason::bad_pack, "line 1", both("文件不是 UTF-8", "the file is not UTF-8"));
  const toml::parse_result parsed = toml::parse(in_ascii(toml));
  if (!parsed) {
    return refuse(Reason::bad_pack, fmt::format("line {}", parsed.error().source().begin.line),
                  both("不是参数文本，每行应为“参数 = 值”，文字加引号，如 audit.near_days = 14",
                       "{0}; a line is `parameter = value`, words in quotes, as audit.near_days = 14",
                       parsed.error().description()));
  }
  PackReader reader(schema);
  if (auto done = reader.read_table(parsed.table(), {}); !done) return tl::unexpected(done.error());
  return reader.take();
}

void fuzz_policy(std::string_view bytes) {
  const auto pack = parse_pack(bytes);
  if (!pack) {
    assert(pack.error().reason == Reason::bad_pack && pack.error().where.starts_with("line "));
    return;
  }
  for ([[maybe_unused]] const auto& [key, value] : pack->values) {
    assert(value.given != Given::absent && value.line > 0);
  }
  [[maybe_unused]] const auto checked = check_pack(*pack);
  assert(checked || checked.error().where.starts_with("line "));
}

}  // namespace tenure

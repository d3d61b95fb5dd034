#include "ops/import/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/act/event.h"
#include "domain/act/sealed_values.h"
#include "domain/core/value.h"
#include "domain/describe/inventory.h"
#include "domain/describe/write.h"
#include "domain/words/nearest.h"
#include "domain/words/words.h"
#include "ops/import/template.h"
#include "server/sheets/number_format.h"

namespace tenure::import {
namespace {

constexpr std::string_view kWideBlank = "\u3000";
constexpr std::size_t kExactDigits = 15;  ///< of a number that a spreadsheet keeps
constexpr std::size_t kWordsKept = 10'000;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

struct Replaced {
  std::string_view from, to;
};

std::string replaced(std::string text, std::span<const Replaced> all) {
  for (const Replaced& each : all) {
    for (auto at = text.find(each.from); at != std::string::npos;
         at = text.find(each.from, at + each.to.size()))
      text.replace(at, each.from.size(), each.to);
  }
  return text;
}

std::optional<int> number_in(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || text.front() == '-' || error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (true) {
    const auto end = text.find(at);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

tl::unexpected<Said> no_date() {
  return wrong("不是日期，请写作 2024-06-30、2024年6月30日", "not a date: write it as 2024-06-30");
}

/// "2024-6-30", of digits with signs between.
Read<KnownDate> date_of_parts(std::string_view text) {
  constexpr std::size_t kPartsMax = 3;
  const auto parts = split(text, '-');
  if (parts.size() > kPartsMax) return no_date();
  int numbers[kPartsMax] = {0, 1, 1};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = number_in(parts[i]);
    if (!number) return no_date();
    numbers[i] = *number;
  }
  const auto date = Date::parse(fmt::format("{:04}-{:02}-{:02}", numbers[0], numbers[1], numbers[2]));
  if (!date) return no_date();
  constexpr DatePrecision kKnown[] = {DatePrecision::year, DatePrecision::month, DatePrecision::day};
  return KnownDate{*date, kKnown[parts.size() - 1]};
}

/// "20240630", "202406", "2024", or a spreadsheet's number.
Read<KnownDate> date_of_digits(const std::string& digits) {
  constexpr std::size_t kDay = 8, kMonth = 6, kYear = 4;
  if (digits.size() == kDay)
    return date_of_parts(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
  if (digits.size() == kMonth) return date_of_parts(digits.substr(0, 4) + "-" + digits.substr(4));
  if (digits.size() == kYear) return date_of_parts(digits);
  const auto serial = digits.size() < kDay ? number_in(digits) : std::nullopt;
  const auto date = serial ? date_of_serial(*serial) : std::nullopt;
  if (!date) return no_date();
  return KnownDate{*date};
}

std::string two_digits(int number) { return fmt::format("{:02}", number); }

/// The year that a text begins with, taken from it.
std::optional<int> take_year(std::string_view& text) {
  const auto year = number_in(text.substr(0, 4));
  if (!year || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  text.remove_prefix(4);
  return year;
}

constexpr Replaced kParts[] = {
    {"上半年", "-H1"},   {"下半年", "-H2"},  {"第一季度", "-Q1"}, {"第二季度", "-Q2"}, {"第三季度", "-Q3"},
    {"第四季度", "-Q4"}, {"一季度", "-Q1"},  {"二季度", "-Q2"},   {"三季度", "-Q3"},   {"四季度", "-Q4"},
    {"第1季度", "-Q1"},  {"第2季度", "-Q2"}, {"第3季度", "-Q3"},  {"第4季度", "-Q4"},  {"1季度", "-Q1"},
    {"2季度", "-Q2"},    {"3季度", "-Q3"},   {"4季度", "-Q4"}};

/// "A、B、C"
std::string some_of(const Vocabularies& among, bool in_chinese) {
  constexpr std::size_t kToldMax = 8;
  std::string out;
  std::size_t told = 0;
  for (const Vocabulary* vocabulary : among) {
    for (const Word& word : vocabulary->words) {
      if (told++ == kToldMax) return out + (in_chinese ? "等" : ", ...");
      if (!out.empty()) out += in_chinese ? "、" : ", ";
      out += in_chinese ? word.zh : word.code;
    }
  }
  return out;
}

std::string seal_request(std::string_view value) { return R"({"seal":)" + json_string(value) + "}"; }

Read<std::string> yes_or_no(std::string_view text) {
  constexpr std::string_view kYes[] = {"是", "TRUE", "YES", "Y", "1", "√", "对", "有"};
  constexpr std::string_view kNo[] = {"否", "FALSE", "NO", "N", "0", "×", "不是", "无"};
  const std::string plain = folded(text);
  if (std::ranges::find(kYes, plain) != std::ranges::end(kYes)) return "true";
  if (std::ranges::find(kNo, plain) != std::ranges::end(kNo)) return "false";
  return wrong("请填“是”或“否”", "write yes or no");
}

Read<std::string> choice(const TypeInfo& type, std::string_view text) {
  const std::string plain = folded(text);
  std::string zh, en;
  for (const EnumValue& value : type.values) {
    if (plain == folded(value.name) || plain == folded(value.zh) || plain == folded(value.en))
      return json_string(value.name);
    zh += (zh.empty() ? "" : "、") + std::string(value.zh);
    en += (en.empty() ? "" : ", ") + std::string(value.name);
  }
  return wrong("请填其中之一：" + zh, "write one of " + en);
}

/// What a number may stand among: blanks and separators of thousands.
Read<std::string> plain_number(std::string_view text) {
  std::string out = folded(text);
  const auto comma = out.find(',');
  if (comma == std::string::npos) return out;
  constexpr std::size_t kGroup = 3;
  const auto point = std::min(out.find('.'), out.size());
  for (std::size_t at = comma; at < point; ++at) {
    const bool expected = (point - at) % (kGroup + 1) == 0;
    if ((out[at] == ',') != expected)
      return wrong("千分位逗号的位置不对，请写作 1,234.50 或 1234.50",
                   "commas stand before each three digits: 1,234.50");
  }
  std::erase(out, ',');
  return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  while (true) {
    if (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (text.starts_with(kWideBlank)) {
      text.remove_prefix(kWideBlank.size());
    } else if (text.ends_with(kWideBlank)) {
      text.remove_suffix(kWideBlank.size());
    } else {
      return text;
    }
  }
}

Read<KnownDate> read_date(const InputCell& cell) {
  std::string_view text = trimmed(cell.text);
  // A time of day behind it is none of ours: "2024/6/30 0:00:00".
  if (text.find(':') != std::string_view::npos) text = text.substr(0, text.find_first_of(" T"));
  constexpr Replaced kSigns[] = {{"年", "-"}, {"月", "-"}, {"日", ""}, {"号", ""},
                                 {"/", "-"},  {".", "-"},  {"、", "-"}};
  std::string plain = replaced(folded(text), kSigns);
  while (plain.ends_with('-')) plain.pop_back();
  if (is_digits(plain)) return date_of_digits(plain);
  if (cell.kind == InputKind::number && plain.ends_with("-1"))
    return wrong("数字格式的单元格分不清 1 月和 10 月，请写作 2024-01 或 2024-10",
                 "as a number this is January or October: write 2024-01 or 2024-10");
  return date_of_parts(plain);
}

Read<std::int64_t> read_yuan(const InputCell& cell) {
  constexpr std::int64_t kFenAYuan = 100;
  constexpr Replaced kSigns[] = {{"￥", ""}, {"¥", ""}, {"RMB", ""}, {"CNY", ""}};
  std::string text = replaced(folded(cell.text), kSigns);
  const auto no_amount = [] {
    return wrong("不是金额，请以元为单位写作 1234.50", "not an amount: write it in yuan, as 1234.50");
  };
  if (text.ends_with("万元") || text.ends_with("万"))
    return wrong("金额以元为单位，不用万元", "amounts are in yuan, not in tens of thousands");
  if (text.ends_with("元")) text.resize(text.size() - std::string_view("元").size());
  bool below = false;
  if (text.starts_with('(') && text.ends_with(')')) {
    text = text.substr(1, text.size() - 2);
    below = true;
  } else if (text.starts_with('-')) {
    text.erase(0, 1);
    below = true;
  }
  const auto plain = plain_number(text);
  if (!plain) return tl::unexpected(plain.error());
  const auto parts = split(*plain, '.');
  if (parts.size() > 2 || !is_digits(parts[0]) || (parts.size() == 2 && !is_digits(parts[1])))
    return no_amount();
  std::string fraction(parts.size() == 2 ? parts[1] : "");
  constexpr std::size_t kDecimals = 2;
  if (fraction.size() > kDecimals)
    return wrong("金额超过两位小数，请核对到分", "more than two decimals: give it to the fen");
  fraction.resize(kDecimals, '0');
  std::int64_t yuan = 0;
  const auto [end, error] = std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), yuan);
  if (error != std::errc() || end != parts[0].data() + parts[0].size() || yuan > Fen::kMax / kFenAYuan - 1)
    return wrong("金额超出范围", "the amount is out of range");
  const std::int64_t fen = yuan * kFenAYuan + *number_in(fraction);
  return below ? -fen : fen;
}

Read<std::string> read_period(const InputCell& cell) {
  const std::string_view raw = trimmed(cell.text);
  if (const auto period = Period::parse(raw); period && !is_digits(raw)) return period->str();
  const auto no_period = [] {
    return wrong("不是期间，请写作 2024、2024-03、2024-H1、2024-Q1 或“2024年3月”",
                 "not a period: write 2024, 2024-03, 2024-H1 or 2024-Q1");
  };
  std::string plain = replaced(folded(raw), kParts);
  std::string_view rest = plain;
  const auto year = take_year(rest);
  if (!year) return no_period();
  for (const std::string_view unit : {"年度", "年"}) {
    if (!rest.starts_with(unit)) continue;
    rest.remove_prefix(unit.size());
    break;
  }
  if (rest.ends_with("月") || rest.ends_with("月份")) rest = rest.substr(0, rest.rfind("月"));
  std::string text = std::to_string(*year);
  if (!rest.empty()) {
    if (rest.front() == '-' || rest.front() == '/' || rest.front() == '.') rest.remove_prefix(1);
    // A spreadsheet made a date of "2024-03".
    if (cell.kind == InputKind::date && rest.ends_with("-01")) rest.remove_suffix(3);
    const auto month = number_in(rest);
    if (cell.kind == InputKind::number && rest == "1")
      return wrong("数字格式的单元格分不清 1 月和 10 月，请写作 2024-01 或 2024-10",
                   "as a number this is January or October: write 2024-01 or 2024-10");
    text += "-" + (month ? two_digits(*month) : std::string(rest));
  }
  const auto period = Period::parse(text);
  if (!period) return no_period();
  return period->str();
}

/// A column has few words, each many times.
Read<std::string> ValueReader::code(const Field& field, std::string_view text) {
  std::pair key(&field, std::string(text));
  if (const auto known = words_.find(key); known != words_.end()) return known->second;
  auto out = word(field, text);
  if (words_.size() < kWordsKept) words_.emplace(std::move(key), out);
  return out;
}

Read<std::string> ValueReader::word(const Field& field, std::string_view text) const {
  const FieldWords* words = words_of(field);
  const std::string plain = folded(text);
  if (words == nullptr || words->vocabularies.empty()) {
    if (is_id(text)) return std::string(text);
    return wrong("编号只能用字母、数字和 . _ : -，不超过 64 个字符",
                 "a code has letters, digits and . _ : - only, 64 at most");
  }
  for (const Vocabulary* vocabulary : words->vocabularies) {
    for (const Word& word : vocabulary->words) {
      const std::string code = folded(word.code), zh = folded(word.zh);
      if (plain == code || plain == zh || plain == folded(word.en) || plain == code + zh)
        return std::string(word.code);
    }
    const auto added = added_.find(vocabulary->name);
    if (added == added_.end()) continue;
    if (const auto found = added->second.find(plain); found != added->second.end()) return found->second;
  }
  Said said{"不认识这个词，可填 " + some_of(words->vocabularies, true),
            "not a known word: write one of " + some_of(words->vocabularies, false)};
  const std::vector<Word> known = words_in(words->vocabularies);
  if (const Word* near = meant(plain, known)) {
    said.zh = fmt::format("不认识这个词，是否为“{}”？可填 {}", near->zh, some_of(words->vocabularies, true));
    said.en = fmt::format("not a known word; did you mean \"{}\"? Write one of {}", near->zh,
                          some_of(words->vocabularies, false));
  }
  return tl::unexpected(std::move(said));
}

Read<std::string> ValueReader::json(const Field& field, const InputCell& cell) {
  if (cell.kind == InputKind::error)
    return wrong("单元格是公式，结果有误或没有保存，请改为值",
                 "the cell is a formula whose result is an error or was not saved: put a value there");
  return json_of(*field.type, field, cell);
}

Read<std::string> ValueReader::json_of(const TypeInfo& type, const Field& field, const InputCell& cell) {
  switch (type.form) {
    case Form::optional:
      return json_of(*type.element, field, cell);
    case Form::list:
      return list(type, field, cell);
    case Form::enumeration:
      return choice(type, cell.text);
    case Form::boolean:
      return yes_or_no(cell.text);
    case Form::integer:
    case Form::decimal: {
      if (type.name == kType<Fen>.name) {
        const auto fen = read_yuan(cell);
        if (!fen) return tl::unexpected(fen.error());
        return std::to_string(*fen);
      }
      const auto plain = plain_number(cell.text);
      if (!plain) return plain;
      const auto number = Decimal::parse(*plain);
      const bool whole = type.form == Form::decimal || (number && number->scaled % Decimal::kScale == 0);
      if (!number || !whole) return wrong("不是数字，或小数过多", "not a number, or with too many decimals");
      return number->str();
    }
    default:
      return text(type, field, cell);
  }
}

/// "甲；乙、丙"
Read<std::string> ValueReader::list(const TypeInfo& type, const Field& field, const InputCell& cell) {
  constexpr Replaced kSeparators[] = {{"；", ";"}, {"、", ";"}, {"\n", ";"}, {"，", ";"}};
  const std::string text = replaced(cell.text, kSeparators);
  std::string out;
  for (const std::string_view item : split(text, ';')) {
    const std::string_view part = trimmed(item);
    if (part.empty()) continue;
    auto value = json_of(*type.element, field, {cell.kind, std::string(part)});
    if (!value) return value;
    out += (out.empty() ? "" : ",") + *value;
  }
  return "[" + out + "]";
}

Read<std::string> ValueReader::text(const TypeInfo& type, const Field& field, const InputCell& cell) {
  const TypeInfo& hidden = plain_type(type);
  const std::string_view raw = trimmed(cell.text);
  const bool sealed = type.form == Form::sealed;
  if (const auto kind = named_kind(type)) {
    auto id = directory_.find(*kind, raw);
    if (!id) return id;
    return json_string(*id);
  }
  if (hidden.name == kType<Date>.name) {
    const auto date = read_date(cell);
    if (!date) return tl::unexpected(date.error());
    if (date->precision != DatePrecision::day)
      return wrong("此列须为完整日期，请写到日", "this column needs the day too");
    return json_string(date->date.str());
  }
  if (hidden.name == kType<Period>.name) {
    auto period = read_period(cell);
    if (!period) return period;
    return json_string(*period);
  }
  if (hidden.name == kType<Code>.name && !sealed) {
    auto word = code(field, raw);
    if (!word) return word;
    return json_string(*word);
  }
  if (cell.kind == InputKind::number && raw.size() > kExactDigits)
    return wrong("以数字格式保存，末几位已丢失，请把此列设为文本后重新填写",
                 "kept as a number, which lost its last digits: make the column text and fill it in again");
  std::string value(raw);
  if (hidden.name == kType<Code>.name) value = folded(raw);  // an identity number in full-width digits
  if (!fits(hidden, value))
    return wrong(std::string(info(hidden.reason).zh), std::string(info(hidden.reason).en));
  return sealed ? seal_request(value) : json_string(value);
}

}  // namespace tenure::import

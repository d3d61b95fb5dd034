#include "domain/describe/json_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "domain/core/both.h"

namespace tenure {
namespace {

/// What keyboards write in Chinese where JSON wants a mark of its own.
struct FullWidth {
  std::string_view mark;
  std::string_view due;
};
constexpr FullWidth kFullWidth[] = {
    {"：", ":"}, {"，", ","}, {"、", ","}, {"“", "\""},       {"”", "\""},         {"＂", "\""}, {"‘", "\""},
    {"’", "\""}, {"｛", "{"}, {"｝", "}"}, {"［", "["},       {"］", "]"},         {"【", "["},  {"】", "]"},
    {"　", " "}, {"－", "-"}, {"．", "."}, {"\xC2\xA0", " "}, {"\xEF\xBB\xBF", ""}};

/// The bytes of the character at `at`; 0 where it is no UTF-8.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const unsigned first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (size == 0 || first > 0xF4) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || beyond ? 0 : size;
}

/// Reads JSON values without keeping them, up to the first fault. Nested values are a list, not recursion.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::string fault(JsonTexts texts) {
    space();
    if (texts == JsonTexts::many && at_ == text_.size()) return {};  // none is as many as any
    do {
      if (!value()) return std::move(fault_);
      space();
    } while (texts == JsonTexts::many && at_ < text_.size());
    if (at_ < text_.size()) fail("多余的内容", "something behind the end");
    return std::move(fault_);
  }

 private:
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    if (!at(c)) return false;
    ++at_;
    return true;
  }
  void space() {
    while (at(' ') || at('\t') || at('\n') || at('\r')) ++at_;
  }

  std::string place() const {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < at_;) {
      if (text_[i] == '\n') {
        ++line;
        column = 0;
      }
      ++column;
      i += std::max<std::size_t>(character_size(text_, i), 1);
    }
    return both("第 {0} 行第 {1} 列：{{}}", "line {0}, column {1}: {{}}", line, column);
  }

  bool fail(std::string_view zh, std::string_view en) {
    if (fault_.empty()) fault_ = fmt::format(fmt::runtime(place()), zh, en);
    return false;
  }

  /// What stands here instead of what is due.
  bool expect(std::string_view due_zh, std::string_view due_en) {
    if (at_ >= text_.size())
      return fail(fmt::format("内容到此为止，应为{}", due_zh),
                  fmt::format("the text ends where {} is due", due_en));
    const std::size_t size = character_size(text_, at_);
    if (size == 0) return fail("不是 UTF-8", "no UTF-8");
    const std::string_view found = text_.substr(at_, size);
    const auto* wide = std::ranges::find(kFullWidth, found, &FullWidth::mark);
    if (wide != std::end(kFullWidth) && !wide->due.empty())
      return fail(fmt::format("全角符号“{}”，应为半角 {}", found, wide->due),
                  fmt::format("the full-width mark {} where {} is due", found, wide->due));
    if (wide != std::end(kFullWidth))
      return fail("文件开头有字节顺序标记", "a byte order mark; write the file without one");
    if (static_cast<unsigned char>(found[0]) < ' ')
      return fail(fmt::format("控制字符，应为{}", due_zh),
                  fmt::format("a control character where {} is due", due_en));
    return fail(fmt::format("“{}”，应为{}", found, due_zh), fmt::format("{} where {} is due", found, due_en));
  }

  bool value() {
    std::vector<char> open;  // the brackets that are open, by what closes them
    do {
      if (!item(open)) return false;
      // Behind a value: what follows in its bracket, or the bracket's end.
      while (!open.empty()) {
        space();
        if (take(',')) {
          space();
          if (open.back() == '}' && !member()) return false;
          break;
        }
        if (!take(open.back()))
          return open.back() == '}' ? expect("逗号或 }", "a comma or }") : expect("逗号或 ]", "a comma or ]");
        open.pop_back();
      }
      space();
    } while (!open.empty());
    return true;
  }

  /// A value, or the beginning of one that has something inside.
  bool item(std::vector<char>& open) {
    for (;;) {
      space();
      if (take('{')) {
        space();
        if (take('}')) return true;
        open.push_back('}');
        if (!member()) return false;
      } else if (take('[')) {
        space();
        if (take(']')) return true;
        open.push_back(']');
      } else {
        return simple();
      }
    }
  }

  bool member() {
    if (!at('"')) return expect("带双引号的名称", "a name in double quotes");
    if (!string()) return false;
    space();
    return take(':') || expect("冒号 :", "a colon");
  }

  bool simple() {
    if (at('"')) return string();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return true;
    }
    return number() || expect("一个值", "a value");
  }

  bool digits() {
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > from;
  }

  bool number() {
    const bool negative = take('-');
    if (!take('0') && !digits()) return negative && expect("数字", "a digit");
    if (take('.') && !digits()) return expect("小数", "a digit behind the point");
    if (at('e') || at('E')) {
      ++at_;
      if (at('+') || at('-')) ++at_;
      if (!digits()) return expect("指数", "a digit of the exponent");
    }
    return true;
  }

  bool string() {
    const std::size_t from = at_++;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        if (!escape()) return false;
        continue;
      }
      const std::size_t size = character_size(text_, at_);
      if (size == 0) return fail("不是 UTF-8", "no UTF-8");
      if (static_cast<unsigned char>(text_[at_]) < ' ') return unclosed(from);
      at_ += size;
    }
    return take('"') || unclosed(from);
  }

  bool unclosed(std::size_t from) {
    at_ = from;
    return fail("双引号在本行内没有结束", "the double quote is not closed in its line");
  }

  bool escape() {
    constexpr std::string_view kEscapes = "\"\\/bfnrtu";
    constexpr std::size_t kHexDigits = 4;
    ++at_;
    if (at_ >= text_.size() || kEscapes.find(text_[at_]) == std::string_view::npos)
      return fail("反斜杠之后不是转义字符", "a backslash with no escape behind it");
    if (text_[at_++] != 'u') return true;
    for (std::size_t i = 0; i < kHexDigits; ++i, ++at_) {
      if (at_ >= text_.size() || std::isxdigit(static_cast<unsigned char>(text_[at_])) == 0)
        return fail("\\u 之后应为四位十六进制数字", "four hexadecimal digits are due behind \\u");
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string fault_;
};

}  // namespace

std::string json_fault(std::string_view text, JsonTexts texts) { return Scanner(text).fault(texts); }

Refusal with_fault(Refusal refusal, std::string_view text) {
  if (refusal.reason != Reason::json_syntax && refusal.reason != Reason::json_utf8) return refusal;
  if (std::string fault = json_fault(text); !fault.empty()) refusal.detail = std::move(fault);
  return refusal;
}

}  // namespace tenure

#include "domain/act/sealed_values.h"

#include "domain/core/find.h"

namespace tenure {
namespace {

struct Unified {
  std::string_view from, to;
};
// Blanks and what cannot be seen; the dots that stand between the parts of a name.
constexpr Unified kUnified[] = {{"\u00a0", ""},      {"\u3000", ""},       {"\u200b", ""},
                                {"\ufeff", ""},      {"\u2022", "\u00b7"}, {"\u2027", "\u00b7"},
                                {"\u30fb", "\u00b7"}};

constexpr std::size_t kWideSize = 3;

/// The ASCII character that begins `text` in its full-width form; 0 where none does.
char narrow(std::string_view text) {
  if (text.size() < kWideSize || text[0] != '\xef') return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second == 0xbc && third >= 0x81 && third <= 0xbf) return static_cast<char>(third - 0x81 + '!');
  if (second == 0xbd && third >= 0x80 && third <= 0x9e) return static_cast<char>(third - 0x80 + '`');
  return 0;
}

void add_narrow(std::string& out, char c) {
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return;
  out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
}

}  // namespace

std::string folded(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    if (const char c = narrow(value); c != 0) {
      add_narrow(out, c);
      value.remove_prefix(kWideSize);
    } else if (const Unified* form =
                   find_first(kUnified, [&](const Unified& each) { return value.starts_with(each.from); })) {
      out += form->to;
      value.remove_prefix(form->from.size());
    } else {
      add_narrow(out, value.front());
      value.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace tenure

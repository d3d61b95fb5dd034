// What is said of a rule, an answer or an alert: values that programs read, and beside them what people read
// in either language. A value of its own type knows how it is said: money in yuan, a period as people call
// it, a code by the word that its vocabulary or the pack has for it, a person or an organisation by the id,
// which is kept as a mention, so that whoever may see names can be shown the name beside it.
//
// Whoever writes a sentence passes values, not their texts:
//
//   phrase("{} 实发 {}", "{} was paid {}", event.person, event.amount_fen)
//
// A Code alone cannot be passed: `word_of` says which vocabulary it is of. Pure; any thread.
#pragma once

#include <fmt/format.h>

#include <array>
#include <concepts>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/calendar.h"
#include "domain/core/id.h"
#include "domain/core/value.h"
#include "domain/words/words.h"

namespace tenure {

class PolicyView;

/// What is said of what is not there.
inline constexpr Word kNone{"none", "无", "none"};

/// A value in three forms. Compared, and as a text, it is its data.
struct Saying {
  std::string data, zh, en;
  std::vector<Subject> about = {};  ///< whom `zh` and `en` name by id

  Saying() = default;
  Saying(std::string same) : data(same), zh(same), en(std::move(same)) {}
  Saying(std::string_view same) : Saying(std::string(same)) {}
  Saying(const char* same) : Saying(std::string(same)) {}
  Saying(const Word& word);
  Saying(std::string of_data, std::string of_zh, std::string of_en, std::vector<Subject> whom = {})
      : data(std::move(of_data)), zh(std::move(of_zh)), en(std::move(of_en)), about(std::move(whom)) {}

  bool empty() const { return data.empty(); }
  operator const std::string&() const { return data; }
  friend bool operator==(const Saying& a, std::string_view b) { return a.data == b; }
};

/// What a number counts: the word for programs, and what readers say of it.
struct Unit {
  std::string_view name, zh, en;
};

inline const Saying& saying(const Saying& said) { return said; }
inline Saying saying(std::string_view text) { return text; }
inline Saying saying(const std::string& text) { return text; }
inline Saying saying(const char* text) { return text; }
inline Saying saying(std::integral auto number) { return std::to_string(number); }
inline Saying saying(Date date) { return date.str(); }
inline Saying saying(Position position) { return position.str(); }
inline Saying saying(Decimal number) { return number.str(); }
Saying saying(bool truth);
Saying saying(const Word& word);
/// "2024年第1季度", "Q1 2024".
Saying saying(const Period& period);
/// "1,234.50 元"; its data is "123450 fen".
Saying saying(Fen amount);
Saying saying(const Subject& subject);
inline Saying saying(const PersonId& person) { return saying(subject(person)); }
inline Saying saying(const OrgId& org) { return saying(subject(org)); }
template <class T>
Saying saying(const Ref<T>& mentioned) {
  return saying(mentioned.id);
}
/// An event type by its label.
Saying saying(const StructInfo& structure);
Saying saying(const Code& code) = delete;  // word_of says of which vocabulary

/// "5 人"; its data is "5 people".
Saying many(std::int64_t number, const Unit& unit);
Saying many(Decimal number, const Unit& unit);

/// The code by its label: of the first of `vocabularies` ("grade ballot_option") that has it, else of the
/// policy's pack; a word that nobody knows stays as it is. Of no code: `kNone`.
Saying word_of(const PolicyView& policy, std::string_view vocabularies, std::string_view code);
inline Saying word_of(const PolicyView& policy, std::string_view vocabularies, const Code& code) {
  return word_of(policy, vocabularies, code.str());
}
template <class T>
Saying word_of(const PolicyView& policy, std::string_view vocabularies, const std::optional<T>& code) {
  return word_of(policy, vocabularies, code ? std::string_view(code->str()) : std::string_view());
}
/// "a, b"; of none `kNone`.
Saying words_of(const PolicyView& policy, std::string_view vocabularies, const std::vector<Code>& codes);
/// The same of sayings.
Saying listed(std::span<const Saying> items);

/// One sentence out of its forms, whose `{}` stand for the values.
Saying sentence(fmt::string_view zh, fmt::string_view en, std::span<const Saying> values);

namespace detail {
template <class T>
struct SaidAs {
  using Text = std::string;
};
}  // namespace detail

/// A form for values of these types, whose number of `{}` the compiler checks.
template <class... T>
using SayingForm = fmt::format_string<const typename detail::SaidAs<T>::Text&...>;

/// The `{}` of each language stand for the same values.
template <class... T>
Saying phrase(SayingForm<T...> zh, SayingForm<T...> en, const T&... values) {
  const std::array<Saying, sizeof...(T)> said{saying(values)...};
  return sentence(fmt::string_view(zh), fmt::string_view(en), said);
}

/// An amount in yuan, "1,234.50", for whoever reads money.
std::string yuan(Fen amount);

}  // namespace tenure

// A parameter of a policy: declared once, by the area that reads it, in the area's policy.h; given by a pack.
//
// An absent parameter is absent, never zero: a rule that needs it is silent, a condition on it is not asked.
// The text of a locality may also hide a figure (masked) or name it without a value (unspecified); then
// whoever asks gets "unknown". Declarations are constants; any thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/core/calendar.h"
#include "domain/core/each.h"
#include "domain/core/id.h"
#include "domain/core/value.h"

namespace tenure {

/// A length of time in calendar months, without a date.
struct Months {
  std::int32_t count = 0;
  auto operator<=>(const Months&) const = default;
};

/// A length of time in days, without a date.
struct Days {
  std::int32_t count = 0;
  auto operator<=>(const Days&) const = default;
};

/// A part of a whole, 0 to 1.
struct Share {
  Decimal value;
  auto operator<=>(const Share&) const = default;
};

/// From this number upwards, this value holds.
struct Step {
  Decimal from;
  Decimal value;
  auto operator<=>(const Step&) const = default;
};

using Codes = std::vector<Code>;
using Schedule = std::vector<Step>;  ///< ascending by `from`

inline bool holds(const Codes& codes, const Code& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}
inline bool holds_all(const Codes& codes, const Codes& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const Code& code) { return holds(codes, code); });
}

enum class ParameterType : std::uint8_t {
  flag,
  integer,
  decimal,
  share,
  fen,
  days,
  months,
  date,
  code,
  codes,
  schedule
};

std::string_view name(ParameterType type);

/// What the pack says of a parameter. `masked`: hidden in the source; `unspecified`: named there without a
/// value.
enum class Given : std::uint8_t { absent, value, masked, unspecified };

struct ParameterInfo {
  /// Members joined by '.'. Each '*' stands for a word that the pack chooses: "grade.*.action".
  std::string_view key;
  ParameterType type;
  std::string_view unit;
  std::string_view zh, en;
  std::string_view mechanisms;  ///< "PY-06 SH-75"
};

/// What a pack gives for one key.
struct PackValue {
  Given given = Given::absent;
  std::int64_t number = 0;  ///< flag 0 or 1; decimals and shares in ten-thousandths; dates in days since 1970
  Codes codes;
  Schedule schedule;
  std::uint32_t line = 0;
};

template <class T>
struct ParameterForm;

#define TENURE_PARAMETER_FORM(T, form, expression)                 \
  template <>                                                      \
  struct ParameterForm<T> {                                        \
    static constexpr ParameterType kForm = ParameterType::form;    \
    static T read(const PackValue& value) { return (expression); } \
  }
TENURE_PARAMETER_FORM(bool, flag, value.number != 0);
TENURE_PARAMETER_FORM(std::int64_t, integer, value.number);
TENURE_PARAMETER_FORM(Decimal, decimal, Decimal{value.number});
TENURE_PARAMETER_FORM(Share, share, Share{Decimal{value.number}});
TENURE_PARAMETER_FORM(Fen, fen, Fen{value.number});
TENURE_PARAMETER_FORM(Days, days, Days{static_cast<std::int32_t>(value.number)});
TENURE_PARAMETER_FORM(Months, months, Months{static_cast<std::int32_t>(value.number)});
TENURE_PARAMETER_FORM(Date, date, Date{static_cast<std::int32_t>(value.number)});
TENURE_PARAMETER_FORM(Code, code, value.codes.front());
TENURE_PARAMETER_FORM(Codes, codes, value.codes);
TENURE_PARAMETER_FORM(Schedule, schedule, value.schedule);
#undef TENURE_PARAMETER_FORM

/// A declared parameter.
template <class T>
struct Parameter : ParameterInfo {
  constexpr Parameter(std::string_view key, std::string_view unit, std::string_view zh, std::string_view en,
                      std::string_view mechanisms)
      : ParameterInfo{key, ParameterForm<T>::kForm, unit, zh, en, mechanisms} {}
};

/// Declares the parameters of an area, and the list of them all: (type, name, "key", "unit", "中文",
/// "English", "mechanisms") for each.
#define TENURE_PARAMETERS(list, table)     \
  TENURE_EACH(TENURE_PARAMETER_ODD, table) \
  inline constexpr const ParameterInfo* list[] = {TENURE_EACH(TENURE_LISTED_ODD, table)}

#define TENURE_PARAMETER(type, name, ...) inline constexpr Parameter<type> name{__VA_ARGS__};
#define TENURE_PARAMETER_ODD(...) TENURE_PARAMETER(__VA_ARGS__) TENURE_PARAMETER_EVEN
#define TENURE_PARAMETER_EVEN(...) TENURE_PARAMETER(__VA_ARGS__) TENURE_PARAMETER_ODD
#define TENURE_PARAMETER_ODD_END
#define TENURE_PARAMETER_EVEN_END

#define TENURE_LISTED(type, name, ...) &name,
#define TENURE_LISTED_ODD(...) TENURE_LISTED(__VA_ARGS__) TENURE_LISTED_EVEN
#define TENURE_LISTED_EVEN(...) TENURE_LISTED(__VA_ARGS__) TENURE_LISTED_ODD
#define TENURE_LISTED_ODD_END
#define TENURE_LISTED_EVEN_END

/// The value of a parameter, or why there is none.
template <class T>
struct Setting {
  Given given = Given::absent;
  std::optional<T> value;

  bool absent() const { return given == Given::absent; }
  /// Masked or unspecified: whoever asks must answer "unknown".
  bool unknown() const { return given == Given::masked || given == Given::unspecified; }
  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

/// The value that holds at `at`, or nothing below the first step.
std::optional<Decimal> value_at(const Schedule& schedule, Decimal at);

}  // namespace tenure

// The describer: a structure is described once, and everything else is derived from that description.
//
//   struct Handover { PersonId person; OrgId org; std::optional<Date> settled; };
//   TENURE_STRUCT(Handover, "交接", "Handover", (person, "人员", "person")(org, "组织",
//   "organisation")(settled, "办结日期", "settled on"))
//
// A TypeInfo is the run-time view of one C++ type; the strict JSON reader, the writer, the row codec, the
// JSON Schema and the reference page are each one ordinary function over it (reader.h, writer.h, codec.h,
// schema.h), so that a new structure costs no new code and little compile time. A static_assert catches a
// field that was forgotten. All descriptions are constant-initialised: no order of initialisation, no lock,
// any thread.
#pragma once

#include <array>
#include <boost/pfr/tuple_size.hpp>
#include <boost/preprocessor.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/core/calendar.h"
#include "domain/core/id.h"
#include "domain/core/value.h"

namespace tenure {

struct Event;
struct StructInfo;
struct TypeInfo;

/// How a value stands in JSON and in a row.
enum class Form : std::uint8_t {
  boolean,
  integer,
  decimal,
  text,
  enumeration,
  sealed,
  list,
  optional,
  structure,
  event
};

/// One value of a closed vocabulary.
struct EnumValue {
  std::string_view name, zh, en;
};

struct Field {
  std::string_view name, zh, en;
  const TypeInfo* type;
  void* (*at)(void* structure);

  const void* in(const void* structure) const { return at(const_cast<void*>(structure)); }
  bool required() const;  ///< neither optional nor a list (an absent list is an empty one)
};

struct StructInfo {
  std::string_view name, zh, en;
  std::span<const Field> fields;
};

struct TypeInfo {
  Form form = Form::text;
  std::string_view name;              ///< "PersonId", "Text", the enumeration's or structure's name
  std::string_view pattern;           ///< regular expression of a text form, for the schema
  Reason reason = Reason::json_type;  ///< why a text is refused that does not parse
  std::int64_t min = 0;               ///< of an integer
  std::int64_t max = 0;               ///< of an integer; code points of a text; items of a list
  std::optional<SubjectKind> subject;

  bool (*parse)(std::string_view text, void* out) = nullptr;     ///< text, sealed
  bool (*fits)(std::string_view text) = nullptr;                 ///< text: whether it parses
  void (*print)(const void* value, std::string& out) = nullptr;  ///< text, sealed
  std::int64_t (*get)(const void* value) = nullptr;  ///< integer, boolean, decimal, enumeration; compact text
  void (*set)(void* value, std::int64_t number) = nullptr;
  void (*pack)(const void* value, std::string& out) = nullptr;  ///< a text or sealed that rows keep shorter
  bool (*unpack)(std::string_view& in, void* out) = nullptr;    ///< takes it from the front of `in`

  const TypeInfo* element = nullptr;                 ///< list, optional; sealed: type of the hidden value
  std::size_t (*size)(const void* value) = nullptr;  ///< list, optional
  const void* (*item)(const void* value, std::size_t i) = nullptr;
  void* (*add)(void* value) = nullptr;

  const StructInfo* structure = nullptr;
  std::span<const EnumValue> values;
};

inline bool Field::required() const { return type->form != Form::optional && type->form != Form::list; }

inline constexpr std::int64_t kListItemsMax = 10'000;

/// Specialised by TENURE_STRUCT and TENURE_ENUM.
template <class T>
struct Description;

template <class T>
concept DescribedStruct = std::is_class_v<T> && requires {
  Description<T>::kInfo;
};
template <class T>
concept DescribedEnum = std::is_enum_v<T> && requires {
  Description<T>::kValues;
};
template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { T::parse(text) } -> std::same_as<std::optional<T>>;
  { value.str() } -> std::convertible_to<std::string>;
  T::kReason;
  T::kName;
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsSealed = false;
template <class T>
inline constexpr bool kIsSealed<Sealed<T>> = true;

template <class T>
constexpr TypeInfo make_type();

/// The run-time description of `T`.
template <class T>
inline constexpr TypeInfo kType = make_type<T>();

template <class T>
constexpr TypeInfo make_number(Form form, std::string_view name, std::int64_t min, std::int64_t max) {
  TypeInfo info;
  info.form = form;
  info.name = name;
  info.min = min;
  info.max = max;
  if constexpr (requires(T t) { t.scaled; }) {
    info.get = [](const void* v) { return static_cast<const T*>(v)->scaled; };
    info.set = [](void* v, std::int64_t n) { static_cast<T*>(v)->scaled = n; };
  } else if constexpr (requires(T t) { t.value; }) {
    info.get = [](const void* v) { return static_cast<const T*>(v)->value; };
    info.set = [](void* v, std::int64_t n) { static_cast<T*>(v)->value = n; };
  } else {
    info.get = [](const void* v) { return static_cast<std::int64_t>(*static_cast<const T*>(v)); };
    info.set = [](void* v, std::int64_t n) { *static_cast<T*>(v) = static_cast<T>(n); };
  }
  return info;
}

template <class T>
constexpr void add_pack(TypeInfo& info) {
  info.pack = [](const void* value, std::string& out) { static_cast<const T*>(value)->pack(out); };
  info.unpack = [](std::string_view& in, void* out) {
    auto value = T::unpack(in);
    if (value) *static_cast<T*>(out) = std::move(*value);
    return value.has_value();
  };
}

template <class T>
constexpr TypeInfo make_text() {
  TypeInfo info;
  info.form = Form::text;
  info.name = T::kName;
  info.reason = T::kReason;
  if constexpr (requires { T::kPattern; }) info.pattern = T::kPattern;
  if constexpr (requires { T::kMax; }) info.max = static_cast<std::int64_t>(T::kMax);
  if constexpr (requires { T::Tag::kSubject; }) info.subject = T::Tag::kSubject;
  info.parse = [](std::string_view text, void* out) {
    auto value = T::parse(text);
    if (!value) return false;
    *static_cast<T*>(out) = std::move(*value);
    return true;
  };
  info.fits = [](std::string_view text) { return T::parse(text).has_value(); };
  info.print = [](const void* value, std::string& out) { out += static_cast<const T*>(value)->str(); };
  if constexpr (requires(const T& value, std::string& out) { value.pack(out); }) add_pack<T>(info);
  // Values that are one number inside are kept as that number in rows.
  if constexpr (std::is_same_v<T, Date>) {
    info.get = [](const void* v) { return std::int64_t{static_cast<const T*>(v)->days}; };
    info.set = [](void* v, std::int64_t n) { static_cast<T*>(v)->days = static_cast<std::int32_t>(n); };
  } else if constexpr (std::is_same_v<T, Moment>) {
    info.get = [](const void* v) { return static_cast<const T*>(v)->us; };
    info.set = [](void* v, std::int64_t n) { static_cast<T*>(v)->us = n; };
  }
  return info;
}

template <class T>
constexpr TypeInfo make_list() {
  using Item = typename T::value_type;
  TypeInfo info;
  info.element = &kType<Item>;
  info.name = kType<Item>.name;
  if constexpr (kIsVector<T>) {
    info.form = Form::list;
    info.max = kListItemsMax;
    info.size = [](const void* v) { return static_cast<const T*>(v)->size(); };
    info.item = [](const void* v, std::size_t i) -> const void* { return &(*static_cast<const T*>(v))[i]; };
    info.add = [](void* v) -> void* { return &static_cast<T*>(v)->emplace_back(); };
  } else {
    info.form = Form::optional;
    info.max = 1;
    info.size = [](const void* v) {
      return static_cast<const T*>(v)->has_value() ? std::size_t{1} : std::size_t{0};
    };
    info.item = [](const void* v, std::size_t) -> const void* { return &**static_cast<const T*>(v); };
    info.add = [](void* v) -> void* { return &static_cast<T*>(v)->emplace(); };
  }
  return info;
}

template <class T>
constexpr TypeInfo make_sealed() {
  TypeInfo info;
  info.form = Form::sealed;
  info.name = Commitment::kName;
  info.pattern = Commitment::kPattern;
  info.reason = Reason::unsealed;
  info.element = &kType<typename T::Value>;
  info.parse = [](std::string_view text, void* out) {
    const auto commitment = Commitment::parse(text);
    if (commitment) static_cast<T*>(out)->commitment = *commitment;
    return commitment.has_value();
  };
  info.print = [](const void* value, std::string& out) {
    out += static_cast<const T*>(value)->commitment.str();
  };
  info.pack = [](const void* value, std::string& out) { static_cast<const T*>(value)->commitment.pack(out); };
  info.unpack = [](std::string_view& in, void* out) {
    const auto commitment = Commitment::unpack(in);
    if (commitment) static_cast<T*>(out)->commitment = *commitment;
    return commitment.has_value();
  };
  return info;
}

template <class T>
constexpr TypeInfo make_type() {
  if constexpr (std::is_same_v<T, bool>) {
    return make_number<T>(Form::boolean, "Boolean", 0, 1);
  } else if constexpr (std::is_integral_v<T>) {
    static_assert(sizeof(T) <= 4,
                  "JSON integers above 2^53 do not survive other readers; use Fen or Position");
    return make_number<T>(Form::integer, "Integer", std::int64_t{std::numeric_limits<T>::min()},
                          std::int64_t{std::numeric_limits<T>::max()});
  } else if constexpr (std::is_same_v<T, Fen>) {
    return make_number<T>(Form::integer, "Fen", -Fen::kMax, Fen::kMax);
  } else if constexpr (std::is_same_v<T, Decimal>) {
    return make_number<T>(Form::decimal, "Decimal", 0, 0);
  } else if constexpr (DescribedEnum<T>) {
    TypeInfo info = make_number<T>(Form::enumeration, Description<T>::kName, 0,
                                   static_cast<std::int64_t>(Description<T>::kValues.size()) - 1);
    info.values = Description<T>::kValues;
    return info;
  } else if constexpr (kIsVector<T> || kIsOptional<T>) {
    return make_list<T>();
  } else if constexpr (kIsSealed<T>) {
    return make_sealed<T>();
  } else if constexpr (std::is_same_v<T, Event>) {
    TypeInfo info;
    info.form = Form::event;
    info.name = "Event";
    return info;
  } else if constexpr (DescribedStruct<T>) {
    TypeInfo info;
    info.form = Form::structure;
    info.name = Description<T>::kInfo.name;
    info.structure = &Description<T>::kInfo;
    return info;
  } else {
    static_assert(TextValue<T>,
                  "describe this type with TENURE_STRUCT or TENURE_ENUM, or give it parse() and str()");
    return make_text<T>();
  }
}

template <>
struct Description<DatePrecision> {
  static constexpr std::string_view kName = "DatePrecision";
  static constexpr auto kValues =
      std::to_array<EnumValue>({{"day", "日", "day"}, {"month", "月", "month"}, {"year", "年", "year"}});
};

template <auto Member>
struct MemberOf;
template <class S, class T, T S::*Member>
struct MemberOf<Member> {
  using Type = T;
  static void* at(void* structure) { return &(static_cast<S*>(structure)->*Member); }
};

template <auto Member>
constexpr Field describe_field(std::string_view name, std::string_view zh, std::string_view en) {
  return {name, zh, en, &kType<typename MemberOf<Member>::Type>, &MemberOf<Member>::at};
}

/// "case_" is written "case" outside: C++ reserves some of the field's words.
constexpr std::string_view outside_name(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

template <class E>
requires DescribedEnum<E>
constexpr const EnumValue& describe_value(E value) {
  return Description<E>::kValues[static_cast<std::size_t>(value)];
}
template <class E>
requires DescribedEnum<E>
constexpr std::string_view name(E value) { return describe_value(value).name; }

}  // namespace tenure

#define TENURE_FIELD_ROW(r, Type, f)                                                                    \
  ::tenure::describe_field<&Type::BOOST_PP_TUPLE_ELEM(0, f)>(                                           \
      ::tenure::outside_name(BOOST_PP_STRINGIZE(BOOST_PP_TUPLE_ELEM(0, f))), BOOST_PP_TUPLE_ELEM(1, f), \
      BOOST_PP_TUPLE_ELEM(2, f)),

/// Describes a structure: (field, "中文", "English") for each field, in order. Use in namespace tenure, after
/// the structure.
#define TENURE_STRUCT(Type, zh, en, fields)                                                   \
  template <>                                                                                 \
  struct Description<Type> {                                                                  \
    static constexpr Field kFields[] = {                                                      \
        BOOST_PP_SEQ_FOR_EACH(TENURE_FIELD_ROW, Type, BOOST_PP_VARIADIC_SEQ_TO_SEQ(fields))}; \
    static constexpr StructInfo kInfo{#Type, zh, en, kFields};                                \
    static_assert(std::size(kFields) == boost::pfr::tuple_size_v<Type>,                       \
                  "a field of " #Type " is not described");                                   \
  }

#define TENURE_ENUM_VALUE(r, _, v) BOOST_PP_TUPLE_ELEM(0, v),
#define TENURE_ENUM_ROW(r, _, v)                                                             \
  ::tenure::EnumValue{::tenure::outside_name(BOOST_PP_STRINGIZE(BOOST_PP_TUPLE_ELEM(0, v))), \
                      BOOST_PP_TUPLE_ELEM(1, v), BOOST_PP_TUPLE_ELEM(2, v)},

/// Declares and describes a closed vocabulary: (value, "中文", "English") for each. Values are only ever
/// appended.
#define TENURE_ENUM(Type, values)                                                           \
  enum class Type : std::uint8_t {                                                          \
    BOOST_PP_SEQ_FOR_EACH(TENURE_ENUM_VALUE, _, BOOST_PP_VARIADIC_SEQ_TO_SEQ(values))       \
  };                                                                                        \
  template <>                                                                               \
  struct Description<Type> {                                                                \
    static constexpr std::string_view kName = #Type;                                        \
    static constexpr auto kValues = std::to_array<EnumValue>(                               \
        {BOOST_PP_SEQ_FOR_EACH(TENURE_ENUM_ROW, _, BOOST_PP_VARIADIC_SEQ_TO_SEQ(values))}); \
  }

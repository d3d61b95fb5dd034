// The describer: a structure is declared and described once, in one table, and everything else is derived
// from that description.
//
//   TENURE_STRUCT(Handover, "交接", "Handover",
//     (PersonId, person, "人员", "person")
//     (OrgId, org, "组织", "organisation")
//     (std::optional<Date>, settled, "办结日期", "settled on")
//     (std::int32_t, copies, "份数", "copies", 1));
//
// makes the aggregate `struct Handover { PersonId person; OrgId org; ... std::int32_t copies{1}; };`. A
// structure that has more in it than fields is written out, with TENURE_FIELDS inside.
//
// A TypeInfo is the run-time view of one C++ type; the strict JSON reader, the writer, the row codec, the
// JSON Schema and the reference page are each one ordinary function over it (read.h, write.h, codec.h,
// schema.h), so that a new structure costs no new code and little compile time. All descriptions are
// constant-initialised: no order of initialisation, no lock, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/core/calendar.h"
#include "domain/core/each.h"
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
  std::size_t bytes, alignment;

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
  std::string_view (*view)(const void* value) = nullptr;         ///< a text that is kept as it is printed
  std::int64_t (*get)(const void* value) = nullptr;  ///< integer, boolean, decimal, enumeration; compact text
  void (*set)(void* value, std::int64_t number) = nullptr;
  void (*pack)(const void* value, Appender& out) = nullptr;   ///< a text or sealed that rows keep shorter
  bool (*unpack)(std::string_view& in, void* out) = nullptr;  ///< takes it from the front of `in`

  const TypeInfo* element = nullptr;                 ///< list, optional; sealed: type of the hidden value
  std::size_t (*size)(const void* value) = nullptr;  ///< list, optional
  const void* (*item)(const void* value, std::size_t i) = nullptr;
  void* (*add)(void* value) = nullptr;
  void (*reserve)(void* value, std::size_t items) = nullptr;  ///< list: room for so many in all

  const StructInfo* structure = nullptr;
  std::span<const EnumValue> values;
};

inline bool Field::required() const { return type->form != Form::optional && type->form != Form::list; }

inline constexpr std::int64_t kListItemsMax = 10'000;

/// What TENURE_FIELDS and TENURE_ENUM say of a type.
template <class T>
struct Description;

constexpr std::size_t aligned(std::size_t bytes, std::size_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}

/// Whether fields, laid out in their order, are all that a structure of so many bytes holds. What is small
/// enough to lie in a gap between them goes unnoticed.
template <class Fields>
constexpr bool fill(const Fields& fields, std::size_t bytes, std::size_t alignment) {
  std::size_t end = 0;
  for (const auto& field : fields) end = aligned(end, field.alignment) + field.bytes;
  return aligned(end, alignment) == bytes;
}

template <class T>
requires std::is_same_v<typename T::Described::Self, T>
struct Description<T> {
  static constexpr auto kFields = T::Described::fields();
  static constexpr StructInfo kInfo{T::Described::kName, T::Described::kZh, T::Described::kEn, kFields};
  static_assert(fill(kFields, sizeof(T), alignof(T)), "a data member stands beside the described ones");
};

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
  info.pack = [](const void* value, Appender& out) { static_cast<const T*>(value)->pack(out); };
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
  if constexpr (std::is_same_v<decltype(std::declval<const T&>().str()), const std::string&>)
    info.view = [](const void* value) { return std::string_view(static_cast<const T*>(value)->str()); };
  if constexpr (requires(const T& value, Appender& out) { value.pack(out); }) add_pack<T>(info);
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
    info.reserve = [](void* v, std::size_t items) { static_cast<T*>(v)->reserve(items); };
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
  info.pack = [](const void* value, Appender& out) { static_cast<const T*>(value)->commitment.pack(out); };
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
  using Structure = S;
  using Type = T;
  static void* at(void* structure) { return &(static_cast<S*>(structure)->*Member); }
};

template <auto Member, bool kHasFirstValue>
constexpr Field describe_field(std::string_view name, std::string_view zh, std::string_view en) {
  using T = typename MemberOf<Member>::Type;
  static_assert(kHasFirstValue || !std::is_scalar_v<T>,
                "a flag, a number or an enumeration needs its first value");
  return {name, zh, en, &kType<T>, &MemberOf<Member>::at, sizeof(T), alignof(T)};
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

#define TENURE_FIELD(type, name, zh, en, ...) type name __VA_OPT__({__VA_ARGS__});
#define TENURE_FIELD_ODD(...) TENURE_FIELD(__VA_ARGS__) TENURE_FIELD_EVEN
#define TENURE_FIELD_EVEN(...) TENURE_FIELD(__VA_ARGS__) TENURE_FIELD_ODD
#define TENURE_FIELD_ODD_END
#define TENURE_FIELD_EVEN_END

#define TENURE_LABEL(type, name, zh, en, ...) \
  ::tenure::describe_field<&Self::name, false __VA_OPT__(|| true)>(::tenure::outside_name(#name), zh, en),
#define TENURE_LABEL_ODD(...) TENURE_LABEL(__VA_ARGS__) TENURE_LABEL_EVEN
#define TENURE_LABEL_EVEN(...) TENURE_LABEL(__VA_ARGS__) TENURE_LABEL_ODD
#define TENURE_LABEL_ODD_END
#define TENURE_LABEL_EVEN_END

/// All data members of the structure in which it stands, (type, field, "中文", "English") or (type, field,
/// "中文", "English", first value) for each, in order. A flag, a number or an enumeration needs its first
/// value; a type with a comma in it needs another name.
#define TENURE_FIELDS(Type, zh, en, table)                                           \
  TENURE_EACH(TENURE_FIELD_ODD, table)                                               \
  struct Described {                                                                 \
    using Self = Type;                                                               \
    static constexpr std::string_view kName = #Type, kZh = zh, kEn = en;             \
    static constexpr auto fields() {                                                 \
      return std::to_array<::tenure::Field>({TENURE_EACH(TENURE_LABEL_ODD, table)}); \
    }                                                                                \
  }

/// A structure that has fields and nothing else.
#define TENURE_STRUCT(Type, zh, en, table) \
  struct Type {                            \
    TENURE_FIELDS(Type, zh, en, table);    \
  }

/// A row of subjects of one kind that has fields and nothing else.
#define TENURE_ROW(Type, subject, zh, en, table)                                      \
  struct Type {                                                                       \
    static constexpr ::tenure::SubjectKind kSubject = ::tenure::SubjectKind::subject; \
    TENURE_FIELDS(Type, zh, en, table);                                               \
  }

#define TENURE_VALUE(value, zh, en) value,
#define TENURE_VALUE_ODD(...) TENURE_VALUE(__VA_ARGS__) TENURE_VALUE_EVEN
#define TENURE_VALUE_EVEN(...) TENURE_VALUE(__VA_ARGS__) TENURE_VALUE_ODD
#define TENURE_VALUE_ODD_END
#define TENURE_VALUE_EVEN_END

#define TENURE_WORD(value, zh, en) {::tenure::outside_name(#value), zh, en},
#define TENURE_WORD_ODD(...) TENURE_WORD(__VA_ARGS__) TENURE_WORD_EVEN
#define TENURE_WORD_EVEN(...) TENURE_WORD(__VA_ARGS__) TENURE_WORD_ODD
#define TENURE_WORD_ODD_END
#define TENURE_WORD_EVEN_END

/// Declares and describes a closed vocabulary: (value, "中文", "English") for each. Values are only ever
/// appended.
#define TENURE_ENUM(Type, table)                                                                     \
  enum class Type : std::uint8_t { TENURE_EACH(TENURE_VALUE_ODD, table) };                           \
  template <>                                                                                        \
  struct Description<Type> {                                                                         \
    static constexpr std::string_view kName = #Type;                                                 \
    static constexpr auto kValues = std::to_array<EnumValue>({TENURE_EACH(TENURE_WORD_ODD, table)}); \
  }

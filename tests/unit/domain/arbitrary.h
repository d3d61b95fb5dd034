// Values that nobody thought of: fills any described type by RapidCheck's generators.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "domain/act/catalogue.h"

namespace tenure::test {

inline constexpr std::size_t kArbitraryItemsMax = 3;

inline std::size_t below(std::size_t end) { return *rc::gen::inRange<std::size_t>(0, end); }

inline std::string arbitrary_id() {
  static constexpr std::string_view kAlphabet = "ABYZabyz0189._:-";
  std::string out;
  for (std::size_t i = 1 + below(kIdLengthMax); i > 0; --i) out += kAlphabet[below(kAlphabet.size())];
  return out;
}

inline std::string arbitrary_text(std::size_t code_points_max) {
  static constexpr std::string_view kPieces[] = {"a", "\"", "\\", "\n", "\x01", "/", "\x7f", "é", "村", "𠮷"};
  std::string out;
  for (std::size_t i = 1 + below(std::min<std::size_t>(code_points_max, 20)); i > 0; --i) {
    out += kPieces[below(std::size(kPieces))];
  }
  return out;
}

inline Date arbitrary_date() {
  return {*rc::gen::inRange(Date::of(1900, 1, 1).days, Date::of(2199, 12, 31).days + 1)};
}

inline std::string arbitrary_period() {
  const int year = *rc::gen::inRange(1900, 2200);
  switch (below(6)) {  // NOLINT(bugprone-branch-clone): the forms differ
    case 0:
      return fmt::format("{}", year);
    case 1:
      return fmt::format("{}-H{}", year, 1 + below(2));
    case 2:
      return fmt::format("{}-Q{}", year, 1 + below(4));
    case 3:
      return fmt::format("{}-B{}", year, 1 + below(6));
    case 4:
      return fmt::format("{}-{:02}", year, 1 + below(12));
    default:
      return "term:" + arbitrary_id();
  }
}

inline Digest arbitrary_digest() { return sha256(arbitrary_id()); }

/// Text that the type's parser takes and its printer gives back.
inline std::string arbitrary_text_of(const TypeInfo& type) {
  if (type.form == Form::sealed || type.name == Commitment::kName)
    return Commitment{arbitrary_digest()}.str();
  if (type.name == "Text") return arbitrary_text(static_cast<std::size_t>(type.max));
  if (type.name == Date::kName) return arbitrary_date().str();
  if (type.name == Moment::kName) {
    const std::int64_t us = *rc::gen::inRange<std::int64_t>(0, 86'400'000'000);
    return Moment{arbitrary_date().days * 86'400'000'000 + us}.str();
  }
  if (type.name == Period::kName) return arbitrary_period();
  if (type.name == Position::kName) {
    return Position{*rc::gen::inRange<std::uint64_t>(0, 1ULL << 50),
                    *rc::gen::inRange<std::uint32_t>(0, 10'000)}
        .str();
  }
  if (type.name == ContentDigest::kName) return ContentDigest{arbitrary_digest()}.str();
  return arbitrary_id();
}

inline Event arbitrary_event();

/// Fills a value that was just made.
inline void fill(const TypeInfo& type, void* out) {
  switch (type.form) {
    case Form::boolean:
    case Form::enumeration:
      type.set(out, static_cast<std::int64_t>(below(static_cast<std::size_t>(type.max) + 1)));
      break;
    case Form::integer:
      type.set(out, *rc::gen::inRange<std::int64_t>(type.min, type.max));
      break;
    case Form::decimal:
      type.set(out, *rc::gen::inRange<std::int64_t>(-999'999'999'999'999, 1'000'000'000'000'000));
      break;
    case Form::text:
    case Form::sealed:
      RC_ASSERT(type.parse(arbitrary_text_of(type), out));
      break;
    case Form::list:
    case Form::optional: {
      const std::size_t count = below(type.form == Form::list ? kArbitraryItemsMax + 1 : 2);
      for (std::size_t i = 0; i < count; ++i) fill(*type.element, type.add(out));
      break;
    }
    case Form::structure:
      for (const Field& field : type.structure->fields) fill(*field.type, field.at(out));
      break;
    case Form::event:
      *static_cast<Event*>(out) = arbitrary_event();
      break;
  }
}

/// An event of any type of the catalogue.
inline Event arbitrary_event() {
  std::vector<const EventType*> types;
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) types.push_back(&type);
  }
  Event event;
  event.type = types[below(types.size())];
  event.on = arbitrary_date();
  event.data = event.type->make();
  fill(event.type->data_type(), event.data.get());
  return event;
}

}  // namespace tenure::test

#include "domain/describe/codec.h"

#include <algorithm>

namespace tenure {
namespace {

/// Items for which a list makes room before one of them is read: what damaged bytes may cost.
constexpr std::size_t kReservedMax = 256;

std::uint64_t zigzag(std::int64_t n) {
  return (static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63);
}
std::int64_t unzigzag(std::uint64_t n) {
  return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
}

bool decode_number(const TypeInfo& type, std::string_view& in, void* out) {
  const auto number = take_varint(in);
  if (!number) return false;
  const auto value = unzigzag(*number);
  const bool ranged =
      type.form == Form::enumeration || type.form == Form::integer || type.form == Form::boolean;
  if (ranged && (value < type.min || value > type.max)) return false;
  type.set(out, value);
  return type.get(out) == value;  // a date's days are narrower than the number that was read
}

bool decode_text(const TypeInfo& type, std::string_view& in, void* out) {
  const auto length = take_varint(in);
  if (!length || *length > in.size()) return false;
  const auto text = in.substr(0, *length);
  in.remove_prefix(*length);
  return type.parse(text, out);
}

bool decode_list(const TypeInfo& type, std::string_view& in, void* out) {
  const auto count = take_varint(in);
  // A row may outgrow what one event may list, so lists have no other limit here.
  if (!count || *count > in.size() || (type.form == Form::optional && *count > 1)) return false;
  if (type.reserve != nullptr) type.reserve(out, std::min<std::size_t>(*count, kReservedMax));
  for (std::uint64_t i = 0; i < *count; ++i) {
    if (!decode(*type.element, in, type.add(out))) return false;
  }
  return true;
}

void encode_text(std::string_view text, Appender& out) {
  put_varint(out, text.size());
  out.append(text);
}

}  // namespace

void encode(const TypeInfo& type, const void* value, Appender& out) {
  if (type.get != nullptr) {
    put_varint(out, zigzag(type.get(value)));
  } else if (type.pack != nullptr) {
    type.pack(value, out);
  } else if (type.view != nullptr) {
    encode_text(type.view(value), out);
  } else if (type.print != nullptr) {
    std::string text;
    type.print(value, text);
    encode_text(text, out);
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) encode(*field.type, field.in(value), out);
  } else {
    const std::size_t count = type.size(value);
    put_varint(out, count);
    for (std::size_t i = 0; i < count; ++i) encode(*type.element, type.item(value, i), out);
  }
}

bool decode(const TypeInfo& type, std::string_view& in, void* out) {
  if (type.get != nullptr) return decode_number(type, in, out);
  if (type.pack != nullptr) return type.unpack(in, out);
  if (type.print != nullptr) return decode_text(type, in, out);
  if (type.form != Form::structure) return decode_list(type, in, out);
  for (const Field& field : type.structure->fields) {
    if (!decode(*field.type, in, field.at(out))) return false;
  }
  return true;
}

}  // namespace tenure

#include "domain/describe/write.h"

#include "domain/act/event.h"

namespace tenure {
namespace {

void write_list(const TypeInfo& type, const void* value, std::string& out) {
  out += '[';
  const std::size_t count = type.size(value);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ',';
    write_json(*type.element, type.item(value, i), out);
  }
  out += ']';
}

void write_structure(const StructInfo& structure, const void* value, std::string& out) {
  out += '{';
  bool first = true;
  for (const Field& field : structure.fields) {
    const void* member = field.in(value);
    if (!field.required() && field.type->size(member) == 0) continue;
    if (!first) out += ',';
    first = false;
    write_json_string(field.name, out);
    out += ':';
    write_json(*field.type, member, out);
  }
  out += '}';
}

}  // namespace

void write_json_string(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[c >> 4];
          out += kHex[c & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  write_json_string(text, out);
  return out;
}

void write_json(const TypeInfo& type, const void* value, std::string& out) {
  switch (type.form) {
    case Form::boolean:
      out += type.get(value) != 0 ? "true" : "false";
      break;
    case Form::integer:
      out += std::to_string(type.get(value));
      break;
    case Form::decimal:
      out += Decimal{type.get(value)}.str();
      break;
    case Form::enumeration:
      write_json_string(type.values[static_cast<std::size_t>(type.get(value))].name, out);
      break;
    case Form::text:
    case Form::sealed: {
      std::string text;
      type.print(value, text);
      write_json_string(text, out);
      break;
    }
    case Form::list:
      write_list(type, value, out);
      break;
    case Form::optional:
      if (type.size(value) == 0) {
        out += "null";
      } else {
        write_json(*type.element, type.item(value, 0), out);
      }
      break;
    case Form::structure:
      write_structure(*type.structure, value, out);
      break;
    case Form::event:
      write_event(*static_cast<const Event*>(value), out);
      break;
  }
}

}  // namespace tenure

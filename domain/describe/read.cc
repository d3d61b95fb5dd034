#include "domain/describe/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>

#include "domain/act/event.h"
#include "domain/core/both.h"
#include "domain/core/text.h"
#include "domain/describe/json_fault.h"
#include "domain/words/nearest.h"

namespace tenure {
namespace {

constexpr std::size_t kFieldsMax = 64;
constexpr std::string_view kJsonSpace = " \t\n\r";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kJsonSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kJsonSpace) - first + 1);
}

std::size_t field_index(const StructInfo& structure, std::string_view name) {
  std::size_t i = 0;
  while (i < structure.fields.size() && structure.fields[i].name != name) ++i;
  return i;
}

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t kShownMax = 64;  // bytes
  const std::string_view shown = shortened(text, kShownMax);
  return fmt::format("'{}{}'", shown, shown.size() < text.size() ? "..." : "");
}

Reason reason_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return Reason::json_utf8;
    case simdjson::INCORRECT_TYPE:
      return Reason::json_type;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
      return Reason::json_number;
    case simdjson::DEPTH_ERROR:
      return Reason::limit_depth;
    default:
      return Reason::json_syntax;
  }
}

std::string told(simdjson::error_code error) {
  return both("{0}", "{1}", info(reason_of(error)).zh, simdjson::error_message(error));
}

bool Reader::fail(Reason reason, std::string detail) {
  if (!refusal_) refusal_ = Refusal{reason, path(), std::move(detail)};
  return false;
}

bool Reader::fail(simdjson::error_code error) { return fail(reason_of(error), told(error)); }

std::string Reader::path() const {
  std::string out;
  for (const Step& step : path_) {
    if (step.member.data() == nullptr) {
      out += fmt::format("[{}]", step.element);
    } else {
      if (!out.empty()) out += ".";
      out += step.member;
    }
  }
  return out;
}

bool Reader::read_text(const TypeInfo& type, JsonValue json, void* out) {
  std::string_view text;
  if (auto error = json.get_string().get(text)) return fail(error);
  if (text.find('\0') != std::string_view::npos) return fail(Reason::json_nul);
  if (type.form == Form::enumeration) {
    for (std::size_t i = 0; i < type.values.size(); ++i) {
      if (type.values[i].name == text) {
        type.set(out, static_cast<std::int64_t>(i));
        return true;
      }
    }
    return fail(Reason::bad_enum, unknown_among(text, words_of_named(type.values)));
  }
  if (type.parse(text, out)) return true;
  if (type.form == Form::sealed) return fail(Reason::unsealed);  // never repeat what may be personal data
  // Who writes the word's label where the word is asked for is told the word.
  const FieldWords* words = &type == &kType<Code> && field_ != nullptr ? words_of(*field_) : nullptr;
  if (words != nullptr) return fail(type.reason, unknown_among(text, words_in(words->vocabularies)));
  const bool says_its_rule = type.reason != Reason::bad_value || type.pattern.empty();
  return fail(type.reason, says_its_rule
                               ? quoted(text)
                               : both("{0} 应符合 {1}", "{0} should match {1}", quoted(text), type.pattern));
}

bool Reader::read_number(const TypeInfo& type, JsonValue json, void* out) {
  if (type.form == Form::boolean) {
    bool value = false;
    if (auto error = json.get_bool().get(value)) return fail(error);
    type.set(out, value ? 1 : 0);
    return true;
  }
  simdjson::ondemand::json_type kind{};
  if (auto error = json.type().get(kind)) return fail(error);
  if (kind != simdjson::ondemand::json_type::number)
    return fail(Reason::json_type, both("应为数字", "a number is due"));
  const auto token = trim(json.raw_json_token());
  if (type.form == Form::decimal) {
    double number = 0;  // consumes the token and refuses what is no JSON number
    if (auto error = json.get_double().get(number)) return fail(error);
    const auto decimal = Decimal::parse(token);
    if (!decimal)
      return fail(Reason::json_number,
                  both("最多四位小数，没有指数，不是 -0", "at most 4 decimals, no exponent, not -0"));
    type.set(out, decimal->scaled);
    return true;
  }
  std::int64_t number = 0;
  if (json.get_int64().get(number)) return fail(Reason::json_number, both("应为整数", "an integer is due"));
  if (number < type.min || number > type.max) {
    return fail(Reason::json_number, both("从 {} 到 {}", "from {} to {}", type.min, type.max));
  }
  if (number == 0 && token.starts_with('-')) return fail(Reason::json_number, "-0");
  type.set(out, number);
  return true;
}

bool Reader::read_list(const TypeInfo& type, JsonValue json, void* out) {
  simdjson::ondemand::array array;
  if (auto error = json.get_array().get(array)) return fail(error);
  std::size_t i = 0;
  for (auto item : array) {
    Inside inside(*this, i);
    if (++i > static_cast<std::size_t>(type.max)) {
      return fail(Reason::limit_list, both("最多 {} 项", "at most {}", type.max));
    }
    JsonValue value;
    if (auto error = std::move(item).get(value)) return fail(error);
    if (!read(*type.element, value, type.add(out))) return false;
  }
  return true;
}

bool Reader::read(const TypeInfo& type, JsonValue json, void* out) {
  switch (type.form) {
    case Form::boolean:
    case Form::integer:
    case Form::decimal:
      return read_number(type, json, out);
    case Form::text:
    case Form::enumeration:
    case Form::sealed:
      return read_text(type, json, out);
    case Form::list:
      return read_list(type, json, out);
    case Form::optional:
      return read(*type.element, json, type.add(out));
    case Form::structure: {
      JsonObject object;
      if (auto error = json.get_object().get(object)) return fail(error);
      return read_members(*type.structure, object, out);
    }
    case Form::event: {
      JsonObject object;
      if (auto error = json.get_object().get(object)) return fail(error);
      return read_event(*this, object, *static_cast<Event*>(out));
    }
  }
  return false;
}

bool Reader::read_members(const StructInfo& structure, JsonObject json, void* out) {
  std::bitset<kFieldsMax> seen;
  for (auto member : json) {
    std::string_view key;
    if (auto error = member.unescaped_key().get(key)) return fail(error);
    const auto at = field_index(structure, key);
    if (at == structure.fields.size()) {
      return fail(Reason::json_unknown, unknown_among(key, words_of_named(structure.fields)));
    }
    const Field& field = structure.fields[at];
    Inside inside(*this, field.name);
    if (seen.test(at)) return fail(Reason::json_duplicate);
    seen.set(at);
    JsonValue value;
    if (auto error = member.value().get(value)) return fail(error);
    field_ = &field;
    if (!read(*field.type, value, field.at(out))) return false;
  }
  for (std::size_t i = 0; i < structure.fields.size(); ++i) {
    if (structure.fields[i].required() && !seen.test(i)) {
      Inside inside(*this, structure.fields[i].name);
      return fail(Reason::json_missing);
    }
  }
  return true;
}

bool fits(const TypeInfo& type, std::string_view text) {
  if (type.form == Form::enumeration) {
    return std::any_of(type.values.begin(), type.values.end(),
                       [&](const EnumValue& v) { return v.name == text; });
  }
  return type.fits != nullptr && type.fits(text);
}

std::size_t json_depth(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

simdjson::ondemand::parser& thread_parser() {
  thread_local simdjson::ondemand::parser parser;
  return parser;
}

bool at_end(JsonDocument& document, std::string_view text) {
  // simdjson 3.0 has no document::at_end(). At the end there is no current token; otherwise it lies inside
  // the text.
  const char* location = nullptr;
  if (document.current_location().get(location)) return true;
  return location >= text.data() + text.size();
}

Result<void> read_json(std::string_view text, const TypeInfo& type, void* out) {
  if (json_depth(text) > kDepthMax) return refuse(Reason::limit_depth);
  const simdjson::padded_string padded(text);
  JsonDocument document;
  Reader reader;
  const auto fault = [&](simdjson::error_code error) {
    return tl::unexpected(with_fault({reason_of(error), {}, told(error)}, text));
  };
  if (auto error = thread_parser().iterate(padded).get(document)) return fault(error);
  JsonValue value;
  if (auto error = document.get_value().get(value)) return fault(error);
  if (!reader.read(type, value, out)) return tl::unexpected(with_fault(reader.take_refusal(), text));
  if (!at_end(document, padded)) return refuse(Reason::json_trailing);
  return {};
}

}  // namespace tenure

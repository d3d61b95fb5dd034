#include "domain/describe/schema.h"

#include <fmt/format.h>

#include "domain/act/act.h"
#include "domain/act/catalogue.h"
#include "domain/describe/inventory.h"
#include "domain/describe/write.h"
#include "domain/words/words.h"

namespace tenure {
namespace {

constexpr std::int64_t kDecimalEnd = 100'000'000'000;  // of Decimal: |x| < 10^11

constexpr std::string_view kReference = R"("$ref":"#/$defs/)";

std::string pointer_to(std::string_view name) { return fmt::format("{}{}\"", kReference, name); }

std::string labels(std::string_view zh, std::string_view en) {
  return fmt::format(R"("title":{},"description":{})", json_string(zh), json_string(en));
}

class ObjectSchema {
 public:
  void add(std::string_view name, std::string_view schema_members, bool required) {
    properties_ +=
        fmt::format("{}{}:{{{}}}", properties_.empty() ? "" : ",", json_string(name), schema_members);
    if (required) required_ += fmt::format("{}{}", required_.empty() ? "" : ",", json_string(name));
  }
  /// The members of the object's schema.
  std::string str() const {
    return fmt::format(R"("type":"object","properties":{{{}}},"required":[{}],"additionalProperties":false)",
                       properties_, required_);
  }

 private:
  std::string properties_;
  std::string required_;
};

std::string define_enumeration(const TypeInfo& type) {
  std::string values;
  for (const EnumValue& value : type.values) {
    values += fmt::format(R"({}{{"const":{},{}}})", values.empty() ? "" : ",", json_string(value.name),
                          labels(value.zh, value.en));
  }
  return fmt::format(R"({{"type":"string","oneOf":[{}]}})", values);
}

/// The vocabularies of a Code; no enum, since packs add words.
std::string words_member(const Field& field) {
  const FieldWords* words = words_of(field);
  if (words == nullptr || words->vocabularies.empty()) return {};
  std::string names;
  for (const Vocabulary* vocabulary : words->vocabularies) {
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ",", vocabulary->name);
  }
  return fmt::format(R"(,"x-words":[{}])", names);
}

/// A list that is left out is an empty one.
std::string default_member(const Field& field) {
  return field.type->form == Form::list ? R"(,"default":[])" : std::string();
}

std::string define_structure(const StructInfo& structure) {
  ObjectSchema object;
  for (const Field& field : structure.fields) {
    object.add(field.name,
               schema_members(*field.type) + "," + labels(field.zh, field.en) + words_member(field) +
                   default_member(field),
               field.required());
  }
  return fmt::format("{{{},{}}}", labels(structure.zh, structure.en), object.str());
}

std::string define_text(const TypeInfo& type) {
  std::string out = R"({"type":"string")";
  if (!type.pattern.empty()) out += R"(,"pattern":)" + json_string(type.pattern);
  if (type.max > 0) out += fmt::format(R"(,"minLength":1,"maxLength":{})", type.max);
  return out + "}";
}

std::string define(const TypeInfo& type) {
  switch (type.form) {
    case Form::boolean:
      return R"({"type":"boolean"})";
    case Form::integer:
      return fmt::format(R"({{"type":"integer","minimum":{},"maximum":{}}})", type.min, type.max);
    case Form::decimal:
      return fmt::format(R"({{"type":"number","exclusiveMinimum":-{0},"exclusiveMaximum":{0}}})",
                         kDecimalEnd);
    case Form::enumeration:
      return define_enumeration(type);
    case Form::structure:
      return define_structure(*type.structure);
    default:
      return define_text(type);
  }
}

std::string define_event(const EventType& event) {
  ObjectSchema object;
  object.add("type", R"("const":)" + json_string(event.name()), true);
  object.add("on", schema_members(kType<Date>) + "," + labels("发生日期", "the date on which it is true"),
             true);
  object.add("on_precision",
             schema_members(kType<DatePrecision>) + "," + labels("日期精度", "how much of the date is known"),
             false);
  object.add("data", schema_members(event.data_type()), true);
  return fmt::format(R"({{{},"x-area":"{}",{}}})", labels(event.structure->zh, event.structure->en),
                     event.area->name, object.str());
}

void define_events(SchemaDefinitions& out) {
  std::string choices;
  for (const Area* area : areas()) {
    for (const EventType& event : area->events) {
      const std::string name = std::string(event.name()) + "Event";
      out[name] = define_event(event);
      choices += fmt::format("{}{{{}}}", choices.empty() ? "" : ",", pointer_to(name));
    }
  }
  out[std::string(kType<Event>.name)] =
      fmt::format(R"({{{},"oneOf":[{}]}})", labels("事件", "Event"), choices);
}

/// Keys are kind/id/area.
std::string use_expects() {
  std::string kinds;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(SubjectKind::case_); ++i) {
    kinds += fmt::format("{}{}", i == 0 ? "" : "|", name(static_cast<SubjectKind>(i)));
  }
  std::string area_names;
  for (const Area* area : areas())
    area_names += fmt::format("{}{}", area_names.empty() ? "" : "|", area->name);
  const auto pattern = fmt::format("^({})/[A-Za-z0-9._:-]{{1,{}}}/({})$", kinds, kIdLengthMax, area_names);
  return fmt::format(R"("type":"object","maxProperties":{},"propertyNames":{{"pattern":{}}},)"
                     R"("additionalProperties":{{{}}})",
                     kActExpectsMax, json_string(pattern), schema_members(kType<Position>));
}

std::string define_act() {
  struct Member {
    std::string_view name, zh, en;
    const TypeInfo* type;
    bool required;
  };
  static constexpr auto kMembers = std::to_array<Member>({
      {"act", "文书号", "the act's ULID, chosen by the issuer", &kType<decltype(Act::id)>, true},
      {"ledger", "账本", "origin#first 16 hex digits of the genesis leaf hash", &kType<decltype(Act::ledger)>,
       false},
      {"nonce", "随机数", "in the genesis act, in the place of ledger", &kType<decltype(Act::nonce)>, false},
      {"authority", "签发机关", "issuing authority", &kType<decltype(Act::authority)>, true},
      {"co_authorities", "联合签发机关", "co-issuing authorities", &kType<decltype(Act::co_authorities)>,
       false},
      {"issued_at", "签发时间", "moment of issue", &kType<decltype(Act::issued_at)>, true},
      {"document_no", "文号", "document number", &kType<decltype(Act::document_no)>, false},
      {"class", "密级", "confidentiality class", &kType<decltype(Act::klass)>, false},
      {"provenance", "史料来源", "history entered from paper", &kType<decltype(Act::provenance)>, false},
      {"attachments", "附件", "attachments", &kType<decltype(Act::attachments)>, false},
  });
  ObjectSchema object;
  for (const Member& member : kMembers) {
    object.add(member.name, schema_members(*member.type) + "," + labels(member.zh, member.en),
               member.required);
  }
  object.add("expects", use_expects() + "," + labels("所见记录", "newest positions that the issuer had seen"),
             false);
  object.add("events",
             fmt::format(R"("type":"array","minItems":1,"maxItems":{},"items":{{{}}},{})", kActEventsMax,
                         schema_members(kType<Event>), labels("事件", "events")),
             true);
  return fmt::format(R"({{{},{},"oneOf":[{{"required":["ledger"]}},{{"required":["nonce"]}}]}})",
                     labels("文书", "Act"), object.str());
}

/// What stands in the files of persons and organisations, for who shows them with their labels.
void add_rows(SchemaDefinitions& out) {
  Inventory types;
  for (const View* view : views()) add_to_inventory(*view->type, types);
  add_definitions(types, out);
}

std::string areas_json() {
  std::string out;
  for (const Area* area : areas()) {
    std::string rows;
    for (const View* view : area->views) rows += fmt::format("{}\"{}\"", rows.empty() ? "" : ",", view->name);
    out += fmt::format(R"({}"{}":{{{},"rows":[{}]}})", out.empty() ? "" : ",", area->name,
                       labels(area->zh, area->en), rows);
  }
  return out;
}

std::string vocabularies_json() {
  std::string out;
  for (const Vocabulary& vocabulary : vocabularies()) {
    std::string words;
    for (const Word& word : vocabulary.words) {
      words += fmt::format(R"({}"{}":{{{}}})", words.empty() ? "" : ",", word.code, labels(word.zh, word.en));
    }
    out += fmt::format(R"({}"{}":{{{},"words":{{{}}}}})", out.empty() ? "" : ",", vocabulary.name,
                       labels(vocabulary.zh, vocabulary.en), words);
  }
  return out;
}

}  // namespace

std::string schema_members(const TypeInfo& type) {
  switch (type.form) {
    case Form::optional:
      return schema_members(*type.element);
    case Form::list:
      return fmt::format(R"("type":"array","maxItems":{},"items":{{{}}})", type.max,
                         schema_members(*type.element));
    case Form::sealed:
      return fmt::format(R"({},"x-sealed":true,"x-value":"{}")", pointer_to(type.name),
                         outside_type_name(*type.element));
    default:
      break;
  }
  std::string out = pointer_to(outside_type_name(type));
  if (type.subject) out += fmt::format(R"(,"x-subject":"{}")", name(*type.subject));
  return out;
}

void add_definitions(const Inventory& types, SchemaDefinitions& out) {
  for (const auto& [name, type] : types) {
    if (type->form != Form::event) out[name] = define(*type);
  }
}

SchemaDefinitions act_definitions() {
  SchemaDefinitions out;
  add_definitions(make_inventory(areas()), out);
  define_events(out);
  out["Act"] = define_act();
  return out;
}

// The bytes of a reference's beginning stand nowhere else: inside a JSON string their quotes are escaped.
std::string with_references(std::string_view schema, std::string_view before, std::string_view after) {
  std::string out;
  for (std::size_t at = schema.find(kReference); at != std::string_view::npos; at = schema.find(kReference)) {
    out.append(schema.substr(0, at)).append(R"("$ref":")").append(before);
    schema.remove_prefix(at + kReference.size());
    const std::size_t end = schema.find('"');
    out.append(schema.substr(0, end)).append(after);
    schema.remove_prefix(end);
  }
  return out.append(schema);
}

std::string json_schema() {
  std::string out = fmt::format(
      "{{\n\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\n{},\n{},\n"
      "\"x-areas\":{{{}}},\n\"x-vocabularies\":{{{}}},\n\"$defs\":{{",
      labels("文书内容", "Act payload, application/vnd.tenure.act+json"), pointer_to("Act"), areas_json(),
      vocabularies_json());
  bool first = true;
  SchemaDefinitions definitions = act_definitions();
  add_rows(definitions);
  for (const auto& [name, definition] : definitions) {
    out += fmt::format("{}\n{}:{}", first ? "" : ",", json_string(name), definition);
    first = false;
  }
  return out + "\n}\n}\n";
}

}  // namespace tenure

#include "domain/describe/reference.h"

#include <fmt/format.h>

#include "domain/act/catalogue.h"
#include "domain/describe/inventory.h"
#include "domain/words/words.h"

namespace tenure {
namespace {

/// A table's cell must not end at a bar of its text.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string type_words(const TypeInfo& type) {
  const TypeInfo& item = item_type(type);
  const TypeInfo& shown = item.form == Form::sealed ? *item.element : item;
  return fmt::format("{}`{}`", type.form == Form::list ? "list of " : "", outside_type_name(shown));
}

/// The values of an enumeration, the words of a Code, what a basis may hold.
std::string value_words(const Field& field) {
  std::string out;
  for (const EnumValue& value : item_type(*field.type).values) {
    out += fmt::format("{}`{}` {}", out.empty() ? "" : ", ", value.name, value.zh);
  }
  if (const FieldWords* words = words_of(field)) {
    for (const Vocabulary* vocabulary : words->vocabularies) {
      out += fmt::format("{}{} {}:", out.empty() ? "" : "; ", vocabulary->name, vocabulary->zh);
      for (const Word& word : vocabulary->words) {
        out += fmt::format("{} `{}` {}", &word == &vocabulary->words.front() ? "" : ",", word.code, word.zh);
      }
    }
    if (words->vocabularies.empty()) out = fmt::format("{}: {}", words->free_zh, words->free_en);
  } else if (field.name == "basis" && item_type(*field.type).form == Form::text) {
    out = fmt::format("{}: {}", kBasisZh, kBasisEn);
  }
  return out;
}

std::string field_table(const StructInfo& structure) {
  std::string out =
      "| field | 中文 | English | type | required | sealed | subject | values |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const Field& field : structure.fields) {
    const TypeInfo& item = item_type(*field.type);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", field.name, cell(field.zh),
                       cell(field.en), type_words(*field.type), field.required() ? "yes" : "",
                       item.form == Form::sealed ? "sealed" : "", item.subject ? name(*item.subject) : "",
                       cell(value_words(field)));
  }
  return out + "\n";
}

std::string heading(std::string_view marks, std::string_view name, std::string_view zh, std::string_view en) {
  return fmt::format("{} {} · {} · {}\n\n", marks, name, zh, en);
}

std::string area_part(const Area& area) {
  std::string out = heading("##", area.name, area.zh, area.en);
  for (const EventType& event : area.events) {
    out += heading("###", event.name(), event.structure->zh, event.structure->en);
    if (event.traits.klass != kOrdinaryClass)
      out += fmt::format("In acts of the class `{0}` alone: `tenure act new --class {0}`.\n\n",
                         event.traits.klass);
    if (event.traits.control) out += "Superseded by a later event, never corrected.\n\n";
    out += field_table(*event.structure);
  }
  return out;
}

std::string enumeration_table(const TypeInfo& type) {
  std::string out = fmt::format("### {}\n\n| value | 中文 | English |\n|---|---|---|\n", type.name);
  for (const EnumValue& value : type.values) {
    out += fmt::format("| `{}` | {} | {} |\n", value.name, cell(value.zh), cell(value.en));
  }
  return out + "\n";
}

std::string vocabulary_table(const Vocabulary& vocabulary) {
  std::string out = heading("###", vocabulary.name, vocabulary.zh, vocabulary.en);
  out += "| word | 中文 | English |\n|---|---|---|\n";
  for (const Word& word : vocabulary.words) {
    out += fmt::format("| `{}` | {} | {} |\n", word.code, cell(word.zh), cell(word.en));
  }
  return out + "\n";
}

std::string value_row(std::string_view name, const TypeInfo& type) {
  std::string rule;
  if (type.form == Form::boolean) rule = "`true` or `false`";
  if (type.form == Form::integer) rule = fmt::format("integer from {} to {}", type.min, type.max);
  if (type.form == Form::decimal) rule = "number with at most four decimals, no exponent";
  if (type.form == Form::event) rule = "a whole event of any type";
  if (type.max > 0 && rule.empty()) rule = fmt::format("text of 1 to {} characters", type.max);
  if (!type.pattern.empty()) rule = fmt::format("`{}`", cell(type.pattern));
  return fmt::format("| `{}` | {} |\n", name, rule);
}

}  // namespace

std::string reference_page() {
  std::string out =
      "# Event types\n\nWritten by the program from its own descriptions.\n\n"
      "封存的字段在文书中只有承诺，规则看不到其值：封存的出生日期不参与年龄、退休等规则的判断，须由规则判断的"
      "另以明文登记"
      "（`PersonAttributeRecorded` 的 `date`）。\n\n"
      "Of a sealed field an act holds only a commitment, and rules do not see its value: a birth date that "
      "is sealed is "
      "not judged by the rules about age and retirement; where they should judge, it is recorded in the "
      "clear as well "
      "(`date` of `PersonAttributeRecorded`).\n\n";
  for (const Area* area : areas()) out += area_part(*area);
  std::string structures = "## Structures\n\n";
  std::string enumerations = "## Enumerations\n\n";
  std::string values = "## Value types\n\n| type | rule |\n|---|---|\n";
  for (const auto& [type_name, type] : make_inventory(areas())) {
    if (type->form == Form::enumeration) {
      enumerations += enumeration_table(*type);
    } else if (type->form != Form::structure) {
      values += value_row(type_name, *type);
    } else if (find_event_type(type_name) == nullptr) {
      structures += heading("###", type_name, type->structure->zh, type->structure->en);
      structures += field_table(*type->structure);
    }
  }
  std::string words =
      "\n## Vocabularies\n\nA pack adds words of its own: `[words.post]`, then `village_doctor = \"村医 | "
      "Village "
      "doctor\"`.\n\n";
  for (const Vocabulary& vocabulary : vocabularies()) words += vocabulary_table(vocabulary);
  return out + structures + enumerations + values + words;
}

}  // namespace tenure

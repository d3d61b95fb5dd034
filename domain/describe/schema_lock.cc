#include "domain/describe/schema_lock.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/inventory.h"

namespace tenure {
namespace {

constexpr std::string_view kField = "field";
constexpr std::string_view kEnum = "enum";

std::string field_line(const StructInfo& structure, const Field& field) {
  const TypeInfo& item = item_type(*field.type);
  const bool sealed = item.form == Form::sealed;
  const std::string_view presence = field.type->form == Form::list       ? "list"
                                    : field.type->form == Form::optional ? "optional"
                                                                         : "required";
  return fmt::format("{} {}.{} {} {} {} {}\n", kField, structure.name, field.name,
                     outside_type_name(sealed ? *item.element : item), presence, sealed ? "sealed" : "plain",
                     item.subject ? name(*item.subject) : "-");
}

void add_lines(const TypeInfo& type, std::set<std::string>& out) {
  for (std::size_t i = 0; i < type.values.size(); ++i) {
    out.insert(fmt::format("{} {} {:03} {}\n", kEnum, type.name, i, type.values[i].name));
  }
  if (type.structure == nullptr) return;
  for (const Field& field : type.structure->fields) out.insert(field_line(*type.structure, field));
}

/// A line's place (its kind and what it is about) and what it says of it.
using Lines = std::map<std::string, std::string>;

/// How many words of a line name the place: an enumerator's place has its ordinal.
std::size_t place_words(std::string_view line) { return line.starts_with(kEnum) ? 3 : 2; }

Lines parse_lines(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    std::size_t cut = 0;
    for (std::size_t i = place_words(line); i > 0 && cut != std::string_view::npos; --i) {
      cut = line.find(' ', cut + 1);
    }
    if (cut != std::string_view::npos) out.emplace(line.substr(0, cut), line.substr(cut + 1));
  }
  return out;
}

/// "field Fact.name" is about the structure "field Fact".
std::string_view structure_of(std::string_view place) { return place.substr(0, place.find('.')); }

}  // namespace

std::string schema_lock(std::span<Area* const> areas) {
  std::set<std::string> lines;
  for (const auto& [name, type] : make_inventory(areas)) add_lines(*type, lines);
  for (const Area* area : areas) {
    for (const EventType& event : area->events) {
      lines.insert(fmt::format("event {} {}\n", event.name(), area->name));
    }
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

Result<void> check_growth(std::string_view locked, std::string_view current) {
  const Lines before = parse_lines(locked);
  const Lines now = parse_lines(current);
  std::set<std::string_view> shipped_structures;
  for (const auto& [place, meaning] : before) {
    if (place.starts_with(kField)) shipped_structures.insert(structure_of(place));
    const auto found = now.find(place);
    if (found == now.end())
      return refuse(Reason::schema_shrank, place, both("原为 {0}，现已不在", "was {0}, is gone", meaning));
    if (found->second != meaning) {
      return refuse(Reason::schema_shrank, place,
                    both("原为 {}，现为 {}", "was {}, is {}", meaning, found->second));
    }
  }
  for (const auto& [place, meaning] : now) {
    const bool added = place.starts_with(kField) && !before.contains(place) &&
                       shipped_structures.contains(structure_of(place));
    if (added && meaning.find(" required ") != std::string::npos) {
      return refuse(Reason::schema_shrank, place,
                    both("已发布结构的新字段应为可选", "a new field of a shipped structure is optional"));
    }
  }
  return {};
}

}  // namespace tenure

#include "domain/describe/shape.h"

#include <fmt/format.h>

#include "domain/describe/schema.h"
#include "domain/describe/write.h"

namespace tenure {
namespace {

constexpr std::uint64_t kExactMax = (std::uint64_t{1} << 53) - 1;  // of a JSON number

void separate(std::string& out) {
  if (!out.empty()) out += ',';
}

}  // namespace

Shape Shape::described(const TypeInfo& type) {
  Shape out(schema_members(type));
  add_to_inventory(type, out.types_);
  return out;
}

Shape Shape::defined(std::string_view name) { return Shape(fmt::format(R"("$ref":"#/$defs/{}")", name)); }

Shape Shape::text() { return Shape(R"("type":"string")"); }
Shape Shape::flag() { return Shape(R"("type":"boolean")"); }
Shape Shape::number() { return Shape(R"("type":"number")"); }
Shape Shape::nothing() { return Shape(R"("type":"null")"); }
Shape Shape::count() { return count(0, kExactMax); }
Shape Shape::count(std::uint64_t min, std::uint64_t max) {
  return Shape(fmt::format(R"("type":"integer","minimum":{},"maximum":{})", min, max));
}

Shape Shape::word(std::string_view value) { return Shape(R"("const":)" + json_string(value)); }

Shape Shape::words(const std::vector<std::string_view>& values) {
  std::string all;
  for (const std::string_view value : values) {
    separate(all);
    all += json_string(value);
  }
  return Shape(fmt::format(R"("type":"string","enum":[{}])", all));
}

Shape Shape::list(const Shape& item) {
  Shape out(R"("type":"array","items":)" + item.json());
  out.use(item);
  return out;
}

Shape Shape::map(const Shape& value) {
  Shape out(R"("type":"object","additionalProperties":)" + value.json());
  out.use(value);
  return out;
}

Shape Shape::object(std::initializer_list<Member> members) { return object(std::vector<Member>(members)); }

Shape Shape::object(const std::vector<Member>& members) { return object(members, false); }
Shape Shape::open_object(const std::vector<Member>& members) { return object(members, true); }

Shape Shape::object(const std::vector<Member>& members, bool open) {
  Shape out;
  std::string properties;
  std::string required;
  for (const Member& member : members) {
    separate(properties);
    properties += json_string(member.name) + ":" + member.shape.json();
    out.use(member.shape);
    if (!member.required) continue;
    separate(required);
    required += json_string(member.name);
  }
  out.members_ =
      fmt::format(R"("type":"object","properties":{{{}}},"required":[{}],"additionalProperties":{})",
                  properties, required, open);
  return out;
}

Shape Shape::with(const Member& member) const {
  constexpr std::string_view kProperties = R"("properties":{)";
  Shape out = *this;
  if (!members_.starts_with(R"("type":"object",)") || members_.find(kProperties) == std::string::npos)
    return out;
  const std::size_t at = out.members_.find(kProperties) + kProperties.size();
  const bool is_first = out.members_[at] == '}';
  out.members_.insert(at, json_string(member.name) + ":" + member.shape.json() + (is_first ? "" : ","));
  out.use(member.shape);
  return out;
}

Shape Shape::choice(std::string_view keyword, const std::vector<Shape>& choices) {
  Shape out;
  std::string all;
  for (const Shape& choice : choices) {
    separate(all);
    all += choice.json();
    out.use(choice);
  }
  out.members_ = fmt::format(R"("{}":[{}])", keyword, all);
  return out;
}

Shape Shape::one_of(const std::vector<Shape>& choices) { return choice("oneOf", choices); }
Shape Shape::any_of(const std::vector<Shape>& choices) { return choice("anyOf", choices); }

}  // namespace tenure

#include "server/tables/shown.h"

#include "domain/core/both.h"

namespace tenure {

std::string Shown::text() const {
  std::string_view text;
  return value_.get(text) ? std::string(simdjson::minify(value_)) : std::string(text);
}

std::string Shown::text(std::string_view member) const {
  simdjson::dom::element value;
  return value_[member].get(value) ? std::string() : Shown(value).text();
}

std::string Shown::text(std::string_view member, std::string_view inner) const {
  simdjson::dom::element value;
  return value_[member].get(value) ? std::string() : Shown(value).text(inner);
}

bool Shown::has(std::string_view member) const { return value_[member].error() == simdjson::SUCCESS; }

std::optional<Shown> Shown::member(std::string_view name) const {
  simdjson::dom::element value;
  return value_[name].get(value) ? std::nullopt : std::optional(Shown(value));
}

std::vector<Shown> Shown::items() const {
  std::vector<Shown> out;
  simdjson::dom::array items;
  if (value_.get(items)) return out;
  for (const simdjson::dom::element item : items) out.emplace_back(item);
  return out;
}

std::vector<Shown> Shown::list(std::string_view member) const {
  simdjson::dom::element value;
  return value_[member].get(value) ? std::vector<Shown>() : Shown(value).items();
}

std::vector<std::pair<std::string_view, Shown>> Shown::members(std::string_view member) const {
  simdjson::dom::element value;
  if (value_[member].get(value)) return {};
  return Shown(value).members();
}

std::vector<std::pair<std::string_view, Shown>> Shown::members() const {
  std::vector<std::pair<std::string_view, Shown>> out;
  simdjson::dom::object object;
  if (value_.get(object)) return out;
  for (const auto field : object) out.emplace_back(field.key, Shown(field.value));
  return out;
}

Result<ParsedAnswer> ParsedAnswer::parse(std::string_view json) {
  ParsedAnswer out;
  if (out.parser_->parse(json.data(), json.size()).error()) {
    return refuse(Reason::unreachable, "answer", both("答复不是 JSON", "it is not JSON"));
  }
  return out;
}

}  // namespace tenure

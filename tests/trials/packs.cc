#include "tests/trials/packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "domain/registry/events.h"
#include "domain/rules/rule.h"

namespace tenure::trials {

std::vector<Deed> with_packs(std::vector<Deed> deeds, const PackChange& change) {
  for (Deed& deed : deeds) {
    for (Event& event : deed.act.events) {
      if (event.type->type != &kType<PolicyAdopted> || !event.as<PolicyAdopted>().pack) continue;
      event = changed(event, [&](const TypeInfo& type, void* value, std::string_view field) {
        if (field != "pack" || &type != &kType<PackText>) return;
        auto& pack = static_cast<PackText*>(value)->value;
        pack = change(std::move(pack));
      });
    }
  }
  return deeds;
}

std::vector<std::string> packs_of(const std::vector<Deed>& deeds) {
  std::vector<std::string> out;
  for (const Deed& deed : deeds) {
    for (const Event& event : deed.act.events) {
      if (event.type->type != &kType<PolicyAdopted>) continue;
      if (const auto& pack = event.as<PolicyAdopted>().pack) out.push_back(pack->value);
    }
  }
  return out;
}

std::string with_mode(std::string pack, std::string_view rule, std::string_view mode) {
  const std::string head = fmt::format("[rules.\"{}\"]", rule);
  const std::string line = fmt::format("mode = \"{}\"\n", mode);
  const std::size_t at = pack.find(head);
  // A law that is lowered says why.
  if (at == std::string::npos) return pack + "\n" + head + "\n" + line + "reading = \"tried\"\n";
  const std::size_t begin = pack.find('\n', at) + 1;
  const std::size_t end = std::min(pack.find("\n[", begin), pack.size());
  const std::size_t old = pack.find("mode", begin);
  if (old != std::string::npos && old < end) pack.erase(old, pack.find('\n', old) + 1 - old);
  return pack.insert(begin, line);
}

namespace {

/// The pack with what a line sets replaced; nothing when it stands in another way than `key = value`.
std::optional<std::string> with_text(const std::string& pack, std::uint32_t line, const std::string& text) {
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < line; ++i) begin = pack.find('\n', begin) + 1;
  const std::size_t end = std::min(pack.find('\n', begin), pack.size());
  static const std::regex setting(
      R"(^(\s*[A-Za-z0-9_.\"-]+\s*=\s*)([0-9][0-9_.]*|\[.*\]|true|false|"[^"]*")(\s*(#.*)?)$)");
  std::smatch found;
  const std::string old = pack.substr(begin, end - begin);
  if (!std::regex_match(old, found, setting)) return std::nullopt;
  return pack.substr(0, begin) + found[1].str() + text + found[3].str() + pack.substr(end);
}

bool is_named(const Scenario& scenario, const ParameterInfo& parameter) {
  for (const Code& id : mechanism_ids(parameter.mechanisms)) {
    std::string in_names = id.value;
    std::replace(in_names.begin(), in_names.end(), '-', '_');
    if (scenario.name.find(in_names + "_") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> with_value(const std::string& text, const std::string& key,
                                      const ValueChange& change) {
  const auto pack = parse_pack(text);
  if (!pack) return std::nullopt;
  const auto value = pack->values.find(key);
  if (value == pack->values.end() || value->second.given != Given::value) return std::nullopt;
  const auto to = change(*find_parameter(pack_schema(), key), value->second);
  auto out = to ? with_text(text, value->second.line, *to) : std::nullopt;
  return out && parse_pack(*out) ? std::move(out) : std::nullopt;
}

std::optional<std::vector<Deed>> with_values(const std::vector<Deed>& deeds, const std::string& key,
                                             const ValueChange& change) {
  bool done = false;
  auto out = with_packs(deeds, [&](std::string text) {
    auto other = with_value(text, key, change);
    done |= other.has_value();
    return other ? std::move(*other) : std::move(text);
  });
  return done ? std::optional(std::move(out)) : std::nullopt;
}

bool is_number(ParameterType type) {
  switch (type) {
    case ParameterType::integer:
    case ParameterType::decimal:
    case ParameterType::share:
    case ParameterType::fen:
    case ParameterType::days:
    case ParameterType::months:
      return true;
    default:
      return false;
  }
}

std::string number_text(ParameterType type, std::int64_t number) {
  const bool fraction = type == ParameterType::decimal || type == ParameterType::share;
  return fraction ? Decimal{number}.str() : std::to_string(number);
}

std::string list_text(const Codes& codes) {
  std::string out;
  for (const Code& code : codes) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", code.value);
  return "[" + out + "]";
}

ValueChange moved_by(std::int64_t steps) {
  return [steps](const ParameterInfo& parameter, const PackValue& value) -> std::optional<std::string> {
    if (value.number + steps < 0) return std::nullopt;
    return number_text(parameter.type, value.number + steps);
  };
}

AdoptersByKey adopters(const std::function<bool(const ParameterInfo&)>& is) {
  AdoptersByKey out;
  for (const Scenario& scenario : scenarios()) {
    std::set<std::string> keys;
    for (const std::string& text : packs_of(scenario.deeds)) {
      const auto pack = parse_pack(text);
      if (!pack) continue;
      for (const auto& [key, value] : pack->values) {
        if (value.given == Given::value) keys.insert(key);
      }
    }
    for (const std::string& key : keys) {
      const ParameterInfo* parameter = find_parameter(pack_schema(), key);
      if (parameter == nullptr || !is(*parameter)) continue;
      Adopters& adopting = out[key];
      adopting.parameter = parameter;
      adopting.scenarios.push_back(&scenario);
    }
  }
  for (auto& [key, adopting] : out) {
    const auto order = [parameter = adopting.parameter](const Scenario* scenario) {
      return std::pair(!is_named(*scenario, *parameter), scenario->facts());
    };
    std::ranges::stable_sort(adopting.scenarios, {}, order);
  }
  return out;
}

}  // namespace tenure::trials

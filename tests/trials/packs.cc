#include "tests/trials/packs.h"

#include <fmt/format.h>

#include "domain/registry/events.h"

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

}  // namespace tenure::trials

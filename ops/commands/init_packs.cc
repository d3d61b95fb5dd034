// The packs that ship with the program, as `tenure init` offers them.
#include <filesystem>

#include "domain/words/known.h"
#include "ops/commands/init.h"
#include "ops/demo/pack_texts.h"
#include "storage/files/files.h"

namespace tenure {

std::span<const ShippedPack> shipped_packs() {
  static constexpr ShippedPack kPacks[] = {{"pingyang", "平阳", "Pingyang", demo::kPingyangPack},
                                           {"haixing", "海兴", "Haixing", demo::kHaixingPack}};
  return kPacks;
}

std::string pack_title(const std::string& name_or_file) {
  for (const ShippedPack& pack : shipped_packs()) {
    if (pack.name == name_or_file) return std::string(pack.zh);
  }
  return std::filesystem::path(name_or_file).stem().string();
}

Result<std::string> pack_text(const std::string& name_or_file) {
  std::string text;
  for (const ShippedPack& pack : shipped_packs()) {
    if (pack.name == name_or_file) text = pack.toml;
  }
  if (text.empty()) {
    auto read = read_file(*default_file_system(), name_or_file, PackText::kMax);
    if (!read) return tl::unexpected(read.error());
    text = std::move(*read);
  }
  if (const auto pack = read_sound_pack(text); !pack) return tl::unexpected(pack.error());
  return text;
}

}  // namespace tenure

// The packs that ship with the program, as `tenure init` offers them.
#include <filesystem>

#include "domain/words/known.h"
#include "domain/words/nearest.h"
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
    if (!read) {
      // A word and no path: the name of a pack that was meant, rather than a file that is not there.
      std::vector<Word> known;
      for (const ShippedPack& pack : shipped_packs()) known.push_back({pack.name, pack.zh, pack.en});
      if (name_or_file.find_first_of("/.") == std::string::npos)
        return refuse(Reason::not_found, "--pack", unknown_among(name_or_file, known));
      return tl::unexpected(read.error());
    }
    text = std::move(*read);
  }
  if (const auto pack = read_sound_pack(text); !pack) return tl::unexpected(pack.error());
  return text;
}

}  // namespace tenure

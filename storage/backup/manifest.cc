#include "storage/backup/manifest.h"

#include <filesystem>

#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"

namespace tenure {
namespace {

constexpr std::uint64_t kManifestMax = 64 << 10;
constexpr std::size_t kDigestDigits = 64;
constexpr std::string_view kBetween = "  ";

std::string manifest_path(const std::string& folder) { return folder + "/backup.json"; }
std::string sums_path(const std::string& folder) { return folder + "/SHA256SUMS"; }

/// A path that stays below the folder that it is put behind.
bool stays_inside(const std::string& path) {
  const std::filesystem::path parts(path);
  if (path.empty() || parts.is_absolute()) return false;
  return std::none_of(parts.begin(), parts.end(), [](const auto& part) { return part == ".."; });
}

std::string sums_text(const Sums& sums) {
  std::string out;
  for (const auto& [path, digest] : sums) out.append(digest.hex()).append(kBetween).append(path).append("\n");
  return out;
}

std::optional<Sums> parse_sums(std::string_view text) {
  Sums out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end <= kDigestDigits + kBetween.size()) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const auto raw = from_hex(line.substr(0, kDigestDigits));
    const auto digest = raw ? Digest::from_raw(*raw) : std::nullopt;
    std::string path(line.substr(kDigestDigits + kBetween.size()));
    if (!digest || line.substr(kDigestDigits, kBetween.size()) != kBetween || !stays_inside(path)) {
      return std::nullopt;
    }
    if (!out.emplace(std::move(path), *digest).second) return std::nullopt;
  }
  return out;
}

}  // namespace

Result<BackupManifest> write_backup_manifest(const std::string& folder, BackupManifest manifest,
                                             const Sums& sums) {
  auto& fs = *default_file_system();
  const std::string text = sums_text(sums);
  manifest.files = static_cast<std::int32_t>(sums.size());
  manifest.sums = ContentDigest{sha256(text)};
  if (auto done = write_file(fs, sums_path(folder), as_bytes(text), IfExists::refuse); !done) {
    return tl::unexpected(done.error());
  }
  const std::string json = to_json(manifest) + "\n";
  if (auto done = write_file(fs, manifest_path(folder), as_bytes(json), IfExists::refuse); !done) {
    return tl::unexpected(done.error());
  }
  return manifest;
}

bool is_backup(const std::string& folder) {
  std::error_code ignored;
  return std::filesystem::exists(manifest_path(folder), ignored);
}

Result<Backup> read_backup_manifest(const std::string& folder) {
  auto& fs = *default_file_system();
  const auto json = read_file(fs, manifest_path(folder), kManifestMax);
  if (!json) return tl::unexpected(json.error());
  auto manifest = read_json<BackupManifest>(*json);
  if (!manifest) return refuse(Reason::damaged, manifest_path(folder), manifest.error().text());
  if (manifest->tenure_backup != kBackupVersion) return refuse(Reason::format_version, manifest_path(folder));
  const auto text = read_file(fs, sums_path(folder), kSumsMax);
  if (!text) return refuse(Reason::damaged, sums_path(folder), text.error().text());
  if (sha256(*text) != manifest->sums.digest) {
    return refuse(Reason::damaged, sums_path(folder),
                  both("不是 backup.json 所指的那一个", "it is not the one that backup.json names"));
  }
  auto sums = parse_sums(*text);
  if (!sums || static_cast<std::int32_t>(sums->size()) != manifest->files) {
    return refuse(Reason::damaged, sums_path(folder),
                  both("不是摘要与路径的清单", "it is no list of digests and paths"));
  }
  return Backup{std::move(*manifest), std::move(*sums)};
}

}  // namespace tenure

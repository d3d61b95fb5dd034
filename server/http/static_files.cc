#include "server/http/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "domain/core/both.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
/// The index is asked for again each time: it names the assets of its version.
constexpr std::string_view kRevalidate = "no-cache";
/// Nothing from elsewhere, no script or style in the page itself. `data:` is for the pictures inside styles.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

struct FileType {
  std::string_view extension, type;
};
constexpr std::array<FileType, 7> kTypes = {{{".css", "text/css; charset=utf-8"},
                                             {".html", kHtml},
                                             {".js", "text/javascript; charset=utf-8"},
                                             {".json", kJson},
                                             {".png", "image/png"},
                                             {".svg", "image/svg+xml"},
                                             {".woff2", "font/woff2"}}};

std::string_view type_of(const fs::path& path) {
  const std::string extension = path.extension().string();
  for (const FileType& known : kTypes) {
    if (known.extension == extension) return known.type;
  }
  return {};
}

/// Calls are never pages, whatever the browser would like to see.
bool is_call(const Request& request) {
  constexpr std::array<std::string_view, 2> kCalls = {"v1", "tile"};
  return std::find(kCalls.begin(), kCalls.end(), request.segments.front()) != kCalls.end();
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
  StaticFiles out;
  const auto file_system = default_file_system();
  std::uint64_t left = kStaticBytesMax;
  const auto read = [&](const fs::path& path) -> Result<Document> {
    const std::string_view type = type_of(path);
    if (type.empty())
      return refuse(Reason::bad_value, path.string(),
                    both("不提供此类文件", "a file of this type is not served"));
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return refuse(Reason::not_found, path.string());
    if (size > left || out.assets_.size() >= kStaticFilesMax) {
      return refuse(Reason::bad_value, path.string(),
                    both("网页的文件太多或太大", "the page's files are too many or too large"));
    }
    auto content = read_file(*file_system, path.string(), left);
    if (!content) return tl::unexpected(content.error());
    left -= content->size();
    return Document(type, std::move(*content));
  };
  auto index = read(fs::path(folder) / "index.html");
  if (!index) return tl::unexpected(index.error());
  out.index_ = std::move(*index);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / "assets", error)) {
    if (!entry.is_regular_file() || entry.is_symlink()) continue;
    auto file = read(entry.path());
    if (!file) return tl::unexpected(file.error());
    out.assets_.emplace(entry.path().filename().string(), std::move(*file));
  }
  if (error) return refuse(Reason::io, folder, error.message());
  return out;
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  const auto& path = request.segments;
  if (path.size() == 2 && path[0] == "assets") return asset(request);
  if (path[0] == "assets" || is_call(request)) return std::nullopt;
  const bool at_root = path.size() == 1 && path[0].empty();
  if (!at_root && !request.accepts("text/html")) return std::nullopt;
  return index(request);
}

std::optional<Response> StaticFiles::asset(const Request& request) const {
  const auto found = assets_.find(request.segments[1]);
  if (found == assets_.end()) return std::nullopt;
  Response out = found->second.answer(request);
  return std::move(out).with("Cache-Control", std::string(kImmutable));
}

Response StaticFiles::index(const Request& request) const {
  Response out = index_.answer(request);
  // Not by with(): g++ 12 sees an overread in a short name that is moved.
  out.headers.emplace_back("Cache-Control", kRevalidate);
  out.headers.emplace_back("Content-Security-Policy", kPagePolicy);
  return out;
}

}  // namespace tenure

#include "storage/ledger/prepared_views.h"

#include <rocksdb/file_system.h>

namespace tenure {
namespace {

constexpr std::uint64_t kFileMax = 256;

std::string file_of(const std::string& folder) { return folder + "/prepared"; }

}  // namespace

Result<std::string> prepared_views(rocksdb::FileSystem& fs, const std::string& folder) {
  const auto text = read_file(fs, file_of(folder), kFileMax);
  if (!text && text.error().reason == Reason::not_found) return std::string();
  if (!text) return tl::unexpected(text.error());
  return text->substr(0, text->find('\n'));
}

Result<void> set_prepared_views(rocksdb::FileSystem& fs, const std::string& folder, const std::string& name) {
  return write_file(fs, file_of(folder), as_bytes(name + "\n"), IfExists::replace);
}

Result<void> clear_prepared_views(rocksdb::FileSystem& fs, const std::string& folder) {
  const std::string path = file_of(folder);
  if (auto status = fs.DeleteFile(path, rocksdb::IOOptions(), nullptr); !status.ok()) {
    return tl::unexpected(refusal_of(status, path));
  }
  return {};
}

Result<ViewStore> open_views_of(const LogStore& log, const std::shared_ptr<rocksdb::FileSystem>& fs,
                                const std::string& path) {
  auto views = ViewStore::open(fs, path);
  if (!views) return views;
  const Head applied = views->applied();
  bool of_this_log = applied.size <= log.head().size;
  if (of_this_log) {
    const auto root = log.root_at(applied.size);
    if (!root) return tl::unexpected(root.error());
    of_this_log = *root == applied.root;
  }
  if (of_this_log) return views;
  *views = ViewStore();
  if (auto done = ViewStore::destroy(fs, path); !done) return tl::unexpected(done.error());
  return ViewStore::open(fs, path);
}

}  // namespace tenure

#include "storage/files/scratch_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace tenure {

namespace stdfs = std::filesystem;

Result<ScratchFolder> ScratchFolder::make() {
  std::error_code error;
  const auto above = stdfs::temp_directory_path(error);
  if (error) return refuse(Reason::io, "TMPDIR", error.message());
  std::string path = (above / "tenure-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) return refuse(Reason::io, path, std::strerror(errno));
  return ScratchFolder(std::move(path));
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) stdfs::remove_all(path_, ignored);
}

}  // namespace tenure

// A folder of one process's own, for what it needs for a while: below TMPDIR (/tmp where it is not set),
// private to its owner, deleted with everything in it when the object goes. A process that is killed leaves
// it behind. One thread.
#pragma once

#include <string>

#include "domain/core/refusal.h"

namespace tenure {

class ScratchFolder {
 public:
  static Result<ScratchFolder> make();

  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;  ///< empty once moved from
};

}  // namespace tenure

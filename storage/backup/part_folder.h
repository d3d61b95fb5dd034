// A folder in the making: `<path>.part` until it is whole and synced, then it gets its name. What is left
// unfinished goes with the object; after a crash it stays and has to be deleted by hand. One thread.
#pragma once

#include <string>

#include "domain/core/refusal.h"

namespace tenure {

class PartFolder {
 public:
  /// `exists` when there is something under either name.
  static Result<PartFolder> make(std::string path);

  PartFolder(PartFolder&& other) noexcept;
  PartFolder& operator=(PartFolder&&) = delete;
  ~PartFolder();

  /// Where it is made.
  const std::string& part() const { return part_; }
  std::string at(const std::string& file) const { return part_ + "/" + file; }

  /// Makes everything in it durable, and names it.
  Result<void> finish();

 private:
  explicit PartFolder(std::string path) : path_(std::move(path)), part_(path_ + ".part") {}

  std::string path_;
  std::string part_;
  bool unfinished_ = false;
};

}  // namespace tenure

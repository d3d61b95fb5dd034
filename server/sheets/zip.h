// The parts of a ZIP archive in memory, read with Debian's minizip. Sizes that the archive names are not
// believed: what is unpacked is counted. Pure; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kZipEntriesMax = 1'000;
inline constexpr std::size_t kZipPartMax = std::size_t{32} << 20;   ///< bytes of a part, unpacked
inline constexpr std::size_t kZipTotalMax = std::size_t{64} << 20;  ///< bytes that are unpacked of an archive

class ZipArchive {
 public:
  /// `bytes` outlive it. bad_value when it is no archive.
  static Result<ZipArchive> open(std::string_view bytes);
  ~ZipArchive();
  ZipArchive(ZipArchive&& other) noexcept;
  ZipArchive& operator=(ZipArchive&&) = delete;

  /// Unpacks a part, its checksum checked. absent when there is none of that name; limit_body where it is
  /// more than it may be.
  Result<std::string> read(std::string_view name);

 private:
  struct Memory;
  struct Place {
    unsigned long long directory;
    unsigned long long number;
  };
  ZipArchive(std::unique_ptr<Memory> memory, void* handle);

  std::unique_ptr<Memory> memory_;
  void* handle_;
  std::map<std::string, Place, std::less<>> parts_;
  std::size_t unpacked_ = 0;
};

}  // namespace tenure

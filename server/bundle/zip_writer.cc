#include "server/bundle/zip_writer.h"

#include <minizip/zip.h>

#include <algorithm>
#include <cstring>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr uLong kMadeByUnix = 3UL << 8U | 20U;
constexpr uLong kNamesAreUtf8 = 1UL << 11U;
constexpr uLong kPlainFile = 0100644UL << 16U;
constexpr int kLevel = 6;
constexpr int kMemoryLevel = 8;

/// The archive as a file that minizip writes, going back to lengths that it knows later.
struct Growing {
  std::string bytes;
  std::size_t at = 0;

  static voidpf open(voidpf self, const void*, int) { return self; }
  static uLong read(voidpf, voidpf stream, void* out, uLong size) {
    auto& file = *static_cast<Growing*>(stream);
    const std::size_t got = std::min<std::size_t>(size, file.bytes.size() - file.at);
    std::memcpy(out, file.bytes.data() + file.at, got);
    file.at += got;
    return got;
  }
  static uLong write(voidpf, voidpf stream, const void* in, uLong size) {
    auto& file = *static_cast<Growing*>(stream);
    file.bytes.resize(std::max(file.bytes.size(), file.at + size));
    std::memcpy(file.bytes.data() + file.at, in, size);
    file.at += size;
    return size;
  }
  static ZPOS64_T tell(voidpf, voidpf stream) { return static_cast<Growing*>(stream)->at; }
  static long seek(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& file = *static_cast<Growing*>(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                             : origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at
                                                                : file.bytes.size();
    if (offset > file.bytes.size() - from) return -1;
    file.at = from + offset;
    return 0;
  }
  static int close(voidpf, voidpf) { return 0; }
  static int error(voidpf, voidpf) { return 0; }
};

bool add(zipFile zip, const std::string& name, const std::string& content) {
  zip_fileinfo info{};
  info.tmz_date.tm_mday = 1;
  info.tmz_date.tm_year = 1980;  // the first day that the format knows
  info.external_fa = kPlainFile;
  const int opened = ::zipOpenNewFileInZip4_64(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                               Z_DEFLATED, kLevel, 0, -MAX_WBITS, kMemoryLevel,
                                               Z_DEFAULT_STRATEGY, nullptr, 0, kMadeByUnix, kNamesAreUtf8, 0);
  return opened == ZIP_OK &&
         ::zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size())) == ZIP_OK &&
         ::zipCloseFileInZip(zip) == ZIP_OK;
}

}  // namespace

Result<std::string> zip_of(const std::map<std::string, std::string>& files) {
  Growing archive;
  zlib_filefunc64_def functions{&Growing::open, &Growing::read,  &Growing::write, &Growing::tell,
                                &Growing::seek, &Growing::close, &Growing::error, &archive};
  zipFile zip = ::zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  bool done = zip != nullptr;
  for (const auto& [name, content] : files) done = done && add(zip, name, content);
  if (zip != nullptr) done = ::zipClose(zip, nullptr) == ZIP_OK && done;
  if (done) return std::move(archive.bytes);
  return refuse(Reason::io, "zip", both("压缩包无法写成", "the archive cannot be written"));
}

}  // namespace tenure

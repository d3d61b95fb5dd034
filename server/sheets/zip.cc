#include "server/sheets/zip.h"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace tenure {
namespace {

constexpr std::size_t kNameMax = 512;
constexpr std::size_t kPiece = std::size_t{64} << 10;

tl::unexpected<Refusal> no_archive(std::string where) {
  return refuse(Reason::bad_value, std::move(where),
                "工作簿已损坏，请重新另存 | the workbook is damaged: save it again");
}

tl::unexpected<Refusal> too_large(std::string where, std::size_t most) {
  return refuse(Reason::limit_body, std::move(where),
                fmt::format("解压后超过 {} 字节 | more than {} bytes once unpacked", most, most));
}

}  // namespace

/// The archive as a file that minizip reads.
struct ZipArchive::Memory {
  std::string_view bytes;
  std::size_t at = 0;

  static voidpf open(voidpf self, const void*, int) { return self; }
  static uLong read(voidpf, voidpf stream, void* out, uLong size) {
    auto& memory = *static_cast<Memory*>(stream);
    const std::size_t got = std::min<std::size_t>(size, memory.bytes.size() - memory.at);
    std::memcpy(out, memory.bytes.data() + memory.at, got);
    memory.at += got;
    return got;
  }
  static uLong write(voidpf, voidpf, const void*, uLong) { return 0; }
  static ZPOS64_T tell(voidpf, voidpf stream) { return static_cast<Memory*>(stream)->at; }
  static long seek(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& memory = *static_cast<Memory*>(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                             : origin == ZLIB_FILEFUNC_SEEK_CUR ? memory.at
                                                                : memory.bytes.size();
    if (offset > memory.bytes.size() - from) return -1;
    memory.at = from + offset;
    return 0;
  }
  static int close(voidpf, voidpf) { return 0; }
  static int error(voidpf, voidpf) { return 0; }
};

ZipArchive::ZipArchive(std::unique_ptr<Memory> memory, void* handle)
    : memory_(std::move(memory)), handle_(handle) {}

ZipArchive::ZipArchive(ZipArchive&& other) noexcept
    : memory_(std::move(other.memory_)),
      handle_(std::exchange(other.handle_, nullptr)),
      parts_(std::move(other.parts_)),
      unpacked_(other.unpacked_) {}

ZipArchive::~ZipArchive() {
  if (handle_ != nullptr) ::unzClose(handle_);
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  auto memory = std::make_unique<Memory>(Memory{bytes});
  zlib_filefunc64_def functions{&Memory::open, &Memory::read,  &Memory::write, &Memory::tell,
                                &Memory::seek, &Memory::close, &Memory::error, memory.get()};
  void* handle = ::unzOpen2_64("", &functions);
  if (handle == nullptr) return no_archive("file");
  ZipArchive out(std::move(memory), handle);
  int state = ::unzGoToFirstFile(handle);
  while (state == UNZ_OK) {
    char name[kNameMax] = {};
    unz_file_info64 entry{};
    unz64_file_pos place{};
    if (::unzGetCurrentFileInfo64(handle, &entry, name, sizeof name - 1, nullptr, 0, nullptr, 0) != UNZ_OK ||
        ::unzGetFilePos64(handle, &place) != UNZ_OK)
      return no_archive("file");
    if (!out.parts_.emplace(name, Place{place.pos_in_zip_directory, place.num_of_file}).second)
      return no_archive(name);  // two programs would read two different parts
    if (out.parts_.size() > kZipEntriesMax)
      return refuse(Reason::limit_list, "file",
                    fmt::format("压缩包条目超过 {} | more than {} parts", kZipEntriesMax, kZipEntriesMax));
    state = ::unzGoToNextFile(handle);
  }
  if (state != UNZ_END_OF_LIST_OF_FILE) return no_archive("file");
  return out;
}

Result<std::string> ZipArchive::read(std::string_view name) {
  const auto found = parts_.find(name);
  if (found == parts_.end())
    return refuse(Reason::absent, std::string(name), "工作簿缺少此部分 | the workbook lacks this part");
  const unz64_file_pos place{found->second.directory, found->second.number};
  if (::unzGoToFilePos64(handle_, &place) != UNZ_OK || ::unzOpenCurrentFile(handle_) != UNZ_OK)
    return no_archive(found->first);
  std::string out;
  int got = 0;
  do {
    const std::size_t before = out.size();
    out.resize(before + kPiece);
    got = ::unzReadCurrentFile(handle_, out.data() + before, static_cast<unsigned>(kPiece));
    out.resize(before + static_cast<std::size_t>(std::max(got, 0)));
  } while (got > 0 && out.size() <= kZipPartMax && unpacked_ + out.size() <= kZipTotalMax);
  const int closed = ::unzCloseCurrentFile(handle_);
  if (out.size() > kZipPartMax) return too_large(found->first, kZipPartMax);
  unpacked_ += out.size();
  if (unpacked_ > kZipTotalMax) return too_large(found->first, kZipTotalMax);
  if (got < 0 || closed != UNZ_OK) return no_archive(found->first);
  return out;
}

}  // namespace tenure

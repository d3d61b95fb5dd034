#include "storage/files/table_check.h"

#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/core/both.h"
#include "domain/core/bytes.h"

namespace tenure {
namespace {

// RocksDB's block-based tables, format versions 1 to 5: a footer of a checksum type, two block handles padded
// with zeros, a version and a magic number.
constexpr std::size_t kFooterSize = 53;
constexpr std::uint64_t kMagic = 0x88e241b785f4cff7;
constexpr std::string_view kProperties = "rocksdb.properties";
constexpr std::uint64_t kIndexSizeMax =
    1 << 20;  ///< of the index of a table's own blocks; far more than it has
constexpr unsigned char kHashIndexBit = 0x80;

struct Handle {
  std::uint64_t offset, size;
};

std::optional<Handle> take_handle(std::string_view& in) {
  const auto offset = take_varint(in);
  const auto size = offset ? take_varint(in) : std::nullopt;
  return size ? std::optional(Handle{*offset, *size}) : std::nullopt;
}

/// Nothing where the file is too short, or cannot be read.
std::optional<std::string> read(rocksdb::FSRandomAccessFile& file, std::uint64_t offset, std::size_t size) {
  std::string out(size, '\0');
  rocksdb::Slice read;
  const auto status = file.Read(offset, size, rocksdb::IOOptions(), &read, out.data(), nullptr);
  if (!status.ok() || read.size() != size) return std::nullopt;
  if (read.data() != out.data()) out.assign(read.data(), read.size());
  return out;
}

/// Where the properties stand, by the index of a table's own blocks: entries of a key and a handle, each
/// whole.
std::optional<Handle> properties_in(std::string_view index) {
  while (!index.empty()) {
    const auto shared = take_varint(index), own = take_varint(index), value = take_varint(index);
    if (!shared || *shared != 0 || !own || !value || *own > index.size() || *value > index.size() - *own)
      return std::nullopt;
    std::string_view handle = index.substr(*own, *value);
    if (index.substr(0, *own) == kProperties) return take_handle(handle);
    index.remove_prefix(*own + *value);
  }
  return std::nullopt;
}

bool has_the_bit(rocksdb::FSRandomAccessFile& file, std::uint64_t size) {
  const auto footer = size < kFooterSize ? std::nullopt : read(file, size - kFooterSize, kFooterSize);
  std::uint64_t magic = 0;
  if (!footer) return false;
  std::memcpy(&magic, footer->data() + kFooterSize - sizeof(magic), sizeof(magic));
  std::string_view handles = std::string_view(*footer).substr(1);
  const auto at = magic == kMagic ? take_handle(handles) : std::nullopt;
  if (!at || at->size > kIndexSizeMax || at->offset > size) return false;
  const auto index = read(file, at->offset, at->size);
  const auto properties = index ? properties_in(*index) : std::nullopt;
  if (!properties || properties->size == 0 || properties->offset > size || properties->size > size)
    return false;
  const auto last = read(file, properties->offset + properties->size - 1, 1);
  return last && (static_cast<unsigned char>(last->front()) & kHashIndexBit) != 0;
}

}  // namespace

Result<void> check_tables(rocksdb::FileSystem& fs, const std::string& folder) {
  std::vector<std::string> names;
  if (!fs.GetChildren(folder, rocksdb::IOOptions(), &names, nullptr).ok()) return {};  // there is none yet
  for (const std::string& name : names) {
    if (!name.ends_with(".sst")) continue;
    const std::string path = folder + "/" + name;
    std::unique_ptr<rocksdb::FSRandomAccessFile> file;
    std::uint64_t size = 0;
    if (!fs.GetFileSize(path, rocksdb::IOOptions(), &size, nullptr).ok() ||
        !fs.NewRandomAccessFile(path, rocksdb::FileOptions(), &file, nullptr).ok())
      continue;
    if (has_the_bit(*file, size))
      return refuse(Reason::damaged, path, both("表的属性", "the properties of the table"));
  }
  return {};
}

}  // namespace tenure

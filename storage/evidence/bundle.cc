#include "storage/evidence/bundle.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/core/bytes.h"

namespace tenure {
namespace {
constexpr std::size_t kLengthSize = 2;
}  // namespace

Result<std::string> encode_bundle(std::span<const std::string_view> entries) {
  if (entries.empty() || entries.size() > kBundleEntriesMax) {
    return refuse(Reason::proof_shape, "bundle", both("{} 条", "{} entries", entries.size()));
  }
  std::size_t total = 0;
  for (const std::string_view entry : entries) {
    if (entry.size() > kBundleEntryMax) {
      return refuse(Reason::proof_shape, "bundle",
                    both("一条 {} 字节", "an entry of {} bytes", entry.size()));
    }
    total += kLengthSize + entry.size();
  }
  std::string bundle;
  bundle.reserve(total);
  for (const std::string_view entry : entries) {
    put_be<kLengthSize>(bundle, entry.size());
    bundle.append(entry);
  }
  return bundle;
}

Result<std::vector<std::string_view>> parse_bundle(std::string_view bundle, std::size_t width) {
  if (width == 0 || width > kBundleEntriesMax) {
    return refuse(Reason::proof_shape, "bundle", both("{} 条", "{} entries", width));
  }
  std::vector<std::string_view> entries;
  entries.reserve(width);
  for (std::size_t i = 0; i < width; ++i) {
    if (bundle.size() < kLengthSize)
      return refuse(Reason::proof_shape, fmt::format("entry {}", i), both("没有长度", "no length"));
    const std::size_t length = get_be<kLengthSize>(bundle);
    bundle.remove_prefix(kLengthSize);
    if (bundle.size() < length)
      return refuse(Reason::proof_shape, fmt::format("entry {}", i), both("被截断", "cut short"));
    entries.push_back(bundle.substr(0, length));
    bundle.remove_prefix(length);
  }
  if (!bundle.empty())
    return refuse(Reason::proof_shape, "bundle", both("多出 {} 字节", "{} bytes too many", bundle.size()));
  return entries;
}

}  // namespace tenure

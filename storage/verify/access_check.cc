#include "storage/verify/access_check.h"

#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <sstream>

#include "domain/core/sha256.h"
#include "storage/files/files.h"

namespace tenure::verification {
namespace {

constexpr std::size_t kDigestDigits = 16;
constexpr std::uint64_t kSizesMax = 1 << 20;
constexpr std::uint64_t kTokensFileMax = 16 << 20;
constexpr std::uint64_t kLostItsEnd = std::numeric_limits<std::uint64_t>::max();
constexpr std::string_view kSizes = "reads/.sizes";
constexpr std::string_view kTokens = "access/tokens.json";

bool has_digest(std::string_view text, std::string_view digits) {
  return sha256(text).hex().substr(0, kDigestDigits) == digits;
}

/// `<file> <bytes>` a line and their digest; none of a journal from before they were counted.
std::map<std::string, std::uint64_t> sizes_in(const std::string& folder, Findings& findings) {
  std::map<std::string, std::uint64_t> out;
  const auto text = read_file(*default_file_system(), folder + "/" + std::string(kSizes), kSizesMax);
  if (!text && text.error().reason == Reason::not_found) return out;
  if (!text) {
    findings.add(std::string(kSizes), said(text.error()));
    return out;
  }
  const std::size_t end = text->size() - std::min(text->size(), kDigestDigits);
  const std::string_view listed = std::string_view(*text).substr(0, end);
  if (!has_digest(listed, std::string_view(*text).substr(end))) {
    findings.add(std::string(kSizes), both("摘要不符：已损坏", "its digest is another one: it is damaged"));
    return out;
  }
  std::istringstream in{std::string(listed)};
  std::uint64_t size = 0;
  for (std::string file; in >> file >> size;) out[file] = size;
  return out;
}

/// Lines whose digest is theirs. `counted`: bytes that are known to be written.
std::uint64_t check_month(const std::string& path, const std::string& where,
                          std::optional<std::uint64_t> counted, Findings& findings) {
  std::ifstream in(path, std::ios::binary);
  std::uint64_t good = 0, bad = 0, first_bad = 0, at = 0;
  for (std::string line; std::getline(in, line); at += line.size() + 1) {
    if (line.empty()) continue;
    const std::string_view text = line;
    const bool fits = text.size() > kDigestDigits && text[kDigestDigits] == ' ' &&
                      has_digest(text.substr(kDigestDigits + 1), text.substr(0, kDigestDigits));
    // The end that a crash tore was never counted.
    if (!fits && in.eof() && at >= counted.value_or(0)) break;
    if (!fits && bad++ == 0) first_bad = at;
    good += fits ? 1 : 0;
  }
  if (bad > 0)
    findings.add(where, both("{0} 行与其摘要不符，首行在第 {1} 字节处：被改动或损坏",
                             "{0} lines have not their digest, the first at byte {1}: changed or damaged",
                             bad, first_bad));
  return good;
}

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

std::uint64_t check_reads(const std::string& folder, std::uint64_t anchored, Findings& findings) {
  const std::string reads = folder + "/reads/";
  std::error_code error;
  const auto counted = sizes_in(folder, findings);
  std::map<std::string, std::optional<std::uint64_t>> months(counted.begin(), counted.end());
  for (const auto& entry : std::filesystem::directory_iterator(reads, error)) {
    if (entry.path().extension() == ".log") months.try_emplace(entry.path().filename().string());
  }
  std::uint64_t out = 0;
  std::uint64_t there = 0;
  for (const auto& [file, bytes] : months) {
    const std::string where = "reads/" + file;
    there += size_of(reads + file);
    if (bytes && *bytes == kLostItsEnd) {
      findings.add(where, both("曾丢失末尾，其后又有写入", "it lost its end once, and was written on"));
    } else if (bytes && size_of(reads + file) < *bytes) {
      findings.add(where,
                   both("有 {0} 字节，曾写入 {1} 字节：被截断、删除，或是旧副本",
                        "it has {0} bytes where {1} were written: it was cut, deleted or is an older copy",
                        size_of(reads + file), *bytes));
    }
    out += check_month(reads + file, where, bytes, findings);
  }
  if (there < anchored)
    findings.add("reads", both("有 {0} 字节，锚点记有 {1} 字节：被截断、删除，或是旧副本",
                               "it has {0} bytes where the anchor counted {1}: it was cut, deleted or is an "
                               "older copy",
                               there, anchored));
  return out;
}

std::uint64_t check_tokens(const std::string& folder, Findings& findings) {
  const std::string where(kTokens);
  const auto text = read_file(*default_file_system(), folder + "/" + where, kTokensFileMax);
  if (!text && text.error().reason == Reason::not_found) return 0;
  if (!text) {
    findings.add(where, said(text.error()));
    return 0;
  }
  simdjson::dom::parser parser;
  simdjson::dom::object file;
  simdjson::dom::array tokens;
  if (parser.parse(*text).get(file) || file["tokens"].get(tokens)) {
    findings.add(where, both("其中没有令牌列表：已损坏，无人可凭令牌进入",
                             "it holds no list of tokens: it is damaged, and nobody is let in"));
    return 0;
  }
  std::string_view digest;
  // A file from before it was written has none.
  const bool has = file["digest"].get(digest) == simdjson::SUCCESS;
  if (file.size() != (has ? 2U : 1U)) {
    findings.add(where, both("其中有不该有的成员：已损坏，无人可凭令牌进入",
                             "it has members that it should not have: it is damaged, and nobody is let in"));
  } else if (has && digest != "sha256:" + sha256(simdjson::to_string(tokens)).hex()) {
    findings.add(where,
                 both("列表与其摘要不符：被改动或损坏，无人可凭令牌进入",
                      "its list has not the digest that it says: changed or damaged, and nobody is let in"));
  }
  return tokens.size();
}

}  // namespace tenure::verification

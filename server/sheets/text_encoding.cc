#include "server/sheets/text_encoding.h"

#include <fmt/format.h>
#include <iconv.h>
#include <simdjson.h>

#include <algorithm>
#include <cerrno>

namespace tenure {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16Marks[] = {"\xFF\xFE", "\xFE\xFF"};
/// A character of GB18030 becomes at most twice its bytes in UTF-8: two bytes three, four bytes four.
constexpr std::size_t kGrowthMax = 2;

/// glibc's converter; closed at the end.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(::iconv_open(to, from)) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // iconv_open() says so by (iconv_t)-1.
  bool is_open() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  /// How many of the bytes are text of the encoding: all of them, or the place of the first that is not.
  std::size_t convert(std::string_view bytes, std::string& out) const {
    out.resize(bytes.size() * kGrowthMax);
    char* in = const_cast<char*>(bytes.data());  // iconv's interface; it does not write there
    std::size_t in_left = bytes.size();
    char* to = out.data();
    std::size_t out_left = out.size();
    ::iconv(handle_, &in, &in_left, &to, &out_left);
    out.resize(out.size() - out_left);
    return bytes.size() - in_left;
  }

 private:
  iconv_t handle_;
};

std::size_t line_of(std::string_view bytes, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

tl::unexpected<Refusal> not_text(std::string_view bytes, std::size_t at, std::string_view encoding) {
  return refuse(
      Reason::bad_value, fmt::format("line {}", line_of(bytes, at)),
      fmt::format("第 {} 行不是 {} 文字，请用表格软件另存为 UTF-8 的 CSV 或 XLSX | line {} is not {}: "
                  "save the file as CSV in UTF-8, or as XLSX",
                  line_of(bytes, at), encoding, line_of(bytes, at), encoding));
}

Result<std::string> from_gb18030(std::string_view bytes) {
  const Converter converter("UTF-8", "GB18030");
  if (!converter.is_open())
    return refuse(Reason::io, "iconv", "此系统没有 GB18030 转换 | this system cannot convert GB18030");
  std::string out;
  const std::size_t good = converter.convert(bytes, out);
  if (good < bytes.size()) return not_text(bytes, good, "GB18030");
  return out;
}

/// Where the first line begins that is not UTF-8, or the end.
std::size_t utf8_until(std::string_view bytes) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) return bytes.size();
  std::size_t line = 0;
  while (line < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', line), bytes.size());
    if (!simdjson::validate_utf8(bytes.data() + line, end - line)) break;
    line = end + 1;
  }
  return std::min(line, bytes.size() - 1);
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::optional<TextEncoding> wanted) {
  for (const std::string_view mark : kUtf16Marks) {
    if (bytes.starts_with(mark))
      return refuse(
          Reason::bad_value, "line 1",
          "文件是 UTF-16，请另存为 UTF-8 的 CSV 或 XLSX | the file is UTF-16: save it as CSV in UTF-8, "
          "or as XLSX");
  }
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) return not_text(bytes, nul, "CSV");
  if (bytes.starts_with(kUtf8Mark)) {
    bytes.remove_prefix(kUtf8Mark.size());
    wanted = TextEncoding::utf8;
  }
  const std::size_t good = utf8_until(bytes);
  if (wanted == TextEncoding::utf8 && good < bytes.size()) return not_text(bytes, good, "UTF-8");
  if (good == bytes.size() && wanted != TextEncoding::gb18030) {
    const bool open = !wanted && !is_ascii(bytes);
    return DecodedText{std::string(bytes), TextEncoding::utf8, open && from_gb18030(bytes).has_value()};
  }
  auto text = from_gb18030(bytes);
  if (!text) return tl::unexpected(text.error());
  return DecodedText{std::move(*text), TextEncoding::gb18030, false};
}

}  // namespace tenure

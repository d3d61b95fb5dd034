// Bytes at the border: views, hex, base64 (standard and URL-safe), big-endian integers.
//
// Views (`Bytes`) never own; what they point to must outlive them. Everything here is pure and thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tenure {

using Bytes = std::span<const std::byte>;

inline Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

inline const unsigned char* uchars(Bytes b) { return reinterpret_cast<const unsigned char*>(b.data()); }

inline std::string_view as_view(Bytes b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }

/// Lower-case hexadecimal.
std::string to_hex(Bytes bytes);
/// Accepts lower case only, even length; nothing otherwise.
std::optional<std::string> from_hex(std::string_view text);

/// Standard alphabet, padded.
std::string to_base64(Bytes bytes);
/// URL-safe alphabet, not padded (commitments, key ids).
std::string to_base64url(Bytes bytes);
/// Standard alphabet, padded, no white space; nothing otherwise.
std::optional<std::string> from_base64(std::string_view text);
/// URL-safe alphabet, not padded; nothing otherwise.
std::optional<std::string> from_base64url(std::string_view text);
/// Standard or URL-safe alphabet, padded, as a DSSE verifier accepts; nothing otherwise.
std::optional<std::string> from_base64_any(std::string_view text);

/// Appends `value` in `Width` bytes, big-endian.
template <std::size_t Width>
void put_be(std::string& out, std::uint64_t value) {
  static_assert(Width >= 1 && Width <= 8);
  for (std::size_t i = Width; i-- > 0;) out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

/// Reads `Width` big-endian bytes. The caller has checked that they are there.
template <std::size_t Width>
std::uint64_t get_be(std::string_view in) {
  static_assert(Width >= 1 && Width <= 8);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < Width; ++i) value = value << 8 | static_cast<unsigned char>(in[i]);
  return value;
}

/// Appends to a string byte by byte, without a call for each; the string is what was appended once this is
/// gone.
class Appender {
 public:
  explicit Appender(std::string& out) : out_(out), size_(out.size()) { out_.resize(out_.capacity()); }
  ~Appender() { out_.resize(size_); }
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  void push_back(char byte) {
    if (size_ == out_.size()) make_room(1);
    out_[size_++] = byte;
  }
  void append(std::string_view text) {
    if (out_.size() - size_ < text.size()) make_room(text.size());
    text.copy(out_.data() + size_, text.size());
    size_ += text.size();
  }

 private:
  void make_room(std::size_t bytes) { out_.resize(2 * (size_ + bytes)); }

  std::string& out_;
  std::size_t size_;
};

/// Appends a number in LEB128: seven bits a byte, lowest first, high bit on all but the last.
/// `Out` is a string or an Appender.
template <class Out>
void put_varint(Out& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}
/// The same, of one that has more than one byte.
std::optional<std::uint64_t> take_long_varint(std::string_view& in);
/// Takes one from the front of `in`; nothing when the bytes are damaged.
inline std::optional<std::uint64_t> take_varint(std::string_view& in) {
  if (in.empty()) return std::nullopt;
  const auto byte = static_cast<unsigned char>(in.front());
  if (byte >= 0x80) return take_long_varint(in);
  in.remove_prefix(1);
  return byte;
}

}  // namespace tenure

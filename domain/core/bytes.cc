#include "domain/core/bytes.h"

#include <sodium.h>

namespace tenure {
namespace {

std::string encode(Bytes bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), uchars(bytes), bytes.size(), variant);
  out.pop_back();  // the terminating NUL that libsodium writes
  return out;
}

constexpr std::uint8_t kNotBase64 = 0xff;

constexpr std::array<std::uint8_t, 256> digits_of(char digit62, char digit63) {
  std::array<std::uint8_t, 256> out{};
  out.fill(kNotBase64);
  for (std::uint8_t i = 0; i < 26; ++i) {
    out[std::size_t{'A'} + i] = i;
    out[std::size_t{'a'} + i] = static_cast<std::uint8_t>(26 + i);
  }
  for (std::uint8_t i = 0; i < 10; ++i) out[std::size_t{'0'} + i] = static_cast<std::uint8_t>(52 + i);
  out[static_cast<unsigned char>(digit62)] = 62;
  out[static_cast<unsigned char>(digit63)] = 63;
  return out;
}

constexpr auto kStandard = digits_of('+', '/');
constexpr auto kUrlSafe = digits_of('-', '_');

/// Canonical base64 only: padding where `padded` says so and nowhere else, unused bits zero. A table, because
/// libsodium's constant-time decoder costs 30 ms for the largest act, and nothing decoded here is secret but
/// keys.
std::optional<std::string> decode(std::string_view text, const std::array<std::uint8_t, 256>& digits,
                                  bool padded) {
  if (padded) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.resize(text.size() / 4 * 3 + (text.size() % 4 == 0 ? 0 : text.size() % 4 - 1));
  std::uint32_t bits = 0;
  unsigned held = 0;
  std::uint8_t bad = 0;
  std::size_t at = 0;
  for (const char c : text) {
    const std::uint8_t digit = digits[static_cast<unsigned char>(c)];
    bad |= digit;
    bits = bits << 6 | (digit & 63U);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[at++] = static_cast<char>(bits >> held & 0xff);
    }
  }
  if ((bad & 0xc0) != 0 || (bits & ((1U << held) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace

std::string to_hex(Bytes bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::byte b : bytes) {
    out.push_back(kDigits[std::to_integer<unsigned>(b) >> 4]);
    out.push_back(kDigits[std::to_integer<unsigned>(b) & 15]);
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

std::string to_base64(Bytes bytes) { return encode(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::string to_base64url(Bytes bytes) { return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

std::optional<std::string> from_base64(std::string_view text) { return decode(text, kStandard, true); }

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, kUrlSafe, false); }

std::optional<std::string> from_base64_any(std::string_view text) {
  const bool url_safe = text.find_first_of("-_") != std::string_view::npos;
  return decode(text, url_safe ? kUrlSafe : kStandard, true);
}

std::optional<std::uint64_t> take_long_varint(std::string_view& in) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (std::size_t i = 0; i < in.size() && shift < 64; ++i, shift += 7) {
    const auto byte = static_cast<unsigned char>(in[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte >= 0x80) continue;
    in.remove_prefix(i + 1);
    return value;
  }
  return std::nullopt;
}

}  // namespace tenure

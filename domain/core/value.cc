#include "domain/core/value.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

namespace tenure {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kUlidLength = 26;

/// A decimal integer without sign or leading zero.
template <class T>
std::optional<T> canonical_integer(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole_text = text.substr(0, point);
  const auto whole = canonical_integer<std::uint64_t>(whole_text);
  if (!whole || whole_text.size() > 11) return std::nullopt;
  std::int64_t fraction = 0;
  if (point != std::string_view::npos) {
    const auto part = text.substr(point + 1);
    if (part.empty() || part.size() > 4) return std::nullopt;
    for (std::size_t i = 0; i < 4; ++i) {
      const char c = i < part.size() ? part[i] : '0';
      if (c < '0' || c > '9') return std::nullopt;
      fraction = fraction * 10 + (c - '0');
    }
  }
  const std::int64_t scaled = static_cast<std::int64_t>(*whole) * kScale + fraction;
  if (negative && scaled == 0) return std::nullopt;
  return Decimal{negative ? -scaled : scaled};
}

std::string Decimal::str() const {
  const std::int64_t magnitude = scaled < 0 ? -scaled : scaled;
  std::string out = fmt::format("{}{}", scaled < 0 ? "-" : "", magnitude / kScale);
  if (const auto fraction = magnitude % kScale; fraction != 0) {
    std::string digits = fmt::format("{:04}", fraction);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out;
}

std::optional<Position> Position::parse(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const auto index = canonical_integer<std::uint64_t>(text.substr(0, point));
  const auto ordinal = canonical_integer<std::uint32_t>(text.substr(point + 1));
  if (!index || !ordinal) return std::nullopt;
  return Position{*index, *ordinal};
}

std::string Position::str() const { return std::to_string(index) + '.' + std::to_string(ordinal); }

std::optional<Position> Position::unpack(std::string_view& in) {
  const auto index = take_varint(in);
  const auto ordinal = take_varint(in);
  if (!index || !ordinal || *ordinal > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return Position{*index, static_cast<std::uint32_t>(*ordinal)};
}

std::optional<ActId> ActId::parse(std::string_view text) {
  if (text.size() != kUlidLength || text[0] > '7') return std::nullopt;
  if (!std::all_of(text.begin(), text.end(),
                   [](char c) { return kCrockford.find(c) != std::string_view::npos; })) {
    return std::nullopt;
  }
  return ActId{std::string(text)};
}

ActId ActId::make(std::uint64_t ms, const std::array<std::byte, 10>& random) {
  std::string bytes;
  put_be<6>(bytes, ms);
  bytes.append(as_view(random));
  // 128 bits as 26 digits of 5 bits: two leading zero bits.
  std::string out(kUlidLength, '0');
  for (std::size_t i = 0; i < kUlidLength; ++i) {
    unsigned digit = 0;
    for (std::size_t bit = 0; bit < 5; ++bit) {
      const std::size_t at = i * 5 + bit;
      const unsigned value =
          at < 2 ? 0U : (static_cast<unsigned char>(bytes[(at - 2) / 8]) >> (7 - (at - 2) % 8)) & 1U;
      digit = digit << 1 | value;
    }
    out[i] = kCrockford[digit];
  }
  return {out};
}

std::optional<ContentDigest> ContentDigest::parse(std::string_view text) {
  if (!text.starts_with("sha256:")) return std::nullopt;
  const auto raw = from_hex(text.substr(7));
  if (!raw) return std::nullopt;
  const auto digest = Digest::from_raw(*raw);
  if (!digest) return std::nullopt;
  return ContentDigest{*digest};
}

Commitment Commitment::make(Bytes salt32, std::string_view path, std::string_view value) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, uchars(salt32), salt32.size());
  const unsigned char separator = 0;
  crypto_auth_hmacsha256_update(&state, uchars(as_bytes(path)), path.size());
  crypto_auth_hmacsha256_update(&state, &separator, 1);
  crypto_auth_hmacsha256_update(&state, uchars(as_bytes(value)), value.size());
  Commitment out;
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.mac.bytes.data()));
  return out;
}

std::optional<Commitment> Commitment::parse(std::string_view text) {
  if (!text.starts_with("c1:")) return std::nullopt;
  const auto raw = from_base64url(text.substr(3));
  if (!raw) return std::nullopt;
  const auto mac = Digest::from_raw(*raw);
  if (!mac) return std::nullopt;
  return Commitment{*mac};
}

std::optional<Commitment> Commitment::unpack(std::string_view& in) {
  const std::string_view bytes = in.substr(0, std::tuple_size_v<decltype(Digest::bytes)>);
  const auto digest = Digest::from_raw(bytes);
  if (!digest) return std::nullopt;
  in.remove_prefix(bytes.size());
  return Commitment{*digest};
}

}  // namespace tenure

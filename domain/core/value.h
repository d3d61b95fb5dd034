// The remaining value types of event fields: text with a limit, money, decimals, positions, ULIDs, sealed
// values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/bytes.h"
#include "domain/core/refusal.h"
#include "domain/core/sha256.h"

namespace tenure {

/// Number of Unicode code points of valid UTF-8.
std::size_t code_points(std::string_view utf8);

/// UTF-8 text of 1 to `Max` code points.
template <std::size_t Max>
struct Text {
  std::string value;

  static constexpr Reason kReason = Reason::limit_text;
  static constexpr std::string_view kName = "Text";
  static constexpr std::size_t kMax = Max;

  static std::optional<Text> parse(std::string_view text) {
    if (text.empty() || (text.size() > Max && code_points(text) > Max)) return std::nullopt;
    return Text{std::string(text)};
  }
  const std::string& str() const { return value; }
  auto operator<=>(const Text&) const = default;
};

using ShortText = Text<120>;     ///< a name, a title, a document number
using LongText = Text<4000>;     ///< a paragraph
using PackText = Text<262'144>;  ///< a policy pack

/// An amount of money in fen, |x| < 2^53. JSON integer.
struct Fen {
  std::int64_t value = 0;
  static constexpr std::int64_t kMax = (std::int64_t{1} << 53) - 1;
  auto operator<=>(const Fen&) const = default;
};

/// A number with at most four decimals, |x| < 10^11, kept in ten-thousandths. JSON number without exponent.
struct Decimal {
  std::int64_t scaled = 0;
  static constexpr std::int64_t kScale = 10'000;

  static std::optional<Decimal> parse(std::string_view text);
  std::string str() const;
  auto operator<=>(const Decimal&) const = default;
};

/// Where an event stands: index of its act, ordinal in it. Written `1234.0`.
struct Position {
  std::uint64_t index = 0;
  std::uint32_t ordinal = 0;

  static constexpr Reason kReason = Reason::bad_value;
  static constexpr std::string_view kName = "Position";
  static constexpr std::string_view kPattern = "^(0|[1-9][0-9]{0,17})[.](0|[1-9][0-9]{0,4})$";

  static std::optional<Position> parse(std::string_view text);
  std::string str() const;
  /// Two varints.
  void pack(Appender& out) const {
    put_varint(out, index);
    put_varint(out, ordinal);
  }
  static std::optional<Position> unpack(std::string_view& in);
  auto operator<=>(const Position&) const = default;
};

/// A ULID: 26 characters of Crockford's base32, upper case, first one 0 to 7.
struct ActId {
  std::string value;

  static constexpr Reason kReason = Reason::bad_ulid;
  static constexpr std::string_view kName = "ActId";
  static constexpr std::string_view kPattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";

  static std::optional<ActId> parse(std::string_view text);
  /// From 48 bits of milliseconds and 80 random bits.
  static ActId make(std::uint64_t ms, const std::array<std::byte, 10>& random);
  const std::string& str() const { return value; }
  auto operator<=>(const ActId&) const = default;
};

/// A digest of outside bytes, written `sha256:<64 hex digits>`.
struct ContentDigest {
  Digest digest;

  static constexpr Reason kReason = Reason::bad_value;
  static constexpr std::string_view kName = "ContentDigest";
  static constexpr std::string_view kPattern = "^sha256:[0-9a-f]{64}$";

  static std::optional<ContentDigest> parse(std::string_view text);
  std::string str() const { return "sha256:" + digest.hex(); }
  auto operator<=>(const ContentDigest&) const = default;
};

/// A promise of a personal value: HMAC-SHA256(salt, field path, 0x00, value). The value itself is in the
/// vault.
struct Commitment {
  Digest mac;

  static constexpr Reason kReason = Reason::unsealed;
  static constexpr std::string_view kName = "Commitment";
  static constexpr std::string_view kPattern = "^c1:[A-Za-z0-9_-]{43}$";
  static constexpr std::size_t kSaltSize = 32;

  /// `path` is the member path in the event's data, members joined by '.', array elements by index: `name`,
  /// `items.0.text`.
  static Commitment make(Bytes salt32, std::string_view path, std::string_view value);
  static std::optional<Commitment> parse(std::string_view text);
  std::string str() const { return "c1:" + to_base64url(mac.view()); }
  /// The 32 bytes.
  void pack(Appender& out) const { out.append(as_view(mac.view())); }
  static std::optional<Commitment> unpack(std::string_view& in);
  auto operator<=>(const Commitment&) const = default;
};

/// A field that stands in the payload as a commitment; `T` is the type of the value in the vault.
template <class T>
struct Sealed {
  using Value = T;
  Commitment commitment;
  auto operator<=>(const Sealed&) const = default;
};

}  // namespace tenure

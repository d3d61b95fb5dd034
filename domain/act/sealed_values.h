// Sealed values as rules may know them: by whom they are and whether others have the same ones.
//
// Admission alone can know them: a replay, a verification or a check without the values has none, and a rule
// that asks then says nothing. What a rule learned stays in its flag, as words and positions: never a value.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/event.h"

namespace tenure {

/// Kinds of sealed values by which people are found.
enum class SealedKind : std::uint8_t { id_number, name };

/// How two values are compared: blanks left out, full-width forms and the dots of names unified, in capitals.
std::string folded(std::string_view value);

class SealedValues {
 public:
  virtual ~SealedValues() = default;

  /// The value; nothing when it was not handed in, or its subject was erased.
  virtual Result<std::optional<std::string>> opened(const Subject& subject,
                                                    const Commitment& commitment) const = 0;

  /// Whose value it is, as which commitment: also one that no longer counts.
  struct Holder {
    Subject subject;
    Commitment commitment;
    auto operator<=>(const Holder&) const = default;
  };
  /// Who has the value: compared folded, each commitment once, nobody who was erased.
  virtual Result<std::vector<Holder>> holders(SealedKind kind, std::string_view value) const = 0;
};

}  // namespace tenure

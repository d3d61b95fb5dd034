// Who is who: identity numbers and names, as far as they are handed in. Pure; any thread.
#pragma once

#include <chrono>
#include <utility>

#include "domain/registry/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

inline constexpr std::size_t kIdNumberSize = 18;

/// A citizen identity number, GB 11643: region(6), birth date(8), order(3, odd for men), check character.
struct IdNumber {
  std::chrono::year_month_day born;  ///< that it says; perhaps no date
  Sex sex = Sex::male;
  bool region = false;    ///< it begins with a province's number
  bool checksum = false;  ///< its last character is right (ISO 7064, MOD 11-2)
};

/// Of a folded value; nothing when it is not 17 digits and a digit or X.
std::optional<IdNumber> read_id_number(std::string_view folded);

/// Of which kind the sealed value at a path of an event is; nothing for those that nobody is found by.
std::optional<SealedKind> sealed_kind(const Event& event, std::string_view path);

/// The values by which a person is found, as far as they count.
std::vector<std::pair<SealedKind, Commitment>> found_by(const PersonRow& row);

/// Nobody else has the identity number, nor name, birth date and organisation together. (LAW-05)
form::Gate one_file();
/// The identity number has its form and checksum, and says what is recorded of birth date and sex. (LAW-26)
form::Gate plausible_id_number();
/// A sealed date is one that can have been. (LAW-26)
form::Gate plausible_date();

}  // namespace tenure

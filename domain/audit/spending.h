// Money that an organisation gave out, as tests of an audit compare it: who got it, for what, how much.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/act/catalogue.h"
#include "domain/words/saying.h"

namespace tenure {

/// The purposes of what people get beside their pay.
inline constexpr std::string_view kDepartureSubsidyPurpose = "departure_subsidy";
inline constexpr std::string_view kPensionPurpose = "pension";

struct Spent {
  Date on;
  std::string payee;       ///< the id of a person, or a name; empty: it is not said
  bool is_person = false;  ///< the payee is one
  std::string purpose;     ///< a component, a purpose, or the type of the event
  Fen amount_fen;
  bool is_reversed = false;  ///< by a later voucher of the same lines on the other sides
  bool is_fixed = false;     ///< it follows a standard or an assessment: nobody chose the figure
  std::string voucher;       ///< number; empty: none
  Position position;
};

/// What the organisation spent from a day to a day, by day and position; without what was undone, and what
/// people paid for themselves.
Result<std::vector<Spent>> spent_by(const Facts& facts, std::string_view org, Date from, Date until);

/// Who got it, as people read it.
Saying payee_of(const Spent& spent);

}  // namespace tenure

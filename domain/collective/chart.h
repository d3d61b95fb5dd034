// Charts of accounts, as data: what an accounting system calls its accounts, of which kind they are and on
// which side they stand. Constants; any thread.
//
// A word of the vocabulary `account` is one account of one chart. The chart of 2023 has plain codes; another
// one has its name before them ("2004:502"), since systems give the same code to different things. Another
// chart is its rows in accounts.h, and its line in `charts`.
#pragma once

#include <span>
#include <string_view>

#include "domain/collective/accounts.h"
#include "domain/core/calendar.h"

namespace tenure {

struct Chart {
  std::string_view name;
  std::string_view zh, en;
  std::string_view document_no;
  Date from;  ///< in force
  std::span<const Account> accounts;
};

/// Oldest first.
std::span<const Chart> charts();
/// Null for a word that is of no chart, as one that a pack adds.
const Account* find_account(std::string_view code);
/// None of a word that is of no chart.
AccountRole role_of(std::string_view code);
/// The chart in force on the day; the first one before that.
const Chart& chart_on(Date date);
/// Its kind as people read it.
const Word& kind_word(AccountKind kind);

}  // namespace tenure

// What must hold of a ledger after whatever happened to it, asked of the stored bytes. The folder must be
// closed for those that take a folder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/ledger/ledger_store.h"

namespace tenure::testing {

/// What a client was told of an admitted act.
struct Acknowledged {
  std::string act;
  std::uint64_t index = 0;
  std::int64_t recorded_us = 0;
};

/// Every acknowledged act stands at its index with its moment, and no refused one stands anywhere.
void expect_answers_hold(const LedgerStore& store, const std::vector<Acknowledged>& acknowledged,
                         const std::vector<std::string>& refused);

void expect_verifies(const std::string& folder);

/// Brings the rows up to the log, folds the whole log into other views, and compares the two databases byte
/// by byte.
void expect_rows_equal_rebuild(LedgerStore& store);

/// Every record of the log, one text each; nothing when one cannot be read.
std::vector<std::string> all_records(const LedgerStore& store);

bool is_long_run();

/// TENURE_SEED where it is set, else a new one: a test prints it, so that a failure can be had again.
std::uint64_t seed();

}  // namespace tenure::testing

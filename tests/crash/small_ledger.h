// A small ledger that is copied before each experiment, and the acts that are tried on the copy: each
// registers a person, every other one with a sealed name. The acts are the same for every copy.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/crash/ledger_checks.h"
#include "tests/support/ledger.h"

namespace tenure::testing {

struct Attempt {
  std::string act;
  Submission submission;
  std::string subject;  ///< whose value is sealed; empty: nothing is
  std::string commitment;
};

class SmallLedger {
 public:
  static constexpr std::size_t kAttempts = 12;

  SmallLedger();

  const std::string& folder() const { return ledger_.folder(); }
  const std::vector<std::string>& records() const { return records_; }
  const std::vector<Attempt>& attempts() const { return attempts_; }

 private:
  Attempt attempt(std::size_t i);

  TestLedger ledger_;
  std::vector<std::string> records_;
  std::vector<Attempt> attempts_;
};

}  // namespace tenure::testing

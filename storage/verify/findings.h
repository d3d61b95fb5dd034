// What a verification found so far: the first kFindingsMax are kept, all are counted. One thread at a time.
#pragma once

#include <string>
#include <utility>

#include "storage/verify/verify.h"

namespace tenure::verification {

class Findings {
 public:
  explicit Findings(VerifyReport& report) : report_(report) {}

  void add(std::string where, std::string what) { add({std::move(where), std::move(what)}); }
  void add(Finding finding) {
    ++report_.findings_total;
    if (report_.findings.size() < kFindingsMax) report_.findings.push_back(std::move(finding));
  }

 private:
  VerifyReport& report_;
};

}  // namespace tenure::verification

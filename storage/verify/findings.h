// What a verification found so far: the first kFindingsMax are kept, all are counted. One thread at a time.
#pragma once

#include <string>
#include <utility>

#include "domain/core/both.h"
#include "storage/verify/verify.h"

namespace tenure::verification {

/// What a refusal says, in both languages.
inline std::string said(const Refusal& refusal) {
  const ReasonInfo& reason = info(refusal.reason);
  return refusal.detail.empty() ? both("{0}", "{1}", reason.zh, reason.en) : refusal.detail;
}

class Findings {
 public:
  explicit Findings(VerifyReport& report) : report_(report) {}

  void add(std::string where, std::string what) { add({std::move(where), std::move(what)}); }
  void add(const Refusal& refusal) { add(refusal.where, said(refusal)); }
  void add(Finding finding) {
    ++report_.findings_total;
    if (report_.findings.size() < kFindingsMax) report_.findings.push_back(std::move(finding));
  }

 private:
  VerifyReport& report_;
};

}  // namespace tenure::verification

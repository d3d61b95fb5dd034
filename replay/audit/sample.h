// Samples of what an organisation spent, for an auditor to look at: seeded, so that anybody draws the same
// ones again. Pure but for the reading; any thread.
#pragma once

#include "replay/audit/report.h"

namespace tenure {

inline constexpr std::size_t kSampleMax = 1'000;  ///< items of a sample
inline constexpr std::size_t kSeedBytesMax = 128;

enum class SampleMethod : std::uint8_t {
  record,         ///< each payment with the same chance: those whose hashes with the seed are the least
  monetary_unit,  ///< each fen with the same chance: every so many fen from a start that the seed gives
  strata          ///< no sample: how many payments, and how much, in each tenfold of the amounts
};

struct SampleRequest {
  SampleMethod method = SampleMethod::record;
  AuditScope scope;
  When when;
  std::size_t size = 0;
  std::string seed;
};

/// One payment of the population.
TENURE_STRUCT(SampledLine, "抽样项目", "Sampled payment",
  (Position, position, "位置", "position")
  (Date, on, "日期", "on")
  (std::optional<Ref<PersonId>>, person, "领款人", "payee")
  (std::optional<ShortText>, payee, "收款方", "payee, by name")
  (Code, purpose, "用途", "purpose")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::int32_t, hits, "命中次数", "units drawn in it", 1));

TENURE_STRUCT(Stratum, "层", "Stratum",
  (Fen, from_fen, "下限（分，含）", "from, fen, inclusive")
  (Fen, until_fen, "上限（分，不含）", "until, fen, exclusive")
  (std::int32_t, payments, "笔数", "payments", 0)
  (Fen, amount_fen, "金额（分）", "amount, fen"));

/// {method, org, from, until, size, on, seed?, population: {payments, amount_fen}, interval_fen?, items?,
/// strata?, digest}
Result<std::string> audit_sample(const Questions& questions, const Archive& archive,
                                 const SampleRequest& request);

}  // namespace tenure

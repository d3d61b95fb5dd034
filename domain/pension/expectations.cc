#include "domain/pension/expectations.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/pension/rows.h"

namespace tenure {
namespace {

using form::Anchor;

bool is_within(const Period& part, const Period& whole) {
  if (part == whole) return true;
  return part.calendar() && whole.calendar() && whole.first() <= part.first() && part.last() <= whole.last();
}

/// What is due of a payer for a period; without a payer of whomever, where the share names none.
struct Owed {
  const PensionShare* share;
  std::optional<Code> payer;
  std::int64_t fen;
};

std::vector<Owed> owed_of(const PersonContributions& row) {
  std::vector<Owed> out;
  for (const PensionShare& share : row.shares) {
    if (share.funds.empty()) out.push_back({&share, std::nullopt, share.due_fen.value});
    for (const FundShare& fund : share.funds) out.push_back({&share, fund.source, fund.amount_fen.value});
  }
  return out;
}

/// What was paid of it within a period.
std::int64_t paid_within(const PersonContributions& row, const std::optional<Code>& payer,
                         const Period& period) {
  std::int64_t out = 0;
  for (const Contribution& each : row.contributions) {
    if ((!payer || each.payer == *payer) && is_within(each.period, period)) out += each.amount_fen.value;
  }
  return out;
}

/// Whether it was paid: for its own period or, with its like, for a longer one that it is a part of.
bool is_paid(const PersonContributions& row, const std::vector<Owed>& all, const Owed& owed) {
  if (paid_within(row, owed.payer, owed.share->period) >= owed.fen) return true;
  return std::ranges::any_of(row.contributions, [&](const Contribution& paid) {
    if ((owed.payer && paid.payer != *owed.payer) || !is_within(owed.share->period, paid.period))
      return false;
    std::int64_t due = 0;
    for (const Owed& each : all) {
      if (each.payer == owed.payer && is_within(each.share->period, paid.period)) due += each.fen;
    }
    return paid_within(row, owed.payer, paid.period) >= due;
  });
}

std::vector<Anchor> shares_owed(const Asked& asked) {
  std::vector<Anchor> out;
  const auto parts = asked.facts.parts(kView<PersonContributions>, asked.subject);
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    const auto* row = asked.facts.row<PersonContributions>(asked.subject, part);
    if (row == nullptr) continue;
    const auto all = owed_of(*row);
    for (const Owed& owed : all) {
      const Period& period = owed.share->period;
      if (owed.fen <= 0 || !period.calendar() || is_paid(*row, all, owed)) continue;
      const Saying said = phrase("{}，{}", "{}, {}",
                                 owed.payer ? word_of(asked.policy, "payer", *owed.payer)
                                            : phrase("缴费方未列明", "payer not stated"),
                                 period);
      out.push_back({period.last(),
                     std::nullopt,
                     owed.share->position,
                     {},
                     fmt::format("{} {}", owed.payer ? owed.payer->value : "?", period.str()),
                     period,
                     said});
    }
  }
  return out;
}

bool never(const Anchor&, const Event&) { return false; }

}  // namespace

form::Expectation contributed_in_full() {
  return {.subject = SubjectKind::person,
          .anchors = &shares_owed,
          .expects = on<ContributionPaid>(),
          .serves = &never,
          .outlives = true};
}

}  // namespace tenure

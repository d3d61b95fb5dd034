// B1, B3 to B6: what an organisation spent, compared with itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "domain/audit/lead.h"

namespace tenure {
namespace {

/// Of what somebody chose the figure of.
std::vector<const Spent*> chosen(const Audited& audited) {
  std::vector<const Spent*> out;
  for (const Spent& spent : audited.spent) {
    if (!spent.is_fixed) out.push_back(&spent);
  }
  return out;
}

std::vector<Position> positions(const std::vector<const Spent*>& spent) {
  std::vector<Position> out;
  for (const Spent* each : spent) out.push_back(each->position);
  return out;
}

/// `part` of `whole` as a share, rounded down to four decimals.
Decimal share(std::int64_t part, std::int64_t whole) {
  return {static_cast<std::int64_t>(static_cast<__int128>(part) * Decimal::kScale / whole)};
}

}  // namespace

// B1. Two payments of one amount to one payee for one purpose do not come within days of each other. Of what
// is paid for a period the laws of paying once say it.
Leads spent_twice(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto near = policy->get(kNearDays);
  if (!near) return out;
  std::map<std::tuple<std::string_view, std::string_view, std::int64_t>, const Spent*> last;
  for (const Spent* spent : chosen(audited)) {
    if (spent->payee.empty()) continue;
    auto& before = last[{spent->payee, spent->purpose, spent->amount_fen.value}];
    if (before != nullptr && spent->on.days - before->on.days <= near->count) {
      Lead lead{spent->on, unmet({before->position, spent->position}, "{} 天内向 {} 两次支付 {}",
                                 "{2} were paid to {1} twice within {0} days",
                                 spent->on.days - before->on.days, payee_of(*spent), spent->amount_fen)
                               .asks("> {}", many(near->count, form::kDays))
                               .found("{}", many(spent->on.days - before->on.days, form::kDays))};
      lead.amount_fen = spent->amount_fen;
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
    before = spent;
  }
  return out;
}

namespace {

/// Money, grades, offices: what others act upon once it is known.
constexpr std::string_view kDatedAreas[] = {"tenure",  "appraisal",  "pay",      "pension",
                                            "affairs", "collective", "decisions"};

}  // namespace

// B3. What happened is recorded within days of its date. One lead an act.
Leads recorded_late(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto most = policy->get(kBackdatedDays);
  if (!most) return out;
  struct Late {
    Date on;
    std::vector<Position> positions;
  };
  std::map<std::uint64_t, Late> late;
  for (const std::string_view name : kDatedAreas) {
    const Area* area = find_area(name);
    if (area == nullptr) continue;
    const auto recorded = audited.facts.events(*area, audited.subject);
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& each : *recorded) {
      if (!audited.scope.holds(each.event.on)) continue;
      const auto act = audited.acts.of(each.position);
      if (!act) return tl::unexpected(act.error());
      if ((*act)->recorded_at.date().days - each.event.on.days <= most->count) continue;
      Late& of = late.try_emplace(each.position.index, Late{each.event.on, {}}).first->second;
      of.on = std::min(of.on, each.event.on);
      of.positions.push_back(each.position);
    }
  }
  for (auto& [index, of] : late) {
    const auto act = audited.acts.of({index, 0});
    if (!act) return tl::unexpected(act.error());
    const Date recorded = (*act)->recorded_at.date();
    const auto events = static_cast<std::int64_t>(of.positions.size());
    Lead lead{of.on,
              unmet(std::move(of.positions), "{} 日入账，事项最早发生于 {}（共 {} 项）",
                    "recorded on {}; what happened first was on {} ({} events)", recorded, of.on, events)
                  .asks("≤ {}", many(most->count, form::kDays))
                  .found("{}", many(recorded.days - of.on.days, form::kDays))};
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

// B4. Of many payments few are round.
Leads round_amounts(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto unit = policy->get(kRoundUnit);
  const auto least = policy->get(kRoundLeast);
  const auto above = policy->get(kRoundAbove);
  if (!unit || !least || !above || unit->value <= 0) return out;
  const auto all = chosen(audited);
  if (std::ssize(all) < *least) return out;
  std::vector<const Spent*> round;
  std::ranges::copy_if(all, std::back_inserter(round),
                       [&](const Spent* each) { return each->amount_fen.value % unit->value == 0; });
  const Decimal part = share(std::ssize(round), std::ssize(all));
  if (part <= above->value) return out;
  Lead lead{round.back()->on,
            unmet(positions(round), "{} 笔支出中 {} 笔为 {} 的整数倍",
                  "{1} of {0} payments are multiples of {2}", std::ssize(all), std::ssize(round), *unit)
                .asks("≤ {}", above->value)
                .found("{}", part)};
  for (const Spent* each : round)
    lead.amount_fen = Fen{lead.amount_fen.value_or(Fen()).value + each->amount_fen.value};
  lead.policy = policy->position();
  out.push_back(std::move(lead));
  return out;
}

namespace {

/// What share of figures begins with 1 to 9, by Benford's law, in ten-thousandths.
constexpr std::array<std::int64_t, 9> kBenford{3010, 1761, 1249, 969, 792, 669, 580, 512, 458};

int first_digit(std::int64_t amount) {
  while (amount >= 10) amount /= 10;
  return static_cast<int>(amount);
}

}  // namespace

// B5. The first digits of many figures that people chose are distributed as Benford's law has it: where there
// are enough of them, and over more than one order of magnitude.
Leads unlikely_first_digits(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto least = policy->get(kBenfordLeast);
  const auto above = policy->get(kBenfordAbove);
  const auto all = chosen(audited);
  if (!least || !above || all.empty() || std::ssize(all) < *least) return out;
  const auto [small, large] =
      std::ranges::minmax(all, {}, [](const Spent* each) { return each->amount_fen; });
  if (large->amount_fen.value < 10 * small->amount_fen.value) return out;
  std::array<std::int64_t, 9> counts{};
  for (const Spent* each : all) ++counts[static_cast<std::size_t>(first_digit(each->amount_fen.value) - 1)];
  std::int64_t deviation = 0;
  std::size_t worst = 0;
  std::int64_t worst_by = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t by =
        share(counts[i], std::ssize(all)).scaled - kBenford[i] * (Decimal::kScale / 10'000);
    deviation += std::abs(by);
    if (by > worst_by) std::tie(worst, worst_by) = std::pair(i, by);
  }
  const Decimal mean{deviation / std::ssize(counts)};
  if (mean <= above->value) return out;
  std::vector<const Spent*> of_worst;
  std::ranges::copy_if(all, std::back_inserter(of_worst), [&](const Spent* each) {
    return static_cast<std::size_t>(first_digit(each->amount_fen.value) - 1) == worst;
  });
  Lead lead{all.back()->on,
            unmet(positions(of_worst), "{} 笔支出的首位数字偏离本福特分布，首位为 {} 的有 {} 笔",
                  "the first digits of {0} payments deviate from Benford's law; {2} begin with {1}",
                  std::ssize(all), worst + 1, std::ssize(of_worst))
                .asks("≤ {}", above->value)
                .found("{}", mean)};
  lead.policy = policy->position();
  out.push_back(std::move(lead));
  return out;
}

// B6. No one payee gets most of what an organisation spends.
Leads spent_on_one(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto least = policy->get(kConcentrationLeast);
  const auto above = policy->get(kConcentrationAbove);
  const auto all = chosen(audited);
  if (!least || !above || std::ssize(all) < *least) return out;
  std::int64_t total = 0;
  std::map<std::string_view, std::vector<const Spent*>> by_payee;
  for (const Spent* each : all) {
    total += each->amount_fen.value;
    if (!each->payee.empty()) by_payee[each->payee].push_back(each);
  }
  for (const auto& [payee, got] : by_payee) {
    std::int64_t sum = 0;
    for (const Spent* each : got) sum += each->amount_fen.value;
    const Decimal part = share(sum, total);
    if (part <= above->value) continue;
    Lead lead{got.back()->on, unmet(positions(got), "支出 {} 中 {} 付给 {}", "{1} of {0} went to {2}",
                                    Fen{total}, Fen{sum}, payee_of(*got.front()))
                                  .asks("≤ {}", above->value)
                                  .found("{}", part)};
    lead.amount_fen = Fen{sum};
    if (got.front()->is_person) lead.person = std::string(payee);
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

}  // namespace tenure

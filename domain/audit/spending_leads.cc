// B1 to B6, B8, B9: what an organisation spent, compared with itself, and with who got it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "domain/audit/lead.h"
#include "domain/ledger/rows.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"

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

namespace {

/// The last day of the time audited among them: one of them may lie before it, or after it. Nothing where
/// none lies in it.
std::optional<Date> last_audited(const Audited& audited, std::span<const Spent* const> together) {
  std::optional<Date> out;
  for (const Spent* each : together) {
    if (audited.scope.holds(each->on)) out = each->on;
  }
  return out;
}

}  // namespace

// B1. Two payments of one amount to one payee for one purpose do not come within days of each other, one of
// them at least in the time audited, by the policy of the later one's day. Of what is paid for a period the
// laws of paying once say it. What a counter-entry reversed was not paid.
Leads spent_twice(const Audited& audited) {
  std::vector<Lead> out;
  std::map<std::tuple<std::string_view, std::string_view, std::int64_t>, const Spent*> last;
  for (const Spent& spent : audited.spent_around) {
    if (spent.payee.empty() || spent.is_fixed || spent.is_reversed) continue;
    auto& before = last[{spent.payee, spent.purpose, spent.amount_fen.value}];
    const Spent* const pair[] = {before, &spent};
    before = &spent;
    const auto on = pair[0] == nullptr ? std::optional<Date>() : last_audited(audited, pair);
    if (!on) continue;
    const auto policy = audited.policy(audited.scope.org, spent.on);
    if (!policy) return tl::unexpected(policy.error());
    const auto near = policy->get(kNearDays);
    const std::int64_t apart = spent.on.days - pair[0]->on.days;
    if (!near || apart > near->count) continue;
    Lead lead{*on,
              unmet({pair[0]->position, spent.position}, "{} 天内向 {} 两次支付 {}",
                    "{2} were paid to {1} twice within {0} days", apart, payee_of(spent), spent.amount_fen)
                  .asks("> {}", many(near->count, form::kDays))
                  .found("{}", many(apart, form::kDays))};
    lead.amount_fen = spent.amount_fen;
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// Money, grades, offices: what others act upon once it is known.
constexpr std::string_view kDatedAreas[] = {"tenure",  "appraisal",  "pay",      "pension",
                                            "affairs", "collective", "decisions"};

}  // namespace

// B3. What happened is recorded within days of its date, by the policy of that day. One lead an act.
Leads recorded_late(const Audited& audited) {
  std::vector<Lead> out;
  struct Late {
    Date on;  ///< of what happened first, by whose policy the rest is told
    Days most;
    std::optional<Position> policy;
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
      const std::int32_t days = (*act)->recorded_at.date().days - each.event.on.days;
      if (days <= 0) continue;
      const auto policy = audited.policy(audited.scope.org, each.event.on);
      if (!policy) return tl::unexpected(policy.error());
      const auto most = policy->get(kBackdatedDays);
      if (!most || days <= most->count) continue;
      Late& of = late[each.position.index];
      if (of.positions.empty() || each.event.on < of.on) {
        of.on = each.event.on;
        of.most = *most;
        of.policy = policy->position();
      }
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
                  .asks("≤ {}", many(of.most.count, form::kDays))
                  .found("{}", many(recorded.days - of.on.days, form::kDays))};
    lead.policy = of.policy;
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

/// Whether one is ten times another one at least.
bool spans_orders(const std::vector<const Spent*>& all) {
  const auto [small, large] =
      std::ranges::minmax(all, {}, [](const Spent* each) { return each->amount_fen; });
  return large->amount_fen.value >= 10 * small->amount_fen.value;
}

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
  if (!spans_orders(all)) return out;
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

namespace {

/// What may be a piece of something: it is below the limit of its own day.
struct Piece {
  const Spent* spent;
  std::int32_t days;  ///< within which pieces are of one, by the policy of its day
  Fen limit;
  std::optional<Position> policy;
};

std::vector<const Spent*> below(std::span<const Piece> all, Fen limit) {
  std::vector<const Spent*> out;
  for (const Piece& each : all) {
    if (each.spent->amount_fen < limit) out.push_back(each.spent);
  }
  return out;
}

Fen total(const std::vector<const Spent*>& spent) {
  Fen out;
  for (const Spent* each : spent) out.value += each->amount_fen.value;
  return out;
}

/// How many from the first on are pieces of one, by the policy of the last one's day: the most; 0: none are.
std::size_t pieces_of_one(const Audited& audited, std::span<const Piece> from, std::int32_t longest) {
  std::size_t out = 0;
  std::vector<const Spent*> pieces;
  Fen sum, limit;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Piece& last = from[i];
    const std::int32_t apart = last.spent->on.days - from.front().spent->on.days;
    if (apart > longest) break;
    if (i > 0 && last.limit == limit) {
      pieces.push_back(last.spent);
      sum.value += last.spent->amount_fen.value;
    } else {
      limit = last.limit;
      pieces = below(from.first(i + 1), limit);
      sum = total(pieces);
    }
    if (apart <= last.days && pieces.size() >= 2 && limit < sum) out = i + 1;
  }
  return out != 0 && last_audited(audited, below(from.first(out), from[out - 1].limit)) ? out : 0;
}

}  // namespace

// B2. What goes to one payee for one purpose within days is not kept below a limit piece by piece that all of
// it is above, by the policy of the last piece's day. One of the pieces at least lies in the time audited.
Leads spent_in_pieces(const Audited& audited) {
  std::vector<Lead> out;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Piece>> by_payee;
  std::int32_t longest = 0;
  for (const Spent& spent : audited.spent_around) {
    if (spent.payee.empty() || spent.is_fixed || spent.is_reversed) continue;
    const auto policy = audited.policy(audited.scope.org, spent.on);
    if (!policy) return tl::unexpected(policy.error());
    const auto days = policy->get(kSplitDays);
    const auto limit = policy->get(kSplitLimit);
    if (!days || !limit || *limit <= spent.amount_fen) continue;
    longest = std::max(longest, days->count);
    by_payee[{spent.payee, spent.purpose}].push_back({&spent, days->count, *limit, policy->position()});
  }
  for (const auto& [key, all] : by_payee) {
    for (std::size_t first = 0; first < all.size();) {
      const std::span<const Piece> from = std::span(all).subspan(first);
      const std::size_t count = pieces_of_one(audited, from, longest);
      if (count == 0) {
        ++first;
        continue;
      }
      const Piece& last = from[count - 1];
      const std::vector<const Spent*> pieces = below(from.first(count), last.limit);
      const Fen sum = total(pieces);
      const auto on = last_audited(audited, pieces);
      Lead lead{*on, unmet(positions(pieces), "{0} 天内分 {1} 笔向 {2} 支付 {3}，每笔都低于 {4}",
                           "{3} were paid to {2} in {1} payments within {0} days, each below {4}",
                           pieces.back()->on.days - pieces.front()->on.days, pieces.size(),
                           payee_of(*pieces.front()), sum, last.limit)
                         .asks("≤ {}", last.limit)
                         .found("{}", sum)};
      lead.amount_fen = sum;
      if (pieces.front()->is_person) lead.person = pieces.front()->payee;
      lead.policy = last.policy;
      out.push_back(std::move(lead));
      first += count;
    }
  }
  return out;
}

namespace {

/// Before what spending is looked at.
struct HandedOver {
  Date
      until;  ///< the last day looked at, in the time audited: of the handover, else of the end of the office
  Date on;    ///< of the handover, where it is known

  auto operator<=>(const HandedOver&) const = default;
};

/// The handover that followed an office of the person; null: none is known.
const Handover* handover_of(const Audited& audited, std::string_view person, const PersonTenure& row,
                            const Office& office) {
  const auto& handovers = audited.facts.items<&OrgHandovers::handovers>(audited.scope.org);
  return find_first(handovers, [&](const Handover& each) {
    const bool is_its = each.person.str() == person && each.post == office.post && office.from <= each.on &&
                        each.on <= audited.on;
    // Of an office that was held again the later handover may be that of the later time.
    return is_its && std::ranges::none_of(row.offices, [&](const Office& other) {
             return other.post == office.post && office.from < other.from && other.from <= each.on;
           });
  });
}

/// When money was handed over, or an auditee's office ended: with the day on which that was handed over,
/// which may come after the time audited.
std::set<HandedOver> handovers_of(const Audited& audited) {
  std::set<HandedOver> out;
  for (const Handover& handover : audited.facts.items<&OrgHandovers::handovers>(audited.scope.org)) {
    if (audited.scope.holds(handover.on) && handover.on <= audited.on) out.insert({handover.on, handover.on});
  }
  const auto* row =
      audited.scope.person.empty() ? nullptr : audited.facts.row<PersonTenure>(audited.scope.person);
  if (row == nullptr) return out;
  for (const Office& office : row->offices) {
    const bool ends_here = office.until && audited.scope.holds(*office.until) &&
                           *office.until <= audited.on &&
                           are_one(audited.facts, office.org.str(), audited.scope.org, audited.on);
    if (!ends_here) continue;
    const Handover* handover = handover_of(audited, audited.scope.person, *row, office);
    const Date on = handover == nullptr ? *office.until : handover->on;
    out.insert({audited.scope.holds(on) ? on : *office.until, on});
  }
  return out;
}

/// The quotient to the nearest whole number; neither is below zero.
std::int64_t nearest(__int128 part, __int128 whole) {
  return static_cast<std::int64_t>((2 * part + whole) / (2 * whole));
}

}  // namespace

// B8. Before a handover no more is spent than usual, and not most of it on one payee, by the policy of its
// day.
Leads spent_before_handover(const Audited& audited) {
  std::vector<Lead> out;
  for (const auto& [day, handed_over] : handovers_of(audited)) {
    const auto policy = audited.policy(audited.scope.org, handed_over);
    if (!policy) return tl::unexpected(policy.error());
    const auto window = policy->get(kBurstDays);
    const auto times = policy->get(kBurstTimes);
    const auto above = policy->get(kBurstAbove);
    if (!window || !times || !above) continue;
    const Date first = day.plus_days(-window->count);
    std::int64_t before = 0, within = 0;
    std::map<std::string_view, std::vector<const Spent*>> by_payee;
    std::map<std::string_view, std::int64_t> sums;
    for (const Spent& spent : audited.spent) {
      if (spent.is_fixed || day < spent.on) continue;
      if (spent.on < first) {
        before += spent.amount_fen.value;
        continue;
      }
      within += spent.amount_fen.value;
      if (spent.payee.empty()) continue;
      by_payee[spent.payee].push_back(&spent);
      sums[spent.payee] += spent.amount_fen.value;
    }
    const std::int64_t days_before = first.days - audited.scope.from.days;
    if (before <= 0 || days_before < window->count || sums.empty()) continue;
    // The mean of as many days is `usual / days_before`.
    const __int128 usual = static_cast<__int128>(before) * window->count;
    const auto most = std::ranges::max_element(sums, {}, [](const auto& each) { return each.second; });
    const __int128 per_limit = static_cast<__int128>(days_before) * Decimal::kScale;
    const bool is_burst = within * per_limit > usual * times->scaled;
    if (!is_burst || share(most->second, within) <= above->value) continue;
    std::vector<Position> evidence;
    for (const Spent* each : by_payee[most->first]) evidence.push_back(each->position);
    const Spent& biggest = *by_payee[most->first].front();
    // What was spent between the end of an office and a handover after it is not looked at.
    const Saying what = day == handed_over
                            ? phrase("{} 交接", "the handover of {}", handed_over)
                            : phrase("{0} 离任（{1} 交接）",
                                     "the end of the office on {0}, handed over on {1},", day, handed_over);
    Lead lead{day, unmet(std::move(evidence), "{0}前 {1} 天支出 {2}，此前同样天数平均 {3}；其中 {4} 付给 {5}",
                         "{2} were spent in the {1} days before {0}, {3} on average in as many days "
                         "before; {4} of it went to {5}",
                         what, window->count, Fen{within}, Fen{nearest(usual, days_before)},
                         Fen{most->second}, payee_of(biggest))
                       .asks("≤ {}", Fen{nearest(usual * times->scaled, per_limit)})
                       .found("{}", Fen{within})};
    lead.amount_fen = Fen{most->second};
    if (biggest.is_person) lead.person = std::string(most->first);
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

// B9. Nobody is paid after their death. That accounts are shared cannot be seen here: they are sealed.
Leads paid_after_death(const Audited& audited) {
  std::vector<Lead> out;
  for (const Spent& spent : audited.spent) {
    if (!spent.is_person || audited.on < spent.on) continue;
    const auto died = death_of(audited.facts, spent.payee);
    // Of pay for a time in life the law says what is in order.
    if (!died || spent.on <= *died || spent.is_fixed) continue;
    Lead lead{spent.on, unmet({spent.position}, "{} 已于 {} 去世", "{} died on {}", payee_of(spent), *died)
                            .asks("≤ {}", *died)
                            .found("{}", spent.on)};
    lead.amount_fen = spent.amount_fen;
    lead.person = spent.payee;
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// Fewer payments of which somebody chose the figure than the parameter asks for.
Unjudgeds too_few_payments(const Audited& audited, const Parameter<std::int64_t>& parameter) {
  std::vector<Unjudged> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto least = policy->get(parameter);
  const std::int64_t found = std::ssize(chosen(audited));
  if (!least || *least <= found) return out;
  out.push_back(
      {kTooFew,
       phrase("自定金额的支出 {} 笔，至少需 {} 笔",
              "{} payments of an amount that somebody chose, {} are needed at least", found, *least),
       {parameter.key},
       found,
       *least});
  return out;
}

}  // namespace

Unjudgeds too_few_for_round(const Audited& audited) { return too_few_payments(audited, kRoundLeast); }

Unjudgeds too_few_for_benford(const Audited& audited) {
  auto out = too_few_payments(audited, kBenfordLeast);
  const auto all = chosen(audited);
  if (!out || !out->empty() || all.empty() || spans_orders(all)) return out;
  out->push_back({kTooAlike, phrase("各笔支出相差不到十倍，首位数字不可比",
                                    "no payment is ten times another one: first digits cannot be compared")});
  return out;
}

Unjudgeds too_few_for_concentration(const Audited& audited) {
  return too_few_payments(audited, kConcentrationLeast);
}

Unjudgeds too_short_before_handover(const Audited& audited) {
  std::vector<Unjudged> out;
  for (const auto& [day, handed_over] : handovers_of(audited)) {
    const auto policy = audited.policy(audited.scope.org, handed_over);
    if (!policy) return tl::unexpected(policy.error());
    const auto window = policy->get(kBurstDays);
    if (!window) continue;
    const std::int64_t before = day.days - window->count - audited.scope.from.days;
    if (before >= window->count) continue;
    out.push_back({kTooFew,
                   phrase("{} 的交接之前可比的天数为 {}，至少需 {}",
                          "{1} days to compare with before the handover of {0}, {2} are needed at least",
                          handed_over, std::max<std::int64_t>(before, 0), window->count),
                   {kBurstDays.key},
                   std::max<std::int64_t>(before, 0),
                   window->count});
  }
  return out;
}

}  // namespace tenure

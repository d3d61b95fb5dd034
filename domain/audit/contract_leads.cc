// C2, C7: contracts of the collective: what they bring, and at what price.
#include <fmt/format.h>

#include <algorithm>

#include "domain/audit/vouchers.h"
#include "domain/collective/dues.h"
#include "domain/collective/rows.h"

namespace tenure {

namespace {

/// With the number of the contract that it is about before it.
Objection named(Objection why, const std::string& contract) {
  why.zh = fmt::format("合同 {}：{}", contract, why.zh);
  why.en = fmt::format("contract {}: {}", contract, why.en);
  return why;
}

/// All contracts of the organisation, those of a number one after the other.
Result<std::vector<Contract>> contracts_of(const Audited& audited) {
  std::vector<Contract> out;
  const auto numbers = audited.facts.parts(kView<OrgContracts>, audited.scope.org);
  if (!numbers) return tl::unexpected(numbers.error());
  for (const std::string& number : *numbers) {
    const auto& some = audited.facts.items<&OrgContracts::contracts>(audited.scope.org, number);
    std::ranges::copy_if(some, std::back_inserter(out),
                         [&](const Contract& contract) { return contract.signed_on <= audited.on; });
  }
  return out;
}

}  // namespace

// C2. What a contract brings is booked once it is due, with the grace of that day's policy; what is let has a
// contract.
Leads income_unbooked(const Audited& audited) {
  std::vector<Lead> out;
  const auto contracts = contracts_of(audited);
  if (!contracts) return tl::unexpected(contracts.error());
  const Date last = end_of_scope(audited);
  for (const Contract& contract : *contracts) {
    if (!brings_money(contract)) continue;
    std::int64_t due = 0;
    const std::int64_t booked = booked_of(audited.facts, audited.scope.org, contract.contract, last).value;
    for (const ContractDue& each : dues_until(contract, last)) {
      const auto policy = audited.policy(audited.scope.org, each.until);
      if (!policy) return tl::unexpected(policy.error());
      const auto grace = policy->get(kIncomeGrace);
      if (!grace || last < each.until.plus_days(grace->count)) continue;
      const std::int64_t before = std::max(booked, due);
      due += each.amount_fen.value;
      const bool is_in_time = audited.on <= each.until.plus_days(grace->count);
      if (due <= booked || is_in_time || !audited.scope.holds(each.until)) continue;
      const Fen missing{due - before};
      Lead lead{each.until, named(unmet({contract.position}, "合同应于 {} 前收 {}，其中 {} 未入账",
                                        "{1} were due by {0} of the contract, {2} of it are not booked",
                                        each.until, each.amount_fen, missing)
                                      .asks("≥ {}", each.amount_fen)
                                      .found("{}", Fen{each.amount_fen.value - missing.value}),
                                  contract.contract.value)};
      lead.amount_fen = missing;
      if (contract.counterparty) lead.person = contract.counterparty->str();
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  }
  constexpr std::string_view kLet = "leased_out";
  const auto assets = audited.facts.parts(kView<OrgAssets>, audited.scope.org);
  if (!assets) return tl::unexpected(assets.error());
  for (const std::string& asset : *assets) {
    for (const AssetChange& change : audited.facts.items<&OrgAssets::changes>(audited.scope.org, asset)) {
      if (change.kind.value != kLet || !audited.scope.holds(change.on) || audited.on < change.on) continue;
      const bool has_contract = std::ranges::any_of(*contracts, [&](const Contract& contract) {
        const bool is_its = contract.contract == change.contract || contract.asset == change.asset;
        return is_its && contract.open_on(change.on);
      });
      if (has_contract) continue;
      const Saying name = change.name ? saying(change.name->value) : phrase("资产", "an asset");
      out.push_back({change.on, unmet({change.position}, "{} 出租，没有已签订的合同",
                                      "{} was let without a contract", name)
                                    .asks("{}", phrase("合同", "a contract"))
                                    .found("{}", kNone)});
    }
  }
  return out;
}

namespace {

/// Of a contract that runs for some months, the price of a year, to the fen; nothing where it is not known.
std::optional<Fen> price_of_a_year(const Contract& contract) {
  constexpr std::int64_t kYear = 12;        // months
  constexpr std::int64_t kMonth = 377'580;  // parts, of which 28, 29, 30 and 31 days are whole numbers
  if (contract.per_year_fen) return contract.per_year_fen;
  if (!contract.amount_fen || !contract.until) return std::nullopt;
  const Date after = contract.until->plus_days(1);
  int months = (after.year() - contract.from.year()) * static_cast<int>(kYear) +
               static_cast<int>(after.month()) - static_cast<int>(contract.from.month());
  if (after < contract.from.plus_months(months)) --months;
  const Date begun = contract.from.plus_months(months);
  const std::int64_t length = contract.from.plus_months(months + 1).days - begun.days;
  const __int128 parts = months * kMonth + (after.days - begun.days) * kMonth / length;
  if (parts <= 0) return std::nullopt;
  const __int128 year = static_cast<__int128>(contract.amount_fen->value) * kYear * kMonth;
  return Fen{static_cast<std::int64_t>((2 * year + parts) / (2 * parts))};
}

/// What two contracts bring, and whether that is in a year.
struct Prices {
  Fen price, former;
  bool are_of_a_year;
};

/// Of contracts that run out, what they bring in a year; of those without an end, what they bring in all;
/// nothing where they cannot be compared.
std::optional<Prices> prices(const Contract& contract, const Contract& former) {
  const auto price = price_of_a_year(contract), before = price_of_a_year(former);
  if (price && before) return Prices{*price, *before, true};
  if (contract.until || former.until || !contract.amount_fen || !former.amount_fen) return std::nullopt;
  return Prices{*contract.amount_fen, *former.amount_fen, false};
}

Lead of_contract(Date on, const Contract& contract, Objection why, const PolicyView& policy) {
  Lead lead{on, named(std::move(why), contract.contract.value)};
  if (contract.counterparty) lead.person = contract.counterparty->str();
  lead.policy = policy.position();
  return lead;
}

/// Of a contract that was signed in the time audited: its price and how long it runs.
void add_terms(const Contract& contract, const std::vector<Contract>& contracts, const PolicyView& policy,
               std::vector<Lead>& out) {
  const auto price = contract.per_year_fen ? contract.per_year_fen : contract.amount_fen;
  if (price && contract.appraised_fen && *price < *contract.appraised_fen) {
    out.push_back(
        of_contract(contract.signed_on, contract,
                    unmet({contract.position}, "价款 {} 低于评估价 {}",
                          "the price of {} is below the appraisal of {}", *price, *contract.appraised_fen)
                        .asks("≥ {}", *contract.appraised_fen)
                        .found("{}", *price),
                    policy));
    out.back().amount_fen = Fen{contract.appraised_fen->value - price->value};
  }
  const auto* former = find_last(contracts, [&](const Contract& each) {
    return contract.former && each.contract == *contract.former && each.position < contract.position;
  });
  const auto both = former == nullptr ? std::nullopt : prices(contract, *former);
  if (both && both->price < both->former) {
    std::vector<Position> evidence{former->position, contract.position};
    Objection why =
        both->are_of_a_year
            ? unmet(std::move(evidence), "每年价款 {} 低于原合同每年 {}",
                    "the price of {} a year is below the former one of {} a year", both->price, both->former)
            : unmet(std::move(evidence), "价款 {} 低于原合同 {}",
                    "the price of {} is below the former one of {}", both->price, both->former);
    out.push_back(of_contract(contract.signed_on, contract,
                              std::move(why).asks("≥ {}", both->former).found("{}", both->price), policy));
    out.back().amount_fen = Fen{both->former.value - both->price.value};
  }
  const auto longest = policy.get(kContractMonths);
  if (longest && contract.until && contract.from.plus_months(longest->count) <= *contract.until) {
    out.push_back(of_contract(contract.signed_on, contract,
                              unmet({contract.position}, "合同期自 {} 至 {}，超过 {}",
                                    "the contract runs from {} to {}, more than {}", contract.from,
                                    *contract.until, many(longest->count, form::kMonths))
                                  .asks("≤ {}", many(longest->count, form::kMonths))
                                  .found("{}", *contract.until),
                              policy));
  }
}

/// Of a contract that ran out on `until` in the time audited: it is ended or renewed within days.
void add_unrenewed(const Audited& audited, const Contract& contract, Date until,
                   const std::vector<Contract>& contracts, const PolicyView& policy, std::vector<Lead>& out) {
  const auto renewal = policy.get(kRenewalDays);
  if (!renewal) return;
  const Date by = until.plus_days(renewal->count);
  const bool renewed = std::ranges::any_of(contracts, [&](const Contract& each) {
    return each.former == contract.contract && each.contract != contract.contract && each.signed_on <= by;
  });
  if (audited.on <= by || renewed || (contract.ended && *contract.ended <= by)) return;
  out.push_back(
      of_contract(until, contract,
                  unmet({contract.position}, "合同已于 {} 到期，没有终止或续签",
                        "the contract ran out on {} and was neither ended nor renewed", until)
                      .asks("≤ {}", by)
                      .found("{}", contract.ended ? saying(*contract.ended) : phrase("未终止", "not ended")),
                  policy));
}

}  // namespace

// C7. What the collective lets or sells is not below what it was appraised at, nor below the former price; it
// is not let for too long, by the policy of the day on which it was signed, and not used on once the contract
// ran out, by that of that day.
Leads contracts_below_price(const Audited& audited) {
  std::vector<Lead> out;
  const auto contracts = contracts_of(audited);
  if (!contracts) return tl::unexpected(contracts.error());
  for (const Contract& contract : *contracts) {
    if (!brings_money(contract)) continue;
    if (audited.scope.holds(contract.signed_on)) {
      const auto policy = audited.policy(audited.scope.org, contract.signed_on);
      if (!policy) return tl::unexpected(policy.error());
      add_terms(contract, *contracts, *policy, out);
    }
    if (contract.until && audited.scope.holds(*contract.until)) {
      const auto policy = audited.policy(audited.scope.org, *contract.until);
      if (!policy) return tl::unexpected(policy.error());
      add_unrenewed(audited, contract, *contract.until, *contracts, *policy, out);
    }
  }
  return out;
}

}  // namespace tenure

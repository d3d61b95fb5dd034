#include <algorithm>
#include <tuple>

#include "domain/act/refers.h"
#include "domain/pay/rows.h"

namespace tenure {

const RuleTable& pay_rules();  // rule_table.cc

namespace {

PayCell& cell(PersonPay& row, const Code& component, const Period& period, const std::optional<Code>& payer) {
  PayCell* found = find_first(row.cells, [&](const PayCell& known) {
    return known.component == component && known.period == period && known.payer == payer;
  });
  return found != nullptr ? *found
                          : row.cells.emplace_back(PayCell{component, period, payer, {}, {}, {}, {}, {}});
}

/// Calls `change(cell, fen)` for each payer's share; for the whole amount when the payers are not stated.
template <class E, class Change>
void each_share(PersonPay& row, const Dated<E>& event, Change change) {
  const auto add = [&](const std::optional<Code>& payer, Fen fen) {
    PayCell& changed = cell(row, event.data.component, event.data.period, payer);
    change(changed, fen);
    changed.positions.push_back(event.position);
  };
  for (const FundShare& share : event.data.funds) add(share.source, share.amount_fen);
  if (event.data.funds.empty()) add(std::nullopt, event.data.amount_fen);
}

/// Money that came back lessens what was paid.
template <class E>
concept ComesBack = OneOf<E, PaymentReturned, PaymentReversed, PayRecovered>;

PaidPerson& paid_person(OrgPay& row, const PersonId& person, const Period& period) {
  PaidPerson* found =
      find_first(row.people, [&](const PaidPerson& paid) { return paid.person.id == person; });
  return found != nullptr ? *found : row.people.emplace_back(PaidPerson{{person}, {}, period.year, {}, {}});
}

template <class E>
void note_component(OrgPay& row, const Dated<E>& event, std::int64_t paid_fen) {
  PaidPerson& paid = paid_person(row, event.data.person, event.data.period);
  auto& components = paid.components;
  if (std::ranges::find(components, event.data.component) == components.end())
    components.push_back(event.data.component);
  paid.paid_fen.value += paid_fen;
}

/// A total exists while events make it up: nothing is left of what was all taken out again.
void add_to(OrgPaid& row, const Code& component, const Period& period, const std::optional<Code>& payer,
            std::int64_t fen, int times) {
  const auto key = [](const PaidTotal& total) { return std::tie(total.component, total.payer); };
  PaidTotal wanted{component, period, payer, {}, 0};
  auto at = std::lower_bound(row.totals.begin(), row.totals.end(), wanted,
                             [&](const PaidTotal& a, const PaidTotal& b) { return key(a) < key(b); });
  if (at == row.totals.end() || key(*at) != key(wanted)) at = row.totals.insert(at, std::move(wanted));
  at->paid_fen.value += times * fen;
  at->events += times;
  if (at->events == 0) row.totals.erase(at);
}

Result<void> shared(Fen amount, const std::vector<FundShare>& funds) {
  if (!adds_up(funds, amount)) return refuse(Reason::bad_value, "data.funds", "do not add up to the amount");
  return not_below_zero(amount);
}

/// The payment is the person's, and no more comes back than went out.
template <class E>
Result<void> comes_back(const Facts& facts, const E& data) {
  const auto payment = event_at<PayDisbursed>(facts, data.payment);
  if (!payment) return refuse(Reason::absent, "data.payment", "no payment at " + data.payment.str());
  const auto& paid = payment->template as<PayDisbursed>();
  if (paid.person != data.person || paid.component != data.component || paid.period != data.period)
    return refuse(Reason::bad_value, "data.payment", "a payment to somebody else or for something else");
  if (data.amount_fen > paid.amount_fen)
    return refuse(Reason::bad_value, "data.amount_fen", "more than was paid");
  return not_below_zero(data.amount_fen);
}

}  // namespace

std::optional<Fen> PayCell::due() const {
  if (!assessed_fen && adjusted_fen == Fen()) return std::nullopt;
  return Fen{assessed_fen.value_or(Fen()).value + adjusted_fen.value};
}

// What follows from the events.

static void apply(PersonPay& row, const Dated<PayEntitlementAssessed>& event) {
  for (PayCell& old : row.cells) {
    if (old.component != event.data.component || old.period != event.data.period) continue;
    if (old.assessed_fen) old.assessed_fen = Fen();
    old.grade = event.data.grade;
  }
  each_share(row, event, [&](PayCell& changed, Fen fen) {
    changed.assessed_fen = Fen{changed.assessed_fen.value_or(Fen()).value + fen.value};
    changed.grade = event.data.grade;
  });
}

static void apply(PersonPay& row, const Dated<PayDisbursed>& event) {
  each_share(row, event, [](PayCell& changed, Fen fen) { changed.paid_fen.value += fen.value; });
}

static void apply(PersonPay& row, const Dated<PayAdjusted>& event) {
  PayCell& changed = cell(row, event.data.component, event.data.period, event.data.payer);
  changed.adjusted_fen.value += event.data.amount_fen.value;
  changed.positions.push_back(event.position);
}

template <ComesBack E>
static void apply(PersonPay& row, const Dated<E>& event) {
  PayCell& changed = cell(row, event.data.component, event.data.period, event.data.payer);
  changed.paid_fen.value -= event.data.amount_fen.value;
  changed.positions.push_back(event.position);
}

static void apply(OrgPay& row, const Dated<PayStandardSet>& event) {
  const PayStandardSet& data = event.data;
  row.standards.push_back({event.on, data.period, data.component, data.posts, data.group, data.amount_fen,
                           data.floor_fen, data.honour_by, event.position});
}

static void apply(OrgPay& row, const Dated<PayEntitlementAssessed>& event) {
  note_component(row, event, 0);
  if (event.data.post) paid_person(row, event.data.person, event.data.period).post = event.data.post;
}

static void apply(OrgPay& row, const Dated<PayDisbursed>& event) {
  note_component(row, event, event.data.amount_fen.value);
  if (event.data.post) paid_person(row, event.data.person, event.data.period).post = event.data.post;
}

template <ComesBack E>
static void apply(OrgPay& row, const Dated<E>& event) {
  note_component(row, event, -event.data.amount_fen.value);
}

static void add(OrgPaid& row, const Dated<PayDisbursed>& event, int times) {
  const PayDisbursed& data = event.data;
  for (const FundShare& share : data.funds) {
    add_to(row, data.component, data.period, share.source, share.amount_fen.value, times);
  }
  if (data.funds.empty())
    add_to(row, data.component, data.period, std::nullopt, data.amount_fen.value, times);
}
template <ComesBack E>
static void add(OrgPaid& row, const Dated<E>& event, int times) {
  const auto& data = event.data;
  add_to(row, data.component, data.period, data.payer, -data.amount_fen.value, times);
}

template <class E>
static std::vector<std::string> parts(const PersonPay&, const Dated<E>& event) {
  return {event.data.period.part()};
}

template <class E>
static std::vector<std::string> parts(const OrgPay&, const Dated<E>& event) {
  return {event.data.period.part()};
}

template <class E>
static std::vector<std::string> parts(const OrgPaid&, const Dated<E>& event) {
  return {event.data.period.str()};
}

// Preconditions of pay: shares add up to their amount, amounts are not below zero, what comes back went out.

template <OneOf<PayStandardSet, PayRecoveryOrdered, PayRecovered, FundAdvanced> E>
static Result<void> precondition(const Facts&, const Dated<E>& event) {
  return not_below_zero(event.data.amount_fen);
}
template <OneOf<PayEntitlementAssessed, PayDisbursed> E>
static Result<void> precondition(const Facts&, const Dated<E>& event) {
  return shared(event.data.amount_fen, event.data.funds);
}
static Result<void> precondition(const Facts&, const Dated<RewardGranted>& event) {
  return event.data.amount_fen ? shared(*event.data.amount_fen, event.data.funds) : Result<void>();
}
template <OneOf<PaymentReturned, PaymentReversed> E>
static Result<void> precondition(const Facts& facts, const Dated<E>& event) {
  return comes_back(facts, event.data);
}

Area& pay_area() {
  static Area area = make_area("pay", "报酬", "Pay", PayEvents{}, PayRows{}, &pay_rules());
  return area;
}

}  // namespace tenure

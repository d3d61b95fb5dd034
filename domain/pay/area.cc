#include <algorithm>
#include <initializer_list>
#include <tuple>

#include "domain/act/refers.h"
#include "domain/core/both.h"
#include "domain/pay/rows.h"

namespace tenure {

const RuleTable& pay_rules();  // rule_table.cc

namespace {

/// Calls `change(payer, fen)` for each payer's share; for the whole amount when the payers are not stated.
template <class E, class Change>
void each_share(const E& data, Change change) {
  for (const FundShare& share : data.funds) change(std::optional(share.source), share.amount_fen);
  if (data.funds.empty()) change(std::optional<Code>(), data.amount_fen);
}

/// The cell of an event that names one payer, or none.
template <class E>
PayCell& cell_for(PersonPay& row, const Dated<E>& event, const std::optional<Code>& payer) {
  PayCell& found = cell_of(row.cells, event.data.component, event.data.period, event.data.org, payer);
  found.positions.push_back(event.position);
  return found;
}

/// A payment that came back.
template <class E>
concept TakesBack = OneOf<E, PaymentReturned, PaymentReversed>;
/// Money that came back: the person draws so much less.
template <class E>
concept ComesBack = TakesBack<E> || OneOf<E, PayRecovered>;

/// What the cell's payer bore of a payment; null where it is not of this cell.
template <class Cell>
auto* part_of(Cell& cell, Position payment) {
  return find_first(cell.payments, [&](const PaymentPart& part) { return part.position == payment; });
}

/// Takes money out of what a payment left in a cell: what was paid stays paid.
void take_back(PayCell& cell, Position payment, std::int64_t fen, Position by) {
  if (PaymentPart* part = part_of(cell, payment)) part->back_fen.value += fen;
  cell.returned_fen.value += fen;
  cell.positions.push_back(by);
}

/// Whether money that is said to come back to `payer` is money of this cell's payer: it is where one of both
/// is not stated.
bool may_be_of(const PayCell& cell, const std::optional<Code>& payer) {
  return !payer || !cell.payer || cell.payer == payer;
}

PaidPerson& paid_person(OrgPay& row, const PersonId& person, const Period& period) {
  PaidPerson* found =
      find_first(row.people, [&](const PaidPerson& paid) { return paid.person.id == person; });
  return found != nullptr ? *found
                          : row.people.emplace_back(PaidPerson{{person}, {}, period.year, {}, {}, {}});
}

/// Calls `change(draw)` for what the event's person draws of its component in its period.
template <class E, class Change>
void change_draw(OrgPay& row, const Dated<E>& event, Change change) {
  PaidPerson& paid = paid_person(row, event.data.person, event.data.period);
  PayDraw* draw = find_first(paid.draws, [&](const PayDraw& known) {
    return known.component == event.data.component && known.period == event.data.period;
  });
  if (draw == nullptr)
    draw = &paid.draws.emplace_back(PayDraw{event.data.component, event.data.period, {}, {}, {}, {}});
  const bool counted = draw->counts();
  change(*draw);
  if (draw->counts()) {
    draw->undone.reset();
  } else if (counted) {
    draw->undone = event.on;
  }
  paid.components.clear();
  paid.paid_fen = {};
  for (const PayDraw& each : paid.draws) {
    paid.paid_fen.value += each.paid_fen.value;
    if (each.counts() && std::ranges::find(paid.components, each.component) == paid.components.end())
      paid.components.push_back(each.component);
  }
  if constexpr (requires { event.data.post; }) {
    if (event.data.post) paid.post = event.data.post;
  }
}

/// What an event adds to one column of a total.
struct Column {
  Fen PaidTotal::*column;
  std::int64_t fen;
};

/// A total exists while events make it up: nothing is left of what was all taken out again.
template <class E>
void add_to(OrgPaid& row, const E& data, const std::optional<Code>& payer,
            std::initializer_list<Column> columns, int times) {
  const auto key = [](const PaidTotal& total) { return std::tie(total.component, total.payer); };
  PaidTotal wanted;
  wanted.component = data.component;
  wanted.period = data.period;
  wanted.payer = payer;
  auto at = std::lower_bound(row.totals.begin(), row.totals.end(), wanted,
                             [&](const PaidTotal& a, const PaidTotal& b) { return key(a) < key(b); });
  if (at == row.totals.end() || key(*at) != key(wanted)) at = row.totals.insert(at, std::move(wanted));
  for (const Column& each : columns) ((*at).*each.column).value += times * each.fen;
  at->events += times;
  if (at->events == 0) row.totals.erase(at);
}

/// Shares add up to their amount, which is not below zero.
Result<void> shared(Fen amount, const std::vector<FundShare>& funds) {
  if (!adds_up(funds, amount))
    return refuse(Reason::bad_value, "data.funds", both("各项之和与金额不符", "do not add up to the amount"));
  return not_below_zero(amount);
}

/// What is left of a payment; nothing where it is somebody else's, or for something else.
struct LeftOfPayment {
  std::optional<std::int64_t> fen;  ///< of the payer who is named, or of all
  bool is_payers = false;           ///< whether that payer bore some of it
};

template <class E>
LeftOfPayment left_of(const Facts& facts, const E& data) {
  LeftOfPayment out;
  for (const PayCell& cell : facts.items<&PersonPay::cells>(data.person.value, data.period.part())) {
    const PaymentPart* part = part_of(cell, data.payment);
    if (part == nullptr || cell.component != data.component || cell.period != data.period) continue;
    out.fen = out.fen.value_or(0) + (may_be_of(cell, data.payer) ? part->left() : 0);
    out.is_payers = out.is_payers || may_be_of(cell, data.payer);
  }
  return out;
}

}  // namespace

void PayCell::settle() {
  assessed_fen.reset();
  for (const PostPay& post : posts)
    assessed_fen = Fen{assessed_fen.value_or(Fen()).value + post.amount_fen.value};
  due_fen.reset();
  if (assessed_fen || adjusted_fen != Fen())
    due_fen = Fen{assessed_fen.value_or(Fen()).value + adjusted_fen.value};
}

PayCell& cell_of(std::vector<PayCell>& cells, const Code& component, const Period& period, const OrgId& org,
                 const std::optional<Code>& payer) {
  PayCell* found = find_first(cells, [&](const PayCell& known) {
    return known.component == component && known.period == period && known.org.id == org &&
           known.payer == payer;
  });
  if (found != nullptr) return *found;
  PayCell& made = cells.emplace_back();
  made.component = component;
  made.period = period;
  made.org = {org};
  made.payer = payer;
  return made;
}

// What follows from the events.

/// It takes the place of the earlier one for the same post of the same organisation, of no other.
static void apply(PersonPay& row, const Dated<PayEntitlementAssessed>& event) {
  const PayEntitlementAssessed& data = event.data;
  const auto is_post = [&](const PostPay& known) { return known.post == data.post; };
  for (PayCell& old : row.cells) {
    if (old.component != data.component || old.period != data.period || old.org.id != data.org) continue;
    PostPay* post = find_first(old.posts, is_post);
    if (post == nullptr) continue;
    *post = {data.post, data.grade, {}};
    old.settle();
  }
  each_share(data, [&](const std::optional<Code>& payer, Fen fen) {
    PayCell& changed = cell_for(row, event, payer);
    PostPay* post = find_first(changed.posts, is_post);
    if (post == nullptr) post = &changed.posts.emplace_back(PostPay{data.post, data.grade, {}});
    post->amount_fen.value += fen.value;
    changed.settle();
  });
}

static void apply(PersonPay& row, const Dated<PayDisbursed>& event) {
  each_share(event.data, [&](const std::optional<Code>& payer, Fen fen) {
    PayCell& changed = cell_for(row, event, payer);
    changed.paid_fen.value += fen.value;
    PaymentPart* part = part_of(changed, event.position);
    if (part == nullptr)
      part = &changed.payments.emplace_back(
          PaymentPart{event.position, event.data.post, {}, {}, positions_in(event.data.basis)});
    part->amount_fen.value += fen.value;
  });
}

static void apply(PersonPay& row, const Dated<PayAdjusted>& event) {
  PayCell& changed = cell_for(row, event, event.data.payer);
  changed.adjusted_fen.value += event.data.amount_fen.value;
  changed.settle();
}

/// What comes back comes out of the payment's own parts: of the payer that is named, else of one after the
/// other. Only without the payment is it the payer's as the event says.
template <TakesBack E>
static void apply(PersonPay& row, const Dated<E>& event) {
  const E& data = event.data;
  std::int64_t rest = data.amount_fen.value;
  PayCell* last = nullptr;
  for (PayCell& cell : row.cells) {
    const PaymentPart* part = may_be_of(cell, data.payer) ? part_of(cell, data.payment) : nullptr;
    if (part == nullptr) continue;
    last = &cell;
    const std::int64_t taken = std::clamp<std::int64_t>(part->left(), 0, std::max<std::int64_t>(rest, 0));
    if (taken > 0) take_back(cell, data.payment, taken, event.position);
    rest -= taken;
  }
  if (rest == 0) return;
  if (last == nullptr) last = &cell_of(row.cells, data.component, data.period, data.org, data.payer);
  take_back(*last, data.payment, rest, event.position);
}

static void apply(PersonPay& row, const Dated<PayRecoveryOrdered>& event) {
  cell_for(row, event, event.data.payer).ordered_fen.value += event.data.amount_fen.value;
}

static void apply(PersonPay& row, const Dated<PayRecovered>& event) {
  cell_for(row, event, event.data.payer).recovered_fen.value += event.data.amount_fen.value;
}

static void apply(PersonPay& row, const Dated<FundAdvanced>& event) {
  cell_for(row, event, event.data.payer).advanced_fen.value += event.data.amount_fen.value;
  cell_for(row, event, event.data.for_payer).advanced_for_fen.value += event.data.amount_fen.value;
}

static void apply(OrgPay& row, const Dated<PayStandardSet>& event) {
  const PayStandardSet& data = event.data;
  row.standards.push_back({event.on, data.period, data.component, data.posts, data.group, data.amount_fen,
                           data.floor_fen, data.honour_by, event.position});
}

static void apply(OrgPay& row, const Dated<PayEntitlementAssessed>& event) {
  change_draw(row, event, [&](PayDraw& draw) { draw.assessed_fen = event.data.amount_fen; });
}

static void apply(OrgPay& row, const Dated<PayDisbursed>& event) {
  change_draw(row, event, [&](PayDraw& draw) { draw.paid_fen.value += event.data.amount_fen.value; });
}

template <ComesBack E>
static void apply(OrgPay& row, const Dated<E>& event) {
  change_draw(row, event, [&](PayDraw& draw) {
    draw.paid_fen.value -= event.data.amount_fen.value;
    if constexpr (OneOf<E, PaymentReversed>) draw.reversed_fen.value += event.data.amount_fen.value;
  });
}

static void add(OrgPaid& row, const Dated<PayDisbursed>& event, int times) {
  each_share(event.data, [&](const std::optional<Code>& payer, Fen fen) {
    add_to(row, event.data, payer, {{&PaidTotal::paid_fen, fen.value}}, times);
  });
}
template <TakesBack E>
static void add(OrgPaid& row, const Dated<E>& event, int times) {
  add_to(row, event.data, event.data.payer, {{&PaidTotal::returned_fen, event.data.amount_fen.value}}, times);
}
static void add(OrgPaid& row, const Dated<PayRecovered>& event, int times) {
  const std::int64_t fen = event.data.amount_fen.value;
  add_to(row, event.data, event.data.payer, {{&PaidTotal::recovered_fen, fen}}, times);
}
static void add(OrgPaid& row, const Dated<PayRecoveryOrdered>& event, int times) {
  const std::int64_t fen = event.data.amount_fen.value;
  add_to(row, event.data, event.data.payer, {{&PaidTotal::ordered_fen, fen}}, times);
}
static void add(OrgPaid& row, const Dated<FundAdvanced>& event, int times) {
  const std::int64_t fen = event.data.amount_fen.value;
  add_to(row, event.data, event.data.payer, {{&PaidTotal::advanced_fen, fen}}, times);
  add_to(row, event.data, event.data.for_payer, {{&PaidTotal::advanced_for_fen, fen}}, times);
}

template <OneOf<PayRecoveryOrdered, PayRecovered> E>
static void apply(OrgRecoveries& row, const Dated<E>& event) {
  const E& data = event.data;
  const auto is_of = [&](const Recovery& each) {
    return each.person.id == data.person && each.component == data.component && each.period == data.period;
  };
  Recovery* own = find_first(row.recoveries,
                             [&](const Recovery& each) { return is_of(each) && each.payer == data.payer; });
  if (own == nullptr)
    own = &row.recoveries.emplace_back(
        Recovery{{data.person}, data.component, data.period, data.payer, {}, {}, {}});
  constexpr auto kColumn = OneOf<E, PayRecovered> ? &Recovery::recovered_fen : &Recovery::ordered_fen;
  (own->*kColumn).value += data.amount_fen.value;
  std::vector<Recovery*> same;
  for (Recovery& each : row.recoveries) {
    if (is_of(each)) same.push_back(&each);
  }
  settle_recovery(same);
}

static void apply(PersonRewards& row, const Dated<RewardGranted>& event) {
  row.paid.push_back(payout_of(event, *event.data.period, *event.data.amount_fen));
}

static std::vector<std::string> parts(const PersonRewards&, const Dated<RewardGranted>& event) {
  if (!event.data.period || !event.data.amount_fen) return {};
  return {event.data.period->part()};
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
static std::vector<std::string> parts(const OrgRecoveries&, const Dated<E>& event) {
  return {event.data.period.part()};
}

template <class E>
static std::vector<std::string> parts(const OrgPaid&, const Dated<E>& event) {
  return {event.data.period.str()};
}

// Preconditions of pay: what comes back was paid, to this person and for this.

template <TakesBack E>
static Result<void> precondition(const Facts& facts, const Dated<E>& event) {
  const E& data = event.data;
  if (!event_at<PayDisbursed>(facts, data.payment))
    return refuse(Reason::absent, "data.payment",
                  both("位置 {} 处没有发放", "no payment at {}", data.payment.str()));
  const LeftOfPayment left = left_of(facts, data);
  if (!left.fen)
    return refuse(Reason::bad_value, "data.payment",
                  both("是发给他人的，或另一项目的", "a payment to somebody else or for something else"));
  if (!left.is_payers)
    return refuse(Reason::bad_value, "data.payer",
                  both("该单位没有承担这笔发放", "bore nothing of the payment"));
  return {};
}

// What new acts are sound in: shares add up to their amount, amounts are not below zero, no more comes back
// in all than went out.

template <OneOf<PayStandardSet, PayRecoveryOrdered, PayRecovered, FundAdvanced> E>
static Result<void> sound(const Facts&, const Dated<E>& event) {
  return not_below_zero(event.data.amount_fen);
}
template <OneOf<PayEntitlementAssessed, PayDisbursed> E>
static Result<void> sound(const Facts&, const Dated<E>& event) {
  return shared(event.data.amount_fen, event.data.funds);
}
static Result<void> sound(const Facts&, const Dated<RewardGranted>& event) {
  return event.data.amount_fen ? shared(*event.data.amount_fen, event.data.funds) : Result<void>();
}
template <TakesBack E>
static Result<void> sound(const Facts& facts, const Dated<E>& event) {
  if (event.data.amount_fen.value > left_of(facts, event.data).fen.value_or(0))
    return refuse(Reason::bad_value, "data.amount_fen",
                  both("超过已发放而未收回的余额", "more than is left of what was paid"));
  return not_below_zero(event.data.amount_fen);
}

Area& pay_area() {
  static Area area = make_area("pay", "报酬", "Pay", PayEvents{}, PayRows{}, &pay_rules());
  return area;
}

}  // namespace tenure

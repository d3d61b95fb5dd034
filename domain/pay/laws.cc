#include "domain/pay/laws.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/care/events.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/pay/paid_once.h"
#include "domain/pay/policy.h"
#include "domain/pension/events.h"
#include "domain/registry/laws.h"
#include "domain/registry/successors.h"
#include "domain/tenure/conditions.h"

namespace tenure {

static form::Placed placed(const PayCell& cell) {
  return {cell.period.calendar() ? cell.period.first() : Date{}, cell.org.str()};
}

namespace {

constexpr Fen kMonthMostUnstated{100'000'000};  ///< most that a person's month may be, where no pack says

/// What is paid for no days in an office.
constexpr std::string_view kOfNoOffice[] = {kBurialHelp, "departure_subsidy", "pension_subsidy", "reward"};

/// Who is assessed or paid for a post held it on a day of the period; without a post, any.
Objections is_for_days_in_office(const Examined& examined, const PersonPay&, const PayCell& cell) {
  if (std::ranges::find(kOfNoOffice, cell.component.value) != std::end(kOfNoOffice)) return std::nullopt;
  std::vector<std::string_view> posts;
  for (const PostPay& post : cell.posts) posts.push_back(word_in(post.post));
  for (const PaymentPart& payment : cell.payments) {
    if (payment.left() > 0) posts.push_back(word_in(payment.post));
  }
  for (const std::string_view post : posts) {
    if (served_in(examined.facts, examined.subject, cell.org.str(), post, cell.period)) continue;
    Objection found =
        not_in_office(examined.subject, cell.org.str(),
                      post.empty() ? Saying() : word_of(examined.policy, "post", post), cell.period);
    found.evidence = cell.positions;
    return found;
  }
  return std::nullopt;
}

/// What an account number of a bank looks like, of people and of organisations. (LAW-26)
constexpr std::size_t kAccountDigitsMin = 12;
constexpr std::size_t kAccountDigitsMax = 23;
constexpr Unit kDigits{"digits", "位数字", "digits"};

Objections account_is_a_number(const Judged& judged, const PayDisbursed& event) {
  if (judged.sealed == nullptr || !event.account) return std::nullopt;
  const auto opened = judged.sealed->opened(subjects(judged.event).front(), event.account->commitment);
  if (!opened) return tl::unexpected(opened.error());
  if (!*opened) return std::nullopt;
  const std::string account = folded(**opened);
  const bool digits = std::ranges::all_of(account, [](char c) { return '0' <= c && c <= '9'; });
  if (digits && kAccountDigitsMin <= account.size() && account.size() <= kAccountDigitsMax)
    return std::nullopt;
  return unmet("账户不是账号", "the account is no account number")
      .asks("{}–{}", kAccountDigitsMin, many(kAccountDigitsMax, kDigits))
      .found("{}", digits ? many(static_cast<std::int64_t>(account.size()), kDigits)
                          : phrase("其他字符", "other characters"));
}

/// What counts as due of what was paid: what is due for the same period, or also for longer and shorter ones
/// around it.
enum class Within : std::uint8_t { its_period, nested_periods };

/// What was paid too much of a cell, once what no payer is stated of is set off, together with what the same
/// payer paid for the organisation under its other name; nothing where it is not known what is due.
std::optional<std::int64_t> overpaid(const Examined& examined, const PayCell& cell, Within within) {
  const Asked asked{examined.facts, examined.policy, std::string(examined.subject), examined.on};
  const auto beyond = [&](const std::vector<PayLine>& lines) -> std::optional<std::int64_t> {
    std::optional<std::int64_t> difference;
    for (const PayLine& line : lines) {
      if (line.period != cell.period || line.payer != cell.payer || !line.difference_fen ||
          !are_one(examined.facts, line.org.str(), cell.org.str(), examined.on))
        continue;
      difference = difference.value_or(0) + line.difference_fen->value;
    }
    if (!difference) return std::nullopt;
    return std::max<std::int64_t>(-*difference, 0);
  };
  auto own = pay_cells(examined.facts, examined.subject, cell.component, cell.period);
  const auto alone = beyond(pay_lines(asked, cell.component, cell.period, std::move(own)));
  // Only what is too much for its own period may be due for a longer or a shorter one.
  return within == Within::its_period || !alone || *alone == 0
             ? alone
             : beyond(pay_lines(asked, cell.period.part(), cell.component));
}

/// Whether both are payments of one thing: what did not come back, for one post as far as both state it, and
/// neither said to take the place of the other.
bool pay_one_thing(const PaymentPart& a, const PaymentPart& b) {
  return a.position != b.position && a.left() > 0 && b.left() > 0 &&
         (!a.post || !b.post || a.post == b.post) && !replaces(a.basis, b.position) &&
         !replaces(b.basis, a.position);
}

/// Whether both are of one component and payer, as far as payers are stated, of one organisation and of
/// periods of which one is a part of the other: a month and its quarter too.
bool pay_for_the_same(const Examined& examined, const PayCell& a, const PayCell& b) {
  return a.component == b.component && overlap(a.period, b.period) &&
         (!a.payer || !b.payer || a.payer == b.payer) &&
         are_one(examined.facts, a.org.str(), b.org.str(), examined.on);
}

/// A payer's cell has no other payment of the same thing.
Objections is_paid_once(const Examined& examined, const PersonPay& row, const PayCell& cell) {
  std::vector<Position> evidence;
  Within within = Within::its_period;
  for (const PayCell& other : row.cells) {
    if (cell.payments.empty() || !pay_for_the_same(examined, cell, other)) continue;
    for (const PaymentPart& own : cell.payments) {
      for (const PaymentPart& each : other.payments) {
        if (!pay_one_thing(own, each)) continue;
        evidence.insert(evidence.end(), {own.position, each.position});
        if (other.period != cell.period) within = Within::nested_periods;
      }
    }
  }
  if (evidence.empty()) return std::nullopt;
  const auto beyond = overpaid(examined, cell, within);
  if (beyond == 0) return std::nullopt;
  std::ranges::sort(evidence);
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  const Position first = evidence.front();
  const Fen most{cell.paid_fen.value - beyond.value_or(cell.paid_fen.value)};
  return paid_before(std::move(evidence), word_of(examined.policy, "component", cell.component), cell.period,
                     first, cell.paid_fen, most);
}

/// Where something was assessed, whoever was to bear it: what only a grade says is another rule's business.
Objections is_within_due(const Examined& examined, const PersonPay& row, const PayCell& cell) {
  const bool assessed = std::ranges::any_of(row.cells, [&](const PayCell& each) {
    return each.due_fen && each.component == cell.component && overlap(each.period, cell.period);
  });
  if (!assessed || cell.paid_fen.value <= 0) return std::nullopt;
  const auto beyond = overpaid(examined, cell, Within::nested_periods);
  if (!beyond || *beyond == 0) return std::nullopt;
  const Fen left{cell.held_fen()};
  return unmet(cell.positions, "发放 {}，超出核定 {}", "{} are paid, {} more than assessed", left,
               Fen{*beyond})
      .asks("≤ {}", Fen{left.value - *beyond})
      .found("{}", left);
}

/// Of one person a month's payments together stay below the bound; said of the one recorded last.
Objections is_within_month(const Examined& examined, const PersonPay& row, const PayCell& cell) {
  if (cell.period.kind != Period::Kind::month || cell.held_fen() <= 0) return std::nullopt;
  Fen paid;
  std::vector<Position> evidence;
  for (const PayCell& other : row.cells) {
    if (other.period != cell.period || other.payments.empty()) continue;
    if (cell.payments.empty() || cell.payments.back().position < other.payments.back().position ||
        (&cell < &other && cell.payments.back().position == other.payments.back().position))
      return std::nullopt;
    paid.value += other.held_fen();
    for (const PaymentPart& part : other.payments) evidence.push_back(part.position);
  }
  const Fen most = examined.policy.get(kMonthMost).value.value_or(kMonthMostUnstated);
  std::ranges::sort(evidence);
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  if (paid <= most || evidence.size() == 1) return std::nullopt;  // one payment is law.amount's business
  return unmet(std::move(evidence), "{} 共发放 {}，超过一人一月上限 {}",
               "{1} are paid for {0}, at most {2} of one person", cell.period, paid, most)
      .asks("≤ {}", most)
      .found("{}", paid);
}

/// Of one payment, and of all that a payer paid of a component and period: also once a payment of which
/// something came back was corrected away, and where it was recovered as well.
Objections no_more_comes_back(const Examined&, const PersonPay& row, const PayCell& cell) {
  const PaymentPart* part = find_first(cell.payments, [](const PaymentPart& each) {
    return each.back_fen.value > std::max<std::int64_t>(each.amount_fen.value, 0);
  });
  if (part != nullptr)
    return unmet(cell.positions, "付款 {}，退回或冲销 {}", "{} were paid, {} came back", part->amount_fen,
                 part->back_fen)
        .asks("≤ {}", part->amount_fen)
        .found("{}", part->back_fen);
  if (cell.returned_fen.value + cell.recovered_fen.value <= 0) return std::nullopt;
  Fen paid;
  Fen returned;
  Fen back;
  std::vector<Position> evidence;
  for (const PayCell& other : row.cells) {
    const bool is_same = other.component == cell.component && other.period == cell.period &&
                         (!other.payer || !cell.payer || other.payer == cell.payer);
    if (!is_same) continue;
    paid.value += other.paid_fen.value;
    returned.value += other.returned_fen.value;
    back.value += other.returned_fen.value + other.recovered_fen.value;
    evidence.insert(evidence.end(), other.positions.begin(), other.positions.end());
  }
  // What was recovered alone is compared with what was ordered: it may be of payments that nobody recorded.
  if (returned.value <= 0 || back <= paid) return std::nullopt;
  return unmet(std::move(evidence), "共付款 {}，退回、冲销和追缴共 {}",
               "{} were paid in all, {} came back or were recovered", paid, back)
      .asks("≤ {}", paid)
      .found("{}", back);
}

/// Rewards for one grade of a period are one reward; without a grade, those of one kind and amount. A month
/// and its year are each rewarded.
Objections is_rewarded_once(const Examined&, const PersonRewards& row, const Payout& reward) {
  return is_only_payout(row.paid, reward, phrase("奖励", "reward"), std::nullopt,
                        [](const Payout& a, const Payout& b) {
                          return a.period == b.period && a.kind == b.kind && a.grade == b.grade &&
                                 (a.grade || a.amount_fen == b.amount_fen);
                        });
}

/// The events of a type in a person's file that stand by the judged event's day, but for the one that it
/// corrects.
Result<std::vector<Recorded>> by_then(const Judged& judged, const TypeInfo& type, const Subject& subject) {
  auto recorded = judged.facts.events(*find_event_type(type.name), subject);
  if (!recorded) return recorded;
  const auto target = corrected_by(judged);
  std::erase_if(*recorded, [&](const Recorded& each) {
    return judged.event.on < each.event.on || each.position == target;
  });
  return recorded;
}

/// No more is recovered by a day than was ordered back by then, of the payer that is named, or of all.
Objections is_recovered_as_ordered(const Judged& judged, const PayRecovered& event) {
  const Subject person{SubjectKind::person, event.person.value};
  const auto is_same = [&](const auto& other) {
    return other.component == event.component && other.period == event.period &&
           (!event.payer || !other.payer || other.payer == event.payer);
  };
  Fen ordered;
  Fen recovered = event.amount_fen;
  std::vector<Position> evidence;
  const auto orders = by_then(judged, kType<PayRecoveryOrdered>, person);
  if (!orders) return tl::unexpected(orders.error());
  for (const Recorded& each : *orders) {
    const auto& order = each.event.as<PayRecoveryOrdered>();
    if (!is_same(order)) continue;
    ordered.value += order.amount_fen.value;
    evidence.push_back(each.position);
  }
  const auto recoveries = by_then(judged, kType<PayRecovered>, person);
  if (!recoveries) return tl::unexpected(recoveries.error());
  for (const Recorded& each : *recoveries) {
    const auto& recovery = each.event.as<PayRecovered>();
    if (!is_same(recovery)) continue;
    recovered.value += recovery.amount_fen.value;
    evidence.push_back(each.position);
  }
  if (recovered <= ordered) return std::nullopt;
  return unmet(std::move(evidence), "追缴到账共 {}，决定追缴 {}", "{} are recovered, {} were ordered back",
               recovered, ordered)
      .asks("≤ {}", ordered)
      .found("{}", recovered);
}

/// The same over the record, where an order was taken back or became less after what was recovered by it: of
/// all that a payer, or nobody by name, recovered of a component and period.
Objections is_recovered_within_orders(const Examined&, const PersonPay& row, const PayCell& cell) {
  if (cell.recovered_fen.value <= 0) return std::nullopt;
  Fen ordered;
  Fen recovered;
  std::vector<Position> evidence;
  for (const PayCell& other : row.cells) {
    const bool is_same = other.component == cell.component && other.period == cell.period &&
                         (!other.payer || !cell.payer || other.payer == cell.payer);
    if (!is_same) continue;
    ordered.value += other.ordered_fen.value;
    recovered.value += other.recovered_fen.value;
    evidence.insert(evidence.end(), other.positions.begin(), other.positions.end());
  }
  if (recovered <= ordered) return std::nullopt;
  return unmet(std::move(evidence), "追缴到账共 {}，决定追缴 {}", "{} are recovered, {} were ordered back",
               recovered, ordered)
      .asks("≤ {}", ordered)
      .found("{}", recovered);
}

/// Whether somebody had advanced by then what the event pays out: that may be before its time.
Result<bool> is_advanced(const Judged& judged, const PayDisbursed& event) {
  for (const Subject& subject :
       {Subject{SubjectKind::person, event.person.value}, Subject{SubjectKind::org, event.org.value}}) {
    const auto advances = by_then(judged, kType<FundAdvanced>, subject);
    if (!advances) return tl::unexpected(advances.error());
    for (const Recorded& each : *advances) {
      const auto& advance = each.event.as<FundAdvanced>();
      if (advance.component == event.component && advance.period == event.period &&
          advance.org == event.org && (!advance.person || *advance.person == event.person))
        return true;
    }
  }
  return false;
}

/// A term begins on a day that no calendar knows.
Objections has_begun(const Judged& judged) {
  const auto period = period_of_event(judged.event);
  if (!period || !period->calendar() || period->first() <= judged.event.on) return std::nullopt;
  if (is_one_of<PayDisbursed>(*judged.event.type)) {
    const auto advanced = is_advanced(judged, judged.event.as<PayDisbursed>());
    if (!advanced) return tl::unexpected(advanced.error());
    if (*advanced) return std::nullopt;
  }
  return unmet("{} 尚未开始（日期 {}）", "{} has not begun on {}", *period, judged.event.on)
      .asks("≥ {}", period->first())
      .found("{}", judged.event.on);
}

/// What money moves by an event, or is due by it: each field of that name is a whole number of fen, perhaps
/// absent.
std::optional<Fen> amount_of(const Event& event) {
  for (const Field& field : event.type->structure->fields) {
    const void* value = field.in(event.data.get());
    if (field.name != "amount_fen" && field.name != "due_fen") continue;
    if (field.type == &kType<Fen>) return *static_cast<const Fen*>(value);
    if (field.type->size(value) > 0) return *static_cast<const Fen*>(field.type->item(value, 0));
  }
  return std::nullopt;
}

/// Money that moves is above zero, what is assessed may be nothing, and a cut is below; of one person no more
/// than a month's bound for each month, as the policy of the period says.
Objections amount_in_bounds(const Judged& judged) {
  const auto amount = amount_of(judged.event);
  if (!amount) return std::nullopt;
  const bool may_be_zero =
      is_one_of<PayStandardSet, PayEntitlementAssessed, PensionShareSet>(*judged.event.type);
  const Fen fen{is_one_of<PayAdjusted>(*judged.event.type) ? std::abs(amount->value) : amount->value};
  if (fen < Fen() || (fen == Fen() && !may_be_zero))
    return unmet("金额 {}，应大于零", "an amount of {}: it is above zero", fen)
        .asks("{} {}", may_be_zero ? "≥" : ">", Fen())
        .found("{}", fen);
  const auto period = period_of_event(judged.event);
  const bool has_length = !period || period->calendar();  // of a term no calendar knows it
  if (!has_length || subjects(judged.event).front().kind != SubjectKind::person) return std::nullopt;
  const std::int64_t months = period ? period->months() : 1;
  const PolicyView policy = period ? judged.policy.of(*period) : judged.policy;
  const Fen most{policy.get(kMonthMost).value.value_or(kMonthMostUnstated).value * months};
  if (fen <= most) return std::nullopt;
  return unmet("金额 {}，超过一人上限 {}", "an amount of {}, at most {} of one person", fen, most)
      .asks("≤ {}", most)
      .found("{}", fen);
}

/// The payers' shares, where an event names any: none below zero, and together the amount.
Objections funds_sum(const Judged& judged) {
  const auto amount = amount_of(judged.event);
  const auto& fields = judged.event.type->structure->fields;
  const auto field = std::ranges::find(fields, &kType<std::vector<FundShare>>, &Field::type);
  if (!amount || field == fields.end()) return std::nullopt;
  const auto& funds = *static_cast<const std::vector<FundShare>*>(field->in(judged.event.data.get()));
  for (const FundShare& share : funds) {
    if (share.amount_fen.value >= 0) continue;
    return unmet("“{}”承担 {}，不应小于零", "a share of {} of {}: it is not below zero",
                 word_of(judged.policy, "payer", share.source), share.amount_fen)
        .asks("≥ {}", Fen())
        .found("{}", share.amount_fen);
  }
  if (adds_up(funds, *amount)) return std::nullopt;
  return unmet("资金来源之和不等于金额 {}", "the shares do not add up to {}", *amount)
      .asks("{}", *amount)
      .found("{}", sum_of(funds));
}

}  // namespace

form::Gate paid_to_an_account() { return gate<&account_is_a_number>(); }

namespace {

/// An invariant that only these events are told of: others touch the cell as well, and mend it.
template <auto List, auto Check, class... E>
form::Invariant told_of() {
  auto out = invariant<List, Check>();
  out.told = &is_one_of<E...>;
  return out;
}

}  // namespace

form::Invariant paid_for_days_in_office() {
  return told_of<&PersonPay::cells, &is_for_days_in_office, PayEntitlementAssessed, PayDisbursed>();
}
form::Invariant paid_once() { return told_of<&PersonPay::cells, &is_paid_once, PayDisbursed>(); }
form::Invariant paid_within_due() { return told_of<&PersonPay::cells, &is_within_due, PayDisbursed>(); }
form::Invariant month_within_bound() { return told_of<&PersonPay::cells, &is_within_month, PayDisbursed>(); }
form::Invariant returned_within_paid() {
  return told_of<&PersonPay::cells, &no_more_comes_back, PaymentReturned, PaymentReversed, PayRecovered>();
}
form::Invariant rewarded_once() { return told_of<&PersonRewards::paid, &is_rewarded_once, RewardGranted>(); }
form::Gate recovered_as_ordered() { return gate<&is_recovered_as_ordered>(); }
// A recovery itself is that gate's, by the orders of its day.
form::Invariant recovered_within_orders() {
  return told_of<&PersonPay::cells, &is_recovered_within_orders, PayRecoveryOrdered>();
}

form::Gate period_begun() {
  return gate_of_types<&has_begun>(
      &is_one_of<PayDisbursed, ContributionPaid, SubsidyPaid, RewardGranted, FundSpent>);
}

form::Gate amount_bounded() {
  return gate_of_types<&amount_in_bounds>(
      &is_one_of<PayStandardSet, PayEntitlementAssessed, PayDisbursed, PayAdjusted, RewardGranted,
                 PaymentReturned, PaymentReversed, PayRecoveryOrdered, PayRecovered, FundAdvanced,
                 PensionShareSet, ContributionPaid, SubsidyPaid, AssistanceGiven, BudgetAppropriated,
                 FundSpent>);
}

form::Gate funds_add_up() {
  return gate_of_types<&funds_sum>(
      &is_one_of<PayEntitlementAssessed, PayDisbursed, RewardGranted, PensionShareSet>);
}

}  // namespace tenure

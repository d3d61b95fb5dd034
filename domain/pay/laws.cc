#include "domain/pay/laws.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/care/events.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/pay/policy.h"
#include "domain/pension/events.h"
#include "domain/registry/laws.h"
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
      .found("{}", digits ? many(account.size(), kDigits) : phrase("其他字符", "other characters"));
}

/// What a person has of a payment's component and period without the payment that it corrects; and the
/// earlier payments that it may be a second one of: the same organisation's, of the same payer and post as
/// far as both are stated.
struct Paying {
  std::vector<PayCell> cells;
  std::vector<Position> earlier;
};

bool bears(const PayDisbursed& event, const std::optional<Code>& payer) {
  return event.funds.empty() || !payer ||
         std::ranges::any_of(event.funds, [&](const FundShare& share) { return share.source == *payer; });
}

Paying paying(const Judged& judged, const PayDisbursed& event) {
  Paying out;
  out.cells = pay_cells(judged.facts, event.person.value, event.component, event.period);
  const auto target = corrected_by(judged);
  for (PayCell& cell : out.cells) {
    for (const PaymentPart& part : cell.payments) {
      if (part.position == target) {
        cell.paid_fen.value -= part.left();
      } else if (part.left() > 0 && cell.org.id == event.org && bears(event, cell.payer) &&
                 (!part.post || !event.post || part.post == event.post) &&
                 std::ranges::find(out.earlier, part.position) == out.earlier.end()) {
        out.earlier.push_back(part.position);
      }
    }
  }
  return out;
}

/// What is paid too much of some cells; nothing where it is not known what is due.
std::optional<std::int64_t> overpaid(const Judged& judged, const PayDisbursed& event,
                                     std::vector<PayCell> cells) {
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  std::optional<std::int64_t> sum;
  for (const PayLine& line : pay_lines(asked, event.component, event.period, std::move(cells))) {
    if (!line.difference_fen) continue;
    sum = sum.value_or(0) + std::max<std::int64_t>(-line.difference_fen->value, 0);
  }
  return sum;
}

/// How much the payment adds to that; nothing where it is not known.
std::optional<std::int64_t> paid_beyond(const Judged& judged, const PayDisbursed& event,
                                        const std::vector<PayCell>& cells) {
  std::vector<PayCell> with = cells;
  const auto pay = [&](const std::optional<Code>& payer, Fen fen) {
    cell_of(with, event.component, event.period, event.org, payer).paid_fen.value += fen.value;
  };
  for (const FundShare& share : event.funds) pay(share.source, share.amount_fen);
  if (event.funds.empty()) pay(std::nullopt, event.amount_fen);
  const auto before = overpaid(judged, event, cells);
  const auto after = overpaid(judged, event, std::move(with));
  return after ? std::optional(*after - before.value_or(0)) : std::nullopt;
}

/// A second payment is in order as an instalment of what is due, or once the first one came back.
Objections is_paid_once(const Judged& judged, const PayDisbursed& event) {
  const Paying paid = paying(judged, event);
  if (paid.earlier.empty()) return std::nullopt;
  const auto beyond = paid_beyond(judged, event, paid.cells);
  if (beyond && *beyond <= 0) return std::nullopt;
  return unmet(paid.earlier, "{1}的“{0}”已发放（见 {2}）", "{0} of {1} was paid already, see {2}",
               word_of(judged.policy, "component", event.component), event.period, paid.earlier.front())
      .asks("≤ {}", Fen{event.amount_fen.value - beyond.value_or(event.amount_fen.value)})
      .found("{}", event.amount_fen);
}

Objections is_within_due(const Judged& judged, const PayDisbursed& event) {
  const Paying paid = paying(judged, event);
  std::vector<Position> evidence;
  for (const PayCell& cell : paid.cells) {
    if (cell.due_fen) evidence.insert(evidence.end(), cell.positions.begin(), cell.positions.end());
  }
  if (evidence.empty()) return std::nullopt;
  const auto beyond = paid_beyond(judged, event, paid.cells);
  if (!beyond || *beyond <= 0) return std::nullopt;
  std::ranges::sort(evidence);
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  return unmet(std::move(evidence), "发放 {}，超出核定 {}", "{} are paid, {} more than assessed",
               event.amount_fen, Fen{*beyond})
      .asks("≤ {}", Fen{event.amount_fen.value - *beyond})
      .found("{}", event.amount_fen);
}

/// No more is recovered than was ordered back, of the payer that is named, or of all.
Objections is_recovered_as_ordered(const Judged& judged, const PayRecovered& event) {
  Fen ordered;
  Fen recovered = event.amount_fen;
  std::vector<Position> evidence;
  for (const PayCell& cell : pay_cells(judged.facts, event.person.value, event.component, event.period)) {
    if (event.payer && cell.payer && cell.payer != event.payer) continue;
    ordered.value += cell.ordered_fen.value;
    recovered.value += cell.recovered_fen.value;
    if (cell.ordered_fen != Fen() || cell.recovered_fen != Fen())
      evidence.insert(evidence.end(), cell.positions.begin(), cell.positions.end());
  }
  if (const auto before = corrected<PayRecovered>(judged))
    recovered.value -= before->as<PayRecovered>().amount_fen.value;
  if (recovered <= ordered) return std::nullopt;
  return unmet(std::move(evidence), "追缴到账共 {}，决定追缴 {}", "{} are recovered, {} were ordered back",
               recovered, ordered)
      .asks("≤ {}", ordered)
      .found("{}", recovered);
}

/// Whether somebody advanced what the event pays out: that may be before its time.
bool is_advanced(const Facts& facts, const PayDisbursed& event) {
  const auto is = [&](const auto& column) {
    return column.component == event.component && column.period == event.period &&
           column.advanced_fen.value > 0;
  };
  return std::ranges::any_of(facts.items<&PersonPay::cells>(event.person.value, event.period.part()), is) ||
         std::ranges::any_of(facts.items<&OrgPaid::totals>(event.org.value, event.period.str()), is);
}

/// A term begins on a day that no calendar knows.
Objections has_begun(const Judged& judged) {
  const auto period = period_of_event(judged.event);
  if (!period || !period->calendar() || period->first() <= judged.event.on) return std::nullopt;
  if (is_one_of<PayDisbursed>(*judged.event.type) &&
      is_advanced(judged.facts, judged.event.as<PayDisbursed>()))
    return std::nullopt;
  return unmet("{} 尚未开始（日期 {}）", "{} has not begun on {}", *period, judged.event.on)
      .asks("≥ {}", period->first())
      .found("{}", judged.event.on);
}

/// Months of a period; nothing of a term, whose length no calendar knows.
std::optional<std::int64_t> months_in(const Period& period) {
  if (!period.calendar()) return std::nullopt;
  std::int64_t months = 1;
  while (period.first().plus_months(static_cast<int>(months)) <= period.last()) ++months;
  return months;
}

/// What money moves by an event: each field of that name is a whole number of fen, perhaps absent.
std::optional<Fen> amount_of(const Event& event) {
  for (const Field& field : event.type->structure->fields) {
    const void* value = field.in(event.data.get());
    if (field.name != "amount_fen") continue;
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
  const bool may_be_zero = is_one_of<PayEntitlementAssessed>(*judged.event.type);
  const Fen fen{is_one_of<PayAdjusted>(*judged.event.type) ? std::abs(amount->value) : amount->value};
  if (fen < Fen() || (fen == Fen() && !may_be_zero))
    return unmet("金额 {}，应大于零", "an amount of {}: it is above zero", fen)
        .asks("{} {}", may_be_zero ? "≥" : ">", Fen())
        .found("{}", fen);
  const auto period = period_of_event(judged.event);
  const auto months = period ? months_in(*period) : 1;
  if (!months || subjects(judged.event).front().kind != SubjectKind::person) return std::nullopt;
  const PolicyView policy = period ? judged.policy.of(*period) : judged.policy;
  const Fen most{policy.get(kMonthMost).value.value_or(kMonthMostUnstated).value * *months};
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

form::Invariant paid_for_days_in_office() { return invariant<&PersonPay::cells, &is_for_days_in_office>(); }
form::Gate paid_to_an_account() { return gate<&account_is_a_number>(); }
form::Gate paid_once() { return gate<&is_paid_once>(); }
form::Gate paid_within_due() { return gate<&is_within_due>(); }
form::Gate recovered_as_ordered() { return gate<&is_recovered_as_ordered>(); }

form::Gate period_begun() {
  return gate_of_types<&has_begun>(&is_one_of<PayDisbursed, ContributionPaid, SubsidyPaid, RewardGranted>);
}

form::Gate amount_bounded() {
  return gate_of_types<&amount_in_bounds>(
      &is_one_of<PayEntitlementAssessed, PayDisbursed, PayAdjusted, RewardGranted, PaymentReturned,
                 PaymentReversed, PayRecoveryOrdered, PayRecovered, FundAdvanced, ContributionPaid,
                 SubsidyPaid, AssistanceGiven, FundSpent>);
}

form::Gate funds_add_up() {
  return gate_of_types<&funds_sum>(&is_one_of<PayEntitlementAssessed, PayDisbursed, RewardGranted>);
}

}  // namespace tenure

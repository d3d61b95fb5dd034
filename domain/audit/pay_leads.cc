// A1 to A10: pay, subsidies and pensions of an organisation and its people.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "domain/appraisal/grades.h"
#include "domain/audit/vouchers.h"
#include "domain/discipline/rows.h"
#include "domain/incentive/events.h"
#include "domain/ledger/rows.h"
#include "domain/pay/due.h"
#include "domain/pay/paid_once.h"
#include "domain/pay/policy.h"
#include "domain/pension/policy.h"
#include "domain/pension/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/successors.h"
#include "domain/rules/answers.h"
#include "domain/tenure/conditions.h"

namespace tenure {
namespace {

template <class E>
Result<std::vector<Recorded>> events_of(const Audited& audited) {
  return audited.facts.events(*find_event_type(Description<E>::kInfo.name), audited.subject);
}

/// Those of the time audited.
template <class E>
Result<std::vector<Recorded>> events_then(const Audited& audited) {
  auto out = events_of<E>(audited);
  if (out) std::erase_if(*out, [&](const Recorded& each) { return !audited.scope.holds(each.event.on); });
  return out;
}

Subject person_subject(std::string_view person) { return {SubjectKind::person, std::string(person)}; }

/// Calls `visit(cell)` for each cell of the person's pay, of all years.
template <class Visit>
Result<void> each_cell(const Audited& audited, Visit visit) {
  const auto years = audited.facts.parts(kView<PersonPay>, audited.subject.id);
  if (!years) return tl::unexpected(years.error());
  for (const std::string& year : *years) {
    for (const PayCell& cell : audited.facts.items<&PersonPay::cells>(audited.subject.id, year)) visit(cell);
  }
  return {};
}

/// The newest day on which something of the cell was paid by the audited organisation in the time audited.
const Spent* paid_at(const Audited& audited, const PaymentPart& part) {
  return find_first(audited.spent, [&](const Spent& spent) { return spent.position == part.position; });
}

}  // namespace

// A1. What is paid to a person was assessed, or a subsidy approved, on or before the day; or the payment
// names an earlier decision that it rests on. Vouchers: who approved them.
Leads paid_without_approval(const Audited& audited) {
  using Key = std::tuple<std::string, Code, Period>;
  std::map<Key, Date> assessed;
  const auto assessments = events_of<PayEntitlementAssessed>(audited);
  if (!assessments) return tl::unexpected(assessments.error());
  for (const Recorded& each : *assessments) {
    const auto& event = each.event.as<PayEntitlementAssessed>();
    const auto [known, is_new] =
        assessed.emplace(Key(event.person.value, event.component, event.period), each.event.on);
    if (!is_new) known->second = std::min(known->second, each.event.on);
  }
  std::map<std::string, Date> approved;
  const auto approvals = events_of<DepartureSubsidyApproved>(audited);
  if (!approvals) return tl::unexpected(approvals.error());
  for (const Recorded& each : *approvals)
    approved.emplace(each.event.as<DepartureSubsidyApproved>().person.value, each.event.on);

  std::vector<Lead> out;
  const auto look = [&](const Recorded& paid, const std::string& person, Fen amount, const Period& period,
                        std::optional<Date> decided) {
    if (decided && *decided <= paid.event.on) return;
    Lead lead{paid.event.on,
              unmet({paid.position}, "{} 发放 {}，此前没有核定或审批",
                    "{1} were paid to {0} before anybody approved it", person_subject(person), amount)
                  .asks("{} ≤ {}", phrase("核定或审批", "an approval"), paid.event.on)
                  .found("{}", decided ? saying(*decided) : saying(kNone))};
    lead.amount_fen = amount;
    lead.period = period;
    lead.person = person;
    out.push_back(std::move(lead));
  };
  const auto payments = events_then<PayDisbursed>(audited);
  if (!payments) return tl::unexpected(payments.error());
  for (const Recorded& paid : *payments) {
    const auto& event = paid.event.as<PayDisbursed>();
    const bool stands = find_first(audited.spent, [&](const Spent& spent) {
                          return spent.position == paid.position;
                        }) != nullptr;
    const bool rests_on_earlier = std::ranges::any_of(positions_in(event.basis), [&](Position basis) {
      const auto original = audited.facts.original(basis);
      return original && original->event.on <= paid.event.on;
    });
    if (!stands || rests_on_earlier) continue;
    const auto found = assessed.find(Key(event.person.value, event.component, event.period));
    look(paid, event.person.value, event.amount_fen, event.period,
         found == assessed.end() ? std::nullopt : std::optional(found->second));
  }
  const auto subsidies = events_then<SubsidyPaid>(audited);
  if (!subsidies) return tl::unexpected(subsidies.error());
  for (const Recorded& paid : *subsidies) {
    const auto& event = paid.event.as<SubsidyPaid>();
    const auto found = approved.find(event.person.value);
    look(paid, event.person.value, event.amount_fen, event.period,
         found == approved.end() ? std::nullopt : std::optional(found->second));
  }
  if (auto done = add_vouchers_without_authority(audited, out); !done) return tl::unexpected(done.error());
  return out;
}

namespace {

/// The standard that holds for the component, post and period in the organisation: its own newest one, else
/// that of the nearest organisation above.
const PayStandard* standard_of(const Audited& audited, const Code& component, std::string_view post,
                               const Period& period) {
  std::string org = audited.scope.org;
  for (int depth = 0; depth < kHierarchyDepthMax; ++depth) {
    const PayStandard* newest = find_last(
        audited.facts.items<&OrgPay::standards>(org, std::to_string(period.year)),
        [&](const PayStandard& standard) {
          const bool covers = standard.period.calendar() && standard.period.first() <= period.first() &&
                              period.last() <= standard.period.last();
          return covers && standard.component == component && standard.from <= audited.on &&
                 (standard.posts.empty() || holds(standard.posts, Code{std::string(post)}));
        });
    if (newest != nullptr) return newest;
    const auto* row = audited.facts.row<OrgRow>(org);
    const auto* above = row == nullptr ? nullptr : row->parent_on(audited.on);
    if (above == nullptr) return nullptr;
    org = above->str();
  }
  return nullptr;
}

std::int64_t days_between(Date first, Date last) { return first <= last ? last.days - first.days + 1 : 0; }

/// Days of the period on which the person held the post in the organisation, up to its own end: what went on
/// in another one is paid there. Of a successor, also those in what it took over.
std::int64_t days_in_office(const Audited& audited, const Period& period, std::string_view post) {
  const auto* row = audited.facts.row<PersonTenure>(audited.subject.id);
  const auto died = death_of(audited.facts, audited.subject.id);
  const auto ended = end_of(audited.facts, audited.scope.org);
  std::int64_t days = 0;
  for (const Office& office : row == nullptr ? std::vector<Office>() : row->offices) {
    if (!are_one(audited.facts, office.org.str(), audited.scope.org, audited.on)) continue;
    if (!post.empty() && office.post.value != post) continue;
    Date last = office.until ? office.until->plus_days(-1) : period.last();
    if (died) last = std::min(last, died->plus_days(-1));
    if (ended && *ended <= audited.on) last = std::min(last, ended->plus_days(-1));
    days += days_between(std::max(office.from, period.first()), std::min(last, period.last()));
  }
  return std::min(days, days_between(period.first(), period.last()));
}

}  // namespace

// A2. What a person was paid of a component, of the time of which a standard is, is within that of the post,
// for the days in it. What the organisations paid that merged into this one is a part of it.
Leads paid_above_standard(const Audited& audited) {
  struct Paid {
    Fen amount;
    Fen before;  ///< by those that merged into it
    std::vector<Position> payments;
    Date last;
  };
  std::map<std::pair<const PayStandard*, std::string>, Paid> paid;
  const auto done = each_cell(audited, [&](const PayCell& cell) {
    if (!cell.period.calendar() || !are_one(audited.facts, cell.org.str(), audited.scope.org, audited.on))
      return;
    const bool is_before = cell.org.str() != audited.scope.org &&
                           goes_on_in(audited.facts, cell.org.str(), audited.on) == audited.scope.org;
    for (const PaymentPart& part : cell.payments) {
      const Spent* spent = paid_at(audited, part);
      if ((spent == nullptr && !is_before) || part.left() <= 0) continue;
      const PayStandard* standard = standard_of(audited, cell.component, word_in(part.post), cell.period);
      if (standard == nullptr) continue;
      Paid& sum = paid[{standard, std::string(word_in(part.post))}];
      (spent == nullptr ? sum.before : sum.amount).value += part.left();
      if (spent == nullptr) {
        sum.payments.push_back(part.position);
        continue;
      }
      sum.payments.push_back(part.position);
      sum.last = std::max(sum.last, spent->on);
    }
  });
  if (!done) return tl::unexpected(done.error());
  std::vector<Lead> out;
  for (auto& [key, sum] : paid) {
    const auto& [standard, post] = key;
    const Period& period = standard->period;
    const std::int64_t whole = days_between(period.first(), period.last());
    const std::int64_t held = days_in_office(audited, period, post);
    if (held == 0) continue;  // A3 speaks of it
    const Fen most{(standard->amount_fen.value * held + whole - 1) / whole};
    sum.amount.value += sum.before.value;
    if (sum.amount == sum.before || sum.amount <= most) continue;
    std::vector<Position> evidence{standard->position};
    evidence.insert(evidence.end(), sum.payments.begin(), sum.payments.end());
    Lead lead{sum.last,
              unmet(std::move(evidence), "{} {}共发放 {}，按任职天数计的标准为 {}",
                    "{2} were paid for {0} {1}; the standard for the days in office is {3}", period,
                    word_of(audited.policy().value_or(PolicyView()), "component", standard->component),
                    sum.amount, most)
                  .asks("≤ {}", most)
                  .found("{}", sum.amount)};
    lead.amount_fen = Fen{sum.amount.value - most.value};
    lead.period = period;
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// What an eligibility that is not met fails for.
std::optional<Objection> fails(const EligibilityAnswer& answer, std::vector<Position> evidence) {
  const Answered* failed =
      find_first(answer.conditions, [](const Answered& each) { return each.outcome.met == form::Truth::no; });
  if (answer.eligible != form::Truth::no || failed == nullptr) return std::nullopt;
  evidence.insert(evidence.end(), failed->outcome.basis.begin(), failed->outcome.basis.end());
  Objection out = unmet(std::move(evidence), "不符合条件：{}", "a condition is not met: {}",
                        Saying(Word{failed->condition->name, failed->condition->zh, failed->condition->en}));
  out.required = failed->outcome.required;
  out.actual = failed->outcome.actual;
  return out;
}

}  // namespace

// A4. Whoever is paid a departure subsidy is entitled to it by the policy of the day of its approval, as
// known now, and it had not been stopped.
Leads subsidy_without_right(const Audited& audited) {
  std::vector<Lead> out;
  const auto payments = events_then<SubsidyPaid>(audited);
  if (!payments || payments->empty()) return payments ? Leads(out) : tl::unexpected(payments.error());
  const auto& subsidies = audited.facts.items<&PersonSubsidies::subsidies>(audited.subject.id);
  for (const Recorded& paid : *payments) {
    const auto& event = paid.event.as<SubsidyPaid>();
    if (!are_one(audited.facts, event.org.value, audited.scope.org, audited.on)) continue;
    const DepartureSubsidy* approved =
        find_last(subsidies, [&](const DepartureSubsidy& each) { return each.from <= paid.event.on; });
    const Date decided = approved == nullptr ? paid.event.on : approved->from;
    const auto policy = audited.policy(audited.scope.org, decided);
    if (!policy) return tl::unexpected(policy.error());
    std::vector<Position> evidence{paid.position};
    if (approved != nullptr) evidence.push_back(approved->position);
    std::optional<Objection> why;
    if (approved != nullptr && !approved->runs_on(paid.event.on)) {
      why = unmet(evidence, "停发期间发放", "paid while it was stopped")
                .asks("{}", phrase("未停发", "not stopped"))
                .found("{}", phrase("已停发", "stopped"));
    } else {
      const auto answer = eligibility(*find_rule("elig.departure_subsidy"),
                                      {audited.facts, *policy, audited.subject.id, decided});
      if (!answer) return tl::unexpected(answer.error());
      why = fails(*answer, std::move(evidence));
    }
    if (!why) continue;
    Lead lead{paid.event.on, std::move(*why)};
    lead.amount_fen = event.amount_fen;
    lead.period = event.period;
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return out;
}

// A5. The purse helps with the pension of whoever holds a post that it helps, in the period.
Leads pension_without_right(const Audited& audited) {
  std::vector<Lead> out;
  const auto payments = events_then<ContributionPaid>(audited);
  if (!payments) return tl::unexpected(payments.error());
  for (const Recorded& paid : *payments) {
    const auto& event = paid.event.as<ContributionPaid>();
    if (event.payer.value == "self" ||
        !are_one(audited.facts, event.org.value, audited.scope.org, audited.on))
      continue;
    const Date begins = event.period.calendar() ? event.period.first() : paid.event.on;
    const auto policy = audited.policy(event.org.value, begins);
    if (!policy) return tl::unexpected(policy.error());
    const auto posts = policy->get(kPensionPosts);
    const auto served = [&](std::string_view post) {
      return served_in(audited.facts, audited.subject.id, event.org.value, post, event.period);
    };
    if (posts ? std::ranges::any_of(*posts, [&](const Code& post) { return served(post.value); })
              : served({}))
      continue;
    Objection why = not_in_office(audited.subject.id, event.org.value,
                                  posts ? words_of(*policy, "post", *posts) : Saying(), event.period);
    why.evidence = {paid.position};
    Lead lead{paid.event.on, std::move(why)};
    lead.policy = policy->position();
    lead.amount_fen = event.amount_fen;
    lead.period = event.period;
    out.push_back(std::move(lead));
  }
  return out;
}

// A6. What follows from a grade is paid once the grade is determined, and not for a period graded so that
// nothing is due. What a revision explains, before or after, is none.
Leads unsupported_performance_pay(const Audited& audited) {
  std::vector<Lead> out;
  std::optional<Refusal> failed;
  const auto done = each_cell(audited, [&](const PayCell& cell) {
    if (cell.payments.empty() || !cell.period.calendar()) return;
    const auto policy = audited.policy(cell.org.str(), cell.period.first());
    if (!policy) {
      failed = policy.error();
      return;
    }
    const auto scheme = scheme_of_component(*policy, cell.component);
    if (!scheme) return;
    const Asked asked{audited.facts, *policy, audited.subject.id, audited.on};
    const GradedPay now = graded_pay(asked, scheme->value, cell.period);
    const Grade* record = grade_of(audited.facts, audited.subject.id, scheme->value, cell.period);
    for (const PaymentPart& part : cell.payments) {
      const Spent* spent = paid_at(audited, part);
      if (spent == nullptr || part.left() <= 0) continue;
      const Graded then = grade_on(audited.facts, audited.subject.id, scheme->value, cell.period, spent->on);
      const bool nothing_due = now.known() && now.granted && now.granted->value == Decimal();
      const bool was_other = then.grade != nullptr && now.grade && *then.grade != *now.grade;
      if (then.grade != nullptr && (!nothing_due || was_other)) continue;
      std::vector<Position> evidence{part.position};
      if (record != nullptr) evidence.push_back(record->position);
      Lead lead{spent->on, then.grade == nullptr
                               ? unmet(std::move(evidence), "{} 的等次尚未确定即发放 {}",
                                       "{1} were paid before {0} was graded", cell.period, Fen{part.left()})
                                     .asks("{} ≤ {}", phrase("等次确定", "graded"), spent->on)
                                     .found("{}", record == nullptr ? saying(kNone) : saying(record->on))
                               : unmet(std::move(evidence), "{} 等次为“{}”，仍发放 {}",
                                       "{2} were paid for {0}, graded {1}", cell.period,
                                       word_of(*policy, "grade", *now.grade), Fen{part.left()})
                                     .asks("{}", Fen())
                                     .found("{}", Fen{part.left()})};
      lead.amount_fen = Fen{part.left()};
      lead.period = cell.period;
      lead.policy = policy->position();
      out.push_back(std::move(lead));
    }
  });
  if (!done) return tl::unexpected(done.error());
  if (failed) return tl::unexpected(*failed);
  return out;
}

namespace {

template <class E>
Result<void> add_barred(const Audited& audited, std::vector<Lead>& out) {
  const auto given = events_then<E>(audited);
  if (!given) return tl::unexpected(given.error());
  for (const Recorded& each : *given) {
    for (const Sanction& sanction : audited.facts.items<&PersonDiscipline::sanctions>(audited.subject.id)) {
      const bool is_open = sanction.from <= each.event.on &&
                           (!sanction.lifted || each.event.on < *sanction.lifted) &&
                           (!sanction.until || each.event.on < *sanction.until);
      if (!is_open) continue;
      Lead lead{each.event.on,
                unmet({each.position, sanction.position}, "处分期内给予{}（处分自 {} 起）",
                      "{} was given inside a sanction of {}", *each.event.type->structure, sanction.from)
                    .asks("{}", phrase("处分解除之后", "after its end"))
                    .found("{}", each.event.on)};
      if constexpr (requires { each.event.as<E>().amount_fen; })
        lead.amount_fen = each.event.as<E>().amount_fen;
      out.push_back(std::move(lead));
      break;
    }
  }
  return {};
}

}  // namespace

// A7. Nobody is rewarded or honoured inside a sanction; of admonitions the bars of the policy say it.
Leads rewarded_while_barred(const Audited& audited) {
  std::vector<Lead> out;
  if (auto done = add_barred<RewardGranted>(audited, out); !done) return tl::unexpected(done.error());
  if (auto done = add_barred<HonourGranted>(audited, out); !done) return tl::unexpected(done.error());
  return out;
}

// A9. One component of one time comes from one organisation, and for one post; from several payers no more
// than is due. One payer's second payment is the law's.
Leads paid_twice(const Audited& audited) {
  std::vector<PayCell> cells;
  const auto done = each_cell(audited, [&](const PayCell& cell) {
    if (cell.held_fen() > 0) cells.push_back(cell);
  });
  if (!done) return tl::unexpected(done.error());
  std::vector<Lead> out;
  std::set<std::pair<Position, Position>> told;
  for (const PayCell& own : cells) {
    if (!are_one(audited.facts, own.org.str(), audited.scope.org, audited.on)) continue;
    for (const PayCell& other : cells) {
      const bool elsewhere = !are_one(audited.facts, own.org.str(), other.org.str(), audited.on);
      if (own.component != other.component || !overlap(own.period, other.period)) continue;
      for (const PaymentPart& a : own.payments) {
        const Spent* spent = paid_at(audited, a);
        if (spent == nullptr || a.left() <= 0) continue;
        for (const PaymentPart& b : other.payments) {
          if (b.left() <= 0 || a.position == b.position || replaces(a.basis, b.position) ||
              replaces(b.basis, a.position))
            continue;
          const bool other_post = a.post && b.post && a.post != b.post &&
                                  std::ranges::count_if(own.posts, [&](const PostPay& each) {
                                    return each.post == a.post || each.post == b.post;
                                  }) < 2;
          // Where nothing was decided of what is due, the same amount from another payer is one too many.
          const bool other_payer = own.payer && other.payer && own.payer != other.payer && !own.due_fen &&
                                   !other.due_fen && a.post == b.post && a.left() == b.left();
          if (!elsewhere && !(other_post && own.payer == other.payer) && !other_payer) continue;
          // Within one organisation the later payment is the double one; elsewhere both of them see it.
          if (!elsewhere && a.position < b.position) continue;
          if (!told.insert(std::minmax(a.position, b.position)).second) continue;
          Lead lead{spent->on,
                    unmet({a.position, b.position}, "{} 的“{}”由 {} 和 {} 重复发放",
                          "{1} of {0} was paid by {2} and by {3}", own.period,
                          word_of(audited.policy().value_or(PolicyView()), "component", own.component),
                          own.org, other.org)
                        .asks("{}", phrase("一处、一职发放", "one organisation and post"))
                        .found("{} + {}", Fen{a.left()}, Fen{b.left()})};
          lead.amount_fen = Fen{std::min(a.left(), b.left())};
          lead.period = own.period;
          out.push_back(std::move(lead));
        }
      }
    }
  }
  return out;
}

Unjudgeds headcount_unstated(const Audited& audited) {
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  std::vector<Unjudged> out;
  const bool is_stated = policy->get(kPaidPerVillage).value.has_value() ||
                         !audited.facts.items<&OrgPosts::seats>(audited.scope.org).empty();
  if (!is_stated)
    out.push_back({kNoParameter,
                   phrase("政策没有规定“{}”，也没有核定职数", "no policy gives \"{}\", and no seats were set",
                          phrase(kPaidPerVillage.zh, kPaidPerVillage.en)),
                   {kPaidPerVillage.key}});
  return out;
}

}  // namespace tenure

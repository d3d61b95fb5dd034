// C4, C5: what the collective owes, and what its officials owe it.
#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/audit/vouchers.h"
#include "domain/collective/books.h"
#include "domain/decisions/events.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"

namespace tenure {

namespace {

Result<std::vector<Debt>> debts_of(const Audited& audited) {
  std::vector<Debt> out;
  const auto numbers = audited.facts.parts(kView<OrgDebts>, audited.scope.org);
  if (!numbers) return tl::unexpected(numbers.error());
  for (const std::string& number : *numbers) {
    const auto& some = audited.facts.items<&OrgDebts::debts>(audited.scope.org, number);
    std::ranges::copy_if(some, std::back_inserter(out), [&](const Debt& debt) {
      return audited.scope.holds(debt.from) && debt.from <= audited.on;
    });
  }
  return out;
}

/// Whether a meeting or a resolution of that type decides something by the day: with a majority of those who
/// were there, as far as both are known.
template <OneOf<MeetingHeld, DecisionAdopted> E>
bool decides(const Event& event, Date by) {
  if (event.type->type != &kType<E> || by < event.on) return false;
  const auto& vote = event.as<E>();
  return !vote.votes_for || !vote.present || 2 * std::int64_t{*vote.votes_for} > *vote.present;
}

/// Whether one of that type on the matter decides it by the day.
template <OneOf<MeetingHeld, DecisionAdopted> E>
Result<bool> is_decided(const Audited& audited, const Ref<MatterId>& matter, Date by) {
  const auto votes =
      audited.facts.events(*find_event_type(Description<E>::kInfo.name), {SubjectKind::matter, matter.str()});
  if (!votes) return tl::unexpected(votes.error());
  return std::ranges::any_of(*votes, [&](const Recorded& each) { return decides<E>(each.event, by); });
}

/// Whether a meeting or a resolution decided it before: the one that it names, or one on its matter.
Result<bool> was_voted(const Audited& audited, const Debt& debt) {
  if (debt.vote) {
    const auto original = audited.facts.original(*debt.vote);
    if (original && (decides<MeetingHeld>(original->event, debt.from) ||
                     decides<DecisionAdopted>(original->event, debt.from)))
      return true;
  }
  if (!debt.matter) return false;
  auto voted = is_decided<MeetingHeld>(audited, *debt.matter, debt.from);
  if (voted && !*voted) voted = is_decided<DecisionAdopted>(audited, *debt.matter, debt.from);
  return voted;
}

constexpr std::string_view kLoanTaken = "loan_taken";
constexpr std::string_view kLoanMade = "loan_made";
constexpr std::string_view kGuarantee = "guarantee";
constexpr std::string_view kAdvance = "advance";

constexpr std::size_t kEvidenceMax = 50;

/// The vouchers by which more was owed, the last ones, after those by which balances were taken over in the
/// time audited.
Result<std::vector<Position>> vouchers_of_debt(const Audited& audited) {
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  std::vector<Position> out, taken;
  for (const BooksOpening& opening : audited.facts.items<&OrgOpenings::openings>(audited.scope.org)) {
    if (audited.scope.holds(opening.on) && opening.on <= audited.on) taken.push_back(opening.position);
  }
  for (const Recorded& each : *recorded) {
    const auto& lines = each.event.as<JournalPosted>().lines;
    const bool owes = std::ranges::any_of(lines, [](const JournalLine& line) {
      return is_of_kind(line, AccountKind::liability) && debit_of(line) < 0;
    });
    if (owes) out.push_back(each.position);
  }
  if (out.size() > kEvidenceMax) out.erase(out.begin(), out.end() - kEvidenceMax);
  out.insert(out.begin(), taken.begin(), taken.end());
  return out;
}

}  // namespace

// C4. What is owed does not grow over the time audited, and no loan is taken or guarantee given without a
// vote.
Leads debts_grown(const Audited& audited) {
  std::vector<Lead> out;
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  const auto most = policy->get(kDebtGrowth);
  const Date last = end_of_scope(audited);
  const auto told = books(audited.facts, audited.scope.org, audited.scope.from, last);
  if (!told) return tl::unexpected(told.error());
  std::int64_t opening = 0, closing = 0;
  for (const BookLine& line : told->lines) {
    const Account* account = find_account(line.account.value);
    if (account == nullptr || account->kind != AccountKind::liability) continue;
    // What was taken over within the time is what it began with: it grew by nothing.
    opening += line.opening_credit_fen.value - line.opening_debit_fen.value - line.restated_fen.value;
    closing += line.closing_credit_fen.value - line.closing_debit_fen.value;
  }
  if (most && closing - opening > most->value) {
    auto evidence = vouchers_of_debt(audited);
    if (!evidence) return tl::unexpected(evidence.error());
    Lead lead{last, unmet(std::move(*evidence), "负债由 {} 增至 {}", "what is owed grew from {} to {}",
                          Fen{opening}, Fen{closing})
                        .asks("≤ {}", Fen{opening + most->value})
                        .found("{}", Fen{closing})};
    lead.amount_fen = Fen{closing - opening};
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  const auto debts = debts_of(audited);
  if (!debts) return tl::unexpected(debts.error());
  for (const Debt& debt : *debts) {
    if (debt.kind.value != kLoanTaken && debt.kind.value != kGuarantee) continue;
    const auto voted = was_voted(audited, debt);
    if (!voted) return tl::unexpected(voted.error());
    if (*voted) continue;
    Lead lead{debt.from,
              unmet({debt.position}, "“{}” {} 之前没有表决通过", "no vote came before the {} of {}",
                    word_of(*policy, "debt", debt.kind), debt.amount_fen)
                  .asks("{}", phrase("会议表决或决议", "a vote of a meeting, or a resolution"))
                  .found("{}", kNone)};
    lead.amount_fen = debt.amount_fen;
    out.push_back(std::move(lead));
  }
  return out;
}

namespace {

/// Whether the person holds an office of the organisation on the day.
bool is_official(const Audited& audited, std::string_view person, Date day) {
  const auto* row = audited.facts.row<PersonTenure>(person);
  return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
           return is_held(audited.facts, office, day) &&
                  are_one(audited.facts, office.org.str(), audited.scope.org, audited.on);
         });
}

Lead insider(Date on, Position position, const std::string& person, Fen amount, Saying what) {
  Lead lead{on, unmet({position}, "{1}：{0}，{2}，当时在任", "{1} to {0}, {2}, who was in office",
                      Subject{SubjectKind::person, person}, what, amount)
                    .asks("{}", phrase("非在任人员", "nobody in office"))
                    .found("{}", saying(Subject{SubjectKind::person, person}))};
  lead.amount_fen = amount;
  lead.person = person;
  return lead;
}

}  // namespace

// C5. Officials are lent and guaranteed nothing, and what the collective earns is not left with them.
Leads insiders_favoured(const Audited& audited) {
  std::vector<Lead> out;
  const PolicyView policy = audited.policy().value_or(PolicyView());
  const auto debts = debts_of(audited);
  if (!debts) return tl::unexpected(debts.error());
  for (const Debt& debt : *debts) {
    const bool favours =
        debt.kind.value == kLoanMade || debt.kind.value == kGuarantee || debt.kind.value == kAdvance;
    if (!favours || !debt.counterparty || !is_official(audited, debt.counterparty->str(), debt.from))
      continue;
    out.push_back(insider(debt.from, debt.position, debt.counterparty->str(), debt.amount_fen,
                          word_of(policy, "debt", debt.kind)));
  }
  const auto recorded = vouchers_of(audited);
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& each : *recorded) {
    const auto& lines = each.event.as<JournalPosted>().lines;
    const bool earns = std::ranges::any_of(lines, [](const JournalLine& line) {
      return is_of_kind(line, AccountKind::income) && debit_of(line) < 0;
    });
    for (const JournalLine& line : lines) {
      if (!earns || role_of(line.account.value) != AccountRole::claim || debit_of(line) <= 0 ||
          !line.counterparty || !is_official(audited, line.counterparty->str(), each.event.on))
        continue;
      out.push_back(insider(each.event.on, each.position, line.counterparty->str(), Fen{debit_of(line)},
                            phrase("集体收入由个人持有", "income of the collective left with a person")));
    }
  }
  return out;
}

}  // namespace tenure

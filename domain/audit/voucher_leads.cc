// A1 of vouchers, A8: who approves, handles and signs what is paid.
#include <algorithm>
#include <set>

#include "domain/audit/vouchers.h"
#include "domain/decisions/rows.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

/// What a voucher gives away of cash and deposits; what only moves between them is nothing.
std::int64_t given_by(const JournalPosted& voucher) {
  std::int64_t out = 0;
  for (const JournalLine& line : voucher.lines) {
    const AccountRole role = role_of(line.account.value);
    if (role == AccountRole::cash || role == AccountRole::bank) out -= debit_of(line);
  }
  return out;
}

/// Who approved a voucher, on its day.
struct Approver {
  bool in_office = false;
  std::optional<Fen> most;  ///< of the limits of the posts
};

Approver approver_on(const Audited& audited, const PolicyView& policy, std::string_view person, Date day) {
  Approver out;
  const auto* row = audited.facts.row<PersonTenure>(person);
  for (const Office& office : row == nullptr ? std::vector<Office>() : row->offices) {
    const bool is_suspended = std::ranges::any_of(office.rests, [&](const Rest& rest) {
      return rest.from <= day && (!rest.until || day < *rest.until);
    });
    if (is_suspended || !is_held(audited.facts, office, day)) continue;
    // The township's staff approves for its villages.
    const bool is_here = climb(audited.facts, audited.scope.org, day, [&](std::string_view at) {
      return are_one(audited.facts, office.org.str(), at, audited.on);
    });
    if (!is_here) continue;
    out.in_office = true;
    const auto limit = policy.get(kApprovalLimit, office.post.value);
    if (limit) out.most = std::max(out.most.value_or(Fen()), *limit);
  }
  return out;
}

/// Whether something was decided by the day that the voucher rests on: an earlier event, or a resolution of
/// its matter.
Result<bool> rests_on_a_decision(const Audited& audited, const JournalPosted& voucher, Date day) {
  for (const Position basis : positions_in(voucher.basis)) {
    const auto original = audited.facts.original(basis);
    if (original && original->event.on <= day) return true;
  }
  const auto* matter = voucher.matter ? audited.facts.row<MatterDecision>(voucher.matter->value) : nullptr;
  return matter != nullptr && matter->done(kAdoption, day) != nullptr;
}

Subject person_of(const std::string& id) { return {SubjectKind::person, id}; }

}  // namespace

Result<void> add_vouchers_without_authority(const Audited& audited, std::vector<Lead>& out) {
  const auto vouchers = vouchers_of(audited);
  if (!vouchers) return tl::unexpected(vouchers.error());
  for (const Recorded& each : *vouchers) {
    const auto& voucher = each.event.as<JournalPosted>();
    const Date day = each.event.on;
    const Fen given{given_by(voucher)};
    if (given.value <= 0) continue;
    const auto policy = audited.policy(audited.scope.org, day);
    if (!policy) return tl::unexpected(policy.error());
    const bool has_limits = !policy->words(kApprovalLimit).empty();
    const auto decided =
        voucher.approvers.empty() ? rests_on_a_decision(audited, voucher, day) : Result<bool>(false);
    if (!decided) return tl::unexpected(decided.error());
    bool in_office = false;
    bool may = *decided;
    std::optional<Fen> most;
    for (const Ref<PersonId>& person : voucher.approvers) {
      const Approver approver = approver_on(audited, *policy, person.str(), day);
      in_office = in_office || approver.in_office;
      may = may || (approver.in_office && !has_limits) || (approver.most && given <= *approver.most);
      if (approver.most) most = std::max(most.value_or(Fen()), *approver.most);
    }
    if (may) continue;
    const Saying in_time = phrase("当日在任的审批人", "an approver in office that day");
    Lead lead{day, {}};
    if (voucher.approvers.empty()) {
      lead.why = unmet({each.position}, "支付 {}，凭证没有审批人",
                       "{} were paid by a voucher that nobody approved", given)
                     .asks("{}", in_time)
                     .found("{}", kNone);
    } else if (!in_office) {
      lead.why = unmet({each.position}, "支付 {}，审批人 {} 当日不在任或已停职",
                       "{} were paid, approved by {} out of office or suspended", given,
                       subject(voucher.approvers.front().id))
                     .asks("{}", in_time)
                     .found("{}", phrase("不在任", "out of office"));
    } else {
      lead.why = unmet({each.position}, "支付 {}，超出审批人的限额 {}",
                       "{} were paid, the approver's limit is {}", given, most.value_or(Fen()))
                     .asks("≤ {}", most.value_or(Fen()))
                     .found("{}", given);
    }
    lead.amount_fen = given;
    lead.policy = policy->position();
    out.push_back(std::move(lead));
  }
  return {};
}

namespace {

/// What one of the two declared of the other by the day, whoever did; null: nothing.
const Kin* kin_of(const Audited& audited, const std::string& one, const std::string& other, Date by) {
  const auto declared = [&](const std::string& who, const std::string& whom) {
    return find_first(audited.facts.items<&PersonKin::kin>(who),
                      [&](const Kin& each) { return each.other.str() == whom && each.from <= by; });
  };
  const Kin* own = declared(one, other);
  return own != nullptr ? own : declared(other, one);
}

/// Whoever approves, handles or signs a voucher is neither the one to whom it pays nor declared kin of
/// theirs.
Result<void> add_vouchers_in_own_favour(const Audited& audited, std::vector<Lead>& out) {
  const auto vouchers = vouchers_of(audited);
  if (!vouchers) return tl::unexpected(vouchers.error());
  for (const Recorded& each : *vouchers) {
    const auto& voucher = each.event.as<JournalPosted>();
    const Date day = each.event.on;
    if (given_by(voucher) <= 0) continue;
    std::set<std::string> payees, hands;
    for (const JournalLine& line : voucher.lines) {
      if (line.counterparty && line.debit_fen.value_or(Fen()) > Fen())
        payees.insert(line.counterparty->str());
    }
    if (payees.empty()) continue;
    for (const Ref<PersonId>& person : voucher.approvers) hands.insert(person.str());
    if (voucher.handler) hands.insert(voucher.handler->str());
    const auto act = audited.acts.of(each.position);
    if (!act) return tl::unexpected(act.error());
    for (const std::string& keyid : (*act)->keyids) {
      const auto* key = audited.facts.row<KeyRow>(keyid);
      if (key != nullptr && key->person) hands.insert(key->person->str());
    }
    const auto policy = audited.policy(audited.scope.org, day);
    if (!policy) return tl::unexpected(policy.error());
    for (const std::string& payee : payees) {
      for (const std::string& hand : hands) {
        const Kin* kin = payee == hand ? nullptr : kin_of(audited, payee, hand, day);
        if (payee != hand && kin == nullptr) continue;
        Objection why =
            kin == nullptr ? unmet({each.position}, "{} 经手、审批或签署向本人的付款",
                                   "{} handled, approved or signed a payment to themselves", person_of(payee))
                           : unmet({each.position, kin->position}, "由亲属（{}）经手、审批或签署向 {} 的付款",
                                   "kin ({}) handled, approved or signed a payment to {}",
                                   word_of(*policy, "kinship", kin->relation), person_of(payee));
        Lead lead{day, std::move(why)
                           .asks("{}", phrase("由无利害关系的人经手、审批", "others handle and approve it"))
                           .found("{}", person_of(hand))};
        lead.amount_fen = Fen{given_by(voucher)};
        lead.person = payee;
        out.push_back(std::move(lead));
        break;
      }
    }
  }
  return {};
}

}  // namespace

// A8. Whoever signs a payment is no declared kin of the payee's; of the payee's own signature the law says
// it. Of the village's own money: whoever handles, approves or signs the voucher.
Leads paid_by_kin(const Audited& audited) {
  std::vector<Lead> out;
  for (const Spent& spent : audited.spent) {
    if (!spent.is_person) continue;
    const auto act = audited.acts.of(spent.position);
    if (!act) return tl::unexpected(act.error());
    for (const std::string& keyid : (*act)->keyids) {
      const auto* key = audited.facts.row<KeyRow>(keyid);
      if (key == nullptr || !key->person) continue;
      const Kin* declared = kin_of(audited, spent.payee, key->person->str(), spent.on);
      if (declared == nullptr) continue;
      Lead lead{spent.on,
                unmet({spent.position, declared->position}, "由亲属（{}）签署向 {} 的付款",
                      "kin ({}) signed a payment to {}",
                      word_of(audited.policy().value_or(PolicyView()), "kinship", declared->relation),
                      payee_of(spent))
                    .asks("{}", phrase("非亲属签署", "signed by others"))
                    .found("{}", person_of(key->person->str()))};
      lead.amount_fen = spent.amount_fen;
      lead.person = spent.payee;
      out.push_back(std::move(lead));
      break;
    }
  }
  if (auto done = add_vouchers_in_own_favour(audited, out); !done) return tl::unexpected(done.error());
  return out;
}

}  // namespace tenure

#include "domain/ledger/policy.h"
#include "domain/rules/rule.h"
#include "domain/words/known.h"

namespace tenure {
namespace {

Objections issued_late(const Judged& judged) {
  const auto age_max = judged.policy.get(kIssuedAgeMax);
  if (!age_max) return std::nullopt;
  const std::int32_t age = judged.facts.today().days - judged.act.issued_at.date().days;
  if (age <= age_max->count) return std::nullopt;
  return unmet("签发后 {} 天才入账，上限 {} 天", "recorded {} days after its issue, at most {}", age,
               age_max->count)
      .asks("≤ {}", many(age_max->count, form::kDays))
      .found("{}", many(age, form::kDays));
}

}  // namespace

const RuleTable& ledger_rules() {
  static const RuleTable table{
      kLedgerParameters,
      {{"gate.issued_late", "", "入账及时", "Recorded soon after issue", form::Gate{.check = &issued_late}},
       {"law.known_word", "LAW-23", "用词规范", "Known words",
        gate_of_types<&uses_unknown_words>([](const EventType&) { return true; })}}};
  return table;
}

}  // namespace tenure

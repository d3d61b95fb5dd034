#include "domain/ledger/closings.h"
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

/// Who transcribed a paper does not check the transcription: what favours them is signed by another one too.
Objections checked_by_the_transcriber(const Judged& judged) {
  const auto& provenance = judged.act.provenance;
  if (!provenance || !provenance->checker || provenance->checker->id != provenance->transcriber.id)
    return std::nullopt;
  const PersonId& person = provenance->transcriber.id;
  return unmet("{} 自行核对本人的转录", "{} checked their own transcription", person)
      .asks("≠ {}", person)
      .found("{}", person);
}

}  // namespace

const RuleTable& ledger_rules() {
  static const RuleTable table{
      kLedgerParameters,
      {{"gate.issued_late", "", "入账及时", "Recorded soon after issue", form::Gate{.check = &issued_late}},
       {"law.period_open", "LAW-03", "关账后不再入账", "Nothing enters a closed period",
        nothing_in_a_closed_period()},
       {"law.checked_by_another", "LAW-11", "转录由他人核对", "A transcription is checked by another person",
        form::Gate{.check = &checked_by_the_transcriber}},
       {"law.known_word", "LAW-23", "用词规范", "Known words",
        gate_of_types<&uses_unknown_words>([](const EventType&) { return true; })}}};
  return table;
}

}  // namespace tenure

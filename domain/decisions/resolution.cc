#include "domain/decisions/resolution.h"

#include "domain/decisions/policy.h"

namespace tenure {

std::optional<Decimal> part_of(const People& part, const People& whole) {
  if (!part || !whole || *whole <= 0) return std::nullopt;
  return Decimal{(*part * Decimal::kScale + *whole - 1) / *whole};
}

Saying share_said(const std::optional<Decimal>& share) { return share ? saying(*share) : saying(kNone); }

Objections lacks_quorum(const PolicyView& policy, const Code& body, const People& eligible,
                        const People& present) {
  const auto least = policy.get(kDecisionQuorum, body.value);
  const auto share = part_of(present, eligible);
  if (!least || (share && *share >= least->value)) return std::nullopt;
  return unmet("“{}”到会比例低于规定，或没有记载",
               "too few were present at the {}, or nobody recorded how many",
               word_of(policy, "meeting", body))
      .asks("≥ {}", least->value)
      .found("{}", share_said(share));
}

Objections lacks_majority(const PolicyView& policy, const Code& body, const People& present,
                          const People& votes_for) {
  const auto most = policy.get(kDecisionMajority, body.value);
  const auto share = part_of(votes_for, present);
  if (!most || (share && *share > most->value)) return std::nullopt;
  return unmet("“{}”赞成比例没有超过规定，或没有记载",
               "too few at the {} voted for it, or nobody recorded how many",
               word_of(policy, "meeting", body))
      .asks("> {}", most->value)
      .found("{}", share_said(share));
}

}  // namespace tenure

// Gates on what is for a period. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

template <auto Check, class E>
form::Gate period_gate_of(Objections (*)(const Judged&, const E&)) {
  return {&kType<E>, [](const Judged& judged) -> Objections {
            const E& event = judged.event.as<E>();
            std::optional<Period> period = event.period;
            const PolicyView policy = period ? judged.policy.of(*period) : judged.policy;
            return Check({judged.facts, policy, judged.act, judged.event}, event);
          }};
}
/// A gate on what is for a period: asked by the policy of that period, not of the day on which it is done.
template <auto Check>
form::Gate period_gate() {
  return period_gate_of<Check>(Check);
}

}  // namespace tenure

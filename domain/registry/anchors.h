// Anchors that expectations of several areas share: what sets them going, read out of the register.
// Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// The day from which the policy that is asked about holds, or those that it followed without a day between:
/// an amendment does not silence what was missing before it. Nothing without one.
std::optional<Date> policy_since(const Asked& asked);

/// The policy that is asked about, and those that bound the same organisation on an earlier day from `from`
/// on, each once: whom they asked in their time is theirs to say.
std::vector<PolicyView> policies_since(const Asked& asked, Date from);

/// The organisation that is asked about, when it is of one of these kinds, from the day on which it was there
/// and the policy held. Nothing when the policy does not name the kinds.
std::vector<form::Anchor> org_of_kinds(const Asked& asked, const Parameter<Codes>& kinds);
std::optional<form::Anchor> org_of_kind(const Asked& asked, const Codes& kinds);

template <const Parameter<Codes>& Kinds>
std::vector<form::Anchor> org_of(const Asked& asked) {
  return org_of_kinds(asked, Kinds);
}

}  // namespace tenure

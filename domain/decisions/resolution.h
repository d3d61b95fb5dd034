// Whether a resolution had its quorum and its majority, as the policy asks of the body that adopted it; and
// shares of people. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// People of a group that are there, or vote; nothing where it is not recorded.
using People = std::optional<std::int32_t>;

/// The part of the whole, with the four decimals that shares have, rounded up: a policy gives two thirds as
/// 0.6667. Nothing where one of both is not recorded.
std::optional<Decimal> part_of(const People& part, const People& whole);
/// As words say it: `kNone` where it is not recorded.
Saying share_said(const std::optional<Decimal>& share);

/// Too few of those eligible are present, or nobody knows how many.
Objections lacks_quorum(const PolicyView& policy, const Code& body, const People& eligible,
                        const People& present);
/// No more of those present than this share vote for it, or nobody knows how many.
Objections lacks_majority(const PolicyView& policy, const Code& body, const People& present,
                          const People& votes_for);

}  // namespace tenure

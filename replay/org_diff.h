// What changed of an organisation and all below it between two tree sizes: organisations, people, offices,
// grades, money paid.
//
// It looks at what the index holds of those organisations between the sizes, and at the parts of their rows
// that these events touch: what was recorded of others, or before, costs nothing. Deaths stand in people's
// files alone, so whoever was on a register is looked up. One question, one thread.
#pragma once

#include <functional>

#include "domain/describe/type.h"
#include "replay/past.h"

namespace tenure {

TENURE_ENUM(ChangedThing, (orgs, "组织", "organisations")(people, "人员", "people")(offices, "职务", "offices")
                          (grades, "等次", "grades")(money, "已发报酬", "money paid"));
/// `changed`: what was recorded of it is corrected; `withdrawn`: a correction took it out.
TENURE_ENUM(ChangeWord, (came, "进入", "came")(left, "离开", "left")(moved, "内部调动", "moved within")
                        (died, "死亡", "died")(begun, "任职", "begun")(ended, "离任", "ended")
                        (determined, "确定", "determined")(revised, "变更", "revised")(paid, "发放", "paid")
                        (changed, "更正", "corrected")(withdrawn, "撤销", "withdrawn"));

/// Changes that an answer lists; those behind are counted in `left_out`, and in `totals` like the others.
inline constexpr std::size_t kOrgChangesMax = 10'000;
/// Positions that one of them lists, the newest ones.
inline constexpr std::size_t kChangePositionsMax = 20;

/// Whether the viewer may be told of the event.
using SeesEvent = std::function<Result<bool>(Position position)>;

/// {org, from_size, until_size, totals: [{what, change, count}], money: [{component, before_fen, after_fen,
/// difference_fen}], changes: [{what, change, org, person?, from_org?, post?, from?, until?, scheme?,
/// period?, grade_before?, grade_after?, component?, before_fen?, after_fen?, positions}], left_out} Money is
/// what went out, of the periods of which something was recorded between the sizes. What only events changed
/// that the viewer may not see is not told, but for money, which is told as the statistics tell it.
Result<std::string> org_diff(const Archive& archive, std::string_view org, const When& from,
                             const When& until, const SeesEvent& sees);

}  // namespace tenure

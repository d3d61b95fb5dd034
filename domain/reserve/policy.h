// What a policy may say of the reserve: how activists are found, who is guided by whom.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kReserveParameters,
  (bool, kActivistMeeting, "reserve.activist_meeting_required", "", "积极分子须经公推大会", "activists only by a nomination meeting", "PY-11")
  (Codes, kMentoredPosts, "mentor.posts", "", "非党员任此职务者须结对", "holders of these posts who are no members are guided", "PY-15")
  (std::int64_t, kMenteesMax, "mentor.mentees_max", "人", "一名培养人结对人数上限", "guided by one mentor at a time, at most", "PY-15"));

}  // namespace tenure

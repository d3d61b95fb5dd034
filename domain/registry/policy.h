// What a policy may say of organisations.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kRegistryParameters,
  (std::int64_t, kPostsMin, "posts.min", "人", "职数下限", "fewest posts", "OPN-25")
  (std::int64_t, kPostsMax, "posts.max", "人", "职数上限", "most posts", "OPN-25")
  (Code, kPostsOf, "posts.of", "", "职数所指职务", "the post that is counted; absent: each", "OPN-25"));

}  // namespace tenure

// How a refusal is told to programs: an RFC 9457 problem object, the same over HTTP, in a feed and by
// `tenure --json`.
//
// `type` is urn:tenure:problem:<reason>; `title` says in Chinese and English what is wrong and what to do,
// the same for each refusal of the reason; `detail` what was found and `where`. Pure; any thread.
#pragma once

#include <string>

#include "domain/describe/type.h"

namespace tenure {

struct Problem {
  ShortText type;
  LongText title;
  std::int32_t status = 0;  ///< of HTTP
  std::optional<LongText> where;
  std::optional<LongText> detail;
};
// clang-format off
TENURE_STRUCT(Problem, "问题", "Problem",
  (type, "类型", "type")
  (title, "标题", "title")
  (status, "状态码", "status")
  (where, "位置", "where")
  (detail, "详情", "detail"));
// clang-format on

std::string problem_json(const Refusal& refusal);

}  // namespace tenure

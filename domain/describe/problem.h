// How a refusal is told to programs: an RFC 9457 problem object, the same over HTTP, in a feed and by
// `tenure --json`.
//
// `type` is urn:tenure:problem:<reason>; `title` says in Chinese and English what is wrong and what to do,
// the same for each refusal of the reason; `detail` what was found and `where`. Pure; any thread.
#pragma once

#include <string>

#include "domain/act/verdict.h"

namespace tenure {

TENURE_STRUCT(Problem, "问题", "Problem",
  (ShortText, type, "类型", "type")
  (LongText, title, "标题", "title")
  (std::int32_t, status, "状态码", "status", 0)  ///< of HTTP
  (std::optional<LongText>, where, "位置", "where")
  (std::optional<LongText>, detail, "详情", "detail")
  // Of an enforced rule.
  (std::optional<ShortText>, rule, "规则", "rule")
  (std::vector<ShortText>, mechanisms, "条款", "mechanisms")
  (std::optional<LongText>, required, "要求", "required")
  (std::optional<LongText>, actual, "实际", "actual")
  (std::vector<ShortText>, evidence, "依据位置", "evidence")
  (std::optional<ShortText>, policy, "政策位置", "policy")
  (std::optional<Labels>, required_labels, "要求（文字）", "required, in words")
  (std::optional<Labels>, actual_labels, "实际（文字）", "actual, in words")
  (std::vector<ParameterUsed>, parameters, "所用参数", "parameters"));

std::string problem_json(const Refusal& refusal);

}  // namespace tenure

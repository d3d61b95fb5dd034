// The verdict: what the ledger said of an act at admission. Stored beside the envelope, hashed into the
// entry, never computed again.
#pragma once

#include "domain/describe/type.h"

namespace tenure {

/// `record`: what is found is noted in the verdict, and rings no alert.
TENURE_ENUM(RuleMode, (off, "关闭", "off")(flag, "标记", "flag")(enforce, "强制", "enforce")
            (record, "仅记录", "record"));

/// Whether a rule in this mode rings while what it says stands.
inline bool rings(RuleMode mode) { return mode == RuleMode::flag || mode == RuleMode::enforce; }

/// A rule that an event did not meet and that did not stop it.
TENURE_STRUCT(Labels, "文字", "Labels",
  (LongText, zh, "中文", "Chinese")
  (LongText, en, "英文", "English"));

/// A parameter of a policy that a rule went by.
TENURE_STRUCT(ParameterUsed, "所用参数", "Parameter used",
  (ShortText, key, "键", "key")
  (LongText, value, "值", "value")  ///< as JSON
  (std::optional<Position>, policy, "政策位置", "policy"));

TENURE_STRUCT(Flag, "标记", "Flag",
  (std::int32_t, event, "事件", "event", 0)  ///< ordinal in the act
  (Code, rule, "规则", "rule")
  (RuleMode, mode, "方式", "mode", RuleMode::flag)
  (std::vector<ShortText>, mechanisms, "条款", "mechanisms")
  (LongText, message, "说明", "message")
  (std::optional<Position>, policy, "政策位置", "policy")
  (std::optional<LongText>, required, "要求", "required")
  (std::optional<LongText>, actual, "实际", "actual")
  (std::vector<Position>, evidence, "依据位置", "evidence")
  (std::optional<Labels>, required_labels, "要求（文字）", "required, in words")
  (std::optional<Labels>, actual_labels, "实际（文字）", "actual, in words")
  (std::vector<ShortText>, mentions, "所提对象", "mentions")  ///< whom the message names by id
  (std::vector<ParameterUsed>, parameters, "所用参数", "parameters"));

TENURE_STRUCT(Verdict, "准入结论", "Verdict", (std::vector<Flag>, flags, "标记", "flags"));

}  // namespace tenure

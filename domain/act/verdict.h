// The verdict: what the ledger said of an act at admission. Stored beside the envelope, hashed into the
// entry, never computed again.
#pragma once

#include "domain/describe/type.h"

namespace tenure {

TENURE_ENUM(RuleMode, (off, "关闭", "off")(flag, "标记", "flag")(enforce, "强制", "enforce"));

/// A rule that an event did not meet and that did not stop it.
struct Flag {
  std::int32_t event = 0;  ///< ordinal in the act
  Code rule;
  RuleMode mode = RuleMode::flag;
  std::vector<ShortText> mechanisms;
  LongText message;
  std::optional<Position> policy;
};
TENURE_STRUCT(Flag, "标记", "Flag",
              (event, "事件", "event")(rule, "规则", "rule")(mode, "方式", "mode")(
                  mechanisms, "条款", "mechanisms")(message, "说明", "message")(policy, "政策位置",
                                                                                "policy"));

struct Verdict {
  std::vector<Flag> flags;
};
TENURE_STRUCT(Verdict, "准入结论", "Verdict", (flags, "标记", "flags"));

}  // namespace tenure

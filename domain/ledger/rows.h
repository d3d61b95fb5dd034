// What the ledger knows of itself and of its keys.
#pragma once

#include "domain/ledger/events.h"

namespace tenure {

/// A key that signs checkpoints, from its position on.
TENURE_STRUCT(LogKey, "日志密钥", "Log key",
  (ShortText, verifier_key, "公钥", "verifier key")
  (Position, position, "位置", "position")
  /// until when the keys before it sign too
  (std::optional<Date>, former_until, "旧钥并签至", "former keys sign until"));

TENURE_STRUCT(ClosedPeriod, "已关期间", "Closed period",
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Position, position, "位置", "position")
  (std::optional<Code>, kind, "类别", "kind"));  ///< of appraisal; absent: everything

/// The ledger's own facts: one row.
TENURE_ROW(LedgerRow, ledger, "账本", "Ledger",
  (std::optional<ShortText>, origin, "账本来源", "origin")
  (Clock, clock, "时钟", "clock", Clock::system)
  (std::vector<Ref<KeyId>>, root_keys, "根密钥", "root keys")
  (std::int32_t, root_threshold, "根密钥门限", "root threshold", 1)
  (std::vector<LogKey>, log_keys, "日志公钥", "log keys"));

/// One grant of a key, as SignerAuthorised gave it.
struct Grant {
  TENURE_FIELDS(Grant, "授权", "Grant",
    (Position, position, "位置", "position")
    (Ref<OrgId>, org_subtree, "组织范围", "organisation subtree")
    (std::vector<ShortText>, types, "事件类型", "event types")
    (std::optional<Fen>, limit_fen, "每笔限额（分）", "limit an event, fen")
    (Date, from, "起始日期", "from")
    (std::optional<Date>, until, "截止日期", "until")
    (bool, may_delegate, "可否转授", "may delegate", false)
    (std::int32_t, quorum, "须共同签署人数", "quorum", 1));

  bool in_force(Date date) const { return from <= date && (!until || date <= *until); }
  bool covers_type(std::string_view type, std::string_view area) const;
};

TENURE_STRUCT(GrantRevocation, "撤销授权", "Grant revocation",
  (Position, position, "位置", "position")
  (std::optional<Position>, grant, "授权位置", "grant"));  ///< absent: all grants before `position`

/// A registered key with everything it was ever granted.
struct KeyRow {
  static constexpr SubjectKind kSubject = SubjectKind::key;
  TENURE_FIELDS(KeyRow, "密钥", "Key",
    (std::optional<Position>, registered, "登记位置", "registered at")
    (std::optional<Ref<PersonId>>, person, "持有人", "holder")
    (std::optional<Position>, revoked, "吊销位置", "revoked at")
    (std::vector<Grant>, grants, "授权", "grants")
    (std::vector<GrantRevocation>, revocations, "撤销", "revocations"));

  bool is_revoked(const Grant& grant) const;
};

/// Closed periods of an organisation.
TENURE_ROW(OrgClosings, org, "关账", "Closings",
  (std::vector<ClosedPeriod>, closed, "已关期间", "closed periods"));

TENURE_STRUCT(FlagReview, "标记复核", "Review of a flag",
  (Date, on, "日期", "on")
  (Code, rule, "规则", "rule")
  (Disposition, disposition, "结论", "disposition", Disposition::explained)
  (Position, position, "位置", "position"));

/// What answered the flags of an event: one row a flagged event, part is its position.
TENURE_ROW(FlagReviews, ledger, "标记复核", "Reviews of flags",
  (std::vector<FlagReview>, reviews, "复核", "reviews"));

/// What corrected an event: one row an event, part is its position. The last one says what counts.
TENURE_ROW(Corrections, ledger, "更正", "Corrections",
  (std::vector<Position>, made, "更正位置", "corrections"));

using LedgerRows = RowList<LedgerRow, KeyRow, OrgClosings, FlagReviews, Corrections>;

}  // namespace tenure

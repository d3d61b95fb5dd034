// What the ledger knows of itself and of its keys.
#pragma once

#include "domain/ledger/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// A key that signs checkpoints, from its position on.
struct LogKey {
  ShortText verifier_key;
  Position position;
  std::optional<Date> former_until;  ///< until when the keys before it sign too
};
TENURE_STRUCT(LogKey, "日志密钥", "Log key",
  (verifier_key, "公钥", "verifier key")
  (position, "位置", "position")
  (former_until, "旧钥并签至", "former keys sign until"));

struct ClosedPeriod {
  OrgId org;
  Period period;
  Position position;
};
TENURE_STRUCT(ClosedPeriod, "已关期间", "Closed period",
  (org, "组织", "organisation")
  (period, "期间", "period")
  (position, "位置", "position"));

/// The ledger's own facts: one row.
struct LedgerRow {
  static constexpr SubjectKind kSubject = SubjectKind::ledger;

  std::optional<ShortText> origin;
  Clock clock = Clock::system;
  std::vector<Ref<KeyId>> root_keys;
  std::int32_t root_threshold = 1;
  std::vector<LogKey> log_keys;
};
TENURE_STRUCT(LedgerRow, "账本", "Ledger",
  (origin, "账本来源", "origin")
  (clock, "时钟", "clock")
  (root_keys, "根密钥", "root keys")
  (root_threshold, "根密钥门限", "root threshold")
  (log_keys, "日志公钥", "log keys"));

/// One grant of a key, as SignerAuthorised gave it.
struct Grant {
  Position position;
  Ref<OrgId> org_subtree;
  std::vector<ShortText> types;
  std::optional<Fen> limit_fen;
  Date from;
  std::optional<Date> until;
  bool may_delegate = false;
  std::int32_t quorum = 1;

  bool in_force(Date date) const { return from <= date && (!until || date <= *until); }
  bool covers_type(std::string_view type, std::string_view area) const;
};
TENURE_STRUCT(Grant, "授权", "Grant",
  (position, "位置", "position")
  (org_subtree, "组织范围", "organisation subtree")
  (types, "事件类型", "event types")
  (limit_fen, "每笔限额（分）", "limit an event, fen")
  (from, "起始日期", "from")
  (until, "截止日期", "until")
  (may_delegate, "可否转授", "may delegate")
  (quorum, "须共同签署人数", "quorum"));

struct GrantRevocation {
  Position position;
  std::optional<Position> grant;  ///< absent: all grants before `position`
};
TENURE_STRUCT(GrantRevocation, "撤销授权", "Grant revocation",
  (position, "位置", "position")
  (grant, "授权位置", "grant"));

/// A registered key with everything it was ever granted.
struct KeyRow {
  static constexpr SubjectKind kSubject = SubjectKind::key;

  std::optional<Position> registered;
  std::optional<Ref<PersonId>> person;
  std::optional<Position> revoked;
  std::vector<Grant> grants;
  std::vector<GrantRevocation> revocations;

  bool is_revoked(const Grant& grant) const;
};
TENURE_STRUCT(KeyRow, "密钥", "Key",
  (registered, "登记位置", "registered at")
  (person, "持有人", "holder")
  (revoked, "吊销位置", "revoked at")
  (grants, "授权", "grants")
  (revocations, "撤销", "revocations"));

/// Closed periods of an organisation.
struct OrgClosings {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<ClosedPeriod> closed;
};
TENURE_STRUCT(OrgClosings, "关账", "Closings", (closed, "已关期间", "closed periods"));

struct FlagReview {
  Date on;
  Code rule;
  Disposition disposition = Disposition::explained;
  Position position;
};
TENURE_STRUCT(FlagReview, "标记复核", "Review of a flag",
  (on, "日期", "on")
  (rule, "规则", "rule")
  (disposition, "结论", "disposition")
  (position, "位置", "position"));

/// What answered the flags of an event: one row a flagged event, part is its position.
struct FlagReviews {
  static constexpr SubjectKind kSubject = SubjectKind::ledger;

  std::vector<FlagReview> reviews;
};
TENURE_STRUCT(FlagReviews, "标记复核", "Reviews of flags", (reviews, "复核", "reviews"));

using LedgerRows = RowList<LedgerRow, KeyRow, OrgClosings, FlagReviews>;

void apply(LedgerRow& row, const Dated<LedgerOpened>& event);
void apply(LedgerRow& row, const Dated<LogKeyRotated>& event);
void apply(KeyRow& row, const Dated<KeyRegistered>& event);
void apply(KeyRow& row, const Dated<KeyRevoked>& event);
void apply(KeyRow& row, const Dated<SignerAuthorised>& event);
void apply(KeyRow& row, const Dated<SignerRevoked>& event);
void apply(OrgClosings& row, const Dated<PeriodClosed>& event);
void apply(FlagReviews& row, const Dated<FlagReviewed>& event);
std::vector<std::string> parts(const FlagReviews&, const Dated<FlagReviewed>& event);

}  // namespace tenure

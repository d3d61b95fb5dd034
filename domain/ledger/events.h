// Events about the ledger itself: its opening, keys, signers, corrections, overrides, closings, erasure.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

TENURE_ENUM(Clock, (system, "系统时钟", "system clock")
            (simulated, "模拟时钟", "simulated clock: recorded at what the issuer says"));

/// The first event of the first act. `root_keys` sign control events at `root_threshold`; `log_key` signs
/// checkpoints.
TENURE_STRUCT(LedgerOpened, "账本开立", "Ledger opened",
  (ShortText, origin, "账本来源", "origin")  ///< the checkpoint's origin: a host name and a path, no scheme
  (Clock, clock, "时钟", "clock", Clock::system)
  (std::vector<Ref<KeyId>>, root_keys, "根密钥", "root keys")
  (std::int32_t, root_threshold, "根密钥门限", "root keys that must sign together", 1)
  (ShortText, log_key, "日志公钥", "log's verifier key"));  ///< verifier key of a signed note
TENURE_EVENT_TRAITS(LedgerOpened, .control = true);

/// Another key signs checkpoints. Until `overlap_until` the former key signs beside it.
TENURE_STRUCT(LogKeyRotated, "日志密钥轮换", "Log key rotated",
  (ShortText, log_key, "新日志公钥", "new verifier key")
  (std::optional<Date>, overlap_until, "旧钥并签至", "former key signs until"));
TENURE_EVENT_TRAITS(LogKeyRotated, .control = true);

/// A public key enters the register. `key` is the base64url of the 32 bytes of an Ed25519 public key.
TENURE_STRUCT(KeyRegistered, "密钥登记", "Key registered",
  (KeyId, key, "公钥", "public key")
  (Code, alg, "算法", "algorithm")  ///< "ed25519"
  (Ref<PersonId>, person, "持有人", "holder"));
TENURE_EVENT_TRAITS(KeyRegistered, .control = true, .registers = SubjectKind::key);

TENURE_STRUCT(KeyRevoked, "密钥吊销", "Key revoked",
  (KeyId, key, "公钥", "public key")
  (Code, reason, "原因", "reason"));
TENURE_EVENT_TRAITS(KeyRevoked, .control = true);

/// A grant: the key may sign these event types for organisations of this subtree, up to an amount an event.
/// `types` holds event type names, `<area>.*` or `*`. Both dates are inclusive. `quorum`: how many different
/// keys must sign an act that relies on this grant.
TENURE_STRUCT(SignerAuthorised, "签署授权", "Signer authorised",
  (KeyId, key, "公钥", "public key")
  (Ref<PersonId>, person, "签署人", "signer")
  (Ref<OrgId>, org_subtree, "组织范围", "organisation subtree")
  (std::vector<ShortText>, types, "事件类型", "event types")
  (std::optional<Fen>, limit_fen, "每笔限额（分）", "limit an event, fen")
  (Date, from, "起始日期", "from")
  (std::optional<Date>, until, "截止日期", "until")
  (std::optional<bool>, may_delegate, "可否转授", "may delegate")
  (std::optional<std::int32_t>, quorum, "须共同签署人数", "keys that must sign together"));
TENURE_EVENT_TRAITS(SignerAuthorised, .control = true);

/// Ends the key's grant made at `grant`, or all that were made before.
TENURE_STRUCT(SignerRevoked, "撤销签署授权", "Signer revoked",
  (KeyId, key, "公钥", "public key")
  (std::optional<Position>, grant, "授权位置", "position of the grant")
  (Code, reason, "原因", "reason"));
TENURE_EVENT_TRAITS(SignerRevoked, .control = true);

/// The record was wrong. `target` is an original position; the newest correction of a target wins; without a
/// `replacement` the target is void. Nothing is edited: history before the correction answers as it was known
/// then.
TENURE_STRUCT(CorrectionRecorded, "更正", "Correction recorded",
  (Position, target, "更正对象", "target position")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::optional<Event>, replacement, "更正后的事件", "replacement event"));
TENURE_EVENT_TRAITS(CorrectionRecorded, .control = true);

/// Sets an enforced rule aside for the other events of the same act.
TENURE_STRUCT(OverrideRecorded, "规则豁免", "Override recorded",
  (Code, rule, "规则", "rule")
  (Sealed<LongText>, reason, "理由", "reason")
  (Ref<PersonId>, approver, "批准人", "approver"));

/// Year, quarter or month closed, so that money, grades and points of an organisation are final: of itself,
/// not of those below it, and, with a kind, only what that kind of appraisal scores. A correction opens it
/// again.
TENURE_STRUCT(PeriodClosed, "期间关账", "Period closed",
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::optional<Code>, kind, "类别", "kind"));

TENURE_ENUM(Disposition, (explained, "已说明", "explained")(not_upheld, "不成立", "not upheld")
            (confirmed, "属实", "confirmed"));

/// Answers a flag of a verdict; shown beside it for ever.
TENURE_STRUCT(FlagReviewed, "标记复核", "Flag reviewed",
  (Position, flagged, "被标记事件", "flagged position")
  (Code, rule, "规则", "rule")
  (Disposition, disposition, "结论", "disposition", Disposition::explained)
  (Sealed<LongText>, reason, "理由", "reason"));

/// The subject's key is destroyed; what it sealed can be read by nobody. Needs two approvals.
TENURE_STRUCT(SubjectErased, "个人信息删除", "Subject erased",
  (PersonId, person, "人员", "person")
  (Code, basis, "依据", "legal basis")
  (ShortText, document_no, "批准文号", "document number"));
TENURE_EVENT_TRAITS(SubjectErased, .control = true);

using LedgerEvents =
    EventList<LedgerOpened, LogKeyRotated, KeyRegistered, KeyRevoked, SignerAuthorised, SignerRevoked,
              CorrectionRecorded, OverrideRecorded, PeriodClosed, FlagReviewed, SubjectErased>;

}  // namespace tenure

// Why something was refused: one value a reason, each with its HTTP status, its words and what to do about
// it.
//
// Nothing in Tenure throws for bad input; functions return Result<T>. Exceptions are for start-up only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace tenure {

// clang-format off
// X(name, HTTP status, Chinese, English: what is wrong and what to do)
#define TENURE_REASONS(X) \
  /* limits */ \
  X(limit_payload, 413, "文书超过 4 MiB", "The act payload is larger than 4 MiB; split it into several acts") \
  X(limit_envelope, 413, "信封超过上限", "The envelope is larger than its limit; split the act") \
  X(limit_events, 400, "一份文书的事件数不在 1 到 10000 之间", "An act has 1 to 10,000 events; split it into several acts") \
  X(limit_signatures, 400, "签名数不在 1 到 64 之间", "An envelope has 1 to 64 signatures") \
  X(limit_depth, 400, "JSON 嵌套超过 16 层", "The JSON is nested deeper than 16 levels") \
  X(limit_text, 400, "文字超过该字段的上限", "The text is longer than its field allows; shorten it or attach a document") \
  X(limit_list, 400, "列表超过该字段的上限", "The list is longer than its field allows") \
  X(limit_attachment, 413, "附件超过上限", "The attachment is larger than its limit") \
  /* malformed: envelope */ \
  X(envelope_shape, 400, "信封格式不正确", "The envelope is not a DSSE envelope {payload, payloadType, signatures: [{keyid, sig}]}") \
  X(envelope_payload_type, 400, "payloadType 不正确", "payloadType must be application/vnd.tenure.act+json") \
  X(envelope_base64, 400, "base64 不正确", "Not padded base64, standard or URL-safe") \
  X(key_twice, 400, "同一密钥签了两次", "A key may sign an act once; a threshold counts keys, not signatures") \
  /* malformed: JSON */ \
  X(json_syntax, 400, "不是合法的 JSON", "Not well-formed JSON") \
  X(json_utf8, 400, "不是合法的 UTF-8", "Not valid UTF-8") \
  X(json_trailing, 400, "JSON 之后还有内容", "There is something after the JSON document; remove it") \
  X(json_type, 400, "JSON 类型不符", "The JSON value has another type than its field") \
  X(json_unknown, 400, "未知成员", "The member is not known; compare `tenure schema`") \
  X(json_duplicate, 400, "成员重复", "The member stands twice; keep one") \
  X(json_missing, 400, "缺少必填成员", "A required member is missing") \
  X(json_number, 400, "数字超出范围", "The number is out of range, has a fraction or an exponent, or is -0") \
  X(json_nul, 400, "文字中含有 U+0000", "Text must not contain U+0000") \
  X(bad_id, 400, "标识不合规则", "An id matches [A-Za-z0-9._:-]{1,64}") \
  X(bad_date, 400, "日期不合规则或不存在", "Not a calendar date YYYY-MM-DD, or not the first day that its precision asks for") \
  X(bad_moment, 400, "时刻不合规则", "Not an RFC 3339 moment in UTC, as 2024-03-01T08:30:00Z") \
  X(bad_period, 400, "期间不合规则", "A period is 2024, 2024-H1, 2024-Q1, 2024-B1, 2024-03 or term:<round>") \
  X(bad_enum, 400, "不是该字段的可选值", "The value is none of the field's values; compare `tenure schema`") \
  X(bad_value, 400, "值不合规则", "The value does not follow its field's rule") \
  X(bad_ulid, 400, "文书号不是 ULID", "act is a ULID: 26 characters of Crockford base32, first one 0 to 7") \
  X(bad_pack, 400, "政策参数文本不正确", "The policy pack cannot be read; `tenure policy check` names the line and the key") \
  X(event_unknown, 400, "未知事件类型", "The event type is not known to this version; compare `tenure schema`") \
  X(unsealed, 400, "应封存的字段没有封存；`tenure act new` 中写作 {\"seal\": \"明文\"}", "This field is personal: put a commitment c1:... in the payload and send the value sealed; `tenure act new` does both where {\"seal\": \"plain text\"} stands") \
  X(commitment_mismatch, 400, "封存值与承诺不符", "The sealed value and salt do not open the commitment of that field") \
  X(commitment_unknown, 400, "文书中没有这个承诺", "A sealed value belongs to no commitment in the act") \
  X(class_mixed, 400, "一份文书中密级不一", "Events of different confidentiality classes need acts of their own") \
  X(genesis_shape, 400, "首份文书不合规则", "The first act holds LedgerOpened, and only the first one does") \
  X(act_shape, 400, "文书不合规则", "The act contradicts itself") \
  /* not authorised */ \
  X(key_unknown, 401, "密钥未登记", "The key is not registered in this ledger; register it with KeyRegistered") \
  X(signature_invalid, 401, "签名无效", "The signature does not verify over these bytes with this key") \
  X(key_invalid, 400, "公钥无效", "Not a canonical Ed25519 point of the main subgroup") \
  X(key_revoked, 403, "密钥已吊销", "The key was revoked; sign with a key in force") \
  X(wrong_ledger, 403, "文书属于另一个账本", "The act names another ledger (or a fork of this one)") \
  X(authority_unknown, 403, "签发机关未登记", "The authority is not a registered organisation") \
  X(authority_scope, 403, "签发机关不在授权范围内", "No signing key is authorised for this authority's subtree") \
  X(co_authority_unsigned, 403, "联合签发机关没有签名", "A co-authority has no signature of its own") \
  X(grant_missing, 403, "密钥没有授权", "The key holds no grant; SignerAuthorised gives one") \
  X(grant_not_yet, 403, "授权尚未生效", "The key's grant is not in force yet") \
  X(grant_expired, 403, "授权已过期", "The key's grant has ended or was revoked; ask for a new one") \
  X(grant_subtree, 403, "超出授权的组织范围", "The event is about an organisation outside the key's subtree") \
  X(grant_types, 403, "超出授权的事件类型", "The key may not sign events of this type") \
  X(grant_amount, 403, "超出授权金额", "The amount is above the key's limit; a key with a higher limit must sign") \
  X(threshold, 403, "签名人数不足", "Too few different keys signed") \
  X(delegation, 403, "授出超过自身的权限", "A delegate grants at most what it holds: types, subtree, amount, period") \
  X(root_only, 403, "须由根密钥达到门限签署", "This event needs the threshold of the ledger's root keys") \
  X(correction_stranger, 403, "只有原签发机关或其上级可以更正", "Only the issuing authority or one of its superiors corrects an event") \
  X(issued_in_future, 403, "签发时间在未来", "issued_at is more than 5 minutes ahead of the ledger's clock; check the signer's clock") \
  X(passphrase, 401, "口令不正确", "The passphrase does not open this key") \
  /* contradicts the record */ \
  X(act_id_reused, 409, "文书号已用于另一份文书", "Another act has this id; choose a new ULID") \
  X(stale_expects, 409, "记录已有更新", "The record moved on since the act was prepared; look at it again and sign anew") \
  X(already, 409, "记录中已有", "The record holds this already") \
  X(absent, 409, "记录中没有", "The record does not hold what this event refers to") \
  X(rests_on_it, 409, "其他记录以此为据", "Other records rest on it; correct or void those first") \
  X(correction_target, 409, "更正的对象不存在或不可更正", "The target is not an original event that can be corrected; control events are superseded") \
  /* policy */ \
  X(gate, 422, "政策规定不允许", "An enforced rule of the policy forbids it; OverrideRecorded in the same act may set it aside") \
  /* lookups */ \
  X(not_found, 404, "没有找到", "There is no such thing") \
  X(beyond_head, 400, "位置超出账本末尾", "The position lies beyond what the ledger holds; go on from the head that is named, and look whether it is the ledger that you mean") \
  X(bad_request, 400, "请求不正确", "The request cannot be understood") \
  X(websocket_version, 426, "WebSocket 版本不符", "Open the WebSocket with version 13") \
  /* requests */ \
  X(token_missing, 401, "需要令牌", "This needs a token: Authorization: Bearer <token>") \
  X(token_invalid, 401, "令牌无效、已过期或已吊销", "The token is unknown, expired or revoked; ask an operator for a new one") \
  X(role_missing, 403, "令牌的角色或范围不允许", "The token's role or scope does not allow this") \
  X(origin_refused, 403, "请求来自其他站点", "Host or Origin is not this server's own; open its pages under their own address") \
  X(method_not_allowed, 405, "该地址不支持此方法", "This path is not answered for this method; compare Allow") \
  X(not_acceptable, 406, "没有 Accept 所要的格式", "Nothing that Accept names is answered here; ask for JSON, or with format= for one of the known formats") \
  X(request_timeout, 408, "请求超时", "The request did not arrive in time; send it again") \
  X(media_type, 415, "不支持的 Content-Type 或 Content-Encoding", "The body is of a type or coding that this path does not take; send what is named here") \
  X(tls_only, 400, "此端口只使用 TLS，请用 https://", "This port speaks TLS alone; use https://") \
  X(plain_only, 400, "此端口不使用 TLS，请用 http://", "This port speaks plain HTTP, no TLS; use http://, or give the server a certificate") \
  X(limit_body, 413, "请求体超过上限", "The body is larger than this path takes") \
  X(limit_table, 413, "表格的行数超过上限", "The table has more rows than a file of it may have; narrow the question, or take it page by page as JSON") \
  X(limit_header, 431, "请求头超过上限", "The header has more than 16 KiB or 64 fields") \
  X(upgrade_required, 426, "此地址只接受 WebSocket", "This path speaks WebSocket only") \
  X(rate_limited, 429, "尝试过于频繁", "Too many failed attempts from this address; wait and try again") \
  X(too_many_waiting, 429, "您的请求太多，请先等已提出的得到答复", "Too many of your requests are being answered; wait for their answers, then ask again") \
  X(quota_full, 429, "名额已用完", "The quota is used up: delete what is not needed, or come back once some of it has expired") \
  /* operation */ \
  X(overload, 503, "繁忙，请稍后重试", "The ledger is busy; send the same act again later") \
  X(outcome_unknown, 503, "结果不明", "The disk did not confirm the write; nothing was answered wrongly. Restart, then send the same act again") \
  X(disk_full, 503, "磁盘已满", "The disk is full; writes go on once there is room. Send the same act again then") \
  X(stopped, 503, "已停止写入", "The ledger takes no writes now") \
  X(rebuilding, 503, "正在重建视图，请稍后查询", "The rows are being built; acts and evidence are served, ask this again later") \
  X(unreachable, 503, "无法连接服务", "The server does not answer as it should; check the address and that it runs") \
  X(io, 500, "读写失败", "A file could not be read or written") \
  X(locked, 503, "账本已被另一进程打开", "Another process has this ledger open") \
  X(no_ledger, 404, "该目录中没有账本", "There is no ledger in this folder; `tenure init` makes one") \
  X(exists, 409, "目标已存在", "It is there already and is not overwritten") \
  X(is_backup, 409, "这是备份，不可写入；请先恢复为账本", "This folder is a backup, which is not written to; `tenure restore` makes a ledger of it") \
  X(backup_expired, 409, "密钥备份已过期", "This backup of keys has expired: it may hold keys that were erased since. Use a newer one, or --accept-older") \
  /* damage */ \
  X(damaged, 500, "数据已损坏", "The stored data is damaged; restore a backup") \
  X(log_short, 500, "日志比锚点短", "The log is shorter than its anchor: acknowledged acts are missing; restore a backup") \
  X(log_differs, 500, "日志与锚点不符", "The log differs from its anchor; restore a backup") \
  X(anchor_damaged, 500, "锚点已损坏", "The head anchor cannot be read; restore it from a backup") \
  X(backup_older, 500, "备份比出示的检查点旧", "The backup is older than the checkpoint that it was shown: acknowledged acts are missing. Use a newer one, or --accept-older") \
  X(schema_shrank, 500, "已发布的结构只增不减", "A shipped structure changed or lost a part; add an optional field, a value at the end or a new type instead") \
  X(format_version, 500, "数据格式版本不符", "The data was written by another format version") \
  /* evidence */ \
  X(proof_shape, 400, "证明格式不正确", "Not a well-formed proof") \
  X(proof_wrong, 422, "证明不成立", "The proof does not lead to this root") \
  X(note_shape, 400, "签名笔记格式不正确", "Not a well-formed signed note") \
  X(note_unverified, 422, "没有可信签名", "No trusted key signed this note") \
  X(tile_path, 404, "瓦片路径不正确", "Not a tile of this log")
// clang-format on

enum class Reason : std::uint8_t {
#define TENURE_REASON_VALUE(name, status, zh, en) name,
  TENURE_REASONS(TENURE_REASON_VALUE)
#undef TENURE_REASON_VALUE
};

struct ReasonInfo {
  std::string_view name;  ///< also the last part of the problem's type URI
  int status;             ///< HTTP
  std::string_view zh;
  std::string_view en;
};

const ReasonInfo& info(Reason reason);
inline std::string_view name(Reason reason) { return info(reason).name; }

/// A reason, the place in the input ("events[3].data.person", a file, a key) and what was found there.
struct Refusal {
  Reason reason;
  std::string where;
  std::string detail;
  std::string rule = {};  ///< of `gate`: the rule that stands in the way
  // Of `gate` too: what the rule asked and found, the events that show it and the policy, as positions.
  std::string mechanisms = {}, policy = {};
  /// As programs read it, and in words.
  struct Told {
    std::string data, zh, en;
    bool operator==(const Told&) const = default;
  };
  Told required = {}, actual = {};
  std::vector<std::string> evidence = {};
  /// The parameters of policies that it went by: their values as JSON.
  struct Used {
    std::string key, value, policy;
    bool operator==(const Used&) const = default;
  };
  std::vector<Used> parameters = {};

  /// One line for a terminal or a log: "name at where: detail. What to do".
  std::string text() const;
};

template <class T>
using Result = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(Reason reason, std::string where = {}, std::string detail = {}) {
  return tl::unexpected<Refusal>(Refusal{reason, std::move(where), std::move(detail)});
}

}  // namespace tenure

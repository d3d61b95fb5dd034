#include "storage/verify/act_check.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "domain/act/act.h"
#include "domain/act/commitments.h"
#include "domain/core/both.h"
#include "domain/ledger/events.h"
#include "storage/verify/tree.h"

namespace tenure::verification {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kEntrySize = 81;
constexpr char kEntryVersion = 1;
constexpr char kRecordVersion = 1;
constexpr std::size_t kActIdSize = 26;
constexpr std::size_t kActIdMinAt = 1 + 4 + 1;
constexpr std::string_view kPayloadType = "application/vnd.tenure.act+json";
constexpr std::string_view kCommitmentStart = "\"c1:";
constexpr std::string_view kAttachments = "\"attachments\"";
constexpr std::string_view kSpace = " \t\r\n";

std::string act_name(std::uint64_t index) { return "act " + std::to_string(index); }

/// Takes fields off the front; a shortage leaves everything empty from then on.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) {
      short_ = true;
      rest_ = {};
      return {};
    }
    const auto field = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return field;
  }
  template <std::size_t Width>
  std::uint64_t number() {
    const auto field = take(Width);
    return short_ ? 0 : get_be<Width>(field);
  }
  std::string_view rest() const { return rest_; }
  bool is_short() const { return short_; }

 private:
  std::string_view rest_;
  bool short_ = false;
};

std::string_view text_of(const dom::object& object, std::string_view member) {
  std::string_view text;
  return object[member].get(text) ? std::string_view() : text;
}

bool has(const dom::object& object, std::string_view member) {
  return object[member].error() == simdjson::SUCCESS;
}

/// The object of a slice, without the separator that follows it when another event does.
std::string_view without_separator(std::string_view slice, bool last) {
  auto end = slice.find_last_not_of(kSpace);
  if (!last && end != slice.npos && slice[end] == ',') {
    slice = slice.substr(0, end);
    end = slice.find_last_not_of(kSpace);
  }
  return end == slice.npos ? std::string_view() : slice.substr(0, end + 1);
}

}  // namespace

struct ActChecker::Record {
  std::uint64_t events = 0;
  std::string_view authority;
  std::string_view id;
  struct Mark {
    std::string_view keyid;
    std::string_view signature;
  };
  std::vector<Mark> marks;
  std::string_view verdict;
  std::string_view head;
  std::string_view tail;

  static std::optional<Record> decode(std::string_view bytes);
};

std::optional<ActChecker::Record> ActChecker::Record::decode(std::string_view bytes) {
  Fields fields(bytes);
  Record out;
  if (fields.number<1>() != kRecordVersion) return std::nullopt;
  out.events = fields.number<4>();
  out.authority = fields.take(fields.number<1>());
  out.id = fields.take(kActIdSize);
  const auto signatures = fields.number<1>();
  for (std::uint64_t i = 0; i < signatures; ++i) {
    const auto keyid = fields.take(fields.number<1>());
    out.marks.push_back({keyid, fields.take(crypto_sign_BYTES)});
  }
  out.verdict = fields.take(fields.number<4>());
  out.head = fields.take(fields.number<4>());
  out.tail = fields.rest();
  if (fields.is_short()) return std::nullopt;
  return out;
}

std::string_view act_id_of(std::string_view record) {
  if (record.size() < kActIdMinAt) return {};
  const auto at = kActIdMinAt + static_cast<unsigned char>(record[kActIdMinAt - 1]);
  return record.size() < at + kActIdSize ? std::string_view() : record.substr(at, kActIdSize);
}

CheckedAct ActChecker::check(const StoredAct& act) {
  CheckedAct out;
  out.index = act.index;
  out.leaf = leaf_of(act.entry);
  const bool entry_reads = act.entry.size() == kEntrySize && act.entry[0] == kEntryVersion;
  if (!entry_reads) {
    out.findings.push_back(
        {"entry " + std::to_string(act.index), both("不是版本 1 的条目", "not an entry of version 1")});
    return out;
  }
  if (get_be<8>(act.entry.substr(1)) != act.index) {
    out.findings.push_back(
        {"entry " + std::to_string(act.index), both("其中是另一个序号", "it holds another index")});
  }
  out.recorded_us = get_be<8>(act.entry.substr(9));
  if (act.record.empty()) return out;
  const auto record = Record::decode(act.record);
  if (!record) {
    out.findings.push_back({act_name(act.index), both("记录无法解码", "its record does not decode")});
    return out;
  }
  out.id = record->id;
  check_record(act, *record, out);
  return out;
}

void ActChecker::check_record(const StoredAct& act, const Record& record, CheckedAct& out) {
  const auto found = [&](std::string what) {
    out.findings.push_back({act_name(act.index), std::move(what)});
  };
  if (as_view(sha256(record.verdict).view()) != act.entry.substr(49)) {
    found(both("准入结论不是条目所记的", "its verdict is not the one of its entry"));
  }
  if (record.events != act.slices.size()) {
    found(both("有 {} 个事件，记录称有 {} 个", "it has {} events where its record says {}", act.slices.size(),
               record.events));
  }
  std::size_t payload_size = record.head.size() + record.tail.size();
  for (const auto slice : act.slices) payload_size += slice.size();
  signed_bytes_ = "DSSEv1 " + std::to_string(kPayloadType.size()) + " ";
  signed_bytes_ += kPayloadType;
  signed_bytes_ += " " + std::to_string(payload_size) + " ";
  payload_at_ = signed_bytes_.size();
  signed_bytes_.reserve(payload_at_ + payload_size + simdjson::SIMDJSON_PADDING);
  signed_bytes_ += record.head;
  for (const auto slice : act.slices) signed_bytes_ += slice;
  signed_bytes_ += record.tail;

  check_signatures(act, record, out);
  check_payload(act, record, out);
}

void ActChecker::check_signatures(const StoredAct& act, const Record& record, CheckedAct& out) {
  auto marks = record.marks;
  std::ranges::sort(marks, {}, &Record::Mark::keyid);
  Sha256 statement;
  statement.update(signed_bytes_);
  for (const auto& mark : marks) statement.update(mark.signature);
  if (as_view(statement.finish().view()) != act.entry.substr(17, 32)) {
    out.findings.push_back(
        {act_name(act.index), both("签署内容和签名不是条目所记的",
                                   "its signed bytes and signatures are not the statement of its entry")});
  }
  if (marks.empty()) out.findings.push_back({act_name(act.index), both("无人签名", "nobody signed it")});
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto& [keyid, signature] = marks[i];
    const auto key = from_base64url(keyid);
    if (i > 0 && keyid == marks[i - 1].keyid) {
      out.findings.push_back({act_name(act.index), both("{} 签了两次", "signed twice by {}", keyid)});
    } else if (!key || key->size() != crypto_sign_PUBLICKEYBYTES ||
               crypto_sign_verify_detached(uchars(as_bytes(signature)), uchars(as_bytes(signed_bytes_)),
                                           signed_bytes_.size(), uchars(as_bytes(*key))) != 0) {
      out.findings.push_back(
          {act_name(act.index), both("{} 的签名无效", "the signature of {} does not verify", keyid)});
    } else {
      out.signers.emplace_back(keyid);
    }
  }
}

void ActChecker::check_payload(const StoredAct& act, const Record& record, CheckedAct& out) {
  const auto found = [&](std::string what) {
    out.findings.push_back({act_name(act.index), std::move(what)});
  };
  dom::object payload;
  dom::array events;
  const auto* bytes = signed_bytes_.data() + payload_at_;
  if (payload_parser_.parse(bytes, signed_bytes_.size() - payload_at_, false).get(payload) ||
      payload["events"].get(events)) {
    return found(both("内容不是含事件的 JSON 对象", "its payload is no JSON object with events"));
  }
  if (text_of(payload, "act") != record.id)
    found(both("内容的文书号不同", "its payload is of another act id"));
  if (text_of(payload, "authority") != record.authority)
    found(both("内容的签发机关不同", "its payload is of another authority"));
  if (act.index == 0 ? has(payload, "ledger") : text_of(payload, "ledger") != ledger_id_) {
    found(both("内容不属于账本 {}", "its payload is of another ledger than {}", ledger_id_));
  }
  const auto before_events = record.head.find_last_not_of(kSpace);
  if (before_events == record.head.npos || record.head[before_events] != '[') {
    found(both("首个事件的切分位置不对", "its first event is cut at another place"));
  }
  if (events.size() != act.slices.size()) {
    found(both("内容有 {} 个事件，存有 {} 个", "its payload has {} events, stored are {}", events.size(),
               act.slices.size()));
  }
  check_events(act, bytes + record.head.size(), events, out);
  note_sealed({bytes, signed_bytes_.size() - payload_at_}, out);
}

/// Whose value a commitment hides says the description of its event. An act that this version cannot read in
/// full has been found to be signed, and that is all.
void ActChecker::note_sealed(std::string_view payload, CheckedAct& out) {
  const auto names = [&](std::string_view word) {
    return ::memmem(payload.data(), payload.size(), word.data(), word.size()) != nullptr;
  };
  if (!names(kCommitmentStart) && !names(kType<SubjectErased>.name) && !names(kAttachments)) return;
  const ParsedAct parsed = parse_act(payload);
  if (parsed.shape) return;
  for (const auto& attachment : parsed.act.attachments) out.attachments.push_back(attachment.digest.digest);
  for (const Event& event : parsed.act.events) {
    for_each_commitment(event, [&](const Event& inner, const std::string& path, const TypeInfo&,
                                   const Commitment& commitment) {
      out.sealed.push_back({subjects(inner).front().str(), path, commitment.str()});
    });
    if (event.type->type == &kType<SubjectErased>)
      out.erased.push_back(subject(event.as<SubjectErased>().person).str());
  }
}

/// Each slice is read alone, beside the event that the whole payload has there.
void ActChecker::check_events(const StoredAct& act, const char* slice_at, const dom::array& events,
                              CheckedAct& out) {
  for (const dom::element element : events) {
    const std::size_t ordinal = out.events++;
    dom::object event;
    bool good = element.get(event) == simdjson::SUCCESS;
    if (good) note_keys(event, out);
    if (ordinal < act.slices.size()) {
      const std::size_t size = act.slices[ordinal].size();
      good = good && is_event(without_separator({slice_at, size}, ordinal + 1 == act.slices.size()), event);
      slice_at += size;
    }
    if (good) continue;
    out.findings.push_back({"event " + std::to_string(act.index) + "." + std::to_string(ordinal),
                            both("切片不是内容中的事件", "its slice is not the event of the payload")});
  }
}

/// `slice` has simdjson's padding behind it, as all of signed_bytes_ has.
bool ActChecker::is_event(std::string_view slice, const dom::object& event) {
  dom::object alone;
  return slice.starts_with('{') && !event_parser_.parse(slice.data(), slice.size(), false).get(alone) &&
         text_of(alone, "type") == text_of(event, "type") && text_of(alone, "on") == text_of(event, "on");
}

void ActChecker::note_keys(const dom::object& event, CheckedAct& out) {
  const auto type = text_of(event, "type");
  dom::object data;
  if (event["data"].get(data)) return;
  const auto change = [&](KeyChange::Kind kind, std::string_view key) {
    out.changes.push_back({kind, std::string(key)});
  };
  if (type == "KeyRegistered") {
    change(KeyChange::Kind::registered, text_of(data, "key"));
  } else if (type == "KeyRevoked") {
    change(KeyChange::Kind::revoked, text_of(data, "key"));
  } else if (type == "LogKeyRotated") {
    change(KeyChange::Kind::log_key, text_of(data, "log_key"));
  } else if (type == "LedgerOpened") {
    change(KeyChange::Kind::log_key, text_of(data, "log_key"));
    if (text_of(data, "origin") != origin_) {
      out.findings.push_back(
          {act_name(out.index),
           both("所开账本的来源不是 {}", "it opens a ledger of another origin than {}", origin_)});
    }
    dom::array roots;
    if (data["root_keys"].get(roots)) return;
    for (const dom::element root : roots) {
      std::string_view key;
      if (!root.get(key)) change(KeyChange::Kind::registered, key);
    }
  }
}

}  // namespace tenure::verification

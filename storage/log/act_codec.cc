#include "storage/log/act_codec.h"

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr char kHeadVersion = 1;
constexpr std::size_t kUlidSize = 26;
constexpr std::size_t kSignatureSize = 64;

/// Takes fixed and counted fields from the front of a record; after the first shortage everything is empty.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}

  template <std::size_t Width>
  std::uint64_t number() {
    const auto bytes = take(Width);
    return ok_ ? get_be<Width>(bytes) : 0;
  }
  std::string_view take(std::uint64_t length) {
    if (length > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const auto out = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return out;
  }
  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

Entry LogRecord::entry() const {
  return {index, static_cast<std::uint64_t>(recorded_at.us), statement, sha256(verdict)};
}

std::string act_key(std::uint64_t index) {
  std::string key;
  put_be<8>(key, index);
  return key;
}

std::string slice_key(Position position) {
  std::string key = act_key(position.index);
  put_be<4>(key, position.ordinal);
  return key;
}

std::string encode_act_head(const LogRecord& record) {
  std::string out;
  out.push_back(kHeadVersion);
  put_be<4>(out, record.event_count());
  put_be<1>(out, record.authority.value.size());
  out += record.authority.value;
  out += record.act.value;
  put_be<1>(out, record.signatures.size());
  for (const Signed& signature : record.signatures) {
    put_be<1>(out, signature.keyid.size());
    out += signature.keyid;
    out += signature.sig;
  }
  put_be<4>(out, record.verdict.size());
  out += record.verdict;
  put_be<4>(out, record.cuts.front());
  out.append(record.payload, 0, record.cuts.front());
  out.append(record.payload, record.cuts.back());
  return out;
}

std::string_view event_slice(const LogRecord& record, std::size_t ordinal) {
  return std::string_view(record.payload)
      .substr(record.cuts[ordinal], record.cuts[ordinal + 1] - record.cuts[ordinal]);
}

Result<ActHead> decode_act_head(std::string_view bytes) {
  Cursor cursor(bytes);
  if (cursor.number<1>() != kHeadVersion)
    return refuse(Reason::damaged, "acts", both("不是第 1 版的首部记录", "not a head record of version 1"));
  ActHead out;
  out.event_count = static_cast<std::uint32_t>(cursor.number<4>());
  out.authority.value = cursor.take(cursor.number<1>());
  out.act.value = cursor.take(kUlidSize);
  const auto signatures = cursor.number<1>();
  for (std::uint64_t i = 0; i < signatures && cursor.ok(); ++i) {
    std::string keyid(cursor.take(cursor.number<1>()));
    out.signatures.push_back({std::move(keyid), std::string(cursor.take(kSignatureSize))});
  }
  out.verdict = cursor.take(cursor.number<4>());
  out.head = cursor.take(cursor.number<4>());
  out.tail = cursor.rest();
  if (!cursor.ok())
    return refuse(Reason::damaged, "acts", both("首部记录太短", "a head record is too short"));
  return out;
}

LogRecord assemble(const Entry& entry, ActHead&& head, const std::vector<std::string>& slices) {
  LogRecord record;
  record.index = entry.index;
  record.recorded_at = {static_cast<std::int64_t>(entry.recorded_us)};
  record.act = std::move(head.act);
  record.authority = std::move(head.authority);
  record.signatures = std::move(head.signatures);
  record.statement = entry.statement;
  record.verdict = std::move(head.verdict);
  record.payload = std::move(head.head);
  for (const std::string& slice : slices) {
    record.cuts.push_back(static_cast<std::uint32_t>(record.payload.size()));
    record.payload += slice;
  }
  record.cuts.push_back(static_cast<std::uint32_t>(record.payload.size()));
  record.payload += head.tail;
  return record;
}

}  // namespace tenure

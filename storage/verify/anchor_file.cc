#include "storage/verify/anchor_file.h"

#include <simdjson.h>
#include <sodium.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "domain/core/both.h"

namespace tenure::verification {
namespace {

using namespace std::string_view_literals;

constexpr std::uintmax_t kLedgerFileMax = 16 << 10;
constexpr std::int64_t kLedgerFileVersion = 1;
constexpr std::size_t kSlotSize = 4096;
constexpr std::size_t kDigestAt = kSlotSize - 32;
constexpr std::size_t kTextAt = 24;
constexpr std::size_t kCountsAt = kDigestAt - 32;
constexpr std::string_view kSlotStart = "TNRHEAD\0\x00\x00\x00\x01"sv;  // magic and format version
constexpr int kReadTries = 20;
constexpr std::string_view kDash = "\xe2\x80\x94 ";
constexpr std::string_view kKeyType = "\x01";

std::optional<std::string> contents(const std::string& path, std::uintmax_t bytes_max) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > bytes_max) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Slot {
  std::uint64_t sequence = 0;
  std::string text;
  std::string_view counts;
};

std::optional<Slot> read_slot(std::string_view file, std::size_t number) {
  if (file.size() < (number + 1) * kSlotSize) return std::nullopt;
  const auto slot = file.substr(number * kSlotSize, kSlotSize);
  const auto length = get_be<4>(slot.substr(12));
  const auto sequence = get_be<8>(slot.substr(16));
  const bool whole = slot.starts_with(kSlotStart) && length <= kCountsAt - kTextAt && sequence > 0 &&
                     (sequence - 1) % 2 == number &&
                     slot.substr(kDigestAt) == as_view(sha256(slot.substr(0, kDigestAt)).view());
  if (!whole) return std::nullopt;
  return Slot{sequence, std::string(slot.substr(kTextAt, static_cast<std::size_t>(length))),
              slot.substr(kCountsAt, kDigestAt - kCountsAt)};
}

struct LogKey {
  std::string name;
  std::string id;  ///< 4 bytes
  std::string public_key;
};

std::optional<LogKey> parse_log_key(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == text.npos ? first : text.find('+', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  const auto typed = from_base64(text.substr(second + 1));
  if (!id || !typed || typed->size() != 1 + crypto_sign_PUBLICKEYBYTES || !typed->starts_with(kKeyType))
    return std::nullopt;
  LogKey key{std::string(text.substr(0, first)), *id, typed->substr(1)};
  const auto digest = sha256(key.name + "\n" + *typed);
  if (as_view(digest.view()).substr(0, 4) != key.id) return std::nullopt;
  return key;
}

bool is_signed_by(std::string_view text, std::string_view lines, const LogKey& key) {
  const std::string start = std::string(kDash) + key.name + " ";
  bool good = false;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == lines.npos) return false;
    const auto line = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    if (!line.starts_with(start)) continue;
    const auto raw = from_base64(line.substr(start.size()));
    if (!raw || !raw->starts_with(key.id)) continue;
    if (raw->size() != key.id.size() + crypto_sign_BYTES ||
        crypto_sign_verify_detached(uchars(as_bytes(*raw)) + key.id.size(), uchars(as_bytes(text)),
                                    text.size(), uchars(as_bytes(key.public_key))) != 0)
      return false;
    good = true;
  }
  return good;
}

/// origin, size and root, a line each.
Result<AnchoredHead> parse_body(std::string_view text, const std::string& origin) {
  const auto bad = [](std::string what) { return refuse(Reason::anchor_damaged, "head", std::move(what)); };
  if (!text.starts_with(origin + "\n"))
    return bad(both("检查点属于另一来源", "its checkpoint is of another origin"));
  text.remove_prefix(origin.size() + 1);
  AnchoredHead head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.size);
  if (error != std::errc() || *end != '\n') return bad(both("检查点没有大小", "its checkpoint has no size"));
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  if (!text.ends_with('\n')) return bad(both("检查点没有根", "its checkpoint has no root"));
  const auto raw = from_base64(text.substr(0, text.size() - 1));
  const auto root = raw ? Digest::from_raw(*raw) : std::nullopt;
  if (!root) return bad(both("检查点没有根", "its checkpoint has no root"));
  head.root = *root;
  return head;
}

}  // namespace

Result<LedgerName> read_ledger_name(const std::string& folder) {
  const std::string path = folder + "/ledger.json";
  if (std::error_code error; !std::filesystem::exists(path, error)) return refuse(Reason::no_ledger, folder);
  const auto text = contents(path, kLedgerFileMax);
  if (!text) return refuse(Reason::io, path);
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  std::int64_t version = 0;
  std::string_view origin;
  std::string_view log_key;
  if (parser.parse(*text).get(object) || object["tenure_ledger"].get(version) ||
      object["origin"].get(origin) || object["log_key"].get(log_key) || version != kLedgerFileVersion)
    return refuse(Reason::damaged, "ledger.json",
                  both("其中没有格式 1 的账本", "it does not name a ledger of format 1"));
  return LedgerName{std::string(origin), std::string(log_key)};
}

Result<AnchoredHead> read_anchor(const std::string& folder, const LedgerName& ledger) {
  const auto file = contents(folder + "/head", 2 * kSlotSize);
  if (!file) return refuse(Reason::anchor_damaged, "head", both("无法读取", "it cannot be read"));
  const std::array<std::optional<Slot>, 2> slots{read_slot(*file, 0), read_slot(*file, 1)};
  if (!slots[0] && !slots[1])
    return refuse(Reason::anchor_damaged, "head", both("两个槽都不完整", "neither slot is whole"));
  const bool second = slots[1] && (!slots[0] || slots[1]->sequence > slots[0]->sequence);
  const Slot& newest = *slots[second ? 1 : 0];
  const std::string_view note = newest.text;

  const auto key = parse_log_key(ledger.log_key);
  if (!key || key->name != ledger.origin)
    return refuse(Reason::damaged, "ledger.json",
                  both("log_key 不是其来源的验证密钥", "its log_key is no verifier key of its origin"));
  const auto split = note.rfind("\n\n");
  if (split == note.npos)
    return refuse(Reason::anchor_damaged, "head", both("其中没有签名笔记", "it holds no signed note"));
  const auto text = note.substr(0, split + 1);
  if (!is_signed_by(text, note.substr(split + 2), *key))
    return refuse(Reason::note_unverified, "head",
                  both("检查点不是日志密钥所签", "the log's key did not sign its checkpoint"));
  auto head = parse_body(text, ledger.origin);
  if (!head) return head;
  head->checkpoint = note;
  head->reads = get_be<8>(newest.counts);
  head->keys = get_be<8>(newest.counts.substr(8));
  head->erased = get_be<8>(newest.counts.substr(16));
  head->values = get_be<8>(newest.counts.substr(24));
  if (!slots[0] || !slots[1]) head->damage = "slot " + std::to_string(second ? 0 : 1);
  return head;
}

Result<AnchoredHead> read_live_anchor(const std::string& folder, const LedgerName& ledger) {
  Result<AnchoredHead> out = refuse(Reason::anchor_damaged, "head");
  for (int i = 0; i < kReadTries && !out; ++i) out = read_anchor(folder, ledger);
  return out;
}

}  // namespace tenure::verification

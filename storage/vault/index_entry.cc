#include "storage/vault/index_entry.h"

#include "domain/core/sha256.h"

namespace tenure {
namespace {

constexpr std::string_view kEntries = "x1:";
constexpr std::string_view kReverse = "x2:";
constexpr std::size_t kHolderTag = 16;
constexpr std::size_t kCommitmentTag = 8;
constexpr std::size_t kBucketSize = 1 + 2;
constexpr unsigned kBucketBits = 16;
constexpr unsigned kNameBits = 12;  // names are few: more bits would tell one from the other
constexpr std::size_t kPartMax = 255;

std::string tag(std::string_view text, std::size_t size) {
  return std::string(as_view(sha256(text).view()).substr(0, size));
}

void put_part(std::string& out, std::string_view part) {
  out.push_back(static_cast<char>(part.size()));
  out += part;
}

std::optional<std::string_view> take_part(std::string_view& in) {
  if (in.empty()) return std::nullopt;
  const std::size_t size = static_cast<unsigned char>(in.front());
  if (in.size() - 1 < size) return std::nullopt;
  const std::string_view part = in.substr(1, size);
  in.remove_prefix(1 + size);
  return part;
}

}  // namespace

std::string bucket_key(SealedKind kind, Bytes mac) {
  const unsigned bits = kind == SealedKind::name ? kNameBits : kBucketBits;
  const auto first = static_cast<unsigned>(get_be<2>(as_view(mac)));
  std::string key = bucket_prefix(kind);
  put_be<2>(key, first >> (kBucketBits - bits));
  return key;
}

std::string bucket_prefix(SealedKind kind) {
  std::string key(kEntries);
  key.push_back(static_cast<char>(kind));
  return key;
}

std::string bucket_text(SealedKind kind, std::string_view folded) {
  std::string text(1, static_cast<char>(kind));
  return text += folded;
}

std::string entry_key(std::string_view bucket_key, std::string_view subject, std::string_view commitment) {
  return std::string(bucket_key) + tag(subject, kHolderTag) + tag(commitment, kCommitmentTag);
}

std::string reverse_prefix(std::string_view subject) {
  return std::string(kReverse) + tag(subject, kHolderTag);
}

std::string reverse_key(std::string_view subject, std::string_view entry_key) {
  std::string key = reverse_prefix(subject);
  key += entry_key.substr(kEntries.size(), kBucketSize);
  return key += entry_key.substr(kEntries.size() + kBucketSize + kHolderTag);
}

std::optional<std::string> entry_key_of(std::string_view reverse_key) {
  if (!reverse_key.starts_with(kReverse) ||
      reverse_key.size() != kReverse.size() + kHolderTag + kBucketSize + kCommitmentTag)
    return std::nullopt;
  reverse_key.remove_prefix(kReverse.size());
  std::string key(kEntries);
  key += reverse_key.substr(kHolderTag, kBucketSize);
  key += reverse_key.substr(0, kHolderTag);
  return key += reverse_key.substr(kHolderTag + kBucketSize);
}

std::string entry_head(std::string_view subject, std::string_view commitment) {
  std::string head;
  put_part(head, subject.substr(0, kPartMax));
  put_part(head, commitment.substr(0, kPartMax));
  return head;
}

std::optional<IndexedEntry> read_entry(std::string_view value) {
  std::string_view rest = value;
  const auto subject = take_part(rest);
  const auto commitment = subject ? take_part(rest) : std::nullopt;
  if (!commitment) return std::nullopt;
  return IndexedEntry{*subject, *commitment, rest, value.substr(0, value.size() - rest.size())};
}

}  // namespace tenure

#include "storage/verify/sealed_check.h"

#include <sodium.h>

#include <filesystem>

#include "domain/core/both.h"
#include "storage/files/files.h"
#include "storage/vault/attachments.h"

namespace tenure::verification {
namespace {

constexpr std::size_t kSealSaltSize = 32;
constexpr std::size_t kSubjectTagSize = 16;
constexpr std::string_view kNotValues = "x";  ///< keys that begin so, or come later, are the vault's own
constexpr std::uint64_t kAttachmentFileMax = 2 * kAttachmentMax;
constexpr std::string_view kCountKey = "xn";

std::string vault_key(const SealedPlace& place) {
  return place.commitment + "/" +
         std::string(as_view(sha256(place.subject).view()).substr(0, kSubjectTagSize));
}

/// "c1:" and the HMAC-SHA-256, keyed with the salt, of path | 00 | value.
bool commits(const SealedPlace& place, std::string_view opened) {
  if (opened.size() < kSealSaltSize) return false;
  std::string text = place.path;
  text += '\0';
  text += opened.substr(kSealSaltSize);
  std::array<std::byte, crypto_auth_hmacsha256_BYTES> mac;
  crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(mac.data()), uchars(as_bytes(text)), text.size(),
                         uchars(as_bytes(opened)));
  sodium_memzero(text.data(), text.size());
  return place.commitment == "c1:" + to_base64url(mac);
}

std::string cannot_be_read(const std::string& why) {
  const auto [zh, en] = halves(why);
  return both("无法读取：{0}", "cannot be read: {1}", zh, en);
}

std::string has_no_key() {
  return both("在 keys/subjects.keys 中没有密钥", "has no key in keys/subjects.keys");
}

}  // namespace

SealedCheck::SealedCheck(const VerifyOptions& options, const AnchoredHead* anchor, VerifyReport& report)
    : options_(options), report_(report), findings_(report) {
  count_keys(anchor);
  open_vault(anchor);
}

/// A backup of a ledger has no keys, and neither has what was restored of it alone.
void SealedCheck::count_keys(const AnchoredHead* anchor) {
  const std::string folder = options_.folder + "/keys";
  if (std::error_code error; !std::filesystem::exists(folder, error)) return;
  auto keys = StoredKeys::read(folder, options_.passphrase);
  if (!keys) {
    const std::string& where = keys.error().where;
    return findings_.add("keys/" + where.substr(where.rfind('/') + 1), said(keys.error()));
  }
  keys_ = std::move(*keys);
  if (anchor == nullptr) return;
  if (!options_.keys_are_older && keys_->records() < anchor->keys)
    findings_.add(
        "keys/subjects.keys",
        both("有 {} 把密钥，锚点记有 {} 把：被截断，或是旧副本；请恢复较新的密钥备份",
             "it has {} keys where the anchor counted {}: it was cut or is an older copy; restore a "
             "newer backup of the keys",
             keys_->records(), anchor->keys));
  if (!options_.erasures_are_due && keys_->erased() < anchor->erased)
    findings_.add("keys/subjects.keys",
                  both("已删除 {} 把，锚点记有 {} 把：是旧副本",
                       "{} of its keys are erased where the anchor counted {}: it is an older copy",
                       keys_->erased(), anchor->erased));
}

void SealedCheck::open_vault(const AnchoredHead* anchor) {
  const std::uint64_t counted_min = anchor == nullptr ? 0 : anchor->values;
  const std::string path = options_.folder + "/vault";
  const bool is_there = std::filesystem::exists(path + "/CURRENT");
  if (!is_there && counted_min == 0) return;
  if (!is_there)
    return findings_.add("vault", both("缺少 CURRENT；锚点记有 {} 个值",
                                       "its CURRENT is missing; the anchor counted {} values", counted_min));
  // That it does not open is found with all databases.
  if (!StoredDatabase::open(path, vault_).ok()) return;
  if (counted_min > 0) count_values(counted_min);
}

void SealedCheck::count_values(std::uint64_t counted_min) {
  auto* family = vault_->family(rocksdb::kDefaultColumnFamilyName);
  std::string number;
  vault_->db().Get(rocksdb::ReadOptions(), family, as_slice(kCountKey), &number).PermitUncheckedError();
  const std::uint64_t noted = number.size() == 8 ? get_be<8>(number) : 0;
  std::uint64_t there = 0;
  const auto it = vault_->iterate(family);
  for (it->SeekToFirst(); it->Valid() && it->key().compare(as_slice(kNotValues)) < 0; it->Next()) ++there;
  if (!it->status().ok()) return findings_.add("vault", said(it->status()));
  const std::uint64_t expected = std::max(noted, counted_min);
  if (there < expected || noted < counted_min)
    findings_.add("vault",
                  both("有 {} 个值，曾存入 {} 个：被截断，或是旧副本；请从备份恢复",
                       "it holds {} values where {} were stored: it was cut or is an older copy; restore a "
                       "backup",
                       there, expected));
}

Result<std::optional<std::string>> SealedCheck::stored(const SealedPlace& place) const {
  if (!vault_) return std::optional<std::string>();
  std::string value;
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const auto status = vault_->db().Get(options, vault_->family(rocksdb::kDefaultColumnFamilyName),
                                       as_slice(vault_key(place)), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return refuse(Reason::damaged, "vault", said(status));
  return std::optional(std::move(value));
}

SealedCheck::Outcome SealedCheck::outcome_of(const SealedPlace& place, CheckedAct& act) {
  const auto found = [&](const std::string& what) {
    const auto [zh, en] = halves(what);
    act.findings.push_back(
        {"act " + std::to_string(act.index),
         both("{1} 封存的 {0} {2}", "the sealed {0} of {1} {3}", place.path, place.subject, zh, en)});
    return Outcome::lost;
  };
  const auto value = stored(place);
  if (!value) return found(cannot_be_read(value.error().detail));
  if (!keys_ || !keys_->are_open()) return *value ? Outcome::closed : Outcome::absent;
  const auto state = keys_->state(place.subject);
  if (state == StoredKeys::State::erased) return Outcome::erased;
  if (!*value) return Outcome::absent;
  if (state == StoredKeys::State::missing)
    return options_.keys_are_older ? Outcome::lost : found(has_no_key());
  auto plain = keys_->open(place.subject, **value, place.commitment);
  if (!plain) return found(both("用其密钥打不开", "does not open under its key"));
  if (!commits(place, as_view(plain->view())))
    return found(both("不是文书所承诺的值", "is not the one that the act commits to"));
  return Outcome::opened;
}

/// Whether it is there, as far as can be seen. Of a paper that is transcribed it may never have been.
bool SealedCheck::has_attachment(const Digest& digest, CheckedAct& act) const {
  const auto found = [&](const std::string& what) {
    const auto [zh, en] = halves(what);
    act.findings.push_back({"act " + std::to_string(act.index),
                            both("附件 {0} {1}", "its attachment {0} {2}", digest.hex(), zh, en)});
    return false;
  };
  const auto file =
      read_file(*default_file_system(), options_.folder + "/attachments/" + attachment_path(digest),
                kAttachmentFileMax);
  const bool has_no_file = !file && file.error().reason == Reason::not_found;
  if (!file && !has_no_file) return found(cannot_be_read(said(file.error())));
  if (!keys_ || !keys_->are_open()) return !has_no_file;
  const auto state = keys_->state(attachment_subject(digest));
  if (state == StoredKeys::State::erased) return false;
  if (state == StoredKeys::State::missing)
    return !has_no_file && !options_.keys_are_older ? found(has_no_key()) : false;
  if (has_no_file) return found(both("缺失", "is missing"));
  const auto key = keys_->key_of(attachment_subject(digest));
  if (!key || !open_attachment(*key, digest, as_bytes(*file)))
    return found(both("打不开，或内容不同", "does not open, or is another content"));
  return true;
}

void SealedCheck::check(CheckedAct& act) {
  SealedCounted counted;
  for (const Digest& digest : act.attachments) counted.attachments += has_attachment(digest, act) ? 1 : 0;
  std::vector<std::string> without_key;
  for (const SealedPlace& place : act.sealed) {
    const Outcome outcome = outcome_of(place, act);
    ++counted.commitments;
    switch (outcome) {
      case Outcome::opened:
        ++counted.opened;
        break;
      case Outcome::closed:
        ++counted.closed;
        break;
      case Outcome::absent:
        ++counted.absent;
        break;
      case Outcome::erased:
        ++counted.erased;
        without_key.push_back(place.subject);
        break;
      case Outcome::lost:
        ++counted.lost;
        break;
    }
  }
  const std::lock_guard lock(mutex_);
  report_.sealed += counted;
  erased_by_acts_.insert(act.erased.begin(), act.erased.end());
  without_key_.insert(without_key.begin(), without_key.end());
}

void SealedCheck::finish() {
  if (!keys_ || !keys_->are_open()) return;
  for (const std::string& subject : without_key_) {
    if (!erased_by_acts_.contains(subject))
      findings_.add("keys/subjects.keys", both("{0} 的密钥已删除，却没有文书说明",
                                               "the key of {0} was erased, and no act says so", subject));
  }
  if (options_.erasures_are_due) return;
  for (const std::string& subject : erased_by_acts_) {
    if (keys_->state(subject) == StoredKeys::State::held)
      findings_.add("keys/subjects.keys",
                    both("{0} 已由文书删除，却有密钥", "{0} was erased by an act and has a key", subject));
  }
}

}  // namespace tenure::verification

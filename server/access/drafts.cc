#include "server/access/drafts.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>

#include "domain/act/act.h"
#include "domain/core/split.h"
#include "storage/evidence/ed25519.h"
#include "storage/files/files.h"
#include "storage/keys/aead.h"

namespace tenure {
namespace {

constexpr std::size_t kHeadMax = 8 << 10;  ///< the lines before the submission

Result<SecretBytes> load_key(const std::string& ledger_folder) {
  auto fs = default_file_system();
  const std::string path = ledger_folder + "/keys/drafts.key";
  auto bytes = read_file(*fs, path, kAeadKeySize);
  if (bytes) {
    const WipeOnExit wipe(*bytes);
    if (bytes->size() != kAeadKeySize) return refuse(Reason::damaged, path);
    return SecretBytes::copy_of(as_bytes(*bytes));
  }
  if (bytes.error().reason != Reason::not_found) return tl::unexpected(bytes.error());
  SecretBytes key = SecretBytes::random(kAeadKeySize);
  if (auto done = write_file(*fs, path, key.view(), IfExists::refuse); !done)
    return tl::unexpected(done.error());
  return key;
}

std::string join(const std::vector<std::string>& keyids) {
  std::string out;
  for (const std::string& keyid : keyids) out += (out.empty() ? "" : ",") + keyid;
  return out;
}

std::string encode(const Draft& draft) {
  return draft.created.str() + "\n" + draft.expires.str() + "\n" + join(draft.awaited) + "\n" + draft.maker +
         "\n" + to_json(draft.submission);
}

constexpr std::string_view kAdmitted = "admitted:";  // no keyid has a colon

std::string encode_admitted(const DraftInfo& info) {
  return info.created.str() + "\n" + info.expires.str() + "\n" + std::string(kAdmitted) +
         std::to_string(*info.admitted) + "\n" + info.maker + "\n" + info.authority;
}

/// The next line, without its end; nothing when there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

/// The lines before what a draft holds.
struct Head {
  Moment created, expires;
  std::string_view awaited, maker;
};

Result<Head> take_head(std::string_view& text) {
  const auto created = take_line(text), expires = take_line(text), awaited = take_line(text);
  const bool has_maker = !text.starts_with('{');
  const auto maker = has_maker ? take_line(text) : std::string_view();
  if (!created || !expires || !awaited || !maker) return refuse(Reason::damaged, "draft");
  const auto from = Moment::parse(*created), until = Moment::parse(*expires);
  if (!from || !until) return refuse(Reason::damaged, "draft");
  return Head{*from, *until, *awaited, *maker};
}

Result<Draft> decode(std::string_view text) {
  const auto head = take_head(text);
  if (!head) return tl::unexpected(head.error());
  auto submission = parse_submission(text, 0);
  if (!submission) return refuse(Reason::damaged, "draft");
  Draft out;
  out.digest = sha256(submission->envelope.payload);
  out.created = head->created;
  out.expires = head->expires;
  for (const std::string_view keyid : split_at(head->awaited, ',')) out.awaited.emplace_back(keyid);
  out.maker = head->maker;
  out.submission = std::move(*submission);
  return out;
}

/// Nothing when the draft was not admitted.
Result<std::optional<DraftInfo>> decode_admitted(const Digest& digest, std::string_view text) {
  const auto head = take_head(text);
  if (!head) return tl::unexpected(head.error());
  if (!head->awaited.starts_with(kAdmitted)) return std::optional<DraftInfo>();
  const std::string_view index = head->awaited.substr(kAdmitted.size());
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), value);
  if (error != std::errc() || end != index.data() + index.size()) return refuse(Reason::damaged, "draft");
  DraftInfo out;
  out.digest = digest;
  out.created = head->created;
  out.expires = head->expires;
  out.authority = text;
  out.maker = head->maker;
  out.admitted = value;
  return std::optional(std::move(out));
}

void add_signature(Envelope& envelope, const Signed& signature) {
  std::erase_if(envelope.signatures, [&](const Signed& s) { return s.keyid == signature.keyid; });
  envelope.signatures.push_back(signature);
}

DraftInfo info_of(const Draft& draft) {
  std::string payload = draft.submission.envelope.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  DraftInfo out{draft.digest,
                draft.created,
                draft.expires,
                parsed.act.id.value,
                parsed.act.authority.value,
                draft.awaited,
                {}};
  for (const Signed& signature : draft.submission.envelope.signatures)
    out.signed_by.push_back(signature.keyid);
  out.maker = draft.maker;
  out.bytes = encode(draft).size();
  for (const AttachmentRef& attachment : parsed.act.attachments)
    out.attachments.push_back(attachment.digest.digest);
  return out;
}

}  // namespace

bool DraftInfo::awaits(const std::string& keyid) const {
  const auto holds = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), keyid) != list.end();
  };
  return (awaited.empty() || holds(awaited)) && !holds(signed_by);
}

Result<void> verify_signatures(const Envelope& envelope) {
  const std::string message = pae(envelope.payload_type, envelope.payload);
  for (const Signed& signature : envelope.signatures) {
    const auto raw = from_base64url(signature.keyid);
    const auto key = raw ? PublicKey::from_raw(*raw) : std::nullopt;
    const auto sig = Signature::from_raw(signature.sig);
    if (!key || !sig || !verify(*key, as_bytes(message), *sig)) {
      return refuse(Reason::signature_invalid, "signatures", signature.keyid);
    }
  }
  return {};
}

Result<std::unique_ptr<DraftStore>> DraftStore::open(const std::string& ledger_folder, Moment now) {
  auto key = load_key(ledger_folder);
  if (!key) return tl::unexpected(key.error());
  const std::string folder = ledger_folder + "/drafts";
  if (auto made = ensure_folder(*default_file_system(), folder); !made) return tl::unexpected(made.error());
  std::unique_ptr<DraftStore> out(new DraftStore(folder, std::move(*key)));
  if (auto done = out->load(now); !done) return tl::unexpected(done.error());
  return out;
}

std::string DraftStore::path_of(const Digest& digest) const { return folder_ + "/" + digest.hex(); }

/// One that cannot be read is said and left where it is: it is no part of the ledger.
Result<void> DraftStore::load(Moment now) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const auto raw = from_hex(entry.path().filename().string());
    const auto digest = raw ? Digest::from_raw(*raw) : std::nullopt;
    if (!digest) continue;
    auto info = read_info(*digest);
    if (info) {
      drafts_.emplace(*digest, std::move(*info));
    } else {
      spdlog::warn("draft {}: {}", digest->hex(), info.error().text());
    }
  }
  if (error) return refuse(Reason::io, folder_, error.message());
  expire(now);
  return {};
}

Result<std::string> DraftStore::read_plain(const Digest& digest) const {
  constexpr std::size_t kFileMax = kSubmissionMax + kHeadMax + kAeadOverhead;
  const auto sealed = read_file(*default_file_system(), path_of(digest), kFileMax);
  if (!sealed) return tl::unexpected(sealed.error());
  const auto plain = aead_open(key_, as_bytes(*sealed), digest.view());
  if (!plain) return refuse(Reason::damaged, path_of(digest));
  return std::string(as_view(plain->view()));
}

Result<Draft> DraftStore::read(const Digest& digest) const {
  auto plain = read_plain(digest);
  if (!plain) return tl::unexpected(plain.error());
  const WipeOnExit wipe(*plain);
  auto draft = decode(*plain);
  if (draft && draft->digest != digest) return refuse(Reason::damaged, path_of(digest));
  return draft;
}

Result<DraftInfo> DraftStore::read_info(const Digest& digest) const {
  auto plain = read_plain(digest);
  if (!plain) return tl::unexpected(plain.error());
  const WipeOnExit wipe(*plain);
  auto admitted = decode_admitted(digest, *plain);
  if (!admitted) return tl::unexpected(admitted.error());
  if (*admitted) return std::move(**admitted);
  const auto draft = read(digest);
  if (!draft) return tl::unexpected(draft.error());
  return info_of(*draft);
}

Result<void> DraftStore::write_file_of(const Digest& digest, std::string plain) {
  const WipeOnExit wipe(plain);
  const std::string sealed = aead_seal(key_, as_bytes(plain), digest.view());
  return write_file(*default_file_system(), path_of(digest), as_bytes(sealed), IfExists::replace);
}

Result<void> DraftStore::write(const Draft& draft) {
  auto done = write_file_of(draft.digest, encode(draft));
  if (done) drafts_.insert_or_assign(draft.digest, info_of(draft));
  return done;
}

Result<void> DraftStore::erase(const Digest& digest) {
  drafts_.erase(digest);
  std::error_code error;
  std::filesystem::remove(path_of(digest), error);
  if (error) return refuse(Reason::io, path_of(digest), error.message());
  return sync_folder(*default_file_system(), folder_);
}

void DraftStore::expire(Moment now) {
  std::vector<Digest> gone;
  for (const auto& [digest, info] : drafts_) {
    if (info.expires <= now) gone.push_back(digest);
  }
  for (const Digest& digest : gone) {
    if (auto done = erase(digest); !done) spdlog::error("{}", done.error().text());
  }
}

/// Where a limit that the draft counts for is full, those that rest make room; refused when there are none.
Result<void> DraftStore::make_room(const DraftInfo& wanted, Moment now) {
  struct Limit {
    std::string_view zh, en;
    std::size_t most;
    std::function<bool(const DraftInfo&)> counts;
    bool of_bytes = false;
  };
  const auto of_token = [&](const DraftInfo& info) { return info.maker == wanted.maker; };
  const Limit limits[] = {
      {"该令牌的待签文书", "drafts of this token", kDraftsOfTokenMax, of_token},
      {"该令牌待签文书的字节", "bytes of this token's drafts", kDraftBytesOfTokenMax, of_token, true},
      {"该机关的待签文书", "drafts of this authority", kDraftsOfOrgMax,
       [&](const DraftInfo& info) { return info.authority == wanted.authority; }},
      {"待签文书", "drafts", kDraftsMax, [](const DraftInfo&) { return true; }}};
  for (const Limit& limit : limits) {
    while (true) {
      std::size_t used = limit.of_bytes ? wanted.bytes : 1;
      const DraftInfo* oldest = nullptr;
      for (const auto& [digest, info] : drafts_) {
        if (info.admitted || !limit.counts(info)) continue;
        used += limit.of_bytes ? info.bytes : 1;
        const bool rests =
            info.signed_by.empty() && info.created.us + kDraftRestDays * Moment::kDayUs <= now.us;
        if (rests && (oldest == nullptr || info.created < oldest->created)) oldest = &info;
      }
      if (used <= limit.most) break;
      if (oldest == nullptr) {
        return refuse(
            Reason::quota_full, "drafts",
            fmt::format("{}不得超过 {}：先删除不用的（DELETE /v1/drafts/{{digest}}） | {}: {} at most; "
                        "DELETE /v1/drafts/{{digest}} those that are not needed",
                        limit.zh, limit.most, limit.en, limit.most));
      }
      const Digest gone = oldest->digest;
      if (auto done = erase(gone); !done) return done;
    }
  }
  return {};
}

/// Of those that were admitted the oldest are forgotten when they are too many.
void DraftStore::forget_admitted() {
  std::vector<const DraftInfo*> known;
  for (const auto& [digest, info] : drafts_) {
    if (info.admitted) known.push_back(&info);
  }
  if (known.size() <= kAdmittedDraftsMax) return;
  const auto oldest =
      std::ranges::min_element(known, {}, [](const DraftInfo* info) { return info->created; });
  const Digest gone = (*oldest)->digest;
  if (auto done = erase(gone); !done) spdlog::error("{}", done.error().text());
}

Result<Draft> DraftStore::add(Submission submission, std::vector<std::string> awaited,
                              const std::string& maker, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  Draft draft;
  draft.digest = sha256(submission.envelope.payload);
  const auto known = drafts_.find(draft.digest);
  if (known != drafts_.end() && !known->second.admitted) {
    auto held = read(draft.digest);
    if (!held) return held;
    for (const Signed& signature : submission.envelope.signatures) {
      add_signature(held->submission.envelope, signature);
    }
    draft = std::move(*held);
  } else {
    draft.created = now;
    draft.expires = {now.us + kDraftDays * Moment::kDayUs};
    draft.awaited = std::move(awaited);
    draft.maker = maker;
    draft.submission = std::move(submission);
    if (auto room = make_room(info_of(draft), now); !room) return tl::unexpected(room.error());
  }
  if (auto done = write(draft); !done) return tl::unexpected(done.error());
  return draft;
}

Result<Draft> DraftStore::sign(const Digest& digest, const std::vector<Signed>& signatures, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  if (!waits(digest)) return refuse(Reason::not_found, "draft", digest.hex());
  auto draft = read(digest);
  if (!draft) return draft;
  Envelope& envelope = draft->submission.envelope;
  for (const Signed& signature : signatures) add_signature(envelope, signature);
  if (envelope.signatures.size() > kSignaturesMax) return refuse(Reason::limit_signatures, "signatures");
  if (auto good = verify_signatures(envelope); !good) return tl::unexpected(good.error());
  if (auto done = write(*draft); !done) return tl::unexpected(done.error());
  return draft;
}

bool DraftStore::waits(const Digest& digest) const {
  const auto found = drafts_.find(digest);
  return found != drafts_.end() && !found->second.admitted;
}

Result<Draft> DraftStore::get(const Digest& digest, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  if (!waits(digest)) return refuse(Reason::not_found, "draft", digest.hex());
  return read(digest);
}

Result<void> DraftStore::remove(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  return erase(digest);
}

Result<void> DraftStore::finish(const Digest& digest, std::uint64_t index) {
  const std::lock_guard lock(mutex_);
  const auto found = drafts_.find(digest);
  if (found == drafts_.end()) return {};
  DraftInfo info = found->second;
  info.admitted = index;
  info.signed_by.clear();
  info.attachments.clear();
  info.bytes = 0;
  if (auto done = write_file_of(digest, encode_admitted(info)); !done) return done;
  found->second = std::move(info);
  forget_admitted();
  return {};
}

std::optional<AdmittedDraft> DraftStore::admitted(const Digest& digest, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  const auto found = drafts_.find(digest);
  if (found == drafts_.end() || !found->second.admitted) return std::nullopt;
  return AdmittedDraft{*found->second.admitted, found->second.authority};
}

bool DraftStore::cites(const Digest& attachment, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  return std::ranges::any_of(drafts_, [&](const auto& draft) {
    return std::ranges::find(draft.second.attachments, attachment) != draft.second.attachments.end();
  });
}

std::vector<DraftInfo> DraftStore::list(Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  std::vector<DraftInfo> out;
  for (const auto& [digest, info] : drafts_) {
    if (!info.admitted) out.push_back(info);
  }
  return out;
}

}  // namespace tenure

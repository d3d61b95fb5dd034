#include "server/access/drafts.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>

#include "domain/act/act.h"
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

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string encode(const Draft& draft) {
  return draft.created.str() + "\n" + draft.expires.str() + "\n" + join(draft.awaited) + "\n" +
         to_json(draft.submission);
}

Result<Draft> decode(std::string_view text) {
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return refuse(Reason::damaged, "draft");
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  const auto created = Moment::parse(lines[0]);
  const auto expires = Moment::parse(lines[1]);
  auto submission = parse_submission(text, 0);
  if (!created || !expires || !submission) return refuse(Reason::damaged, "draft");
  Draft out;
  out.digest = sha256(submission->envelope.payload);
  out.created = *created;
  out.expires = *expires;
  out.awaited = split(lines[2], ',');
  out.submission = std::move(*submission);
  return out;
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
    const auto draft = read(*digest);
    if (draft) {
      drafts_.emplace(*digest, info_of(*draft));
    } else {
      spdlog::warn("draft {}: {}", digest->hex(), draft.error().text());
    }
  }
  if (error) return refuse(Reason::io, folder_, error.message());
  expire(now);
  return {};
}

Result<Draft> DraftStore::read(const Digest& digest) const {
  constexpr std::size_t kFileMax = kSubmissionMax + kHeadMax + kAeadOverhead;
  const auto sealed = read_file(*default_file_system(), path_of(digest), kFileMax);
  if (!sealed) return tl::unexpected(sealed.error());
  const auto plain = aead_open(key_, as_bytes(*sealed), digest.view());
  if (!plain) return refuse(Reason::damaged, path_of(digest));
  auto draft = decode(as_view(plain->view()));
  if (draft && draft->digest != digest) return refuse(Reason::damaged, path_of(digest));
  return draft;
}

Result<void> DraftStore::write(const Draft& draft) {
  std::string plain = encode(draft);
  const WipeOnExit wipe(plain);
  const std::string sealed = aead_seal(key_, as_bytes(plain), draft.digest.view());
  auto done = write_file(*default_file_system(), path_of(draft.digest), as_bytes(sealed), IfExists::replace);
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

Result<Draft> DraftStore::add(Submission submission, std::vector<std::string> awaited, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  Draft draft;
  draft.digest = sha256(submission.envelope.payload);
  if (drafts_.contains(draft.digest)) {
    auto held = read(draft.digest);
    if (!held) return held;
    for (const Signed& signature : submission.envelope.signatures) {
      add_signature(held->submission.envelope, signature);
    }
    draft = std::move(*held);
  } else {
    if (drafts_.size() >= kDraftsMax) return refuse(Reason::overload, "drafts");
    draft.created = now;
    draft.expires = {now.us + kDraftDays * Moment::kDayUs};
    draft.awaited = std::move(awaited);
    draft.submission = std::move(submission);
  }
  if (auto done = write(draft); !done) return tl::unexpected(done.error());
  return draft;
}

Result<Draft> DraftStore::sign(const Digest& digest, const std::vector<Signed>& signatures, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  if (!drafts_.contains(digest)) return refuse(Reason::not_found, "draft", digest.hex());
  auto draft = read(digest);
  if (!draft) return draft;
  Envelope& envelope = draft->submission.envelope;
  for (const Signed& signature : signatures) add_signature(envelope, signature);
  if (envelope.signatures.size() > kSignaturesMax) return refuse(Reason::limit_signatures, "signatures");
  if (auto good = verify_signatures(envelope); !good) return tl::unexpected(good.error());
  if (auto done = write(*draft); !done) return tl::unexpected(done.error());
  return draft;
}

Result<Draft> DraftStore::get(const Digest& digest, Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  if (!drafts_.contains(digest)) return refuse(Reason::not_found, "draft", digest.hex());
  return read(digest);
}

Result<void> DraftStore::remove(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  return erase(digest);
}

std::vector<DraftInfo> DraftStore::list(Moment now) {
  const std::lock_guard lock(mutex_);
  expire(now);
  std::vector<DraftInfo> out;
  for (const auto& [digest, info] : drafts_) out.push_back(info);
  return out;
}

}  // namespace tenure

// Drafts: acts on their way to their signatures, outside the ledger.
//
// <ledger>/drafts/<sha256 of the payload> holds one draft, encrypted (storage/keys/aead.h, the digest is
// associated data) under <ledger>/keys/drafts.key, because its sealed values are not in the vault yet:
//
//   created \n expires \n keyids that are awaited, joined by commas \n id of the token that made it \n
//   the submission's JSON
//
// (without the fourth line in files of older versions). One whose act was admitted is nothing but
//
//   created \n expires \n admitted:<index> \n id of the token \n authority
//
// so that who sends the last signature again is told of the admission. The key file is readable by its owner
// alone and, like all of keys/, in no ordinary backup. A draft is gone kDraftDays after it was made. What is
// known of each without opening it is held in memory. Any thread.
//
// A token, an organisation and all together have so many drafts and no more. Where one of them is full, its
// drafts that nobody has signed for kDraftRestDays make room, the oldest first.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/core/calendar.h"
#include "server/sequencer/submission.h"
#include "storage/keys/secret.h"

namespace tenure {

inline constexpr std::int64_t kDraftDays = 30;
inline constexpr std::int64_t kDraftRestDays = 7;  ///< then a draft without a signature makes room
inline constexpr std::size_t kDraftsMax = 10'000;
inline constexpr std::size_t kDraftsOfOrgMax = 2'000;  ///< of one authority
inline constexpr std::size_t kDraftsOfTokenMax = 500;  ///< made by one token
inline constexpr std::size_t kDraftBytesOfTokenMax = std::size_t{128} << 20;
inline constexpr std::size_t kAdmittedDraftsMax = 10'000;  ///< remembered; beyond it the oldest are not
inline constexpr std::size_t kAwaitedMax = 64;             ///< keys that a draft names

struct Draft {
  Digest digest;  ///< of the payload
  Moment created;
  Moment expires;
  std::vector<std::string> awaited;  ///< keyids; empty: anybody's
  std::string maker;                 ///< id of the token that made it
  Submission submission;
};

/// A draft that is in the ledger.
struct AdmittedDraft {
  std::uint64_t index = 0;
  std::string authority;
};

/// What a list of drafts shows.
struct DraftInfo {
  Digest digest;
  Moment created;
  Moment expires;
  std::string act;
  std::string authority;
  std::vector<std::string> awaited;
  std::vector<std::string> signed_by;
  std::string maker = {};
  std::size_t bytes = 0;
  std::optional<std::uint64_t> admitted = {};
  std::vector<Digest> attachments = {};

  /// Whether the key is asked for and has not signed.
  bool awaits(const std::string& keyid) const;
};

class DraftStore {
 public:
  static Result<std::unique_ptr<DraftStore>> open(const std::string& ledger_folder, Moment now);

  /// Durable when it returns. The same payload again adds its signatures. quota_full above one of the limits.
  Result<Draft> add(Submission submission, std::vector<std::string> awaited, const std::string& maker,
                    Moment now);
  /// A signature of a key that signed before replaces the other one. Only signatures that verify go in.
  Result<Draft> sign(const Digest& digest, const std::vector<Signed>& signatures, Moment now);
  /// not_found once it has expired.
  Result<Draft> get(const Digest& digest, Moment now);
  Result<void> remove(const Digest& digest);
  /// Its act is in the ledger: what it held goes, what became of it stays until it would have expired.
  Result<void> finish(const Digest& digest, std::uint64_t index);
  std::optional<AdmittedDraft> admitted(const Digest& digest, Moment now);
  /// Whether a draft that waits cites the attachment.
  bool cites(const Digest& attachment, Moment now);
  std::vector<DraftInfo> list(Moment now);

 private:
  DraftStore(std::string folder, SecretBytes key) : folder_(std::move(folder)), key_(std::move(key)) {}

  Result<void> load(Moment now);
  Result<Draft> read(const Digest& digest) const;
  Result<void> write(const Draft& draft);
  Result<void> write_file_of(const Digest& digest, std::string plain);
  Result<DraftInfo> read_info(const Digest& digest) const;
  Result<std::string> read_plain(const Digest& digest) const;
  Result<void> make_room(const DraftInfo& wanted, Moment now);
  void forget_admitted();
  Result<void> erase(const Digest& digest);
  void expire(Moment now);
  bool waits(const Digest& digest) const;
  std::string path_of(const Digest& digest) const;

  std::string folder_;
  SecretBytes key_;
  std::mutex mutex_;
  std::map<Digest, DraftInfo> drafts_;
};

/// signature_invalid unless each signature is the key's over this payload. A keyid is its public key.
Result<void> verify_signatures(const Envelope& envelope);

}  // namespace tenure

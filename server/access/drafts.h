// Drafts: acts on their way to their signatures, outside the ledger.
//
// <ledger>/drafts/<sha256 of the payload> holds one draft, encrypted (storage/keys/aead.h, the digest is
// associated data) under <ledger>/keys/drafts.key, because its sealed values are not in the vault yet:
//
//   created \n expires \n keyids that are awaited, joined by commas \n the submission's JSON
//
// The key file is readable by its owner alone and, like all of keys/, in no ordinary backup. A draft is gone
// kDraftDays after it was made. What is known of each without opening it is held in memory. Any thread.
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
inline constexpr std::size_t kDraftsMax = 10'000;
inline constexpr std::size_t kAwaitedMax = 64;  ///< keys that a draft names

struct Draft {
  Digest digest;  ///< of the payload
  Moment created;
  Moment expires;
  std::vector<std::string> awaited;  ///< keyids; empty: anybody's
  Submission submission;
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

  /// Whether the key is asked for and has not signed.
  bool awaits(const std::string& keyid) const;
};

class DraftStore {
 public:
  static Result<std::unique_ptr<DraftStore>> open(const std::string& ledger_folder, Moment now);

  /// Durable when it returns. The same payload again adds its signatures. `overload` above kDraftsMax.
  Result<Draft> add(Submission submission, std::vector<std::string> awaited, Moment now);
  /// A signature of a key that signed before replaces the other one. Only signatures that verify go in.
  Result<Draft> sign(const Digest& digest, const std::vector<Signed>& signatures, Moment now);
  /// not_found once it has expired.
  Result<Draft> get(const Digest& digest, Moment now);
  Result<void> remove(const Digest& digest);
  std::vector<DraftInfo> list(Moment now);

 private:
  DraftStore(std::string folder, SecretBytes key) : folder_(std::move(folder)), key_(std::move(key)) {}

  Result<void> load(Moment now);
  Result<Draft> read(const Digest& digest) const;
  Result<void> write(const Draft& draft);
  Result<void> erase(const Digest& digest);
  void expire(Moment now);
  std::string path_of(const Digest& digest) const;

  std::string folder_;
  SecretBytes key_;
  std::mutex mutex_;
  std::map<Digest, DraftInfo> drafts_;
};

/// signature_invalid unless each signature is the key's over this payload. A keyid is its public key.
Result<void> verify_signatures(const Envelope& envelope);

}  // namespace tenure

// Attachments that were stored and that nobody cites yet: who brought each, and how many a token, an
// organisation and all together may leave so.
//
// <ledger>/uploads/<digest> holds a line each: when \n id of the token \n its organisation \n bytes. One that
// an act or a draft cites counts no more. Where a limit is full, those that have been there for
// kUploadRestDays go, the oldest first: their content too. Any thread; one call of `admit` at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "domain/access/viewer.h"
#include "domain/core/calendar.h"
#include "domain/core/sha256.h"

namespace tenure {

inline constexpr std::int64_t kUploadRestDays = 30;  ///< as long as a draft may wait for its signatures
inline constexpr std::size_t kUploadsMax = 10'000;
inline constexpr std::size_t kUploadsOfOrgMax = 2'000;  ///< by tokens of one scope
inline constexpr std::size_t kUploadsOfTokenMax = 500;
inline constexpr std::size_t kUploadBytesOfTokenMax = std::size_t{1} << 30;

struct Upload {
  Moment at;
  std::string token;
  std::string org;  ///< the token's scope; empty: the whole ledger
  std::size_t bytes = 0;
};

class Uploads {
 public:
  static Result<std::unique_ptr<Uploads>> open(const std::string& ledger_folder);

  struct Hooks {
    std::function<bool(const Digest& digest)> is_cited;
    /// Removes the content unless it is cited; whether it did.
    std::function<bool(const Digest& digest)> drop;
  };
  /// Room for one more, which is then noted. quota_full when nothing can make room.
  Result<void> admit(const Digest& digest, const Upload& upload, const Hooks& hooks);

 private:
  explicit Uploads(std::string folder) : folder_(std::move(folder)) {}

  struct Limit;
  Result<void> make_room(const Limit& limit, const Upload& wanted, const Hooks& hooks);
  Result<void> load();
  void forget(const Digest& digest);
  std::string path_of(const Digest& digest) const;

  std::string folder_;
  std::mutex mutex_;
  std::map<Digest, Upload> waiting_;
};

}  // namespace tenure

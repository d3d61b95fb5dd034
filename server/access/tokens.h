// Tokens: who may ask what. <ledger>/access/tokens.json holds of each its SHA-256, never the token itself.
//
//   tenure_<id, 16 hex digits>_<32 random bytes, URL-safe base64>
//
// The command `tenure token` edits the file, also while the server runs; the server looks for a new file at
// most once in kTokensCheck. A file that cannot be read, or has not the digest that it says, lets nobody in.
// TokenFile is for one writer at a time (a lock beside the file); TokenTable may be asked from any thread.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/access/viewer.h"

namespace tenure {

inline constexpr std::size_t kTokensMax = 10'000;
inline constexpr std::chrono::milliseconds kTokensCheck{500};

/// A token as it is kept.
struct TokenRecord {
  TENURE_FIELDS(TokenRecord, "令牌", "Token",
    (Code, id, "编号", "id")
    (ContentDigest, digest, "摘要", "digest")  ///< of the whole token text
    (std::vector<Role>, roles, "角色", "roles")
    (std::optional<OrgId>, scope, "组织范围", "scope")
    (std::optional<PersonId>, person, "本人", "person")
    (std::vector<Code>, classes, "密级", "classes")
    (std::optional<ShortText>, note, "备注", "note")
    (Moment, created, "签发时间", "created")
    (std::optional<Moment>, expires, "到期时间", "expires")
    (std::optional<Moment>, revoked, "吊销时间", "revoked"));

  bool holds(Moment now) const { return !revoked && (!expires || now < *expires); }
};

/// What a new token is to allow.
struct TokenGrant {
  std::vector<Role> roles;
  std::optional<OrgId> scope;
  std::optional<PersonId> person;
  std::vector<Code> classes;
  std::optional<ShortText> note;
  std::optional<std::int64_t> days;  ///< nothing: until it is revoked
};

struct NewToken {
  std::string text;  ///< shown once, kept nowhere
  TokenRecord record;
};

std::string tokens_path(const std::string& ledger_folder);

class TokenFile {
 public:
  explicit TokenFile(std::string ledger_folder) : folder_(std::move(ledger_folder)) {}

  /// Durable when it returns. act_shape: a subject's token needs a person, any token a role.
  Result<NewToken> create(const TokenGrant& grant, Moment now) const;
  /// not_found; revoking twice is no error.
  Result<void> revoke(std::string_view id, Moment now) const;
  Result<std::vector<TokenRecord>> list() const;

 private:
  Result<void> save(const std::vector<TokenRecord>& tokens) const;

  std::string folder_;
};

class TokenTable {
 public:
  explicit TokenTable(std::string ledger_folder);

  /// token_invalid, whatever is wrong with it; takes the same time for a known and an unknown secret. A token
  /// holds from the moment that it is made; one that was revoked, up to kTokensCheck longer.
  Result<Viewer> authenticate(std::string_view token, Moment now);
  /// Whether the token of that id still stands: for sessions and open feeds.
  Result<Viewer> by_id(std::string_view id, Moment now);
  /// Another number than before whenever a token may have ended: the file changed, or one expired. Quick.
  std::uint64_t changes(Moment now);

 private:
  using Table = std::unordered_map<std::string, TokenRecord>;
  /// What a replaced file differs in.
  struct Stamp {
    std::uint64_t inode = 0;
    std::int64_t modified_ns = 0;
    std::int64_t size = -1;
    bool operator==(const Stamp&) const = default;
  };

  Result<std::shared_ptr<const Table>> current(bool at_once = false);
  static Result<Viewer> authenticated(const Table& table, std::string_view token, Moment now);
  Stamp stamp() const;

  std::string folder_;
  std::string path_;
  std::mutex mutex_;  ///< guards what follows
  std::chrono::steady_clock::time_point next_check_;
  Stamp loaded_;
  Result<std::shared_ptr<const Table>> table_;
  std::uint64_t changes_ = 0;
  Result<std::shared_ptr<const Table>> changed_to_;  ///< the table that changes_ counted last
  std::optional<Moment> next_end_;                   ///< the first expiry in it that is still to come
};

}  // namespace tenure

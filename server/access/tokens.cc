#include "server/access/tokens.h"

#include <sodium.h>
#include <sys/stat.h>

#include "domain/core/both.h"
#include "domain/core/text.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "storage/files/files.h"
#include "storage/keys/secret.h"

namespace tenure {

/// What stands in tokens.json.
TENURE_STRUCT(TokensFile, "令牌文件", "Token file",
  (std::vector<TokenRecord>, tokens, "令牌", "tokens")
  // Of the list as it is written; a file from before it was written has none.
  (std::optional<ContentDigest>, digest, "摘要", "digest"));

namespace {

constexpr std::string_view kPrefix = "tenure_";
constexpr std::size_t kIdBytes = 8;
constexpr std::size_t kIdDigits = 2 * kIdBytes;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretChars = 43;
constexpr std::size_t kTokenChars = kPrefix.size() + kIdDigits + 1 + kSecretChars;
constexpr std::uint64_t kTokensFileMax = 16 << 20;
constexpr std::int64_t kTokenDaysMax = 3660;

std::string access_folder(const std::string& ledger_folder) { return ledger_folder + "/access"; }

std::string random_text(std::size_t bytes, std::string (*encode)(Bytes)) {
  return encode(SecretBytes::random(bytes).view());
}

/// The id in a token's text; nothing when it has not the shape of a token.
std::optional<std::string_view> id_of(std::string_view token) {
  if (token.size() != kTokenChars || !token.starts_with(kPrefix)) return std::nullopt;
  if (token[kPrefix.size() + kIdDigits] != '_') return std::nullopt;
  return token.substr(kPrefix.size(), kIdDigits);
}

Result<void> is_grantable(const TokenGrant& grant) {
  if (grant.roles.empty())
    return refuse(Reason::bad_value, "role", both("令牌须有角色", "a token needs a role"));
  const bool of_subject =
      std::find(grant.roles.begin(), grant.roles.end(), Role::subject) != grant.roles.end();
  if (of_subject && !grant.person)
    return refuse(
        Reason::bad_value, "person",
        both("角色 subject 的令牌须写明本人（--person）", "a token of the role subject needs a person"));
  if (grant.days && (*grant.days < 1 || *grant.days > kTokenDaysMax)) {
    return refuse(Reason::bad_value, "days", both("1 到 {}", "1 to {}", kTokenDaysMax));
  }
  return {};
}

Digest digest_of(const std::vector<TokenRecord>& tokens) { return sha256(to_json(tokens)); }

Viewer viewer_of(const TokenRecord& record) {
  return {record.roles, record.scope, record.person, record.classes, record.id.value};
}

}  // namespace

std::string tokens_path(const std::string& ledger_folder) {
  return access_folder(ledger_folder) + "/tokens.json";
}

Result<std::vector<TokenRecord>> TokenFile::list() const {
  const std::string path = tokens_path(folder_);
  const auto text = read_file(*default_file_system(), path, kTokensFileMax);
  if (!text && text.error().reason == Reason::not_found) return std::vector<TokenRecord>();
  if (!text) return tl::unexpected(text.error());
  auto file = read_json<TokensFile>(*text);
  if (!file) return refuse(Reason::damaged, path, file.error().text());
  if (file->digest && file->digest->digest != digest_of(file->tokens))
    return refuse(Reason::damaged, path,
                  both("摘要不符；请吊销并重新签发其令牌",
                       "its digest is another one; revoke and issue its tokens anew"));
  return std::move(file->tokens);
}

Result<void> TokenFile::save(const std::vector<TokenRecord>& tokens) const {
  const std::string text = to_json(TokensFile{tokens, ContentDigest{digest_of(tokens)}}) + "\n";
  return write_file(*default_file_system(), tokens_path(folder_), as_bytes(text), IfExists::replace);
}

Result<NewToken> TokenFile::create(const TokenGrant& grant, Moment now) const {
  if (auto good = is_grantable(grant); !good) return tl::unexpected(good.error());
  auto fs = default_file_system();
  if (auto made = ensure_folder(*fs, access_folder(folder_)); !made) return tl::unexpected(made.error());
  const auto lock = FolderLock::acquire(fs, access_folder(folder_));
  if (!lock) return tl::unexpected(lock.error());
  auto tokens = list();
  if (!tokens) return tl::unexpected(tokens.error());
  if (tokens->size() >= kTokensMax) return refuse(Reason::limit_list, tokens_path(folder_));

  NewToken out;
  out.record.id = {random_text(kIdBytes, to_hex)};
  out.text = std::string(kPrefix) + out.record.id.value + "_" + random_text(kSecretBytes, to_base64url);
  out.record.digest = {sha256(out.text)};
  out.record.roles = grant.roles;
  out.record.scope = grant.scope;
  out.record.person = grant.person;
  out.record.classes = grant.classes;
  out.record.note = grant.note;
  out.record.created = now;
  if (grant.days) out.record.expires = Moment{now.us + *grant.days * Moment::kDayUs};
  tokens->push_back(out.record);
  if (auto done = save(*tokens); !done) return tl::unexpected(done.error());
  return out;
}

Result<void> TokenFile::revoke(std::string_view id, Moment now) const {
  auto fs = default_file_system();
  if (auto made = ensure_folder(*fs, access_folder(folder_)); !made) return made;
  const auto lock = FolderLock::acquire(fs, access_folder(folder_));
  if (!lock) return tl::unexpected(lock.error());
  auto tokens = list();
  if (!tokens) return tl::unexpected(tokens.error());
  for (TokenRecord& token : *tokens) {
    if (token.id.value != id) continue;
    if (token.revoked) return {};
    token.revoked = now;
    return save(*tokens);
  }
  return refuse(Reason::not_found, "token", std::string(shortened(id, kIdLengthMax)));
}

TokenTable::TokenTable(std::string ledger_folder)
    : folder_(std::move(ledger_folder)),
      path_(tokens_path(folder_)),
      table_(std::make_shared<const Table>()),
      changed_to_(table_) {}

TokenTable::Stamp TokenTable::stamp() const {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0) return {};
  const auto modified = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
  return {found.st_ino, modified, found.st_size};
}

Result<std::shared_ptr<const TokenTable::Table>> TokenTable::current(bool at_once) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now < next_check_ && !at_once) return table_;
  next_check_ = now + kTokensCheck;
  const Stamp found = stamp();
  if (found == loaded_) return table_;
  loaded_ = found;
  const auto tokens = TokenFile(folder_).list();
  if (!tokens) {
    table_ = tl::unexpected(tokens.error());
    return table_;
  }
  auto table = std::make_shared<Table>();
  for (const TokenRecord& token : *tokens) table->emplace(token.id.value, token);
  table_ = std::shared_ptr<const Table>(std::move(table));
  return table_;
}

Result<Viewer> TokenTable::authenticated(const Table& table, std::string_view token, Moment now) {
  const auto id = id_of(token);
  if (!id) return refuse(Reason::token_invalid);
  const auto found = table.find(std::string(*id));
  static const TokenRecord kNobody;
  const TokenRecord& record = found == table.end() ? kNobody : found->second;
  const Digest shown = sha256(token);
  const bool same =
      sodium_memcmp(shown.bytes.data(), record.digest.digest.bytes.data(), shown.bytes.size()) == 0;
  if (!same || !record.holds(now)) return refuse(Reason::token_invalid);
  return viewer_of(record);
}

Result<Viewer> TokenTable::authenticate(std::string_view token, Moment now) {
  const auto table = current();
  if (!table) return tl::unexpected(table.error());
  auto viewer = authenticated(**table, token, now);
  if (viewer) return viewer;
  // It may have been made since the file was last looked at.
  const auto fresh = current(true);
  if (!fresh) return tl::unexpected(fresh.error());
  return *fresh == *table ? viewer : authenticated(**fresh, token, now);
}

Result<Viewer> TokenTable::by_id(std::string_view id, Moment now) {
  const auto table = current();
  if (!table) return tl::unexpected(table.error());
  const auto found = (*table)->find(std::string(id));
  if (found == (*table)->end() || !found->second.holds(now)) return refuse(Reason::token_invalid);
  return viewer_of(found->second);
}

std::uint64_t TokenTable::changes(Moment now) {
  const auto table = current();
  const std::lock_guard lock(mutex_);
  const bool same = table.has_value() == changed_to_.has_value() && (!table || *table == *changed_to_);
  if (same && (!next_end_ || now < *next_end_)) return changes_;
  changed_to_ = table;
  next_end_.reset();
  for (const auto& [id, token] : table ? **table : Table()) {
    if (token.holds(now) && token.expires && (!next_end_ || *token.expires < *next_end_)) {
      next_end_ = token.expires;
    }
  }
  return ++changes_;
}

}  // namespace tenure

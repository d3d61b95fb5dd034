#include "storage/keys/protected_secret.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <sodium.h>

#include <charconv>
#include <map>

#include "domain/core/both.h"
#include "storage/keys/aead.h"

namespace tenure {
namespace {

constexpr std::uint64_t kKeyFileVersion = 1;
constexpr std::string_view kArgon2id = "argon2id";
constexpr std::string_view kNone = "none";
constexpr std::string_view kWarning = "UNENCRYPTED development key: whoever reads this file can use it";

static_assert(kMemlimitBytesMax <= crypto_pwhash_argon2id_MEMLIMIT_MAX);

/// The members of one flat JSON object as their raw tokens, so that a secret is never copied by unescaping.
/// `take_…` removes a member; what is left at the end is unknown. The text must outlive this.
class Members {
 public:
  static Result<Members> read(std::string_view where, simdjson::padded_string& text);

  /// The characters between the quotes.
  Result<std::string_view> take_text(const std::string& name);
  Result<std::string> take_bytes(const std::string& name);
  Result<std::uint64_t> take_number(const std::string& name, std::uint64_t max);
  bool has(const std::string& name) const { return tokens_.contains(name); }
  Result<void> nothing_left() const;

 private:
  explicit Members(std::string_view where) : where_(where) {}

  Result<std::string_view> take(const std::string& name);
  tl::unexpected<Refusal> refuse_member(Reason reason, const std::string& name) const {
    return refuse(reason, where_ + " " + name);
  }

  std::string where_;
  std::map<std::string, std::string_view> tokens_;
};

std::string_view trimmed(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? std::string_view() : token.substr(0, last + 1);
}

Result<Members> Members::read(std::string_view where, simdjson::padded_string& text) {
  Members members(where);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (auto error = parser.iterate(text).get(document)) {
    return refuse(Reason::json_syntax, members.where_,
                  both("不是合法的 JSON", "{}", simdjson::error_message(error)));
  }
  if (auto error = document.get_object().get(object)) {
    return refuse(Reason::json_type, members.where_,
                  both("不是合法的 JSON", "{}", simdjson::error_message(error)));
  }
  for (auto field : object) {
    std::string_view name;
    std::string_view token;
    auto error = field.unescaped_key().get(name);
    if (!error) error = field.value().raw_json_token().get(token);
    if (error)
      return refuse(Reason::json_syntax, members.where_,
                    both("不是合法的 JSON", "{}", simdjson::error_message(error)));
    if (!members.tokens_.emplace(name, trimmed(token)).second) {
      return members.refuse_member(Reason::json_duplicate, std::string(name));
    }
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    return refuse(Reason::json_trailing, members.where_);
  }
  return members;
}

Result<std::string_view> Members::take(const std::string& name) {
  const auto found = tokens_.find(name);
  if (found == tokens_.end()) return refuse_member(Reason::json_missing, name);
  const std::string_view token = found->second;
  tokens_.erase(found);
  return token;
}

Result<std::string_view> Members::take_text(const std::string& name) {
  const auto token = take(name);
  if (!token) return token;
  const std::string_view quoted = *token;
  if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') {
    return refuse_member(Reason::json_type, name);
  }
  if (quoted.find('\\') != std::string_view::npos) return refuse_member(Reason::bad_value, name);
  return quoted.substr(1, quoted.size() - 2);
}

Result<std::string> Members::take_bytes(const std::string& name) {
  const auto text = take_text(name);
  if (!text) return tl::unexpected(text.error());
  auto bytes = from_base64url(*text);
  if (!bytes) return refuse_member(Reason::bad_value, name);
  return std::move(*bytes);
}

Result<std::uint64_t> Members::take_number(const std::string& name, std::uint64_t max) {
  const auto token = take(name);
  if (!token) return tl::unexpected(token.error());
  const char* const end = token->data() + token->size();
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(token->data(), end, number);
  const bool padded = token->size() > 1 && token->front() == '0';
  if (error != std::errc() || stop != end || padded || number > max)
    return refuse_member(Reason::json_number, name);
  return number;
}

Result<void> Members::nothing_left() const {
  if (tokens_.empty()) return {};
  return refuse_member(Reason::json_unknown, tokens_.begin()->first);
}

std::string associated_data(std::string_view alg, std::string_view public_part) {
  return fmt::format("tenure_key/{}\n{}\n{}", kKeyFileVersion, alg, public_part);
}

Result<SecretBytes> stretch(std::string_view where, std::string_view passphrase, std::string_view salt,
                            const Argon2Cost& cost) {
  SecretBytes key(kAeadKeySize);
  if (crypto_pwhash(reinterpret_cast<unsigned char*>(key.mutable_view().data()), key.size(),
                    passphrase.data(), passphrase.size(), uchars(as_bytes(salt)), cost.opslimit,
                    static_cast<std::size_t>(cost.memlimit_bytes), crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return refuse(
        Reason::io, std::string(where),
        both("Argon2id 需要 {} 字节内存", "Argon2id needs {} bytes of memory", cost.memlimit_bytes));
  }
  return key;
}

bool acceptable(const Argon2Cost& cost) {
  return cost.opslimit >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost.opslimit <= kOpslimitMax &&
         cost.memlimit_bytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN &&
         cost.memlimit_bytes <= kMemlimitBytesMax;
}

/// Everything before `protection`: checks version and algorithm, gives the public half.
Result<std::string> take_head(std::string_view where, Members& members, std::string_view alg) {
  const auto version = members.take_number("tenure_key", UINT32_MAX);
  if (!version) return tl::unexpected(version.error());
  if (*version != kKeyFileVersion)
    return refuse(Reason::format_version, std::string(where), std::to_string(*version));
  const auto named = members.take_text("alg");
  if (!named) return tl::unexpected(named.error());
  if (*named != alg) return refuse(Reason::bad_value, fmt::format("{} alg", where), std::string(*named));
  if (!members.has("public")) return std::string();
  return members.take_bytes("public");
}

Result<SecretBytes> take_clear(Members& members) {
  const auto warning = members.take_text("warning");
  if (!warning) return tl::unexpected(warning.error());
  auto raw = members.take_bytes("secret");
  if (!raw) return tl::unexpected(raw.error());
  const WipeOnExit wipe(*raw);
  if (auto rest = members.nothing_left(); !rest) return tl::unexpected(rest.error());
  return SecretBytes::copy_of(as_bytes(*raw));
}

Result<SecretBytes> take_encrypted(std::string_view where, Members& members, std::string_view associated,
                                   std::optional<std::string_view> passphrase) {
  const auto opslimit = members.take_number("opslimit", kOpslimitMax);
  if (!opslimit) return tl::unexpected(opslimit.error());
  const auto memlimit = members.take_number("memlimit", kMemlimitBytesMax);
  if (!memlimit) return tl::unexpected(memlimit.error());
  const auto salt = members.take_bytes("salt");
  if (!salt) return tl::unexpected(salt.error());
  const auto nonce = members.take_bytes("nonce");
  if (!nonce) return tl::unexpected(nonce.error());
  const auto secret = members.take_bytes("secret");
  if (!secret) return tl::unexpected(secret.error());
  if (auto rest = members.nothing_left(); !rest) return tl::unexpected(rest.error());

  const Argon2Cost cost{*opslimit, *memlimit};
  if (!acceptable(cost) || salt->size() != crypto_pwhash_SALTBYTES || nonce->size() != kAeadNonceSize) {
    return refuse(Reason::bad_value, std::string(where),
                  both("Argon2id 的代价、盐或随机数", "Argon2id cost, salt or nonce"));
  }
  if (!passphrase)
    return refuse(Reason::passphrase, std::string(where),
                  both("密钥有口令保护", "the key is under a passphrase"));
  const auto key = stretch(where, *passphrase, *salt, cost);
  if (!key) return tl::unexpected(key.error());
  auto opened = aead_open(*key, as_bytes(*nonce + *secret), as_bytes(associated));
  if (!opened) return refuse(Reason::passphrase, std::string(where));
  return std::move(*opened);
}

/// A padded copy of a text that may hold a secret.
class PaddedCopy {
 public:
  explicit PaddedCopy(std::string_view text) : text_(text) {}
  PaddedCopy(const PaddedCopy&) = delete;
  PaddedCopy& operator=(const PaddedCopy&) = delete;
  ~PaddedCopy() { sodium_memzero(text_.data(), text_.size()); }

  simdjson::padded_string& get() { return text_; }

 private:
  simdjson::padded_string text_;
};

std::string render_head(const ProtectedSecret& secret) {
  std::string out = fmt::format("{{\"tenure_key\":{},\"alg\":\"{}\"", kKeyFileVersion, secret.alg);
  if (!secret.public_part.empty()) {
    out += fmt::format(",\"public\":\"{}\"", to_base64url(as_bytes(secret.public_part)));
  }
  return out;
}

// One allocation of the final size: a string that grew would leave the secret behind in the memory it gave
// up.
std::string render_clear(const ProtectedSecret& secret) {
  std::string encoded = to_base64url(secret.secret.view());
  const WipeOnExit wipe(encoded);
  std::string out = render_head(secret) +
                    fmt::format(",\"protection\":\"{}\",\"warning\":\"{}\",\"secret\":\"", kNone, kWarning);
  out.reserve(out.size() + encoded.size() + 3);
  return out.append(encoded).append("\"}\n");
}

}  // namespace

Result<std::string> protect(const ProtectedSecret& secret, const Protection& protection) {
  if (!protection.passphrase) return render_clear(secret);
  if (protection.passphrase->empty())
    return refuse(Reason::bad_value, "passphrase", both("口令为空", "it is empty"));
  if (!acceptable(protection.cost))
    return refuse(Reason::bad_value, "passphrase",
                  both("Argon2id 的代价超出范围", "Argon2id cost out of range"));

  std::string salt(crypto_pwhash_SALTBYTES, '\0');
  randombytes_buf(salt.data(), salt.size());
  const auto key = stretch("passphrase", *protection.passphrase, salt, protection.cost);
  if (!key) return tl::unexpected(key.error());
  const std::string sealed =
      aead_seal(*key, secret.secret.view(), as_bytes(associated_data(secret.alg, secret.public_part)));
  const Bytes all = as_bytes(sealed);
  return render_head(secret) +
         fmt::format(
             R"(,"protection":"{}","opslimit":{},"memlimit":{},"salt":"{}","nonce":"{}","secret":"{}"}})",
             kArgon2id, protection.cost.opslimit, protection.cost.memlimit_bytes,
             to_base64url(as_bytes(salt)), to_base64url(all.first(kAeadNonceSize)),
             to_base64url(all.subspan(kAeadNonceSize))) +
         "\n";
}

Result<ProtectedSecret> unprotect(std::string_view where, std::string_view text, std::string_view alg,
                                  std::optional<std::string_view> passphrase) {
  PaddedCopy copy(text);
  auto members = Members::read(where, copy.get());
  if (!members) return tl::unexpected(members.error());
  auto public_part = take_head(where, *members, alg);
  if (!public_part) return tl::unexpected(public_part.error());
  const auto protection = members->take_text("protection");
  if (!protection) return tl::unexpected(protection.error());
  if (*protection != kNone && *protection != kArgon2id) {
    return refuse(Reason::bad_value, fmt::format("{} protection", where), std::string(*protection));
  }
  auto secret = *protection == kNone
                    ? take_clear(*members)
                    : take_encrypted(where, *members, associated_data(alg, *public_part), passphrase);
  if (!secret) return tl::unexpected(secret.error());
  return ProtectedSecret{alg, std::move(*public_part), std::move(*secret)};
}

Result<std::string> public_part_of(std::string_view where, std::string_view text, std::string_view alg) {
  PaddedCopy copy(text);
  auto members = Members::read(where, copy.get());
  if (!members) return tl::unexpected(members.error());
  return take_head(where, *members, alg);
}

}  // namespace tenure

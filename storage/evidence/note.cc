#include "storage/evidence/note.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/evidence/strict_text.h"

namespace tenure {
namespace {

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash (U+2014), space
constexpr char kEd25519Type = 0x01;
constexpr std::size_t kKeyIdSize = 4;

// White space above ASCII: U+0085, U+00A0, U+1680, U+2000..U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
constexpr std::string_view kWideSpaces[] = {"\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80",
                                            "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84",
                                            "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
                                            "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9",
                                            "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

bool is_note_text(std::string_view text) {
  return text.ends_with('\n') && is_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return is_control(c) && c != '\n'; });
}

std::string typed_key(const PublicKey& key) { return kEd25519Type + std::string(as_view(key.view())); }

std::uint32_t key_id(std::string_view name, const PublicKey& key) {
  const Digest digest = Sha256().update(name).update("\n").update(typed_key(key)).finish();
  return static_cast<std::uint32_t>(get_be<kKeyIdSize>(as_view(digest.view())));
}

void append_line(std::string& out, const NoteSignature& signature) {
  std::string bytes;
  put_be<kKeyIdSize>(bytes, signature.key_id);
  bytes += signature.signature;
  out.append(kSignaturePrefix)
      .append(signature.name)
      .append(" ")
      .append(to_base64(as_bytes(bytes)))
      .append("\n");
}

std::optional<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kSignaturePrefix)) return std::nullopt;
  line.remove_prefix(kSignaturePrefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !bytes || bytes->size() <= kKeyIdSize) return std::nullopt;
  return NoteSignature{std::string(name), static_cast<std::uint32_t>(get_be<kKeyIdSize>(*bytes)),
                       bytes->substr(kKeyIdSize)};
}

bool verifies(const VerifierKey& key, std::string_view text, const NoteSignature& line) {
  const auto signature = Signature::from_raw(line.signature);
  return signature && verify(key.key, as_bytes(text), *signature);
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > kKeyNameMax || !is_utf8(name)) return false;
  const auto forbidden = [](char c) { return is_control(c) || c == ' ' || c == '+'; };
  if (std::ranges::any_of(name, forbidden)) return false;
  return std::ranges::none_of(kWideSpaces,
                              [&](std::string_view space) { return name.find(space) != name.npos; });
}

Result<VerifierKey> VerifierKey::make(std::string name, const PublicKey& key) {
  if (!is_key_name(name)) return refuse(Reason::key_invalid, "key name", std::move(name));
  if (!key.valid()) return refuse(Reason::key_invalid, std::move(name), to_hex(key.view()));
  const std::uint32_t id = key_id(name, key);
  return VerifierKey{std::move(name), id, key};
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const auto bad = [&](std::string_view what) {
    return refuse(Reason::key_invalid, "verifier key", std::string(what));
  };
  const std::size_t first = text.find('+');
  if (first == text.npos) return bad(both("应为“名称+编号+密钥”三部分", "name+id+key has three parts"));
  const std::size_t second = text.find('+', first + 1);  // later ones belong to the base64
  if (second == text.npos) return bad(both("应为“名称+编号+密钥”三部分", "name+id+key has three parts"));

  const auto typed = from_base64(text.substr(second + 1));
  if (!typed || typed->empty() || typed->front() != kEd25519Type)
    return bad(both("不是 base64 的 Ed25519 密钥", "not an Ed25519 key in base64"));
  const auto raw = PublicKey::from_raw(std::string_view(*typed).substr(1));
  if (!raw) return bad(both("Ed25519 密钥为 32 字节", "an Ed25519 key has 32 bytes"));
  auto key = make(std::string(text.substr(0, first)), *raw);
  if (!key) return key;
  if (fmt::format("{:08x}", key->id) != text.substr(first + 1, second - first - 1))
    return bad(both("编号属于另一密钥", "the id is of another key"));
  return key;
}

std::string VerifierKey::text() const {
  return fmt::format("{}+{:08x}+{}", name, id, to_base64(as_bytes(typed_key(key))));
}

Result<NoteSigner> NoteSigner::make(std::string name, SecretKey key) {
  auto verifier = VerifierKey::make(std::move(name), key.public_key());
  if (!verifier) return tl::unexpected(verifier.error());
  return NoteSigner(std::move(*verifier), std::move(key));
}

NoteSignature NoteSigner::sign(std::string_view text) const {
  return {verifier_.name, verifier_.id, std::string(as_view(key_.sign(as_bytes(text)).view()))};
}

Result<std::string> sign_note(std::string_view text, std::span<const NoteSigner> signers) {
  if (!is_note_text(text))
    return refuse(Reason::note_shape, "text",
                  both("应为 UTF-8 的各行，末行有换行", "UTF-8 lines, the last one ended"));
  if (signers.empty() || signers.size() > kNoteSignaturesMax) {
    return refuse(Reason::note_shape, "signatures", both("{} 个签名者", "{} signers", signers.size()));
  }
  std::string note(text);
  note += '\n';
  for (const NoteSigner& signer : signers) append_line(note, signer.sign(text));
  return note;
}

Result<Note> parse_note(std::string_view note) {
  const auto bad = [](std::string where, std::string_view what) {
    return refuse(Reason::note_shape, std::move(where), std::string(what));
  };
  if (note.size() > kNoteSizeMax) return bad("note", both("太大", "too large"));
  if (!is_note_text(note))
    return bad("note", both("不是 UTF-8 的各行，或末行没有换行", "not UTF-8 lines, the last one ended"));
  const std::size_t split = note.rfind("\n\n");
  if (split == note.npos) return bad("note", both("签名之前没有空行", "no empty line before the signatures"));

  Note parsed{std::string(note.substr(0, split + 1)), {}};
  std::string_view rest = note.substr(split + 2);
  while (const auto line = take_line(rest)) {
    auto signature = parse_line(*line);
    if (!signature)
      return bad(fmt::format("signature {}", parsed.signatures.size()),
                 both("不是签名行", "not a signature line"));
    if (parsed.signatures.size() == kNoteSignaturesMax) return bad("signatures", both("太多", "too many"));
    parsed.signatures.push_back(std::move(*signature));
  }
  if (parsed.signatures.empty()) return bad("signatures", both("没有", "none"));
  return parsed;
}

Result<std::vector<const VerifierKey*>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<const VerifierKey*> signers;
  for (const NoteSignature& line : note.signatures) {
    const auto known = std::ranges::find_if(
        keys, [&](const VerifierKey& k) { return k.name == line.name && k.id == line.key_id; });
    if (known == keys.end()) continue;
    if (!verifies(*known, note.text, line)) return refuse(Reason::signature_invalid, line.name);
    if (std::ranges::find(signers, &*known) == signers.end()) signers.push_back(&*known);
  }
  if (signers.empty()) return refuse(Reason::note_unverified, "signatures");
  return signers;
}

}  // namespace tenure

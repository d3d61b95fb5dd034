#include "storage/evidence/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/strict_text.h"

namespace tenure {

std::string Checkpoint::body() const {
  return fmt::format("{}\n{}\n{}\n", origin, size, to_base64(root.view()));
}

Result<Checkpoint> parse_checkpoint_body(std::string_view body) {
  const auto bad = [](std::string_view where, std::string_view what) {
    return refuse(Reason::note_shape, std::string(where), std::string(what));
  };
  const auto origin = take_line(body);
  if (!origin || !is_key_name(*origin)) return bad("checkpoint line 1", both("不是来源", "not an origin"));
  const auto size_text = take_line(body);
  const auto size = size_text ? parse_decimal(*size_text) : std::nullopt;
  if (!size) return bad("checkpoint line 2", both("不是树的大小", "not a tree size"));
  const auto root_text = take_line(body);
  const auto root = root_text ? parse_base64_digest(*root_text) : std::nullopt;
  if (!root) return bad("checkpoint line 3", both("不是根摘要", "not a root hash"));
  if (!body.empty())
    return bad("checkpoint line 4", both("此处不用扩展行", "extension lines are not used here"));
  if (*size == 0 && *root != empty_root())
    return bad("checkpoint line 3", both("不是空树的根", "not the root of the empty tree"));
  return Checkpoint{std::string(*origin), *size, *root};
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::span<const NoteSigner> signers) {
  for (const NoteSigner& signer : signers) {
    if (signer.verifier().name != checkpoint.origin) {
      return refuse(Reason::note_shape, checkpoint.origin,
                    both("由 {} 签名", "signed by {}", signer.verifier().name));
    }
  }
  return sign_note(checkpoint.body(), signers);
}

Result<Checkpoint> open_checkpoint(std::string_view note_text, std::span<const VerifierKey> keys) {
  const auto note = parse_note(note_text);
  if (!note) return tl::unexpected(note.error());
  const auto signers = verify_note(*note, keys);
  if (!signers) return tl::unexpected(signers.error());
  auto checkpoint = parse_checkpoint_body(note->text);
  if (!checkpoint) return checkpoint;
  if (std::ranges::none_of(*signers,
                           [&](const VerifierKey* key) { return key->name == checkpoint->origin; })) {
    return refuse(Reason::note_unverified, checkpoint->origin,
                  both("没有日志自身的密钥", "no key of the log itself"));
  }
  return checkpoint;
}

}  // namespace tenure

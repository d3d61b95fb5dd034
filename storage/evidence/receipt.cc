#include "storage/evidence/receipt.h"

#include <fmt/format.h>

#include <iterator>

#include "domain/core/both.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/strict_text.h"

namespace tenure {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtraPrefix = "extra ";
constexpr std::string_view kIndexPrefix = "index ";
constexpr std::size_t kHashLineSize = 45;

auto bad(std::string_view where, std::string_view what) {
  return refuse(Reason::proof_shape, std::string(where), std::string(what));
}

}  // namespace

std::string receipt_text(std::uint64_t index, std::span<const Digest> proof, std::string_view checkpoint) {
  std::string text;
  text.reserve(kHeader.size() + 32 + proof.size() * kHashLineSize + checkpoint.size());
  fmt::format_to(std::back_inserter(text), "{}\n{}{}\n", kHeader, kIndexPrefix, index);
  for (const Digest& hash : proof) text.append(to_base64(hash.view())).push_back('\n');
  text.append("\n").append(checkpoint);
  return text;
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (take_line(text) != kHeader) return bad("receipt line 1", both("应为 {}", "{} is due", kHeader));
  auto line = take_line(text);
  if (line && line->starts_with(kExtraPrefix)) {
    const auto extra = from_base64(line->substr(kExtraPrefix.size()));
    if (!extra || extra->empty()) return bad("receipt extra", both("不是 base64", "not base64"));
    line = take_line(text);
  }
  if (!line || !line->starts_with(kIndexPrefix))
    return bad("receipt index", both("没有 index 行", "no index line"));
  const auto index = parse_decimal(line->substr(kIndexPrefix.size()));
  if (!index) return bad("receipt index", line->substr(kIndexPrefix.size()));

  Receipt receipt{*index, {}, {}};
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const auto hash = parse_base64_digest(*line);
    if (!hash)
      return bad(fmt::format("receipt hash {}", receipt.proof.size()),
                 both("不是 base64 的 SHA-256 摘要", "not a SHA-256 digest in base64"));
    if (receipt.proof.size() == kProofHashesMax) return bad("receipt", both("摘要太多", "too many hashes"));
    receipt.proof.push_back(*hash);
  }
  if (!line || text.empty())
    return bad("receipt", both("空行之后没有检查点", "no checkpoint after an empty line"));
  if (text.size() > kNoteSizeMax) return bad("receipt", both("检查点太大", "the checkpoint is too large"));
  receipt.checkpoint = text;
  return receipt;
}

Result<Checkpoint> verify_receipt(const Receipt& receipt, const Digest& leaf,
                                  std::span<const VerifierKey> keys) {
  auto checkpoint = open_checkpoint(receipt.checkpoint, keys);
  if (!checkpoint) return checkpoint;
  if (auto ok = verify_inclusion(receipt.index, checkpoint->size, leaf, receipt.proof, checkpoint->root);
      !ok) {
    return tl::unexpected(ok.error());
  }
  return checkpoint;
}

}  // namespace tenure

#include "ops/commands/held.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/read.h"
#include "ops/commands/open_ledger.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/receipt.h"

namespace tenure {
namespace {

constexpr std::size_t kReceiptMax = std::size_t{1} << 20;

/// As open_checkpoint(), and whose log it is when it is another one's.
Result<Checkpoint> opened(std::string_view note, const VerifierKey& key) {
  const std::vector<VerifierKey> keys{key};
  auto checkpoint = open_checkpoint(note, keys);
  if (checkpoint || checkpoint.error().reason != Reason::note_unverified) return checkpoint;
  const std::string_view origin = note.substr(0, note.find('\n'));
  if (origin == key.name) return checkpoint;
  return refuse(Reason::note_unverified, "origin",
                both("它属于日志 {}，不属于 {}", "it is of the log {}, not of {}", quoted(origin), key.name));
}

Compared::One extends(const std::string& file, std::uint64_t held, std::uint64_t size) {
  return {file, "extends", fmt::format("延续：现有 {} 条，开头即所持的 {} 条", size, held),
          fmt::format("it extends what you hold: {} entries, which begin with your {}", size, held)};
}

Compared::One behind(const std::string& file, std::uint64_t held, std::uint64_t size) {
  return {
      file, "behind",
      fmt::format("落后：现只有 {} 条，缺少其后的 {} 至 {} 条；账本被回退，或是较旧的副本", size, size,
                  held - 1),
      fmt::format("it is behind what you hold: the acts after size {} are missing, entries {} to {}; it was "
                  "rolled back, or is an older copy",
                  size, size, held - 1)};
}

Compared::One contradicts(const std::string& file, std::uint64_t held) {
  return {file, "contradicts", fmt::format("矛盾：前 {} 条不是所持检查点所签的；历史被改写或分叉", held),
          fmt::format(
              "it contradicts what you hold: its first {} entries are not those that were signed; history "
              "was rewritten or forked",
              held)};
}

/// What is there and cannot be verified is damaged; what cannot be read is not known to be.
Exit exit_of_unverified(Reason reason) {
  const bool unread = reason == Reason::not_found || reason == Reason::io || reason == Reason::unreachable;
  return unread ? Exit::refused : Exit::damaged;
}

Compared::One unverified(const std::string& file, const Refusal& why) {
  const ReasonInfo& about = info(why.reason);
  const Halves detail = halves(why.detail);
  return {file, "unverified", fmt::format("无法核验：{}（{}：{}）", about.zh, why.where, detail.zh),
          fmt::format("it cannot be verified: {} ({}: {})", about.en, why.where, detail.en)};
}

}  // namespace

Result<Proved> prove(const std::string& receipt_file, const std::string& entry_file, const VerifierKey& key) {
  const auto text = read_input(receipt_file, kReceiptMax);
  if (!text) return tl::unexpected(text.error());
  const auto entry = read_input(entry_file.empty() ? entry_path_of(receipt_file) : entry_file, kReceiptMax);
  if (!entry) return tl::unexpected(entry.error());
  const auto receipt = parse_receipt(*text);
  if (!receipt) return tl::unexpected(receipt.error());
  if (auto known = opened(receipt->checkpoint, key); !known) return tl::unexpected(known.error());
  const std::vector<VerifierKey> keys{key};
  auto checkpoint = verify_receipt(*receipt, leaf_hash(as_bytes(*entry)), keys);
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  const auto parsed = parse_entry(*entry);
  if (!parsed) return tl::unexpected(parsed.error());
  return Proved{receipt->index, std::move(*checkpoint), *parsed};
}

Held read_checkpoint(const std::string& file, const VerifierKey& key) {
  const auto note = read_input(file, kNoteSizeMax);
  if (!note) return {file, tl::unexpected(note.error())};
  return {file, opened(*note, key)};
}

Held read_receipt(const std::string& file, const std::string& entry, const VerifierKey& key) {
  auto proved = prove(file, entry, key);
  if (!proved) return {file, tl::unexpected(proved.error())};
  return {file, std::move(proved->checkpoint)};
}

Compared compare(const std::vector<Held>& held, const LogNow& now) {
  Compared out;
  const auto add = [&](Compared::One one, Exit exit) {
    out.each.push_back(std::move(one));
    out.worst = std::max(out.worst, exit);
  };
  for (const Held& each : held) {
    if (!each.checkpoint) {
      add(unverified(each.file, each.checkpoint.error()), exit_of_unverified(each.checkpoint.error().reason));
      continue;
    }
    const std::uint64_t size = each.checkpoint->size;
    if (size > now.size) {
      add(behind(each.file, size, now.size), Exit::damaged);
    } else if (const auto same = now.begins_with(*each.checkpoint); same) {
      add(extends(each.file, size, now.size), Exit::done);
    } else if (same.error().reason == Reason::proof_wrong) {
      add(contradicts(each.file, size), Exit::damaged);
    } else {
      add(unverified(each.file, same.error()), exit_of_unverified(same.error().reason));
    }
  }
  return out;
}

std::string Compared::json() const {
  JsonOut out = JsonOut::array();
  for (const One& one : each) {
    JsonOut said = JsonOut::object();
    said.text("file", one.file).text("outcome", one.outcome);
    said.raw("said", JsonOut::object().text("zh", one.zh).text("en", one.en).str());
    out.item(said.str());
  }
  return out.str();
}

void Compared::print(Console& console) const {
  for (const One& one : each) console.line(fmt::format("{}  {}", one.file, console.say(one.zh, one.en)));
}

}  // namespace tenure

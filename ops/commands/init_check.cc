#include "ops/commands/init_check.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "ops/commands/pages.h"
#include "server/tables/wording.h"
#include "storage/backup/manifest.h"
#include "storage/files/files.h"
#include "storage/keys/key_file.h"

namespace tenure {
namespace {

constexpr std::size_t kNamedMax = 8;  ///< of organisations that are told

enum class State : std::uint8_t { good, missing, unknown };

struct Looked {
  std::string_view name;
  State state;
  std::string zh, en;
};

Looked roots_together(const Shown& status) {
  const std::size_t keys = status.list("root_keys").size();
  const std::string threshold = status.text("root_threshold");
  if (keys > 1 && threshold != "1")
    return {"roots", State::good, fmt::format("根密钥 {} 把中须 {} 把同签", keys, threshold),
            fmt::format("{} of {} root keys sign together", threshold, keys)};
  return {
      "roots", State::missing,
      fmt::format("{} 把根密钥中 {} 把即可签署：丢失或泄露一把就失去账本；正式账本宜三把中两把", keys,
                  threshold),
      fmt::format(
          "{} of {} root keys is enough: one that is lost or stolen is the ledger; two of three are advised",
          threshold, keys)};
}

Looked roots_apart(const std::vector<std::string>& files) {
  std::set<dev_t> disks;
  for (const std::string& file : files) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0) disks.insert(found.st_dev);
  }
  if (disks.empty())
    return {"media", State::unknown, "根密钥放在哪里，从这里看不出（用 --root-key 给出文件）",
            "where the root keys lie cannot be told from here (give the files with --root-key)"};
  if (disks.size() == 1)
    return {"media", State::missing, "所给根密钥都在同一磁盘上：请分别移到不同的存储设备",
            "the root keys are all on one disk: move them to media of their own"};
  return {"media", State::good, fmt::format("根密钥分布在 {} 个存储设备上", disks.size()),
          fmt::format("root keys on {} media", disks.size())};
}

/// Whether those who have the files can do what needs the root keys.
Looked roots_at_hand(const std::vector<std::string>& files, const Shown& status) {
  if (files.empty())
    return {"keys", State::unknown, "是否持有足够的根密钥，从这里看不出（用 --root-key 给出文件）",
            "whether enough root keys are at hand cannot be told from here (give the files with --root-key)"};
  std::set<std::string> of_ledger, held;
  for (const Shown& key : status.list("root_keys")) of_ledger.insert(key.text());
  std::string foreign, unreadable;
  for (const std::string& file : files) {
    const auto key = load_public_key(*default_file_system(), file);
    const std::string id = key ? to_base64url(*key) : std::string();
    std::string* const odd = !key ? &unreadable : of_ledger.contains(id) ? nullptr : &foreign;
    if (odd == nullptr) {
      held.insert(id);
    } else {
      *odd += (odd->empty() ? "" : ", ") + file;
    }
  }
  const auto threshold =
      static_cast<std::size_t>(std::strtoull(status.text("root_threshold").c_str(), nullptr, 10));
  if (!unreadable.empty())
    return {"keys", State::missing, fmt::format("{} 读不出密钥：请核对文件", unreadable),
            fmt::format("no key can be read in {}: check the file", unreadable)};
  if (!foreign.empty())
    return {"keys", State::missing, fmt::format("{} 不是此账本的根密钥：请找出开立时的密钥文件", foreign),
            fmt::format("{} is no root key of this ledger: find the files that it was opened with", foreign)};
  if (held.size() < threshold)
    return {"keys", State::missing,
            fmt::format("所给根密钥只有 {} 把，须 {} 把同签：请给出其余的，或确认由谁保管", held.size(),
                        threshold),
            fmt::format(
                "{} root keys are given where {} must sign together: give the others, or know who keeps them",
                held.size(), threshold)};
  return {"keys", State::good, fmt::format("所给 {} 把根密钥足以同签（须 {} 把）", held.size(), threshold),
          fmt::format("{} root keys are given, {} must sign together", held.size(), threshold)};
}

Result<std::string> top_of(Source& source) {
  const auto body = source.get(Target("/v1/events").with("type", "OrgRegistered").with("limit", "1"));
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  for (const Shown& item : answer->root().list("items")) {
    if (const auto event = item.member("event")) return event->text("data", "org");
  }
  return refuse(Reason::not_found, "org", both("没有登记组织", "no organisation is registered"));
}

Result<Looked> policy_bound(Source& source, const std::string& top) {
  const auto body = source.get(Target("/v1/policies").segment(top));
  if (!body && body.error().reason != Reason::not_found) return tl::unexpected(body.error());
  const auto answer = body ? ParsedAnswer::parse(*body) : tl::unexpected(body.error());
  if (answer && answer->root().has("position"))
    return Looked{"policy", State::good, "已有政策，位置 " + answer->root().text("position"),
                  "a policy binds, at " + answer->root().text("position")};
  return Looked{
      "policy", State::missing,
      fmt::format("{} 没有政策：规则多数不起作用；请收录 PolicyAdopted，或 tenure init --pack", top),
      fmt::format("no policy binds {}: most rules are silent; record PolicyAdopted, or `tenure init --pack`",
                  top)};
}

struct NamedOrg {
  std::string id, name;
};

/// Organisations that no grant covers.
Result<Looked> signers_everywhere(Source& source, const std::string& top) {
  std::set<std::string> granted;
  auto done =
      for_each_item(source, Target("/v1/events").with("type", "SignerAuthorised"), [&](const Shown& item) {
        if (const auto event = item.member("event")) granted.insert(event->text("data", "org_subtree"));
      });
  if (!done) return tl::unexpected(done.error());
  const auto body = source.get(Target("/v1/names").with("subjects", "org/" + top));
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  std::vector<std::string> bare;
  std::vector<NamedOrg> open{{top, answer->root().text("names", "org/" + top)}};
  while (!open.empty()) {
    const NamedOrg org = std::move(open.back());
    open.pop_back();
    if (granted.contains(org.id)) continue;  // and all below it
    bare.push_back(org.name.empty() ? org.id : fmt::format("{}（{}）", org.name, org.id));
    auto listed = for_each_item(source, Target("/v1/orgs").with("parent", org.id), [&](const Shown& item) {
      open.push_back({item.text("org"), item.text("name")});
    });
    if (!listed) return tl::unexpected(listed.error());
  }
  if (bare.empty())
    return Looked{"signers", State::good, "每个组织都有签署人", "every organisation has a signer"};
  std::string some;
  for (std::size_t i = 0; i < std::min(bare.size(), kNamedMax); ++i) some += (i == 0 ? "" : ", ") + bare[i];
  if (bare.size() > kNamedMax) some += ", …";
  return Looked{
      "signers", State::missing,
      fmt::format("{} 个组织没有签署人，只有根密钥能签：{}；见 tenure import --template signers", bare.size(),
                  some),
      fmt::format(
          "{} organisations have no signer but the root keys: {}; see `tenure import --template signers`",
          bare.size(), some)};
}

Looked backed_up(const std::string& backup, const Shown& status) {
  if (backup.empty())
    return {"backup", State::missing, "没有给出备份：请运行 tenure backup，以后用 --backup 给出其目录",
            "no backup is shown: run `tenure backup`, and name its folder with --backup"};
  const auto read = read_backup_manifest(backup);
  if (!read)
    return {"backup", State::missing, backup + " 不是备份：请运行 tenure backup",
            backup + " is no backup: run `tenure backup`"};
  if (read->manifest.log_key.value != status.text("log_key"))
    return {"backup", State::missing, backup + " 是另一个账本的备份", backup + " is another ledger's backup"};
  return {"backup", State::good, "备份于 " + moment_text(read->manifest.created.str(), Language::zh),
          "backed up at " + moment_text(read->manifest.created.str(), Language::en)};
}

/// A checkpoint that somebody beside the log has signed.
Looked witnessed(const Shown& status) {
  constexpr std::string_view kSignature = "\n\u2014 ";
  const std::string checkpoint = status.text("checkpoint");
  std::size_t signatures = 0;
  for (auto at = checkpoint.find(kSignature); at != std::string::npos;
       at = checkpoint.find(kSignature, at + 1))
    ++signatures;
  if (signatures > 1) return {"witness", State::good, "检查点有见证人签名", "the checkpoint has a witness"};
  return {"witness", State::missing, "检查点没有见证人：请定期把检查点交给上级或另一单位留存，以便核对",
          "no witness has signed the checkpoint: hand checkpoints to another office, which keeps and "
          "compares them"};
}

void print_looked(const std::vector<Looked>& lines, Console& console) {
  constexpr std::string_view kMarks[] = {"好", "缺", "？"};
  constexpr std::string_view kMarksEn[] = {"ok", "missing", "?"};
  if (console.json) {
    JsonOut out = JsonOut::array();
    for (const Looked& line : lines) {
      JsonOut one = JsonOut::object();
      one.text("name", line.name).text("state", kMarksEn[static_cast<std::size_t>(line.state)]);
      out.item(one.text("zh", line.zh).text("en", line.en).str());
    }
    console.line(out.str());
    return;
  }
  const bool zh = console.language == Language::zh;
  for (const Looked& line : lines) {
    const auto state = static_cast<std::size_t>(line.state);
    console.line(padded(zh ? kMarks[state] : kMarksEn[state], zh ? 4 : 9) + (zh ? line.zh : line.en));
  }
}

}  // namespace

Result<Exit> show_readiness(Source& source, const std::vector<std::string>& root_keys,
                            const std::string& backup, Console& console) {
  const auto body = source.get(Target("/v1/status"));
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  const Shown status = answer->root();
  const auto top = top_of(source);
  if (!top) return tl::unexpected(top.error());
  auto policy = policy_bound(source, *top);
  if (!policy) return tl::unexpected(policy.error());
  auto signers = signers_everywhere(source, *top);
  if (!signers) return tl::unexpected(signers.error());
  const std::vector<Looked> lines = {
      roots_together(status), roots_at_hand(root_keys, status), roots_apart(root_keys), std::move(*policy),
      std::move(*signers),    backed_up(backup, status),        witnessed(status)};
  print_looked(lines, console);
  const bool ready = std::none_of(lines.begin(), lines.end(),
                                  [](const Looked& line) { return line.state == State::missing; });
  return ready ? Exit::done : Exit::refused;
}

}  // namespace tenure

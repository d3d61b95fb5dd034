// `tenure verify`: a whole ledger, a receipt with nothing but the log's key, and what somebody holds from an
// earlier day (checkpoints, receipts) against a folder, a backup or a server.
#include "storage/verify/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/words/words.h"
#include "ops/commands/commands.h"
#include "ops/commands/held.h"
#include "ops/commands/passphrase.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "server/tables/wording.h"
#include "storage/backup/manifest.h"
#include "storage/evidence/merkle.h"
#include "storage/verify/anchor_file.h"

namespace tenure {
namespace {

constexpr std::size_t kFindingsShown = 100;  ///< on a terminal; --json prints all that are kept

struct VerifyCommandOptions {
  std::string data;
  std::string passphrase_file;
  unsigned threads = 0;
  std::vector<std::string> receipts;
  std::vector<std::string> checkpoints;
  std::string entry;
  std::string log_key;
  SourceOptions source;  ///< a server

  bool holds_something() const { return !receipts.empty() || !checkpoints.empty(); }
};

std::string json_of(const SealedCounted& sealed) {
  return fmt::format(
      R"({{"commitments":{},"opened":{},"closed":{},"absent":{},"erased":{},"lost":{},"attachments":{}}})",
      sealed.commitments, sealed.opened, sealed.closed, sealed.absent, sealed.erased, sealed.lost,
      sealed.attachments);
}

std::string json_of(const VerifyReport& report, const Compared& compared) {
  std::string findings;
  for (const Finding& finding : report.findings) {
    if (!findings.empty()) findings += ',';
    findings +=
        fmt::format(R"({{"where":{},"what":{}}})", json_string(finding.where), json_string(finding.what));
  }
  return fmt::format(
      R"({{"good":{},"size":{},"acts":{},"events":{},"signatures":{},"root":"{}","sealed":{},"reads":{},"tokens":{},"anchored":{},"anchor_damage":{},)"
      R"("findings_total":{},"findings":[{}],"held":{},"seconds":{:.3f}}})",
      report.clean() && compared.worst == Exit::done, report.size, report.acts, report.events,
      report.signatures, report.root.hex(), json_of(report.sealed), report.reads, report.tokens,
      report.anchored, report.anchor_damage ? json_string(*report.anchor_damage) : "null",
      report.findings_total, findings, compared.json(), report.seconds);
}

void add_sealed(const SealedCounted& sealed, const Console& console, Summary& lines) {
  if (sealed.attachments > 0) lines.add("附件", "attachments", sealed.attachments);
  if (sealed.commitments == 0) return;
  lines.add("封存", "sealed",
            fmt::format(fmt::runtime(console.say("{}：打开 {}，未交存 {}，已删除 {}",
                                                 "{}: opened {}, never handed in {}, erased {}")),
                        sealed.commitments, sealed.opened, sealed.absent, sealed.erased));
  if (sealed.closed > 0)
    lines.add("未打开", "not opened",
              fmt::format(fmt::runtime(console.say("{} 个，没有密钥（--passphrase-file）",
                                                   "{}, without their keys (--passphrase-file)")),
                          sealed.closed));
}

/// "文书 17": of what a finding names by a word, where it is no file.
std::string place_said(std::string_view where, const Console& console) {
  constexpr Word kPlaces[] = {{"act", "文书", "act"},
                              {"entry", "条目", "entry"},
                              {"event", "事件", "event"},
                              {"node", "树节点", "node"},
                              {"act_ids", "文书编号", "act id"}};
  const auto word = where.substr(0, where.find(' '));
  const auto known = std::ranges::find(kPlaces, word, &Word::code);
  if (known == std::end(kPlaces)) return std::string(where);
  return console.say(known->zh, known->en) + std::string(where.substr(word.size()));
}

void print_report(const VerifyReport& report, Console& console) {
  Summary lines(console);
  lines.add("条目", "entries", report.size);
  lines.add("文书", "acts", report.acts);
  lines.add("事件", "events", report.events);
  lines.add("签名", "signatures", report.signatures);
  lines.add("树根", "root", report.root.hex());
  lines.add("锚点", "anchored", report.anchored);
  add_sealed(report.sealed, console, lines);
  if (report.reads > 0) lines.add("查阅记录", "reads", report.reads);
  if (report.tokens > 0) lines.add("令牌", "tokens", report.tokens);
  if (report.anchor_damage) {
    const Halves said = halves(*report.anchor_damage);
    lines.add("锚点另一槽", "anchor's other slot", console.say(said.zh, said.en));
  }
  lines.print();
  for (std::size_t i = 0; i < std::min(report.findings.size(), kFindingsShown); ++i) {
    const Halves said = halves(report.findings[i].what);
    console.line(fmt::format("  {}: {}", place_said(report.findings[i].where, console),
                             console.say(said.zh, said.en)));
  }
  if (report.clean()) {
    console.line(fmt::format(fmt::runtime(console.say("完好  {:.1f} 秒", "GOOD  {:.1f} s")), report.seconds));
  } else {
    console.line(fmt::format(
        fmt::runtime(console.say("损坏 {} 处；请从备份恢复", "DAMAGED, {} findings: restore a backup")),
        report.findings_total));
  }
}

/// The key that ledger.json names, which must be the one given.
Result<VerifierKey> key_of_folder(const VerifyCommandOptions& options) {
  const auto ledger = verification::read_ledger_name(options.data);
  if (!ledger) return tl::unexpected(ledger.error());
  auto own = VerifierKey::parse(ledger->log_key);
  if (!own) return refuse(Reason::damaged, "ledger.json", own.error().text());
  if (options.log_key.empty()) return own;
  const auto given = VerifierKey::parse(options.log_key);
  if (!given) return tl::unexpected(given.error());
  if (*given == *own) return own;
  return refuse(Reason::note_unverified, "ledger.json",
                both("其日志公钥为 {}", "its log key is {}", own->text()));
}

std::vector<Held> read_held(const VerifyCommandOptions& options, const VerifierKey& key) {
  std::vector<Held> out;
  for (const std::string& file : options.checkpoints) out.push_back(read_checkpoint(file, key));
  for (const std::string& file : options.receipts) out.push_back(read_receipt(file, options.entry, key));
  return out;
}

LogNow log_of(const VerifyReport& report) {
  return {report.size, [&report](const Checkpoint& held) -> Result<void> {
            const auto root = report.roots.find(held.size);
            if (root == report.roots.end())
              return refuse(Reason::damaged, "log",
                            both("读不到大小 {}", "it cannot be read up to size {}", held.size));
            if (root->second != held.root) return refuse(Reason::proof_wrong, "log");
            return {};
          }};
}

Result<Exit> verify_folder(const VerifyCommandOptions& command, Console& console) {
  VerifyOptions options;
  options.folder = command.data;
  options.threads = command.threads;
  options.locks = !is_backup(command.data);
  if (!command.passphrase_file.empty()) {
    auto passphrase = passphrase_from_file(command.passphrase_file);
    if (!passphrase) return tl::unexpected(passphrase.error());
    options.passphrase = std::move(*passphrase);
  }
  std::vector<Held> held;
  if (command.holds_something()) {
    const auto key = key_of_folder(command);
    if (!key) return tl::unexpected(key.error());
    held = read_held(command, *key);
    for (const Held& each : held) {
      if (each.checkpoint) options.roots_at.push_back(each.checkpoint->size);
    }
  }
  options.progress = [&](std::uint64_t done, std::uint64_t size) {
    console.progress(fmt::format("{} / {}", done, size));
  };
  const auto report = verify_ledger(options);
  if (!report) return tl::unexpected(report.error());
  console.progress("");
  const Compared compared = compare(held, log_of(*report));
  if (console.json) {
    console.line(json_of(*report, compared));
  } else {
    print_report(*report, console);
    compared.print(console);
  }
  return std::max(report->clean() ? Exit::done : Exit::damaged, compared.worst);
}

Result<Checkpoint> checkpoint_of(Source& server, const VerifierKey& key) {
  ApiCall call;
  call.target = "/checkpoint";
  call.accept = "text/plain";
  const auto note = server.ask(call);
  if (!note) return tl::unexpected(note.error());
  const std::vector<VerifierKey> keys{key};
  auto checkpoint = open_checkpoint(note->body, keys);
  if (checkpoint) return checkpoint;
  return refuse(checkpoint.error().reason, "/checkpoint", checkpoint.error().text());
}

/// Asks the server for the proof, and verifies it.
Result<void> begins_with(Source& server, const Checkpoint& held, const Checkpoint& now) {
  if (held.size == 0) return {};
  std::vector<Digest> proof;
  if (held.size < now.size) {
    const auto body = server.get(Target("/v1/proofs/consistency")
                                     .with("from_size", std::to_string(held.size))
                                     .with("until_size", std::to_string(now.size)));
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    for (const Shown& hash : answer->root().list("proof")) {
      const auto raw = from_base64(hash.text());
      const auto digest = raw ? Digest::from_raw(*raw) : std::nullopt;
      if (!digest)
        return refuse(Reason::proof_shape, "/v1/proofs/consistency",
                      both("其中一个摘要无效", "a hash is none"));
      proof.push_back(*digest);
    }
  }
  return verify_consistency(held.size, now.size, held.root, now.root, proof);
}

Result<Exit> verify_server(const VerifyCommandOptions& options, Console& console) {
  const auto key = VerifierKey::parse(options.log_key);
  if (!key) return tl::unexpected(key.error());
  const auto server = open_source(options.source, console);
  if (!server) return tl::unexpected(server.error());
  const auto now = checkpoint_of(**server, *key);
  if (!now) return tl::unexpected(now.error());
  const auto begins = [&](const Checkpoint& held) { return begins_with(**server, held, *now); };
  const Compared compared = compare(read_held(options, *key), {now->size, begins});
  if (console.json) {
    console.line(fmt::format(R"({{"good":{},"origin":{},"size":{},"root":"{}","held":{}}})",
                             compared.worst == Exit::done, json_string(now->origin), now->size,
                             now->root.hex(), compared.json()));
    return compared.worst;
  }
  console.line(fmt::format(fmt::runtime(console.say("服务器的检查点  {}  {} 条  树根 {}",
                                                    "the server's checkpoint  {}  {} entries  root {}")),
                           now->origin, now->size, now->root.hex()));
  compared.print(console);
  return compared.worst;
}

Result<Exit> verify_one(const std::string& file, const std::string& entry, const VerifierKey& key,
                        Console& console) {
  const auto proved = prove(file, entry, key);
  if (!proved) return tl::unexpected(proved.error());
  const Checkpoint& checkpoint = proved->checkpoint;
  const Moment recorded_at{static_cast<std::int64_t>(proved->entry.recorded_us)};
  if (console.json) {
    console.line(
        fmt::format(R"({{"good":true,"origin":{},"index":{},"size":{},"root":"{}","recorded_at":"{}"}})",
                    json_string(checkpoint.origin), proved->index, checkpoint.size, checkpoint.root.hex(),
                    recorded_at.str()));
  } else {
    console.line(fmt::format(fmt::runtime(console.say("回执有效  {}  序号 {} / {}  记录于 {}",
                                                      "GOOD  {}  index {} / {}  recorded at {}")),
                             checkpoint.origin, proved->index, checkpoint.size,
                             moment_text(recorded_at.str(), console.language)));
  }
  return Exit::done;
}

/// With nothing but the log's key.
Result<Exit> verify_receipts(const VerifyCommandOptions& options, Console& console) {
  const auto key = VerifierKey::parse(options.log_key);
  if (!key) return tl::unexpected(key.error());
  const bool many = options.receipts.size() > 1;
  Exit worst = Exit::done;
  for (const std::string& file : options.receipts) {
    auto good = verify_one(file, options.entry, *key, console);
    if (!good && !many) return tl::unexpected(good.error());
    if (!good) {
      console.end(tl::unexpected(good.error()));
      worst = std::max(worst, exit_of(good.error().reason));
    }
  }
  return worst;
}

Result<Exit> verify(const VerifyCommandOptions& options, Console& console) {
  if (!options.entry.empty() && options.receipts.size() != 1)
    return console.usage("--entry 只用于一份回执", "--entry is of one receipt");
  if (!options.source.url.empty()) {
    if (options.holds_something() && !options.log_key.empty()) return verify_server(options, console);
    return console.usage(
        "请给出 --checkpoint 或 --receipt，以及 --log-key：日志公钥不能由服务器自己给出",
        "give --checkpoint or --receipt, and --log-key, which the server cannot give itself");
  }
  if (!options.data.empty()) return verify_folder(options, console);
  if (options.checkpoints.empty() && !options.receipts.empty() && !options.log_key.empty())
    return verify_receipts(options, console);
  return console.usage("请给出 --data，或 --url，或 --receipt 和 --log-key",
                       "give --data, or --url, or --receipt with --log-key");
}

}  // namespace

void add_verify(CLI::App& app, Console& console) {
  auto options = std::make_shared<VerifyCommandOptions>();
  auto& command = *app.add_subcommand("verify",
                                      "核验账本、回执，或以所持检查点核验账本有无回退 | Verify a ledger, a "
                                      "receipt, or what you hold against a ledger");
  auto* data =
      command.add_option("--data", options->data, "账本目录或备份 | The folder of a ledger or a backup");
  command
      .add_option("--passphrase-file", options->passphrase_file,
                  "账本密钥口令所在文件，用以打开封存的值 | File with the passphrase of the ledger's keys, "
                  "to open what is "
                  "sealed")
      ->needs(data);
  command.add_option("--threads", options->threads,
                     "线程数，默认每核一个 | Threads, default one a processor");
  auto* url = command.add_option("--url", options->source.url,
                                 "服务地址，以所持的核验它 | A running server, against what you hold");
  url->excludes(data);
  command.add_option("--ca-file", options->source.ca_file, "信任的证书（PEM） | Certificates to trust, PEM")
      ->needs(url);
  command.add_option("--checkpoint", options->checkpoints,
                     "所持的检查点文件，可多个 | Files with checkpoints that you hold");
  auto* receipt =
      command.add_option("--receipt", options->receipts, "回执文件，可多个 | Files with receipts");
  command.add_option("--log-key", options->log_key, "日志公钥 | The log's verifier key");
  command.add_option("--entry", options->entry, "条目文件，默认回执同名 .entry | Default beside the receipt")
      ->needs(receipt);
  on_command(command, console, options, &verify);
}

}  // namespace tenure

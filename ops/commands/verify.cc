// `tenure verify`: a whole ledger, or a receipt with nothing but the log's key.
#include "storage/verify/verify.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/table.h"
#include "server/tables/wording.h"
#include "storage/backup/manifest.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/receipt.h"

namespace tenure {
namespace {

constexpr std::size_t kReceiptMax = std::size_t{1} << 20;
constexpr std::size_t kFindingsShown = 100;  ///< on a terminal; --json prints all that are kept

struct VerifyCommandOptions {
  std::string data;
  unsigned threads = 0;
  std::string receipt;
  std::string entry;
  std::string log_key;
};

std::string json_of(const VerifyReport& report) {
  std::string findings;
  for (const Finding& finding : report.findings) {
    if (!findings.empty()) findings += ',';
    findings +=
        fmt::format(R"({{"where":{},"what":{}}})", json_string(finding.where), json_string(finding.what));
  }
  return fmt::format(
      R"({{"good":{},"size":{},"acts":{},"events":{},"signatures":{},"root":"{}","anchored":{},"anchor_damage":{},)"
      R"("findings_total":{},"findings":[{}],"seconds":{:.3f}}})",
      report.clean(), report.size, report.acts, report.events, report.signatures, report.root.hex(),
      report.anchored, report.anchor_damage ? json_string(*report.anchor_damage) : "null",
      report.findings_total, findings, report.seconds);
}

void print_report(const VerifyReport& report, Console& console) {
  Summary lines(console);
  lines.add("条目", "entries", report.size);
  lines.add("文书", "acts", report.acts);
  lines.add("事件", "events", report.events);
  lines.add("签名", "signatures", report.signatures);
  lines.add("树根", "root", report.root.hex());
  lines.add("锚点", "anchored", report.anchored);
  if (report.anchor_damage) {
    const Halves said = halves(*report.anchor_damage);
    lines.add("锚点另一槽", "anchor's other slot", console.say(said.zh, said.en));
  }
  lines.print();
  for (std::size_t i = 0; i < std::min(report.findings.size(), kFindingsShown); ++i) {
    const Halves said = halves(report.findings[i].what);
    console.line(fmt::format("  {}: {}", report.findings[i].where, console.say(said.zh, said.en)));
  }
  if (report.clean()) {
    console.line(fmt::format(fmt::runtime(console.say("完好  {:.1f} 秒", "GOOD  {:.1f} s")), report.seconds));
  } else {
    console.line(fmt::format(
        fmt::runtime(console.say("损坏 {} 处；请从备份恢复", "DAMAGED, {} findings: restore a backup")),
        report.findings_total));
  }
}

Result<Exit> verify_folder(const std::string& folder, unsigned threads, Console& console) {
  VerifyOptions options;
  options.folder = folder;
  options.threads = threads;
  options.locks = !is_backup(folder);
  options.progress = [&](std::uint64_t done, std::uint64_t size) {
    console.progress(fmt::format("{} / {}", done, size));
  };
  const auto report = verify_ledger(options);
  if (!report) return tl::unexpected(report.error());
  console.progress("");
  if (console.json) {
    console.line(json_of(*report));
  } else {
    print_report(*report, console);
  }
  return report->clean() ? Exit::done : Exit::damaged;
}

Result<Exit> verify_one(const VerifyCommandOptions& options, Console& console) {
  const auto key = VerifierKey::parse(options.log_key);
  if (!key) return tl::unexpected(key.error());
  const auto text = read_input(options.receipt, kReceiptMax);
  if (!text) return tl::unexpected(text.error());
  const auto entry =
      read_input(options.entry.empty() ? entry_path_of(options.receipt) : options.entry, kReceiptMax);
  if (!entry) return tl::unexpected(entry.error());
  const auto receipt = parse_receipt(*text);
  if (!receipt) return tl::unexpected(receipt.error());
  const std::vector<VerifierKey> keys{*key};
  const auto checkpoint = verify_receipt(*receipt, leaf_hash(as_bytes(*entry)), keys);
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  const auto parsed = parse_entry(*entry);
  if (!parsed) return tl::unexpected(parsed.error());
  const std::string recorded_at = Moment{static_cast<std::int64_t>(parsed->recorded_us)}.str();
  if (console.json) {
    console.line(
        fmt::format(R"({{"good":true,"origin":{},"index":{},"size":{},"root":"{}","recorded_at":"{}"}})",
                    json_string(checkpoint->origin), receipt->index, checkpoint->size, checkpoint->root.hex(),
                    recorded_at));
    return Exit::done;
  }
  console.line(fmt::format(fmt::runtime(console.say("回执有效  {}  序号 {} / {}  记录于 {}",
                                                    "GOOD  {}  index {} / {}  recorded at {}")),
                           checkpoint->origin, receipt->index, checkpoint->size,
                           moment_text(recorded_at, console.language)));
  return Exit::done;
}

Result<Exit> verify(const VerifyCommandOptions& options, Console& console) {
  if (options.receipt.empty() == options.data.empty()) {
    return console.usage("请给出 --data，或 --receipt 和 --log-key",
                         "give --data, or --receipt with --log-key");
  }
  if (options.receipt.empty()) return verify_folder(options.data, options.threads, console);
  return verify_one(options, console);
}

}  // namespace

void add_verify(CLI::App& app, Console& console) {
  auto options = std::make_shared<VerifyCommandOptions>();
  auto& command = *app.add_subcommand("verify", "核验整个账本或一份回执 | Verify a ledger or a receipt");
  command.add_option("--data", options->data, "账本目录或备份 | The folder of a ledger or a backup");
  command.add_option("--threads", options->threads,
                     "线程数，默认每核一个 | Threads, default one a processor");
  auto* receipt = command.add_option("--receipt", options->receipt, "回执文件 | Receipt file");
  auto* key = command.add_option("--log-key", options->log_key, "日志公钥 | The log's verifier key");
  command.add_option("--entry", options->entry, "条目文件，默认回执同名 .entry | Default beside the receipt")
      ->needs(receipt);
  receipt->needs(key);
  key->needs(receipt);
  on_command(command, console, options, &verify);
}

}  // namespace tenure

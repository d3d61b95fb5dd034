// `tenure act check` and `tenure act submit`: what the ledger says of an act, without and with recording it.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "ops/commands/act.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"

namespace tenure {
namespace {

struct ActHandInOptions {
  LedgerOptions ledger;
  std::string file;
  std::string receipt;
};

void print_admission(const Admission& admission, const std::string& receipt, Console& console) {
  const std::string position = Position{admission.index, 0}.str();
  const auto& flags = admission.verdict.flags;
  if (console.json) {
    std::string out = fmt::format(
        R"({{"index":{},"position":"{}","recorded_at":"{}","existed":{},"flags":{})", admission.index,
        position, admission.recorded_at.str(), admission.existed, to_json(flags));
    if (!receipt.empty()) out += R"(,"receipt":)" + json_string(receipt);
    console.line(out + "}");
    return;
  }
  console.line(fmt::format("序号 index         {}", admission.index));
  console.line(fmt::format("位置 position      {}", position));
  console.line(fmt::format("记录于 recorded at {}", admission.recorded_at.str()));
  console.line(fmt::format("标记 flags         {}", flags.size()));
  for (const Flag& flag : flags) {
    console.line(fmt::format("  [{}] {}  {}", flag.event, flag.rule.value, flag.message.value));
  }
  if (admission.existed) console.line("此前已收录 it was admitted before");
  if (!receipt.empty()) console.line(fmt::format("回执 receipt       {}", receipt));
}

Result<Submission> read_submission(const std::string& path, std::size_t signatures_min) {
  const auto text = read_input(path, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  return parse_submission(*text, signatures_min);
}

Result<Exit> act_check(const ActHandInOptions& options, Console& console) {
  auto submission = read_submission(options.file, 0);
  if (!submission) return tl::unexpected(submission.error());
  const auto store = open_ledger(options.ledger);
  if (!store) return tl::unexpected(store.error());
  const auto sequencer = start_sequencer(**store);
  if (!sequencer) return tl::unexpected(sequencer.error());
  const bool is_unsigned = submission->envelope.signatures.empty();
  const auto admission = (*sequencer)->check_and_wait(std::move(*submission));
  if (!admission) return tl::unexpected(admission.error());
  console.remark("可以收录，尚未提交 | it would be admitted; nothing was submitted");
  if (is_unsigned) console.remark("没有签名，未核对签署权限 | unsigned: authority was not judged");
  print_admission(*admission, {}, console);
  return Exit::done;
}

Result<Admission> submit(LedgerStore& store, Submission submission) {
  const auto sequencer = start_sequencer(store);
  if (!sequencer) return tl::unexpected(sequencer.error());
  auto admission = (*sequencer)->submit_and_wait(std::move(submission));
  if (admission) return admission;
  if (auto kept = store.log().sync_journal(); !kept) return tl::unexpected(kept.error());
  return admission;
}

Result<Exit> act_submit(const ActHandInOptions& options, Console& console) {
  auto submission = read_submission(options.file, 1);
  if (!submission) return tl::unexpected(submission.error());
  const auto store = open_ledger(options.ledger);
  if (!store) return tl::unexpected(store.error());
  const auto admission = submit(**store, std::move(*submission));
  if (!admission) return tl::unexpected(admission.error());
  if (!options.receipt.empty()) {
    auto saved = save_receipt((*store)->log(), admission->index, options.receipt);
    if (!saved) {
      console.remark("文书已收录，回执未写出 | the act is admitted; its receipt could not be written");
      return tl::unexpected(saved.error());
    }
  }
  print_admission(*admission, options.receipt, console);
  return Exit::done;
}

std::shared_ptr<ActHandInOptions> add_hand_in(CLI::App& command) {
  auto options = std::make_shared<ActHandInOptions>();
  command.add_option("file", options->file, "文书，- 为标准输入 | The act, - for standard input")->required();
  add_ledger_options(command, options->ledger);
  return options;
}

}  // namespace

void add_act_check(CLI::App& group, Console& console) {
  auto& command = *group.add_subcommand("check", "核对而不提交 | What the ledger would say");
  on_command(command, console, add_hand_in(command), &act_check);
}

void add_act_submit(CLI::App& group, Console& console) {
  auto& command = *group.add_subcommand("submit", "提交文书 | Submit the act");
  auto options = add_hand_in(command);
  command.add_option(
      "--receipt", options->receipt,
      "回执写入此文件，条目写入同名 .entry | Write the receipt here, the entry beside it as .entry");
  on_command(command, console, options, &act_submit);
}

}  // namespace tenure

// `tenure act check` and `tenure act submit`: what the ledger says of an act, without and with recording it.
#include <fmt/format.h>

#include "domain/core/bytes.h"
#include "domain/rules/rule.h"
#include "ops/commands/act.h"
#include "ops/commands/commands.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "server/tables/shown.h"
#include "server/tables/wording.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

struct ActHandInOptions {
  SourceOptions source;
  std::string file;
  std::vector<std::string> attachments;  ///< files
  std::string receipt;
};

/// What the ledger answered.
struct Admitted {
  std::string json;
  bool existed = false;
  std::string index;
  std::string position;
  std::string recorded_at;
  std::string receipt;
  std::size_t flags = 0;
};

/// A member more than is known here is no reason to doubt the answer: the act is in the ledger.
Result<Admitted> read_admitted(Source::Answer answer) {
  const auto parsed = ParsedAnswer::parse(answer.body);
  if (!parsed) return tl::unexpected(parsed.error());
  const Shown root = parsed->root();
  Admitted out;
  out.existed = answer.status == 200;
  out.index = root.text("index");
  out.position = root.text("position");
  out.recorded_at = root.text("recorded_at");
  out.receipt = root.text("receipt");
  out.flags = root.list("flags").size();
  out.json = std::move(answer.body);
  return out;
}

/// "  [0] 一岗多人（law.seat_taken） 该职务已由 张三（p-0001） 担任"
std::string flag_line(const Wording& wording, const Shown& flag) {
  const std::string name = flag.text("rule");
  const Rule* rule = find_rule(name);
  return fmt::format(fmt::runtime(wording.say("  [{}] {}（{}） {}", "  [{}] {} ({}) {}")),
                     flag.has("event") ? flag.text("event") : "0",
                     rule == nullptr ? name : wording.say(rule->zh, rule->en), name,
                     wording.named(wording.half(flag.text("message")), flag.list("mentions")));
}

/// Names are a help to who reads: without them the flags are told all the same.
void print_flags(const Admitted& admitted, Source& source, Console& console) {
  const auto parsed = ParsedAnswer::parse(admitted.json);
  if (!parsed) return;
  const auto flags = parsed->root().list("flags");
  std::set<Subject> named;
  for (const Shown& flag : flags) {
    for (const Shown& mention : flag.list("mentions")) {
      if (const auto subject = Subject::parse(mention.text())) named.insert(*subject);
    }
  }
  Wording wording = wording_of(source, console);
  if (!named.empty() && !wording.learn_names(named)) remark_hidden(wording, console);
  for (const Shown& flag : flags) console.line(flag_line(wording, flag));
}

void print_admitted(const Admitted& admitted, const std::string& receipt, Source& source, Console& console) {
  if (console.json) {
    console.line(admitted.json);
    return;
  }
  Summary lines(console);
  lines.add("序号", "index", admitted.index);
  lines.add("位置", "position", admitted.position);
  lines.add("记录于", "recorded at", moment_text(admitted.recorded_at, console.language));
  lines.add("标记", "flags", admitted.flags);
  lines.print();
  print_flags(admitted, source, console);
  if (receipt.empty()) return;
  lines.add("回执", "receipt", receipt);
  lines.print();
}

Result<Admitted> hand_in(Source& source, const std::string& path, std::string act) {
  ApiCall call;
  call.method = "POST";
  call.target = path;
  call.body = std::move(act);
  auto answer = source.ask(call);
  if (!answer) return tl::unexpected(answer.error());
  return read_admitted(std::move(*answer));
}

/// The act's attachments are in the ledger before it is: each file under its own digest.
Result<void> upload(Source& source, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    auto content = read_input(file, kAttachmentMax);
    if (!content) return tl::unexpected(content.error());
    ApiCall call;
    call.method = "PUT";
    call.target = Target("/v1/attachments").segment(ContentDigest{sha256(*content)}.str()).str();
    call.body = std::move(*content);
    if (const auto stored = source.ask(call); !stored) return tl::unexpected(stored.error());
  }
  return {};
}

Result<Exit> act_check(const ActHandInOptions& options, Console& console) {
  auto text = read_input(options.file, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  const auto submission = parse_submission(*text, 0);
  if (!submission) return tl::unexpected(submission.error());
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  const auto admitted = hand_in(**source, "/v1/acts/check", std::move(*text));
  if (!admitted) return tl::unexpected(admitted.error());
  console.remark("可以收录，尚未提交 | it would be admitted; nothing was submitted");
  if (submission->envelope.signatures.empty()) {
    console.remark(
        "没有签名，未核对签署权限：能否签发，签名后才知道 | unsigned: authority was not judged; whether the "
        "key "
        "may say this is known once it has signed");
  }
  print_admitted(*admitted, {}, **source, console);
  return Exit::done;
}

/// The receipt, and the 81 bytes of the entry beside it.
Result<void> save_receipt(Source& source, const Admitted& admitted, const std::string& path) {
  const auto entry = source.get(Target("/v1/acts").segment(admitted.index).segment("entry"));
  if (!entry) return tl::unexpected(entry.error());
  auto& fs = *default_file_system();
  auto done = write_file(fs, entry_path_of(path), as_bytes(*entry), IfExists::replace);
  if (!done) return done;
  return write_file(fs, path, as_bytes(admitted.receipt), IfExists::replace);
}

Result<Exit> act_submit(const ActHandInOptions& options, Console& console) {
  auto text = read_input(options.file, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  const auto source = open_writable_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  if (auto stored = upload(**source, options.attachments); !stored) return tl::unexpected(stored.error());
  const auto admitted = hand_in(**source, "/v1/acts", std::move(*text));
  if (!admitted) return tl::unexpected(admitted.error());
  if (admitted->existed) console.remark("此前已收录 | it was admitted before");
  if (!options.receipt.empty()) {
    if (auto saved = save_receipt(**source, *admitted, options.receipt); !saved) {
      console.remark("文书已收录，回执未写出 | the act is admitted; its receipt could not be written");
      return tl::unexpected(saved.error());
    }
  }
  print_admitted(*admitted, options.receipt, **source, console);
  return Exit::done;
}

std::shared_ptr<ActHandInOptions> add_hand_in(CLI::App& command) {
  auto options = std::make_shared<ActHandInOptions>();
  command.add_option("file", options->file, "文书，- 为标准输入 | The act, - for standard input")->required();
  add_source_options(command, options->source);
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
  command
      .add_option("--attach", options->attachments,
                  "先存入此附件，可重复 | Store this attachment first; may repeat")
      ->allow_extra_args(false);
  command.add_option(
      "--receipt", options->receipt,
      "回执写入此文件，条目写入同名 .entry | Write the receipt here, the entry beside it as .entry");
  on_command(command, console, options, &act_submit);
}

}  // namespace tenure

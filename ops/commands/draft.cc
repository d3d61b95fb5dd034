// `tenure draft`: acts on their way to their signatures, kept by the ledger until the last one has signed.
#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/core/bytes.h"
#include "domain/describe/json_out.h"
#include "ops/commands/act_words.h"
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/signing.h"
#include "ops/commands/table.h"

namespace tenure {
namespace {

struct DraftNewOptions {
  SourceOptions source;
  std::string file;
  std::vector<std::string> awaiting;
};

struct DraftListOptions {
  SourceOptions source;
  ShownAs shown;
  std::string awaiting;
};

struct DraftShowOptions {
  SourceOptions source;
  std::string digest;
  std::string out;
};

struct DraftSignOptions {
  SourceOptions source;
  std::string digest;
  std::string key;
  std::string key_passphrase_file;
  std::string signed_file;
};

std::string keys_of(const Wording& wording, const Shown& draft, std::string_view member) {
  std::vector<std::string> keys;
  for (const Shown& key : draft.list(member)) keys.push_back(key.text());
  return joined(wording, keys);
}

/// What the ledger answers to a draft that was handed in or signed: it waits, or it was admitted.
Result<Exit> print_outcome(const Source::Answer& answer, const Wording& wording, Console& console) {
  if (console.json) {
    console.line(answer.body);
    return Exit::done;
  }
  const auto parsed = ParsedAnswer::parse(answer.body);
  if (!parsed) return tl::unexpected(parsed.error());
  const Shown root = parsed->root();
  Table table({"", ""});
  if (root.has("draft")) {
    table.row({wording.say("待签文书", "draft"), root.text("draft")});
    table.row({wording.say("失效时间", "expires"), wording.moment(root.text("expires"))});
    table.row({wording.say("待签", "awaiting"), keys_of(wording, root, "awaiting")});
    table.row({wording.say("已签", "signed by"), keys_of(wording, root, "signed_by")});
    if (const auto missing = root.member("missing"))
      table.row({wording.say("尚缺", "missing"), wording.half(missing->text("title"))});
  } else {
    table.row({wording.say("已收录，序号", "admitted, index"), root.text("index")});
    table.row({wording.say("记录于", "recorded at"), wording.moment(root.text("recorded_at"))});
    table.row({wording.say("标记", "flags"), std::to_string(root.list("flags").size())});
  }
  table.print(console, false);
  return Exit::done;
}

Result<Exit> draft_new(const DraftNewOptions& options, Console& console) {
  const auto text = read_input(options.file, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  const auto submission = read_submission(*text);
  if (!submission) return tl::unexpected(submission.error());
  const auto source = open_writable_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  Target target("/v1/drafts");
  for (const std::string& key : options.awaiting) target.with("awaiting", key);
  ApiCall call;
  call.method = "POST";
  call.target = target.str();
  call.body = to_json(*submission);
  const auto answer = (*source)->ask(call);
  if (!answer) return tl::unexpected(answer.error());
  return print_outcome(*answer, wording_of(**source, console), console);
}

Result<Exit> draft_list(const DraftListOptions& options, Console& console) {
  Question question{"listDrafts", Target("/v1/drafts")};
  question.target.with("awaiting", options.awaiting);
  return show(options.source, question, options.shown, console);
}

Result<std::string> draft_of(Source& source, const std::string& digest) {
  return source.get(Target("/v1/drafts").segment(digest));
}

/// In words; with --out the document that `act sign` takes elsewhere.
Result<Exit> draft_show(const DraftShowOptions& options, Console& console) {
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  const auto draft = draft_of(**source, options.digest);
  if (!draft) return tl::unexpected(draft.error());
  if (console.json && options.out.empty()) {
    console.line(*draft);
    return Exit::done;
  }
  const auto submission = read_submission(*draft);
  if (!submission) return tl::unexpected(submission.error());
  Wording wording = wording_of(**source, console);
  if (auto shown = show_act(*submission, wording, console); !shown) return tl::unexpected(shown.error());
  if (!options.out.empty()) {
    if (auto done = write_output(options.out, *draft + "\n", console); !done)
      return tl::unexpected(done.error());
    return Exit::done;
  }
  const auto parsed = ParsedAnswer::parse(*draft);
  if (!parsed) return tl::unexpected(parsed.error());
  Table table({"", ""});
  table.row({wording.say("失效时间", "expires"), wording.moment(parsed->root().text("expires"))});
  table.row({wording.say("待签", "awaiting"), keys_of(wording, parsed->root(), "awaiting")});
  table.row({wording.say("已签", "signed by"), keys_of(wording, parsed->root(), "signed_by")});
  table.print(console, false);
  return Exit::done;
}

/// The signature of the key, or those of a document that was signed elsewhere.
Result<std::vector<Signed>> signatures_for(const DraftSignOptions& options, Submission draft) {
  if (!options.signed_file.empty()) {
    const auto text = read_input(options.signed_file, kSubmissionMax);
    if (!text) return tl::unexpected(text.error());
    auto elsewhere = read_submission(*text);
    if (!elsewhere) return tl::unexpected(elsewhere.error());
    if (elsewhere->envelope.payload != draft.envelope.payload)
      return refuse(Reason::bad_value, options.signed_file,
                    both("与草稿不是同一份文书", "it is another act than the draft"));
    return std::move(elsewhere->envelope.signatures);
  }
  const auto key = load_signing_key(options.key, options.key_passphrase_file);
  if (!key) return tl::unexpected(key.error());
  draft.envelope.signatures.clear();
  if (auto done = add_signature(draft.envelope, *key); !done) return tl::unexpected(done.error());
  return std::move(draft.envelope.signatures);
}

std::string signatures_json(const std::vector<Signed>& signatures) {
  JsonOut list = JsonOut::array();
  for (const Signed& one : signatures) {
    JsonOut item = JsonOut::object();
    list.item(item.text("keyid", one.keyid).text("sig", to_base64(as_bytes(one.sig))).str());
  }
  JsonOut out = JsonOut::object();
  return out.raw("signatures", list.str()).str();
}

Result<Exit> draft_sign(const DraftSignOptions& options, Console& console) {
  if (options.key.empty() == options.signed_file.empty())
    return console.usage("请给出 --key 或 --signed 之一", "give either --key or --signed");
  const auto source = open_writable_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  const auto draft = draft_of(**source, options.digest);
  if (!draft) return tl::unexpected(draft.error());
  auto submission = read_submission(*draft);
  if (!submission) return tl::unexpected(submission.error());
  Wording wording = wording_of(**source, console);
  if (auto shown = show_act(*submission, wording, console); !shown) return tl::unexpected(shown.error());
  const auto signatures = signatures_for(options, std::move(*submission));
  if (!signatures) return tl::unexpected(signatures.error());
  ApiCall call;
  call.method = "PUT";
  call.target = Target("/v1/drafts").segment(options.digest).segment("signatures").str();
  call.body = signatures_json(*signatures);
  const auto answer = (*source)->ask(call);
  if (!answer) return tl::unexpected(answer.error());
  return print_outcome(*answer, wording, console);
}

void add_draft_new(CLI::App& group, Console& console) {
  auto options = std::make_shared<DraftNewOptions>();
  auto& command = *group.add_subcommand("new", "存入待签文书 | Hand in an act that still lacks signatures");
  add_source_options(command, options->source);
  command.add_option("file", options->file, "文书，- 为标准输入 | The act, - for standard input")->required();
  command.add_option("--awaiting", options->awaiting, "待签密钥，可重复 | A key that is to sign; may repeat")
      ->allow_extra_args(false);
  on_command(command, console, options, &draft_new);
}

void add_draft_list(CLI::App& group, Console& console) {
  auto options = std::make_shared<DraftListOptions>();
  auto& command = *group.add_subcommand("list", "待签文书目录 | Acts that wait for signatures");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("--awaiting", options->awaiting, "待此密钥签署 | Those that this key has not signed");
  on_command(command, console, options, &draft_list);
}

void add_draft_show(CLI::App& group, Console& console) {
  auto options = std::make_shared<DraftShowOptions>();
  auto& command = *group.add_subcommand("show", "以文字列出待签文书 | What a draft says, in words");
  add_source_options(command, options->source);
  command.add_option("digest", options->digest, "内容摘要 | Its digest")->required();
  command.add_option("--out", options->out, "下载到此文件，供 act sign 签署 | Save it here, for act sign");
  on_command(command, console, options, &draft_show);
}

void add_draft_sign(CLI::App& group, Console& console) {
  auto options = std::make_shared<DraftSignOptions>();
  auto& command = *group.add_subcommand(
      "sign", "签署待签文书，签齐即收录 | Sign a draft; admitted with the last signature");
  add_source_options(command, options->source);
  command.add_option("digest", options->digest, "内容摘要 | Its digest")->required();
  command.add_option("--key", options->key, "密钥文件 | Key file");
  command.add_option("--key-passphrase-file", options->key_passphrase_file,
                     "密钥口令所在文件 | File with the key's passphrase");
  command.add_option("--signed", options->signed_file,
                     "在别处签好的文书，附上其签名 | An act signed elsewhere, whose signatures are added");
  on_command(command, console, options, &draft_sign);
}

}  // namespace

void add_draft(CLI::App& app, Console& console) {
  auto& group =
      *app.add_subcommand("draft", "待签文书：存入、目录、查看、签署 | Drafts: hand in, list, show, sign");
  group.require_subcommand(1);
  add_draft_new(group, console);
  add_draft_list(group, console);
  add_draft_show(group, console);
  add_draft_sign(group, console);
}

}  // namespace tenure

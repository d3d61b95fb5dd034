// `tenure act sign`: adds a signature to a submission document.
#include <fmt/format.h>

#include "domain/core/both.h"
#include "ops/commands/act.h"
#include "ops/commands/act_words.h"
#include "ops/commands/commands.h"
#include "ops/commands/signing.h"

namespace tenure {
namespace {

struct ActSignOptions {
  SourceOptions source;  ///< who may see names there sees them here; none: ids
  std::string file;
  std::string key;
  std::string passphrase_file;
  std::string out;
};

Result<void> show_to_signer(const ActSignOptions& options, const Submission& submission, Console& console) {
  if (options.source.url.empty() && options.source.ledger.data.empty()) {
    Wording wording = wording_without_source(console);
    return show_act(submission, wording, console);
  }
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  Wording wording = wording_of(**source, console);
  return show_act(submission, wording, console);
}

Result<Exit> act_sign(const ActSignOptions& options, Console& console) {
  const auto text = read_input(options.file, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  auto submission = read_submission(*text);
  if (!submission) return tl::unexpected(submission.error());
  if (auto shown = show_to_signer(options, *submission, console); !shown)
    return tl::unexpected(shown.error());
  const auto key = load_signing_key(options.key, options.passphrase_file);
  if (!key) return tl::unexpected(key.error());
  if (auto done = add_signature(submission->envelope, *key); !done) return tl::unexpected(done.error());
  const std::string& out = options.out.empty() ? options.file : options.out;
  if (auto done = write_output(out, to_json(*submission) + "\n", console); !done) {
    return tl::unexpected(done.error());
  }
  console.remark(both("签名 {} 个", "{} signatures", submission->envelope.signatures.size()));
  return Exit::done;
}

}  // namespace

void add_act_sign(CLI::App& group, Console& console) {
  auto options = std::make_shared<ActSignOptions>();
  auto& command = *group.add_subcommand(
      "sign", "签署文书，先以文字列出内容 | Add a signature, after saying what is signed");
  command
      .add_option("file", options->file,
                  "文书或下载的待签文书，- 为标准输入 | The act or a downloaded draft, - for standard input")
      ->required();
  command.add_option("--key", options->key, "密钥文件 | Key file")->required();
  // The passphrase is the key's here; a ledger's own keys are not opened for names alone.
  command.add_option("--passphrase-file", options->passphrase_file,
                     "密钥口令所在文件 | File with the key's passphrase");
  add_name_source_options(command, options->source);
  command.add_option("--out", options->out, "写入另一文件 | Write to another file instead");
  on_command(command, console, options, &act_sign);
}

}  // namespace tenure

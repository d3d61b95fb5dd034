// `tenure act sign`: adds a signature to a submission document.
#include <fmt/format.h>

#include "domain/act/catalogue.h"
#include "ops/commands/act.h"
#include "ops/commands/commands.h"
#include "ops/commands/signing.h"
#include "server/sequencer/submission.h"

namespace tenure {
namespace {

struct ActSignOptions {
  std::string file;
  std::string key;
  std::string passphrase_file;
  std::string out;
};

/// What one is about to sign; nothing is signed that the ledger could not read.
Result<void> show_act(std::string payload, const Console& console) {
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  if (parsed.shape) return tl::unexpected(*parsed.shape);
  const Act& act = parsed.act;
  console.remark(
      fmt::format("签署 signing  {}  {}  {}", act.id.value, act.authority.value, act.issued_at.str()));
  for (const Event& event : act.events) {
    console.remark(
        fmt::format("  {}  {}  {}", event.on.str(), event.type->structure->zh, event.type->name()));
  }
  return {};
}

Result<Exit> act_sign(const ActSignOptions& options, Console& console) {
  const auto text = read_input(options.file, kSubmissionMax);
  if (!text) return tl::unexpected(text.error());
  auto submission = parse_submission(*text, 0);
  if (!submission) return tl::unexpected(submission.error());
  if (auto shown = show_act(submission->envelope.payload, console); !shown)
    return tl::unexpected(shown.error());
  const auto key = load_signing_key(options.key, options.passphrase_file);
  if (!key) return tl::unexpected(key.error());
  if (auto done = add_signature(submission->envelope, *key); !done) return tl::unexpected(done.error());
  const std::string& out = options.out.empty() ? options.file : options.out;
  if (auto done = write_output(out, to_json(*submission) + "\n", console); !done) {
    return tl::unexpected(done.error());
  }
  console.remark(fmt::format("签名 signatures {}", submission->envelope.signatures.size()));
  return Exit::done;
}

}  // namespace

void add_act_sign(CLI::App& group, Console& console) {
  auto options = std::make_shared<ActSignOptions>();
  auto& command = *group.add_subcommand("sign", "签署文书 | Add a signature");
  command.add_option("file", options->file, "文书，- 为标准输入 | The act, - for standard input")->required();
  command.add_option("--key", options->key, "密钥文件 | Key file")->required();
  command.add_option("--passphrase-file", options->passphrase_file,
                     "密钥口令所在文件 | File with the key's passphrase");
  command.add_option("--out", options->out, "写入另一文件 | Write to another file instead");
  on_command(command, console, options, &act_sign);
}

}  // namespace tenure

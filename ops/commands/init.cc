// `tenure init`: the folder and the genesis act, or nothing.
#include <fmt/format.h>

#include <filesystem>

#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "domain/registry/events.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/passphrase.h"
#include "ops/commands/signing.h"
#include "server/sequencer/sequencer.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  LedgerOptions ledger;
  std::string origin;
  std::string clock = "system";
  std::string opened_at;
  std::vector<std::string> root_keys;
  std::string root_passphrase_file;
  std::int32_t root_threshold = 1;
  std::string authority;
  std::string authority_name;
  std::string authority_kind = "county";
  bool unencrypted = false;
};

/// What `tenure init` says of the new ledger.
struct Made {
  std::string ledger;
  std::string log_key;
  std::string recorded_at;
  std::string receipt;
};

Result<std::vector<SecretKey>> load_root_keys(const InitOptions& options) {
  std::vector<SecretKey> keys;
  for (const std::string& path : options.root_keys) {
    auto key = load_signing_key(path, options.root_passphrase_file);
    if (!key) return tl::unexpected(key.error());
    keys.push_back(std::move(*key));
  }
  return keys;
}

template <class T>
Result<T> parse_as(std::string_view option, const std::string& text) {
  auto value = T::parse(text);
  if (!value) return refuse(T::kReason, std::string(option), text);
  return std::move(*value);
}

/// The moment of opening: now, unless the clock is simulated and another one is asked for.
Result<Moment> opening(const InitOptions& options) {
  if (options.opened_at.empty()) return Sequencer::system_now();
  if (options.clock != tenure::name(Clock::simulated)) {
    return refuse(Reason::bad_value, "--opened-at",
                  "只用于模拟时钟 | only with --clock simulated: a real clock says when a ledger is opened");
  }
  return parse_as<Moment>("--opened-at", options.opened_at);
}

/// The genesis act but for what only the opened folder knows, the log's key.
Result<Act> genesis_act(const InitOptions& options, const std::vector<SecretKey>& roots) {
  const auto now = opening(options);
  auto authority = parse_as<OrgId>("--authority", options.authority);
  auto name = parse_as<ShortText>("--authority-name", options.authority_name);
  auto kind = parse_as<Code>("--authority-kind", options.authority_kind);
  auto origin = parse_as<ShortText>("--origin", options.origin);
  if (!now) return tl::unexpected(now.error());
  if (!authority) return tl::unexpected(authority.error());
  if (!name) return tl::unexpected(name.error());
  if (!kind) return tl::unexpected(kind.error());
  if (!origin) return tl::unexpected(origin.error());

  LedgerOpened opened;
  opened.origin = *origin;
  opened.clock = options.clock == tenure::name(Clock::simulated) ? Clock::simulated : Clock::system;
  for (const SecretKey& root : roots) opened.root_keys.push_back({KeyId{key_id_of(root.public_key())}});
  opened.root_threshold = options.root_threshold;

  OrgRegistered top;
  top.org = *authority;
  top.name = *name;
  top.kind = *kind;

  Act act;
  act.id = new_act_id(*now);
  act.nonce = Code{random_nonce()};
  act.authority = *authority;
  act.issued_at = *now;
  act.events.push_back(make_event(now->date(), std::move(opened)));
  act.events.push_back(make_event(now->date(), std::move(top)));
  return act;
}

Result<Made> make_ledger(const LedgerStore::Options& store_options, const std::string& origin, Act act,
                         const std::vector<SecretKey>& roots) {
  auto store = LedgerStore::create(store_options, origin);
  if (!store) return tl::unexpected(store.error());
  auto opened = act.events.front().as<LedgerOpened>();
  opened.log_key = {(*store)->log_key().text()};
  act.events.front() = make_event(act.events.front().on, std::move(opened));

  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = write_act(act);
  for (const SecretKey& root : roots) {
    if (auto done = add_signature(submission.envelope, root); !done) return tl::unexpected(done.error());
  }
  auto sequencer = start_sequencer(**store);
  if (!sequencer) return tl::unexpected(sequencer.error());
  const auto admission = (*sequencer)->submit_and_wait(std::move(submission));
  if (!admission) return tl::unexpected(admission.error());
  sequencer->reset();
  auto id = ledger_id_of(**store);
  if (!id) return tl::unexpected(id.error());
  auto receipt = (*store)->log().receipt(admission->index);
  if (!receipt) return tl::unexpected(receipt.error());
  return Made{std::move(*id), (*store)->log_key().text(), admission->recorded_at.str(), std::move(*receipt)};
}

/// Nothing, or an empty folder.
Result<void> is_free(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) || fs::is_empty(folder, error)) return {};
  return refuse(Reason::exists, folder.string(), "请换一个目录 | choose another folder");
}

void print_made(const Made& made, Console& console) {
  if (console.json) {
    console.line(fmt::format(R"({{"ledger":{},"log_key":{},"recorded_at":{},"receipt":{}}})",
                             json_string(made.ledger), json_string(made.log_key),
                             json_string(made.recorded_at), json_string(made.receipt)));
    return;
  }
  console.line(fmt::format("账本 ledger       {}", made.ledger));
  console.line(fmt::format("日志公钥 log key  {}", made.log_key));
  console.line(fmt::format("开立于 opened at  {}", made.recorded_at));
  console.print(fmt::format("回执 receipt\n{}", made.receipt));
}

/// The ledger is made beside its place and moved there when the genesis act stands: a folder by that name is
/// a whole ledger.
Result<Exit> init(const InitOptions& options, Console& console) {
  const fs::path folder = (fs::path(options.ledger.data) / "").parent_path();
  const fs::path staging = folder.string() + ".new";
  if (auto free = is_free(folder); !free) return tl::unexpected(free.error());
  if (fs::exists(staging)) {
    return refuse(Reason::exists, staging.string(),
                  "上次未完成的开立所留，请删除 | an init that did not finish left it; remove it");
  }
  auto roots = load_root_keys(options);
  if (!roots) return tl::unexpected(roots.error());
  auto act = genesis_act(options, *roots);
  if (!act) return tl::unexpected(act.error());
  auto passphrase = new_passphrase(options.ledger.passphrase_file, options.unencrypted, folder.string());
  if (!passphrase) return tl::unexpected(passphrase.error());

  LedgerStore::Options store_options;
  store_options.folder = staging.string();
  store_options.passphrase = std::move(*passphrase);
  auto made = make_ledger(store_options, options.origin, std::move(*act), *roots);
  std::error_code error;
  if (!made) {
    fs::remove_all(staging, error);
    return tl::unexpected(made.error());
  }
  fs::rename(staging, folder, error);
  if (error) return refuse(Reason::io, staging.string(), error.message());
  const auto synced = sync_folder(*default_file_system(), parent_of(fs::absolute(folder).string()));
  if (!synced) return tl::unexpected(synced.error());
  if (options.unencrypted) {
    console.remark("警告：账本密钥以明文保存 | warning: the ledger's keys are kept in the clear");
  }
  print_made(*made, console);
  return Exit::done;
}

}  // namespace

void add_init(CLI::App& app, Console& console) {
  auto options = std::make_shared<InitOptions>();
  auto& command = *app.add_subcommand("init", "开立账本 | Open a new ledger");
  add_ledger_options(command, options->ledger);
  command.add_flag("--unencrypted", options->unencrypted, "明文保存账本密钥 | Keep its keys in the clear");
  command
      .add_option("--origin", options->origin, "主机名和路径 | Host name and path, as county.example/tenure")
      ->required();
  command.add_option("--clock", options->clock, "时钟 | Whose clock records")
      ->check(CLI::IsMember({"system", "simulated"}));
  command.add_option("--opened-at", options->opened_at,
                     "模拟时钟的开立时刻，默认现在 | Moment of opening by a simulated clock, default now");
  command.add_option("--root-key", options->root_keys, "根密钥文件，可重复 | Root key file; may repeat")
      ->required()
      ->allow_extra_args(false);
  command.add_option("--root-passphrase-file", options->root_passphrase_file,
                     "根密钥口令所在文件 | File with the root keys' passphrase");
  command.add_option("--root-threshold", options->root_threshold,
                     "须共同签署的根密钥数 | Root keys that must sign together");
  command.add_option("--authority", options->authority, "顶层组织标识 | Id of the top organisation")
      ->required();
  command.add_option("--authority-name", options->authority_name, "顶层组织名称 | Its name")->required();
  command.add_option("--authority-kind", options->authority_kind, "顶层组织类别 | Its kind");
  on_command(command, console, options, &init);
}

}  // namespace tenure

// `tenure init`: the folder and the genesis act, or nothing.
#include "ops/commands/init.h"

#include <fmt/format.h>

#include <filesystem>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "domain/registry/events.h"
#include "domain/words/nearest.h"
#include "ops/commands/commands.h"
#include "ops/commands/importing.h"
#include "ops/commands/init_check.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/passphrase.h"
#include "ops/commands/signing.h"
#include "ops/commands/table.h"
#include "ops/commands/usage.h"
#include "server/app/signals.h"
#include "server/sequencer/sequencer.h"
#include "storage/files/files.h"
#include "storage/files/scratch_folder.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

/// What `tenure init` says of the new ledger.
struct Made {
  std::string ledger;
  std::string log_key;
  std::string recorded_at;
  std::string receipt;
};

/// The root keys, and those among them that are to be written.
struct RootKeys {
  std::vector<SecretKey> keys;
  std::vector<KeyPair> made;              ///< for new_root_keys, in their order
  std::optional<std::string> passphrase;  ///< of those that are made
};

Result<RootKeys> load_root_keys(const InitOptions& options) {
  RootKeys out;
  auto keys = load_signing_keys(options.root_keys, options.root_passphrase_file);
  if (!keys) return tl::unexpected(keys.error());
  out.keys = std::move(*keys);
  if (options.new_root_keys.empty()) return out;
  auto passphrase =
      new_passphrase(options.root_passphrase_file, options.unencrypted_root_keys, "根密钥 root keys");
  if (!passphrase) {
    if (passphrase.error().where == "--passphrase-file") passphrase.error().where = "--root-passphrase-file";
    return tl::unexpected(passphrase.error());
  }
  out.passphrase = std::move(*passphrase);
  for (const std::string& path : options.new_root_keys) {
    std::error_code error;
    if (fs::exists(path, error)) return refuse(Reason::exists, path);
    out.made.push_back(new_key_pair());
    out.keys.push_back(*SecretKey::from_seed(as_view(out.made.back().seed.view())));
  }
  return out;
}

/// More than half, unless another number is asked for.
std::int32_t threshold_of(const InitOptions& options, std::size_t keys) {
  return options.root_threshold > 0 ? options.root_threshold : static_cast<std::int32_t>(keys / 2 + 1);
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
                  both("只用于模拟时钟：真实时钟自会记下开立时刻",
                       "only with --clock simulated: a real clock says when a ledger is opened"));
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
  opened.root_threshold = threshold_of(options, roots.size());

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

Result<Made> make_ledger(LedgerStore& store, Act act, const std::vector<SecretKey>& roots) {
  auto opened = act.events.front().as<LedgerOpened>();
  opened.log_key = {store.log_key().text()};
  act.events.front() = make_event(act.events.front().on, std::move(opened));

  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = write_act(act);
  for (const SecretKey& root : roots) {
    if (auto done = add_signature(submission.envelope, root); !done) return tl::unexpected(done.error());
  }
  auto sequencer = start_sequencer(store);
  if (!sequencer) return tl::unexpected(sequencer.error());
  const auto admission = (*sequencer)->submit_and_wait(std::move(submission));
  if (!admission) return tl::unexpected(admission.error());
  sequencer->reset();
  auto id = ledger_id_of(store);
  if (!id) return tl::unexpected(id.error());
  auto receipt = store.log().receipt(admission->index);
  if (!receipt) return tl::unexpected(receipt.error());
  return Made{std::move(*id), store.log_key().text(), admission->recorded_at.str(), std::move(*receipt)};
}

/// The shipped or own pack becomes the policy of the top organisation.
Result<void> adopt_pack(Source& source, const InitOptions& options, const Made& made,
                        const std::vector<SecretKey>& roots) {
  auto text = pack_text(options.pack);
  if (!text) return tl::unexpected(text.error());
  const auto now = opening(options);
  if (!now) return tl::unexpected(now.error());
  PolicyAdopted policy;
  policy.org = OrgId{options.authority};
  policy.title = {pack_title(options.pack)};
  policy.status = PolicyStatus::in_force;
  policy.pack = PackText{std::move(*text)};
  Act act;
  act.id = new_act_id(*now);
  act.ledger = ShortText{made.ledger};
  act.authority = policy.org;
  act.issued_at = *now;
  act.events.push_back(make_event(now->date(), std::move(policy)));
  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = write_act(act);
  for (const SecretKey& root : roots) {
    if (auto done = add_signature(submission.envelope, root); !done) return done;
  }
  ApiCall call;
  call.method = "POST";
  call.target = "/v1/acts";
  call.body = to_json(submission);
  const auto answer = source.ask(call);
  return answer ? Result<void>() : tl::unexpected(answer.error());
}

Result<import::ImportRequest> request_of(const InitOptions& options, const char* of, const std::string& file,
                                         const std::vector<SecretKey>& roots) {
  import::ImportRequest request;
  request.of = import::find_template(of);
  request.authority = OrgId{options.authority};
  request.transcriber = options.transcriber;
  request.issued_at = options.opened_at;
  request.keys = &roots;
  auto bytes = read_input(file, kSheetFileMax);
  if (!bytes) return tl::unexpected(bytes.error());
  request.file = std::move(*bytes);
  return request;
}

/// Exit::refused when the file has faults, which are printed.
Result<Exit> import_sheet(Source& source, const InitOptions& options, const char* of, const std::string& file,
                          const std::vector<SecretKey>& roots, Console& console) {
  const auto request = request_of(options, of, file, roots);
  if (!request) return tl::unexpected(request.error());
  console.remark(file);
  return import_file(source, *request, {}, console);
}

/// What follows the genesis act, in the ledger that nobody sees yet.
Result<Exit> fill_ledger(Source& source, const InitOptions& options, const Made& made,
                         const std::vector<SecretKey>& roots, Console& console) {
  if (!options.pack.empty()) {
    if (auto done = adopt_pack(source, options, made, roots); !done) return tl::unexpected(done.error());
  }
  const std::pair<const char*, const std::string*> sheets[] = {{"register", &options.register_file},
                                                               {"signers", &options.signers_file}};
  for (const auto& [of, file] : sheets) {
    if (file->empty()) continue;
    const auto exit = import_sheet(source, options, of, *file, roots, console);
    if (!exit || *exit != Exit::done) return exit;
  }
  return Exit::done;
}

/// Written once the ledger is whole, and before it is there: a key that is written twice would be lost.
Result<void> write_root_keys(const InitOptions& options, const RootKeys& roots) {
  Protection protection;
  if (roots.passphrase) protection.passphrase = *roots.passphrase;
  for (std::size_t i = 0; i < roots.made.size(); ++i) {
    const auto done =
        save_key_file(*default_file_system(), options.new_root_keys[i], roots.made[i], protection);
    if (done) continue;
    std::error_code ignored;
    for (std::size_t j = 0; j < i; ++j) fs::remove(options.new_root_keys[j], ignored);
    return done;
  }
  return {};
}

struct Built {
  Made made;
  Exit exit = Exit::done;
};

/// Everything, in the staging folder.
Result<Built> build(const InitOptions& options, const LedgerStore::Options& store_options,
                    const RootKeys& roots, Console& console) {
  auto act = genesis_act(options, roots.keys);
  if (!act) return tl::unexpected(act.error());
  auto store = LedgerStore::create(store_options, options.origin);
  if (!store) return tl::unexpected(store.error());
  auto made = make_ledger(**store, std::move(*act), roots.keys);
  if (!made) return tl::unexpected(made.error());
  const auto source = open_folder_source(store_options.folder, std::move(*store));
  if (!source) return tl::unexpected(source.error());
  const auto exit = fill_ledger(**source, options, *made, roots.keys, console);
  if (!exit) return tl::unexpected(exit.error());
  return Built{std::move(*made), *exit};
}

void print_made(const Made& made, Console& console) {
  if (console.json) {
    console.line(fmt::format(R"({{"ledger":{},"log_key":{},"recorded_at":{},"receipt":{}}})",
                             json_string(made.ledger), json_string(made.log_key),
                             json_string(made.recorded_at), json_string(made.receipt)));
    return;
  }
  Summary lines(console);
  lines.add("账本", "ledger", made.ledger);
  lines.add("日志公钥", "log key", made.log_key);
  lines.add("开立于", "opened at", moment_text(made.recorded_at, console.language));
  lines.print();
  console.print(fmt::format("{}\n{}", console.say("回执", "receipt"), made.receipt));
}

std::vector<std::string> all_root_keys(const InitOptions& options) {
  std::vector<std::string> out = options.root_keys;
  out.insert(out.end(), options.new_root_keys.begin(), options.new_root_keys.end());
  return out;
}

/// What is missing is told, and no failure of the opening.
Result<Exit> tell_what_is_missing(const InitOptions& options, const LedgerStore::Options& store_options,
                                  Console& console) {
  auto store = LedgerStore::open(store_options);
  if (!store) return tl::unexpected(store.error());
  const auto source = open_folder_source(store_options.folder, std::move(*store));
  if (!source) return tl::unexpected(source.error());
  const auto told = show_readiness(**source, all_root_keys(options), options.backup, console);
  return told ? Result<Exit>(Exit::done) : told;
}

/// The ledger is made beside its place and moved there when it is whole, with its root keys: a folder by that
/// name is a whole ledger. Ctrl-C leaves nothing.
Result<Exit> make(const InitOptions& options, bool guided, Console& console) {
  if (auto free = init_place_is_free(options); !free) return tl::unexpected(free.error());
  const std::string folder = init_folder(options);
  const std::string staging = init_staging(options);
  const StopSignal stop;  // before any thread
  delete_on_signal(stop, staging);
  auto roots = load_root_keys(options);
  if (!roots) return tl::unexpected(roots.error());
  auto passphrase = new_passphrase(options.ledger.passphrase_file, options.unencrypted, folder);
  if (!passphrase) return tl::unexpected(passphrase.error());

  LedgerStore::Options store_options;
  store_options.folder = staging;
  store_options.passphrase = std::move(*passphrase);
  auto built = build(options, store_options, *roots, console);
  Result<void> done;
  if (built && built->exit == Exit::done) done = write_root_keys(options, *roots);
  std::error_code error;
  if (!built || built->exit != Exit::done || !done) {
    fs::remove_all(staging, error);
    if (!done) return tl::unexpected(done.error());
    return built ? Result<Exit>(built->exit) : tl::unexpected(built.error());
  }
  fs::rename(staging, folder, error);
  if (error) return refuse(Reason::io, staging, error.message());
  const auto synced = sync_folder(*default_file_system(), parent_of(fs::absolute(folder).string()));
  if (!synced) return tl::unexpected(synced.error());
  if (options.unencrypted) {
    console.remark("警告：账本密钥以明文保存 | warning: the ledger's keys are kept in the clear");
  }
  print_made(built->made, console);
  if (!guided) return Exit::done;
  store_options.folder = folder;
  return tell_what_is_missing(options, store_options, console);
}

Result<Exit> check(const InitOptions& options, Console& console) {
  SourceOptions from;
  from.ledger = options.ledger;
  from.url = options.url;
  from.token_file = options.token_file;
  from.ca_file = options.ca_file;
  if (from.ledger.data.empty() == from.url.empty())
    return console.usage("请给出 --data 或 --url 之一", "give either --data or --url");
  const auto source = open_source(from, console);
  if (!source) return tl::unexpected(source.error());
  return show_readiness(**source, all_root_keys(options), options.backup, console);
}

/// What an opening cannot do without.
std::optional<std::string_view> missing(const InitOptions& options) {
  const std::pair<std::string_view, bool> needed[] = {
      {"--data", options.ledger.data.empty()},
      {"--origin", options.origin.empty()},
      {"--root-key / --new-root-key", options.root_keys.empty() && options.new_root_keys.empty()},
      {"--authority", options.authority.empty()},
      {"--authority-name", options.authority_name.empty()},
      {"--transcriber", !options.register_file.empty() && options.transcriber.empty()}};
  for (const auto& [name, absent] : needed) {
    if (absent) return name;
  }
  return std::nullopt;
}

Result<Exit> init(const InitOptions& given, Console& console) {
  if (given.check) return check(given, console);
  InitOptions options = given;
  const bool guided = options.guide || (can_ask() && missing(options));
  if (guided) {
    if (auto done = ask_for_init(options, console); !done) return tl::unexpected(done.error());
  }
  if (const auto name = missing(options))
    return console.usage(fmt::format("请给出 {}，或在终端上运行以逐项询问", *name),
                         fmt::format("give {}, or run it on a terminal to be asked", *name));
  return make(options, guided, console);
}

}  // namespace

Result<import::Faults> judge_sheet(const InitOptions& options, const char* of, const std::string& file) {
  InitOptions tried = options;
  if (tried.transcriber.empty()) tried.transcriber = options.authority;  // an id; who it was is asked next
  std::vector<SecretKey> roots;
  roots.push_back(SecretKey::generate());
  const auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  LedgerStore::Options store_options;
  store_options.folder = scratch->path() + "/ledger";
  auto act = genesis_act(tried, roots);
  if (!act) return tl::unexpected(act.error());
  auto store = LedgerStore::create(store_options, tried.origin);
  if (!store) return tl::unexpected(store.error());
  const auto made = make_ledger(**store, std::move(*act), roots);
  if (!made) return tl::unexpected(made.error());
  const auto source = open_folder_source(store_options.folder, std::move(*store));
  if (!source) return tl::unexpected(source.error());
  if (!tried.pack.empty()) {
    if (auto done = adopt_pack(**source, tried, *made, roots); !done) return tl::unexpected(done.error());
  }
  const auto run = [&](const char* what, const std::string& path,
                       bool only_check) -> Result<import::ImportOutcome> {
    auto request = request_of(tried, what, path, roots);
    if (!request) return tl::unexpected(request.error());
    request->only_check = only_check;
    return import::run_import(**source, *request, [](const std::string&) {});
  };
  const bool rests_on_register = std::string_view(of) != "register" && !tried.register_file.empty();
  if (rests_on_register) {
    const auto before = run("register", tried.register_file, false);
    if (!before) return tl::unexpected(before.error());
  }
  auto outcome = run(of, file, true);
  if (!outcome) return tl::unexpected(outcome.error());
  return std::move(outcome->faults);
}

std::string init_folder(const InitOptions& options) {
  return (fs::path(options.ledger.data) / "").parent_path().string();
}

std::string init_staging(const InitOptions& options) { return init_folder(options) + ".new"; }

Result<void> init_place_is_free(const InitOptions& options) {
  const std::string folder = init_folder(options);
  std::error_code error;
  if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error)))
    return refuse(Reason::exists, folder, both("请换一个目录", "choose another folder"));
  if (!fs::exists(init_staging(options), error)) return {};
  return refuse(Reason::exists, init_staging(options),
                both("上次未完成的开立所留，请删除", "an init that did not finish left it; remove it"));
}

void add_init(CLI::App& app, Console& console) {
  auto options = std::make_shared<InitOptions>();
  auto& command = *app.add_subcommand(
      "init",
      "开立账本；在终端上不带选项则逐项询问 | Open a new ledger; without options a terminal is asked");
  add_ledger_options(command, options->ledger)->required(false);
  command.add_flag("--unencrypted", options->unencrypted, "明文保存账本密钥 | Keep its keys in the clear");
  command.add_option("--origin", options->origin,
                     "主机名和路径 | Host name and path, as county.example/tenure");
  command.add_option("--clock", options->clock, "时钟 | Whose clock records")
      ->check(one_of(words_of_named(Description<Clock>::kValues)));
  command.add_option("--opened-at", options->opened_at,
                     "模拟时钟的开立时刻，默认现在 | Moment of opening by a simulated clock, default now");
  command.add_option("--root-key", options->root_keys, "根密钥文件，可重复 | Root key file; may repeat")
      ->allow_extra_args(false);
  command
      .add_option("--new-root-key", options->new_root_keys,
                  "新建的根密钥文件，可重复 | Root key file to make; may repeat")
      ->allow_extra_args(false);
  command.add_option("--root-passphrase-file", options->root_passphrase_file,
                     "根密钥口令所在文件 | File with the root keys' passphrase");
  command.add_flag("--unencrypted-root-keys", options->unencrypted_root_keys,
                   "明文保存新建的根密钥 | Keep the root keys that are made in the clear");
  command.add_option(
      "--root-threshold", options->root_threshold,
      "须共同签署的根密钥数，默认过半 | Root keys that must sign together, default more than half");
  command.add_option("--authority", options->authority, "顶层组织标识 | Id of the top organisation");
  command.add_option("--authority-name", options->authority_name, "顶层组织名称 | Its name");
  command.add_option("--authority-kind", options->authority_kind, "顶层组织类别 | Its kind");
  command.add_option("--pack", options->pack,
                     "采用的政策包：pingyang、haixing 或 TOML 文件 | Policy pack to adopt");
  command.add_option("--register", options->register_file,
                     "组织和人员登记表 | Sheet of the register, see `tenure import`");
  command.add_option("--transcriber", options->transcriber, "登记表的转录人 | Who transcribed the register");
  command.add_option("--signers", options->signers_file, "签署人和授权表 | Sheet of the signers");
  command.add_flag("--guide", options->guide, "逐项询问未给出的 | Ask for what is not given");
  command.add_flag("--check", options->check,
                   "只查看开始工作前还缺什么 | Only tell what is missing before work can begin");
  command.add_option("--url", options->url, "查看运行中的服务 | Check a running server");
  command.add_option("--token-file", options->token_file, "令牌所在文件 | File with the token");
  command.add_option("--ca-file", options->ca_file, "信任的证书（PEM） | Certificates to trust, PEM");
  command.add_option("--backup", options->backup, "备份目录，供查看 | Folder of the backup, for the check");
  on_command(command, console, options, &init);
}

}  // namespace tenure

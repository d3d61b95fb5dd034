// `tenure policy`: is a pack readable, which policies does a ledger hold, and what would another one have
// said.
#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/registry/rows.h"
#include "domain/rules/policy_json.h"
#include "domain/words/known.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/people.h"
#include "replay/questions.h"

namespace tenure {
namespace {

struct CheckOptions {
  std::string file;
};

void print_pack(const Pack& pack, Console& console) {
  for (const auto& [key, value] : pack.values) {
    const ParameterInfo& parameter = *find_parameter(pack_schema(), key);
    const std::string given = fmt::format("{} {}", value_json(parameter, value), parameter.unit);
    console.line(
        fmt::format("{}{}{}", padded(key, 40), padded(given, 32), console.say(parameter.zh, parameter.en)));
  }
  for (const auto& [rule, setting] : pack.rules) {
    if (setting.mode)
      console.line(padded(rule, 40) +
                   console.say(describe_value(*setting.mode).zh, describe_value(*setting.mode).en));
  }
  console.line(
      fmt::format(fmt::runtime(console.say("可采用  {} 项参数，{} 条规则", "GOOD  {} parameters, {} rules")),
                  pack.values.size(), pack.rules.size()));
}

Result<Exit> check(const CheckOptions& options, Console& console) {
  const auto text = read_input(options.file, PackText::kMax * 4);
  if (!text) return tl::unexpected(text.error());
  if (!PackText::parse(*text))
    return refuse(Reason::limit_text, options.file,
                  both("政策参数文本为 1 到 262144 个字符", "a pack of 1 to 262144 characters"));
  auto pack = read_sound_pack(*text);
  if (!pack) {
    pack.error().where = options.file + ", " + pack.error().where;
    return tl::unexpected(pack.error());
  }
  if (console.json) {
    console.line(to_json(PolicyView(std::make_shared<const Pack>(std::move(*pack)), std::nullopt, true)));
  } else {
    print_pack(*pack, console);
  }
  return Exit::done;
}

struct ListOptions {
  LedgerOptions ledger;
  std::string org;
  std::string at;
  std::string on;
};

/// Every policy of every organisation, in the order of the organisations and of their dates.
Result<Exit> list_all(const LedgerStore& store, std::uint64_t size, Console& console) {
  const View& view = kView<OrgPolicies>;
  std::optional<Refusal> damaged;
  auto done = store.parts(
      std::string(1, static_cast<char>(view.number)), size,
      [&](std::string_view key, std::string_view bytes) {
        const auto state = decode_row(view, bytes);
        if (!state) {
          damaged = state.error();
          return;
        }
        const std::string_view org = key.substr(2, static_cast<unsigned char>(key[1]));
        for (const Policy& policy : static_cast<const OrgPolicies*>(state->row.get())->policies) {
          console.line(console.json
                           ? fmt::format(R"({{"org":{},"policy":{}}})", json_string(org), to_json(policy))
                           : fmt::format("{}{}  {}  {}{}", padded(org, 20), policy.from.str(),
                                         padded(policy.position.str(), 10),
                                         padded(console.say(describe_value(policy.status).zh,
                                                            describe_value(policy.status).en),
                                                12),
                                         policy.title.value));
        }
      });
  if (!done) return tl::unexpected(done.error());
  if (damaged) return tl::unexpected(*damaged);
  return Exit::done;
}

Result<Exit> list_one(const LedgerStore& store, const OrgId& org, const When& when, Console& console) {
  const Date on = when.on;
  const Past facts(store, when);
  PolicyBook book;
  const auto policy = book.binding(facts, org.value, on);
  if (facts.failure()) return tl::unexpected(*facts.failure());
  if (!policy) return tl::unexpected(policy.error());
  if (policy->pack() == nullptr)
    return refuse(Reason::not_found, org.value,
                  both("{0} 没有生效的政策", "no policy in force on {0}", on.str()));
  if (console.json) {
    console.line(to_json(*policy));
  } else {
    console.line(fmt::format("{}  {}", console.say("位置", "position"), policy->position()->str()));
    print_pack(*policy->pack(), console);
  }
  return Exit::done;
}

Result<Exit> list(const ListOptions& options, Console& console) {
  const auto ledger = open_to_read(options.ledger, console);
  if (!ledger) return tl::unexpected(ledger.error());
  // Starting brings the rows up to the log's head.
  const auto sequencer = start_sequencer(*ledger->store, building_on(console, *ledger));
  if (!sequencer) return tl::unexpected(sequencer.error());
  console.progress("");
  const Viewer everybody;
  const auto when =
      Questions(*ledger->store, everybody, Sequencer::system_now()).when(options.at, options.on);
  if (!when) return tl::unexpected(when.error());
  if (options.org.empty()) return list_all(*ledger->store, when->size, console);
  const auto org = OrgId::parse(options.org);
  if (!org) return refuse(Reason::bad_id, "--org", options.org);
  return list_one(*ledger->store, *org, *when, console);
}

void add_check(CLI::App& policy, Console& console) {
  auto options = std::make_shared<CheckOptions>();
  auto& command = *policy.add_subcommand(
      "check", "检查政策参数文本 | Read a pack; a broken one is explained by line and key");
  command.add_option("FILE", options->file, "TOML 文件，- 为标准输入 | TOML file, - for standard input")
      ->required();
  on_command(command, console, options, &check);
}

void add_list(CLI::App& policy, Console& console) {
  auto options = std::make_shared<ListOptions>();
  auto& command = *policy.add_subcommand(
      "list", "账本中的政策 | Policies of a ledger, or the one that binds an organisation");
  add_ledger_options(command, options->ledger);
  command.add_option("--org", options->org, "对该组织生效的政策 | the one that binds this organisation");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &list);
}

}  // namespace

void add_policy(CLI::App& app, Console& console) {
  auto& policy = *app.add_subcommand("policy", "政策 | Policies");
  policy.require_subcommand(1);
  add_check(policy, console);
  add_list(policy, console);
}

}  // namespace tenure

// `tenure token new|revoke|list`: edits the tokens of a ledger, also of one that is being served.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "domain/words/nearest.h"
#include "ops/commands/commands.h"
#include "ops/commands/table.h"
#include "ops/commands/usage.h"
#include "server/access/tokens.h"
#include "server/sequencer/sequencer.h"
#include "server/tables/wording.h"
#include "storage/backup/manifest.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

struct TokenOptions {
  std::string data;
  std::vector<std::string> roles;
  std::string scope;
  std::string person;
  std::vector<std::string> classes;
  std::string note;
  std::int64_t days = 0;
  std::string id;
};

template <class T>
Result<std::optional<T>> optional_of(std::string_view option, const std::string& text) {
  if (text.empty()) return std::optional<T>();
  auto value = T::parse(text);
  if (!value) return refuse(T::kReason, std::string(option), text);
  return std::optional<T>(std::move(*value));
}

std::vector<Word> roles_to_give() {
  std::vector<Word> out = words_of_named(Description<Role>::kValues);
  std::erase_if(out, [](const Word& role) { return role.code == name(Role::public_); });
  return out;
}

/// The option was checked to be one of roles_to_give().
Role role_of(const std::string& text) {
  const auto& values = Description<Role>::kValues;
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const EnumValue& value) { return value.name == text; });
  return static_cast<Role>(found - values.begin());
}

Result<TokenGrant> grant_of(const TokenOptions& options) {
  TokenGrant out;
  auto scope = optional_of<OrgId>("--scope", options.scope);
  auto person = optional_of<PersonId>("--person", options.person);
  auto note = optional_of<ShortText>("--note", options.note);
  if (!scope) return tl::unexpected(scope.error());
  if (!person) return tl::unexpected(person.error());
  if (!note) return tl::unexpected(note.error());
  for (const std::string& role : options.roles) out.roles.push_back(role_of(role));
  for (const std::string& klass : options.classes) {
    auto code = confidentiality_class("--class", klass);
    if (!code) return tl::unexpected(code.error());
    out.classes.push_back(std::move(*code));
  }
  out.scope = std::move(*scope);
  out.person = std::move(*person);
  out.note = std::move(*note);
  if (options.days != 0) out.days = options.days;
  return out;
}

/// Tokens beside a ledger, never in a folder that holds none.
Result<void> is_ledger(const std::string& folder) {
  constexpr std::uint64_t kLedgerFileMax = 16 << 10;
  const auto file = read_file(*default_file_system(), folder + "/ledger.json", kLedgerFileMax);
  if (!file) return refuse(Reason::no_ledger, folder);
  return {};
}

Result<void> takes_tokens(const std::string& folder) {
  if (auto good = is_ledger(folder); !good) return good;
  if (is_backup(folder)) return refuse(Reason::is_backup, folder);
  return {};
}

Result<Exit> create(const TokenOptions& options, Console& console) {
  if (auto good = takes_tokens(options.data); !good) return tl::unexpected(good.error());
  const auto grant = grant_of(options);
  if (!grant) return tl::unexpected(grant.error());
  const auto made = TokenFile(options.data).create(*grant, Sequencer::system_now());
  if (!made) return tl::unexpected(made.error());
  if (console.json) {
    console.line(
        fmt::format(R"({{"token":{},"record":{}}})", json_string(made->text), to_json(made->record)));
    return Exit::done;
  }
  console.remark("令牌只显示这一次 | the token is shown this once");
  console.line(made->text);
  return Exit::done;
}

Result<Exit> revoke(const TokenOptions& options, Console& console) {
  if (auto good = takes_tokens(options.data); !good) return tl::unexpected(good.error());
  const auto done = TokenFile(options.data).revoke(options.id, Sequencer::system_now());
  if (!done) return tl::unexpected(done.error());
  console.remark("已吊销 | revoked");
  return Exit::done;
}

std::string state_of(const TokenRecord& token, Moment now, const Console& console) {
  if (token.revoked) return console.say("吊销", "revoked");
  return token.holds(now) ? console.say("有效", "in force") : console.say("过期", "expired");
}

Result<Exit> list(const TokenOptions& options, Console& console) {
  if (auto good = is_ledger(options.data); !good) return tl::unexpected(good.error());
  const auto tokens = TokenFile(options.data).list();
  if (!tokens) return tl::unexpected(tokens.error());
  const Moment now = Sequencer::system_now();
  Table table({console.say("编号", "id"), console.say("状态", "state"), console.say("角色", "roles"),
               console.say("组织范围", "scope"), console.say("有效期至", "expires"),
               console.say("备注", "note")});
  for (const TokenRecord& token : *tokens) {
    if (console.json) {
      console.line(to_json(token));
      continue;
    }
    std::string roles;
    for (const Role role : token.roles) {
      const EnumValue& label = describe_value(role);
      roles += (roles.empty() ? "" : console.say("、", ", ")) + console.say(label.zh, label.en);
    }
    table.row({token.id.value, state_of(token, now, console), roles, token.scope ? token.scope->value : "-",
               token.expires ? moment_text(token.expires->str(), console.language) : "-",
               token.note ? token.note->value : ""});
  }
  if (!console.json && !table.empty()) table.print(console);
  return Exit::done;
}

void add_data(CLI::App& command, TokenOptions& options) {
  command.add_option("--data", options.data, "账本目录 | The ledger's folder")->required();
}

void add_new(CLI::App& group, Console& console) {
  auto options = std::make_shared<TokenOptions>();
  auto& command = *group.add_subcommand("new", "签发令牌 | Make a token");
  add_data(command, *options);
  command.add_option("--role", options->roles, "角色，可重复 | Role; may repeat")
      ->required()
      ->allow_extra_args(false)
      ->check(one_of(roles_to_give()));
  command.add_option("--scope", options->scope, "组织范围 | Organisation at the top of what may be seen");
  command.add_option(
      "--person", options->person,
      "持有人；角色 subject 须写明，即本人 | Who holds it; of the role subject, whose own file it opens");
  command.add_option("--class", options->classes, "密级，可重复 | Restricted class; may repeat")
      ->allow_extra_args(false);
  command.add_option("--note", options->note, "备注 | What it is for");
  command.add_option("--days", options->days, "有效天数 | Days until it expires; without: until revoked");
  on_command(command, console, options, &create);
}

}  // namespace

void add_token(CLI::App& app, Console& console) {
  auto& group = *app.add_subcommand("token", "访问令牌 | Tokens for reading")->require_subcommand(1);
  add_new(group, console);

  auto revoking = std::make_shared<TokenOptions>();
  auto& revoke_command = *group.add_subcommand("revoke", "吊销令牌 | Revoke a token");
  add_data(revoke_command, *revoking);
  revoke_command.add_option("id", revoking->id, "令牌编号 | The token's id")->required();
  on_command(revoke_command, console, revoking, &revoke);

  auto listing = std::make_shared<TokenOptions>();
  auto& list_command = *group.add_subcommand("list", "列出令牌 | List the tokens");
  add_data(list_command, *listing);
  on_command(list_command, console, listing, &list);
}

}  // namespace tenure

// `tenure roster`: the people below an organisation with the offices that they hold, or the organisations
// directly below it, or whoever or whatever is found there, now or as of any past size, moment and date.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"

namespace tenure {
namespace {

struct RosterOptions {
  SourceOptions source;
  ShownAs shown;
  std::string org;
  std::string post;
  std::string text;
  std::string at;
  std::string on;
  bool orgs = false;
};

/// Every page as of the size and date of the first one: what is recorded meanwhile is not in the list.
Question question_of(const RosterOptions& options) {
  Question out{options.orgs ? "listOrgs" : "listPersons", Target(options.orgs ? "/v1/orgs" : "/v1/persons")};
  out.target.with(options.orgs ? "parent" : "org", options.org)
      .with("post", options.post)
      .with("q", options.text);
  // The first page says of which size and date the others are.
  out.at = options.at;
  out.on = options.on;
  out.org = options.org;
  out.is_list = true;
  out.is_dated = true;
  out.is_headed = false;
  if (!options.orgs) out.named = "name";
  return out;
}

Result<Exit> roster(const RosterOptions& options, Console& console) {
  if (options.orgs && !options.post.empty())
    return console.usage("--post 只用于人员名册", "--post is for people");
  if (options.org.empty() && options.text.empty())
    return console.usage("请以 --org 给出组织，或以 --q 查找",
                         "name an organisation with --org, or search with --q");
  return show(options.source, question_of(options), options.shown, console);
}

}  // namespace

void add_roster(CLI::App& app, Console& console) {
  auto options = std::make_shared<RosterOptions>();
  auto& command = *app.add_subcommand("roster", "名册 | Who is where; NDJSON with --json");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command
      .add_option("--org", options->org,
                  "组织；查找时可缺省 | The organisation at the top; a search needs none")
      ->check(value_of<OrgId>());
  command.add_option("--post", options->post, "职务 | Who holds this post");
  command.add_option("--q", options->text, kSearchHelp);
  add_when_options(command, options->at, options->on);
  command.add_flag("--orgs", options->orgs,
                   "组织而非人员：下级，与 --q 同用则查找各级 | Organisations, not people: those directly "
                   "below, or with --q "
                   "those found at any depth");
  on_command(command, console, options, &roster);
}

}  // namespace tenure

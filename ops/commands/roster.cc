// `tenure roster`: the people below an organisation with the offices that they hold, or the organisations
// directly below it, now or as of any past size, moment and date. `tenure person`: those who are found.
#include <fmt/format.h>

#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"

namespace tenure {
namespace {

constexpr std::string_view kPageLines = "1000";

struct RosterOptions {
  SourceOptions source;
  std::string org;
  std::string post;
  std::string text;
  std::string at;
  std::string on;
  bool orgs = false;
};

std::string offices_text(const Shown& person) {
  std::string out;
  for (const Shown& office : person.list("offices")) {
    out += fmt::format("{}{} ({}–)", out.empty() ? "" : ", ", office.text("post"), office.text("from"));
  }
  return out;
}

std::string table_line(const RosterOptions& options, const Shown& item) {
  if (options.orgs) {
    return padded(item.text("org"), 24) + padded(item.text("kind"), 14) + item.text("name");
  }
  return padded(item.text("org"), 24) + padded(item.text("person"), 20) + padded(item.text("name"), 12) +
         offices_text(item);
}

Target page_target(const RosterOptions& options, const std::string& at, const std::string& on,
                   const std::string& cursor) {
  Target out(options.orgs ? "/v1/orgs" : "/v1/persons");
  out.with(options.orgs ? "parent" : "org", options.org).with("post", options.post).with("q", options.text);
  out.with("at", at).with("on", on).with("limit", kPageLines).with("cursor", cursor);
  return out;
}

/// Every page as of the size and date of the first one: what is recorded meanwhile is not in the list.
Result<Exit> roster(const RosterOptions& options, Console& console) {
  if (options.orgs && !(options.post.empty() && options.text.empty())) {
    return console.usage("--post 和 --q 只用于人员名册", "--post and --q are for people");
  }
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  std::string at = options.at;
  std::string on = options.on;
  std::string cursor;
  do {
    const auto body = (*source)->get(page_target(options, at, on, cursor));
    if (!body) return tl::unexpected(body.error());
    const auto page = ParsedAnswer::parse(*body);
    if (!page) return tl::unexpected(page.error());
    for (const Shown& item : page->root().list("items")) {
      console.line(console.json ? item.text() : table_line(options, item));
    }
    at = page->root().text("size");
    on = page->root().text("on");
    cursor = page->root().text("next");
  } while (!cursor.empty());
  return Exit::done;
}

void add_when(CLI::App& command, RosterOptions& options) {
  command.add_option("--at", options.at, "当时所知：条数或时刻 | As known at: a tree size or a moment");
  command.add_option("--on", options.on, "所在日期 | As it was on: a date");
}

constexpr const char* kSearchHelp =
    "编号的开头、姓名或其一部分、拼音、首字母、身份证全号 | What the id begins with, a part of the name, its "
    "pinyin or "
    "initials, or the whole identity number";

}  // namespace

void add_person(CLI::App& app, Console& console) {
  auto options = std::make_shared<RosterOptions>();
  auto& command = *app.add_subcommand("person", "查人 | Find a person; NDJSON with --json");
  add_source_options(command, options->source);
  command.add_option("--q", options->text, kSearchHelp)->required();
  command.add_option("--org", options->org,
                     "组织及其下级，缺省为全部 | At or below an organisation; else anywhere");
  add_when(command, *options);
  on_command(command, console, options, &roster);
}

void add_roster(CLI::App& app, Console& console) {
  auto options = std::make_shared<RosterOptions>();
  auto& command = *app.add_subcommand("roster", "名册 | Who is where; NDJSON with --json");
  add_source_options(command, options->source);
  command.add_option("--org", options->org, "组织 | The organisation at the top")->required();
  command.add_option("--post", options->post, "职务 | Who holds this post");
  command.add_option("--q", options->text, kSearchHelp);
  add_when(command, *options);
  command.add_flag("--orgs", options->orgs, "下级组织而非人员 | The organisations directly below");
  on_command(command, console, options, &roster);
}

}  // namespace tenure

// `tenure roster`: the people below an organisation with the offices that they hold, or the organisations
// directly below it, now or as of any past size, moment and date. `tenure person`: those who are found.
#include <fmt/format.h>

#include <algorithm>

#include "domain/registry/rows.h"
#include "domain/tenure/rows.h"
#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "ops/commands/wording.h"

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

bool rests_on(const Shown& office, const std::string& on) {
  const auto rests = office.list("rests");
  return std::ranges::any_of(rests, [&](const Shown& rest) {
    return rest.text("from") <= on && (!rest.has("until") || on < rest.text("until"));
  });
}

/// "书记（代理）2024-03-01 起"
std::string office_text(const Wording& wording, const Shown& office, const std::string& on) {
  std::string marks;
  const auto mark = [&](bool holds, std::string_view zh, std::string_view en) {
    if (holds) marks += (marks.empty() ? "" : wording.say("、", ", ")) + wording.say(zh, en);
  };
  mark(office.text("acting") == "true", "代理", "acting");
  mark(office.text("concurrent") == "true", "兼任", "concurrent");
  mark(rests_on(office, on), "停职", "suspended");
  if (!marks.empty()) marks = fmt::format(fmt::runtime(wording.say("（{}）", " ({})")), marks);
  const std::string post = wording.word(field_named<Office>("post"), office.text("post"));
  const std::string from = wording.day(office.text("from"), office.text("precision"));
  return fmt::format(fmt::runtime(wording.say("{}{} {} 起", "{}{} since {}")), post, marks, from);
}

std::vector<std::string> cells_of(const RosterOptions& options, const Wording& wording, const Shown& item,
                                  const std::string& on) {
  if (options.orgs)
    return {item.text("org"), wording.word(field_named<OrgRow>("kind"), item.text("kind")),
            item.text("name")};
  std::string offices;
  for (const Shown& office : item.list("offices"))
    offices += (offices.empty() ? "" : wording.say("；", "; ")) + office_text(wording, office, on);
  return {wording.named(Subject{SubjectKind::org, item.text("org")}), item.text("person"), item.text("name"),
          offices};
}

Table make_table(const RosterOptions& options, const Wording& wording) {
  if (options.orgs)
    return Table({wording.say("编号", "id"), wording.say("类别", "kind"), wording.say("名称", "name")});
  return Table({wording.say("组织", "organisation"), wording.say("编号", "id"), wording.say("姓名", "name"),
                wording.say("职务", "offices")});
}

/// One page, in a table of its own: the headings stand above the first one.
Result<void> print_page(const RosterOptions& options, Wording& wording, const Shown& page, bool first,
                        Console& console) {
  const std::string on = page.text("on");
  std::set<Subject> orgs;
  for (const Shown& item : page.list("items")) orgs.insert({SubjectKind::org, item.text("org")});
  if (auto asked = wording.learn_names(orgs); !asked) return asked;
  Table table = make_table(options, wording);
  bool sealed = false;
  for (const Shown& item : page.list("items")) {
    sealed = sealed || !item.has("name");
    table.row(cells_of(options, wording, item, on));
  }
  table.print(console, first);
  if (sealed && !options.orgs) wording.remark_hidden();
  return {};
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
  Wording wording(**source, console);
  if (!console.json) {
    if (auto learnt = wording.learn_words_of(options.org); !learnt) return tl::unexpected(learnt.error());
  }
  bool first = true;
  do {
    const auto body = (*source)->get(page_target(options, at, on, cursor));
    if (!body) return tl::unexpected(body.error());
    const auto page = ParsedAnswer::parse(*body);
    if (!page) return tl::unexpected(page.error());
    if (console.json) {
      for (const Shown& item : page->root().list("items")) console.line(item.text());
    } else if (auto done = print_page(options, wording, page->root(), first, console); !done) {
      return tl::unexpected(done.error());
    }
    first = false;
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

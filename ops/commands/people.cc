// `tenure person`: who is found by id, name, pinyin, initials or identity number; and of one alone their
// file.
#include "ops/commands/people.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"

namespace tenure {
namespace {

struct PersonOptions {
  SourceOptions source;
  ShownAs shown;
  std::string who;
  std::string text;
  std::string org;
  std::string at;
  std::string on;
};

Question search(const PersonOptions& options, const std::string& text) {
  Question out{"listPersons", Target("/v1/persons"), options.at, options.on};
  out.target.with("org", options.org).with("q", text);
  out.is_list = true;
  out.is_dated = true;
  out.is_headed = false;
  out.named = "name";
  return out;
}

/// The id of whoever is meant: the one of that id, else the one who is found alone.
Result<std::optional<std::string>> one_meant(Source& source, const PersonOptions& options) {
  const Question question = search(options, options.who);
  Target target = question.target;
  const auto body = source.get(target.with("at", options.at).with("on", options.on));
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  std::set<std::string> found;
  for (const Shown& item : answer->root().list("items")) found.insert(item.text("person"));
  if (found.contains(options.who)) return std::optional(options.who);
  if (found.empty()) return refuse(Reason::not_found, "person", options.who);
  return found.size() == 1 ? std::optional(*found.begin()) : std::nullopt;
}

Result<Exit> show_one(const PersonOptions& options, Console& console) {
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  const auto person = one_meant(**source, options);
  if (!person) return tl::unexpected(person.error());
  if (!*person && console.json)
    return refuse(Reason::bad_value, "person",
                  both("找到不止一人：请用编号，或用 --q 列出",
                       "more than one is found; name one by the id, or list them with --q"));
  if (!*person) {
    console.remark("不止一人，请以编号指明 | more than one; name one by the id");
    return show(**source, search(options, options.who), options.shown, console);
  }
  Question question{"getPerson", Target("/v1/persons"), options.at, options.on};
  question.target.segment(**person);
  return show(**source, question, options.shown, console);
}

Result<Exit> person(const PersonOptions& options, Console& console) {
  if (options.who.empty() == options.text.empty())
    return console.usage("请给出编号或姓名，或以 --q 查找",
                         "name a person by id or name, or search with --q");
  if (!options.text.empty())
    return show(options.source, search(options, options.text), options.shown, console);
  return show_one(options, console);
}

}  // namespace

void add_when_options(CLI::App& command, std::string& at, std::string& on) {
  command.add_option("--at", at, "当时所知：条数或时刻 | As known at: a tree size or a moment");
  command.add_option("--on", on, "所在日期 | As it was on: a date");
}

void add_person(CLI::App& app, Console& console) {
  auto options = std::make_shared<PersonOptions>();
  auto& command = *app.add_subcommand(
      "person",
      "查人，只有一人时列出档案 | Find a person, and of one alone the file; NDJSON with --q and --json");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("who", options->who, "编号或姓名 | Id or name");
  command.add_option("--q", options->text, kSearchHelp);
  command.add_option("--org", options->org,
                     "组织及其下级，缺省为全部 | At or below an organisation; else anywhere");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &person);
}

}  // namespace tenure

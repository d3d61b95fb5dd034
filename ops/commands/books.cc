// `tenure books`: the village's own books of some days, and what is owed, by age.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"

namespace tenure {
namespace {

struct BooksOptions {
  SourceOptions source;
  ShownAs shown;
  std::string org;
  std::string from;
  std::string until;
  bool counterparties = false;
  std::string at;
  std::string on;
};

Result<Exit> books(const BooksOptions& options, Console& console) {
  if (options.counterparties) {
    Question question{"listCounterparties", Target("/v1/books"), options.at, options.on};
    question.target.segment(options.org).segment("counterparties");
    return show(options.source, question, options.shown, console);
  }
  Question question{"getBooks", Target("/v1/books"), options.at, options.on};
  question.target.segment(options.org).with("from", options.from).with("until", options.until);
  return show(options.source, question, options.shown, console);
}

}  // namespace

void add_books(CLI::App& app, Console& console) {
  auto options = std::make_shared<BooksOptions>();
  auto& command = *app.add_subcommand(
      "books", "集体账簿：科目余额、核对、账龄 | The village's books: balances, checks, age of debts");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("org", options->org, "组织编号 | The organisation's id")
      ->required()
      ->check(value_of<OrgId>());
  command.add_option("--from", options->from,
                     "首日，缺省为当年 1 月 1 日 | First day; 1 January when absent");
  command.add_option("--until", options->until,
                     "末日，缺省为所问日期 | Last day; the date asked of when absent");
  command.add_flag("--counterparties", options->counterparties,
                   "债权债务余额和账龄 | What others owe and are owed, by age");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &books);
}

}  // namespace tenure

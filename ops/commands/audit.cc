// `tenure audit`: an economic-responsibility audit of a person's time in office or of an organisation, or of
// each person who left.
#include <fmt/ranges.h>

#include "domain/audit/lead.h"
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"

namespace tenure {
namespace {

struct AuditOptions {
  SourceOptions source;
  ShownAs shown;
  std::string kind = "departure";
  std::string person;
  std::string org;
  std::string from;
  std::string until;
  std::vector<std::string> tests;
  std::string parameters;
  std::string classes;
  bool all = false;
  std::string at;
  std::string on;
};

Result<Exit> audit(const AuditOptions& options, Console& console) {
  if (options.person.empty() && options.org.empty())
    return console.usage("请用 --person 或 --org 指明审计谁。见 tenure audit --help",
                         "say whom to audit with --person or --org. See tenure audit --help");
  Question question{"getAudit", Target("/v1/audits"), options.at, options.on, options.org};
  question.target.segment(options.kind)
      .with("person", options.person)
      .with("org", options.org)
      .with("from", options.from)
      .with("until", options.until)
      .with("tests", fmt::format("{}", fmt::join(options.tests, ",")))
      .with("parameters", options.parameters)
      .with("classes", options.classes)
      .with("all", options.all ? "true" : "");
  return show(options.source, question, options.shown, console);
}

}  // namespace

void add_audit(CLI::App& app, Console& console) {
  auto options = std::make_shared<AuditOptions>();
  auto& command = *app.add_subcommand(
      "audit",
      "经济责任审计：疑点及其说明 | An economic-responsibility audit: leads, and what explains them");
  add_source_options(command, options->source);
  add_format_options(command, options->shown, {"bundle"});
  command
      .add_option("--kind", options->kind,
                  "类别：mid_term、term、departure、pre_pension、special | Kind of audit")
      ->check(one_of(words_in(vocabularies_named("audit_kind"))));
  command.add_option("--person", options->person, "被审计人 | The auditee");
  command.add_option("--org", options->org, "被审计组织 | The organisation");
  command.add_option("--from", options->from, "审计期间起 | First day");
  command.add_option("--until", options->until, "审计期间止 | Last day");
  command.add_flag("--all", options->all,
                   "组织及其下级期间内离任的每一人 | Each person who left the organisation or one below it");
  std::vector<Word> tests;
  for (const LeadTest& test : lead_tests()) tests.push_back({test.id, test.zh, test.en});
  command.add_option("--tests", options->tests, "检验编号，逗号分隔 | Ids of tests, with commas")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(one_of(std::move(tests)));
  command.add_option(
      "--parameters", options->parameters,
      "本次检验自定的阈值，如 audit = { near_days = 14, round_least = 5 } | This run's own thresholds");
  command.add_option(
      "--classes", options->classes,
      "所涵盖的密级，逗号分隔；ordinary 为不含密级文书 | Restricted classes that it covers, with commas; "
      "ordinary: none");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &audit);
}

}  // namespace tenure

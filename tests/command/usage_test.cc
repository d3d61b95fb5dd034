// How the command is called, and what it says of itself.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

TEST(CommandUsage, NothingAndTheUnknownAreUsage) {
  const Desk desk;
  EXPECT_EQ(desk.tenure({}).exit, 2);
  EXPECT_EQ(desk.tenure({"governor"}).exit, 2);
  EXPECT_EQ(desk.tenure({"act"}).exit, 2);
  EXPECT_EQ(desk.tenure({"status"}).exit, 2) << "--data is missing";
  EXPECT_EQ(desk.tenure({"status", "--data", "ledger", "--colour"}).exit, 2);
}

TEST(CommandUsage, WhatIsUnknownIsNamedAndTheNearestIsOffered) {
  const Desk desk;
  const auto says = [&](const std::vector<std::string>& arguments) {
    const Ran ran = desk.tenure(arguments);
    EXPECT_EQ(ran.exit, 2);
    EXPECT_EQ(ran.out, "");
    return ran.err;
  };
  EXPECT_EQ(
      says({"rooster"}),
      "tenure 没有“rooster”，是否指 roster？见 tenure --help\ntenure knows no \"rooster\", did you mean "
      "roster? See tenure --help\n");
  EXPECT_NE(says({"--lang", "en", "rooster"}).find("rooster"), std::string::npos)
      << "what an option takes is no subcommand";
  EXPECT_EQ(says({"xyz", "--help"}),
            "tenure 没有“xyz”。见 tenure --help\ntenure knows no \"xyz\". See tenure --help\n");
  EXPECT_EQ(
      says({"act", "sing"}),
      "tenure act 没有“sing”，是否指 sign？见 tenure act --help\ntenure act knows no \"sing\", did you mean "
      "sign? See tenure act --help\n");
  EXPECT_EQ(
      says({"status", "--data", "ledger", "--jsn"}),
      "tenure status 没有“--jsn”，是否指 --json？见 tenure status --help\ntenure status knows no \"--jsn\", "
      "did you mean --json? See tenure status --help\n");
}

TEST(CommandUsage, AWordThatAnOptionDoesNotTakeIsAnsweredWithTheNearest) {
  const Desk desk;
  desk.open_ledger();
  struct Slip {
    std::vector<std::string> arguments;
    const char* meant;
    const char* label;
  };
  const Slip slips[] = {
      {{"token", "new", "--data", "ledger", "--role", "审计员"}, "auditor", "审计员"},
      {{"token", "new", "--data", "ledger", "--role", "auditr"}, "auditor", "审计员"},
      {{"token", "new", "--data", "ledger", "--role", "auditor", "--class", "disciplin"},
       "discipline",
       "纪律审查"},
      {{"act", "new", "--data", "ledger", "--authority", "o-county", "--class", "纪律审查和问题线索"},
       "discipline",
       "纪律审查"},
      {{"act", "new", "--data", "ledger", "--authority", "o-county", "--expects", "person/p-1/任职=1.0"},
       "tenure",
       "任职"},
      {{"act", "new", "--data", "ledger", "--authority", "o-county", "--expects", "person/p-1/tenur=1.0"},
       "tenure",
       "任职"},
      {{"import", "--template", "任职履历"}, "offices", "任职履历"},
      {{"demo", "--data", "new", "--locality", "平阳"}, "PY", "平阳"},
      {{"roster", "--data", "ledger", "--org", "o-county", "--format", "xslx"}, "xlsx", ""},
      {{"events", "--data", "ledger", "--type", "书记任职"}, "SecretaryAppointed", ""},
      {{"alerts", "--data", "ledger", "--org", "o-county", "--rule", "alert.annual_excelent"},
       "alert.annual_excellent",
       ""},
      {{"init", "--data", "new", "--unencrypted", "--origin", "county.example/tenure", "--root-key",
        "root.key", "--authority", "o-a", "--authority-name", "县委", "--pack", "平阳"},
       "pingyang",
       "平阳"}};
  for (const Slip& slip : slips) {
    const Ran ran = desk.tenure(slip.arguments);
    EXPECT_NE(ran.exit, 0) << slip.arguments[0];
    EXPECT_NE(ran.err.find(slip.meant), std::string::npos) << slip.meant << ": " << ran.err;
    EXPECT_NE(ran.err.find(slip.label), std::string::npos) << slip.label << ": " << ran.err;
  }
}

TEST(CommandUsage, EveryRefusalIsALineInChineseAndBelowItOneInEnglish) {
  const Desk desk;
  desk.open_ledger();
  const std::vector<std::string> refused[] = {
      {"rooster"},
      {"status", "--data", "nowhere"},
      {"verify", "--receipt", "nowhere", "--log-key", "a+b"},
      {"tiles", "--data", "nowhere", "--out", "site"},
      {"init", "--data", "ledger", "--unencrypted", "--origin", "a/b", "--root-key", "root.key",
       "--authority", "o-a", "--authority-name", "县委"},
      {"token", "new", "--data", "ledger", "--role", "auditr"},
      {"stats", "stat.nothing", "--data", "ledger", "--org", "o-county"}};
  for (const auto& arguments : refused) {
    const Ran ran = desk.tenure(arguments);
    EXPECT_NE(ran.exit, 0) << arguments[0];
    EXPECT_EQ(ran.err.find(" | "), std::string::npos) << arguments[0] << ": " << ran.err;
    const auto said = lines(ran.err);
    ASSERT_GE(said.size(), 2U) << arguments[0];
    EXPECT_NE(said[0].find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9"), std::string::npos) << said[0];
    EXPECT_EQ(said[1].find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9"), std::string::npos) << said[1];
  }
}

TEST(CommandUsage, WhatIsMissingIsNamed) {
  const Desk desk;
  EXPECT_EQ(
      desk.tenure({}).err,
      "tenure 之后缺少子命令。见 tenure --help\na subcommand of tenure is missing. See tenure --help\n");
  EXPECT_EQ(desk.tenure({"act"}).err,
            "tenure act 之后缺少子命令。见 tenure act --help\na subcommand of tenure act is missing. See "
            "tenure act "
            "--help\n");
  EXPECT_EQ(
      desk.tenure({"diff", "--data", "ledger"}).err,
      "缺少 --subject 或 --org。见 tenure diff --help\ngive --subject or --org. See tenure diff --help\n");
  EXPECT_EQ(desk.tenure({"diff", "--data", "ledger", "--subject", "org/o-a", "--org", "o-a"}).err,
            "只能给出其一 --subject 或 --org。见 tenure diff --help\n"
            "give only one of --subject or --org. See tenure diff --help\n");
}

/// How each command is called rightly, but for what is asked of a server or written. The subcommands of those
/// that have some.
const std::map<std::string, std::vector<std::string>> kCalls = {
    {"init", {}},
    {"key", {"new", "show"}},
    {"act", {"new", "sign", "check", "submit"}},
    {"import", {"--template", "offices"}},
    {"events", {"--data", "ledger"}},
    {"status", {"--data", "ledger"}},
    {"roster", {"--data", "ledger", "--org", "o-county"}},
    {"person", {"p-1", "--data", "ledger"}},
    {"alerts", {"--data", "ledger", "--org", "o-county"}},
    {"flags", {"--data", "ledger"}},
    {"pay", {"p-1", "--data", "ledger"}},
    {"books", {"o-village", "--data", "ledger"}},
    {"eligibility", {"elig.departure_subsidy", "p-1", "--data", "ledger"}},
    {"draft", {"new", "list", "show", "sign"}},
    {"stats", {"stat.people", "--data", "ledger", "--org", "o-county"}},
    {"report", {"rpt.roster_structure", "--data", "ledger", "--org", "o-county"}},
    {"compute", {"calc.tenure_years", "--data", "ledger", "--subject", "p-1"}},
    {"diff", {"--data", "ledger", "--subject", "org/o-county"}},
    {"review", {"1.0", "--data", "ledger"}},
    {"audit", {"--data", "ledger", "--org", "o-county"}},
    {"verify", {"--data", "ledger"}},
    {"replay", {"--data", "ledger", "--from", "2024-01-01"}},
    {"backup", {"--data", "ledger", "--out", "copy"}},
    {"restore", {"--from", "copy", "--data", "restored"}},
    {"schema", {}},
    {"policy", {"check", "list", "try"}},
    {"tiles", {"--data", "ledger", "--out", "site"}},
    {"serve", {"--data", "ledger"}},
    {"token", {"new", "revoke", "list"}},
    {"demo", {}}};
/// Options whose text is not free, in whatever command they stand.
const std::set<std::string> kTyped = {
    "--at",    "--on",    "--from", "--until", "--org",       "--person",     "--year",  "--post",
    "--area",  "--type",  "--kind", "--tests", "--limit",     "--speed",      "--topic", "--subject",
    "--class", "--scope", "--days", "--role",  "--from-size", "--until-size", "--format"};

/// What stands in the first column of a part of a command's help.
std::vector<std::string> named_in(const std::string& help, char begin) {
  std::vector<std::string> out;
  for (const std::string& line : lines(help)) {
    if (line.starts_with("  ") && line.size() > 2 && line[2] == begin)
      out.push_back(line.substr(2, line.find_first_of(" ,\n", 2) - 2));
  }
  return out;
}

TEST(CommandUsage, WhatAnOptionDoesNotTakeIsUsageInEveryCommand) {
  const Desk desk;
  desk.open_ledger();
  std::set<std::string> commands;
  std::size_t tried = 0;
  for (const std::string& line : lines(desk.must({"--help"}))) {
    if (line.starts_with("  ") && line.size() > 2 && std::islower(line[2]) != 0)
      commands.insert(line.substr(2, line.find(' ', 2) - 2));
  }
  std::set<std::string> known;
  for (const auto& [command, call] : kCalls) known.insert(command);
  EXPECT_EQ(commands, known) << "a new command has a row here";
  for (const auto& [command, call] : kCalls) {
    std::vector<std::string> asking = {command};
    asking.insert(asking.end(), call.begin(), call.end());
    for (const std::string& option : named_in(desk.must({command, "--help"}), '-')) {
      // A backup's --from is a folder.
      if (!kTyped.contains(option) || command == "restore") continue;
      std::vector<std::string> arguments = asking;
      const auto given = std::ranges::find(arguments, option);
      if (given != arguments.end()) arguments.erase(given, given + 2);
      arguments.push_back(option + "=?!");
      const Ran ran = desk.tenure(arguments);
      EXPECT_EQ(ran.exit, 2) << command << " " << option << ": " << ran.out << ran.err;
      EXPECT_NE(ran.err.find("--help"), std::string::npos) << command << " " << option << ": " << ran.err;
      ++tried;
    }
  }
  EXPECT_GT(tried, 40U);
}

TEST(CommandUsage, WhatAnArgumentDoesNotTakeIsUsageAndSaysWhatIsExpected) {
  const Desk desk;
  desk.open_ledger();
  struct Wrong {
    std::vector<std::string> arguments;
    const char* zh;
    const char* en;
  };
  const Wrong wrong[] = {
      {{"audit"}, "--person 或 --org", "--person or --org"},
      {{"audit", "--org", "o-county", "--kind", "离任"}, "departure（离任审计）", "departure (Departure)"},
      {{"audit", "--org", "o-county", "--tests", "A3,Z9"}, "A9（", "A9 ("},
      {{"audit", "--org", "o-county", "--parameters", "audit.near=1"}, "没有这个键", "no such key"},
      {{"audit", "--org", "o-county", "--from", "2024-02-01", "--until", "2024-01-01"}, "早于", "before"},
      {{"review", "x"}, "应如 12.0", "as 12.0"},
      {{"review", "1.x"}, "应如 12.0", "as 12.0"},
      {{"books", "村"}, "标识不合规则", "An id matches"},
      {{"pay", "p 1"}, "标识不合规则", "An id matches"},
      {{"compute", "calc.tenure_years", "--subject", "村"}, "标识不合规则", "An id matches"},
      {{"roster", "--orgs", "--org", "村"}, "标识不合规则", "An id matches"},
      {{"token", "new", "--role", "auditor", "--scope", "村"}, "标识不合规则", "An id matches"},
      {{"policy", "list", "--org", "村"}, "标识不合规则", "An id matches"}};
  for (const Wrong& each : wrong) {
    auto arguments = each.arguments;
    arguments.insert(arguments.end(), {"--data", "ledger"});
    const Ran ran = desk.tenure(arguments);
    EXPECT_EQ(ran.exit, 2) << each.arguments[0] << ran.err;
    EXPECT_NE(ran.err.find(each.zh), std::string::npos) << each.arguments[0] << ": " << ran.err;
    EXPECT_NE(ran.err.find(each.en), std::string::npos) << each.arguments[0] << ": " << ran.err;
  }
  EXPECT_EQ(desk.tenure({"review", "900", "--data", "ledger"}).exit, 1) << "well said, and not there";
  EXPECT_EQ(desk.tenure({"books", "o-nowhere", "--data", "ledger"}).exit, 1);
}

TEST(CommandUsage, HelpNamesEachFormat) {
  const Desk desk;
  EXPECT_NE(desk.must({"audit", "--help"}).find("bundle"), std::string::npos);
  EXPECT_NE(desk.must({"review", "--help"}).find("bundle"), std::string::npos);
  EXPECT_EQ(desk.must({"roster", "--help"}).find("bundle"), std::string::npos);
}

TEST(CommandUsage, HelpIsInBothLanguages) {
  const Desk desk;
  const Ran ran = desk.tenure({"--help"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("开立账本"), std::string::npos);
  EXPECT_NE(ran.out.find("Open a new ledger"), std::string::npos);
}

TEST(CommandSchema, IsJsonAndTheReferenceIsMarkdown) {
  const Desk desk;
  const std::string schema = desk.must({"schema"});
  EXPECT_TRUE(is_json(schema));
  EXPECT_NE(schema.find("SecretaryAppointed"), std::string::npos);
  EXPECT_TRUE(desk.must({"schema", "--reference"}).starts_with("# "));
}

}  // namespace
}  // namespace tenure::testing

// How the command is called, and what it says of itself.
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

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
      "tenure 没有“rooster”，是否指 roster？见 tenure --help | tenure knows no \"rooster\", did you mean "
      "roster? See tenure --help\n");
  EXPECT_NE(says({"--lang", "en", "rooster"}).find("rooster"), std::string::npos)
      << "what an option takes is no subcommand";
  EXPECT_EQ(says({"xyz", "--help"}),
            "tenure 没有“xyz”。见 tenure --help | tenure knows no \"xyz\". See tenure --help\n");
  EXPECT_EQ(
      says({"act", "sing"}),
      "tenure act 没有“sing”，是否指 sign？见 tenure act --help | tenure act knows no \"sing\", did you mean "
      "sign? See tenure act --help\n");
  EXPECT_EQ(
      says({"status", "--data", "ledger", "--jsn"}),
      "tenure status 没有“--jsn”，是否指 --json？见 tenure status --help | tenure status knows no \"--jsn\", "
      "did you mean --json? See tenure status --help\n");
}

TEST(CommandUsage, WhatIsMissingIsNamed) {
  const Desk desk;
  EXPECT_EQ(
      desk.tenure({}).err,
      "tenure 之后缺少子命令。见 tenure --help | a subcommand of tenure is missing. See tenure --help\n");
  EXPECT_EQ(desk.tenure({"act"}).err,
            "tenure act 之后缺少子命令。见 tenure act --help | a subcommand of tenure act is missing. See "
            "tenure act "
            "--help\n");
  EXPECT_EQ(desk.tenure({"diff", "--data", "ledger"}).err.find("缺少 "), 0U);
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

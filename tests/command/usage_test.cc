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

// `tenure init`: a whole ledger or nothing.
#include <filesystem>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> init(const std::vector<std::string>& more = {}) {
  std::vector<std::string> out = {"init", "--json"};
  out.insert(out.end(), kLedgerArguments.begin(), kLedgerArguments.end());
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

TEST(CommandInit, OpensALedgerThatStatusKnows) {
  const Desk desk;
  desk.make_key("root.key");
  const std::string made = desk.must(init());
  EXPECT_TRUE(member(made, "ledger").starts_with("county.example/tenure#"));
  EXPECT_TRUE(member(made, "receipt").starts_with("c2sp.org/tlog-proof@v1\nindex 0\n"));
  const std::string status = desk.must({"status", "--data", "ledger", "--json"});
  EXPECT_EQ(member(status, "ledger"), member(made, "ledger"));
  EXPECT_EQ(member(status, "log_key"), member(made, "log_key"));
  EXPECT_EQ(member(status, "size"), "1");
  EXPECT_EQ(member(status, "clock"), "system");
}

TEST(CommandInit, EmptyFolderAndTrailingSlashAreFine) {
  const Desk desk;
  desk.make_key("root.key");
  fs::create_directory(desk / "ledger");
  EXPECT_EQ(desk.tenure(init({"--data", "ledger/"})).exit, 2) << "--data twice";
  EXPECT_EQ(desk.tenure(init()).exit, 0);
}

TEST(CommandInit, FolderWithSomethingInItIsLeftAlone) {
  const Desk desk;
  desk.open_ledger();
  const std::string before = desk.must({"status", "--data", "ledger", "--json"});
  const Ran again = desk.tenure(init());
  EXPECT_EQ(again.exit, 1);
  EXPECT_EQ(member(again.out, "type"), "urn:tenure:problem:exists");
  EXPECT_EQ(desk.must({"status", "--data", "ledger", "--json"}), before);
}

TEST(CommandInit, RefusedGenesisLeavesNothingAndCanBeRepeated) {
  const Desk desk;
  desk.make_key("root.key");
  const Ran refused = desk.tenure(init({"--root-threshold", "2"}));
  EXPECT_EQ(refused.exit, 1);
  EXPECT_TRUE(is_json(refused.out));
  EXPECT_FALSE(fs::exists(desk / "ledger"));
  EXPECT_FALSE(fs::exists(desk / "ledger.new"));
  EXPECT_EQ(desk.tenure(init()).exit, 0);
}

TEST(CommandInit, LeftoverOfAnInterruptedOneIsNamed) {
  const Desk desk;
  desk.make_key("root.key");
  fs::create_directory(desk / "ledger.new");
  const Ran refused = desk.tenure(init());
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(member(refused.out, "where"), "ledger.new");
}

TEST(CommandInit, RootKeyIsDemanded) {
  const Desk desk;
  EXPECT_EQ(desk.tenure({"init", "--data", "ledger", "--unencrypted", "--origin", "county.example/tenure",
                         "--authority", "o-county", "--authority-name", "县委"})
                .exit,
            2);
}

TEST(CommandInit, SeveralRootKeysSignTogether) {
  const Desk desk;
  desk.make_key("root.key");
  desk.make_key("second.key");
  desk.must(init({"--root-key", "second.key", "--root-threshold", "2", "--clock", "simulated"}));
  const std::string status = desk.must({"status", "--data", "ledger", "--json"});
  EXPECT_EQ(member(status, "root_threshold"), "2");
  EXPECT_EQ(member(status, "clock"), "simulated");
  EXPECT_NE(status.find(lines(desk.must({"key", "show", "second.key", "--id"})).front()), std::string::npos);
}

TEST(CommandInit, SimulatedClockOpensWhenItIsAskedTo) {
  const Desk desk;
  desk.make_key("root.key");
  const Ran real = desk.tenure(init({"--opened-at", "2024-01-01T00:00:00Z"}));
  EXPECT_EQ(real.exit, 1) << "a real clock says when";
  EXPECT_EQ(member(real.out, "where"), "--opened-at");
  const Ran bad = desk.tenure(init({"--clock", "simulated", "--opened-at", "yesterday"}));
  EXPECT_EQ(bad.exit, 1);
  EXPECT_EQ(member(bad.out, "type"), "urn:tenure:problem:bad_moment");
  const std::string made = desk.must(init({"--clock", "simulated", "--opened-at", "2024-01-01T00:00:00Z"}));
  EXPECT_EQ(member(made, "recorded_at"), "2024-01-01T00:00:00.000000Z");
  desk.must({"verify", "--data", "ledger"});
}

TEST(CommandInit, KeysUnderAPassphraseOpenWithItAlone) {
  const Desk desk;
  desk.make_key("root.key");
  write_text(desk / "right", "correct horse\n");
  desk.must({"init", "--data", "ledger", "--passphrase-file", "right", "--origin", "county.example/tenure",
             "--root-key", "root.key", "--authority", "o-county", "--authority-name", "县委"});
  EXPECT_EQ(desk.tenure({"status", "--data", "ledger"}).exit, 1);
  EXPECT_EQ(desk.tenure({"status", "--data", "ledger", "--passphrase-file", "right"}).exit, 0);
}

}  // namespace
}  // namespace tenure::testing

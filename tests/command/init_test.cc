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

const std::vector<std::string> kNewKeys = {"init",
                                           "--data",
                                           "county",
                                           "--unencrypted",
                                           "--origin",
                                           "county.example/tenure",
                                           "--unencrypted-root-keys",
                                           "--new-root-key",
                                           "r1.key",
                                           "--new-root-key",
                                           "r2.key",
                                           "--new-root-key",
                                           "r3.key",
                                           "--authority",
                                           "o-county",
                                           "--authority-name",
                                           "县委组织部"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(CommandInit, NewRootKeysSignByMoreThanHalf) {
  const Desk desk;
  desk.must(kNewKeys);
  const std::string status = desk.must({"status", "--data", "county", "--json"});
  EXPECT_EQ(member(status, "root_threshold"), "2");
  for (const char* file : {"r1.key", "r2.key", "r3.key"})
    EXPECT_NE(status.find(lines(desk.must({"key", "show", file, "--id"})).front()), std::string::npos);
}

TEST(CommandInit, AFaultInItsSheetsLeavesNothing) {
  const Desk desk;
  write_text(desk / "register.csv",
             "登记日期,组织,组织类别,姓名\n2016-01-04,东村,村,\n2016-13-01,东村,,张三\n");
  const Ran refused = desk.tenure(with(kNewKeys, {"--register", "register.csv", "--transcriber", "p-1"}));
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find("A3"), std::string::npos) << refused.out;
  for (const char* left : {"county", "county.new", "r1.key"}) EXPECT_FALSE(fs::exists(desk / left)) << left;
  write_text(desk / "register.csv",
             "登记日期,组织,组织类别,姓名\n2016-01-04,东村,村,\n2016-12-01,东村,,张三\n");
  const Ran made = desk.tenure(
      with(kNewKeys, {"--register", "register.csv", "--transcriber", "p-1", "--pack", "haixing"}));
  EXPECT_EQ(made.exit, 0) << made.err;
  EXPECT_EQ(member(desk.must({"status", "--data", "county", "--json"}), "size"), "3");
}

TEST(CommandInit, TheGuideAsksAgainUntilAnAnswerWillDo) {
  const Desk desk;
  const std::string answers =
      "county\nhttps://no.example\ncounty.example/"
      "tenure\n\n县委组织部\nr1.key\nr1.key\nr2.key\nr3.key\nnowhere\n"
      "pingyang\nnone\nnone\n";
  const Ran guided = desk.tenure({"init", "--guide", "--unencrypted", "--unencrypted-root-keys"}, answers);
  EXPECT_EQ(guided.exit, 0) << guided.err;
  EXPECT_NE(guided.err.find("写主机名和路径"), std::string::npos) << guided.err;
  EXPECT_NE(guided.err.find("三把密钥各要一个文件"), std::string::npos) << guided.err;
  EXPECT_NE(guided.out.find("没有签署人"), std::string::npos)
      << "it ends with what is missing: " << guided.out;
  EXPECT_EQ(member(desk.must({"status", "--data", "county", "--json"}), "root_threshold"), "2");
}

TEST(CommandInit, AGuideThatEndsEarlyMakesNothing) {
  const Desk desk;
  const Ran ended = desk.tenure({"init", "--guide", "--unencrypted", "--unencrypted-root-keys"},
                                "county\ncounty.example/tenure\no-county\n县委组织部\nr1.key\n");
  EXPECT_EQ(ended.exit, 1);
  EXPECT_FALSE(fs::exists(desk / "county"));
  EXPECT_FALSE(fs::exists(desk / "r1.key"));
}

TEST(CommandInit, CheckTellsWhatIsMissing) {
  const Desk desk;
  desk.open_ledger();
  const Ran bare = desk.tenure({"init", "--check", "--data", "ledger", "--root-key", "root.key", "--json"});
  EXPECT_EQ(bare.exit, 1);
  EXPECT_EQ(bare.out.find(R"("name":"keys","state":"missing")"), std::string::npos) << bare.out;
  for (const char* name : {"roots", "policy", "signers", "backup", "witness"})
    EXPECT_NE(bare.out.find("\"name\":\"" + std::string(name) + "\",\"state\":\"missing\""),
              std::string::npos)
        << bare.out;
  desk.must({"backup", "--data", "ledger", "--out", "copy"});
  const Ran copied = desk.tenure({"init", "--check", "--data", "ledger", "--backup", "copy", "--json"});
  EXPECT_NE(copied.out.find(R"("name":"backup","state":"ok")"), std::string::npos) << copied.out;
  EXPECT_NE(copied.out.find(R"("name":"media","state":"?")"), std::string::npos) << copied.out;
}

/// The state of one of the things that a check looks at.
std::string state_of(const std::string& json, const std::string& name) {
  const std::string mark = "{\"name\":\"" + name + "\",\"state\":\"";
  const auto at = json.find(mark);
  if (at == std::string::npos) return "not told";
  return json.substr(at + mark.size(), json.find('"', at + mark.size()) - at - mark.size());
}

TEST(CommandInit, CheckLooksWhetherTheRootKeysAreThisLedgersAndEnough) {
  const Desk desk;
  desk.must(kNewKeys);
  desk.make_key("foreign.key");
  write_text(desk / "broken.key", "nothing\n");
  const auto checked = [&](const std::vector<std::string>& files) {
    std::vector<std::string> arguments = {"init", "--check", "--data", "county", "--json"};
    for (const std::string& file : files) arguments.insert(arguments.end(), {"--root-key", file});
    return desk.tenure(arguments).out;
  };
  EXPECT_EQ(state_of(checked({}), "keys"), "?");
  EXPECT_EQ(state_of(checked({"r1.key", "r3.key"}), "keys"), "ok");
  const std::string few = checked({"r1.key"});
  EXPECT_EQ(state_of(few, "keys"), "missing");
  EXPECT_NE(few.find("只有 1 把，须 2 把同签"), std::string::npos) << few;
  EXPECT_EQ(state_of(checked({"r1.key", "r1.key"}), "keys"), "missing") << "one key named twice is one";
  const std::string foreign = checked({"r1.key", "r2.key", "foreign.key"});
  EXPECT_EQ(state_of(foreign, "keys"), "missing");
  EXPECT_NE(foreign.find("foreign.key 不是此账本的根密钥"), std::string::npos) << foreign;
  EXPECT_NE(checked({"r1.key", "r2.key", "broken.key"}).find("broken.key 读不出密钥"), std::string::npos);
}

TEST(CommandInit, TheGuideJudgesEveryRowOfASheetAsItIsNamed) {
  const Desk desk;
  write_text(desk / "bad.csv",
             "登记日期,组织,组织编号,组织类别,姓名,人员编号\n2016-01-04,东村,o-east,村,,\n2016-13-01,东村,,,"
             "张三,p-2\n"
             "2016-01-05,无此村,,,李四,p-3\n");
  write_text(desk / "good.csv",
             "登记日期,组织,组织编号,组织类别,姓名,人员编号\n2016-01-04,东村,o-east,村,,\n2016-12-01,东村,,,"
             "张三,p-2\n");
  write_text(desk / "signers.csv",
             "签署人,公钥,组织范围,事件类型,起始日期\np-2,no-key,o-east,*,2024-01-05\n");
  const std::string answers =
      "county\ncounty.example/tenure\no-county\n县委组织部\nr1.key\nr2.key\nr3.key\nnone\n"
      "bad.csv\ngood.csv\np-2\nsigners.csv\nnone\n";
  const Ran guided = desk.tenure({"init", "--guide", "--unencrypted", "--unencrypted-root-keys"}, answers);
  EXPECT_EQ(guided.exit, 0) << guided.err;
  const auto asked_for_signers = guided.err.find("签署人和授权表");
  for (const char* cell : {"A3", "B4"}) {
    const auto told = guided.err.find(std::string("    ") + cell + " ");
    EXPECT_LT(told, asked_for_signers) << cell << " is told before the next question: " << guided.err;
  }
  EXPECT_NE(guided.err.find("    B2 "), std::string::npos) << "the key is none: " << guided.err;
  EXPECT_EQ(member(desk.must({"status", "--data", "county", "--json"}), "size"), "2") << "the register alone";
}

TEST(CommandInit, SimulatedClockOpensWhenItIsAskedTo) {
  const Desk desk;
  desk.make_key("root.key");
  const Ran real = desk.tenure(init({"--opened-at", "2024-01-01T00:00:00Z"}));
  EXPECT_EQ(real.exit, 2) << "a real clock says when";
  EXPECT_EQ(member(real.out, "where"), "--opened-at");
  const Ran bad = desk.tenure(init({"--clock", "simulated", "--opened-at", "yesterday"}));
  EXPECT_EQ(bad.exit, 2);
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

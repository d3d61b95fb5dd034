// `tenure events`, `status`, `replay`, `verify`, `tiles`: reading a ledger, whole and damaged.
#include <filesystem>

#include "ops/commands/console.h"
#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> events(const Desk& desk, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"events", "--data", "ledger", "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return lines(desk.must(arguments));
}

std::vector<std::string> positions(const std::vector<std::string>& events) {
  std::vector<std::string> out;
  for (const std::string& event : events) out.push_back(member(event, "position"));
  return out;
}

using Positions = std::vector<std::string>;

TEST(CommandEvents, EachLineIsTheEventWithItsPosition) {
  const Desk desk;
  desk.open_ledger();
  const auto all = events(desk);
  EXPECT_EQ(positions(all), (Positions{"0.0", "0.1", "1.0", "1.1", "1.2"}));
  EXPECT_EQ(member(all[4], "authority"), "o-county");
  EXPECT_EQ(member(member(all[4], "event"), "type"), "PersonRegistered");
}

TEST(CommandEvents, FiltersNarrowTheList) {
  const Desk desk;
  desk.open_ledger();
  ASSERT_EQ(desk.submit(kAppointment).exit, 0);
  EXPECT_EQ(positions(events(desk, {"--subject", "person/p-1"})), (Positions{"1.2", "2.0"}));
  EXPECT_EQ(positions(events(desk, {"--subject", "person/p-1", "--area", "tenure"})), (Positions{"2.0"}));
  EXPECT_EQ(positions(events(desk, {"--type", "OrgRegistered"})), (Positions{"0.1", "1.0", "1.1"}));
  EXPECT_EQ(positions(events(desk, {"--from", "1.1"})), (Positions{"1.1", "1.2", "2.0"}));
  EXPECT_EQ(positions(events(desk, {"--from", "1", "--limit", "2"})), (Positions{"1.0", "1.1"}));
  EXPECT_EQ(positions(events(desk, {"--subject", "person/p-1", "--limit", "1"})), (Positions{"1.2"}));
  EXPECT_TRUE(events(desk, {"--subject", "person/p-9"}).empty());
}

TEST(CommandPerson, IsFoundByNamePinyinAndInitials) {
  const Desk desk;
  desk.open_ledger();
  ASSERT_EQ(desk.submit(R"({"type":"PersonRegistered","on":"2024-01-04",)"
                        R"("data":{"person":"p-7","org":"o-village","name":{"seal":"曾小乐"}}})")
                .exit,
            0);
  for (const char* text : {"小乐", "zengxiaole", "zxl", "p-7"}) {
    const auto found = lines(desk.must({"person", "--data", "ledger", "--q", text, "--json"}));
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(member(found[0], "person"), "p-7");
    EXPECT_EQ(member(found[0], "name"), "曾小乐");
  }
  EXPECT_TRUE(lines(desk.must({"person", "--data", "ledger", "--q", "zsf", "--json"})).empty());
  EXPECT_EQ(desk.tenure({"person", "--data", "ledger"}).exit, 2);
}

TEST(CommandEvents, UnknownFiltersAreRefused) {
  const Desk desk;
  desk.open_ledger();
  for (const auto& [option, value] : std::vector<std::pair<std::string, std::string>>{
           {"type", "Nothing"}, {"area", "nothing"}, {"subject", "p-1"}, {"from", "x"}}) {
    const Ran ran = desk.tenure({"events", "--data", "ledger", "--" + option, value, "--json"});
    EXPECT_EQ(ran.exit, 2) << option;
    EXPECT_EQ(member(ran.out, "where"), option);
  }
}

TEST(CommandEvents, TableSpeaksChinese) {
  const Desk desk;
  desk.open_ledger();
  const std::string table = desk.must({"events", "--data", "ledger"});
  EXPECT_NE(table.find("人员登记"), std::string::npos) << table;
  EXPECT_NE(table.find("张三（p-1）"), std::string::npos)
      << "who has the folder and its keys may see the name";
}

TEST(CommandEvents, ABackupHasNoNamesAndSaysSo) {
  const Desk desk;
  desk.open_ledger();
  desk.must({"backup", "--data", "ledger", "--out", "backup"});
  const Ran ran = desk.tenure({"events", "--data", "backup"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out.find("张三"), std::string::npos) << "the keys are not there";
  EXPECT_NE(ran.out.find("p-1"), std::string::npos);
  EXPECT_NE(ran.err.find("姓名封存"), std::string::npos) << ran.err;
}

TEST(CommandConsole, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(display_width("任职 office"), 11U);
  EXPECT_EQ(display_width("〔2024〕"), 8U);
  EXPECT_EQ(display_width("p-1 · x"), 7U);
  EXPECT_EQ(padded("任职", 6), "任职  ");
  EXPECT_EQ(padded("too long", 3), "too long ");
}

TEST(CommandLedger, FolderWithoutALedgerIsNotFound) {
  const Desk desk;
  for (const char* command : {"status", "verify", "events"}) {
    const Ran ran = desk.tenure({command, "--data", "nowhere", "--json"});
    EXPECT_EQ(ran.exit, 1) << command;
    EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:no_ledger") << command;
  }
}

TEST(CommandLedger, DamagedAnchorIsDamage) {
  const Desk desk;
  desk.open_ledger();
  write_text(desk / "ledger/head", std::string(8192, 'x'));
  const Ran ran = desk.tenure({"status", "--data", "ledger", "--json"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:anchor_damaged");
  EXPECT_EQ(desk.tenure({"verify", "--data", "ledger"}).exit, 3);
}

TEST(CommandReplay, RebuiltRowsEqualTheLiveOnes) {
  const Desk desk;
  desk.open_ledger();
  ASSERT_EQ(desk.submit(kAppointment).exit, 0);
  const auto replayed = desk.tenure({"replay", "--data", "ledger", "--json"});
  EXPECT_EQ(replayed.exit, 0) << replayed.err;
  EXPECT_EQ(member(replayed.out, "equal"), "true");
  EXPECT_EQ(member(replayed.out, "size"), "3");
  EXPECT_FALSE(fs::exists(desk / "ledger/rebuild/CURRENT")) << "nothing is left behind";
}

TEST(CommandReplay, PlaysAPastStretch) {
  const Desk desk;
  desk.open_ledger();
  ASSERT_EQ(desk.submit(kAppointment).exit, 0);
  const auto played = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"replay", "--data", "ledger", "--speed", "31622400", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return lines(desk.must(words));
  };
  EXPECT_EQ(positions(played({"--from", "2024-01-01"})), positions(events(desk)));
  EXPECT_TRUE(played({"--from", "2020-01-01", "--until", "2021-01-01"}).empty());
  const auto figures = played(
      {"--from", "2024-01-01", "--topic", "stats", "--name", "stat.secretary_by_mode", "--org", "o-county"});
  ASSERT_FALSE(figures.empty());
  EXPECT_EQ(member(member(figures.back(), "data"), "name"), "stat.secretary_by_mode");
  EXPECT_EQ(desk.tenure({"replay", "--data", "ledger", "--from", "2024"}).exit, 2);
  EXPECT_EQ(desk.tenure({"replay", "--data", "ledger", "--from", "2024-01-01", "--speed", "0"}).exit, 2);
  EXPECT_EQ(desk.tenure({"replay", "--url", "http://127.0.0.1:1"}).exit, 2);
}

TEST(CommandVerify, WholeLedgerIsGood) {
  const Desk desk;
  desk.open_ledger();
  const Ran ran = desk.tenure({"verify", "--data", "ledger", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.out;
  EXPECT_EQ(member(ran.out, "good"), "true");
  EXPECT_EQ(member(ran.out, "acts"), "2");
  EXPECT_EQ(member(ran.out, "events"), "5");
  EXPECT_EQ(member(ran.out, "findings"), "[]");
}

TEST(CommandVerify, ShorterLogIsDamage) {
  const Desk desk;
  desk.open_ledger();
  fs::copy(desk / "ledger/log", desk / "older");
  ASSERT_EQ(desk.submit(kAppointment).exit, 0);
  fs::remove_all(desk / "ledger/log");
  fs::rename(desk / "older", desk / "ledger/log");
  const Ran ran = desk.tenure({"verify", "--data", "ledger", "--json"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_TRUE(is_json(ran.out)) << ran.out;
  EXPECT_EQ(member(ran.out, "good"), "false");
}

TEST(CommandVerify, ReceiptNeedsTheLogsKeyAlone) {
  const Desk desk;
  desk.open_ledger();
  const std::string key = member(desk.must({"status", "--data", "ledger", "--json"}), "log_key");
  desk.sign("act.json", kAppointment);
  desk.must({"act", "submit", "act.json", "--data", "ledger", "--receipt", "a.receipt"});
  fs::remove_all(desk / "ledger");
  const Ran good = desk.tenure({"verify", "--receipt", "a.receipt", "--log-key", key, "--json"});
  EXPECT_EQ(good.exit, 0) << good.out;
  EXPECT_EQ(member(good.out, "index"), "2");

  std::string entry = read_text(desk / "a.entry");
  entry.back() = static_cast<char>(entry.back() ^ 1);
  write_text(desk / "a.entry", entry);
  EXPECT_EQ(desk.tenure({"verify", "--receipt", "a.receipt", "--log-key", key}).exit, 3);
  EXPECT_EQ(desk.tenure({"verify", "--receipt", "a.receipt"}).exit, 2);
  EXPECT_EQ(desk.tenure({"verify"}).exit, 2);
}

TEST(CommandTiles, ExportIsGoodToTheIndependentVerifier) {
  const Desk desk;
  desk.open_ledger();
  const std::string done =
      desk.must({"tiles", "--data", "ledger", "--out", "site", "--receipts", "9", "--json"});
  EXPECT_EQ(member(done, "size"), "2");
  EXPECT_EQ(member(done, "receipts"), "2");
  const Ran verified =
      desk.run({"/usr/bin/python3", "-B", TENURE_SOURCE_DIR "/tests/verifier/verify_log.py", "site", "--vkey",
                member(done, "log_key"), "--receipts", "site/receipts", "--entries-are-tenure"});
  EXPECT_EQ(verified.exit, 0) << verified.err;
}

}  // namespace
}  // namespace tenure::testing

// `tenure verify --checkpoint`, `--receipt`: what somebody holds from an earlier day, against a folder, a
// backup and a server.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/command/serving.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr const char* kRenamed =
    R"({"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-village","name":"东村"}})";
constexpr const char* kRenamedOtherwise =
    R"({"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-village","name":"西村"}})";

class HeldTest : public ::testing::Test {
 protected:
  HeldTest() {
    desk_.open_ledger();
    key_ = member(desk_.must({"status", "--data", "ledger", "--json"}), "log_key");
  }

  /// What a reader kept of the ledger on this day.
  void keep(const std::string& file) const {
    fs::remove_all(desk_ / "site");
    desk_.must({"tiles", "--data", "ledger", "--out", "site"});
    fs::copy_file(desk_ / "site/checkpoint", desk_ / file);
  }
  void submit(const std::string& events, const std::string& data = "ledger",
              const std::string& receipt = "any.receipt") const {
    desk_.must({"act", "new", "--data", data, "--authority", "o-county", "--out", "act.json"}, events);
    desk_.must({"act", "sign", "act.json", "--key", "root.key"});
    desk_.must({"act", "submit", "act.json", "--data", data, "--receipt", receipt});
  }
  /// The ledger as it is now, under another name, to be opened.
  void copy_by_backup(const std::string& name) const {
    desk_.must({"backup", "--data", "ledger", "--out", name + ".backup"});
    desk_.must({"backup", "--data", "ledger", "--out", name + ".keys", "--keys"});
    desk_.must({"restore", "--from", name + ".backup", "--keys", name + ".keys", "--data", name});
  }

  Ran verify(std::vector<std::string> of, const std::vector<std::string>& held) const {
    of.insert(of.begin(), "verify");
    of.insert(of.end(), held.begin(), held.end());
    return desk_.tenure(of);
  }
  /// The same of the folder and of a server that serves it.
  void expect_both(const std::string& data, const std::vector<std::string>& held, int exit,
                   const std::string& outcome, const std::string& zh, const std::string& en) const {
    auto as_json = held;
    as_json.emplace_back("--json");
    const auto expect = [&](const std::vector<std::string>& of) {
      const Ran said = verify(of, held);
      EXPECT_EQ(said.exit, exit) << said.out << said.err;
      EXPECT_THAT(said.out, HasSubstr(zh));
      auto in_english = of;
      in_english.insert(in_english.end(), {"--lang", "en"});
      EXPECT_THAT(verify(in_english, held).out, HasSubstr(en));
      const Ran json = verify(of, as_json);
      EXPECT_EQ(json.exit, exit);
      EXPECT_THAT(json.out, HasSubstr("\"outcome\":\"" + outcome + "\"")) << json.err;
      EXPECT_EQ(member(json.out, "good"), exit == 0 ? "true" : "false") << json.out;
    };
    expect({"--data", data});
    const ServeProcess server(TENURE_BINARY, desk_ / data, {});
    ASSERT_NE(server.port(), 0) << server.err();
    expect({"--url", server.url(), "--log-key", key_});
  }

  Desk desk_;
  std::string key_;
};

TEST_F(HeldTest, ALedgerThatWentOnExtendsEveryCheckpointAndReceipt) {
  keep("first.checkpoint");
  submit(kRenamed, "ledger", "kept.receipt");
  keep("second.checkpoint");
  submit(kAppointment);
  expect_both("ledger", {"--checkpoint", "first.checkpoint"}, 0, "extends",
              "延续：现有 4 条，开头即所持的 2 条", "4 entries, which begin with your 2");
  expect_both("ledger",
              {"--checkpoint", "first.checkpoint", "second.checkpoint", "--receipt", "kept.receipt"}, 0,
              "extends", "second.checkpoint  延续", "kept.receipt  it extends");
}

TEST_F(HeldTest, ABackupAndALedgerWithoutItsKeysAreAskedOffline) {
  keep("a.checkpoint");
  desk_.must({"backup", "--data", "ledger", "--out", "backup"});
  fs::remove_all(desk_ / "ledger/keys");
  for (const char* data : {"backup", "ledger"}) {
    const Ran ran = verify({"--data", data}, {"--checkpoint", "a.checkpoint"});
    EXPECT_EQ(ran.exit, 0) << data << ran.out;
    EXPECT_THAT(ran.out, HasSubstr("延续")) << data;
  }
}

TEST_F(HeldTest, AnOlderBackupThatWasRestoredIsBehind) {
  copy_by_backup("older");
  submit(kRenamed, "ledger", "lost.receipt");
  keep("a.checkpoint");
  for (const char* held : {"--checkpoint=a.checkpoint", "--receipt=lost.receipt"}) {
    expect_both("older", {held}, 3, "behind", "落后：现只有 2 条，缺少其后的 2 至 2 条",
                "the acts after size 2 are missing");
  }
}

TEST_F(HeldTest, ALedgerThatTellsAnotherHistoryContradicts) {
  copy_by_backup("fork");
  submit(kRenamed, "ledger", "lost.receipt");
  keep("a.checkpoint");
  submit(kRenamedOtherwise, "fork");
  for (const char* held : {"--checkpoint=a.checkpoint", "--receipt=lost.receipt"})
    expect_both("fork", {held}, 3, "contradicts", "矛盾：前 3 条", "its first 3 entries are not those");
  submit(kAppointment, "fork");
  expect_both("fork", {"--checkpoint", "a.checkpoint"}, 3, "contradicts", "矛盾", "was rewritten or forked");
}

TEST_F(HeldTest, WhatTheLogsKeyDidNotSignIsUnverified) {
  keep("a.checkpoint");
  std::string note = read_text(desk_ / "a.checkpoint");
  const std::size_t at = note.size() - 20;
  note[at] = note[at] == 'A' ? 'B' : 'A';
  write_text(desk_ / "bad.checkpoint", note);
  expect_both("ledger", {"--checkpoint", "bad.checkpoint"}, 3, "unverified", "签名无效",
              "it cannot be verified");
  write_text(desk_ / "no.checkpoint", "not a note");
  expect_both("ledger", {"--checkpoint", "no.checkpoint"}, 3, "unverified", "签名笔记格式不正确",
              "Not a well-formed signed note");
  std::string other = read_text(desk_ / "a.checkpoint");
  while (other.find("county") != std::string::npos) other.replace(other.find("county"), 6, "nation");
  write_text(desk_ / "other.checkpoint", other);
  expect_both("ledger", {"--checkpoint", "other.checkpoint"}, 3, "unverified", "没有可信签名",
              "it is of the log 'nation.example/tenure', not of county.example/tenure");
}

TEST_F(HeldTest, OfManyEachIsSaidAndTheWorstCounts) {
  keep("good.checkpoint");
  copy_by_backup("older");
  submit(kRenamed);
  keep("newer.checkpoint");
  const Ran ran = verify({"--data", "older"},
                         {"--checkpoint", "good.checkpoint", "nothing.checkpoint", "newer.checkpoint"});
  EXPECT_EQ(ran.exit, 3) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("good.checkpoint  延续"));
  EXPECT_THAT(ran.out, HasSubstr("nothing.checkpoint  无法核验"));
  EXPECT_THAT(ran.out, HasSubstr("newer.checkpoint  落后"));
  EXPECT_EQ(verify({"--data", "older"}, {"--checkpoint", "good.checkpoint", "nothing.checkpoint"}).exit, 1);
  EXPECT_EQ(verify({"--data", "older"}, {"--checkpoint", "good.checkpoint"}).exit, 0);
}

TEST_F(HeldTest, ADamagedLedgerIsNeverSaidToExtend) {
  submit(kRenamed);
  keep("a.checkpoint");
  for (const auto& file : fs::directory_iterator(desk_ / "ledger/log")) {
    if (file.path().extension() == ".sst") fs::resize_file(file.path(), file.file_size() / 2);
  }
  const Ran ran = verify({"--data", "ledger"}, {"--checkpoint", "a.checkpoint", "--json"});
  EXPECT_EQ(ran.exit, 3) << ran.out;
  EXPECT_EQ(ran.out.find("extends"), std::string::npos) << ran.out;
}

TEST_F(HeldTest, TheKeyThatIsHeldMustBeTheLedgers) {
  keep("a.checkpoint");
  const Desk other;
  other.open_ledger();
  const std::string their_key = member(other.must({"status", "--data", "ledger", "--json"}), "log_key");
  const Ran ran = verify({"--data", "ledger", "--log-key", their_key}, {"--checkpoint", "a.checkpoint"});
  EXPECT_EQ(ran.exit, 3) << ran.out;
  EXPECT_EQ(verify({"--data", "ledger", "--log-key", key_}, {"--checkpoint", "a.checkpoint"}).exit, 0);
}

TEST_F(HeldTest, AServerIsNotAskedForTheKeyThatVerifiesIt) {
  keep("a.checkpoint");
  EXPECT_EQ(verify({"--url", "http://127.0.0.1:1"}, {"--checkpoint", "a.checkpoint"}).exit, 2);
  EXPECT_EQ(verify({"--url", "http://127.0.0.1:1", "--log-key", key_}, {}).exit, 2);
  EXPECT_EQ(verify({"--log-key", key_}, {"--checkpoint", "a.checkpoint"}).exit, 2) << "against what?";
}

}  // namespace
}  // namespace tenure::testing

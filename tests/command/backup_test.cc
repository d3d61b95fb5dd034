// The reading commands on a backup: what they say of the ledger, without a trace in the backup.
#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <thread>

#include "tests/command/desk.h"
#include "tests/support/child_process.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A backup of a ledger that went on since, and what the ledger said when it was made.
class BackupReading : public ::testing::Test {
 protected:
  BackupReading() {
    desk_.open_ledger();
    EXPECT_EQ(desk_.submit(kAppointment).exit, 0);
    desk_.sign("next.json",
               R"({"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-village","name":"东村"}})");
    fs::create_directory(desk_ / "tmp");
    desk_.must({"backup", "--data", "ledger", "--out", "backup"});
    desk_.must({"backup", "--data", "ledger", "--out", "keys", "--keys"});
  }

  /// With a TMPDIR of its own.
  Ran run(std::vector<std::string> arguments, const std::string& data) const {
    std::vector<std::string> command = {"/usr/bin/env", "TMPDIR=" + (desk_ / "tmp"), TENURE_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--json", "--data", data});
    return desk_.run(command);
  }

  /// Every file and folder of the backup, with what is in it and when that was written.
  std::map<std::string, std::string> backup() const {
    std::map<std::string, std::string> out;
    for (const auto& part : fs::recursive_directory_iterator(desk_ / "backup")) {
      const auto written = part.last_write_time().time_since_epoch().count();
      out[part.path().string()] =
          std::to_string(written) + (part.is_directory() ? "" : read_text(part.path().string()));
    }
    return out;
  }

  std::vector<fs::path> left_in_tmp() const {
    return {fs::directory_iterator(desk_ / "tmp"), fs::directory_iterator()};
  }

  /// What two runs never have in common: how long they took, and the moment that a check is of.
  static std::string timeless(std::string out) {
    for (const std::string name : {"\"seconds\":", "\"recorded_at\":\"2"}) {
      if (out.find("\"index\"") == std::string::npos && name != "\"seconds\":") continue;
      if (const auto at = out.find(name); at != std::string::npos) out.resize(at);
    }
    return out;
  }

  Desk desk_;
};

TEST_F(BackupReading, EachCommandSaysOfABackupWhatItSaysOfTheLedger) {
  const std::vector<std::vector<std::string>> calls = {
      {"events"},
      {"events", "--subject", "person/p-1", "--from", "1", "--limit", "1"},
      {"events", "--type", "Nothing"},
      {"status"},
      {"roster", "--org", "o-county", "--orgs"},
      {"roster", "--org", "o-nowhere"},
      {"stats", "stat.secretary_by_mode", "--org", "o-county"},
      {"stats", "stat.nothing", "--org", "o-county"},
      {"diff", "--subject", "person/p-1", "--from-size", "2"},
      {"diff", "--subject", "nobody"},
      {"act", "check", "next.json"},
      {"policy", "list"},
      {"policy", "list", "--org", "o-county"},
      {"replay"},
      {"tiles", "--receipts", "3", "--out", "site"},
      {"token", "list"},
  };
  std::vector<Ran> of_ledger;
  for (const auto& call : calls) of_ledger.push_back(run(call, "ledger"));
  fs::rename(desk_ / "site", desk_ / "site-of-ledger");
  EXPECT_EQ(desk_.tenure({"act", "submit", "next.json", "--data", "ledger"}).exit, 0);
  const auto before = backup();
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Ran ran = run(calls[i], "backup");
    EXPECT_EQ(timeless(ran.out), timeless(of_ledger[i].out))
        << calls[i][0] << " " << calls[i].back() << ran.err;
    EXPECT_EQ(ran.exit, of_ledger[i].exit) << calls[i][0] << " " << calls[i].back();
    EXPECT_FALSE(ran.out.empty() && ran.exit == 0 && calls[i].back() != "list") << calls[i][0];
    EXPECT_EQ(backup(), before) << calls[i][0] << " leaves a trace";
    EXPECT_THAT(left_in_tmp(), IsEmpty()) << calls[i][0];
  }
  EXPECT_EQ(desk_.run({"diff", "-r", "site", "site-of-ledger"}).exit, 0);
  EXPECT_EQ(desk_.run({"/bin/sh", "-c", "cd backup && sha256sum --quiet --check SHA256SUMS"}).exit, 0);
}

TEST_F(BackupReading, VerificationCountsWhatIsSealedAndCannotOpenIt) {
  const std::string ledger = run({"verify"}, "ledger").out;
  const Ran backup = run({"verify"}, "backup");
  EXPECT_EQ(backup.exit, 0) << backup.out;
  for (const char* figure : {"good", "size", "acts", "events", "signatures", "root", "findings"})
    EXPECT_EQ(member(backup.out, figure), member(ledger, figure)) << figure;
  EXPECT_EQ(member(member(ledger, "sealed"), "opened"), "1") << ledger;
  EXPECT_EQ(member(member(backup.out, "sealed"), "opened"), "0") << backup.out;
  EXPECT_EQ(member(member(backup.out, "sealed"), "closed"), "1") << backup.out;
}

TEST_F(BackupReading, SealedValuesStayClosed) {
  const std::vector<std::string> roster = {"roster", "--org", "o-county"};
  const std::string open = run(roster, "ledger").out;
  EXPECT_THAT(open, HasSubstr(R"("name":"张三")"));
  const Ran closed = run(roster, "backup");
  EXPECT_EQ(closed.exit, 0) << closed.out;
  EXPECT_THAT(closed.out, HasSubstr(R"("person":"p-1")"));
  EXPECT_THAT(closed.out, Not(HasSubstr("张三")));
}

TEST_F(BackupReading, DraftsOfActsNameTheLedger) {
  const std::vector<std::string> draft = {"act",         "new",      "--data", "backup",
                                          "--authority", "o-county", "--out",  "a.json"};
  EXPECT_EQ(desk_.tenure(draft, kAppointment).exit, 0);
  desk_.must({"act", "sign", "a.json", "--key", "root.key"});
  EXPECT_EQ(desk_.tenure({"act", "check", "a.json", "--data", "ledger"}).exit, 1)
      << "she holds the post already";
}

TEST_F(BackupReading, WritingIsRefusedWithTheReason) {
  const auto before = backup();
  const std::vector<std::vector<std::string>> calls = {{"act", "submit", "next.json"},
                                                       {"serve"},
                                                       {"token", "new", "--role", "auditor"},
                                                       {"token", "revoke", "x"},
                                                       {"replay", "--prepare"}};
  for (const auto& call : calls) {
    const Ran ran = run(call, "backup");
    EXPECT_EQ(ran.exit, 1) << call[0];
    EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:is_backup") << call[0] << ran.out;
    EXPECT_EQ(backup(), before) << call[0];
  }
  EXPECT_THAT(desk_.tenure({"serve", "--data", "backup"}).err, HasSubstr("请先恢复"));
}

TEST_F(BackupReading, InterruptedCommandLeavesNothingBehind) {
  ChildProcess run(
      {"/usr/bin/env", "TMPDIR=" + (desk_ / "tmp"), TENURE_BINARY, "replay", "--data", desk_ / "backup"});
  while (left_in_tmp().empty() && run.runs()) {
  }
  EXPECT_EQ(run.terminate(), 128 + SIGTERM) << run.out() << run.err();
  for (int i = 0; i < 1'000 && !left_in_tmp().empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_THAT(left_in_tmp(), IsEmpty());
}

TEST_F(BackupReading, DamagedOneIsDamageAndKeysAreNoLedger) {
  EXPECT_EQ(member(run({"status"}, "keys").out, "type"), "urn:tenure:problem:no_ledger");
  write_text(desk_ / "backup/head", std::string(8192, 'x'));
  const Ran ran = run({"status"}, "backup");
  EXPECT_EQ(ran.exit, 3);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:anchor_damaged");
  EXPECT_EQ(run({"verify"}, "backup").exit, 3);
  EXPECT_THAT(left_in_tmp(), IsEmpty());
}

}  // namespace
}  // namespace tenure::testing

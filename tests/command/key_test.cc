// `tenure key`: files of signing keys.
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

TEST(CommandKey, ShowsThePublicKeyThatItMade) {
  const Desk desk;
  const std::string made = desk.must({"key", "new", "a.key", "--unencrypted", "--json"});
  EXPECT_EQ(member(made, "protection"), "none");
  EXPECT_EQ(member(desk.must({"key", "show", "a.key", "--json"}), "key"), member(made, "key"));
  EXPECT_EQ(desk.must({"key", "show", "a.key", "--id"}), member(made, "key") + "\n");
}

TEST(CommandKey, FileIsTheOwnersAlone) {
  const Desk desk;
  desk.make_key("a.key");
  struct stat status {};
  ASSERT_EQ(::stat((desk / "a.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(CommandKey, ExistingKeyIsNotOverwritten) {
  const Desk desk;
  desk.make_key("a.key");
  const std::string before = read_text(desk / "a.key");
  const Ran again = desk.tenure({"key", "new", "a.key", "--unencrypted", "--json"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_EQ(member(again.out, "type"), "urn:tenure:problem:exists");
  EXPECT_EQ(read_text(desk / "a.key"), before);
}

TEST(CommandKey, WithoutTerminalAPassphraseFileOrItsAbsenceMustBeSaid) {
  const Desk desk;
  EXPECT_EQ(desk.tenure({"key", "new", "a.key"}).exit, 2);
  EXPECT_EQ(desk.tenure({"key", "new", "a.key", "--unencrypted", "--passphrase-file", "p"}).exit, 2);
  EXPECT_EQ(read_text(desk / "a.key"), "");
}

TEST(CommandKey, PassphraseOpensItsKeyAndNoOtherDoes) {
  const Desk desk;
  desk.open_ledger();
  write_text(desk / "right", "correct horse\nsecond line\n");
  write_text(desk / "wrong", "battery staple\n");
  const std::string made = desk.must({"key", "new", "a.key", "--passphrase-file", "right"});
  EXPECT_EQ(made.find("correct horse"), std::string::npos);
  EXPECT_EQ(member(desk.must({"key", "show", "a.key", "--json"}), "protection"), "argon2id");
  desk.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "act.json"}, kAppointment);

  const Ran wrong =
      desk.tenure({"act", "sign", "act.json", "--key", "a.key", "--passphrase-file", "wrong", "--json"});
  EXPECT_EQ(wrong.exit, 1);
  EXPECT_EQ(member(wrong.out, "type"), "urn:tenure:problem:passphrase");
  EXPECT_EQ(desk.tenure({"act", "sign", "act.json", "--key", "a.key"}).exit, 1)
      << "nobody is there to be asked";
  EXPECT_EQ(desk.tenure({"act", "sign", "act.json", "--key", "a.key", "--passphrase-file", "right"}).exit, 0);
}

/// The command on a terminal of its own, where each answer is typed once its prompt is there. What it showed,
/// and its exit.
Ran on_a_terminal(const Desk& desk, const std::vector<std::string>& arguments,
                  const std::vector<std::pair<std::string, std::string>>& answers) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child < 0) throw std::runtime_error("forkpty");
  if (child == 0) {
    std::vector<char*> argv{const_cast<char*>(TENURE_BINARY)};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    if (::chdir(desk.path().c_str()) != 0) ::_exit(126);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  Ran out;
  std::size_t next = 0;
  std::size_t seen = 0;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;) {
    out.out.append(buffer, static_cast<std::size_t>(got));
    if (next == answers.size()) continue;
    const auto at = out.out.find(answers[next].first, seen);
    if (at == std::string::npos) continue;
    seen = out.out.size();
    const std::string line = answers[next++].second + "\n";
    if (::write(terminal, line.data(), line.size()) < 0) break;
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(terminal);
  out.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

TEST(CommandKey, APassphraseThatIsEmptyOrTypedOtherwiseIsAskedForAgain) {
  const Desk desk;
  const Ran made = on_a_terminal(desk, {"key", "new", "a.key"},
                                 {{"passphrase, a.key", ""},
                                  {"passphrase, a.key", "correct horse"},
                                  {"once more, a.key", "correct house"},
                                  {"passphrase, a.key", "correct horse"},
                                  {"once more, a.key", "correct horse"}});
  EXPECT_EQ(made.exit, 0) << made.out;
  EXPECT_NE(made.out.find("口令须有 1 到 1024 字节，请再输一次"), std::string::npos) << made.out;
  EXPECT_NE(made.out.find("两次不一致，请重新输入"), std::string::npos) << made.out;
  EXPECT_EQ(made.out.find("correct h"), std::string::npos) << "nothing that is typed is shown";
  write_text(desk / "right", "correct horse\n");
  EXPECT_EQ(member(desk.must({"key", "show", "a.key", "--json"}), "protection"), "argon2id");
  desk.open_ledger();
  desk.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "act.json"}, kAppointment);
  desk.must({"act", "sign", "act.json", "--key", "a.key", "--passphrase-file", "right"});
}

TEST(CommandKey, DamagedKeyFileIsRefused) {
  const Desk desk;
  write_text(desk / "a.key", "{}");
  EXPECT_EQ(desk.tenure({"key", "show", "a.key"}).exit, 1);
  EXPECT_EQ(desk.tenure({"key", "show", "nobody.key"}).exit, 1);
}

}  // namespace
}  // namespace tenure::testing

// `tenure key`: files of signing keys.
#include <sys/stat.h>

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
  EXPECT_EQ(desk.tenure({"key", "new", "a.key"}).exit, 1);
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

TEST(CommandKey, DamagedKeyFileIsRefused) {
  const Desk desk;
  write_text(desk / "a.key", "{}");
  EXPECT_EQ(desk.tenure({"key", "show", "a.key"}).exit, 1);
  EXPECT_EQ(desk.tenure({"key", "show", "nobody.key"}).exit, 1);
}

}  // namespace
}  // namespace tenure::testing

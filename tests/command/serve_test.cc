// `tenure serve` and `tenure token`: how they start, what they refuse, how they end.
#include <gmock/gmock.h>

#include "domain/core/sha256.h"
#include "tests/command/serving.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ServeTest : public ::testing::Test {
 protected:
  ServeTest() { desk_.open_ledger(); }
  /// Of a server that does not start.
  Ran refused(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"serve", "--data", "ledger", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return desk_.tenure(arguments);
  }

  Desk desk_;
};

TEST_F(ServeTest, BadLineOfTheConfigurationIsNamed) {
  write_text(desk_ / "tenure.toml", "[server]\nlisten = \"127.0.0.1:0\"\nwrokers = 2\n");
  const Ran unknown = refused({"--config", "tenure.toml"});
  EXPECT_EQ(unknown.exit, 1);
  EXPECT_EQ(member(unknown.out, "type"), "urn:tenure:problem:json_unknown");
  EXPECT_EQ(member(unknown.out, "where"), "tenure.toml:3");
  write_text(desk_ / "tenure.toml", "[server]\nworkers = 0\n");
  EXPECT_EQ(member(refused({"--config", "tenure.toml"}).out, "where"), "tenure.toml:2");
  write_text(desk_ / "tenure.toml", "[server\n");
  EXPECT_THAT(member(refused({"--config", "tenure.toml"}).out, "where"), HasSubstr("tenure.toml:"));
  EXPECT_EQ(refused({"--config", "nothing.toml"}).exit, 1);
}

TEST_F(ServeTest, AddressThatIsTakenIsSaidAndTheLedgerStaysFree) {
  const auto first = serve(desk_);
  ASSERT_NE(first->port(), 0) << first->err();
  const Desk other;
  other.open_ledger();
  const std::string taken = "127.0.0.1:" + std::to_string(first->port());
  const Ran second = other.tenure({"serve", "--data", "ledger", "--json", "--listen", taken});
  EXPECT_EQ(second.exit, 1);
  EXPECT_THAT(second.out, HasSubstr(taken));
  EXPECT_EQ(other.tenure({"status", "--data", "ledger"}).exit, 0);
}

TEST_F(ServeTest, PlainHttpIsForLoopbackAlone) {
  const Ran ran = refused({"--listen", "0.0.0.0:0"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:bad_value");
}

TEST_F(ServeTest, LedgerThatIsServedIsLockedForOthers) {
  const auto server = serve(desk_);
  const Ran ran = desk_.tenure({"status", "--data", "ledger", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:locked");
}

TEST_F(ServeTest, SigtermEndsItWellWithEverythingAcknowledgedKept) {
  desk_.sign("act.json", kAppointment);
  const auto server = serve(desk_);
  ASSERT_EQ(desk_.tenure({"act", "submit", "act.json", "--url", server->url()}).exit, 0);
  EXPECT_EQ(server->terminate(), 0) << server->err();
  EXPECT_EQ(member(desk_.must({"status", "--data", "ledger", "--json"}), "size"), "3");
  EXPECT_EQ(desk_.tenure({"verify", "--data", "ledger"}).exit, 0);
}

TEST_F(ServeTest, BackupIsMadeWhileItServes) {
  desk_.sign("act.json", kAppointment);
  const auto server = serve(desk_);
  const Ran made = desk_.tenure({"backup", "--data", "ledger", "--out", "backup", "--json"});
  ASSERT_EQ(made.exit, 0) << made.out;
  const Ran keys = desk_.tenure({"backup", "--data", "ledger", "--out", "keys", "--keys", "--json"});
  ASSERT_EQ(keys.exit, 0) << keys.out;
  EXPECT_EQ(desk_.run({"sh", "-c", "cd backup && sha256sum --quiet -c SHA256SUMS"}).exit, 0);
  write_text(desk_ / "held", member(made.out, "checkpoint"));
  const Ran restored = desk_.tenure(
      {"restore", "--from", "backup", "--keys", "keys", "--data", "again", "--checkpoint", "held", "--json"});
  ASSERT_EQ(restored.exit, 0) << restored.out;
  EXPECT_EQ(member(restored.out, "size"), "2");
  EXPECT_EQ(desk_.tenure({"status", "--data", "again"}).exit, 0);

  ASSERT_EQ(desk_.tenure({"act", "submit", "act.json", "--url", server->url()}).exit, 0);
  write_text(desk_ / "held", member(desk_.must({"status", "--json", "--url", server->url()}), "checkpoint"));
  const Ran older =
      desk_.tenure({"restore", "--from", "backup", "--data", "old", "--checkpoint", "held", "--json"});
  EXPECT_EQ(older.exit, 3);
  EXPECT_EQ(member(older.out, "type"), "urn:tenure:problem:backup_older");
  const Ran accepted = desk_.tenure(
      {"restore", "--from", "backup", "--data", "old", "--checkpoint", "held", "--accept-older"});
  EXPECT_EQ(accepted.exit, 0);
  EXPECT_THAT(accepted.err, HasSubstr("older than the checkpoint"));

  write_text(desk_ / "backup/ledger.json", "{}");
  EXPECT_EQ(desk_.tenure({"restore", "--from", "backup", "--data", "bad"}).exit, 3);
}

TEST_F(ServeTest, TokenIsShownOnceAndKeptAsItsDigest) {
  const std::string token = new_token(desk_, {"clerk", "auditor"}, {"--scope", "o-town", "--note", "镇经办"});
  EXPECT_THAT(token, ::testing::StartsWith("tenure_"));
  const std::string kept = read_text(desk_ / "ledger/access/tokens.json");
  EXPECT_THAT(kept, Not(HasSubstr(token.substr(24)))) << "the secret part";
  EXPECT_THAT(kept, HasSubstr(sha256(token).hex()));
  const std::string listed = desk_.must({"token", "list", "--data", "ledger"});
  EXPECT_THAT(listed, HasSubstr("o-town"));
  EXPECT_THAT(listed, HasSubstr("经办员、审计员"));
  EXPECT_THAT(listed, HasSubstr("镇经办"));
  EXPECT_THAT(listed, Not(HasSubstr(token.substr(24))));
}

TEST_F(ServeTest, RevokedTokenAsksNothingMore) {
  write_text(desk_ / "token", new_token(desk_, {"auditor"}));
  const std::string id = member(desk_.must({"token", "list", "--data", "ledger", "--json"}), "id");
  const auto server = serve(desk_);
  const std::vector<std::string> ask = {"events", "--json", "--url", server->url(), "--token-file", "token"};
  EXPECT_EQ(desk_.tenure(ask).exit, 0);
  EXPECT_EQ(desk_.tenure({"token", "revoke", id, "--data", "ledger"}).exit, 0);
  EXPECT_THAT(desk_.must({"token", "list", "--data", "ledger"}), HasSubstr("吊销"));
  // The server looks for a new list of tokens twice a second.
  Ran ran = desk_.tenure(ask);
  for (int i = 0; i < 100 && ran.exit == 0; ++i) ran = desk_.tenure(ask);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:token_invalid");
  EXPECT_EQ(desk_.tenure({"token", "revoke", "0000000000000000", "--data", "ledger"}).exit, 1);
}

TEST_F(ServeTest, TokenOfAScopeSeesItsOwnAlone) {
  EXPECT_EQ(
      desk_
          .submit(
              R"({"type":"OrgRegistered","on":"2024-01-04","data":{"org":"o-other","name":"他镇","kind":"township","parent":"o-county"}})")
          .exit,
      0);
  write_text(desk_ / "token", new_token(desk_, {"clerk"}, {"--scope", "o-other"}));
  const auto server = serve(desk_);
  const auto roster = [&](const std::string& org) {
    return desk_.tenure({"roster", "--org", org, "--json", "--url", server->url(), "--token-file", "token"});
  };
  EXPECT_EQ(roster("o-other").exit, 0);
  EXPECT_EQ(member(roster("o-town").out, "type"), "urn:tenure:problem:not_found");
}

TEST_F(ServeTest, TokenOptionsAreChecked) {
  EXPECT_EQ(desk_.tenure({"token", "new", "--data", "ledger", "--role", "emperor"}).exit, 2);
  EXPECT_EQ(desk_.tenure({"token", "new", "--data", "ledger"}).exit, 2);
  EXPECT_EQ(desk_.tenure({"token", "new", "--data", "ledger", "--role", "subject"}).exit, 2) << "of whom?";
  EXPECT_EQ(desk_.tenure({"token", "new", "--data", "nowhere", "--role", "clerk"}).exit, 1);
}

}  // namespace
}  // namespace tenure::testing

// One question asked of a stopped folder, of its backup, of a server by the command and by HTTP itself: the
// same bytes. Real processes.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "domain/audit/events.h"
#include "domain/pay/events.h"
#include "domain/supervision/events.h"
#include "server/access/tokens.h"
#include "tests/scenarios/rules/rules.h"
#include "tests/server/http_client.h"
#include "tests/support/serve_process.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A secretary who left, was paid afterwards and audited; a lead was confirmed in a file of the discipline
/// class.
class SameAnswer : public ::testing::Test {
 protected:
  struct Asked {
    std::vector<std::string> command;
    std::string path;
  };

  SameAnswer() {
    t_.person("p-1", "o-village");
    t_.must(t_.appoint("2024-01-02", "p-1"));
    pay("2024-01-31", "2024-01", 100'000);
    t_.end("2024-06-30", "p-1", "resignation");
    july_ = pay("2024-07-31", "2024-07", 100'000);
    before_ = t_.store().size();
    t_.record<AuditOpened>("2024-09-01", R"({"org":"o-village","person":"p-1","matter":"m-1",)"
                                         R"("kind":"departure","from":"2024-01-02","until":"2024-12-31"})");
    auto disposed = t_.act();
    disposed.act().klass = Code{"discipline"};
    t_.must(
        t_.submit(disposed.add("2024-11-02", fact<LeadDisposed>(fmt::format(
                                                 R"({{"case":"c-1","disposition":"confirmed","matter":"m-1",)"
                                                 R"("lead":"A3","of":["{}"]}})",
                                                 july_.str()))),
                  t_.root()));
    t_.close();
    run({"backup", "--data", t_.folder(), "--out", desk_ / "backup"});
    full_ = token({Code{"discipline"}});
    plain_ = token({});
    std::ofstream(desk_ / "full") << full_ << "\n";
    std::ofstream(desk_ / "plain") << plain_ << "\n";
  }

  Position pay(const std::string& on, const std::string& period, std::int64_t fen) {
    const std::string data = fmt::format(
        R"({{"person":"p-1","org":"o-village","component":"basic_pay","period":"{}","amount_fen":{}}})",
        period, fen);
    t_.record<PayEntitlementAssessed>(on, data);
    return {t_.record<PayDisbursed>(on, data).index, 0};
  }
  std::string token(std::vector<Code> classes) {
    TokenGrant grant;
    grant.roles = {Role::auditor, Role::reviewer};
    grant.classes = std::move(classes);
    return t_.must(TokenFile(t_.folder()).create(grant, Sequencer::system_now())).text;
  }

  std::string run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), TENURE_BINARY);
    ChildProcess process(arguments);
    EXPECT_EQ(process.wait(), 0) << fmt::format("{}", fmt::join(arguments, " ")) << process.err();
    std::string out = process.out();
    if (out.ends_with('\n')) out.pop_back();
    return out;
  }
  std::string of(const std::string& folder, std::vector<std::string> command) const {
    command.insert(command.end(), {"--json", "--data", folder});
    return run(std::move(command));
  }
  std::string of_server(std::vector<std::string> command, const std::string& token) const {
    command.insert(command.end(), {"--json", "--url", server_->url(), "--token-file", desk_ / token});
    return run(std::move(command));
  }
  std::string got(const std::string& path, const std::string& token) const {
    const Answer answer = HttpClient(server_->port()).get(path, bearer(token));
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return answer.body;
  }

  RuleLedger t_;
  TempFolder desk_;
  Position july_;
  std::uint64_t before_ = 0;
  std::string full_, plain_;
  std::unique_ptr<ServeProcess> server_;
};

TEST_F(SameAnswer, OfAFolderABackupACommandAndHttp) {
  const std::string size = std::to_string(before_);
  const std::vector<Asked> all = {
      {{"audit", "--person", "p-1", "--until", "2024-12-31", "--on", "2024-12-31"},
       "/v1/audits/departure?person=p-1&until=2024-12-31&on=2024-12-31"},
      {{"audit", "--person", "p-1", "--until", "2024-12-31", "--on", "2024-12-31", "--at", size},
       "/v1/audits/departure?person=p-1&until=2024-12-31&on=2024-12-31&at=" + size},
      {{"audit", "--org", "o-village", "--kind", "special", "--from", "2024-01-01", "--on", "2024-12-31"},
       "/v1/audits/special?org=o-village&from=2024-01-01&on=2024-12-31"},
      {{"audit", "--org", "o-county", "--all", "--from", "2024-01-01", "--on", "2024-12-31"},
       "/v1/audits/departure?org=o-county&all=true&from=2024-01-01&on=2024-12-31"},
      {{"review", july_.str(), "--on", "2024-12-31"}, "/v1/decisions/" + july_.str() + "?on=2024-12-31"},
      {{"review", july_.str(), "--at", size}, "/v1/decisions/" + july_.str() + "?at=" + size},
      {{"diff", "--subject", "person/p-1", "--from-size", size},
       "/v1/diff?subject=person/p-1&from_size=" + size},
      {{"diff", "--subject", "person/p-1", "--from-size", "4", "--until-size", size, "--on", "2024-07-31"},
       "/v1/diff?subject=person/p-1&from_size=4&on=2024-07-31&until_size=" + size},
      {{"diff", "--org", "o-town", "--from-size", "4", "--until-size", size},
       "/v1/diff?org=o-town&from_size=4&until_size=" + size},
  };
  std::vector<std::string> of_folder;
  for (const Asked& asked : all) {
    of_folder.push_back(of(t_.folder(), asked.command));
    EXPECT_EQ(of(desk_ / "backup", asked.command), of_folder.back()) << asked.path;
  }
  EXPECT_THAT(of_folder.front(), HasSubstr(R"("outcome":"confirmed")"));
  server_ = std::make_unique<ServeProcess>(TENURE_BINARY, t_.folder());
  ASSERT_NE(server_->port(), 0) << server_->err();
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(of_server(all[i].command, "full"), of_folder[i]) << all[i].path;
    EXPECT_EQ(got(all[i].path, full_), of_folder[i]) << all[i].path;
  }
}

// What is said in restricted acts stands in the report of who may read them: it names these classes, and the
// same classes are the same report, with the same digest, whoever asks.
TEST_F(SameAnswer, AReportIsOfTheClassesThatItNames) {
  const std::vector<std::string> asked = {"audit",      "--person", "p-1",       "--until",
                                          "2024-12-31", "--on",     "2024-12-31"};
  const auto with = [&](const std::string& classes) {
    std::vector<std::string> out = asked;
    out.insert(out.end(), {"--classes", classes});
    return out;
  };
  const std::string whole = of(t_.folder(), asked);
  const std::string ordinary = of(t_.folder(), with("ordinary"));
  EXPECT_THAT(whole, HasSubstr(R"("classes":["discipline"])"));
  EXPECT_EQ(of(t_.folder(), with("discipline")), whole);
  EXPECT_THAT(ordinary, HasSubstr(R"("classes":[])"));
  EXPECT_THAT(ordinary, Not(HasSubstr("confirmed")));
  EXPECT_THAT(ordinary, HasSubstr("A3")) << "the lead is of the ordinary class";
  server_ = std::make_unique<ServeProcess>(TENURE_BINARY, t_.folder());
  ASSERT_NE(server_->port(), 0) << server_->err();
  EXPECT_EQ(of_server(asked, "plain"), ordinary);
  EXPECT_EQ(of_server(with("discipline"), "plain"), ordinary)
      << "who names a class does not read it for that";
  EXPECT_EQ(of_server(with("ordinary"), "full"), ordinary);
  EXPECT_EQ(of_server(with("discipline"), "full"), whole);
  const Answer unknown =
      HttpClient(server_->port()).get("/v1/audits/departure?person=p-1&classes=disciplne", bearer(full_));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_THAT(unknown.body, HasSubstr("discipline")) << "the nearest one";
}

}  // namespace
}  // namespace tenure::testing

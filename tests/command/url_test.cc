// The same call on a folder and on a server that runs: the same bytes.
#include <gmock/gmock.h>

#include "tests/command/serving.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

class UrlTest : public ::testing::Test {
 protected:
  UrlTest() {
    desk_.open_ledger();
    EXPECT_EQ(desk_.submit(kAppointment).exit, 0);
    write_text(desk_ / "token", new_token(desk_, {"operator", "clerk", "auditor", "reviewer"}) + "\n");
    desk_.sign("next.json",
               R"({"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-village","name":"东村"}})");
  }

  Ran on_folder(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--json", "--data", "ledger"});
    return desk_.tenure(arguments);
  }
  Ran on_server(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--json", "--url", server_->url(), "--token-file", "token"});
    return desk_.tenure(arguments);
  }

  Desk desk_;
  std::unique_ptr<ServeProcess> server_;
};

TEST_F(UrlTest, SameCallOnAFolderAndOnAServerPrintsTheSameBytes) {
  const std::vector<std::vector<std::string>> calls = {
      {"events"},
      {"events", "--subject", "person/p-1", "--from", "1", "--limit", "1"},
      {"events", "--type", "Nothing"},
      {"status"},
      {"roster", "--org", "o-county"},
      {"roster", "--org", "o-county", "--post", "secretary", "--on", "2024-02-01", "--at", "2"},
      {"roster", "--org", "o-county", "--orgs"},
      {"roster", "--org", "o-nowhere"},
      {"stats", "stat.secretary_by_mode", "--org", "o-county"},
      {"stats", "stat.nothing", "--org", "o-county"},
      {"compute", "calc.tenure_years", "--subject", "p-1", "--on", "2024-06-01"},
      {"compute", "calc.pay_standard", "--subject", "o-village"},
      {"compute", "calc.tenure_year", "--subject", "p-1"},
      {"compute", "calc.tenure_years", "--subject", "p-9"},
      {"diff", "--subject", "person/p-1", "--from-size", "2"},
      {"diff", "--subject", "nobody"},
      {"diff", "--org", "o-county", "--from-size", "1"},
      {"events", "--at", "2"},
      {"act", "check", "next.json"},
      {"act", "check", "nothing.json"},
  };
  std::vector<Ran> folder;
  for (const auto& call : calls) folder.push_back(on_folder(call));
  server_ = serve(desk_);
  ASSERT_NE(server_->port(), 0) << server_->err();
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Ran ran = on_server(calls[i]);
    // What `check` says of the moment is of the moment.
    const auto timeless = [](const std::string& out) {
      const std::size_t at = out.find("\"recorded_at\":\"");
      return at == std::string::npos || out.find("\"flags\"") == std::string::npos ? out : out.substr(0, at);
    };
    EXPECT_EQ(timeless(ran.out), timeless(folder[i].out)) << calls[i][0] << " " << calls[i].back() << ran.err;
    EXPECT_EQ(ran.exit, folder[i].exit) << calls[i][0] << " " << calls[i].back();
    EXPECT_FALSE(ran.out.empty() && ran.exit == 0 && calls[i][0] != "roster") << calls[i][0];
  }
}

TEST_F(UrlTest, SubmitsAndKeepsAReceiptThatVerifies) {
  const std::string key = member(desk_.must({"status", "--data", "ledger", "--json"}), "log_key");
  server_ = serve(desk_);
  const Ran submitted =
      desk_.tenure({"act", "submit", "next.json", "--url", server_->url(), "--receipt", "r.receipt"});
  EXPECT_EQ(submitted.exit, 0) << submitted.err;
  EXPECT_EQ(desk_.tenure({"verify", "--receipt", "r.receipt", "--log-key", key}).exit, 0);
  const Ran again = desk_.tenure({"act", "submit", "next.json", "--url", server_->url()});
  EXPECT_EQ(again.exit, 0);
  EXPECT_THAT(again.err, HasSubstr("此前已收录"));
  const Ran status = desk_.tenure({"status", "--json", "--url", server_->url()});
  EXPECT_EQ(member(status.out, "size"), "4");
}

TEST_F(UrlTest, TokenDecidesAndIsTakenFromTheEnvironmentToo) {
  server_ = serve(desk_);
  const Ran none = desk_.tenure({"events", "--json", "--url", server_->url()});
  EXPECT_EQ(none.exit, 1);
  EXPECT_EQ(member(none.out, "type"), "urn:tenure:problem:token_missing");
  const std::string token = lines(read_text(desk_ / "token")).at(0);
  const Ran by_environment = desk_.run(
      {"/usr/bin/env", "TENURE_TOKEN=" + token, TENURE_BINARY, "events", "--json", "--url", server_->url()});
  EXPECT_EQ(by_environment.exit, 0) << by_environment.out;
  EXPECT_EQ(desk_.tenure({"events", "--url", server_->url(), "--token", token}).exit, 2)
      << "never an argument";
}

TEST_F(UrlTest, CheckNamesTheEventThatIsNotForTheTokenToSee) {
  write_text(desk_ / "scoped", new_token(desk_, {"clerk"}, {"--scope", "o-village"}) + "\n");
  desk_.sign("rows.json",
             R"([{"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-village","name":"东村"}},)"
             R"({"type":"OrgRenamed","on":"2024-05-01","data":{"org":"o-town","name":"东镇"}}])");
  server_ = serve(desk_);
  const Ran ran = desk_.tenure(
      {"act", "check", "rows.json", "--json", "--url", server_->url(), "--token-file", "scoped"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:role_missing");
  EXPECT_EQ(member(ran.out, "where"), "events[1]");
  EXPECT_THAT(member(ran.out, "detail"), HasSubstr("org/o-town"));
}

TEST_F(UrlTest, FolderAndUrlExcludeEachOtherAndOneIsDue) {
  EXPECT_EQ(desk_.tenure({"events"}).exit, 2);
  EXPECT_EQ(desk_.tenure({"events", "--data", "ledger", "--url", "http://127.0.0.1:1"}).exit, 2);
  EXPECT_EQ(desk_.tenure({"events", "--data", "ledger", "--token-file", "token"}).exit, 2);
}

TEST_F(UrlTest, WhatIsNoServerIsNamed) {
  const Ran nobody = desk_.tenure({"events", "--json", "--url", "http://127.0.0.1:1"});
  EXPECT_EQ(nobody.exit, 1);
  EXPECT_EQ(member(nobody.out, "type"), "urn:tenure:problem:unreachable");
  for (const char* url :
       {"ledger.example", "http://ledger.example", "http://127.0.0.1/path", "ftp://127.0.0.1"}) {
    const Ran ran = desk_.tenure({"events", "--json", "--url", url});
    EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:bad_value") << url;
  }
}

TEST_F(UrlTest, HttpsIsVerified) {
  const Ran made =
      desk_.run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                 "tls.key", "-out", "tls.pem"});
  ASSERT_EQ(made.exit, 0) << made.err;
  write_text(desk_ / "tenure.toml", "[server]\ncertificate = \"" + (desk_ / "tls.pem") + "\"\nkey = \"" +
                                        (desk_ / "tls.key") + "\"\nhosts = [\"localhost\"]\n");
  server_ = serve(desk_, {"--config", desk_ / "tenure.toml"});
  ASSERT_NE(server_->port(), 0) << server_->err();
  const std::string port = std::to_string(server_->port());
  const auto status = [&](const std::string& host, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"status", "--json", "--url", "https://" + host + ":" + port};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return desk_.tenure(arguments);
  };
  const Ran trusted = status("localhost", {"--ca-file", "tls.pem"});
  EXPECT_EQ(trusted.exit, 0) << trusted.out;
  EXPECT_EQ(member(status("localhost", {}).out, "type"), "urn:tenure:problem:unreachable") << "a stranger's";
  EXPECT_EQ(status("127.0.0.1", {"--ca-file", "tls.pem"}).exit, 1) << "another name than the certificate's";
}

}  // namespace
}  // namespace tenure::testing

// SIGTERM beside clients of every kind: everything that was queued is answered, feeds are told at once, and
// the server is down before a container's runtime loses patience. SIGHUP: a certificate is changed.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <set>
#include <thread>

#include "domain/describe/write.h"
#include "server/access/tokens.h"
#include "server/sequencer/sequencer.h"
#include "tests/server/http_client.h"
#include "tests/support/ledger.h"
#include "tests/support/serve_process.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;  // NOLINT

constexpr auto kDown = 5s;  // target R13

class Stop : public ::testing::Test {
 protected:
  Stop() : before_(ledger_.store().log().head().size) {
    for (int i = 0; i < 400; ++i) {
      PersonRegistered registered;
      registered.person = {"p-stop-" + std::to_string(i)};
      registered.org = {"o-village"};
      registered.name = {sealed_as("name", "张三")};
      acts_.push_back(
          to_json(sign(ledger_.act().add("2024-01-01", std::move(registered)).payload(), ledger_.root())));
    }
    ledger_.close();
    TokenGrant grant;
    grant.roles = {Role::auditor};
    token_ = TokenFile(ledger_.folder()).create(grant, Sequencer::system_now())->text;
    server_.emplace(TENURE_BINARY, ledger_.folder());
  }

  std::unique_ptr<WsClient> feed() {
    WsClient::Options with;
    with.token = token_;
    with.receive_buffer = 4 << 10;
    auto out = std::make_unique<WsClient>(server_->port(), with);
    out->say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
    return out;
  }
  std::unique_ptr<HttpClient> with(const std::string& bytes) {
    auto out = std::make_unique<HttpClient>(server_->port());
    out->send(bytes);
    return out;
  }
  std::string get(const std::string& path) {
    return request_text("GET", path, server_->port(), {}, bearer(token_));
  }
  /// Seconds from SIGTERM to the end.
  double stop() {
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(server_->terminate(), 0) << server_->err();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }
  std::uint64_t recorded() {
    LedgerStore::Options options;
    options.folder = ledger_.folder();
    return LedgerStore::open(options).value()->log().head().size - before_;
  }

  TestLedger ledger_;
  std::uint64_t before_;
  std::vector<std::string> acts_;
  std::string token_;
  std::optional<ServeProcess> server_;
};

TEST_F(Stop, BesideASilentFeedThatIsToldAtOnce) {
  const auto silent = feed();
  ASSERT_THAT(silent->hear(), HasSubstr("event"));
  const auto began = std::chrono::steady_clock::now();
  double seconds = 0;
  std::thread stopping([&] { seconds = stop(); });
  const auto close = silent->until_close();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
  stopping.join();
  ASSERT_TRUE(close);
  EXPECT_EQ(close->code, 1001);
  EXPECT_LT(seconds, std::chrono::duration<double>(kDown).count());
}

TEST_F(Stop, BesideSilentSlowAndBusyClients) {
  const std::string host = "Host: localhost\r\n";
  const auto idle = with(get("/healthz"));
  ASSERT_EQ(idle->read().status, 200);
  const auto silent = with("");
  const auto half_a_header = with("GET /healthz HTT");
  const auto half_a_body = with("POST /v1/acts HTTP/1.1\r\n" + host + "Content-Length: 100\r\n\r\n{");
  const auto half_a_batch =
      with("POST /v1/acts/batch HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += get("/v1/events?limit=100");
  const auto never_reads = with(many.substr(0, 200'000));
  const auto silent_feed = feed();
  const auto slow_feed = feed();
  std::vector<std::unique_ptr<HttpClient>> busy;
  for (const std::string& act : acts_) {
    busy.push_back(with(request_text("POST", "/v1/acts", server_->port(), act)));
  }
  EXPECT_LT(stop(), std::chrono::duration<double>(kDown).count());
  std::set<std::string> admitted;
  std::size_t answered = 0;
  for (const auto& client : busy) {
    const auto answer = client->read();
    if (answer.status != 0) ++answered;  // else it was not read before the stop
    if (answer.status == 201) admitted.insert(answer.header("location"));
  }
  EXPECT_GT(admitted.size(), 0U);
  EXPECT_EQ(recorded(), admitted.size()) << "what was recorded was answered, and what was answered recorded";
  EXPECT_GE(answered, admitted.size());
}

TEST_F(Stop, WaitsAsLongAsItIsToldTo) {
  server_.reset();
  const TempFolder folder;
  std::ofstream(folder / "tenure.toml") << "[server]\nstop_seconds = 1\n";
  server_.emplace(TENURE_BINARY, ledger_.folder(),
                  std::vector<std::string>{"--config", folder / "tenure.toml"});
  const auto silent = feed();
  ASSERT_THAT(silent->hear(), HasSubstr("event"));
  const double seconds = stop();
  EXPECT_GE(seconds, 0.9);
  EXPECT_LT(seconds, 3);
}

class Hangup : public Stop {
 protected:
  void make_certificate(const std::string& serial) {
    ChildProcess made({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                       "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-set_serial", serial,
                       "-keyout", folder_ / "key.pem", "-out", folder_ / "chain.pem"});
    ASSERT_EQ(made.wait(), 0) << made.err();
  }
  /// Until the operator is told so; false when it is not.
  bool told(const std::string& words) {
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < until) {
      if (server_->err().find(words) != std::string::npos) return true;
      std::this_thread::sleep_for(5ms);
    }
    return false;
  }

  TempFolder folder_;
};

TEST_F(Hangup, ReadsTheCertificateAgainAndCutsNobody) {
  server_.reset();
  make_certificate("1");
  std::ofstream(folder_ / "tenure.toml") << "[server]\ncertificate = \"" << folder_ / "chain.pem"
                                         << "\"\nkey = \"" << folder_ / "key.pem"
                                         << "\"\n";
  server_.emplace(TENURE_BINARY, ledger_.folder(),
                  std::vector<std::string>{"--config", folder_ / "tenure.toml"});
  HttpClient standing(server_->port(), true);
  EXPECT_EQ(standing.get("/healthz").status, 200);
  make_certificate("2");
  server_->signal(SIGHUP);
  EXPECT_TRUE(told("the new certificate is in use")) << server_->err();
  std::ofstream(folder_ / "chain.pem") << "nothing";
  server_->signal(SIGHUP);
  EXPECT_TRUE(told("the certificate stays as it was")) << server_->err();
  EXPECT_EQ(standing.get("/healthz").status, 200);
  EXPECT_EQ(HttpClient(server_->port(), true).get("/healthz").status, 200);
}

TEST_F(Hangup, WithoutACertificateEndsTheServerAsAClosedTerminalDoes) {
  server_->signal(SIGHUP);
  EXPECT_EQ(server_->wait(), 0) << server_->err();
}

}  // namespace
}  // namespace tenure::testing

// A server whose rows lag, or whose disk fails: what it serves meanwhile, and what /readyz and /metrics say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>

#include "server/app/app.h"
#include "tests/server/http_client.h"
#include "tests/support/fault_fs.h"
#include "tests/support/ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

/// A ledger with a person, closed, and an App over its folder.
class ServingTest : public ::testing::Test {
 protected:
  ServingTest() {
    ledger_.register_person("p-1", "o-village");
    next_ = to_json(sign(next_act().payload(), ledger_.root()));
    ledger_.close();
    TokenGrant grant;
    grant.roles = {Role::auditor};
    token_ = bearer(TokenFile(ledger_.folder()).create(grant, Sequencer::system_now())->text);
  }

  ActBuilder next_act() {
    PersonRegistered registered;
    registered.person = {"p-2"};
    registered.org = {"o-village"};
    registered.name = {sealed_as("name", "李四")};
    return ledger_.act().add("2024-02-01", std::move(registered));
  }

  void start(
      std::function<void(std::uint64_t)> on_rebuilding = [](std::uint64_t) {},
      std::shared_ptr<rocksdb::FileSystem> disk = default_file_system()) {
    auto store = LedgerStore::open({ledger_.folder(), std::nullopt, std::move(disk)});
    ASSERT_TRUE(store) << store.error().text();
    Config config;
    config.http.listen = "127.0.0.1:0";
    config.access_log = false;
    config.on_rebuilding = std::move(on_rebuilding);
    auto app = App::start(std::move(config), ledger_.folder(), std::move(*store));
    ASSERT_TRUE(app) << app.error().text();
    app_ = std::move(*app);
  }

  Answer get(const std::string& path) const { return HttpClient(app_->port()).get(path, token_); }
  Answer submit() const { return HttpClient(app_->port()).post("/v1/acts", next_); }
  /// Names of the ledger's databases of rows.
  std::vector<std::string> views() const {
    std::vector<std::string> out;
    for (const auto& part : std::filesystem::directory_iterator(ledger_.folder())) {
      const std::string name = part.path().filename();
      if (name.starts_with("views-") && std::filesystem::exists(part.path() / "CURRENT")) out.push_back(name);
    }
    return out;
  }

  TestLedger ledger_;
  std::string next_;
  std::string token_;
  std::unique_ptr<App> app_;
};

TEST_F(ServingTest, EvidenceIsServedAtOnceAndTheRestWhenTheRowsOfANewSchemaAreBuilt) {
  const std::string mine = views().at(0);
  std::filesystem::rename(ledger_.folder() + "/" + mine, ledger_.folder() + "/views-0123456789abcdef");
  std::promise<void> reached;
  std::promise<void> go_on;
  start([&](std::uint64_t) {
    reached.set_value();
    go_on.get_future().wait();
  });
  reached.get_future().wait();
  EXPECT_EQ(get("/checkpoint").status, 200);
  EXPECT_EQ(get("/v1/proofs/inclusion?index=0").status, 200);
  EXPECT_EQ(get("/v1/acts/0/receipt").status, 200);
  EXPECT_EQ(get("/v1/status").status, 200);
  EXPECT_EQ(get("/healthz").status, 200);
  for (const char* path : {"/readyz", "/v1/persons/p-1", "/v1/events", "/v1/acts/0", "/v1/stats/x"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_THAT(answer.body, HasSubstr("rebuilding")) << path;
    EXPECT_NE(answer.header("retry-after"), "") << path;
  }
  EXPECT_THAT(submit().body, HasSubstr("rebuilding"));
  EXPECT_FALSE(WsClient(app_->port()).open());
  EXPECT_EQ(views().size(), 2U) << "the new rows are built beside the old ones";

  go_on.set_value();
  app_->sequencer().wait_until_open(std::chrono::seconds(20));
  EXPECT_EQ(get("/readyz").status, 200);
  EXPECT_THAT(get("/v1/persons/p-1").body, HasSubstr(R"("person":"p-1")"));
  EXPECT_EQ(submit().status, 201);
  EXPECT_EQ(views(), std::vector<std::string>{mine}) << "the old ones are gone";
}

TEST_F(ServingTest, StopDoesNotWaitForTheRows) {
  std::filesystem::rename(ledger_.folder() + "/" + views().at(0),
                          ledger_.folder() + "/views-0123456789abcdef");
  std::promise<void> reached;
  std::promise<void> go_on;
  start([&](std::uint64_t) {
    reached.set_value();
    go_on.get_future().wait();
  });
  reached.get_future().wait();
  std::thread stop([&] { app_.reset(); });
  go_on.set_value();
  stop.join();
  start();
  EXPECT_EQ(get("/readyz").status, 200) << "what was not built is built now";
}

TEST_F(ServingTest, FeedHearsWhatWasInTheLogWhenTheRowsLagged) {
  std::filesystem::remove_all(ledger_.folder() + "/" + views().at(0));
  start();
  WsClient::Options options;
  options.token = token_.substr(token_.find("tenure_"), token_.find("\r\n") - token_.find("tenure_"));
  WsClient feed(app_->port(), options);
  ASSERT_TRUE(feed.open()) << feed.answer();
  feed.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  EXPECT_THAT(feed.hear(), HasSubstr(R"("position":"0.0")"));
}

TEST_F(ServingTest, LedgerThatNoLongerWritesSaysSoWhateverWayItWasFound) {
  const auto disk = std::make_shared<FaultFileSystem>();
  start([](std::uint64_t) {}, disk);
  EXPECT_EQ(get("/readyz").status, 200);
  EXPECT_THAT(get("/metrics").body, HasSubstr("tenure_now{of=\"writes_halted\"} 0\n"));
  disk->arm(disk->operations() + 1, Fault::fail_sync);
  // Not through POST /v1/acts: by the way that a draft or a batch takes.
  const auto refused = app_->sequencer().submit_and_wait(*parse_submission(next_));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::outcome_unknown);
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_THAT(get("/readyz").body, HasSubstr("stopped"));
  EXPECT_THAT(get("/metrics").body, HasSubstr("tenure_now{of=\"writes_halted\"} 1\n"));
  EXPECT_EQ(get("/v1/persons/p-1").status, 200) << "reading goes on";
  app_.reset();
}

}  // namespace
}  // namespace tenure::testing

// A version of another schema beside the one that serves: its rows are built while acts come in, and the
// restart only has to catch up. Real processes: `tenure_next` is `tenure` with another name for its views.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <simdjson.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "server/access/tokens.h"
#include "storage/files/files.h"
#include "storage/verify/verify.h"
#include "tests/e2e/township.h"
#include "tests/support/serve_process.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::uint64_t number(const std::string& json, const char* member) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  std::uint64_t out = 0;
  if (parser.parse(json).get(document) || document[member].get(out)) ADD_FAILURE() << member << ": " << json;
  return out;
}

class Upgrade : public ::testing::Test {
 protected:
  Upgrade()
      : town_(running_, "o-town", ledger_.clerk("o-town"), ledger_.store().ledger_id()->value(), 1),
        before_(ledger_.store().log().head().size) {
    ledger_.close();
    TokenGrant grant;
    grant.roles = {Role::auditor};
    token_ = TokenFile(ledger_.folder()).create(grant, Sequencer::system_now())->text;
    serve(TENURE_BINARY);
  }

  void serve(const char* binary) {
    server_.emplace(binary, ledger_.folder());
    ASSERT_NE(server_->port(), 0) << server_->err();
    running_.port = server_->port();
  }
  void stop() {
    running_.port = 0;
    ASSERT_EQ(server_->terminate(), 0) << server_->err();
  }
  void submit(std::size_t acts) {
    town_.work(acts);
    ASSERT_THAT(town_.failures(), IsEmpty());
  }

  std::vector<std::string> words(const char* binary, std::vector<std::string> more) const {
    more.insert(more.begin(), {"/usr/bin/env", "TMPDIR=" + notes_.path(), binary, "replay", "--json",
                               "--data", ledger_.folder()});
    return more;
  }
  /// What the program says, with its exit status.
  std::string replay(const char* binary, const std::vector<std::string>& more, int exit = 0) const {
    ChildProcess run(words(binary, more));
    EXPECT_EQ(run.wait(), exit) << run.out() << run.err();
    return run.out();
  }
  std::string prepare() const { return replay(TENURE_NEXT_BINARY, {"--prepare"}); }

  /// Each after another while, with acts in between.
  void kill_preparations() {
    for (int i = 0; i < 5; ++i) {
      ChildProcess run(words(TENURE_NEXT_BINARY, {"--prepare"}));
      std::this_thread::sleep_for(std::chrono::milliseconds(20 * (i + 1)));
      run.kill();
      submit(5);
    }
  }

  std::string get(const std::string& path) const {
    const auto answer = HttpClient(running_.port).get(path, bearer(token_));
    EXPECT_EQ(answer.status, 200) << path << ": " << answer.body;
    return answer.body;
  }
  std::uint64_t size() const { return number(get("/v1/status"), "size"); }
  /// As of a size: the same whoever is asked, however much was recorded since.
  std::vector<std::string> answers_at(std::uint64_t size) const {
    std::vector<std::string> out;
    std::vector<std::string> paths = {"/v1/persons?org=o-county&limit=1000", "/v1/orgs?parent=o-town",
                                      "/v1/orgs/o-town", "/v1/stats/stat.secretary_by_mode?org=o-county"};
    for (const auto& [person, model] : town_.people()) paths.push_back("/v1/persons/" + person + "?");
    for (const std::string& path : paths) {
      out.push_back(
          get(fmt::format("{}{}at={}&on=2026-01-01", path, path.find('?') == path.npos ? "?" : "&", size)));
    }
    out.push_back(get("/v1/events?limit=1000"));
    return out;
  }

  /// Names of the ledger's databases of rows, with the identity that RocksDB gave them when they were made.
  std::map<std::string, std::string> views() const {
    std::map<std::string, std::string> out;
    for (const auto& part : fs::directory_iterator(ledger_.folder())) {
      const std::string name = part.path().filename();
      if (name.starts_with("views-") && fs::exists(part.path() / "CURRENT"))
        out.emplace(name, content(part.path() / "IDENTITY"));
    }
    return out;
  }

  TestLedger ledger_;
  TempFolder notes_;  ///< what is killed leaves its own folder there
  Running running_;
  Township town_;
  std::uint64_t before_;  ///< acts that the township did not submit
  std::string token_;
  std::optional<ServeProcess> server_;
};

/// Submits all the time, and asks a question of the rows after each act, until it is told to stop.
class BusyClerk {
 public:
  BusyClerk(Township& town, const Running& running, const std::string& token)
      : thread_([&town, &running, token, this] {
          while (!stop_ && town.failures().empty()) {
            town.work(1);
            const auto answer = HttpClient(running.port).get("/v1/orgs/o-town", bearer(token));
            if (answer.body.find("rebuilding") != std::string::npos) ++rebuilding_;
          }
        }) {}
  ~BusyClerk() { stop(); }
  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  int rebuilding() const { return rebuilding_; }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> rebuilding_ = 0;
  std::thread thread_;
};

TEST_F(Upgrade, IsReadyAtOnceWithRowsPreparedBesideTheServerOfTheOldVersion) {
  submit(600);
  const auto old_views = views();
  ASSERT_THAT(old_views, SizeIs(1));
  BusyClerk clerk(town_, running_, token_);

  const std::uint64_t at_least = size();
  const std::string first = prepare();
  EXPECT_EQ(number(first, "from"), 0U);
  EXPECT_GE(number(first, "size") + number(first, "behind"), at_least);
  EXPECT_LE(number(first, "behind"), 100U);
  const auto both = views();
  ASSERT_THAT(both, SizeIs(2));
  EXPECT_EQ(both.at(old_views.begin()->first), old_views.begin()->second);

  stop();
  serve(TENURE_BINARY);
  EXPECT_EQ(views(), both) << "the old version, started again, leaves what was prepared";
  const std::string second = prepare();
  EXPECT_EQ(number(second, "from"), number(first, "size"));

  stop();
  serve(TENURE_NEXT_BINARY);
  EXPECT_EQ(HttpClient(running_.port).get("/readyz").status, 200);
  clerk.stop();
  EXPECT_EQ(clerk.rebuilding(), 0);
  EXPECT_THAT(town_.failures(), IsEmpty());
  const auto now = views();
  ASSERT_THAT(now, SizeIs(1)) << "the old version's are gone";
  EXPECT_EQ(now.begin()->second, both.at(now.begin()->first)) << "what serves is what was prepared";
  EXPECT_FALSE(fs::exists(ledger_.folder() + "/prepared"));
  EXPECT_GE(size(), before_ + running_.acknowledged);

  const std::uint64_t all = size();
  const auto answers = answers_at(all);
  stop();
  EXPECT_THAT(replay(TENURE_NEXT_BINARY, {}), HasSubstr(R"("equal":true)"));
  EXPECT_TRUE(verify_ledger({.folder = ledger_.folder()})->clean());
  serve(TENURE_BINARY);
  EXPECT_EQ(size(), all);
  EXPECT_EQ(answers_at(all), answers) << "the old version says the same";
  stop();
}

TEST_F(Upgrade, PreparationThatIsKilledIsContinued) {
  submit(500);
  kill_preparations();
  const std::uint64_t prepared = number(prepare(), "size");
  submit(500);
  kill_preparations();
  const std::string last = prepare();
  EXPECT_GE(number(last, "from"), prepared) << "it goes on";
  EXPECT_EQ(number(last, "size") + number(last, "behind"), size());
  EXPECT_THAT(replay(TENURE_BINARY, {"--prepare"}, 1), HasSubstr("problem:locked"))
      << "the server's own rows";
  EXPECT_EQ(HttpClient(running_.port).get("/readyz").status, 200);
  stop();
  EXPECT_THAT(replay(TENURE_NEXT_BINARY, {}), HasSubstr(R"("equal":true)"));
}

TEST_F(Upgrade, OneAtATimePreparesTheSameRows) {
  submit(10);
  prepare();
  const std::string next = ledger_.folder() + "/" + content(ledger_.folder() + "/prepared");
  {
    const auto writing = FolderLock::acquire(default_file_system(), next.substr(0, next.size() - 1), "LOCK");
    ASSERT_TRUE(writing) << writing.error().text();
    const std::string refused = replay(TENURE_NEXT_BINARY, {"--prepare"}, 1);
    EXPECT_THAT(refused, HasSubstr("problem:locked"));
    EXPECT_THAT(refused, HasSubstr("--prepare"));
    stop();
    ServeProcess early(TENURE_NEXT_BINARY, ledger_.folder());
    EXPECT_EQ(early.port(), 0) << "nor does a server start on rows that are being prepared";
    EXPECT_THAT(early.out(), HasSubstr("problem:locked"));
  }
  EXPECT_EQ(number(prepare(), "behind"), 0U) << "on a folder that nobody serves it works as well";
}

TEST_F(Upgrade, LogThatTheAnchorDoesNotVouchForIsNotPrepared) {
  submit(5);
  stop();
  fs::copy(ledger_.folder() + "/log", ledger_.folder() + "/older", fs::copy_options::recursive);
  serve(TENURE_BINARY);
  submit(5);
  stop();
  fs::remove_all(ledger_.folder() + "/log");
  fs::rename(ledger_.folder() + "/older", ledger_.folder() + "/log");
  EXPECT_THAT(replay(TENURE_NEXT_BINARY, {"--prepare"}, 3), HasSubstr("problem:log_short"));
  EXPECT_THAT(views(), SizeIs(1)) << "nothing is made of it";
}

}  // namespace
}  // namespace tenure::testing

// The page's files over HTTP: what is answered, how it may be kept, and that nothing else leaves the folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/http/static_files.h"
#include "tests/server/served_ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string kBrowser = "Accept: text/html,application/xhtml+xml\r\n";

void write_text(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

/// A built page, with a secret beside it and a way to it.
class BuiltPage {
 public:
  BuiltPage() {
    fs::create_directories(folder() + "/assets");
    write_text(folder() + "/index.html", "<title>page</title>");
    write_text(folder() + "/assets/index-1.js", "script");
    write_text(folder() + "/assets/index-1.css", "style");
    write_text(outside_ / "secret.js", "secret");
    fs::create_symlink(outside_ / "secret.js", folder() + "/assets/linked.js");
  }
  std::string folder() const { return outside_ / "web"; }

 private:
  TempFolder outside_;
};

Config serving(const BuiltPage& page) {
  Config config;
  config.web = page.folder();
  return config;
}

TEST(Page, IsAnsweredAtTheRootAndWhereverABrowserNavigates) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  for (const std::string path : {"/", "/login", "/persons/p-0001?on=2024-03-15", "/orgs/o-1"}) {
    const auto answer = s.connect()->get(path, kBrowser);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(answer.header("cache-control"), "no-cache");
    EXPECT_EQ(answer.body, "<title>page</title>");
  }
}

TEST(Page, MayLoadNothingFromElsewhereAndBeFramedByNobody) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  const auto answer = s.connect()->get("/");
  const std::string policy = answer.header("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self'; style-src 'self'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(policy.find("http"), std::string::npos);
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
}

TEST(Page, AssetsHaveTheirTypesAndAreKeptForEver) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  const auto script = s.connect()->get("/assets/index-1.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.body, "script");
  EXPECT_EQ(script.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_THAT(script.header("cache-control"), HasSubstr("immutable"));
  EXPECT_EQ(s.connect()->get("/assets/index-1.css").header("content-type"), "text/css; charset=utf-8");
}

TEST(Page, HeadHasTheLengthAndNoBody) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  const auto client = s.connect();
  client->send(request_text("HEAD", "/assets/index-1.js", s.port()));
  const auto answer = client->read(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-length"), "6");
}

TEST(Page, UnchangedIndexIsNotSentAgain) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  const std::string tag = s.connect()->get("/").header("etag");
  ASSERT_FALSE(tag.empty());
  const auto again = s.connect()->get("/", "If-None-Match: " + tag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST(Page, NoPathLeadsOutOfTheFolder) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  for (const std::string path :
       {"/assets/../../secret.js", "/assets/..%2f..%2fsecret.js", "/assets/%2e%2e/%2e%2e/secret.js",
        "/assets//etc/passwd", "/assets/linked.js", "/assets/", "/assets", "/assets/..", "/../secret.js"}) {
    const auto answer = s.connect()->get(path, kBrowser);
    EXPECT_NE(answer.body, "secret") << path;
    if (path.starts_with("/assets")) {
      EXPECT_EQ(answer.status, 404) << path;
    }
  }
}

TEST(Page, CallsAreNeverPages) {
  const BuiltPage page;
  const ServedLedger s(serving(page));
  for (const std::string path : {"/v1/nothing", "/v1", "/tile/nothing"}) {
    const auto answer = s.connect()->get(path, kBrowser);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  }
  EXPECT_EQ(s.connect()->get("/persons/p-1").status, 404) << "no browser asks";
  EXPECT_EQ(s.connect()->post("/persons/p-1", "", kBrowser).status, 404);
  EXPECT_THAT(s.connect()->get("/healthz", kBrowser).body, HasSubstr("ok"));
}

TEST(Page, WithoutAFolderThereIsNone) {
  const ServedLedger s;
  EXPECT_EQ(s.connect()->get("/", kBrowser).status, 404);
}

TEST(Page, FolderThatIsNoPageIsRefusedAtTheStart) {
  const TempFolder empty;
  const auto none = StaticFiles::load(empty.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().reason, Reason::not_found);
  const BuiltPage page;
  write_text(page.folder() + "/assets/program.exe", "x");
  const auto foreign = StaticFiles::load(page.folder());
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().reason, Reason::bad_value);
}

TEST(Page, LargerThanItsLimitIsRefusedAtTheStart) {
  const BuiltPage page;
  const std::string path = page.folder() + "/assets/large.js";
  write_text(path, "x");
  fs::resize_file(path, kStaticBytesMax);
  const auto large = StaticFiles::load(page.folder());
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, Reason::bad_value);
}

}  // namespace
}  // namespace tenure::testing

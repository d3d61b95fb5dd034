// `tenure policy`: packs read and explained, policies of a ledger.
#include <fmt/format.h>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

TEST(PolicyCheck, TellsWhatAPackGives) {
  const Desk desk;
  write_text(desk / "pack.toml", "[posts]\nmin = 3\nmax = \"masked\"\n");
  const Ran ran = desk.tenure({"policy", "check", "pack.toml"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("posts.max"), std::string::npos);
  EXPECT_NE(ran.out.find("\"masked\""), std::string::npos);
  const Ran json = desk.tenure({"policy", "check", "-", "--json"}, "[posts]\nmin = 3\n");
  EXPECT_NE(json.out.find(R"("key":"posts.min","type":"integer","given":"value","value":3)"),
            std::string::npos)
      << json.out;
  EXPECT_TRUE(is_json(json.out));
}

TEST(PolicyCheck, BrokenPackIsExplainedByLineAndKey) {
  const Desk desk;
  write_text(desk / "pack.toml", "[posts]\nmin = 3\nmaks = 5\n");
  const Ran ran = desk.tenure({"policy", "check", "pack.toml", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(member(ran.out, "where"), "pack.toml, line 3, posts.maks");
  EXPECT_EQ(member(ran.out, "detail"),
            "没有这个键，最接近的是 posts.max | no such key; the nearest is posts.max");
}

TEST(PolicyList, ShowsPoliciesAndTheOneThatBinds) {
  const Desk desk;
  desk.open_ledger();
  EXPECT_EQ(desk.tenure({"policy", "list", "--data", "ledger"}).out, "");
  EXPECT_EQ(desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village"}).exit, 1);
  const Ran adopted = desk.submit(
      R"({"type":"PolicyAdopted","on":"2024-01-01","data":{"org":"o-county","title":"办法","status":"trial","pack":"[posts]\nmin = 3\n"}})");
  ASSERT_EQ(adopted.exit, 0) << adopted.err;
  EXPECT_NE(desk.tenure({"policy", "list", "--data", "ledger"}).out.find("o-county"), std::string::npos);
  const Ran bound = desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village", "--json"});
  EXPECT_NE(bound.out.find(R"("key":"posts.min")"), std::string::npos) << bound.out << bound.err;
  EXPECT_EQ(
      desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village", "--on", "2023-12-31"}).exit,
      1);
}

TEST(PolicyTry, TellsWhatAnotherPackWouldHaveSaid) {
  const Desk desk;
  desk.open_ledger();
  ASSERT_EQ(desk.submit(kAppointment).exit, 0);
  write_text(desk / "pack.toml", "[post_certificate]\nrequired = true\n");
  const std::vector<std::string> words = {"policy", "try",      "pack.toml", "--data",    "ledger",
                                          "--org",  "o-county", "--from",    "2024-01-01"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> out = words;
    out.insert(out.end(), more.begin(), more.end());
    return out;
  };
  const std::string json = desk.must(with({"--json"}));
  EXPECT_TRUE(is_json(json)) << json;
  EXPECT_NE(json.find(R"("rule":"gate.post_certificate","was":"none","would":"flag")"), std::string::npos)
      << json;
  const std::string table = desk.must(words);
  EXPECT_NE(table.find("政策试算"), std::string::npos) << table;
  EXPECT_NE(table.find("持证上岗"), std::string::npos) << table;
  EXPECT_NE(desk.must(with({"--format", "csv"})).find("持证上岗"), std::string::npos);
  EXPECT_NE(desk.must({"status", "--data", "ledger", "--json"}).find(R"("size":3)"), std::string::npos);
  EXPECT_EQ(desk.tenure(with({"--until", "2023-01-01"})).exit, 1);
  write_text(desk / "pack.toml", "[posts]\nmaks = 5\n");
  EXPECT_EQ(desk.tenure(words).exit, 1);
}

}  // namespace
}  // namespace tenure::testing

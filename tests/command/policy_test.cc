// `tenure policy`: packs read and explained, policies of a ledger.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(PolicyCheck, TellsWhatAPackGives) {
  const Desk desk;
  write_text(desk / "pack.toml", "[posts]\nmin = 3\nmax = \"masked\"\n");
  const Ran ran = desk.tenure({"policy", "check", "pack.toml"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("posts.max"), std::string::npos);
  EXPECT_NE(ran.out.find("原文隐去"), std::string::npos);
  const Ran json = desk.tenure({"policy", "check", "-", "--json"}, "[posts]\nmin = 3\n");
  EXPECT_NE(json.out.find(R"("key":"posts.min","type":"integer","given":"value","value":3)"),
            std::string::npos)
      << json.out;
  EXPECT_TRUE(is_json(json.out));
}

constexpr const char* kPack =
    "[departure_subsidy]\nmonthly_min_fen = 5000\nmonthly_max_fen = \"masked\"\n"
    "schedule = [[5, 5000], [10, 8000]]\n"
    "[tenure]\nseats.deputy_secretary = 2\n[post_certificate]\nrequired = true\ngrace_days = 30\n"
    "[exit]\nbar_reasons = [\"removal\"]\n[rules.\"gate.post_certificate\"]\nmode = \"enforce\"\n";

/// In words with the key beside them, money in yuan.
void expect_said(const Ran& zh, const Ran& en) {
  EXPECT_THAT(zh.out, AllOf(HasSubstr("每月最低金额"), HasSubstr("50.00"), HasSubstr("原文隐去"),
                            HasSubstr("自 5 起 50.00 元；自 10 起 80.00 元"), HasSubstr("（副书记）"),
                            HasSubstr("30 天"), HasSubstr("持证上岗")));
  EXPECT_THAT(en.out, AllOf(HasSubstr("least a month"), HasSubstr("from 5: 50.00 yuan; from 10: 80.00 yuan"),
                            HasSubstr("(Deputy secretary)"), HasSubstr("30 days")));
  for (const std::string& out : {zh.out, en.out}) {
    EXPECT_THAT(out, AllOf(HasSubstr("departure_subsidy.monthly_min_fen"),
                           HasSubstr("tenure.seats.deputy_secretary"), HasSubstr("gate.post_certificate")))
        << "the code stands beside";
    EXPECT_THAT(out, AllOf(Not(HasSubstr("5000")), Not(HasSubstr("[[5")), Not(HasSubstr("true")),
                           Not(HasSubstr("\"masked\"")), Not(HasSubstr("removal"))));
  }
  EXPECT_THAT(zh.out, Not(HasSubstr("enforce")));
}

TEST(PolicyCheck, SaysWhatAPackGivesInWordsOfEitherLanguage) {
  const Desk desk;
  write_text(desk / "pack.toml", kPack);
  const Ran zh = desk.tenure({"policy", "check", "pack.toml", "--lang", "zh"});
  const Ran en = desk.tenure({"policy", "check", "pack.toml", "--lang", "en"});
  EXPECT_EQ(zh.exit, 0) << zh.err;
  expect_said(zh, en);
  EXPECT_THAT(zh.out, HasSubstr("可采用  7 项参数，1 条规则"));
  EXPECT_THAT(en.out, HasSubstr("GOOD  7 parameters, 1 rules"));
  const Ran json = desk.tenure({"policy", "check", "pack.toml", "--json"});
  EXPECT_THAT(json.out, HasSubstr(R"("value":5000)")) << "data";
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
  const std::string all = desk.tenure({"policy", "list", "--data", "ledger"}).out;
  EXPECT_THAT(all, AllOf(HasSubstr("（o-county）"), HasSubstr("办法"), HasSubstr("试行")))
      << "by name and id";
  const Ran bound = desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village", "--json"});
  EXPECT_NE(bound.out.find(R"("key":"posts.min")"), std::string::npos) << bound.out << bound.err;
  EXPECT_EQ(
      desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village", "--on", "2023-12-31"}).exit,
      1);
}

TEST(PolicyList, TheOneThatBindsIsSaidInWords) {
  const Desk desk;
  desk.open_ledger();
  std::string pack;
  for (const char* c = kPack; *c != '\0'; ++c)
    pack += *c == '"' ? "\\\"" : *c == '\n' ? "\\n" : std::string(1, *c);
  const Ran adopted = desk.submit(
      R"({"type":"PolicyAdopted","on":"2024-01-01","data":{"org":"o-county","title":"办法","status":"in_force","pack":")" +
      pack + R"("}})");
  ASSERT_EQ(adopted.exit, 0) << adopted.err;
  const auto asked = [&](const std::string& language) {
    return desk.tenure({"policy", "list", "--data", "ledger", "--org", "o-village", "--lang", language});
  };
  const Ran zh = asked("zh");
  EXPECT_EQ(zh.exit, 0) << zh.err;
  expect_said(zh, asked("en"));
  EXPECT_THAT(desk.must({"policy", "list", "--data", "ledger", "--org", "o-village", "--format", "csv"}),
              HasSubstr("持证上岗"));
  EXPECT_EQ(desk.tenure({"policy", "list", "--url", "http://127.0.0.1:1"}).exit, 2)
      << "of one organisation alone";
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
  EXPECT_EQ(desk.tenure(with({"--until", "2023-01-01"})).exit, 2);
  write_text(desk / "pack.toml", "[posts]\nmaks = 5\n");
  EXPECT_EQ(desk.tenure(words).exit, 1);
}

}  // namespace
}  // namespace tenure::testing

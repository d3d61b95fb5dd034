// The tour of the README: what it shows is ops/tour, and it works.
#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

const std::string kRoot = TENURE_SOURCE_DIR;

/// The shell block of the README under that mark.
std::string readme_block(const std::string& mark) {
  const std::string readme = read_text(kRoot + "/README.md");
  const std::string fence = "```sh " + mark + "\n";
  const auto begin = readme.find(fence);
  if (begin == std::string::npos) return {};
  const auto from = begin + fence.size();
  return readme.substr(from, readme.find("```", from) - from);
}

/// The one that opens a ledger.
std::string readme_tour() { return readme_block("tour"); }

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

TEST(ReadmeTour, IsTheOneOfOpsTour) {
  ASSERT_FALSE(readme_tour().empty());
  EXPECT_EQ(readme_tour(), read_text(kRoot + "/ops/tour"));
}

TEST(ReadmeTour, WorksStepByStep) {
  const Desk desk;
  write_text(desk / "tour", readme_tour());
  const Ran ran = desk.run({"/usr/bin/env", "PATH=" + folder_of(TENURE_BINARY) + ":/usr/bin:/bin", "bash",
                            "-euo", "pipefail", "tour"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("书记任职"), std::string::npos);
  EXPECT_NE(ran.out.find("回执有效"), std::string::npos);
  EXPECT_NE(ran.out.find("完好"), std::string::npos);
}

TEST(ReadmeTour, WhatComesAfterItWorksToo) {
  const Desk desk;
  write_text(desk / "tour", readme_tour() + readme_block("tour more"));
  const Ran ran = desk.run({"/usr/bin/env", "PATH=" + folder_of(TENURE_BINARY) + ":/usr/bin:/bin", "bash",
                            "-euo", "pipefail", "tour"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const auto computed = ran.out.rfind("任职年限  张三（p-0001）  2025-03-01");
  ASSERT_NE(computed, std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("service.posts_counted", computed), std::string::npos)
      << "the parameter that it counts by";
  EXPECT_NE(ran.out.find(" 1 ", computed), std::string::npos) << ran.out.substr(computed);
}

TEST(ReadmeTour, TheFirstHourOfACountyWorks) {
  const Desk desk;
  ASSERT_FALSE(readme_block("tour hour").empty());
  write_text(desk / "hour", readme_block("tour hour"));
  const Ran ran = desk.run({"/usr/bin/env", "PATH=" + folder_of(TENURE_BINARY) + ":/usr/bin:/bin", "bash",
                            "-euo", "pipefail", "hour"});
  EXPECT_EQ(ran.exit, 0) << ran.err << ran.out;
  EXPECT_NE(ran.out.find("C4"), std::string::npos) << "the wrong post is named by its cell: " << ran.out;
  EXPECT_NE(ran.out.find("D5"), std::string::npos) << "and the date that never was: " << ran.out;
  EXPECT_NE(ran.out.find("张三  书记 2016-03 起"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("根密钥 3 把中须 2 把同签"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("都在同一磁盘上"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("每个组织都有签署人"), std::string::npos) << ran.out;
}

/// With the network off, where that may be had: a bundle proves itself by what is in it.
std::vector<std::string> cut_off(const Desk& desk, std::vector<std::string> command) {
  const std::vector<std::string> off = {"/usr/bin/unshare", "--map-root-user", "--net"};
  std::vector<std::string> probe = off;
  probe.emplace_back("/bin/true");
  if (desk.run(probe).exit != 0) return command;
  command.insert(command.begin(), off.begin(), off.end());
  return command;
}

TEST(ReadmeTour, AnAuditFromTheDemoToTheBundleWorks) {
  const Desk desk;
  ASSERT_FALSE(readme_block("tour audit").empty());
  write_text(desk / "audit", readme_block("tour audit"));
  const Ran ran =
      desk.run(cut_off(desk, {"/usr/bin/env", "PATH=" + folder_of(TENURE_BINARY) + ":/usr/bin:/bin", "bash",
                              "-euo", "pipefail", "audit"}));
  ASSERT_EQ(ran.exit, 0) << ran.err << ran.out;
  const std::string audit = read_text(desk / "audit.json");
  const std::string person = member(audit, "person");
  EXPECT_NE(ran.out.find("A3    离任后发放"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("决策复核 "), std::string::npos) << "the lead leads to the act";
  const auto proved = ran.out.find("全部成立");
  EXPECT_NE(proved, std::string::npos) << "and to its proof";
  EXPECT_NE(ran.out.find("全部成立", proved + 1), std::string::npos)
      << ran.out.substr(ran.out.size() - 2'000);
  // What was run is on the record, with the digest of what it gave.
  const std::string digest = member(audit, "digest");
  EXPECT_NE(desk.must({"events", "--data", "county", "--subject", "person/" + person, "--type",
                       "AuditProcedureRun", "--json"})
                .find(digest),
            std::string::npos);
  // Asked again as of then, the report is the same; now the finding is in it, and what is to be done.
  const std::string again = desk.must({"audit", "--data", "county", "--person", person, "--on", "2025-12-31",
                                       "--at", member(audit, "size"), "--json"});
  EXPECT_EQ(again, audit);
  const std::string report = read_text(desk / "report.html");
  EXPECT_NE(report.find("限期整改：离任后发放"), std::string::npos);
  EXPECT_NE(report.find("直接责任"), std::string::npos);
  EXPECT_NE(read_text(desk / "handover/report/audit.json").find(R"("kind":"rectify")"), std::string::npos);
}

}  // namespace
}  // namespace tenure::testing

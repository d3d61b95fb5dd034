// POST /v1/policies/{org}/try: a pack tried on acts that were recorded under another one, or under none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/describe/json_out.h"
#include "domain/pay/events.h"
#include "server/tables/shown.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kAsksCertificate = "[post_certificate]\nrequired = true\n";
constexpr std::string_view kEnforces =
    "[post_certificate]\nrequired = true\n[rules.\"gate.post_certificate\"]\nmode = \"enforce\"\n";

/// p-1 and p-2 of o-village, p-9 of o-distant below o-abroad, each appointed without a certificate: p-1 in
/// February, p-2 and p-9 in March.
class PolicyTrialTest : public ::testing::Test {
 protected:
  void open() {
    s.register_org("o-abroad", "o-county");
    s.register_org("o-distant", "o-abroad");
    s.register_person("p-1", "o-village");
    s.register_person("p-2", "o-village");
    s.register_person("p-9", "o-distant");
    first_ = appoint("p-1", "o-village", "2024-02-01");
    second_ = appoint("p-2", "o-village", "2024-03-01");
    third_ = appoint("p-9", "o-distant", "2024-03-02");
  }
  std::string appoint(const std::string& person, const std::string& org, const std::string& on) {
    SecretaryAppointed appointed;
    appointed.person = {person};
    appointed.org = {org};
    return Position{s.record(s.ledger().act().add(on, appointed)), 0}.str();
  }

  Answer ask(std::string_view pack, const std::string& org = "o-county",
             const std::string& from = "2024-01-01", const std::string& until = "2024-12-31",
             const std::string& headers = {}, const std::string& query = {}) {
    JsonOut body = JsonOut::object();
    body.text("pack", pack).text("from", from).text("until", until);
    return s.connect()->ask("POST", "/v1/policies/" + org + "/try" + query, body.str(),
                            "Content-Type: application/json\r\n" + bearer(token_) + headers);
  }
  /// "3.0 gate.post_certificate none flag" of each act that would have been judged otherwise.
  static std::vector<std::string> acts(const std::string& body) {
    const auto parsed = ParsedAnswer::parse(body);
    std::vector<std::string> out;
    for (const Shown& item : parsed->root().list("items")) {
      if (item.text("what") == "act")
        out.push_back(item.text("position") + " " + item.text("rule") + " " + item.text("was") + " " +
                      item.text("would"));
    }
    return out;
  }
  static std::string said(const std::string& position, const std::string& was, const std::string& would) {
    return position + " gate.post_certificate " + was + " " + would;
  }

  ServedLedger s;
  std::string token_ = s.token(Role::auditor);
  std::string first_, second_, third_;
};

TEST_F(PolicyTrialTest, TellsWhichActsWouldHaveBeenFlaggedOrRefusedAndWritesNothing) {
  open();
  const std::uint64_t size = s.app().store().log().head().size;
  const auto flagged = ask(kAsksCertificate);
  ASSERT_EQ(flagged.status, 200) << flagged.body;
  EXPECT_THAT(acts(flagged.body),
              UnorderedElementsAre(said(first_, "none", "flag"), said(second_, "none", "flag"),
                                   said(third_, "none", "flag")));
  EXPECT_THAT(flagged.body, HasSubstr(R"("refused_acts":0)"));
  const auto refused = ask(kEnforces);
  EXPECT_THAT(acts(refused.body), ::testing::Contains(said(first_, "none", "refused")));
  EXPECT_THAT(refused.body, HasSubstr(R"("refused_acts":3)"));
  EXPECT_THAT(refused.body,
              HasSubstr(R"({"rule":"gate.post_certificate","was":"none","would":"refused","count":3})"));
  EXPECT_EQ(s.app().store().log().head().size, size);
  EXPECT_THAT(s.connect()->get("/v1/flags", bearer(token_)).body, Not(HasSubstr("gate.post_certificate")));
}

TEST_F(PolicyTrialTest, TellsWhichFlagsWouldNotBeThere) {
  s.adopt(std::string(kAsksCertificate));
  open();
  const auto answer = ask("[posts]\nmin = 1\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(acts(answer.body),
              ::testing::IsSupersetOf({said(first_, "flag", "none"), said(second_, "flag", "none"),
                                       said(third_, "flag", "none")}));
  // The pack that bound is tried on itself: nothing comes out otherwise.
  const auto same = ask(kAsksCertificate);
  EXPECT_THAT(same.body, HasSubstr(R"("items":[])"));
  EXPECT_THAT(same.body, Not(HasSubstr(R"("judged_acts":0)")));
}

TEST_F(PolicyTrialTest, HoldsForTheStretchAndTheOrganisationAlone) {
  open();
  EXPECT_THAT(acts(ask(kAsksCertificate, "o-town").body),
              UnorderedElementsAre(said(first_, "none", "flag"), said(second_, "none", "flag")));
  EXPECT_THAT(acts(ask(kAsksCertificate, "o-county", "2024-03-01", "2024-03-01").body),
              ElementsAre(said(second_, "none", "flag")));
  EXPECT_THAT(acts(ask(kAsksCertificate, "o-county", "2025-01-01", "2025-12-31").body), IsEmpty());
}

TEST_F(PolicyTrialTest, ActsAreJudgedByWhatWasKnownBeforeThem) {
  open();
  // The appointment of p-1 is voided later; on the day of p-2's nobody knew.
  CorrectionRecorded correction;
  correction.target = *Position::parse(first_);
  correction.reason = {sealed_as("reason", "有误")};
  s.record(s.ledger().act().add("2024-06-01", correction));
  EXPECT_THAT(acts(ask(kAsksCertificate).body), ::testing::Contains(said(first_, "none", "flag")));
}

TEST_F(PolicyTrialTest, ComputationsComeOutOtherwise) {
  open();
  const auto answer = ask("[service]\ncount = \"cumulative\"\nposts_counted = [\"secretary\"]\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr(R"({"rule":"calc.tenure_years","count":3})"));
  EXPECT_THAT(
      answer.body,
      HasSubstr(R"({"what":"computation","subject":"person/p-1","rule":"calc.tenure_years","was":null)"));
}

TEST_F(PolicyTrialTest, LinesTellHowFarItCame) {
  open();
  const auto answer =
      ask(kAsksCertificate, "o-county", "2024-01-01", "2024-12-31", "Accept: application/x-ndjson\r\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr(R"({"what":"act")"));
  EXPECT_THAT(answer.body, HasSubstr(R"({"what":"totals","head":{"org":"o-county")"));
}

TEST_F(PolicyTrialTest, IsATableInWords) {
  open();
  const auto answer = ask(kAsksCertificate, "o-county", "2024-01-01", "2024-12-31", {}, "?format=csv");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("标记"));
  EXPECT_THAT(answer.body, HasSubstr(first_));
}

TEST_F(PolicyTrialTest, BadPacksAndStretchesAreRefused) {
  open();
  EXPECT_THAT(ask("[posts]\nmaks = 5\n").body, HasSubstr("posts.max"));
  EXPECT_EQ(ask(kAsksCertificate, "o-county", "2024-03-01", "2024-02-01").status, 400);
  EXPECT_EQ(ask(kAsksCertificate, "o-nowhere").status, 404);
  token_ = s.token(Role::dashboard);
  EXPECT_EQ(ask(kAsksCertificate).status, 403);
  token_ = s.token(Role::auditor, "o-town");
  EXPECT_EQ(ask(kAsksCertificate).status, 404);
  EXPECT_THAT(acts(ask(kAsksCertificate, "o-village").body),
              UnorderedElementsAre(said(first_, "none", "flag"), said(second_, "none", "flag")));
}

}  // namespace
}  // namespace tenure::testing

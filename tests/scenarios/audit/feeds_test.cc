// What the results of audits decide: who is enrolled in a pension, who is given a departure subsidy, and what
// villagers know before they elect again.
#include "domain/audit/events.h"
#include "domain/pension/events.h"
#include "domain/selection/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class AuditFeeds : public ::testing::Test, public AuditLedger {
 protected:
  AuditFeeds() {
    register_org("o-audit", "o-county", "audit");
    register_org("o-rural", "o-county", "economic_management");
    person("p-1", "o-village");
    in_office("p-1", "o-village", "secretary");
  }

  void opened(const std::string& on, const std::string& matter, const std::string& kind) {
    record<AuditOpened>(on, fmt::format(R"({{"org":"o-village","person":"p-1","matter":"{}","kind":"{}",)"
                                        R"("from":"2020-01-01","until":"2024-05-31"}})",
                                        matter, kind));
  }
  Position concluded(const std::string& on, const std::string& matter, const std::string& auditor,
                     bool major_problem = false) {
    return at(record<AuditConcluded>(
        on, fmt::format(R"({{"org":"o-village","person":"p-1","matter":"{}","auditor":"{}",)"
                        R"("conclusion":"clean","major_problem":{}}})",
                        matter, auditor, major_problem)));
  }
  void published(const std::string& on, const std::string& matter) {
    record<AuditPublished>(on, fmt::format(R"({{"org":"o-village","person":"p-1","matter":"{}",)"
                                           R"("place":"notice_board"}})",
                                           matter));
  }
  static Position at(const Admission& admission) { return {admission.index, 0}; }

  std::vector<std::string> enrolled(const std::string& on) {
    return rules_of(
        attempt<PensionEnrolled>(on, R"({"person":"p-1","org":"o-village","scheme":"employee_basic"})"));
  }
};

TEST_F(AuditFeeds, BB_61_NobodyIsEnrolledBeforeACleanAudit) {
  const std::string gate = "gate.pension_audit";
  EXPECT_THAT(enrolled("2024-05-01"), Not(Contains(gate))) << "no policy asks for one";
  adopt("o-county", "2024-05-02", "[pension]\naudit_required = true\naudit_by = [\"audit\"]\n");
  EXPECT_THAT(enrolled("2024-06-01"), Contains(gate));
  opened("2024-06-02", "m-1", "pre_pension");
  EXPECT_THAT(enrolled("2024-06-03"), Contains(gate)) << "it is not concluded";
  concluded("2024-06-10", "m-1", "o-audit");
  EXPECT_THAT(enrolled("2024-06-09"), Contains(gate)) << "the day before";
  EXPECT_THAT(enrolled("2024-06-10"), Not(Contains(gate)));
  opened("2024-07-01", "m-2", "special");
  const Position major = concluded("2024-07-10", "m-2", "o-audit", true);
  EXPECT_THAT(enrolled("2024-07-09"), Not(Contains(gate)));
  const auto refused = attempt<PensionEnrolled>(
      "2024-07-10", R"({"person":"p-1","org":"o-village","scheme":"employee_basic"})");
  EXPECT_THAT(rules_of(refused), Contains(gate));
  const Admission admitted = must(refused);
  for (const Flag& flag : admitted.verdict.flags) {
    EXPECT_TRUE(flag.rule.value != gate || std::ranges::find(flag.evidence, major) != flag.evidence.end());
  }
}

TEST_F(AuditFeeds, BB_61_TheAuditIsOfAnOfficeThatMay) {
  adopt("o-county", "2024-05-02", "[pension]\naudit_required = true\naudit_by = [\"audit\"]\n");
  opened("2024-06-02", "m-1", "pre_pension");
  concluded("2024-06-10", "m-1", "o-rural");
  EXPECT_THAT(enrolled("2024-06-11"), Contains("gate.pension_audit"));
  adopt("o-county", "2024-06-12",
        "[pension]\naudit_required = true\naudit_by = [\"audit\", \"economic_management\"]\n");
  EXPECT_THAT(enrolled("2024-06-13"), Not(Contains("gate.pension_audit")));
}

TEST_F(AuditFeeds, BB_61_LEAD_A5_WhoWasEnrolledWithoutOneIsALead) {
  adopt("o-county", "2024-05-02", "[pension]\naudit_required = true\n");
  enrolled("2024-06-01");
  EXPECT_THAT(told("A5"), ElementsAre("2024-06-01"));
}

TEST_F(AuditFeeds, CITY_41_ADepartureSubsidyAsksForACleanDepartureAudit) {
  adopt("o-county", "2020-01-01", "[audit]\nclean_for_subsidy = true\n");
  end("2024-05-31", "p-1", "term_expiry");
  const auto is = [&](const std::string& on) {
    return eligible("elig.departure_subsidy", "p-1", on).eligible;
  };
  EXPECT_EQ(is("2024-06-01"), form::Truth::no);
  opened("2024-06-02", "m-1", "departure");
  concluded("2024-06-20", "m-1", "o-audit");
  EXPECT_EQ(is("2024-06-19"), form::Truth::no);
  EXPECT_EQ(is("2024-06-20"), form::Truth::yes);
  opened("2024-07-02", "m-2", "departure");
  concluded("2024-07-20", "m-2", "o-audit", true);
  EXPECT_EQ(is("2024-07-20"), form::Truth::no);
  const auto approved =
      attempt<DepartureSubsidyApproved>("2024-07-21", R"({"person":"p-1","org":"o-village","years":24})");
  EXPECT_THAT(rules_of(approved), Contains("gate.departure_subsidy"));
}

TEST_F(AuditFeeds, CITY_41_BB_31_LEAD_D10_TheResultIsKnownBeforeTheNextElection) {
  const auto elected = [&](const std::string& on) {
    return rules_of(attempt<ElectionHeld>(
        on, R"({"org":"o-village","post":"director","candidates":[],"outcome":"failed"})"));
  };
  const std::string gate = "gate.audit_published";
  end("2024-05-31", "p-1", "term_expiry");
  EXPECT_THAT(elected("2024-06-01"), Not(Contains(gate))) << "no audit was opened";
  opened("2024-06-02", "m-1", "departure");
  EXPECT_THAT(elected("2024-06-02"), Not(Contains(gate))) << "it was opened that day";
  EXPECT_THAT(elected("2024-06-10"), Contains(gate)) << "there is no result yet";
  concluded("2024-06-20", "m-1", "o-audit");
  EXPECT_THAT(elected("2024-06-21"), Contains(gate));
  // The alert of a result that is not published rings from its conclusion on.
  EXPECT_THAT(told("D10"), ElementsAre("2024-06-10", "2024-06-20", "2024-06-21"));
  published("2024-06-25", "m-1");
  EXPECT_THAT(elected("2024-06-25"), Contains(gate)) << "not before";
  EXPECT_THAT(elected("2024-06-26"), Not(Contains(gate)));
}

}  // namespace
}  // namespace tenure::testing

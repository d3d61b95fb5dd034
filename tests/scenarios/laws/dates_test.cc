// What comes first (LAW-20), what lasts until a day (LAW-21), and decisions that contradict one another over
// the record (LAW-20): each with the fact beside it that breaks nothing, and what clears it.
#include "domain/appraisal/events.h"
#include "domain/audit/events.h"
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/selection/events.h"
#include "domain/supervision/events.h"
#include "domain/tenure/events.h"
#include "domain/training/events.h"
#include "tests/scenarios/laws/corrected_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kCited = "law.basis_before";
constexpr const char* kAnswer = "law.answer_before";
constexpr const char* kUntil = "law.until";

class Dates : public ::testing::Test, public CorrectedLedger {
 protected:
  Dates() : CorrectedLedger("2025-12-01", "2026-01-01") {
    person("p-1", "o-village");
    in_office("p-1");
  }

  static std::string about(const std::string& rest) {
    return fmt::format(R"({{"person":"p-1","org":"o-village"{}}})", rest);
  }
  static std::string of_matter(const std::string& rest) {
    return fmt::format(R"({{"org":"o-village","matter":"m-1"{}}})", rest);
  }
  template <class E>
  Result<Admission> in_case(const std::string& on, const std::string& json) {
    auto filed = act();
    filed.act().klass = {"discipline"};
    return submit(filed.add(on, fact<E>(json)), root());
  }
  /// `then` is flagged the day before what it answers, and not on its day; a correction of what it answers to
  /// a later day is flagged too.
  template <class First, class Then>
  void comes_after(const std::string& first, const std::function<std::string(Position)>& then) {
    const Position asked = at(attempt<First>("2024-03-10", first));
    const Position early = at(attempt<Then>("2024-03-09", then(asked)));
    EXPECT_TRUE(rings(kCited)) << Description<Then>::kInfo.name;
    corrected<Then>(early, "2024-03-10", then(asked));
    EXPECT_FALSE(rings(kCited)) << Description<Then>::kInfo.name;
    EXPECT_THAT(corrected<First>(asked, "2024-03-11", first), Contains(kCited))
        << Description<Then>::kInfo.name;
    corrected<First>(asked, "2024-03-10", first);
    EXPECT_FALSE(rings(kCited));
  }
};

// LAW-20: what an event answers by its position
// --------------------------------------------------------------------------------------------------------------

TEST_F(Dates, LAW_20_AnAppealComesAfterTheDecisionAndItsDecisionAfterIt) {
  const std::string grade = about(R"(,"scheme":"annual","period":"2023","grade":"good")");
  comes_after<GradeDetermined, AppealFiled>(grade, [](Position decision) {
    return about(fmt::format(R"(,"decision":"{}",{})", decision.str(), sealed_member("grounds")));
  });
  const Position graded = at(
      attempt<GradeDetermined>("2024-03-01", about(R"(,"scheme":"annual","period":"2022","grade":"good")")));
  const std::string appeal =
      about(fmt::format(R"(,"decision":"{}",{})", graded.str(), sealed_member("grounds")));
  comes_after<AppealFiled, AppealDecided>(appeal, [](Position filed) {
    return about(fmt::format(R"(,"appeal":"{}","outcome":"rejected","decider":"o-county")", filed.str()));
  });
}

TEST_F(Dates, LAW_20_WhatComesBackComesAfterThePayment) {
  const std::string of = R"(,"component":"work_pay","period":"2024-02","amount_fen":100000)";
  comes_after<PayDisbursed, PaymentReturned>(about(of), [&](Position paid) {
    return about(fmt::format(R"({},"payment":"{}","cause":"account_closed")", of, paid.str()));
  });
}

TEST_F(Dates, LAW_20_AnApplicationIsDecidedAfterIt) {
  comes_after<PensionApplied, PensionApplicationDecided>(about(""), [](Position applied) {
    return about(fmt::format(R"(,"application":"{}","outcome":"approved")", applied.str()));
  });
}

// LAW-20: what an event answers by its matter, case or person
// --------------------------------------------------------------------------------------------------------------

TEST_F(Dates, LAW_20_ASelectionIsClosedAfterItWasOpened) {
  const std::string opened = of_matter(R"(,"post":"secretary")");
  const std::string closed = of_matter(R"(,"outcome":"failed")");
  record<SelectionOpened>("2024-03-10", opened);
  const Position early = at(attempt<SelectionClosed>("2024-03-09", closed));
  EXPECT_TRUE(rings(kAnswer));
  EXPECT_THAT(corrected<SelectionClosed>(early, "2024-03-10", closed), Not(Contains(kAnswer)));
  EXPECT_FALSE(rings(kAnswer));
}

TEST_F(Dates, LAW_20_WhicheverOfBothIsRecordedLast) {
  const std::string college = about(R"(,"degree":"college")");
  record<DegreeCompleted>("2024-03-09", college);
  EXPECT_FALSE(rings(kAnswer)) << "nothing is known of its beginning";
  const auto late = attempt<DegreeStudyEnrolled>("2024-03-10", college);
  EXPECT_THAT(rules_of(late), Contains(kAnswer));
  EXPECT_TRUE(rings(kAnswer));
  corrected<DegreeStudyEnrolled>(at(late), "2024-03-09", college);
  EXPECT_FALSE(rings(kAnswer));
}

TEST_F(Dates, LAW_20_AnAuditIsConcludedAfterItWasOpened) {
  record<AuditOpened>("2024-03-10",
                      of_matter(R"(,"kind":"special","from":"2023-01-01","until":"2023-12-31")"));
  const std::string concluded =
      of_matter(R"(,"auditor":"o-county","conclusion":"no_problem","major_problem":false)");
  EXPECT_THAT(rules_of(attempt<AuditConcluded>("2024-03-09", concluded)), Contains(kAnswer));
  EXPECT_THAT(rules_of(attempt<AuditConcluded>("2024-03-10", concluded)), Not(Contains(kAnswer)));
}

TEST_F(Dates, LAW_20_AReportIsVerifiedAfterIt) {
  const std::string verified = R"({"case":"c-1","finding":"true"})";
  in_case<ConcernReported>(
      "2024-03-10",
      fmt::format(R"({{"case":"c-1","kind":"violation","about":"p-1",{}}})", sealed_member("text")));
  EXPECT_THAT(rules_of(in_case<ReportVerified>("2024-03-09", verified)), Contains(kAnswer));
  EXPECT_THAT(rules_of(in_case<ReportVerified>("2024-03-10", verified)), Not(Contains(kAnswer)));
}

TEST_F(Dates, LAW_20_ADegreeIsCompletedAfterItsStudyAndOfNoOther) {
  record<DegreeStudyEnrolled>("2024-03-10", about(R"(,"degree":"college")"));
  EXPECT_THAT(rules_of(attempt<DegreeCompleted>("2024-03-09", about(R"(,"degree":"college")"))),
              Contains(kAnswer));
  EXPECT_THAT(rules_of(attempt<DegreeCompleted>("2024-03-09", about(R"(,"degree":"bachelor")"))),
              Not(Contains(kAnswer)));
}

TEST_F(Dates, LAW_20_WhoIsEnrolledWasApprovedBefore) {
  const Position applied = at(attempt<PensionApplied>("2024-03-01", about("")));
  const auto decided = [&](const std::string& outcome) {
    return about(fmt::format(R"(,"application":"{}","outcome":"{}")", applied.str(), outcome));
  };
  const Position approved = at(attempt<PensionApplicationDecided>("2024-03-10", decided("approved")));
  const std::string enrolled = about(R"(,"scheme":"residents")");
  EXPECT_THAT(rules_of(attempt<PensionEnrolled>("2024-03-09", enrolled)), Contains(kAnswer));
  EXPECT_THAT(rules_of(attempt<PensionEnrolled>("2024-03-10", enrolled)), Not(Contains(kAnswer)));
  EXPECT_FALSE(rings("law.rejected_and_enrolled"));
  EXPECT_THAT(corrected<PensionApplicationDecided>(approved, "2024-03-10", decided("rejected")),
              Contains("law.rejected_and_enrolled"));
  EXPECT_TRUE(rings("law.rejected_and_enrolled")) << "until one of both is corrected";
  corrected<PensionApplicationDecided>(approved, "2024-03-10", decided("approved"));
  EXPECT_FALSE(rings("law.rejected_and_enrolled"));
}

// LAW-20: decisions that contradict one another stand as an alert
// --------------------------------------------------------------------------------------------------------------

TEST_F(Dates, LAW_20_ASecondDecisionRingsUntilItIsCorrected) {
  const Position applied = at(attempt<PensionApplied>("2024-03-01", about("")));
  const auto decided = [&](const std::string& on, const std::string& outcome) {
    return at(attempt<PensionApplicationDecided>(
        on, about(fmt::format(R"(,"application":"{}","outcome":"{}")", applied.str(), outcome))));
  };
  decided("2024-03-10", "approved");
  EXPECT_FALSE(rings("law.application_decided_once"));
  const Position second = decided("2024-03-12", "rejected");
  EXPECT_TRUE(rings("law.application_decided_once"));
  EXPECT_FALSE(rings("law.application_decided_once", "2024-03-11"));
  voided(second);
  EXPECT_FALSE(rings("law.application_decided_once"));
}

TEST_F(Dates, LAW_20_EnrolmentAfterARejectionRingsUntilItIsCorrected) {
  const Position applied = at(attempt<PensionApplied>("2024-03-01", about("")));
  record<PensionApplicationDecided>(
      "2024-03-10", about(fmt::format(R"(,"application":"{}","outcome":"rejected")", applied.str())));
  const Position enrolled = at(attempt<PensionEnrolled>("2024-03-11", about(R"(,"scheme":"residents")")));
  EXPECT_TRUE(rings("law.enrolled_as_decided"));
  voided(enrolled);
  EXPECT_FALSE(rings("law.enrolled_as_decided"));
}

// LAW-21
// --------------------------------------------------------------------------------------------------------------

TEST_F(Dates, LAW_21_NothingLastsUntilADayBeforeItBegins) {
  const auto flags = [&](const auto& attempt_until) {
    EXPECT_THAT(rules_of(attempt_until("2024-05-31")), Contains(kUntil));
    EXPECT_THAT(rules_of(attempt_until("2024-06-01")), Not(Contains(kUntil)));
  };
  flags([&](const std::string& until) {
    return attempt<ActingAssigned>("2024-06-01",
                                   about(fmt::format(R"(,"post":"director","until":"{}")", until)));
  });
  flags([&](const std::string& until) {
    return attempt<FirstSecretaryDispatched>("2024-06-01", about(fmt::format(R"(,"until":"{}")", until)));
  });
  flags([&](const std::string& until) {
    return attempt<SanctionImposed>(
        "2024-06-01", about(fmt::format(R"(,"kind":"warning","decider":"o-town","until":"{}")", until)));
  });
  flags([&](const std::string& until) {
    return attempt<PostCertified>(
        "2024-06-01",
        fmt::format(R"({{"person":"p-1","post":"secretary","certificate_no":"7","until":"{}"}})", until));
  });
}

TEST_F(Dates, LAW_21_AnUntilBeforeTheBeginningRingsUntilItIsCorrected) {
  const auto until = [](const std::string& day) {
    return about(fmt::format(R"(,"kind":"warning","decider":"o-town","until":"{}")", day));
  };
  const Position imposed = at(attempt<SanctionImposed>("2024-06-01", until("2024-05-01")));
  EXPECT_TRUE(rings(kUntil));
  corrected<SanctionImposed>(imposed, "2024-06-01", until("2024-12-01"));
  EXPECT_FALSE(rings(kUntil));
}

}  // namespace
}  // namespace tenure::testing

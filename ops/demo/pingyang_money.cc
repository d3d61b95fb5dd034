// Money and grades of 平阳: what three people a village are due, the year's end, and what follows from it.
#include <fmt/format.h>

#include <array>

#include "ops/demo/pingyang.h"

namespace tenure::demo {
namespace {

constexpr int kPaySubsidyFen = 765'500;    // PY-04
constexpr int kYearRewardFen = 80'000;     // at least a tenth of it: PY-39
constexpr int kCutFen = 100'000;           // PY-44
constexpr int kContributionFen = 800'000;  // of a year; half is borne by the fisc: PY-05

// A few lapses, so that there is something to see: of the first so many branches.
constexpr std::size_t kMissingReports = 3;
constexpr std::size_t kAdmonitionsNotIssued = 2;

}  // namespace

// Money
// --------------------------------------------------------------------------------------------------------------

/// Three people a village are due 7,655 yuan, and half of the pension of the main ones. (PY-03, PY-04, PY-05)
void Pingyang::plan_money(Schedule& schedule) {
  each_township(
      schedule, county_, Date::of(2024, 5, 20), 0, [this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id, county_.document_no(day));
        each_branch(township, [&](Branch& branch) {
          for (const auto& [person, post] : {std::pair(&branch.secretary, "secretary"),
                                             {&branch.director, "director"},
                                             {&branch.accounts_clerk, "accounts_clerk"}}) {
            act.add(
                day, "PayEntitlementAssessed",
                R"("person":"{0}","org":"{1}","post":"{2}","component":"pay_subsidy","period":"2024","amount_fen":{3},)"
                R"("funds":[{{"source":"fiscal","amount_fen":{3}}}])",
                *person, org(branch), post, kPaySubsidyFen);
          }
        });
      });
  each_township(
      schedule, county_, Date::of(2024, 6, 24), 0, [this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        each_branch(township, [&](Branch& branch) {
          for (const std::string& person : {branch.secretary, branch.director}) {
            act.add(day, "PensionEnrolled",
                    R"("person":"{}","org":"{}","scheme":"employee_basic","status":"flexible_employment")",
                    person, org(branch));
            act.add(day, "PensionShareSet", R"("person":"{}","org":"{}","period":"2024","due_fen":{})",
                    person, org(branch), kContributionFen);
            for (const std::string_view payer : {"fiscal", "individual"}) {
              act.add(day, "ContributionPaid",
                      R"("person":"{}","org":"{}","period":"2024","payer":"{}","amount_fen":{})", person,
                      org(branch), payer, kContributionFen / 2);
            }
          }
        });
      });
}

// The year's end
// --------------------------------------------------------------------------------------------------------------

/// 双述双评: three audiences, the masses' ballot, the committee's view; then the grade, then the pay. (PY-37)
void Pingyang::plan_year_end(Schedule& schedule) {
  each_township(
      schedule, county_, Date::of(2024, 12, 4), 1, [this](Scribe& scribe, Date day, std::size_t number) {
        const Township& township = county_.townships()[number];
        Draft act(scribe, township.id);
        each_branch(number, [&](Branch& branch) {
          Random& random = county_.random();
          const std::size_t lot = random.below(100);
          branch.grade = lot < 18   ? "excellent"
                         : lot < 92 ? "competent"
                         : lot < 98 ? "basic"
                                    : "not_competent";
          for (const std::string_view audience :
               {"township_committee", "members", "village_representatives"}) {
            if (audience == "village_representatives" && branch.village < kMissingReports) continue;
            act.add(day, "DutyReportDelivered",
                    R"("person":"{}","org":"{}","period":"2024","audience":"{}","present":{})",
                    branch.secretary, org(branch), audience, random.between(9, 60));
          }
          const int valid = random.between(30, 80);
          const int good = valid * random.between(60, 98) / 100;
          act.add(
              day, "BallotTallied",
              R"("person":"{0}","org":"{1}","scheme":"annual","period":"2024","group":"masses","eligible":{2},"valid":{2},)"
              R"("votes":[{{"option":"competent","count":{3}}},{{"option":"not_competent","count":{4}}}])",
              branch.secretary, org(branch), valid, good, valid - good);
          act.add(
              day, "CommitteeAppraisalRecorded",
              R"("person":"{}","org":"{}","scheme":"annual","period":"2024","committee":"{}","opinion":"{}")",
              branch.secretary, org(branch), township.id, branch.grade);
        });
      });
  each_township(
      schedule, county_, Date::of(2024, 12, 26), 0, [this](Scribe& scribe, Date day, std::size_t number) {
        const Township& township = county_.townships()[number];
        Draft act(scribe, township.id, county_.document_no(day));
        each_branch(number, [&](Branch& branch) {
          branch.graded = act.add(
              day, "GradeDetermined",
              R"("person":"{}","org":"{}","scheme":"annual","period":"2024","grade":"{}","decider":"{}")",
              branch.secretary, org(branch), branch.grade, township.id);
        });
      });
  each_township(
      schedule, county_, Date::of(2024, 12, 30), 0, [this](Scribe& scribe, Date day, std::size_t number) {
        const Township& township = county_.townships()[number];
        Draft act(scribe, township.id, county_.document_no(day));
        each_branch(number, [&](Branch& branch) {
          const bool cut = branch.grade == "not_competent";
          if (cut) {
            act.add(
                day, "PayAdjusted",
                R"("person":"{}","org":"{}","component":"pay_subsidy","period":"2024","amount_fen":-{},"payer":"fiscal",)"
                R"("decider":"{}","reason":"{}","basis":["{}"])",
                branch.secretary, org(branch), kCutFen, township.id, act.seal("reason", "年度考核不称职"),
                branch.graded.str());
          }
          for (const auto& [person, post] : {std::pair(&branch.secretary, "secretary"),
                                             {&branch.director, "director"},
                                             {&branch.accounts_clerk, "accounts_clerk"}}) {
            const int fen = kPaySubsidyFen - (cut && person == &branch.secretary ? kCutFen : 0);
            act.add(
                day, "PayDisbursed",
                R"("person":"{0}","org":"{1}","post":"{2}","component":"pay_subsidy","period":"2024","amount_fen":{3},)"
                R"("funds":[{{"source":"fiscal","amount_fen":{3}}}],"channel":"bank")",
                *person, org(branch), post, fen);
          }
        });
      });
}

/// Rewards, recommendations and admonitions. (PY-39, PY-40, PY-41)
void Pingyang::plan_consequences(Schedule& schedule) {
  schedule.on(Date::of(2025, 1, 3), [this](Scribe&, Date) { spare_some(); });
  each_township(schedule, county_, Date::of(2025, 1, 6), 0, [this](Scribe& scribe, Date day, std::size_t number) {
    Draft act(scribe, county_.townships()[number].id, county_.document_no(day));
    each_branch(number, [&](Branch& branch) {
      if (branch.grade == "excellent") {
        act.add(
            day, "RewardGranted",
            R"("person":"{}","org":"{}","period":"2024","grade":"excellent","base_fen":{},"amount_fen":{},"basis":["{}"])",
            branch.secretary, org(branch), kPaySubsidyFen, kYearRewardFen, branch.graded.str());
      } else if (branch.grade == "basic" && !branch.spared) {
        const Position at = act.add(
            day, "AdmonitionIssued",
            R"("person":"{}","org":"{}","form":"written_admonition","by":"township_committee","period":"2024",)"
            R"("reason":"{}","basis":["{}"])",
            branch.secretary, org(branch), act.seal("reason", "年度考核基本称职"), branch.graded.str());
        admonitions_.emplace_back(branch.village, at);
      }
    });
  });
  schedule.on(Date::of(2025, 1, 13), [this](Scribe& scribe, Date on) {
    constexpr std::array<std::string_view, 4> kBodies = {"party_congress", "peoples_congress", "cppcc",
                                                         "model_worker"};
    Draft act(scribe, county_.id(), county_.document_no(on));
    std::size_t number = 0;
    for (const Branch& branch : branches_) {
      if (branch.grade != "excellent" || number++ % 4 != 0) continue;
      act.add(on, "DelegateRecommended",
              R"("person":"{}","org":"{}","body":"{}","level":"county","basis":["{}"])", branch.secretary,
              org(branch), kBodies[number / 4 % kBodies.size()], branch.graded.str());
      act.add(
          on, "HonourGranted",
          R"("person":"{}","org":"{}","title":"advanced","level":"county","period":"2024","basis":["{}"])",
          branch.secretary, org(branch), branch.graded.str());
    }
  });
}

void Pingyang::spare_some() {
  std::size_t spared = 0;
  for (Branch& branch : branches_) {
    if (branch.grade == "basic" && spared++ < kAdmonitionsNotIssued) branch.spared = true;
  }
}

// Later months
// --------------------------------------------------------------------------------------------------------------

void Pingyang::plan_month(Schedule& schedule, Date month) {
  plan_progress(schedule, month);
  const Date before = month.plus_months(-1);
  if (before.month() % 3 == 0) plan_subsidy(schedule, before.year(), before.month() / 3);
  if (month.month() == 1) plan_annual_plans(schedule, month.plus_days(7));
  for (const auto& [village, at] : admonitions_) {
    if (month != Date::of(2025, 7, 1)) break;
    schedule.on(
        month.plus_days(6 + static_cast<int>(village % 5)), [this, village, at](Scribe& scribe, Date day) {
          const Branch& branch = branches_[village];
          Draft act(scribe, township(branch), county_.document_no(day));
          act.add(day, "AdmonitionEnded", R"("person":"{}","org":"{}","admonition":"{}","outcome":"served")",
                  branch.secretary, org(branch), at.str());
        });
  }
}

}  // namespace tenure::demo

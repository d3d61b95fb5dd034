// A month of 海兴: allowances, eighteen indicators, three opinions and a meeting, grades by quota, feedback,
// pay; and beside it the cycle of five steps and the contests.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ops/demo/haixing.h"

namespace tenure::demo {
namespace {

constexpr int kCountyFen = 200'000;  ///< of the allowance a month
constexpr int kTownshipFen = 100'000;
constexpr int kStakePercent = 20;          ///< HX-44
constexpr int kMonthRewardFen = 20'000;    ///< the demo's: the text gives no amount (HX-46)
constexpr std::size_t kQuotaPercent = 20;  ///< excellent, and poor: HX-39
constexpr int kScoreDays = 5;              ///< from the 18th on

// A few lapses: the last township, in the last month of the year.
constexpr int kLapseYear = 2024;
constexpr unsigned kLapseMonth = 12;
constexpr std::size_t kWithoutFeedback = 4;  ///< people
constexpr std::size_t kArrears = 5;          ///< people whose township share was not paid
constexpr unsigned kArrearsMonth = 6;

std::string month_of(Date month) { return fmt::format("{}-{:02}", month.year(), month.month()); }

bool is_lapse(Date month, unsigned of) { return month.year() == kLapseYear && month.month() == of; }

std::string shares(int percent) {
  return fmt::format(
      R"("amount_fen":{},"funds":[{{"source":"county","amount_fen":{}}},{{"source":"township","amount_fen":{}}}])",
      (kCountyFen + kTownshipFen) * percent / 100, kCountyFen * percent / 100, kTownshipFen * percent / 100);
}

}  // namespace

void Haixing::plan_assessment(Schedule& schedule, Date month) {
  plan_scores(schedule, month);
  plan_grades(schedule, month);
  plan_pay(schedule, month);
  plan_cycle(schedule, month);
  plan_contests(schedule, month);
}

void Haixing::plan_allowances(Schedule& schedule, Date month) {
  each_township(
      schedule, county_, month.plus_days(1), 0, [this, month](Scribe& scribe, Date, std::size_t number) {
        Draft act(scribe, county_.townships()[number].id, county_.document_no(month));
        each_cadre(number, [&](Cadre& cadre) {
          act.add(
              month, "PayEntitlementAssessed",
              R"("person":"{}","org":"{}","post":"{}","component":"basic_post_allowance","period":"{}",{})",
              cadre.person, org(cadre), cadre.secretary ? "secretary" : "committee_member", month_of(month),
              shares(100));
        });
      });
}

/// A village's sheet: nobody is scored before the basic table is met. (HX-36, HX-37)
void Haixing::plan_scores(Schedule& schedule, Date month) {
  std::size_t first = 0;
  for (std::size_t village = 0; village < county_.villages().size(); ++village) {
    std::size_t until = first;
    while (until < cadres_.size() && cadres_[until].village == village) ++until;
    const Date day = month.plus_days(17 + static_cast<int>(village % kScoreDays));
    schedule.on(day, [this, month, village, first, until](Scribe& scribe, Date on) {
      const std::string& org = county_.villages()[village].id;
      Draft act(scribe, county_.township_of(village));
      for (std::size_t i = first; i < until; ++i) {
        Cadre& cadre = cadres_[i];
        const auto score = [&](std::string_view part, std::string_view item, std::string_view rest) {
          act.add(on, "AssessmentScored",
                  R"("person":"{}","org":"{}","scheme":"monthly","period":"{}","part":"{}","item":"{}",{})",
                  cadre.person, org, month_of(month), part, item, rest);
        };
        score("basic", "no_veto", R"("passed":true)");
        cadre.points = 0;
        cadre.scored = scored_++;
        for (std::size_t item = 1; item <= kMonthlyIndicators; ++item) {
          const int points = std::clamp((cadre.ability + county_.random().between(-9, 14)) / 10, 1, 5);
          cadre.points += points;
          score("scored", fmt::format("i-{}", item), fmt::format(R"("points":{})", points));
        }
      }
    });
    first = until;
  }
}

/// Best points first, and of equal ones who was scored first: the first and the last fifth get the limited
/// grades.
void Haixing::rank(std::size_t township) {
  std::vector<Cadre*> here;
  each_cadre(township, [&](Cadre& cadre) { here.push_back(&cadre); });
  std::stable_sort(here.begin(), here.end(), [](const Cadre* a, const Cadre* b) {
    return a->points != b->points ? a->points > b->points : a->scored < b->scored;
  });
  const std::size_t limited = here.size() * kQuotaPercent / 100;
  for (std::size_t i = 0; i < here.size(); ++i)
    here[i]->grade = i < limited ? "excellent" : i >= here.size() - limited ? "poor" : "average";
}

/// Opinions and the meeting on the 24th, the grades on the 25th, feedback on the 26th. (HX-38, HX-39, HX-47)
void Haixing::plan_grades(Schedule& schedule, Date month) {
  each_township(
      schedule, county_, month.plus_days(23), 0, [this](Scribe& scribe, Date on, std::size_t number) {
        const std::string& township = county_.townships()[number].id;
        Draft act(scribe, township);
        heard_[number].clear();
        for (const std::string_view department : {"civil_affairs", "environment", "safety"}) {
          heard_[number].push_back(act.add(on, "OpinionCollected",
                                           R"("org":"{}","kind":"department","topic":"{}","opinions":{})",
                                           township, department, county_.random().between(1, 9))
                                       .str());
        }
        heard_[number].push_back(act.add(on, "MeetingHeld", R"("org":"{}","kind":"joint","present":{})",
                                         township, county_.random().between(9, 15))
                                     .str());
      });
  each_township(
      schedule, county_, month.plus_days(24), 0, [this, month](Scribe& scribe, Date on, std::size_t number) {
        Draft act(scribe, county_.townships()[number].id, county_.document_no(on));
        rank(number);
        const std::string basis = fmt::format("\"{}\"", fmt::join(heard_[number], "\",\""));
        each_cadre(number, [&](Cadre& cadre) {
          cadre.graded = act.add(
              on, "GradeDetermined",
              R"("person":"{}","org":"{}","scheme":"monthly","period":"{}","grade":"{}","points":{},"basis":[{}])",
              cadre.person, org(cadre), month_of(month), cadre.grade, cadre.points, basis);
          cadre.excellent += cadre.grade == "excellent" ? 1 : 0;
          cadre.poor += cadre.grade == "poor" ? 1 : 0;
        });
      });
  each_township(
      schedule, county_, month.plus_days(25), 0, [this, month](Scribe& scribe, Date on, std::size_t number) {
        Draft act(scribe, county_.townships()[number].id);
        const bool lapse = is_lapse(month, kLapseMonth) && number + 1 == offices_.size();
        std::size_t left_out = 0;
        each_cadre(number, [&](Cadre& cadre) {
          if (lapse && left_out++ < kWithoutFeedback) return;
          act.add(
              on, "ResultFedBack",
              R"("person":"{}","org":"{}","scheme":"monthly","period":"{}","form":"face_to_face","to":["village","person"])",
              cadre.person, org(cadre), month_of(month));
        });
      });
}

/// What the grade gives is assessed, the excellent are rewarded, and everything is paid. (HX-44 to HX-46)
void Haixing::plan_pay(Schedule& schedule, Date month) {
  each_township(
      schedule, county_, month.plus_days(26), 0, [this, month](Scribe& scribe, Date on, std::size_t number) {
        Draft act(scribe, county_.townships()[number].id, county_.document_no(on));
        each_cadre(number, [&](Cadre& cadre) {
          const std::string amount = cadre.grade == "poor" ? R"("amount_fen":0)" : shares(kStakePercent);
          act.add(
              on, "PayEntitlementAssessed",
              R"("person":"{}","org":"{}","component":"performance","period":"{}",{},"grade":"{}","basis":["{}"])",
              cadre.person, org(cadre), month_of(month), amount, cadre.grade, cadre.graded.str());
          if (cadre.grade != "excellent") return;
          act.add(
              on, "RewardGranted",
              R"("person":"{}","org":"{}","period":"{}","grade":"excellent","amount_fen":{},"basis":["{}"])",
              cadre.person, org(cadre), month_of(month), kMonthRewardFen, cadre.graded.str());
        });
      });
  each_township(
      schedule, county_, month.plus_days(27), 0, [this, month](Scribe& scribe, Date on, std::size_t number) {
        Draft act(scribe, county_.townships()[number].id, county_.document_no(on));
        const bool lapse = is_lapse(month, kArrearsMonth) && number + 1 == offices_.size();
        std::size_t in_arrears = 0;
        each_cadre(number, [&](Cadre& cadre) {
          const auto pay = [&](std::string_view component, const std::string& amount) {
            act.add(on, "PayDisbursed",
                    R"("person":"{}","org":"{}","component":"{}","period":"{}",{},"channel":"bank")",
                    cadre.person, org(cadre), component, month_of(month), amount);
          };
          pay("basic_post_allowance", shares(100 - kStakePercent));
          if (cadre.grade == "poor") return;
          const int county = kCountyFen * kStakePercent / 100;
          const bool owed = lapse && in_arrears++ < kArrears;
          pay("performance",
              owed ? fmt::format(R"("amount_fen":{0},"funds":[{{"source":"county","amount_fen":{0}}}])",
                                 county)
                   : shares(kStakePercent));
        });
      });
}

/// 五进: dispatch, inspect, compare, dissect on the spot, publicise. (HX-03, HX-06 to HX-09)
void Haixing::plan_cycle(Schedule& schedule, Date month) {
  const auto step = [&](int day, auto add) {
    schedule.on(month.plus_days(day), [this, add](Scribe& scribe, Date on) {
      Draft act(scribe, county_.id(), county_.document_no(on));
      add(act, on);
    });
  };
  const std::string low = county_.townships()[(month.month() * 3 + 1) % county_.townships().size()].id;
  step(3, [this](Draft& act, Date on) {
    act.add(on, "MeetingHeld", R"("org":"{}","kind":"dispatch","present":{})", county_.id(),
            county_.random().between(20, 40));
  });
  step(9, [this](Draft& act, Date on) {
    for (const Township& township : county_.townships()) {
      act.add(on, "InspectionDone", R"("org":"{}","kind":"{}","body":"{}","findings":{})", township.id,
              on.month() % 3 == 0 ? "comprehensive" : "special", county_.id(),
              county_.random().between(0, 5));
    }
  });
  step(12, [this, low](Draft& act, Date on) {
    act.add(on, "BulletinIssued", R"("org":"{}","kind":"ranking","period":"{}","low_ranked":["{}"])",
            county_.id(), month_of(on), low);
  });
  step(15, [this, low](Draft& act, Date on) {
    const std::string matter = fmt::format("m-{}-{}", county_.row().code, month_of(on));
    act.add(on, "InspectionDone", R"("org":"{}","kind":"on_site","body":"{}","matter":"{}","findings":{})",
            low, county_.id(), matter, county_.random().between(1, 4));
    act.add(on, "RectificationOrdered", R"("org":"{}","matter":"{}","until":"{}")", low, matter,
            on.plus_days(30).str());
  });
  if (!is_lapse(month, kLapseMonth - 1)) {
    schedule.on(month.plus_days(41), [this, low, month](Scribe& scribe, Date on) {
      Draft act(scribe, county_.id());
      act.add(on, "RectificationClosed", R"("org":"{}","matter":"m-{}-{}","outcome":"accepted")", low,
              county_.row().code, month_of(month));
    });
  }
  step(19, [this](Draft& act, Date on) {
    for (const std::string_view channel : {"website", "account", "monthly_magazine", "newspaper"})
      act.add(on, "PublicityIssued", R"("org":"{}","channel":"{}","topic":"theme_party_day")", county_.id(),
              channel);
  });
}

/// Two-month and quarterly cycles end with this month. (HX-10, HX-12, HX-13)
void Haixing::plan_contests(Schedule& schedule, Date month) {
  const unsigned number = month.month();
  const auto points = [this](std::size_t rank) {
    return 98 - static_cast<int>(rank) * county_.random().between(1, 3);
  };
  if (number % 2 == 0) {
    const std::string cycle = fmt::format("{}-B{}", month.year(), number / 2);
    schedule.on(month.plus_days(16), [this, cycle, points](Scribe& scribe, Date on) {
      Draft act(scribe, county_.id(), county_.document_no(on));
      std::string entries;
      for (std::size_t i = 0; i < county_.townships().size(); ++i) {
        entries += fmt::format(R"({}{{"unit":"{}","rank":{},"points":{}}})", i == 0 ? "" : ",",
                               county_.townships()[(i + on.month()) % county_.townships().size()].id, i + 1,
                               points(i));
      }
      act.add(on, "ContestHeld", R"("org":"{}","kind":"dual_points","period":"{}","entries":[{}])",
              county_.id(), cycle, entries);
    });
    each_township(
        schedule, county_, month.plus_days(10), 0,
        [this, cycle, month, points](Scribe& scribe, Date on, std::size_t town) {
          if (is_lapse(month, kLapseMonth) && town == 0) return;
          constexpr std::array<std::string_view, 4> kThemes = {"集体经济", "人居环境", "主题党日",
                                                               "网格治理"};
          const std::string& township = county_.townships()[town].id;
          Draft act(scribe, township);
          std::vector<const Cadre*> contestants;
          each_cadre(town, [&](Cadre& cadre) {
            if (cadre.secretary && contestants.size() < 10) contestants.push_back(&cadre);
          });
          std::string entries;
          for (std::size_t i = 0; i < contestants.size(); ++i) {
            entries += fmt::format(R"({}{{"person":"{}","rank":{},"points":{}}})", i == 0 ? "" : ",",
                                   contestants[i]->person, i + 1, points(i));
          }
          const Position at = act.add(
              on, "ContestHeld",
              R"("org":"{0}","kind":"village_secretary","period":"{1}","theme":"{2}","theme_by":"{0}","entries":[{3}])",
              township, cycle, kThemes[on.month() / 2 % kThemes.size()], entries);
          for (const Cadre* cadre : contestants) {
            act.add(
                on, "ArchiveEntryFiled",
                R"("person":"{}","org":"{}","file":"management","kind":"contest_result","period":"{}","of":"{}")",
                cadre->person, org(*cadre), cycle, at.str());
          }
        });
  }
  if (number % 3 != 0) return;
  schedule.on(month.plus_days(18), [this, month, number, points](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    std::string entries;
    for (std::size_t i = 0; i < offices_.size(); ++i) {
      entries += fmt::format(R"({}{{"person":"{}","rank":{},"points":{}}})", i == 0 ? "" : ",",
                             offices_[(i + number) % offices_.size()].secretary, i + 1, points(i));
    }
    act.add(on, "ContestHeld", R"("org":"{}","kind":"township_secretary","period":"{}-Q{}","entries":[{}])",
            county_.id(), month.year(), number / 3, entries);
  });
}

}  // namespace tenure::demo

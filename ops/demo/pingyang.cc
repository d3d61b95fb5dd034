// Who is who in 平阳, and what they hold before the texts' year begins.
#include "ops/demo/pingyang.h"

#include <fmt/format.h>

#include <map>
#include <numeric>

#include "domain/describe/write.h"
#include "ops/demo/packs.h"

namespace tenure::demo {
namespace {

constexpr std::string_view kPingyangCase = "包洋村";  // PY-22, in 龙尾
constexpr std::string_view kCaseSecretary = "吴昌理";
constexpr int kTookOfficeAge = 20;                    ///< of the departed, at least
constexpr std::pair<int, int> kDepartedYears{5, 11};  ///< in office: PY-06 asks for five
constexpr std::size_t kMemberEvery = 5;  ///< villages from one committee member outside the party to the next

}  // namespace

PingyangFigures::PingyangFigures(std::size_t scale)
    : villages(326 * scale),
      local_talents(125 * scale),
      former_directors(41 * scale),
      invited_back(55 * scale),
      stationed(3 * scale),
      first_secretaries(9 * scale),
      reserves(875 * scale),
      activists(1'327 * scale),
      departed(2'946 * scale) {}

Pingyang::Pingyang(std::uint64_t seed, std::size_t scale)
    : figures_(scale), county_(pingyang_county(), seed, figures_.villages) {
  cast();
}

void Pingyang::cast() {
  const auto village_id = [&](std::size_t village) { return county_.villages()[village].id; };
  branches_.resize(figures_.villages);
  for (std::size_t i = 0; i < branches_.size(); ++i) branches_[i].village = i;
  cast_sources();
  for (Branch& branch : branches_) {
    const std::string& home = org(branch);
    const auto add = [&](std::string_view role, int least, int most) {
      return county_.add_person(home, role, least, most);
    };
    branch.former = add("secretary", 1958, 1975);
    branch.director = branch.former_director = add("director", 1962, 1985);
    branch.accounts_clerk = add("accounts_clerk", 1965, 1992);
    switch (branch.source) {
      case Source::incumbent:
        branch.secretary = branch.former;
        break;
      case Source::former_director:
        branch.secretary = branch.former_director;
        branch.director = add("director", 1970, 1992);
        break;
      default:
        branch.secretary = add("secretary", 1966, 1992);
    }
    if (branch.village % kMemberEvery == 0) branch.committee_member = add("committee_member", 1975, 1996);
  }
  const auto spread = [&](std::size_t count, std::string_view role, int least, int most, auto take) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t village = i % figures_.villages;
      take(county_.add_person(village_id(village), role, least, most), village);
    }
  };
  spread(figures_.reserves, "reserve", 1975, 2000, [&](std::string person, std::size_t village) {
    reserves_.emplace_back(std::move(person), village);
  });
  spread(figures_.activists, "activist", 1970, 2002, [&](std::string person, std::size_t village) {
    activists_.emplace_back(std::move(person), village);
  });
  std::map<std::pair<std::size_t, bool>, Date> seat_from;  // who left a seat earlier left it on that day
  spread(figures_.departed, "departed", 1936, 1963, [&](const std::string& person, std::size_t village) {
    Random& random = county_.random();
    const auto [year, month, years] =
        random.each_between<3>({{{2012, 2020}, {1, 12}, {kDepartedYears.first, kDepartedYears.second}}});
    const bool director = departed_.size() / figures_.villages % 2 == 1;
    const auto seat =
        seat_from.try_emplace({village, director}, Date::of(year, static_cast<unsigned>(month), 1)).first;
    departed_.push_back({person, village, director, years, seat->second});
    seat->second = departed_.back().from();
    county_.born_by(person, seat->second.plus_months(-12 * kTookOfficeAge));
  });
  for (std::size_t i = 0; i < figures_.first_secretaries; ++i)
    first_secretaries_.push_back(county_.add_person(county_.id(), "cadre", 1975, 1992));
}

/// Which villages found their secretary where: by lot, but for the text's case.
void Pingyang::cast_sources() {
  std::size_t case_village = branches_.size() - 1;  // 龙尾 is the last township
  county_.rename(case_village, std::string(kPingyangCase));
  branches_[case_village].source = Source::invited_back;
  std::vector<std::size_t> lot(case_village);
  std::iota(lot.begin(), lot.end(), std::size_t{0});
  county_.random().shuffle(lot);
  std::size_t next = 0;
  const auto draw = [&](std::size_t count, Source source) {
    for (; count > 0; --count) branches_[lot[next++]].source = source;
  };
  draw(figures_.former_directors, Source::former_director);
  draw(figures_.local_talents - figures_.former_directors, Source::local_talent);
  draw(figures_.invited_back - 1, Source::invited_back);
  draw(figures_.stationed, Source::stationed);
}

void Pingyang::plan(Schedule& schedule) {
  county_.name_person(branches_.back().secretary, std::string(kCaseSecretary));
  county_.plan_register(schedule, Date::of(2023, 7, 10));
  plan_history(schedule);
  plan_policy(schedule);
  plan_annual_plans(schedule, Date::of(2024, 1, 8));
  plan_departed(schedule);
  plan_election(schedule);
  plan_pledges(schedule);
  plan_reserve(schedule);
  plan_money(schedule);
  for (unsigned month = 5; month <= 11; ++month) plan_progress(schedule, Date::of(2024, month, 1));
  plan_year_end(schedule);
  plan_consequences(schedule);
  plan_annual_plans(schedule, Date::of(2025, 1, 6));
}

/// Offices that were taken before the ledger was there, from paper.
void Pingyang::plan_history(Schedule& schedule) {
  each_township(
      schedule, county_, Date::of(2023, 8, 7), 1, [this](Scribe& scribe, Date, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        act.transcribe(county_.townships()[township].name + "党委换届档案", county_.clerk());
        const Date on = Date::of(2021, 3, 20);
        each_branch(township, [&](Branch& branch) {
          act.add(on, "SecretaryAppointed", R"("person":"{}","org":"{}","by":"election","round":"r-2021")",
                  branch.former, org(branch));
          act.add(on, "OfficeAssumed", R"("person":"{}","org":"{}","post":"director","by":"election")",
                  branch.former_director, org(branch));
          act.add(on, "OfficeAssumed",
                  R"("person":"{}","org":"{}","post":"accounts_clerk","by":"appointment")",
                  branch.accounts_clerk, org(branch));
        });
      });
}

void Pingyang::plan_policy(Schedule& schedule) {
  schedule.on(Date::of(2023, 12, 25), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    act.add(Date::of(2024, 1, 1), "PolicyAdopted",
            R"("org":"{}","title":"村级组织带头人队伍建设办法","status":"in_force","pack":{})", county_.id(),
            json_string(pingyang_pack()));
  });
  schedule.on(Date::of(2024, 1, 15), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    const auto budget = [&](std::string_view purpose, std::string_view rest) {
      act.add(on, "BudgetAppropriated", R"("org":"{}","purpose":"{}","period":"2024",{})", county_.id(),
              purpose, rest);
    };
    budget("pay_subsidy", R"("source":"county","amount_fen":750000000)");                      // PY-02
    budget("grassroots", R"("source":"county","amount_fen":1500000000,"stated":"at_least")");  // PY-48
    budget("grassroots", R"("source":"province","stated":"unspecified")");
    budget("grassroots", R"("source":"city","stated":"unspecified")");
    act.add(on, "OrgProfileUpdated",
            R"("org":"{}","facts":[{{"name":"farmer_per_capita_income","number":7655}}])", county_.id());
    act.add(on, "PayStandardSet",
            R"("org":"{}","period":"2024","component":"pay_subsidy","group":"main","headcount":3,)"
            R"("posts":["secretary","director","accounts_clerk"],"measure":"farmer_per_capita_income",)"
            R"("amount_fen":765500,"floor_fen":765500)",
            county_.id());
    act.add(
        on, "PayStandardSet",
        R"("org":"{}","period":"2024","component":"work_pay","group":"other","amount_fen":0,"floor_fen":0)",
        county_.id());
  });
  schedule.on(Date::of(2024, 6, 18), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (const auto& [kind, topic] : {std::pair("difficulty", "funds"),
                                      {"difficulty", "balance"},
                                      {"suggestion", "fiscal_transfer"},
                                      {"suggestion", "township_discretion"},
                                      {"suggestion", "pay_by_results"}}) {
      act.add(on, "OpinionCollected", R"("org":"{}","kind":"{}","topic":"{}")", county_.id(), kind, topic);
    }
  });
}

/// By years in post, within the text's 50 to 110 yuan: the steps are the demo's, as its pack supplies them.
int Pingyang::monthly_fen(int years) {
  return years >= 20 ? 11'000 : years >= 15 ? 9'000 : years >= 10 ? 7'000 : 5'000;
}

void Pingyang::plan_departed(Schedule& schedule) {
  const auto of_township = [this](std::size_t township, auto visit) {
    for (const Departed& one : departed_) {
      const Village& village = county_.villages()[one.village];
      if (village.township == township) visit(one, village.id);
    }
  };
  each_township(schedule, county_, Date::of(2023, 9, 4), 1,
                [this, of_township](Scribe& scribe, Date, std::size_t township) {
                  Draft act(scribe, county_.townships()[township].id);
                  act.transcribe(county_.townships()[township].name + "离任干部登记册", county_.clerk());
                  of_township(township, [&](const Departed& one, const std::string& org) {
                    constexpr std::string_view kReasons[] = {"term_expiry", "age", "health"};
                    const Date from = one.from();
                    if (one.director) {
                      act.add(from, "OfficeAssumed", R"("person":"{}","org":"{}","post":"director")",
                              one.person, org);
                    } else {
                      act.add(from, "SecretaryAppointed", R"("person":"{}","org":"{}")", one.person, org);
                    }
                    act.add(one.until, "TenureEnded", R"("person":"{}","org":"{}","post":"{}","reason":"{}")",
                            one.person, org, one.director ? "director" : "secretary",
                            kReasons[static_cast<std::size_t>(one.years) % 3]);
                  });
                });
  each_township(schedule, county_, Date::of(2024, 1, 22), 0,
                [this, of_township](Scribe& scribe, Date on, std::size_t township) {
                  Draft act(scribe, county_.townships()[township].id, county_.document_no(on));
                  of_township(township, [&](const Departed& one, const std::string& org) {
                    act.add(on, "DepartureSubsidyApproved",
                            R"("person":"{}","org":"{}","years":{},"monthly_fen":{})", one.person, org,
                            one.years, monthly_fen(one.years));
                  });
                });
  for (unsigned quarter = 1; quarter <= 4; ++quarter) plan_subsidy(schedule, 2024, quarter);
}

/// A run of the whole county in acts of the county, on the 8th after the quarter.
void Pingyang::plan_subsidy(Schedule& schedule, int year, unsigned quarter) {
  const Date after = Date::of(year, quarter * 3, 8).plus_months(1);
  schedule.on(after, [this, year, quarter](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (const Departed& one : departed_) {
      act.add(on, "SubsidyPaid", R"("person":"{}","org":"{}","period":"{}-Q{}","amount_fen":{},"years":{})",
              one.person, county_.villages()[one.village].id, year, quarter, 3 * monthly_fen(one.years),
              one.years);
    }
  });
}

}  // namespace tenure::demo

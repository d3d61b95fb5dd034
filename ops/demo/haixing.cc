// Who is who in 海兴, its documents, its list, and the year's end.
#include "ops/demo/haixing.h"

#include <fmt/format.h>

#include <array>

#include "domain/describe/write.h"
#include "ops/demo/packs.h"

namespace tenure::demo {
namespace {

constexpr std::string_view kHaixingCase = "小黄村";  // HX-23, in 高湾镇
constexpr std::size_t kHaixingCaseTownship = 2;
constexpr std::array<std::string_view, 6> kDepartments = {"organisation", "discipline", "poverty",
                                                          "agriculture",  "finance",    "inspection"};
constexpr std::array<std::string_view, 6> kDepartmentNames = {"县委组织部机关", "县纪委",   "县扶贫办",
                                                              "县农业农村局",   "县财政局", "县督查考核办"};

struct ListedItem {
  std::string_view item, title, topic;
};
/// The three that the contests brought about, the secretaries' six projects, and the rest. (HX-11, HX-14 to
/// HX-16)
constexpr std::array<ListedItem, kChecklistItems> kList = {{
    {"demo_area", "环县城党建示范区", "dual_points"},
    {"three_zone", "三区同建", "dual_points"},
    {"industry_upgrade", "产业提升", "dual_points"},
    {"theme_party_day", "多彩主题党日", "secretary_project"},
    {"leading_goose_reservoir", "头雁蓄水池", "secretary_project"},
    {"one_plus_n", "“1+N”功能型党小组", "secretary_project"},
    {"talent_station", "园区人才驿站工作室", "secretary_project"},
    {"double_show", "园区“双亮”行动", "secretary_project"},
    {"three_examples_one_model", "机关“三例一模”创建", "secretary_project"},
    {"grasp", "抓牢责任", "basics"},
    {"prevent", "防范风险", "basics"},
    {"promote", "促进发展", "basics"},
    {"safeguard", "保障到位", "basics"},
    {"benefit", "惠及群众", "basics"},
    {"quality_organisation", "组织建设提质", "quality"},
    {"quality_members", "党员队伍提质", "quality"},
    {"quality_life", "组织生活提质", "quality"},
    {"quality_service", "服务群众提质", "quality"},
    {"quality_facilities", "活动阵地提质", "quality"},
    {"goose_selection", "头雁选拔", "leading_goose"},
    {"goose_training", "头雁培训", "leading_goose"},
    {"goose_contest", "头雁比武", "leading_goose"},
    {"station_team", "驻村队伍管理", "station"},
    {"station_attendance", "驻村在岗管理", "station"},
    {"station_results", "驻村实绩管理", "station"},
    {"station_care", "驻村关爱保障", "station"},
}};

// What the text leaves to the organisers' raters: so many points an item.
constexpr int kBasicPoints = 2;
constexpr int kCharacteristicPoints = 28;
constexpr int kOtherPoints = 16;

}  // namespace

HaixingFigures::HaixingFigures(std::size_t scale) : villages(197 * scale), committee_members(692 * scale) {}

Haixing::Haixing(std::uint64_t seed, std::size_t scale)
    : figures_(scale), county_(haixing_county(), seed, figures_.villages) {
  Random& random = county_.random();
  const auto& villages = county_.villages();
  for (std::size_t i = 0; i < villages.size(); ++i) {
    // The members are spread as evenly as they go.
    const std::size_t before = i * figures_.committee_members / villages.size();
    const std::size_t members = (i + 1) * figures_.committee_members / villages.size() - before;
    for (std::size_t k = 0; k <= members; ++k) {
      const std::string_view role = k == 0 ? "secretary" : "committee_member";
      Cadre cadre;
      cadre.person = county_.add_person(villages[i].id, role, 1964, 1994);
      cadre.village = i;
      cadre.secretary = k == 0;
      cadre.ability = random.between(28, 46);
      cadres_.push_back(std::move(cadre));
    }
  }
  for (const Township& township : county_.townships()) {
    const auto add = [&](std::string_view role) { return county_.add_person(township.id, role, 1970, 1992); };
    offices_.push_back(
        {add("township_secretary"), add("organisation_committee_member"), add("full_time_organiser")});
  }
  for (std::size_t i = 0; i < villages.size(); ++i) {
    if (villages[i].township != kHaixingCaseTownship) continue;
    county_.rename(i, std::string(kHaixingCase));
    break;
  }
  heard_.resize(offices_.size());
}

void Haixing::plan(Schedule& schedule) {
  county_.plan_register(schedule, Date::of(2023, 7, 12));
  plan_history(schedule);
  plan_policy(schedule);
  plan_list(schedule);
  for (unsigned month = 1; month <= 12; ++month) {
    plan_allowances(schedule, Date::of(2024, month, 1));
    plan_assessment(schedule, Date::of(2024, month, 1));
  }
  plan_organisers(schedule);
  plan_year_end(schedule);
  plan_allowances(schedule, Date::of(2025, 1, 1));
}

void Haixing::plan_history(Schedule& schedule) {
  each_township(schedule, county_, Date::of(2023, 8, 8), 1, [this](Scribe& scribe, Date, std::size_t number) {
    const Township& township = county_.townships()[number];
    Draft act(scribe, township.id);
    act.transcribe(township.name + "党委换届档案", county_.clerk());
    const Date on = Date::of(2021, 5, 10);
    each_cadre(number, [&](Cadre& cadre) {
      if (cadre.secretary) {
        act.add(on, "SecretaryAppointed", R"("person":"{}","org":"{}","by":"election")", cadre.person,
                org(cadre));
      } else {
        act.add(on, "OfficeAssumed", R"("person":"{}","org":"{}","post":"committee_member","by":"election")",
                cadre.person, org(cadre));
      }
    });
    const Office& office = offices_[number];
    for (const auto& [person, post] : {std::pair(&office.secretary, "township_secretary"),
                                       {&office.organisation_member, "organisation_committee_member"},
                                       {&office.organiser, "full_time_organiser"}}) {
      act.add(on, "OfficeAssumed", R"("person":"{}","org":"{}","post":"{}","by":"appointment")", *person,
              township.id, post);
    }
  });
}

/// 1,821 people were asked and gave 367 opinions; then the three mechanisms were adopted. (HX-01, HX-33)
void Haixing::plan_policy(Schedule& schedule) {
  schedule.on(Date::of(2023, 10, 16), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    act.add(
        on, "PolicyConsulted",
        R"("org":"{}","title":"村“两委”干部月度考核实施办法（征求意见稿）","opinions":367,"respondents":[)"
        R"({{"group":"township_secretaries","count":7}},{{"group":"stationed_cadres","count":56}},)"
        R"({{"group":"village_secretaries","count":197}},{{"group":"committee_members","count":692}},)"
        R"({{"group":"representatives","count":869}}])",
        county_.id());
  });
  schedule.on(Date::of(2023, 12, 26), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    const auto adopt = [&](std::string_view title, std::string_view module, std::string_view rest) {
      act.add(
          Date::of(2024, 1, 1), "PolicyAdopted",
          R"("org":"{}","title":"{}","status":"in_force","programme":"three_mechanisms","modules":["{}"]{})",
          county_.id(), title, module, rest);
    };
    adopt("基层党建工作落实机制", "five_in_two_contest_one_list", "");
    adopt("组织委员、专职组织员业务工作考核办法", "organiser_assessment",
          R"(,"principles":["management","incentive","efficiency","open","fair","just"])");
    adopt("村“两委”干部月度考核实施办法", "monthly_assessment",
          fmt::format(R"(,"pack":{})", json_string(haixing_pack())));
  });
  schedule.on(Date::of(2024, 1, 3), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (std::size_t i = 0; i < kDepartments.size(); ++i) {
      const std::string id = fmt::format("{}-{}", county_.id(), kDepartments[i]);
      act.add(on, "OrgRegistered", R"("org":"{}","name":"{}","kind":"department","parent":"{}")", id,
              kDepartmentNames[i], county_.id());
      act.add(on, "DutyAssigned", R"("org":"{}","duty":"key_work","level":"county")", id);
    }
    for (const Township& township : county_.townships())
      act.add(on, "DutyAssigned", R"("org":"{}","duty":"key_work","level":"township")", township.id);
  });
}

void Haixing::plan_list(Schedule& schedule) {
  schedule.on(Date::of(2024, 1, 8), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (const ListedItem& item : kList) {
      const bool of_secretaries = item.topic == "secretary_project";
      act.add(on, "ProjectItemListed", R"("org":"{}","item":"{}","title":"{}","topic":"{}"{})", county_.id(),
              item.item, item.title, item.topic,
              of_secretaries
                  ? fmt::format(R"(,"responsible":"{}")", offices_[on.day() % offices_.size()].secretary)
                  : "");
    }
  });
  for (std::size_t i = 0; i < kList.size(); ++i) {
    const int days = 60 + static_cast<int>(i) * 11;
    schedule.on(Date::of(2024, 1, 8).plus_days(days), [this, i](Scribe& scribe, Date on) {
      const bool landed = kList[i].topic == "dual_points";
      Draft act(scribe, county_.id());
      act.add(on, "ProjectItemProgressed", R"("org":"{}","item":"{}","state":"{}"{})", county_.id(),
              kList[i].item,
              landed       ? "landed"
              : i % 4 == 0 ? "done"
                           : "in_progress",
              landed ? R"(,"result":"落地发展")" : "");
    });
  }
  schedule.on(Date::of(2024, 6, 20), [this](Scribe& scribe, Date on) {  // HX-23
    for (const Village& village : county_.villages()) {
      if (village.name != kHaixingCase) continue;
      Draft act(scribe, county_.township_of(static_cast<std::size_t>(&village - county_.villages().data())));
      act.add(on, "OrgProfileUpdated",
              R"("org":"{}","facts":[{{"name":"project","text":"集体经济产业项目"}}])", village.id);
    }
  });
}

/// The hundred points of those who organise: 26 basic items and two other parts of both raters, and five
/// dimensions. (HX-17 to HX-31)
void Haixing::plan_organisers(Schedule& schedule) {
  each_township(
      schedule, county_, Date::of(2024, 12, 11), 1, [this](Scribe& scribe, Date day, std::size_t number) {
        const std::string& township = county_.townships()[number].id;
        Draft act(scribe, county_.id(), county_.document_no(day));
        for (const std::string& person : {offices_[number].organisation_member, offices_[number].organiser}) {
          const auto score = [&](std::string_view part, std::string_view item, std::string_view rest) {
            act.add(
                day, "AssessmentScored",
                R"("person":"{}","org":"{}","scheme":"organiser","period":"2024","part":"{}","item":"{}",{})",
                person, township, part, item, rest);
          };
          for (const std::string_view rater : {"township_team", "org_dept_section"}) {
            const auto points = [&](int most, int less) {
              return fmt::format(R"("rater":"{}","points":{})", rater,
                                 most - county_.random().between(0, less));
            };
            for (std::size_t i = 1; i <= kChecklistItems; ++i)
              score("basic", fmt::format("b-{}", i), points(kBasicPoints, 1));
            score("characteristic", "party_building_plus", points(kCharacteristicPoints, 6));
            score("other", "urgent_tasks", points(kOtherPoints, 4));
          }
          constexpr std::array<std::string_view, 3> kLevels = {"excellent", "good", "average"};
          for (const std::string_view dimension : {"virtue", "ability", "diligence", "results", "honesty"})
            score("review", dimension,
                  fmt::format(R"("level":"{}")", kLevels[county_.random().below(kLevels.size())]));
        }
      });
  schedule.on(Date::of(2024, 12, 26), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (std::size_t i = 0; i < offices_.size(); ++i) {
      const std::string& township = county_.townships()[i].id;
      for (const std::string& person : {offices_[i].organisation_member, offices_[i].organiser}) {
        const bool last = i + 1 == offices_.size() && person == offices_[i].organiser;
        act.add(
            on, "GradeDetermined",
            R"("person":"{}","org":"{}","scheme":"organiser","period":"2024","grade":"{}","decider":"{}")",
            person, township,
            last         ? "basic"
            : i % 3 == 0 ? "excellent"
                         : "qualified",
            county_.id());
        act.add(
            on, "ResultFedBack",
            R"("person":"{}","org":"{}","scheme":"organiser","period":"2024","to":["township_committee"])",
            person, township);
        if (last) {
          act.add(
              on, "AdmonitionIssued",
              R"("person":"{}","org":"{}","form":"admonition_talk","by":"county_org_dept","period":"2024","reason":"{}")",
              person, township, act.seal("reason", "业务工作考核基本合格"));
        }
      }
    }
  });
}

/// The annual grade that the months allow. (HX-41, HX-42)
void Haixing::plan_year_end(Schedule& schedule) {
  constexpr int kExcellentMonths = 6;
  constexpr int kPoorMonths = 2;
  each_township(schedule, county_, Date::of(2024, 12, 30), 0,
                [this](Scribe& scribe, Date day, std::size_t number) {
                  Draft act(scribe, county_.townships()[number].id, county_.document_no(day));
                  each_cadre(number, [&](Cadre& cadre) {
                    const bool excellent = cadre.excellent >= kExcellentMonths && cadre.poor <= kPoorMonths;
                    act.add(day, "GradeDetermined",
                            R"("person":"{}","org":"{}","scheme":"annual","period":"2024","grade":"{}")",
                            cadre.person, org(cadre), excellent ? "excellent" : "competent");
                  });
                });
}

void Haixing::plan_month(Schedule& schedule, Date month) {
  if (month > Date::of(2025, 1, 1)) plan_allowances(schedule, month);
  plan_assessment(schedule, month);
}

}  // namespace tenure::demo

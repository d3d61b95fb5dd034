// The texts' year of 平阳: election, pledges, plans, the reserve.
#include <fmt/format.h>

#include <array>

#include "domain/describe/write.h"
#include "ops/demo/pingyang.h"

namespace tenure::demo {
namespace {

constexpr std::string_view kRound = "r-2024";
constexpr std::array<std::string_view, 6> kWorks = {"村道硬化", "安装路灯",   "自来水改造",
                                                    "河道清淤", "老年活动室", "农产品销售点"};
std::array<std::string_view, 2> two_works(Random& random) {
  const std::string_view first = kWorks[random.below(kWorks.size())];
  return {first, kWorks[random.below(kWorks.size())]};
}

constexpr std::string_view kItems[] = {"i-1", "i-2"};

// A few lapses, so that there is something to see. Each is of the first so many branches.
constexpr std::size_t kUnpublishedPledges = 1;
constexpr std::size_t kUnpostedPlans = 2;
constexpr std::size_t kWithoutMentor = 2;

}  // namespace

// Election
// --------------------------------------------------------------------------------------------------------------

/// A village's election: what had to be found first, the pledge, the ballot, the offices. (PY-16 to PY-29)
void Pingyang::elect(Scribe& scribe, Date day, Branch& branch) {
  const std::string& village = org(branch);
  const std::string& elected = branch.secretary;
  Random& random = county_.random();
  Draft act(scribe, township(branch), county_.document_no(day));
  const Date before = day.plus_days(-7);
  const auto find = [&](std::string_view finding) {
    act.add(before, "CandidateReviewed", R"("org":"{}","finding":"{}","reviewer":"{}")", village, finding,
            township(branch));
  };
  const auto meets = [&](std::initializer_list<std::string_view> criteria) {
    std::string all;
    for (const std::string_view each : criteria)
      all += fmt::format(R"({}{{"criterion":"{}","met":true}})", all.empty() ? "" : ",", each);
    act.add(before, "CandidateReviewed", R"("org":"{}","person":"{}","criteria":[{}],"reviewer":"{}")",
            village, elected, all, township(branch));
  };
  std::string rest;
  switch (branch.source) {
    case Source::former_director:
      rest = R"(,"source_groups":["local_talent"],"previous_post":"director")";
      break;
    case Source::local_talent:
      rest = R"(,"source_groups":["local_talent"])";
      break;
    case Source::invited_back:
      find("no_suitable_local_candidate");
      meets({"long_away", "success", "loves_home", "party_member"});
      rest = R"(,"source_groups":["returned"],"mode":"invited_back")";
      break;
    case Source::stationed:
      find("no_candidate_for_now");
      meets({"rural_experience", "guide_consents", "village_consents"});
      rest = R"(,"source_groups":["stationed_cadre"],"mode":"stationed_guide")";
      break;
    case Source::incumbent:
      rest = R"(,"previous_post":"secretary")";
  }
  const auto [first, second] = two_works(random);
  act.add(day.plus_days(-1), "PledgeMade",
          R"("person":"{}","org":"{}","kind":"entrepreneurial","phase":"pre_election","round":"{}",)"
          R"("audiences":["all_members","higher_organisation"],"place":"election_meeting","items":[)"
          R"({{"item":"i-1","text":"{}","category":"public_welfare"}},)"
          R"({{"item":"i-2","text":"{}","category":"economy"}}])",
          elected, village, kRound, first, second);
  const int eligible = random.between(24, 90);
  const int valid = eligible - random.between(0, 6);
  act.add(day, "ElectionHeld",
          R"("org":"{}","post":"secretary","round":"{}","eligible":{},"issued":{},"returned":{},"valid":{},)"
          R"("candidates":[{{"person":"{}","votes":{},"elected":true}}],"outcome":"elected")",
          village, kRound, eligible, valid, valid, valid, elected, valid - random.between(0, valid / 4));
  const auto end = [&](const std::string& person, std::string_view post, std::string_view reason) {
    act.add(day, "TenureEnded", R"("person":"{}","org":"{}","post":"{}","reason":"{}")", person, village,
            post, reason);
  };
  end(branch.former, "secretary", "term_expiry");
  if (branch.source == Source::former_director) end(elected, "director", "reassignment");
  act.add(day, "SecretaryAppointed", R"("person":"{}","org":"{}","by":"election","round":"{}"{})", elected,
          village, kRound, rest);
  if (branch.source == Source::former_director)
    act.add(day, "OfficeAssumed", R"("person":"{}","org":"{}","post":"director","by":"election")",
            branch.director, village);
  act.add(day, "PersonAttributeRecorded", R"("person":"{}","attribute":"membership","value":"party_member")",
          elected);
  if (!branch.committee_member.empty())
    act.add(day, "OfficeAssumed", R"("person":"{}","org":"{}","post":"committee_member","by":"election")",
            branch.committee_member, village);
}

void Pingyang::plan_election(Schedule& schedule) {
  for (Branch& branch : branches_) {
    const auto town = static_cast<int>(county_.villages()[branch.village].township);
    schedule.on(Date::of(2024, 2, 26).plus_days(town),
                [this, &branch](Scribe& scribe, Date day) { elect(scribe, day, branch); });
  }
  schedule.on(Date::of(2024, 3, 22), [this](Scribe& scribe, Date on) {  // PY-25
    Draft act(scribe, county_.id(), county_.document_no(on));
    const std::size_t apart = branches_.size() / first_secretaries_.size();
    for (std::size_t i = 0; i < first_secretaries_.size(); ++i) {
      act.add(on, "FirstSecretaryDispatched",
              R"("person":"{}","org":"{}","by":"appointment","level":"county")", first_secretaries_[i],
              org(branches_[i * apart]));
    }
  });
  schedule.on(Date::of(2024, 9, 12), [this](Scribe& scribe, Date on) {  // PY-22
    const Branch& branch = branches_.back();
    Draft act(scribe, township(branch), county_.document_no(on));
    act.add(
        on, "OrgProfileUpdated",
        R"("org":"{}","facts":[{{"name":"project","text":"稻田养鱼基地"}},{{"name":"project","text":"中药材基地"}}])",
        org(branch));
  });
}

// Pledges, targets, letters, plans
// --------------------------------------------------------------------------------------------------------------

void Pingyang::plan_pledges(Schedule& schedule) {
  each_township(
      schedule, county_, Date::of(2024, 3, 25), 1, [this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        each_branch(township, [&](Branch& branch) {
          act.add(day, "MeetingHeld", R"("org":"{}","kind":"democratic_talk","about":["{}"],"present":{})",
                  org(branch), branch.secretary, county_.random().between(40, 120));
          const auto [members, masses, opinions] =
              county_.random().each_between<3>({{{15, 40}, {30, 90}, {3, 18}}});
          act.add(
              day, "OpinionCollected",
              R"("org":"{}","kind":"pledge","about":"{}","respondents":[{{"group":"members","count":{}}},)"
              R"({{"group":"masses","count":{}}}],"opinions":{},"disposition":"adopted")",
              org(branch), branch.secretary, members, masses, opinions);
        });
      });
  each_township(
      schedule, county_, Date::of(2024, 4, 15), 1, [this](Scribe& scribe, Date day, std::size_t number) {
        const Township& township = county_.townships()[number];
        Draft act(scribe, township.id, county_.document_no(day));
        each_branch(number, [&](Branch& branch) {
          act.add(day, "PledgeReviewed",
                  R"("person":"{}","org":"{}","outcome":"approved","reviewer":"{}","round":"{}")",
                  branch.secretary, org(branch), township.id, kRound);
          if (branch.village >= kUnpublishedPledges) {
            act.add(day, "CommitmentPublished",
                    R"("org":"{}","person":"{}","kind":"pledge","form":"commitment_letter",)"
                    R"("audiences":["all_members","villagers"])",
                    org(branch), branch.secretary);
          }
          act.add(day, "TargetSet",
                  R"("org":"{}","person":"{}","scope":"term","period":"term:{}","setter":"{}","targets":[)"
                  R"({{"category":"organisation"}},{{"category":"public_welfare","item":"{}"}},)"
                  R"({{"category":"economy","number":{},"unit":"percent"}},{{"category":"hot_issues"}}])",
                  org(branch), branch.secretary, kRound, township.id, kWorks[branch.village % kWorks.size()],
                  county_.random().between(5, 20));
          act.add(
              day, "ResponsibilityLetterSigned",
              R"("person":"{}","org":"{}","period":"term:{}","parties":["township_committee","secretary"],"with":"{}")",
              branch.secretary, org(branch), kRound, township.id);
        });
      });
}

void Pingyang::plan_annual_plans(Schedule& schedule, Date first) {
  const bool lapses = first.year() > 2024;
  each_township(
      schedule, county_, first.plus_days(-4), 0, [this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        each_branch(township, [&](Branch& branch) {
          const auto [members, masses, opinions] =
              county_.random().each_between<3>({{{15, 40}, {20, 60}, {2, 12}}});
          act.add(day, "OpinionCollected",
                  R"("org":"{}","kind":"annual_plan","respondents":[{{"group":"members","count":{}}},)"
                  R"({{"group":"masses","count":{}}}],"opinions":{})",
                  org(branch), members, masses, opinions);
          act.add(day, "MeetingHeld",
                  R"("org":"{}","kind":"two_committees","topics":["annual_plan"],"present":{})", org(branch),
                  county_.random().between(5, 9));
        });
      });
  each_township(schedule, county_, first, 0, [this, lapses](Scribe& scribe, Date day, std::size_t township) {
    Draft act(scribe, county_.townships()[township].id);
    each_branch(township, [&](Branch& branch) {
      const auto [first, second] = two_works(county_.random());
      act.add(day, "AnnualPlanAdopted",
              R"("org":"{}","period":"{}","by":"two_committees","items":[{{"item":"i-1","text":"{}"}},)"
              R"({{"item":"i-2","text":"{}"}}])",
              org(branch), day.year(), first, second);
      if (lapses && branch.village < kUnpostedPlans) return;
      act.add(day, "CommitmentPublished",
              R"("org":"{}","kind":"annual_plan","period":"{}","place":"party_board")", org(branch),
              day.year());
    });
  });
}

void Pingyang::plan_progress(Schedule& schedule, Date month) {
  each_township(
      schedule, county_, month.plus_days(9), 1, [this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        each_branch(township, [&](Branch& branch) {
          act.add(day, "CommitmentProgressed", R"("org":"{}","person":"{}","item":"{}","state":"{}")",
                  org(branch), branch.secretary, kItems[county_.random().below(2)],
                  day.month() < 10 ? "in_progress" : "done");
        });
      });
}

// The reserve
// --------------------------------------------------------------------------------------------------------------

void Pingyang::plan_reserve(Schedule& schedule) {
  constexpr std::array<std::string_view, 3> kSources = {"local_talent", "invited_back", "graduate"};
  constexpr std::array<std::string_view, 3> kGroups = {"enrichment_leader", "cooperative_head",
                                                       "technical_backbone"};
  const auto here = [this](std::size_t township, std::size_t village) {
    return county_.villages()[village].township == township;
  };
  each_township(
      schedule, county_, Date::of(2024, 5, 13), 0, [=, this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id, county_.document_no(day));
        for (std::size_t i = 0; i < reserves_.size(); ++i) {
          const auto& [person, village] = reserves_[i];
          if (!here(township, village)) continue;
          act.add(day, "ReserveListed", R"("person":"{}","org":"{}","source":"{}","post":"secretary")",
                  person, county_.villages()[village].id, kSources[i % kSources.size()]);
          if (i % 20 == 0) {
            act.add(day.plus_days(10), "PlacementStarted",
                    R"("person":"{}","org":"{}","post":"{}","kind":"assistant")", person,
                    county_.villages()[village].id,
                    i % 40 == 0 ? "secretary_assistant" : "supporting_org_head");
          }
        }
        each_branch(township, [&](Branch& branch) {
          if (branch.committee_member.empty() || branch.village / 5 < kWithoutMentor) return;
          act.add(day, "MentorAssigned", R"("person":"{}","mentor":"{}","org":"{}")", branch.committee_member,
                  branch.secretary, org(branch));
        });
      });
  each_township(
      schedule, county_, Date::of(2024, 6, 3), 0, [=, this](Scribe& scribe, Date day, std::size_t township) {
        Draft act(scribe, county_.townships()[township].id);
        const std::string none;
        each_branch(township, [&](Branch& branch) {
          std::string about;
          for (const auto& [person, village] : activists_) {
            if (village == branch.village)
              about += fmt::format(R"({}"{}")", about.empty() ? "" : ",", person);
          }
          act.add(day, "MeetingHeld", R"("org":"{}","kind":"activist_nomination","about":[{}],"present":{})",
                  org(branch), about, county_.random().between(30, 90));
        });
        for (std::size_t i = 0; i < activists_.size(); ++i) {
          const auto& [person, village] = activists_[i];
          if (!here(township, village)) continue;
          act.add(day, "ActivistIdentified", R"("person":"{}","org":"{}","group":"{}","votes":{})", person,
                  county_.villages()[village].id, kGroups[i % kGroups.size()],
                  county_.random().between(20, 80));
        }
      });
  schedule.on(Date::of(2024, 11, 20), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (std::size_t i = 0; i < activists_.size(); i += 12) {
      act.add(on, "MemberAdmitted", R"("person":"{}","org":"{}","status":"probationary")",
              activists_[i].first, county_.villages()[activists_[i].second].id);
    }
  });
}

}  // namespace tenure::demo

// The reserve: activists, members, postings, mentors.
#include "domain/reserve/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

class PingyangReserve : public ::testing::Test {
 protected:
  PingyangReserve() { t.adopt("o-county", "2000-01-01", pack_of("pingyang")); }

  Result<Admission> identify(const std::string& person) {
    return t.attempt<ActivistIdentified>(
        "2024-03-01",
        fmt::format(R"({{"person":"{}","org":"o-village","group":"enrichment_leader"}})", person));
  }
  Result<Admission> pair(const std::string& person, const std::string& mentor) {
    return t.attempt<MentorAssigned>(
        "2024-03-01", fmt::format(R"({{"person":"{}","mentor":"{}","org":"o-village"}})", person, mentor));
  }
  void nominate(const std::string& kind, const std::string& about) {
    t.record<MeetingHeld>("2024-02-01",
                          fmt::format(R"({{"org":"o-village","kind":"{}","about":["{}"]}})", kind, about));
  }

  RuleLedger t;
};

TEST_F(PingyangReserve, PY_11_ActivistOnlyByTheNominationMeeting) {
  t.people(2);
  EXPECT_THAT(rules_of(identify("p-1")), ElementsAre("gate.activist_nomination"));
  nominate("two_committees", "p-1");
  EXPECT_THAT(rules_of(identify("p-1")), ElementsAre("gate.activist_nomination")) << "another meeting";
  nominate("activist_nomination", "p-1");
  EXPECT_THAT(rules_of(identify("p-1")), IsEmpty());
  EXPECT_EQ(t.figures("stat.meetings", "2024-03-01")["activist_nomination"], 1);
  EXPECT_EQ(t.figures("stat.activists", "2024-03-01")[""], 1) << "identified three times, one person";
  EXPECT_THAT(rules_of(identify("p-2")), ElementsAre("gate.activist_nomination")) << "not nominated there";
  t.adopt(
      "o-county", "2000-01-02",
      supplied(pack_of("pingyang"), "activist_meeting_required = true", "activist_meeting_required = false"));
  EXPECT_THAT(rules_of(identify("p-2")), IsEmpty());
}

TEST_F(PingyangReserve, PY_11_AMeetingOfLongAgoIsUsedUp) {
  t.people(3);
  const auto met = [&](const std::string& on, const std::string& about) {
    t.record<MeetingHeld>(
        on, fmt::format(R"({{"org":"o-village","kind":"activist_nomination","about":[{}]}})", about));
  };
  const auto identified = [&](const std::string& on, const std::string& person) {
    return rules_of(
        t.attempt<ActivistIdentified>(on, fmt::format(R"({{"person":"{}","org":"o-village"}})", person)));
  };
  met("2020-03-01", "");
  EXPECT_THAT(identified("2020-12-31", "p-1"), IsEmpty()) << "who is not named, until the year is over";
  EXPECT_THAT(identified("2021-01-01", "p-1"), ElementsAre("gate.activist_nomination"));
  met("2024-02-01", "");
  met("2024-02-20", R"("p-2")");
  EXPECT_THAT(identified("2024-02-19", "p-3"), IsEmpty());
  EXPECT_THAT(identified("2024-02-20", "p-3"), ElementsAre("gate.activist_nomination"))
      << "the next one was held";
  EXPECT_THAT(identified("2024-02-20", "p-2"), IsEmpty());
}

TEST_F(PingyangReserve, PY_12_PY_19_1327ActivistsOfThreeGroups) {
  constexpr const char* kGroups[] = {"enrichment_leader", "cooperative_head", "technical_backbone"};
  t.villages(40);
  t.people(1327);
  t.record_each<ActivistIdentified>(1327, "2024-03-01", [&](int i) {
    return fmt::format(R"({{"person":"p-{}","org":"o-v{}","group":"{}"}})", i, i % 40 + 1, kGroups[i % 3]);
  });
  EXPECT_EQ(t.figures("stat.activists", "2024-03-01"), (Figures{{"", 1327}}));
  EXPECT_EQ(
      t.figures("stat.activists_by_group", "2024-03-01"),
      (Figures{
          {"", 1327}, {"enrichment_leader", 442}, {"cooperative_head", 443}, {"technical_backbone", 442}}));
}

TEST_F(PingyangReserve, PY_13_ActivistBecomesMember) {
  t.people(2);
  ASSERT_TRUE(identify("p-1"));
  ASSERT_TRUE(identify("p-2"));
  t.record<GrowthEntryLogged>("2024-06-01", R"({"person":"p-1","org":"o-village","kind":"training"})");
  t.record<MemberAdmitted>("2025-03-01", R"({"person":"p-1","org":"o-village","status":"full"})");
  EXPECT_EQ(t.figures("stat.cultivation_stage", "2025-02-28"), (Figures{{"", 2}, {"activist", 2}}));
  EXPECT_EQ(t.figures("stat.cultivation_stage", "2025-03-01"),
            (Figures{{"", 2}, {"activist", 1}, {"member", 1}}));
  EXPECT_EQ(t.figures("stat.members_admitted", "2025-03-01"), (Figures{{"", 1}, {"full", 1}}));
  EXPECT_EQ(t.figures("stat.growth_entries", "2024-05-31")[""], 0);
  EXPECT_EQ(t.figures("stat.growth_entries", "2025-03-01"), (Figures{{"", 1}, {"training", 1}}))
      << "what the cultivation was";
}

TEST_F(PingyangReserve, PY_14_MembersArePlacedAsAssistantsAndHeadsOfSupportingOrganisations) {
  t.people(3);
  for (const char* person : {"p-1", "p-2", "p-3"})
    t.record<ReserveListed>("2024-03-01", fmt::format(R"({{"person":"{}","org":"o-village"}})", person));
  t.record<PlacementStarted>("2024-04-01",
                             R"({"person":"p-1","org":"o-village","post":"secretary_assistant"})");
  t.record<PlacementStarted>("2024-04-01",
                             R"({"person":"p-2","org":"o-village","post":"supporting_org_head"})");
  EXPECT_EQ(t.figures("stat.placements", "2024-04-01"),
            (Figures{{"", 2}, {"secretary_assistant", 1}, {"supporting_org_head", 1}}));
  EXPECT_EQ(t.figures("stat.cultivation_stage", "2024-04-01"),
            (Figures{{"", 3}, {"placement", 2}, {"reserve", 1}}));
  const auto experience = statistic(t.past("2024-04-01"), *find_rule("stat.reserve_experience"), "o-county");
  EXPECT_EQ(experience->total.count, 3);
  EXPECT_EQ(experience->total.among, 2);
  t.record<PlacementEnded>(
      "2025-04-01", R"({"person":"p-1","org":"o-village","post":"secretary_assistant","evaluation":"good"})");
  EXPECT_EQ(t.figures("stat.placements", "2025-04-01"), (Figures{{"", 1}, {"supporting_org_head", 1}}));
  EXPECT_EQ(t.figures("stat.placements_begun", "2025-04-01"),
            (Figures{{"", 2}, {"secretary_assistant", 1}, {"supporting_org_head", 1}}))
      << "whoever has come back was sent all the same";
  EXPECT_EQ(t.attempt<PlacementEnded>("2025-05-01",
                                      R"({"person":"p-1","org":"o-village","post":"secretary_assistant"})")
                .error()
                .reason,
            Reason::absent);
}

TEST_F(PingyangReserve, PY_15_NonPartyCommitteeMemberNeedsAMentor) {
  t.people(3);
  for (const char* person : {"p-1", "p-2"}) {
    t.record<OfficeAssumed>(
        "2024-02-01",
        fmt::format(R"({{"person":"{}","org":"o-village","post":"committee_member"}})", person));
  }
  t.attribute("p-2", "membership", R"("value":"party_member")");
  const auto due = t.alerts("2024-03-01", "o-village");
  ASSERT_EQ(std::count_if(due.begin(), due.end(),
                          [](const Alert& alert) { return alert.rule.value == "alert.mentor_missing"; }),
            1);
  EXPECT_EQ(due.back().subject.value, "person/p-1") << "p-2 is a member";
  ASSERT_TRUE(pair("p-1", "p-3"));
  EXPECT_THAT(t.ringing("2024-03-01", "o-village"), Not(Contains("alert.mentor_missing")));
  t.record<MentorContactLogged>("2024-04-01", R"({"person":"p-1","mentor":"p-3","kind":"talk"})");
  EXPECT_EQ(t.figures("stat.mentoring", "2024-04-01"), (Figures{{"", 1}, {"p-3", 1}}));
  EXPECT_EQ(
      refusal_of(t.attempt<MentorContactLogged>("2024-04-01", R"({"person":"p-2","mentor":"p-3"})")).reason,
      Reason::absent);
}

TEST_F(PingyangReserve, PY_15_MentorIsMissingSinceTheFirstOfTheTermsThatFollowEachOther) {
  t.people(1);
  const auto assume = [&](const char* on) {
    t.record<OfficeAssumed>(on, R"({"person":"p-1","org":"o-village","post":"committee_member"})");
  };
  const auto end = [&](const char* on) {
    t.record<TenureEnded>(
        on, R"({"person":"p-1","org":"o-village","post":"committee_member","reason":"term_end"})");
  };
  const auto since = [&](const char* on) {
    for (const Alert& alert : t.alerts(on, "o-village")) {
      if (alert.rule.value == "alert.mentor_missing") return alert.since.str();
    }
    return std::string();
  };
  assume("2018-02-01");
  end("2021-02-01");
  assume("2021-02-01");
  EXPECT_EQ(since("2022-01-01"), "2018-02-01");
  end("2024-02-01");
  assume("2024-06-01");
  EXPECT_EQ(since("2025-01-01"), "2024-06-01") << "months without the office lie between";
}

TEST_F(PingyangReserve, PY_15_LAW_01_WhoseMentorDiedNeedsAnother) {
  t.people(3);
  t.record<OfficeAssumed>("2024-02-01", R"({"person":"p-1","org":"o-village","post":"committee_member"})");
  ASSERT_TRUE(pair("p-1", "p-3"));
  t.record<DeathRecorded>("2024-06-01", R"({"person":"p-3"})");
  EXPECT_THAT(t.ringing("2024-05-31", "o-village"), Not(Contains("alert.mentor_missing")));
  EXPECT_THAT(t.ringing("2024-06-01", "o-village"), Contains("alert.mentor_missing"));
  ASSERT_TRUE(pair("p-1", "p-2"));
  EXPECT_THAT(t.ringing("2024-07-01", "o-village"), Not(Contains("alert.mentor_missing")));
}

TEST_F(PingyangReserve, PY_13_PY_18_LAW_01_TheDeadAreInNoPoolAndOnNoRegister) {
  t.people(2);
  for (const char* person : {"p-1", "p-2"})
    t.record<ReserveListed>("2024-03-01", fmt::format(R"({{"person":"{}","org":"o-village"}})", person));
  const std::int64_t registered = t.figures("stat.people", "2024-05-31")[""];
  t.record<DeathRecorded>("2024-06-01", R"({"person":"p-1"})");
  for (const char* figure : {"stat.reserve_size", "stat.cultivation_stage"}) {
    EXPECT_EQ(t.figures(figure, "2024-05-31")[""], 2) << figure;
    EXPECT_EQ(t.figures(figure, "2024-06-01")[""], 1) << figure;
  }
  EXPECT_EQ(t.figures("stat.people", "2024-05-31")[""], registered);
  EXPECT_EQ(t.figures("stat.people", "2024-06-01")[""], registered - 1);
  EXPECT_EQ(t.figures("stat.reserve_listed", "2024-12-31")[""], 2) << "listed in the period";
}

TEST_F(PingyangReserve, PY_15_MentorGuidesOneAtATime) {
  t.people(3);
  EXPECT_THAT(rules_of(pair("p-1", "p-3")), IsEmpty());
  const auto second = pair("p-2", "p-3");
  EXPECT_THAT(rules_of(second), ElementsAre("gate.mentor_ratio"));
  EXPECT_EQ(explained(second, "gate.mentor_ratio"), "≤ 1 | 2");
  EXPECT_THAT(rules_of(pair("p-3", "p-2")), IsEmpty()) << "to be guided is not to guide";
  t.adopt("o-county", "2000-01-02", supplied(pack_of("pingyang"), "mentees_max = 1", "mentees_max = 3"));
  EXPECT_THAT(rules_of(pair("p-1", "p-3")), IsEmpty());
}

TEST_F(PingyangReserve, PY_18_875InThePool) {
  t.people(875);
  t.record_each<ReserveListed>(875, "2024-03-01", [](int i) {
    return fmt::format(R"({{"person":"p-{}","org":"o-village","source":"local_talent"}})", i);
  });
  EXPECT_EQ(t.figures("stat.reserve_size", "2024-03-01", {"group"}),
            (Figures{{"", 875}, {"local_talent", 875}}));
  t.record<ReserveRemoved>("2024-06-01", R"({"person":"p-1","org":"o-village","reason":"appointed"})");
  EXPECT_EQ(t.figures("stat.reserve_size", "2024-06-01")[""], 874);
  EXPECT_EQ(t.figures("stat.reserve_listed", "2024-06-01")[""], 875) << "whoever has left the pool since too";
  EXPECT_EQ(
      refusal_of(t.attempt<ReserveListed>("2024-06-01", R"({"person":"p-2","org":"o-village"})")).reason,
      Reason::already);
}

TEST_F(PingyangReserve, PY_18_WhoComesFromTheReserveWasListedInIt) {
  t.people(2);
  t.villages(2);
  const auto appointed = [&](const std::string& person, const std::string& org, const std::string& says) {
    return rules_of(t.attempt<SecretaryAppointed>(
        "2024-03-02", fmt::format(R"({{"person":"{}","org":"{}","from_reserve":{}}})", person, org, says)));
  };
  t.record<ReserveListed>("2024-03-02", R"({"person":"p-2","org":"o-village","source":"local_talent"})");
  EXPECT_THAT(appointed("p-1", "o-v1", "true"), Contains("gate.from_reserve"));
  EXPECT_THAT(appointed("p-2", "o-v2", "true"), Not(Contains("gate.from_reserve"))) << "listed that day";
}

TEST_F(PingyangReserve, PY_18_NobodyElseIsAskedAboutTheReserve) {
  t.people(1);
  EXPECT_THAT(rules_of(t.attempt<SecretaryAppointed>(
                  "2024-03-02", R"({"person":"p-1","org":"o-village","from_reserve":false})")),
              Not(Contains("gate.from_reserve")));
}

}  // namespace
}  // namespace tenure::testing

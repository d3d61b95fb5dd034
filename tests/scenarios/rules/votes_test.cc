// Votes add up.
#include "domain/selection/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Votes : public ::testing::Test {
 protected:
  Votes() { t.people(3); }

  Result<Admission> met(const std::string& figures) {
    return t.attempt<MeetingHeld>(
        "2024-03-01", fmt::format(R"({{"org":"o-village","kind":"democratic_talk",{}}})", figures));
  }
  std::vector<std::string> meeting(const std::string& figures) { return rules_of(met(figures)); }
  /// `votes`: of p-1, p-2, ...; a '*' behind them is for who is elected.
  Result<Admission> elected(int valid, const std::vector<std::string>& votes) {
    std::string candidates;
    for (std::size_t i = 0; i < votes.size(); ++i) {
      const bool elected = votes[i].ends_with('*');
      candidates += fmt::format(R"({}{{"person":"p-{}","votes":{},"elected":{}}})", i == 0 ? "" : ",", i + 1,
                                votes[i].substr(0, votes[i].size() - (elected ? 1 : 0)), elected);
    }
    return t.attempt<ElectionHeld>("2024-03-01",
                                   fmt::format(R"({{"org":"o-village","post":"committee_member","valid":{},)"
                                               R"("candidates":[{}],"outcome":"elected"}})",
                                               valid, candidates));
  }
  std::vector<std::string> election(int valid, const std::vector<std::string>& votes) {
    return rules_of(elected(valid, votes));
  }

  RuleLedger t;
};

TEST_F(Votes, LAW_17_OfAMeetingNoMoreThanItsPeople) {
  EXPECT_THAT(meeting(R"("eligible":60,"present":50,"votes_for":139)"), ElementsAre("law.meeting_votes"));
  EXPECT_THAT(meeting(R"("present":50,"votes_for":51)"), ElementsAre("law.meeting_votes"));
  EXPECT_THAT(meeting(R"("eligible":50,"votes_for":51)"), ElementsAre("law.meeting_votes"));
  EXPECT_THAT(meeting(R"("eligible":49,"present":50)"), ElementsAre("law.meeting_votes"));
  EXPECT_THAT(meeting(R"("eligible":50,"present":50,"votes_for":50)"), IsEmpty());
  EXPECT_THAT(meeting(R"("votes_for":139)"), IsEmpty()) << "how many there were is not known";
  EXPECT_EQ(explained(met(R"("eligible":49,"present":50)"), "law.meeting_votes"), "≤ 49 people | 50 people");
  EXPECT_EQ(explained(met(R"("present":50,"votes_for":51)"), "law.meeting_votes"), "≤ 50 votes | 51 votes");
}

TEST_F(Votes, LAW_17_WhoIsElectedHasNoFewerVotesThanWhoIsNot) {
  EXPECT_THAT(election(20, {"9*", "11"}), ElementsAre("law.votes"));
  EXPECT_THAT(election(20, {"11*", "9"}), IsEmpty());
  EXPECT_THAT(election(20, {"10*", "10"}), IsEmpty()) << "a tie that was settled";
  EXPECT_THAT(election(20, {"15*", "8*", "9"}), ElementsAre("law.votes"));
  EXPECT_EQ(explained(elected(20, {"15*", "8*", "9"}), "law.votes"), "≥ 9 votes | 8 votes");
}

TEST_F(Votes, LAW_17_NoMoreVotesThanBallotsTimesSeats) {
  EXPECT_THAT(election(20, {"12*", "9"}), ElementsAre("law.votes")) << "one seat";
  EXPECT_THAT(election(20, {"20*", "20*", "1"}), ElementsAre("law.votes")) << "two seats";
  EXPECT_THAT(election(20, {"20*", "19*", "1"}), IsEmpty());
  EXPECT_THAT(election(20, {"15", "15", "15"}), IsEmpty()) << "nobody is marked: the seats are not known";
  EXPECT_EQ(explained(elected(20, {"20*", "20*", "1"}), "law.votes"), "≤ 40 votes | 41 votes");
}

}  // namespace
}  // namespace tenure::testing

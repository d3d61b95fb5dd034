#include "domain/affairs/events.h"
#include "domain/rules/rule.h"

namespace tenure {
namespace {

constexpr std::string_view kDifficulty = "difficulty";
constexpr std::string_view kSuggestion = "suggestion";

bool goes_upward(const OpinionCollected& opinion) {
  return opinion.kind.value == kDifficulty || opinion.kind.value == kSuggestion;
}

/// Nobody is there who was not called, and nobody votes who is not there.
Objections votes_of_a_meeting(const Judged&, const MeetingHeld& meeting) {
  if (meeting.eligible && meeting.present && *meeting.present > *meeting.eligible)
    return unmet("实到 {} 人，应到只有 {} 人", "{} present of {} eligible", *meeting.present,
                 *meeting.eligible)
        .asks("≤ {}", many(*meeting.eligible, form::kPeople))
        .found("{}", many(*meeting.present, form::kPeople));
  const auto& most = meeting.present ? meeting.present : meeting.eligible;
  if (most && meeting.votes_for && *meeting.votes_for > *most)
    return unmet("赞成 {} 票，到会只有 {} 人", "{} votes for among {} people", *meeting.votes_for, *most)
        .asks("≤ {}", many(*most, form::kVotes))
        .found("{}", many(*meeting.votes_for, form::kVotes));
  return std::nullopt;
}

}  // namespace

const RuleTable& affairs_rules() {
  static const RuleTable table{
      {},
      {{"law.meeting_votes", "LAW-17", "会议人数和票数相符", "Votes of a meeting add up",
        gate<&votes_of_a_meeting>()},
       {"stat.meetings", "PY-11 PY-30 PY-35 HX-03", "会议", "Meetings", tally<MeetingHeld>("", {"kind"})},
       {"stat.opinions", "PY-30 PY-35 HX-38 DY-64 BB-25", "意见征集", "Opinions collected",
        tally<OpinionCollected>("", {"kind", "topic"}, "opinions")},
       {"stat.difficulties", "PY-46 PY-47 PY-49 PY-50 PY-51", "反映的困难和建议",
        "Difficulties and suggestions by topic",
        tally<OpinionCollected, &goes_upward>("", {"kind", "topic"})},
       {"stat.budget", "SH-71 PY-02 PY-48 SX-25 DY-17 SJ-36", "预算安排", "Budgets by purpose and source",
        tally<BudgetAppropriated>("", {"purpose", "period", "source"}, "amount_fen")},
       {"stat.funds_spent", "SX-25 OPN-28 SJ-37", "经费支出", "Funds spent by purpose",
        tally<FundSpent>("", {"purpose", "period"}, "amount_fen")},
       {"stat.facilities", "SH-50 SX-23 DY-25 OPN-19 BB-45 SJ-33", "阵地设施", "Facilities",
        tally<FacilityRecorded>("", {"kind"})},
       {"stat.archive_entries", "SH-29 BB-50 SJ-64 HX-13 HX-29 DG-37", "档案归入", "Archive entries",
        tally<ArchiveEntryFiled>("", {"file", "kind"})},
       {"rpt.difficulties", "PY-46 PY-47 PY-49 PY-50 PY-51", "困难和建议", "Difficulties and suggestions",
        form::Report{{{"stat.difficulties", {"org", "kind", "topic", "to"}}}}}}};
  return table;
}

}  // namespace tenure

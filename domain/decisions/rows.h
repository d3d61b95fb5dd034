// What is known of decisions: of a matter its steps, and which matters an organisation had in a year.
#pragma once

#include "domain/decisions/events.h"

namespace tenure {

// Steps that events of their own make; a policy's procedure may name them like others.
inline constexpr std::string_view kHearingNotice = "hearing_notice";
inline constexpr std::string_view kHearing = "hearing";
inline constexpr std::string_view kAdoption = "adoption";
inline constexpr std::string_view kTender = "tender";

/// Whatever was done in a matter: a step that was recorded, a notice, a hearing, a resolution, a tender.
TENURE_STRUCT(DecisionStep, "决策步骤", "Decision step",
  (Code, step, "步骤", "step")
  (Date, on, "日期", "on")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::optional<bool>, major, "重大事项", "major matter")
  (std::optional<Code>, topic, "事项类别", "topic")
  (std::optional<Code>, body, "主体", "body")  ///< of a resolution or a notice
  (std::optional<std::int32_t>, eligible, "应到人数", "eligible")
  (std::optional<std::int32_t>, present, "实到人数", "present")
  (std::optional<std::int32_t>, votes_for, "赞成票", "votes for")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")  ///< resolved, or of the winner
  (Position, position, "位置", "position"));

/// The steps of a matter, in the order of their dates.
struct MatterDecision {
  static constexpr SubjectKind kSubject = SubjectKind::matter;
  TENURE_FIELDS(MatterDecision, "事项决策", "Decision of a matter",
    (std::vector<DecisionStep>, steps, "步骤", "steps"));

  /// The first step of that word on a day up to `by`, or null.
  const DecisionStep* done(std::string_view step, Date by) const;
  /// Whether it is of a topic in the list; the word `major` there takes what was recorded as major.
  bool is_of(const std::vector<Code>& topics) const;
};

/// Which matters: what was done, and where to look.
TENURE_STRUCT(MatterStep, "事项步骤", "Step of a matter",
  (Ref<MatterId>, matter, "事项", "matter")
  (Code, step, "步骤", "step")
  (Date, on, "日期", "on")
  (Position, position, "位置", "position"));

/// What an organisation did in its matters, one row a calendar year.
TENURE_ROW(OrgMatters, org, "组织议事", "Matters of an organisation",
  (std::vector<MatterStep>, steps, "步骤", "steps"));

using DecisionRows = RowList<MatterDecision, OrgMatters>;

}  // namespace tenure

// Events of decisions: what is done, step by step, until a matter of an organisation is decided, and what
// follows from it: hearings, resolutions, tenders.
//
// `matter` binds what belongs together, opinions, questions, contracts and payments too. `org` is whose
// matter it is, whoever met.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// A step of a decision, in the words of the policy's procedure. (DY-63, BB-07, BB-30, DG-12)
TENURE_STRUCT(DecisionStepRecorded, "决策步骤", "Decision step recorded",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  /// branch_proposal, two_committees, member_meeting, villagers_meeting, disclosure_resolution, ...
  (Code, step, "步骤", "step")
  (std::optional<bool>, major, "重大事项", "major matter")
  (std::optional<Code>, topic, "事项类别", "topic")
  (std::optional<std::int32_t>, eligible, "应到人数", "eligible")
  (std::optional<std::int32_t>, present, "实到人数", "present")
  (std::optional<std::int32_t>, votes_for, "赞成票", "votes for"));

/// The resolution. Without an amount none is decided. (BB-30, BB-64)
TENURE_STRUCT(DecisionAdopted, "决策通过", "Decision adopted",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (std::optional<Code>, topic, "事项类别", "topic")
  (Code, body, "决议主体", "adopted by")  ///< villagers_meeting, representatives, members_meeting, ...
  (std::optional<std::int32_t>, eligible, "应到人数", "eligible")
  (std::optional<std::int32_t>, present, "实到人数", "present")
  (std::optional<std::int32_t>, votes_for, "赞成票", "votes for")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));
TENURE_EVENT_TRAITS(DecisionAdopted, .rank = 60);

/// Topics of a hearing are asked for, or told. (DY-64)
TENURE_STRUCT(HearingNoticeIssued, "听证通知", "Hearing notice issued",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (std::optional<Code>, topic, "事项类别", "topic")
  (std::optional<Code>, body, "发布主体", "issued by")  ///< two_committees, ...
  (std::vector<Code>, recipients, "通知对象", "recipients")
  (std::optional<Date>, hearing_on, "拟听证日期", "hearing planned on"));

/// Those of one class at a hearing.
TENURE_STRUCT(HearingGroup, "参加听证人员", "Group at a hearing",
  (Code, group, "人员类别", "group")  ///< all_members, village_representatives, ...
  (std::optional<std::int32_t>, eligible, "总人数", "eligible")
  (std::optional<std::int32_t>, invited, "邀请人数", "invited")
  (std::optional<std::int32_t>, present, "到会人数", "present"));

/// (DY-65, DY-66, DY-67, DY-68)
TENURE_STRUCT(HearingHeld, "听证会", "Hearing held",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (std::optional<Code>, topic, "事项类别", "topic")
  (std::vector<HearingGroup>, attendance, "参加情况", "attendance")
  (std::vector<Code>, explained, "说明内容", "explained")  ///< plan, concerns, ...
  /// issues of concern to people that came up
  (std::optional<std::int32_t>, issues, "群众关心的问题数", "issues"));

/// What is bought, built, let or sold is put out to tender.
TENURE_STRUCT(TenderHeld, "招投标", "Tender held",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (Code, method, "方式", "method")  ///< open, invited, negotiation, auction, ...
  (std::optional<std::int32_t>, bidders, "投标数", "bidders")
  (std::optional<ShortText>, winner, "中标单位", "winner")  ///< a firm
  (std::optional<Ref<PersonId>>, winner_person, "中标人", "winner, a person")
  (std::optional<Fen>, amount_fen, "中标金额（分）", "amount, fen")
  (std::optional<Fen>, reserve_fen, "控制价（分）", "reserve price, fen"));

using DecisionEvents =
    EventList<DecisionStepRecorded, DecisionAdopted, HearingNoticeIssued, HearingHeld, TenderHeld>;

}  // namespace tenure

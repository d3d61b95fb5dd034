// What a policy may say of decisions: the steps of a major one, hearings, who must be there, and by when a
// resolution is disclosed.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kDecisionParameters,
  (Codes, kDecisionTopics, "major_decision.topics", "", "重大事项范围", "topics that are major; absent: every matter", "BB-30 DG-12")
  (Codes, kDecisionSteps, "major_decision.steps", "", "重大事项决策程序", "steps of a major decision, in their order", "BB-30 DG-12")
  (Share, kDecisionQuorum, "major_decision.body.*.quorum", "", "到会比例", "share of those eligible who are present, at least", "BB-30")
  (Share, kDecisionMajority, "major_decision.body.*.majority", "", "通过比例", "share of those present who vote for it, more than", "BB-30")
  (Days, kDisclosureDays, "major_decision.disclosure_days", "天", "决议公开时限", "days within which a resolution is disclosed", "DG-12")

  (Codes, kHearingScope, "hearing.scope", "", "须听证的事项", "topics that call for a hearing", "DY-63")
  (bool, kHearingNoticeAsked, "hearing.notice", "", "听证前须发通知", "a hearing is announced", "DY-64")
  (Code, kHearingBy, "hearing.by", "", "听证通知发布主体", "who announces it", "DY-64")
  (Codes, kHearingConsult, "hearing.consult", "", "须征求意见的对象", "whose opinions are asked for", "DY-64")
  (Codes, kHearingAttendees, "hearing.attendees", "", "参加听证的人员", "groups that attend", "DY-65")
  (Codes, kHearingInvited, "hearing.invited", "", "须全部邀请的人员", "groups of which all are invited", "DY-65")
  (Share, kHearingQuorum, "hearing.group.*.quorum", "", "听证到会比例", "share of a group that is present, at least", "DY-65")
  (Codes, kHearingExplains, "hearing.explains", "", "听证须说明的内容", "what is explained at a hearing", "DY-66")
  (bool, kHearingAnswered, "hearing.answered", "", "质询须当面答复", "questions at a hearing are answered there", "DY-66"));

}  // namespace tenure

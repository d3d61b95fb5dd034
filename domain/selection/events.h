// Events of selection: a round or a process opens, candidates are recommended and reviewed, ballots are
// counted, a notice is posted, the process closes.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// A term-election round opens for a village or unit. (SH-03, CITY-05, SJ-09)
TENURE_STRUCT(TermElectionOpened, "换届启动", "Term election opened",
  (OrgId, org, "组织", "organisation")
  (Code, round, "届次", "round")
  (std::optional<Date>, due, "应完成日期", "due"));

/// A selection process opens. `matter` binds what belongs to it. (SH-03, SX-08, OPN-08, BB-20, SJ-04)
TENURE_STRUCT(SelectionOpened, "选拔启动", "Selection opened",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (Code, post, "职务", "post")
  /// examination, open_recruitment, direct_election, mutual_choice, ...
  (std::optional<Code>, method, "方式", "method")
  (std::optional<Ref<OrgId>>, responsible, "责任单位", "responsible")
  (std::optional<ShortText>, reason, "缘由", "reason"));

/// A recommendation or nomination. (SH-04, CITY-03, SX-15, DY-02, OPN-17)
TENURE_STRUCT(CandidateRecommended, "人选推荐", "Candidate recommended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, source, "推荐主体", "recommended by")  ///< members, masses, branch, self, ...
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::optional<Code>, post, "职务", "post")
  (std::optional<std::int32_t>, votes, "票数", "votes"));

/// What was found of one criterion.
TENURE_STRUCT(CriterionFinding, "条件审查", "Criterion finding",
  (Code, criterion, "条件", "criterion")
  (bool, met, "是否符合", "met", false)
  (std::optional<Sealed<LongText>>, evidence, "依据", "evidence"));

/// Criteria assessed for a candidate or, without a person, what was found of the organisation's candidates.
/// (SH-07, CITY-07, PY-20, PY-23, SX-10, OPN-10, BB-14, SJ-05, DG-02)
TENURE_STRUCT(CandidateReviewed, "人选审查", "Candidate reviewed",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "人员", "person")
  /// no_suitable_local_candidate, no_candidate_for_now, suitable, ...
  (std::optional<Code>, finding, "结论", "finding")
  (std::vector<CriterionFinding>, criteria, "条件", "criteria")
  (std::optional<Ref<OrgId>>, reviewer, "审查机关", "reviewer")
  (std::optional<MatterId>, matter, "事项", "matter"));

TENURE_STRUCT(CandidateVotes, "得票", "Candidate's votes",
  (PersonId, person, "候选人", "candidate")
  (std::optional<std::int32_t>, votes, "票数", "votes")
  (std::optional<bool>, elected, "当选", "elected"));

/// The ballot of an election. (SH-04, CITY-03, SX-15, DY-02, OPN-17, SJ-10)
TENURE_STRUCT(ElectionHeld, "选举", "Election held",
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::optional<Code>, round, "届次", "round")
  (std::optional<Code>, method, "方式", "method")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::optional<std::int32_t>, eligible, "有选举权人数", "eligible")
  (std::optional<std::int32_t>, present, "到会人数", "present")
  (std::optional<std::int32_t>, issued, "发出选票", "ballots issued")
  (std::optional<std::int32_t>, returned, "收回选票", "ballots returned")
  (std::optional<std::int32_t>, valid, "有效选票", "valid ballots")
  (std::vector<CandidateVotes>, candidates, "候选人", "candidates")
  (Code, outcome, "结果", "outcome"));  ///< elected, run_off, failed

/// A selection ends: filled, failed or annulled.
TENURE_STRUCT(SelectionClosed, "选拔结束", "Selection closed",
  (OrgId, org, "组织", "organisation")
  (MatterId, matter, "事项", "matter")
  (Code, outcome, "结果", "outcome")
  (std::optional<Ref<PersonId>>, chosen, "人选", "chosen"));
TENURE_EVENT_TRAITS(SelectionClosed, .rank = 90);

/// What is to be decided is posted for objections.
TENURE_STRUCT(PublicNoticePosted, "公示", "Public notice posted",
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::vector<Ref<PersonId>>, about, "涉及人员", "about")
  (std::optional<Date>, until, "公示至", "until")
  (std::optional<std::int32_t>, objections, "异议数", "objections"));

using SelectionEvents = EventList<TermElectionOpened, SelectionOpened, CandidateRecommended,
                                  CandidateReviewed, ElectionHeld, SelectionClosed, PublicNoticePosted>;

}  // namespace tenure

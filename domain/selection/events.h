// Events of selection: a round or a process opens, candidates are recommended and reviewed, ballots are
// counted, a notice is posted, the process closes.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// A term-election round opens for a village or unit. (SH-03, CITY-05, SJ-09)
struct TermElectionOpened {
  OrgId org;
  Code round;
  std::optional<Date> due;
};
TENURE_STRUCT(TermElectionOpened, "换届启动", "Term election opened",
  (org, "组织", "organisation")
  (round, "届次", "round")
  (due, "应完成日期", "due"));

/// A selection process opens. `matter` binds what belongs to it. (SH-03, SX-08, OPN-08, BB-20, SJ-04)
struct SelectionOpened {
  OrgId org;
  MatterId matter;
  Code post;
  std::optional<Code> method;  ///< examination, open_recruitment, direct_election, mutual_choice, ...
  std::optional<Ref<OrgId>> responsible;
  std::optional<ShortText> reason;
};
TENURE_STRUCT(SelectionOpened, "选拔启动", "Selection opened",
  (org, "组织", "organisation")
  (matter, "事项", "matter")
  (post, "职务", "post")
  (method, "方式", "method")
  (responsible, "责任单位", "responsible")
  (reason, "缘由", "reason"));

/// A recommendation or nomination. (SH-04, CITY-03, SX-15, DY-02, OPN-17)
struct CandidateRecommended {
  PersonId person;
  OrgId org;
  Code source;  ///< members, masses, branch, self, ...
  std::optional<MatterId> matter;
  std::optional<Code> post;
  std::optional<std::int32_t> votes;
};
TENURE_STRUCT(CandidateRecommended, "人选推荐", "Candidate recommended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (source, "推荐主体", "recommended by")
  (matter, "事项", "matter")
  (post, "职务", "post")
  (votes, "票数", "votes"));

/// What was found of one criterion.
struct CriterionFinding {
  Code criterion;
  bool met = false;
  std::optional<Sealed<LongText>> evidence;
};
TENURE_STRUCT(CriterionFinding, "条件审查", "Criterion finding",
  (criterion, "条件", "criterion")
  (met, "是否符合", "met")
  (evidence, "依据", "evidence"));

/// Criteria assessed for a candidate or, without a person, what was found of the organisation's candidates.
/// (SH-07, CITY-07, PY-20, PY-23, SX-10, OPN-10, BB-14, SJ-05, DG-02)
struct CandidateReviewed {
  OrgId org;
  std::optional<PersonId> person;
  std::optional<Code> finding;  ///< no_suitable_local_candidate, no_candidate_for_now, suitable, ...
  std::vector<CriterionFinding> criteria;
  std::optional<Ref<OrgId>> reviewer;
  std::optional<MatterId> matter;
};
TENURE_STRUCT(CandidateReviewed, "人选审查", "Candidate reviewed",
  (org, "组织", "organisation")
  (person, "人员", "person")
  (finding, "结论", "finding")
  (criteria, "条件", "criteria")
  (reviewer, "审查机关", "reviewer")
  (matter, "事项", "matter"));

struct CandidateVotes {
  PersonId person;
  std::optional<std::int32_t> votes;
  std::optional<bool> elected;
};
TENURE_STRUCT(CandidateVotes, "得票", "Candidate's votes",
  (person, "候选人", "candidate")
  (votes, "票数", "votes")
  (elected, "当选", "elected"));

/// The ballot of an election. (SH-04, CITY-03, SX-15, DY-02, OPN-17, SJ-10)
struct ElectionHeld {
  OrgId org;
  Code post;
  std::optional<Code> round;
  std::optional<Code> method;
  std::optional<MatterId> matter;
  std::optional<std::int32_t> eligible;
  std::optional<std::int32_t> present;
  std::optional<std::int32_t> issued;
  std::optional<std::int32_t> returned;
  std::optional<std::int32_t> valid;
  std::vector<CandidateVotes> candidates;
  Code outcome;  ///< elected, run_off, failed
};
TENURE_STRUCT(ElectionHeld, "选举", "Election held",
  (org, "组织", "organisation")
  (post, "职务", "post")
  (round, "届次", "round")
  (method, "方式", "method")
  (matter, "事项", "matter")
  (eligible, "有选举权人数", "eligible")
  (present, "到会人数", "present")
  (issued, "发出选票", "ballots issued")
  (returned, "收回选票", "ballots returned")
  (valid, "有效选票", "valid ballots")
  (candidates, "候选人", "candidates")
  (outcome, "结果", "outcome"));

/// A selection ends: filled, failed or annulled.
struct SelectionClosed {
  OrgId org;
  MatterId matter;
  Code outcome;
  std::optional<Ref<PersonId>> chosen;
};
TENURE_STRUCT(SelectionClosed, "选拔结束", "Selection closed",
  (org, "组织", "organisation")
  (matter, "事项", "matter")
  (outcome, "结果", "outcome")
  (chosen, "人选", "chosen"));
TENURE_EVENT_TRAITS(SelectionClosed, .rank = 90);

/// What is to be decided is posted for objections.
struct PublicNoticePosted {
  OrgId org;
  Code kind;
  std::optional<MatterId> matter;
  std::vector<Ref<PersonId>> about;
  std::optional<Date> until;
  std::optional<std::int32_t> objections;
};
TENURE_STRUCT(PublicNoticePosted, "公示", "Public notice posted",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (matter, "事项", "matter")
  (about, "涉及人员", "about")
  (until, "公示至", "until")
  (objections, "异议数", "objections"));

using SelectionEvents =
    EventList<
  TermElectionOpened,
  SelectionOpened,
  CandidateRecommended,
  CandidateReviewed,
  ElectionHeld,
  SelectionClosed,
  PublicNoticePosted>;

}  // namespace tenure

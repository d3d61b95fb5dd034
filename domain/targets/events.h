// Events of targets: pledges and what becomes of them, targets, letters, plans, project lists, work records.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// One target under a head. Without a number it is described only.
struct Target {
  Code category;
  std::optional<ShortText> item;
  std::optional<Decimal> number;
  std::optional<Code> unit;
};
TENURE_STRUCT(Target, "目标", "Target",
  (category, "类别", "category")
  (item, "事项", "item")
  (number, "数值", "number")
  (unit, "单位", "unit"));

/// Targets of a term, a year, a class are set. (SH-30, CITY-12, PY-33, SX-37, OPN-03, BB-02, BB-25)
struct TargetSet {
  OrgId org;
  std::optional<PersonId> person;
  Code scope;  ///< term, annual, basic, individual, structural
  Period period;
  std::vector<Target> targets;
  std::optional<Ref<OrgId>> setter;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(TargetSet, "目标设定", "Target set",
  (org, "组织", "organisation")
  (person, "责任人", "person")
  (scope, "范围", "scope")
  (period, "期间", "period")
  (targets, "目标", "targets")
  (setter, "设定机关", "set by")
  (basis, "依据", "basis"));

/// One thing that is promised, planned or listed.
struct ListItem {
  Code item;
  ShortText text;
  std::optional<Code> category;
};
TENURE_STRUCT(ListItem, "事项", "Item",
  (item, "编号", "item")
  (text, "内容", "text")
  (category, "类别", "category"));

/// A pledge to named audiences. (SH-33, CITY-33, PY-28, PY-29, OPN-34, SJ-63)
struct PledgeMade {
  PersonId person;
  OrgId org;
  Code kind;                   ///< entrepreneurial, duty, training_application, ...
  std::optional<Code> phase;   ///< pre_election, public
  std::optional<Code> round;   ///< term-election round
  std::vector<Code> audiences;
  std::optional<Code> place;
  std::vector<ListItem> items;
};
TENURE_STRUCT(PledgeMade, "承诺", "Pledge made",
  (person, "承诺人", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (phase, "阶段", "phase")
  (round, "届次", "round")
  (audiences, "承诺对象", "audiences")
  (place, "场合", "place")
  (items, "事项", "items"));

/// A pledge is approved or returned. (PY-31, BB-26)
struct PledgeReviewed {
  PersonId person;
  OrgId org;
  Code outcome;  ///< approved, returned
  Ref<OrgId> reviewer;
  std::optional<Code> round;
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(PledgeReviewed, "承诺审核", "Pledge reviewed",
  (person, "承诺人", "person")
  (org, "组织", "organisation")
  (outcome, "结果", "outcome")
  (reviewer, "审核机关", "reviewer")
  (round, "届次", "round")
  (note, "说明", "note"));

/// A pledge, a plan or targets are published. (SH-33, PY-32, PY-36, OPN-34, BB-26)
struct CommitmentPublished {
  OrgId org;
  std::optional<PersonId> person;
  Code kind;                  ///< pledge, annual_plan, targets
  std::optional<Period> period;
  std::optional<Code> form;   ///< commitment_letter, notice
  std::optional<Code> place;  ///< party_board, website, ...
  std::vector<Code> audiences;
  std::optional<ContentDigest> letter;
};
TENURE_STRUCT(CommitmentPublished, "承诺公示", "Commitment published",
  (org, "组织", "organisation")
  (person, "承诺人", "person")
  (kind, "类别", "kind")
  (period, "期间", "period")
  (form, "形式", "form")
  (place, "地点", "place")
  (audiences, "公示对象", "audiences")
  (letter, "承诺书摘要", "letter's digest"));

/// A letter of post targets, signed by its parties. (SH-32, PY-34, SX-37)
struct ResponsibilityLetterSigned {
  PersonId person;
  OrgId org;
  Period period;
  std::vector<Code> parties;  ///< secretary, township_committee
  std::optional<Ref<OrgId>> with;
  std::vector<ShortText> basis;
  std::optional<ContentDigest> letter;
};
TENURE_STRUCT(ResponsibilityLetterSigned, "签订责任书", "Responsibility letter signed",
  (person, "责任人", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (parties, "签订方", "parties")
  (with, "签订机关", "with")
  (basis, "目标依据", "basis")
  (letter, "责任书摘要", "letter's digest"));

/// The year's plan of practical things to do. (PY-35, BB-25)
struct AnnualPlanAdopted {
  OrgId org;
  Period period;
  std::optional<Code> by;  ///< two_committees, villagers_meeting
  std::vector<ListItem> items;
};
TENURE_STRUCT(AnnualPlanAdopted, "年度办实事计划", "Annual plan adopted",
  (org, "组织", "organisation")
  (period, "年度", "period")
  (by, "形成方式", "by")
  (items, "事项", "items"));

/// The year's ledger of post targets. (OPN-35)
struct TargetLedgerOpened {
  OrgId org;
  std::optional<PersonId> person;
  Period period;
  std::vector<ListItem> items;
};
TENURE_STRUCT(TargetLedgerOpened, "目标台账建立", "Target ledger opened",
  (org, "组织", "organisation")
  (person, "责任人", "person")
  (period, "年度", "period")
  (items, "事项", "items"));

/// How an item of a pledge or plan goes. (SH-38)
struct CommitmentProgressed {
  OrgId org;
  std::optional<PersonId> person;
  Code item;
  Code state;  ///< in_progress, done, dropped
  std::optional<ContentDigest> evidence;
};
TENURE_STRUCT(CommitmentProgressed, "承诺进展", "Commitment progressed",
  (org, "组织", "organisation")
  (person, "承诺人", "person")
  (item, "编号", "item")
  (state, "状态", "state")
  (evidence, "佐证", "evidence"));

/// A factual entry by the authorised recorder. (SH-36, SH-37, SH-38)
struct WorkRecordLogged {
  PersonId person;
  OrgId org;
  Sealed<LongText> fact;
  std::optional<Ref<PersonId>> recorder;
  std::optional<Code> item;
  std::optional<ContentDigest> evidence;
};
TENURE_STRUCT(WorkRecordLogged, "工作纪实", "Work record logged",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (fact, "事实", "fact")
  (recorder, "记录人", "recorder")
  (item, "承诺事项", "item")
  (evidence, "佐证", "evidence"));

/// The month's record is sent to the township office. (SH-39)
struct MonthlyRecordSubmitted {
  OrgId org;
  Period period;
  std::optional<Ref<PersonId>> recorder;
  std::vector<Position> entries;
};
TENURE_STRUCT(MonthlyRecordSubmitted, "月度纪实报送", "Monthly record submitted",
  (org, "组织", "organisation")
  (period, "月份", "period")
  (recorder, "记录人", "recorder")
  (entries, "条目", "entries"));

/// An item enters a checklist or the list of projects. (OPN-33, BB-06, HX-02, HX-14, HX-15, HX-16)
struct ProjectItemListed {
  OrgId org;
  Code item;
  ShortText title;
  std::optional<Code> topic;
  std::optional<Ref<PersonId>> responsible;
  std::optional<Date> due;
};
TENURE_STRUCT(ProjectItemListed, "清单事项列入", "Project item listed",
  (org, "组织", "organisation")
  (item, "编号", "item")
  (title, "名称", "title")
  (topic, "类别", "topic")
  (responsible, "责任人", "responsible")
  (due, "完成时限", "due"));

/// (HX-02, HX-11, HX-16)
struct ProjectItemProgressed {
  OrgId org;
  Code item;
  Code state;  ///< in_progress, landed, done, dropped
  std::optional<ShortText> result;
};
TENURE_STRUCT(ProjectItemProgressed, "清单事项进展", "Project item progressed",
  (org, "组织", "organisation")
  (item, "编号", "item")
  (state, "状态", "state")
  (result, "成效", "result"));

using TargetsEvents =
    EventList<
  TargetSet,
  PledgeMade,
  PledgeReviewed,
  CommitmentPublished,
  ResponsibilityLetterSigned,
  AnnualPlanAdopted,
  TargetLedgerOpened,
  CommitmentProgressed,
  WorkRecordLogged,
  MonthlyRecordSubmitted,
  ProjectItemListed,
  ProjectItemProgressed>;

}  // namespace tenure

// Events of targets: pledges and what becomes of them, targets, letters, plans, project lists, work records.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// One target under a head. Without a number it is described only.
TENURE_STRUCT(Target, "目标", "Target",
  (Code, category, "类别", "category")
  (std::optional<ShortText>, item, "事项", "item")
  (std::optional<Decimal>, number, "数值", "number")
  (std::optional<Code>, unit, "单位", "unit"));

/// Targets of a term, a year, a class are set. (SH-30, CITY-12, PY-33, SX-37, OPN-03, BB-02, BB-25)
TENURE_STRUCT(TargetSet, "目标设定", "Target set",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "责任人", "person")
  (Code, scope, "范围", "scope")  ///< term, annual, basic, individual, structural
  (Period, period, "期间", "period")
  (std::vector<Target>, targets, "目标", "targets")
  (std::optional<Ref<OrgId>>, setter, "设定机关", "set by")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// One thing that is promised, planned or listed.
TENURE_STRUCT(ListItem, "事项", "Item",
  (Code, item, "编号", "item")
  (ShortText, text, "内容", "text")
  (std::optional<Code>, category, "类别", "category"));

/// A pledge to named audiences. (SH-33, CITY-33, PY-28, PY-29, OPN-34, SJ-63)
TENURE_STRUCT(PledgeMade, "承诺", "Pledge made",
  (PersonId, person, "承诺人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")  ///< entrepreneurial, duty, training_application, ...
  (std::optional<Code>, phase, "阶段", "phase")  ///< pre_election, public
  (std::optional<Code>, round, "届次", "round")  ///< term-election round
  (std::vector<Code>, audiences, "承诺对象", "audiences")
  (std::optional<Code>, place, "场合", "place")
  (std::vector<ListItem>, items, "事项", "items"));

/// A pledge is approved or returned. (PY-31, BB-26)
TENURE_STRUCT(PledgeReviewed, "承诺审核", "Pledge reviewed",
  (PersonId, person, "承诺人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, outcome, "结果", "outcome")  ///< approved, returned
  (Ref<OrgId>, reviewer, "审核机关", "reviewer")
  (std::optional<Code>, round, "届次", "round")
  (std::optional<Sealed<LongText>>, note, "说明", "note"));

/// A pledge, a plan or targets are published. (SH-33, PY-32, PY-36, OPN-34, BB-26)
TENURE_STRUCT(CommitmentPublished, "承诺公示", "Commitment published",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "承诺人", "person")
  (Code, kind, "类别", "kind")  ///< pledge, annual_plan, targets
  (std::optional<Period>, period, "期间", "period")
  (std::optional<Code>, form, "形式", "form")  ///< commitment_letter, notice
  (std::optional<Code>, place, "地点", "place")  ///< party_board, website, ...
  (std::vector<Code>, audiences, "公示对象", "audiences")
  (std::optional<ContentDigest>, letter, "承诺书摘要", "letter's digest"));

/// A letter of post targets, signed by its parties. (SH-32, PY-34, SX-37)
TENURE_STRUCT(ResponsibilityLetterSigned, "签订责任书", "Responsibility letter signed",
  (PersonId, person, "责任人", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::vector<Code>, parties, "签订方", "parties")  ///< secretary, township_committee
  (std::optional<Ref<OrgId>>, with, "签订机关", "with")
  (std::vector<ShortText>, basis, "目标依据", "basis")
  (std::optional<ContentDigest>, letter, "责任书摘要", "letter's digest"));

/// The year's plan of practical things to do. (PY-35, BB-25)
TENURE_STRUCT(AnnualPlanAdopted, "年度办实事计划", "Annual plan adopted",
  (OrgId, org, "组织", "organisation")
  (Period, period, "年度", "period")
  (std::optional<Code>, by, "形成方式", "by")  ///< two_committees, villagers_meeting
  (std::vector<ListItem>, items, "事项", "items"));

/// The year's ledger of post targets. (OPN-35)
TENURE_STRUCT(TargetLedgerOpened, "目标台账建立", "Target ledger opened",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "责任人", "person")
  (Period, period, "年度", "period")
  (std::vector<ListItem>, items, "事项", "items"));

/// How an item of a pledge or plan goes. (SH-38)
TENURE_STRUCT(CommitmentProgressed, "承诺进展", "Commitment progressed",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "承诺人", "person")
  (Code, item, "编号", "item")
  (Code, state, "状态", "state")  ///< in_progress, done, dropped
  (std::optional<ContentDigest>, evidence, "佐证", "evidence"));

/// A factual entry by the authorised recorder. (SH-36, SH-37, SH-38)
TENURE_STRUCT(WorkRecordLogged, "工作纪实", "Work record logged",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Sealed<LongText>, fact, "事实", "fact")
  (std::optional<Ref<PersonId>>, recorder, "记录人", "recorder")
  (std::optional<Code>, item, "承诺事项", "item")
  (std::optional<ContentDigest>, evidence, "佐证", "evidence"));

/// The month's record is sent to the township office. (SH-39)
TENURE_STRUCT(MonthlyRecordSubmitted, "月度纪实报送", "Monthly record submitted",
  (OrgId, org, "组织", "organisation")
  (Period, period, "月份", "period")
  (std::optional<Ref<PersonId>>, recorder, "记录人", "recorder")
  (std::vector<Position>, entries, "条目", "entries"));

/// An item enters a checklist or the list of projects. (OPN-33, BB-06, HX-02, HX-14, HX-15, HX-16)
TENURE_STRUCT(ProjectItemListed, "清单事项列入", "Project item listed",
  (OrgId, org, "组织", "organisation")
  (Code, item, "编号", "item")
  (ShortText, title, "名称", "title")
  (std::optional<Code>, topic, "类别", "topic")
  (std::optional<Ref<PersonId>>, responsible, "责任人", "responsible")
  (std::optional<Date>, due, "完成时限", "due"));

/// (HX-02, HX-11, HX-16)
TENURE_STRUCT(ProjectItemProgressed, "清单事项进展", "Project item progressed",
  (OrgId, org, "组织", "organisation")
  (Code, item, "编号", "item")
  (Code, state, "状态", "state")  ///< in_progress, landed, done, dropped
  (std::optional<ShortText>, result, "成效", "result"));

using TargetsEvents =
    EventList<TargetSet, PledgeMade, PledgeReviewed, CommitmentPublished, ResponsibilityLetterSigned,
              AnnualPlanAdopted, TargetLedgerOpened, CommitmentProgressed, WorkRecordLogged,
              MonthlyRecordSubmitted, ProjectItemListed, ProjectItemProgressed>;

}  // namespace tenure

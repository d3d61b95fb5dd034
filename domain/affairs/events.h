// Events of affairs: what every organisation does, whatever its programme: meetings, opinions, money set
// aside and spent, facilities, files.
//
// No rule needs a row of them: they are counted and looked up as events.
#pragma once

#include "domain/registry/events.h"

namespace tenure {

/// A meeting took place. `about` are those whom it nominated, heard or judged. (PY-11, PY-30, PY-35, OPN-07,
/// BB-07, SJ-35, HX-03, HX-38)
TENURE_STRUCT(MeetingHeld, "会议", "Meeting held",
  (OrgId, org, "组织", "organisation")
  /// activist_nomination, democratic_talk, two_committees, dispatch, joint, ...
  (Code, kind, "类别", "kind")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::vector<Ref<PersonId>>, about, "涉及人员", "about")
  (std::vector<Code>, topics, "议题", "topics")
  (std::optional<std::int32_t>, eligible, "应到人数", "eligible")
  (std::optional<std::int32_t>, present, "实到人数", "present")
  (std::optional<std::int32_t>, votes_for, "赞成票", "votes for"));

/// Opinions of named groups, and difficulties and suggestions that go upward. (PY-30, PY-35, PY-46, PY-47,
/// PY-49, PY-50, PY-51, DY-64, OPN-05, BB-25, HX-38)
TENURE_STRUCT(OpinionCollected, "意见征集", "Opinions collected",
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")  ///< pledge, annual_plan, department, difficulty, suggestion, ...
  (std::optional<Code>, topic, "主题", "topic")
  (std::optional<Ref<PersonId>>, about, "涉及人员", "about")
  (std::vector<Respondents>, respondents, "征求对象", "respondents")
  (std::optional<std::int32_t>, opinions, "意见数", "opinions")
  (std::optional<Code>, disposition, "处理情况", "disposition")
  (std::optional<Ref<OrgId>>, to, "报送单位", "sent to")  ///< of what goes upward
  (std::optional<LongText>, summary, "摘要", "summary")  ///< of the matter, never of a person
  (std::optional<MatterId>, matter, "事项", "matter"));

TENURE_ENUM(Stated, (exact, "确数", "exact")(at_least, "不少于", "at least")(about, "约数", "about")
            (masked, "隐去", "masked")(unspecified, "未载明", "unspecified"));

/// Money set aside for a purpose, one source an event. Without an amount it is unknown. (SH-71, PY-02, PY-48,
/// SX-25, DY-17, OPN-24, SJ-36)
TENURE_STRUCT(BudgetAppropriated, "预算安排", "Budget appropriated",
  (OrgId, org, "组织", "organisation")
  (Code, purpose, "用途", "purpose")
  (Period, period, "所属期", "period")
  (std::optional<Code>, source, "来源", "source")  ///< province, city, county, township, village
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  /// how the document gives the amount; absent: exactly
  (std::optional<Stated>, stated, "金额性质", "how the amount is stated"));

/// Money spent from a fund of a purpose. (SX-25, OPN-28, SJ-37)
TENURE_STRUCT(FundSpent, "经费支出", "Fund spent",
  (OrgId, org, "组织", "organisation")
  (Code, purpose, "用途", "purpose")
  (Period, period, "所属期", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Ref<OrgId>>, payer, "支付单位", "payer")
  (std::optional<ShortText>, payee, "收款方", "payee"));

/// An office, service centre, training or education base, platform. (SH-50, SX-23, DY-25, OPN-19, BB-45,
/// SJ-33, DG-11)
TENURE_STRUCT(FacilityRecorded, "阵地设施", "Facility recorded",
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (std::optional<ShortText>, name, "名称", "name")
  (std::optional<Decimal>, area_m2, "面积（平方米）", "area, square metres")
  (std::vector<Code>, services, "服务", "services")
  (std::optional<Code>, condition, "状况", "condition"));

/// An entry in a person's work-results, term-duty, management or cadre file. (BB-50, SJ-64, HX-13, HX-29,
/// DG-37)
TENURE_STRUCT(ArchiveEntryFiled, "档案归入", "Archive entry filed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, file, "档案", "file")  ///< management, cadre, work_results, term_duty
  (Code, kind, "类别", "kind")  ///< contest_result, grade, honour, ...
  (std::optional<Period>, period, "所属期", "period")
  (std::optional<Position>, of, "所归事件", "of")  ///< the event that is filed
  (std::optional<Sealed<LongText>>, note, "说明", "note"));

using AffairsEvents = EventList<MeetingHeld, OpinionCollected, BudgetAppropriated, FundSpent,
                                FacilityRecorded, ArchiveEntryFiled>;

}  // namespace tenure

// Events of affairs: what every organisation does, whatever its programme: meetings, opinions, money set
// aside and spent, facilities, files.
//
// No rule needs a row of them: they are counted and looked up as events.
#pragma once

#include "domain/registry/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// A meeting took place. `about` are those whom it nominated, heard or judged. (PY-11, PY-30, PY-35, OPN-07,
/// BB-07, SJ-35, HX-03, HX-38)
struct MeetingHeld {
  OrgId org;
  Code kind;  ///< activist_nomination, democratic_talk, two_committees, dispatch, joint, ...
  std::optional<MatterId> matter;
  std::vector<Ref<PersonId>> about;
  std::vector<Code> topics;
  std::optional<std::int32_t> eligible;
  std::optional<std::int32_t> present;
  std::optional<std::int32_t> votes_for;
};
TENURE_STRUCT(MeetingHeld, "会议", "Meeting held",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (matter, "事项", "matter")
  (about, "涉及人员", "about")
  (topics, "议题", "topics")
  (eligible, "应到人数", "eligible")
  (present, "实到人数", "present")
  (votes_for, "赞成票", "votes for"));

/// Opinions of named groups, and difficulties and suggestions that go upward. (PY-30, PY-35, PY-46, PY-47,
/// PY-49, PY-50, PY-51, DY-64, OPN-05, BB-25, HX-38)
struct OpinionCollected {
  OrgId org;
  Code kind;  ///< pledge, annual_plan, department, difficulty, suggestion, ...
  std::optional<Code> topic;
  std::optional<Ref<PersonId>> about;
  std::vector<Respondents> respondents;
  std::optional<std::int32_t> opinions;
  std::optional<Code> disposition;
  std::optional<Ref<OrgId>> to;       ///< of what goes upward
  std::optional<LongText> summary;    ///< of the matter, never of a person
};
TENURE_STRUCT(OpinionCollected, "意见征集", "Opinions collected",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (topic, "主题", "topic")
  (about, "涉及人员", "about")
  (respondents, "征求对象", "respondents")
  (opinions, "意见数", "opinions")
  (disposition, "处理情况", "disposition")
  (to, "报送单位", "sent to")
  (summary, "摘要", "summary"));

TENURE_ENUM(Stated, (exact, "确数", "exact")(at_least, "不少于", "at least")(about, "约数", "about")
            (masked, "隐去", "masked")(unspecified, "未载明", "unspecified"));

/// Money set aside for a purpose, one source an event. Without an amount it is unknown. (SH-71, PY-02, PY-48,
/// SX-25, DY-17, OPN-24, SJ-36)
struct BudgetAppropriated {
  OrgId org;
  Code purpose;
  Period period;
  std::optional<Code> source;  ///< province, city, county, township, village
  std::optional<Fen> amount_fen;
  std::optional<Stated> stated;  ///< how the document gives the amount; absent: exactly
};
TENURE_STRUCT(BudgetAppropriated, "预算安排", "Budget appropriated",
  (org, "组织", "organisation")
  (purpose, "用途", "purpose")
  (period, "所属期", "period")
  (source, "来源", "source")
  (amount_fen, "金额（分）", "amount, fen")
  (stated, "金额性质", "how the amount is stated"));

/// Money spent from a fund of a purpose. (SX-25, OPN-28, SJ-37)
struct FundSpent {
  OrgId org;
  Code purpose;
  Period period;
  Fen amount_fen;
  std::optional<Ref<OrgId>> payer;
  std::optional<ShortText> payee;
};
TENURE_STRUCT(FundSpent, "经费支出", "Fund spent",
  (org, "组织", "organisation")
  (purpose, "用途", "purpose")
  (period, "所属期", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "支付单位", "payer")
  (payee, "收款方", "payee"));

/// An office, service centre, training or education base, platform. (SH-50, SX-23, DY-25, OPN-19, BB-45,
/// SJ-33, DG-11)
struct FacilityRecorded {
  OrgId org;
  Code kind;
  std::optional<ShortText> name;
  std::optional<Decimal> area_m2;
  std::vector<Code> services;
  std::optional<Code> condition;
};
TENURE_STRUCT(FacilityRecorded, "阵地设施", "Facility recorded",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (name, "名称", "name")
  (area_m2, "面积（平方米）", "area, square metres")
  (services, "服务", "services")
  (condition, "状况", "condition"));

/// An entry in a person's work-results, term-duty, management or cadre file. (BB-50, SJ-64, HX-13, HX-29,
/// DG-37)
struct ArchiveEntryFiled {
  PersonId person;
  OrgId org;
  Code file;  ///< management, cadre, work_results, term_duty
  Code kind;  ///< contest_result, grade, honour, ...
  std::optional<Period> period;
  std::optional<Position> of;  ///< the event that is filed
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(ArchiveEntryFiled, "档案归入", "Archive entry filed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (file, "档案", "file")
  (kind, "类别", "kind")
  (period, "所属期", "period")
  (of, "所归事件", "of")
  (note, "说明", "note"));

using AffairsEvents =
    EventList<
  MeetingHeld,
  OpinionCollected,
  BudgetAppropriated,
  FundSpent,
  FacilityRecorded,
  ArchiveEntryFiled>;

}  // namespace tenure

// Events of training: needs, plans, trainers, sessions, attendance, study.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

namespace tenure {

/// (CITY-29, CITY-30, SX-20)
TENURE_STRUCT(TrainingNeedSurveyed, "培训需求调查", "Training need surveyed",
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::vector<Code>, topics, "需求主题", "topics")
  (std::optional<std::int32_t>, respondents, "调查人数", "respondents"));

/// (SH-57, CITY-25, SX-18, DY-16, BB-36, SJ-12)
TENURE_STRUCT(TrainingPlanAdopted, "培训计划", "Training plan adopted",
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::optional<Code>, level, "层级", "level")
  (std::optional<Code>, group, "对象", "group")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-51, SH-56, DY-23, DY-28)
TENURE_STRUCT(TrainerRegistered, "师资入库", "Trainer registered",
  (OrgId, org, "组织", "organisation")
  (Code, pool, "师资库", "pool")
  (std::optional<Ref<PersonId>>, trainer, "教师", "trainer")
  (std::optional<Code>, level, "层级", "level"));

/// (SH-58, CITY-28, SX-20, DY-21, OPN-19, BB-39, SJ-17, DG-17)
TENURE_STRUCT(TrainingHeld, "举办培训", "Training held",
  (OrgId, org, "组织", "organisation")
  (Code, training, "培训班", "training")
  (Code, topic, "主题", "topic")
  (Code, format, "形式", "format")
  (std::optional<Code>, level, "层级", "level")
  (Decimal, days, "天数", "days")
  (std::optional<std::int32_t>, attendance, "参训人数", "attendance")
  (std::optional<Fen>, amount_fen, "经费（分）", "cost, fen"));

/// (SH-58, CITY-26, SX-19, DY-21, BB-38, SJ-17, DG-17)
TENURE_STRUCT(TrainingAttended, "参加培训", "Training attended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, training, "培训班", "training")
  (std::optional<Code>, level, "层级", "level")
  (std::optional<Code>, format, "形式", "format")
  (Decimal, days, "天数", "days")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-60, SX-21, SJ-23)
TENURE_STRUCT(TrainingEvaluated, "培训评估", "Training evaluated",
  (OrgId, org, "组织", "organisation")
  (Code, training, "培训班", "training")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Code>, result, "结果", "result"));

/// (SH-65, OPN-22, BB-43)
TENURE_STRUCT(StudyVisitHeld, "考察学习", "Study visit held",
  (OrgId, org, "组织", "organisation")
  (ShortText, place, "地点", "place")
  (Code, topic, "主题", "topic")
  (std::int32_t, attendance, "参加人数", "attendance", 0));

/// (SH-64, SX-24, DY-17, OPN-23, BB-44, SJ-34, DG-31)
TENURE_STRUCT(DegreeStudyEnrolled, "学历教育入学", "Degree study enrolled",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, degree, "学历", "degree")
  (std::optional<ShortText>, school, "学校", "school"));

/// (SH-64, SX-24, DY-20)
TENURE_STRUCT(DegreeCompleted, "取得学历", "Degree completed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, degree, "学历", "degree"));

/// (BB-42)
TENURE_STRUCT(TrainingMaterialIssued, "培训教材", "Training material issued",
  (OrgId, org, "组织", "organisation")
  (ShortText, title, "名称", "title")
  (Code, kind, "类别", "kind"));

using TrainingEvents = EventList<TrainingNeedSurveyed, TrainingPlanAdopted, TrainerRegistered, TrainingHeld,
                                 TrainingAttended, TrainingEvaluated, StudyVisitHeld, DegreeStudyEnrolled,
                                 DegreeCompleted, TrainingMaterialIssued>;

}  // namespace tenure

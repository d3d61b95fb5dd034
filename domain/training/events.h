// Events of training: needs, plans, trainers, sessions, attendance, study.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// (CITY-29, CITY-30, SX-20)
struct TrainingNeedSurveyed {
  OrgId org;
  Period period;
  std::vector<Code> topics;
  std::optional<std::int32_t> respondents;
};
TENURE_STRUCT(TrainingNeedSurveyed, "培训需求调查", "Training need surveyed",
  (org, "组织", "organisation")
  (period, "期间", "period")
  (topics, "需求主题", "topics")
  (respondents, "调查人数", "respondents"));

/// (SH-57, CITY-25, SX-18, DY-16, BB-36, SJ-12)
struct TrainingPlanAdopted {
  OrgId org;
  Period period;
  std::optional<Code> level;
  std::optional<Code> group;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(TrainingPlanAdopted, "培训计划", "Training plan adopted",
  (org, "组织", "organisation")
  (period, "期间", "period")
  (level, "层级", "level")
  (group, "对象", "group")
  (basis, "依据", "basis"));

/// (SH-51, SH-56, DY-23, DY-28)
struct TrainerRegistered {
  OrgId org;
  Code pool;
  std::optional<Ref<PersonId>> trainer;
  std::optional<Code> level;
};
TENURE_STRUCT(TrainerRegistered, "师资入库", "Trainer registered",
  (org, "组织", "organisation")
  (pool, "师资库", "pool")
  (trainer, "教师", "trainer")
  (level, "层级", "level"));

/// (SH-58, CITY-28, SX-20, DY-21, OPN-19, BB-39, SJ-17, DG-17)
struct TrainingHeld {
  OrgId org;
  Code training;
  Code topic;
  Code format;
  std::optional<Code> level;
  Decimal days;
  std::optional<std::int32_t> attendance;
  std::optional<Fen> amount_fen;
};
TENURE_STRUCT(TrainingHeld, "举办培训", "Training held",
  (org, "组织", "organisation")
  (training, "培训班", "training")
  (topic, "主题", "topic")
  (format, "形式", "format")
  (level, "层级", "level")
  (days, "天数", "days")
  (attendance, "参训人数", "attendance")
  (amount_fen, "经费（分）", "cost, fen"));

/// (SH-58, CITY-26, SX-19, DY-21, BB-38, SJ-17, DG-17)
struct TrainingAttended {
  PersonId person;
  OrgId org;
  Code training;
  std::optional<Code> level;
  std::optional<Code> format;
  Decimal days;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(TrainingAttended, "参加培训", "Training attended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (training, "培训班", "training")
  (level, "层级", "level")
  (format, "形式", "format")
  (days, "天数", "days")
  (basis, "依据", "basis"));

/// (SH-60, SX-21, SJ-23)
struct TrainingEvaluated {
  OrgId org;
  Code training;
  std::optional<Decimal> points;
  std::optional<Code> result;
};
TENURE_STRUCT(TrainingEvaluated, "培训评估", "Training evaluated",
  (org, "组织", "organisation")
  (training, "培训班", "training")
  (points, "得分", "points")
  (result, "结果", "result"));

/// (SH-65, OPN-22, BB-43)
struct StudyVisitHeld {
  OrgId org;
  ShortText place;
  Code topic;
  std::int32_t attendance = 0;
};
TENURE_STRUCT(StudyVisitHeld, "考察学习", "Study visit held",
  (org, "组织", "organisation")
  (place, "地点", "place")
  (topic, "主题", "topic")
  (attendance, "参加人数", "attendance"));

/// (SH-64, SX-24, DY-17, OPN-23, BB-44, SJ-34, DG-31)
struct DegreeStudyEnrolled {
  PersonId person;
  OrgId org;
  Code degree;
  std::optional<ShortText> school;
};
TENURE_STRUCT(DegreeStudyEnrolled, "学历教育入学", "Degree study enrolled",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (degree, "学历", "degree")
  (school, "学校", "school"));

/// (SH-64, SX-24, DY-20)
struct DegreeCompleted {
  PersonId person;
  OrgId org;
  Code degree;
};
TENURE_STRUCT(DegreeCompleted, "取得学历", "Degree completed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (degree, "学历", "degree"));

/// (BB-42)
struct TrainingMaterialIssued {
  OrgId org;
  ShortText title;
  Code kind;
};
TENURE_STRUCT(TrainingMaterialIssued, "培训教材", "Training material issued",
  (org, "组织", "organisation")
  (title, "名称", "title")
  (kind, "类别", "kind"));

using TrainingEvents =
    EventList<
  TrainingNeedSurveyed,
  TrainingPlanAdopted,
  TrainerRegistered,
  TrainingHeld,
  TrainingAttended,
  TrainingEvaluated,
  StudyVisitHeld,
  DegreeStudyEnrolled,
  DegreeCompleted,
  TrainingMaterialIssued>;

}  // namespace tenure

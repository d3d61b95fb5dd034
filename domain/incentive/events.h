// Events of incentives: recruitment, promotion, delegates, honours.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// (SX-33, DY-43)
struct RecruitmentQuotaSet {
  OrgId org;
  Code kind;
  Code round;
  std::int32_t places = 0;
};
TENURE_STRUCT(RecruitmentQuotaSet, "招录名额", "Recruitment quota set",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (round, "批次", "round")
  (places, "名额", "places"));

/// (SH-82, CITY-52, SX-33, DY-40, OPN-31, BB-71, SJ-54, HX-43)
struct RecruitmentMade {
  PersonId person;
  OrgId org;
  Code kind;  ///< civil_servant, institution, contract, area_cadre
  std::optional<Code> round;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(RecruitmentMade, "招录", "Recruitment made",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (round, "批次", "round")
  (basis, "依据", "basis"));

/// (SH-81, CITY-52, SX-14, DY-36, BB-71, SJ-51, HX-29)
struct PromotionMade {
  PersonId person;
  OrgId org;
  Code post;
  std::optional<Code> kind;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PromotionMade, "提拔", "Promotion made",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (kind, "类别", "kind")
  (basis, "依据", "basis"));

/// (SH-85, CITY-53, PY-40, SX-34, DY-38, OPN-32, BB-72, SJ-55, DG-38)
struct DelegateRecommended {
  PersonId person;
  OrgId org;
  Code body;  ///< party_congress, peoples_congress, cppcc, model_worker
  std::optional<Code> level;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(DelegateRecommended, "推荐代表", "Delegate recommended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (body, "机构或称号", "body")
  (level, "层级", "level")
  (basis, "依据", "basis"));

/// (SH-85, DY-38)
struct DelegateElected {
  PersonId person;
  OrgId org;
  Code body;
  std::optional<Code> level;
};
TENURE_STRUCT(DelegateElected, "当选代表", "Delegate elected",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (body, "机构或称号", "body")
  (level, "层级", "level"));

/// An honour of a person or of a unit; `period`: the one that it is for. (SH-48, CITY-54, PY-42, SX-35, DY-10,
/// BB-52, SJ-60, HX-28, HX-43, DG-39)
struct HonourGranted {
  std::optional<PersonId> person;
  OrgId org;
  Code title;
  Code level;  ///< central, province, city, county, township
  std::optional<Period> period;
  std::optional<ShortText> document_no;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(HonourGranted, "表彰", "Honour granted",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (title, "称号", "title")
  (level, "层级", "level")
  (period, "期间", "period")
  (document_no, "文号", "document number")
  (basis, "依据", "basis"));

using IncentiveEvents =
    EventList<
  RecruitmentQuotaSet,
  RecruitmentMade,
  PromotionMade,
  DelegateRecommended,
  DelegateElected,
  HonourGranted>;

}  // namespace tenure

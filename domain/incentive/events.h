// Events of incentives: recruitment, promotion, delegates, honours.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// (SX-33, DY-43)
TENURE_STRUCT(RecruitmentQuotaSet, "招录名额", "Recruitment quota set",
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (Code, round, "批次", "round")
  (std::int32_t, places, "名额", "places", 0));

/// (SH-82, CITY-52, SX-33, DY-40, OPN-31, BB-71, SJ-54, HX-43)
TENURE_STRUCT(RecruitmentMade, "招录", "Recruitment made",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")  ///< civil_servant, institution, contract, area_cadre
  (std::optional<Code>, round, "批次", "round")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-81, CITY-52, SX-14, DY-36, BB-71, SJ-51, HX-29)
TENURE_STRUCT(PromotionMade, "提拔", "Promotion made",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::optional<Code>, kind, "类别", "kind")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-85, CITY-53, PY-40, SX-34, DY-38, OPN-32, BB-72, SJ-55, DG-38)
TENURE_STRUCT(DelegateRecommended, "推荐代表", "Delegate recommended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, body, "机构或称号", "body")  ///< party_congress, peoples_congress, cppcc, model_worker
  (std::optional<Code>, level, "层级", "level")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-85, DY-38)
TENURE_STRUCT(DelegateElected, "当选代表", "Delegate elected",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, body, "机构或称号", "body")
  (std::optional<Code>, level, "层级", "level"));

/// An honour of a person or of a unit; `period`: the one that it is for. (SH-48, CITY-54, PY-42, SX-35,
/// DY-10, BB-52, SJ-60, HX-28, HX-43, DG-39)
TENURE_STRUCT(HonourGranted, "表彰", "Honour granted",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, title, "称号", "title")
  (Code, level, "层级", "level")  ///< central, province, city, county, township
  (std::optional<Period>, period, "期间", "period")
  (std::optional<ShortText>, document_no, "文号", "document number")
  (std::vector<ShortText>, basis, "依据", "basis"));

using IncentiveEvents = EventList<RecruitmentQuotaSet, RecruitmentMade, PromotionMade, DelegateRecommended,
                                  DelegateElected, HonourGranted>;

}  // namespace tenure

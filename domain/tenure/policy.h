// What a policy may say of offices: who may take one, how service counts, what follows from its end.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kTenureParameters,
  (bool, kPartyMemberRequired, "selection.party_member_required", "", "须为中共党员", "must be a party member", "SH-07 BB-14")

  (std::int64_t, kSeats, "tenure.seats.*", "", "职务的职数", "how many hold a post at a time", "LAW-07")
  (std::int64_t, kOfficeAge, "tenure.age_min", "岁", "任职最低年龄", "age at which an office may begin, at least", "LAW-02")

  (Code, kLeapBirthday, "tenure.leap_birthday", "", "2 月 29 日出生者平年的生日，缺省为 3 月 1 日", "birthday in other years of who was born on 29 February; absent: 1 March", "LAW-02 PY-06")

  (bool, kCertificateRequired, "post_certificate.required", "", "须持证上岗", "certificate before taking up functions", "BB-40")
  (Days, kCertificateGrace, "post_certificate.grace_days", "天", "取得证书宽限期", "days within which the certificate may follow", "BB-40")

  (Months, kTermMonths, "term.months", "月", "任期", "length of a term", "SJ-09")
  (Days, kTermGrace, "term.grace_days", "天", "换届宽限期", "days within which a renewal may follow", "SJ-09")

  (Months, kExitBarMonths, "exit.bar_months", "月", "免职后不得任书记的期限", "closed to the secretary's post after removal", "SH-27")
  (Codes, kExitBarReasons, "exit.bar_reasons", "", "受限的离任原因", "reasons of an end that close the post", "SH-27")

  (Code, kServiceCount, "service.count", "", "任职年限计法（累计或连续）", "how service counts: cumulative or consecutive", "SH-75 PY-06 BB-58")
  (Codes, kServicePosts, "service.posts_counted", "", "计入年限的职务", "posts that count as service", "PY-06 BB-59")
  (Days, kServiceGap, "service.gap_days_max", "天", "连续任职允许的间断", "longest break within consecutive service", "BB-59")

  (bool, kExcludedYearBreaks, "service.excluded_year_breaks", "", "不计年限的年度中断连续任职", "a year that does not count breaks consecutive service", "PY-43")

  (Decimal, kSubsidyYears, "departure_subsidy.min_years", "年", "最低任职年限", "fewest years of service", "SH-75 PY-06")
  (Codes, kSubsidyPosts, "departure_subsidy.posts", "", "计入年限的职务", "posts that count; absent: those of service", "SH-75 PY-06")
  (Code, kSubsidyCount, "departure_subsidy.count", "", "年限计法", "how service counts; absent: as service", "SH-75 PY-06")
  (bool, kSubsidyNormal, "departure_subsidy.normal_departure", "", "须正常离任", "normal departure required", "SH-75 PY-06 SX-31 DY-51 BB-56")
  (Codes, kNormalReasons, "departure_subsidy.normal_reasons", "", "视为正常离任的原因", "reasons that count as normal", "SH-75 PY-06")
  (Decimal, kSubsidyMaleAge, "departure_subsidy.male_age", "岁", "男性年龄", "age of men, at least", "PY-06")
  (Decimal, kSubsidyFemaleAge, "departure_subsidy.female_age", "岁", "女性年龄", "age of women, at least", "PY-06"));

inline constexpr std::string_view kLastOfFebruary = "february_28";  ///< of kLeapBirthday

}  // namespace tenure

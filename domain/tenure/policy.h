// What a policy may say of offices: who may take one, how service counts, what follows from its end.
#pragma once

#include "domain/rules/parameter.h"

// Descriptions are tables, one parameter a line.
// clang-format off
namespace tenure {

inline constexpr Parameter<bool> kPartyMemberRequired{"selection.party_member_required", "", "须为中共党员", "must be a party member", "SH-07 BB-14"};

inline constexpr Parameter<bool> kCertificateRequired{"post_certificate.required", "", "须持证上岗", "certificate before taking up functions", "BB-40"};
inline constexpr Parameter<Days> kCertificateGrace{"post_certificate.grace_days", "天", "取得证书宽限期", "days within which the certificate may follow", "BB-40"};

inline constexpr Parameter<Months> kTermMonths{"term.months", "月", "任期", "length of a term", "SJ-09"};
inline constexpr Parameter<Days> kTermGrace{"term.grace_days", "天", "换届宽限期", "days within which a renewal may follow", "SJ-09"};

inline constexpr Parameter<Months> kExitBarMonths{"exit.bar_months", "月", "免职后不得任书记的期限", "closed to the secretary's post after removal", "SH-27"};
inline constexpr Parameter<Codes> kExitBarReasons{"exit.bar_reasons", "", "受限的离任原因", "reasons of an end that close the post", "SH-27"};

inline constexpr Parameter<Code> kServiceCount{"service.count", "", "任职年限计法（cumulative 累计，consecutive 连续）", "how service counts: cumulative or consecutive", "SH-75 PY-06 BB-58"};
inline constexpr Parameter<Codes> kServicePosts{"service.posts_counted", "", "计入年限的职务", "posts that count as service", "PY-06 BB-59"};
inline constexpr Parameter<Days> kServiceGap{"service.gap_days_max", "天", "连续任职允许的间断", "longest break within consecutive service", "BB-59"};

inline constexpr Parameter<bool> kExcludedYearBreaks{"service.excluded_year_breaks", "", "不计年限的年度中断连续任职", "a year that does not count breaks consecutive service", "PY-43"};

inline constexpr Parameter<Decimal> kSubsidyYears{"departure_subsidy.min_years", "年", "最低任职年限", "fewest years of service", "SH-75 PY-06"};
inline constexpr Parameter<Codes> kSubsidyPosts{"departure_subsidy.posts", "", "计入年限的职务", "posts that count; absent: those of service", "SH-75 PY-06"};
inline constexpr Parameter<Code> kSubsidyCount{"departure_subsidy.count", "", "年限计法", "how service counts; absent: as service", "SH-75 PY-06"};
inline constexpr Parameter<bool> kSubsidyNormal{"departure_subsidy.normal_departure", "", "须正常离任", "normal departure required", "SH-75 PY-06 SX-31 DY-51 BB-56"};
inline constexpr Parameter<Codes> kNormalReasons{"departure_subsidy.normal_reasons", "", "视为正常离任的原因", "reasons that count as normal", "SH-75 PY-06"};
inline constexpr Parameter<Decimal> kSubsidyMaleAge{"departure_subsidy.male_age", "岁", "男性年龄", "age of men, at least", "PY-06"};
inline constexpr Parameter<Decimal> kSubsidyFemaleAge{"departure_subsidy.female_age", "岁", "女性年龄", "age of women, at least", "PY-06"};

inline constexpr const ParameterInfo* kTenureParameters[] = {
  &kPartyMemberRequired,
  &kCertificateRequired,
  &kCertificateGrace,
  &kTermMonths,
  &kTermGrace,
  &kExitBarMonths,
  &kExitBarReasons,
  &kServiceCount,
  &kServicePosts,
  &kServiceGap,
  &kExcludedYearBreaks,
  &kSubsidyYears,
  &kSubsidyPosts,
  &kSubsidyCount,
  &kSubsidyNormal,
  &kNormalReasons,
  &kSubsidyMaleAge,
  &kSubsidyFemaleAge};

}  // namespace tenure

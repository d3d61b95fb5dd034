#include "domain/appraisal/grades.h"
#include "domain/discipline/policy.h"
#include "domain/incentive/policy.h"
#include "domain/incentive/rows.h"
#include "domain/rules/answers.h"

namespace tenure {
namespace {

using form::Outcome;
using form::Truth;

constexpr std::string_view kAwardUses[] = {"award", "select"};
constexpr std::string_view kPromotionUses[] = {"promotion", "select"};

/// The newest annual grade is one of these.
template <const Parameter<Codes>& Grades>
Result<Outcome> annual_grade(const Asked& asked) {
  Outcome out;
  const auto grades = asked.policy.get(Grades);
  out.asked = !grades.absent();
  if (grades) out.required = words_of(asked.policy, "grade", *grades);
  const Graded newest = newest_grade(asked.facts, asked.subject, kAnnual, asked.on);
  out.actual = newest.grade == nullptr ? saying(kNone) : word_of(asked.policy, "grade", *newest.grade);
  if (newest.record != nullptr) out.basis = {newest.record->position};
  if (grades) out.met = newest.grade != nullptr && holds(*grades, *newest.grade) ? Truth::yes : Truth::no;
  return out;
}

Result<Outcome> not_admonished(const Asked& asked) {
  auto out = not_barred(asked, "gate.advanced_award");
  if (out) out->asked = asked.policy.is_true(kBarsCalendarYear) || asked.policy.is_true(kBarsWhileOpen);
  return out;
}

Objections delegate_body(const Judged& judged, const DelegateRecommended& event) {
  const auto bodies = judged.policy.get(kDelegateBodies);
  if (!bodies || holds(*bodies, event.body)) return std::nullopt;
  const Saying body = word_of(judged.policy, "body", event.body);
  return unmet("“{}”不在优先推荐范围", "{} is not among the bodies of the policy", body)
      .asks("{}", words_of(judged.policy, "body", *bodies))
      .found("{}", body);
}

}  // namespace

const RuleTable& incentive_rules() {
  static const RuleTable table{
      kIncentiveParameters,
      {{"gate.result_use.award", "PY-38 HX-29 HX-40 SH-45 OPN-40 BB-51", "评先评优依据考核结果",
        "Honours cite the latest result", gate<&cites<HonourGranted, kAwardUses>>()},
       {"gate.result_use.promotion", "HX-29 HX-40", "晋升依据考核结果", "Promotions cite the latest result",
        gate<&cites<PromotionMade, kPromotionUses>>()},
       {"gate.result_use.recruitment", "HX-40 HX-43", "招录依据考核结果",
        "Recruitment cites the latest result", gate<&cites<RecruitmentMade, kPromotionUses>>()},
       {"gate.delegate_body", "PY-40 OPN-32 BB-72", "推荐范围", "Bodies of the policy",
        gate<&delegate_body>()},
       {"elig.delegate", "SH-85 CITY-53 PY-40 SX-34 OPN-32 BB-72 SJ-55", "优先推荐为代表",
        "Preferred as delegate",
        form::Eligibility{{
            {"annual_grade", "PY-40", "年度考核等次", "Annual grade", &annual_grade<kDelegateGrades>},
            {"not_barred", "PY-42", "未受限", "Not barred", &not_admonished},
        }}},
       {"elig.priority_recruitment", "HX-43", "评优和招录优先", "Preferred in awards and recruitment",
        form::Eligibility{{
            {"annual_grade", "HX-43", "年度考核等次", "Annual grade", &annual_grade<kPriorityGrades>},
        }}},
       {"stat.delegates", "DY-38 PY-40", "推荐代表情况", "Delegates by body and level",
        tally<DelegateRecommended>("", {"body", "level"})},
       {"stat.recruitments", "SH-82 CITY-52 SX-33 DY-40 OPN-31 BB-71 SJ-54 HX-43", "招录情况",
        "Recruitments by kind", tally<RecruitmentMade>("", {"kind"})},
       {"stat.promotions", "SH-81 SJ-51", "提拔情况", "Promotions by kind",
        tally<PromotionMade>("", {"kind"})},
       {"stat.honours", "SX-35 DY-39 BB-73 SJ-60 HX-28 DG-39", "表彰情况", "Honours by level and title",
        tally<HonourGranted>("", {"level", "title"})}}};
  return table;
}

}  // namespace tenure

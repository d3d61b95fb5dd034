// Which words the keys of a pack take, and what else must hold of a pack as a whole.
#include <algorithm>
#include <map>

#include "domain/appraisal/policy.h"
#include "domain/audit/policy.h"
#include "domain/core/both.h"
#include "domain/core/split.h"
#include "domain/decisions/policy.h"
#include "domain/incentive/policy.h"
#include "domain/ledger/policy.h"
#include "domain/pay/policy.h"
#include "domain/pension/policy.h"
#include "domain/registry/policy.h"
#include "domain/reserve/policy.h"
#include "domain/selection/policy.h"
#include "domain/supervision/policy.h"
#include "domain/targets/policy.h"
#include "domain/tenure/policy.h"
#include "domain/words/known.h"

namespace tenure {
namespace {

/// `stars`: a vocabulary for each '*' of the key. `value`: the vocabularies of a word or of the words of a
/// list.
struct KeyRow {
  const ParameterInfo* parameter;
  std::string_view stars;
  std::string_view value;
};

constexpr KeyRow kKeyRows[] = {{&kGrades, "scheme", "grade"},
                               {&kSchemeCadence, "scheme", "cadence"},
                               {&kSchemeGrace, "scheme", ""},
                               {&kSchemePosts, "scheme", "post"},
                               {&kSchemeScope, "scheme", "component"},
                               {&kSchemeUses, "scheme", "result_use"},
                               {&kDecidingMeeting, "scheme", "meeting"},
                               {&kOpinionsOf, "scheme", "department"},
                               {&kFeedbackTo, "scheme", "audience"},
                               {&kFeedbackForm, "scheme", "form"},
                               {&kFeedbackGrace, "scheme", ""},
                               {&kReportAudiences, "", "audience"},
                               {&kReportCadence, "", "cadence"},
                               {&kBallotGroups, "", "audience"},
                               {&kTicketWeight, "result_weight", ""},
                               {&kPositiveOptions, "", "grade ballot_option"},
                               {&kScoreParts, "scheme", "score_part"},
                               {&kScoreItems, "scheme score_part", ""},
                               {&kPartWeight, "scheme score_part", ""},
                               {&kScoreMax, "scheme", ""},
                               {&kRaters, "scheme", "organ audience"},
                               {&kRaterWeight, "scheme organ|audience", ""},
                               {&kReviewDimensions, "scheme", "review_dimension"},
                               {&kReviewPoints, "scheme grade", ""},
                               {&kBonusPoints, "scheme level", ""},
                               {&kBasicGate, "scheme", ""},
                               {&kUnscored, "scheme", "unscored grade"},
                               {&kQuota, "scheme grade", ""},
                               {&kQuotaUnit, "scheme", "org_kind"},
                               {&kQuotaRounding, "scheme", "rounding"},
                               {&kAuditKinds, "", "audit_kind"},
                               {&kAuditPosts, "", "post"},
                               {&kApprovalLimit, "post", ""},
                               {&kFundUses, "fund|payer", "purpose component"},
                               {&kHandoverPosts, "", "post"},
                               {&kPayRounding, "", "rounding"},
                               {&kQuotaRest, "scheme", "grade"},
                               {&kQuotaTies, "scheme", "quota_ties"},
                               {&kQuotaMin, "scheme", ""},
                               {&kGradeAction, "scheme grade", "grade_action"},
                               {&kGradeActionBy, "scheme grade", "organ"},
                               {&kRunYears, "scheme grade", ""},
                               {&kRunAction, "scheme grade", "grade_action"},
                               {&kExcludesYear, "scheme grade", ""},
                               {&kContestCadence, "contest", "cadence"},
                               {&kContestHeldBy, "contest", "org_kind"},
                               {&kContestTheme, "contest", "org_kind"},
                               {&kContestGrace, "contest", ""},
                               {&kOwnFileClasses, "", "confidentiality"},
                               {&kDelegateGrades, "", "grade"},
                               {&kDelegateBodies, "", "body"},
                               {&kPriorityGrades, "", "grade"},
                               {&kPayFloor, "", "indicator"},
                               {&kPayStandard, "", "indicator"},
                               {&kStandardComponent, "", "component"},
                               {&kPaidPosts, "", "post"},
                               {&kOtherSources, "", "payer"},
                               {&kOtherAllocator, "", "org_kind"},
                               {&kFiscalPayer, "", "payer"},
                               {&kPerformanceComponent, "scheme", "component"},
                               {&kPayBase, "scheme", "component"},
                               {&kPayShare, "scheme", ""},
                               {&kGradePay, "scheme grade", ""},
                               {&kGradeRewarded, "scheme grade", ""},
                               {&kGradeReward, "scheme grade", ""},
                               {&kRewardMin, "scheme grade", ""},
                               {&kGradeReduction, "scheme grade", "pay_reduction"},
                               {&kPensionScheme, "", "pension_scheme"},
                               {&kPensionStatus, "", "pension_status"},
                               {&kPensionPosts, "", "post"},
                               {&kPensionAuditBy, "", "org_kind"},
                               {&kPostsOf, "", "post"},
                               {&kMentoredPosts, "", "post"},
                               {&kModeFinding, "mode", "finding"},
                               {&kModeCriteria, "mode", "criterion"},
                               {&kModeConsents, "mode", "criterion"},
                               {&kBulletinOrgs, "", "org_kind"},
                               {&kBulletinCadence, "", "cadence"},
                               {&kCycleSteps, "", "meeting"},
                               {&kCycleOrgs, "", "org_kind"},
                               {&kCycleCadence, "", "cadence"},
                               {&kFilingEvents, "", "filing"},
                               {&kFilingPosts, "", "post"},
                               {&kFilingScope, "", "org_kind"},
                               {&kFilingTo, "", "org_kind"},
                               {&kDecisionTopics, "", "decision_topic"},
                               {&kDecisionSteps, "", "decision_step"},
                               {&kDecisionQuorum, "meeting", ""},
                               {&kDecisionMajority, "meeting", ""},
                               {&kHearingScope, "", "decision_topic"},
                               {&kHearingBy, "", "meeting"},
                               {&kHearingConsult, "", "audience department"},
                               {&kHearingAttendees, "", "audience"},
                               {&kHearingInvited, "", "audience"},
                               {&kHearingQuorum, "audience", ""},
                               {&kHearingExplains, "", "explained"},
                               {&kPledgeAudiences, "", "audience"},
                               {&kPledgePlace, "", "place"},
                               {&kPledgeConsultedOf, "", "audience"},
                               {&kPledgeApprover, "", "org_kind"},
                               {&kPledgePublishedTo, "", "audience"},
                               {&kPledgeForm, "", "form"},
                               {&kTargetCategories, "target_scope", "target_category"},
                               {&kLetterParties, "", "audience"},
                               {&kPlanOrgs, "", "org_kind"},
                               {&kPlanCadence, "", "cadence"},
                               {&kPlanPlace, "", "place"},
                               {&kSeats, "post", ""},
                               {&kLeapBirthday, "", "leap_birthday"},
                               {&kExitBarReasons, "", "end_reason"},
                               {&kServiceCount, "", "counting"},
                               {&kServicePosts, "", "post"},
                               {&kSubsidyPosts, "", "post"},
                               {&kSubsidyCount, "", "counting"},
                               {&kNormalReasons, "", "end_reason"}};

constexpr std::string_view kLawPrefix = "law.";

/// Organisations of a ledger, which no vocabulary lists.
constexpr const ParameterInfo* kFreeKeys[] = {&kPilotOrgs};
/// Schedules whose values another parameter bounds, in the same unit.
struct Bounds {
  const ParameterInfo *schedule, *least, *most;
};
constexpr Bounds kBoundedSchedules[] = {{&kSubsidySchedule, &kSubsidyLeast, &kSubsidyMost}};
/// Points by rank: the first has most.
constexpr const ParameterInfo* kFallingSchedules[] = {&kContestPoints};

using KeyBook = std::map<std::string_view, KeyWords>;

KeyBook make_key_book() {
  KeyBook out;
  for (const KeyRow& row : kKeyRows) {
    KeyWords& words = out[row.parameter->key];
    words.value = vocabularies_named(row.value);
    for (const std::string_view star : split_at(row.stars, ' ')) {
      Vocabularies& among = words.stars.emplace_back();
      for (const std::string_view name : split_at(star, '|')) among.push_back(find_vocabulary(name));
    }
  }
  for (const ParameterInfo* parameter : kFreeKeys) out[parameter->key].free = true;
  for (const ParameterInfo* parameter : kFallingSchedules) out[parameter->key].falling = true;
  return out;
}

/// What is at most so many, whatever a locality wants: months of a year, years of a life.
struct AtMost {
  const ParameterInfo* parameter;
  std::int64_t most;
};
constexpr std::int64_t kMonthsOfAYear = 12;
constexpr std::int64_t kYearsOfALife = 120;
constexpr AtMost kAtMost[] = {{&kExcellentMonths, kMonthsOfAYear},
                              {&kPoorMonths, kMonthsOfAYear},
                              {&kOfficeAge, kYearsOfALife},
                              {&kSubsidyMaleAge, kYearsOfALife},
                              {&kSubsidyFemaleAge, kYearsOfALife}};
/// Of two numbers in one unit the first is no more than the second.
constexpr std::pair<const ParameterInfo*, const ParameterInfo*> kInOrder[] = {
    {&kSubsidyLeast, &kSubsidyMost}};

class PackCheck {
 public:
  explicit PackCheck(const Pack& pack) : pack_(pack) {}

  Result<void> check(const std::string& key, const PackValue& value) {
    const ParameterInfo* parameter = find_parameter(pack_schema(), key);
    if (parameter == nullptr) return {};
    if (auto done = check_number(*parameter, key, value); !done) return done;
    if (auto done = check_listed_once(key, value); !done) return done;
    const KeyWords* words = words_of(*parameter);
    if (words != nullptr) {
      if (auto done = check_words(*parameter, *words, key, value); !done) return done;
    }
    if (parameter->type == ParameterType::schedule) {
      auto done = check_steps(key, value, words != nullptr && words->falling);
      return done ? check_bounds(*parameter, key, value) : done;
    }
    if (parameter->type == ParameterType::share && parameter->key.ends_with(".*")) return add(key, value);
    return {};
  }

 private:
  std::optional<std::int64_t> number_of(const ParameterInfo& parameter) const {
    const auto found = pack_.values.find(parameter.key);
    if (found == pack_.values.end() || found->second.given != Given::value) return std::nullopt;
    return found->second.number;
  }

  Result<void> check_number(const ParameterInfo& parameter, const std::string& key,
                            const PackValue& value) const {
    if (value.given != Given::value) return {};
    const bool is_date = parameter.type == ParameterType::date;
    if (value.number < 0 && !is_date)
      return bad_value(key, value, both("不应小于零", "it is not below zero"));
    const std::int64_t unit = parameter.type == ParameterType::decimal ? Decimal::kScale : 1;
    const auto bound = std::ranges::find(kAtMost, &parameter, &AtMost::parameter);
    if (bound != std::end(kAtMost) && value.number > bound->most * unit)
      return bad_value(key, value, both("不应大于 {}", "it is {} at most", bound->most));
    for (const auto& [least, most] : kInOrder) {
      if (&parameter != least && &parameter != most) continue;
      const auto low = number_of(*least);
      const auto high = number_of(*most);
      if (low && high && *low > *high)
        return bad_value(key, value, both("{} 大于 {}", "{} is above {}", least->key, most->key));
    }
    return {};
  }

  static Result<void> check_listed_once(const std::string& key, const PackValue& value) {
    for (auto code = value.codes.begin(); code != value.codes.end(); ++code) {
      if (std::find(value.codes.begin(), code, *code) != code)
        return bad_value(key, value, both("“{}”出现两次", "\"{}\" stands twice", code->value));
    }
    return {};
  }

  static tl::unexpected<Refusal> bad_value(const std::string& key, const PackValue& value,
                                           std::string detail) {
    return refuse(Reason::bad_pack, fmt::format("line {}, {}", value.line, key), std::move(detail));
  }

  static std::string listed(const Vocabulary& vocabulary) {
    std::string out;
    for (const Word& word : vocabulary.words) out += fmt::format("{}{}", out.empty() ? "" : ", ", word.code);
    return out;
  }

  Result<void> check_word(const Vocabularies& among, std::string_view word, const std::string& key,
                          const PackValue& value) const {
    if (among.empty() || is_known_word(among, word, &pack_)) return {};
    const std::string_view nearest = nearest_word(among, word, &pack_);
    const Vocabulary& first = *among.front();
    std::string zh = fmt::format("“{}”不在词表“{}”中；", word, first.zh);
    std::string en = fmt::format("\"{}\" is no word of {}; ", word, first.name);
    if (!nearest.empty()) {
      zh += fmt::format("最接近的是 {}；", nearest);
      en += fmt::format("the nearest is {}; ", nearest);
    }
    zh += first.closed ? "其用语有 " + listed(first) : fmt::format("可在 [words.{}] 中增加", first.name);
    en += first.closed ? "it has " + listed(first) : fmt::format("[words.{}] may add it", first.name);
    return bad_value(key, value, both("{0}", "{1}", zh, en));
  }

  Result<void> check_words(const ParameterInfo& parameter, const KeyWords& words, const std::string& key,
                           const PackValue& value) const {
    for (const KeyWord& word : words_in_key(parameter, key)) {
      if (auto done = check_word(*word.among, word.word, key, value); !done) return done;
    }
    for (const Code& code : value.codes) {
      if (auto done = check_word(words.value, code.value, key, value); !done) return done;
    }
    return {};
  }

  static Result<void> check_steps(const std::string& key, const PackValue& value, bool falling) {
    for (std::size_t i = 1; i < value.schedule.size(); ++i) {
      const Decimal before = value.schedule[i - 1].value;
      const Decimal after = value.schedule[i].value;
      if (falling ? before < after : after < before) {
        return bad_value(
            key, value,
            falling
                ? both("{1} 之后是 {0}：此表的数值只降不升",
                       "{0} follows {1}: the values of this schedule never rise", after.str(), before.str())
                : both("{1} 之后是 {0}：此表的数值只升不降",
                       "{0} follows {1}: the values of this schedule never fall", after.str(), before.str()));
      }
    }
    return {};
  }

  Result<void> check_bounds(const ParameterInfo& parameter, const std::string& key,
                            const PackValue& value) const {
    const auto bounds = std::ranges::find(kBoundedSchedules, &parameter, &Bounds::schedule);
    if (bounds == std::end(kBoundedSchedules)) return {};
    for (const ParameterInfo* bound : {bounds->least, bounds->most}) {
      const auto found = pack_.values.find(bound->key);
      if (found == pack_.values.end() || found->second.given != Given::value) continue;
      const Decimal limit{found->second.number * Decimal::kScale};
      for (const Step& step : value.schedule) {
        if (bound == bounds->least ? limit <= step.value : step.value <= limit) continue;
        return bad_value(
            key, value,
            bound == bounds->least
                ? both("自 {1} 起为 {0}，低于 {2} 的 {3}", "{0} from {1} on is below {2}, which is {3}",
                       step.value.str(), step.from.str(), bound->key, limit.str())
                : both("自 {1} 起为 {0}，高于 {2} 的 {3}", "{0} from {1} on is above {2}, which is {3}",
                       step.value.str(), step.from.str(), bound->key, limit.str()));
      }
    }
    return {};
  }

  /// Shares of one table: parts of one whole.
  Result<void> add(const std::string& key, const PackValue& value) {
    const std::string table = key.substr(0, key.rfind('.'));
    Decimal& sum = sums_[table];
    sum.scaled += value.number;
    if (sum.scaled <= Decimal::kScale) return {};
    return bad_value(key, value, both("{0} 各份之和大于 1", "the shares of {0} sum to more than 1", table));
  }

  const Pack& pack_;
  std::map<std::string, Decimal> sums_;
};

}  // namespace

const KeyWords* words_of(const ParameterInfo& parameter) {
  static const KeyBook book = make_key_book();
  const auto found = book.find(parameter.key);
  return found == book.end() ? nullptr : &found->second;
}

std::vector<KeyWord> words_in_key(const ParameterInfo& parameter, std::string_view key) {
  std::vector<KeyWord> out;
  const KeyWords* words = words_of(parameter);
  if (words == nullptr) return out;
  const auto pattern = split_at(parameter.key, '.');
  const auto given = split_at(key, '.');
  std::size_t star = 0;
  for (std::size_t i = 0; i < pattern.size() && i < given.size(); ++i) {
    if (pattern[i] != "*" || star == words->stars.size()) continue;
    const Vocabularies& among = words->stars[star++];
    if (!among.empty()) out.push_back({&among, given[i]});
  }
  return out;
}

Result<void> check_pack(const Pack& pack) {
  PackCheck check(pack);
  for (const auto& [key, value] : pack.values) {
    if (auto done = check.check(key, value); !done) return done;
  }
  for (const auto& [rule, setting] : pack.rules) {
    const bool lowered = setting.mode == RuleMode::off || setting.mode == RuleMode::record;
    if (!lowered || !rule.starts_with(kLawPrefix) || !setting.reading.empty()) continue;
    return refuse(Reason::bad_pack, fmt::format("line {}, rules.\"{}\"", setting.line, rule),
                  both("关闭或只记录的法则须说明理由：请加上 reading = \"...\"",
                       "a law that is off or only recorded says why: add reading = \"...\""));
  }
  return {};
}

Result<Pack> read_sound_pack(std::string_view toml) {
  auto pack = parse_pack(toml);
  if (!pack) return pack;
  if (auto done = check_pack(*pack); !done) return tl::unexpected(done.error());
  return pack;
}

}  // namespace tenure

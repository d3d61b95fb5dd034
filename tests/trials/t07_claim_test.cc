// T7: a number, a date or a grade that an event states and the record can work out. One step off, it is
// flagged or refused; as it was, it was not. Which of them are claims is found by trying; those found once
// are found for ever.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "domain/words/words.h"
#include "tests/trials/answers.h"

namespace tenure::trials::claim {
namespace {

constexpr std::string_view kClaims[] = {
    "AdmonitionEnded.outcome",
    "AdmonitionIssued.until",
    "AnnualPlanAdopted.period",
    "AssessmentScored.level",
    "AssessmentScored.period",
    "AssistanceGiven.amount_fen",
    "BallotTallied.count",
    "BallotTallied.valid",
    "ContributionPaid.amount_fen",
    "ContributionPaid.period",
    "DecisionRevised.grade",
    "DecisionRevised.period",
    "DepartureSubsidyApproved.monthly_fen",
    "DepartureSubsidyApproved.years",
    "ElectionHeld.valid",
    "ElectionHeld.votes",
    "FundAdvanced.amount_fen",
    "FundSpent.amount_fen",
    "GradeDetermined.grade",
    "GradeDetermined.period",
    "HonourGranted.period",
    "MeetingHeld.eligible",
    "MeetingHeld.present",
    "MeetingHeld.votes_for",
    "PayAdjusted.amount_fen",
    "PayDisbursed.amount_fen",
    "PayDisbursed.period",
    "PayEntitlementAssessed.amount_fen",
    "PayEntitlementAssessed.grade",
    "PayRecovered.amount_fen",
    "PayRecovered.period",
    "PayRecoveryOrdered.amount_fen",
    "PayStandardSet.amount_fen",
    "PayStandardSet.headcount",
    "PaymentReturned.amount_fen",
    "PaymentReturned.period",
    "PaymentReversed.amount_fen",
    "PaymentReversed.period",
    "PensionShareSet.amount_fen",
    "PensionShareSet.due_fen",
    "PensionShareSet.period",
    "PostsSet.count",
    "ResultFedBack.period",
    "RewardGranted.amount_fen",
    "RewardGranted.base_fen",
    "RewardGranted.grade",
    "RewardGranted.period",
    "StarsAwarded.period",
    "StudyPointsLogged.period",
    "SubsidyPaid.amount_fen",
    "SubsidyPaid.period",
    "SubsidyPaid.years",
};

constexpr int kTriesOfDefault = 25;  ///< of one number

struct Number {
  std::string name;  ///< `GradeDetermined.points`
  std::size_t leaf;
};

/// Words that say how good somebody was, or what came out.
constexpr std::string_view kGradeFields[] = {"grade", "level", "result", "outcome", "opinion"};

bool is_claim(const TypeInfo& type, std::string_view field) {
  const bool is_grade =
      &type == &kType<Code> && std::ranges::find(kGradeFields, field) != std::end(kGradeFields);
  return type.form == Form::integer || type.form == Form::decimal || &type == &kType<Period> ||
         &type == &kType<Date> || is_grade;
}

/// The words of a vocabulary that has the word, in a circle.
std::string_view word_beside(std::string_view word, int step) {
  for (const Vocabulary& vocabulary : vocabularies()) {
    const auto count = static_cast<int>(vocabulary.words.size());
    for (int i = 0; i < count; ++i) {
      if (vocabulary.words[static_cast<std::size_t>(i)].code == word)
        return vocabulary.words[static_cast<std::size_t>((i + step + count) % count)].code;
    }
  }
  return word;
}

std::vector<Number> numbers_in(const Event& event) {
  std::vector<Number> out;
  std::size_t leaf = 1;  // `changed` shows the event's own date first
  look_at(event, [&](const TypeInfo& type, const void*, std::string_view field) {
    if (is_claim(type, field)) out.push_back({fmt::format("{}.{}", event.type->name(), field), leaf});
    ++leaf;
  });
  return out;
}

Event one_off(const Event& event, std::size_t number, int step) {
  std::size_t leaf = 0;
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (leaf++ != number) return;
    if (&type == &kType<Period>) {
      auto& period = *static_cast<Period*>(value);
      if (period.calendar()) period.year = static_cast<std::int16_t>(period.year + step);
    } else if (&type == &kType<Date>) {
      auto& date = *static_cast<Date*>(value);
      date = date.plus_days(step);
    } else if (&type == &kType<Code>) {
      auto& word = static_cast<Code*>(value)->value;
      word = std::string(word_beside(word, step));
    } else {
      type.set(value, type.get(value) + step);
    }
  });
}

std::set<std::string> told_last(const std::vector<Deed>& deeds) {
  const Replay replay(deeds, Replay::How::judged);
  const auto& verdict = replay.said().back().verdict;
  if (!verdict) return {std::string(name(verdict.error().reason)) + verdict.error().rule};
  std::set<std::string> out;
  for (const Flag& flag : verdict->flags) out.insert(flag.rule.value);
  out.erase("law.known_word");  // another word: T11
  return out;
}

TEST(Trials, T7_Claim) {
  std::map<std::string, int> tries;
  std::map<std::string, std::string> found;  // by number: what says so
  for (const Scenario& scenario : scenarios()) {
    const auto deeds = apart(scenario);
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      const Event& event = deeds[i].act.events.front();
      if (event.type->traits.control) continue;
      for (const Number& number : numbers_in(event)) {
        if (found.contains(number.name) || (!is_long() && tries[number.name] >= kTriesOfDefault)) continue;
        ++tries[number.name];
        std::vector<Deed> with(deeds.begin(), deeds.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        const auto before = told_last(with);
        for (const int step : {-1, 1}) {
          with.back().act.events.front() = one_off(event, number.leaf, step);
          const auto told = told_last(with);
          if (!std::ranges::includes(before, told))
            found[number.name] = fmt::format("{}", fmt::join(told, " "));
        }
      }
    }
  }
  for (const std::string_view name : kClaims)
    EXPECT_TRUE(found.contains(std::string(name))) << name << " is one step off, and nothing is said";
  for (const auto& [name, rules] : found)
    EXPECT_TRUE(std::ranges::find(kClaims, name) != std::end(kClaims)) << "\"" << name << "\",  // " << rules;
}

}  // namespace
}  // namespace tenure::trials::claim

// Plain words: every flag, refusal, alert, eligibility and computation of every scenario says in Chinese and
// in English what it has to say, with no bare code, no money in fen and no word of the other language.
#include "tests/support/plain_words.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/rules/rule.h"
#include "domain/words/words.h"
#include "tests/trials/answers.h"

namespace tenure::trials::plain_words {
namespace {

using tenure::testing::foreign_in_chinese;
using tenure::testing::foreign_in_english;

constexpr std::string_view kBetween = " | ";
/// They repeat what no vocabulary lists: a word that nobody knows, the number of an item.
constexpr std::string_view kQuoteCodes[] = {"law.known_word", "law.scored_once", "gate.score_words"};

class Look {
 public:
  Look(std::string_view rule, Findings& out) : rule_(rule), out_(out) {}

  void at(std::string_view zh, std::string_view en, const std::vector<std::string>& ids) {
    if (const auto word = foreign_in_chinese(zh, ids); !word.empty()) told(word, zh);
    if (const auto word = foreign_in_english(en, ids); !word.empty()) told(word, en);
  }
  void at_message(std::string_view both, const std::vector<std::string>& ids) {
    const std::size_t between = both.find(kBetween);
    if (between == std::string_view::npos) return told("no second language", both);
    at(both.substr(0, between), both.substr(between + kBetween.size()), ids);
  }

 private:
  void told(std::string_view word, std::string_view text) {
    out_.push_back({std::string(rule_), fmt::format("\"{}\" in: {}", word, text)});
  }

  std::string_view rule_;
  Findings& out_;
};

/// Words of the data that no vocabulary has: a scenario's own, which nothing can label.
void add_unknown(const std::optional<LongText>& data, std::vector<std::string>& out) {
  for (const std::string& word : tenure::testing::latin_words(data.value_or(LongText()).value)) {
    const auto all = vocabularies();
    const bool known = std::any_of(all.begin(), all.end(), [&](const Vocabulary& vocabulary) {
      return find_word({&vocabulary}, word) != nullptr;
    });
    if (tenure::testing::is_bare_code(word) && word.find('_') != std::string::npos && !known)
      out.push_back(word);
  }
}

/// What a flag and an alert have alike.
template <class T>
void look_at(const T& told, Findings& out) {
  if (std::ranges::find(kQuoteCodes, told.rule.value) != std::end(kQuoteCodes)) return;
  std::vector<std::string> ids;
  for (const ShortText& mention : told.mentions) {
    if (const auto subject = Subject::parse(mention.value)) ids.push_back(subject->id);
  }
  for (const auto* data : {&told.required, &told.actual}) add_unknown(*data, ids);
  Look look(told.rule.value, out);
  look.at_message(told.message.value, ids);
  for (const auto* labels : {&told.required_labels, &told.actual_labels}) {
    if (*labels) look.at((*labels)->zh.value, (*labels)->en.value, ids);
  }
}

TEST(Trials, PlainWords) {
  hold("plain_words", [](const Scenario& scenario) {
    Findings out;
    const Replay replay(scenario.deeds, Replay::How::judged);
    for (const Said& said : replay.said()) {
      if (!said.verdict) continue;
      for (const Flag& flag : said.verdict->flags) look_at(flag, out);
    }
    const auto questions = questions_about(scenario, usual_dates(scenario));
    for (const Date on : questions.dates) {
      for (const Alert& alert : alerts_on(replay, questions, on)) look_at(alert, out);
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::plain_words

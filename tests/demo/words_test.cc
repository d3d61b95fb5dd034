// What the demo says in words: every alert, flag, eligibility, computation, statistic and report of both
// counties, in Chinese and in English. No code stands bare, no money in fen, no word of the other language.
#include "domain/words/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "domain/rules/rule.h"
#include "tests/demo/demo_ledger.h"
#include "tests/support/plain_words.h"

namespace tenure::testing {
namespace {

using simdjson::dom::element;
using ::tenure::Target;

std::string text(element of, const char* member) {
  std::string_view out;
  return of[member].get(out) ? std::string() : std::string(out);
}

/// Whom an item names by id, with its own subject.
std::vector<std::string> ids_of(element item) {
  std::vector<std::string> out;
  simdjson::dom::array mentions;
  if (item["mentions"].get(mentions) == simdjson::SUCCESS) {
    for (const element mention : mentions) {
      const auto subject = Subject::parse(std::string_view(mention));
      if (subject) out.push_back(subject->id);
    }
  }
  return out;
}

/// Both languages of {zh, en}, "中文 | English" or a pair of them.
void expect_plain_labels(element labels, const std::vector<std::string>& ids, const std::string& where) {
  EXPECT_EQ(foreign_in_chinese(text(labels, "zh"), ids), "") << where << ": " << text(labels, "zh");
  EXPECT_EQ(foreign_in_english(text(labels, "en"), ids), "") << where << ": " << text(labels, "en");
}

void expect_plain_halves(const std::string& both, const std::vector<std::string>& ids,
                         const std::string& where) {
  const std::size_t between = both.find(" | ");
  ASSERT_NE(between, std::string::npos) << where << ": " << both;
  EXPECT_EQ(foreign_in_chinese(both.substr(0, between), ids), "") << where << ": " << both;
  EXPECT_EQ(foreign_in_english(both.substr(between + 3), ids), "") << where << ": " << both;
}

void expect_plain(element item, const std::string& where) {
  const auto ids = ids_of(item);
  expect_plain_halves(text(item, "message"), ids, where);
  if (!text(item, "clears").empty()) expect_plain_halves(text(item, "clears"), ids, where);
  for (const char* member : {"required_labels", "actual_labels"}) {
    element labels;
    ASSERT_EQ(item[member].get(labels), simdjson::SUCCESS) << where << " lacks " << member;
    expect_plain_labels(labels, ids, where);
  }
}

class DemoWords : public ::testing::Test {
 protected:
  DemoLedger& demo = DemoLedger::of_both();

  /// A few people of each county, of all offices.
  std::vector<std::string> some_people(const std::string& org, std::size_t step) {
    std::vector<std::string> out;
    std::size_t at = 0;
    for (const element line :
         demo.ask(Target("/v1/persons").with("org", org).with("limit", "1000"))["items"]) {
      if (at++ % step == 0) out.push_back(text(line, "person"));
    }
    return out;
  }
};

TEST_F(DemoWords, EveryAlertSaysItInWords) {
  std::size_t seen = 0;
  for (const std::string& org : {kPingyangOrg, kHaixingOrg}) {
    for (const element alert : demo.ask(Target("/v1/alerts").with("org", org).with("on", kEnd))["items"]) {
      expect_plain(alert, text(alert, "rule"));
      ++seen;
    }
  }
  EXPECT_GT(seen, 20U);
}

TEST_F(DemoWords, EveryFlagSaysItInWords) {
  std::size_t seen = 0;
  std::string cursor;
  do {
    const element page = demo.ask(Target("/v1/flags").with("limit", "1000").with("cursor", cursor));
    for (const element flag : page["items"]) {
      expect_plain(flag, text(flag, "rule"));
      ++seen;
    }
    cursor = text(page, "next");
  } while (!cursor.empty());
  EXPECT_GT(seen, 5U);
}

TEST_F(DemoWords, EveryEligibilitySaysItInWords) {
  for (const std::string& org : {kPingyangOrg, kHaixingOrg}) {
    for (const std::string& person : some_people(org, 100)) {
      for (const Rule* rule : all_rules()) {
        if (!std::holds_alternative<form::Eligibility>(rule->form)) continue;
        const std::string name(rule->name);
        for (const element condition :
             demo.ask(Target("/v1/eligibility").segment(name).segment(person))["conditions"]) {
          expect_plain_labels(condition["required_labels"], {}, name + " required");
          expect_plain_labels(condition["actual_labels"], {}, name + " actual");
        }
      }
    }
  }
}

TEST_F(DemoWords, EveryComputationSaysItInWords) {
  const auto look = [&](const std::string& subject, SubjectKind kind) {
    for (const Rule* rule : all_rules()) {
      const auto* form = std::get_if<form::Computation>(&rule->form);
      if (form == nullptr || form->subject != kind) continue;
      const std::string name(rule->name);
      const element answer = demo.ask(Target("/v1/computations").segment(name).segment(subject));
      element labels;
      expect_plain_labels(answer["labels"], {}, name);
      if (answer["why_labels"].get(labels) == simdjson::SUCCESS)
        expect_plain_labels(labels, {}, name + " why");
      for (const element part : answer["parts"]) {
        expect_plain_labels(part["labels"], {}, name);
        if (part["of_labels"].get(labels) == simdjson::SUCCESS)
          expect_plain_labels(labels, ids_of(part), name + " of");
      }
      for (const element parameter : answer["parameters"]) {
        if (parameter["value_labels"].get(labels) == simdjson::SUCCESS)
          expect_plain_labels(labels, {}, text(parameter, "key"));
      }
    }
  };
  for (const std::string& org : {kPingyangOrg, kHaixingOrg}) {
    for (const std::string& person : some_people(org, 200)) look(person, SubjectKind::person);
    for (const std::string& township : demo.townships(org)) look(township, SubjectKind::org);
  }
}

/// Whether the words of what is grouped by are an issuer's own, which no vocabulary lists.
bool is_free(const Rule& rule, std::string_view by) {
  for (const Field& field : std::get<form::Statistic>(rule.form).item().fields) {
    const FieldWords* words = field.name == by ? words_of(field) : nullptr;
    if (words != nullptr && words->vocabularies.empty()) return true;
  }
  return false;
}

/// The ids in a label: of people, organisations, rounds.
std::vector<std::string> ids_in(std::string_view label) {
  std::vector<std::string> out = latin_words(label);
  std::erase_if(out, [](const std::string& word) {
    return word.size() < 2 || word[1] != '-' ||
           std::string_view("opr").find(word[0]) == std::string_view::npos;
  });
  return out;
}

/// Each word of each group has a label, is an id that has a name, or is a number, a period or a text of
/// somebody's.
void expect_plain_figures(element statistic, std::set<std::string>& bare) {
  std::vector<std::string> by;
  for (const element word : statistic["by"]) by.emplace_back(std::string_view(word));
  for (const std::string& name : by)
    expect_plain_labels(statistic["labels"][name], {}, text(statistic, "name") + " by " + name);
  for (const element figure : statistic["figures"]) {
    std::size_t at = 0;
    for (const element value : figure["group"]) {
      const std::string word{std::string_view(value)};
      const element group = statistic["labels"][by[at++]];
      element label;
      if (group["words"][word].get(label) == simdjson::SUCCESS) {
        const std::string zh = text(label, "zh");
        EXPECT_EQ(foreign_in_chinese(zh, ids_in(zh)), "") << text(statistic, "name") << ": " << zh;
        // A structure may hold a text of somebody's, whose language is theirs.
        if (!word.starts_with('{')) expect_plain_labels(label, ids_in(zh), text(statistic, "name"));
      } else if (group["subject"].error() != simdjson::SUCCESS && is_bare_code(word) &&
                 !is_free(*find_rule(text(statistic, "name")), by[at - 1])) {
        bare.insert(text(statistic, "name") + ": " + word);
      }
    }
  }
}

TEST_F(DemoWords, EveryStatisticAndReportHasALabelForEachWord) {
  std::set<std::string> bare;
  for (const std::string& org : {kPingyangOrg, kHaixingOrg}) {
    for (const Rule* rule : all_rules()) {
      const std::string name(rule->name);
      if (std::holds_alternative<form::Statistic>(rule->form)) {
        expect_plain_figures(demo.ask(Target("/v1/stats").segment(name).with("org", org).with("on", kEnd)),
                             bare);
      } else if (std::holds_alternative<form::Report>(rule->form)) {
        for (const element line :
             demo.ask(Target("/v1/reports").segment(name).with("org", org).with("on", kEnd))["lines"])
          expect_plain_figures(line, bare);
      }
    }
  }
  EXPECT_EQ(fmt::format("{}", fmt::join(bare, "\n")), "");
}

}  // namespace
}  // namespace tenure::testing

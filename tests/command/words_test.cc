// What the commands print for people, over the demo of both counties: one language at a time, codes by their
// labels, money in yuan, people and organisations by name.
#include "domain/words/words.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "domain/rules/rule.h"
#include "ops/commands/console.h"
#include "tests/command/desk.h"
#include "tests/support/plain_words.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCounties[] = {"o-330326", "o-130924"};
constexpr const char* kDay = "2025-01-17";

/// Ids, positions, moments, digests, names of rules and keys of policies: what programs are asked with, and
/// what stands in brackets behind its words.
std::string without_data(const std::string& text) {
  static const std::regex kData(R"([a-z]+[.]example[^ ]*|[a-z_]+[.][a-z0-9_.*]+|[okpmr]-[A-Za-z0-9._:-]+)"
                                R"(|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|[A-Za-z0-9+/=_-]{40,})");
  return std::regex_replace(text, kData, "");
}

/// Whether it groups by words that are an issuer's own, which no vocabulary lists.
bool groups_by_own_words(const form::Statistic& statistic) {
  return std::ranges::any_of(statistic.item().fields, [&](const Field& field) {
    const FieldWords* words = words_of(field);
    const bool is_text = field.type->name == ShortText::kName;
    return std::ranges::find(statistic.by, field.name) != statistic.by.end() &&
           (is_text || (words != nullptr && words->vocabularies.empty()));
  });
}

class CommandWords : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    desk_ = std::make_unique<Desk>();
    desk_->must({"demo", "--data", "demo", "--keys", "keys", "--locality", "both", "--scale", "1"});
  }
  static void TearDownTestSuite() { desk_.reset(); }

  static Ran in(const std::string& language, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", "demo", "--lang", language});
    return desk_->tenure(std::move(arguments));
  }

  /// Every line, in both languages.
  static void expect_plain(const std::vector<std::string>& arguments) {
    const Ran zh = in("zh", arguments);
    const Ran en = in("en", arguments);
    ASSERT_EQ(zh.exit, 0) << zh.err;
    ASSERT_EQ(en.exit, 0) << en.err;
    for (const std::string& line : lines(zh.out + zh.err)) {
      const std::string said = without_data(line);
      if (!said.empty()) {
        EXPECT_EQ(foreign_in_chinese(said, {}), "") << arguments[0] << ": " << line;
      }
    }
    for (const std::string& line : lines(en.out + en.err)) {
      for (const std::string& word : latin_words(without_data(line)))
        EXPECT_FALSE(word == "fen" || (is_bare_code(word) && word.find('_') != std::string::npos))
            << arguments[0] << ": " << word << " in " << line;
    }
  }

  static std::string first_person(const char* county) {
    return member(lines(desk_->must({"roster", "--data", "demo", "--org", county, "--json"})).front(),
                  "person");
  }

  static std::unique_ptr<Desk> desk_;
};
std::unique_ptr<Desk> CommandWords::desk_;

TEST_F(CommandWords, RosterIsPlainAndAligned) {
  for (const char* county : kCounties) {
    expect_plain({"roster", "--org", county, "--on", kDay});
    expect_plain({"roster", "--org", county, "--orgs"});
  }
  const auto table = lines(in("zh", {"roster", "--org", kCounties[0], "--on", kDay}).out);
  ASSERT_GT(table.size(), 10U);
  EXPECT_THAT(table[0], HasSubstr("姓名"));
  const std::size_t column = display_width(table[0].substr(0, table[0].find("编号")));
  for (std::size_t i = 1; i < 10; ++i) {
    const std::size_t id = table[i].find(" p-");
    ASSERT_NE(id, std::string::npos) << table[i];
    EXPECT_EQ(display_width(table[i].substr(0, id + 1)), column) << table[i];
  }
}

TEST_F(CommandWords, EventsArePlain) { expect_plain({"events", "--limit", "300"}); }

TEST_F(CommandWords, StatusIsPlain) { expect_plain({"status"}); }

TEST_F(CommandWords, EveryStatisticIsPlain) {
  for (const Rule* rule : all_rules()) {
    const auto* form = std::get_if<form::Statistic>(&rule->form);
    if (form == nullptr || groups_by_own_words(*form)) continue;
    for (const char* county : kCounties)
      expect_plain({"stats", std::string(rule->name), "--org", county, "--on", kDay});
  }
}

TEST_F(CommandWords, EveryComputationIsPlain) {
  for (const char* county : kCounties) {
    const std::string person = first_person(county);
    for (const Rule* rule : all_rules()) {
      const auto* form = std::get_if<form::Computation>(&rule->form);
      if (form == nullptr) continue;
      const std::string subject = form->subject == SubjectKind::org ? county : person;
      expect_plain({"compute", std::string(rule->name), "--subject", subject, "--on", kDay});
    }
  }
}

TEST_F(CommandWords, WhatCommandsMadeAndFoundIsPlain) {
  expect_plain({"verify"});
  expect_plain({"policy", "list"});
  for (const char* county : kCounties) expect_plain({"policy", "list", "--org", county, "--on", kDay});
  desk_->must({"token", "new", "--data", "demo", "--role", "auditor", "--days", "30"});
  const std::string tokens = in("zh", {"token", "list"}).out;
  EXPECT_THAT(tokens, AllOf(HasSubstr("审计员"), HasSubstr("有效"), HasSubstr("（UTC+8）"),
                            Not(HasSubstr("auditor"))));
  EXPECT_THAT(in("en", {"token", "list"}).out,
              AllOf(HasSubstr("auditor"), HasSubstr("in force"), Not(HasSubstr("有效"))));
  for (const std::string language : {"zh", "en"}) {
    const Ran tiles = in(language, {"tiles", "--out", "site-" + language});
    ASSERT_EQ(tiles.exit, 0) << tiles.err;
    EXPECT_EQ(tiles.out.find(language == "zh" ? "files" : "文件"), std::string::npos) << tiles.out;
    const Ran backup = in(language, {"backup", "--out", "copy-" + language});
    ASSERT_EQ(backup.exit, 0) << backup.err;
    EXPECT_EQ(backup.out.find(language == "zh" ? "checkpoint" : "检查点"), std::string::npos) << backup.out;
  }
}

TEST_F(CommandWords, ADifferenceIsPlain) {
  expect_plain({"diff", "--subject", "person/" + first_person(kCounties[0]), "--from-size", "0"});
}

TEST_F(CommandWords, MoneyIsInYuanWithCommas) {
  const std::string paid = in("zh", {"stats", "stat.paid", "--org", kCounties[0], "--on", kDay}).out;
  EXPECT_THAT(paid, HasSubstr("（元）"));
  EXPECT_TRUE(std::regex_search(paid, std::regex("[0-9],[0-9]{3}[.][0-9]{2}( |\n)"))) << paid;
}

}  // namespace
}  // namespace tenure::testing

// The vocabularies, and that every field of type Code and every key of a pack has one or says why not.
#include "domain/words/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/describe/reference.h"
#include "domain/registry/events.h"
#include "domain/words/known.h"
#include "domain/words/nearest.h"
#include "tests/unit/domain/making.h"

namespace tenure::testing {
namespace {

const TypeInfo& inside(const TypeInfo& type) {
  return type.form == Form::optional || type.form == Form::list ? inside(*type.element) : type;
}

/// Each Code field of the structure and of those in it, with its path.
template <class Use>
void each_code(const StructInfo& structure, const std::string& path, Use use) {
  for (const Field& field : structure.fields) {
    const TypeInfo& type = inside(*field.type);
    const std::string at = fmt::format("{}.{}", path, field.name);
    if (type.form == Form::structure) each_code(*type.structure, at, use);
    if (&type == &kType<Code>) use(field, at);
  }
}

TEST(Words, LAW_23_EveryCodeOfEveryEventHasAVocabularyOrSaysWhyNot) {
  std::size_t fields = 0;
  for (const EventType* type : event_types()) {
    each_code(*type->structure, std::string(type->name()), [&](const Field& field, const std::string& at) {
      ++fields;
      const FieldWords* words = words_of(field);
      ASSERT_NE(words, nullptr) << at;
      EXPECT_EQ(words->vocabularies.empty(), !words->free_zh.empty() && !words->free_en.empty()) << at;
      for (const Vocabulary* vocabulary : words->vocabularies) EXPECT_NE(vocabulary, nullptr) << at;
    });
  }
  EXPECT_GT(fields, 200U);
}

TEST(Words, EveryCodeOfEveryRowHasAVocabularyOrSaysWhyNot) {
  std::size_t fields = 0;
  for (const View* view : views()) {
    each_code(
        *view->type->structure, std::string(view->name), [&](const Field& field, const std::string& at) {
          ++fields;
          const FieldWords* words = words_of(field);
          ASSERT_NE(words, nullptr) << at;
          EXPECT_EQ(words->vocabularies.empty(), !words->free_zh.empty() && !words->free_en.empty()) << at;
        });
  }
  EXPECT_GT(fields, 60U);
}

TEST(Words, AFieldThatIsNoCodeHasNone) {
  const StructInfo& death = Description<DeathRecorded>::kInfo;
  EXPECT_EQ(words_of(death.fields.front()), nullptr) << "whom";
}

TEST(Words, EveryVocabularyIsInOrderWithBothLabels) {
  std::string_view before;
  for (const Vocabulary& vocabulary : vocabularies()) {
    EXPECT_LT(before, vocabulary.name);
    before = vocabulary.name;
    EXPECT_FALSE(vocabulary.zh.empty() || vocabulary.en.empty()) << vocabulary.name;
    std::set<std::string_view> codes;
    for (const Word& word : vocabulary.words) {
      EXPECT_TRUE(Code::parse(word.code)) << word.code;
      EXPECT_TRUE(codes.insert(word.code).second) << vocabulary.name << " has twice " << word.code;
      EXPECT_FALSE(word.zh.empty() || word.en.empty()) << word.code;
      EXPECT_EQ(find_word({&vocabulary}, word.code), &word);
    }
    EXPECT_FALSE(codes.empty()) << vocabulary.name;
  }
  EXPECT_EQ(find_vocabulary("posts"), nullptr);
  EXPECT_EQ(find_word(vocabularies_named("post"), "secratery"), nullptr);
}

TEST(Words, EveryVocabularyIsTakenBySomething) {
  std::set<const Vocabulary*> taken;
  for (const EventType* type : event_types()) {
    each_code(*type->structure, {}, [&](const Field& field, const std::string&) {
      const FieldWords* words = words_of(field);
      if (words != nullptr) taken.insert(words->vocabularies.begin(), words->vocabularies.end());
    });
  }
  for (const ParameterInfo* parameter : all_parameters()) {
    const KeyWords* words = words_of(*parameter);
    if (words == nullptr) continue;
    taken.insert(words->value.begin(), words->value.end());
    for (const Vocabularies& star : words->stars) taken.insert(star.begin(), star.end());
  }
  for (const Vocabulary& vocabulary : vocabularies())
    EXPECT_TRUE(taken.contains(&vocabulary)) << vocabulary.name;
}

TEST(Words, EveryParameterOfWordsNamesItsVocabularies) {
  for (const ParameterInfo* parameter : all_parameters()) {
    const auto stars =
        static_cast<std::size_t>(std::count(parameter->key.begin(), parameter->key.end(), '*'));
    const bool of_words = parameter->type == ParameterType::code || parameter->type == ParameterType::codes;
    const KeyWords* words = words_of(*parameter);
    if (stars == 0 && !of_words) continue;
    ASSERT_NE(words, nullptr) << parameter->key;
    EXPECT_EQ(words->stars.size(), stars) << parameter->key;
    for (const Vocabularies& star : words->stars) {
      EXPECT_FALSE(star.empty()) << parameter->key;
      for (const Vocabulary* vocabulary : star) EXPECT_NE(vocabulary, nullptr) << parameter->key;
    }
    EXPECT_EQ(!words->value.empty() || words->free, of_words) << parameter->key;
  }
}

TEST(Words, TheNearestIsFewestEditsAway) {
  const std::vector<std::string_view> kKnown = {"secretary", "director", "secretary_assistant"};
  EXPECT_EQ(nearest_of("secratery", kKnown), "secretary");
  EXPECT_EQ(nearest_of("directer", kKnown), "director");
  EXPECT_EQ(nearest_of("x", kKnown), "") << "that would be another word altogether";
  EXPECT_EQ(edits("kitten", "sitting"), 3U);
  EXPECT_EQ(edits("", "abc"), 3U);
}

TEST(Words, TheReferencePrintsThemWithTheirLabels) {
  const std::string page = reference_page();
  EXPECT_NE(page.find("| `post` | 职务 | post | `Code` | yes |  |  | post 职务: `accounts_clerk` 会计, "),
            std::string::npos);
  EXPECT_NE(page.find("| `secretary` | 书记 | Secretary |"), std::string::npos);
  EXPECT_NE(page.find("届次或批次的编号: the number of a round |"), std::string::npos);
  EXPECT_NE(page.find("事件位置（12.0）或文号: positions of events (12.0) or document numbers |"),
            std::string::npos);
}

}  // namespace
}  // namespace tenure::testing

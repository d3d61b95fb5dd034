// T11: a word that neither policy nor vocabulary know, in the place of each word of each event. It is said:
// the act is refused, or flagged.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/act/catalogue.h"
#include "domain/words/words.h"
#include "tests/trials/answers.h"

namespace tenure::trials::unknown {
namespace {

constexpr std::string_view kUnknown = "word_that_nobody_knows";

/// A word of an event: which of its leaves, and the field.
struct Place {
  const Field* field;
  Code* word;
};

void collect(const TypeInfo& type, const void* value, const Field* field, std::vector<Place>& out) {
  if (type.form == Form::optional || type.form == Form::list) {
    for (std::size_t i = 0; i < type.size(value); ++i)
      collect(*type.element, type.item(value, i), field, out);
  } else if (type.form == Form::structure) {
    for (const Field& each : type.structure->fields) collect(*each.type, each.in(value), &each, out);
  } else if (&type == &kType<Code>) {
    out.push_back({field, static_cast<Code*>(const_cast<void*>(value))});
  }
}

std::vector<Place> words_in(const Event& event) {
  std::vector<Place> out;
  collect(event.type->data_type(), event.data.get(), nullptr, out);
  return out;
}

bool has_vocabulary(const Field& field) {
  const auto* words = words_of(field);
  return words != nullptr && !words->vocabularies.empty();
}

/// What is said of the last of the deeds.
std::set<std::string> said_of_last(const std::vector<Deed>& deeds) {
  const Replay replay(deeds, Replay::How::judged);
  const auto& verdict = replay.said().back().verdict;
  std::set<std::string> out;
  if (!verdict) return {"refused: " + verdict.error().text()};
  for (const Flag& flag : verdict->flags) out.insert(flag.rule.value);
  return out;
}

TEST(Trials, T11_Unknown) {
  std::map<const Field*, std::string> tried_in;  // the scenario
  hold("T11", [&](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    Findings out;
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      const auto words = words_in(deeds[i].act.events.front());
      for (std::size_t j = 0; j < words.size(); ++j) {
        const auto known = tried_in.find(words[j].field);
        if (!has_vocabulary(*words[j].field)) continue;
        if (!is_long() && known != tried_in.end() && known->second != scenario.name) continue;
        std::vector<Deed> with(deeds.begin(), deeds.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        const auto before = said_of_last(with);
        if (before.contains("law.known_word")) continue;  // of another word
        const auto& first = tried_in.try_emplace(words[j].field, scenario.name).first->second;
        if (!is_long() && first != scenario.name) continue;
        Event& event = with.back().act.events.front();
        event = changed(event, [](const TypeInfo&, void*, std::string_view) {});
        words_in(event)[j].word->value = std::string(kUnknown);
        if (std::ranges::includes(before, said_of_last(with)))
          out.push_back({fmt::format("{}.{}", event.type->name(), words[j].field->name),
                         "an unknown word, and nothing is said"});
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::unknown

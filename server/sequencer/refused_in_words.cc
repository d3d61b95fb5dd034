#include "server/sequencer/refused_in_words.h"

#include <fmt/format.h>

#include <map>

#include "domain/core/both.h"
#include "domain/registry/rows.h"
#include "domain/words/words.h"

namespace tenure {
namespace {

struct Said {
  std::string zh, en;
};
using SaidFor = std::map<std::string, Said, std::less<>>;

bool is_of_a_word(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
}

/// Whole words alone: an id may begin like another one.
std::string replaced(std::string_view text, const SaidFor& said, std::string Said::*in) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_a_word(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    const auto found = said.find(word);
    out += found == said.end() ? word : std::string_view(found->second.*in);
    at = end;
  }
  return out;
}

/// The codes of the event's own fields; those of its lists of structures are seldom spoken of.
void add_codes(const Event& event, SaidFor& said) {
  for (const Field& field : event.type->structure->fields) {
    const FieldWords* words = words_of(field);
    if (words == nullptr) continue;
    const auto add = [&](const Code& code) {
      const Word* word = find_word(words->vocabularies, code.value);
      if (word != nullptr) said[code.value] = {std::string(word->zh), std::string(word->en)};
    };
    const void* value = field.in(event.data.get());
    if (field.type == &kType<Code>) {
      add(*static_cast<const Code*>(value));
    } else if (field.type->element == &kType<Code>) {
      for (std::size_t i = 0; i < field.type->size(value); ++i)
        add(*static_cast<const Code*>(field.type->item(value, i)));
    }
  }
}

void add_organisations(const Facts& facts, const Event& event, SaidFor& said) {
  for (const Subject& subject : subjects(event)) {
    const auto* row = subject.kind == SubjectKind::org ? facts.row<OrgRow>(subject.id) : nullptr;
    const ShortText* name = row == nullptr ? nullptr : row->name_on(event.on);
    if (name == nullptr) continue;
    said[subject.id] = {fmt::format("{}（{}）", name->value, subject.id),
                        fmt::format("{} ({})", name->value, subject.id)};
  }
}

}  // namespace

Refusal refused_in_words(const Facts& facts, const Event& event, Refusal refusal) {
  if (refusal.detail.find(kBetweenLanguages) == std::string::npos) return refusal;
  SaidFor said;
  add_codes(event, said);
  add_organisations(facts, event, said);
  const Halves detail = halves(refusal.detail);
  refusal.detail = fmt::format("{}{}{}", replaced(detail.zh, said, &Said::zh), kBetweenLanguages,
                               replaced(detail.en, said, &Said::en));
  return refusal;
}

}  // namespace tenure

#include "domain/words/known.h"

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "domain/describe/inventory.h"
#include "domain/words/nearest.h"

namespace tenure {
namespace {

constexpr std::size_t kUnknownMost = 5;  ///< words of one event that a flag names

/// Where Codes stand in a structure: fields that are Codes, and fields that have such structures inside.
struct CodePlaces {
  struct Place {
    const Field* field;
    const FieldWords* words;                     ///< of a Code
    std::unordered_set<std::string_view> known;  ///< all words of its vocabularies
    std::shared_ptr<const CodePlaces> inside;    ///< of a structure
  };
  std::vector<Place> places;
};

std::shared_ptr<const CodePlaces> places_in(const StructInfo& structure) {
  auto out = std::make_shared<CodePlaces>();
  for (const Field& field : structure.fields) {
    const TypeInfo& type = item_type(*field.type);
    if (type.form == Form::structure) {
      auto inside = places_in(*type.structure);
      if (!inside->places.empty()) out->places.push_back({&field, nullptr, {}, std::move(inside)});
    } else if (&type == &kType<Code>) {
      const FieldWords* words = words_of(field);
      if (words == nullptr || words->vocabularies.empty()) continue;
      auto& place = out->places.emplace_back(CodePlaces::Place{&field, words, {}, nullptr});
      for (const Word& word : words_in(words->vocabularies)) place.known.insert(word.code);
    }
  }
  return out;
}

const CodePlaces* code_places(const TypeInfo* event) {
  static const auto kBuilt = [] {
    std::unordered_map<const TypeInfo*, std::shared_ptr<const CodePlaces>> out;
    for (const EventType* type : event_types()) out.emplace(type->type, places_in(*type->structure));
    return out;
  }();
  const auto found = kBuilt.find(event);
  return found == kBuilt.end() ? nullptr : found->second.get();
}

/// The way from the event's data to a value; written only when there is something to tell.
struct Way {
  const Way* up;
  std::string_view name;
  std::optional<std::size_t> item;

  std::string str() const {
    const std::string before = up == nullptr ? std::string() : up->str();
    return item ? fmt::format("{}[{}]", before, *item) : fmt::format("{}{}{}", before, up ? "." : "", name);
  }
};

/// Whether the pack has the word in one of the vocabularies.
bool is_added(const Vocabularies& among, std::string_view code, const Pack* pack) {
  return pack != nullptr && std::ranges::any_of(among, [&](const Vocabulary* vocabulary) {
           const auto added = pack->words.find(vocabulary->name);
           return added != pack->words.end() && added->second.contains(code);
         });
}

class UnknownWords {
 public:
  explicit UnknownWords(const Pack* pack) : pack_(pack) {}

  void look_in(const CodePlaces& places, const void* structure, const Way& way) {
    for (const auto& place : places.places) {
      const Way inner{&way, place.field->name, {}};
      look_at(place, *place.field->type, place.field->in(structure), inner);
    }
  }

  std::optional<Objection> objection() && {
    if (zh_.empty()) return std::nullopt;
    return Objection{std::move(zh_), std::move(en_), {}, listed(required_), listed(actual_)};
  }

 private:
  void look_at(const CodePlaces::Place& place, const TypeInfo& type, const void* value, const Way& way) {
    if (found_ == kUnknownMost) return;
    if (type.form == Form::optional || type.form == Form::list) {
      const std::size_t size = type.size(value);
      for (std::size_t i = 0; i < size; ++i) {
        const Way item{&way, {}, i};
        look_at(place, *type.element, type.item(value, i), type.form == Form::list ? item : way);
      }
    } else if (place.inside != nullptr) {
      look_in(*place.inside, value, way);
    } else if (const auto& code = static_cast<const Code*>(value)->value;
               !place.known.contains(code) && !is_added(place.words->vocabularies, code, pack_)) {
      tell(place.words->vocabularies, code, way);
    }
  }

  void tell(const Vocabularies& among, const std::string& code, const Way& way) {
    ++found_;
    const std::string at = way.str();
    const std::string_view nearest = nearest_word(among, code, pack_);
    if (!zh_.empty()) zh_ += "；", en_ += "; ";
    zh_ += fmt::format("{}：“{}”不在词表“{}”中", at, code, among.front()->zh);
    en_ += fmt::format("{}: \"{}\" is no word of \"{}\"", at, code, among.front()->en);
    required_.emplace_back(std::string(among.front()->name), std::string(among.front()->zh),
                           std::string(among.front()->en));
    actual_.emplace_back(code);
    if (nearest.empty()) return;
    zh_ += fmt::format("，最接近的是 {}", nearest);
    en_ += fmt::format(", the nearest is {}", nearest);
    if (const Word* word = find_word(among, nearest)) {
      zh_ += fmt::format("（{}）", word->zh);
      en_ += fmt::format(" ({})", word->en);
    }
  }

  const Pack* pack_;
  std::size_t found_ = 0;
  std::string zh_, en_;
  std::vector<Saying> required_, actual_;
};

}  // namespace

bool is_known_word(const Vocabularies& among, std::string_view code, const Pack* pack) {
  return find_word(among, code) != nullptr || is_added(among, code, pack);
}

std::string_view nearest_word(const Vocabularies& among, std::string_view code, const Pack* pack) {
  std::vector<Word> known = words_in(among);
  for (const Vocabulary* vocabulary : among) {
    if (pack == nullptr) break;
    const auto added = pack->words.find(vocabulary->name);
    if (added == pack->words.end()) continue;
    for (const auto& [word, labels] : added->second) known.push_back({word, labels.zh, labels.en});
  }
  const Word* word = meant(code, known);
  return word == nullptr ? std::string_view() : word->code;
}

Objections uses_unknown_words(const Judged& judged) {
  // What is only proposed adds no words, and takes none away.
  if (!judged.policy.binds()) return std::nullopt;
  const CodePlaces* places = code_places(judged.event.type->type);
  if (places == nullptr || places->places.empty()) return std::nullopt;
  UnknownWords unknown(judged.policy.pack());
  unknown.look_in(*places, judged.event.data.get(), {nullptr, "data", {}});
  return std::move(unknown).objection();
}

}  // namespace tenure

// An answer as people read it: codes by their labels, money in yuan, people and organisations by name with
// the id behind, dates as far as they are known; in one language.
//
// The words of the house are compiled in; those that a pack adds, and the names, are asked of a WordSource,
// many with one question, and each once. A name that may not be seen leaves the id as it is. One thread.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>

#include "domain/core/id.h"
#include "domain/describe/type.h"
#include "server/tables/language.h"
#include "server/tables/shown.h"

namespace tenure {

/// Where a Wording asks: the answers of /v1/names and of /v1/policies/{org}.
struct WordSource {
  std::function<Result<std::string>(std::span<const Subject> subjects)> names;
  std::function<Result<std::string>(std::string_view org)> policy;
};

/// A moment as people read it, with its zone: "2024-03-01 16:30:00（UTC+8）".
std::string moment_text(const std::string& moment, Language language);

class Wording {
 public:
  Wording(WordSource source, Language language) : source_(std::move(source)), language_(language) {}

  Language language() const { return language_; }
  std::string say(std::string_view zh, std::string_view en) const {
    return std::string(said_in(language_, zh, en));
  }
  /// Of {zh, en}.
  std::string label(const Shown& labels) const { return labels.text(said_in(language_, "zh", "en")); }
  /// The half of "中文 | English".
  std::string half(std::string_view both) const;

  /// Asks for the words that the policy of the organisation adds.
  Result<void> learn_words_of(std::string_view org);
  /// Asks for the names of those that were not asked for yet.
  Result<void> learn_names(const std::set<Subject>& subjects);
  void learn_name(const Subject& subject, const std::string& name);
  /// {commitment: value}: what sealed fields hold, for whoever was told.
  void learn_sealed(const Shown& values);
  void learn_sealed(const std::string& commitment, const std::string& value);

  /// The name alone; empty where there is none to see.
  std::string name(const Subject& subject) const;
  /// "张三（p-0001）"; the id alone where there is no name to see.
  std::string named(const Subject& subject) const;
  /// person/p-0001; another text as it is.
  std::string named(std::string_view subject) const;
  /// A sentence whose ids have their names before them. `mentions`: an array of subjects.
  std::string named(const std::string& sentence, const std::vector<Shown>& mentions) const;

  /// By the vocabularies of the field.
  std::string word(const Field& field, const std::string& code) const;
  /// Any described value; of a structure "label value" of each field that is there.
  std::string value(const TypeInfo& type, const Shown& shown, const Field* field = nullptr) const;
  /// "label value" of each field that is there.
  std::string structure(const StructInfo& structure, const Shown& shown) const;
  std::string day(const std::string& date, std::string_view precision) const;
  std::string money(const std::string& fen) const;
  std::string moment(const std::string& moment) const { return moment_text(moment, language_); }

  /// Whether the source was asked for a person's name and told none.
  bool hides_names() const { return hides_names_; }

 private:
  WordSource source_;
  Language language_;
  std::map<Subject, std::string> names_;                                  ///< empty: there is none to see
  std::map<std::string, std::map<std::string, std::string>> pack_words_;  ///< by vocabulary
  std::map<std::string, std::string> sealed_;                             ///< by commitment
  bool hides_names_ = false;
};

/// A named field of a described structure.
template <class T>
const Field& field_named(std::string_view name) {
  return *std::ranges::find(Description<T>::kInfo.fields, name, &Field::name);
}

/// Every person and organisation that the value names, by the types of its fields.
void add_subjects(const TypeInfo& type, const Shown& shown, std::set<Subject>& out);
void add_subjects(const StructInfo& structure, const Shown& shown, std::set<Subject>& out);

}  // namespace tenure

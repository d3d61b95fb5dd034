#include "server/tables/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/core/both.h"
#include "domain/describe/inventory.h"
#include "domain/words/saying.h"
#include "server/tables/sheet.h"

namespace tenure {
namespace {

constexpr std::size_t kNamesAtOnce = 100;  ///< as many as the server answers
constexpr std::size_t kYearLength = 4;
constexpr std::size_t kMonthLength = 7;

bool is_of_id(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == ':' || c == '-';
}

}  // namespace

std::string Wording::half(std::string_view both) const {
  const Halves said = halves(both);
  return say(said.zh, said.en);
}

Result<void> Wording::learn_words_of(std::string_view org) {
  const auto body = source_.policy(org);
  if (!body) return body.error().reason == Reason::not_found ? Result<void>() : tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  for (const auto& [vocabulary, words] : answer->root().members("words")) {
    for (const auto& [word, labels] : words.members())
      pack_words_[std::string(vocabulary)][std::string(word)] = label(labels);
  }
  return {};
}

void Wording::learn_name(const Subject& subject, const std::string& name) {
  if (!name.empty()) names_[subject] = name;
}

void Wording::learn_sealed(const Shown& values) {
  for (const auto& [commitment, value] : values.members())
    learn_sealed(std::string(commitment), value.text());
}

void Wording::learn_sealed(const std::string& commitment, const std::string& value) {
  sealed_[commitment] = value;
}

Result<void> Wording::learn_names(const std::set<Subject>& subjects) {
  std::vector<Subject> unknown;
  std::ranges::copy_if(subjects, std::back_inserter(unknown),
                       [&](const Subject& subject) { return !names_.contains(subject); });
  for (std::size_t i = 0; i < unknown.size(); i += kNamesAtOnce) {
    const auto some = std::span(unknown).subspan(i, std::min(kNamesAtOnce, unknown.size() - i));
    const auto body = source_.names(some);
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    for (const auto& [subject, name] : answer->root().members("names"))
      names_[*Subject::parse(subject)] = name.text();
    for (const Subject& subject : some) {
      const bool told = !names_[subject].empty();
      hides_names_ = hides_names_ || (!told && subject.kind == SubjectKind::person);
    }
  }
  return {};
}

std::string Wording::name(const Subject& subject) const {
  const auto found = names_.find(subject);
  return found == names_.end() ? std::string() : found->second;
}

std::string Wording::named(const Subject& subject) const {
  const std::string known = name(subject);
  if (known.empty()) return subject.id;
  return fmt::format(fmt::runtime(say("{}（{}）", "{} ({})")), known, subject.id);
}

std::string Wording::named(std::string_view subject) const {
  const auto parsed = Subject::parse(subject);
  if (parsed == kLedgerSubject) return say("账本", "ledger");
  return parsed ? named(*parsed) : std::string(subject);
}

std::string Wording::named(const std::string& sentence, const std::vector<Shown>& mentions) const {
  std::map<std::string_view, Subject> ids;
  std::vector<Subject> subjects;
  for (const Shown& mention : mentions) {
    if (auto subject = Subject::parse(mention.text())) subjects.push_back(std::move(*subject));
  }
  for (const Subject& subject : subjects) ids.emplace(subject.id, subject);
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    std::size_t end = at;
    while (end < sentence.size() && is_of_id(sentence[end])) ++end;
    const std::string_view id = std::string_view(sentence).substr(at, end - at);
    const auto found = ids.find(id);
    out += found == ids.end() ? std::string(id) : named(found->second);
    if (end < sentence.size()) out += sentence[end++];
    at = end;
  }
  return out;
}

std::string Wording::word(const Field& field, const std::string& code) const {
  const FieldWords* words = words_of(field);
  if (words == nullptr) return code;
  if (const Word* known = find_word(words->vocabularies, code)) return say(known->zh, known->en);
  for (const Vocabulary* vocabulary : words->vocabularies) {
    const auto added = pack_words_.find(std::string(vocabulary->name));
    if (added == pack_words_.end()) continue;
    if (const auto found = added->second.find(code); found != added->second.end()) return found->second;
  }
  return code;
}

std::string Wording::value(const TypeInfo& type, const Shown& shown, const Field* field) const {
  if (type.form == Form::optional) return value(*type.element, shown, field);
  if (type.form == Form::list) {
    std::string out;
    for (const Shown& item : shown.items())
      out += (out.empty() ? "" : say("；", "; ")) + value(*type.element, item, field);
    return out;
  }
  const std::string text = shown.text();
  if (type.form == Form::structure) return structure(*type.structure, shown);
  if (type.form == Form::boolean) return text == "true" ? say("是", "yes") : say("否", "no");
  if (type.form == Form::sealed || &type == &kType<Commitment>) {
    const auto known = sealed_.find(text);
    return known == sealed_.end() ? say("已封存", "sealed") : known->second;
  }
  if (&type == &kType<Fen>) return money(text);
  if (&type == &kType<Moment>) return moment(text);
  for (const EnumValue& each : type.values) {
    if (each.name == text) return say(each.zh, each.en);
  }
  if (const auto kind = named_kind(type)) return named(Subject{*kind, text});
  if (&type == &kType<Period>) {
    const auto period = Period::parse(text);
    const Saying said = period ? saying(*period) : Saying(text);
    return say(said.zh, said.en);
  }
  return field == nullptr ? text : word(*field, text);
}

std::string Wording::structure(const StructInfo& structure, const Shown& shown) const {
  std::string out;
  const std::string precision = shown.text("precision");
  for (const Field& field : structure.fields) {
    const auto member = shown.member(field.name);
    if (!member) continue;
    std::string said = value(*field.type, *member, &field);
    if (field.type == &kType<Date> && field.name == "from") said = day(said, precision);
    if (said.empty()) continue;
    std::string title = say(field.zh, field.en);
    // The unit stands behind the amount.
    for (const std::string_view unit : {"（分）", ", fen"}) {
      if (title.ends_with(unit)) title.resize(title.size() - unit.size());
    }
    constexpr std::string_view kBehindOther = "，分）";
    if (title.ends_with(kBehindOther))
      title.replace(title.size() - kBehindOther.size(), kBehindOther.size(), "）");
    out += fmt::format("{}{} {}", out.empty() ? "" : say("，", ", "), title, said);
  }
  return out;
}

std::string Wording::day(const std::string& date, std::string_view precision) const {
  if (precision == "year") return date.substr(0, kYearLength);
  return precision == "month" ? date.substr(0, kMonthLength) : date;
}

std::string moment_text(const std::string& moment, Language language) {
  return titled(local_time(moment), CellKind::moment, language == Language::zh);
}

std::string Wording::money(const std::string& fen) const {
  std::int64_t amount = 0;
  const auto [end, error] = std::from_chars(fen.data(), fen.data() + fen.size(), amount);
  if (error != std::errc()) return fen;
  const Saying said = saying(Fen{amount});
  return say(said.zh, said.en);
}

void add_subjects(const StructInfo& structure, const Shown& shown, std::set<Subject>& out) {
  for (const Field& field : structure.fields) {
    if (const auto member = shown.member(field.name)) add_subjects(*field.type, *member, out);
  }
}

void add_subjects(const TypeInfo& type, const Shown& shown, std::set<Subject>& out) {
  if (type.form == Form::optional) return add_subjects(*type.element, shown, out);
  if (type.form == Form::list) {
    for (const Shown& item : shown.items()) add_subjects(*type.element, item, out);
  } else if (type.form == Form::structure) {
    add_subjects(*type.structure, shown, out);
  } else if (const auto kind = named_kind(type)) {
    out.insert({*kind, shown.text()});
  }
}

}  // namespace tenure

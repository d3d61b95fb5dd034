#include "domain/words/saying.h"

#include <fmt/args.h>

#include "domain/rules/policy.h"

namespace tenure {
namespace {

constexpr std::int64_t kFenPerYuan = 100;
constexpr std::size_t kDigitsTogether = 3;  ///< between the commas of a large number

/// "2024年第1季度" and "Q1 2024": the year's and the part's own words.
Saying period_said(const Period& period) {
  const int year = period.year;
  const int ordinal = period.ordinal;
  switch (period.kind) {
    case Period::Kind::year:
      return phrase("{}年", "{}", year);
    case Period::Kind::half:
      return ordinal == 1 ? phrase("{}年上半年", "first half of {}", year)
                          : phrase("{}年下半年", "second half of {}", year);
    case Period::Kind::quarter:
      return phrase("{0}年第{1}季度", "Q{1} {0}", year, ordinal);
    case Period::Kind::two_months:
      return phrase("{0}年{1}—{2}月", "months {1}–{2} of {0}", year, ordinal * 2 - 1, ordinal * 2);
    case Period::Kind::month:
      return phrase("{0}年{1}月", "{0}-{2}", year, ordinal, fmt::format("{:02}", ordinal));
    case Period::Kind::term:
      break;
  }
  return phrase("{} 届", "term {}", period.round);
}

/// A pack's word, where one of the vocabularies has it.
const WordLabels* word_in_pack(const Pack* pack, const Vocabularies& among, std::string_view code) {
  if (pack == nullptr) return nullptr;
  for (const Vocabulary* vocabulary : among) {
    const auto added = pack->words.find(vocabulary->name);
    if (added == pack->words.end()) continue;
    if (const auto found = added->second.find(code); found != added->second.end()) return &found->second;
  }
  return nullptr;
}

std::string filled(fmt::string_view form, std::span<const Saying> values, std::string Saying::*language) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const Saying& value : values) store.push_back(std::cref(value.*language));
  return fmt::vformat(form, store);
}

}  // namespace

Saying::Saying(const Word& word) : data(word.code), zh(word.zh), en(word.en) {}

Saying saying(bool truth) { return truth ? Saying("true", "是", "yes") : Saying("false", "否", "no"); }

Saying saying(const Word& word) { return {word}; }

Saying saying(const Period& period) {
  Saying out = period_said(period);
  out.data = period.str();
  return out;
}

Saying saying(Fen amount) {
  const std::string text = yuan(amount);
  return {fmt::format("{} fen", amount.value), text + " 元", text + " yuan"};
}

Saying saying(const Subject& subject) { return {subject.id, subject.id, subject.id, {subject}}; }

Saying saying(const StructInfo& structure) {
  return {std::string(structure.name), fmt::format("“{}”", structure.zh), fmt::format("“{}”", structure.en)};
}

Saying many(std::int64_t number, const Unit& unit) { return many(Decimal{number * Decimal::kScale}, unit); }

Saying many(Decimal number, const Unit& unit) {
  const std::string text = number.str();
  return {fmt::format("{} {}", text, unit.name), fmt::format("{} {}", text, unit.zh),
          fmt::format("{} {}", text, unit.en)};
}

Saying word_of(const PolicyView& policy, std::string_view vocabularies, std::string_view code) {
  if (code.empty()) return kNone;
  const Vocabularies among = vocabularies_named(vocabularies);
  if (const Word* word = find_word(among, code)) return {*word};
  if (const WordLabels* labels = word_in_pack(policy.pack(), among, code))
    return {std::string(code), labels->zh, labels->en};
  return code;
}

Saying words_of(const PolicyView& policy, std::string_view vocabularies, const Codes& codes) {
  std::vector<Saying> items;
  items.reserve(codes.size());
  for (const Code& code : codes) items.push_back(word_of(policy, vocabularies, code));
  return listed(items);
}

Saying listed(std::span<const Saying> items) {
  if (items.empty()) return kNone;
  Saying out = items.front();
  for (const Saying& item : items.subspan(1)) {
    out.data += ", " + item.data;
    out.zh += "、" + item.zh;
    out.en += ", " + item.en;
    out.about.insert(out.about.end(), item.about.begin(), item.about.end());
  }
  return out;
}

Saying sentence(fmt::string_view zh, fmt::string_view en, std::span<const Saying> values) {
  Saying out{filled(en, values, &Saying::data), filled(zh, values, &Saying::zh),
             filled(en, values, &Saying::en)};
  for (const Saying& value : values)
    out.about.insert(out.about.end(), value.about.begin(), value.about.end());
  return out;
}

std::string yuan(Fen amount) {
  const std::int64_t fen = amount.value < 0 ? -amount.value : amount.value;
  std::string whole = std::to_string(fen / kFenPerYuan);
  for (std::size_t behind = kDigitsTogether; behind < whole.size(); behind += kDigitsTogether + 1)
    whole.insert(whole.size() - behind, ",");
  return fmt::format("{}{}.{:02}", amount.value < 0 ? "-" : "", whole, fen % kFenPerYuan);
}

}  // namespace tenure

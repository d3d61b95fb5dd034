#include "domain/registry/identity.h"

#include <algorithm>
#include <charconv>

#include "domain/core/find.h"
#include "domain/registry/hierarchy.h"

namespace tenure {
namespace {

constexpr std::string_view kBornAttribute = "birth_date";
constexpr std::string_view kNumberAttribute = "id_number";

constexpr std::string_view kProvinces =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 "
    "83 91 ";

bool is_digit(char c) { return '0' <= c && c <= '9'; }

/// Of digits alone.
int number_of(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

bool checks(std::string_view number) {
  constexpr std::string_view kCheck = "10X98765432";
  constexpr int kModulus = 11;
  int sum = 0;
  int weight = 1;  // 2 to the power of the place, from the right
  for (std::size_t i = kIdNumberSize - 1; i-- > 0;) {
    weight = weight * 2 % kModulus;
    sum += weight * (number[i] - '0');
  }
  return number.back() == kCheck[static_cast<std::size_t>(sum % kModulus)];
}

/// A birth date as far as it is known.
struct Born {
  int year = 0;
  unsigned month = 0, day = 0;  ///< 0: unknown
  Position position;

  bool is_day() const { return month != 0 && day != 0; }
  /// Whether it is a date, and none that is to come.
  bool is_past(Date today) const {
    using namespace std::chrono;
    const year_month_day first{std::chrono::year(year), std::chrono::month(month == 0 ? 1 : month),
                               std::chrono::day(day == 0 ? 1 : day)};
    return first.ok() && first <= today.civil();
  }
  bool agrees(const std::chrono::year_month_day& other) const {
    return year == static_cast<int>(other.year()) &&
           (month == 0 || month == static_cast<unsigned>(other.month())) &&
           (day == 0 || day == static_cast<unsigned>(other.day()));
  }
};

/// The numbers of a date's text; nothing when something else stands in it.
std::optional<std::vector<std::string>> numbers_in(std::string_view text) {
  constexpr std::string_view kBetween[] = {"-", ".", "/", "年", "月", "日"};
  std::vector<std::string> out{""};
  while (!text.empty()) {
    if (is_digit(text.front())) {
      out.back().push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto* between = find_first(kBetween, [&](std::string_view each) { return text.starts_with(each); });
    if (between == nullptr || out.back().empty()) return std::nullopt;
    out.emplace_back();
    text.remove_prefix(between->size());
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

/// 1980, 1980-03, 1980-03-15, 1980年3月15日, 19800315.
std::optional<Born> born_in(std::string_view text) {
  auto parts = numbers_in(text);
  if (!parts || parts->empty()) return std::nullopt;
  constexpr std::size_t kYear = 4, kMonth = 6, kDay = 8, kPartsMost = 3;
  const std::string whole = parts->front();
  if (parts->size() == 1 && (whole.size() == kMonth || whole.size() == kDay)) {
    *parts = {whole.substr(0, kYear), whole.substr(kYear, 2)};
    if (whole.size() == kDay) parts->push_back(whole.substr(kMonth));
  }
  if (parts->size() > kPartsMost || parts->front().size() != kYear) return std::nullopt;
  Born out{number_of(parts->front()), 0, 0, {}};
  unsigned* const rest[] = {&out.month, &out.day};
  for (std::size_t i = 1; i < parts->size(); ++i) {
    const std::string& part = (*parts)[i];
    *rest[i - 1] = part.size() <= 2 ? static_cast<unsigned>(number_of(part)) : 0;
    if (*rest[i - 1] == 0) return std::nullopt;
  }
  return out;
}

using Value = Result<std::optional<std::string>>;

/// One person's file, as of before the judged event: what came later in its act judges itself.
class File {
 public:
  File(const Judged& judged, Subject person)
      : judged_(judged), person_(std::move(person)), row_(judged.facts.row<PersonRow>(person_.id)) {}

  const Subject& person() const { return person_; }
  const PersonRow* row() const { return row_; }

  bool is_registered() const { return row_ != nullptr && row_->registered && is_before(*row_->registered); }

  /// Folded; nothing when it is not known.
  Value open(const Commitment& commitment) const {
    auto value = judged_.sealed->opened(person_, commitment);
    if (value && *value) **value = folded(**value);
    if (value && *value && (*value)->empty()) value->reset();
    return value;
  }

  const Attribute* newest(std::string_view name) const {
    if (row_ == nullptr) return nullptr;
    return find_last(row_->attributes, [&](const Attribute& each) {
      return each.name.value == name && is_before(each.position);
    });
  }

  Result<std::optional<Born>> born(const Attribute* attribute) const {
    if (attribute == nullptr) return std::optional<Born>();
    if (attribute->date) {
      const Date date = *attribute->date;
      return std::optional(Born{date.year(), date.month(), date.day(), attribute->position});
    }
    if (!attribute->sealed) return std::optional<Born>();
    const auto value = open(*attribute->sealed);
    if (!value) return tl::unexpected(value.error());
    auto out = *value ? born_in(**value) : std::nullopt;
    if (out) out->position = attribute->position;
    return out;
  }
  Result<std::optional<Born>> born() const { return born(newest(kBornAttribute)); }

  /// Where the commitment counts as an identity number of this file.
  std::optional<Position> number_at(const Commitment& commitment) const {
    if (!is_registered()) return std::nullopt;
    if (row_->id_number == commitment) return row_->registered;
    const auto* attribute = find_last(row_->attributes, [&](const Attribute& each) {
      return each.name.value == kNumberAttribute && each.sealed == commitment && is_before(each.position);
    });
    return attribute == nullptr ? std::nullopt : std::optional(attribute->position);
  }

 private:
  bool is_before(Position position) const { return position < judged_.position; }

  const Judged& judged_;
  Subject person_;
  const PersonRow* row_;
};

/// What the judged event says of identity; what it does not say is absent.
struct Said {
  std::optional<Commitment> number;  ///< of the file when the event says a birth date
  std::optional<Position> number_at;
  std::optional<Sex> sex;
  std::optional<Born> born;
  std::optional<Commitment> name;
  std::vector<Ref<OrgId>> orgs;
  bool says_number = false;
};

Attribute attribute_of(const Judged& judged, const PersonAttributeRecorded& event) {
  std::optional<Commitment> sealed;
  if (event.sealed) sealed = event.sealed->commitment;
  return {judged.event.on, event.attribute, event.value, event.date, sealed, judged.position};
}

Result<Said> said(const Judged& judged, const File& file) {
  Said out;
  if (judged.event.type->type == &kType<PersonRegistered>) {
    const auto& event = judged.event.as<PersonRegistered>();
    if (event.id_number) out.number = event.id_number->commitment;
    out.says_number = out.number.has_value();
    out.sex = event.sex;
    out.name = event.name.commitment;
    out.orgs.push_back({event.org});
    auto born = file.born();
    if (!born) return tl::unexpected(born.error());
    out.born = *born;
    return out;
  }
  const auto& event = judged.event.as<PersonAttributeRecorded>();
  const PersonRow* row = file.row();
  if (row == nullptr) return out;
  if (event.attribute.value == kNumberAttribute && event.sealed) {
    out.number = event.sealed->commitment;
    out.says_number = true;
    out.sex = row->sex;
    auto born = file.born();
    if (!born) return tl::unexpected(born.error());
    out.born = *born;
  } else if (event.attribute.value == kBornAttribute) {
    const Attribute attribute = attribute_of(judged, event);
    auto born = file.born(&attribute);
    if (!born) return tl::unexpected(born.error());
    out.born = *born;
    if (file.is_registered()) {
      out.name = row->name;
      out.orgs = row->orgs;
    }
    const Attribute* number = file.newest(kNumberAttribute);
    if (number != nullptr && number->sealed) {
      out.number = number->sealed;
      out.number_at = number->position;
    } else if (file.is_registered()) {
      out.number = row->id_number;
      out.number_at = row->registered;
    }
  }
  return out;
}

bool identifies(const EventType& type) {
  return type.type == &kType<PersonRegistered> || type.type == &kType<PersonAttributeRecorded>;
}

// LAW-26
// --------------------------------------------------------------------------------------------------------------

/// What is wrong, in words that say nothing of the number.
struct Wrongs {
  std::string zh, en;

  void add(bool wrong, std::string_view in_zh, std::string_view in_en) {
    if (!wrong) return;
    zh += (zh.empty() ? "" : "、") + std::string(in_zh);
    en += (en.empty() ? "" : ", ") + std::string(in_en);
  }
};

Objections number_is_plausible(const Judged& judged) {
  if (judged.sealed == nullptr) return std::nullopt;
  const File file(judged, subjects(judged.event).front());
  const auto known = said(judged, file);
  if (!known) return tl::unexpected(known.error());
  if (!known->number || (!known->says_number && !known->born)) return std::nullopt;
  const auto value = file.open(*known->number);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return std::nullopt;
  const auto number = read_id_number(**value);
  Wrongs wrong;
  if (known->says_number) {
    wrong.add(!number, "位数和字符", "length and characters");
    if (number) {
      const auto today = judged.facts.today().civil();
      wrong.add(!number->region, "省级代码", "province");
      wrong.add(!number->born.ok() || today < number->born, "所含日期", "the date in it");
      wrong.add(!number->checksum, "校验码", "checksum");
      wrong.add(known->sex && *known->sex != number->sex, "性别", "sex");
    }
  }
  wrong.add(number && known->born && !known->born->agrees(number->born), "出生日期", "birth date");
  if (wrong.en.empty()) return std::nullopt;
  const Saying said(wrong.en, wrong.zh, wrong.en);
  Objection found = unmet("身份证号不符：{}", "the identity number does not hold: {}", said)
                        .asks("{}", said)
                        .found("{}", phrase("不符", "differs"));
  if (known->says_number && known->born) found.evidence.push_back(known->born->position);
  if (known->number_at) found.evidence.push_back(*known->number_at);
  return found;
}

/// Attributes whose sealed values are dates.
constexpr std::string_view kDateAttributes[] = {kBornAttribute, "joined", "work_start"};

Objections sealed_date_is_one(const Judged& judged, const PersonAttributeRecorded& event) {
  if (judged.sealed == nullptr || !event.sealed ||
      std::ranges::find(kDateAttributes, event.attribute.value) == std::ranges::end(kDateAttributes))
    return std::nullopt;
  const auto value = File(judged, subjects(judged.event).front()).open(event.sealed->commitment);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return std::nullopt;
  const auto date = born_in(**value);
  if (date && date->is_past(judged.facts.today())) return std::nullopt;
  return unmet("封存的日期不是日期", "the sealed date is none")
      .asks("{}", phrase("年-月-日", "YYYY-MM-DD"))
      .found("{}", date ? phrase("不是至今的某日", "no day until now") : phrase("其他文字", "other text"));
}

// LAW-05
// --------------------------------------------------------------------------------------------------------------

Objection second_file(const File& other, const Saying& what, Position also) {
  const Position registered = *other.row()->registered;
  Objection found = unmet({registered}, "{}与 {} 相同（登记于 {}）", "{} of {} too, registered at {}", what,
                          other.person(), registered)
                        .asks("1")
                        .found("2");
  if (also != registered) found.evidence.push_back(also);
  return found;
}

/// Looks among who else has a value of the kind.
template <class Is>
Objections find_other(const Judged& judged, const File& file, SealedKind kind, const Commitment& commitment,
                      Is is) {
  const auto value = file.open(commitment);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return std::nullopt;
  const auto holders = judged.sealed->holders(kind, **value);
  if (!holders) return tl::unexpected(holders.error());
  for (const SealedValues::Holder& holder : *holders) {
    if (holder.subject == file.person() || holder.subject.kind != SubjectKind::person) continue;
    const File other(judged, holder.subject);
    if (!other.is_registered()) continue;
    auto found = is(other, holder.commitment);
    if (!found) return found;
    if (!*found) continue;
    const auto erased = is_erased(judged.facts, holder.subject);
    if (!erased) return tl::unexpected(erased.error());
    if (!*erased) return found;
  }
  return std::nullopt;
}

Objections is_the_only_file(const Judged& judged) {
  if (judged.sealed == nullptr) return std::nullopt;
  const File file(judged, subjects(judged.event).front());
  const auto known = said(judged, file);
  if (!known) return tl::unexpected(known.error());
  if (known->says_number) {
    auto found =
        find_other(judged, file, SealedKind::id_number, *known->number,
                   [&](const File& other, const Commitment& commitment) -> Objections {
                     const auto at = other.number_at(commitment);
                     if (!at) return std::nullopt;
                     return second_file(other, phrase("身份证号", "the identity number is that"), *at);
                   });
    if (!found || *found) return found;
  }
  if (!known->name || !known->born || !known->born->is_day()) return std::nullopt;
  return find_other(judged, file, SealedKind::name, *known->name,
                    [&](const File& other, const Commitment& commitment) -> Objections {
                      const PersonRow& row = *other.row();
                      const bool together = std::ranges::any_of(known->orgs, [&](const Ref<OrgId>& org) {
                        return std::ranges::find(row.orgs, org) != row.orgs.end();
                      });
                      if (row.name != commitment || !together) return std::nullopt;
                      const auto born = other.born();
                      if (!born) return tl::unexpected(born.error());
                      if (!*born || !(*born)->is_day() || (*born)->year != known->born->year ||
                          (*born)->month != known->born->month || (*born)->day != known->born->day)
                        return std::nullopt;
                      return second_file(
                          other,
                          phrase("姓名、出生日期和组织", "name, birth date and organisation are those"),
                          (*born)->position);
                    });
}

}  // namespace

std::optional<IdNumber> read_id_number(std::string_view folded) {
  if (folded.size() != kIdNumberSize) return std::nullopt;
  const std::string_view digits = folded.substr(0, kIdNumberSize - 1);
  if (!std::ranges::all_of(digits, is_digit) || (!is_digit(folded.back()) && folded.back() != 'X'))
    return std::nullopt;
  using namespace std::chrono;
  IdNumber out;
  out.born = year_month_day(year(number_of(digits.substr(6, 4))),
                            month(static_cast<unsigned>(number_of(digits.substr(10, 2)))),
                            day(static_cast<unsigned>(number_of(digits.substr(12, 2)))));
  out.sex = (digits.back() - '0') % 2 == 1 ? Sex::male : Sex::female;
  out.region = kProvinces.find(std::string(digits.substr(0, 2)) + " ") != std::string_view::npos;
  out.checksum = checks(folded);
  return out;
}

std::optional<SealedKind> sealed_kind(const Event& event, std::string_view path) {
  if (event.type->type == &kType<PersonRegistered>) {
    if (path == "name") return SealedKind::name;
    if (path == "id_number") return SealedKind::id_number;
  }
  if (event.type->type == &kType<PersonAttributeRecorded> && path == "sealed" &&
      event.as<PersonAttributeRecorded>().attribute.value == kNumberAttribute)
    return SealedKind::id_number;
  return std::nullopt;
}

std::vector<std::pair<SealedKind, Commitment>> found_by(const PersonRow& row) {
  std::vector<std::pair<SealedKind, Commitment>> out;
  if (row.name) out.emplace_back(SealedKind::name, *row.name);
  if (row.id_number) out.emplace_back(SealedKind::id_number, *row.id_number);
  for (const Attribute& attribute : row.attributes) {
    if (attribute.name.value == kNumberAttribute && attribute.sealed)
      out.emplace_back(SealedKind::id_number, *attribute.sealed);
  }
  return out;
}

form::Gate one_file() {
  return {.check = &is_the_only_file, .concerns = &identifies, .whole_act = true, .stands = true};
}

form::Gate plausible_date() { return gate<&sealed_date_is_one>(); }

form::Gate plausible_id_number() {
  return {.check = &number_is_plausible, .concerns = &identifies, .whole_act = true};
}

}  // namespace tenure

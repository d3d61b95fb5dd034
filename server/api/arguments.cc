#include "server/api/arguments.h"

#include <charconv>

#include "domain/rules/rule.h"
#include "domain/words/nearest.h"

namespace tenure {
namespace {

constexpr std::size_t kDigitsMax = 15;  // below 2^53

}  // namespace

std::optional<Count> Count::parse(std::string_view text) {
  if (text.empty() || text.size() > kDigitsMax || (text.size() > 1 && text.front() == '0'))
    return std::nullopt;
  Count out;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<PageLimit> PageLimit::parse(std::string_view text) {
  const auto count = Count::parse(text);
  if (!count || count->value < 1 || count->value > kPageMax) return std::nullopt;
  return PageLimit{static_cast<std::size_t>(count->value)};
}

std::optional<AsOf> AsOf::parse(std::string_view text) {
  if (!Count::parse(text) && !Moment::parse(text)) return std::nullopt;
  return AsOf{std::string(text)};
}

std::optional<SubjectList> SubjectList::parse(std::string_view text) {
  SubjectList out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const auto subject = Subject::parse(text.substr(0, end));
    if (!subject || out.subjects.size() == kMax) return std::nullopt;
    out.subjects.push_back(*subject);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out.subjects.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<SortOrder> SortOrder::parse(std::string_view text) {
  if (text != "asc" && text != "desc") return std::nullopt;
  return SortOrder{text == "desc"};
}

std::optional<PersonOrOrg> PersonOrOrg::parse(std::string_view text) {
  if (!is_id(text)) return std::nullopt;
  return PersonOrOrg{std::string(text)};
}

std::optional<AlertCursor> AlertCursor::parse(std::string_view text) {
  auto place = AlertPlace::parse(text);
  return place ? std::optional(AlertCursor{std::move(*place)}) : std::nullopt;
}

std::vector<Word> RuleName::words() {
  return rule_words([](const Rule&) { return true; });
}

std::optional<RuleName> RuleName::parse(std::string_view text) {
  if (find_rule(text) == nullptr) return std::nullopt;
  return RuleName{std::string(text)};
}

std::optional<EventTypeName> EventTypeName::parse(std::string_view text) {
  if (find_event_type(text) == nullptr) return std::nullopt;
  return EventTypeName{std::string(text)};
}

std::vector<Word> PostName::words() { return words_in(vocabularies_named("post")); }

std::optional<PostName> PostName::parse(std::string_view text) {
  auto code = Code::parse(text);
  if (!code) return std::nullopt;
  return PostName{std::move(code->value)};
}

Shape AreaName::shape() {
  std::vector<std::string_view> names;
  for (const Area* area : areas()) names.push_back(area->name);
  return Shape::words(names);
}

std::optional<AreaName> AreaName::parse(std::string_view text) {
  if (find_area(text) == nullptr) return std::nullopt;
  return AreaName{std::string(text)};
}

Argument at_argument() {
  return argument<AsOf>("at", "所知时点：树大小或时刻，缺省为现在",
                        "as known then: a tree size or a moment; now when absent");
}
Argument on_argument() {
  return argument<Date>("on", "日期，缺省为所知时点当日", "on this date; the day of `at` when absent");
}
Argument limit_argument() { return argument<PageLimit>("limit", "每页最多条数", "items of a page at most"); }
Argument cursor_argument() {
  return argument<ShortText>("cursor", "上一页的 next", "`next` of the page before");
}
Argument org_argument() {
  return argument<OrgId>("org", "组织及其下级，缺省为令牌的范围",
                         "an organisation with all below it; the token's own when absent");
}
Argument subject_argument() {
  return argument<SubjectName>("subject", "对象，如 person/p-0001", "a subject, as person/p-0001");
}

}  // namespace tenure

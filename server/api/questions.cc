#include "server/api/questions.h"

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/schema.h"
#include "domain/rules/policy.h"
#include "domain/tenure/rows.h"
#include "domain/words/known.h"
#include "domain/words/nearest.h"
#include "replay/org_diff.h"
#include "server/api/call.h"
#include "server/api/shapes.h"
#include "server/http/encoding.h"

namespace tenure {
namespace {

Response get_person_file(const Call& call, const PersonId& person) {
  const auto when = call.when();
  if (!when) return problem(when.error());
  auto json = call.questions().person(person, *when, call.open_sealed());
  return answer(std::move(json));
}

Response get_person(const Call& call) {
  const auto person = call.request().param_as<PersonId>("id");
  return person ? get_person_file(call, *person) : problem(person.error());
}

Response get_me(const Call& call) {
  if (!call.request().viewer.person)
    return problem({Reason::not_found, "me", both("令牌不属于任何人", "the token is of no person")});
  return get_person_file(call, *call.request().viewer.person);
}

/// Of no post that neither the vocabulary nor the organisation's policy knows: nobody is found by a slip.
Result<void> is_a_post(const Call& call, std::string_view post, const OrgId& org, const When& when) {
  if (post.empty()) return {};
  const Past past = call.past(when);
  PolicyBook book;
  const auto policy = org.value.empty() ? Result<PolicyView>() : book.binding(past, org.value, when.on);
  if (!policy) return tl::unexpected(policy.error());
  if (is_known_word(vocabularies_named("post"), post, policy->pack())) return {};
  const std::string said = unknown_among(post, PostName::words());
  return refuse(PostName::kReason, "post",
                both("没有这个职务：{0}", "no such post: {1}", halves(said).zh, halves(said).en));
}

Response get_persons(const Call& call) {
  const auto when = call.when();
  if (!when) return problem(when.error());
  RosterFilter filter{call.org().value_or(OrgId()), call.get<PostName>("post").value,
                      call.get<ShortText>("q").value, call.get<LongText>("cursor").value, call.limit()};
  if (filter.org.value.empty() && filter.text.empty())
    return problem({Reason::bad_request, "org",
                    both("请指明组织，或以 q 查找", "name an organisation, or search with q")});
  if (auto known = is_a_post(call, filter.post, filter.org, *when); !known) return problem(known.error());
  return answer(call, call.questions().roster(filter, *when, call.open_sealed(), call.find_sealed()), &*when);
}

Response get_org(const Call& call) {
  const auto org = call.request().param_as<OrgId>("id");
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  return answer(call.questions().org(*org, *when));
}

Response get_orgs(const Call& call) {
  const auto when = call.when();
  if (!when) return problem(when.error());
  const auto parent = call.org("parent");
  const std::string& text = call.get<ShortText>("q").value;
  if (!text.empty()) {
    const RosterFilter filter{
        parent.value_or(OrgId()), {}, text, call.get<ShortText>("cursor").value, call.limit()};
    return answer(call, call.questions().find_orgs(filter, *when), &*when);
  }
  if (!parent) return problem({Reason::bad_request, "parent", both("请指明组织", "name an organisation")});
  return answer(
      call, call.questions().orgs(*parent, *when, call.get<ShortText>("cursor").value, call.limit()), &*when);
}

Response get_names(const Call& call) {
  const auto when = call.when();
  if (!when) return problem(when.error());
  const auto subjects = call.get<SubjectList>("subjects").subjects;
  const auto names = call.questions().names(subjects, *when, call.open_sealed());
  if (!names) return problem(names.error());
  call.found(*names == "{}" ? 0 : subjects.size());
  JsonOut out = JsonOut::object();
  return Response::json(out.number("size", when->size).text("on", when->on.str()).raw("names", *names).str());
}

EventFilter event_filter(const Call& call) {
  EventFilter out;
  if (const auto about = call.find<SubjectName>("subject")) out.subject = about->subject;
  out.type = call.get<EventTypeName>("type").value;
  out.area = call.get<AreaName>("area").value;
  out.newest_first = call.get<SortOrder>("order").newest_first;
  out.limit = call.limit();
  out.from = call.get<Position>("from");
  out.until = call.find<Position>("until");
  out.on = call.find<Date>("on");
  // A cursor is the position to go on with: the first one of the next page in either order.
  const auto cursor = call.find<Position>("cursor");
  if (cursor && out.newest_first) out.until = Position{cursor->index, cursor->ordinal + 1};
  if (cursor && !out.newest_first) out.from = *cursor;
  return out;
}

/// All pages one after the other, a line an event.
PullStream event_lines(const QuestionContext& context, const Request& request, EventFilter filter,
                       std::uint64_t size) {
  struct State {
    Viewer viewer;
    std::shared_ptr<Reading> reading;
    EventFilter filter;
    std::uint64_t size;
    bool finished = false;
  };
  auto state = std::make_shared<State>(State{request.viewer, request.reading, std::move(filter), size});
  state->filter.limit = kPageMax;
  return [&context, state]() -> Result<std::optional<std::string>> {
    if (state->finished) return std::optional<std::string>();
    const Questions questions(context.store, state->viewer, context.clock());
    const auto page = questions.events(state->filter, state->size);
    if (!page) return tl::unexpected(page.error());
    state->finished = !page->next;
    if (page->next) {
      const Position next = *Position::parse(*page->next);
      if (state->filter.newest_first) {
        state->filter.until = Position{next.index, next.ordinal + 1};
      } else {
        state->filter.from = next;
      }
    }
    if (state->reading) state->reading->found(page->items.size());
    std::string lines;
    for (const std::string& item : page->items) lines += item + "\n";
    return std::optional(std::move(lines));
  };
}

Response get_events(const QuestionContext& context, const Request& request) {
  const Call call(context, request);
  EventFilter filter = event_filter(call);
  const auto when = call.when();
  if (!when) return problem(when.error());
  const std::uint64_t size = when->size;
  if (const Position head{size, 0}; filter.from > head) {
    return problem({Reason::beyond_head, "from", both("账本末尾为 {}", "head {}", head.str())});
  }
  if (!request.accepts(kNdjson)) return answer(call, call.questions().events(filter, size));
  Response out(200, kNdjson, {});
  out.stream = event_lines(context, request, std::move(filter), size);
  return out;
}

/// A tree size, also as the moment at which the log had it.
Result<std::uint64_t> size_named(const Call& call, std::string_view name, std::uint64_t otherwise) {
  const auto named = call.find<AsOf>(name);
  if (!named) return otherwise;
  if (const auto count = Count::parse(named->text)) return count->value;
  return call.archive().size_at(*Moment::parse(named->text));
}

Response get_diff(const Call& call) {
  const auto about = call.find<SubjectName>("subject");
  const auto org = call.find<OrgId>("org");
  if (about.has_value() == org.has_value())
    return problem(
        {Reason::bad_request, "subject",
         both("请指明对象（subject）或组织（org），二者之一", "name a subject or an org, one of both")});
  const auto from = size_named(call, "from_size", 0);
  if (!from) return problem(from.error());
  const auto until = size_named(call, "until_size", call.questions().now().when().size);
  if (!until) return problem(until.error());
  const auto on = call.find<Date>("on");
  return answer(about ? call.questions().diff(about->subject, *from, *until, on)
                      : call.questions().diff_below(*org, *from, *until, on));
}

Shape roster_line_shape() {
  return Shape::object({{"person", Shape::of<PersonId>()},
                        {"org", Shape::of<OrgId>()},
                        {"name", Shape::text(), false},
                        {"offices", Shape::list(Shape::of<Office>())}});
}

Shape org_line_shape() {
  return Shape::object({{"org", Shape::of<OrgId>()},
                        {"name", Shape::of<ShortText>(), false},
                        {"kind", Shape::of<Code>(), false},
                        {"closed", Shape::of<Date>(), false}});
}

Shape org_diff_shape() {
  const Shape total = Shape::object(
      {{"what", Shape::of<ChangedThing>()}, {"change", Shape::of<ChangeWord>()}, {"count", Shape::count()}});
  const Shape money = Shape::object({{"component", Shape::of<Code>()},
                                     {"before_fen", Shape::of<Fen>()},
                                     {"after_fen", Shape::of<Fen>()},
                                     {"difference_fen", Shape::of<Fen>()}});
  const Shape change = Shape::object({{"what", Shape::of<ChangedThing>()},
                                      {"change", Shape::of<ChangeWord>()},
                                      {"org", Shape::of<OrgId>()},
                                      {"person", Shape::of<PersonId>(), false},
                                      {"from_org", Shape::of<OrgId>(), false},
                                      {"post", Shape::of<Code>(), false},
                                      {"from", Shape::of<Date>(), false},
                                      {"until", Shape::of<Date>(), false},
                                      {"scheme", Shape::of<Code>(), false},
                                      {"period", Shape::of<Period>(), false},
                                      {"grade_before", Shape::of<Code>(), false},
                                      {"grade_after", Shape::of<Code>(), false},
                                      {"component", Shape::of<Code>(), false},
                                      {"before_fen", Shape::of<Fen>(), false},
                                      {"after_fen", Shape::of<Fen>(), false},
                                      {"positions", Shape::list(Shape::of<Position>())}});
  return Shape::object({{"org", Shape::of<OrgId>()},
                        {"from_size", Shape::count()},
                        {"until_size", Shape::count()},
                        {"totals", Shape::list(total)},
                        {"money", Shape::list(money)},
                        {"changes", Shape::list(change)},
                        {"left_out", Shape::count()}});
}

Shape diff_shape() {
  const Shape row = Shape::object(
      {{"view", Shape::text()}, {"part", Shape::text()}, {"before", Shape()}, {"after", Shape()}});
  const Shape of_subject = Shape::object({{"subject", Shape::of<SubjectName>()},
                                          {"from_size", Shape::count()},
                                          {"until_size", Shape::count()},
                                          {"rows", Shape::list(row)},
                                          {"positions", Shape::list(Shape::of<Position>())}});
  return Shape::one_of({of_subject, org_diff_shape()});
}

void add_rosters(Router& router, const QuestionContext& context) {
  add_call(
      router, context,
      {.path = "/v1/persons",
       .id = "listPersons",
       .zh = "人员名册：组织及其下级",
       .en = "People of an organisation and all below it, with the offices that they hold",
       .arguments = {org_argument(), argument<PostName>("post", "职务", "holds this post"),
                     argument<ShortText>("q", "编号的开头、姓名或其一部分、拼音、首字母、身份证号（全号）",
                                         "what the id begins with, a part of the name, its pinyin or "
                                         "initials, or the whole identity number"),
                     at_argument(), on_argument(), limit_argument(),
                     argument<LongText>("cursor", "上一页的 next", "`next` of the page before")},
       .outcomes = json_outcome(page_shape(roster_line_shape())),
       .refuses = {Reason::not_found},
       .reads = "org/{org}|ledger/self"},
      &get_persons);
  add_call(router, context,
           {.path = "/v1/orgs",
            .id = "listOrgs",
            .zh = "直接下级组织；给出 q 则查找该组织及其各级下级",
            .en = "Organisations directly below another; with q, those found at or below it, at any depth",
            .arguments = {argument<OrgId>("parent", "上级组织，缺省为令牌的范围；查找时可缺省",
                                          "the one above; the token's own when absent; a search needs none"),
                          argument<ShortText>("q", "编号的开头、名称的一部分、拼音或首字母",
                                              "what the id begins with, a part of the name, its pinyin or "
                                              "initials"),
                          at_argument(), on_argument(), limit_argument(), cursor_argument()},
            .outcomes = json_outcome(page_shape(org_line_shape())),
            .refuses = {Reason::not_found}},
           &get_orgs);
  add_call(router, context,
           {.path = "/v1/names",
            .id = "getNames",
            .zh = "人员和组织的名称；无权者不见",
            .en = "Names of people and organisations, of those that the token may see",
            .arguments = {argument<SubjectList>("subjects", "对象，以逗号分隔，最多 100 个",
                                                "subjects with commas between, 100 at most")
                              .needed(),
                          at_argument(), on_argument()},
            .outcomes = json_outcome(Shape::object(
                {{"size", Shape::count()}, {"on", Shape::of<Date>()}, {"names", Shape::map(Shape::text())}})),
            .refuses = {Reason::not_found},
            .reads = "ledger/self"},
           &get_names);
}

void add_files(Router& router, const QuestionContext& context) {
  const std::vector<Argument> when = {at_argument(), on_argument()};
  add_call(router, context,
           {.path = "/v1/persons/{id}",
            .id = "getPerson",
            .zh = "个人档案",
            .en = "A person's file",
            .arguments = {argument<PersonId>("id", "人员", "person"), when[0], when[1]},
            .outcomes = json_outcome(standing_shape(SubjectKind::person)),
            .refuses = {Reason::not_found},
            .reads = "person/{id}"},
           &get_person);
  add_call(router, context,
           {.path = "/v1/me",
            .id = "getMe",
            .zh = "本人档案",
            .en = "The file of the person whose token it is",
            .arguments = when,
            .outcomes = json_outcome(standing_shape(SubjectKind::person)),
            .refuses = {Reason::not_found},
            .reads = "person/{me}"},
           &get_me);
  add_call(router, context,
           {.path = "/v1/orgs/{id}",
            .id = "getOrg",
            .zh = "组织档案",
            .en = "An organisation's file",
            .arguments = {argument<OrgId>("id", "组织", "organisation"), when[0], when[1]},
            .outcomes = json_outcome(standing_shape(SubjectKind::org)),
            .refuses = {Reason::not_found},
            .reads = "org/{id}"},
           &get_org);
  add_call(router, context,
           {.path = "/v1/diff",
            .id = "getDiff",
            .zh = "两个时点之间的变化：一个对象的记录，或组织及其下级的人员、职务、等次、已发报酬",
            .en = "What changed between two tree sizes: the rows of a subject, or the people, offices, "
                  "grades and money of an organisation and all below it",
            .arguments = {subject_argument(),
                          argument<OrgId>("org", "组织及其下级", "an organisation with everything below it"),
                          argument<AsOf>("from_size", "起始树大小或时刻，缺省为 0",
                                         "from: a size or a moment; 0 when absent"),
                          argument<AsOf>("until_size", "截止树大小或时刻，缺省为现在",
                                         "until: a size or a moment; now when absent"),
                          argument<Date>("on", "所在日期，缺省为全部日期",
                                         "as it was on a date; all dates when absent")},
            .outcomes = json_outcome(diff_shape()),
            .refuses = {Reason::not_found},
            .reads = "{subject}|org/{org}"},
           &get_diff);
}

}  // namespace

void add_question_routes(Router& router, const QuestionContext& context) {
  add_rosters(router, context);
  add_files(router, context);
  router.work(
      {.path = "/v1/events",
       .id = "listEvents",
       .zh = "事件，按位置排列",
       .en = "Events in the order of their positions; as NDJSON all of them",
       .audience = any_token(),
       .arguments = {subject_argument(), argument<EventTypeName>("type", "事件类型", "event type"),
                     argument<AreaName>("area", "领域", "area"),
                     argument<Position>("from", "起始位置（含）", "from this position on"),
                     argument<Position>("until", "截止位置（不含）", "before this position"),
                     argument<SortOrder>("order", "升序或降序", "oldest or newest first"), at_argument(),
                     argument<Date>("on", "日期在此日及之前的", "dated up to this day"), limit_argument(),
                     argument<Position>("cursor", "上一页的 next", "`next` of the page before")},
       .outcomes = {{200, {{kJson, page_shape(event_shape(), false)}, {kNdjson, event_shape()}}}},
       .refuses = {Reason::not_found},
       .reads = "{subject}|org/{org}|ledger/self"},
      [&context](const Request& request) { return get_events(context, request); });
  router.quick(
      {.path = "/v1/schema",
       .id = "getSchema",
       .zh = "文书内容的 JSON Schema",
       .en = "The JSON Schema of an act's payload",
       .outcomes = json_outcome(Shape::open_object({{"$defs", Shape::map(Shape())}}))},
      [schema = Document(kJson, json_schema())](const Request& request) { return schema.answer(request); });
}

}  // namespace tenure

#include "server/api/questions.h"

#include "domain/describe/json_out.h"
#include "domain/describe/schema.h"
#include "server/api/call.h"

namespace tenure {
namespace {

Response answer(const Result<Page>& page, const When* when = nullptr) {
  if (!page) return problem(page.error());
  JsonOut items = JsonOut::array();
  for (const std::string& item : page->items) items.item(item);
  JsonOut out = JsonOut::object();
  if (when != nullptr) out.number("size", when->size).text("on", when->on.str());
  out.raw("items", items.str());
  if (page->next) out.text("next", *page->next);
  return Response::json(out.str());
}

Response get_person_file(const Call& call, const PersonId& person) {
  if (auto only = call.request().query.only({"at", "on"}); !only) return problem(only.error());
  const auto when = call.when();
  if (!when) return problem(when.error());
  auto json = call.questions().person(person, *when, call.open_sealed());
  if (json) call.note_read(subject(person));
  return answer(std::move(json));
}

Response get_person(const Call& call) {
  const auto person = call.request().param_as<PersonId>("id");
  return person ? get_person_file(call, *person) : problem(person.error());
}

Response get_me(const Call& call) {
  if (!call.request().viewer.person) return problem({Reason::not_found, "me", "the token is of no person"});
  return get_person_file(call, *call.request().viewer.person);
}

Response get_persons(const Call& call) {
  const Query& query = call.request().query;
  if (auto only = query.only({"org", "post", "q", "at", "on", "limit", "cursor"}); !only)
    return problem(only.error());
  const auto org = query.one_as<OrgId>("org");
  const auto post = call.text("post");
  const auto text = call.text("q");
  const auto after = call.text("cursor");
  const auto limit = call.limit();
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!post) return problem(post.error());
  if (!text) return problem(text.error());
  if (!after) return problem(after.error());
  if (!limit) return problem(limit.error());
  if (!when) return problem(when.error());
  const auto scope = *org ? *org : call.request().viewer.scope;
  if (!scope) return problem({Reason::bad_request, "org", "name an organisation"});
  const RosterFilter filter{*scope, *post, *text, *after, *limit};
  return answer(call.questions().roster(filter, *when, call.open_sealed()), &*when);
}

Response get_org(const Call& call) {
  if (auto only = call.request().query.only({"at", "on"}); !only) return problem(only.error());
  const auto org = call.request().param_as<OrgId>("id");
  const auto when = call.when();
  if (!org) return problem(org.error());
  if (!when) return problem(when.error());
  return answer(call.questions().org(*org, *when));
}

Response get_orgs(const Call& call) {
  const Query& query = call.request().query;
  if (auto only = query.only({"parent", "at", "on", "limit", "cursor"}); !only) return problem(only.error());
  const auto parent = query.one_as<OrgId>("parent");
  const auto after = call.text("cursor");
  const auto limit = call.limit();
  const auto when = call.when();
  if (!parent) return problem(parent.error());
  if (!after) return problem(after.error());
  if (!limit) return problem(limit.error());
  if (!when) return problem(when.error());
  const auto above = *parent ? *parent : call.request().viewer.scope;
  if (!above) return problem({Reason::bad_request, "parent", "name an organisation"});
  return answer(call.questions().orgs(*above, *when, *after, *limit), &*when);
}

Result<EventFilter> event_filter(const Call& call) {
  const Query& query = call.request().query;
  auto only = query.only({"subject", "type", "area", "from", "until", "order", "limit", "cursor"});
  if (!only) return tl::unexpected(only.error());
  EventFilter out;
  const auto subject_text = call.text("subject");
  const auto type = call.text("type");
  const auto area = call.text("area");
  const auto order = call.text("order");
  const auto from = query.one_as<Position>("from");
  const auto until = query.one_as<Position>("until");
  const auto cursor = query.one_as<Position>("cursor");
  const auto limit = call.limit();
  for (const auto* text : {&subject_text, &type, &area, &order}) {
    if (!*text) return tl::unexpected(text->error());
  }
  for (const auto* position : {&from, &until, &cursor}) {
    if (!*position) return tl::unexpected(position->error());
  }
  if (!limit) return tl::unexpected(limit.error());
  if (!subject_text->empty()) {
    out.subject = Subject::parse(*subject_text);
    if (!out.subject) return refuse(Reason::bad_request, "subject", "as person/p-0001");
  }
  if (!type->empty() && find_event_type(*type) == nullptr)
    return refuse(Reason::event_unknown, "type", *type);
  if (!area->empty() && find_area(*area) == nullptr) return refuse(Reason::bad_request, "area", *area);
  if (!order->empty() && *order != "asc" && *order != "desc")
    return refuse(Reason::bad_request, "order", "asc or desc");
  out.type = *type;
  out.area = *area;
  out.newest_first = *order == "desc";
  out.limit = *limit;
  out.from = from->value_or(Position{});
  out.until = *until;
  // A cursor is the position to go on with: the first one of the next page in either order.
  if (*cursor && out.newest_first) out.until = Position{(*cursor)->index, (*cursor)->ordinal + 1};
  if (*cursor && !out.newest_first) out.from = **cursor;
  return out;
}

/// All pages one after the other, a line an event.
PullStream event_lines(const QuestionContext& context, Viewer viewer, EventFilter filter,
                       std::uint64_t size) {
  struct State {
    Viewer viewer;
    EventFilter filter;
    std::uint64_t size;
    bool finished = false;
  };
  auto state = std::make_shared<State>(State{std::move(viewer), std::move(filter), size});
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
    std::string lines;
    for (const std::string& item : page->items) lines += item + "\n";
    return std::optional(std::move(lines));
  };
}

Response get_diff(const Call& call) {
  const Query& query = call.request().query;
  if (auto only = query.only({"subject", "from_size", "until_size"}); !only) return problem(only.error());
  const auto text = call.text("subject");
  const auto from = query.number("from_size");
  const auto until = query.number("until_size");
  if (!text) return problem(text.error());
  if (!from) return problem(from.error());
  if (!until) return problem(until.error());
  const auto subject = Subject::parse(*text);
  if (!subject) return problem({Reason::bad_request, "subject", "as person/p-0001"});
  const std::uint64_t size = call.questions().now().when().size;
  auto json = call.questions().diff(*subject, from->value_or(0), until->value_or(size));
  if (json && subject->kind == SubjectKind::person) call.note_read(*subject);
  return answer(std::move(json));
}

}  // namespace

void add_question_routes(Router& router, const QuestionContext& context) {
  add_call(router, context, "/v1/persons", &get_persons);
  add_call(router, context, "/v1/persons/{id}", &get_person);
  add_call(router, context, "/v1/me", &get_me);
  add_call(router, context, "/v1/orgs", &get_orgs);
  add_call(router, context, "/v1/orgs/{id}", &get_org);
  add_call(router, context, "/v1/diff", &get_diff);
  router.work("GET", "/v1/events", [&context](const Request& request) {
    const Call call(context, request);
    if (auto shown = call.needs_token(); !shown) return problem(shown.error());
    auto filter = event_filter(call);
    if (!filter) return problem(filter.error());
    const std::uint64_t size = call.questions().now().when().size;
    if (filter->subject && filter->subject->kind == SubjectKind::person) call.note_read(*filter->subject);
    if (!request.accepts(kNdjson)) return answer(call.questions().events(*filter, size));
    Response out(200, kNdjson, {});
    out.stream = event_lines(context, request.viewer, std::move(*filter), size);
    return out;
  });
  router.quick("GET", "/v1/schema", [](const Request&) { return Response::json(json_schema()); });
}

}  // namespace tenure

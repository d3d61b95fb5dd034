#include "server/stream/log_feed.h"

#include <algorithm>

#include "domain/access/public_facts.h"
#include "domain/access/visibility.h"
#include "domain/act/catalogue.h"
#include "domain/describe/json_out.h"
#include "domain/ledger/events.h"
#include "replay/past.h"
#include "server/stream/message.h"

namespace tenure {
namespace {

/// An event of a type that this version does not know: for who may see everything of its class.
bool sees_unknown(const Viewer& viewer, const FeedEvent& event) {
  return may_read_files(viewer) && !viewer.scope && viewer.may_read_class(event.klass);
}

}  // namespace

/// As GET /v1/events shows an event, whole and as a public fact.
Result<FeedEvent> LogFeed::read(Position position, const ActInfo& act) const {
  auto json = archive_.event_json(position);
  if (!json) return tl::unexpected(json.error());
  FeedEvent out;
  out.position = position;
  out.klass = act.klass;
  auto event = read_event_slice(*json);
  if (!event && event.error().reason != Reason::event_unknown) return tl::unexpected(event.error());
  JsonOut data = JsonOut::object();
  data.text("position", position.str()).text("recorded_at", act.recorded_at.str());
  data.text("authority", act.authority.value);
  if (act.klass != kOrdinaryClass) data.text("class", act.klass);
  if (event) {
    out.event = std::move(*event);
    out.type = out.event.type->name();
    out.subjects = touched(out.event);
    out.touches_everything = is_correction(out.event) || out.event.type->type == &kType<SubjectErased>;
    JsonOut about = JsonOut::array();
    for (const Subject& subject : subjects(out.event)) about.item(json_string(subject.str()));
    data.text("area", out.event.type->area->name).raw("subjects", about.str());
  }
  if (event && (is_public_fact(out.event) || is_correction(out.event))) {
    JsonOut fact = data;
    out.fact_rest = event_rest(position, fact.raw("event", public_fact_json(out.event)).str());
  }
  out.rest = event_rest(position, data.raw("event", *json).str());
  return out;
}

std::vector<Subject> LogFeed::touched(const Event& event) const {
  std::vector<Subject> out = subjects(event);
  if (const Event* replacement = replacement_of(event)) {
    const auto& more = subjects(*replacement);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

Result<FeedPage> LogFeed::events(Position from, std::uint64_t until, const FeedLimit& limit) const {
  FeedPage page;
  page.next = from;
  std::size_t bytes = 0;
  while (page.next.index < until && page.events.size() < limit.events && bytes < limit.bytes) {
    const auto act = archive_.act_info(page.next.index);
    if (!act) return tl::unexpected(act.error());
    while (page.next.ordinal < act->event_count && page.events.size() < limit.events && bytes < limit.bytes) {
      auto event = read(page.next, *act);
      if (!event) return tl::unexpected(event.error());
      bytes += event->rest.size();
      page.events.push_back(std::move(*event));
      ++page.next.ordinal;
    }
    if (page.next.ordinal >= act->event_count) page.next = {page.next.index + 1, 0};
  }
  return page;
}

Result<Position> LogFeed::newest(std::uint64_t size) const {
  if (size == 0) return Position{};
  const auto act = archive_.act_info(size - 1);
  if (!act) return tl::unexpected(act.error());
  return Position{size - 1, act->event_count - 1};
}

Result<Moment> LogFeed::recorded_at(std::uint64_t index) const {
  return archive_.act_info(index).map([](const ActInfo& act) { return act.recorded_at; });
}

Result<Date> LogFeed::today() const {
  const std::uint64_t size = archive_.size();
  if (size == 0) return Date{};
  const auto newest = archive_.act_info(size - 1);
  if (!newest) return tl::unexpected(newest.error());
  return newest->recorded_at.date();
}

Result<std::vector<bool>> LogFeed::visible(const Viewer& viewer, const std::optional<OrgId>& org,
                                           std::span<const FeedEvent> events) const {
  std::vector<bool> out(events.size(), false);
  const auto date = today();
  if (!date) return tl::unexpected(date.error());
  const Past now(archive_, {archive_.size(), *date});
  for (std::size_t i = 0; i < events.size(); ++i) {
    const FeedEvent& event = events[i];
    if (event.event.type == nullptr) {
      out[i] = !org && sees_unknown(viewer, event);
      continue;
    }
    out[i] =
        may_see_event(viewer, now, event.event, event.klass) && (!org || is_below(now, event.event, *org));
  }
  if (now.failure()) return tl::unexpected(*now.failure());
  return out;
}

Result<std::string> LogFeed::checkpoint() const {
  const auto published = log_.published();
  return JsonOut::object()
      .number("size", published->head.size)
      .text("root", to_base64(published->head.root.view()))
      .text("note", published->checkpoint)
      .str();
}

}  // namespace tenure

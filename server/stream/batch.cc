#include "server/stream/batch.h"

#include <algorithm>

#include "domain/access/public_facts.h"
#include "domain/describe/write.h"
#include "server/stream/message.h"

namespace tenure {
namespace {

constexpr std::size_t kFrameOverhead = 24;   ///< head and id of a frame, at most
constexpr std::size_t kEventOverhead = 512;  ///< of an event in memory beside its text, about

}  // namespace

std::string Lane::key() const {
  std::string out = id + '\n' + to_json(filter) + '\n';
  for (const Role role : viewer.roles) out += std::string(name(role)) + ',';
  out += '\n' + (viewer.scope ? viewer.scope->value : std::string()) + '\n';
  out += (viewer.person ? viewer.person->value : std::string()) + '\n';
  for (const Code& klass : viewer.classes) out += klass.value + ',';
  return out;
}

EventBatch::EventBatch(Position from, FeedPage page) : from_(from), page_(std::move(page)) {
  for (const FeedEvent& event : page_.events)
    bytes_ += event.rest.size() + event.fact_rest.size() + kEventOverhead;
}

Result<EventBatch::Selection> EventBatch::select(const Lane& lane, Position cursor,
                                                 const FeedSource& source) const {
  auto visible = source.visible(lane.viewer, lane.filter.org, page_.events);
  if (!visible) return visible;
  Selection out = std::move(*visible);
  const auto& types = lane.filter.types;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const FeedEvent& event = page_.events[i];
    const bool wanted = types.empty() || std::any_of(types.begin(), types.end(), [&](const Code& type) {
                          return type.value == event.type;
                        });
    if (!wanted || event.position < cursor) out[i] = false;
  }
  return out;
}

template <class RestOf>
Shared EventBatch::framed(const std::string& id, const Selection& selection, RestOf rest_of) const {
  std::size_t size = 0;
  for (std::size_t i = 0; i < selection.size(); ++i) {
    if (selection[i]) size += rest_of(page_.events[i]).size() + kFrameOverhead;
  }
  if (size == 0) return nullptr;
  auto out = std::make_shared<std::string>();
  out->reserve(size);
  for (std::size_t i = 0; i < selection.size(); ++i) {
    if (selection[i]) append_message(*out, id, rest_of(page_.events[i]));
  }
  return out;
}

Shared EventBatch::shared_buffer(const std::string& id, Selection selection) const {
  const std::lock_guard lock(mutex_);
  const auto kept = std::find_if(buffers_.begin(), buffers_.end(),
                                 [&](const Kept& k) { return k.id == id && k.selection == selection; });
  if (kept != buffers_.end()) return kept->buffer;
  Shared out = framed(id, selection, [](const FeedEvent& event) -> const std::string& { return event.rest; });
  if (buffers_.size() < kBuffersKept) buffers_.push_back({id, std::move(selection), out});
  return out;
}

Result<Shared> EventBatch::frames(const std::shared_ptr<const Lane>& lane, Position cursor,
                                  const FeedSource& source) const {
  const bool whole = cursor <= from_;
  if (whole) {
    const std::lock_guard lock(mutex_);
    for (const auto& [known, buffer] : lanes_) {
      if (known == lane) return buffer;
    }
  }
  auto selection = select(*lane, cursor, source);
  if (!selection) return tl::unexpected(selection.error());
  // Dashboards have frames of their own, which equal ones share by their lane.
  Shared out = sees_facts_alone(lane->viewer)
                   ? framed(lane->id, *selection,
                            [&](const FeedEvent& event) -> const std::string& {
                              const bool known = event.event.type != nullptr;
                              return known && sees_facts_alone(lane->viewer, event.event) ? event.fact_rest
                                                                                          : event.rest;
                            })
                   : shared_buffer(lane->id, std::move(*selection));
  if (whole) {
    const std::lock_guard lock(mutex_);
    if (lanes_.size() < kLanesKept) lanes_.emplace_back(lane, out);
  }
  return out;
}

}  // namespace tenure

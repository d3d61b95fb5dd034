#include "ops/import/recorded.h"

#include <set>

#include "domain/describe/inventory.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "ops/commands/pages.h"
#include "ops/commands/seal.h"

namespace tenure::import {
namespace {

/// Without the commitments in what a list holds.
std::string without_commitments(std::string json) {
  constexpr std::string_view kBegins = "\"c1:";
  for (auto at = json.find(kBegins); at != std::string::npos; at = json.find(kBegins, at + kBegins.size()))
    json.erase(at + kBegins.size(), json.find('"', at + 1) - at - kBegins.size());
  return json;
}

/// Type, date and data of an event in one text, without what is sealed: its commitments never come again.
std::string said_by(const Event& event) {
  std::string out(event.type->name());
  out += ' ' + event.on.str() + ' ' + std::to_string(static_cast<int>(event.precision));
  for (const Field& field : event.type->structure->fields) {
    if (item_type(*field.type).form == Form::sealed) continue;
    out += ' ';
    std::string json;
    write_json(*field.type, field.in(event.data.get()), json);
    out += without_commitments(std::move(json));
  }
  return out;
}

Result<Event> event_of(const PlannedEvent& planned) {
  const auto sealed = seal_events("[" + planned.json + "]");
  if (!sealed) return tl::unexpected(sealed.error());
  auto events = read_json<std::vector<Event>>(sealed->json);
  if (!events) return tl::unexpected(events.error());
  return std::move(events->front());
}

Target events_of(const Subject& subject, std::string_view type) {
  return Target("/v1/events").with("subject", subject.str()).with("type", type);
}

}  // namespace

Result<const Recorded::Positions*> Recorded::known(const Subject& subject, const EventType& type) {
  const auto [found, is_new] = known_.try_emplace({subject, type.name()});
  Positions& out = found->second;
  if (!is_new) return &out;
  std::optional<Refusal> unreadable;
  auto done = for_each_item(source_, events_of(subject, type.name()), [&](const Shown& item) {
    const auto event = read_json<Event>(item.text("event"));
    if (event) {
      out.emplace(said_by(*event), item.text("position"));
    } else {
      unreadable = event.error();
    }
  });
  if (!done) return tl::unexpected(done.error());
  if (unreadable) return tl::unexpected(*unreadable);
  if (out.empty()) return &out;
  std::set<std::string> corrected;
  done = for_each_item(source_, events_of(subject, Description<CorrectionRecorded>::kInfo.name),
                       [&](const Shown& item) {
                         if (const auto data = item.member("event"); data && data->has("data"))
                           corrected.insert(data->text("data", "target"));
                       });
  if (!done) return tl::unexpected(done.error());
  std::erase_if(out, [&](const auto& each) { return corrected.contains(each.second); });
  return &out;
}

Result<std::optional<std::string>> Recorded::position_of(const PlannedEvent& planned) {
  const auto event = event_of(planned);
  if (!event) return tl::unexpected(event.error());
  const auto all = known(subjects(*event).front(), *event->type);
  if (!all) return tl::unexpected(all.error());
  const auto found = (*all)->find(said_by(*event));
  return found == (*all)->end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tenure::import

#include "replay/rules/alert_board.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/ledger/events.h"
#include "domain/registry/rows.h"

namespace tenure {
namespace {

/// Whether the event may change who is below whom, which policy binds, or what earlier events said.
bool changes_the_ground(const Event& event) {
  if (event.type->type == &kType<CorrectionRecorded> || event.type->type == &kType<SubjectErased>)
    return true;
  const auto is_ground = [](const Application& application) {
    return application.view == &kView<OrgRow> || application.view == &kView<OrgChild> ||
           application.view == &kView<OrgPolicies>;
  };
  return std::any_of(event.type->applications.begin(), event.type->applications.end(), is_ground);
}

/// Whose alerts a review answers; none for any other event.
Result<std::vector<Subject>> reviewed_by(const Archive& archive, const Event& event) {
  if (event.type->type != &kType<FlagReviewed>) return std::vector<Subject>();
  const auto flagged = archive.event(event.as<FlagReviewed>().flagged);
  if (!flagged) return tl::unexpected(flagged.error());
  const Event* replacement = replacement_of(*flagged);
  return subjects(replacement == nullptr ? *flagged : *replacement);
}

}  // namespace

Result<std::optional<std::vector<Subject>>> AlertBoard::touched(std::uint64_t from,
                                                                std::uint64_t until) const {
  std::vector<Subject> out;
  std::size_t events = 0;
  for (std::uint64_t index = from; index < until; ++index) {
    const auto act = archive_.act_info(index);
    if (!act) return tl::unexpected(act.error());
    events += act->event_count;
    if (events > kEventsMax) return std::nullopt;
    for (std::uint32_t i = 0; i < act->event_count; ++i) {
      const auto event = archive_.event({index, i});
      if (!event) return tl::unexpected(event.error());
      if (changes_the_ground(*event)) return std::nullopt;
      for (const Subject& subject : subjects(*event)) out.push_back(subject);
      const auto reviewed = reviewed_by(archive_, *event);
      if (!reviewed) return tl::unexpected(reviewed.error());
      out.insert(out.end(), reviewed->begin(), reviewed->end());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<bool> AlertBoard::catch_up(Kept& kept, const Past& past) {
  const auto changed = touched(kept.size, past.when().size);
  if (!changed) return tl::unexpected(changed.error());
  if (!*changed) return false;
  if (auto done = kept.shelf.refresh(past, policies_, **changed); !done) return tl::unexpected(done.error());
  kept.size = past.when().size;
  return true;
}

Result<std::vector<Alert>> AlertBoard::below(std::string_view org, const When& when, std::string_view rule) {
  const Past past(archive_, when);
  const std::string key = fmt::format("{} {}", org, when.on.str());
  const std::lock_guard lock(mutex_);
  const auto kept = shelves_.find(key);
  if (kept != shelves_.end()) {
    if (when.size < kept->second.size) return alerts_below(past, policies_, org, rule);
    const auto done = catch_up(kept->second, past);
    if (done && *done) return kept->second.shelf.alerts(rule);
    shelves_.erase(kept);
    if (!done) return tl::unexpected(done.error());
  }
  auto shelf = AlertShelf::of(past, policies_, org);
  if (!shelf) return tl::unexpected(shelf.error());
  if (shelves_.size() == kShelvesMax) shelves_.erase(shelves_.begin());
  return shelves_.emplace(key, Kept{when.size, std::move(*shelf)}).first->second.shelf.alerts(rule);
}

}  // namespace tenure

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

std::shared_ptr<AlertBoard::Kept> AlertBoard::kept_of(const std::string& key, const When& when) {
  const std::lock_guard lock(mutex_);
  auto& kept = shelves_[key];
  if (kept == nullptr) kept = std::make_shared<Kept>();
  kept->used = ++asked_;
  kept->is_past = when.size < archive_.size();
  return kept;
}

void AlertBoard::make_room(const std::string& key, std::size_t weight) {
  const std::lock_guard lock(mutex_);
  if (const auto own = shelves_.find(key); own != shelves_.end()) own->second->weight = weight;
  const auto others = [&] {
    std::size_t sum = 0;
    for (const auto& [name, kept] : shelves_) sum += name == key ? 0 : kept->weight;
    return sum;
  };
  const auto past = [&] {
    return static_cast<std::size_t>(
        std::ranges::count_if(shelves_, [](const auto& entry) { return entry.second->is_past; }));
  };
  // Of two, the one of the past goes first where there are too many of those.
  const auto asked = [](bool past_alone) {
    return [past_alone](const auto& entry) {
      return std::pair(past_alone && !entry.second->is_past, entry.second->used);
    };
  };
  while (shelves_.size() > 1) {
    const bool too_many_past = past() > kPastShelvesMax;
    if (!too_many_past && shelves_.size() <= kShelvesMax && others() <= kWeightMax) break;
    shelves_.erase(std::ranges::min_element(shelves_, {}, asked(too_many_past)));
  }
}

Result<void> AlertBoard::bring_up(Kept& kept, std::string_view org, const When& when) const {
  const Past past(archive_, when);
  if (kept.shelf) {
    const auto changed = touched(kept.size, when.size);
    auto done = changed ? Result<void>() : tl::unexpected(changed.error());
    if (done && *changed) done = kept.shelf->refresh(past, **changed);
    if (done && *changed) {
      kept.size = when.size;
      return {};
    }
    kept.shelf.reset();
    if (!done) return done;
  }
  auto shelf = AlertShelf::of(past, org);
  if (!shelf) return tl::unexpected(shelf.error());
  kept.shelf = std::move(*shelf);
  kept.size = when.size;
  return {};
}

Result<std::optional<AlertBoard::Told>> AlertBoard::told(const std::string& key, std::string_view org,
                                                         const When& when, const AlertFilter& filter) {
  const auto kept = kept_of(key, when);
  const std::lock_guard lock(kept->mutex);
  if (kept->shelf && when.size < kept->size) return std::optional<Told>();
  if (!kept->shelf || kept->size != when.size) {
    if (auto done = bring_up(*kept, org, when); !done) return tl::unexpected(done.error());
    make_room(key, kept->shelf->weight());
  }
  const AlertPage page = kept->shelf->page(filter);
  Told out{{}, page.left_out, page.next, kept->shelf->counts()};
  for (const Alert* alert : page.items) out.items.push_back(*alert);
  return std::optional(std::move(out));
}

Result<AlertBoard::Told> AlertBoard::below(std::string_view org, const When& when,
                                           const AlertFilter& filter) {
  const std::string key = fmt::format("{} {}", org, when.on.str());
  auto out = told(key, org, when, filter);
  if (out && !*out) out = told(fmt::format("{} {}", key, when.size), org, when, filter);
  if (!out) return tl::unexpected(out.error());
  return std::move(**out);
}

}  // namespace tenure

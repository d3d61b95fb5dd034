#include "server/api/visibility.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "domain/act/act.h"
#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "domain/describe/read.h"
#include "replay/past.h"

namespace tenure {
namespace {

/// The record of now, on the day of the newest entry.
Result<When> newest(const Archive& archive) {
  const std::uint64_t size = archive.size();
  if (size == 0) return When{0, Date{}};
  const auto act = archive.act_info(size - 1);
  if (!act) return tl::unexpected(act.error());
  return When{size, act->recorded_at.date()};
}

/// Of matters and cases, which have no scope of their own: whether the newest event of each area may be seen.
bool may_see_events_of(const Archive& archive, const Viewer& viewer, const Past& now,
                       const Subject& subject) {
  for (const Area* area : areas()) {
    const auto newest = now.newest_position(*area, subject);
    if (!newest) return false;
    if (!*newest) continue;
    const auto event = archive.original(**newest);
    const auto act = archive.act_info((*newest)->index);
    if (!event || !act || !may_see_event(viewer, now, event->event, act->klass)) return false;
  }
  return true;
}

/// Whether the viewer may read every class that events of the area have: of what is restricted no answer may
/// tell, not even that there is nothing.
bool may_read_area(const Viewer& viewer, const Area& area) {
  return std::ranges::all_of(area.events,
                             [&](const EventType& type) { return viewer.may_read_class(type.traits.klass); });
}

bool may_try_for(const Archive& archive, const Viewer& viewer, const Past& now, const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::ledger:
    case SubjectKind::key:
      return true;  // who is registered as a signer is told to every submitter
    case SubjectKind::person:
    case SubjectKind::org:
      return (may_read_files(viewer) && !viewer.scope) || may_see_subject(viewer, now, subject);
    default:
      return may_see_events_of(archive, viewer, now, subject);
  }
}

/// Somebody whom an act is about, and where it says so.
struct Named {
  std::string where;
  Subject subject;
};

/// Subjects that an earlier event or the event itself registers need not be seen. Adds those that the act
/// does.
std::vector<Named> subjects_to_see(const Act& act, std::set<Subject>& registered) {
  std::vector<Named> out;
  const auto add = [&](const std::string& where, const Event& event) {
    bool registers = event.type->traits.registers.has_value();
    for (const Subject& subject : subjects(event)) {
      if (registers && event.type->traits.registers == subject.kind) {
        registers = false;  // the first one of its kind
        registered.insert(subject);
      } else if (!registered.contains(subject)) {
        out.push_back({where, subject});
      }
    }
  };
  for (std::size_t i = 0; i < act.events.size(); ++i) {
    const std::string where = fmt::format("events[{}]", i);
    add(where, act.events[i]);
    if (const Event* replacement = replacement_of(act.events[i])) add(where, *replacement);
  }
  for (const Expectation& expectation : act.expects) out.push_back({"expects", expectation.subject});
  return out;
}

template <class Question>
bool ask(const Archive& archive, const Question& question) {
  const auto when = newest(archive);
  if (!when) return false;
  const Past now(archive, *when);
  const bool answer = question(now);
  return answer && !now.failure();
}

}  // namespace

bool may_see_act(const Archive& archive, const Viewer& viewer, const LogRecord& record) {
  if (!may_read_files(viewer)) return false;
  std::string payload = record.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  // An act of a newer version: what it is about is not known here.
  if (parsed.shape) return !viewer.scope && viewer.has(Role::auditor);
  const Act& act = parsed.act;
  return ask(archive, [&](const Facts& now) {
    return std::all_of(act.events.begin(), act.events.end(), [&](const Event& event) {
      return may_see_event(viewer, now, event, act.klass.value);
    });
  });
}

namespace {

/// Of most acts whoever may not see all sees not even the first event, which costs the same of a short act
/// and of a long one.
bool may_see_first_event(const Archive& archive, const Viewer& viewer, std::uint64_t index) {
  const auto event = archive.event({index, 0});
  const auto act = archive.act_info(index);
  if (!event) return !viewer.scope && viewer.has(Role::auditor);  // of a newer version: see may_see_act
  return act &&
         ask(archive, [&](const Facts& now) { return may_see_event(viewer, now, *event, act->klass); });
}

/// Some act, always the same for an id.
std::uint64_t stand_in(const ActId& id, std::uint64_t size) {
  const Digest digest = sha256(id.value);
  std::uint64_t out = 0;
  for (const std::byte byte : digest.view().first(sizeof(out)))
    out = out << 8 | std::to_integer<std::uint64_t>(byte);
  return size == 0 ? 0 : out % size;
}

}  // namespace

Result<std::optional<std::uint64_t>> find_seen_act(const LedgerStore& store, const Viewer& viewer,
                                                   const ActId& act) {
  const auto found = store.log().find_act(act);
  if (!found) return tl::unexpected(found.error());
  const bool begins_seen =
      may_see_first_event(store, viewer, found->value_or(stand_in(act, store.log().head().size)));
  if (!*found || !begins_seen) return std::optional<std::uint64_t>();
  const auto record = store.log().record(**found);
  if (!record) return tl::unexpected(record.error());
  return may_see_act(store, viewer, *record) ? *found : std::nullopt;
}

Result<bool> may_see_attachment(const LedgerStore& store, const Viewer& viewer, const Digest& digest) {
  const auto cited = store.indexed(attachment_index_key(digest), store.size());
  if (!cited) return tl::unexpected(cited.error());
  for (const IndexEntry& entry : *cited) {
    const auto record = store.log().record(entry.position.index);
    if (!record) return tl::unexpected(record.error());
    if (may_see_act(store, viewer, *record)) return true;
  }
  return cited->empty() && may_read_files(viewer) && !viewer.scope;
}

Result<void> may_try(const Archive& archive, const Viewer& viewer, const std::string& payload) {
  std::set<Subject> registered;
  return may_try_after(archive, viewer, payload, registered);
}

Result<void> may_try_after(const Archive& archive, const Viewer& viewer, const std::string& payload,
                           std::set<Subject>& registered) {
  std::string padded = payload;
  padded.reserve(padded.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(padded);
  if (parsed.shape) return {};
  const Act& act = parsed.act;
  if (!viewer.may_read_class(act.klass.value)) return refuse(Reason::role_missing, "class", act.klass.value);
  const auto refused = [&](const Past& now) -> std::optional<Refusal> {
    for (const auto& [where, subject] : subjects_to_see(act, registered)) {
      if (!may_try_for(archive, viewer, now, subject))
        return Refusal{Reason::role_missing, where,
                       both("该令牌不可见 {}", "{} is not for this token to see", subject.str())};
    }
    for (const Expectation& expectation : act.expects) {
      if (!may_read_area(viewer, *expectation.area))
        return Refusal{Reason::role_missing, "expects",
                       both("该令牌不可见 {}", "{} is not for this token to see", expectation.key())};
    }
    for (std::size_t i = 0; i < act.events.size(); ++i) {
      if (is_correction(act.events[i]) && !may_see_event(viewer, now, act.events[i], act.klass.value))
        return Refusal{Reason::role_missing, fmt::format("events[{}]", i),
                       both("更正的是该令牌不可见的内容", "it corrects what the token may not see")};
    }
    return std::nullopt;
  };
  std::optional<Refusal> refusal;
  const bool asked = ask(archive, [&](const Past& now) {
    refusal = refused(now);
    return true;
  });
  if (refusal) return tl::unexpected(std::move(*refusal));
  if (asked) return {};
  return refuse(Reason::role_missing, "events",
                both("涉及该令牌不可见的内容", "about what the token may not see"));
}

bool may_see_authority(const Archive& archive, const Viewer& viewer, const OrgId& authority) {
  return ask(archive, [&](const Facts& now) { return may_see_org(viewer, now, authority.value); });
}

bool may_see_journal_of(const Archive& archive, const Viewer& viewer, const std::string& subject) {
  if (!viewer.scope) return true;
  const auto parsed = Subject::parse(subject);
  const bool has_scope = parsed && (parsed->kind == SubjectKind::person || parsed->kind == SubjectKind::org);
  return has_scope && ask(archive, [&](const Facts& now) { return may_see_subject(viewer, now, *parsed); });
}

}  // namespace tenure

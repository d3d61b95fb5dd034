#include "domain/registry/order.h"

#include <algorithm>
#include <array>

#include "domain/audit/events.h"
#include "domain/ledger/corrected.h"
#include "domain/pension/events.h"
#include "domain/selection/events.h"
#include "domain/supervision/events.h"
#include "domain/training/events.h"

namespace tenure {
namespace {

// What comes first, and what comes after it
// --------------------------------------------------------------------------------------------------------------

/// Both are about one subject of the kind and, if asked, fit.
struct Sequel {
  const TypeInfo* first;
  const TypeInfo* then;
  SubjectKind by;
  bool (*fits)(const Event& first, const Event& then);  ///< null: what is about one subject fits
};

bool is_of_the_degree(const Event& first, const Event& then) {
  return first.as<DegreeStudyEnrolled>().degree == then.as<DegreeCompleted>().degree;
}

constexpr auto kSequels = std::to_array<Sequel>({
    {&kType<SelectionOpened>, &kType<SelectionClosed>, SubjectKind::matter, nullptr},
    {&kType<AuditOpened>, &kType<AuditProcedureRun>, SubjectKind::matter, nullptr},
    {&kType<AuditOpened>, &kType<AuditFindingRecorded>, SubjectKind::matter, nullptr},
    {&kType<AuditOpened>, &kType<AuditConcluded>, SubjectKind::matter, nullptr},
    {&kType<AuditConcluded>, &kType<AuditPublished>, SubjectKind::matter, nullptr},
    {&kType<ConcernReported>, &kType<ReportVerified>, SubjectKind::case_, nullptr},
    {&kType<DegreeStudyEnrolled>, &kType<DegreeCompleted>, SubjectKind::person, &is_of_the_degree},
    {&kType<PensionApplicationDecided>, &kType<PensionEnrolled>, SubjectKind::person, nullptr},
});

bool is_in_a_sequel(const EventType& type) {
  return std::ranges::any_of(
      kSequels, [&](const Sequel& each) { return each.first == type.type || each.then == type.type; });
}

/// The recorded events of a type about the subject, but for the one that the judged event takes the place of.
Result<std::vector<Recorded>> recorded_of(const Judged& judged, const TypeInfo& type,
                                          const Subject& subject) {
  auto out = judged.facts.events(*find_event_type(type.name), subject);
  const auto target = corrected_by(judged);
  if (out && target) std::erase_if(*out, [&](const Recorded& each) { return each.position == *target; });
  return out;
}

/// Of the firsts that fit, the earliest; null where none does.
const Recorded* earliest(const Sequel& sequel, const std::vector<Recorded>& firsts, const Event& then) {
  const Recorded* out = nullptr;
  for (const Recorded& each : firsts) {
    const bool fits = sequel.fits == nullptr || sequel.fits(each.event, then);
    if (fits && (out == nullptr || each.event.on < out->event.on)) out = &each;
  }
  return out;
}

Objection too_early(const Event& then, const Recorded& first, std::vector<Position> evidence) {
  return unmet(std::move(evidence), "{} 的“{}”早于 {} 的“{}”", "{0} {1} comes before {2} {3}", then.on,
               *then.type->structure, first.event.on, *first.event.type->structure)
      .asks("≥ {}", first.event.on)
      .found("{}", then.on);
}

/// The judged event is what comes after.
Objections comes_after(const Judged& judged, const Sequel& sequel, const Subject& subject) {
  const auto firsts = recorded_of(judged, *sequel.first, subject);
  if (!firsts) return tl::unexpected(firsts.error());
  const Recorded* first = earliest(sequel, *firsts, judged.event);
  if (first == nullptr || first->event.on <= judged.event.on) return std::nullopt;
  return too_early(judged.event, *first, {first->position});
}

/// The judged event is what comes first: what is recorded already has another first one, or comes after it.
Objections comes_first(const Judged& judged, const Sequel& sequel, const Subject& subject) {
  const auto firsts = recorded_of(judged, *sequel.first, subject);
  const auto thens = recorded_of(judged, *sequel.then, subject);
  if (!firsts) return tl::unexpected(firsts.error());
  if (!thens) return tl::unexpected(thens.error());
  for (const Recorded& then : *thens) {
    if (judged.event.on <= then.event.on) continue;
    if (sequel.fits != nullptr && !sequel.fits(judged.event, then.event)) continue;
    const Recorded* other = earliest(sequel, *firsts, then.event);
    if (other != nullptr && other->event.on <= then.event.on) continue;
    return too_early(then.event, {judged.event, {}}, {then.position});
  }
  return std::nullopt;
}

Objections is_in_order(const Judged& judged) {
  for (const Sequel& sequel : kSequels) {
    for (const Subject& subject : subjects(judged.event)) {
      if (subject.kind != sequel.by) continue;
      Objections found;
      if (judged.event.type->type == sequel.then) found = comes_after(judged, sequel, subject);
      if (judged.event.type->type == sequel.first) found = comes_first(judged, sequel, subject);
      if (!found || *found) return found;
    }
  }
  return std::nullopt;
}

// Beginning and end
// --------------------------------------------------------------------------------------------------------------

/// The day in a field of that name; nothing where there is none, or it is empty.
std::optional<Date> day_in(const Event& event, std::string_view name) {
  for (const Field& field : event.type->structure->fields) {
    const void* value = field.in(event.data.get());
    if (field.name != name) continue;
    if (field.type == &kType<Date>) return *static_cast<const Date*>(value);
    if (field.type == &kType<std::optional<Date>>) return *static_cast<const std::optional<Date>*>(value);
  }
  return std::nullopt;
}

bool lasts(const EventType& type) {
  return std::ranges::any_of(type.structure->fields, [](const Field& field) {
    return field.name == "until" && (field.type == &kType<Date> || field.type == &kType<std::optional<Date>>);
  });
}

Objections ends_after_it_begins(const Judged& judged) {
  const auto until = day_in(judged.event, "until");
  const Date from = day_in(judged.event, "from").value_or(judged.event.on);
  if (!until || from <= *until) return std::nullopt;
  return unmet("截止日期 {} 早于开始日期 {}", "it lasts until {}, before it begins on {}", *until, from)
      .asks("≥ {}", from)
      .found("{}", *until);
}

}  // namespace

form::Gate answered_after_it_was_asked() { return standing(gate_of_types<&is_in_order>(&is_in_a_sequel)); }

form::Gate lasts_from_its_beginning() { return standing(gate_of_types<&ends_after_it_begins>(&lasts)); }

}  // namespace tenure

// Public facts of office: who was appointed to which post of which organisation, who left it, and how the
// organisations stand. All that a dashboard is told of events.
//
// Why somebody left, how they were chosen, what it rests on and every sealed value stay with who reads files.
// Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/access/viewer.h"
#include "domain/act/event.h"
#include "domain/tenure/rows.h"

namespace tenure {

/// Whether the viewer is told public facts alone: a dashboard that reads no files.
bool sees_facts_alone(const Viewer& viewer);
/// The same of one event: what is about themselves is shown whole.
bool sees_facts_alone(const Viewer& viewer, const Event& event);

/// Whether the event states one; of a correction says what it corrects.
bool is_public_fact(const Event& event);

/// The fields of events that are public.
std::span<const std::string_view> public_fields();

/// The event as JSON, with the fields that are public: {type, on, on_precision?, data}; of a correction its
/// target and what stands there now, where that is a public fact too.
std::string public_fact_json(const Event& event);

/// The office without how it was come by and why it ended.
Office public_fact(const Office& office);

}  // namespace tenure

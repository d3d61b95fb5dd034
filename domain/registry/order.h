// The order of dates, whatever the events: an answer comes after what it answers, an end after its beginning.
// (LAW-20, LAW-21)
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// What concludes a matter, a case, a course of study or an application comes after what opened it, in
/// whatever order they are recorded. Where nothing opened it is another rule's business.
form::Gate answered_after_it_was_asked();

/// What lasts until a day does not end before it begins.
form::Gate lasts_from_its_beginning();

}  // namespace tenure

// LAW-21 as one form: each end answers to something that is open. Pure; any thread.
#pragma once

#include "domain/act/unanswered.h"
#include "domain/rules/rule.h"

namespace tenure {

inline form::Placed placed(const Unanswered& end) { return {end.on, end.org.str()}; }

template <class Row>
Objections answers_to_nothing(const Examined&, const Row&, const Unanswered& end) {
  return unmet({end.position}, "{0} 的{1}没有对应的、尚未终止的事项",
               "nothing is open that the {1} of {0} ends", end.on,
               *find_event_type(end.event.value)->structure)
      .asks("{}", phrase("尚未终止的事项", "something open"))
      .found("{}", kNone);
}

/// The row's ends that answer to nothing that is open.
template <class Row>
form::Invariant answers_what_is_open() {
  return invariant<&Row::unanswered, &answers_to_nothing<Row>>();
}

}  // namespace tenure

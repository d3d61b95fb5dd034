// An end that answers to nothing that is open: what began was corrected away, or was never recorded. The row
// keeps it, so that a law can speak of it. (LAW-21)
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

TENURE_STRUCT(Unanswered, "无对应事项的终止", "End of nothing that is open",
  (Date, on, "日期", "on")
  (Ref<OrgId>, org, "组织", "organisation")
  (ShortText, event, "事件", "event")  ///< the type of the end
  (Position, position, "位置", "position"));

template <class E>
Unanswered unanswered(const Dated<E>& event) {
  return {event.on, {event.data.org}, {std::string(Description<E>::kInfo.name)}, event.position};
}

/// Does what an event does. What answers whether there was something to end, and found nothing, is noted in a
/// row that keeps such ends.
template <class Row, class E, class Change>
void note_unanswered(Row& row, const Dated<E>& event, Change change) {
  if constexpr (std::is_void_v<decltype(change())>) {
    change();
  } else {
    const bool answered = change();
    if constexpr (requires { row.unanswered; }) {
      if (!answered) row.unanswered.push_back(unanswered(event));
    }
  }
}

}  // namespace tenure

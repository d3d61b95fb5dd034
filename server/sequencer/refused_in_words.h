// Why an event is refused, as people read it: the codes and organisations that the event names stand in the
// detail by their labels and names. Pure; any thread.
#pragma once

#include "domain/act/facts.h"

namespace tenure {

/// "p-4 没有任 o-b 的 secretary | ..." becomes "p-4 没有任 乙村（o-b） 的 书记 | ...".
Refusal refused_in_words(const Facts& facts, const Event& event, Refusal refusal);

}  // namespace tenure

// Laws of office, over the offices that the record holds, whichever event began or ended them. Pure; any
// thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Nobody holds office before birth or below the age that the law asks. (LAW-02)
form::Invariant old_enough();
/// An organisation that has ended leaves no office open. (LAW-04)
form::Invariant closed_with_its_org();
/// A post has no more holders at a time than seats. (LAW-07)
form::Invariant seat_is_free();
/// Nobody holds on beyond the number of seats that is set. (LAW-07)
form::Invariant seats_are_enough();
/// One person holds one post of a kind at a time. (LAW-08)
form::Invariant one_of_a_kind();
/// No office stays open past a death. (LAW-10)
form::Invariant closed_with_its_holder();
/// No office stays open past a decision, or a sentence, that takes it away. (LAW-10)
form::Invariant closed_by_dismissal();
/// What ends, rests or goes on was held. (LAW-21)
form::Invariant ends_what_is_held();

/// The post before that an appointment names was held. (PY-17)
form::Invariant previous_post_was_held();
/// A grade, honour or payment by an organisation to which the person does not belong says why. (LAW-25)
form::Gate belongs_or_says_why();
/// A departure subsidy comes after a departure. (LAW-20)
form::Invariant departed_before();

}  // namespace tenure

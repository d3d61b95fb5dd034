// Laws of life and of organisations, over the events of every area: the dead receive nothing of the living,
// nothing happens in an organisation that has ended, nobody signs what favours themself. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// A component of pay that the dead are due.
inline constexpr std::string_view kBurialHelp = "burial_help";

/// Office, grade, honour, training or money for who is dead by then. (LAW-01)
form::Invariant dead_receive_nothing();
/// Anything but what winds it up, in an organisation that was closed or merged by then. (LAW-03)
form::Invariant nothing_after_its_end();
/// What favours one of those who signed it. (LAW-11)
form::Gate nobody_favours_themself();

/// A position in a `basis` at which nothing counts, or what is of another person or organisation; and what is
/// corrected away while something rests on it. (LAW-22)
form::Gate rests_on_the_record();
/// A decision that is dated before what it rests on. (LAW-20)
form::Gate rests_on_the_past();
/// A fact that is dated after the act that states it; an office that begins more than 60 days after. (LAW-09)
form::Gate not_dated_ahead();
/// Anything in an organisation before it was registered, also once its registration is corrected to a later
/// day. (LAW-03)
form::Invariant nothing_before_its_registration();
/// A person who is registered again, where nothing says that it is a move. (LAW-06)
form::Gate registered_once();

}  // namespace tenure

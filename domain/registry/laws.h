// Laws of life and of organisations, over the events of every area: the dead receive nothing of the living,
// nothing happens in an organisation that has ended, nobody signs what favours themself. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Office, grade, honour, training or money for who is dead by then. (LAW-01)
form::Invariant dead_receive_nothing();
/// Anything but what winds it up, in an organisation that was closed or merged by then. (LAW-03)
form::Invariant nothing_after_its_end();
/// What favours one of those who signed it. (LAW-11)
form::Gate nobody_favours_themself();

}  // namespace tenure

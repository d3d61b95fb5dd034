// What is decided about a person, whichever area decides it. Pure; any thread.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// Whether events of the type are decisions that stand in the file of the person whom they are about:
/// measures, sanctions and how they ended, suspensions, cuts and recoveries of pay, stopped subsidies,
/// appeals and revisions. A case that is open stands under its own subject, never in a file.
bool decides_about_a_person(const EventType& type);

}  // namespace tenure

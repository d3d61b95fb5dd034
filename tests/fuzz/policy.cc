// A policy pack: TOML that an act carries.
#include "domain/rules/pack.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) { fuzz_policy(input); }

}  // namespace tenure::fuzz

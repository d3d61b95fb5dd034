// A fuzz target: reads any bytes as one kind of document from outside and checks what must hold of whatever
// was accepted. One target an executable: libFuzzer drives it under clang (libfuzzer.cc), replay.cc under any
// compiler. One thread.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace tenure::fuzz {

/// The target. `input` is not padded: a read beyond its end is a fault.
void run(std::string_view input);

inline void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace tenure::fuzz

// How much memory this process has resident.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <fstream>

namespace tenure::bench {

inline std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0;
  in >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace tenure::bench

#include "tests/trials/lock.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/trials/trial.h"

namespace tenure::trials {
namespace {

constexpr std::size_t kToldMost = 40;  ///< lines of one kind that a failure prints

std::filesystem::path file_of(std::string_view name) {
  return std::filesystem::path(TENURE_SOURCE_DIR) / "tests" / "trials" / fmt::format("{}.lock", name);
}

void tell(const FoundLines& lines, const FoundLines& but_for, std::string_view what) {
  std::string out;
  std::size_t count = 0;
  for (const std::string& line : lines) {
    if (!but_for.contains(line) && ++count <= kToldMost) out += "\n  " + line;
  }
  if (count > 0) ADD_FAILURE() << fmt::format("{} {}:{}", count, what, out);
}

}  // namespace

FoundLines locked(std::string_view name) {
  FoundLines out;
  std::ifstream in(file_of(name));
  for (std::string line; std::getline(in, line);) out.insert(line);
  return out;
}

void hold_locked(std::string_view name, const FoundLines& found) {
  if (std::getenv("TENURE_UPDATE_LOCK") != nullptr && !is_long()) {
    std::ofstream out(file_of(name), std::ios::trunc);
    for (const std::string& line : found) out << line << '\n';
    return;
  }
  const FoundLines before = locked(name);
  tell(before, found, "found before, and not found any more");
  if (!is_long()) tell(found, before, "found for the first time; write them down with TENURE_UPDATE_LOCK=1");
}

}  // namespace tenure::trials

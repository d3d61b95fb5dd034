// Vectors made by others, which lie beside the repository: $TENURE_SHARED, or <repo>/../shared.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tenure::test {

inline std::filesystem::path vectors_dir() {
  const char* shared = std::getenv("TENURE_SHARED");
  const std::filesystem::path root = shared != nullptr
                                         ? std::filesystem::path(shared)
                                         : std::filesystem::path(TENURE_SOURCE_DIR) / ".." / "shared";
  return root / "vectors";
}

inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tenure::test

#define TENURE_NEEDS_VECTORS(name)                                              \
  if (!std::filesystem::exists(::tenure::test::vectors_dir() / (name))) {       \
    GTEST_SKIP() << "no vectors at " << ::tenure::test::vectors_dir() / (name); \
  }

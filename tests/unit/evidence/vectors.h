// Vectors made by others, in tests/vectors.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tenure::test {

inline std::filesystem::path vectors_dir() {
  return std::filesystem::path(TENURE_SOURCE_DIR) / "tests" / "vectors";
}

inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tenure::test

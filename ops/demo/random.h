// Numbers that look random, and are the same for the same seed on every machine and library. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/core/sha256.h"

namespace tenure::demo {

/// SplitMix64. (What <random> distributions make of numbers differs among libraries.)
class Random {
 public:
  /// A sequence of its own for each name.
  Random(std::uint64_t seed, std::string_view name) : state_(seed_of(seed, name)) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  /// 0 to count - 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  /// Both ends may come.
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
  }
  /// One after the other, as arguments of a call would not be.
  template <std::size_t N>
  std::array<int, N> each_between(const std::array<std::pair<int, int>, N>& ranges) {
    std::array<int, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = between(ranges[i].first, ranges[i].second);
    return out;
  }
  bool percent(std::size_t chance) { return below(100) < chance; }

  template <class T>
  void shuffle(std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
  }

 private:
  static std::uint64_t seed_of(std::uint64_t seed, std::string_view name) {
    const Digest digest = sha256(std::to_string(seed) + "/" + std::string(name));
    return get_be<8>(as_view(digest.view()));
  }

  std::uint64_t state_;
};

}  // namespace tenure::demo

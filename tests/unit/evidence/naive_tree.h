// RFC 6962, section 2.1, word for word: recursive, over all leaves, sharing nothing with storage/evidence but
// SHA-256.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/core/sha256.h"

namespace tenure::test {

class NaiveTree {
 public:
  explicit NaiveTree(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) leaves_.push_back(hash('\0', "entry " + std::to_string(i)));
  }

  std::size_t size() const { return leaves_.size(); }
  const Digest& leaf(std::size_t i) const { return leaves_[i]; }

  /// MTH(D[begin:end])
  Digest root(std::size_t begin, std::size_t end) {
    if (begin == end) return sha256(std::string_view());
    if (end - begin == 1) return leaves_[begin];
    const auto [known, fresh] = roots_.try_emplace({begin, end});
    if (!fresh) return known->second;
    const std::size_t k = split(end - begin);
    const Digest left = root(begin, begin + k);
    const Digest right = root(begin + k, end);
    return roots_[{begin, end}] =
               hash('\1', std::string(as_view(left.view())) + std::string(as_view(right.view())));
  }
  Digest root(std::size_t size) { return root(0, size); }

  /// PATH(m, D[n])
  std::vector<Digest> path(std::size_t m, std::size_t n) { return path(m, 0, n); }

  /// PROOF(m, D[n])
  std::vector<Digest> proof(std::size_t m, std::size_t n) { return subproof(m, 0, n, true); }

 private:
  static Digest hash(char prefix, const std::string& bytes) { return sha256(prefix + bytes); }

  static std::size_t split(std::size_t n) {
    std::size_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }

  std::vector<Digest> path(std::size_t m, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return {};
    const std::size_t k = split(end - begin);
    auto hashes = m < k ? path(m, begin, begin + k) : path(m - k, begin + k, end);
    hashes.push_back(m < k ? root(begin + k, end) : root(begin, begin + k));
    return hashes;
  }

  std::vector<Digest> subproof(std::size_t m, std::size_t begin, std::size_t end, bool whole) {
    if (m == end - begin) return whole ? std::vector<Digest>{} : std::vector<Digest>{root(begin, end)};
    const std::size_t k = split(end - begin);
    auto hashes = m <= k ? subproof(m, begin, begin + k, whole) : subproof(m - k, begin + k, end, false);
    hashes.push_back(m <= k ? root(begin + k, end) : root(begin, begin + k));
    return hashes;
  }

  std::vector<Digest> leaves_;
  std::map<std::pair<std::size_t, std::size_t>, Digest> roots_;
};

}  // namespace tenure::test

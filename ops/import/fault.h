// What is wrong with a file that is imported: each by its cell, with what to do. A value that is sealed, and
// a person's name, is never repeated. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tenure::import {

/// A sentence in both languages: what is wrong, and what to do.
struct Said {
  std::string zh, en;
};

/// What a cell is read as, or what is wrong with it.
template <class T>
using Read = tl::expected<T, Said>;

inline tl::unexpected<Said> wrong(std::string zh, std::string en) {
  return tl::unexpected(Said{std::move(zh), std::move(en)});
}

struct Fault {
  std::uint32_t row = 0;              ///< 0: the file as a whole
  std::optional<std::size_t> column;  ///< from A, which is 0; nothing: the row as a whole
  Said label;                         ///< of the column
  Said said;

  /// "B17", "17" for a whole row, "" for the file.
  std::string cell() const;
  bool operator<(const Fault& other) const;
};

/// Of a file's faults, kept at most; more are counted.
inline constexpr std::size_t kFaultsMax = 10'000;

class Faults {
 public:
  void add(Fault fault);
  bool empty() const { return in_all_ == 0; }
  std::size_t in_all() const { return in_all_; }
  /// In the order of their cells.
  std::vector<Fault> sorted() const;

 private:
  std::vector<Fault> kept_;
  std::size_t in_all_ = 0;
};

/// As CSV that spreadsheets open: UTF-8 with its mark, a line a fault.
std::string report_csv(const Faults& faults);

}  // namespace tenure::import

// The worked example of storage/FORMAT.md: a ledger of two acts in which nothing is random, and what lies on
// its disk.
#pragma once

#include <map>
#include <string>

#include "tests/support/temp_folder.h"

namespace tenure::testing {

/// A database's column families, each with its keys and values in order.
using Dump = std::map<std::string, std::map<std::string, std::string>>;

/// Makes the ledger and closes it.
class FormatExample {
 public:
  FormatExample();

  Dump log() const { return dump(folder_ / "log"); }
  Dump views() const;
  std::string file(const std::string& name) const;
  const std::string& folder() const { return folder_.path(); }

 private:
  static Dump dump(const std::string& database);
  void replace_log_key() const;
  void record() const;

  TempFolder folder_;
};

/// Bytes as the page shows them: 32 to a line, offset, hexadecimal, printable ASCII.
std::string hex_dump(std::string_view bytes);
/// Key and value, each as hex_dump.
std::string key_and_value(std::string_view key, std::string_view value);

}  // namespace tenure::testing

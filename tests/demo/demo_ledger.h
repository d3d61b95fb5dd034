// The demo of scale 1, both counties, made once for all tests of this binary; asked as `tenure stats --data`
// asks.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <string>
#include <vector>

#include "ops/commands/source.h"
#include "ops/demo/demo.h"

namespace tenure::testing {

inline const std::string kPingyangOrg = "o-330326";
inline const std::string kHaixingOrg = "o-130924";
inline const std::string kEnd = "2025-01-17";

/// {"group/of/it": number}; "" is the total.
using Figures = std::map<std::string, std::int64_t>;

class DemoLedger {
 public:
  /// Made when it is first asked for.
  static DemoLedger& of_both();

  const demo::Made& made() const { return made_; }
  double seconds() const { return seconds_; }
  const std::string& folder() const { return folder_; }
  const std::string& keys_folder() const { return keys_folder_; }

  /// The body of an answer; a refusal fails the test.
  std::string get(const Target& target);
  simdjson::dom::element ask(const Target& target);

  Figures counts(const std::string& name, const std::string& org, const std::string& by = {},
                 const std::string& on = kEnd) {
    return figures(name, org, by, on, "count");
  }
  Figures sums(const std::string& name, const std::string& org, const std::string& by = {},
               const std::string& on = kEnd) {
    return figures(name, org, by, on, "sum");
  }
  std::string report(const std::string& name, const std::string& org);
  /// How many alerts ring, by rule.
  std::map<std::string, int> alerts(const std::string& org, const std::string& on = {});
  std::map<std::string, int> flags();
  std::vector<std::string> townships(const std::string& org);

  /// The folder is free meanwhile.
  void close() { source_.reset(); }
  void open();

 private:
  DemoLedger();
  Figures figures(const std::string& name, const std::string& org, const std::string& by,
                  const std::string& on, const char* member);

  std::string folder_;
  std::string keys_folder_;
  demo::Made made_;
  double seconds_ = 0;
  std::unique_ptr<Source> source_;
  simdjson::dom::parser parser_;
};

}  // namespace tenure::testing

// Ten years of a county of 1,000 branches, with leads planted: the audit finds each of them, and invents
// none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstdlib>
#include <set>

#include "ops/commands/source.h"
#include "ops/demo/demo.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::ContainerEq;

/// How many seeds are tried: more behind --long.
int seeds() {
  const char* many = std::getenv("TENURE_LONG");
  return many != nullptr && *many != '\0' ? 100 : 2;
}

/// "A3 o-999901-v007"
using Found = std::set<std::string>;

class IrregularCounty {
 public:
  explicit IrregularCounty(int seed) {
    demo::MakeOptions make;
    make.plan = {Code{"irregular"}, 1, seed};
    make.folder = folder_.path() + "/ledger";
    make.keys_folder = folder_.path() + "/keys";
    auto made = demo::make(make);
    if (!made) throw std::runtime_error(made.error().text());
    made_ = std::move(*made);
    LedgerStore::Options options;
    options.folder = make.folder;
    auto store = LedgerStore::open(std::move(options));
    if (!store) throw std::runtime_error(store.error().text());
    auto source = open_folder_source(make.folder, std::move(*store));
    if (!source) throw std::runtime_error(source.error().text());
    source_ = std::move(*source);
  }

  Found planted() const {
    Found out;
    for (const demo::PlantedLead& each : made_.planted) out.insert(each.test.value + " " + each.org.str());
    return out;
  }

  /// What an audit of each organisation finds.
  Found found() {
    Target target("/v1/audits");
    target.segment("special")
        .with("org", "o-999901")
        .with("all", "true")
        .with("from", "2015-01-01")
        .with("until", "2024-12-31")
        .with("on", "2025-01-31");
    const auto body = source_->get(target);
    if (!body) throw std::runtime_error(body.error().text());
    simdjson::dom::element answer;
    if (parser_.parse(*body).get(answer) != simdjson::SUCCESS) throw std::runtime_error(*body);
    Found out;
    for (const auto item : answer["items"].get_array()) {
      simdjson::dom::array tests;
      if (item["tests"].get(tests) != simdjson::SUCCESS) continue;
      for (const auto test : tests)
        out.insert(std::string(std::string_view(test)) + " " + std::string(std::string_view(item["org"])));
    }
    return out;
  }

 private:
  TempFolder folder_;
  demo::Made made_;
  std::unique_ptr<Source> source_;
  simdjson::dom::parser parser_;
};

TEST(Irregular, EveryPlantedLeadIsFoundAndNoneInvented) {
  for (int seed = 1; seed <= seeds(); ++seed) {
    IrregularCounty county(seed);
    EXPECT_THAT(county.found(), ContainerEq(county.planted())) << "seed " << seed;
  }
}

}  // namespace
}  // namespace tenure::testing

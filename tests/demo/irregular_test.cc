// Ten years of a county of 1,000 branches, with leads of all tests planted: the audit finds each of them, and
// invents none; beside those that stand with an explanation it tells of that, and beside no others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstdlib>
#include <map>
#include <set>

#include "domain/audit/lead.h"
#include "ops/commands/source.h"
#include "ops/demo/demo.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::ContainerEq;
using ::testing::SizeIs;

/// How many seeds are tried: more behind --long.
int seeds() {
  const char* many = std::getenv("TENURE_LONG");
  return many != nullptr && *many != '\0' ? 100 : 10;
}

/// "A3 o-999901-v007"
using Found = std::set<std::string>;
/// What explains the leads of a test in a village, where something does: kinds of explanations.
using Explained = std::map<std::string, std::set<std::string>>;

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

  /// Leads of every test that there is.
  std::set<std::string> planted_tests() const {
    std::set<std::string> out;
    for (const demo::PlantedLead& each : made_.planted) out.insert(each.test.value);
    return out;
  }
  Found planted() const {
    Found out;
    for (const demo::PlantedLead& each : made_.planted) out.insert(each.test.value + " " + each.org.str());
    return out;
  }

  Explained planted_explained() const {
    Explained out;
    for (const demo::PlantedLead& each : made_.planted) {
      for (const Code& kind : each.explained) out[each.test.value + " " + each.org.str()].insert(kind.value);
    }
    return out;
  }

  /// Audits each organisation: what is found, and in which of them something is explained.
  void examine() {
    for (const auto item : ask(audit_of("o-999901").with("all", "true"))["items"].get_array()) {
      const std::string org{std::string_view(item["org"])};
      simdjson::dom::array tests;
      if (item["tests"].get(tests) != simdjson::SUCCESS) continue;
      for (const auto test : tests) found_.insert(std::string(std::string_view(test)) + " " + org);
      if (number(item, "explained") > 0) explained_in_.push_back(org);
    }
  }
  const Found& found() const { return found_; }

  /// What the audits of those say of it.
  Explained explained() {
    Explained out;
    for (const std::string& org : explained_in_) {
      for (const auto lead : ask(audit_of(org))["leads"].get_array()) {
        simdjson::dom::array kinds;
        if (lead["explained"].get(kinds) != simdjson::SUCCESS) continue;
        const std::string key = std::string(std::string_view(lead["test"])) + " " + org;
        for (const auto each : kinds) out[key].emplace(std::string_view(each["kind"]));
      }
    }
    return out;
  }

 private:
  static Target audit_of(const std::string& org) {
    Target target("/v1/audits");
    return std::move(target.segment("special")
                         .with("org", org)
                         .with("from", "2015-01-01")
                         .with("until", "2024-12-31")
                         .with("on", "2025-01-31"));
  }
  simdjson::dom::element ask(const Target& target) {
    const auto body = source_->get(target);
    if (!body) throw std::runtime_error(body.error().text());
    simdjson::dom::element answer;
    if (parser_.parse(*body).get(answer) != simdjson::SUCCESS) throw std::runtime_error(*body);
    return answer;
  }
  static std::int64_t number(simdjson::dom::element item, const char* member) {
    std::int64_t out = 0;
    return item[member].get(out) == simdjson::SUCCESS ? out : 0;
  }

  TempFolder folder_;
  demo::Made made_;
  std::unique_ptr<Source> source_;
  simdjson::dom::parser parser_;
  Found found_;
  std::vector<std::string> explained_in_;
};

class Irregular : public ::testing::TestWithParam<int> {};

TEST_P(Irregular, EveryPlantedLeadIsFoundAndNoneInvented) {
  IrregularCounty county(GetParam());
  EXPECT_EQ(county.planted_tests().size(), lead_tests().size());
  county.examine();
  EXPECT_THAT(county.found(), ContainerEq(county.planted()));
  EXPECT_THAT(county.planted_explained(), SizeIs(6)) << "each kind of explanation, but a revision";
  EXPECT_THAT(county.explained(), ContainerEq(county.planted_explained()));
}

INSTANTIATE_TEST_SUITE_P(Seed, Irregular, ::testing::Range(1, seeds() + 1));

}  // namespace
}  // namespace tenure::testing

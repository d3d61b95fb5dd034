// The rules of the house: who may include whom, and what stands where.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "domain/act/catalogue.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

const Words kFolders = {"domain", "storage", "replay", "server", "ops", "tests"};

struct Source {
  std::string path;  ///< from the root of the repository
  std::string text;
};

std::vector<Source> sources(const std::string& folder) {
  std::vector<Source> out;
  const fs::path root = test::source_dir();
  if (!fs::exists(root / folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") continue;
    out.push_back({fs::relative(entry.path(), root).string(), test::read_file(entry.path())});
  }
  return out;
}

Words includes(const Source& source) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])", std::regex::multiline);
  Words out;
  for (std::sregex_iterator it(source.text.begin(), source.text.end(), kInclude), end; it != end; ++it) {
    out.push_back((*it)[1]);
  }
  return out;
}

bool starts_with_any(const std::string& text, const Words& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& s) { return text.starts_with(s); });
}

void expect_never_included(const Words& folders, const Words& forbidden) {
  for (const std::string& folder : folders) {
    for (const Source& source : sources(folder)) {
      for (const std::string& include : includes(source)) {
        EXPECT_FALSE(starts_with_any(include, forbidden)) << source.path << " includes " << include;
      }
    }
  }
}

/// `folder` includes of the house only `allowed`.
void expect_layer(const std::string& folder, const Words& allowed) {
  Words forbidden;
  for (const std::string& other : kFolders) {
    if (std::find(allowed.begin(), allowed.end(), other) == allowed.end()) forbidden.push_back(other + "/");
  }
  expect_never_included({folder}, forbidden);
}

TEST(House, HasSourcesToLookAt) {
  EXPECT_GT(sources("domain").size(), 20U);
  EXPECT_EQ(includes({"a.h", "#include <mutex>\n  # include \"storage/a.h\"\n// #include <x>\n"}),
            (Words{"mutex", "storage/a.h"}));
}

TEST(House, DependenciesPointDown) {
  expect_layer("domain", {"domain"});
  expect_layer("storage", {"domain", "storage"});
  expect_layer("replay", {"domain", "replay"});
  expect_layer("server", {"domain", "storage", "replay", "server"});
  expect_layer("ops", {"domain", "storage", "replay", "server", "ops"});
}

TEST(House, DomainIsPure) {
  expect_never_included(
      {"domain"}, {"rocksdb/", "boost/asio", "boost/beast", "thread", "fstream", "filesystem", "mutex",
                   "atomic", "condition_variable", "future", "shared_mutex", "random", "iostream", "cstdio",
                   "ctime", "unistd.h", "sys/"});
}

TEST(House, EachLibraryHasItsFolder) {
  expect_never_included({"domain", "replay", "server", "ops"}, {"rocksdb/"});
  expect_never_included({"domain", "storage", "replay", "ops"}, {"boost/asio", "boost/beast"});
}

TEST(House, EveryHeaderSaysWhatItIsAndIsIncludedOnce) {
  for (const std::string& folder : kFolders) {
    for (const Source& source : sources(folder)) {
      if (!source.path.ends_with(".h")) continue;
      EXPECT_TRUE(source.text.starts_with("// ")) << source.path << " does not open with a comment";
      EXPECT_NE(source.text.find("\n#pragma once\n"), std::string::npos) << source.path;
    }
  }
}

TEST(House, NoHeaderOpensANamespaceForItsReaders) {
  for (const std::string& folder : kFolders) {
    for (const Source& source : sources(folder)) {
      if (!source.path.ends_with(".h")) continue;
      EXPECT_EQ(source.text.find("using namespace"), std::string::npos) << source.path;
    }
  }
}

// An event type is named by its structure; a name in quotes is a case of its own that somebody must remember.
// Only the verifier reads names: it shares no code with what it verifies, so it knows no structures.
TEST(House, NoCodeAsksForAnEventTypesName) {
  for (const std::string& folder : Words{"domain", "storage", "replay", "server"}) {
    for (const Source& source : sources(folder)) {
      if (source.path.starts_with("storage/verify/")) continue;
      for (const Area* area : areas()) {
        for (const EventType& type : area->events) {
          const auto literal = fmt::format("\"{}\"", type.name());
          EXPECT_EQ(source.text.find(literal), std::string::npos) << source.path << " names " << literal;
        }
      }
    }
  }
}

TEST(House, NoLocalityIsNamedInDomainCode) {
  static const std::regex kLocality(
      "商河|平阳|遂溪|岱岳|八步|松江|海兴|东光|"
      R"(\b(shanghe|pingyang|suixi|daiyue|babu|songjiang|haixing|dongguang)\b)",
      std::regex::icase);
  for (const Source& source : sources("domain")) {
    EXPECT_FALSE(std::regex_search(source.text, kLocality)) << source.path;
  }
}

TEST(House, TheTopFolderHoldsOnlyTheHouse) {
  std::set<std::string> known(kFolders.begin(), kFolders.end());
  known.insert({"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "build"});
  for (const auto& entry : fs::directory_iterator(test::source_dir())) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(name.starts_with('.') || known.contains(name)) << name;
  }
}

}  // namespace
}  // namespace tenure

// The corpus: payloads of each release, which every later version must read and write alike. A file that was
// shipped is never edited; TENURE_UPDATE_LOCK=1 only adds the file of a type that has none.
#include <map>
#include <set>

#include "tests/unit/domain/making.h"
#include "tests/unit/domain/sample.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNewestRelease = "v1";

fs::path corpus() { return test::source_dir() / "tests" / "corpus"; }

std::vector<fs::path> payload_files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(corpus())) {
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  }
  return out;
}

void add_missing_samples() {
  const fs::path folder = corpus() / kNewestRelease;
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) {
      const fs::path path = folder / (std::string(type.name()) + ".json");
      if (!fs::exists(path)) std::ofstream(path, std::ios::binary) << test::sample_event(type) << "\n";
    }
  }
}

class Corpus : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (test::updating()) add_missing_samples();
  }
};

TEST_F(Corpus, EveryPayloadIsReadAndWrittenAsItWasShipped) {
  const auto files = payload_files();
  ASSERT_FALSE(files.empty());
  for (const fs::path& path : files) {
    const std::string text = test::read_file(path);
    const auto event = read_json<Event>(text);
    ASSERT_TRUE(event) << path << ": " << event.error().text();
    EXPECT_EQ(event->type->name(), path.stem().string());
    std::string written;
    write_event(*event, written);
    EXPECT_EQ(written + "\n", text) << path;
  }
}

TEST_F(Corpus, HoldsEveryFieldOfEveryType) {
  std::map<std::string_view, std::set<std::string_view>> present;
  for (const fs::path& path : payload_files()) {
    const auto event = test::made<Event>(test::read_file(path));
    for (const Field& field : event.type->structure->fields) {
      if (field.required() || field.type->size(field.in(event.data.get())) > 0) {
        present[event.type->name()].insert(field.name);
      }
    }
  }
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) {
      for (const Field& field : type.structure->fields) {
        EXPECT_TRUE(present[type.name()].contains(field.name))
            << "no payload under tests/corpus has " << type.name() << "." << field.name
            << "; a new type gets its file with TENURE_UPDATE_LOCK=1";
      }
    }
  }
}

}  // namespace
}  // namespace tenure

// The clerk's stream goes on where the demo ends, and when it is started again, where it stopped.
#include "ops/demo/stream.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "tests/demo/demo_ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::IsEmpty;

/// A copy of the demo's ledger, to write in.
class DemoStream : public ::testing::Test {
 protected:
  DemoStream() {
    demo.close();
    std::filesystem::copy(demo.folder(), copy_ / "ledger", std::filesystem::copy_options::recursive);
    demo.open();
    SourceOptions options;
    options.ledger.data = copy_ / "ledger";
    source = std::move(*open_source(options, console));
  }

  demo::Progress submit(std::uint64_t acts) {
    demo::StreamOptions options;
    options.keys_folder = demo.keys_folder();
    options.interval = std::chrono::milliseconds(0);
    options.acts = acts;
    options.pause = [](std::chrono::milliseconds) { return true; };
    options.on_refusal = [this](const Refusal& refusal) { refusals.push_back(refusal.text()); };
    const auto done = demo::stream(*source, options);
    EXPECT_TRUE(done) << done.error().text();
    return done.value_or(demo::Progress());
  }
  std::uint64_t size() {
    simdjson::dom::parser parser;
    return parser.parse(*source->get(Target("/v1/status")))["size"];
  }

  DemoLedger& demo = DemoLedger::of_both();
  TempFolder copy_;
  Console console;
  std::unique_ptr<Source> source;
  std::vector<std::string> refusals;
};

TEST_F(DemoStream, GoesOnAndAgainWhereItStopped) {
  EXPECT_GE(submit(30).acts, 30U);
  const std::uint64_t after = size();
  EXPECT_GE(after, demo.made().acts + 30);
  const demo::Progress again = submit(10);
  EXPECT_GE(again.acts, 10U);
  EXPECT_EQ(size(), after + again.acts) << "what was there already was not recorded twice";
  EXPECT_THAT(refusals, IsEmpty());
}

TEST_F(DemoStream, EndsWhenItIsTold) {
  demo::StreamOptions options;
  options.keys_folder = demo.keys_folder();
  options.pause = [](std::chrono::milliseconds) { return false; };
  const std::uint64_t before = size();
  EXPECT_TRUE(demo::stream(*source, options));
  EXPECT_LE(size(), before + 2);
}

}  // namespace
}  // namespace tenure::testing
